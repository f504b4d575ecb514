"""Which pages of one table an OCR read straight across, where it read others cell by cell.

Tables without rules are read so: on one page the gaps between the columns are seen and on the next they are not. Of 174
generated tables that an English OCR read, eight had pages of both kinds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors.tasks.lines import TextLine, stands_behind
from extractors.tasks.model import Column, FieldName, TableRow, TaskTable
from extractors.tasks.scattered_header import NAMED, meaning
from extractors.tasks.text_header import traces
from normalizers.agencies import fold

FEWEST_BELOW, NEXT_BUT_ONE = 3, 2  # deadlines of a column read down, and the lines from one to the next in the median
FEWEST_ACROSS, MOSTLY = 2, 0.6  # deadlines behind other cells that tell a page read across, and their share
FEWEST_NAMED = 3  # columns, that of the contents among them, named on one line of such a page
HARDLY = 0.15  # … of one read down
LONGEST_NAME = 6  # words of the contents' name, alone on a line of a page that is not read across


def pages_across(lines: Sequence[TextLine]) -> frozenset[int]:
    """The pages read across in a table that has pages read column by column too; none where all are alike."""
    dated: dict[int, list[tuple[int, bool]]] = {line.page: [] for line in lines}
    for at, line in enumerate(lines):
        if (is_behind := stands_behind(line.text)) is not None:
            dated[line.page].append((at, is_behind))
    alone = {line.page for line in lines if _names_contents_alone(line.text)}
    down = {page for page, places in dated.items() if _is_read_down(places) or (page in alone and _is_by_cells(places))}
    if not down:
        return frozenset()
    likely = {page for page, places in dated.items() if _is_read_across(places)}
    across = {line.page for line in lines if line.page in likely and _names_contents_and_more(line.text)}
    if not any(len(dated[page]) >= FEWEST_ACROSS for page in across):
        return frozenset()
    told: dict[int, bool] = {}
    for page in sorted(dated):  # a page that does not tell is like the one before it
        told[page] = page in across or (page not in down and told.get(page - 1, False))
    return frozenset(page for page, is_across in told.items() if is_across)


def _is_read_down(places: Sequence[tuple[int, bool]]) -> bool:
    steps = [below - above for (above, _), (below, _) in pairwise(places)]
    behind = sum(is_behind for _, is_behind in places)
    return len(places) >= FEWEST_BELOW and behind <= HARDLY * len(places) and median(steps) <= NEXT_BUT_ONE


def _is_by_cells(places: Sequence[tuple[int, bool]]) -> bool:
    return len(places) >= FEWEST_BELOW and not _is_read_across(places)


def _is_read_across(places: Sequence[tuple[int, bool]]) -> bool:
    behind = sum(is_behind for _, is_behind in places)
    return behind > MOSTLY * len(places)


def _names_contents_and_more(text: str) -> bool:
    fields = {trace.field for trace in traces(fold(text))}
    return FieldName.CONTENT in fields and len(fields) >= FEWEST_NAMED


def _names_contents_alone(text: str) -> bool:
    if not text[:1].isupper() or len(text.split()) > LONGEST_NAME:
        return False
    field, likeness, _ = meaning(text)
    return field is FieldName.CONTENT and likeness >= NAMED


def joined(first: TaskTable, second: TaskTable) -> TaskTable:
    """Two readings of pages of one table as one: the columns of ``first`` and those that only ``second`` has, the rows
    page by page."""
    columns = list(first.columns)
    places: dict[int, int] = {}
    for column in second.columns:
        same = (c.index for c in first.columns if c.field is column.field and c.index not in places.values())
        place = next(same, None)
        if place is None:
            place = len(columns)
            columns.append(Column(place, column.printed, column.field))
        places[column.index] = place
    rows = [*first.rows, *(_with_columns(row, places) for row in second.rows)]
    top = min(first, second, key=lambda table: table.line or 0)
    return TaskTable(tuple(columns), tuple(sorted(rows, key=_page)), top.page, top.line)


def _page(row: TableRow) -> int:
    return row.pages[0] if row.pages else 0


def _with_columns(row: TableRow, places: Mapping[int, int]) -> TableRow:
    return replace(
        row,
        cells={places[at]: text for at, text in row.cells.items()},
        printed={places[at]: text for at, text in row.printed.items()},
        inherited=frozenset(places[at] for at in row.inherited),
    )
