"""A stretch of lines as one row of slots: pieces, with boundaries between sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from normalizers.engine import STOP, starts_sentence
from normalizers.language_model import BOUNDARY, DOCUMENT, NUMBER, UNKNOWN, LanguageModel
from normalizers.syllables import Kind, Piece, fold


class Slot(NamedTuple):
    """``piece`` of line number ``line`` (0-based); no piece: a boundary between sentences."""

    line: int
    piece: Piece | None


def slots_of(sources: Sequence[str], found: Sequence[Sequence[Piece]], lines: Iterable[int]) -> list[Slot]:
    """Blank lines carry no meaning in double-spaced dumps: the context goes on across them."""
    slots: list[Slot] = []
    previous = ""
    for line in lines:
        source = sources[line]
        if not source or source.isspace():
            continue
        if starts_sentence(source, previous):
            slots.append(Slot(line, None))
        previous, end = source, 0
        for piece in found[line]:
            if end and piece.start - end > 1 and STOP.search(source, end, piece.start):
                slots.append(Slot(line, None))
            end = piece.end
            slots.append(Slot(line, piece))
    return slots


def word_id(model: LanguageModel, piece: Piece | None) -> int:
    """What the language model has for the piece of a slot."""
    if piece is None:
        return BOUNDARY
    if piece.kind is Kind.WORD:
        return model.ids.get(fold(piece.text), UNKNOWN)
    return NUMBER if piece.kind is Kind.NUMBER else DOCUMENT
