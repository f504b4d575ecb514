"""Lines of a table that is only text, as both of its readers need them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.records import Change

_BEHIND = 12  # letters before a deadline that stands behind other cells of its line
DEADLINE_INSIDE = re.compile(
    r"(?:(?<=\s)|^)(?:(?:Trước|Đến|Từ|Trong)\s+)?(?:(?:Quý|quý|Tháng|tháng|Năm|năm|ngày)\s*)*"
    r"(?:[IV]{1,3}|\d{1,2}(?:/\d{1,2})?)?[/\s-]*20\d\d(?:\s*[-–]\s*(?:(?:tháng|Quý|quý)\s*)?(?:\d{1,2}/)?20\d\d)?(?=\s|$)"
    r"|(?:(?<=\s)|^)(?:Hàng|Hằng|hàng|hằng)\s+(?:năm|quý|tháng)(?=\s|$)|(?:(?<=\s)|^)Thường xuyên(?=\s|$)"
)
BORDER = re.compile(r"\s*\|\s*|\s{3,}")  # in text with bars between the cells
WORD = re.compile(r"[^\s|]+")  # bars stand between the words of a line that runs across columns


def stands_behind(text: str) -> bool | None:
    """Whether a line's deadline stands behind other cells; ``None`` where it holds none."""
    found = DEADLINE_INSIDE.search(text)
    return None if found is None else found.start() > _BEHIND


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as the search needs it. ``break_before``: 0 none, 1 a new page, 2 the header was printed again."""

    text: str
    number: int
    page: int
    gap: int = 0
    trailing: int = 0
    break_before: int = 0
    printed: str = ""  # as read, before restoration
    sources: tuple[str, ...] = ()  # what was read of each ``WORD`` of the text; none where nothing was restored
    certain: tuple[float, ...] = ()  # with what confidence (0-1) restoration made each of it


def printed_words(text: str, changes: Sequence[Change]) -> tuple[str, ...]:
    """What was read of each ``WORD`` of a restored line.

    A word that restoration cut out of a longer one ("UBNDxã") has no print of its own and counts as printed so.
    """
    ordered = sorted(changes, key=lambda change: change.out_start)
    sources: list[str] = []
    for found in WORD.finditer(text):
        own = [change for change in ordered if change.out_start < found.end() and change.out_end > found.start()]
        sources.append(_source_of(found, own))
    return tuple(sources)


def word_confidences(text: str, changes: Sequence[Change]) -> tuple[float, ...]:
    """With what confidence each ``WORD`` of a restored line is what was meant; 1 for what was not changed."""
    return tuple(
        min((c.confidence for c in changes if c.out_start < word.end() and c.out_end > word.start()), default=1.0)
        for word in WORD.finditer(text)
    )


def _source_of(word: re.Match[str], changes: Sequence[Change]) -> str:
    source, at = "", word.start()
    for change in changes:
        if change.out_start < word.start() or change.out_end > word.end():
            return _part_of(change, word)
        source += word.string[at : change.out_start] + change.source
        at = change.out_end
    return source + word.string[at : word.end()]


def _part_of(change: Change, word: re.Match[str]) -> str:
    """The part of a change over several words that stands for one of them."""
    sources = change.source.split()
    if len(sources) != len(change.target.split()):
        return word.group()
    return sources[len(word.string[change.out_start : word.start()].split())]
