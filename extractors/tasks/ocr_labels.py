"""Labels of groups and rows that an OCR engine read badly, mended by the order that such tables keep.

A label of one or two strokes is the hardest thing on a page for an engine (II as H, III as m, 9 as B), and the easiest
to know: romans count the groups, numbers the rows of a group. Only rows that the engine doubted are touched, only
labels with ink, and only where the order on both sides leaves no choice; a number that was not read right and is put in
is noted for a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.folding import is_capitals
from extractors.labels import roman_readings, roman_text, roman_value
from extractors.tasks.model import RowKind, TableRow

_NUMBER = re.compile(r"\d{1,3}")
_ROMAN = re.compile(r"[IVX]{1,5}|[A-HĐ]")
_SPECKS = re.compile(r"(?<=\w)[_'`´‘’~|]+$|^[_'`´‘’~]+(?=\w)")
# What an engine reads for "a)" and "c)".
_READ_AS_A = frozenset("8 4 @ A ä â á à ã ả ạ".split())
_READ_AS_C = frozenset("C ¢ © ç € e".split())
_MOST_STRAY = 4  # characters of a label that is no label


def mended_labels(rows: Sequence[TableRow], content: int) -> list[TableRow]:
    """The rows with their labels mended; ``content`` is the index of the column of contents."""
    if all(row.confidence >= 1 for row in rows):
        return list(rows)
    return _mended_numbers(_mended_letters(_mended_groups(_with_first_group(_clean(rows), content), content)))


def _clean(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows with their labels without the specks that an engine reads beside them."""
    return [replace(row, label=_SPECKS.sub("", row.label)) if row.confidence < 1 and row.label else row for row in rows]


def _with_first_group(rows: Sequence[TableRow], content: int) -> list[TableRow]:
    """The rows with a first one "1" as group I: it has a title alone, a row 1 follows, and the next group is II."""
    first = rows[0] if len(rows) > 2 else None
    groups = [row for row in rows if row.kind is RowKind.GROUP and row.label]
    if (
        first is None
        or (first.kind, first.label, rows[1].label) != (RowKind.ROW, "1", "1")
        or first.confidence >= 1
        or not _has_title_alone(first, content)
        or not groups
        or 2 not in _readings(groups[0].label)
    ):
        return list(rows)
    return [replace(first, kind=RowKind.GROUP, label="I", title=first.cells.get(content, ""), cells={}), *rows[1:]]


def _mended_letters(rows: Sequence[TableRow]) -> list[TableRow]:
    """Rows counted a, b, c: what stands before b and is not the next number is a, a capital C after b is c."""
    mended = list(rows)
    for index, row in enumerate(rows):
        if row.kind is not RowKind.ROW or row.label != "b":
            continue
        before, after = index - 1, index + 1
        if before > 0 and _may_be_letter(rows[before], _READ_AS_A) and not _follows(rows[before - 1], rows[before]):
            mended[before] = _relabelled(rows[before], "a")
        if after < len(rows) and _may_be_letter(rows[after], _READ_AS_C):
            mended[after] = _relabelled(rows[after], "c")
    return mended


def _may_be_letter(row: TableRow, read: frozenset[str]) -> bool:
    return row.kind is RowKind.ROW and row.confidence < 1 and row.label in read


def _follows(row: TableRow, after: TableRow) -> bool:
    return row.label.isdigit() and after.label.isdigit() and int(after.label) == int(row.label) + 1


def _relabelled(row: TableRow, label: str) -> TableRow:
    if row.label.casefold() == label:
        return replace(row, label=label)
    note = f"Ký hiệu đọc được là “{row.label}”, sửa thành {label} theo thứ tự các dòng"
    return replace(row, label=label, notes=(*row.notes, note))


def _mended_groups(rows: Sequence[TableRow], content: int) -> list[TableRow]:
    """Groups and rows that may be groups, as their romans' order says, if it fits all and many can be read."""
    places = [index for index in range(len(rows)) if _may_be_group(rows, index, content)]
    readable = sum(place in _readings(rows[index].label) for place, index in enumerate(places, 1))
    sure = [index for index in places if rows[index].kind is RowKind.GROUP]
    if not sure or readable < max(1, len(places) / 3) or not all(_fits(rows, i, n) for n, i in enumerate(places, 1)):
        return _mended_romans(rows)
    mended = list(rows)
    for place, index in enumerate(places, 1):
        row = rows[index]
        if row.confidence < 1:
            title = row.title if row.kind is RowKind.GROUP else row.cells[content]
            mended[index] = replace(row, kind=RowKind.GROUP, label=roman_text(place), title=title, cells={})
    return mended


def _mended_romans(rows: Sequence[TableRow]) -> list[TableRow]:
    """The same for the groups alone, where rows that look like groups do not fit in."""
    groups = [index for index, row in enumerate(rows) if row.kind is RowKind.GROUP and row.label]
    if not all(place in _readings(rows[index].label) for place, index in enumerate(groups, 1)):
        return list(rows)
    mended = list(rows)
    for place, index in enumerate(groups, 1):
        if rows[index].confidence < 1:
            mended[index] = replace(rows[index], label=roman_text(place))
    return mended


def _may_be_group(rows: Sequence[TableRow], index: int, content: int) -> bool:
    """A group, or a row of a label and a title alone: in capitals, or over a row that counts from 1 anew."""
    row = rows[index]
    if row.kind is RowKind.GROUP:
        return bool(row.label)
    title = row.cells.get(content, "").strip()
    anew = index + 1 < len(rows) and rows[index + 1].label == "1" and _NUMBER.fullmatch(row.label) is None
    may_be_title = len(title) > 3 and (is_capitals(title) or (anew and title[:1].isupper()))
    return bool(row.label) and may_be_title and _has_title_alone(row, content)


def _has_title_alone(row: TableRow, content: int) -> bool:
    return not any(text.strip() for column, text in row.cells.items() if column != content)


def _fits(rows: Sequence[TableRow], index: int, place: int) -> bool:
    """Whether a row can be the group of this place: its label can be read so, or is neither a roman nor a number, or
    is a 1 over another 1."""
    row = rows[index]
    if place in _readings(row.label):
        return True
    stray = len(row.label) <= _MOST_STRAY and not _NUMBER.fullmatch(row.label) and not _ROMAN.fullmatch(row.label)
    twice = index + 1 < len(rows) and row.label == rows[index + 1].label == "1"
    return row.confidence < 1 and (stray or twice)


def _readings(label: str) -> set[int]:
    return {roman_value(roman) for roman, _ in roman_readings(label)}


def _mended_numbers(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows whose number between n and n + 2 was read as something else, or after n as no number at all."""
    mended = list(rows)
    last: int | None = None
    for index, row in enumerate(rows):
        if row.kind is RowKind.GROUP:
            last = None
            continue
        if not row.label:
            continue
        number = int(row.label) if _NUMBER.fullmatch(row.label) else None
        if last is not None and number != last + 1 and row.confidence < 1 and _is_stray(row.label):
            after = _next_number(rows, index)
            if after == last + 2 or (after is None and number is None):
                note = f"Số thứ tự đọc được là “{row.label}”, sửa thành {last + 1} theo thứ tự các dòng"
                mended[index] = replace(row, label=str(last + 1), notes=(*row.notes, note))
                number = last + 1
        if number is not None:
            last = number
    return mended


def _is_stray(label: str) -> bool:
    """Not a label of another kind: a small letter that counts sub-rows, a number of two parts, a dash."""
    return len(label) <= 2 and re.fullmatch(r"[a-eđghikl]\)?|[-–+•*]", label) is None


def _next_number(rows: Sequence[TableRow], index: int) -> int | None:
    """The number of the next labelled row of the group; None at its end."""
    for row in rows[index + 1 :]:
        if row.kind is RowKind.GROUP:
            return None
        if row.label:
            return int(row.label) if _NUMBER.fullmatch(row.label) else 0
    return None
