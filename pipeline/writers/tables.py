"""The tables of the output, each column defined once: name, kind, headers, and how it is read from a document.

CSV, Excel, Parquet, SQLite and the data package are all written from these definitions. The names of the first columns
of ``tasks`` are the contract's. ``source`` (the input's path) is the key of a document in a folder: two inputs of the
same bytes have the same ``document_id`` and ``task_id``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extractors.facts import Citation, Target, Task, Warning
from pipeline.document import Document

Cell = str | int | float | bool | None
Row = list[Cell]
Kind = Literal["string", "integer", "number", "boolean", "date"]  # as a Frictionless table schema names them
Getter = Callable[[Document, Any], Cell]


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    title: str  # Vietnamese header
    get: Getter
    width: int = 12  # characters, in a spreadsheet
    technical: bool = False  # for machines: hidden in a spreadsheet

    def header(self, language: str) -> str:
        return self.title if language == "vi" else self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: ``columns`` name a row of ``table`` by its columns ``to``."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: str  # Vietnamese
    items: Callable[[Document], Iterable[Any]]  # what a row is made of
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def rows(self, document: Document) -> Iterator[Row]:
        """The document's rows of this table; cells in the order of ``columns``."""
        for item in self.items(document):
            yield [column.get(document, item) for column in self.columns]


@dataclass(frozen=True, slots=True)
class AgencyRole:
    """An agency in a task: the row of ``task_agencies``."""

    task: Task
    role: Literal["lead", "coordinating"]
    position: int  # 1-based, in the list of its role
    agency: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item with its 1-based position in the document."""

    position: int
    item: Any


def _agency_roles(document: Document) -> Iterator[AgencyRole]:
    for task in document.tasks:
        for position, agency in enumerate(task.lead_agency_list, start=1):
            yield AgencyRole(task, "lead", position, agency)
        for position, agency in enumerate(task.coordinating_agency_list, start=1):
            yield AgencyRole(task, "coordinating", position, agency)


def _numbered(items: Sequence[Any]) -> list[Numbered]:
    return [Numbered(position, item) for position, item in enumerate(items, start=1)]


def _date(text: str | None) -> str | None:
    """An ISO date, or None: a typed column takes nothing that is not in the calendar (the JSON keeps it)."""
    try:
        return datetime.date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        return None


def _joined(values: Iterable[object], between: str = "; ") -> str:
    return between.join(map(str, values))


def _of_task(get: Callable[[Task], Cell]) -> Getter:
    return lambda document, task: get(task)


def _of_document(get: Callable[[Document], Cell]) -> Getter:
    return lambda document, item: get(document)


def _of_item(get: Callable[[Any], Cell]) -> Getter:
    return lambda document, numbered: get(numbered.item)


_DOCUMENT_ID = Column("document_id", "string", "Mã văn bản", _of_document(lambda d: d.document_id), 18, technical=True)
_SOURCE = Column("source", "string", "Tệp nguồn", _of_document(lambda d: d.source.path), 32)
_POSITION = Column("position", "integer", "STT", lambda document, numbered: numbered.position, 6)
_PAGE = Column("page", "integer", "Trang", _of_item(lambda item: item.page), 7)
_LINE = Column("line", "integer", "Dòng", _of_item(lambda item: item.line), 7)
_TO_DOCUMENT = Link(("source",), "documents", ("source",))
_TO_TASK = Link(("source", "task_id"), "tasks", ("source", "task_id"))

DOCUMENTS = Table(
    name="documents",
    title="Văn bản",
    items=lambda document: (document,),
    columns=(
        _DOCUMENT_ID,
        _SOURCE,
        Column("status", "string", "Tình trạng", _of_document(lambda d: d.status), 10),
        Column("document_type", "string", "Loại văn bản", _of_document(lambda d: d.metadata.document_type), 14),
        Column("number", "string", "Số, ký hiệu", _of_document(lambda d: d.metadata.number), 16),
        Column("date", "date", "Ngày ban hành", _of_document(lambda d: _date(d.metadata.date)), 13),
        Column("issuing_agency", "string", "Cơ quan ban hành", _of_document(lambda d: d.metadata.issuing_agency), 28),
        Column("title", "string", "Trích yếu", _of_document(lambda d: d.metadata.title), 50),
        Column("addressee", "string", "Nơi gửi đến", _of_document(lambda d: d.metadata.addressee), 20),
        Column("period_start", "integer", "Từ năm", _of_document(lambda d: (d.metadata.period or (None, None))[0]), 8),
        Column("period_end", "integer", "Đến năm", _of_document(lambda d: (d.metadata.period or (None, None))[1]), 8),
        Column("signer_title", "string", "Chức vụ người ký", _of_document(lambda d: d.metadata.signer_title), 18),
        Column("signer_name", "string", "Người ký", _of_document(lambda d: d.metadata.signer_name), 20),
        Column(
            "signing_authority", "string", "Thẩm quyền ký", _of_document(lambda d: d.metadata.signing_authority), 14
        ),
        Column("text_origin", "string", "Nguồn chữ", _of_document(lambda d: d.source.text_origin.value), 11),
        Column("pages", "integer", "Số trang", _of_document(lambda d: d.source.page_count), 9),
        Column("sections", "integer", "Số mục", _of_document(lambda d: len(d.sections)), 9),
        Column("tasks", "integer", "Số nhiệm vụ", _of_document(lambda d: len(d.tasks)), 9),
        Column("citations", "integer", "Số viện dẫn", _of_document(lambda d: len(d.citations)), 9),
        Column("targets", "integer", "Số chỉ tiêu", _of_document(lambda d: len(d.targets)), 9),
        Column("grade", "string", "Chất lượng chữ", _of_document(lambda d: d.quality.grade), 12),
        Column(
            "estimated_word_error_rate",
            "number",
            "Tỷ lệ từ sai (ước tính)",
            _of_document(lambda d: round(d.quality.estimated_word_error_rate, 4)),
            12,
        ),
        Column("restored_words", "integer", "Từ đã phục hồi", _of_document(lambda d: d.quality.restored_words), 10),
        Column("unsure_words", "integer", "Từ còn ngờ", _of_document(lambda d: d.quality.unsure_words), 10),
        Column("warnings", "integer", "Số lưu ý", _of_document(lambda d: len(d.warnings)), 9),
    ),
    key=("source",),
    indexes=(("document_id",), ("number",), ("issuing_agency",)),
)

TASKS = Table(
    name="tasks",
    title="Nhiệm vụ",
    items=lambda document: document.tasks,
    columns=(
        _DOCUMENT_ID,
        _SOURCE,
        Column("issuing_agency", "string", "Cơ quan ban hành", _of_document(lambda d: d.metadata.issuing_agency), 22),
        Column("document_number", "string", "Số, ký hiệu", _of_document(lambda d: d.metadata.number), 14),
        Column("group", "string", "Nhóm", _of_task(lambda t: t.group), 7),
        Column("group_title", "string", "Tên nhóm nhiệm vụ", _of_task(lambda t: t.group_title), 28),
        Column("number", "string", "TT", _of_task(lambda t: t.number), 6),
        Column("parent", "string", "Thuộc dòng", _of_task(lambda t: t.parent), 8),
        Column("is_heading", "boolean", "Dòng tiêu đề", _of_task(lambda t: t.is_heading), 8),
        Column("content", "string", "Nội dung nhiệm vụ", _of_task(lambda t: t.content), 60),
        Column("lead_agency", "string", "Cơ quan chủ trì", _of_task(lambda t: t.lead_agency), 26),
        Column("coordinating_agencies", "string", "Cơ quan phối hợp", _of_task(lambda t: t.coordinating_agencies), 30),
        Column("deadline", "string", "Thời gian thực hiện", _of_task(lambda t: t.deadline), 18),
        Column("deadline_start", "date", "Bắt đầu", _of_task(lambda t: _date(t.deadline_start)), 12),
        Column("deadline_end", "date", "Hạn hoàn thành", _of_task(lambda t: _date(t.deadline_end)), 12),
        Column("recurrence", "string", "Định kỳ", _of_task(lambda t: t.recurrence), 10),
        Column("product", "string", "Sản phẩm", _of_task(lambda t: t.product), 30),
        Column("pages", "string", "Trang", _of_task(lambda t: _joined(t.pages)), 8),
        Column("confidence", "number", "Độ tin cậy", _of_task(lambda t: round(t.confidence, 3)), 9),
        Column("lines", "string", "Dòng trong tệp", _of_task(lambda t: _joined(t.lines, "–") if t.lines else ""), 12),
        Column("task_id", "string", "Mã nhiệm vụ", _of_task(lambda t: t.task_id), 22, technical=True),
        Column("annex", "integer", "Phụ lục (từ 0)", _of_task(lambda t: t.annex), 8, technical=True),
        Column("from_body", "boolean", "Từ phần thân", _of_task(lambda t: t.from_body), 9),
        Column("inherited", "string", "Từ ô gộp", _of_task(lambda t: _joined(t.inherited)), 14, technical=True),
        Column("extra", "string", "Cột khác", _of_task(lambda t: _joined(f"{k}: {v}" for k, v in t.extra.items())), 30),
        Column("warnings", "string", "Lưu ý", _of_task(lambda t: _joined(t.warnings)), 40),
    ),
    key=("source", "task_id"),
    links=(_TO_DOCUMENT,),
    indexes=(("task_id",), ("deadline_end",), ("lead_agency",)),
)

TASK_AGENCIES = Table(
    name="task_agencies",
    title="Cơ quan của nhiệm vụ",
    items=_agency_roles,
    columns=(
        _SOURCE,
        Column("task_id", "string", "Mã nhiệm vụ", lambda document, role: role.task.task_id, 22),
        Column("role", "string", "Vai trò", lambda document, role: role.role, 12),
        Column("position", "integer", "STT", lambda document, role: role.position, 6),
        Column("agency", "string", "Cơ quan", lambda document, role: role.agency, 40),
    ),
    key=("source", "task_id", "role", "position"),
    links=(_TO_TASK,),
    indexes=(("agency", "role"),),
)


def _citation(name: str, title: str, get: Callable[[Citation], Cell], kind: Kind = "string", width: int = 16) -> Column:
    return Column(name, kind, title, _of_item(get), width)


CITATIONS = Table(
    name="citations",
    title="Viện dẫn",
    items=lambda document: _numbered(document.citations),
    columns=(
        _SOURCE,
        _POSITION,
        _citation("type", "Loại văn bản", lambda c: c.type),
        _citation("number", "Số, ký hiệu", lambda c: c.number),
        _citation("name", "Tên", lambda c: c.name, width=30),
        _citation("date", "Ngày", lambda c: _date(c.date), "date"),
        _citation("issuer", "Cơ quan ban hành", lambda c: c.issuer, width=24),
        _citation("printed", "Chữ trong văn bản", lambda c: c.printed, width=24),
        _PAGE,
        _LINE,
    ),
    key=("source", "position"),
    links=(_TO_DOCUMENT,),
    indexes=(("number",),),
)


def _target(name: str, title: str, get: Callable[[Target], Cell], kind: Kind = "string", width: int = 12) -> Column:
    return Column(name, kind, title, _of_item(get), width)


TARGETS = Table(
    name="targets",
    title="Chỉ tiêu",
    items=lambda document: _numbered(document.targets),
    columns=(
        _SOURCE,
        _POSITION,
        _target("text", "Nội dung", lambda t: t.text, width=60),
        _target("value", "Giá trị", lambda t: t.value),
        _target("comparator", "So sánh", lambda t: t.comparator),
        _target("subject", "Đối tượng", lambda t: t.subject, width=30),
        _target("deadline", "Thời hạn", lambda t: t.deadline),
        _target("section", "Mục", lambda t: t.section),
        _PAGE,
        _LINE,
    ),
    key=("source", "position"),
    links=(_TO_DOCUMENT,),
)


def _warning(name: str, title: str, get: Callable[[Warning], Cell], width: int) -> Column:
    return Column(name, "string", title, _of_item(get), width)


WARNINGS = Table(
    name="warnings",
    title="Lưu ý",
    items=lambda document: _numbered(document.warnings),
    columns=(
        _SOURCE,
        _POSITION,
        _PAGE,
        _LINE,
        _warning("code", "Mã", lambda w: w.code, 22),
        _warning("message", "Lưu ý", lambda w: w.message, 90),
    ),
    key=("source", "position"),
    links=(_TO_DOCUMENT,),
    indexes=(("code",),),
)

# A table stands after those that it links to.
TABLES = (DOCUMENTS, TASKS, TASK_AGENCIES, CITATIONS, TARGETS, WARNINGS)
