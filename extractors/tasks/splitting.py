"""One line of an interleaved table cut into the cells that it runs through, left to right.

A line is cut beside the cells of its row that are still open: "lượng" goes on with "Chi cục Quản lý chất" rather than
with the content. The best few cuts are kept; which of them is right is decided with the lines around (``row_search``).
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from extractors.tasks.adhesion import capital_starts, is_known_word
from extractors.tasks.cell_words import head_kind, tail_of
from extractors.tasks.evidence import Fragment, opening_letters
from extractors.tasks.model import BODIES, Column, FieldName
from extractors.tasks.pieces import DASHES, Cut, Piece, piece_key, piece_of
from extractors.tasks.print_width import SPACE as SPACE_IN_PRINT
from extractors.tasks.print_width import printed_width
from extractors.tasks.table_model import TableModel, WordKeys, in_capitals
from extractors.tasks.tokens import AROUND_WORD, BAR, SIGNS, Token, is_rubbish
from normalizers.agencies import fold
from normalizers.dates import looks_like_deadline

FAR_BEHIND = 9.0
RIVALS = 3  # partial cuts with the same last column that are followed up
KEPT = 6  # cuts of a line that go into the search
LONGEST_DEADLINE = 6  # words on one line
LONGEST_LABEL = 3  # letters and signs: "a)", "10)"

NUMBER, NUMBER_BEHIND = 2.0, -1.0  # … for each letter before it: the number's column is the first
DEADLINE, NO_DEADLINE = 4.8, -4.0
HALF_OF_DEADLINE = -3.0  # its first word is read as another cell's last: "Quý" before "I/2027"
DEADLINE_ELSEWHERE, DEADLINE_FOR_SURE = -2.0, 0.7 * DEADLINE  # … begins another short cell
INNER_BAR = -2.5  # a bar inside a piece (bars are also misread letters)
BULLET_DROPPED = -3.0
SPECK = -0.6  # in a cell
IN_RUBBISH = -3.0  # a content read in a line that is mostly specks
STRANGE_START = -1.0  # a content's line that begins with no word
ODD_WORD = -1.5  # letters mixed with signs
NO_LETTERS = -0.8  # a word of signs in a short cell
OVERFULL = -1.0  # each letter beyond the column's width
OVER_SLACK = 1.0  # letters that are still none beyond it: misread words are wider or narrower than they were in print
STARTS_OUTSIDE_CONTENT = -0.4
BEHIND_UNREADABLE = -2.0  # … the next column begins behind letters left out, which were a cell of it themselves
UNREADABLE = 4  # letters from which they can be one
NUMBER_WITHOUT_CONTENT = -5.0  # what stands right of a number is the content
SECOND_BODY, BODY_IN_OTHER_CELL = -2.0, -3.0  # a body begins inside a cell and nothing joins it to what is before
BODY_IN_CONTENT = -1.0
CAPITAL_INSIDE = 0.5  # weight of the surprise at a capital inside a content
CONTENT_STARTS, STARTS_WITH_BULLET, STARTS_LOWER, STARTS_WITH_DIGIT = 0.5, 1.0, -2.4, -1.2
ROW_STARTS_LOWER = -6.6  # more than a content that begins beside other cells of its row
STARTS_LIKE_BODY = -1.5
STARTS_IN_BRACKETS, OPENS_BRACKETS = -8.0, -3.0  # nothing begins inside brackets, hardly anything with them
LOWER_START, UPPER_START = 2.0, -1.2  # a content goes on; the latter for each unit of surprise at the capital
LEAST_SURPRISE = 0.5
SAME_SHAPE = frozenset("CKOPSUVXZ")  # letters whose capitals differ in size alone
EITHER_CASE = 0.5  # weight of the surprise at such a one in damaged text
BULLET_INSIDE, BULLET_MID_SENTENCE = -0.8, -1.8

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}[.)]?|[a-zđ]\)")  # a letter counts in clean text only
_ODD = re.compile(r"\w[\]}{\[;‘’'%!@#$^*=+<>()\\]+\w|[\]}]$")
_OPEN_BEFORE = re.compile(r"[,;:&/–-]$")
_JOINING = frozenset("va hoac cua cho voi do tai thuoc cung la ve theo".split())
# What a line of a deadline that goes on can be beside what is one by itself: "2027 - tháng" above "3/2030", "Quý"
# above "111/2027".
_PART_OF_DEADLINE = re.compile(
    r"(?:[1il]{3}/20\d\d|20\d\d\s*[-–]\s*thang|[-–]\s*20\d\d|[-–]\s*thang(?: \d{1,2}/20\d\d)?)"
)
PART_OF_DEADLINE = 0.8
_HALVED = re.compile(r"(?<!hàng )(?<!hằng )(?<!mỗi )\b(?:quý\|(?:[IV]+|[1-4l])|tháng\|\d{1,2})/20\d\d", re.IGNORECASE)
_SPECK_BEFORE_YEAR = re.compile(r"\d\s+20\d\d")


@dataclass(frozen=True)
class PreparedLine:
    """A line's tokens and what they say by themselves, whatever cells are open."""

    tokens: Sequence[Token]
    keys: Sequence[str]
    heads: Sequence[str]
    joined: Sequence[bool]  # to the word before
    capitals: Sequence[float]  # surprise at a capital inside a sentence
    deadlines: Sequence[Sequence[tuple[int, float]]]  # by the first token: end and evidence
    halved: Sequence[bool]  # whether a deadline that begins here lacks the word before it
    behind: Sequence[int]  # how many letters and figures stand before it
    lettered: Sequence[bool]  # letters enough to be a cell of their own, if they could be read
    rubbish: bool
    numbered: bool  # whether a token can be a row's number

    @classmethod
    def of(cls, tokens: Sequence[Token], keys: WordKeys) -> PreparedLine:
        words = [token.text for token in tokens]
        return cls(
            tokens,
            [keys(word) for word in words],
            [head_kind(" ".join(words[at : at + 3])) for at in range(len(words))],
            [at > 0 and _joins(words[at - 1]) for at in range(len(words))],
            [_surprise(words, at) for at in range(len(words))],
            [_deadlines(tokens, at) for at in range(len(tokens))],
            [_is_halved(words, at) for at in range(len(words))],
            list(accumulate((sum(map(str.isalnum, word)) for word in words), initial=0)),
            [sum(c.isalpha() for c in word) >= UNREADABLE for word in words],
            is_rubbish(tokens),
            any(_NUMBER.fullmatch(word) for word in words),
        )


def _is_halved(words: Sequence[str], at: int) -> bool:
    return _HALVED.search(f"{' '.join(words[max(0, at - 2) : at])}|{words[at]}") is not None


def _joins(word: str) -> bool:
    return bool(_OPEN_BEFORE.search(word)) or piece_key(word) in _JOINING


def _surprise(words: Sequence[str], at: int) -> float:
    inside = at > 0 and words[at][:1].isupper() and words[at - 1][-1:].islower()
    return capital_starts(words[at - 1], words[at]) if inside else 0.0


def _deadlines(tokens: Sequence[Token], start: int) -> list[tuple[int, float]]:
    found: list[tuple[int, float]] = []
    if tokens[start].is_sign:
        return found
    for end in range(start + 1, min(start + LONGEST_DEADLINE, len(tokens)) + 1):
        last = tokens[end - 1]
        if end > start + 1 and last.bar:
            break
        if last.is_sign:
            continue
        text = " ".join(token.text for token in tokens[start:end])
        like = deadline_likeness(text)
        if like > 0 or end == start + 1:
            found.append((end, DEADLINE * like if like > 0 else NO_DEADLINE))
    return found


def deadline_likeness(text: str) -> float:
    """Like ``looks_like_deadline``, of one line of a deadline that may go on below."""
    like = looks_like_deadline(text) * (0.5 if _SPECK_BEFORE_YEAR.match(text) else 1.0)
    return max(like, PART_OF_DEADLINE) if _PART_OF_DEADLINE.fullmatch(fold(text)) else like


_Closed = tuple["_Closed | None", int, int, int]  # the pieces before, and a piece's column, first token and end


class _Partial(NamedTuple):
    """A cut of the tokens so far, its last piece still open."""

    score: float
    closed: _Closed | None
    column: int  # of the last piece, -1 before the first
    first: int
    end: int
    tail: str  # last words of its cell
    left_out: float  # evidence for a border that what was just left out gives; 0 none
    width: float  # in print


_Reached = dict[int, list[_Partial]]  # by the last column, best first


class LineWords:
    """Evidence for the words of one line beside the cells that are open, found once.

    ``number``: the line's. ``on_first_line``: whether it is the first of its row. ``against``: evidence against
    columns, by where it stands.
    """

    def __init__(
        self,
        line: PreparedLine,
        model: TableModel,
        number: int,
        against: Mapping[int, float] | None = None,
        *,
        on_first_line: bool,
    ) -> None:
        self.line, self.model, self._against, self._on_first_line = line, model, against or {}, on_first_line
        self._number = number
        self._found: dict[tuple[int, str, int, bool], tuple[float, str]] = {}

    def gain(self, column: Column, tail: str, at: int, *, opens: bool) -> tuple[float, str]:
        """Evidence that token ``at`` goes on with a cell that ends in ``tail``, and what it ends in then.

        ``opens``: the word is the first of its piece.
        """
        known = (column.index, tail, at, opens)
        if known not in self._found:
            self._found[known] = self._gain(column, tail, at, opens=opens)
        return self._found[known]

    def place(self, column: Column, *, begins: bool) -> float:
        """Evidence that a cell of the column stands on this line of the row; ``begins``: with its first words."""
        against = self._against.get(column.index, 0.0)
        if begins and column.index in self.model.first:
            return against + self.model.first[column.index][not self._on_first_line]
        return against

    def _gain(self, column: Column, tail: str, at: int, *, opens: bool) -> tuple[float, str]:
        line, token = self.line, self.line.tokens[at]
        words, own = self.model.words[column.index], self.model.runs.get((self._number, column.index), frozenset())
        gain = SPECK if token.speck else ODD_WORD if _ODD.search(token.text) else 0.0
        gain -= token.rubbish
        gain += self._in_style(column, token.text)
        grown = tail_of(tail, token.text)
        marked = self.model.marked or not (opens and tail)  # inside a piece they were restored beside their neighbours
        share = self.model.shares.get(column.index, 1.0) if tail else 1.0
        if column.field is FieldName.CONTENT:
            before = self.model.keys.last_two(tail)
            gain += share * words.goes_on(tail, before, line.keys[at], token.text, "", marked=marked, without=own)
            if opens:
                gain += IN_RUBBISH if line.rubbish else 0.0
                gain += STRANGE_START if token.text.isalpha() and not is_known_word(token.text) else 0.0
                gain += self._goes_on(tail, at) if tail else self._starts(at)
            else:
                gain -= CAPITAL_INSIDE * max(0.0, line.capitals[at])
                gain += BODY_IN_CONTENT if line.heads[at] in ("agency", "person") and not line.joined[at] else 0.0
            return gain, grown
        if not line.keys[at]:
            return (0.0 if tail and token.text in DASHES else NO_LETTERS), tail
        head = line.heads[at]
        before = self.model.keys.last_two(tail)
        gain += share * words.goes_on(tail, before, line.keys[at], token.text, head, marked=marked, without=own)
        if opens and any(evidence >= DEADLINE_FOR_SURE for _, evidence in self.line.deadlines[at]):
            gain += DEADLINE_ELSEWHERE
        if tail and opens and self._bullet(at):
            gain += _bullet_inside(tail)
        if tail and head in ("agency", "person"):
            joined = _joins(tail.rsplit(" ", 1)[-1]) if opens else line.joined[at]
            gain += 0.0 if joined else SECOND_BODY if column.field in BODIES else BODY_IN_OTHER_CELL
        return gain, grown

    def _in_style(self, column: Column, word: str) -> float:
        """Evidence from whether words of the column stand in capitals."""
        letters = word.strip(AROUND_WORD)
        style = self.model.capitals.get(column.index) if letters.isalpha() else None
        return 0.0 if style is None else style[in_capitals(letters)]

    def _starts(self, at: int) -> float:
        """Evidence that a content begins at token ``at``."""
        text, bullet = self.line.tokens[at].text, self._bullet(at)
        gain = STARTS_LIKE_BODY if self.line.heads[at] in ("agency", "person") else 0.0
        gain += STARTS_IN_BRACKETS if _closes_brackets(text) else OPENS_BRACKETS if text.startswith("(") else 0.0
        upper = opening_letters(text)[:1].isupper()
        if bullet:
            gain += STARTS_WITH_BULLET
        elif text[:1].isdigit():
            gain += STARTS_WITH_DIGIT
        else:
            gain += CONTENT_STARTS if upper else STARTS_LOWER
        outside = text[:1] in "(0123456789" or not (upper or bullet)
        return gain + (ROW_STARTS_LOWER if outside and self._on_first_line else 0.0)

    def _goes_on(self, tail: str, at: int) -> float:
        """Evidence that a content goes on over a line's end with token ``at``."""
        text = self.line.tokens[at].text
        if self._bullet(at):
            return _bullet_inside(tail)
        letters = opening_letters(text)
        if letters[:1].isdigit():
            letters = opening_letters(" ".join(token.text for token in self.line.tokens[at + 1 : at + 2]))
        if letters[:1].isupper() and not text.startswith("(") and not _closes_brackets(text):
            if Fragment(tail, 0, 0).ends_sentence:
                return 0.0
            misread = not self.model.marked and letters[0] in SAME_SHAPE
            weight = EITHER_CASE if misread else 1.0
            return weight * UPPER_START * max(LEAST_SURPRISE, capital_starts(tail, text))
        return 0.0 if self.line.rubbish else LOWER_START

    def _bullet(self, at: int) -> bool:
        tokens = self.line.tokens[at : at + 2]
        if tokens[0].text in DASHES and len(tokens) > 1 and tokens[1].speck:
            return False
        return Fragment(" ".join(token.text for token in tokens), 0, 0).bullet


def _closes_brackets(word: str) -> bool:
    return ")" in word.partition("(")[0] and len(word) > LONGEST_LABEL


def _bullet_inside(tail: str) -> float:
    return BULLET_INSIDE if tail.endswith((".", ";", ":", ",")) else BULLET_MID_SENTENCE


def cuts(
    words: LineWords, columns: Sequence[Column], tails: Sequence[str], number: Callable[[str], float]
) -> list[Cut]:
    """The best ways to cut a line, best first.

    ``tails``: the last words of each column's open cell, "" where it is empty; ``number``: evidence from a number.
    """
    line, model = words.line, words.model
    tokens = line.tokens
    best: list[_Reached] = [{} for _ in range(len(tokens) + 1)]
    best[0][-1] = [_Partial(0.0, None, -1, 0, 0, "", 0.0, 0.0)]
    for at, token in enumerate(tokens):
        if not best[at]:
            continue
        least = max(rivals[0].score for rivals in best[at].values()) - FAR_BEHIND
        dropped = BULLET_DROPPED if at == 0 and _before_word(tokens) else token.dropped
        # Dashes are part of names ("Phòng Văn hóa -" above "Xã hội") rather than of borders.
        sign = token.before if token.text in DASHES else SIGNS
        openings = [] if token.is_sign else list(_openings(words, at, columns, tails, number))
        for score, closed, last, first, end, tail, left_out, width in _near_best(best[at], least):
            # What is left out may be what is left of a border: it takes the place of the space.
            aside = max(sign, token.before, left_out or sign)
            _keep(best[at + 1], score + dropped, (closed, last, first, end, tail, aside, width))
            if token.is_sign:
                continue
            if last >= 0 and columns[last].field not in (FieldName.NUMBER, FieldName.DEADLINE):
                gain, grown = words.gain(columns[last], tail, at, opens=False)
                gain += token.inside or (INNER_BAR if token.bar or left_out >= BAR else 0.0)
                wide = width + SPACE_IN_PRINT + printed_width(token.text)
                over = wide - model.widths[last].widest - OVER_SLACK if last in model.widths else 0.0
                gain += OVERFULL * min(over, wide - width) if over > 0 else 0.0
                _keep(best[at + 1], score + gain, (closed, last, first, at + 1, grown, 0.0, wide))
            before = closed if last < 0 else (closed, last, first, end)
            border = max(token.before, left_out or token.before) + line.capitals[at]
            left_letters = last >= 0 and any(line.lettered[end:at])
            after_number = closed is None and last >= 0 and columns[last].field is FieldName.NUMBER
            for column, stop, fits, grown, wide in openings:
                if column.index <= last:
                    continue
                # A bar behind scraps that are left out tells as much as one behind a cell.
                gain = border if last >= 0 or (at > 0 and token.bar) else 0.0
                if last < 0 and column.field not in (FieldName.CONTENT, FieldName.NUMBER) and not token.bar:
                    gain = STARTS_OUTSIDE_CONTENT
                if left_letters and column.index == last + 1:
                    gain += BEHIND_UNREADABLE
                if end == at and line.halved[at] and column.field is FieldName.DEADLINE:
                    gain += HALF_OF_DEADLINE
                if after_number and column.field in (FieldName.PRODUCT, FieldName.EXTRA):
                    gain += NUMBER_WITHOUT_CONTENT
                _keep(best[stop], score + fits + gain, (before, column.index, at, stop, grown, 0.0, wide))
    found = sorted((p for kept in best[-1].values() for p in kept if p.column >= 0), key=lambda p: -p.score)
    return [Cut(partial.score, _pieces(partial, tokens)) for partial in found[:KEPT]]


def _before_word(tokens: Sequence[Token]) -> bool:
    """Whether a line begins with the dash of a list's item."""
    return tokens[0].text in DASHES and len(tokens) > 1 and not tokens[1].speck


def _near_best(reached: _Reached, least: float) -> Iterator[_Partial]:
    for rivals in list(reached.values()):
        for partial in rivals:
            if partial.score >= least:
                yield partial


_Opening = tuple[Column, int, float, str, float]  # where it ends, evidence, last words of its cell, width


def _openings(
    words: LineWords, at: int, columns: Sequence[Column], tails: Sequence[str], number: Callable[[str], float]
) -> Iterator[_Opening]:
    """The pieces that can begin at token ``at``: a whole number or deadline, or the first word of another cell."""
    line, text = words.line, words.line.tokens[at].text
    for column in columns:
        tail = tails[column.index]
        if column.field is FieldName.NUMBER:
            if _NUMBER.fullmatch(text):
                yield column, at + 1, NUMBER + number(text) + NUMBER_BEHIND * line.behind[at], "", 0.0
            continue
        place = words.place(column, begins=not tail)
        if column.field is FieldName.DEADLINE:
            for stop, gain in line.deadlines[at]:
                yield column, stop, place + gain, "", 0.0
            continue
        gain, grown = words.gain(column, tail, at, opens=True)
        yield column, at + 1, place + gain, grown, printed_width(text)


def evidence_for(cut: Cut, words: LineWords, columns: Sequence[Column], tails: Sequence[str]) -> float:
    """The evidence for a line's pieces by their words alone, where their places are told."""
    score = sum(words.line.capitals[piece.first] for piece in cut.pieces[1:])
    for piece in cut.pieces:
        if columns[piece.column].field is FieldName.DEADLINE:
            score += dict(words.line.deadlines[piece.first]).get(piece.end, NO_DEADLINE)
        if columns[piece.column].field in (FieldName.NUMBER, FieldName.DEADLINE):
            continue
        tail = tails[piece.column]
        for at in range(piece.first, piece.end):
            gain, tail = words.gain(columns[piece.column], tail, at, opens=at == piece.first)
            score += gain
    return score


def _keep(kept: _Reached, score: float, rest: tuple[_Closed | None, int, int, int, str, float, float]) -> None:
    """Add a partial cut if it is among the best few of its last column; of two that go on alike the better one.

    ``rest``: what a ``_Partial`` has beside its score.
    """
    rivals = kept.setdefault(rest[1], [])
    if len(rivals) == RIVALS and score <= rivals[-1].score:
        return
    for at, rival in enumerate(rivals):
        if rival.tail == rest[4] and bool(rival.left_out) == bool(rest[5]) and rival.closed == rest[0]:
            if score <= rival.score:
                return
            del rivals[at]
            break
    insort(rivals, _Partial(score, *rest), key=lambda partial: -partial.score)
    del rivals[RIVALS:]


def _pieces(partial: _Partial, tokens: Sequence[Token]) -> tuple[Piece, ...]:
    pieces = [piece_of(tokens, partial.first, partial.end, partial.column)]
    closed = partial.closed
    while closed is not None:
        closed, column, first, end = closed
        pieces.append(piece_of(tokens, first, end, column))
    return tuple(reversed(pieces))
