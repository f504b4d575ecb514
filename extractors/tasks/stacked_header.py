"""The header of text read across whose names go over several lines and stand side by side with nothing between:

    Cơ quan Thời
    TT Nhiệm vụ cụ thể chịu trách Cơ quan Kết quả điểm
    nhiệm chính tham gia đầu ra hoàn
    thành

Each line gives the columns its words from left to right, in all ways that leave the columns in one order (a beam
search). A word costs nothing where a known name goes on with it, and elsewhere what the language model has against it:
so names that no list has are found between those that are known.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nlargest, nsmallest
from itertools import islice

from extractors.tasks.adhesion import reads_on
from extractors.tasks.headers import NEEDED, is_task_header, match_columns, name_scores
from extractors.tasks.model import Column, FieldName
from extractors.tasks.stacked_names import Name, beginnings, is_known, name_key, over_bodies, without_name_over
from extractors.tasks.text_header import FIRST_ROW, TextHeader
from normalizers.agencies import fold

MOST_LINES = 6
MOST_WAYS = 150  # to give the words so far to columns; the cheapest are kept
MOST_JUDGED = 40  # of these as the columns of a task table
MOST_ORDERS = 24  # of its columns
UNLISTED, EACH_LOG_ODD, LEAST_COST = 1.0, 0.3, 0.1  # what a word costs that goes on with a name that no list has
APART = 0.4  # two small words side by side in two columns
CAPITAL = 0.5  # one that does not begin a name
EACH_COLUMN = 0.05
UNFINISHED = 2.0  # a name that ends in a comma
SAYS_NOTHING = -0.5  # what each word of a name without a meaning is worth; of the others the square of their likeness
ENOUGH = 0.55  # what each word of a header must be worth
USUAL_ORDER = (
    FieldName.NUMBER,
    FieldName.CONTENT,
    FieldName.LEAD,
    FieldName.COORDINATING,
    FieldName.DEADLINE,
    FieldName.PRODUCT,
    FieldName.EXTRA,
)
_LETTER = re.compile(r"[^\W\d_]")
_NAMES_NUMBERS = re.compile(r"(?<!\S)(?:s?tt|(?:so )?thu tu)(?!\S)")
_OPEN_END = re.compile(r"[,/(–-]$")


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to give the words so far to columns, which are counted as they appear."""

    names: tuple[Name, ...] = ()  # as printed
    left: tuple[int, ...] = ()  # for each column those that stand left of it, as bits
    at: int = -1  # the column of the word before on this line

    def with_word(self, word: str) -> Iterator[tuple[_Way, float]]:
        """The ways with a word more, and what it costs: at the end of this column's name or of one that may stand right
        of it, or as a new column. A capital begins a name, or all of them are capitals."""
        small = not word[:1].isupper()
        right = (at for at in range(len(self.names)) if self.at == -1 or not self.left[self.at] >> at & 1)
        for at in right:
            name = self.names[at]
            if small or word.isupper() or _takes_capital(name):
                names = (*self.names[:at], (*name, word), *self.names[at + 1 :])
                odd = (APART if small and at != self.at != -1 else 0.0) + (CAPITAL if word.istitle() else 0.0)
                yield _Way(names, self._left_before(at), at), odd + _cost(name, word)
        if not small:
            more = replace(self, names=(*self.names, (word,)), left=(*self.left, 0))
            new = len(self.names)
            cost = 0.0 if name_key((word,)) in beginnings() else UNLISTED
            yield replace(more, left=more._left_before(new), at=new), cost

    def _left_before(self, at: int) -> tuple[int, ...]:
        """``left`` once column ``at`` stands right of the column before on this line."""
        if self.at in (-1, at):
            return self.left
        more = self.left[self.at] | 1 << self.at
        return tuple(own | more if column == at or own >> at & 1 else own for column, own in enumerate(self.left))

    def orders(self, usual: Sequence[int], placed: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
        """The orders, from left to right, in which the columns may stand, those first that are most like ``usual``."""
        if len(placed) == len(usual):
            yield placed
        there = sum(1 << column for column in placed)
        for column in usual:
            if column not in placed and not self.left[column] & ~there:
                yield from self.orders(usual, (*placed, column))


def stacked_headers(texts: Sequence[str], stop: int) -> list[TextHeader]:
    """The first header of a task table whose words, line by line, fill names, in all orders that its columns may have:
    names of which no two words share a line may stand on either side of each other; empty where there is none. Not
    ``certain`` with names that no list has. Indices into ``texts``."""
    found: list[TextHeader] = []
    most = -math.inf
    for first in range(min(stop, len(texts))):
        if found and first >= found[0].after:
            break
        if not any(_NAMES_NUMBERS.search(fold(text)) for text in texts[first : first + MOST_LINES]):
            continue
        ways = {_Way(): 0.0}
        count = 0
        for after in range(first + 1, min(first + MOST_LINES, len(texts)) + 1):
            words = [word for word in texts[after - 1].split() if _LETTER.search(word)]
            if not words or FIRST_ROW.match(texts[after - 1].strip()):
                break
            ways = _with_line(ways, words)
            count += len(words)
            worth, tables = _best_tables(ways, ENOUGH * count)
            if worth > most:
                lines = tuple(map(fold, texts[first:after]))
                most, found = (
                    worth,
                    [TextHeader(first, after, columns, lines, _is_certain(columns)) for columns in tables],
                )
    return found


def _with_line(ways: Mapping[_Way, float], words: Sequence[str]) -> dict[_Way, float]:
    """The ways, with their costs, to give the columns the words of one more line."""
    for word in words:
        reached: dict[_Way, float] = {}
        for way, cost in ways.items():
            for longer, more in way.with_word(word):
                reached[longer] = min(reached.get(longer, math.inf), cost + more)
        ways = dict(nsmallest(MOST_WAYS, reached.items(), key=lambda one: one[1] + EACH_COLUMN * len(one[0].names)))
    ended: dict[_Way, float] = {}
    for way, cost in ways.items():
        at_end = replace(way, at=-1)
        ended[at_end] = min(ended.get(at_end, math.inf), cost)
    return ended


def _best_tables(ways: Mapping[_Way, float], enough: float) -> tuple[float, list[tuple[Column, ...]]]:
    """What the best way is worth, its cost taken off, and its columns in the orders that they may have. ``enough``:
    what they must be worth."""
    most, best = -math.inf, list[tuple[Column, ...]]()
    hoped = {way: sum(map(_most_worth, way.names)) - cost for way, cost in ways.items()}
    for way in nlargest(MOST_JUDGED, hoped, key=lambda way: hoped[way]):
        columns = match_columns([" ".join(without_name_over(name)) for name in way.names])
        worth = sum(_worth(_scores(c.printed)[c.field], name) for c, name in zip(columns, way.names, strict=True))
        if enough <= worth and most < worth - ways[way] and is_task_header(columns):
            tables = list(_tables(way, columns))
            most, best = (worth - ways[way], tables) if tables else (most, best)
    return most, best


def _tables(way: _Way, columns: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    """The columns in the orders that they may have, the rows' number the first of all."""
    usual = sorted(range(len(columns)), key=lambda at: USUAL_ORDER.index(columns[at].field))
    for order in islice(way.orders(usual), MOST_ORDERS):
        if columns[order[0]].field is FieldName.NUMBER:
            yield tuple(replace(columns[at], index=place) for place, at in enumerate(order))


@lru_cache(maxsize=50_000)
def _takes_capital(name: Name) -> bool:
    """Whether a capital may go on with a name: behind a comma, in brackets, below a name over the bodies."""
    return _OPEN_END.search(name[-1]) is not None or _in_brackets(name) or name_key(name) in over_bodies()


def _in_brackets(name: Name) -> bool:
    text = " ".join(name)
    return text.count("(") > text.count(")")


@lru_cache(maxsize=50_000)
def _cost(name: Name, word: str) -> float:
    """What it costs that the name goes on with a word."""
    if name_key((*name, word)) in beginnings() or _in_brackets(name):
        return 0.0
    return max(LEAST_COST, UNLISTED - EACH_LOG_ODD * reads_on(" ".join(name), word))


@lru_cache(maxsize=50_000)
def _scores(printed: str) -> dict[FieldName, float]:
    return dict.fromkeys(FieldName, 0.0) | name_scores(printed)


@lru_cache(maxsize=50_000)
def _most_worth(name: Name) -> float:
    """What a name is worth in the column that it is likest to."""
    return _worth(max(_scores(" ".join(without_name_over(name))).values()), name)


def _worth(likeness: float, name: Name) -> float:
    each = likeness * likeness if likeness >= NEEDED else SAYS_NOTHING
    return each * len(name) - EACH_COLUMN - (UNFINISHED if _OPEN_END.search(name[-1]) else 0.0)


def _is_certain(columns: Sequence[Column]) -> bool:
    return all(is_known((column.printed,)) for column in columns)
