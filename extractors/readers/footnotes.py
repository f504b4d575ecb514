"""Footnotes of a page with geometry: the notes under the short rule, and their raised markers in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from extractors.layout import LineRole, Word
from extractors.readers.reading_order import Row, row_text, word_size
from extractors.readers.ruled_tables import Rule

_MARKER = re.compile(r"\[?\(?(\d{1,2})\)?\]?")
_NOTE = re.compile(r"\[?\(?(\d{1,2})\)?\]?\s*\D")
_RULE_LENGTHS = (40.0, 260.0)  # points; Word draws 144
_SMALLER = 0.93  # size of a note against the body's
_RAISED = 0.78  # size of a marker against its row's


def mark_footnotes(rows: Sequence[Row], rules: Sequence[Rule], height: float) -> list[Row]:
    """The rows with the role FOOTNOTE where it applies. ``rules`` without those of tables."""
    start = _under_rule(rows, rules, height)
    if start is None:
        start = _small_notes(rows, height)
    if start is None:
        return list(rows)
    return [
        Row(row.words, LineRole.FOOTNOTE) if index >= start and not row_is_number(row) else row
        for index, row in enumerate(rows)
    ]


def note_numbers(rows: Sequence[Row]) -> frozenset[str]:
    """Numbers of the footnotes that begin on the page."""
    notes = (_NOTE.match(row_text(row.words)) for row in rows if row.role is LineRole.FOOTNOTE)
    return frozenset(match[1] for match in notes if match)


def markers(row: Row, numbers: frozenset[str]) -> frozenset[int]:
    """Places in the row of raised small digits that point to one of the footnotes ``numbers``."""
    if not numbers or row.role is LineRole.FOOTNOTE:
        return frozenset()
    return frozenset(
        index
        for index, word in enumerate(row.words)
        if (match := _MARKER.fullmatch(word.text)) and match[1] in numbers and _is_raised(word, row)
    )


def row_is_number(row: Row) -> bool:
    return bool(re.fullmatch(r"[-–—]?\s*\d{1,4}\s*[-–—]?", row_text(row.words)))


def _is_raised(word: Word, row: Row) -> bool:
    others = [other for other in row.words if other is not word]
    if not others:
        return False
    size, bottom = median(word_size(o) for o in others), median(o.box.bottom for o in others)
    return word_size(word) <= _RAISED * size and word.box.bottom < bottom - 0.05 * size


def _body_size(rows: Sequence[Row]) -> float:
    sizes = [word_size(word) for row in rows for word in row.words]
    return median(sizes) if sizes else 0.0


def _under_rule(rows: Sequence[Row], rules: Sequence[Rule], height: float) -> int | None:
    """First row under a short rule in the lower part of the page, when it and all that follows look like notes."""
    for rule in rules:
        if rule.vertical or not _RULE_LENGTHS[0] <= rule.length <= _RULE_LENGTHS[1] or rule.box.top < 0.3 * height:
            continue
        below = [index for index, row in enumerate(rows) if row.box.top >= rule.box.top - 3]
        notes = [index for index in below if not row_is_number(rows[index])]
        above = [row for index, row in enumerate(rows) if index not in below and row.role is LineRole.BODY]
        if not notes or any(rows[index].role is not LineRole.BODY for index in notes):
            continue
        if below != list(range(below[0], len(rows))):
            continue
        first = rows[notes[0]]
        left = min(row.box.x0 for row in rows)
        small = not above or _body_size([rows[index] for index in notes]) <= _SMALLER * _body_size(above)
        numbered = _NOTE.match(row_text(first.words)) is not None
        if small and rule.box.x0 <= left + 40 and (numbered or (above and rule.box.top > above[-1].box.bottom - 2)):
            return notes[0]
    return None


def _small_notes(rows: Sequence[Row], height: float) -> int | None:
    """Where small rows at the page's end begin with a raised number, though no rule is drawn."""
    body = [row for row in rows if row.role is LineRole.BODY]
    if len(body) < 3:
        return None
    size = _body_size(body)
    start = None
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if row_is_number(row):
            continue
        if row.role is not LineRole.BODY or _body_size([row]) > _SMALLER * size or row.box.top < 0.3 * height:
            break
        first = row.words[0]
        if len(row.words) > 1 and _MARKER.fullmatch(first.text) and _is_raised(first, row):
            start = index
    return start
