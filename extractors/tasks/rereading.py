"""Cells of a garbled table restored anew: a line read across the columns was restored with its neighbours in the line,
but a word's true neighbours stand in its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractors.tasks.lines import WORD, TextLine, printed_words, word_confidences
from extractors.tasks.model import Column, FieldName, RowKind
from extractors.tasks.pieces import Piece
from extractors.tasks.row_search import Step
from extractors.tasks.tokens import BAR, SPACE, Token
from normalizers.records import RestoredLine

CellRestorer = Callable[[Sequence[str]], Sequence[Sequence[RestoredLine]]]  # cells as printed, each with its lines
Cells = Mapping[tuple[int, int], Sequence[RestoredLine]]  # row and column, a line for each piece


def pieces_of_cells(steps: Sequence[Step]) -> dict[tuple[int, int], list[tuple[int, Piece]]]:
    """The pieces of every cell, each with the number of its line."""
    cells: dict[tuple[int, int], list[tuple[int, Piece]]] = {}
    for step in steps:
        if step.kind is RowKind.ROW:
            for piece in step.cut.pieces:
                cells.setdefault((step.row, piece.column), []).append((step.line.number, piece))
    return cells


_AT_ENDS = re.compile(r"^(?:[{\\^=]+(?=\s)|[\s_|¦}])+|(?:[-–—]_|[\s_|¦~{}\\^=])+$")


def without_borders(printed: str) -> str:
    """A cell's line without what is left of the table's rules at its ends: "thuộc Sở_"."""
    return _AT_ENDS.sub("", printed) or printed


def restored_cells(steps: Sequence[Step], columns: Sequence[Column], restore: CellRestorer) -> Cells:
    """Every cell but the numbers, restored from what was printed. The cells of a column are given one after another:
    they share their words."""
    numbers = {column.index for column in columns if column.field is FieldName.NUMBER}
    cells = {key: pieces for key, pieces in pieces_of_cells(steps).items() if key[1] not in numbers}
    keys = sorted(cells, key=lambda key: (key[1], key[0]))
    found = restore(["\n".join(without_borders(piece.printed) for _, piece in cells[key]) for key in keys])
    return dict(zip(keys, found, strict=True))


def with_restored_cells(
    lines: Sequence[TextLine],
    tokens: Sequence[Sequence[Token]],
    steps: Sequence[Step],
    cells: Cells,
) -> list[TextLine]:
    """``lines`` with the words of ``cells`` in their places. ``tokens``: those of each line, which pieces count."""
    reread: dict[tuple[int, int], tuple[int, RestoredLine]] = {}  # line and first token -> end token and its words
    for key, pieces in pieces_of_cells(steps).items():
        for (number, piece), restored in zip(pieces, cells.get(key, ()), strict=False):
            reread[number, piece.first] = piece.end, restored
    return [_with_words(line, own, reread) for line, own in zip(lines, tokens, strict=True)]


def _with_words(
    line: TextLine,
    tokens: Sequence[Token],
    reread: Mapping[tuple[int, int], tuple[int, RestoredLine]],
) -> TextLine:
    text = ""
    sources: list[str] = []
    certain: list[float] = []
    at = 0
    while at < len(tokens):
        end, restored = reread.get((line.number, at), (at + 1, None))
        own = tokens[at:end]
        new, printed = [token.text for token in own], [token.printed for token in own]
        sure = [token.certain for token in own]
        if restored is not None:
            new, printed = WORD.findall(restored.text), list(printed_words(restored.text, restored.changes))
            sure = list(word_confidences(restored.text, restored.changes))
        # Bars inside a piece stay: the next search may see in them the border that this one did not.
        gaps = [_gap(token) for token in own] if len(new) == len(own) else [_gap(own[0])] + [" "] * (len(new) - 1)
        text += "".join(gap + word for gap, word in zip(gaps, new, strict=False))
        sources += printed
        certain += sure
        at = end
    text = text if text.startswith(" |") else text.lstrip()
    return replace(line, text=text, sources=tuple(sources), certain=tuple(certain))


def _gap(token: Token) -> str:
    return " | " if token.bar or token.before >= BAR else "   " if token.before > SPACE else " "
