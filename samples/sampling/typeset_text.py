"""The composed pages as a text extractor gives them, with the way back from each printed line to its text line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap

from .compose import Composed, compose
from .layout import LEADING, LaidPage, Placed
from .model import ABOVE, Annex, PlanContent, TextStyle
from .table_layout import cell_text

READ_ACROSS, KNOWN_CELLS = ("interleaved", "bars"), ("rows", "saved", "drawn")  # what is known of tables
DRAWN, LEAST_DRAWN = 110, 5  # letters of a table drawn with bars, and of a column at least


@dataclass(frozen=True, slots=True)
class Dump:
    """``text``, and in ``line_of[page, k]`` the 1-based text line of that page's k-th printed line."""

    text: str
    line_of: dict[tuple[int, int], int]


def write_text(plan: PlanContent, path: Path) -> None:
    path.write_text(dump(compose(plan), plan.style, plan.annexes).text, encoding="utf-8")


def dump(composed: Composed, style: TextStyle, annexes: Sequence[Annex] = ()) -> Dump:
    lines: list[str] = []
    line_of: dict[tuple[int, int], int] = {}
    written: dict[tuple[object, ...], int] = {}  # the rows of ``annexes``, where each has a line of its own
    open_page = ""  # what a page break leaves before the page's first line
    for number, page in enumerate(composed.pages, 1):
        previous: Placed | None = None
        for k in _order(page, style):
            line = page.lines[k]
            if style.tables in KNOWN_CELLS and line.order:
                if line.source[:2] not in written:
                    written |= _write_rows(lines, annexes, int(str(line.source[1])), style)
                line_of[number, k] = written[line.source[: 2 if line.source[0] == "header" else 3]]
                previous = line
                continue
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


def _write_rows(
    lines: list[str], annexes: Sequence[Annex], index: int, style: TextStyle
) -> dict[tuple[object, ...], int]:
    """Add an annex's table to ``lines`` as tools write it that know its cells; gives the number of each row's last line
    by what is printed from it."""
    annex = annexes[index]
    columns = annex.columns
    total = sum(column.width for column in columns)
    widths = [max(LEAST_DRAWN, round(DRAWN * column.width / total)) for column in columns]
    names = [column.upper or column.title for column in columns]
    if names != [column.title for column in columns]:  # an empty cell follows a name over several columns
        repeated = [at and column.upper and column.upper == columns[at - 1].upper for at, column in enumerate(columns)]
        lines += _written(["" if again else name for again, name in zip(repeated, names, strict=True)], style, widths)
        names = [column.title if column.upper else "" for column in columns]
    lines += _written(names, style, widths)
    written: dict[tuple[object, ...], int] = {("header", index): len(lines), ("row", index): len(lines)}
    for number, row in enumerate(annex.rows):
        texts = [cell_text(column, row) for column in columns]
        lines += _written(["" if text == ABOVE else text for text in texts], style, widths)
        written["row", index, number] = len(lines)
    return written


def _written(cells: Sequence[str], style: TextStyle, widths: Sequence[int]) -> list[str]:
    """The lines of one row: one of all cells (converters of Word files), one of each (Word), or drawn with bars, cells
    broken to ``widths`` letters (antiword)."""
    if style.tables == "rows":
        return [" | ".join(cells)]
    if style.tables == "saved":
        return list(cells)
    broken = [wrap(cell, width, break_long_words=False) for cell, width in zip(cells, widths, strict=True)]
    return [
        "|" + "|".join(part.ljust(width + 1) for part, width in zip(parts, widths, strict=True)) + "|"
        for parts in zip_longest(*broken, fillvalue="")
    ]


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
    if style.tables in READ_ACROSS:
        wanted.sort(key=lambda k: _row_key(page.lines[k]))  # stable: only lines of tables change places
    return wanted


def _row_key(line: Placed) -> tuple[int, int, float]:
    """Lines of one row of a table by their height, then from left to right; all others as they come."""
    if not line.order:
        return (2 if line.role == "footnote" else 0, 0, 0.0)
    return (1, round(line.y / (line.size * LEADING)), line.tokens[0].x if line.tokens else 0.0)


def _same_row(a: Placed, b: Placed, style: TextStyle) -> bool:
    """Two cells' lines on one height come out as one line of text; without columns, all of a height do."""
    if style.tables in READ_ACROSS and a.order and b.order:
        return _row_key(a)[:2] == _row_key(b)[:2]
    beside = a.source != b.source and bool(b.tokens) and bool(a.tokens) and b.tokens[0].x > a.tokens[-1].x
    return beside and abs(a.y - b.y) < 2.0 and a.role == b.role


def _same_block(a: Placed, b: Placed) -> bool:
    return a.source == b.source or not (a.role == b.role == "table")
