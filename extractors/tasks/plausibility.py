"""Whether rows below a header that was only guessed are those of a task list: somebody does each, by some time.

An annex of forms or figures in damaged text leaves traces of names too ("thời gian", "kết quả", "cơ quan"). Of 30
guessed headers of task lists that an English OCR damaged, leads and deadlines together came to 1.5 a row and more; of
28 in annexes of laws that lost their marks to 0.9 and less.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tasks.cell_words import head_kind
from extractors.tasks.model import BODIES, Column, FieldName, RowKind, TableRow, TaskTable
from extractors.tasks.rows import one_line
from normalizers.dates import looks_like_deadline, read_deadline

SOUND_FIELDS = (*BODIES, FieldName.CONTENT, FieldName.DEADLINE)
SHORT_CONTENT, LONG_BODY = 3, 30  # words
PLAUSIBLE = 1.0  # leads that begin like a body or an office, and deadlines that can be read, for each row


def is_plausible(rows: Sequence[TableRow], columns: Sequence[Column]) -> bool:
    """Whether rows have leads and deadlines like tasks; heading rows, which have neither, do not count."""
    telling = {column.index: column.field for column in columns}
    tasks = [[(telling[at], text) for at, text in row.cells.items() if text] for row in rows if row.kind is RowKind.ROW]
    tasks = [cells for cells in tasks if any(field is not FieldName.CONTENT for field, _ in cells)]
    told = sum(_tells(field, one_line(text)) for cells in tasks for field, text in cells)
    return told >= PLAUSIBLE * len(tasks) > 0


def soundness(table: TaskTable) -> float:
    """The share (0-1) of cells that are what their column should hold: bodies, deadlines, and contents that begin like
    one. Two ways to read the same text are compared by it."""
    told = [
        _is_sound(table.columns[at].field, text)
        for row in table.rows
        if row.kind is RowKind.ROW
        for at, text in row.cells.items()
        if text and table.columns[at].field in SOUND_FIELDS
    ]
    return sum(told) / len(told) if told else 0.0


def _is_sound(field: FieldName, text: str) -> bool:
    if field is FieldName.CONTENT:
        begins = text.lstrip("-–+* ")[:1]
        return begins.isupper() and looks_like_deadline(one_line(text)) < 1.0 and text.count(" ") + 1 >= SHORT_CONTENT
    if field is FieldName.DEADLINE:
        return looks_like_deadline(one_line(text)) >= 1.0
    return head_kind(text) in ("agency", "person") and text.count(" ") < LONG_BODY


def _tells(field: FieldName, text: str) -> bool:
    if field is FieldName.LEAD:
        return head_kind(text) in ("agency", "person")
    if field is FieldName.DEADLINE:
        return read_deadline(text).understood
    return False
