"""Quarters of a year in misread text: one reading each, or left as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.quarters import find_quarters
from normalizers.restorer import restore


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Quy 1V/2027", "Quý IV/2027"),
        ("Quy 11/2027", "Quý II/2027"),
        ("trong quy 111/2026", "quý III/2026"),
        ("QUY 1I/2026", "QUÝ II/2026"),
        ("Quy ly/2028", "Quý IV/2028"),
        ("Quỹ II/2028", "Quý II/2028"),
    ],
)
def test_a_numeral_in_strokes_has_one_reading(printed: str, read: str) -> None:
    (found,) = find_quarters([printed])[0]
    assert found.target == read
    assert printed[found.end - 4 : found.end] == read[-4:]


def test_a_single_stroke_follows_the_style_of_the_text() -> None:
    assert find_quarters(["Quy 1/2027"]) == {}
    assert find_quarters(["Quy 1/2027", "Quy 2/2027", "Quy 11/2027"]).keys() == {2}
    assert find_quarters(["Quy 1/2027", "Quy IV/2027"])[0][0].target == "Quý I/2027"
    assert find_quarters(["Quy 12027", "Quy IV/2027"])[0][0].target == "Quý I/2027"


@pytest.mark.parametrize("text", ["Quy chế 1/2027", "quy 5/2027", "Quy VI/2027", "Quý I năm 2027", "ngày 11/2027"])
def test_what_is_no_quarter_is_left_alone(text: str) -> None:
    assert find_quarters([text]) == {}


def test_restored_text_says_what_was_printed() -> None:
    text = "Uy ban nhan dan x4 hoan thanh ké hoach bao dudng kénh muong trong quy 1V/2026 va bao c4o cap trén"
    (line,) = restore(text).lines
    assert "trong quý IV/2026 và báo cáo" in line.text
    (change,) = [change for change in line.changes if change.rule == "quarter"]
    assert (change.source, change.target) == ("quy 1V/2026", "quý IV/2026")


def test_clean_text_keeps_its_quarters() -> None:
    text = "Ủy ban nhân dân xã hoàn thành kế hoạch bảo dưỡng kênh mương trong quý 11/2026 và quý II/2026."
    assert restore(text).lines[0].text == text


@given(st.lists(st.text(max_size=60), max_size=5))
def test_places_lie_inside_their_lines(lines: list[str]) -> None:
    for at, quarters in find_quarters(lines).items():
        for quarter in quarters:
            assert 0 <= quarter.start < quarter.end <= len(lines[at])


def test_an_h_is_one_stroke_or_two_and_a_slash_may_be_read_twice() -> None:
    ((quarter,),) = find_quarters(["Quý IIH/⁄2027"]).values()
    assert quarter.target == "Quý III/2027"
    assert find_quarters(["Quý H/2027"]) == {}
