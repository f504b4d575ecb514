"""The header of a table in text that was read straight across its columns: names in two or three printed lines come
mixed, damaged, and in part above and below the line that holds most of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, dropwhile, islice, permutations

from rapidfuzz import fuzz

from extractors.tasks.adhesion import is_common_word, reads_on
from extractors.tasks.cell_words import head_kind, is_persons_column
from extractors.tasks.headers import words_too_many
from extractors.tasks.lines import DEADLINE_INSIDE, TextLine
from extractors.tasks.model import BODIES, Column, FieldName
from extractors.tasks.splitting import LineWords, PreparedLine, cuts
from extractors.tasks.stacked_header import stacked_headers
from extractors.tasks.stacked_names import with_stacked_names
from extractors.tasks.table_model import WordKeys, learned
from extractors.tasks.text_header import (
    TextHeader,
    Trace,
    find_header,
    guess_header,
    header_like,
    numbers_columns,
    traces,
)
from extractors.tasks.tokens import tokens_of
from normalizers.agencies import fold

FEWEST_NUMBERS = 4  # lines that begin with a number, to believe in a number column that the header does not show
FEWEST_OF_TASKS = 5  # lines with a deadline, and with a body, that show tasks whatever the header says
FEWEST_DEADLINES = 4  # lines with a deadline, to believe in a column that the header does not show
TRIED = 40  # of these lines, to find the column's place
SAME_NAME = 80.0  # likeness of a trace with the name of a column that is there already
REPEATED = 75.0  # likeness of a line with the header's main line, where the header comes again
UNUSUAL = -0.5  # for each line, and each way in which the columns' order is unlike that of nearly all such tables
AFTER_LONG_NAME = 0.3  # for each line, where a lost name stands behind one with more words, which are left of it
DISAGREES = -3.0  # each field that a printed header names on the other side of a column
FEWEST_FULL, SURELY_THERE = 5, 2.0  # lines, and what each must gain by a column that no header shows
PERSONS_THERE = 0.7  # … by one of persons, whose titles stand nowhere else
PERSONS_SEEN = 0.3  # share of the lines that name a person and behind it a body, where any gain will do
TRACED = 0.5  # what each may lose by a column of which the header holds a trace
AROUND = 2  # lines above and below the main line that may hold parts of names
DAMAGED_LINES, FEWEST_TOLD, TOLD = 3, 3, 0.5  # lines, fields, share of fields: enough to know a header again
ENDS_NAME = 2.0  # evidence of the language model that a word of the line below goes on with a column's name
LINES_AT_TOP = 5  # lines at a page's top within which one of the header's may stand
NAMES_IN_BLOCKS = 12  # lines at a page's top within which names of columns may stand one below the other
SHORTEST_START = 6  # letters of a name's first line
FEWEST_PRINTS, MOST_PRINTS = 3, 0.6  # of the header, with the same line beside them: number and share
RUBBISH = 0.5  # share of words that are none, from which a line beside the main one is what is left of a name
_COUNTS = re.compile(r"^\d{1,2}\s*\|?\s+[^\W\d_]")


class _Judge:
    """How well columns explain lines of the rows, and how far printed headers agree with them; each judged once."""

    def __init__(self, texts: Sequence[str], printed: Sequence[Sequence[Trace]] = ()) -> None:
        tokens = (tokens_of(TextLine(text, 0, 0)) for text in texts[:TRIED])
        lines = [line for line in tokens if not all(token.speck for token in line)]
        self._keys = WordKeys(lines)
        self.lines = [PreparedLine.of(line, self._keys) for line in lines]
        self.printed = printed
        self._explained: dict[tuple[Column, ...], float] = {}

    def explained(self, columns: tuple[Column, ...]) -> float:
        """Evidence for the columns."""
        if columns not in self._explained:
            model = learned([], columns, self._keys)
            nothing = ("",) * len(columns)
            words = (LineWords(line, model, 0, on_first_line=True) for line in self.lines)
            best = (cuts(line, columns, nothing, lambda _: 0.0) for line in words)
            odd = sum(_disagreements(columns, line) for line in self.printed)
            told = DISAGREES * odd + UNUSUAL * len(self.lines) * _oddities(columns)
            self._explained[columns] = told + sum(found[0].score for found in best if found)
        return self._explained[columns]

    def names_persons_before_bodies(self) -> bool:
        """Whether many lines name a person and behind it a body, which one column would not hold."""
        both = sum("agency" in dropwhile(lambda head: head != "person", line.heads) for line in self.lines)
        return both >= PERSONS_SEEN * len(self.lines)

    def best(self, tried: Sequence[tuple[Column, ...]]) -> tuple[Column, ...]:
        """The columns in which the lines are cut best; the first of ``tried`` where none is better. Lost names are
        looked for behind names with words too many, which may be what is left of them."""
        behind = AFTER_LONG_NAME * len(self.lines)
        return max(tried, key=lambda columns: self.explained(columns) + behind * _lost_behind_long_names(columns))


def find_header_across(texts: Sequence[str], stop: int, *, guess: bool = True) -> TextHeader | None:
    """The header that leaves most fields recognisable, as read or, with ``guess``, by its traces; its columns completed
    by what the rows hold. Indices into ``texts``."""
    read = find_header(texts, stop=stop)
    stacked = stacked_headers(texts, stop) if read is None or not guess else []
    if stacked and (read is None or _says_more(stacked[0], read)):
        judge = _Judge(_full_lines(stacked[0], texts)) if len(stacked) > 1 else None
        return max(stacked, key=lambda header: judge.explained(header.columns)) if judge else stacked[0]
    found = [] if read is None else [with_stacked_names(_completed(read, texts), texts)]
    if guess and (read is None or not read.certain):
        traced = guess_header(texts, stop=stop)
        if traced is None and read is None and _hold_tasks(texts):
            traced = guess_header(texts, stop=stop, given=frozenset({FieldName.LEAD, FieldName.DEADLINE}))
        found += [] if traced is None else [_completed(_in_best_order(traced, texts), texts)]
    best = max(found, key=_fields, default=None)
    return None if best is None else _where_first_printed(best, texts)


def _says_more(stacked: TextHeader, read: TextHeader) -> bool:
    """Whether the names of a header's lines taken side by side leave out less than those of its lines read one after
    the other."""
    return stacked.first <= read.first < stacked.after and _fields(stacked) >= _fields(read)


def _hold_tasks(texts: Sequence[str]) -> bool:
    """Whether enough lines have a deadline, and enough a body behind other words."""
    dated = (text for text in texts if DEADLINE_INSIDE.search(text))
    named = (text for text in texts if _names_body_inside(text))
    return all(len(list(islice(lines, FEWEST_OF_TASKS))) == FEWEST_OF_TASKS for lines in (dated, named))


def _names_body_inside(text: str) -> bool:
    words = text.split()
    return any(head_kind(" ".join(words[at : at + 3])) == "agency" for at in range(2, len(words)))


def _where_first_printed(header: TextHeader, texts: Sequence[str]) -> TextHeader:
    """``header`` where the table begins: on its first page the header may be too damaged to be read, but not too
    damaged to be known again."""
    fields = {column.field for column in header.columns} - {FieldName.EXTRA}
    folded = [fold(text) for text in texts[: header.first]]
    main = header.lines[header.main]
    named = [{trace.field for trace in traces(line)} & fields for line in folded]
    for first in range(header.first):
        told, after = named[first], first + 1
        while told and after < min(first + DAMAGED_LINES, header.first) and named[after] - told:
            told, after = told | named[after], after + 1
        if len(told) >= max(FEWEST_TOLD, TOLD * len(fields)) or _alike(folded[first], main):
            return replace(header, first=first, after=after, again=range(header.first, header.after))
    return header


def _completed(header: TextHeader, texts: Sequence[str]) -> TextHeader:
    """``header`` with its other lines and the columns that it holds traces of."""
    header = _with_agencies_in_place(_numbered(_widened(header, texts), texts), texts)
    printed = _printed_headers(header, texts)
    header = _with_deadlines(header, texts, printed)
    judge = _Judge(_full_lines(header, texts), printed)
    for field in (FieldName.LEAD, FieldName.COORDINATING, FieldName.PRODUCT):
        header = _with_missing(header, field, judge)
    header = _with_persons(_with_traced_extras(_with_a_lead(header), judge), judge)
    return _with_counted(header, texts, judge)


def _in_best_order(header: TextHeader, texts: Sequence[str]) -> TextHeader:
    """``header`` with the columns behind the content in the order in which the rows are cut best."""
    fixed = _content(header) + 1
    orders = [(*header.columns[:fixed], *rest) for rest in permutations(header.columns[fixed:])]
    tried = [_inserted(order, 0) for order in orders if _lead_comes_first(order)]
    return replace(header, columns=_Judge(_full_lines(header, texts), _printed_headers(header, texts)).best(tried))


def _printed_headers(header: TextHeader, texts: Sequence[str]) -> list[tuple[Trace, ...]]:
    """What each line of the header, wherever it is printed, and those around the first one hold of column names."""
    below = header.after < len(texts) and _part_of_names(texts[header.after], fold(texts[header.after]))
    just_above = range(max(0, header.first - AROUND), header.first)
    above = [at for at in just_above if _opens_names(texts[at]) and _part_of_names(texts[at], fold(texts[at]))]
    around = [*above, *range(header.first, header.after + below)]
    again = (at for at, mark in enumerate(mark_headers_across(texts, header)) if mark and at not in around)
    return [traces(fold(texts[at])) for at in (*around, *again)]


def _fields(header: TextHeader) -> int:
    return sum(column.field is not FieldName.EXTRA for column in header.columns)


def _widened(header: TextHeader, texts: Sequence[str]) -> TextHeader:
    """With the lines above and below that hold nothing but words of column names."""
    first, after = header.first, header.after
    least = max(0, first - AROUND)
    while first > least and _opens_names(texts[first - 1]) and header_like(fold(texts[first - 1])):
        first -= 1
    while after < len(texts) and after - header.after < AROUND and header_like(fold(texts[after])):
        after += 1
    columns = header.columns
    if after < len(texts) and (whole := _with_their_ends(columns, texts[after])):
        columns, after = whole, after + 1
    return replace(header, first=first, after=after, columns=columns, lines=tuple(map(fold, texts[first:after])))


def _opens_names(text: str) -> bool:
    """Whether a line above the header's main one can be its own: names begin in capitals. The end of a cell that an OCR
    read above the header does not."""
    return any(letter.isupper() for letter in text)


def _with_their_ends(columns: Sequence[Column], text: str) -> tuple[Column, ...]:
    """The columns with the ends of their names, if ``text`` holds nothing else: "trách thành" below "… Lãnh đạo phụ
    Chủ trì Thời hạn hoàn"; nothing where it holds anything else."""
    words = text.replace("|", " ").split()
    names = [column.printed for column in columns]
    at = 0
    for word in words:
        ends = (place for place in range(at, len(names)) if names[place] and reads_on(names[place], word) >= ENDS_NAME)
        at = next(ends, len(names))
        if at == len(names) or not word.islower():
            return ()
        names[at] += f" {word}"
    return tuple(replace(column, printed=name) for column, name in zip(columns, names, strict=True)) if words else ()


def _numbered(header: TextHeader, texts: Sequence[str]) -> TextHeader:
    """With a number column before the others if its own name is lost but the rows count."""
    if any(column.field is FieldName.NUMBER for column in header.columns):
        return header
    if sum(bool(_COUNTS.match(text)) for text in texts[header.after :]) < FEWEST_NUMBERS:
        return header
    return replace(header, columns=_inserted(header.columns, 0, Column(0, "", FieldName.NUMBER)))


def _places_for(new: Column, header: TextHeader) -> list[tuple[Column, ...]]:
    """The columns with ``new`` in every place behind the content, from the last to the first."""
    return [_inserted(header.columns, place, new) for place in range(len(header.columns), _content(header), -1)]


def _inserted(columns: Sequence[Column], place: int, *new: Column) -> tuple[Column, ...]:
    every = [*columns[:place], *new, *columns[place:]]
    return tuple(replace(column, index=index) for index, column in enumerate(every))


def _with_deadlines(header: TextHeader, texts: Sequence[str], printed: Sequence[Sequence[Trace]]) -> TextHeader:
    """With a column of deadlines if its name is lost but the rows hold them."""
    if any(column.field is FieldName.DEADLINE for column in header.columns):
        return header
    dated = [text for text in texts[header.after :] if DEADLINE_INSIDE.search(text)]
    if len(dated) < FEWEST_DEADLINES:
        return header
    tried = _places_for(Column(0, "", FieldName.DEADLINE), header)
    judged = dict.fromkeys([*_full_lines(header, texts), *dated])  # many lines with a deadline hold little else
    return replace(header, columns=_Judge(list(judged), printed).best(tried))


def _with_a_lead(header: TextHeader) -> TextHeader:
    """Where a guessed header names one column of bodies only, it is that of the leads, which every such table has."""
    bodies = [column for column in header.columns if column.field in BODIES]
    if header.certain or len(bodies) != 1:
        return header
    lead = replace(bodies[0], field=FieldName.LEAD)
    return replace(header, columns=tuple(lead if column is bodies[0] else column for column in header.columns))


def _with_missing(header: TextHeader, field: FieldName, judge: _Judge) -> TextHeader:
    """With a column of which the lines of the header or beside it hold a trace, or that the rows surely have."""
    if any(column.field is field for column in header.columns):
        return header
    tried = _places_for(Column(0, "", field), header)
    in_order = [columns for columns in tried if _lead_comes_first(columns)] or tried
    if any(trace.field is field for line in judge.printed for trace in line):
        return replace(header, columns=judge.best(in_order))
    return _if_surely_there(header, in_order, judge)


def _with_persons(header: TextHeader, judge: _Judge) -> TextHeader:
    """With a column of persons before the bodies if its name is lost but the rows surely have it."""
    if any(is_persons_column(column) for column in header.columns):
        return header
    needed = 0.0 if judge.names_persons_before_bodies() else PERSONS_THERE
    return _if_surely_there(header, _places_for(Column(0, "", FieldName.EXTRA), header), judge, needed)


def _with_counted(header: TextHeader, texts: Sequence[str], judge: _Judge) -> TextHeader:
    """With one column more where the numbers of the columns below the names count one more than there are."""
    below = texts[header.after : header.after + AROUND]
    counted = max((len(re.findall(r"\d", text)) for text in below if numbers_columns(text)), default=0)
    if counted != len(header.columns) + 1:
        return header
    return replace(header, columns=judge.best(_places_for(Column(0, "", FieldName.EXTRA), header)))


def _if_surely_there(
    header: TextHeader, tried: Sequence[tuple[Column, ...]], judge: _Judge, needed: float = SURELY_THERE
) -> TextHeader:
    """``header`` with the best of the columns ``tried`` where the rows are cut much better so."""
    if len(judge.lines) < FEWEST_FULL:
        return header
    best = judge.best(tried)
    gain = judge.explained(best) - judge.explained(header.columns)
    return replace(header, columns=best) if gain >= needed * len(judge.lines) else header


def _with_traced_extras(header: TextHeader, judge: _Judge) -> TextHeader:
    """With the other columns of which the header holds a trace ("Lanh dao phu"), where the rows are cut no worse so."""
    traced = (trace.name for line in judge.printed for trace in line if trace.field is FieldName.EXTRA)
    for name in dict.fromkeys(traced):
        if not any(_holds_name(column.printed, name) or _shares_name(column, name) for column in header.columns):
            best = judge.best(_places_for(Column(0, name, FieldName.EXTRA), header))
            loss = judge.explained(header.columns) - judge.explained(best)
            header = replace(header, columns=best) if loss <= TRACED * len(judge.lines) else header
    return header


def _shares_name(column: Column, name: str) -> bool:
    """Whether a column beside the fields has a word of ``name``: "Nguồn kinh", whose "phí" stands on another line."""
    return column.field is FieldName.EXTRA and bool(set(fold(column.printed).split()) & set(fold(name).split()))


def _holds_name(printed: str, name: str) -> bool:
    """Whether a column's printed name is, or holds, ``name``, as far as damage lets it be seen."""
    whole, part = fold(printed), fold(name)
    likeness = fuzz.partial_ratio(part, whole) if len(whole) > len(part) else fuzz.ratio(part, whole)
    return likeness >= SAME_NAME


def _disagreements(columns: Sequence[Column], line: Sequence[Trace]) -> int:
    """How many pairs of columns a printed header's line names the other way round."""
    at = {column.field: column.index for column in columns if column.field is not FieldName.EXTRA}
    at_name = {column.printed: column.index for column in columns if column.field is FieldName.EXTRA}
    places = [at_name.get(trace.name) if trace.field is FieldName.EXTRA else at.get(trace.field) for trace in line]
    known = [place for place in places if place is not None]
    return sum(right < left for left, right in combinations(known, 2))


def _lead_comes_first(columns: Sequence[Column]) -> bool:
    """As in all such tables: the cells of both look alike and cannot tell."""
    fields = [column.field for column in columns]
    both = FieldName.LEAD in fields and FieldName.COORDINATING in fields
    return not both or fields.index(FieldName.LEAD) < fields.index(FieldName.COORDINATING)


def _oddities(columns: Sequence[Column]) -> int:
    """Another column between the leads and those who work with them; a column beside the fields left of the leads, but
    that of persons."""
    lead = next((column.index for column in columns if column.field is FieldName.LEAD), 0)
    extras = (column for column in columns[:lead] if column.field is FieldName.EXTRA)
    return _bodies_stand_apart(columns) + any(not is_persons_column(column) for column in extras)


def _bodies_stand_apart(columns: Sequence[Column]) -> bool:
    bodies = [at for at, column in enumerate(columns) if column.field in BODIES]
    return len(bodies) == len(BODIES) and bodies[1] - bodies[0] > 1


def _lost_behind_long_names(columns: Sequence[Column]) -> int:
    """How many fields whose names are lost stand behind a name with words too many, or behind one another there."""
    lost, behind = 0, False
    for column in columns:
        behind = words_too_many(column.printed) > 0 if column.printed else behind
        lost += behind and not column.printed and column.field is not FieldName.EXTRA
    return lost


def _full_lines(header: TextHeader, texts: Sequence[str]) -> list[str]:
    """Lines of the rows that run through most columns, as far as their length tells."""
    rows = texts[header.after : header.after + 4 * TRIED]
    longest = sorted((len(text) for text in rows), reverse=True)[: max(1, len(rows) // 10)]
    return [text for text in rows if len(text) >= 0.8 * longest[-1]] if longest else []


def _with_agencies_in_place(header: TextHeader, texts: Sequence[str]) -> TextHeader:
    """With the columns of agencies where the rows have them, if they are named last or not side by side: the lower
    level of a header of two levels is read behind all other names."""
    last = tuple(column.field for column in header.columns[-len(BODIES) :])
    return with_agencies_in_place(header, texts) if last == BODIES or _bodies_stand_apart(header.columns) else header


def with_agencies_in_place(header: TextHeader, texts: Sequence[str]) -> TextHeader:
    """With the columns of agencies, side by side, where the rows have them."""
    bodies = [column for column in header.columns if column.field in BODIES]
    others = [column for column in header.columns if column.field not in BODIES]
    if len(bodies) != len(BODIES):
        return header
    across = [text for text in texts[header.after :] if len(re.findall(r"\S\s*\||\S\s{3,}\S", text)) > 1]
    tried = [_inserted(others, place, *bodies) for place in range(len(others), _content(header), -1)]
    tried = [tuple(header.columns), *tried] if _bodies_stand_apart(header.columns) else tried
    judged = across if len(across) >= FEWEST_FULL else [*across, *_full_lines(header, texts)]
    return replace(header, columns=_Judge(judged).best(tried))


def _content(header: TextHeader) -> int:
    return next((column.index for column in header.columns if column.field is FieldName.CONTENT), 0)


def mark_headers_across(texts: Sequence[str], header: TextHeader, pages: Sequence[int] = ()) -> list[bool]:
    """For each line whether it belongs to the header, wherever that is printed: lines like its main one, beside them
    lines of column names or of what is left of some, and what stands above it on its page (by ``pages``, those of the
    lines): a header printed again is the first of its page.

    On a side where the header has no other lines it must name columns for sure: the last words of a row cut by the
    page end ("kết", "hành chính công") may look like what is left of a name.
    """
    main = header.main
    others = {-1: main, 1: len(header.lines) - 1 - main}  # lines above and below the main one
    folded = [fold(text) for text in texts]
    marks = [header.first <= at < header.after or at in header.again for at in range(len(texts))]
    mains = [(header.again.start if header.again else header.first) + main]
    for at in range(header.after, len(texts)):
        if numbers_columns(texts[at]):
            marks[at] = True
        elif _alike(folded[at], header.lines[main]):
            marks[at] = True
            mains.append(at)
            above = range(max(header.after, at - AROUND), at) if pages else ()
            if pages and (at <= AROUND or pages[at - AROUND - 1] != pages[at]):
                for beside in above:
                    marks[beside] = marks[beside] or pages[beside] == pages[at]
            for step, count in others.items():
                for beside in range(at + step, at + step * (AROUND + 1), step):
                    if not header.after <= beside < len(texts):
                        break
                    again = count and any(_alike(folded[beside], line) for line in header.lines)
                    if not again and not _part_of_names(texts[beside], folded[beside]):
                        break
                    if not count and not _names_columns(folded[beside]):
                        break
                    marks[beside] = True
    naming = [line for line in header.lines if _names_columns(line)]  # an OCR may read any other line worse
    for top in (at for at in range(header.after, len(pages)) if pages[at] != pages[at - 1]):
        after = min(top + NAMES_IN_BLOCKS, bisect_right(pages, pages[top]))
        for at in range(top, _last_alike(folded, naming, range(top, min(top + LINES_AT_TOP, after))) + 1):
            marks[at] = True
        for at in _names_at_page_top(texts[top:after], header, [at - top for at in mains]):
            marks[top + at] = True
    for step in (-1, 1):
        for away in range(step, step * (AROUND + 1), step):
            repeated = _repeated(folded, [at + away for at in mains if 0 <= at + away < len(texts)])
            if not repeated:
                break
            for at in repeated:
                marks[at] = True
    return marks


def _last_alike(folded: Sequence[str], lines: Sequence[str], places: Sequence[int]) -> int:
    """The last of ``places`` whose line is like one of the header's ``lines``; -1 if there is none."""
    return max((at for at in places if any(_alike(folded[at], line) for line in lines)), default=-1)


def _names_at_page_top(texts: Sequence[str], header: TextHeader, mains: Sequence[int]) -> list[int]:
    """The lines at the top of a page, ``texts``, that hold names of columns and nothing else: an OCR may read some
    names, or all, as blocks above the header's main line or without one. ``mains``: where that stands."""
    folded = [fold(text) for text in texts]
    main = next((at for at in mains if 0 <= at < len(folded)), None)
    if main is not None:
        return [at for at in range(main) if _is_name(texts[at], header) or len(traces(folded[at])) > 1]
    names = [header_like(line) or _begins_any(header, line) for line in folded]
    # Between names stand short words that are what is left of some.
    ends = (at for at, line in enumerate(folded) if not names[at] and len(line) > SHORTEST_START)
    run = range(max((at for at in range(next(ends, len(folded))) if names[at]), default=-1) + 1)
    named = {trace.field for at in run if _is_name(texts[at], header) for trace in traces(folded[at])}
    return list(run) if len(named) >= FEWEST_TOLD else []


def _is_name(text: str, header: TextHeader) -> bool:
    """Whether a line is a column's name or begins one."""
    folded = fold(text)
    known = header_like(folded) and bool(traces(folded))
    return text.strip()[:1].isupper() and (known or _begins_any(header, folded))


def _begins_any(header: TextHeader, folded: str) -> bool:
    """Whether a folded line begins the name of any of the header's columns."""
    names = [fold(column.printed)[: len(folded)] for column in header.columns] if len(folded) > SHORTEST_START else []
    return any(fuzz.ratio(folded, name) >= SAME_NAME for name in names)


def _repeated(folded: Sequence[str], places: Sequence[int]) -> list[int]:
    """Those of ``places`` whose lines are most alike, if they are most of them: what stands in the same place beside
    every print of the header belongs to it."""
    alike = [[other for other in places if _alike(folded[other], folded[at])] for at in places]
    most = max(alike, key=len, default=[])
    return most if len(most) >= max(FEWEST_PRINTS, MOST_PRINTS * len(places)) else []


def _alike(line: str, main: str) -> bool:
    """Whether a folded line is the header's main one printed again."""
    return abs(len(line) - len(main)) <= 0.4 * len(main) and fuzz.token_sort_ratio(line, main) >= REPEATED


def _names_columns(folded: str) -> bool:
    """Whether a folded line holds traces of two columns, or that of the numbers, which no cell holds."""
    found = traces(folded)
    return len(found) > 1 or any(trace.field is FieldName.NUMBER for trace in found)


def _part_of_names(text: str, folded: str) -> bool:
    if header_like(folded):
        return True
    words = list(re.findall(r"[^\W\d_]+", text))
    odd = sum(len(word) < 2 or not is_common_word(word) for word in words)
    return (
        bool(words)
        and odd >= RUBBISH * len(words)
        and any(trace.field is not FieldName.NUMBER for trace in traces(folded))
    )
