"""The header of text read across whose names go over several lines and stand side by side with nothing between:

    Cơ quan Thời
    TT Nhiệm vụ cụ thể chịu trách Cơ quan Kết quả điểm
    nhiệm chính tham gia đầu ra hoàn
    thành

Each line gives the columns its words from left to right; only words that make known names in all columns at once are
a header, so that hardly anything else can be one. Where the columns are known otherwise, their names are told so
(``with_stacked_names``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import product

from extractors.tasks.headers import TERMS, is_task_header, match_columns
from extractors.tasks.model import Column, FieldName
from extractors.tasks.text_header import TextHeader
from normalizers.agencies import fold

MOST_LINES = 6
MOST_WAYS = 500  # to give the words so far to columns; those with the fewest columns are kept
AROUND = 2  # lines above and below a header that was found that may hold parts of its names
_OVER_BODIES = ("Phân công thực hiện", "Tổ chức thực hiện", "Trách nhiệm thực hiện", "Cơ quan, đơn vị thực hiện",
                "Cơ quan thực hiện", "Đơn vị thực hiện")  # fmt: skip
_WORD = re.compile(r"\w+")

_Name = tuple[str, ...]  # folded words of a name, or of its beginning
_Names = tuple[_Name, ...]  # from left to right


def stacked_headers(texts: Sequence[str], stop: int) -> list[TextHeader]:
    """The first header of a task table whose words, line by line, fill known names, in all orders that its columns may
    have: names of which no two words share a line may stand on either side of each other. Indices into ``texts``."""
    for first in range(min(stop, len(texts))):
        found: list[TextHeader] = []
        ways: set[_Names] = {()}
        for after in range(first + 1, min(first + MOST_LINES, len(texts)) + 1):
            ways = _with_line(ways, _WORD.findall(texts[after - 1]))
            if not ways:
                break
            orders = [columns for columns in map(_columns, sorted(ways)) if columns]
            if orders:
                fewest = min(map(len, orders))
                lines = tuple(map(fold, texts[first:after]))
                found = [TextHeader(first, after, columns, lines) for columns in orders if len(columns) == fewest]
        if found:
            return found
    return []


def with_stacked_names(header: TextHeader, texts: Sequence[str]) -> TextHeader:
    """``header`` with the whole names of its columns and all their lines, where these hold nothing else: parts of names
    above and below its main line are lost to whoever reads line after line. Indices into ``texts``."""
    main = header.first + header.main
    above, below = (
        range(max(0, header.first - AROUND), main + 1),
        range(main + 1, min(len(texts), header.after + AROUND) + 1),
    )
    for first, after in sorted(product(above, below), key=lambda one: (one[0] - one[1], one)):
        names = _names_of(header.columns, texts[first:after])
        if names:
            columns = (replace(column, printed=name) for column, name in zip(header.columns, names, strict=True))
            return replace(
                header, first=first, after=after, columns=tuple(columns), lines=tuple(map(fold, texts[first:after]))
            )
    return header


def _names_of(columns: Sequence[Column], lines: Sequence[str]) -> tuple[str, ...]:
    """The whole names that the lines' words make for the columns in their order; none if any word or column is left."""
    ways: set[_Names] = {((),) * len(columns)}  # the words so far of each column's name, as printed
    for line in lines:
        reached = {(names, 0) for names in ways}
        for word in line.split():
            reached = {
                ((*names[:at], (*names[at], word), *names[at + 1 :]), at)
                for names, last in reached
                for at in range(last, len(columns))
                if _key((*names[at], word)) in _beginnings_of(columns[at].field)
            }
        ways = {names for names, _ in reached}
        if not ways or len(ways) > MOST_WAYS:
            return ()
    whole = [
        names for names in ways if all(_key(name) in _names_in(c.field) for c, name in zip(columns, names, strict=True))
    ]
    best = min(
        whole,
        default=(),
        key=lambda names: (-sum(_names_in(c.field)[_key(name)] for c, name in zip(columns, names, strict=True)), names),
    )
    return tuple(" ".join(_without_name_over(name)) for name in best)


def _key(words: _Name) -> _Name:
    return tuple(_WORD.findall(fold(" ".join(words))))


def _without_name_over(name: _Name) -> _Name:
    """A lead's name without the one that stands above it and the next column."""
    over = next(
        (
            end
            for end in range(1, len(name))
            if _key(name[:end]) in _over_bodies() and _key(name[end:]) in _names_in(FieldName.LEAD)
        ),
        0,
    )
    return name[over:]


@cache
def _over_bodies() -> frozenset[_Name]:
    return frozenset(_key((name,)) for name in _OVER_BODIES)


@cache
def _names_in(field: FieldName) -> dict[_Name, float]:
    """The known names of a field, each with its weight; a lead's also below the name that it shares."""
    names = {_key((term,)): weight for term, weight in TERMS[field]}
    over = _over_bodies() if field is FieldName.LEAD else ()
    return names | {(*above, *name): weight for above in over for name, weight in names.items()}


@cache
def _beginnings_of(field: FieldName) -> frozenset[_Name]:
    return frozenset(name[:end] for name in _names_in(field) for end in range(1, len(name) + 1))


def _with_line(ways: set[_Names], words: Sequence[str]) -> set[_Names]:
    """The ways to give the columns the words of one more line, each column some that follow one another."""
    reached = {(names, -1) for names in ways}  # the names so far, and the column of the word before
    for word in words:
        reached = {after for names, at in reached for after in _with_word(names, at, word)}
        if len(reached) > MOST_WAYS:
            reached = set(sorted(reached, key=lambda way: (len(way[0]), way))[:MOST_WAYS])
    return {names for names, _ in reached}


def _with_word(names: _Names, at: int, word: str) -> Iterator[tuple[_Names, int]]:
    """The names with a word more: at the end of column ``at`` or one to its right, or as a new column there. A capital
    begins a name, or all of them are capitals."""
    small, folded = word[:1].islower(), fold(word)
    for column in range(max(at, 0), len(names)):
        longer = (*names[column], folded)
        if (small or word.isupper()) and longer in _beginnings():
            yield (*names[:column], longer, *names[column + 1 :]), column
    for column in range(at + 1, len(names) + 1) if not small else ():
        if (folded,) in _beginnings():
            yield (*names[:column], (folded,), *names[column:]), column


def _columns(names: _Names) -> tuple[Column, ...]:
    """The columns of a task table with these names; none if one is not finished, or if they are not those of one."""
    if any(name not in _names() for name in names):
        return ()
    columns = match_columns([_names()[name] for name in names])
    fields = [column.field for column in columns if column.field is not FieldName.EXTRA]
    return columns if fields[:1] == [FieldName.NUMBER] and is_task_header(columns) else ()


@cache
def _names() -> dict[_Name, str]:
    """The known names by their folded words."""
    terms = (term for its in TERMS.values() for term, _ in its)
    return {tuple(_WORD.findall(fold(term))): term for term in terms}


@cache
def _beginnings() -> frozenset[_Name]:
    return frozenset(name[:end] for name in _names() for end in range(1, len(name) + 1))
