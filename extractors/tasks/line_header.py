"""The header of text whose cells follow one another: each of its names has lines of its own.

So its lines are cut into names, the best cut of all: a known name gives its likeness, one that no list has costs a
little, and more the less it is printed like a name. Unlike a search by words, this needs no name to begin with ("Thời
gian" may be the first) and keeps whole lines together ("Phối hợp" and "Giai đoạn thực hiện" below it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.tasks.headers import NEEDED, is_task_header, match_columns
from extractors.tasks.model import Column, FieldName
from extractors.tasks.text_header import FIRST_ROW, OVER_NAME, TextHeader, goes_on, in_columns_order, told_by_line
from normalizers.agencies import fold

LONGEST, MOST_WORDS = 4, 12  # lines and words of a name
MOST_LINES = 24  # of a header
UNKNOWN = 0.6  # cost of a name that no list has
CAPITAL_INSIDE = 0.6  # … of a line that begins a name anew but goes on with one
FEWEST_FIELDS = 4  # that a header tells
_NAMES_ENOUGH = 0.7  # share of its names that a list has


@dataclass(frozen=True, slots=True)
class _Cut:
    """The names of a header's first lines. ``value``: how well they are names."""

    value: float = 0.0
    names: tuple[str, ...] = ()
    fields: frozenset[FieldName] = frozenset()
    known: int = 0


def find_line_header(lines: Sequence[str], stop: int) -> TextHeader | None:
    """The first header among the first ``stop`` lines that tells most of a task's fields; ``None`` without one."""
    best: tuple[float, int, int, tuple[Column, ...]] | None = None
    for first in range(min(stop, len(lines))):
        if best is not None and first >= best[2]:
            break
        found = _header_at(lines, first)
        if found is not None and (best is None or found[0] > best[0]):
            best = (found[0], first, *found[1:])
    if best is None:
        return None
    _, first, after, columns = best
    return TextHeader(first, after, columns, tuple(fold(line) for line in lines[first:after]))


def _header_at(lines: Sequence[str], first: int) -> tuple[float, int, tuple[Column, ...]] | None:
    """The header that begins with a line: its value, the line behind it, its columns."""
    cuts: list[_Cut | None] = [_Cut()]
    best: tuple[float, int, tuple[Column, ...]] | None = None
    for after in range(first + 1, min(first + MOST_LINES, len(lines)) + 1):
        if FIRST_ROW.match(lines[after - 1].strip()) or not lines[after - 1].strip():
            break
        options = [
            option
            for start in range(max(first, after - LONGEST), after)
            if (above := cuts[start - first]) is not None
            and (option := _with_name(above, [line.strip() for line in lines[start:after]])) is not None
        ]
        cut = max(options, key=lambda option: option.value, default=None)
        cuts.append(cut)
        ended = after == len(lines) or not goes_on(lines[after])
        if cut is None or not ended or cut.known < _NAMES_ENOUGH * len(cut.names):
            continue
        columns = match_columns(in_columns_order(cut.names))
        told = {column.field for column in columns} - {FieldName.EXTRA}
        if len(told) >= FEWEST_FIELDS and is_task_header(columns) and (best is None or cut.value > best[0]):
            best = (cut.value, after, columns)
    return best


def _with_name(cut: _Cut, lines: Sequence[str]) -> _Cut | None:
    """``cut`` and a name of these lines more; ``None`` if they cannot be one."""
    name = " ".join(lines)
    letters = [char for char in name if char.isalpha()]
    if not letters or not letters[0].isupper() or len(name.split()) > MOST_WORDS:
        return None
    likeness, field = told_by_line(name)
    known = field is not None and likeness >= NEEDED
    over = OVER_NAME.match(fold(name)) is not None
    repeated = not over and field in cut.fields and field is not FieldName.EXTRA
    value = likeness if known and not repeated else -UNKNOWN
    value -= CAPITAL_INSIDE * sum(line[:1].isupper() and not name.isupper() for line in lines[1:])
    fields = cut.fields | {field} if field is not None and known and not over else cut.fields
    return _Cut(cut.value + value, (*cut.names, name), fields, cut.known + (known and not repeated))
