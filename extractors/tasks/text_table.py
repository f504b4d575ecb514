"""A table that is only text: find its header, drop the repeated ones, read its rows by the shape they come in."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import Line
from extractors.tasks.linear import TextLine, read_linear
from extractors.tasks.model import TaskTable
from extractors.tasks.text_header import TextHeader, find_header, mark_headers

HEADER_WITHIN = 60  # lines of an annex within which its header must stand


def read_text_table(lines: Sequence[Line]) -> tuple[TaskTable | None, int]:
    """The task table in ``lines`` and the index of its header's first line; no table where there is no task header."""
    solid = [line for line in lines if line.text.strip()]
    texts = [line.text.strip() for line in solid]
    header = find_header(texts, stop=HEADER_WITHIN)
    if header is None:
        return None, len(solid)
    prepared = _prepare(solid, texts, header)
    rows = read_linear(prepared, header.columns)
    first = solid[header.first]
    return TaskTable(header.columns, tuple(rows), first.page, first.number), header.first


def _prepare(solid: Sequence[Line], texts: Sequence[str], header: TextHeader) -> list[TextLine]:
    """The lines under the header, with the blank lines before each and the page ends and headers between them."""
    marks = mark_headers(texts, header)
    prepared: list[TextLine] = []
    broken = 0
    before = solid[header.first]
    for line, text, is_header in list(zip(solid, texts, marks, strict=True))[header.first :]:
        if is_header:
            broken = 2 if prepared else 0
        else:
            if prepared and line.page != before.page:
                broken = max(broken, 1)
            trailing = len(line.text) - len(line.text.rstrip())
            gap = line.number - before.number - 1
            prepared.append(TextLine(text, line.number, line.page, gap, trailing, broken))
            broken = 0
        before = line
    return prepared
