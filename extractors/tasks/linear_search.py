"""The beam search over the fragments of a linearised table: which cell each stands in, and where rows and groups begin.

What speaks for a step stands in ``evidence``. Every decision keeps its best rival, so that afterwards each row can say
by how much it was preferred.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate
from typing import NamedTuple

from extractors.tasks import evidence as ev
from extractors.tasks.evidence import Fragment, Profile
from extractors.tasks.fragments import CutLine
from extractors.tasks.group_labels import GroupCount
from extractors.tasks.model import Column, FieldName

BEAM, FAR_BEHIND = 12, 15.0  # readings of a line that are followed up; log-odds behind the best within which
GROUP, NOTHING = -1, -2
LETTERS = 1000  # a letter counts from there, as the last part of a number
RIVAL = 12.0  # log-odds behind the better reading within which another one counts as its rival
_ALPHABET = "abcdđeghiklmnopq"


@dataclass(slots=True, eq=False)
class Step:
    """One decision, chained backwards. ``rival``: the last step of the reading that came nearest to the one up to here
    and went on like it; ``margin``: by how much it was less likely (log-odds)."""

    previous: Step | None
    fragment: Fragment
    column: int  # -1: a group
    opens: bool  # a new cell (or group) starts here
    row: int  # how many rows and groups were started so far
    rival: Step | None = None
    margin: float = math.inf


_Parts = tuple[Step | None, Fragment, int, bool, int]  # of a step, as it has them


class _State(NamedTuple):
    score: float
    step: Step | None
    column: int  # of the current cell; GROUP, or NOTHING before the first row
    resumed: bool  # the row goes on after a page end: its columns come a second time
    broken: int  # a page end (1) or a header (2) was passed since the last fragment
    cells: tuple[str, ...]  # of each column of the row, so far
    tails: tuple[Fragment | None, ...]  # last fragment of each column of the row
    filled: int  # which columns of the row have a cell, as bits
    number: tuple[int, ...]
    groups: GroupCount
    title: str
    rows: int


_Reached = dict[tuple[object, ...], _State]  # by what tells how a reading can go on


class _Seen:
    """What a fragment says of each column, whatever was read before it."""

    def __init__(self, fragment: Fragment, columns: Sequence[Column], profile: Profile) -> None:
        self.fragment = fragment
        self.starts = [ev.starts_cell(fragment, column) for column in columns]
        self.belongs = [ev.belongs_to(fragment, column.index, column.field, profile) for column in columns]
        self.flows: dict[tuple[int, int, bool], float] = {}
        self.breaks: dict[tuple[int, int], float] = {}
        self.words: dict[tuple[int, str], float] = {}


class Search:
    """One pass over a table's lines with what the passes before it have learned."""

    def __init__(self, columns: Sequence[Column], profile: Profile) -> None:
        self._columns, self._profile = columns, profile
        self._fields = [column.field for column in columns]
        self._number = next((c.index for c in columns if c.field is FieldName.NUMBER), None)
        self._number_bit = 0 if self._number is None else 1 << self._number
        self._content = next(c.index for c in columns if c.field is FieldName.CONTENT)
        self._first = 0 if self._number is None or self._number > 0 else min(1, len(columns) - 1)
        self._bare = sum(1 << c.index for c in columns if c.field in (FieldName.NUMBER, FieldName.CONTENT))
        self._empty = [profile.left_empty(column) for column in columns]
        self._empty_before = [0.0, *accumulate(self._empty)]
        self._nothing: tuple[Fragment | None, ...] = (None,) * len(columns)
        self._blank = ("",) * len(columns)

    def best(self, lines: Sequence[tuple[int, CutLine]]) -> list[Step]:
        """The steps of the likeliest reading. ``lines``: each with what was passed before it (``_State.broken``)."""
        beam = [_State(0.0, None, NOTHING, False, 0, self._blank, self._nothing, 0, (), GroupCount(), "", 0)]
        for broken, line in lines:
            start = [s._replace(broken=max(s.broken, broken)) for s in beam] if broken else beam
            beam = self._through(start, line)
        ended = nlargest(2, ((s.score + self._closing(s), -at, s) for at, s in enumerate(beam)))
        step = ended[0][2].step
        if len(ended) > 1 and step is not None:
            _note_rival(step, ended[1][2].step, ended[0][0] - ended[1][0])
        steps: list[Step] = []
        while step is not None:
            steps.append(step)
            step = step.previous
        return steps[::-1]

    def _through(self, beam: Sequence[_State], line: CutLine) -> list[_State]:
        """The best readings of a line, cut at any of its places."""
        reached: dict[int, _Reached] = {place: {} for place in line.places}
        closings = [self._closing(state) for state in beam]
        for at, start in enumerate(line.places[:-1]):
            states = _likeliest(reached[start]) if at else beam
            for end in line.places[at + 1 :]:
                seen = _Seen(line.fragment(start, end), self._columns, self._profile)
                grown = reached[end]
                for place, state in enumerate(states):
                    cost = self._cut_cost(state, seen.fragment) if at else 0.0
                    if state.column >= 0:
                        self._same_row(state, seen, cost, grown)
                    if not at:
                        self._new_row(state, seen, closings[place], grown)
                        self._group(state, seen, closings[place], grown)
        return _likeliest(reached[line.places[-1]])

    def _same_row(self, state: _State, seen: _Seen, cost: float, grown: _Reached) -> None:
        fragment, broken, current = seen.fragment, state.broken, state.column
        resumed = state.resumed or (broken > 0 and bool(state.filled & ~self._number_bit))
        passed = (ev.CONTINUES_AFTER_HEADER if broken == 2 else ev.CONTINUES_AFTER_PAGE) if broken else 0.0
        top = state.filled.bit_length() - 1
        for index in range(0 if broken else current, len(self._columns)):  # after a page end they come from the left
            if index == self._number:
                continue
            before = state.tails[index]
            here = index == current
            gain = passed
            if before is not None and (here or resumed):
                if here and fragment.line == before.line:
                    continue  # a line is only cut where a cell ends
                gain += self._flows_on(before, seen, index, beside=resumed)
            else:
                gain += seen.starts[index]
            if not here:
                gain += self._ended(state, current) + self._skipped(state, index, top)
                last = state.tails[current]
                if before is not None:
                    gain -= self._ended(state, index)  # it had not
                if last is not None and not broken:
                    gain += self._breaks_off(last, seen, current)
                    if resumed:
                        asks = self._flows_on(last, seen, current, beside=False)
                        gain += ev.RESUMES_NEXT_COLUMN - max(0.0, asks)
            gain += seen.belongs[index]
            so_far = state.cells[index]
            score = state.score + cost + gain + self._words(index, so_far, seen)
            filled = state.filled | (1 << index)
            key = (index, resumed, state.number, state.groups, filled)
            step = _better(grown, key, score, (state.step, fragment, index, before is None, state.rows))
            if step is not None:
                grown[key] = _State(
                    score,
                    step,
                    index,
                    resumed,
                    0,
                    (*state.cells[:index], f"{so_far} {fragment.text}" if so_far else fragment.text,
                     *state.cells[index + 1 :]),
                    (*state.tails[:index], fragment, *state.tails[index + 1 :]),
                    filled,
                    state.number,
                    state.groups,
                    state.title,
                    state.rows,
                )  # fmt: skip

    def _cut_cost(self, state: _State, after: Fragment) -> float:
        """What it costs to start a cell inside a line: little beside a number or a deadline."""
        before = state.step.fragment if state.step else after
        return self._profile.split_at_name if parted_by_name(before, after) else ev.SPLIT_LINE

    def _words(self, index: int, so_far: str, seen: _Seen) -> float:
        known = (index, so_far)
        if known not in seen.words:
            seen.words[known] = ev.WORDS * self._profile.reads(index, so_far, seen.fragment)
        return seen.words[known]

    def _flows_on(self, before: Fragment, seen: _Seen, index: int, *, beside: bool) -> float:
        known = (id(before), index, beside)  # the lines keep their fragments
        if known not in seen.flows:
            name = self._fields[index]
            seen.flows[known] = ev.flows_on(before, seen.fragment, index, name, self._profile, beside=beside)
        return seen.flows[known]

    def _breaks_off(self, before: Fragment, seen: _Seen, index: int) -> float:
        known = (id(before), index)
        if known not in seen.breaks:
            seen.breaks[known] = ev.breaks_off(before, seen.fragment, self._fields[index])
        return seen.breaks[known]

    def _ended(self, state: _State, column: int) -> float:
        """Evidence that a cell of the row ends as it is."""
        known = (column, state.cells[column])
        told = self._profile.ended.get(known)
        if told is None:
            text, name = state.cells[column], self._fields[column]
            whole = ev.whole_cell(text, column, name, self._profile) if text else 0.0
            told = whole + ev.WORDS * self._profile.ends(column, text) if text else 0.0
            self._profile.ended[known] = told
        return told

    def _skipped(self, state: _State, index: int, top: int) -> float:
        """Evidence from the columns that are left empty where the row, filled up to ``top``, goes on in ``index`` (or
        ends, behind the last); it is taken back where such a column comes after a page end."""
        if index < top:
            return 0.0 if state.tails[index] else -self._empty[index]
        return self._empty_before[index] - self._empty_before[top + 1] if index > top else 0.0

    def _new_row(self, state: _State, seen: _Seen, closing: float, grown: _Reached) -> None:
        number, fragment = self._number, seen.fragment
        if number is not None and fragment.label is not None:
            printed = _value(fragment.label, state.number)
            score = state.score + closing + _number_gain(printed, state.number, restarts=state.column == GROUP)
            self._opened(state, fragment, grown, column=number, number=printed, score=score)
        if state.column == number and state.column >= 0:
            return  # a number alone makes no row
        for index in sorted({self._first, self._content}):
            gain = closing + (ev.row_without_number(fragment.text) if number is not None else 0.0) + seen.starts[index]
            gain += seen.belongs[index]
            score = state.score + gain + self._words(index, "", seen)
            self._opened(state, fragment, grown, column=index, number=state.number, score=score)

    def _opened(
        self,
        state: _State,
        fragment: Fragment,
        grown: _Reached,
        *,
        column: int,
        number: tuple[int, ...],
        score: float,
    ) -> None:
        filled = 1 << column
        key = (column, False, number, state.groups, filled)
        step = _better(grown, key, score, (state.step, fragment, column, True, state.rows + 1))
        if step is not None:
            cells = (*self._blank[:column], fragment.text, *self._blank[column + 1 :])
            tails = (*self._nothing[:column], fragment, *self._nothing[column + 1 :])
            rest = (number, state.groups, state.title, state.rows + 1)
            grown[key] = _State(score, step, column, False, 0, cells, tails, filled, *rest)

    def _group(self, state: _State, seen: _Seen, closing: float, grown: _Reached) -> None:
        fragment = seen.fragment
        if state.column == GROUP:
            score = state.score + ev.group_flows_on(fragment, state.title)
            score += self._words(self._content, state.title, seen)
            key = (GROUP, state.resumed, state.number, state.groups, state.filled)
            step = _better(grown, key, score, (state.step, fragment, GROUP, False, state.rows))
            if step is not None:
                title = f"{state.title} {fragment.text}".strip()
                grown[key] = state._replace(score=score, step=step, title=title, broken=0)
        expected = ev.group_row(fragment, state.groups.expected())
        if expected is None or fragment.group is None:
            return
        label, title = fragment.group
        words = self._profile.reads(self._content, "", Fragment(title, 0, 0))
        score = state.score + expected + closing + ev.WORDS * words
        groups = state.groups.after(label)
        key = (GROUP, False, state.number, groups, 0)
        step = _better(grown, key, score, (state.step, fragment, GROUP, True, state.rows + 1))
        if step is not None:
            rest = (state.number, groups, title, state.rows + 1)
            grown[key] = _State(score, step, GROUP, False, 0, self._blank, self._nothing, 0, *rest)

    def _closing(self, state: _State) -> float:
        """Evidence from the end of the current row: what it lacks, and its last cell."""
        if state.column < 0:
            return 0.0
        gain = self._ended(state, state.column)
        if not state.filled & ~self._bare:
            tail = state.tails[state.column]
            empty = tail is not None and tail.trailing >= 3
            numbered = self._number is None or state.filled >> self._number & 1
            gain += ev.HEADING_ROW if numbered else ev.heading_without_number(state.cells[self._content])
            return gain + (ev.HEADING_WITH_EMPTY_CELLS if empty else 0.0)
        return gain + self._skipped(state, len(self._columns), state.filled.bit_length() - 1)


def _likeliest(reached: _Reached) -> list[_State]:
    found = nlargest(BEAM, reached.values(), key=_score)
    return [state for state in found if state.score >= found[0].score - FAR_BEHIND]


def _score(state: _State) -> float:
    return state.score


def _better(grown: _Reached, key: tuple[object, ...], score: float, parts: _Parts) -> Step | None:
    """The step of these ``parts``, if its ``score`` is better than that of what goes on like it; of two near each other
    the worse is noted as the other's rival."""
    known = grown.get(key)
    if known is None:
        return Step(*parts)
    if known.score < score:
        step = Step(*parts)
        _note_rival(step, known.step, score - known.score)
        return step
    if known.step is not None and known.score - score < min(RIVAL, known.step.margin):
        _note_rival(known.step, Step(*parts), known.score - score)
    return None


def _note_rival(step: Step, rival: Step | None, margin: float) -> None:
    if margin < min(RIVAL, step.margin):
        step.rival, step.margin = rival, margin


def parted_by_name(before: Fragment, after: Fragment) -> bool:
    """Whether only a name that begins tells two cells on one line apart, no number or deadline."""
    return not (before.label is not None or before.deadline > 0 or after.deadline > 0)


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


# --- how sure a reading is of its rows ---

FARTHEST = 200  # steps back within which a rival's reading must have parted


def margins(steps: Sequence[Step]) -> dict[int, float]:
    """For each row of the reading, by how much (log-odds) the nearest one that reads it otherwise is less likely;
    rows without a rival are left out."""
    places = {id(step): at for at, step in enumerate(steps)}
    told: dict[int, float] = {}
    for at, step in enumerate(steps):
        if step.rival is None:
            continue
        other: set[tuple[int, str, int, bool]] = set()
        parted = -1
        for rival in _backwards(step.rival):
            if id(rival) in places:
                parted = places[id(rival)]
                break
            other.add(_reads(rival))
        for own in steps[max(parted + 1, at - FARTHEST) : at + 1]:
            if _reads(own) not in other:
                told[own.row] = min(told.get(own.row, math.inf), step.margin)
    return told


def _backwards(step: Step | None) -> Iterator[Step]:
    for _ in range(FARTHEST):
        if step is None:
            return
        yield step
        step = step.previous


def _reads(step: Step) -> tuple[int, str, int, bool]:
    return step.fragment.line, step.fragment.text, step.column, step.opens
