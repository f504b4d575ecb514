"""Tables whose cells come as blocks in no row's order: some cells of one column, then some of the next.

``pdftotext`` and ``pdfminer`` write them so, and an OCR a table without rules. How such text is known, and its header,
of which the names stand among the cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from rapidfuzz import fuzz, process

from extractors.tasks.cell_words import head_kind, is_persons_column
from extractors.tasks.evidence import ROW_LETTER, is_number
from extractors.tasks.headers import TERMS, is_task_header, match_columns, name_scores
from extractors.tasks.lines import DEADLINE_INSIDE, TextLine
from extractors.tasks.model import BODIES, Column, FieldName
from extractors.tasks.text_header import OVER_NAME, names_in
from normalizers.agencies import fold
from normalizers.dates import looks_like_deadline

PASSES = 3  # names found on one page are known on the others, and names beside these then
LIKE_DEADLINE = 0.7
FEW_NUMBERS = 0.5  # for a deadline, less than which say that the rows have none
MOST_SKIPPED = 4  # numbers that may be lost, or printed elsewhere, before the next one
FEWEST_DEADLINES = 5  # on lines of their own, to tell the order of cells by
SCATTERED, MAYBE_SCATTERED = 0.6, 0.95  # what ``in_rows`` is less than, surely or perhaps
USUAL_ORDER = tuple(FieldName)  # the model names the fields in the order of most such tables
LONGEST_NAME, LONGEST_ALONE = 4, 6  # lines of a name; words of one on one line
LONG_TERM = 3  # words of a term from which it is no cell, whatever begins like it
SIDE_BY_SIDE = 2  # columns that are read across, line by line, where the others are read down
READ_ACROSS = 0.6  # share of a page's lines below most of its names, from which these are the header of all columns
OF_DEADLINES = 0.3  # share of lines with a deadline, in the block below the name of theirs
KNOWN_ABOVE_CELLS, KNOWN_ALONE = 88, 85  # likeness (0-100) with a name found elsewhere in the table
LIKE_WORD, LONGEST_LINE = 80, 24  # likeness with a word of such a name; words of a line that holds nothing else
NAMED, NAMED_FOR_SURE = 0.88, 0.93  # likeness of a name with those of columns; of one that is no field of tasks
_WORD = re.compile(r"[a-z]{2,}")
_BULLET = re.compile(r"[-–+•*]\s")
_FIRST_NUMBER = re.compile(r"\d+")
_LETTER_OR_BRACKETS = re.compile(rf"(?:{ROW_LETTER}[.)]|\(\d{{1,2}}\)|[IVX]{{1,4}}\.\d{{1,2}}\.?)(?:\s|$)")
_COLUMN_NUMBER = re.compile(r"^(?:\(\d{1,2}\)\s*)+$")  # below a column's name


@dataclass(frozen=True, slots=True)
class ScatteredHeader:
    """``first``: the index of the table's first line. ``marks``: for each line whether it belongs to the header,
    wherever that is printed. ``under``: the columns of which the names stand right above the line's block, where
    columns are printed one after another."""

    columns: tuple[Column, ...]
    first: int
    marks: tuple[bool, ...]
    under: tuple[frozenset[int], ...]


def in_rows(lines: Sequence[TextLine]) -> float:
    """The share of deadlines that are the only one between two marks of rows (numbers, letters, dashes), as where cells
    come row by row; 1 where too few tell it. Rows without either lower it too. Where hardly a row has a number: the
    share that other lines part from the deadline before."""
    between = [0]
    counted = apart = 0
    before = 1.0  # how like a deadline the line above is
    for line, label in zip(lines, _labelled(lines), strict=True):
        like = looks_like_deadline(line.text)
        if label or _BULLET.match(line.text):
            between.append(0)
            counted += label
        elif before >= LIKE_DEADLINE and line.text[:1].islower():  # "đến 31/5/2026" below "Từ 01/12/2025"
            pass
        elif like >= LIKE_DEADLINE and not LIKE_DEADLINE <= before < 1.0:  # "3/2030" below "2027 - tháng" is none
            between[-1] += 1
            apart += before < LIKE_DEADLINE
        before = like
    deadlines = sum(between)
    if deadlines < FEWEST_DEADLINES:
        return 1.0
    return (apart if counted < FEW_NUMBERS * deadlines else sum(n == 1 for n in between)) / deadlines


def _labelled(lines: Sequence[TextLine]) -> Iterator[bool]:
    """For each line whether it may begin with a row's label: a number that counts on from those before ("05 trường"
    does not), a letter, "(1)" or "I.1"."""
    last = 0
    for line in lines:
        number = _FIRST_NUMBER.match(line.text) if is_number(line.text) else None
        if number is not None and (last <= int(number[0]) <= last + MOST_SKIPPED or int(number[0]) == 1):
            last = int(number[0])
            yield True
        else:
            yield _LETTER_OR_BRACKETS.match(line.text) is not None


def find_scattered_header(lines: Sequence[TextLine]) -> ScatteredHeader | None:
    """The names of columns that fill blocks of their own as a header; ``None`` where they are those of no task list."""
    headers: list[_Header] = []
    for _ in range(PASSES):
        headers = _headers(lines, _named(headers))
    columns = _columns(list(_named(headers).values()))
    marked = {at for header in headers for at in header.lines}
    pages = _pages(lines, headers, marked, columns)
    columnwise = [page for page in pages if _is_columnwise(page, lines)]
    columns = _in_order(columns, [page for page in pages if len(page) == 1] + columnwise)
    if not is_task_header(columns):
        return None
    under = [frozenset[int]()] * len(lines)
    for below in (below for page in columnwise for below in page if not _holds_other(below, lines)):
        names_above = {column.printed for column in below.columns}
        for at in below.cells:
            under[at] = frozenset(column.index for column in columns if column.printed in names_above)
    marks = tuple(at in marked for at in range(len(lines)))
    return ScatteredHeader(columns, _first_line(lines, headers), marks, tuple(under))


def _first_line(lines: Sequence[TextLine], headers: Sequence[_Header]) -> int:
    """The line of the first name; where the contents' name is lost on that page, they may stand above: its first."""
    top = headers[0].lines.start
    page = lines[top].page
    named = (meaning(name)[0] for header in headers if lines[header.lines.start].page == page for name in header.names)
    if FieldName.CONTENT in named:
        return top
    return next(at for at, line in enumerate(lines) if line.page == page)


class _Header(NamedTuple):
    """Names printed together, and their lines."""

    lines: range
    names: list[str]


def _named(headers: Sequence[_Header]) -> dict[str, str]:
    """The names by how they are folded, each as it is printed first."""
    names: dict[str, str] = {}
    for name in (name for header in headers for name in header.names):
        names.setdefault(fold(name), name)
    return names


def _headers(lines: Sequence[TextLine], known: Mapping[str, str]) -> list[_Header]:
    """The blocks of names in the order of the lines; ``known``: names found elsewhere, by how they are folded, of which
    those lines that are damaged or stand right above a cell are known too."""
    found: list[_Header] = []
    words = {name: Counter(_WORD.findall(name)) for name in known if " " in name}
    vocabulary = sorted(set().union(*words.values()))
    behind = 0  # the last header, of which the pieces may stand in several blocks
    for block in _blocks(lines):
        start = max(behind, block.start)
        if start < block.stop and (pieces := _names_in_pieces(lines[start : start + LONGEST_NAME], words, vocabulary)):
            behind = start + pieces[0]
            found.append(_Header(range(start, behind), [known[name] for name in pieces[1]]))
        if rest := range(max(behind, block.start), block.stop):
            found += _header_of(rest, lines, known, first=not found)
    return found


def _header_of(block: range, lines: Sequence[TextLine], known: Mapping[str, str], *, first: bool) -> list[_Header]:
    """The names that a block, or its first lines, are, if any; ``first``: no names stand before it."""
    printed = [lines[at].text for at in block]
    names = _names_of(printed)
    if names or (not first and all(map(_COLUMN_NUMBER.match, printed))):
        return [_Header(block, names)]
    again = _names_above_cells(printed, known) if known else None
    return [_Header(block[: again[0]], again[1])] if again else []


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


def _names_in_pieces(
    lines: Sequence[TextLine], names: Mapping[str, Counter[str]], vocabulary: Sequence[str]
) -> tuple[int, list[str]] | None:
    """How many of the first lines hold the words of names found elsewhere and no other, two lines or two names at
    least, and which: names of columns side by side are read line by line ("Thời gian hoàn", "Cơ quan chủ trì thành").
    Whole names go before more lines of names that lost a word, which the next line may hold. ``names``: folded, with
    their words; ``vocabulary``: all of these."""
    own: list[str] = []
    found: dict[bool, tuple[int, list[str]]] = {}  # by whether the names are whole
    for count, line in enumerate(lines, start=1):
        words = _WORD.findall(fold(line.text))
        if line.page != lines[0].page or not words or len(words) > LONGEST_LINE:
            break
        known = [*takewhile(bool, (_known_word(word, vocabulary) for word in words))]
        if len(known) < len(words):
            break
        own += known
        made = _made_of(Counter(own), names)
        if made is not None and (count > 1 or len(made) > 1):
            whole = sum(names[name].total() for name in made) == len(own)
            found[whole] = count, _in_order_of(" ".join(own), made)
    return found.get(True, found.get(False))


def _known_word(word: str, vocabulary: Sequence[str]) -> str:
    like = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=LIKE_WORD)
    return "" if like is None else like[0]


def _in_order_of(text: str, names: Sequence[str]) -> list[str]:
    """The names in the order of the text that holds their words; in the usual one where some are read in pieces."""
    places = [text.find(" ".join(_WORD.findall(name))) for name in names]
    if min(places) >= 0:
        return [name for _, name in sorted(zip(places, names, strict=True))]
    return [column.printed for column in sorted(match_columns(names), key=_usual_place)]


def _made_of(words: Counter[str], names: Mapping[str, Counter[str]]) -> list[str] | None:
    """Those of the names that together have just these words; of two or more each long one may have lost one word.
    ``None`` if none have."""
    found = _cover(words, names, lost=0)
    if found is not None:
        return found
    found = _cover(words, names, lost=1)
    return found if found is not None and len(found) > 1 else None


def _cover(words: Counter[str], names: Mapping[str, Counter[str]], lost: int) -> list[str] | None:
    """Those of the names that together have just these words; each but short ones may lack ``lost`` of its own."""
    if not words:
        return []
    some = next(iter(words))
    for name, own in names.items():
        held = own & words
        lacks = own.total() - held.total()
        if some not in own or lacks > (lost if own.total() >= LONG_TERM else 0):
            continue
        others = {other: theirs for other, theirs in names.items() if other != name}
        if (rest := _cover(words - held, others, lost)) is not None:
            return [name, *rest]
    return None


def _is_term(name: str) -> bool:
    """Whether a cell hardly begins with the name."""
    words = name.count(" ") + 1
    return meaning(name)[2] and words >= (LONG_TERM if head_kind(name) else 2)


class _Below(NamedTuple):
    """Columns, the number's left out, of which the names are printed together, and the lines of the cells below."""

    columns: list[Column]
    cells: list[int]


def _pages(
    lines: Sequence[TextLine], headers: Sequence[_Header], marked: Container[int], columns: Sequence[Column]
) -> list[list[_Below]]:
    """For each page the names of columns in the order in which they are printed, and what stands below them."""
    own = {header.lines[0]: header.names for header in headers}
    named = {fold(column.printed): column for column in columns}
    pages: list[list[_Below]] = []
    for _, page in groupby(range(len(lines)), key=lambda at: lines[at].page):
        pages.append([])
        for is_header, run in groupby(page, key=lambda at: at in marked):
            if is_header:
                names = [fold(name) for at in run for name in own.get(at, ())]
                like = [
                    process.extractOne(name, [*named], scorer=fuzz.ratio, score_cutoff=KNOWN_ALONE) for name in names
                ]
                above = [named[one[0]] for one in like if one is not None]
                pages[-1].append(_Below([column for column in above if column.field is not FieldName.NUMBER], []))
            elif pages[-1]:
                pages[-1][-1].cells.extend(run)
    return pages


def _is_columnwise(page: Sequence[_Below], lines: Sequence[TextLine]) -> bool:
    """Whether a page prints one column after another: names stand right above cells, no more of them side by side than
    leaves two alone, and what can be told of the cells is like their names."""
    page = [below for below in page if below.columns and below.cells]
    names = [len(below.columns) for below in page]
    if len(page) <= SIDE_BY_SIDE or max(names) > max(SIDE_BY_SIDE, sum(names) - SIDE_BY_SIDE):
        return False
    if max(names) > SIDE_BY_SIDE and len(max(page, key=_name_count).cells) > READ_ACROSS * sum(map(_length, page)):
        return False
    of_deadlines = [below for below in page if any(column.field is FieldName.DEADLINE for column in below.columns)]
    deadlines, under_name = (sum(_deadlines(below, lines) for below in blocks) for blocks in (page, of_deadlines))
    if deadlines and (2 * under_name <= deadlines or under_name < OF_DEADLINES * sum(map(_length, of_deadlines))):
        return False
    of_bodies = [below for below in page if any(column.field in BODIES for column in below.columns)]
    told = [_is_body(lines[below.cells[0]].text) or _holds_bodies(below, lines) for below in of_bodies]
    return 2 * sum(told) >= len(told)


def _is_body(text: str) -> bool:
    return head_kind(text) in ("agency", "person")


def _holds_other(below: _Below, lines: Sequence[TextLine]) -> bool:
    """Whether what stands below the name of bodies is mostly none: the block is read across, and not by its name."""
    of_bodies = bool(below.columns) and all(column.field in BODIES for column in below.columns)
    return of_bodies and not _holds_bodies(below, lines)


def _holds_bodies(below: _Below, lines: Sequence[TextLine]) -> bool:
    """Whether of the lines that begin in capitals at least half begin like a body."""
    begun = [lines[at].text for at in below.cells if lines[at].text[:1].isupper()]
    return 2 * sum(map(_is_body, begun)) >= len(begun)


def _name_count(below: _Below) -> int:
    return len(below.columns)


def _length(below: _Below) -> int:
    return len(below.cells)


def _deadlines(below: _Below, lines: Sequence[TextLine]) -> int:
    return sum(DEADLINE_INSIDE.search(lines[at].text) is not None for at in below.cells)


def _in_order(columns: Sequence[Column], pages: Sequence[Sequence[_Below]]) -> tuple[Column, ...]:
    """The columns in the order of the page that has most of their names, else in that of most such tables; a name that
    is lost there stands behind the one that it mostly follows."""
    printed = [[column.printed for below in page for column in below.columns] for page in pages]
    order = list(dict.fromkeys(max(printed, key=lambda names: len(set(names)), default=[])))
    if len(order) < len(columns) - 2:  # the number, and one that may be glued to a title
        order = []
    for column in sorted(columns, key=_usual_place):
        if column.printed not in order:
            before = [other.printed for other in columns if _usual_place(other) < _usual_place(column)]
            order.insert(max((order.index(name) + 1 for name in before if name in order), default=0), column.printed)
    return match_columns(order)


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
    field, likeness, exact = meaning(name)
    return exact or likeness >= (NAMED_FOR_SURE if field is FieldName.EXTRA else NAMED)


def meaning(name: str) -> tuple[FieldName | None, float, bool]:
    """The field that a name is likest to, how like, and whether it is a term of that field."""
    scores = name_scores(name, telling=False)
    field = max(scores, key=lambda key: scores[key], default=None)
    if field is None:
        return None, 0.0, False
    return field, scores[field], fold(name) in {fold(term) for term, _ in TERMS[field]}


def _columns(names: Sequence[str]) -> tuple[Column, ...]:
    """Columns in the order in which their names are printed, the number's first: it has none where it is glued to a
    title. A further name of a field is the name over two columns, or the field's in other words on a later page."""
    columns = [c for c in match_columns(names) if c.field is not FieldName.EXTRA or meaning(c.printed)[0] is c.field]
    numbers = [column.printed for column in columns if column.field is FieldName.NUMBER] or ["TT"]
    others = [column.printed for column in columns if column.field is not FieldName.NUMBER]
    return match_columns([*numbers, *others])
