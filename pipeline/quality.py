"""How good the restored text is, a page at a time: an estimate (``pipeline.estimate``) and a grade."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.layout import Page
from pipeline.document import Grade, PageQuality, Quality
from pipeline.estimate import Expected, expected_errors, restored_rate

if TYPE_CHECKING:
    from normalizers.records import Restoration, RestoredLine

# Upper bounds of the estimated share of wrong words for each grade.
GRADE_LIMITS: tuple[tuple[Grade, float], ...] = (("excellent", 0.005), ("good", 0.02), ("fair", 0.08))

UNREADABLE, FEWEST_WORDS = 0.95, 20  # share of wrong words of a page that cannot be read, and words that tell


def is_unreadable(page: PageQuality) -> bool:
    """Whether hardly a word of the page can be read, such as where it was scanned upside down."""
    return page.words >= FEWEST_WORDS and page.estimated_word_error_rate >= UNREADABLE


def grade_of(word_error_rate: float) -> Grade:
    """The grade of an estimated share of wrong words (0-1)."""
    return next((grade for grade, limit in GRADE_LIMITS if word_error_rate <= limit), "poor")


def assess_quality(pages: Sequence[Page], restoration: Restoration | None) -> Quality:
    """Quality of the document and of each page; without a restoration only words are counted."""
    restored: list[RestoredLine] = list(restoration.lines) if restoration else []
    assessed: list[PageQuality] = []
    total = Expected()
    first = 0
    for page in pages:
        lines = list(zip(page.lines, restored[first : first + len(page.lines)], strict=False))
        first += len(page.lines)
        expected = expected_errors(lines)
        total += expected
        assessed.append(_page_quality(page, expected))
    rate = restored_rate(total).value
    return Quality(
        grade=grade_of(rate),
        estimated_word_error_rate=round(rate, 4),
        words=sum(page.words for page in assessed),
        restored_words=total.changed,
        unsure_words=total.unsure,
        pages=tuple(assessed),
    )


def _page_quality(page: Page, expected: Expected) -> PageQuality:
    rate = restored_rate(expected).value
    return PageQuality(
        page=page.number,
        grade=grade_of(rate),
        estimated_word_error_rate=round(rate, 4),
        words=sum(len(line.text.split()) for line in page.lines),
        restored_words=expected.changed,
        unsure_words=expected.unsure,
    )
