"""What a reader gives: pages of lines and words with boxes, and the cells of ruled tables.

Boxes are in PDF points (1/72 inch) from the page's top left corner; ``None`` where the input has no geometry
(plain text). Page and line numbers are 1-based. In a text input a line's number is its line in the file (split at
``\\n``); elsewhere lines are numbered through the document in reading order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. ``text`` is the restored text once restoration has run; ``printed`` stays as read."""

    text: str
    page: int
    number: int
    printed: str = ""
    box: Box | None = None
    words: tuple[Word, ...] = ()
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


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole input as read, before restoration."""

    media_type: str
    pages: tuple[Page, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for page in self.pages for line in page.lines)
