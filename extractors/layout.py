"""What a reader gives: pages of lines and words with boxes, and the cells of ruled tables.

Boxes are in PDF points (1/72 inch) from the page's top left corner; ``None`` where the input has no geometry
(plain text). Page and line numbers are 1-based. In a text input a line's number is its line in the file (split at
``\\n``); elsewhere lines are numbered through the document in reading order.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, overload

from normalizers.records import Change


class Box(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float


class TextOrigin(StrEnum):
    """Where the text of a page comes from (contract: ``source.text_origin``)."""

    DIGITAL = "digital"
    OCR = "ocr"  # read here from the image
    OCR_LAYER = "ocr_layer"  # a scan's own text layer
    TEXT = "text"  # a text file


class LineRole(StrEnum):
    """What a line is on its page. Only ``BODY`` lines belong to paragraphs; nothing is thrown away."""

    BODY = "body"
    PAGE_NUMBER = "page_number"
    RUNNING_HEADER = "running_header"
    FOOTNOTE = "footnote"
    LETTERHEAD = "letterhead"  # one column of a two-column letterhead or signature block
    TABLE = "table"  # the line's words also stand in the cells of a table of the page
    STAMP = "stamp"  # an electronic signature or a stamp over the text


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box
    confidence: float = 1.0  # the OCR engine's, 0-1
    fontname: str = ""
    size: float = 0.0


class _Font(NamedTuple):
    name: str
    size: float


_font = lru_cache(maxsize=1000)(_Font)  # few in a document: one copy of each


class PackedWords(Sequence[Word]):
    """Words that are kept for later and seldom looked at, in a sixth of the room: 20 KB a page instead of 140.

    Each look makes the words anew, equal to those that went in."""

    __slots__ = ("_confidences", "_edges", "_fonts", "_texts")

    def __init__(self, words: Iterable[Word]) -> None:
        words = tuple(words)
        fonts = tuple(_font(word.fontname, word.size) for word in words)
        self._texts = tuple(sys.intern(word.text) for word in words)
        self._edges = array("d", (edge for word in words for edge in word.box))
        doubted = any(word.confidence != 1 for word in words)
        self._confidences = array("d", (word.confidence for word in words)) if doubted else None
        self._fonts = fonts[0] if len(set(fonts)) == 1 else fonts

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, at: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        text = self._texts[at]  # IndexError where there is none
        at %= len(self._texts)
        confidence = self._confidences[at] if self._confidences is not None else 1.0
        font = self._fonts if isinstance(self._fonts, _Font) else self._fonts[at]
        return Word(text, Box(*self._edges[4 * at : 4 * at + 4]), confidence, font.name, font.size)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedWords | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"PackedWords({tuple(self)!r})"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. ``text`` is the restored text once restoration has run; ``printed`` stays as read."""

    text: str
    page: int
    number: int
    printed: str = ""
    box: Box | None = None
    words: Sequence[Word] = ()
    role: LineRole = LineRole.BODY
    confidence: float = 1.0  # 0-1: the lower of the engine's and the restorer's
    bold: bool = False
    changes: tuple[Change, ...] = ()  # how restoration made ``text`` of ``printed``


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, merged cells once, at their top left position. ``text`` may hold ``\\n``."""

    row: int  # 0-based
    column: int  # 0-based
    text: str
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    lines: tuple[int, int] | None = None  # first and last line number in the document
    confidence: float = 1.0
    bold: bool = False
    open_above: bool = False  # no rule parts it from the page before: it goes on with a cell there
    open_below: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    page: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    box: Box | None = None
    rows_drawn: bool = True  # False: no rule parts the rows, so that a merged cell looks like an empty one


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should look at (contract: ``warnings``)."""

    code: str
    message: str
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    width: float | None = None
    height: float | None = None
    origin: TextOrigin = TextOrigin.TEXT
    verdict: str = ""  # why this origin was chosen, for a person
    notices: tuple[Notice, ...] = ()


def packed(page: Page) -> Page:
    """The page with its words packed, for a document of many pages."""
    lines = (replace(line, words=PackedWords(line.words)) if line.words else line for line in page.lines)
    return replace(page, lines=tuple(lines))


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole input as read, before restoration."""

    media_type: str
    pages: tuple[Page, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for page in self.pages for line in page.lines)
