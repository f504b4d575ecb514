"""Slips of a Vietnamese OCR in text that is otherwise good: nothing is changed without strong evidence.

A word is doubted only where the language model is surprised by it. It is replaced only if a sibling (same letters with
other marks, or a slip seen in training) makes the words around so much more likely that the odds of a slip there are
overcome. Words that no Vietnamese spelling allows need less evidence; names and abbreviations more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, pairwise

from normalizers.candidates import TITLE, UPPER
from normalizers.decoder import CONTEXT_MASK
from normalizers.engine import Edit, Engine
from normalizers.language_model import BOUNDARY, UNKNOWN, LanguageModel
from normalizers.slots import Slot, word_id
from normalizers.spelling import is_syllable
from normalizers.spelling_parts import split_syllable
from normalizers.syllables import Kind, Piece, apply_case, case_of, classic_tone, fold, skeleton

SURPRISE = -6.0  # a word likelier than this after its left neighbours is not doubted
REAL_WORD_EVIDENCE = 4.2  # gain (natural log, slip odds included) that a change of a real word needs
ODD_WORD_EVIDENCE = 1.0  # the same for a word that cannot be Vietnamese
ODD_LENGTH = 6  # longer words that are no syllable are foreign names and terms
GLUED_CONFIDENCE = 0.97
GLUED_EVIDENCE = 4.0  # gain that cutting a word in two or three needs
NAME_EVIDENCE = 5.0  # added for a capital inside a sentence
CHANGED_LETTERS_COST = -3.0  # a sibling with other letters is a rarer slip than one with other marks


def mend(engine: Engine, sources: Sequence[str], slots: Sequence[Slot], edits: Sequence[list[Edit]]) -> None:
    """Append to ``edits[line]`` the few words of the stretch that are surely slips."""
    ids = [word_id(engine.model, slot.piece) for slot in slots]
    surprises = _surprises(engine.model, ids)
    context = BOUNDARY
    for at, slot in enumerate(slots):
        piece = slot.piece
        doubted = surprises[at] or surprises[at + 1]  # a slip may fit what is before it, and not what is after
        if doubted and piece is not None and piece.kind is Kind.WORD and _is_free(sources[slot.line], piece):
            better = _sibling(engine, slots, ids, at, context)
            words = _cut(engine, piece.text, context) if ids[at] == UNKNOWN else ""
            lost = _letters_lost(engine.model.words[better[0]], piece.text) if better else 0
            if lost > 1:
                better = None  # no slip, but words that were glued: "vìsự" is not "sự"
            if words and (better is None or lost):
                edits[slot.line].append(Edit(piece, words, GLUED_CONFIDENCE, "spaces"))
            elif better is not None:
                ids[at], gain = better
                target = apply_case(engine.model.words[ids[at]], case_of(piece.text))
                edits[slot.line].append(Edit(piece, target, round(1 / (1 + math.exp(-gain)), 4), "slip"))
        context = ((context << 16) | ids[at]) & CONTEXT_MASK


def _surprises(model: LanguageModel, ids: Sequence[int]) -> list[bool]:
    """For each word, and a last False: whether the words before it do not let expect it."""
    result = []
    context = BOUNDARY
    for word in ids:
        result.append(word != BOUNDARY and model.score(context, word) < SURPRISE)
        context = ((context << 16) | word) & CONTEXT_MASK
    return [*result, False]


def _cut(engine: Engine, text: str, context: int) -> str:
    """Two or three known words printed without spaces (``UBNDcác``), spelled as printed; empty if there are none."""
    if text.isascii() or not text.isalpha() or not 4 <= len(text) <= 20 or is_syllable(text):
        return ""
    model = engine.model
    floor = model.score(context, UNKNOWN) + GLUED_EVIDENCE
    best, found = floor, ""
    for cuts in (*combinations(range(1, len(text)), 1), *combinations(range(1, len(text)), 2)):
        parts = [text[a:b] for a, b in pairwise((0, *cuts, len(text)))]
        ids = [model.ids.get(fold(part)) for part in parts]
        if None in ids or any(len(part) == 1 for part in parts):
            continue
        running, total = context, 0.0
        for word in ids:
            assert word is not None
            total += model.score(running, word)
            running = ((running << 16) | word) & CONTEXT_MASK
        if total > best:
            best, found = total, " ".join(parts)
    return found


def _letters_lost(word: str, printed: str) -> int:
    return max(len(skeleton(printed)) - len(skeleton(word)), 0)


def _has_vowel_marks(text: str) -> bool:
    return skeleton(text) != text.lower().replace("đ", "d")


def _is_free(line: str, piece: Piece) -> bool:
    """Not a part of an address, a code or a word with a hyphen."""
    before = line[piece.start - 1 : piece.start]
    after = line[piece.end : piece.end + 2]
    glued = after[:1] in {"@", "_", "/", "-"} or (after[:1] == "." and after[1:].isalnum())
    return before not in {".", "@", "_", "/", "-"} and not glued


def _has_marks(slots: Sequence[Slot], at: int) -> bool:
    piece = slots[at].piece if 0 <= at < len(slots) else None
    return piece is not None and piece.kind is Kind.WORD and not piece.text.isascii()


def _sibling(
    engine: Engine, slots: Sequence[Slot], ids: Sequence[int], at: int, context: int
) -> tuple[int, float] | None:
    """The best replacement and by how much its evidence exceeds what is needed."""
    model = engine.model
    piece = slots[at].piece
    assert piece is not None
    text = piece.text
    case = case_of(text)
    if not 2 <= len(text) <= 8 or not text.isalpha() or (case == UPPER and not _has_vowel_marks(text)):
        return None
    if split_syllable(skeleton(text)) is None and (text.isascii() or ids[at] != UNKNOWN or len(text) > ODD_LENGTH):
        return None
    if text.isascii() and not any(_has_marks(slots, near) for near in (at - 1, at + 1)):
        return None  # a run of words without marks: a foreign name rather than slips
    following = list(ids[at + 1 : at + 4])

    def likelihood(word: int) -> float:
        running, total = context, 0.0
        for nxt in (word, *following):
            total += model.score(running, nxt)
            running = ((running << 16) | nxt) & CONTEXT_MASK
        return total

    own = ids[at]
    odd = own == UNKNOWN and not is_syllable(text)
    needed = ODD_WORD_EVIDENCE if odd else REAL_WORD_EVIDENCE
    if case == TITLE and at and slots[at - 1].piece is not None:
        needed += NAME_EVIDENCE
    if own == UNKNOWN and not odd:
        needed += 2.0
    before = likelihood(own)
    letters = skeleton(text)
    best: tuple[float, int] | None = None
    for i, logp, _ in engine.slips(text):
        if i == own or classic_tone(model.words[i]) == fold(text):
            continue
        cost = logp + (0.0 if skeleton(model.words[i]) == letters else CHANGED_LETTERS_COST)
        gain = likelihood(i) - before + cost
        if best is None or gain > best[0]:
            best = gain, i
    if best is None or best[0] < needed:
        return None
    return best[1], best[0] - needed + 2.0
