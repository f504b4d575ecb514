"""The document of the output contract: what one input becomes. Its JSON Schema is committed as ``docs/schema.json``.

Field names are public and never renamed (``docs/contract.md``); fields may be added.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractors.facts import Annex, Citation, Fact, Metadata, Place, Section, Target, Task, Warning
from extractors.layout import LineRole, TextOrigin

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Grade = Literal["excellent", "good", "fair", "poor"]
Status = Literal["ok", "partial"]


class Source(Fact):
    path: str
    sha256: str
    media_type: str
    page_count: int = Field(ge=0)
    text_origin: TextOrigin


class PageOrigin(Fact):
    """How the text of a page was come by, and why."""

    page: int
    text_origin: TextOrigin
    reason: str = ""


class PrintedLine(Fact):
    """One line of the input: the restored text, and the text as it was read where that differs."""

    page: int
    line: int
    text: str
    printed: str | None = None
    role: LineRole = LineRole.BODY
    confidence: float = Field(default=1.0, ge=0, le=1)


class PageQuality(Fact):
    page: int
    grade: Grade
    estimated_word_error_rate: float = Field(ge=0, le=1)
    words: int = 0
    restored_words: int = 0
    unsure_words: int = 0


class Quality(Fact):
    """Quality of the text after restoration; an error rate is a share of words, 0-1."""

    grade: Grade = "excellent"
    estimated_word_error_rate: float = Field(default=0.0, ge=0, le=1)
    words: int = 0
    restored_words: int = 0
    unsure_words: int = 0
    pages: tuple[PageQuality, ...] = ()


class Document(Fact):
    schema_version: Literal["1.0"] = SCHEMA_VERSION
    document_id: str = Field(pattern=r"^[0-9a-f]{16}$")
    status: Status = "ok"
    source: Source
    metadata: Metadata = Metadata()
    legal_bases: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    annexes: tuple[Annex, ...] = ()
    tasks: tuple[Task, ...] = ()
    citations: tuple[Citation, ...] = ()
    targets: tuple[Target, ...] = ()
    places: tuple[Place, ...] = ()
    quality: Quality = Quality()
    warnings: tuple[Warning, ...] = ()
    pages: tuple[PageOrigin, ...] = ()
    lines: tuple[PrintedLine, ...] = ()
    timings: dict[str, float] = Field(default_factory=dict)
