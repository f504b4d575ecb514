"""A table that is only text: find its header, drop the repeated ones, read its rows by the shape they come in."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.layout import Line
from extractors.tasks.across_header import find_header_across, mark_headers_across
from extractors.tasks.adhesion import adhesion, is_common_word
from extractors.tasks.barred_header import find_barred_header, has_bars, mark_barred_headers
from extractors.tasks.displaced import with_pieces_in_place
from extractors.tasks.grid import with_merged_leads
from extractors.tasks.group_labels import with_group_labels
from extractors.tasks.interleaved import read_interleaved
from extractors.tasks.joined_lines import lines_apart
from extractors.tasks.layout_columns import Layout, header_begins, header_goes_on, keeps_layout, read_layout
from extractors.tasks.line_header import find_line_header
from extractors.tasks.linear import read_linear
from extractors.tasks.lines import TextLine, printed_words, stands_behind, word_confidences
from extractors.tasks.mending import mend
from extractors.tasks.model import Column, FieldName, TableRow, TaskTable
from extractors.tasks.page_modes import joined, pages_across
from extractors.tasks.placed_header import find_placed_header
from extractors.tasks.plausibility import is_plausible, soundness
from extractors.tasks.rereading import CellRestorer
from extractors.tasks.scattered import read_scattered
from extractors.tasks.scattered_header import MAYBE_SCATTERED, SCATTERED, find_scattered_header, in_rows
from extractors.tasks.text_header import TextHeader, find_header, mark_headers, mark_page_numbers, with_last_lines
from extractors.tasks.word_places import Placing, by_distances, placing_of

HEADER_WITHIN = 60  # lines of an annex within which its header must stand
WIDE_GAP = 0.6  # of the letters' height: no space between words of one cell is as wide
ACROSS = 0.08  # share of the lines that must run through several columns for an interleaved table
FEWEST_DEADLINES = 3  # to judge by
# Lines that begin in small letters and go on with the one above, by the language model: where cells follow one another
# they do (1.5 and more in the mean of a table, 90 generated ones and a real one), where lines run across they mostly do
# not (0.7, once 1.6; 1.1 in a real one).
FEWEST_LOWER, UNTOLD = 4, 1.2  # lines that begin in small letters, to tell how they read on; what fewer tell
# The better lines read on from those above, the more deadlines stand behind other cells in lines read across: how well
# they read on (log-odds, less than), and the share of the deadlines.
BEHIND_ACROSS = ((1.0, 0.15), (1.4, 0.5), (2.2, 0.7), (math.inf, 1.0))
LEAST_SOUND = 0.5  # of cells in no row's order, for tasks to be made of them
DAMAGED = 0.15  # share of changed lines, or of words that are none, from which text counts as damaged
_AFTER_LABEL = (".", ")")  # "a)" goes on with nothing
_ACROSS = re.compile(r"\S\s*\|\s*\S|\S\s{3,}\S")


def read_text_table(lines: Sequence[Line], restore: CellRestorer | None = None) -> tuple[TaskTable | None, int]:
    """The task table in ``lines`` and the index of its header's first line; no table where there is no task header, or
    only traces of one above rows that are not like tasks.

    ``restore`` restores cells of garbled text that was read across the columns.
    """
    printed = [line for line in lines if line.text.strip()]
    text = _text_of(printed, restore)
    across = pages_across(text.plain)
    table = (_mixed_table(text, across) if across else None) or _table_alike(text)
    return table, len(printed) if table is None else _lines_above(table, printed)


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines that hold something, in three forms: with the places of their words, without, and with wide gaps
    shown; and what its readers use."""

    solid: Sequence[Line]
    plain: Sequence[TextLine]
    spaced: Sequence[str]
    place: Placing
    restore: CellRestorer | None

    def on(self, pages: Collection[int]) -> _Text:
        """What stands on these pages."""
        own = [at for at, line in enumerate(self.solid) if line.page in pages]
        return replace(
            self,
            solid=[self.solid[at] for at in own],
            plain=[self.plain[at] for at in own],
            spaced=[self.spaced[at] for at in own],
        )


def _text_of(solid: Sequence[Line], restore: CellRestorer | None) -> _Text:
    place = placing_of([line.printed or line.text for line in solid])
    if place is by_distances and keeps_layout(solid):
        solid = lines_apart(solid, place)
    return _Text(solid, _text_lines(solid), [spaced(line) for line in solid], place, restore)


def _table_alike(text: _Text, maybe_scattered: float = MAYBE_SCATTERED) -> TaskTable | None:
    """The table of which all pages are read in one way; ``maybe_scattered``: what ``in_rows`` is less than if its cells
    may come in no row's order."""
    order = in_rows(text.plain)
    scattered = _scattered_table(text.plain) if order < maybe_scattered else None
    if scattered is not None and order < SCATTERED:
        return scattered
    across = is_interleaved(text.spaced)
    table = _table(text, across=across, in_order=order >= SCATTERED)
    if table is None and not across and not is_damaged(text.plain):  # its header tells what its lines leave open
        table = _table(text, across=True, in_order=False)
    if scattered is not None and (table is None or soundness(scattered) > soundness(table)):
        return scattered
    return table or _scattered_table(text.plain, below_names=True)


def _lines_above(table: TaskTable, lines: Sequence[Line]) -> int:
    """How many of the ``lines`` stand above the table."""
    return sum(table.line is not None and line.number < table.line for line in lines)


def _table(text: _Text, *, across: bool, in_order: bool) -> TaskTable | None:
    """The table below a header that stands together; ``across``: its lines run through the columns; ``in_order``: its
    cells come row by row, where they follow one another."""
    solid, texts, place = text.solid, text.spaced, text.place
    barred = False
    if across:  # prose is no table: traces of a header tell in a damaged text only
        damaged = is_damaged(text.plain)
        barred = has_bars(texts) and not damaged and not keeps_layout(solid)
        header = find_barred_header(texts, HEADER_WITHIN) if barred else None
        header = header or find_header_across(texts, HEADER_WITHIN, guess=damaged)
        if header is None and keeps_layout(solid):
            header = find_placed_header([line.text for line in solid], HEADER_WITHIN)
    else:
        header = _header_down(texts)
    if header is None:
        return None
    marks = mark_headers_across(texts, header, [line.page for line in solid]) if across else _marks_down(texts, header)
    if barred:
        marks = [mark or again for mark, again in zip(marks, mark_barred_headers(texts, header), strict=True)]
    layout = None
    if across and keeps_layout(solid[header.first :]):
        top = header_begins(solid, header.first, place)
        marks[top : header.first] = [True] * (header.first - top)
        marks[top:] = header_goes_on(solid[top:], marks[top:], place)
        layout = read_layout(solid[top:], marks[top:], header.columns, place)
    prepared = _prepare(text.plain, texts, header, marks)
    columns = layout.columns if layout else header.columns
    if across or is_interleaved([line.text for line in prepared]):
        rows = _rows_across(prepared, columns, layout, text.restore)
    elif in_order:
        rows = with_merged_leads(read_linear(prepared, columns), columns)
    else:
        rows = _read_scattered(prepared, columns)
    if not header.certain and not is_plausible(rows, columns):
        return None
    first = solid[header.first]
    return TaskTable(columns, tuple(rows), first.page, first.number)


def _header_down(texts: Sequence[str]) -> TextHeader | None:
    """The header of text whose cells follow one another, cut by its lines or by its words: what tells more fields."""
    by_words = find_header(texts, stop=HEADER_WITHIN, down=True)
    by_lines = find_line_header(texts, HEADER_WITHIN)
    if by_words is None or (by_lines is not None and _fields(by_lines) >= _fields(by_words)):
        header = by_lines
    else:
        header = by_words
    return header and with_last_lines(header, texts)


def _marks_down(texts: Sequence[str], header: TextHeader) -> list[bool]:
    return mark_page_numbers(texts, mark_headers(texts, header))


def _fields(header: TextHeader) -> int:
    return sum(column.field is not FieldName.EXTRA for column in header.columns)


def _mixed_table(text: _Text, across: Collection[int]) -> TaskTable | None:
    """The table, its pages ``across`` read so and the others cell by cell; ``None`` where either way finds none."""
    beside = _table(text.on(across), across=True, in_order=False)
    if beside is None:
        return None
    others = text.on({line.page for line in text.solid if line.page not in across})
    below = _table_alike(others, maybe_scattered=math.inf) or _table_below(others, beside.columns)
    if below is None:
        return None
    table = joined(beside, below)
    return replace(table, rows=tuple(with_group_labels(table.rows))) if is_damaged(text.plain) else table


def _table_below(text: _Text, columns: Sequence[Column]) -> TaskTable | None:
    """The table on pages that do not name its columns."""
    return _if_sound(columns, _read_scattered(text.plain, columns), text.plain[0])


def _rows_across(
    lines: Sequence[TextLine], columns: Sequence[Column], layout: Layout | None, restore: CellRestorer | None
) -> list[TableRow]:
    damaged = is_damaged(lines)
    clean = not damaged and layout is None
    barred = clean and has_bars([line.text for line in lines])
    rows = read_interleaved(lines, columns, restore if damaged else None, layout, clean=clean, barred=barred)
    if not barred:
        rows = with_pieces_in_place(rows, columns)
    return _mended(rows, columns, damaged=damaged)


def _mended(rows: Sequence[TableRow], columns: Sequence[Column], *, damaged: bool) -> list[TableRow]:
    return with_merged_leads(mend(rows, columns) if damaged else rows, columns, damaged=damaged)


def _scattered_table(lines: Sequence[TextLine], *, below_names: bool = False) -> TaskTable | None:
    """The table, read as one whose cells come in no row's order; ``None`` where no names of columns stand among the
    cells, or what is read so is mostly no task. ``below_names``: also where they do not stand right above their cells
    on any page, which too few deadlines to tell the order leave as its only sign."""
    header = find_scattered_header(lines)
    if header is None or (below_names and not any(header.under)):
        return None
    below = [at for at in range(header.first, len(lines)) if not header.marks[at]]
    cells = [replace(lines[at], gap=max(lines[at].gap, int(at > 0 and header.marks[at - 1]))) for at in below]
    under = [header.under[at] for at in below]
    rows = _read_scattered(cells, header.columns, under)
    return _if_sound(header.columns, rows, lines[header.first])


def _if_sound(columns: Sequence[Column], rows: Sequence[TableRow], first: TextLine) -> TaskTable | None:
    """The table that begins with line ``first``, if its cells are mostly those of tasks."""
    table = TaskTable(tuple(columns), tuple(rows), first.page, first.number)
    return table if soundness(table) >= LEAST_SOUND else None


def _read_scattered(
    lines: Sequence[TextLine], columns: Sequence[Column], under: Sequence[frozenset[int]] = ()
) -> list[TableRow]:
    damaged = is_damaged(lines)
    return _mended(read_scattered(lines, columns, under, damaged=damaged), columns, damaged=damaged)


def spaced(line: Line) -> str:
    """The line's text; where its words have boxes and are those of the text, wide gaps show as three spaces."""
    text = line.text.strip()
    words = text.split()
    if len(line.words) != len(words) or len(words) < 2:
        return text
    out = [words[0]]
    for before, after, word in zip(line.words, line.words[1:], words[1:], strict=False):
        height = max(1.0, after.box.bottom - after.box.top)
        out.append("   " if after.box.x0 - before.box.x1 > WIDE_GAP * height else " ")
        out.append(word)
    return "".join(out)


def _text_lines(solid: Sequence[Line]) -> list[TextLine]:
    """The lines with the blank lines before each and the page ends between them."""
    lines: list[TextLine] = []
    for before, line in zip([*solid[:1], *solid], solid, strict=False):
        text = line.text.strip()
        gap = max(0, line.number - before.number - 1)
        trailing = len(line.text) - len(line.text.rstrip())
        sources = printed_words(line.text, line.changes) if line.changes else ()
        certain = word_confidences(line.text, line.changes) if line.changes else ()
        place = (line.number, line.page, gap, trailing, int(line.page != before.page))
        lines.append(TextLine(text, *place, line.printed, sources, certain))
    return lines


def is_interleaved(texts: Sequence[str]) -> bool:
    """Whether lines run through several columns: printed bars or wide spaces inside many of them, or deadlines behind
    other words (where cells follow one another, a deadline mostly has a line of its own or begins one) and lines that
    do not read on from those above."""
    if _has_borders(texts):
        return True
    lower = [
        adhesion(above, below)
        for above, below in pairwise(texts)
        if below[:1].islower() and below[1:2] not in _AFTER_LABEL
    ]
    told = sum(lower) / len(lower) if len(lower) >= FEWEST_LOWER else UNTOLD
    behind = [is_behind for text in texts if (is_behind := stands_behind(text)) is not None]
    needed = next(share for most, share in BEHIND_ACROSS if told < most)
    return len(behind) >= FEWEST_DEADLINES and sum(behind) > needed * len(behind)


def _has_borders(texts: Sequence[str]) -> bool:
    return sum(bool(_ACROSS.search(text)) for text in texts) >= ACROSS * max(1, len(texts))


def is_damaged(lines: Sequence[TextLine]) -> bool:
    """Whether the text was read badly: restoration changed many lines, or many words are none. Clean cells are never
    mended."""
    changed = sum(bool(line.printed) and line.printed.split() != line.text.split() for line in lines)
    words = [word for line in lines for word in re.findall(r"[^\W\d_]{2,}", line.text)]
    odd = sum(not word.isupper() and not is_common_word(word) for word in words)
    return changed >= DAMAGED * max(1, len(lines)) or odd >= DAMAGED * max(1, len(words))


def _prepare(
    plain: Sequence[TextLine], texts: Sequence[str], header: TextHeader, marks: Sequence[bool]
) -> list[TextLine]:
    """The lines under the header, with the page ends and headers between them."""
    prepared: list[TextLine] = []
    broken = 0
    for line, text, is_header in list(zip(plain, texts, marks, strict=True))[header.first :]:
        if is_header:
            broken = 2 if prepared else 0
        else:
            ended = line.break_before if prepared else 0
            prepared.append(replace(line, text=text, break_before=max(broken, ended)))
            broken = 0
    return prepared
