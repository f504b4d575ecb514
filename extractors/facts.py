"""The facts that extractors find, in the names of the output contract.

These pydantic models are what ``pipeline.document.Document`` is made of; their field names are part of the public
JSON and are never renamed. Dates are ISO strings. Page and line are 1-based; ``line`` is a line of the input's text.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Warning(Fact):
    code: str
    message: str
    page: int | None = None
    line: int | None = None


class Metadata(Fact):
    document_type: str | None = None
    title: str | None = None
    number: str | None = None
    date: str | None = None
    place: str | None = None
    issuing_agency: str | None = None
    addressee: str | None = None
    period: tuple[int, int] | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    signing_authority: str | None = None
    recipients: tuple[str, ...] = ()


class Section(Fact):
    label: str
    title: str
    level: int = Field(ge=1)
    text: str = ""
    page: int
    line: int
    children: tuple[Section, ...] = ()


class Group(Fact):
    label: str
    title: str


class Annex(Fact):
    title: str = ""
    attached_to: str = ""
    kind: Literal["tasks", "other"] = "tasks"
    columns: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()  # only for kind "other": the cells, so that nothing is lost
    page: int | None = None
    line: int | None = None


Recurrence = Literal["yearly", "quarterly", "monthly", "ongoing"]


class Task(Fact):
    task_id: str
    annex: int | None = None  # index in ``annexes``; None for a task found in the body
    group: str | None = None
    group_title: str | None = None
    number: str | None = None
    parent: str | None = None
    is_heading: bool = False
    content: str = ""
    lead_agency: str = ""
    coordinating_agencies: str = ""
    deadline: str = ""
    product: str = ""
    extra: dict[str, str] = Field(default_factory=dict)  # cells of other columns, by their printed name
    deadline_start: str | None = None
    deadline_end: str | None = None
    recurrence: Recurrence | None = None
    lead_agency_list: tuple[str, ...] = ()
    coordinating_agency_list: tuple[str, ...] = ()
    product_list: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()  # names of fields that come from a cell merged over several rows
    from_body: bool = False
    pages: tuple[int, ...] = ()
    lines: tuple[int, int] | None = None
    confidence: float = Field(default=1.0, ge=0, le=1)
    warnings: tuple[str, ...] = ()


class Citation(Fact):
    type: str
    number: str | None = None
    printed: str = ""
    name: str | None = None
    date: str | None = None
    issuer: str | None = None
    page: int
    line: int


class Target(Fact):
    text: str
    value: str
    comparator: Literal["=", ">=", "<=", "range"]
    subject: str = ""
    deadline: str | None = None
    section: str | None = None
    page: int
    line: int


class Place(Fact):
    """A commune, ward or province of the official list after the 2025 reorganisation."""

    name: str
    kind: str
    code: str
    province: str | None = None
    page: int
    line: int


# What each extractor returns: its facts and what it wants a person to look at.


class OutlineFacts(Fact):
    sections: tuple[Section, ...] = ()
    warnings: tuple[Warning, ...] = ()


class HeaderFacts(Fact):
    metadata: Metadata = Metadata()
    legal_bases: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = ()


class TaskFacts(Fact):
    annexes: tuple[Annex, ...] = ()
    tasks: tuple[Task, ...] = ()
    warnings: tuple[Warning, ...] = ()
