"""What restoration gives back: corrected lines with every change explained.

Pure data, shared by the restorer, the pipeline and the audit. Columns count Unicode code points, 0-based and
half-open; line numbers are 1-based.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class TextState(StrEnum):
    """How damaged a line and its neighbourhood are; decides how strong the evidence for a change must be."""

    CLEAN = "clean"
    SLIPS = "slips"  # a Vietnamese OCR's light slips
    STRIPPED = "stripped"  # plain Vietnamese without marks
    GARBLED = "garbled"  # the layer of an English or French OCR
    LEGACY = "legacy"  # TCVN3 or VNI font encoding, converted before anything else
    FOREIGN = "foreign"  # not Vietnamese: left alone
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Change:
    """One replaced span. ``start``/``end`` are columns of the source line, ``out_start``/``out_end`` of the result."""

    line: int
    start: int
    end: int
    source: str
    target: str
    confidence: float  # 0-1, calibrated: the share of such changes that are right
    rule: str  # "channel", "phrase", "document", "number", "legacy-font", "unicode", ...
    out_start: int = 0
    out_end: int = 0


@dataclass(frozen=True, slots=True)
class UnsureWord:
    """A word of the result that a person should look at. Columns are of the result line."""

    line: int
    start: int
    end: int
    text: str
    confidence: float
    reason: str  # "no-candidate", "low-margin", ...


@dataclass(frozen=True, slots=True)
class RestoredLine:
    source: str
    text: str
    state: TextState
    changes: tuple[Change, ...] = ()
    unsure: tuple[UnsureWord, ...] = ()
    damaged: float = 0.0  # probability (0-1) that the line was misread or has lost its marks, whatever ``state`` says

    @property
    def word_count(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Restoration:
    """The restored lines, as many as the source had (split at ``\\n``)."""

    lines: tuple[RestoredLine, ...] = field(default=())

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for line in self.lines for change in line.changes)

    @property
    def unsure(self) -> tuple[UnsureWord, ...]:
        return tuple(word for line in self.lines for word in line.unsure)
