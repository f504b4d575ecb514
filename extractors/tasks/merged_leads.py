"""Leads of cells merged over rows, in text that keeps its layout: they are printed in the middle of their rows.

Where a table prints the cells of a row at half its height, a name stands at half the height of all rows that it is
for. So the rows without a name between two names part where both names stand nearest to the middle of their rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.row_search import Step

LEAST_HEIGHT = 2  # lines that a row is higher than its name, to tell whether that is printed in the middle
NO_NAME = 1.5  # lines: what it costs to leave a row without a name at the top of a page
ADJACENT = 2  # lines between two parts of one name
NOTE = "Ô cơ quan chủ trì gộp qua nhiều dòng: tên được in ở giữa các dòng đó"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row's name stands (line numbers, none where it has none), and the lines of its other cells."""

    names: tuple[int, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that is printed in ``rows`` (indices into a stretch of rows), in the middle at line ``middle``."""

    rows: tuple[int, ...]
    middle: float
    text: str


def with_leads_in_the_middle(
    rows: Sequence[TableRow], steps: Sequence[Step], columns: Sequence[Column]
) -> list[TableRow]:
    """``rows``, which the ``steps`` made, with the names printed below or beside them in the middle of several rows."""
    lead = next((column.index for column in columns if column.field is FieldName.LEAD), None)
    content = next(column.index for column in columns if column.field is FieldName.CONTENT)
    members = [list(its) for _, its in groupby(steps, key=lambda step: step.row)]
    if lead is None or len(members) != len(rows):
        return list(rows)
    places = [_place(its, lead) for its in members]
    stretches = list(_stretches(rows, content))
    if not _in_the_middle(places, stretches):
        return list(rows)
    out = list(rows)
    for stretch in stretches:
        own = [places[at] for at in stretch]
        names = _names([rows[at].cells.get(lead, "") for at in stretch], own)
        for name, covered in zip(names, _cover(names, own), strict=True):
            for at in covered:
                if at < name.rows[0] or len(name.rows) > 1:
                    out[stretch[at]] = _merged(out[stretch[at]], lead, name.text)
    return out


def _place(steps: Sequence[Step], lead: int) -> _Place:
    names, others = set[int](), set[int]()
    for step in steps:
        for piece in step.cut.pieces:
            (names if piece.column == lead else others).add(step.line.number)
    lines = others or names
    return _Place(tuple(sorted(names)), min(lines), max(lines))


def _stretches(rows: Sequence[TableRow], content: int) -> Iterator[list[int]]:
    """Task rows that follow one another on one page."""

    def kind(at: int) -> object:
        row = rows[at]
        is_task = row.kind is RowKind.ROW and any(i != content and text.strip() for i, text in row.cells.items())
        return row.pages if is_task and len(row.pages) == 1 else (at,)

    for _, own in groupby(range(len(rows)), key=kind):
        stretch = list(own)
        if len(stretch) > 1:
            yield stretch


def _in_the_middle(places: Sequence[_Place], stretches: Sequence[Sequence[int]]) -> bool:
    """Whether names stand in the middle of their rows, not at the top: by rows beside which others have names."""
    middle = top = 0.0
    for stretch in stretches:
        for nth, at in enumerate(stretch):
            place = places[at]
            beside = [places[other] for other in (*stretch[max(0, nth - 1) : nth], *stretch[nth + 1 : nth + 2])]
            if not place.names or not all(other.names for other in beside):
                continue
            if place.last - place.first + 1 >= len(place.names) + LEAST_HEIGHT:
                middle += abs(_middle(place.names) - (place.first + place.last) / 2)
                top += place.names[0] - place.first
    return middle < top


def _middle(lines: Sequence[int]) -> float:
    return (lines[0] + lines[-1]) / 2


def _names(cells: Sequence[str], places: Sequence[_Place]) -> list[_Name]:
    """The names of a stretch of rows; one whose parts were read into two rows goes on in small letters or after a
    comma or dash."""
    found: list[_Name] = []
    for at, (cell, place) in enumerate(zip(cells, places, strict=True)):
        if not cell.strip() or not place.names:
            continue
        above = found[-1] if found and found[-1].rows[-1] == at - 1 else None
        if above is not None and place.names[0] - places[at - 1].names[-1] <= ADJACENT and _goes_on(above.text, cell):
            rows = (*above.rows, at)
            middle = (places[rows[0]].names[0] + place.names[-1]) / 2
            found[-1] = _Name(rows, middle, f"{above.text}\n{cell}")
        else:
            found.append(_Name((at,), _middle(place.names), cell))
    return found


def _goes_on(above: str, below: str) -> bool:
    return below[:1].islower() or above.endswith((",", "-", "–", "&"))


def _cover(names: Sequence[_Name], places: Sequence[_Place]) -> list[range]:
    """For each name the rows that it is for: all rows, so that the names stand nearest to the middle of theirs."""
    if not names:
        return []
    # By where the rows of the last name end: what it costs, and the rows of each name.
    best: dict[int, tuple[float, list[range]]] = {first: (NO_NAME * first, []) for first in range(names[0].rows[0] + 1)}
    for number, name in enumerate(names):
        until = names[number + 1].rows[0] if number + 1 < len(names) else len(places)
        grown: dict[int, tuple[float, list[range]]] = {}
        for first, (cost, before) in best.items():
            for end in range(name.rows[-1] + 1, until + 1):
                off = abs(name.middle - (places[first].first + places[end - 1].last) / 2)
                if end not in grown or cost + off < grown[end][0]:
                    grown[end] = (cost + off, [*before, range(first, end)])
        best = grown
    rest = len(places)
    return min(best.items(), key=lambda item: item[1][0] + NO_NAME * (rest - item[0]))[1][1]


def _merged(row: TableRow, lead: int, name: str) -> TableRow:
    return replace(row, cells={**row.cells, lead: name}, inherited=row.inherited | {lead}, notes=(*row.notes, NOTE))
