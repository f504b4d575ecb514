"""The search for the rows of an interleaved table: how each line is cut, and where a row or group begins.

A beam search walks the lines. Each line is cut beside the cells that the row holds so far (``splitting``), once as the
row's next line and once as the first of a new row; the columns of a row go on independently of one another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from extractors.tasks import evidence as ev
from extractors.tasks.adhesion import ends_here
from extractors.tasks.cell_words import sentence, tail_of
from extractors.tasks.evidence import Fragment
from extractors.tasks.group_labels import following_label, group_value, label_of_capitals, roman_value
from extractors.tasks.lines import WORD, TextLine
from extractors.tasks.model import BODIES, Column, FieldName, RowKind
from extractors.tasks.pieces import LIST_GOES_ON, Cut, Piece, piece_key
from extractors.tasks.print_width import SLACK, ColumnWidth, with_next_word
from extractors.tasks.repetition import Knowledge
from extractors.tasks.splitting import LineWords, PreparedLine, cuts, evidence_for
from extractors.tasks.table_model import TableModel
from extractors.tasks.tokens import Token
from normalizers.dates import looks_like_deadline

BEAM = 12

# the cell so far is, or is no longer, the start of a repeated cell
FITS_REPEATED, BREAKS_REPEATED, STARTS_INSIDE = 1.0, -4.0, -2.5
ROOM_LEFT, MOST_ROOM = -1.0, -6.0  # each letter that a line leaves empty although the next word had fitted
ROOM_IN_SHORT_CELL = 0.5  # weight of that
ROOM_SLACK = 1.0  # letters: misread words are wider or narrower than they were in print
FULL_LINE, ROOM_IN_LAYOUT, MOST_ROOM_IN_LAYOUT = 0.5, -0.5, -4.0  # the same where the layout tells the widths
KNOWN_CELL = 2.0
WHOLE_DEADLINE, COMPLETES_DEADLINE, SECOND_DEADLINE = 2.0, 2.5, -5.0  # "Tháng 11" above "hằng năm" completes one
OPEN_BRACKETS = -3.0  # a short cell ends inside brackets
LIST_LEFT_OPEN = -3.0  # a list of bodies ends in a comma or semicolon
CONTENT_ENDS = 0.5  # weight of the language model at a content's end
BLANK_INSIDE, BLANK_BEFORE_CAPITAL = -0.8, -1.5
ROW_STARTS_OUTSIDE_CONTENT = -1.0
OUT_OF_ORDER = -60.0  # outweighs all words: cells read as blocks one below the other come from left to right
CONTENT_ON_NEXT_PAGE = -6.0  # a row's content begins beside its other cells, not on the page behind them
GROUP_LINE, SHORT_GROUP_LINE = 9.0, 4.0  # a whole line in capitals
PLAIN_GROUP_LINE = 7.0  # a line that begins with the label that must come
LABEL_PASSED_OVER = -3.0  # the label before it was lost
SECOND_GROUP_LINE = -11.0  # straight after another: rather the same title going on
ROW = -3.0  # every row costs: few rows explain the lines best
ROW_AT_PAGE_TOP = -1.0
HEADING, HEADING_WITHOUT_NUMBER, HEADING_WITH_BULLET = 0.5, -3.0, -5.0  # nothing stands below a bullet
SECOND_NUMBER, ODD_NUMBER = -9.0, -4.0
SUB_NUMBER = 2.0  # "1.2" below 1


@dataclass(frozen=True, slots=True)
class _Row:
    tails: tuple[Fragment | None, ...]
    words: tuple[str, ...]  # the last ones of each cell
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


class _Count(NamedTuple):
    """The last number printed, and the rows since then."""

    last: int = 0
    since: int = 0


class _State(NamedTuple):
    score: float
    step: Step | None
    row: _Row | None  # None: before the first row, or in a group's title
    group_open: bool
    counted: _Count  # in the group
    above: _Count  # when the group began: its numbers may run on
    roman: int
    rows: int


class LineToCut(NamedTuple):
    """``told``: the line's cuts, with what speaks for each beside its words, where its layout tells them."""

    line: TextLine
    tokens: Sequence[Token]
    told: Sequence[Cut]


def search(
    lines: Sequence[LineToCut],
    columns: Sequence[Column],
    model: TableModel,
    knowledge: Knowledge,
    widths: Mapping[int, float],
) -> list[Step]:
    """What every line but those of specks alone is. ``model`` and ``knowledge``: what earlier passes found; ``widths``:
    those of the columns in print, where the layout tells them."""
    beam = [_State(0.0, None, None, False, _Count(), _Count(), 0, 0)]
    for to_cut in lines:
        if all(token.speck for token in to_cut.tokens):
            continue  # changes nothing
        cutter = _Cutter(to_cut, columns, model, widths)
        grown: dict[tuple[object, ...], _State] = {}
        for state in beam:
            for new in _next(state, to_cut.line, cutter, knowledge):
                key = _key(new)
                if key not in grown or grown[key].score < new.score:
                    grown[key] = new
        if grown:
            # An open row's reward is to come: counted here, so that closing it early has no advantage.
            beam = sorted(grown.values(), key=lambda s: -s.score - _cells_known(s, columns, model, knowledge))[:BEAM]
    step = max(beam, key=lambda s: s.score + _close(s, columns, model, knowledge)).step
    steps: list[Step] = []
    while step is not None:
        steps.append(step)
        step = step.previous
    return steps[::-1]


def _key(state: _State) -> tuple[object, ...]:
    """States whose open row is the same go on alike: the best of them is enough."""
    row = state.row
    tails = (*(tail.line if tail else 0 for tail in row.tails), *row.words) if row else ()
    number = row.number if row else -1
    counted = (state.counted.last, state.above, state.roman, number)
    return (state.rows, state.group_open, counted, row and row.start, tails)


class _Cutter:
    """The cuts of one line, found once for states whose open cells end alike."""

    def __init__(
        self, to_cut: LineToCut, columns: Sequence[Column], model: TableModel, widths: Mapping[int, float]
    ) -> None:
        self.columns, self.model, self.widths = columns, model, widths
        self._line, self._told = to_cut.line, to_cut.told
        self._prepared = PreparedLine.of(to_cut.tokens, model.keys)
        self._words = {
            first: LineWords(self._prepared, model, self._line.number, on_first_line=first) for first in (False, True)
        }
        nothing = ("",) * len(columns)
        self._nothing = _Row((None,) * len(columns), nothing, nothing, start=self._line.number)
        self._found: dict[tuple[object, ...], list[tuple[Cut, list[tuple[int, Fragment]]]]] = {}

    def beside(self, state: _State, *, new: bool) -> list[tuple[Cut, list[tuple[int, Fragment]]]]:
        """The cuts of the line as the next one of the open row, or as the first of a ``new`` one; with each its pieces
        as fragments."""
        row = self.row(state, new=new)
        counted = (row.number, state.counted, state.above) if self._prepared.numbered else ()
        known = (new, row.words, counted)
        if known not in self._found:
            self._found[known] = [(cut, self._fragments(cut)) for cut in self._cuts(state, row, new=new)]
        return self._found[known]

    def _fragments(self, cut: Cut) -> list[tuple[int, Fragment]]:
        alone = len(cut.pieces) == 1
        return [(piece.column, _fragment(piece.text, self._line, alone=alone)) for piece in cut.pieces]

    def row(self, state: _State, *, new: bool) -> _Row:
        return self._nothing if new or state.row is None else state.row

    def _cuts(self, state: _State, row: _Row, *, new: bool) -> list[Cut]:
        def number(text: str) -> float:
            letter = any(row.words[c.index][:1].isalpha() for c in self.columns if c.field is FieldName.NUMBER)
            if row.number or letter:
                return SECOND_NUMBER
            if text[0].isalpha():
                return SUB_NUMBER
            return _number_in_group(_fragment(text, self._line), state, new=new)

        words = self._words[row.start == self._line.number]
        if self._told:
            scores = [cut.score + self._evidence(cut, words, row, number) for cut in self._told]
            return [
                cut._replace(score=score, ahead=score - max((*scores[:at], *scores[at + 1 :]), default=-math.inf))
                for at, (cut, score) in enumerate(zip(self._told, scores, strict=True))
            ]
        return cuts(words, self.columns, row.words, number)

    def _evidence(self, cut: Cut, words: LineWords, row: _Row, number: Callable[[str], float]) -> float:
        numbers = [piece.text for piece in cut.pieces if self.columns[piece.column].field is FieldName.NUMBER]
        return evidence_for(cut, words, self.columns, row.words) + sum(map(number, numbers))


def _fragment(text: str, line: TextLine, *, alone: bool = False) -> Fragment:
    return Fragment(text, line.number, line.page, line.gap, alone=alone)


@lru_cache(maxsize=64)
def _whole(line: TextLine) -> Fragment:
    """The line as one fragment, the same for every state. Its first word stands as it was read where that can be a
    group's label: restoration makes "Bộ" of "B_"."""
    text = line.text
    if line.sources and (label := _LABEL.fullmatch(line.sources[0])):
        text = text.replace(WORD.findall(text)[0], f"{label[1]} ", 1)
    return _fragment(text.strip(" |[]{}_"), line)


def _next(state: _State, line: TextLine, cutter: _Cutter, knowledge: Knowledge) -> Iterator[_State]:
    columns, model = cutter.columns, cutter.model
    closing = _close(state, columns, model, knowledge)
    yield from _group(state, line, _whole(line), closing)
    if state.row is not None:
        for cut, fragments in cutter.beside(state, new=False):
            gain = cut.score + _goes_on(state.row, fragments, cutter, knowledge)
            yield _grown(
                state, state.row, Step(state.step, line, cut, state.rows, RowKind.ROW, gain), fragments, columns
            )
    row = ROW_AT_PAGE_TOP if line.break_before else ROW
    for cut, fragments in cutter.beside(state, new=True):
        gain = cut.score + closing + row + _opens(fragments, columns)
        step = Step(state.step, line, cut, state.rows + 1, RowKind.ROW, gain)
        yield _grown(state, cutter.row(state, new=True), step, fragments, columns)


def _grown(
    state: _State, row: _Row, step: Step, fragments: Sequence[tuple[int, Fragment]], columns: Sequence[Column]
) -> _State:
    """``state`` with ``step``, whose line's ``fragments`` go on with ``row``."""
    tails, words, cells, number = list(row.tails), list(row.words), list(row.cells), row.number
    counted = _Count(state.counted.last, state.counted.since + step.row - state.rows)
    for column, fragment in fragments:
        tails[column] = fragment
        words[column] = tail_of(words[column], fragment.text)
        cells[column] = f"{cells[column]} {fragment.text}".strip()
        if columns[column].field is FieldName.NUMBER and fragment.number:
            number = int(fragment.number.split(".")[0])
            counted = _Count(number)
    grown = _Row(tuple(tails), tuple(words), tuple(cells), number, row.start)
    return _State(state.score + step.gain, step, grown, False, counted, state.above, state.roman, step.row)


def _goes_on(
    row: _Row,
    fragments: Sequence[tuple[int, Fragment]],
    cutter: _Cutter,
    knowledge: Knowledge,
) -> float:
    """Evidence beside that of the words: how cells go on over line ends."""
    gain = 0.0
    for column, fragment in fragments:
        name = cutter.columns[column].field
        before = row.tails[column]
        if name is FieldName.NUMBER:
            continue
        if name is not FieldName.CONTENT:
            gain += _short_cell(row.cells[column], fragment, cutter.columns[column], knowledge)
        if before is None:
            if name is FieldName.CONTENT and any(tail and tail.page != fragment.page for tail in row.tails):
                gain += CONTENT_ON_NEXT_PAGE
            elif name is not FieldName.CONTENT and _is_block_behind(row, column, fragment, cutter.columns):
                gain += OUT_OF_ORDER
            continue
        if column in cutter.widths:
            gain += _room_in_layout(before.text, fragment.text, cutter.widths[column])
        else:
            gain += _room(before, fragment, name, cutter.model.widths.get(column))
        if fragment.gap and not before.gap and before.line != fragment.line:
            gain += BLANK_INSIDE
            sentence = name is FieldName.CONTENT and fragment.upper_start and not fragment.text.startswith("(")
            gain += BLANK_BEFORE_CAPITAL if sentence else 0.0
    return gain


def _is_block_behind(row: _Row, column: int, fragment: Fragment, columns: Sequence[Column]) -> bool:
    """Whether the cell that begins with ``fragment`` would be a block of lines below one that stands right of it."""
    right = [
        tail
        for other, tail in zip(columns[column + 1 :], row.tails[column + 1 :], strict=True)
        if tail is not None and (other.field is not FieldName.DEADLINE or tail.deadline > 0)  # a stray word is none
    ]
    return fragment.gap > 0 and fragment.alone and bool(right) and all(tail.alone for tail in right)


def _room(before: Fragment, after: Fragment, name: FieldName, width: ColumnWidth | None) -> float:
    """Evidence against going on where the line above ended early."""
    if width is None or name is FieldName.DEADLINE or before.text.endswith((".", ";", ":", "-", "–", ",")):
        return 0.0
    room = width.room(before.text, after.text) - ROOM_SLACK
    weight = 1.0 if name is FieldName.CONTENT else ROOM_IN_SHORT_CELL
    return weight * max(MOST_ROOM, ROOM_LEFT * max(0.0, room))


def _room_in_layout(before: str, after: str, width: float) -> float:
    """The same, where the layout tells the column's width and no word is misread: a full line rather goes on."""
    room = width - with_next_word(before, after)
    if room <= 0:
        return FULL_LINE
    return (
        0.0 if before.endswith((".", ";", ":")) else max(MOST_ROOM_IN_LAYOUT, ROOM_IN_LAYOUT * max(0.0, room - SLACK))
    )


def _short_cell(so_far: str, fragment: Fragment, column: Column, knowledge: Knowledge) -> float:
    """Evidence from what a short cell becomes with ``fragment``: a full deadline takes no second one, a repeated cell
    no other words."""
    grown = f"{so_far} {fragment.text}".strip()
    if column.field is FieldName.DEADLINE:
        bare_year = re.fullmatch(r"20\d\d", so_far) is not None  # the dash behind it may be lost
        so_like = looks_like_deadline(so_far)
        if 0 < so_like < 1.0 <= looks_like_deadline(grown):
            return COMPLETES_DEADLINE
        full = so_like >= 1.0 and not so_far.endswith(("-", "/")) and not bare_year
        return SECOND_DEADLINE if full and fragment.deadline > 0 else 0.0
    if not so_far:
        after = knowledge.start_likeness(column.index, grown)
        if after is None:
            return 0.0
        if after < 85:
            inside = piece_key(grown) in knowledge.runs.get(column.index, frozenset())
            return STARTS_INSIDE if inside else 0.0
        return FITS_REPEATED * (after - 90) / 10
    begun = knowledge.begun(column.index, so_far)
    if begun is None:
        return 0.0
    added = piece_key(fragment.text)
    fits = max((fuzz.ratio(added, rest[: len(added) + 1].strip()) for rest in begun), default=0.0)
    if fits < 70 and "" in begun and so_far.endswith(LIST_GOES_ON):
        return 0.0
    return FITS_REPEATED * (fits - 70) / 30 if fits >= 70 else BREAKS_REPEATED


def _opens(fragments: Sequence[tuple[int, Fragment]], columns: Sequence[Column]) -> float:
    """Evidence that a row begins with these pieces."""
    first = columns[fragments[0][0]].field
    return 0.0 if first in (FieldName.CONTENT, FieldName.NUMBER) else ROW_STARTS_OUTSIDE_CONTENT


def _number_in_group(fragment: Fragment, state: _State, *, new: bool) -> float:
    """Evidence from a printed number, which may be the group's first: 1, or the next after those of the group above."""
    counted, above = state.counted, state.above
    gain = _number(fragment, counted.last, counted.since + new)
    return gain if counted.last else max(gain, _number(fragment, above.last, above.since + counted.since + new))


def _number(fragment: Fragment, last: int, since: int) -> float:
    """Evidence from a printed number; ``since``: rows since the last printed one, this row included."""
    first, *below = (fragment.number or "0").split(".")
    value = int(first)
    if below:
        return SUB_NUMBER if value in (last, last + 1) else ODD_NUMBER
    if value == last + 1:
        return ev.NUMBER_AS_EXPECTED
    if last < value <= last + since + 1:
        return 2.0  # the rows between lost theirs
    return ODD_NUMBER


def _close(state: _State, columns: Sequence[Column], model: TableModel, knowledge: Knowledge) -> float:
    """Evidence that the open row is whole."""
    row = state.row
    if row is None:
        return 0.0
    filled = {columns[i].field for i, cell in enumerate(row.cells) if cell}
    if filled <= {FieldName.NUMBER, FieldName.CONTENT} and FieldName.CONTENT in filled:
        bullet = any(Fragment(row.cells[c.index], 0, 0).bullet for c in columns if c.field is FieldName.CONTENT)
        return HEADING_WITH_BULLET if bullet else HEADING if row.number else HEADING_WITHOUT_NUMBER
    gain = _cells_known(state, columns, model, knowledge)
    for column in columns:
        if not row.cells[column.index]:
            gain += ev.SKIPPED[column.field]
        elif column.field is FieldName.CONTENT:
            gain += CONTENT_ENDS * ends_here(row.words[column.index])
        elif column.field in BODIES and row.cells[column.index].endswith(LIST_GOES_ON):
            gain += LIST_LEFT_OPEN
    return gain


def _cells_known(state: _State, columns: Sequence[Column], model: TableModel, knowledge: Knowledge) -> float:
    """Evidence from the short cells of the open row: that they can end so, repeated cells and whole deadlines."""
    gain = 0.0
    for column in columns:
        text = state.row.cells[column.index] if state.row else ""
        if state.row is None or not text or column.field in (FieldName.CONTENT, FieldName.NUMBER):
            continue
        if column.field is FieldName.DEADLINE:
            gain += WHOLE_DEADLINE * looks_like_deadline(text)
            continue
        tail = state.row.words[column.index]
        gain += OPEN_BRACKETS if text.count("(") > text.count(")") else 0.0
        gain += model.words[column.index].ends(tail, model.keys.last_two(tail))
        likeness = knowledge.cell_likeness(column.index, text)
        gain += KNOWN_CELL * max(-0.5, (likeness - 70) / 30) if likeness is not None else 0.0
    return gain


_LABEL = re.compile(r"([A-H]|[IVXl1]{1,4})[_.,)|]{0,2}")
_QUARTER = re.compile(r"[\dIVXl]/20\d\d\b")  # capitals with a month or quarter are cells, no group's title


def _group(state: _State, line: TextLine, whole: Fragment, closing: float) -> Iterator[_State]:
    words = sentence(whole.text)
    if state.group_open and whole.all_caps:
        gain = ev.group_flows_on(whole, "x") + words
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
    gain += closing + words
    value = group_value(printed, state.roman)
    step = Step(state.step, line, _title(title), state.rows + 1, RowKind.GROUP, gain, printed, value)
    yield _State(
        score=state.score + gain,
        step=step,
        row=None,
        group_open=True,
        counted=_Count(),
        above=state.counted if state.counted.last else state.above,
        roman=value,
        rows=state.rows + 1,
    )


def _title(text: str) -> Cut:
    return Cut(0.0, (Piece(0, text, text, 0, 0),))
