"""One line of an interleaved table cut into the cells that it runs through, left to right.

The best few cuts are kept; which of them is right is decided with the lines around (``interleaved``). A cut is judged
by its borders (a printed bar, wide space, signs that are no words) and by each piece: does the document or the list of
agencies know it in that column, is it a deadline, does it fill its column?
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from extractors.tasks.adhesion import adhesion, capital_starts
from extractors.tasks.model import Column, FieldName
from extractors.tasks.tokens import SIGNS, Token, is_rubbish
from normalizers.agencies import agency_names, fold, starts_like_agency, starts_like_product
from normalizers.dates import looks_like_deadline

DASHES = frozenset("-–—")
LONGEST_REPEATED = 60  # letters of a line that is worth looking for among the repeated ones
FAR_BEHIND = 9.0
RIVALS = 3  # partial cuts with the same last column that are followed up
KEPT = 6  # cuts of a line that go into the search
LONGEST = {FieldName.LEAD: 8, FieldName.COORDINATING: 8, FieldName.DEADLINE: 6, FieldName.NUMBER: 1}
ALIKE = 78.0  # likeness from which a piece is taken for a known one

INNER_BAR = -2.5  # a bar inside a piece (bars are also misread letters)
READS_ON = -1.2  # weight of the language model against a border between words that go together
READS_ON_NAMES = -0.3  # … between two agencies' columns, whose words all go together
READS_BADLY = -0.5  # that two words do not go together says little: damaged ones never do
BULLET_DROPPED = -3.0
IN_RUBBISH = -2.0  # a content read in such a line
ODD_AT_END = -1.5  # a piece that ends in letters mixed with signs
SIGN_INSIDE, SPECK_INSIDE = -0.8, -0.6
ONLY_SPECKS = -4.0  # a piece of nothing but specks
SPECK_AT_START = -0.8
SPECK_AT_END = -0.8  # … less what the language model says for it
KNOWN_ELSEWHERE = 0.3  # each word that another column is known to hold
KNOWN_WORD = 1.2  # each word of a piece that the column is known to hold
NAME_HEAD, NAME_WORD = 1.5, -0.5  # a piece that begins like an agency nobody listed; each further word of it
NAME_WORD_LATER = -0.5  # … once the table's own repetition is known
PHRASE_WORD = 0.6  # each word of a phrase that comes again in the table
NAMES_WORD = -0.25  # each word that stands in some agency's name
UNKNOWN_WORD = -2.4  # each word of a short cell's piece that it is not known to hold
DEADLINE, NO_DEADLINE = 4.8, -4.0
COMPLETE = 0.7  # a deadline after which nothing must follow
OVERFULL = -0.56  # each letter beyond the column's width
NUMBER = 2.0
REMARK = -0.6  # columns of remarks are mostly empty
STARTS_OUTSIDE_CONTENT = -0.4
NUMBER_WITHOUT_CONTENT = -2.5  # what stands right of a number is the content


@dataclass(slots=True)
class Vocabulary:
    """What short cells' lines look like, a column; grows from what earlier passes found."""

    pieces: dict[int, dict[str, int]] = field(default_factory=dict)  # folded piece -> times
    runs: dict[int, frozenset[str]] = field(default_factory=dict)  # runs of words of repeated cells
    widths: dict[int, float] = field(default_factory=dict)
    phrases: frozenset[str] = frozenset()  # what comes again in the table, whatever column it is in
    fits: dict[tuple[int, str], float | None] = field(default_factory=dict)  # evidence found so far
    _near: dict[tuple[int, str], tuple[str, float] | None] = field(default_factory=dict)

    def nearest(self, column: int, folded: str) -> tuple[str, float] | None:
        """The known piece of the column most like ``folded`` (a ``piece_key``), and their likeness 0-100."""
        key = (column, folded)
        if key not in self._near:
            known = self.pieces.get(column, {})
            if folded in known:
                self._near[key] = folded, 100.0
            else:
                near = [k for k in known if abs(len(k) - len(folded)) <= 3] if len(folded) > 2 else []
                best = process.extractOne(folded, near, scorer=fuzz.ratio, score_cutoff=ALIKE)
                self._near[key] = (best[0], best[1]) if best else None
        return self._near[key]


def _plain(folded: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-/]", " ", folded))).strip()


@lru_cache(maxsize=200_000)
def piece_key(text: str) -> str:
    """The form in which pieces of short cells are compared: folded, letters and digits only."""
    return _plain(fold(text))


def runs_of_words(names: Iterable[str]) -> frozenset[str]:
    """All runs of up to eight words inside folded names: what a wrapped name's line can be."""
    runs: set[str] = set()
    for name in names:
        words = _plain(name).split()
        for start in range(len(words)):
            for end in range(start + 1, min(start + 8, len(words)) + 1):
                runs.add(" ".join(words[start:end]))
    return frozenset(runs)


@cache
def agency_pieces() -> frozenset[str]:
    """What a line of a packaged name can be, whatever level of government the name is of."""
    names = (_any_level(fold(name)) for name in agency_names())
    full = [form for name in names for form in (name, f"{name} lien quan", f"{name} co lien quan")]
    return frozenset(run for run in runs_of_words(full) if len(run) > 3)


@lru_cache(maxsize=50_000)
def is_agency_piece(folded: str) -> bool:
    """Whether a ``piece_key`` can be a line of a packaged name, of whatever level of government."""
    levelled = _any_level(folded)
    return levelled in agency_pieces() or (levelled.endswith(" xa") and levelled[:-3] in agency_pieces())


@cache
def agency_words() -> frozenset[str]:
    """The words of the packaged names, and those that join or limit them."""
    names = " ".join(piece_key(name) for name in agency_names())
    return frozenset([*names.split(), *"cac va thuoc truc co lien quan khac tren dia ban".split()])


_LEVELS = re.compile(r"\b(?:phuong|tinh|thanh pho|tp|dac khu|thi tran|huyen|quan|thi xa|xa)\b(?! (?:ly|su|trong|hoi))")


def _any_level(folded: str) -> str:
    return _LEVELS.sub("xa", folded)


_ODD = re.compile(r"\w[\]}{\[;‘’'%!@#$^*=+<>]+\w|[\]}]$")


_RIGHT = (FieldName.PRODUCT, FieldName.EXTRA)


class Piece(NamedTuple):
    """Words of one line that stand in one cell. ``first`` and ``end``: which of the line's tokens."""

    column: int
    text: str
    printed: str
    first: int
    end: int


def piece_of(tokens: Sequence[Token], first: int, end: int, column: int) -> Piece:
    own = tokens[first:end]
    return Piece(column, " ".join(t.text for t in own), " ".join(t.printed for t in own), first, end)


class _Partial(NamedTuple):
    """A cut of the tokens so far. ``left_out``: evidence for a border that what was just left out gives; 0 none."""

    score: float
    pieces: tuple[Piece, ...]
    last: int  # column
    left_out: float


@dataclass(frozen=True, slots=True)
class Cut:
    score: float
    pieces: tuple[Piece, ...]


def cuts(tokens: Sequence[Token], columns: Sequence[Column], words: Vocabulary) -> list[Cut]:
    """The best ways to cut a line, best first; none for a line of nothing but specks."""
    if all(token.speck for token in tokens):
        return []
    kinds = _Kinds.of(columns)
    best: list[dict[int, list[_Partial]]] = [{} for _ in range(len(tokens) + 1)]  # by the last column, best first
    best[0][-1] = [_Partial(0.0, (), -1, 0.0)]
    rubbish = IN_RUBBISH if is_rubbish(tokens) else 0.0
    for at, token in enumerate(tokens):
        possible: dict[int, list[tuple[Piece, float]]] = {}  # the same for every partial cut
        bullet = at == 0 and token.text in DASHES and len(tokens) > 1 and not tokens[1].speck
        dropped_cost = BULLET_DROPPED if bullet else token.dropped
        for partial in _near_best(best[at]):
            # What is left out may be what is left of a border: it takes the place of the space.
            # Dashes are part of names ("Phòng Văn hóa -" above "Xã hội") rather than of borders.
            sign = token.before if token.text in DASHES else SIGNS
            left_out = max(sign, token.before, partial.left_out or sign)
            _keep(best[at + 1], partial.score + dropped_cost, partial, None, left_out)
            for column in columns[partial.last + 1 :]:
                if column.index not in possible:
                    to_end = column.index == columns[-1].index
                    possible[column.index] = _pieces(tokens, at, column, words, to_end=to_end)
                if not possible[column.index]:
                    continue
                base = partial.score + _border(partial, tokens, at, column, kinds)
                base += rubbish if column.field is FieldName.CONTENT else 0.0
                for piece, gain in possible[column.index]:
                    _keep(best[piece.end], base + gain, partial, piece, 0.0)
    found = [partial for kept in best[-1].values() for partial in kept if partial.pieces]
    unique = {partial.pieces: partial.score for partial in sorted(found, key=lambda partial: partial.score)}
    ranked = sorted(unique.items(), key=lambda item: -item[1])[:KEPT]
    return [Cut(score, pieces) for pieces, score in ranked]


class _Kinds(NamedTuple):
    """Which columns hold what."""

    names: frozenset[int]
    numbers: frozenset[int]
    deadlines: frozenset[int]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> _Kinds:
        def having(*fields: FieldName) -> frozenset[int]:
            return frozenset(column.index for column in columns if column.field in fields)

        return cls(having(FieldName.LEAD, FieldName.COORDINATING), having(FieldName.NUMBER), having(FieldName.DEADLINE))


def _keep(
    kept: dict[int, list[_Partial]], score: float, before: _Partial, piece: Piece | None, left_out: float
) -> None:
    """Add a partial cut if it is among the best few of its last column."""
    column = before.last if piece is None else piece.column
    rivals = kept.setdefault(column, [])
    if len(rivals) == RIVALS:
        if score <= rivals[-1].score:
            return
        rivals.pop()
    pieces = before.pieces if piece is None else (*before.pieces, piece)
    insort(rivals, _Partial(score, pieces, column, left_out), key=lambda partial: -partial.score)


def _near_best(kept: Mapping[int, Sequence[_Partial]]) -> list[_Partial]:
    """The partial cuts that are not far behind the best."""
    top = max((rivals[0].score for rivals in kept.values()), default=0.0)
    return [partial for rivals in kept.values() for partial in rivals if partial.score >= top - FAR_BEHIND]


def _border(partial: _Partial, tokens: Sequence[Token], at: int, column: Column, kinds: _Kinds) -> float:
    """Evidence for a border before token ``at``, where a piece of ``column`` would begin."""
    token = tokens[at]
    if not partial.pieces:
        outside = column.field not in (FieldName.CONTENT, FieldName.NUMBER) and not token.bar
        return STARTS_OUTSIDE_CONTENT if outside else 0.0
    last = partial.pieces[-1].text
    border = max(token.before, partial.left_out) if partial.left_out else token.before
    if not partial.left_out:
        both_names = {partial.last, column.index} <= kinds.names
        whole_before = partial.last in kinds.deadlines and looks_like_deadline(last) >= COMPLETE
        starts_anew = last.endswith(",") and token.text[:1].isupper()
        weight = READS_ON_NAMES if both_names or whole_before or starts_anew else READS_ON
        before = last if last.endswith(tokens[at - 1].text) else tokens[at - 1].text
        following = " ".join(token.text for token in tokens[at : at + 2])
        border += weight * max(READS_BADLY, adhesion(before.rstrip(" .;:"), following))
    if len(partial.pieces) == 1 and partial.last in kinds.numbers and column.field in _RIGHT:
        border += NUMBER_WITHOUT_CONTENT
    if token.text[:1].isupper() and tokens[at - 1].text[-1:].islower():
        border += capital_starts(tokens[at - 1].text, token.text)
    return border


def _pieces(
    tokens: Sequence[Token], start: int, column: Column, words: Vocabulary, *, to_end: bool
) -> list[tuple[Piece, float]]:
    """Every piece that can begin at ``start`` in ``column``, with its evidence. The last column's goes to the end."""
    if tokens[start].is_sign:
        return []
    first = start + 1
    if to_end:
        first = max(i for i, token in enumerate(tokens) if not token.is_sign) + 1
    out: list[tuple[Piece, float]] = []
    longest = LONGEST.get(column.field, len(tokens))
    inner = 0.0
    for end in range(start + 1, min(start + longest, len(tokens)) + 1):
        if end - 1 > start and tokens[end - 1].bar:
            inner += INNER_BAR
        last = tokens[end - 1]
        if end - 1 > start and last.speck and last.text not in DASHES:
            inner += SIGN_INSIDE if last.is_sign else SPECK_INSIDE
        if end < first or tokens[end - 1].is_sign:
            continue
        if tokens[end - 1].text in {"-", "–", "—"} and column.field is FieldName.CONTENT and end < len(tokens):
            continue
        piece = piece_of(tokens, start, end, column.index)
        key = (column.index, piece.text)
        if key not in words.fits:
            words.fits[key] = _fits(piece.text, end - start, column, words)
        gain = words.fits[key]
        if gain is None:
            continue
        if all(token.speck for token in tokens[start:end]):
            out.append((piece, gain + inner + ONLY_SPECKS))
            continue
        gain += SPECK_AT_START if tokens[start].speck else 0.0
        if _ODD.search(last.text):
            gain += ODD_AT_END
        elif last.speck and last.text not in DASHES:
            before = " ".join(token.text for token in tokens[max(start, end - 4) : end - 1])
            gain += SPECK_AT_END + 0.6 * max(-1.0, min(3.0, adhesion(before, last.text)))
        out.append((piece, gain + inner))
    return out


def _fits(text: str, count: int, column: Column, words: Vocabulary) -> float | None:
    """Evidence that a piece belongs to a column, from the piece alone; ``None``: it cannot."""
    width = words.widths.get(column.index)
    over = OVERFULL * max(0.0, len(text) - 1.15 * width - 1) if width else 0.0
    if column.field is FieldName.NUMBER:
        return NUMBER if re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){0,2}[.)]?", text) else None
    if column.field is FieldName.DEADLINE:
        return _deadline_piece(text, column, words)
    if column.field in (FieldName.LEAD, FieldName.COORDINATING):
        return _agency_piece(text, column, words) + over
    gain = over
    if column.field is FieldName.EXTRA:
        gain += REMARK
    if column.field is FieldName.PRODUCT:
        gain += 0.8 if starts_like_product(text) else 0.0
        gain -= 1.5 if looks_like_deadline(text) >= 0.7 else 0.0
    gain += 0.02 * min(len(text), width or 40) if column.field is FieldName.CONTENT else 0.0
    short = column.field is not FieldName.CONTENT and len(text) <= LONGEST_REPEATED
    near = words.nearest(column.index, piece_key(text)) if short else None
    if near is not None:
        gain += min(2.0, 0.4 * words.pieces[column.index][near[0]])
    return gain


def _deadline_piece(text: str, column: Column, words: Vocabulary) -> float | None:
    likeness = looks_like_deadline(text)
    if likeness > 0:
        return DEADLINE * likeness * (0.5 if re.match(r"\d\s+20\d\d", text) else 1.0)  # the digit is a speck
    near = words.nearest(column.index, piece_key(text))
    if near is not None and near[1] >= 85 and abs(len(near[0]) - len(piece_key(text))) <= 1:
        return 1.5
    return NO_DEADLINE if len(text) <= 14 else None


def _agency_piece(text: str, column: Column, words: Vocabulary) -> float:
    folded = piece_key(text)
    count = max(1, len(folded.split()))  # a dash between two words is none
    near = words.nearest(column.index, folded)
    if near is not None:
        seen = words.pieces[column.index][near[0]]
        known = min(count, len(near[0].split()))
        return KNOWN_WORD * known * (near[1] / 100) ** 2 + NAMES_WORD * (count - known) + min(1.0, 0.2 * seen)
    if folded in words.runs.get(column.index, frozenset()):
        return 0.9 * KNOWN_WORD * count
    elsewhere = any(words.nearest(other, folded) for other in words.pieces if other != column.index)
    if elsewhere:
        return KNOWN_ELSEWHERE * count
    if is_agency_piece(folded):
        return 0.8 * KNOWN_WORD * count
    if folded in words.phrases:
        return PHRASE_WORD * count
    if starts_like_agency(text) and text[:1].isupper():
        return NAME_HEAD + (NAME_WORD_LATER if words.pieces else NAME_WORD) * (count - 1)
    told = sum(word in agency_words() for word in folded.split())
    return NAMES_WORD * told + UNKNOWN_WORD * max(0, count - told)
