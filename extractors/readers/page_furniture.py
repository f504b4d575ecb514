"""Page numbers and running headers of documents whose lines have boxes. Lines keep their text; only roles change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.annex_opening import CAPTION, names_annex
from extractors.folding import fold
from extractors.layout import Line, LineRole, Page

_NUMBER = re.compile(r"(?:trang\s+)?[-–—]?\s*(\d{1,4})\s*[-–—]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_FORM = re.compile(r"(?:biểu|mẫu)\b")
_EDGE = 0.13  # share of the page's height within which furniture stands
_SAME_PLACE = 4.0  # points
_LEAST_PAGES = 3


def mark_page_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages with the roles PAGE_NUMBER and RUNNING_HEADER set."""
    numbers = _page_numbers(pages)
    headers = _running(pages, numbers)
    return [
        replace(page, lines=tuple(_with_role(line, numbers, headers) for line in page.lines))
        if any(line.number in numbers or line.number in headers for line in page.lines)
        else page
        for page in pages
    ]


def _with_role(line: Line, numbers: frozenset[int], headers: frozenset[int]) -> Line:
    if line.number in numbers:
        return replace(line, role=LineRole.PAGE_NUMBER)
    return replace(line, role=LineRole.RUNNING_HEADER) if line.number in headers else line


def _edge_lines(page: Page) -> list[Line]:
    if page.height is None:
        return []
    low, high = _EDGE * page.height, (1 - _EDGE) * page.height
    return [
        line
        for line in page.lines
        if line.box is not None and line.role is LineRole.BODY and (line.box.bottom < low or line.box.top > high)
    ]


def _page_numbers(pages: Sequence[Page]) -> frozenset[int]:
    """Lines at a page's edge with only a number, all at the same distance from the count of pages.

    The first line from the top or the last from the bottom only: a number further inside is text.
    """
    found: list[tuple[int, int]] = []  # difference to the page, line
    for page in pages:
        edge = _edge_lines(page)
        outermost = {line.number for line in (edge[:1] + edge[-1:])}
        for line in edge:
            match = _NUMBER.fullmatch(line.text.strip())
            if match and (line.number in outermost or _beyond_all(line, page)):
                found.append((int(match[1]) - page.number, line.number))
    if not found:
        return frozenset()
    shifts = Counter(shift for shift, _ in found)
    # Annexes may count anew, so each shift that several pages share is a sequence; alone only the true page number is.
    kept = {shift for shift, count in shifts.items() if count >= 2 or shift == 0}
    return frozenset(line for shift, line in found if shift in kept)


def _beyond_all(line: Line, page: Page) -> bool:
    """Above or below every other line of the page."""
    assert line.box is not None
    others = [other.box for other in page.lines if other.box is not None and other is not line]
    return all(line.box.bottom <= box.top for box in others) or all(line.box.top >= box.bottom for box in others)


def _running(pages: Sequence[Page], numbers: frozenset[int]) -> frozenset[int]:
    """Lines with the same words (digits aside) at the same height of several pages' edges. Annexes may begin there,
    each with a page of its own: their labels differ by the number, and "(Kèm theo …)" below them is the same."""
    groups: dict[str, list[tuple[int, Line]]] = {}
    for page in pages:
        for line in _edge_lines(page):
            text = line.text.strip().casefold()
            if line.number not in numbers and len(text) > 3 and not CAPTION.match(fold(text)):
                words = text if names_annex(text) or _FORM.match(text) else re.sub(r"\d+", "#", text)
                groups.setdefault(words, []).append((page.number, line))
    kept: set[int] = set()
    for lines in groups.values():
        for _, line in lines:
            assert line.box is not None
            same = {page for page, other in lines if other.box and abs(other.box.top - line.box.top) <= _SAME_PLACE}
            if len(same) >= max(_LEAST_PAGES, len(pages) // 3):
                kept.add(line.number)
    return frozenset(kept)
