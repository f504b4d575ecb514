"""Numbers of the rows below a heading, where some were lost or misread."""

from __future__ import annotations

import pytest

from extractors.tasks.counting import with_sub_numbers
from extractors.tasks.model import RowKind, TableRow


def labels(*printed: str) -> list[str]:
    """The labels of rows; "=1" is a heading with that number, "II" a group."""
    rows = [
        TableRow(RowKind.GROUP, label=label, title="Tuyên truyền")
        if label == "II"
        else TableRow(RowKind.ROW, {0: "Nội dung"} | ({} if label[:1] == "=" else {1: "Công an xã"}), label.strip("="))
        for label in printed
    ]
    return [row.label for row in with_sub_numbers(rows)]


@pytest.mark.parametrize(
    ("printed", "completed"),
    [
        (("=1", "", "1.2", "1.3", "=2"), ["1", "1.1", "1.2", "1.3", "2"]),  # lost
        (("=1", "11", "12", "", "2"), ["1", "1.1", "1.2", "1.3", "2"]),  # without their points
        (("=1", "1.1", "", "II", "1"), ["1", "1.1", "", "II", "1"]),  # the last may be another number
        (("=1", "1.1", "", "=3"), ["1", "1.1", "", "3"]),  # or the next heading's
        (("=1", "", "", "2"), ["1", "", "", "2"]),  # none is told
        (("=1", "11", "13", "2"), ["1", "11", "13", "2"]),  # one says otherwise
        (("=10", "11", "12"), ["10", "11", "12"]),  # whole numbers
        (("1", "", "1.2"), ["1", "", "1.2"]),  # no heading
        (("=3", "3.1"), ["3", "3.1"]),
    ],
)
def test_numbers_below_a_heading(printed: tuple[str, ...], completed: list[str]) -> None:
    assert labels(*printed) == completed


def test_what_was_read_is_noted() -> None:
    heading = TableRow(RowKind.ROW, {0: "Tuyên truyền"}, "1")
    rows = [heading, *(TableRow(RowKind.ROW, {0: "Họp", 1: "Công an xã"}, label) for label in ("11", "1.2"))]
    assert [row.notes for row in with_sub_numbers(rows)] == [
        (),
        ("Số thứ tự 1.1 suy ra từ các dòng trước và sau (đọc là “11”)",),
        (),
    ]
