"""Pieces of a line read across a table, each with the cell's column that it stands in, and how pieces are compared."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.tasks.lines import as_printed
from extractors.tasks.tokens import Token
from normalizers.agencies import agency_names, fold

DASHES = frozenset("-–—")
LIST_GOES_ON = (",", ";")  # behind an item


class Piece(NamedTuple):
    """Words of one line that stand in one cell. ``first`` and ``end``: which of the line's tokens."""

    column: int
    text: str
    printed: str
    first: int
    end: int


class Cut(NamedTuple):
    """A line cut into pieces, left to right, and the evidence for it. ``ahead``: of cuts that the layout allows, by how
    much this one is likelier than the best other one (log-odds)."""

    score: float
    pieces: tuple[Piece, ...]
    ahead: float = math.inf


def piece_of(tokens: Sequence[Token], first: int, end: int, column: int) -> Piece:
    own = tokens[first:end]
    return Piece(column, " ".join(t.text for t in own), as_printed([t.printed for t in own]), first, end)


@lru_cache(maxsize=200_000)
def piece_key(text: str) -> str:
    """The form in which pieces of short cells are compared: folded, letters and digits only."""
    folded = re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-/]", " ", fold(text)))
    return re.sub(r"\s+", " ", folded).strip()


@cache
def agency_words() -> frozenset[str]:
    """The words of the packaged names, and those that join or limit them."""
    names = " ".join(piece_key(name) for name in agency_names())
    return frozenset([*names.split(), *"cac va thuoc truc co lien quan khac tren dia ban".split()])
