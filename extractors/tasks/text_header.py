"""The header of a table in plain text: where it stands, which columns it names, where it comes again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from extractors.tasks.headers import NEEDED, is_task_header, match_columns, name_scores
from extractors.tasks.model import Column, FieldName
from normalizers.agencies import fold

LONGEST_HEADER = 16  # lines
LONGEST_NAME = 8  # words of one column name
LOWER_NAME, CAPITAL_INSIDE = 2.0, 1.0
_OPENERS = re.compile(
    r"^(?:so$|tt|stt|so tt|so thu tu|(?:[a-z]{1,3} )?"  # the short word: a damaged "TT"
    r"(?:noi dung|nhiem vu|ten nhiem vu|cong viec|hoat dong|danh muc nhiem vu))\b"
)
_OVER_BOTH = re.compile(r"thuc hien|phan cong|trach nhiem")  # the name over a lead and a coordinating column
_OVER_NAME = re.compile(r"(?:phan cong|trach nhiem|to chuc|(?:co quan|don vi)[\w, ]*) thuc hien$")
_COLUMN_NUMBERS = re.compile(r"^(?:\(?\d{1,2}\)?[\s|]*)+$")
WHOLE = 4  # fields that one line names, from which the header is taken to be printed across the page
CERTAIN = 0.9  # mean likeness of the names from which a header is taken as read
_FIRST_ROW = re.compile(r"^(?:I|A|1)(?:[.)|\s]|$)")
REPEATED = 82.0  # likeness of a line with the header's line, where the header comes again


@dataclass(frozen=True, slots=True)
class TextHeader:
    first: int  # index of its first line
    after: int  # index behind its last line
    columns: tuple[Column, ...]
    lines: tuple[str, ...]  # folded
    certain: bool = True  # False: too damaged to say which columns there are


@lru_cache(maxsize=4096)
def _best(name: str) -> tuple[float, FieldName | None]:
    scores = name_scores(name, telling=False)
    if not scores:
        return 0.0, None
    field = max(scores, key=lambda key: scores[key])
    return scores[field], field


def _names(words: Sequence[str]) -> tuple[float, list[str]]:
    """The best cut of a header's words into column names: score and the names, in order.

    A name gives its likeness times its words, a word of no name costs one; two names of one field are not allowed.
    """
    best: list[tuple[float, tuple[str, ...], frozenset[FieldName]]] = [(0.0, (), frozenset())]
    for end in range(1, len(words) + 1):
        score, names, fields = best[end - 1]
        choice = (score - 1.0, names, fields)
        for start in range(max(0, end - LONGEST_NAME), end):
            name = " ".join(words[start:end])
            likeness, field = _best(name)
            if field is None or likeness < NEEDED:
                continue
            score, names, fields = best[start]
            over = _OVER_NAME.match(fold(name)) is not None
            if field is not FieldName.EXTRA and field in fields and not over:
                continue
            total = score + likeness * likeness * (end - start) - 0.05 - _odd_capitals(words[start:end])
            if total > choice[0]:
                choice = (total, (*names, name), fields if over else fields | {field})
        best.append(choice)
    return best[-1][0], list(best[-1][1])


def _odd_capitals(name: Sequence[str]) -> float:
    """What speaks against a name that begins in small letters or has a capital inside; nothing if all are capitals."""
    if all(word.isupper() for word in name):
        return 0.0
    inside = sum(word[:1].isupper() and not word.isupper() for word in name[1:])
    return (LOWER_NAME if name[0][:1].islower() else 0.0) + CAPITAL_INSIDE * inside


def _two_levels(names: Sequence[str]) -> list[str]:
    """Names of a header of two levels in the columns' order.

    Text gives the lower level last: "… Đơn vị thực hiện | Thời hạn | Chủ trì | Phối hợp" stands for a name over both
    of the last two, whose place is that name's.
    """
    fields = [column.field for column in match_columns(names)]
    lower = [i for i, field in enumerate(fields) if field in (FieldName.LEAD, FieldName.COORDINATING)]
    over = [i for i, f in enumerate(fields) if f is FieldName.EXTRA and _OVER_BOTH.search(fold(names[i]))]
    if len(lower) != 2 or len(over) != 1 or lower != [len(names) - 2, len(names) - 1] or over[0] >= lower[0]:
        return list(names)
    return [*names[: over[0]], *(names[i] for i in lower), *names[over[0] + 1 : lower[0]]]


def find_header(lines: Sequence[str], start: int = 0, stop: int | None = None) -> TextHeader | None:
    """The first header of a task table at or after line ``start`` (indices into ``lines``)."""
    stop = len(lines) if stop is None else min(stop, len(lines))
    for first in range(start, stop):
        if not _OPENERS.match(fold(lines[first])):
            continue
        best: tuple[float, int, list[str], int] = (0.0, 0, [], 1)
        words: list[str] = []
        for after in range(first + 1, min(first + LONGEST_HEADER, len(lines)) + 1):
            if _COLUMN_NUMBERS.match(lines[after - 1].strip()) or _FIRST_ROW.match(lines[after - 1].strip()):
                break
            words += lines[after - 1].replace("|", " ").split()
            score, names = _names(words)
            if _told(best[2]) >= WHOLE and best[1] == first + 1 and _told(names) <= _told(best[2]):
                continue  # one line named nearly all: words below are the first row's, only like a further name
            if score > best[0] + 0.5:  # a line that belongs to the header names something
                best = (score, after, names, len(words))
        columns = match_columns(_two_levels(best[2]))
        if len(columns) >= 3 and best[0] >= NEEDED * 0.8 * best[3] and is_task_header(columns):
            folded = tuple(fold(line) for line in lines[first : best[1]])
            likeness = sum(_best(column.printed)[0] for column in columns) / len(columns)
            return TextHeader(first, best[1], columns, folded, certain=likeness >= CERTAIN)
    return None


def _told(names: Sequence[str]) -> int:
    """How many of the names are those of known fields."""
    return sum(_best(name)[1] is not FieldName.EXTRA for name in names)


def mark_headers(lines: Sequence[str], header: TextHeader) -> list[bool]:
    """For each line whether it belongs to the header, wherever that is printed (with the row of column numbers)."""
    marks = [False] * len(lines)
    size = len(header.lines)
    at = header.first
    while at < len(lines):
        window = [fold(line) for line in lines[at : at + size]]
        alike = [fuzz.ratio(a, b) >= REPEATED for a, b in zip(window, header.lines, strict=False)]
        if at == header.first or (len(window) == size and sum(alike) >= 0.8 * size and alike[0]):
            end = at + size
            numbers = end
            while numbers < len(lines) and _COLUMN_NUMBERS.match(lines[numbers].strip()):
                numbers += 1
            count = len(re.findall(r"\d{1,2}", " ".join(lines[end:numbers])))
            if count >= len(header.columns) - 1 and count > 2:
                end += _column_numbers(lines, end, len(header.columns))
            for index in range(at, end):
                marks[index] = True
            at = end
        else:
            at += 1
    return marks


def _column_numbers(lines: Sequence[str], start: int, columns: int) -> int:
    """How many lines hold the numbers 1, 2, 3 … of the columns."""
    seen: list[int] = []
    for offset, line in enumerate(lines[start : start + columns + 1]):
        if not _COLUMN_NUMBERS.match(line.strip()) or len(seen) >= columns:
            return offset if seen == list(range(1, len(seen) + 1)) else 0
        seen += [int(n) for n in re.findall(r"\d{1,2}", line)]
    return min(columns + 1, len(lines) - start) if seen == list(range(1, len(seen) + 1)) else 0


# Words of a header that survive in damaged print, by field, in the order that such tables nearly always have.
_TRACES: tuple[tuple[FieldName, str, tuple[str, ...]], ...] = (
    (FieldName.NUMBER, "TT", ("tt", "stt")),
    (FieldName.CONTENT, "Nội dung công việc", ("noi dung", "cong viec", "nhiem vu")),
    (FieldName.LEAD, "Cơ quan chủ trì", ("chu tri", "dau moi", "don vi thuc hien", "co quan thuc hien", "phu trach")),
    (FieldName.COORDINATING, "Cơ quan phối hợp", ("phoi hop", "cung thuc hien", "tham gia")),
    (FieldName.DEADLINE, "Thời gian", ("thoi gian", "thoi han", "tien do", "hoan thanh")),
    (FieldName.PRODUCT, "Sản phẩm", ("san pham", "ket qua", "san pho")),
)
TRACE = 78.0  # likeness with which a damaged header word is recognised
TRACES_NEEDED = 4
DAMAGED_HEADER = 6  # lines


def guess_header(lines: Sequence[str], stop: int) -> TextHeader | None:
    """The header of a table whose header is damaged: the columns that left a trace, in their usual order.

    ``certain`` is false; ``None`` where fewer than four fields can be traced within a few lines.
    """
    best: tuple[int, int, list[Column]] | None = None
    for first in range(min(stop, len(lines))):
        window = [fold(line) for line in lines[first : first + DAMAGED_HEADER]]
        traced = [
            (field, name)
            for field, name, words in _TRACES
            if any(_traced(word, line) for word in words for line in window)
        ]
        fields = {field for field, _ in traced}
        if len(traced) >= TRACES_NEEDED and FieldName.CONTENT in fields and (best is None or len(traced) > best[0]):
            columns = [Column(i, name, field) for i, (field, name) in enumerate(traced)]
            best = (len(traced), first, columns)
    if best is None or not is_task_header(best[2]):
        return None
    window_at = range(best[1], min(best[1] + DAMAGED_HEADER, len(lines)))
    plain = (at for at in window_at if header_like(fold(lines[at])))
    first = next(plain, max(window_at, key=lambda at: _traces(fold(lines[at]))))
    after = first + 1
    while after < len(lines) and after < first + DAMAGED_HEADER + 2 and header_like(fold(lines[after])):
        after += 1
    return TextHeader(first, after, tuple(best[2]), tuple(fold(line) for line in lines[first:after]), certain=False)


def _traces(line: str) -> int:
    return sum(any(_traced(word, line) for word in words) for _, _, words in _TRACES)


def _traced(word: str, line: str) -> bool:
    if len(word) <= 3:
        return word in re.findall(r"[a-z]+", line)
    return len(line) >= len(word) - 1 and fuzz.partial_ratio(word, line) >= TRACE


_HEADER_WORDS = frozenset(
    "tt stt so noi dung cong viec nhiem vu co quan don vi chu tri phoi hop thoi gian han tien do hoan thanh thuc hien "
    "san pham ket qua ghi chu dau ra moi cung ten tham gia thu tu muc".split()
)


def leaves_trace(line: str, field: FieldName | None = None) -> bool:
    """Whether a folded line holds the name of a column (of ``field``), perhaps damaged."""
    told = (words for name, _, words in _TRACES if field in (None, name))
    return any(_traced(word, line) for words in told for word in words if len(word) > 3)


_EXTRA_TRACES = (
    ("Lãnh đạo phụ trách", "lanh dao"),
    ("Kinh phí", "kinh phi"),
    ("Ghi chú", "ghi chu"),
)  # names of columns that are no field, by what is left of them


@dataclass(frozen=True, slots=True)
class ExtraTrace:
    """A column beside the fields of which a line holds a trace, and the fields named left and right of it there."""

    name: str
    left: frozenset[FieldName]
    right: frozenset[FieldName]


def extra_traces(line: str) -> list[ExtraTrace]:
    """The columns beside the fields of which the folded line holds a trace."""
    found: list[ExtraTrace] = []
    for name, words in _EXTRA_TRACES:
        at = _place(words, line)
        if at is None:
            continue
        fields = {field: place for field, _, names in _TRACES if (place := _first_place(names, line)) is not None}
        left = frozenset(field for field, place in fields.items() if place < at)
        found.append(ExtraTrace(name, left, frozenset(fields) - left))
    return found


def _place(word: str, line: str) -> int | None:
    """Where in the folded line the trace ``word`` stands."""
    found = fuzz.partial_ratio_alignment(word, line) if _traced(word, line) else None
    return None if found is None else found.dest_start


def _first_place(words: Iterable[str], line: str) -> int | None:
    places = [place for word in words if len(word) > 3 and (place := _place(word, line)) is not None]
    return min(places, default=None)


def header_like(line: str) -> bool:
    """Whether a folded line holds little but words of column names."""
    words = re.findall(r"[a-z]{2,}", line)
    known = sum(any(fuzz.ratio(word, known) >= 80 for known in _HEADER_WORDS) for word in words)
    return 0 < len(words) <= 16 and known >= 0.6 * len(words)
