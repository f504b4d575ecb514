"""The evidence behind an audit's figures, a page and a document at a time; the estimate is ``pipeline.estimate``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from extractors.layout import Line
from normalizers.records import RestoredLine
from normalizers.spelling import is_impossible
from pipeline.audit.records import Evidence
from pipeline.estimate import Expected, Rate, expected_errors, restored_rate, source_rate

# Letters that stand in Vietnamese and in no Western European language (outside Latin-1).
_VIETNAMESE_LETTER = regex.compile(r"[ăắằẳẵặấầẩẫậđếềểễệốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉĩọỏụủũỵỷỹ]", regex.IGNORECASE)


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
        expected_words=round(expected.true_words, 3),
        expected_wrong_before=round(expected.wrong_before, 3),
        expected_wrong_after=round(expected.wrong_after, 3),
        variance_before=round(expected.variance_before, 3),
        variance_after=round(expected.variance_after, 3),
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
        expected_words=round(sum(page.expected_words for page in pages), 3),
        expected_wrong_before=round(sum(page.expected_wrong_before for page in pages), 3),
        expected_wrong_after=round(sum(page.expected_wrong_after for page in pages), 3),
        variance_before=round(sum(page.variance_before for page in pages), 3),
        variance_after=round(sum(page.variance_after for page in pages), 3),
        engine_confidence=round(sum(c * n for c, n in engine if c is not None) / weight, 4) if weight else None,
    )


def estimated_rates(evidence: Evidence) -> tuple[Rate, Rate]:
    """The estimated shares of wrong words of the text as it came and after restoration; the latter is a cautious
    figure."""
    expected = Expected(
        words=evidence.words,
        true_words=evidence.expected_words,
        wrong_before=evidence.expected_wrong_before,
        wrong_after=evidence.expected_wrong_after,
        variance_before=evidence.variance_before,
        variance_after=evidence.variance_after,
    )
    return _rounded(source_rate(expected)), _rounded(restored_rate(expected))


def _rounded(rate: Rate) -> Rate:
    return Rate(round(rate.value, 4), round(rate.low, 4), round(rate.high, 4))
