"""Communes, wards and provinces of the official list, with their code; what is ambiguous is left out."""

from __future__ import annotations

from extractors.facts import Place
from extractors.layout import Line, Page
from extractors.parts import split_parts
from extractors.places import find_places
from normalizers.gazetteer import communes, communes_named, known_province, province_named, provinces


def places(text: str) -> list[Place]:
    lines = tuple(Line(text=t, page=1, number=k) for k, t in enumerate(text.split("\n"), 1))
    return list(find_places(split_parts([Page(number=1, lines=lines)])))


def test_the_list_is_whole() -> None:
    assert len(provinces()) == 34
    assert sum(len(units) for units in communes().values()) == 3321


def test_names_are_compared_without_case_and_in_either_tone_place() -> None:
    assert province_named("HẢI PHÒNG") == province_named("Hải Phòng")
    assert communes_named("Thuỷ Nguyên", "phường") == communes_named("Thủy Nguyên", "phường")


def test_a_commune_has_its_code_and_province() -> None:
    (found,) = [p for p in places("Xã An Hưng giáp sông.\nThành phố Hải Phòng quản lý.") if p.kind == "xã"]
    assert (found.name, found.code, found.province, found.line) == ("An Hưng", "11674", "Hải Phòng", 1)


def test_a_name_that_stands_in_several_provinces_needs_the_province() -> None:
    shared = next(
        units[0].name for units in communes().values() if len({u.province for u in units if u.kind == "xã"}) > 1
        and units[0].kind == "xã"
    )  # fmt: skip
    assert places(f"Cán bộ xã {shared} họp.") == []
    province = communes_named(shared, "xã")[0].province
    found = places(f"Tỉnh {province} giao việc.\nCán bộ xã {shared} họp.")
    assert [p.province for p in found if p.kind == "xã"] == [province]


def test_lists_of_names_and_names_broken_over_lines() -> None:
    found = places("Các phường Lê\nChân, Ngô Quyền và Hồng Bàng thuộc thành phố Hải Phòng.")
    assert [p.name for p in found if p.kind == "phường"] == ["Lê Chân", "Ngô Quyền", "Hồng Bàng"]


def test_each_place_stands_once_at_its_first_mention() -> None:
    found = places("Thành phố Hải Phòng họp.\nHải Phòng kết luận.")
    assert [(p.name, p.line) for p in found] == [("Hải Phòng", 1)]


def test_unknown_names_have_no_code() -> None:
    assert places("Ủy ban nhân dân xã Thạch Mẫu Không Có họp.") == []


def test_provinces_that_were_until_2025_are_known_and_what_they_are_part_of() -> None:
    former = known_province("QUẢNG NAM")
    assert former is not None
    assert (former.name, former.code, former.province_code) == ("Quảng Nam", "", province_code("Đà Nẵng"))
    assert province_named("Quảng Nam") is None
    assert known_province("Đà Nẵng") == province_named("Đà Nẵng")
    assert known_province("Lâm Giang") is None


def province_code(name: str) -> str:
    unit = province_named(name)
    assert unit is not None
    return unit.code
