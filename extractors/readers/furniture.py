"""Page furniture in plain text: page numbers, running headers, footnotes. Lines keep their text; only roles change.

A role takes a line out of the paragraphs, so each rule needs more than one kind of evidence; in doubt a line is body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Line, LineRole, Page

_NUMBER_ALONE = re.compile(r"[-–—]?\s*(\d{1,4})\s*[-–—]?")
FOOTNOTE_RULE = re.compile(r"\s{10,}|_{5,}|[─—–-]{5,}")
_FOOTNOTE_START = re.compile(r"\[?(\d{1,2})\]?\s*[.)]?\s+\S")
_BARE_NOTE = re.compile(r"(\d{1,2})\s+[^\W\d_]\w")
_PARAGRAPH_START = re.compile(r"[-+•*]\s|[IVX]{1,5}\.\s|\d{1,2}\.\s|[a-zđ]\)\s")
_NOTES_BELOW = 0.6  # of a page's lines: notes without a rule stand in the rest
_TABLE_BORDERS = 3  # lines with a bar between words on a page, from which numbered lines are rows of a table
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
            if line in numbers:
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


def _page_number_lines(pages: Sequence[Page]) -> frozenset[Line]:
    """Lines that hold only a number, at the edge of a page, and grow with the pages.

    Row numbers of a table stand alone too, but begin again in each group and do not keep their distance to the page.
    """
    found: list[tuple[int, int, Line]] = []
    for page in pages:
        for line in _edge_lines(page):
            match = _NUMBER_ALONE.fullmatch(line.text.strip())
            if match:
                found.append((page.number, int(match[1]), line))
                break
    shifts = Counter(value - page for page, value, _ in found)
    lines_of = {page.number: page.lines for page in pages}
    return frozenset(
        line
        for page, value, line in found
        if 2 * shifts[value - page] > max(len(found), 2 if value == page else 4)
        or (value == page and shifts[0] >= len(pages) - 1)
        or (value == page and _isolated(lines_of[page], line))
    )


def _isolated(lines: Sequence[Line], line: Line) -> bool:
    """Two empty lines and more on a side within the page: no row of a table stands so."""
    at = lines.index(line)
    above, below = lines[max(0, at - 2) : at], lines[at + 1 : at + 3]
    return any(len(side) == 2 and not any(line.text.strip() for line in side) for side in (above, below))


def _running_header_texts(pages: Sequence[Page]) -> frozenset[str]:
    """Sentences-like texts that stand at the top of three pages and more. The repeated header of a table is none:
    it is short, a list of column names, and the reader of tables needs it."""
    tops = Counter(edge[0].text.strip() for page in pages if (edge := _edge_lines(page)))
    return frozenset(
        text for text, count in tops.items() if count >= _RUNNING_PAGES and len(text.split()) >= _RUNNING_WORDS
    )


def _footnote_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Lines of the notes at a page's end: below a rule of spaces or dashes, or at its foot where the text of the page
    points to the number with a digit glued to a word."""
    for index, line in enumerate(lines):
        if not FOOTNOTE_RULE.fullmatch(line.text):
            continue
        following = next((at for at in range(index + 1, len(lines)) if lines[at].text.strip()), None)
        if following is not None and (match := _FOOTNOTE_START.match(lines[following].text.strip())):
            end = _notes_end(lines, following, int(match[1]))
            return frozenset(later.number for later in lines[index:end])
    start = _note_without_rule(lines)
    return frozenset(later.number for later in lines[start:]) if start is not None else frozenset()


def _notes_end(lines: Sequence[Line], start: int, number: int) -> int:
    """Where the notes stop: at the page's end, or before text that begins a paragraph of the body (a page end lost)."""
    for index in range(start + 1, len(lines)):
        text = lines[index].text.strip()
        match = _FOOTNOTE_START.match(text)
        if match and int(match[1]) == number + 1:
            number += 1
        elif _PARAGRAPH_START.match(text):
            return index
    return len(lines)


def _note_without_rule(lines: Sequence[Line]) -> int | None:
    full = [index for index, line in enumerate(lines) if line.text.strip()]
    for place, index in enumerate(full):
        if place < _NOTES_BELOW * len(full):
            continue
        number = noted(lines[index].text, [lines[before].text for before in full[:place]])
        if number is not None and _notes_end(lines, index, number) == len(lines):
            return index
    return None


def noted(text: str, above: Sequence[str]) -> int | None:
    """The number with which a line begins as a footnote, if a line above points to it with a digit glued to a word.

    A line inside a table, or that counts on from one above, is none: where letters are damaged, digits are glued to
    words by mistake too, and the first of a page's notes would have been found before its second.
    """
    match = _BARE_NOTE.match(text.strip())
    if match is None or _in_table(above):
        return None
    counted = (_BARE_NOTE.match(line.strip()) for line in above)
    if any(one and int(one[1]) == int(match[1]) - 1 for one in counted):
        return None
    pointer = re.compile(rf"[^\W\d_]{{3,}}[\"”)]?[.,;:]?{match[1]}(?![^\W_]|[/.,]\d)")
    return int(match[1]) if any(pointer.search(line) for line in above) else None


def _in_table(above: Sequence[str]) -> bool:
    """Whether a page's lines down to here end inside a table: borders read as bars, or a title in capitals (a group's
    is followed by its row 1; nobody puts notes below a heading)."""
    full = [line for line in above if line.strip()]
    return sum("|" in line for line in full) >= _TABLE_BORDERS or (bool(full) and full[-1].isupper())
