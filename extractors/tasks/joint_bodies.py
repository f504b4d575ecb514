"""Cells that name both bodies: "Chủ trì: Phòng A; Phối hợp: Phòng B, C", also on lines of their own.

The labels part them. Only what can be read in one way is parted: each label once, nothing before the lead's, and the
first label where a part of the cell begins. Any other cell stays as it is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OFFICE = r"(?:cơ\s+quan,\s+đơn\s+vị|đơn\s+vị|cơ\s+quan|bộ\s+phận)\s+"
_LABEL = re.compile(
    r"(?:^|(?<=\s))(?:[-–+•*]\s*)?(?:các\s+)?(?:"
    rf"(?P<lead>{_OFFICE}(?:thực\s+hiện|chịu\s+trách\s+nhiệm|đầu\s+mối)"
    rf"|(?:{_OFFICE})?chủ\s+trì(?:\s+(?:thực\s+hiện|tham\s+mưu))?)"
    rf"|(?P<coordinating>(?:{_OFFICE})?(?:cùng\s+)?phối\s+hợp(?:\s+(?:thực\s+hiện|với))?)"
    r"|(?P<short_lead>CT)|(?P<short_coordinating>PH)"
    r")\s*:\s*",
    re.IGNORECASE,
)
_SHORT = {"short_lead", "short_coordinating"}  # each says nothing without the other
_BEGINS = re.compile(r"(?:^|[;.,]\s*)$")  # what stands before a part of a cell
_END = re.compile(r"\s*(?:(?<![.,…])[.,;])?\s*$")  # the sign that ends a part, not "..."


@dataclass(frozen=True, slots=True)
class Bodies:
    lead: str
    coordinating: str


def bodies_apart(cell: str) -> Bodies | None:
    """The two bodies of a cell on one line, without their labels; ``None`` where no label parts it."""
    labels = list(_LABEL.finditer(cell))
    names = [label.lastgroup or "" for label in labels]
    kinds = [name.removeprefix("short_") for name in names]
    if not labels or len(set(kinds)) < len(kinds) or len(_SHORT & set(names)) == 1:
        return None
    before, first = cell[: labels[0].start()].strip(), labels[0]
    if not (_BEGINS.search(cell[: first.start()]) or first.group().lstrip("-–+•* ")[0].isupper()):
        return None
    if before and "lead" in kinds:
        return None
    ends = [*(label.start() for label in labels[1:]), len(cell)]
    parts = {kind: _part(cell[label.end() : end]) for kind, label, end in zip(kinds, labels, ends, strict=True)}
    lead = parts.get("lead", _part(before))
    if not (lead or parts.get("coordinating")):
        return None
    return Bodies(lead, parts.get("coordinating", ""))


def _part(text: str) -> str:
    return _END.sub("", text, count=1)
