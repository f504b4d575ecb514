"""Lines of a table that is only text, as both of its readers need them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein, Opcodes

from normalizers.records import Change

_BEHIND = 12  # letters before a deadline that stands behind other cells of its line
DEADLINE_INSIDE = re.compile(
    r"(?:(?<=\s)|^)(?:(?:Trước|Đến|Từ|Trong)\s+)?(?:(?:Quý|quý|Tháng|tháng|Năm|năm|ngày)\s*)*"
    r"(?:[IV]{1,3}|\d{1,2}(?:/\d{1,2})?)?[/\s-]*20\d\d(?:\s*[-–]\s*(?:(?:tháng|Quý|quý)\s*)?(?:\d{1,2}/)?20\d\d)?(?=\s|$)"
    r"|(?:(?<=\s)|^)(?:Hàng|Hằng|hàng|hằng)\s+(?:năm|quý|tháng)(?=\s|$)|(?:(?<=\s)|^)Thường xuyên(?=\s|$)"
)
BORDER = re.compile(r"\s*\|\s*|\s{3,}")  # in text with bars between the cells
GOES_ON = "\u2060"  # before what was read of a word that goes on with the letters of the word before it
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

    Words that restoration cut out of a longer one ("UBNDxã") have the letters that each was made of; all but the first
    begin with ``GOES_ON``, so that ``as_printed`` makes the one word of them that was read.
    """
    ordered = sorted(changes, key=lambda change: change.out_start)
    sources: list[str] = []
    for found in WORD.finditer(text):
        own = [change for change in ordered if change.out_start < found.end() and change.out_end > found.start()]
        sources.append(_source_of(found, own))
    return tuple(sources)


def as_printed(sources: Sequence[str]) -> str:
    """The words that follow one another in a line, as they were read."""
    return " ".join(sources).replace(" " + GOES_ON, "").replace(GOES_ON, "")


def word_confidences(text: str, changes: Sequence[Change]) -> tuple[float, ...]:
    """With what confidence each ``WORD`` of a restored line is what was meant; 1 for what was not changed."""
    return tuple(
        min((c.confidence for c in changes if c.out_start < word.end() and c.out_end > word.start()), default=1.0)
        for word in WORD.finditer(text)
    )


def _source_of(word: re.Match[str], changes: Sequence[Change]) -> str:
    source, at = "", word.start()
    for change in changes:
        until = min(change.out_end, word.end())
        source += word.string[at : change.out_start] + _part_of(change, max(at, change.out_start), until)
        at = until
    return source + word.string[at : word.end()]


def _part_of(change: Change, start: int, end: int) -> str:
    """What was read of the letters from ``start`` to ``end`` of the result, which ``change`` made."""
    if (start, end) == (change.out_start, change.out_end):
        return change.source
    words, before = change.source.split(), change.target[: start - change.out_start].split()
    if len(words) == len(change.target.split()):
        return words[len(before)]
    steps = Levenshtein.opcodes(change.source, change.target)
    behind = change.target[end - change.out_start :]
    first = _place(steps, start - change.out_start)
    last = _place(steps, len(change.target) - len(behind.lstrip())) if behind else len(change.source)
    goes_on = GOES_ON if first and not change.source[first - 1].isspace() else ""
    return goes_on + change.source[first:last].strip()


def _place(steps: Opcodes, at: int) -> int:
    """Where in the source the letter ``at`` of the result comes from."""
    step = next(step for step in steps if at <= step.dest_end)
    return min(step.src_start + at - step.dest_start, step.src_end)
