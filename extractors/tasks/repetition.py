"""The cells that an interleaved table repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extractors.tasks.model import BODIES, Column, FieldName
from extractors.tasks.pieces import piece_key
from extractors.tasks.table_model import ReadPiece
from normalizers.agencies import fold, names_of_all_levels

OFTEN = 3  # times a cell must stand in the table to count as repeated
LONGEST_RUN = 8  # words
LONGER = 1  # letters by which a damaged cell may be longer than it was printed


@dataclass(slots=True)
class Knowledge:
    runs: dict[int, frozenset[str]] = field(default_factory=dict)  # runs of words of repeated cells
    cells: dict[int, Counter[str]] = field(default_factory=dict)
    _likeness: dict[tuple[int, str], float] = field(default_factory=dict)
    agency_columns: frozenset[int] = frozenset()
    _starts: dict[tuple[int, str], float] = field(default_factory=dict)
    _known: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _begun: dict[tuple[int, str], tuple[str, ...] | None] = field(default_factory=dict)

    def start_likeness(self, column: int, text: str) -> float | None:
        """How like the beginning of a repeated cell; ``None`` where no cell is repeated."""
        known = self.known_cells(column)
        if not known:
            return None
        key = (column, text)
        if key not in self._starts:
            folded = piece_key(text)
            self._starts[key] = max(fuzz.ratio(folded, cell[: len(folded)]) for cell in known)
        return self._starts[key]

    def begun(self, column: int, text: str) -> tuple[str, ...] | None:
        """What is left of the repeated cells that ``text`` begins; ``None`` where it begins none."""
        key = (column, text)
        if key not in self._begun:
            folded = piece_key(text)
            rests = [
                cell[len(folded) :].strip()
                for cell in self.known_cells(column)
                if len(folded) <= len(cell) + LONGER and fuzz.ratio(folded, cell[: len(folded)]) >= 85
            ]
            self._begun[key] = tuple(rests) if rests else None
        return self._begun[key]

    def known_cells(self, column: int) -> tuple[str, ...]:
        """Repeated cells of the column; for agencies also the packaged names."""
        if column not in self._known:
            common = list(self.cells.get(column, Counter()))
            names = [piece_key(name) for name in names_of_all_levels()] if column in self.agency_columns else []
            self._known[column] = tuple(dict.fromkeys([*common, *names]))
        return self._known[column]

    def cell_likeness(self, column: int, text: str) -> float | None:
        """How like the most similar repeated cell of the column; ``None`` where no cell is repeated."""
        common = self.cells.get(column)
        if not common:
            return None
        key = (column, text)
        if key not in self._likeness:
            folded = piece_key(text)
            self._likeness[key] = max(fuzz.ratio(folded, cell) for cell in common)
        return self._likeness[key]


def repeated_cells(cells: Counter[str]) -> Counter[str]:
    """Cells that stand in several rows, with the number of rows that hold them or a slightly damaged form of them."""
    support: Counter[str] = Counter()
    for cell, times in cells.items():
        if times >= 2 and cell and not left_open(cell):
            support[cell] = sum(n for other, n in cells.items() if fuzz.ratio(cell, other) >= 85)
    return Counter({cell: n for cell, n in support.items() if n >= OFTEN})


def learn(pieces: Sequence[ReadPiece], columns: Sequence[Column]) -> Knowledge:
    """The cells that the rows read so far repeat."""
    texts: dict[tuple[int, int], list[str]] = {}
    for piece in pieces:
        texts.setdefault((piece.column, piece.row), []).append(piece.text)
    found: dict[int, Counter[str]] = {}
    for (column, _), parts in texts.items():
        found.setdefault(column, Counter())[piece_key(" ".join(parts))] += 1
    cells = {column: repeated_cells(counter) for column, counter in found.items()}
    short = [c.index for c in columns if c.field not in (FieldName.CONTENT, FieldName.NUMBER)]
    runs = {column: runs_of_words(cells.get(column, Counter())) for column in short}
    return Knowledge(runs=runs, cells=cells, agency_columns=agency_columns(columns))


def runs_of_words(cells: Iterable[str]) -> frozenset[str]:
    """All runs of up to eight words inside cells: what a wrapped cell's line can be."""
    runs: set[str] = set()
    for cell in cells:
        words = cell.split()
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST_RUN, len(words)) + 1):
                runs.add(" ".join(words[start:end]))
    return frozenset(runs)


def agency_columns(columns: Sequence[Column]) -> frozenset[int]:
    return frozenset(c.index for c in columns if c.field in BODIES)


def left_open(text: str) -> bool:
    """Whether a name cannot end here: after a comma, a dash or "và"."""
    return bool(re.search(r"(?:[,–-]|\b(?:va|cua|voi|cho|cac|thuoc|hoac))$", fold(text)))
