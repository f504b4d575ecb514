"""How many words of a text are expected to be wrong, before and after its restoration.

The restorer's confidences are calibrated: of the changes it makes with confidence 0.9, nine in ten are right. So a
changed word is wrong afterwards with one minus its confidence, and was wrong before: with its confidence on good
lines, for certain on damaged ones. A word left in doubt counts on both sides. What restoration never noticed is added
as a share of the untouched words, which depends on the state of their line (``MISSED``) and, on good lines, on how
many slips were found beside it (``MISSED_PER_SLIP``); a line without any mark adds most of its words; what an OCR
engine doubted adds ``ENGINE_DOUBT`` of its doubt. These were fitted on text whose truth is known
(``benchmarks/audit.py``, and pages that English and Vietnamese OCR read, held out from the models).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractors.layout import Line
from normalizers.records import RestoredLine, TextState
from normalizers.unicode_text import strip_marks

# Share of the untouched words of a line that are wrong, by its state.
MISSED: dict[TextState, float] = {
    TextState.GARBLED: 0.03,
    TextState.STRIPPED: 0.01,
    TextState.LEGACY: 0.002,
    TextState.SLIPS: 0.0005,
    TextState.CLEAN: 0.0005,
    TextState.FOREIGN: 0.0,
    TextState.EMPTY: 0.0,
}
# Slips that are words too stay unseen: about as many again as were found, and some.
MISSED_PER_SLIP = 1.3
# Even the surest change is wrong now and then.
LEAST_DOUBT = 0.004
# Of the engine's own doubt (one minus its confidence), the share that stands for a wrong word.
ENGINE_DOUBT = 0.1
# Three words in four carry a mark; a line of this many words without any has lost them, whatever stands around it.
UNMARKED_WORDS = 3
UNMARKED_WRONG = 0.7

_WORD = regex.compile(r"\S+")
_UNNOTICED = frozenset({TextState.CLEAN, TextState.SLIPS})


@dataclass(frozen=True, slots=True)
class Expected:
    """Counts of words of the text as it came; ``wrong_before`` and ``wrong_after`` are expected numbers."""

    words: int = 0
    changed: int = 0
    unsure: int = 0
    wrong_before: float = 0.0
    wrong_after: float = 0.0

    def __add__(self, other: Expected) -> Expected:
        return Expected(
            self.words + other.words,
            self.changed + other.changed,
            self.unsure + other.unsure,
            self.wrong_before + other.wrong_before,
            self.wrong_after + other.wrong_after,
        )

    @property
    def rate_after(self) -> float:
        return min(1.0, self.wrong_after / self.words) if self.words else 0.0


def expected_errors(lines: Iterable[tuple[Line, RestoredLine]]) -> Expected:
    """The expected errors of some lines as read, each with its restoration."""
    total = Expected()
    for line, restored in lines:
        total += _of_line(line, restored)
    return total


def _of_line(line: Line, restored: RestoredLine) -> Expected:
    words = restored.source.split()
    changed = _changed_words(restored)
    doubted = [word for word in restored.unsure if not _was_changed(word.start, word.end, restored)]
    doubt = sum(1 - word.confidence for word in doubted)
    untouched = max(0, len(words) - len(changed) - len(doubted))
    missed = MISSED[restored.state] * untouched
    if restored.state in _UNNOTICED:
        missed += MISSED_PER_SLIP * len(changed) + UNMARKED_WRONG * _unmarked(words)
    missed += ENGINE_DOUBT * sum(1 - word.confidence for word in line.words)
    return Expected(
        words=len(words),
        changed=len(changed),
        unsure=len(restored.unsure),
        wrong_before=_wrong_before(changed.values(), restored.state) + doubt + missed,
        wrong_after=sum(max(1 - confidence, LEAST_DOUBT) for confidence in changed.values()) + doubt + missed,
    )


def _wrong_before(confidences: Iterable[float], state: TextState) -> float:
    """In damaged lines a changed word was wrong, whether or not the change hit the right one."""
    if state in (TextState.GARBLED, TextState.STRIPPED, TextState.LEGACY):
        return sum(1.0 for _ in confidences)
    return sum(confidences)


def _changed_words(restored: RestoredLine) -> dict[int, float]:
    """The words of the source line that a change touched (by their number), with the least confidence of it."""
    spans = [match.span() for match in _WORD.finditer(restored.source)]
    touched: dict[int, float] = {}
    for change in restored.changes:
        for index, (start, end) in enumerate(spans):
            if start < change.end and change.start < end:
                touched[index] = min(touched.get(index, 1.0), change.confidence)
    return touched


def _unmarked(words: Sequence[str]) -> int:
    """How many words a line has if none of them carries a mark; abbreviations in capitals do not count."""
    plain = [core for word in words if (core := word.strip('.,;:!?()[]“”"-–')).isalpha() and not core.isupper()]
    if len(plain) < UNMARKED_WORDS or any(strip_marks(word) != word for word in plain):
        return 0
    return len(plain)


def _was_changed(start: int, end: int, restored: RestoredLine) -> bool:
    return any(start < change.out_end and change.out_start < end for change in restored.changes)
