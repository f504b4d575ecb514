"""What an interleaved table shows of itself: the cells and pieces that it repeats, the widths of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extractors.tasks.model import Column, FieldName
from extractors.tasks.splitting import Vocabulary, is_agency_piece, piece_key, runs_of_words
from extractors.tasks.tokens import Token
from normalizers.agencies import agency_names, fold

OFTEN = 3  # times a cell or piece must stand in the table to count as repeated
WIDE_PIECE, FULL_LINE = 0.9, 0.6  # quantiles: some pieces are too long because a border in them was not seen
LONGEST_PHRASE = 8  # words
FEWEST_FOR_WIDTH = 8  # pieces of a column to tell its width by


@dataclass(slots=True)
class Knowledge:
    words: Vocabulary = field(default_factory=Vocabulary)
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
                if fuzz.ratio(folded, cell[: len(folded)]) >= 85
            ]
            self._begun[key] = tuple(rests) if rests else None
        return self._begun[key]

    def known_cells(self, column: int) -> tuple[str, ...]:
        """Repeated cells of the column; for agencies also the packaged names."""
        if column not in self._known:
            common = list(self.cells.get(column, Counter()))
            names = [piece_key(name) for name in agency_names()] if column in self.agency_columns else []
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


def repeated_phrases(lines: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Phrases that begin with a capital and come again in the table beside different words, as ``piece_key``: what a
    short cell's line can be, whatever column it is in.

    Accessor variety (Feng et al. 2004, "Accessor variety criteria for Chinese word extraction"): how many different
    words stand before and behind a phrase tells whether it stands for itself.
    """
    before: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    for at, tokens in enumerate(lines):
        keys = [piece_key(token.text) for token in tokens]
        for start, token in enumerate(tokens):
            if not token.text[:1].isupper() or token.is_sign:
                continue
            left = keys[start - 1] if start and not token.bar else f"|{at}"
            for end in range(start + 1, min(start + LONGEST_PHRASE, len(tokens)) + 1):
                phrase = " ".join(key for key in keys[start:end] if key)
                ends = end == len(tokens) or tokens[end].bar
                before.setdefault(phrase, set()).add(left)
                behind.setdefault(phrase, set()).add(f"|{at}" if ends else keys[end])
                if ends:
                    break
    return frozenset(
        phrase
        for phrase, words in before.items()
        if min(len(words), len(behind[phrase])) >= OFTEN and " " in phrase and not _of_two_names(phrase)
    )


def _of_two_names(phrase: str) -> bool:
    """Whether a phrase is a line's end and another's beginning: both parts are, the whole is not."""
    words = phrase.split()
    parts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return not is_agency_piece(phrase) and any(is_agency_piece(a) and is_agency_piece(b) for a, b in parts)


def repeated_cells(cells: Counter[str]) -> Counter[str]:
    """Cells that stand in several rows, with the number of rows that hold them or a slightly damaged form of them."""
    support: Counter[str] = Counter()
    for cell, times in cells.items():
        if times >= 2 and cell and not left_open(cell):
            support[cell] = sum(n for other, n in cells.items() if fuzz.ratio(cell, other) >= 85)
    return Counter({cell: n for cell, n in support.items() if n >= OFTEN})


def learn(
    cells: Sequence[Sequence[tuple[int, str]]], columns: Sequence[Column], phrases: frozenset[str] = frozenset()
) -> Knowledge:
    """What the rows read so far show. ``cells``: for each row its pieces in order, (column, text)."""
    agencies = agency_columns(columns)
    short = {c.index for c in columns if c.field not in (FieldName.CONTENT, FieldName.NUMBER)}
    pieces: dict[int, Counter[str]] = {index: Counter() for index in short}
    lengths: dict[int, list[int]] = {c.index: [] for c in columns}
    wrapped: dict[int, list[int]] = {c.index: [] for c in columns}  # lines that another line follows are full
    found: dict[int, Counter[str]] = {}
    for row in cells:
        whole: dict[int, list[str]] = {}
        for column, text in row:
            if column in whole:
                wrapped[column].append(len(whole[column][-1]))
            lengths[column].append(len(text))
            whole.setdefault(column, []).append(text)
            if column in short:
                pieces[column][piece_key(text)] += 1
        for column, texts in whole.items():
            found.setdefault(column, Counter())[piece_key(" ".join(texts))] += 1
    knowledge = Knowledge(words=Vocabulary(phrases=phrases), agency_columns=agencies)
    for column, counter in pieces.items():
        knowledge.words.pieces[column] = {text: n for text, n in counter.items() if n >= OFTEN and len(text) > 1}
    for column, values in lengths.items():
        if len(values) >= FEWEST_FOR_WIDTH:
            knowledge.words.widths[column] = _quantile(values, WIDE_PIECE)
        if len(wrapped[column]) >= FEWEST_FOR_WIDTH:
            knowledge.words.widths[column] = _quantile(wrapped[column], FULL_LINE)
    knowledge.cells = {column: repeated_cells(counter) for column, counter in found.items()}
    for column in short:
        knowledge.words.runs[column] = runs_of_words(knowledge.cells.get(column, Counter()))
    return knowledge


def _quantile(values: Sequence[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))]


def agency_columns(columns: Sequence[Column]) -> frozenset[int]:
    return frozenset(c.index for c in columns if c.field in (FieldName.LEAD, FieldName.COORDINATING))


def left_open(text: str) -> bool:
    """Whether a name cannot end here: after a comma, a dash or "và"."""
    return bool(re.search(r"(?:[,–-]|\b(?:va|cua|voi|cho|cac|thuoc|hoac))$", fold(text)))
