"""Linearised tables: each cell's lines follow one another, cell after cell, the header in the middle of a row.

A beam search reads the fragments of the lines in order and gives each to a cell; what speaks for a step stands in
``evidence``. Two passes: the first learns the columns' widths and what they repeat, the second uses it. The time is
linear in the lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import NamedTuple

from extractors.tasks import evidence as ev
from extractors.tasks.evidence import Fragment, Profile
from extractors.tasks.fragments import CutLine
from extractors.tasks.group_labels import group_labels, group_value
from extractors.tasks.lines import TextLine
from extractors.tasks.model import BODIES, Column, FieldName, RowKind, TableRow
from extractors.tasks.table_model import ReadPiece, WordKeys, full_rows, learned
from extractors.tasks.tokens import tokens_of

BEAM = 12
PASSES = 3


@dataclass(frozen=True, slots=True)
class _Step:
    """One decision, chained backwards."""

    previous: _Step | None
    fragment: Fragment
    column: int  # -1: a group
    opens: bool  # a new cell (or group) starts here
    row: int  # how many rows and groups were started so far
    gain: float  # the evidence for it, but for what its words say


class _State(NamedTuple):
    score: float
    step: _Step | None
    column: int  # of the current cell; GROUP, or NOTHING before the first row
    resumed: bool  # the row goes on after a page end: its columns come a second time
    broken: int  # a page end (1) or a header (2) was passed since the last fragment
    cells: tuple[str, ...]  # of each column of the row, so far
    tails: tuple[Fragment | None, ...]  # last fragment of each column of the row
    number: tuple[int, ...]
    roman: int
    title: str
    rows: int


BEFORE_TEXT = 0.2  # as many numbers before other words as alone on a line, from which letters may stand so too
GROUP, NOTHING = -1, -2
LETTERS = 1000  # a letter counts from there, as the last part of a number
_ALPHABET = "abcdđeghiklmnopq"


def read_linear(lines: Sequence[TextLine], columns: Sequence[Column]) -> list[TableRow]:
    """The rows of a linearised table; ``lines`` without headers, in order, not empty."""
    if not lines:
        return []
    # Inside a cell (a line goes on in lower case) the file shows its spacing.
    inside = [line.gap > 0 for line in lines[1:] if line.text[:1].islower() and not line.break_before]
    double = sum(inside) > 0.7 * max(1, len(inside))
    keys = WordKeys(tokens_of(line) for line in lines)
    profile = Profile(double_spaced=double, model=learned([], columns, keys))
    letters = _numbers_before_text(lines)
    cut = [(line.break_before, CutLine(line, letters=letters)) for line in lines]
    steps: list[_Step] = []
    for _ in range(PASSES):
        found = _search(cut, columns, profile)
        if [(s.column, s.opens, s.row, s.fragment) for s in found] == [
            (s.column, s.opens, s.row, s.fragment) for s in steps
        ]:
            break
        steps = found
        profile = _learned(steps, columns, keys, double_spaced=double)
    return _rows(steps, columns, profile)


def _numbers_before_text(lines: Sequence[TextLine]) -> bool:
    """Whether rows' numbers stand before other words of their line: where each has a line of its own, "a) …" is a part
    of a content."""
    alone = sum(line.text[0].isdigit() and Fragment(line.text, 0, 0).number is not None for line in lines)
    before = sum(line.text[0].isdigit() and ev.LEADING_NUMBER.match(line.text) is not None for line in lines)
    return before >= BEFORE_TEXT * alone


def _learned(steps: Sequence[_Step], columns: Sequence[Column], keys: WordKeys, *, double_spaced: bool) -> Profile:
    """What the rows read so far show."""
    filled = {(step.row, step.column) for step in steps if step.column >= 0}
    full = full_rows(filled, columns)
    # One body where two may stand is in doubt and teaches nothing.
    told = [s for s in steps if s.column >= 0 and (columns[s.column].field not in BODIES or s.row in full)]
    pieces = [ReadPiece(step.row, step.fragment.line, step.column, step.fragment.text) for step in told]
    bare = (FieldName.NUMBER, FieldName.CONTENT)
    rows = len({row for row, column in filled if columns[column].field not in bare})
    profile = Profile.learn(_cells(told), double_spaced=double_spaced, model=learned(pieces, columns, keys))
    return replace(profile, rows=rows, filled=Counter(column for _, column in filled))


# --- the search ---


def _search(lines: Sequence[tuple[int, CutLine]], columns: Sequence[Column], profile: Profile) -> list[_Step]:
    nothing: tuple[Fragment | None, ...] = (None,) * len(columns)
    beam = [_State(0.0, None, NOTHING, False, 0, ("",) * len(columns), nothing, (), 0, "", 0)]
    for broken, line in lines:
        start = [s._replace(broken=max(s.broken, broken)) for s in beam] if broken else beam
        beam = _through(start, line, columns, profile)
    ended = [state._replace(score=state.score + _close_row(state, columns, profile)) for state in beam]
    step = max(ended, key=lambda s: s.score).step
    steps: list[_Step] = []
    while step is not None:
        steps.append(step)
        step = step.previous
    return steps[::-1]


def _through(beam: Sequence[_State], line: CutLine, columns: Sequence[Column], profile: Profile) -> list[_State]:
    """The best readings of a line, cut at any of its places."""
    reached: dict[int, dict[tuple[object, ...], _State]] = {place: {} for place in line.places}
    for at, start in enumerate(line.places[:-1]):
        states = nlargest(BEAM, reached[start].values(), key=_score) if at else beam
        for end in line.places[at + 1 :]:
            fragment, grown = line.fragment(start, end), reached[end]
            for state in states:
                cost = _cut_cost(state, fragment) if at else 0.0
                for new in _next(state, fragment, columns, profile):
                    key = (new.column, new.resumed, new.number, new.roman, tuple(map(bool, new.tails)))
                    if key not in grown or grown[key].score < new.score + cost:
                        grown[key] = new._replace(score=new.score + cost) if cost else new
    return nlargest(BEAM, reached[line.places[-1]].values(), key=_score)


def _score(state: _State) -> float:
    return state.score


def _cut_cost(state: _State, after: Fragment) -> float:
    """What it costs to start a cell inside a line: little beside a number or a deadline."""
    before = state.step.fragment if state.step else after
    plain = before.label is not None or before.deadline > 0 or after.deadline > 0
    return ev.SPLIT_LINE if plain else ev.SPLIT_AT_NAME


def _next(state: _State, fragment: Fragment, columns: Sequence[Column], profile: Profile) -> Iterator[_State]:
    """Every reading of ``fragment`` after ``state``."""
    if state.column >= 0:
        yield from _same_row(state, fragment, columns, profile)
    if fragment.opens_line:
        yield from _new_row(state, fragment, columns, profile)
        yield from _group(state, fragment, columns, profile)


def _same_row(state: _State, fragment: Fragment, columns: Sequence[Column], profile: Profile) -> Iterator[_State]:
    number = _number_column(columns)
    for column in columns:
        index = column.index
        before = state.tails[index]
        if column.field is FieldName.NUMBER or index == number:
            continue
        here = index == state.column
        if state.broken:  # columns come again from the left, each going on with its cell
            gain = ev.CONTINUES_AFTER_HEADER if state.broken == 2 else ev.CONTINUES_AFTER_PAGE
        elif index < state.column:
            continue
        else:
            gain = 0.0
        resumed = state.resumed or state.broken > 0
        if before is not None and (here or resumed):
            if here and fragment.line == before.line:
                continue  # a line is only cut where a cell ends
            gain += ev.flows_on(before, fragment, index, column.field, profile, beside=resumed)
        else:
            gain += ev.starts_cell(fragment, column.field)
        if not here:
            gain += _ended(state, state.column, columns, profile) + _skipped(state, index, columns, profile)
            current = state.tails[state.column]
            if before is not None:
                gain -= _ended(state, index, columns, profile)  # it had not
            if current is not None and not state.broken:
                gain += ev.breaks_off(current, fragment, columns[state.column].field)
                if resumed:
                    name = columns[state.column].field
                    asks = ev.flows_on(current, fragment, state.column, name, profile)
                    gain += ev.RESUMES_NEXT_COLUMN - max(0.0, asks)
        gain += ev.belongs_to(fragment, index, column.field, profile)
        words = ev.WORDS * profile.reads(index, state.cells[index], fragment)
        opens = before is None
        cell = f"{state.cells[index]} {fragment.text}".strip()
        yield state._replace(
            score=state.score + gain + words,
            step=_Step(state.step, fragment, index, opens, state.rows, gain),
            column=index,
            resumed=resumed,
            broken=0,
            cells=(*state.cells[:index], cell, *state.cells[index + 1 :]),
            tails=(*state.tails[:index], fragment, *state.tails[index + 1 :]),
        )


def _ended(state: _State, column: int, columns: Sequence[Column], profile: Profile) -> float:
    """Evidence that a cell of the row ends as it is."""
    known = (column, state.cells[column])
    if known not in profile.ended:
        text, name = state.cells[column], columns[column].field
        told = ev.whole_cell(text, column, name, profile) + ev.WORDS * profile.ends(column, text) if text else 0.0
        profile.ended[known] = told
    return profile.ended[known]


def _skipped(state: _State, index: int, columns: Sequence[Column], profile: Profile) -> float:
    """Evidence from the columns that are left empty where the row goes on in ``index`` (or ends, behind the last); it
    is taken back where such a column comes after a page end."""
    top = max(i for i, tail in enumerate(state.tails) if tail is not None)
    if index < top:
        return 0.0 if state.tails[index] else -profile.left_empty(columns[index])
    return sum(profile.left_empty(columns[i]) for i in range(top + 1, index))


def _number_column(columns: Sequence[Column]) -> int | None:
    return next((c.index for c in columns if c.field is FieldName.NUMBER), None)


def _new_row(state: _State, fragment: Fragment, columns: Sequence[Column], profile: Profile) -> Iterator[_State]:
    closing = _close_row(state, columns, profile)
    number = _number_column(columns)
    content = next(c.index for c in columns if c.field is FieldName.CONTENT)
    nothing: tuple[Fragment | None, ...] = (None,) * len(columns)
    empty = ("",) * len(columns)
    if number is not None and fragment.label is not None:
        printed = _value(fragment.label, state.number)
        gain = closing + _number_gain(printed, state.number, restarts=state.column == GROUP)
        yield state._replace(
            score=state.score + gain,
            step=_Step(state.step, fragment, number, True, state.rows + 1, gain),
            column=number,
            resumed=False,
            broken=0,
            cells=(*empty[:number], fragment.text, *empty[number + 1 :]),
            tails=(*nothing[:number], fragment, *nothing[number + 1 :]),
            number=printed,
            rows=state.rows + 1,
        )
    first = 0 if number is None or number > 0 else min(1, len(columns) - 1)
    if state.column == number and state.column >= 0:
        return  # a number alone makes no row
    for index in sorted({first, content}):
        name = columns[index].field
        gain = closing + (ev.UNNUMBERED_ROW if number is not None else 0.0) + ev.starts_cell(fragment, name)
        gain += ev.belongs_to(fragment, index, name, profile)
        yield state._replace(
            score=state.score + gain + ev.WORDS * profile.reads(index, "", fragment),
            step=_Step(state.step, fragment, index, True, state.rows + 1, gain),
            column=index,
            resumed=False,
            broken=0,
            cells=(*empty[:index], fragment.text, *empty[index + 1 :]),
            tails=(*nothing[:index], fragment, *nothing[index + 1 :]),
            rows=state.rows + 1,
        )


def _value(label: str, last: tuple[int, ...]) -> tuple[int, ...]:
    """The parts of a printed number; a letter counts below the number ``last``."""
    if not label.isalpha():
        return tuple(int(part) for part in label.split("."))
    above = last[:-1] if last and last[-1] > LETTERS else last
    return (*above, LETTERS + 1 + _ALPHABET.index(label))


def _number_gain(printed: tuple[int, ...], last: tuple[int, ...], *, restarts: bool) -> float:
    """Evidence from a printed number after the last one; after a group's row it counts anew or goes on."""
    if restarts and printed in ((1,), (1, 1)):
        return ev.NUMBER_AS_EXPECTED
    if printed[:-1] == last[: len(printed) - 1] and len(printed) <= len(last):
        if printed[-1] == last[len(printed) - 1] + 1:
            return ev.NUMBER_AS_EXPECTED
    elif not last and printed in ((1,), (1, 1)):
        return ev.NUMBER_AS_EXPECTED
    elif printed[:-1] == last and printed[-1] in (1, LETTERS + 1):
        return ev.NUMBER_CHILD
    return ev.NUMBER_RESTARTS if printed[-1] == 1 and len(printed) == 1 else ev.NUMBER_UNEXPECTED


def _group(state: _State, fragment: Fragment, columns: Sequence[Column], profile: Profile) -> Iterator[_State]:
    nothing: tuple[Fragment | None, ...] = (None,) * len(columns)
    content = next(c.index for c in columns if c.field is FieldName.CONTENT)
    if state.column == GROUP:
        gain = ev.group_flows_on(fragment, state.title) + ev.WORDS * profile.reads(content, state.title, fragment)
        yield state._replace(
            score=state.score + gain,
            step=_Step(state.step, fragment, GROUP, False, state.rows, gain),
            title=f"{state.title} {fragment.text}".strip(),
            broken=0,
        )
    seen = ev.group_row(fragment, group_labels(state.roman))
    if seen is None or fragment.group is None:
        return
    label, title = fragment.group
    gain = seen + _close_row(state, columns, profile) + ev.WORDS * profile.reads(content, "", Fragment(title, 0, 0))
    yield state._replace(
        score=state.score + gain,
        step=_Step(state.step, fragment, GROUP, True, state.rows + 1, gain),
        column=GROUP,
        resumed=False,
        broken=0,
        cells=("",) * len(columns),
        tails=nothing,
        roman=group_value(label, state.roman),
        title=title,
        rows=state.rows + 1,
    )


def _close_row(state: _State, columns: Sequence[Column], profile: Profile) -> float:
    """Evidence from the end of the current row: what it lacks, and its last cell."""
    if state.column < 0:
        return 0.0
    gain = _ended(state, state.column, columns, profile)
    filled = {columns[i].field for i, tail in enumerate(state.tails) if tail is not None}
    if filled <= {FieldName.NUMBER, FieldName.CONTENT}:
        tail = state.tails[state.column]
        empty = tail is not None and tail.trailing >= 3
        return gain + ev.HEADING_ROW + (ev.HEADING_WITH_EMPTY_CELLS if empty else 0.0)
    return gain + _skipped(state, len(columns), columns, profile)


# --- from steps to rows ---


def _cells(steps: Sequence[_Step]) -> list[tuple[int, list[Fragment]]]:
    cells: dict[tuple[int, int], list[Fragment]] = {}
    for step in steps:
        if step.column >= 0:
            cells.setdefault((step.row, step.column), []).append(step.fragment)
    return [(column, fragments) for (_, column), fragments in cells.items()]


def _rows(steps: Sequence[_Step], columns: Sequence[Column], profile: Profile) -> list[TableRow]:
    rows: list[TableRow] = []
    by_row: dict[int, list[_Step]] = {}
    for step in steps:
        by_row.setdefault(step.row, []).append(step)
    number = _number_column(columns)
    for members in by_row.values():
        fragments = [step.fragment for step in members]
        pages = tuple(sorted({f.page for f in fragments}))
        lines = (min(f.line for f in fragments), max(f.line for f in fragments))
        if members[0].column == GROUP:
            label, title = members[0].fragment.group or ("", members[0].fragment.text)
            title = " ".join([title, *(f.text for f in fragments[1:])]).strip()
            rows.append(TableRow(RowKind.GROUP, label=label, title=title, pages=pages, lines=lines))
            continue
        cells: dict[int, str] = {}
        for step in members:
            old = cells.get(step.column)
            cells[step.column] = step.fragment.text if old is None else f"{old}\n{step.fragment.text}"
        label = cells.pop(number, "") if number is not None else ""
        rows.append(
            TableRow(
                RowKind.ROW,
                cells=cells,
                label=label.strip(" .)"),
                pages=pages,
                lines=lines,
                confidence=_confidence(members),
            )
        )
    return rows


def _confidence(members: Sequence[_Step]) -> float:
    """From the weakest decision of the row: 1 where all evidence agrees."""
    weakest = min((step.gain for step in members), default=0.0)
    return round(max(0.3, min(1.0, 1.0 + 0.08 * (weakest + 2.0))), 2)
