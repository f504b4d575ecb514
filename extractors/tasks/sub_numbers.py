"""Numbers of the rows below a heading (1.1, 1.2 below 1) in damaged text, where some were lost or misread.

Below heading 1 the number of the second row is 1.2: ``12`` is that without its point, and a lost one before 1.3 is
counted. Rows behind the last one that is told belong below the heading only if the next heading's number follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.tasks.model import RowKind, TableRow


def with_sub_numbers(rows: Sequence[TableRow]) -> list[TableRow]:
    """``rows`` with the numbers completed below those headings of which every number that was read agrees."""
    out = list(rows)
    for at, row in enumerate(rows):
        if row.label.isdigit() and _is_heading(row):
            for place, number in _completed(row.label, list(_below(rows, at))):
                out[place] = with_number(out[place], number)
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


def _below(rows: Sequence[TableRow], heading: int) -> Iterator[tuple[int, TableRow]]:
    """The rows behind a heading up to the next group or heading, or the row with the next whole number; that is the
    last one."""
    following = str(int(rows[heading].label) + 1)
    for at in range(heading + 1, len(rows)):
        yield at, rows[at]
        if rows[at].label == following or rows[at].kind is RowKind.GROUP or _is_heading(rows[at]):
            return


def _completed(heading: str, below: Sequence[tuple[int, TableRow]]) -> Iterator[tuple[int, str]]:
    """The rows below ``heading``, by their index, with the number of each; none where one of them says otherwise."""
    *inside, (last, end) = below or [(-1, TableRow(RowKind.GROUP))]
    closed = end.label == str(int(heading) + 1)
    if below and not closed and end.kind is RowKind.ROW and not _is_heading(end):
        inside.append((last, end))
    told = [place for place, (_, row) in enumerate(inside, start=1) if row.label]
    if not told or any(inside[place - 1][1].label.replace(".", "") != f"{heading}{place}" for place in told):
        return
    for place, (at, _) in enumerate(inside if closed else inside[: told[-1]], start=1):
        yield at, f"{heading}.{place}"
