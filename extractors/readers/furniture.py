"""Page furniture in plain text: page numbers, running headers, footnotes. Lines keep their text; only roles change.

A role takes a line out of the paragraphs, so each rule needs more than one kind of evidence; in doubt a line is body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.layout import Line, LineRole, Page

_NUMBER_ALONE = re.compile(r"[-–—]?\s*(\d{1,4})\s*[-–—]?")
_FOOTNOTE_RULE = re.compile(r"\s{10,}|_{5,}|[─—–-]{5,}")
_FOOTNOTE_START = re.compile(r"\[?(\d{1,2})\]?\s*[.)]?\s+\S")
_RUNNING_WORDS = 12
_RUNNING_PAGES = 3


def mark_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages with the roles of page numbers, running headers and footnotes set."""
    numbers = _page_number_lines(pages)
    headers = _running_header_texts(pages)
    marked: list[Page] = []
    for page in pages:
        footnotes = _footnote_lines(page.lines)
        top = _edge_lines(page)[:1]
        lines = []
        for line in page.lines:
            if line.number in numbers:
                role = LineRole.PAGE_NUMBER
            elif line.number in footnotes:
                role = LineRole.FOOTNOTE
            elif top and line.number == top[0].number and line.text.strip() in headers:
                role = LineRole.RUNNING_HEADER
            else:
                role = line.role
            lines.append(line if role is line.role else replace(line, role=role))
        marked.append(replace(page, lines=tuple(lines)))
    return marked


def _edge_lines(page: Page) -> list[Line]:
    """The first and the last line of a page that hold text."""
    full = [line for line in page.lines if line.text.strip()]
    return full[:1] + full[-1:] if len(full) > 1 else full


def _page_number_lines(pages: Sequence[Page]) -> frozenset[int]:
    """Lines that hold only a number, at the edge of a page, and grow with the pages.

    Row numbers of a table stand alone too, but begin again in each group and do not grow by a page a page.
    """
    found: list[tuple[int, int, int]] = []
    for page in pages:
        for line in _edge_lines(page):
            match = _NUMBER_ALONE.fullmatch(line.text.strip())
            if match:
                found.append((page.number, int(match[1]), line.number))
                break
    plausible = [(page, value, line) for page, value, line in found if value >= page]
    growing = all(later[1] - earlier[1] >= later[0] - earlier[0] for earlier, later in pairwise(plausible))
    if not growing:
        exact = [entry for entry in plausible if entry[0] == entry[1]]
        plausible = exact if len(exact) > 1 else []
    return frozenset(line for _, _, line in plausible)


def _running_header_texts(pages: Sequence[Page]) -> frozenset[str]:
    """Sentences-like texts that stand at the top of three pages and more. The repeated header of a table is none:
    it is short, a list of column names, and the reader of tables needs it."""
    tops = Counter(edge[0].text.strip() for page in pages if (edge := _edge_lines(page)))
    return frozenset(
        text for text, count in tops.items() if count >= _RUNNING_PAGES and len(text.split()) >= _RUNNING_WORDS
    )


def _footnote_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Lines below a footnote rule (spaces or dashes) that begins a numbered note, to the page's end."""
    for index, line in enumerate(lines):
        if not _FOOTNOTE_RULE.fullmatch(line.text):
            continue
        following = next((later for later in lines[index + 1 :] if later.text.strip()), None)
        if following is not None and _FOOTNOTE_START.match(following.text.strip()):
            return frozenset(later.number for later in lines[index:])
    return frozenset()
