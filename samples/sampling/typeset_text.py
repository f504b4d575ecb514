"""The composed pages as a text extractor gives them, with the way back from each printed line to its text line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .compose import Composed, compose
from .layout import LEADING, LaidPage, Placed
from .model import PlanContent, TextStyle


@dataclass(frozen=True, slots=True)
class Dump:
    """``text``, and in ``line_of[page, k]`` the 1-based text line of that page's k-th printed line."""

    text: str
    line_of: dict[tuple[int, int], int]


def write_text(plan: PlanContent, path: Path) -> None:
    path.write_text(dump(compose(plan), plan.style).text, encoding="utf-8")


def dump(composed: Composed, style: TextStyle) -> Dump:
    lines: list[str] = []
    line_of: dict[tuple[int, int], int] = {}
    open_page = ""  # what a page break leaves before the page's first line
    for number, page in enumerate(composed.pages, 1):
        previous: Placed | None = None
        for k in _order(page, style):
            line = page.lines[k]
            if lines and previous is not None and _same_row(previous, line, style):
                lines[-1] += (" | " if style.tables == "bars" and line.order else " ") + line.text
            else:
                if style.double_spaced and previous is not None and _same_block(previous, line):
                    lines.append("")
                lines.append(open_page + line.text)
                open_page = ""
            line_of[number, k] = len(lines)
            previous = line
        open_page = "\f" if style.page_break == "form_feed" else " "
        if style.double_spaced:
            lines.append("")
    trail = " " if style.double_spaced else ""
    text = "\n".join(line + trail if line.strip() else line for line in lines)
    return Dump(text.rstrip("\n") + "\n", line_of)


def _order(page: LaidPage, style: TextStyle) -> list[int]:
    """Indices of a page's lines in the order of the dump: page number first, footnotes last, as they are printed."""
    wanted = [
        k
        for k, line in enumerate(page.lines)
        if not (style.letterhead == "absent" and line.source[0] == "letterhead")
        and (style.page_numbers or line.role != "page_number")
    ]
    if style.letterhead == "rows":  # an extractor that knows no columns reads across them
        head = [k for k in wanted if page.lines[k].source[0] == "letterhead"]
        head.sort(key=lambda k: (round(page.lines[k].y / 4), page.lines[k].tokens[0].x))
        wanted = head + [k for k in wanted if k not in head]
    if style.tables != "cells":
        wanted.sort(key=lambda k: _row_key(page.lines[k]))  # stable: only lines of tables change places
    return wanted


def _row_key(line: Placed) -> tuple[int, int, float]:
    """Lines of one row of a table by their height, then from left to right; all others as they come."""
    if not line.order:
        return (2 if line.role == "footnote" else 0, 0, 0.0)
    return (1, round(line.y / (line.size * LEADING)), line.tokens[0].x if line.tokens else 0.0)


def _same_row(a: Placed, b: Placed, style: TextStyle) -> bool:
    """Two cells' lines on one height come out as one line of text; without columns, all of a height do."""
    if style.tables != "cells" and a.order and b.order:
        return _row_key(a)[:2] == _row_key(b)[:2]
    beside = a.source != b.source and bool(b.tokens) and bool(a.tokens) and b.tokens[0].x > a.tokens[-1].x
    return beside and abs(a.y - b.y) < 2.0 and a.role == b.role


def _same_block(a: Placed, b: Placed) -> bool:
    return a.source == b.source or not (a.role == b.role == "table")
