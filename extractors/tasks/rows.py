"""From printed rows to tasks: groups, numbers and parents, dates, agencies, and what a person should look at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.facts import Group, Task, Warning
from extractors.tasks.joint_bodies import bodies_apart
from extractors.tasks.led_groups import with_led_groups
from extractors.tasks.model import FieldName, RowKind, TableRow, TaskTable
from normalizers.agencies import expand, split_agencies, split_products
from normalizers.dates import read_deadline

_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})*$")
_LETTER = re.compile(r"[a-zđ]")
_SIGN = re.compile(r"\s*[-–+•]\s*\w")
DOUBTFUL = 0.6  # a row read with less confidence gets a warning


def one_line(text: str) -> str:
    """A cell's text on one line: line ends become spaces, but "2026-" + "2030" becomes "2026-2030"."""
    text = re.sub(r"(?<=\d)([-–])[ \t]*\n\s*(?=\w)|(?<=\w)([-–])[ \t]*\n\s*(?=[^\W\dA-ZĐÀ-Ỹ])", r"\1\2", text)
    text = re.sub(r"(?<=\d)/[ \t]*\n\s*(?=\d)", "/", text)
    return re.sub(r"\s+", " ", text).strip()


@dataclass(slots=True)
class _Place:
    """Where in the table the builder stands."""

    group: str | None = None
    group_title: str | None = None
    heading: str | None = None  # number of the last heading row
    since_heading: int = 0  # numbered rows after it that are no headings
    last: str | None = None  # last printed number
    before: str | None = None  # last number of the group before: some tables count through
    numbers: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class BuiltRows:
    tasks: tuple[Task, ...]
    groups: tuple[Group, ...]
    warnings: tuple[Warning, ...]


def build_tasks(table: TaskTable, *, annex: int | None, source_sha256: str, first_row: int = 0) -> BuiltRows:
    """The tasks of one table. ``first_row`` counts the rows of the same annex's earlier tables (for ``task_id``)."""
    tasks: list[Task] = []
    groups: list[Group] = []
    warnings: list[Warning] = []
    place = _Place()
    table = replace(table, rows=tuple(with_led_groups(table.rows, table.columns)))
    for index, row in enumerate(table.rows):
        if row.kind is RowKind.GROUP:
            groups.append(Group(label=row.label, title=one_line(row.title)))
            warnings += _notes(row)
            place = _Place(row.label or None, one_line(row.title) or None, before=place.last or place.before)
            continue
        task, notes = _task(table, row, place, _below(table.rows, index))
        key = f"{source_sha256}:{annex}:{first_row + len(tasks)}"
        warnings += notes
        messages = tuple(note.message for note in notes)
        identity = hashlib.sha256(key.encode()).hexdigest()[:16]
        tasks.append(task.model_copy(update={"task_id": identity, "annex": annex, "warnings": messages}))
    return BuiltRows(tuple(tasks), tuple(groups), tuple(warnings))


def _begin(row: TableRow) -> tuple[int | None, int | None]:
    """The page and the line on which the row begins."""
    return (row.pages[0] if row.pages else None), (row.lines[0] if row.lines else None)


def _notes(row: TableRow) -> list[Warning]:
    page, line = _begin(row)
    return [Warning(code="row-doubtful", message=note, page=page, line=line) for note in row.notes]


def _below(rows: Sequence[TableRow], index: int) -> TableRow | None:
    """The task row of the same group that follows, if one does."""
    below = rows[index + 1] if index + 1 < len(rows) else None
    return below if below is not None and below.kind is RowKind.ROW else None


def _is_heading(table: TaskTable, row: TableRow, below: TableRow | None) -> bool:
    """Whether a row says only what the rows below it are about: no cell but its content is its own. A cell merged with
    those of its sub-rows is theirs."""
    number, content = (table.column_of(name) for name in (FieldName.NUMBER, FieldName.CONTENT))
    if below is None or content is None or not row.cells.get(content, "").strip():
        return False
    told = {index for index, text in row.cells.items() if index not in (number, content) and text.strip()}
    shared = {index for index in told & below.inherited if below.cells.get(index) == row.cells[index]}
    return told <= shared and (not told or _is_sub_row(below, row, content))


def _is_sub_row(below: TableRow, row: TableRow, content: int) -> bool:
    """Whether a row counts below another: 1.1 or a) below 1, or no number and a sign before its content."""
    if not _NUMBER.match(row.label):
        return False
    if not below.label:
        return _SIGN.match(below.cells.get(content, "")) is not None
    return below.label.startswith(f"{row.label}.") or _LETTER.fullmatch(below.label) is not None


def _task(table: TaskTable, row: TableRow, place: _Place, below: TableRow | None) -> tuple[Task, list[Warning]]:
    values = dict.fromkeys(FieldName, "")
    extra: dict[str, str] = {}
    inherited: list[str] = []
    for column in table.columns:
        text = one_line(row.cells.get(column.index, ""))
        if column.field is FieldName.EXTRA:
            if text:
                extra[column.printed or f"Cột {column.index + 1}"] = text
        else:
            values[column.field] = text
        if column.index in row.inherited and text:
            inherited.append(column.field.value if column.field is not FieldName.EXTRA else column.printed)
    if not values[FieldName.COORDINATING] and (bodies := bodies_apart(values[FieldName.LEAD])) is not None:
        values[FieldName.LEAD], values[FieldName.COORDINATING] = bodies.lead, bodies.coordinating
        if FieldName.LEAD in inherited and bodies.coordinating:
            inherited.append(FieldName.COORDINATING.value)
    number = row.label or None
    page, line = _begin(row)
    notes = _notes(row)
    is_heading = _is_heading(table, row, below)
    parent, odd = _parent(number, is_heading, place)
    if odd:
        notes.append(Warning(code="number-gap", message=odd, page=page, line=line))
    deadline = read_deadline(values[FieldName.DEADLINE])
    if deadline.warning:
        notes.append(Warning(code="deadline", message=deadline.warning, page=page, line=line))
    if not values[FieldName.LEAD] and not is_heading and table.column_of(FieldName.LEAD) is not None:
        notes.append(Warning(code="no-lead", message="Dòng không có cơ quan chủ trì", page=page, line=line))
    if row.confidence < DOUBTFUL:
        message = "Dòng có ô chưa phân biệt chắc chắn, cần xem lại"
        notes.append(Warning(code="row-doubtful", message=message, page=page, line=line))
    return (
        Task(
            task_id="",
            group=place.group,
            group_title=place.group_title,
            number=number,
            parent=parent,
            is_heading=is_heading,
            content=values[FieldName.CONTENT],
            lead_agency=values[FieldName.LEAD],
            coordinating_agencies=values[FieldName.COORDINATING],
            deadline=values[FieldName.DEADLINE],
            product=values[FieldName.PRODUCT],
            extra=extra,
            deadline_start=deadline.start.isoformat() if deadline.start else None,
            deadline_end=deadline.end.isoformat() if deadline.end else None,
            recurrence=deadline.recurrence,
            lead_agency_list=tuple(expand(name) for name in split_agencies(values[FieldName.LEAD])),
            coordinating_agency_list=tuple(expand(n) for n in split_agencies(values[FieldName.COORDINATING])),
            product_list=tuple(split_products(values[FieldName.PRODUCT])),
            inherited=tuple(inherited),
            pages=row.pages,
            lines=row.lines,
            confidence=row.confidence,
        ),
        notes,
    )


def _parent(number: str | None, is_heading: bool, place: _Place) -> tuple[str | None, str | None]:
    """The number of the heading row above and what is odd about the row's own; the place moves on past the row."""
    odd: str | None = None
    if number and _NUMBER.match(number):
        *above, last = number.split(".")
        parent = ".".join(above) or None
        if parent not in place.numbers:
            parent = None
        expected = _expected(place.last, number)
        counts_through = place.last is None and _expected(place.before, number) == int(last)
        if expected is not None and expected != int(last) and not counts_through:
            odd = f"Số thứ tự không liên tục: sau {place.last or 'đầu nhóm'} là {number}"
        place.last = number
        place.numbers.add(number)
        if is_heading:
            place.heading, place.since_heading = number, 0
        elif parent is None:
            place.since_heading += 1
        return parent, odd
    if place.heading is None:
        return None, None
    if place.since_heading <= 1:  # one number between may stand on the wrong row of the heading's own rows
        return place.heading, None
    return None, None


def _expected(last: str | None, number: str) -> int | None:
    """What the last part of ``number`` should be after ``last``; ``None`` where nothing can be said."""
    parts = number.split(".")
    before = (last or "").split(".") if last else []
    if len(before) >= len(parts) and before[: len(parts) - 1] == parts[:-1]:
        return int(before[len(parts) - 1]) + 1
    return 1
