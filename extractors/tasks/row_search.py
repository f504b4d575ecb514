"""The search for the rows of an interleaved table: which cut of each line holds, and where a row or group begins.

Every line comes with its best cuts (``splitting``). A beam search walks the lines and decides, for each, which cut
holds and whether a new row or group starts. A row's columns go on independently of one another: each keeps its last
piece, and the language model says whether the next one reads on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from extractors.tasks import evidence as ev
from extractors.tasks.adhesion import adhesion, capital_starts
from extractors.tasks.evidence import Fragment
from extractors.tasks.group_labels import following_label, group_value, label_of_capitals, roman_value
from extractors.tasks.lines import TextLine
from extractors.tasks.model import Column, FieldName, RowKind
from extractors.tasks.repetition import Knowledge, left_open
from extractors.tasks.splitting import Cut, Piece, piece_key
from normalizers.agencies import starts_like_agency
from normalizers.dates import looks_like_deadline

BEAM = 12

READS_ON = 0.6  # weight of the language model across a line end
READS_BADLY = -1.5  # the most that the model may speak against: damaged words read badly after anything
LOWER_START, UPPER_START = 1.0, -0.5  # the latter for each unit of surprise at the capital
LEAST_SURPRISE = 0.5
CELL_STARTS_LOWER = -2.4
ROW_STARTS_LOWER = -3.0
FITS_REPEATED, BREAKS_REPEATED, STARTS_INSIDE = (
    1.0,
    -4.0,
    -2.5,
)  # the cell so far is, or is no longer, the start of a repeated cell
LEFT_OPEN = -3.2  # an agency's cell that ends in a comma, a dash or "và"
ENUMERATION_GOES_ON = 1.5  # the piece above ends in a comma or a dash
COMMA_AND = -2.5  # … and this one begins with "và"
BULLET_INSIDE, BULLET_MID_SENTENCE = -0.8, -1.8
ROOM_LEFT, MOST_ROOM = -0.2, -2.5  # each letter that a line leaves empty although the next word had fitted
KNOWN_CELL = 2.5
SECOND_DEADLINE = -5.0
BACKWARDS = -2.5  # a block of lines left of the block before it
BLANK_INSIDE, BLANK_BEFORE_CAPITAL = -0.8, -1.5
ROW_STARTS_OUTSIDE_CONTENT = -1.0
CONTENT_ON_NEXT_PAGE = -6.0  # a row's content begins beside its other cells, not on the page behind them
GROUP_LINE, SHORT_GROUP_LINE = 9.0, 4.0  # a whole line in capitals
PLAIN_GROUP_LINE = 7.0  # a line that begins with the label that must come
LABEL_PASSED_OVER = -3.0  # the label before it was lost
SECOND_GROUP_LINE = -11.0  # straight after another: rather the same title going on
ROW = -3.0  # every row costs: few rows explain the lines best
ROW_AT_PAGE_TOP = -1.0
HEADING, HEADING_WITHOUT_NUMBER = 0.5, -3.0
SECOND_NUMBER = -9.0
SUB_NUMBER = 2.0  # "1.2" below 1


_JOINS = re.compile(r"(?:va|hoac)\b")


@dataclass(frozen=True, slots=True)
class _Row:
    tails: tuple[Fragment | None, ...]
    cells: tuple[str, ...]
    number: int = 0  # printed number, 0 none
    start: int = 0  # line


@dataclass(frozen=True, slots=True)
class Step:
    """What was decided for one line. A group's step has one piece, in column 0: its title."""

    previous: Step | None
    line: TextLine
    cut: Cut
    row: int
    kind: RowKind
    gain: float
    label: str = ""  # of a group, as printed
    group: int = 0  # its place


class _State(NamedTuple):
    score: float
    step: Step | None
    row: _Row | None  # None: before the first row, or in a group's title
    group_open: bool
    last: int  # last number printed in the group
    since: int  # rows since then
    roman: int
    rows: int
    column: int  # of the last piece


def search(
    lines: Sequence[TextLine], options: Sequence[Sequence[Cut]], columns: Sequence[Column], knowledge: Knowledge
) -> list[Step]:
    beam = [_State(0.0, None, None, False, 0, 0, 0, 0, -1)]
    for line, found in zip(lines, options, strict=True):
        grown: dict[tuple[object, ...], _State] = {}
        cut_up = [(cut, [(piece.column, _fragment(piece.text, line)) for piece in cut.pieces]) for cut in found]
        for state in beam:
            for new in _next(state, line, cut_up, columns, knowledge):
                key = _key(new)
                if key not in grown or grown[key].score < new.score:
                    grown[key] = new
        if grown:  # a line with no cut at all (specks) changes nothing
            # An open row's reward is to come: counted here, so that closing it early has no advantage.
            beam = sorted(grown.values(), key=lambda s: -s.score - _cells_known(s, columns, knowledge))[:BEAM]
    ended = [s._replace(score=s.score + _close(s, columns, knowledge)) for s in beam]
    step = max(ended, key=lambda s: s.score).step
    steps: list[Step] = []
    while step is not None:
        steps.append(step)
        step = step.previous
    return steps[::-1]


def _key(state: _State) -> tuple[object, ...]:
    """States that differ only in how earlier lines were cut go on alike: the best of them is enough."""
    row = state.row
    tails = tuple(tail.line if tail else 0 for tail in row.tails) if row else ()
    return (state.rows, state.group_open, state.last, state.roman, row.number if row else -1, row and row.start, tails)


def _fragment(text: str, line: TextLine) -> Fragment:
    return Fragment(text, line.number, line.page, line.gap)


@lru_cache(maxsize=64)
def _whole(line: TextLine) -> Fragment:
    """The line as one fragment, the same for every state."""
    return _fragment(line.text.strip(" |[]{}_"), line)


def _next(
    state: _State,
    line: TextLine,
    found: Sequence[tuple[Cut, Sequence[tuple[int, Fragment]]]],
    columns: Sequence[Column],
    knowledge: Knowledge,
) -> Iterator[_State]:
    yield from _group(state, line, _whole(line), columns, knowledge)
    closing = _close(state, columns, knowledge)
    for cut, fragments in found:
        if state.row is not None:
            gain = cut.score + _goes_on(state, state.row, fragments, columns, knowledge)
            yield _grown(state, line, cut, fragments, columns=columns, gain=gain, new=False)
        gain = (
            cut.score
            + closing
            + (ROW_AT_PAGE_TOP if line.break_before else ROW)
            + _opens(state, fragments, columns, knowledge)
        )
        yield _grown(state, line, cut, fragments, columns=columns, gain=gain, new=True)


def _grown(
    state: _State,
    line: TextLine,
    cut: Cut,
    fragments: Sequence[tuple[int, Fragment]],
    *,
    columns: Sequence[Column],
    gain: float,
    new: bool,
) -> _State:
    empty = _Row((None,) * len(columns), ("",) * len(columns), start=line.number)
    row = empty if new or state.row is None else state.row
    tails, cells, number = list(row.tails), list(row.cells), row.number
    last, since = state.last, state.since + (1 if new else 0)
    for column, fragment in fragments:
        tails[column] = fragment
        cells[column] = f"{cells[column]} {fragment.text}".strip()
        if columns[column].field is FieldName.NUMBER and fragment.number:
            number = int(fragment.number.split(".")[0])
            last, since = number, 0
    rows = state.rows + (1 if new else 0)
    return _State(
        score=state.score + gain,
        step=Step(state.step, line, cut, rows, RowKind.ROW, gain),
        row=_Row(tuple(tails), tuple(cells), number, row.start),
        group_open=False,
        last=last,
        since=since,
        roman=state.roman,
        rows=rows,
        column=fragments[-1][0],
    )


def _goes_on(
    state: _State,
    row: _Row,
    fragments: Sequence[tuple[int, Fragment]],
    columns: Sequence[Column],
    knowledge: Knowledge,
) -> float:
    gain = 0.0
    for column, fragment in fragments:
        name = columns[column].field
        before = row.tails[column]
        if name is FieldName.NUMBER:
            gain += SECOND_NUMBER if row.number else _number(fragment, state.last, state.since)
            continue
        if name is not FieldName.CONTENT:
            gain += _short_cell(row.cells[column], fragment, columns[column], knowledge)
        if before is None:
            gain += _starts(fragment, name)
            if name is FieldName.CONTENT and any(tail and tail.page != fragment.page for tail in row.tails):
                gain += CONTENT_ON_NEXT_PAGE
        else:
            gain += READS_ON * max(READS_BADLY, adhesion(row.cells[column][-80:], fragment.text))
            if before.text.endswith((",", "-", "–")):
                gain += COMMA_AND if _JOINS.match(fragment.folded) else ENUMERATION_GOES_ON
            gain += _room(before, fragment, columns[column], knowledge)
            if fragment.bullet:
                gain += BULLET_INSIDE if before.text.endswith((".", ";", ":", ",")) else BULLET_MID_SENTENCE
            elif fragment.upper_start and name not in (FieldName.LEAD, FieldName.COORDINATING, FieldName.DEADLINE):
                surprise = capital_starts(before.text, fragment.text)
                gain += UPPER_START * max(LEAST_SURPRISE, surprise) if not before.ends_sentence else 0.0
            elif not fragment.upper_start:
                gain += LOWER_START
            if fragment.gap and not before.gap and before.line != fragment.line:
                gain += BLANK_INSIDE
                gain += BLANK_BEFORE_CAPITAL if name is FieldName.CONTENT and fragment.upper_start else 0.0
        if fragment.gap and len(fragments) == 1 and column < state.column and name is not FieldName.CONTENT:
            gain += BACKWARDS
    return gain


def _room(before: Fragment, after: Fragment, column: Column, knowledge: Knowledge) -> float:
    """Evidence against going on where the line above ended early."""
    width = knowledge.words.widths.get(column.index)
    if width is None or column.field is not FieldName.CONTENT or before.text.endswith((".", ";", ":")):
        return 0.0
    room = width - len(before.text) - 1 - after.first_word - 3
    return max(MOST_ROOM, ROOM_LEFT * max(0.0, room))


def _short_cell(so_far: str, fragment: Fragment, column: Column, knowledge: Knowledge) -> float:
    """Evidence from what a short cell becomes with ``fragment``: a full deadline takes no second one, a repeated cell
    no other words."""
    grown = f"{so_far} {fragment.text}".strip()
    if column.field is FieldName.DEADLINE:
        bare_year = re.fullmatch(r"20\d\d", so_far) is not None  # the dash behind it may be lost
        full = looks_like_deadline(so_far) >= 1.0 and not so_far.endswith(("-", "/")) and not bare_year
        return SECOND_DEADLINE if full and fragment.deadline > 0 else 0.0
    if not so_far:
        after = knowledge.start_likeness(column.index, grown)
        if after is None:
            return 0.0
        if after < 85:
            inside = piece_key(grown) in knowledge.words.runs.get(column.index, frozenset())
            return STARTS_INSIDE if inside else 0.0
        return FITS_REPEATED * (after - 90) / 10
    begun = knowledge.begun(column.index, so_far)
    if begun is None:
        return 0.0
    added = piece_key(fragment.text)
    fits = max((fuzz.ratio(added, rest[: len(added) + 1].strip()) for rest in begun), default=0.0)
    return FITS_REPEATED * (fits - 70) / 30 if fits >= 70 else BREAKS_REPEATED


def _opens(
    state: _State,
    fragments: Sequence[tuple[int, Fragment]],
    columns: Sequence[Column],
    knowledge: Knowledge,
) -> float:
    gain = 0.0
    for index, (column, fragment) in enumerate(fragments):
        name = columns[column].field
        if name is FieldName.NUMBER:
            gain += _number(fragment, state.last, state.since + 1)
            continue
        gain += _starts(fragment, name)
        if name is not FieldName.CONTENT:
            gain += _short_cell("", fragment, columns[column], knowledge)
        elif fragment.text[:1] in "(0123456789" or not (fragment.upper_start or fragment.bullet):
            gain += ROW_STARTS_LOWER - CELL_STARTS_LOWER
        if index == 0 and name not in (FieldName.CONTENT, FieldName.NUMBER):
            gain += ROW_STARTS_OUTSIDE_CONTENT
    return gain


def _starts(fragment: Fragment, name: FieldName) -> float:
    if name is FieldName.DEADLINE:
        return 0.0
    if fragment.bullet:
        return 1.0 if name is FieldName.CONTENT else 0.0
    if fragment.text[:1].isdigit() and name is FieldName.CONTENT:
        return 0.5 * CELL_STARTS_LOWER
    if not fragment.upper_start:
        return CELL_STARTS_LOWER * (0.6 if name in (FieldName.LEAD, FieldName.COORDINATING) else 1.0)
    return 0.5


def _number(fragment: Fragment, last: int, since: int) -> float:
    """Evidence from a printed number; ``since``: rows since the last printed one, this row included."""
    first, *below = (fragment.number or "0").split(".")
    value = int(first)
    if below:
        return SUB_NUMBER if value in (last, last + 1) else -1.5
    if value == last + 1:
        return ev.NUMBER_AS_EXPECTED
    if last < value <= last + since + 1:
        return 2.0  # the rows between lost theirs
    return -1.5


def _close(state: _State, columns: Sequence[Column], knowledge: Knowledge) -> float:
    row = state.row
    if row is None:
        return 0.0
    filled = {columns[i].field for i, cell in enumerate(row.cells) if cell}
    if filled <= {FieldName.NUMBER, FieldName.CONTENT} and FieldName.CONTENT in filled:
        return HEADING if row.number else HEADING_WITHOUT_NUMBER
    gain = _cells_known(state, columns, knowledge)
    for column in columns:
        text = row.cells[column.index]
        missing = not text
        if text and column.index in knowledge.agency_columns and not starts_like_agency(text):
            start = knowledge.start_likeness(column.index, text)
            missing = start is None or start < 80
        gain += ev.SKIPPED[column.field] if missing else 0.0
        gain += LEFT_OPEN if text and column.index in knowledge.agency_columns and left_open(text) else 0.0
    return gain


def _cells_known(state: _State, columns: Sequence[Column], knowledge: Knowledge) -> float:
    """Evidence from the short cells of the open row: repeated cells and whole deadlines."""
    gain = 0.0
    for column in columns:
        text = state.row.cells[column.index] if state.row else ""
        if not text or column.field in (FieldName.CONTENT, FieldName.NUMBER):
            continue
        likeness = knowledge.cell_likeness(column.index, text)
        if likeness is not None:
            gain += KNOWN_CELL * max(-0.5, (likeness - 70) / 30)
        if column.field is FieldName.DEADLINE:
            gain += 2.0 * looks_like_deadline(text)
    return gain


_QUARTER = re.compile(r"[\dIVXl]/20\d\d\b")  # capitals with a month or quarter are cells, no group's title


def _group(
    state: _State, line: TextLine, whole: Fragment, columns: Sequence[Column], knowledge: Knowledge
) -> Iterator[_State]:
    if state.group_open and whole.all_caps:
        gain = ev.group_flows_on(whole, "x")
        step = Step(state.step, line, _title(whole.text), state.rows, RowKind.GROUP, gain)
        yield state._replace(score=state.score + gain, step=step)
    printed, title = label_of_capitals(whole.text)
    following = following_label(whole.text, state.roman)
    if Fragment(title, 0, 0).all_caps and not _QUARTER.search(title):
        gain = GROUP_LINE if len(title.split()) >= 3 else SHORT_GROUP_LINE
        gain += 1.0 if roman_value(printed) == state.roman + 1 else 0.0
        gain += SECOND_GROUP_LINE if state.group_open and not printed else 0.0
    elif following is not None:
        printed, title = following.label, following.title
        gain = PLAIN_GROUP_LINE + LABEL_PASSED_OVER * following.passed_over
    else:
        return
    gain += _close(state, columns, knowledge)
    value = group_value(printed, state.roman)
    step = Step(state.step, line, _title(title), state.rows + 1, RowKind.GROUP, gain, printed, value)
    yield _State(
        score=state.score + gain,
        step=step,
        row=None,
        group_open=True,
        last=0,
        since=0,
        roman=value,
        rows=state.rows + 1,
        column=-1,
    )


def _title(text: str) -> Cut:
    return Cut(0.0, (Piece(0, text, text, 0, 0),))
