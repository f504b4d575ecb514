"""Tables whose cells come as blocks in no row's order: some cells of one column, then some of the next.

``pdftotext`` and ``pdfminer`` write them so, and an OCR a table without rules. How such text is known, and its header,
of which the names stand among the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import NamedTuple

from rapidfuzz import fuzz, process

from extractors.tasks.cell_words import head_kind, is_persons_column
from extractors.tasks.evidence import is_number
from extractors.tasks.headers import TERMS, is_task_header, match_columns, name_scores
from extractors.tasks.lines import TextLine
from extractors.tasks.model import Column, FieldName
from extractors.tasks.text_header import OVER_NAME, names_in
from normalizers.agencies import fold
from normalizers.dates import looks_like_deadline

LIKE_DEADLINE = 0.7
FEWEST_DEADLINES = 5  # on lines of their own, to tell the order of cells by
SCATTERED, MAYBE_SCATTERED = 0.6, 0.95  # what ``in_rows`` is less than, surely or perhaps
USUAL_ORDER = tuple(FieldName)  # the model names the fields in the order of most such tables
LONGEST_NAME, LONGEST_ALONE = 4, 6  # lines of a name; words of one on one line
KNOWN_ABOVE_CELLS, KNOWN_ALONE = 88, 80  # likeness (0-100) with a name found elsewhere in the table
NAMED, NAMED_FOR_SURE = 0.88, 0.93  # likeness of a name with those of columns; of one that is no field of tasks
_COLUMN_NUMBER = re.compile(r"^(?:\(\d{1,2}\)\s*)+$")  # below a column's name


@dataclass(frozen=True, slots=True)
class ScatteredHeader:
    """``marks``: for each line whether it belongs to the header, wherever that is printed. ``under``: the columns of which
    the names stand right above the line's block, where columns are printed one after another; none at a page's top."""

    columns: tuple[Column, ...]
    marks: tuple[bool, ...]
    under: tuple[frozenset[int], ...]


def in_rows(lines: Sequence[TextLine]) -> float:
    """The share of deadlines that are the only one between two numbers of rows, as where cells come row by row; 1 where
    too few tell it. Rows without numbers lower it too."""
    between = [0]
    before = 1.0  # how like a deadline the line above is
    for line in lines:
        like = looks_like_deadline(line.text)
        if is_number(line.text):
            between.append(0)
        elif like >= LIKE_DEADLINE and not LIKE_DEADLINE <= before < 1.0:  # "3/2030" below "2027 - tháng" is none
            between[-1] += 1
        before = like
    return sum(n == 1 for n in between) / sum(between) if sum(between) >= FEWEST_DEADLINES else 1.0


def find_scattered_header(lines: Sequence[TextLine]) -> ScatteredHeader | None:
    """The names of columns that fill blocks of their own as a header; ``None`` where they are those of no task list."""
    known = {fold(name): name for header in reversed(_headers(lines, {})) for name in header.names}
    headers = _headers(lines, known)
    names = {fold(name): name for header in reversed(headers) for name in header.names}
    marks = [False] * len(lines)
    own: dict[int, list[str]] = {}  # names by the first line of their block
    prints: list[_Print] = []  # of the header, one a page
    for block, found in headers:
        own[block[0]] = found
        for at in block:
            marks[at] = True
        if not prints or prints[-1].page != lines[block[0]].page:
            prints.append(_Print(lines[block[0]].page, block[0], block[0], ()))
        prints[-1] = replace(prints[-1], last=block[-1], names=(*prints[-1].names, *map(fold, found)))
    columns = _columns([names[name] for name in dict.fromkeys(fold(name) for header in headers for name in header.names)])
    columns = _in_order(columns, [one for one in prints if all(marks[one.first : one.last])])
    if not is_task_header(columns):
        return None
    return ScatteredHeader(columns, tuple(marks), tuple(_under(lines, marks, own, columns)))


class _Header(NamedTuple):
    """Names printed together, and their lines."""

    lines: range
    names: list[str]


def _headers(lines: Sequence[TextLine], known: Mapping[str, str]) -> list[_Header]:
    """The blocks of names in the order of the lines; ``known``: names found elsewhere, by how they are folded, of which
    those lines that are damaged or stand right above a cell are known too."""
    found: list[_Header] = []
    for block in _blocks(lines):
        printed = [lines[at].text for at in block]
        names = _names_of(printed)
        if names or (found and all(map(_COLUMN_NUMBER.match, printed))):
            found.append(_Header(block, names))
        elif known and (again := _names_above_cells(printed, known)):
            found.append(_Header(block[: again[0]], again[1]))
    return found


def _names_above_cells(block: Sequence[str], known: Mapping[str, str]) -> tuple[int, list[str]] | None:
    """How many of a block's first lines are names found elsewhere, or in the words of such names, and which."""
    several = [name for name in known if " " in name]
    for count in range(min(len(block), LONGEST_NAME), 0, -1):
        needed = KNOWN_ABOVE_CELLS if count < len(block) else KNOWN_ALONE
        like = process.extractOne(fold(" ".join(block[:count])), several, scorer=fuzz.ratio, score_cutoff=needed)
        if like is not None:
            return count, [known[like[0]]]
        names = _names_of(block[:count])
        if names and all(fold(name) in several or _is_term(name) for name in names):
            return count, names
    return None


def _is_term(name: str) -> bool:
    return " " in name and _meaning(name)[2] and not head_kind(name)


def _under(
    lines: Sequence[TextLine], marks: Sequence[bool], names: Mapping[int, Sequence[str]], columns: Sequence[Column]
) -> list[frozenset[int]]:
    """For each line the columns whose names stand above it, on pages that print most names alone above their cells."""
    places = {fold(column.printed): column.index for column in columns}
    under = [frozenset[int]()] * len(lines)
    for _, page in groupby(range(len(lines)), key=lambda at: lines[at].page):
        above = frozenset[int]()  # names with no cell between them
        alone = printed = 0
        below: dict[int, frozenset[int]] = {}
        for is_header, run in groupby(page, key=lambda at: marks[at]):
            if is_header:
                above = frozenset(places[fold(name)] for at in run for name in names.get(at, ()) if fold(name) in places)
                printed += len(above)
                alone += len(above) == 1
            else:
                below.update((at, above) for at in run)
        if 2 * alone > printed:
            for at, columns_above in below.items():
                under[at] = columns_above
    return under


@dataclass(frozen=True, slots=True)
class _Print:
    """The names of one page, and the first and last of their lines."""

    page: int
    first: int
    last: int
    names: tuple[str, ...]


def _in_order(columns: Sequence[Column], prints: Sequence[_Print]) -> tuple[Column, ...]:
    """The columns in the order of a header whose names are printed together, else in that of most such tables."""
    for one in prints:
        places = {name: at for at, name in enumerate(one.names)}
        if sum(fold(column.printed) in places for column in columns) >= len(columns) - 1:  # one may be glued to a title
            return match_columns(sorted((c.printed for c in columns), key=lambda name: places.get(fold(name), -1)))
    return match_columns([column.printed for column in sorted(columns, key=_usual_place)])


def _usual_place(column: Column) -> float:
    if is_persons_column(column):
        return USUAL_ORDER.index(FieldName.LEAD) - 0.5
    return USUAL_ORDER.index(column.field)


def _blocks(lines: Sequence[TextLine]) -> Iterator[range]:
    """The runs of lines with no blank line and no page end between them."""
    starts = [at for at, line in enumerate(lines) if at == 0 or line.gap or line.page != lines[at - 1].page]
    for start, after in pairwise([*starts, len(lines)]):
        first = start
        for at in range(start, after):  # these two have a line of their own wherever they are printed
            if _is_over_or_number(lines[at].text) or _COLUMN_NUMBER.match(lines[at].text):
                own = at - (at > first and fold(lines[at - 1].text) == "so")  # "Số" above "TT"
                yield from (range(first, own),) if first < own else ()
                yield range(own, at + 1)
                first = at + 1
        yield from (range(first, after),) if first < after else ()


def _is_over_or_number(text: str) -> bool:
    if len(text.split()) > LONGEST_ALONE:
        return False
    names = match_columns([text])
    return names[0].field is FieldName.NUMBER or OVER_NAME.match(fold(text)) is not None


def _names_of(block: Sequence[str]) -> list[str]:
    """The names of columns that a block holds, if it holds nothing else."""
    printed = [_COLUMN_NUMBER.sub("", text) for text in block]
    if len(printed) > LONGEST_NAME:
        return []
    starts: list[int] = []
    words: list[str] = []
    for text in printed:
        starts += [len(words)] if text.strip() else []
        words += text.split()
    names = names_in(words, starts)[1]
    named = sum(len(name.split()) for name in names) == len(words)
    return names if named and all(map(_is_name, names)) else []


def _is_name(name: str) -> bool:
    field, likeness, exact = _meaning(name)
    return exact or likeness >= (NAMED_FOR_SURE if field is FieldName.EXTRA else NAMED)


def _meaning(name: str) -> tuple[FieldName | None, float, bool]:
    """The field that a name is likest to, how like, and whether it is a term of that field."""
    scores = name_scores(name, telling=False)
    field = max(scores, key=lambda key: scores[key], default=None)
    if field is None:
        return None, 0.0, False
    return field, scores[field], fold(name) in {fold(term) for term, _ in TERMS[field]}


def _columns(names: Sequence[str]) -> tuple[Column, ...]:
    """Columns in the order in which their names are printed, the number's first: it has none where it is glued to a
    title. A further name of a field is the name over two columns, or the field's in other words on a later page."""
    columns = [c for c in match_columns(names) if c.field is not FieldName.EXTRA or _meaning(c.printed)[0] is c.field]
    numbers = [column.printed for column in columns if column.field is FieldName.NUMBER] or ["TT"]
    others = [column.printed for column in columns if column.field is not FieldName.NUMBER]
    return match_columns([*numbers, *others])
