"""A task table that stands as text in the body of a plan, inside one of its sections, not in an annex."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.labels import roman_value
from extractors.layout import Line, LineRole, Page
from extractors.tasks.line_header import FEWEST_FIELDS, find_line_header
from extractors.tasks.model import FieldName
from extractors.tasks.text_header import TextHeader, find_header

_SECTION = re.compile(r"(?P<roman>[IVX]{1,5})[.)]\s+[^\W\d_]")
_CLOSING = re.compile(r"nơi nhận\b", re.IGNORECASE)


def lines_of_table(pages: Sequence[Page], body: Sequence[Line]) -> Sequence[Line]:
    """The lines of the section's rest that begins with a task table's header, as the pages have them (a number alone on
    its line is no text of the body, but a row's); none where no header tells most of a task's fields."""
    if not body:
        return ()
    within = range(body[0].number, body[-1].number + 1)
    own = [line for page in pages for line in page.lines if line.number in within]
    full = [line for line in own if line.text.strip() and line.role in (LineRole.BODY, LineRole.TABLE)]
    texts = [line.text.strip() for line in full]
    header = _surer(find_line_header(texts, len(texts)), find_header(texts))
    return full[header.first : _end(texts, header.first)] if header is not None else ()


def _surer(*headers: TextHeader | None) -> TextHeader | None:
    told = [(_fields(header), -header.first, header) for header in headers if header is not None]
    best = max(told, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] >= FEWEST_FIELDS else None


def _fields(header: TextHeader) -> int:
    return sum(column.field is not FieldName.EXTRA for column in header.columns)


def _end(texts: Sequence[str], first: int) -> int:
    """Where the section ends that line ``first`` stands in: at the heading that counts on from its own. Groups of the
    table may count so too, so it is the last such line."""
    own = next((value for text in reversed(texts[:first]) if (value := _section(text))), None)
    last = next((at for at in range(first, len(texts)) if _CLOSING.match(texts[at])), len(texts))
    if own is None:
        return last
    return next((at for at in range(last - 1, first, -1) if _section(texts[at]) == own + 1), last)


def _section(text: str) -> int | None:
    found = _SECTION.match(text)
    if found is None:
        return None
    try:
        return roman_value(found["roman"])
    except KeyError:  # no roman number ("XIXI")
        return None
