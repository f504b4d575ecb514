"""``tasks.csv`` and ``documents.csv``: UTF-8 with BOM, so that a spreadsheet opens them with their marks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.document import Document
from pipeline.writers.atomic import write_whole

TASK_COLUMNS = (
    "document_id", "source", "issuing_agency", "document_number", "group", "group_title", "number", "parent",
    "is_heading", "content", "lead_agency", "coordinating_agencies", "deadline", "deadline_start", "deadline_end",
    "recurrence", "product", "pages", "confidence", "lines", "task_id", "annex", "from_body", "inherited", "extra",
    "warnings",
)  # fmt: skip

DOCUMENT_COLUMNS = (
    "document_id", "source", "status", "document_type", "number", "date", "issuing_agency", "title", "addressee",
    "period_start", "period_end", "signer_title", "signer_name", "signing_authority", "text_origin", "pages",
    "sections", "tasks", "citations", "targets", "grade", "estimated_word_error_rate", "restored_words",
    "unsure_words", "warnings",
)  # fmt: skip

Cell = str | int | float | bool | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutralised(text: str) -> str:
    """Text that a spreadsheet shows and never runs: an apostrophe before whatever could start a formula.

    A bullet ("- Rà soát") is such a start too: spreadsheets read it as a formula and show an error in its place
    (source of the rule: OWASP, "CSV Injection"). The document JSON keeps the text as printed.
    """
    if not text.startswith(FORMULA_STARTS):
        return text
    return "'" + text


def task_rows(documents: Iterable[Document]) -> Iterable[dict[str, Cell]]:
    """A row a task, in the order of the documents and of their tasks; keys are TASK_COLUMNS."""
    for document in documents:
        for task in document.tasks:
            yield {
                "document_id": document.document_id,
                "source": document.source.path,
                "issuing_agency": document.metadata.issuing_agency,
                "document_number": document.metadata.number,
                "group": task.group,
                "group_title": task.group_title,
                "number": task.number,
                "parent": task.parent,
                "is_heading": task.is_heading,
                "content": task.content,
                "lead_agency": task.lead_agency,
                "coordinating_agencies": task.coordinating_agencies,
                "deadline": task.deadline,
                "deadline_start": task.deadline_start,
                "deadline_end": task.deadline_end,
                "recurrence": task.recurrence,
                "product": task.product,
                "pages": "; ".join(map(str, task.pages)),
                "confidence": round(task.confidence, 3),
                "lines": "–".join(map(str, task.lines)) if task.lines else "",
                "task_id": task.task_id,
                "annex": task.annex,
                "from_body": task.from_body,
                "inherited": "; ".join(task.inherited),
                "extra": "; ".join(f"{name}: {value}" for name, value in task.extra.items()),
                "warnings": "; ".join(task.warnings),
            }


def document_rows(documents: Iterable[Document]) -> Iterable[dict[str, Cell]]:
    """A row a document; keys are DOCUMENT_COLUMNS."""
    for document in documents:
        metadata, quality = document.metadata, document.quality
        start, end = metadata.period or (None, None)
        yield {
            "document_id": document.document_id,
            "source": document.source.path,
            "status": document.status,
            "document_type": metadata.document_type,
            "number": metadata.number,
            "date": metadata.date,
            "issuing_agency": metadata.issuing_agency,
            "title": metadata.title,
            "addressee": metadata.addressee,
            "period_start": start,
            "period_end": end,
            "signer_title": metadata.signer_title,
            "signer_name": metadata.signer_name,
            "signing_authority": metadata.signing_authority,
            "text_origin": document.source.text_origin.value,
            "pages": document.source.page_count,
            "sections": len(document.sections),
            "tasks": len(document.tasks),
            "citations": len(document.citations),
            "targets": len(document.targets),
            "grade": quality.grade,
            "estimated_word_error_rate": round(quality.estimated_word_error_rate, 4),
            "restored_words": quality.restored_words,
            "unsure_words": quality.unsure_words,
            "warnings": len(document.warnings),
        }


def csv_text(columns: Sequence[str], rows: Iterable[dict[str, Cell]]) -> str:
    """Rows as CSV with a BOM and CRLF line ends (RFC 4180); text cells are neutralised, None is empty."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_printed(row[column]) for column in columns])
    return buffer.getvalue()


def write_tasks_csv(documents: Iterable[Document], target: Path) -> None:
    write_whole(target, csv_text(TASK_COLUMNS, task_rows(documents)))


def write_documents_csv(documents: Iterable[Document], target: Path) -> None:
    write_whole(target, csv_text(DOCUMENT_COLUMNS, document_rows(documents)))


def _printed(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutralised(value) if isinstance(value, str) else str(value)
