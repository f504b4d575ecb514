"""The judge of states: evidence of a line, leaning on its neighbours and on the document."""

from __future__ import annotations

import pytest

from normalizers.engine import engine
from normalizers.records import TextState
from normalizers.syllables import pieces


def judge(*lines: str) -> list[TextState]:
    judge = engine().judge
    evidence = [judge.evidence(pieces(line, loose=True)) for line in lines]
    return [judgement.state for judgement in judge.judge(evidence)]


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("Các cơ quan, đơn vị xây dựng kế hoạch và tổ chức thực hiện có hiệu quả.", TextState.CLEAN),
        ("Cac co quan, don vi xay dung ke hoach va to chuc thuc hien co hieu qua.", TextState.STRIPPED),
        ("Céc co quan, don vi xay dyng ké hoach va t6 chirc thuc hi¢n c6 hi€u qua.", TextState.GARBLED),
        ("All agencies shall prepare their plans and carry them out in due time.", TextState.FOREIGN),
        ("Toutes les administrations établissent un plan et le mettent en œuvre pour les usagers.", TextState.FOREIGN),
        ("12/2025 | 100% | 3.5", TextState.EMPTY),
        ("", TextState.EMPTY),
    ],
)
def test_a_line_alone(line: str, state: TextState) -> None:
    assert judge(line) == [state]


def test_a_short_line_takes_the_state_of_its_neighbours() -> None:
    garbled = "Céc co quan, don vi xay dyng ké hoach va t6 chirc thuc hi¢n c6 hi€u qua trong nam."
    clean = "Các cơ quan, đơn vị xây dựng kế hoạch và tổ chức thực hiện có hiệu quả trong năm."
    assert judge(garbled, "Van phong", garbled)[1] is TextState.GARBLED
    assert judge(clean, "Thanh tra", clean)[1] is TextState.CLEAN


GOOD_LINES = (
    "Nâng cao chất lượng phục vụ người dân, doanh nghiệp trên địa bàn.",
    "Tăng cường kỷ luật, kỷ cương của đội ngũ cán bộ, công chức.",
    "Định kỳ báo cáo kết quả thực hiện để tổng hợp.",
    "Kiểm tra việc thực hiện ở từng thôn, tổ dân phố trong quý.",
)
BAD_LINES = (
    "Nang cao chat lugng phuc vu nguwoi dan, doanh nghi¢p trén dia ban.",
    "Tang cuong ky luat, ky cuong ctia d6i ngii can b6, céng chite.",
    "Dinh ky bao céo két qua thyc hién dé tong hgp.",
    "Kiém tra viéc thuc hi¢n & timg thén, t6 dan ph6 trong quy.",
)


def test_a_long_damaged_line_among_good_ones_speaks_for_itself() -> None:
    states = judge(*GOOD_LINES[:2], BAD_LINES[2], *GOOD_LINES[3:])
    assert states == [TextState.CLEAN, TextState.CLEAN, TextState.GARBLED, TextState.CLEAN]


def test_a_long_good_line_among_damaged_ones_speaks_for_itself() -> None:
    states = judge(*BAD_LINES[:2], GOOD_LINES[2], *BAD_LINES[3:])
    assert states == [TextState.GARBLED, TextState.GARBLED, TextState.CLEAN, TextState.GARBLED]


def test_a_line_half_of_whose_words_are_wrong_is_misread() -> None:
    assert judge("Nâng cao chat lugng phục vụ nguwoi dân, doanh nghi¢p trên dia ban.") == [TextState.GARBLED]


def test_a_line_without_marks_among_misread_ones_is_misread() -> None:
    assert judge(*BAD_LINES, "UY BAN NHAN DAN XA", *BAD_LINES)[4] is TextState.GARBLED


def test_names_of_another_language_do_not_make_a_line_damaged() -> None:
    assert judge(*GOOD_LINES, "(Facebook, Zalo, Youtube, Website)", *GOOD_LINES)[4] is not TextState.GARBLED


@pytest.mark.parametrize("name", ["Bùi Quang Huy", "BÙI QUANG HUY", "Giàng A Páo", "Võ Thị Hoa", "Hà Duy Long"])
def test_rare_syllables_behind_a_family_name_with_its_marks_are_no_damage(name: str) -> None:
    assert judge(name) == [TextState.CLEAN]


def test_a_family_name_without_its_marks_speaks_for_nothing() -> None:
    assert judge("Nguyen Thi Hoa", BAD_LINES[0]) == [TextState.GARBLED] * 2


def test_rare_names_in_a_few_short_lines_of_clean_text_are_no_damage() -> None:
    clean = ["Các cơ quan, đơn vị xây dựng kế hoạch và tổ chức thực hiện có hiệu quả trong năm."] * 12
    name = ["Pá Khoang", "UBND xã Pá", "Khoang"]
    assert set(judge(*clean[:6], *name, *clean[6:])) == {TextState.CLEAN}
