"""What a fictional plan consists of, before any layout. Every fact of the truth is written down here, by hand or by
the random generator, so that the truth never comes from an extractor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

MARK_BASE = 0xE000  # a private-use character stands for a footnote mark: chr(MARK_BASE + number)
ABOVE = "^"  # a cell merged with the cell above it


def printed_date(iso: str, long: bool = False) -> str:
    """``2026-02-05`` as "05/02/2026" or "05 tháng 02 năm 2026": days under 10, months 1-2 take a 0 (decree 30/2020)."""
    year, month, day = iso.split("-")
    month = month if int(month) < 3 else str(int(month))
    return f"{day} tháng {month} năm {year}" if long else f"{day}/{month}/{year}"


def blank_date(iso: str) -> str:
    """The date of a draft: the day is left open."""
    year, month, _ = iso.split("-")
    return f"    tháng {month if int(month) < 3 else int(month)} năm {year}"


@dataclass(frozen=True, slots=True)
class Cite:
    """A mention of an official document. ``number`` is its right number, ``printed`` what stands on the page."""

    type: str
    number: str | None = None
    date: str | None = None  # ISO
    issuer: str | None = None
    name: str | None = None  # a law has a name, not a number
    printed: str | None = None
    so: bool = True  # "số" stands between type and number
    shown: str | None = None  # the whole mention as printed, where it is not the usual one
    long_date: bool = False  # "ngày 16 tháng 6 năm 2025"

    @property
    def text(self) -> str:
        if self.shown:
            return self.shown
        if self.number is None:
            words = [self.name or ""]
        else:
            words = [self.type, *(["số"] if self.so else []), self.printed or self.number]
        if self.date:
            words += ["ngày", printed_date(self.date, self.long_date)]
        if self.issuer:
            words += ["của", self.issuer]
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; its mark stands where the note stands."""

    pieces: tuple[str | Cite, ...]


Piece = str | Cite | Note


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable aim in a paragraph. ``text`` is the sentence, empty for the whole paragraph without its dash."""

    value: str
    comparator: Literal["=", ">=", "<=", "range"]
    subject: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. A ``label`` makes it a heading of the outline; with ``run_on`` text follows on the same line."""

    pieces: tuple[Piece, ...]
    label: str | None = None
    level: int = 0
    mark: str = "{}."  # how the label is printed: "1.", "a)", "(1)"
    run_on: tuple[Piece, ...] = ()
    whole: bool = False  # a numbered paragraph: its text is its title
    targets: tuple[Target, ...] = ()
    task: Row | None = None  # a task that the paragraph gives ("giao ... chủ trì")


@dataclass(frozen=True, slots=True)
class Column:
    field: str  # "number", "content", "lead_agency", ..., or "extra"
    title: str
    width: float  # share of the table's width
    align: Literal["left", "center", "right"] = "left"
    upper: str = ""  # the header cell above it that it shares with its neighbours of the same ``upper``


RowKind = Literal["task", "heading", "sub", "group"]


@dataclass(frozen=True, slots=True)
class Row:
    kind: RowKind
    number: str | None
    content: str
    cells: dict[str, str] = field(default_factory=dict)  # by field, "extra" fields by column title; may be ABOVE
    parent: str | None = None
    tables_label: str = ""  # what is printed in the number column, "" for the number itself

    @property
    def printed_number(self) -> str:
        return self.tables_label or self.number or ""


Rules = Literal["full", "horizontal", "none"]


@dataclass(frozen=True, slots=True)
class Annex:
    title: tuple[str, ...]  # its printed lines
    attached_to: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kind: Literal["tasks", "other"] = "tasks"
    heading: str = ""  # "PHỤ LỤC I" above the title
    rules: Rules = "full"
    repeat_header: bool = True
    group_spans: bool = True  # the group's title runs over the columns right of its label
    middle: bool = True  # short cells stand in the middle of the row's height
    split_rows: bool = True  # a row may break over pages
    open_merged: bool = False  # no rule closes a merged cell where it goes on over a page end
    landscape: bool = True
    size: float = 11.5
    column_numbers: bool = False  # a row (1) (2) (3) under the header


@dataclass(frozen=True, slots=True)
class Signature:
    authority: str | None  # "TM. ỦY BAN NHÂN DÂN"
    title: str  # "CHỦ TỊCH"
    name: str
    deputy: str | None = None  # "KT. GIÁM ĐỐC" above "PHÓ GIÁM ĐỐC"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the text dump comes out: what different extractors and exports do to the same page."""

    letterhead: Literal["columns", "rows", "absent"] = "columns"
    double_spaced: bool = False
    page_break: Literal["form_feed", "space"] = "form_feed"
    page_numbers: bool = True
    # A row's cells one after another; printed line by line, with "|" between or not; each row on a line of its own, or
    # each cell; or drawn with letters.
    tables: Literal["cells", "interleaved", "bars", "rows", "saved", "drawn"] = "cells"


@dataclass(frozen=True, slots=True)
class PlanContent:
    name: str
    document_type: str | None  # None for an official letter, which has a subject instead
    title: tuple[str, ...]
    parent_agency: str | None  # first line of the letterhead, "ỦY BAN NHÂN DÂN TỈNH LAM GIANG"
    agency: str  # the letterhead's issuing agency, in capitals
    issuing_agency: str  # the same as the truth has it
    number: str | None
    place: str
    date: str
    legal_bases: tuple[tuple[Piece, ...], ...]
    body: tuple[Para, ...]
    recipients: tuple[str, ...]
    signature: Signature
    annexes: tuple[Annex, ...] = ()
    addressee: str | None = None
    subject: str | None = None  # "V/v ..." under the number of a letter
    period: tuple[int, int] | None = None
    style: TextStyle = TextStyle()
    size: float = 13.5
    break_at_hyphen: bool = True
    issuing_agency_alt: tuple[str, ...] = ()
    draft: str = ""  # the number's part that is printed, "/KH-UBND": number and day are still to be written in

    @property
    def printed_number(self) -> str:
        number = self.number or (f"     {self.draft}" if self.draft else "")
        return f"Số: {number}" if number else ""

    @property
    def printed_place(self) -> str:
        """Place and date as they stand under the motto."""
        date = blank_date(self.date) if self.draft else printed_date(self.date, long=True)
        return f"{self.place}, ngày {date}"


# Short forms in which the contents are written.


def heading(level: int, label: str, title: str, *run_on: Piece, mark: str = "{}.") -> Para:
    return Para((title,), label, level, mark, tuple(run_on))


def item(level: int, label: str, *pieces: Piece, mark: str = "{}.") -> Para:
    """A numbered or lettered paragraph: a heading of the outline whose text runs on."""
    return Para(pieces, label, level, mark, whole=True)


def para(*pieces: Piece) -> Para:
    return Para(pieces)


def aim(text: str, value: str, comparator: Literal["=", ">=", "<=", "range"], subject: str) -> Para:
    return Para(("- " + text,), targets=(Target(value, comparator, subject),))


def group(label: str, title: str) -> Row:
    return Row("group", label, title)
