"""The evidence behind an audit's figures, a page and a document at a time; the estimate is ``pipeline.estimate``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractors.layout import Line
from normalizers.records import RestoredLine
from normalizers.spelling import is_impossible
from pipeline.audit.records import Evidence
from pipeline.estimate import expected_errors, mean_rate, restored_rate

# Letters that stand in Vietnamese and in no Western European language (outside Latin-1).
_VIETNAMESE_LETTER = regex.compile(r"[ăắằẳẵặấầẩẫậđếềểễệốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉĩọỏụủũỵỷỹ]", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rates:
    source: float
    restored: float


def page_evidence(lines: Sequence[tuple[Line, RestoredLine]]) -> Evidence:
    """The evidence of one page: its lines as read, each with its restoration."""
    expected = expected_errors(lines)
    words = [word for _, restored in lines for word in restored.source.split()]
    confidences = [word.confidence for line, _ in lines for word in line.words]
    by_engine = any(confidence < 1 for confidence in confidences)
    return Evidence(
        words=expected.words,
        impossible_words=sum(is_impossible(word) for word in words),
        vietnamese_letter_words=sum(bool(_VIETNAMESE_LETTER.search(word)) for word in words),
        changed_words=expected.changed,
        unsure_words=expected.unsure,
        expected_wrong_before=round(expected.wrong_before, 3),
        expected_wrong_after=round(expected.wrong_after, 3),
        engine_confidence=round(sum(confidences) / len(confidences), 4) if by_engine else None,
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
        expected_wrong_before=round(sum(page.expected_wrong_before for page in pages), 3),
        expected_wrong_after=round(sum(page.expected_wrong_after for page in pages), 3),
        engine_confidence=round(sum(c * n for c, n in engine if c is not None) / weight, 4) if weight else None,
    )


def estimated_rates(evidence: Evidence) -> Rates:
    """Estimated shares of wrong words before and after restoration, 0-1; the latter is a cautious figure."""
    return Rates(
        source=round(mean_rate(evidence.expected_wrong_before, evidence.words), 4),
        restored=round(restored_rate(evidence.expected_wrong_before, evidence.expected_wrong_after, evidence.words), 4),
    )
