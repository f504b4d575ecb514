"""``extract_tasks``: every annex of a document becomes an ``Annex`` and, if it is a task list, its rows ``Task``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.facts import Annex, Group, Task, TaskFacts, Warning
from extractors.layout import Line, LineRole, Page, Table
from extractors.parts import AnnexPart, DocumentParts
from extractors.tasks.body import body_tasks
from extractors.tasks.body_table import lines_of_table
from extractors.tasks.grid import OtherTable, read_tables
from extractors.tasks.model import Column, TaskTable
from extractors.tasks.plausibility import is_plausible
from extractors.tasks.rereading import CellRestorer
from extractors.tasks.rows import build_tasks, one_line
from extractors.tasks.text_table import read_text_table

_ATTACHED = re.compile(r"\(\s*(?:Ban hành\s+)?[Kk]èm theo.*?(?:\)|$)|\(\s*Đính kèm.*?(?:\)|$)", re.DOTALL)


@dataclass(slots=True)
class _Found:
    """What has been found so far; annexes keep the order of the document."""

    source_sha256: str
    annexes: list[Annex] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def add_tasks(self, annex: Annex, tables: Sequence[TaskTable]) -> None:
        groups: list[Group] = []
        columns: list[Column] = []
        before = len(self.tasks)
        for table in tables:
            built = build_tasks(
                table,
                annex=len(self.annexes),
                source_sha256=self.source_sha256,
                first_row=len(self.tasks) - before,
            )
            groups += built.groups
            self.tasks += built.tasks
            self.warnings += built.warnings
            columns += [c for c in table.columns if c.printed not in {seen.printed for seen in columns}]
        names = tuple(column.printed for column in columns)
        self.annexes.append(annex.model_copy(update={"kind": "tasks", "columns": names, "groups": tuple(groups)}))

    def add_other(self, annex: Annex, rows: Sequence[tuple[str, ...]]) -> None:
        self.annexes.append(annex.model_copy(update={"kind": "other", "rows": tuple(rows)}))


def extract_tasks(
    pages: Sequence[Page], parts: DocumentParts, source_sha256: str, *, restore_cells: CellRestorer | None = None
) -> TaskFacts:
    """Annexes and tasks of a document, from ruled tables where pages have them and from lines where not.

    ``source_sha256`` makes ``task_id`` stable for the same input. A document without a task annex gives the tasks
    that its body assigns, marked ``from_body``. ``restore_cells`` restores cells of garbled text that
    was read across the columns.
    """
    found = _Found(source_sha256)
    owned = _tables_by_annex(pages, parts.annexes)
    _body_tables(found, owned[0])
    for part, tables in zip(parts.annexes, owned[1:], strict=True):
        _annex(found, part, tables, restore_cells)
    if not found.tasks:
        _text_in_body(found, lines_of_table(pages, parts.body), restore_cells)
    if not found.tasks:
        found.tasks += body_tasks(parts.body, source_sha256)
    return TaskFacts(annexes=tuple(found.annexes), tasks=tuple(found.tasks), warnings=tuple(found.warnings))


def _tables_by_annex(pages: Sequence[Page], annexes: Sequence[AnnexPart]) -> list[list[Table]]:
    """Tables before the first annex, then those of each annex, by where they stand."""
    starts = [next(iter([*part.title_lines, *part.lines]), None) for part in annexes]
    owned: list[list[Table]] = [[] for _ in range(len(annexes) + 1)]
    for page in pages:
        for table in page.tables:
            owner = 0
            for index, start in enumerate(starts, start=1):
                if start is not None and not _is_before(table, start):
                    owner = index
            owned[owner].append(table)
    return owned


def _is_before(table: Table, line: Line) -> bool:
    numbers = [cell.lines[1] for cell in table.cells if cell.lines is not None]
    if numbers:
        return max(numbers) < line.number
    if table.page != line.page:
        return table.page < line.page
    return table.box is not None and line.box is not None and table.box.bottom <= line.box.top


def _body_tables(found: _Found, tables: Sequence[Table]) -> None:
    """Task lists that stand in the body itself; other tables there are not annexes."""
    for table in read_tables(tables):
        if isinstance(table, TaskTable):
            found.add_tasks(Annex(page=table.page), [table])


def _text_in_body(found: _Found, lines: Sequence[Line], restore_cells: CellRestorer | None) -> None:
    """A task list that stands in the body as text, in these lines."""
    table = read_text_table(lines, restore_cells)[0] if lines else None
    if table is not None and is_plausible(table.rows, table.columns):
        found.add_tasks(Annex(page=lines[0].page, line=lines[0].number), [table])


def _annex(found: _Found, part: AnnexPart, tables: Sequence[Table], restore_cells: CellRestorer | None) -> None:
    solid = [line for line in part.lines if line.text.strip()]
    first = next(iter([*part.title_lines, *solid]), None)
    place = {"page": first.page, "line": first.number} if first else {}
    read = read_tables(tables)
    task_tables = [table for table in read if isinstance(table, TaskTable)]
    others = [table for table in read if isinstance(table, OtherTable)]
    text_table, header_at = (None, 0) if task_tables else read_text_table(part.lines, restore_cells)
    above = solid[:header_at] if text_table else [line for line in solid if line.role is not LineRole.TABLE][:3]
    title, attached = _names(part.title_lines, above)
    annex = Annex(title=title, attached_to=attached, **place)
    if text_table is not None:
        task_tables, others = [text_table], []
    if task_tables:
        found.add_tasks(annex, task_tables)
    for other in others:
        found.add_other(annex.model_copy(update={"page": other.page}), other.rows)
    if not task_tables and not others:
        found.add_other(annex, [(one_line(line.text),) for line in solid])
    if not task_tables:
        message = (
            f"Phụ lục “{title[:80]}” không phải bảng nhiệm vụ hoặc không đọc được tiêu đề bảng: giữ nguyên các dòng"
        )
        found.warnings.append(Warning(code="annex-not-tasks", message=message, **place))


def _names(title_lines: Sequence[Line], above: Sequence[Line]) -> tuple[str, str]:
    """Title and "(Kèm theo …)" of an annex, the latter perhaps among the lines above its table."""
    title = one_line("\n".join(line.text for line in title_lines))
    attached = _ATTACHED.search(title)
    if attached is not None:
        return f"{title[: attached.start()]} {title[attached.end() :]}".strip(), attached.group().strip()
    rest = one_line("\n".join(line.text for line in above))
    attached = _ATTACHED.search(rest)
    if attached is None:
        return title, ""
    return f"{title} {rest[: attached.start()]}".strip(), attached.group().strip()
