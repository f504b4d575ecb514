"""Damaged rows mended by the table's own repetition and counting; used only where text came garbled.

* A short cell that is nearly one that stands in many other rows is that cell: OCR slips differ from row to row, what
  was printed does not. Digits are never changed.
* A row without a number in a group whose rows count on without a gap has the number of its place; where a row of the
  group is missed or one too many, the rows between two printed numbers that are as many as the count says.
* A group without a label has that of its place where the printed labels are those of theirs.

What was read stays in the row's notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.folding import is_capitals
from extractors.tasks.group_labels import are_letters, group_labels, place_of
from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.moving import with_words_in_place
from extractors.tasks.pieces import piece_key
from extractors.tasks.quarters import with_mended_quarters
from extractors.tasks.rows import one_line
from extractors.tasks.scraps import without_scraps
from extractors.tasks.settling import ALIKE, settled
from extractors.tasks.stray_lines import with_lines_in_place
from extractors.tasks.sub_numbers import with_number, with_sub_numbers
from normalizers.agencies import starts_like_product

STRAY_WORDS = 2
LEAST_AGREEING = 2  # printed numbers that are those of their places, to believe that another one is misread


def mend(rows: Sequence[TableRow], columns: Sequence[Column]) -> list[TableRow]:
    """``rows`` with damaged short cells, lost numbers and lost labels of groups mended."""
    mended = with_mended_quarters(with_words_in_place(without_scraps(rows), columns), columns)
    for column in columns:
        if column.field is FieldName.CONTENT:
            mended = with_lines_in_place(mended, column.index)
    for column in columns:
        if column.field is FieldName.PRODUCT:
            mended = _without_strays(mended, column)
        if column.field in ALIKE:
            mended = settled(mended, column)
    return with_group_labels(_count(with_sub_numbers(mended)))


def with_group_labels(rows: Sequence[TableRow]) -> list[TableRow]:
    """Lost labels of groups, where printed ones are those that the count of the groups gives: before such a one, and
    between two that are as far from one another as their groups; behind the last one where that is its count too. A
    title in other letters than the others is perhaps none, and no count tells then."""
    groups = [at for at, row in enumerate(rows) if row.kind is RowKind.GROUP]
    if len({is_capitals(rows[at].title) for at in groups}) > 1:
        return list(rows)
    read = [rows[at].label for at in groups]
    lettered = are_letters(read)
    values = [place_of(label, lettered=lettered) for label in read]
    printed = [place for place, label in enumerate(read) if label]
    lost: dict[int, int] = {}  # what is counted, by the group's place
    for begin, end in pairwise([-1, *printed]):
        before = values[begin] if begin >= 0 else 0
        if values[end] - before == end - begin:
            lost |= {place: before + place - begin for place in range(begin + 1, end)}
    if printed and values[printed[-1]] == printed[-1] + 1:
        lost |= {place: place + 1 for place in range(printed[-1] + 1, len(groups))}
    labels = {groups[place]: group_labels(value - 1)[lettered] for place, value in lost.items()}
    return [
        row.relabelled(labels[at], f"Nhãn nhóm {labels[at]} suy ra từ thứ tự các nhóm") if at in labels else row
        for at, row in enumerate(rows)
    ]


def _without_strays(rows: list[TableRow], column: Column) -> list[TableRow]:
    """Cells without a stray last line (a word or two after a closed bracket, where another row has the same cell
    without them) and without a stray first word before a product that other rows have alone."""
    keys = Counter(piece_key(row.cells.get(column.index, "")) for row in rows)
    parts = [row.cells.get(column.index, "").split("\n") for row in rows]
    rests = [piece_key("\n".join(lines[:-1])) for lines in parts if len(lines) > 1]
    out: list[TableRow] = []
    for row, lines in zip(rows, parts, strict=True):
        kept, stray = lines, ""
        if len(lines) > 1:
            head, tail = one_line("\n".join(lines[:-1])), one_line("\n".join(lines[1:]))
            closed = head.endswith(")") and head.count("(") == head.count(")")
            alike = (
                fuzz.ratio(piece_key(head), other) >= ALIKE[FieldName.PRODUCT] for other in [*keys.elements(), *rests]
            )
            elsewhere = closed and sum(alike) > 1  # itself and another
            if elsewhere and len(lines[-1].split()) <= STRAY_WORDS:
                kept, stray = lines[:-1], lines[-1]
            elif keys[piece_key(tail)] > 1 and starts_like_product(tail) and re.fullmatch(r"\w{1,4}", lines[0]):
                kept, stray = lines[1:], lines[0]
        if stray:
            note = f"Ô “{column.printed}”: bỏ mảnh chữ lạc “{stray}”"
            out.append(replace(row, cells={**row.cells, column.index: "\n".join(kept)}, notes=(*row.notes, note)))
        else:
            out.append(row)
    return out


def _count(rows: Sequence[TableRow]) -> list[TableRow]:
    """Lost numbers, and one misread among others, where the printed ones of the group leave one possibility: its rows,
    sub-rows left out, count on without a gap, or those between two printed numbers do. A group without any is counted
    only where all the others begin with 1."""
    groups = _groups(rows)
    firsts = [_first_number(rows, places) for places in groups]
    told = [first for first in firsts if first is not None]
    out = list(rows)
    last = 0
    for places, printed in zip(groups, firsts, strict=True):
        first = 1 if printed is None and told and all(other == 1 for other in told) else printed
        if first in (1, last + 1) and not _disagrees(rows, places, first):
            counted = dict(zip(_countable(rows, places), range(first, first + len(places)), strict=False))
        else:
            counted = _between_printed([rows[at].label for at in places], places)
        for at, number in counted.items():
            out[at] = with_number(rows[at], str(number))
        last = max((int(out[at].label) for at in places if out[at].label.isdigit()), default=last)
    return out


def _between_printed(labels: Sequence[str], places: Sequence[int]) -> dict[int, int]:
    """The numbers of rows between two printed ones that are as far from one another as their rows; one label between
    them may be another number, which is misread."""
    printed = [step for step, label in enumerate(labels) if label]
    ahead = {step: int(labels[step]) - step for step in printed if labels[step].isdigit()}
    counted: dict[int, int] = {}
    for begin, *ends in zip(printed, printed[1:], [*printed[2:], -1], strict=False):
        end = next((end for end in ends if begin in ahead and ahead.get(end) == ahead[begin]), begin)
        counted |= {places[step]: ahead[begin] + step for step in range(begin + 1, end)}
    return counted


def _disagrees(rows: Sequence[TableRow], places: Sequence[int], first: int) -> bool:
    """Whether a printed number is not that of its place; one alone is misread where those around it agree."""
    labels = [rows[at].label for at in places]
    agree = [label == str(number) for number, label in enumerate(labels, start=first)]
    odd = [k for k, label in enumerate(labels) if label and not agree[k]]
    if len(odd) == 1 and sum(agree) >= LEAST_AGREEING:
        return not (any(agree[: odd[0]]) and any(agree[odd[0] + 1 :]))
    return bool(odd)


def _countable(rows: Sequence[TableRow], places: Sequence[int]) -> Sequence[int]:
    """The rows up to the last printed number, and behind it those that are surely rows: with a content and more."""
    printed = max((step for step, at in enumerate(places) if rows[at].label), default=-1)
    end = printed + 1
    while end < len(places) and sum(bool(text) for text in rows[places[end]].cells.values()) > 1:
        end += 1
    return places[:end]


def _groups(rows: Sequence[TableRow]) -> list[list[int]]:
    """For each group the indices of its rows that count."""
    groups: list[list[int]] = [[]]
    below_heading = False
    for index, row in enumerate(rows):
        if row.kind is RowKind.GROUP:
            groups.append([])
            below_heading = False
        elif not _is_sub_row(row, below_heading=below_heading):
            groups[-1].append(index)
            below_heading = below_heading or sum(bool(text) for text in row.cells.values()) == 1
    return [places for places in groups if places]


def _first_number(rows: Sequence[TableRow], places: Sequence[int]) -> int | None:
    """The number of a group's first row as the printed numbers tell it, all but one; ``None`` where they do not
    agree."""
    told = Counter(int(rows[at].label) - step for step, at in enumerate(places) if rows[at].label.isdigit())
    odd = any(rows[at].label and not rows[at].label.isdigit() for at in places)
    if not told or odd:
        return None
    first, times = told.most_common(1)[0]
    return first if told.total() - times <= (1 if times >= LEAST_AGREEING else 0) else None


def _is_sub_row(row: TableRow, *, below_heading: bool) -> bool:
    """A bullet tells a sub-row only below a row that is a content alone: others have bullets, and specks like them."""
    bullet = any(re.match(r"^[-–+•]", text.strip()) for text in row.cells.values())
    return "." in row.label or (below_heading and bullet)
