"""Tasks of the body whose lead, term and product stand in words of their own below what is to be done:

    1.2. Số hóa sổ hộ tịch
    - Đơn vị chủ trì: Phòng Tư pháp; đơn vị phối hợp: Công an xã.
    - Thời gian hoàn thành: Quý IV/2031.
    - Sản phẩm: Báo cáo.

or in brackets behind it. Only a group that says who leads is a task; what is to be done is the point above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# The first letter is a capital, or small after a semicolon or bracket; a colon follows.
_OFFICE = r"(?:[ĐđCcBb](?:ơn vị|ơ quan|ộ phận)\s+)"
_LABELS = {
    "lead": rf"{_OFFICE}(?:chủ trì|thực hiện|chịu trách nhiệm|đầu mối)(?:\s(?:thực hiện|tham mưu|chính))?|[Cc]hủ trì",
    "helpers": rf"{_OFFICE}?(?:cùng\s)?[Pp]hối hợp(?:\sthực hiện)?",
    "term": r"[Tt](?:hời gian|hời hạn|iến độ)(?:\s(?:thực hiện|hoàn thành|triển khai|thực hiện và hoàn thành))?",
    "product": r"(?:[Ss]ản phẩm|[Kk]ết quả)(?:\s(?:đầu ra|dự kiến|thực hiện|hoàn thành|đạt được))?",
    "other": r"[Tt]hành phần|[Đđ]ịa điểm|[Đđ]ối tượng|[Ss]ố lượng|[Hh]ình thức|(?:[Nn]guồn\s)?[Kk]inh phí",
}
_LABEL = re.compile(
    r"(?:^|(?<=[;.(,])\s*|(?<=\s)(?=[A-ZĐ]))(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS.items())
    + r")\s*:\s*"
)
# What a point of the body begins with: its label or its sign.
POINT = re.compile(
    r"^\s*(?:(?P<point>\d{1,2}(?:\.\d{1,2})+[.)]?|\d{1,2}[.)]|[a-zđ]\)|\(\d{1,2}\)|[IVX]+\.)|(?P<sign>[-–+•*]))\s*"
)
_ITEM = re.compile(r"\s*\(\d{1,2}\)")
_SUBJECT = re.compile(r"^Nội dung(?:\s(?:công việc|nhiệm vụ|thực hiện))?\s*:\s*")
_LONGEST_LEAD = 200
_FARTHEST = 30  # clauses between what is to be done and who leads


@dataclass(frozen=True, slots=True)
class LabelledTask:
    """What a group of clauses says; ``first`` and ``last`` are indices of clauses, ``last`` inclusive."""

    content: str
    lead: str
    helpers: str
    term: str
    product: str
    first: int
    last: int


def labelled_tasks(clauses: Sequence[str]) -> Iterator[LabelledTask]:
    """The tasks of a body cut into points and paragraphs, in order. Linear."""
    index, free = 0, 0  # the first clause that belongs to no task yet
    while index < len(clauses):
        before, values = _values(clauses[index])
        if not values.keys() - {"other"}:
            index += 1
            continue
        first, last = index, index
        while not before and last + 1 < len(clauses) and not (more := _values(clauses[last + 1]))[0] and more[1]:
            if more[1].keys() & values.keys() - {"other"}:
                break
            if "other" in more[1] and _kind(clauses[last + 1]) != _kind(clauses[first]):
                break
            values |= more[1]
            last += 1
        at = index if before else _said_at(clauses, free, index)
        lead = values.get("lead", "")
        if lead and len(lead) <= _LONGEST_LEAD and lead[:1].isupper() and (before or at is not None):
            content = before or POINT.sub("", clauses[first if at is None else at], count=1)
            helpers, term, product = (values.get(name, "") for name in ("helpers", "term", "product"))
            start = first if at is None else at
            yield LabelledTask(_SUBJECT.sub("", content).strip(" .;:"), lead, helpers, term, product, start, last)
            free = last + 1
        index = last + 1


def _values(clause: str) -> tuple[str, dict[str, str]]:
    """The text before the first label, and what each label says; nothing where there is none."""
    bullet = POINT.match(clause)
    text = clause[bullet.end() :] if bullet else clause.strip()
    found = list(_LABEL.finditer(text))
    if not found:
        return "", {}
    values: dict[str, str] = {}
    for match, following in zip(found, [*found[1:], None], strict=True):
        value = text[match.end() : following.start() if following else len(text)].strip(" .;,-–+")
        values.setdefault(match.lastgroup or "", value if value.count("(") else value.rstrip(")"))
    return text[: found[0].start()].strip(" (-–"), values


def _said_at(clauses: Sequence[str], free: int, index: int) -> int | None:
    """The clause that says what is to be done: the nearest above that is no bullet of the same kind; of a list of items
    in brackets the one that it belongs to."""
    own = _kind(clauses[index])
    above = range(index - 1, max(free, index - _FARTHEST) - 1, -1)
    others = [k for k in above if _kind(clauses[k]) != own]
    listed = len(others) > 1 and all(_ITEM.match(clauses[k]) for k in others[:2])
    other = next((k for k in others if not (listed and _ITEM.match(clauses[k]))), None)
    return other if other is not None or own else next(iter(above), None)


def _kind(clause: str) -> str:
    match = POINT.match(clause)
    return "" if match is None else match["sign"] or "point"


__all__ = ["POINT", "LabelledTask", "labelled_tasks"]
