"""Tables whose cells come as blocks in no row's order: some cells of one column, then some of the next.

``pdftotext`` and ``pdfminer`` write them so, and an OCR a table without rules. How such text is known, and its header,
of which the names stand among the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.tasks.cell_words import is_persons_column
from extractors.tasks.evidence import LEADING_NUMBER, Fragment
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
NAMED, NAMED_FOR_SURE = 0.88, 0.93  # likeness of a name with those of columns; of one that is no field of tasks
_COLUMN_NUMBER = re.compile(r"^(?:\(\d{1,2}\)\s*)+$")  # below a column's name


@dataclass(frozen=True, slots=True)
class ScatteredHeader:
    """``marks``: for each line whether it belongs to the header, wherever that is printed."""

    columns: tuple[Column, ...]
    marks: tuple[bool, ...]


def in_rows(lines: Sequence[TextLine]) -> float:
    """The share of deadlines that are the only one between two numbers of rows, as where cells come row by row; 1 where
    too few tell it. Rows without numbers lower it too."""
    between = [0]
    before = 1.0  # how like a deadline the line above is
    for line in lines:
        like = looks_like_deadline(line.text)
        if _is_number(line.text):
            between.append(0)
        elif like >= LIKE_DEADLINE and not LIKE_DEADLINE <= before < 1.0:  # "3/2030" below "2027 - tháng" is none
            between[-1] += 1
        before = like
    return sum(n == 1 for n in between) / sum(between) if sum(between) >= FEWEST_DEADLINES else 1.0


def _is_number(text: str) -> bool:
    return text[:1].isdigit() and (Fragment(text, 0, 0).number is not None or LEADING_NUMBER.match(text) is not None)


def find_scattered_header(lines: Sequence[TextLine]) -> ScatteredHeader | None:
    """The names of columns that fill blocks of their own as a header; ``None`` where they are those of no task list."""
    names: dict[str, str] = {}
    marks = [False] * len(lines)
    prints: list[_Print] = []  # of the header, one a page
    for block in _blocks(lines):
        found = _names_of([lines[at].text for at in block])
        if found or (names and all(_COLUMN_NUMBER.match(lines[at].text) for at in block)):
            names.update({fold(name): name for name in found if fold(name) not in names})
            for at in block:
                marks[at] = True
            if not prints or prints[-1].page != lines[block[0]].page:
                prints.append(_Print(lines[block[0]].page, block[0], block[0], ()))
            prints[-1] = replace(prints[-1], last=block[-1], names=(*prints[-1].names, *map(fold, found)))
    columns = _columns(list(names.values()))
    columns = _in_order(columns, [one for one in prints if all(marks[one.first : one.last])])
    return ScatteredHeader(columns, tuple(marks)) if is_task_header(columns) else None


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
            if _is_over_or_number(lines[at].text):
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
