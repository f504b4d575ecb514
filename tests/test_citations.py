"""Every mention of an official document, its number repaired, its date and issuer beside it."""

from __future__ import annotations

import pytest

from extractors.citation_pipeline import citation_pipeline, read_rules
from extractors.citations import find_citations
from extractors.facts import Citation
from extractors.layout import Line, LineRole, Page
from extractors.parts import split_parts


def cite(text: str, roles: dict[int, LineRole] | None = None) -> list[Citation]:
    whole = f"I. VIỆC\n{text}"
    lines = tuple(
        Line(text=t, page=1, number=k, role=(roles or {}).get(k, LineRole.BODY))
        for k, t in enumerate(whole.split("\n"), 1)
    )
    return list(find_citations(split_parts([Page(number=1, lines=lines)])))


def test_number_date_and_issuer() -> None:
    (found,) = cite("- Theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về thủ tục.")
    assert (found.type, found.number, found.date, found.issuer) == (
        "Nghị định", "118/2025/NĐ-CP", "2025-06-09", "Chính phủ",
    )  # fmt: skip
    assert (found.page, found.line) == (1, 2)


def test_an_issuer_ends_before_the_time_that_a_report_is_of() -> None:
    (found,) = cite("- Kết quả thực hiện Nghị định số 4/2025/NĐ-CP của Chính phủ từ ngày 16/6/2025 đến ngày 30/9/2025.")
    assert (found.issuer, found.date) == ("Chính phủ", None)
    (found,) = cite("- Theo Nghị quyết số 8/NQ-HĐND của HĐND tỉnh kinh phí còn lại được chuyển nguồn.")
    assert found.issuer == "HĐND tỉnh"


def test_a_date_in_a_title_in_capitals() -> None:
    (found,) = cite("THỰC HIỆN NGHỊ QUYẾT SỐ 8/NQ-CP NGÀY 26/3/2025 CỦA CHÍNH PHỦ")
    assert (found.number, found.date) == ("8/NQ-CP", "2025-03-26")


def test_written_out_date_and_a_long_issuer() -> None:
    text = (
        "Căn cứ Quyết định số 31/QĐ-UBND ngày 27 tháng 8 năm 2026 của Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Lam ban hành\n"
        "Kế hoạch; Công văn số 9/BVHTTDL-TV ngày 02/3/2026 của Bộ Văn hóa, Thể thao và Du lịch về thư viện."
    )
    first, second = cite(text)
    assert (first.date, first.issuer) == ("2026-08-27", "Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Lam")
    assert second.issuer == "Bộ Văn hóa, Thể thao và Du lịch"


def test_numbers_broken_and_damaged_are_repaired_and_stand_beside_the_print() -> None:
    text = "- Thực hiện Nghị quyết số 45- \nNQ/TW, Nghị quyết số 76/NQ-\nCP (gọi tắt là Nghị quyết 76/NQCP),"
    found = cite(f"{text} Nghị định 5/2025/ND-CP.")
    assert [c.number for c in found] == ["45-NQ/TW", "76/NQ-CP", "76/NQ-CP", "5/2025/NĐ-CP"]
    assert found[2].printed == "Nghị quyết 76/NQCP"


def test_a_repeated_mention_counts_each_time() -> None:
    assert len(cite("- Theo Nghị quyết 76/NQ-CP; xác định Nghị quyết 76/NQ-CP là gốc.")) == 2


def test_an_elided_type_word() -> None:
    found = cite("- Triển khai Nghị quyết 57-NQ/TW và 226/2025/QH15; làm tốt.")
    assert [(c.type, c.number) for c in found] == [("Nghị quyết", "57-NQ/TW"), ("Nghị quyết", "226/2025/QH15")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "- Theo Luật Cán bộ, công\nchức; Luật Viên chức, bảo đảm đồng bộ.",
            ["Luật Cán bộ, công chức", "Luật Viên chức"],
        ),
        ("- Luật Ngân sách nhà nước năm 2015 về công khai.", ["Luật Ngân sách nhà nước"]),
        ("- Theo Luật Bảo tồn làng cổ và các văn bản.", ["Luật Bảo tồn làng cổ"]),  # a law the list does not have
        ("- Bộ luật Dân sự năm 2015.", ["Bộ luật Dân sự"]),
        ("- Các văn bản thi hành Luật. Hội Luật gia góp ý; luật sư tư vấn.", []),
    ],
)
def test_laws_by_name(text: str, names: list[str]) -> None:
    assert [c.name for c in cite(text)] == names


def test_a_law_with_its_number_is_one_citation() -> None:
    (found,) = cite("- Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;")
    assert (found.type, found.number, found.date) == ("Luật", "72/2025/QH15", "2025-06-16")
    assert found.name == "Luật Tổ chức chính quyền địa phương"


def test_issuer_between_type_and_number_and_date_before_the_verb() -> None:
    (letter,) = cite("- Theo Công văn của Sở Nội vụ số 300/SNV-CCVC.")
    assert (letter.type, letter.issuer) == ("Công văn", "Sở Nội vụ")
    (decision,) = cite("- Ngày 05/01/2027, Ủy ban nhân dân xã ban hành Quyết định số 12/QĐ-UBND.")
    assert decision.date == "2027-01-05"


def test_the_document_itself_is_no_citation() -> None:
    assert cite("Thực hiện Kế hoạch này; nội dung Kế hoạch được công khai.") == []
    text = "UBND XÃ SÔNG LAM\nSố: 15/KH-UBND\nKẾ HOẠCH\nDệt vải\nI. VIỆC\nMột.\nII. KINH PHÍ\nHai."
    lines = tuple(Line(text=t, page=1, number=k) for k, t in enumerate(text.split("\n"), 1))
    assert find_citations(split_parts([Page(number=1, lines=lines)])) == ()


def test_footnotes_are_read_and_stand_in_the_order_of_lines() -> None:
    found = cite(
        "- Theo Nghị quyết 76/NQ-CP.\n1 Quyết định 15/QĐ-TTg ngày 02/12/2023.\n- Theo Nghị quyết 9-NQ/TW.",
        {3: LineRole.FOOTNOTE},
    )
    assert [(c.number, c.line) for c in found] == [("76/NQ-CP", 2), ("15/QĐ-TTg", 3), ("9-NQ/TW", 4)]


def test_half_restored_words_around_the_number_do_no_harm() -> None:
    (found,) = cite("- Theo Nghi quyêt sô 76/NQ-CP ngày 15/7/2021 cua Chinh phu ban hanh.")
    assert (found.type, found.number, found.date) == ("Nghị quyết", "76/NQ-CP", "2021-07-15")


def test_a_long_law_name_is_known_though_the_word_before_it_is_damaged() -> None:
    (found,) = cite("Căn cứ Lượt Khám bệnh, chữa bệnh;")
    assert (found.name, found.printed) == ("Luật Khám bệnh, chữa bệnh", "Lượt Khám bệnh, chữa bệnh")


def test_others_can_add_a_component() -> None:
    nlp = citation_pipeline()
    assert nlp.pipe_names == ["legal_terms", "citation_matcher"]
    doc = nlp("Thông tư số 01/2026/TT-BNV và Luật Đất đai")
    assert [span.label_ for span in doc.spans["citations"]] == ["CITATION", "CITATION_LAW"]


def test_rule_files_are_well_formed() -> None:
    for name in ("document_types.jsonl", "laws.jsonl", "dates.jsonl", "citations.jsonl"):
        rules = read_rules(name)
        assert rules
        assert all(rule["label"] and rule["pattern"] for rule in rules)


def test_serials_that_share_a_code_are_documents_each() -> None:
    found = cite("Theo các Quyết định số 411, 749 và 942/QĐ-TTg ngày 10/9/2026 của Thủ tướng Chính phủ.")
    assert [(c.type, c.number, c.date) for c in found] == [
        ("Quyết định", "411/QĐ-TTg", None),
        ("Quyết định", "749/QĐ-TTg", None),
        ("Quyết định", "942/QĐ-TTg", "2026-09-10"),
    ]


def test_a_law_of_no_list_goes_on_over_a_comma_up_to_its_number_or_year() -> None:
    found = cite("Theo Luật Quản lý, phát triển đô thị ngầm số 55/2026/QH16 và Luật Nghề cá, các xã thực hiện.")
    assert [(c.name, c.number) for c in found] == [
        ("Luật Quản lý, phát triển đô thị ngầm", "55/2026/QH16"),
        ("Luật Nghề cá", None),
    ]


def test_the_next_agency_is_no_part_of_the_issuer() -> None:
    (found,) = cite("Theo Công văn số 88/UBND-KTN của Ủy ban nhân dân tỉnh, Sở Xây dựng và Sở Tài chính lập dự toán.")
    assert found.issuer == "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize(
    ("after", "issuer"),
    [
        ("của Bộ Nông nghiệp và Phát triển nông thôn về thủy lợi", "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("của Bộ Lao động - Thương binh và Xã hội hướng dẫn", "Bộ Lao động - Thương binh và Xã hội"),
        ("của UBND tỉnh triển khai Đề án", "UBND tỉnh"),
        ("của Thủ tướng Chính phủ - Quyết định tiếp theo", "Thủ tướng Chính phủ"),
        ("của Sở Nội vụ và Chương II của Quy chế", "Sở Nội vụ"),
        ("của Sở Nội vụ và Chỉ thị của tỉnh", "Sở Nội vụ"),
    ],
)
def test_where_the_name_of_an_issuer_ends(after: str, issuer: str) -> None:
    (found,) = cite(f"- Theo Kế hoạch số 5/KH-ABCD ngày 02/3/2031 {after}.")
    assert (found.issuer, found.date) == (issuer, "2031-03-02")


def test_the_number_of_a_form_is_no_document() -> None:
    assert cite("- Lập biên bản (theo Mẫu số 05/HNCT, mẫu số 06 và 07/BBKP) rồi gửi về Ủy ban.") == []


def test_a_day_after_a_capital_and_a_circular_letter_of_the_front() -> None:
    (found,) = cite("- Thực hiện Thông tri số 4/TT-MTTW-BTT Ngày 02/3/2031 của Mặt trận.")
    assert (found.type, found.date) == ("Thông tri", "2031-03-02")


def test_laws_no_longer_in_force_are_known_by_their_whole_name() -> None:
    (found,) = cite("- Căn cứ Luật Tổ chức HĐND và UBND ngày 26/11/2003;")
    assert (found.name, found.date) == ("Luật Tổ chức HĐND và UBND", "2003-11-26")


def test_a_law_that_amends_is_one_citation() -> None:
    first, _ = cite("- Luật sửa đổi bổ sung một số điều của Luật Xây dựng ngày 17/6/2020; Luật Nhà ở năm 2014.")
    assert (first.name, first.date) == ("Luật sửa đổi bổ sung một số điều của Luật Xây dựng", "2020-06-17")
    (found,) = cite("- Luật Sửa đổi, bổ sung một số điều của\nLuật Tổ chức Chính phủ đã thông qua.")
    assert found.name == "Luật Sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ"
    (found,) = cite(
        "- Luật sửa đổi, bổ sung một số điều của 11 luật có liên quan đến nghề dệt, nghề gốm ngày 02/3/2031."
    )
    assert found.name == "Luật sửa đổi, bổ sung một số điều của 11 luật có liên quan đến nghề dệt, nghề gốm"
    assert found.date == "2031-03-02"


@pytest.mark.parametrize("own", ["Số:\n5/2031/NQ-HĐND", "Nghị quyết số: 5/2031/NQ-HĐND"])
def test_the_own_number_on_a_line_of_its_own_is_no_citation(own: str) -> None:
    text = (
        f"HỘI ĐỒNG NHÂN DÂN XÃ HOA MAI\n{own}\nNGHỊ QUYẾT\nVề đê\nCăn cứ Luật Đê điều;\nĐiều 1. Việc.\nĐiều 2. Người."
    )
    lines = tuple(Line(text=t, page=1, number=k) for k, t in enumerate(text.split("\n"), 1))
    parts = split_parts([Page(number=1, lines=lines)])
    assert [c.name for c in find_citations(parts)] == ["Luật Đê điều"]


def test_the_constitution() -> None:
    (found,) = cite("- Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;")
    assert (found.type, found.number) == ("Hiến pháp", None)


@pytest.mark.parametrize(
    ("after", "issuer"),
    [
        ("của Cục Cảnh sát giao thông về tốc độ", "Cục Cảnh sát giao thông"),
        ("của Chính phủ với các nội dung sau", "Chính phủ"),
        ("của Bộ, ngành Trung ương", None),
    ],
)
def test_issuers_before_other_words(after: str, issuer: str | None) -> None:
    (found,) = cite(f"- Theo Kế hoạch số 5/KH-ABCD ngày 02/3/2031 {after}.")
    assert found.issuer == issuer


def test_a_law_that_amends_two_laws_is_one_citation_with_its_date() -> None:
    first, second = cite(
        "- Luật Thủy lợi năm 2017; Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi và Luật Đê điều ngày 14/5/2031;"
    )
    assert (first.name, first.date) == ("Luật Thủy lợi", None)
    assert second.name == "Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi và Luật Đê điều"
    assert second.date == "2031-05-14"
    amending, other = cite("- Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi số 7/2031/QH17 và Luật Đê điều.")
    assert (amending.number, other.name) == ("7/2031/QH17", "Luật Đê điều")


def test_who_met_is_the_issuer_and_not_the_meeting() -> None:
    (found,) = cite(
        "- Nghị quyết số 9-NQ/TW ngày 3/6/2030 của Hội nghị lần thứ tư, Ban Chấp hành Trung ương khoá XV về"
    )
    assert found.issuer == "Ban Chấp hành Trung ương"


def test_an_issuer_may_stand_before_its_documents() -> None:
    found = cite(
        "- Các Quyết định của Bộ Y tế: Số 64/QĐ-BYT ngày 5/3/2030 về vắc xin; số 95/QĐ-BYT ngày 8/4/2030 về trạm y tế; "
        "Kế hoạch số 7/KH-UBND ngày 9/5/2030;"
    )
    assert [c.issuer for c in found] == ["Bộ Y tế", "Bộ Y tế", None]
    letter, other = cite(
        "- Theo đề nghị của Sở Xây dựng tại Tờ trình số 31/TTr-SXD, Công văn số 40/SXD-QH ngày 2/2/2030."
    )
    assert (letter.issuer, other.issuer) == ("Sở Xây dựng", None)


def test_the_name_of_an_issuer_goes_on_behind_its_abbreviation() -> None:
    (found,) = cite("- Chỉ thị số 4/CT-UBND ngày 2/9/2030 của Ủy ban nhân dân (UBND) tỉnh, các địa phương đã làm tốt.")
    assert found.issuer == "Ủy ban nhân dân tỉnh"


def test_a_year_that_a_space_parts() -> None:
    (found,) = cite("- Quyết định số 24/2030/QĐ-TTg ngày 16/7/20 30 của Thủ tướng Chính phủ quy định quy trình.")
    assert (found.date, found.issuer) == ("2030-07-16", "Thủ tướng Chính phủ")


def test_the_caption_of_an_attached_plan_cites_nothing() -> None:
    assert cite("(Kèm theo Quyết định số 45/QĐ-UBND ngày 5/6/2031 của Ủy ban nhân dân xã)\nCác thôn thực hiện.") == []


@pytest.mark.parametrize(
    ("said", "issuer"),
    [
        ("của Bộ Kế hoạch và Đầu tư về vốn", "Bộ Kế hoạch và Đầu tư"),
        ("của Phòng Tài chính - Kế hoạch hướng dẫn", "Phòng Tài chính - Kế hoạch"),
        ("của Sở Văn hóa và thể thao về lễ hội", "Sở Văn hóa và thể thao"),
        ("của UBND huyện Cẩm Khê và tình hình mưa lũ", "UBND huyện Cẩm Khê"),
        ("của HĐND huyện Khóa IX, kỳ họp thứ 5", "HĐND huyện"),
        ("của Huyện ủy hành động vì nước sạch", "Huyện ủy"),
        ("của Bộ Khoa học và Công nghệ quy định", "Bộ Khoa học và Công nghệ"),
    ],
)
def test_where_the_name_of_an_office_ends(said: str, issuer: str) -> None:
    (found,) = cite(f"- Theo Thông tư số 12/2029/TT-ABC ngày 04/5/2029 {said}.")
    assert found.issuer == issuer


def test_the_day_on_which_a_law_was_passed() -> None:
    (found,) = cite("- Theo Luật Thanh tra được Quốc hội khóa XV thông qua ngày 14 tháng 11 năm 2022;")
    assert found.date == "2022-11-14"
