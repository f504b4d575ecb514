"""Numbers of the rows below a heading (1.1, 1.2 below 1) in damaged text, where some were lost or misread.

Below heading 1 the number of the second row is 1.2: ``12`` is that without its point, and a lost one before 1.3 is
counted. Rows behind the last one that is told belong below the heading only if the next heading's number follows.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tasks.model import RowKind, TableRow


def with_sub_numbers(rows: Sequence[TableRow]) -> list[TableRow]:
    """``rows`` with the numbers completed below those headings of which every number that was read agrees."""
    out = list(rows)
    for at, heading in enumerate(rows):
        if not (heading.label.isdigit() and _is_heading(heading)):
            continue
        inside, closed = _below(rows, at)
        told = [place for place, index in enumerate(inside, start=1) if rows[index].label]
        if told and all(rows[inside[place - 1]].label.replace(".", "") == f"{heading.label}{place}" for place in told):
            for place, index in enumerate(inside if closed else inside[: told[-1]], start=1):
                out[index] = with_number(rows[index], f"{heading.label}.{place}")
    return out


def with_number(row: TableRow, number: str) -> TableRow:
    """``row`` with the ``number`` that its place gives it, noted if it was not read so."""
    if row.label == number:
        return row
    read = f" (đọc là “{row.label}”)" if row.label else ""
    note = f"Số thứ tự {number} suy ra từ các dòng trước và sau{read}"
    return row.relabelled(number, note)


def _is_heading(row: TableRow) -> bool:
    return row.kind is RowKind.ROW and sum(bool(text) for text in row.cells.values()) == 1


def _below(rows: Sequence[TableRow], heading: int) -> tuple[list[int], bool]:
    """The rows behind a heading, by their index, up to the next group, heading or whole number in order; and whether
    it is that number, so that all of them surely belong below the heading."""
    inside: list[int] = []
    for at in range(heading + 1, len(rows)):
        if rows[at].label == str(int(rows[heading].label) + 1):
            return inside, True
        if rows[at].kind is RowKind.GROUP or _is_heading(rows[at]):
            break
        inside.append(at)
    return inside, False
