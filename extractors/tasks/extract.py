"""``extract_tasks``: every annex of a document becomes an ``Annex`` and, if it is a task list, its rows ``Task``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.facts import Annex, Task, TaskFacts, Warning
from extractors.layout import Line, Page
from extractors.parts import AnnexPart, DocumentParts
from extractors.tasks.rows import build_tasks, one_line
from extractors.tasks.text_table import read_text_table

_ATTACHED = re.compile(r"\(\s*(?:Ban hành\s+)?[Kk]èm theo.*?(?:\)|$)|\(\s*Đính kèm.*?(?:\)|$)", re.DOTALL)


def extract_tasks(pages: Sequence[Page], parts: DocumentParts, source_sha256: str) -> TaskFacts:
    """Annexes and tasks of a document, from ruled tables where pages have them and from lines where not.

    ``source_sha256`` makes ``task_id`` stable for the same input.
    """
    annexes: list[Annex] = []
    tasks: list[Task] = []
    warnings: list[Warning] = []
    for part in parts.annexes:
        found = _from_text(part, len(annexes), source_sha256)
        annexes += found.annexes
        tasks += found.tasks
        warnings += found.warnings
    return TaskFacts(annexes=tuple(annexes), tasks=tuple(tasks), warnings=tuple(warnings))


def _names(title_lines: Sequence[Line]) -> tuple[str, str]:
    """Title and "(Kèm theo …)" of an annex."""
    text = one_line("\n".join(line.text for line in title_lines))
    attached = _ATTACHED.search(text)
    if attached is None:
        return text, ""
    return f"{text[: attached.start()]} {text[attached.end() :]}".strip(), attached.group().strip()


def _from_text(part: AnnexPart, index: int, source_sha256: str) -> TaskFacts:
    table, header_at = read_text_table(part.lines)
    solid = [line for line in part.lines if line.text.strip()]
    title, attached = _names([*part.title_lines, *(solid[:header_at] if table else ())])
    first = next(iter([*part.title_lines, *solid]), None)
    page, line = (first.page, first.number) if first else (None, None)
    if table is None:
        rows = tuple((one_line(item.text),) for item in solid)
        annex = Annex(title=title, attached_to=attached, kind="other", rows=rows, page=page, line=line)
        message = f"Phụ lục “{title[:80]}” không đọc được như bảng nhiệm vụ: giữ nguyên các dòng"
        warning = Warning(code="annex-not-tasks", message=message, page=page, line=line)
        return TaskFacts(annexes=(annex,), warnings=(warning,))
    built = build_tasks(table, annex=index, source_sha256=source_sha256)
    annex = Annex(
        title=title,
        attached_to=attached,
        kind="tasks",
        columns=tuple(column.printed for column in table.columns),
        groups=built.groups,
        page=page,
        line=line,
    )
    return TaskFacts(annexes=(annex,), tasks=built.tasks, warnings=built.warnings)
