"""Numbers of official documents: found in damaged text, letters repaired, digits never touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.document_numbers import find_numbers


@pytest.mark.parametrize(
    ("printed", "number", "kind"),
    [
        ("76/NQ-CP", "76/NQ-CP", "Nghị quyết"),
        ("118/2025/NĐ-CP", "118/2025/NĐ-CP", "Nghị định"),
        ("09-NQ/TW", "09-NQ/TW", "Nghị quyết"),
        ("226/2025/QH15", "226/2025/QH15", ""),
        ("581/BNV-CCHC", "581/BNV-CCHC", "Công văn"),
        ("15/KH-UBND", "15/KH-UBND", "Kế hoạch"),
        ("31/2024/TTLT-BNV-BTC", "31/2024/TTLT-BNV-BTC", "Thông tư liên tịch"),
    ],
)
def test_a_number_as_it_should_be_stays(printed: str, number: str, kind: str) -> None:
    (span,) = find_numbers(f"theo văn bản số {printed} ngày 02/3/2025")
    assert (span.printed, span.number, span.kind, span.confident) == (printed, number, kind, True)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("118/2025/ND-CP", "118/2025/NĐ-CP"),  # Đ lost
        ("1204/QD-TTg", "1204/QĐ-TTg"),
        ("1204/QÐ-TTg", "1204/QĐ-TTg"),  # Icelandic eth instead of Đ
        ("06/QĐÐ-UBND", "06/QĐ-UBND"),  # one Đ read twice
        ("12/QP-UBND", "12/QĐ-UBND"),  # Đ read as P
        ("09-NQ/PH", "09-NQ/ĐH"),
        ("03/2025/NQ-HDND", "03/2025/NQ-HĐND"),
        ("7/KH-UBNB", "7/KH-UBND"),
        ("76/NQCP", "76/NQ-CP"),  # hyphen lost
        ("111/2025/NDCP", "111/2025/NĐ-CP"),
        ("57NQ/TW", "57-NQ/TW"),
        ("57 NQ/TW", "57-NQ/TW"),
        ("45- NQ/TW", "45-NQ/TW"),
        ("76/NQ-\nCP", "76/NQ-CP"),  # broken over a line end
        ("45-\n\nNQ/TW", "45-NQ/TW"),
    ],
)
def test_damage_is_repaired(printed: str, number: str) -> None:
    (span,) = find_numbers(f"Nghị quyết số {printed} của cơ quan")
    assert span.number == number
    assert span.printed == printed
    assert re.sub(r"\s", "", span.repaired) == number
    assert span.repaired.count("\n") == printed.count("\n")


def test_case_in_use_is_kept() -> None:
    assert [span.number for span in find_numbers("89-Ctr/TU")] == ["89-Ctr/TU"]


@pytest.mark.parametrize("printed", ["1234/CP-KTTH", "05/CTr-PH", "15/KH-TTVH", "7/QC-MTTQ", "12-KH/ĐĐ"])
def test_codes_that_look_like_damage_are_left_alone(printed: str) -> None:
    assert [span.number for span in find_numbers(printed)] == [printed]


def test_an_unknown_issuer_is_left_as_printed_and_marked() -> None:
    (span,) = find_numbers("Kế hoạch số 69/KH-XYZ ngày")
    assert (span.number, span.confident) == ("69/KH-XYZ", False)


def test_a_blank_serial_is_seen() -> None:
    (span,) = find_numbers("Số:      /KH-UBND")
    assert span.number == "/KH-UBND"
    assert not span.complete


@pytest.mark.parametrize(
    "text",
    [
        "hoàn thành 15/48 nhiệm vụ",
        "ngày 05/3/2027 của",
        "TCVN ISO 9001:2015",
        "trực 24/7 và/hoặc",
        "Phòng Kế hoạch- Tài chính",
        "giai đoạn 2026-2030 UBND xã",
        "https://example.gov.vn/KH-UBND",
    ],
)
def test_other_figures_are_no_numbers(text: str) -> None:
    assert find_numbers(text) == []


def test_a_dash_of_the_sentence_does_not_belong_to_the_number() -> None:
    (span,) = find_numbers("Kế hoạch 24/KH-UBND - Phòng Kinh tế")
    assert span.number == "24/KH-UBND"


def test_the_type_word_comes_with_the_number() -> None:
    (span,) = find_numbers("118/2025/ND-CP")
    assert (span.number, span.kind) == ("118/2025/NĐ-CP", "Nghị định")


@given(st.text(alphabet="0123456789/-–. \nABCĐDNQKHPTUWw", max_size=60))
def test_digits_are_never_changed(text: str) -> None:
    for span in find_numbers(text):
        assert text[span.start : span.end] == span.printed
        assert re.sub(r"\D", "", span.printed) == re.sub(r"\D", "", span.number)
        assert re.sub(r"\D", "", span.printed) == re.sub(r"\D", "", span.repaired)
        assert span.printed.split("\n").__len__() == span.repaired.split("\n").__len__()


@given(st.text(alphabet="0123456789/-NQĐCPKHUBDTW", max_size=30))
def test_repair_is_stable(text: str) -> None:
    for span in find_numbers(text):
        again = find_numbers(span.number)
        assert [s.number for s in again] == [span.number]


@pytest.mark.parametrize("text", ["Thời hạn 12/2028\nDu lịch", "đến 6/2027 Ban Quản lý", "tháng 3/2026\nĐ"])
def test_a_month_before_a_word_is_no_number(text: str) -> None:
    assert find_numbers(text) == []


@pytest.mark.parametrize("text", ["118/2025\nNĐ-CP", "118/2025/NĐ-\nCP", "76/\nNQ-CP", "12/2028\nDu"])
def test_what_replaces_the_print_keeps_its_lines(text: str) -> None:
    assert all(span.repaired.count("\n") == span.printed.count("\n") for span in find_numbers(text))


def test_a_crossed_d_read_as_two_letters_is_repaired_and_so_is_an_issuer_after_an_unknown_type() -> None:
    assert find_numbers("số 32/2018/TT-BGDDPT")[0].number == "32/2018/TT-BGDĐT"
    assert find_numbers("số 05/XYZW-SGDDT-CAT")[0].number == "05/XYZW-SGDĐT-CAT"
    assert find_numbers("Công văn số 88/SGDDT-XYZ")[0].number == "88/SGDĐT-XYZ"


def test_an_n_or_a_crossed_d_read_twice_is_one() -> None:
    assert find_numbers("Quyết định số 1368/QĐĐ-UBND")[0].number == "1368/QĐ-UBND"
    assert find_numbers("Nghị quyết số 21-NÑQ/TU")[0].number == "21-NQ/TU"


@pytest.mark.parametrize(
    ("printed", "number", "kind"),
    [
        ("9/2031/NQLT-UBTVQH18-CP-ĐCTUBTWMTTQVN", "9/2031/NQLT-UBTVQH18-CP-ĐCTUBTWMTTQVN", "Nghị quyết liên tịch"),
        ("7/2031/TTLT/BTC-BNN", "7/2031/TTLT/BTC-BNN", "Thông tư liên tịch"),
        ("7/2031 TTLT/BTC-BNN", "7/2031/TTLT/BTC-BNN", "Thông tư liên tịch"),
        ("7/2031/TTLT-BYT-BTC", "7/2031/TTLT-BYT-BTC", "Thông tư liên tịch"),
    ],
)
def test_joint_documents_name_all_their_parties(printed: str, number: str, kind: str) -> None:
    (span,) = find_numbers(f"số {printed} ngày 02/3/2031")
    assert (span.number, span.kind) == (number, kind)


def test_small_letters_of_codes_come_back_in_the_number_and_not_in_the_text() -> None:
    (span,) = find_numbers("THỰC HIỆN CHỈ THỊ SỐ 5/CT-TTG")
    assert (span.number, span.repaired) == ("5/CT-TTg", "5/CT-TTG")
    assert find_numbers("SỐ 6/TTR-SNV")[0].number == "6/TTr-SNV"


def test_a_u_with_a_horn_in_a_code() -> None:
    assert find_numbers("số 12/KH-ƯBND ngày")[0].number == "12/KH-UBND"
    assert find_numbers("Số 45-KL/TƯ")[0].number == "45-KL/TƯ"  # Trung ương or Tỉnh ủy: nobody knows


def test_a_space_within_the_last_code() -> None:
    (span,) = find_numbers("Thông tư 8/2030/TT-BGD ĐT ngày 5/6/2030")
    assert (span.number, span.repaired) == ("8/2030/TT-BGDĐT", "8/2030/TT-BGD ĐT")
    assert find_numbers("số 12/KH-UBND TP ngày")[0].number == "12/KH-UBND"


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Thực hiện 263/KH-UBNDngày 31/12/2031", "263/KH-UBND", "Kế hoạch"),
        ("theo 12-NQ/TWcủa Bộ Chính trị", "12-NQ/TW", "Nghị quyết"),
        ("Số: 04/QCPH/UBND-UBMTTQ", "04/QCPH/UBND-UBMTTQ", "Quy chế phối hợp"),
    ],
)
def test_a_number_that_the_next_word_sticks_to_and_one_of_two_offices(text: str, number: str, kind: str) -> None:
    (span,) = find_numbers(text)
    assert (span.number, span.kind) == (number, kind)
