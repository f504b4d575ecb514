"""Numbers of rows that damaged text lost or misread, counted where the printed ones agree.

* A row without a number in a group whose rows count on without a gap has the number of its place; where a row of the
  group is missed or one too many, the rows between two printed numbers that are as many as the count says.
* Below heading 1 the number of the second row is 1.2: ``12`` is that without its point, and a lost one before 1.3 is
  counted. Rows behind the last one that is told belong below the heading only if the next heading's number follows.

What was read stays in the row's notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.tasks.model import RowKind, TableRow

LEAST_AGREEING = 2  # printed numbers that are those of their places, to believe that another one is misread


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
                out[index] = _numbered(rows[index], f"{heading.label}.{place}")
    return out


def with_numbers(rows: Sequence[TableRow]) -> list[TableRow]:
    """Lost numbers, and one misread among others, where the printed ones of the group leave one possibility: its rows,
    sub-rows left out, count on without a gap, or those between two printed numbers do. A group without any is counted
    only where all the others begin with 1."""
    groups = _groups(rows)
    firsts = [_first_number(rows, places) for places in groups]
    told = [first for first in firsts if first is not None]
    out = list(rows)
    last = 0
    for places, printed in zip(groups, firsts, strict=True):
        first = 1 if printed is None and told and all(other == 1 for other in told) else printed
        if first in (1, last + 1) and not _disagrees(rows, places, first):
            counted = dict(zip(_countable(rows, places), range(first, first + len(places)), strict=False))
        else:
            counted = _between_printed([rows[at].label for at in places], places)
        for at, number in counted.items():
            out[at] = _numbered(rows[at], str(number))
        last = max((int(out[at].label) for at in places if out[at].label.isdigit()), default=last)
    return out


def _between_printed(labels: Sequence[str], places: Sequence[int]) -> dict[int, int]:
    """The numbers of rows between two printed ones that are as far from one another as their rows; one label between
    them may be another number, which is misread."""
    printed = [step for step, label in enumerate(labels) if label]
    ahead = {step: int(labels[step]) - step for step in printed if labels[step].isdigit()}
    counted: dict[int, int] = {}
    for begin, *ends in zip(printed, printed[1:], [*printed[2:], -1], strict=False):
        end = next((end for end in ends if begin in ahead and ahead.get(end) == ahead[begin]), begin)
        counted |= {places[step]: ahead[begin] + step for step in range(begin + 1, end)}
    return counted


def _disagrees(rows: Sequence[TableRow], places: Sequence[int], first: int) -> bool:
    """Whether a printed number is not that of its place; one alone is misread where those around it agree."""
    labels = [rows[at].label for at in places]
    agree = [label == str(number) for number, label in enumerate(labels, start=first)]
    odd = [k for k, label in enumerate(labels) if label and not agree[k]]
    if len(odd) == 1 and sum(agree) >= LEAST_AGREEING:
        return not (any(agree[: odd[0]]) and any(agree[odd[0] + 1 :]))
    return bool(odd)


def _countable(rows: Sequence[TableRow], places: Sequence[int]) -> Sequence[int]:
    """The rows up to the last printed number, and behind it those that are surely rows: with a content and more."""
    printed = max((step for step, at in enumerate(places) if rows[at].label), default=-1)
    end = printed + 1
    while end < len(places) and rows[places[end]].filled > 1:
        end += 1
    return places[:end]


def _groups(rows: Sequence[TableRow]) -> list[list[int]]:
    """For each group the indices of its rows that count."""
    groups: list[list[int]] = [[]]
    below_heading = False
    for index, row in enumerate(rows):
        if row.kind is RowKind.GROUP:
            groups.append([])
            below_heading = False
        elif not _is_sub_row(row, below_heading=below_heading):
            groups[-1].append(index)
            below_heading = below_heading or row.filled == 1
    return [places for places in groups if places]


def _first_number(rows: Sequence[TableRow], places: Sequence[int]) -> int | None:
    """The number of a group's first row as the printed numbers tell it, all but one; ``None`` where they do not
    agree."""
    told = Counter(int(rows[at].label) - step for step, at in enumerate(places) if rows[at].label.isdigit())
    odd = any(rows[at].label and not rows[at].label.isdigit() for at in places)
    if not told or odd:
        return None
    first, times = told.most_common(1)[0]
    return first if told.total() - times <= (1 if times >= LEAST_AGREEING else 0) else None


def _is_sub_row(row: TableRow, *, below_heading: bool) -> bool:
    """A bullet tells a sub-row only below a row that is a content alone: others have bullets, and specks like them."""
    bullet = any(re.match(r"^[-–+•]", text.strip()) for text in row.cells.values())
    return "." in row.label or (below_heading and bullet)


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


def _is_heading(row: TableRow) -> bool:
    return row.kind is RowKind.ROW and row.filled == 1


def _numbered(row: TableRow, number: str) -> TableRow:
    """``row`` with the ``number`` that its place gives it, noted if it was not read so."""
    if row.label == number:
        return row
    read = f" (đọc là “{row.label}”)" if row.label else ""
    note = f"Số thứ tự {number} suy ra từ các dòng trước và sau{read}"
    return row.relabelled(number, note)
