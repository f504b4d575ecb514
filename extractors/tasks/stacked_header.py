"""The header of text read across whose names go over several lines and stand side by side with nothing between:

    Cơ quan Thời
    TT Nhiệm vụ cụ thể chịu trách Cơ quan Kết quả điểm
    nhiệm chính tham gia đầu ra hoàn
    thành

Each line gives the columns its words from left to right; only words that make known names in all columns at once are
a header, so that hardly anything else can be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.tasks.headers import TERMS, is_task_header, match_columns
from extractors.tasks.model import Column, FieldName
from extractors.tasks.text_header import TextHeader
from normalizers.agencies import fold

MOST_LINES = 6
MOST_WAYS = 500  # to give the words so far to columns; those with the fewest columns are kept
_WORD = re.compile(r"\w+")

_Name = tuple[str, ...]  # folded words of a name, or of its beginning
_Names = tuple[_Name, ...]  # from left to right


def find_stacked_header(texts: Sequence[str], stop: int) -> TextHeader | None:
    """The first header of a task table whose words, line by line, fill known names; ``None`` where there is none.
    Indices into ``texts``."""
    for first in range(min(stop, len(texts))):
        found: TextHeader | None = None
        ways: set[_Names] = {()}
        for after in range(first + 1, min(first + MOST_LINES, len(texts)) + 1):
            ways = _with_line(ways, _WORD.findall(texts[after - 1]))
            if not ways:
                break
            columns = min(filter(None, map(_columns, sorted(ways))), key=len, default=())
            if columns:
                found = TextHeader(first, after, columns, tuple(map(fold, texts[first:after])))
        if found is not None:
            return found
    return None


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
