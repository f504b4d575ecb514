"""Names of places that a misread document repeats: one reading for all mentions, and doubt for what no list has."""

from __future__ import annotations

from extractors.agreed_names import agreed_names, unlisted_place
from extractors.layout import Line


def lines(*pairs: tuple[str, str]) -> list[Line]:
    return [Line(text, 1, number, printed=printed) for number, (text, printed) in enumerate(pairs, 1)]


MISREAD = lines(
    ("Xã AN HUNG", "XA AN HUNG"),
    ("nhân dân trong xã An Hùng", "nhan dan trong x4 An Hing"),
    ("của xã An Hưng năm nay", "cua xa An Hung nam nay"),
    ("Đảng bộ xã An Hưng", "Dang bo xa An Hung"),
)


def test_a_name_of_the_list_is_taken_for_all_mentions() -> None:
    places = agreed_names(MISREAD)
    assert places.settle("Ủy ban nhân dân xã An Hùng") == "Ủy ban nhân dân xã An Hưng"
    assert places.settle("XÃ AN HÙNG") == "XÃ AN HƯNG"
    assert places.settle("xã Bình Minh") == "xã Bình Minh"


def test_the_place_of_the_date_is_called_as_the_issuer() -> None:
    places = agreed_names(MISREAD)
    assert places.nearest("An Hứng", "Ủy ban nhân dân xã An Hưng") == "An Hưng"
    assert places.nearest("Hà Nội", "Ủy ban nhân dân xã An Hưng") == "Hà Nội"


def test_the_word_before_a_year_is_never_the_south() -> None:
    places = agreed_names(MISREAD)
    assert places.settle("nam 2027 của miền nam") == "năm 2027 của miền nam"


def test_a_document_that_reads_well_is_left_alone() -> None:
    clean = lines(("xã An Hùng nam 2027", "xã An Hùng nam 2027"), ("xã An Hưng", "xã An Hưng"))
    places = agreed_names(clean)
    assert places.settle("xã An Hùng nam 2027") == "xã An Hùng nam 2027"
    assert places.nearest("An Hứng", "Ủy ban nhân dân xã An Hưng") == "An Hứng"


def test_a_place_of_no_list_is_told() -> None:
    assert unlisted_place("Ủy ban nhân dân xã Thạch Vân Thượng") == "xã Thạch Vân Thượng"
    assert unlisted_place("Ủy ban nhân dân thành phố Hải Phòng") is None
    assert unlisted_place("Sở Nội vụ") is None


def test_a_commune_of_the_province_that_the_document_names_comes_first() -> None:
    read = lines(
        ("tỉnh Đồng Tháp", "tinh Dong Thap"),
        ("xã Tân Thanh", "x4 Tan Thanh"),
        ("của xã Tân Thanh", "cua xa Tan Thanh"),
    )
    places = agreed_names(read)
    assert places.settle("xã Tân Thanh") in ("xã Tân Thành", "xã Tân Thạnh")  # both lie there, Tân Thanh does not
    doubt = places.doubt(places.settle("Ủy ban nhân dân xã Tân Thanh"))
    assert doubt is not None
    assert "Tân Thành" in doubt
    assert "Tân Thạnh" in doubt


def test_a_name_with_a_dash_is_known_by_its_letters() -> None:
    read = lines(("phường CAM LY - DALAT", "PHUONG CAM LY - DALAT"), ("tỉnh Lâm Đồng", "tinh Lam Déng"))
    assert agreed_names(read).settle("PHƯỜNG CAM LY - DALAT") == "PHƯỜNG CAM LY - ĐÀ LẠT"


def test_the_motto_beside_a_name_in_capitals_is_no_part_of_it() -> None:
    read = lines(("XÃ AN HÙNG Độc lập - Tự do - Hạnh phúc", "XA AN HUNG Doc lap - Ty do - Hanh phic"))
    assert agreed_names(read).settle("xã An Hùng") == "xã An Hưng"


def test_a_province_that_was_until_2025_is_no_doubt() -> None:
    text = "Ủy ban nhân dân tỉnh Trà Vinh\nKế hoạch của tỉnh Trà Vinh\nCác sở của tỉnh Trà Vinh"
    lines = [Line(text=t, page=1, number=k, printed=f"?{t}") for k, t in enumerate(text.split("\n"), 1)]
    names = agreed_names(lines)
    assert names.settle("Ủy ban nhân dân tỉnh Trà Vinh") == "Ủy ban nhân dân tỉnh Trà Vinh"
    assert names.doubt("Ủy ban nhân dân tỉnh Trà Vinh") is None
