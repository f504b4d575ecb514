"""The known names of columns word by word, for headers whose names go over several lines side by side; the whole names
of columns that are known otherwise (``with_stacked_names``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import product

from extractors.tasks.headers import TERMS
from extractors.tasks.model import Column, FieldName
from extractors.tasks.text_header import TextHeader
from normalizers.agencies import fold

MOST_WAYS = 500  # to give the words so far to columns
AROUND = 2  # lines above and below a header that was found that may hold parts of its names
_OVER_BODIES = ("Phân công thực hiện", "Tổ chức thực hiện", "Trách nhiệm thực hiện", "Cơ quan, đơn vị thực hiện",
                "Cơ quan thực hiện", "Đơn vị thực hiện")  # fmt: skip
_WORD = re.compile(r"\w+")

Name = tuple[str, ...]  # words of a name, or of its beginning: as printed, or folded as its key


@lru_cache(maxsize=100_000)
def name_key(words: Name) -> Name:
    """The folded words of a printed name."""
    return tuple(_WORD.findall(fold(" ".join(words))))


@cache
def over_bodies() -> frozenset[Name]:
    """The keys of names that stand over the columns of bodies."""
    return frozenset(name_key((name,)) for name in _OVER_BODIES)


@cache
def names_in(field: FieldName) -> dict[Name, float]:
    """The keys of a field's known names, each with its weight; a lead's also below the name that it shares."""
    names = {name_key((term,)): weight for term, weight in TERMS[field]}
    over = over_bodies() if field is FieldName.LEAD else ()
    return names | {(*above, *name): weight for above in over for name, weight in names.items()}


@cache
def beginnings_of(field: FieldName) -> frozenset[Name]:
    """The keys of a field's known names and of all their beginnings."""
    return frozenset(name[:end] for name in names_in(field) for end in range(1, len(name) + 1))


@cache
def beginnings() -> frozenset[Name]:
    return frozenset().union(*map(beginnings_of, TERMS))


def is_known(name: Name) -> bool:
    """Whether a printed name is one of the known ones."""
    return any(name_key(name) in names_in(field) for field in TERMS)


def without_name_over(name: Name) -> Name:
    """A lead's printed name without the one that stands above it and the next column."""
    over = (
        end
        for end in range(1, len(name))
        if name_key(name[:end]) in over_bodies() and name_key(name[end:]) in names_in(FieldName.LEAD)
    )
    return name[next(over, 0) :]


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
    ways: set[tuple[Name, ...]] = {((),) * len(columns)}  # the words so far of each column's name, as printed
    for line in lines:
        reached = {(names, 0) for names in ways}
        for word in line.split():
            reached = {
                ((*names[:at], (*names[at], word), *names[at + 1 :]), at)
                for names, last in reached
                for at in range(last, len(columns))
                if name_key((*names[at], word)) in beginnings_of(columns[at].field)
            }
        ways = {names for names, _ in reached}
        if not ways or len(ways) > MOST_WAYS:
            return ()
    weights = {
        names: [names_in(c.field).get(name_key(name), 0.0) for c, name in zip(columns, names, strict=True)]
        for names in ways
    }
    whole = [names for names in ways if all(weights[names])]
    best = min(whole, default=(), key=lambda names: (-sum(weights[names]), names))
    return tuple(" ".join(without_name_over(name)) for name in best)
