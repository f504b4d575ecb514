"""A language model with everything derived from it, made once an adaptation and kept for the process."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from normalizers.candidates import CandidateFinder, packed_channel
from normalizers.casing import CaseModel, packed_surfaces, shouting
from normalizers.language_model import UNKNOWN, LanguageModel, packed_model
from normalizers.state import StateJudge
from normalizers.syllables import Kind, Piece, fold, pieces

STOP = re.compile(r"[.;:!?|]")
_BULLET = re.compile(r"\s*(?:[-–—+*•·]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})[.)])\s*")

UNKNOWN_COST = -4.0  # keeping a word that the model does not know
SPLIT_COST = -4.5  # two words printed as one

WordArc = tuple[tuple[int, ...], float]  # word ids and log-probability of the observed token


class Edit(NamedTuple):
    """A piece and what stands in its place."""

    piece: Piece
    target: str
    confidence: float
    rule: str


class Engine:
    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.judge = StateJudge(model)
        self.garbled = CandidateFinder(model, packed_channel("garbled"))
        self.slips = CandidateFinder(model, packed_channel("slips"), skeleton_cost=-9.0, fuzzy_base=-8.0)
        self.case = CaseModel(model, packed_surfaces())
        self._arcs: dict[str, list[WordArc]] = {}

    def word_arcs(self, token: str) -> list[WordArc]:
        """What one token of garbled text may be."""
        found = self._arcs.get(token)
        if found is None:
            found = self._arcs[token] = self._make_arcs(token)
        return found

    def _make_arcs(self, token: str) -> list[WordArc]:
        if len(token) > 40:
            return [((UNKNOWN,), 0.0)]
        arcs: list[WordArc] = [((i,), logp) for i, logp, _ in self.garbled(token)]
        best = max((cost for _, cost in arcs), default=-99.0)
        if len(token) >= 4 and best < -7.0:
            arcs += self._glued(token)
        arcs.append(((UNKNOWN,), UNKNOWN_COST if len(token) > 1 else UNKNOWN_COST + 1))
        return arcs

    def _glued(self, token: str) -> list[WordArc]:
        arcs: list[WordArc] = []
        for cut in range(1, len(token)):
            left, right = self.garbled.by_shape(token[:cut])[:4], self.garbled.by_shape(token[cut:])[:4]
            arcs += [((a, b), p + q + SPLIT_COST) for a, p, _ in left for b, q, _ in right if p + q > -12]
        arcs.sort(key=lambda arc: -(arc[1] + 0.6 * sum(self.model.logp1[i] for i in arc[0])))
        return arcs[:8]


@lru_cache(maxsize=4)
def engine(learn_from: tuple[str, ...] = (), extra_terms: tuple[str, ...] = ()) -> Engine:
    model = packed_model()
    if learn_from or extra_terms:
        fill: list[tuple[list[str], float]] = [(stream_tokens(text), 1.0) for text in learn_from]
        fill += [(stream_tokens(term), 3.0) for term in extra_terms]
        words = {token for stream, _ in fill for token in stream}
        model = model.adapted(sorted(words), fill)
    return Engine(model)


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
