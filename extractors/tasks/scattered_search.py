"""The search for the cells of a table whose cells come in no row's order: which column each piece of a line stands in,
and whether it begins a cell there or goes on with the last one.

Each line is cut beside the cells that may go on with it (``splitting``); a beam over the lines decides. Rows are no
matter here: ``scattered_rows`` finds them from the cells of all columns.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractors.tasks import evidence as ev
from extractors.tasks.adhesion import ends_here
from extractors.tasks.cell_words import head_kind, sentence, tail_of
from extractors.tasks.evidence import Fragment, is_number
from extractors.tasks.group_labels import group_labels, group_value, roman_value
from extractors.tasks.lines import TextLine
from extractors.tasks.model import BODIES, Column, FieldName
from extractors.tasks.pieces import Cut, Piece
from extractors.tasks.splitting import LineWords, PreparedLine, cuts
from extractors.tasks.table_model import TableModel
from extractors.tasks.tokens import Token
from normalizers.agencies import names_several
from normalizers.dates import looks_like_deadline

BEAM = 8  # readings of the lines so far that are followed up
FAR_WORSE = 12.0  # evidence by which a cut of a line may be behind the best one

CELL = -2.0  # every cell costs: few explain the lines best
BLANK_BEFORE, NO_BLANK_BEFORE = 2.0, -1.5  # a cell begins below a blank line, or on the line right below another
BLANK_INSIDE, PAGE_INSIDE = -4.0, -2.0  # a cell goes on below a blank line, or on the next page
FAR_BEHIND, NEAR = -3.0, 12  # … that does not stand on the lines right above; lines within which it must
UNDER_OTHER_NAME = -8.0  # a piece of a column stands in the block below the name of another one
SPLIT = -2.5  # each further cell of a line, behind the number's
MOVED = 1.0  # weight of which column usually follows which
USUAL_MOVES = 8.0  # what is known of that beforehand counts as so many moves
ELSEWHERE = 1.0  # how often a cell of any other column follows
TO_CONTENT, CONTENT_WITHOUT_NUMBER, FROM_NUMBER = 6.0, 0.5, 0.3
MORE_CONTENTS, UNEVEN_BODIES = 6.0, 1.0  # each content more than numbers, each body more of one column
LONGEST_SPARE_TITLE = 6  # words of a content that may be a title in small letters
FEW_NUMBERS = 0.5  # for each deadline of a page
WHOLE_DEADLINE, COMPLETES_DEADLINE, SECOND_DEADLINE = 2.0, 2.5, -5.0
SHORT_CONTENT, LONG_ENOUGH = -0.5, 8  # for each word that a content has fewer
CONTENT_LIKE_ANOTHER, CONTENT_IS_DEADLINE = -2.0, -6.0  # a short one begins like a body or product; is a deadline
CONTENT_ENDS = 0.5  # weight of the language model at a content's end
ENDS_OPEN = -5.0  # the cell, with a word or a sign that something follows
LONG_CELL = -0.5  # each word more than cells of a field usually have at most
LONGEST, LONGEST_OTHER = {FieldName.LEAD: 12, FieldName.COORDINATING: 20, FieldName.PRODUCT: 16}, 14
NUMBER_GOES_ON = -30.0
PAGE_NUMBER = -1.0  # a line that is only the page's number is no cell
REPEATED, OFTEN = -4.0, 3  # a content begins with a line that the table holds so many times
GROUP_TITLE, GROUP_TITLE_GOES_ON, GROUP_LABEL = 14.0, 10.0, 10.0

LEFT_OPEN = re.compile(r"[,&–-]$|(?:^|\s)(?:và|của|các|(?<!trực )thuộc)$")  # something follows

TITLE = -1  # in place of the column of a piece: a group's title


class CellLine(NamedTuple):
    """A line to search for cells. ``under``: the columns of which the names stand right above its block."""

    line: TextLine
    tokens: Sequence[Token]
    under: frozenset[int] = frozenset()


class Opened(NamedTuple):
    """A piece of a line. ``opens``: whether a cell begins with it."""

    piece: Piece
    opens: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What was decided for one line."""

    previous: Step | None
    line: TextLine
    pieces: tuple[Opened, ...]


class _LastCell(NamedTuple):
    """The last cell of a column."""

    text: str = ""
    tail: str = ""  # its last words
    line: int = 0  # of its last piece
    page: int = 0
    begun: int = 0  # cells of the column on this page

    def grown(self, text: str, line: TextLine) -> _LastCell:
        return _LastCell(f"{self.text} {text}".strip(), tail_of(self.tail, text), line.number, line.page, self.begun)


class _State(NamedTuple):
    score: float
    step: Step | None
    cells: tuple[_LastCell, ...]  # by column
    active: frozenset[int] = frozenset()  # columns on the lines above, up to a blank one
    last: int = TITLE  # column of the last piece
    number: str = ""  # last printed
    group: int = 0  # value of the last group's label
    unbalanced: float = 0.0  # what speaks against so many cells of each column on this page

    def on_new_page(self) -> _State:
        return self._replace(cells=tuple(cell._replace(begun=0) for cell in self.cells), unbalanced=0.0)

    def key(self) -> tuple[object, ...]:
        """States that go on alike."""
        cells = tuple((cell.tail, cell.begun) for cell in self.cells)
        return cells, self.active, self.last, self.number, self.group


@dataclass(frozen=True, slots=True)
class Order:
    """How often the next cell of a column, or one of the column right of it, follows a cell, for each of any other."""

    down: float
    right: float


ORDERS = Order(down=1.0, right=8.0), Order(down=8.0, right=1.0)  # mostly row by row, mostly column by column


class Moves:
    """Which column's cell follows one of another in the text: as in any such text, and as in what was read so far."""

    def __init__(self, columns: Sequence[Column], order: Order, steps: Sequence[Step] = ()) -> None:
        opened = [one.piece.column for step in steps for one in step.pieces if one.opens and one.piece.column != TITLE]
        times = Counter(pairwise(opened))
        self._evidence = [[0.0] * len(columns) for _ in columns]
        for before in columns:
            usual = [_usual_move(before, after, order) for after in columns]
            total = sum(times[before.index, after.index] for after in columns)
            for after in columns:
                known = USUAL_MOVES * usual[after.index] / sum(usual)
                share = (times[before.index, after.index] + known) / (total + USUAL_MOVES)
                self._evidence[before.index][after.index] = MOVED * math.log(share * len(columns))

    def evidence(self, before: int, after: int) -> float:
        """Log-odds against any column that one of column ``after`` follows."""
        return 0.0 if before == TITLE else self._evidence[before][after]


def _usual_move(before: Column, after: Column, order: Order) -> float:
    """The weight of a cell of column ``after`` below one of ``before``. A content comes below its number or below the
    content of the row above."""
    if after.index == before.index:
        return order.down
    if after.field is FieldName.CONTENT:
        return TO_CONTENT if before.field is FieldName.NUMBER else CONTENT_WITHOUT_NUMBER
    if before.field is FieldName.NUMBER:
        return FROM_NUMBER
    return order.right if after.index == before.index + 1 else ELSEWHERE


class Known(NamedTuple):
    """What is known of a table before a search, all but its columns by earlier passes."""

    columns: Sequence[Column]
    model: TableModel
    moves: Moves


def search(lines: Sequence[CellLine], known: Known) -> tuple[float, list[Step]]:
    """What every line is, and the evidence for that."""
    beam = [_State(0.0, None, (_LastCell(),) * len(known.columns))]
    times = Counter(read.line.text for read in lines)
    without_numbers = _rows_without_numbers(lines, known.columns)
    for read in lines:
        line = read.line
        if all(token.speck for token in read.tokens):
            continue
        reader = _Reader(read, known, often=times[line.text] >= OFTEN, unnumbered=without_numbers[line.page])
        grown: dict[tuple[object, ...], _State] = {}
        for state in beam:
            for new in reader.read(state.on_new_page() if line.break_before else state):
                key = new.key()
                if key not in grown or grown[key].score < new.score:
                    grown[key] = new
        beam = sorted(grown.values(), key=lambda state: -state.score)[:BEAM] or beam
    best = max(beam, key=lambda state: state.score)
    steps: list[Step] = []
    step = best.step
    while step is not None:
        steps.append(step)
        step = step.previous
    return best.score, steps[::-1]


class _Reader:
    """The readings of one line; its cuts are found once for states whose open cells end alike. ``often``: whether the
    table repeats the line."""

    def __init__(self, read: CellLine, known: Known, *, often: bool, unnumbered: int) -> None:
        self._line, tokens, under = read
        self._side_by_side = len(under) > 1
        self._often, self._unnumbered = often, unnumbered
        self._columns, self._model, self._moves = known
        self._prepared = PreparedLine.of(tokens, self._model.keys)
        others = [column.index for column in self._columns if under and column.index not in under]
        against = dict.fromkeys(others, UNDER_OTHER_NAME)
        self._words = LineWords(self._prepared, self._model, read.line.number, against, on_first_line=True)
        self._found: dict[tuple[tuple[str, ...], str], list[Cut]] = {}

    def read(self, state: _State) -> Iterator[_State]:
        """``state`` with the line, in each of the likeliest ways."""
        yield from self._as_group(state)
        if self._line.text == str(self._line.page):
            yield state._replace(score=state.score + PAGE_NUMBER)
        for going_on in self._ways_to_go_on(state):
            tails = tuple(cell.tail if at in going_on else "" for at, cell in enumerate(state.cells))
            for cut in self._cuts(tails, state.number):
                yield self._grown(state, cut, [Opened(piece, not tails[piece.column]) for piece in cut.pieces])

    def _ways_to_go_on(self, state: _State) -> Iterator[frozenset[int]]:
        """Which columns' last cells may go on with the line: none, any one, those of the lines right above."""
        line = self._line
        yield frozenset()
        if line.gap and line.text[:1].isupper():
            return  # nothing goes on with a capital below a blank line
        for at, cell in enumerate(state.cells):
            near = line.number - cell.line <= NEAR or line.page != cell.page
            if cell.tail and (near or at in state.active):
                yield frozenset({at})
        if len(state.active) > 1:
            yield state.active

    def _cuts(self, tails: tuple[str, ...], number: str) -> list[Cut]:
        """The cuts beside open cells that end in ``tails``; ``number``: the last printed one."""
        known = (tails, number if self._prepared.numbered else "")
        if known not in self._found:
            found = cuts(self._words, self._columns, tails, lambda text: _number(text, number))
            self._found[known] = [cut for cut in found if cut.score >= found[0].score - FAR_WORSE]
        return self._found[known]

    def _grown(self, state: _State, cut: Cut, pieces: Sequence[Opened]) -> _State:
        line = self._line
        cells = list(state.cells)
        score, number, last = state.score + cut.score, state.number, state.last
        for at, (piece, opens) in enumerate(pieces):
            column, before = self._columns[piece.column], cells[piece.column]
            if opens:
                score += CELL + self._closing(before, column)
                score += 0.0 if self._side_by_side else self._moves.evidence(last, piece.column)
                score += REPEATED if self._often and column.field is FieldName.CONTENT else 0.0
                if at == 0:
                    score += BLANK_BEFORE if line.gap or line.break_before else NO_BLANK_BEFORE
                elif self._columns[last].field is not FieldName.NUMBER and not self._side_by_side:
                    score += SPLIT
                cells[piece.column] = _LastCell(begun=before.begun + 1).grown(piece.text, line)
            else:
                score += self._going_on(before, piece, column, beside=piece.column in state.active)
                cells[piece.column] = before.grown(piece.text, line)
            if column.field is FieldName.NUMBER:
                number = Fragment(piece.text, 0, 0).label or number
            last = piece.column
        unbalanced = _unbalanced(cells, self._columns, self._unnumbered)
        score += state.unbalanced - unbalanced
        active = frozenset(piece.column for piece, _ in pieces)
        if not (line.gap or line.break_before):
            active |= state.active
        step = Step(state.step, line, tuple(pieces))
        return _State(score, step, tuple(cells), active, last, number, state.group, unbalanced)

    def _closing(self, cell: _LastCell, column: Column) -> float:
        """Evidence that the column's last cell has ended."""
        if not cell.text or column.field is FieldName.NUMBER:
            return 0.0
        if LEFT_OPEN.search(cell.text):
            return ENDS_OPEN
        like, length = looks_like_deadline(cell.text), cell.text.count(" ") + 1
        if column.field is FieldName.DEADLINE:
            return WHOLE_DEADLINE * like
        if column.field is FieldName.CONTENT:
            short = SHORT_CONTENT * max(0, LONG_ENOUGH - length)
            other = CONTENT_LIKE_ANOTHER if short and head_kind(cell.text) else 0.0
            return CONTENT_ENDS * ends_here(cell.text) + short + (CONTENT_IS_DEADLINE if like >= 0.9 else other)
        long = LONG_CELL * max(0, length - LONGEST.get(column.field, LONGEST_OTHER))
        several = ev.SEVERAL_LEAD if column.field is FieldName.LEAD and names_several(cell.text) else 0.0
        words = self._model.words[column.index]
        return long + several + words.ends(cell.tail, self._model.keys.last_two(cell.tail))

    def _going_on(self, cell: _LastCell, piece: Piece, column: Column, *, beside: bool) -> float:
        """Evidence beside that of the words that ``piece`` goes on with its column's last cell, which stands on the
        lines right above if ``beside``."""
        if column.field is FieldName.NUMBER:
            return NUMBER_GOES_ON
        if self._line.page != cell.page:
            score = PAGE_INSIDE
        else:
            score = (BLANK_INSIDE if self._line.gap else 0.0) + (0.0 if beside else FAR_BEHIND)
        if column.field is FieldName.DEADLINE:
            like = looks_like_deadline(cell.text)
            if 0 < like < 1.0 <= looks_like_deadline(f"{cell.text} {piece.text}"):
                score += COMPLETES_DEADLINE
            elif like >= 1.0 and not cell.text.endswith(("-", "/")):
                score += SECOND_DEADLINE
        return score

    def _as_group(self, state: _State) -> Iterator[_State]:
        """The line as a group's label, its title, or both."""
        line = self._line
        whole = Fragment(line.text, line.number, line.page)
        number = next((column.index for column in self._columns if column.field is FieldName.NUMBER), None)
        if whole.group is None or number is None:
            return
        label, title = whole.group
        value = group_value(label, state.group) if label else state.group
        if label and label not in group_labels(state.group) and roman_value(label) != value:
            return
        if title and not Fragment(title, 0, 0).all_caps:
            return
        goes_on = state.last == TITLE and not label and not line.gap
        score = state.score + (GROUP_LABEL if label else 0.0)
        if title:
            score += sentence(title) + (GROUP_TITLE_GOES_ON if goes_on else GROUP_TITLE)
        pieces = [Opened(_piece(number, label), True)] if label else []
        pieces += [Opened(_piece(TITLE, title), not goes_on)] if title else []
        yield state._replace(
            score=score,
            step=Step(state.step, line, tuple(pieces)),
            active=frozenset(),
            last=pieces[-1].piece.column,
            number="0" if label else state.number,
            group=value,
        )


def _number(text: str, last: str) -> float:
    """Evidence from a printed number below ``last``."""
    label = Fragment(text, 0, 0).label
    if label is None or label.isalpha():
        return ev.NUMBER_UNEXPECTED
    before, now = ([int(part) for part in one.split(".")] if one[:1].isdigit() else [] for one in (last, label))
    following = [[*before[:at], before[at] + 1] for at in range(len(before))]
    if now in following or now == [*before, 1]:
        return ev.NUMBER_AS_EXPECTED
    return ev.NUMBER_RESTARTS if now == [1] else ev.NUMBER_UNEXPECTED


def _rows_without_numbers(lines: Sequence[CellLine], columns: Sequence[Column]) -> Counter[int]:
    """How many rows each page has that prints few numbers: as many as deadlines, and the titles between them."""
    deadlines = Counter(read.line.page for read in lines if looks_like_deadline(read.line.text) >= 1.0)
    numbers = Counter(read.line.page for read in lines if is_number(read.line.text))
    content = next((column.index for column in columns if column.field is FieldName.CONTENT), TITLE)
    titles = Counter(
        read.line.page
        for read, below in pairwise(lines)
        if read.under == below.under == {content} and is_short(read.line.text) and below.line.text[:1].isupper()
    )
    return Counter({page: n + titles[page] for page, n in deadlines.items() if numbers[page] < FEW_NUMBERS * n})


def is_short(text: str) -> bool:
    """Whether a content can be the title of a group, which mostly names a field of work in few words."""
    return text[:1].isupper() and text.count(" ") < LONGEST_SPARE_TITLE


def _unbalanced(cells: Sequence[_LastCell], columns: Sequence[Column], unnumbered: int) -> float:
    """What speaks against so many cells of each column on a page: mostly each content has a number, and for each body
    that leads another one coordinates. ``unnumbered``: rows of a page that lost its numbers."""
    begun = {column.field: cells[column.index].begun for column in columns}
    contents = max(0, begun.get(FieldName.CONTENT, 0) - max(begun.get(FieldName.NUMBER, 0), unnumbered))
    bodies = abs(begun[FieldName.LEAD] - begun[FieldName.COORDINATING]) if begun.keys() >= set(BODIES) else 0
    return MORE_CONTENTS * contents + UNEVEN_BODIES * bodies


def _piece(column: int, text: str) -> Piece:
    return Piece(column, text, text, 0, 0)
