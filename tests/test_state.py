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
