"""Repair of lines that were misread through and through, or have lost their marks: one search over a whole stretch."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from normalizers.casing import shouting
from normalizers.decoder import CONTEXT_MASK, Arc, Choice, margin, search
from normalizers.engine import Edit, Engine
from normalizers.language_model import BOUNDARY, DOCUMENT, NUMBER, UNKNOWN, LanguageModel
from normalizers.records import TextState
from normalizers.slots import Slot
from normalizers.syllables import LOWER, TITLE, Kind, Piece, case_of, fold

LONGEST_TERM = 5
TERM_BONUS = 2.0  # what a term of three words or more gains over the sum of its words
MISSPELLED = -20.0  # a term whose words the tokens explain no better is not meant
JOIN_COST = -3.5  # one word printed as two
UNKNOWN_CONFIDENCE = 0.4
# The horn or the hook of a last vowel, read as a sign of its own: ``cơ'``, ``giữ?``.
HORNED = frozenset("ơờớởỡợưừứửữựảẻỉỏủỷẩẳểổ")
_HOOK = re.compile(r"['’‘´`?](?=\s+[^\W_]|[,;]|$)")
# Alone on its line no word of its neighbours tells what else it might have been: "TT" over a column of numbers.
_ABBREVIATION = re.compile(r"[B-DF-HJ-NP-TV-XZĐ]{2,6}")
_WORD_NEXT = re.compile(r" [^\W\dA-ZÀ-ỸĐ]")  # a number before a capital may be that of an item or a row
# Confidence of a repair from its margin m: 1 / (1 + exp(-(a + b * m))), fitted on held-out pairs.
CONFIDENCE_BASE, CONFIDENCE_SLOPE = -0.41, 0.63
RIVALS = 6  # that the margin is measured against
SURE, DOUBTFUL = 0.9, 0.36  # confidences of words that the document vouches for, and of those that are looked at again
REPETITION_WEIGHT = 0.3  # how often a surely restored word of the document counts


def repair(
    engine: Engine,
    sources: Sequence[str],
    states: Sequence[TextState],
    slots: Sequence[Slot],
    edits: Sequence[list[Edit]],
) -> None:
    """Append to ``edits[line]`` what stands for each word of the stretch."""
    lattice = [_arcs(engine, slots, node, sources, states) for node in range(len(slots))]
    path = word_by_word(search(engine.model, lattice))
    sure = [_confidence(engine.model, path, at, lattice) for at in range(len(path))]
    if engine.repetition:
        path, sure = reconsidered(engine.model, lattice, path, sure)
    following = [word for choice in path for word in choice.arc.words] + [BOUNDARY]
    place, left = 0, BOUNDARY
    loud_line, loud = -1, False
    for choice, confidence in zip(path, sure, strict=True):
        line, piece = slots[choice.start]
        words = choice.arc.words
        place += len(words)
        last = slots[choice.arc.end - 1].piece
        if piece is not None and last is not None and words[0] not in (NUMBER, DOCUMENT):
            span = Piece(piece.start, last.end, sources[line][piece.start : last.end], Kind.WORD)
            if words == (UNKNOWN,):
                edits[line].append(Edit(span, span.text, UNKNOWN_CONFIDENCE, "unknown"))
            else:
                if line != loud_line:
                    loud_line, loud = line, shouting(sources[line])
                token = piece.text if last is piece else piece.text + last.text
                target = _written(engine, token, words, (left, following[place]), loud=loud)
                edits[line].append(_edit(sources[line], span, target, confidence, choice))
        left = words[-1]


def word_by_word(path: list[Choice]) -> list[Choice]:
    """The path with terms that were printed word for word taken apart again."""
    apart: list[Choice] = []
    for choice in path:
        words = choice.arc.words
        if len(words) == 1 or len(words) != choice.arc.end - choice.start:
            apart.append(choice)
            continue
        context = choice.context
        for step, word in enumerate(words):
            arc = Arc(choice.start + step + 1, (word,), choice.arc.cost / len(words))
            apart.append(Choice(choice.start + step, arc, context))
            context = ((context << 16) | word) & CONTEXT_MASK
    return apart


def _confidence(model: LanguageModel, path: list[Choice], at: int, lattice: Sequence[list[Arc]]) -> float:
    choice = path[at]
    rivals = [a for a in lattice[choice.start] if a.end == choice.arc.end and a.words != choice.arc.words]
    if not rivals:
        return 1.0
    gap = margin(model, path, at, rivals[:RIVALS])
    return 1 / (1 + math.exp(-(CONFIDENCE_BASE + CONFIDENCE_SLOPE * min(gap, 20.0))))


def reconsidered(
    model: LanguageModel, lattice: Sequence[list[Arc]], path: list[Choice], sure: list[float]
) -> tuple[list[Choice], list[float]]:
    """What the document itself repeats: sentences with doubtful words are searched again with a model that is pulled
    toward the surely restored words of the whole stretch."""
    streams: list[list[int]] = [[]]
    for choice, confidence in zip(path, sure, strict=True):
        if confidence >= SURE and choice.arc.words[0] != UNKNOWN:
            streams[-1].extend(choice.arc.words)
        elif streams[-1]:
            streams.append([])
    pulled: LanguageModel | None = None
    new_path: list[Choice] = []
    new_sure: list[float] = []
    start = 0
    for end in range(1, len(path) + 1):
        if end < len(path) and path[end].arc.words[0] != BOUNDARY:
            continue
        part = path[start:end]
        if min(sure[start:end]) < DOUBTFUL:
            pulled = pulled or model.pulled_by(streams, REPETITION_WEIGHT)
            first, last = part[0].start, part[-1].arc.end
            stretch = [
                [Arc(arc.end - first, arc.words, arc.cost) for arc in arcs if arc.end <= last]
                for arcs in lattice[first:last]
            ]
            again = word_by_word(search(pulled, stretch, context=part[0].context))
            part = [Choice(c.start + first, Arc(c.arc.end + first, c.arc.words, c.arc.cost), c.context) for c in again]
            new_sure += [_confidence(pulled, part, at, lattice) for at in range(len(part))]
        else:
            new_sure += sure[start:end]
        new_path += part
        start = end
    return new_path, new_sure


def _arcs(
    engine: Engine, slots: Sequence[Slot], node: int, sources: Sequence[str], states: Sequence[TextState]
) -> list[Arc]:
    line, piece = slots[node]
    stripped = states[line] is TextState.STRIPPED
    if piece is None:
        return [Arc(node + 1, (BOUNDARY,), 0.0)]
    if piece.kind is not Kind.WORD:
        kept = Arc(node + 1, (NUMBER if piece.kind is Kind.NUMBER else DOCUMENT,), 0.0)
        if stripped or not _WORD_NEXT.match(sources[line], piece.end):
            return [kept]
        return [kept, *(Arc(node + 1, *arc) for arc in engine.letters_of(piece.text))]
    if not stripped and _ABBREVIATION.fullmatch(piece.text) and sources[line].strip() == piece.text:
        return [Arc(node + 1, (engine.model.ids.get(piece.text.lower(), UNKNOWN),), 0.0)]
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
    return arcs + _term_arcs(engine, slots, node, sources)


def _term_arcs(engine: Engine, slots: Sequence[Slot], node: int, sources: Sequence[str]) -> list[Arc]:
    """Terms of the lexicon that the next tokens spell: word for word, or in one to three tokens one of which no single
    word explains."""
    line = slots[node].line
    arcs: list[Arc] = []
    tokens: list[str] = []
    hard, end = False, 0
    for step, (at_line, piece) in enumerate(slots[node : node + LONGEST_TERM]):
        if piece is None or at_line != line or piece.kind is not Kind.WORD:
            break
        if tokens and sources[line][end : piece.start] != " ":
            break
        tokens.append(piece.text)
        end = piece.end
        hard = hard or engine.is_hard(piece.text)
        if hard and step < 3:
            arcs += [Arc(node + step + 1, ids, cost) for ids, cost in engine.terms("".join(tokens))]
        if step >= 2:
            for ids in engine.terms.spelled("".join(tokens), step + 1):
                cost = sum(map(engine.cost, tokens, ids))
                if cost > MISSPELLED:
                    arcs.append(Arc(node + step + 1, ids, cost + TERM_BONUS))
    return arcs


def _written(engine: Engine, token: str, words: tuple[int, ...], around: tuple[int, int], *, loud: bool) -> str:
    """The words with their capitals. ``around``: the words to the left and to the right."""
    left, right = around
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
    return " ".join(written)


def _edit(source: str, span: Piece, target: str, confidence: float, choice: Choice) -> Edit:
    if fold(span.text) == fold(target) and case_of(span.text) == case_of(target):
        target = span.text  # its own tone place
    if target[-1] in HORNED and _HOOK.match(source, span.end):
        span = Piece(span.start, span.end + 1, source[span.start : span.end + 1], Kind.WORD)
    plain = len(choice.arc.words) == 1 and choice.arc.end == choice.start + 1
    return Edit(span, target, round(confidence, 4), "channel" if plain else "spaces")


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
