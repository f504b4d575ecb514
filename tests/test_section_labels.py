"""Labels of sections: all readings of a label, and the one that goes on with the numbering."""

from __future__ import annotations

import pytest

from extractors.labels import Numbering, read_labels


def test_a_heading_that_runs_on_is_in_capitals_by_its_first_clause() -> None:
    numbering = Numbering.of(["I. MỤC ĐÍCH", "II. VIỆC", "IV. KINH PHÍ: Từ ngân sách xã."])
    for line in ("I. MỤC ĐÍCH", "II. VIỆC"):
        assert numbering.accept(line, starts=True)
    label = numbering.accept("IV. KINH PHÍ: Từ ngân sách xã.", starts=True)
    assert label is not None
    assert (label.kind, label.text) == ("roman", "IV")


@pytest.mark.parametrize(
    ("line", "text", "value", "title"),
    [
        ("PHAN I", "PHẦN I", 1, ""),
        ("Phan thir nhat", None, 0, ""),
        ("Phần thứ ba", "Phần thứ ba", 3, ""),
        ("CHƯƠNG II: NHIỆM VỤ", "CHƯƠNG II", 2, "NHIỆM VỤ"),
        ("Phần mềm dùng chung", None, 0, ""),
        ("Phần I của Đề án", None, 0, ""),
    ],
)
def test_parts_and_chapters(line: str, text: str | None, value: int, title: str) -> None:
    found = [(label.text, label.value, label.title) for label in read_labels(line) if label.kind == "chapter"]
    assert found == ([(text, value, title)] if text else [])
