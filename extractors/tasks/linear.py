"""Linearised tables: each cell's lines follow one another, cell after cell, the header in the middle of a row.

A beam search reads the fragments of the lines in order and gives each to a cell; what speaks for a step stands in
``evidence``. Two passes: the first learns the columns' widths and what they repeat, the second uses it. The time is
linear in the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations, islice, pairwise
from typing import NamedTuple

from extractors.tasks import evidence as ev
from extractors.tasks.evidence import Fragment, Profile
from extractors.tasks.group_labels import group_labels, group_value
from extractors.tasks.lines import DEADLINE_INSIDE, TextLine
from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from normalizers.agencies import fold, starts_like_agency, starts_like_product
from normalizers.dates import looks_like_deadline

BEAM = 14
PASSES = 3
LONGEST_CUT_LINE = 140  # letters of a line that can hold more than a number and one cell
_LEADING_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3}){0,3}[.)]?)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Step:
    """One decision, chained backwards."""

    previous: _Step | None
    fragment: Fragment
    column: int  # -1: a group
    opens: bool  # a new cell (or group) starts here
    row: int  # how many rows and groups were started so far
    gain: float


class _State(NamedTuple):
    score: float
    step: _Step | None
    column: int  # of the current cell; GROUP, or NOTHING before the first row
    resumed: bool  # the row goes on after a page end: its columns come a second time
    broken: int  # a page end (1) or a header (2) was passed since the last fragment
    cell: str
    tails: tuple[Fragment | None, ...]  # last fragment of each column of the row
    number: tuple[int, ...]
    roman: int
    title: str
    rows: int


GROUP, NOTHING = -1, -2


def read_linear(lines: Sequence[TextLine], columns: Sequence[Column]) -> list[TableRow]:
    """The rows of a linearised table; ``lines`` without headers, in order, not empty."""
    if not lines:
        return []
    # Inside a cell (a line goes on in lower case) the file shows its spacing.
    inside = [line.gap > 0 for line in lines[1:] if line.text[:1].islower() and not line.break_before]
    double = sum(inside) > 0.7 * max(1, len(inside))
    profile = Profile(double_spaced=double)
    steps: list[_Step] = []
    for _ in range(PASSES):
        choices = [(line.break_before, list(_alternatives(line, profile))) for line in lines]
        found = _search(choices, columns, profile)
        if [(s.column, s.opens, s.row, s.fragment) for s in found] == [
            (s.column, s.opens, s.row, s.fragment) for s in steps
        ]:
            break
        steps = found
        profile = Profile.learn(_cells(steps), double_spaced=double)
    return _rows(steps, columns, profile)


REPEATED_LINE = 3  # times that a line must stand alone for a cut that leaves it
MOST_WAYS = 24


def _alternatives(line: TextLine, profile: Profile) -> Iterator[list[Fragment]]:
    """The ways in which a line can hold cells: cut at few or at nearly all of the places where one can start."""
    yield [Fragment(line.text, line.number, line.page, line.gap, trailing=line.trailing)]
    places = sorted(_places(line.text, profile))
    if not places or len(line.text) > LONGEST_CUT_LINE:
        places = [place for place in places if _LEADING_NUMBER.match(line.text) and place == places[0]]
    sizes = sorted(range(1, len(places) + 1), key=lambda size: min(size, 1.5 + len(places) - size))
    ways = (cut for size in sizes for cut in combinations(places, size))
    for cut in islice(ways, MOST_WAYS):
        yield _split(line, [line.text[a:b].strip(" |") for a, b in pairwise((0, *cut, len(line.text)))])


def _places(text: str, profile: Profile) -> set[int]:
    """Offsets in a line at which a cell can start."""
    places: set[int] = set()
    if found := _LEADING_NUMBER.match(text):
        places.add(found.end())
    for found in DEADLINE_INSIDE.finditer(text):
        places |= {found.start(), found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())}
    for found in re.finditer(r"\s{3,}|\s*\|\s*", text):
        places.add(found.end())
    for found in re.finditer(r"(?<=[\w.)])\s+(?=[A-ZĐÀ-Ỹ])", text):
        rest = text[found.end() :]
        repeated = (
            profile.times(fold(rest)) >= REPEATED_LINE or profile.times(fold(text[: found.start()])) >= REPEATED_LINE
        )
        if starts_like_agency(rest) or starts_like_product(rest) or repeated or looks_like_deadline(rest) > 0:
            places.add(found.end())
    return {place for place in places if 0 < place < len(text)}


def _split(line: TextLine, parts: Sequence[str]) -> list[Fragment]:
    last = len(parts) - 1
    return [
        Fragment(
            part,
            line.number,
            line.page,
            line.gap if i == 0 else 0,
            opens_line=i == 0,
            trailing=line.trailing if i == last else 0,
        )
        for i, part in enumerate(parts)
    ]


# --- the search ---


def _search(
    choices: Sequence[tuple[int, list[list[Fragment]]]], columns: Sequence[Column], profile: Profile
) -> list[_Step]:
    nothing: tuple[Fragment | None, ...] = (None,) * len(columns)
    beam = [_State(0.0, None, NOTHING, False, 0, "", nothing, (), 0, "", 0)]
    for broken, alternatives in choices:
        grown: dict[tuple[object, ...], _State] = {}
        start = [s._replace(broken=max(s.broken, broken)) for s in beam] if broken else beam
        for fragments in alternatives:
            states = start
            for index, fragment in enumerate(fragments):
                cost = _cut_cost(fragments, index) if index else 0
                grown_here = (new for state in states for new in _next(state, fragment, columns, profile))
                states = nlargest(
                    BEAM, (new._replace(score=new.score + cost) if cost else new for new in grown_here), key=_score
                )
            for state in states:
                key = (state.column, state.resumed, state.number, state.roman, tuple(map(bool, state.tails)))
                if key not in grown or grown[key].score < state.score:
                    grown[key] = state
        beam = nlargest(BEAM, grown.values(), key=_score)
    ended = [state._replace(score=state.score + _close_row(state, columns, profile)) for state in beam]
    step = max(ended, key=lambda s: s.score).step
    steps: list[_Step] = []
    while step is not None:
        steps.append(step)
        step = step.previous
    return steps[::-1]


def _score(state: _State) -> float:
    return state.score


def _cut_cost(fragments: Sequence[Fragment], index: int) -> float:
    """What it costs to start a cell inside a line: little beside a number or a deadline."""
    before, after = fragments[index - 1], fragments[index]
    plain = before.number is not None or before.deadline > 0 or after.deadline > 0
    return ev.SPLIT_LINE if plain else ev.SPLIT_AT_NAME


def _next(state: _State, fragment: Fragment, columns: Sequence[Column], profile: Profile) -> Iterator[_State]:
    """Every reading of ``fragment`` after ``state``."""
    if state.column >= 0:
        yield from _same_row(state, fragment, columns, profile)
    yield from _new_row(state, fragment, columns, profile)
    yield from _group(state, fragment, columns, profile)


def _same_row(state: _State, fragment: Fragment, columns: Sequence[Column], profile: Profile) -> Iterator[_State]:
    number = _number_column(columns)
    for column in columns:
        index = column.index
        before = state.tails[index]
        if column.field is FieldName.NUMBER or index == number:
            continue
        if state.broken:  # columns come again from the left, each going on with its cell
            gain = ev.CONTINUES_AFTER_HEADER if state.broken == 2 else ev.CONTINUES_AFTER_PAGE
            same, resumed = False, True
        elif index < state.column:
            continue
        else:
            gain, same, resumed = 0.0, index == state.column, state.resumed
        if same or (resumed and before is not None):
            assert before is not None
            if same and fragment.line == before.line and state.column == index:
                continue  # a line is only cut where a cell ends
            gain += ev.flows_on(before, fragment, index, column.field, profile)
        else:
            gain += ev.starts_cell(fragment, column.field)
        if not same:
            current = state.tails[state.column]
            if current is not None and not state.broken:
                gain += ev.breaks_off(current, fragment)
            gain += ev.whole_cell(state.cell, state.column, columns[state.column].field, profile)
            if resumed:
                if not state.broken and current is not None:
                    asks = ev.flows_on(current, fragment, state.column, columns[state.column].field, profile)
                    gain += ev.RESUMES_NEXT_COLUMN - max(0.0, asks)
            else:
                gain += sum(ev.SKIPPED[columns[i].field] for i in range(state.column + 1, index))
        gain += ev.belongs_to(fragment, index, column.field, profile)
        opens = before is None
        tails = (*state.tails[:index], fragment, *state.tails[index + 1 :])
        yield state._replace(
            score=state.score + gain,
            step=_Step(state.step, fragment, index, opens, state.rows, gain),
            column=index,
            resumed=resumed,
            broken=0,
            cell=f"{state.cell} {fragment.text}" if same else fragment.text,
            tails=tails,
        )


def _number_column(columns: Sequence[Column]) -> int | None:
    return next((c.index for c in columns if c.field is FieldName.NUMBER), None)


def _new_row(state: _State, fragment: Fragment, columns: Sequence[Column], profile: Profile) -> Iterator[_State]:
    closing = _close_row(state, columns, profile)
    number = _number_column(columns)
    content = next(c.index for c in columns if c.field is FieldName.CONTENT)
    nothing: tuple[Fragment | None, ...] = (None,) * len(columns)
    if number is not None and fragment.number is not None:
        printed = tuple(int(n) for n in fragment.number.split("."))
        gain = closing + _number_gain(printed, state.number, restarts=state.column == GROUP)
        yield state._replace(
            score=state.score + gain,
            step=_Step(state.step, fragment, number, True, state.rows + 1, gain),
            column=number,
            resumed=False,
            broken=0,
            cell=fragment.text,
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
        if not fragment.opens_line:
            gain -= 3.0
        yield state._replace(
            score=state.score + gain,
            step=_Step(state.step, fragment, index, True, state.rows + 1, gain),
            column=index,
            resumed=False,
            broken=0,
            cell=fragment.text,
            tails=(*nothing[:index], fragment, *nothing[index + 1 :]),
            rows=state.rows + 1,
        )


def _number_gain(printed: tuple[int, ...], last: tuple[int, ...], *, restarts: bool) -> float:
    """Evidence from a printed number after the last one; after a group's row it counts anew or goes on."""
    if restarts and printed in ((1,), (1, 1)):
        return ev.NUMBER_AS_EXPECTED
    if printed[:-1] == last[: len(printed) - 1] and len(printed) <= len(last):
        if printed[-1] == last[len(printed) - 1] + 1:
            return ev.NUMBER_AS_EXPECTED
    elif not last and printed in ((1,), (1, 1)):
        return ev.NUMBER_AS_EXPECTED
    elif printed[:-1] == last and printed[-1] == 1:
        return ev.NUMBER_CHILD
    return ev.NUMBER_RESTARTS if printed[-1] == 1 and len(printed) == 1 else ev.NUMBER_UNEXPECTED


def _group(state: _State, fragment: Fragment, columns: Sequence[Column], profile: Profile) -> Iterator[_State]:
    nothing: tuple[Fragment | None, ...] = (None,) * len(columns)
    if state.column == GROUP:
        gain = ev.group_flows_on(fragment, state.title)
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
    gain = seen + _close_row(state, columns, profile)
    yield state._replace(
        score=state.score + gain,
        step=_Step(state.step, fragment, GROUP, True, state.rows + 1, gain),
        column=GROUP,
        resumed=False,
        broken=0,
        cell="",
        tails=nothing,
        roman=group_value(label, state.roman),
        title=title,
        rows=state.rows + 1,
    )


def _close_row(state: _State, columns: Sequence[Column], profile: Profile) -> float:
    """Evidence from the end of the current row: what it lacks, and its last cell."""
    if state.column < 0:
        return 0.0
    gain = ev.whole_cell(state.cell, state.column, columns[state.column].field, profile)
    filled = {columns[i].field for i, tail in enumerate(state.tails) if tail is not None}
    if filled <= {FieldName.NUMBER, FieldName.CONTENT}:
        tail = state.tails[state.column]
        empty = tail is not None and tail.trailing >= 3
        return gain + ev.HEADING_ROW + (ev.HEADING_WITH_EMPTY_CELLS if empty else 0.0)
    if state.resumed:
        return gain
    return gain + sum(ev.SKIPPED[c.field] for c in columns[state.column + 1 :])


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
