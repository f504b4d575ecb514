"""Repair of lines that were misread through and through, or have lost their marks: one search over a whole stretch."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from normalizers.casing import shouting
from normalizers.decoder import Arc, Choice, margin, search
from normalizers.engine import Edit, Engine
from normalizers.language_model import BOUNDARY, DOCUMENT, NUMBER, UNKNOWN
from normalizers.records import TextState
from normalizers.slots import Slot
from normalizers.syllables import LOWER, TITLE, Kind, Piece, case_of, fold

JOIN_COST = -3.5  # one word printed as two
UNKNOWN_CONFIDENCE = 0.4
# The horn or the hook of a last vowel, read as a sign of its own: ``cơ'``, ``giữ?``.
HORNED = frozenset("ơờớởỡợưừứửữựảẻỉỏủỷẩẳểổ")
_HOOK = re.compile(r"['’‘´`?](?=\s+[^\W\d_A-ZÀ-ỸĐ]|[,;]|$)")
# Confidence of a repair from its margin m: 1 / (1 + exp(-(a + b * m))), fitted on held-out pairs.
CONFIDENCE_BASE, CONFIDENCE_SLOPE = 0.6, 0.75


def repair(
    engine: Engine,
    sources: Sequence[str],
    states: Sequence[TextState],
    slots: Sequence[Slot],
    edits: Sequence[list[Edit]],
) -> None:
    """Append to ``edits[line]`` what stands for each word of the stretch."""
    lattice = [_arcs(engine, slots, node, sources, states) for node in range(len(slots))]
    path = search(engine.model, lattice)
    following = [word for choice in path for word in choice.arc.words] + [BOUNDARY]
    place, left = 0, BOUNDARY
    for at, choice in enumerate(path):
        slot, words = slots[choice.start], choice.arc.words
        place += len(words)
        if slot.piece is not None and slot.piece.kind is Kind.WORD:
            edits[slot.line].append(
                _edit(engine, sources, slots, path, at, lattice[choice.start], left, following[place])
            )
        left = words[-1]


def _arcs(
    engine: Engine, slots: Sequence[Slot], node: int, sources: Sequence[str], states: Sequence[TextState]
) -> list[Arc]:
    line, piece = slots[node]
    stripped = states[line] is TextState.STRIPPED
    if piece is None:
        return [Arc(node + 1, (BOUNDARY,), 0.0)]
    if piece.kind is not Kind.WORD:
        return [Arc(node + 1, (NUMBER if piece.kind is Kind.NUMBER else DOCUMENT,), 0.0)]
    arcs = [Arc(node + 1, words, cost) for words, cost in engine.word_arcs(piece.text, stripped=stripped)]
    if stripped:
        return arcs
    following = slots[node + 1] if node + 1 < len(slots) else None
    if following is not None and following.piece is not None and following.line == line:
        second = following.piece
        short = min(len(piece.text), len(second.text)) <= 2 and len(piece.text) + len(second.text) <= 8
        if short and second.kind is Kind.WORD and sources[line][piece.end : second.start] == " ":
            joined = engine.garbled(piece.text + second.text)[:4]
            arcs += [Arc(node + 2, (i,), logp + JOIN_COST) for i, logp, _ in joined if logp > -7]
    return arcs


def _edit(
    engine: Engine,
    sources: Sequence[str],
    slots: Sequence[Slot],
    path: list[Choice],
    at: int,
    arcs: list[Arc],
    left: int,
    right: int,
) -> Edit:
    choice = path[at]
    words = choice.arc.words
    line, first = slots[choice.start]
    last = slots[choice.arc.end - 1].piece
    assert first is not None
    assert last is not None
    source = sources[line]
    span = Piece(first.start, last.end, source[first.start : last.end], Kind.WORD)
    if words == (UNKNOWN,):
        return Edit(span, span.text, UNKNOWN_CONFIDENCE, "unknown")
    token = first.text if last is first else first.text + last.text
    loud = shouting(source)
    written = []
    for k, word in enumerate(words):
        case = engine.case.choose(
            word,
            _case_evidence(engine, token, word, k, len(words)),
            left,
            words[k + 1] if k + 1 < len(words) else right,
            first=left == BOUNDARY,
            shouting=loud,
        )
        written.append(engine.case.write(word, case))
        left = word
    target = " ".join(written)
    if fold(span.text) == fold(target) and span.text.lower() != target.lower():
        target = span.text if case_of(span.text) == case_of(target) else target  # its own tone place
    if target[-1] in HORNED and _HOOK.match(source, span.end):
        span = Piece(span.start, span.end + 1, source[span.start : span.end + 1], Kind.WORD)
    rivals = [arc for arc in arcs if arc.end == choice.arc.end and arc.words != words][:6]
    gap = margin(engine.model, path, at, rivals)
    confidence = 1 / (1 + math.exp(-(CONFIDENCE_BASE + CONFIDENCE_SLOPE * min(gap, 20.0))))
    return Edit(span, target, round(confidence, 4), "channel")


def _case_evidence(engine: Engine, token: str, word: int, k: int, count: int) -> tuple[float, float, float]:
    if count == 1:
        for i, _, cases in engine.garbled(token):
            if i == word:
                return cases
    observed = case_of(token)
    if observed == TITLE and k > 0:
        observed = LOWER
    evidence = [-4.0, -4.0, -6.0]
    evidence[observed] = 0.0
    return evidence[0], evidence[1], evidence[2]
