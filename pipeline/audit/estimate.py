"""From evidence to an estimated share of wrong words.

The restorer's confidences are calibrated (a change with confidence 0.9 is right nine times in ten), so the expected
number of wrong words is a sum: before restoration the changes that were right to make, after it those that were not;
the words it left in doubt count on both sides. What it never noticed is added as a share of the words that stand in
damaged surroundings (``MISSED``), fitted by ``benchmarks/audit.py`` on data whose truth is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractors.layout import Line
from normalizers.records import RestoredLine, TextState
from normalizers.spelling import is_impossible
from pipeline.audit.records import Evidence

# Share of the words that are wrong although neither changed nor doubted, by the state of their line.
MISSED: dict[TextState, float] = {
    TextState.GARBLED: 0.01,
    TextState.STRIPPED: 0.005,
    TextState.SLIPS: 0.003,
    TextState.LEGACY: 0.002,
    TextState.CLEAN: 0.0005,
    TextState.FOREIGN: 0.0,
    TextState.EMPTY: 0.0,
}

# Letters that stand in Vietnamese and in no Western European language (outside Latin-1).
_VIETNAMESE_LETTER = regex.compile(r"[ăắằẳẵặấầẩẫậđếềểễệốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉĩọỏụủũỵỷỹ]", regex.IGNORECASE)
_WORD = regex.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Rates:
    source: float
    restored: float


def page_evidence(lines: Sequence[tuple[Line, RestoredLine]]) -> Evidence:
    """The evidence of one page: its lines as read, each with its restoration."""
    words = impossible = vietnamese = changed = unsure = 0
    right = wrong_after = 0.0
    for _, result in lines:
        source_words = result.source.split()
        words += len(source_words)
        vietnamese += sum(bool(_VIETNAMESE_LETTER.search(word)) for word in source_words)
        impossible += sum(is_impossible(word) for word in source_words)
        touched = _touched_words(result)
        changed += len(touched)
        right += sum(touched.values())
        wrong_after += sum(1 - confidence for confidence in touched.values())
        kept = [word for word in result.unsure if not _was_changed(word.start, word.end, result)]
        unsure += len(result.unsure)
        doubt = sum(1 - word.confidence for word in kept)
        right += doubt
        wrong_after += doubt
        missed = MISSED[result.state] * max(0, len(source_words) - len(touched) - len(kept))
        right += missed
        wrong_after += missed
    confidences = [word.confidence for line, _ in lines for word in line.words if line.printed or word.confidence < 1]
    return Evidence(
        words=words,
        impossible_words=impossible,
        vietnamese_letter_words=vietnamese,
        changed_words=changed,
        unsure_words=unsure,
        expected_changed_right=round(right, 3),
        expected_wrong_after=round(wrong_after, 3),
        engine_confidence=round(sum(confidences) / len(confidences), 4) if confidences else None,
    )


def total_evidence(parts: Iterable[Evidence]) -> Evidence:
    """The evidence of a document, summed over its pages."""
    pages = list(parts)
    engine = [(page.engine_confidence, page.words) for page in pages if page.engine_confidence is not None]
    weight = sum(words for _, words in engine)
    return Evidence(
        words=sum(page.words for page in pages),
        impossible_words=sum(page.impossible_words for page in pages),
        vietnamese_letter_words=sum(page.vietnamese_letter_words for page in pages),
        changed_words=sum(page.changed_words for page in pages),
        unsure_words=sum(page.unsure_words for page in pages),
        expected_changed_right=round(sum(page.expected_changed_right for page in pages), 3),
        expected_wrong_after=round(sum(page.expected_wrong_after for page in pages), 3),
        engine_confidence=round(sum(c * n for c, n in engine if c is not None) / weight, 4) if weight else None,
    )


def estimated_rates(evidence: Evidence) -> Rates:
    """Estimated shares of wrong words before and after restoration, 0-1."""
    if not evidence.words:
        return Rates(0.0, 0.0)
    return Rates(
        source=round(min(1.0, evidence.expected_changed_right / evidence.words), 4),
        restored=round(min(1.0, evidence.expected_wrong_after / evidence.words), 4),
    )


def _touched_words(result: RestoredLine) -> dict[int, float]:
    """The words of the source line that a change touched (by their number), with the change's confidence."""
    spans = [match.span() for match in _WORD.finditer(result.source)]
    touched: dict[int, float] = {}
    for change in result.changes:
        for index, (start, end) in enumerate(spans):
            if start < change.end and change.start < end:
                touched[index] = min(touched.get(index, 1.0), change.confidence)
    return touched


def _was_changed(start: int, end: int, result: RestoredLine) -> bool:
    return any(start < change.out_end and change.out_start < end for change in result.changes)
