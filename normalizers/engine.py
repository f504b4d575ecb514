"""A language model with everything derived from it, made once an adaptation and kept for the process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from normalizers.abbreviations import is_abbreviation
from normalizers.candidates import CandidateFinder, packed_channel
from normalizers.casing import CaseModel, packed_surfaces, shouting
from normalizers.labels import ROMAN
from normalizers.language_model import UNKNOWN, LanguageModel, packed_model
from normalizers.phrases import TermIndex, packed_terms
from normalizers.state import StateJudge
from normalizers.syllables import Kind, Piece, fold, pieces

STOP = re.compile(r"[.;:!?|]")
_BULLET = re.compile(r"\s*(?:[-–—+*•·]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})[.)])\s*")

CHANNEL_WEIGHT = 0.8
UNKNOWN_COST = -4.0  # keeping a word that the model does not know
ABBREVIATION_COST = -1.0  # … that is an abbreviation
LETTER_LIKE = re.compile(r"[01469]{2,3}|6")
NUMBER_COST, LEAST_NUMBER = -3.0, -5.0  # what it costs to read digits as letters, and the least likely such shape
NOT_LETTERS = frozenset("23578")  # digits that are seldom a misread letter
MOST_TOKENS = 60_000
HARD_COST = -5.5  # the best explanation of a token is worse than this: terms are tried
SPLIT_COST = -4.5  # two words printed as one

WordArc = tuple[tuple[int, ...], float]  # word ids and log-probability of the observed token


class Edit(NamedTuple):
    """A piece and what stands in its place."""

    piece: Piece
    target: str
    confidence: float
    rule: str


class Engine:
    def __init__(self, model: LanguageModel, terms: Iterable[str] = ()) -> None:
        self.model = model
        self.repetition = True  # doubtful sentences are looked at again with what the document repeats
        self.judge = StateJudge(model, self.is_hard)
        self.garbled = CandidateFinder(model, packed_channel("garbled"))
        self.slips = CandidateFinder(model, packed_channel("slips"), skeleton_cost=-9.0, fuzzy_base=-8.0)
        self.case = CaseModel(model, packed_surfaces())
        self.terms = TermIndex(model, (*packed_terms(), *terms))
        self._costs: dict[str, dict[int, float]] = {}
        self._hard: dict[str, bool] = {}
        self._arcs: dict[str, list[WordArc]] = {}
        self._stripped_arcs: dict[str, list[WordArc]] = {}
        self._numbers: dict[str, list[WordArc]] = {}

    def word_arcs(self, token: str, *, stripped: bool = False) -> list[WordArc]:
        """What one token of garbled text, or of text without marks, may be."""
        known = self._stripped_arcs if stripped else self._arcs
        found = known.get(token)
        if found is None:
            found = known[token] = self._without_marks(token) if stripped else self._misread(token)
        return found

    def letters_of(self, number: str) -> list[WordArc]:
        """Words that may have been read as a lone 6 (``ở``, ``ô``) or as a number of two or three digits, all of which
        look like letters: ``16`` for ``lộ``. Few, and at a price: numbers are facts."""
        found = self._numbers.get(number)
        if found is None:
            shapes = {number, number.replace("9", "g")} if LETTER_LIKE.fullmatch(number) else set()
            shapes |= {f"{shape[:-1]}i" for shape in shapes if shape.endswith("1")}
            best: dict[int, float] = {}
            for i, logp, _ in (candidate for shape in shapes for candidate in self.garbled.by_shape(shape)):
                best[i] = max(logp, best.get(i, logp))
            found = self._numbers[number] = [
                ((i,), CHANNEL_WEIGHT * logp + NUMBER_COST) for i, logp in best.items() if logp > LEAST_NUMBER
            ]
        return found

    def rest(self) -> None:
        """Between two texts: forget tokens once there are very many (each costs a kilobyte or two)."""
        if len(self._arcs) + len(self._stripped_arcs) + self.judge.size > MOST_TOKENS:
            for memory in (self._arcs, self._stripped_arcs, self._numbers, self._costs, self._hard):
                memory.clear()
            for part in (self.judge, self.garbled, self.slips, self.terms):
                part.forget()

    def cost(self, token: str, word: int) -> float:
        """Log-probability that ``word`` is printed as ``token``; very low if it is no candidate."""
        costs = self._costs.get(token)
        if costs is None:
            costs = self._costs[token] = {words[0]: cost for words, cost in self.word_arcs(token) if len(words) == 1}
        return costs.get(word, -99.0)

    def is_hard(self, token: str) -> bool:
        """Whether no single word explains a garbled token well."""
        hard = self._hard.get(token)
        if hard is None:
            costs = [cost for words, cost in self.word_arcs(token) if len(words) == 1 and words[0] != UNKNOWN]
            hard = self._hard[token] = max(costs, default=-99.0) < HARD_COST
        return hard

    def _without_marks(self, token: str) -> list[WordArc]:
        arcs: list[WordArc] = [((i,), self.garbled.doubt(i)) for i in self.garbled.with_skeleton(token.lower())]
        arcs.sort(key=lambda arc: -self.model.logp1[arc[0][0]])
        return [*arcs[:20], ((UNKNOWN,), UNKNOWN_COST)]

    def _misread(self, token: str) -> list[WordArc]:
        if len(token) > 40 or ROMAN.fullmatch(token) or self._is_number(token):
            return [((self.model.ids.get(token.lower(), UNKNOWN),), 0.0)]
        if is_abbreviation(token) and token not in self.garbled.channel.words.truths:
            same = [((i,), 0.0) for i in self.garbled.with_skeleton(token.lower())]
            return [*same, ((UNKNOWN,), ABBREVIATION_COST)]
        arcs: list[WordArc] = [((i,), CHANNEL_WEIGHT * logp) for i, logp, _ in self.garbled(token)]
        best = max((cost for _, cost in arcs), default=-99.0)
        if len(token) >= 4 and best < -7.0:
            arcs += self._glued(token)
        keep = UNKNOWN_COST + (1.0 if len(token) == 1 else 2.0 if token.isupper() and len(token) < 6 else 0.0)
        return [*arcs, ((UNKNOWN,), keep)]

    def _is_number(self, token: str) -> bool:
        """Two digits or more that are not known to stand for letters: ``ho28`` may be the rest of a year."""
        digits = [c for c in token if c.isdigit()]
        return len(digits) > 1 and not NOT_LETTERS.isdisjoint(digits) and token not in self.garbled.channel.words.truths

    def _glued(self, token: str) -> list[WordArc]:
        """Two or three words printed as one."""
        shapes = self.garbled.by_shape
        arcs: list[WordArc] = []
        for cut in range(1, len(token)):
            left, rest = shapes(token[:cut])[:4], token[cut:]
            if not left:
                continue
            arcs += [((a, b), p + q + SPLIT_COST) for a, p, _ in left for b, q, _ in shapes(rest)[:4] if p + q > -12]
            if len(token) < 6 or len(token) > 24:
                continue
            for second in range(1, len(rest)):
                middle, right = shapes(rest[:second])[:3], shapes(rest[second:])[:3]
                arcs += [
                    ((a, b, c), p + q + r + 2 * SPLIT_COST)
                    for a, p, _ in left[:3]
                    for b, q, _ in middle
                    for c, r, _ in right
                    if p + q + r > -12
                ]
        arcs.sort(key=lambda arc: -(arc[1] + 0.6 * sum(self.model.logp1[i] for i in arc[0])))
        return arcs[:10]


@lru_cache(maxsize=4)
def engine(learn_from: tuple[str, ...] = (), extra_terms: tuple[str, ...] = ()) -> Engine:
    model = packed_model()
    if learn_from or extra_terms:
        fill: list[tuple[list[str], float]] = [(stream_tokens(text), 1.0) for text in learn_from]
        fill += [(stream_tokens(term), 3.0) for term in extra_terms]
        words = {token for stream, _ in fill for token in stream}
        model = model.adapted(sorted(words), fill)
    return Engine(model, [" ".join(stream_tokens(term)[1:]) for term in extra_terms])


def starts_sentence(line: str, previous: str) -> bool:
    """Whether a line begins a sentence or a list item, given the last line that was not blank."""
    if not previous.strip() or _BULLET.match(line):
        return True
    return previous.rstrip()[-1:] in ".;:!?" or shouting(line) != shouting(previous)


def stream_tokens(text: str) -> list[str]:
    """A clean text as the language model sees it: folded words, ``<n>`` for numbers, ``<s>`` between sentences."""
    tokens: list[str] = []
    previous = ""
    for line in text.split("\n"):
        if not line.strip():
            continue
        if starts_sentence(line, previous):
            tokens.append("<s>")
        previous, end = line, 0
        for piece in pieces(line):
            if end and STOP.search(line, end, piece.start):
                tokens.append("<s>")
            end = piece.end
            if piece.kind is Kind.WORD:
                tokens.append(fold(piece.text))
            else:
                tokens.append("<n>" if piece.kind is Kind.NUMBER else "<d>")
    return tokens


__all__ = ["STOP", "Edit", "Engine", "engine", "shouting", "starts_sentence", "stream_tokens"]
