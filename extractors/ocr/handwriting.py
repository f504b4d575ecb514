"""Numbers written by hand into a printed line (``Số: .../CT-UBND``, ``ngày ... tháng 4 năm 2018``): the engine reads
them as whatever comes near, often with confidence. They are higher than the figures printed beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Line, LineRole, Notice
from extractors.ocr.engine import OcrWord

_HIGHER = 1.18  # than the lowest printed number of the line; print varies by less than a tenth
_DOUBT = 0.5  # the confidence that such a reading gets at most


def doubting_handwriting(line: Sequence[OcrWord]) -> list[OcrWord]:
    """The line with less confidence in numbers that stand out by their height."""
    heights = [word.bottom - word.top for word in line if word.text.isdigit()]
    if len(heights) < 2:
        return list(line)
    return [
        replace(word, confidence=min(word.confidence, _DOUBT))
        if word.text.isdigit() and word.bottom - word.top > _HIGHER * min(heights)
        else word
        for word in line
    ]


def doubtful_numbers(lines: Sequence[Line], page: int) -> tuple[Notice, ...]:
    """A notice for each line of the letterhead with a number that was hardly read."""
    found = []
    for line in lines:
        words = [word.text for word in line.words if word.confidence <= _DOUBT and any(c.isdigit() for c in word.text)]
        if line.role is LineRole.LETTERHEAD and words:
            message = f"“{', '.join(words)}” trong dòng “{line.text}” có thể viết tay, đọc không chắc: cần xem lại."
            found.append(Notice("unsure-number", message, page))
    return tuple(found)
