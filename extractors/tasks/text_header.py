"""The header of a table in plain text: where it stands, which columns it names, where it comes again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.folding import is_capitals
from extractors.tasks.headers import NEEDED, is_task_header, match_columns, name_scores
from extractors.tasks.model import BODIES, Column, FieldName
from normalizers.agencies import fold

LONGEST_HEADER = 16  # lines
LONGEST_NAME = 8  # words of one column name
LOWER_NAME, CAPITAL_INSIDE = 2.0, 1.0
_CONTENT_NAMES = "noi dung|nhiem vu|ten nhiem vu|cong viec|hoat dong|danh muc nhiem vu"
OPENERS = re.compile(
    r"^(?:so$|tt|stt|so tt|so thu tu|(?:(?:[a-z]{1,3}|\dt) )?"  # the short word: a damaged "TT"
    rf"(?:{_CONTENT_NAMES}))\b"
)
OVER_BOTH = re.compile(r"thuc hien|phan cong|trach nhiem")  # the name over a lead and a coordinating column
OVER_NAME = re.compile(
    r"(?:(?:phan cong|trach nhiem|to chuc|(?:co quan|don vi)[\w, ]*) thuc hien|trach nhiem|phan cong(?: nhiem vu)?)$"
)
_COLUMN_NUMBERS = re.compile(r"^(?:\(?\d{1,2}\)?[\s|]*)+$")
_DAMAGED_NUMBER = re.compile(r"(?!so\b|s?tt\b)(?:[a-z]{1,2}|\dt|s[a-z]{2})")  # folded: what is left of a "TT" or "STT"
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_SPECKS = re.compile(r"['’`.,]")
_CONTENT = re.compile(_CONTENT_NAMES)
WHOLE = 4  # fields that one line names, from which the header is taken to be printed across the page
CERTAIN = 0.9  # mean likeness of the names from which a header is taken as read
_IN_BRACKETS = re.compile(r"\([^()\d]*\)")  # "Kinh phí (triệu đồng)"
FIRST_ROW = re.compile(r"^(?:I|A|1)(?:[.)|\s_]|$)")  # "I_ |": the foot of a border
REPEATED = 82.0  # likeness of a line with the header's line, where the header comes again


@dataclass(frozen=True, slots=True)
class TextHeader:
    first: int  # index of its first line
    after: int  # index behind its last line
    columns: tuple[Column, ...]
    lines: tuple[str, ...]  # folded
    certain: bool = True  # False: too damaged to say which columns there are
    again: range = range(0)  # where ``lines`` stand if the header was read best where it is printed again

    @property
    def main(self) -> int:
        """Which of ``lines`` holds most words."""
        return max(range(len(self.lines)), key=lambda at: len(self.lines[at].split()))


@lru_cache(maxsize=4096)
def _best(name: str) -> tuple[float, FieldName | None]:
    scores = name_scores(name, telling=False)
    if not scores:
        return 0.0, None
    field = max(scores, key=lambda key: scores[key])
    return scores[field], field


@lru_cache(maxsize=4096)
def told_by_line(name: str) -> tuple[float, FieldName | None]:
    """The meaning of a name that fills a line or the space between bars: one telling word is enough there."""
    scores = name_scores(name)
    field = max(scores, key=lambda key: scores[key], default=None)
    return (scores[field], field) if field else (0.0, None)


def names_in(words: Sequence[str], starts: Sequence[int] = ()) -> tuple[float, list[str]]:
    """The best cut of a header's words into column names: score and the names, in order. ``starts``: where lines
    begin, and cells between bars.

    A name gives its likeness times its words, a word of no name costs one; two names of one field are not allowed.
    """
    whole = set(pairwise((*starts, len(words))))
    best: list[tuple[float, tuple[str, ...], frozenset[FieldName]]] = [(0.0, (), frozenset())]
    for end in range(1, len(words) + 1):
        score, names, fields = best[end - 1]
        choice = (score - 1.0, names, fields)
        for start in range(max(0, end - LONGEST_NAME), end):
            name = " ".join(words[start:end])
            likeness, field = _best(name)
            if likeness < NEEDED and (start, end) in whole and words[start][:1].isupper():
                likeness, field = told_by_line(name)
            if field is None or likeness < NEEDED:
                continue
            score, names, fields = best[start]
            over = OVER_NAME.match(fold(name)) is not None
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


def in_columns_order(names: Sequence[str]) -> list[str]:
    """Names of a header of two levels in the columns' order.

    Text gives the lower level last ("… Đơn vị thực hiện | Thời hạn | Chủ trì | Phối hợp" stands for a name over both of
    the last two, whose place is that name's) or right behind the name over it.
    """
    fields = [column.field for column in match_columns(names)]
    lower = [i for i, field in enumerate(fields) if field in BODIES]
    over = [i for i, f in enumerate(fields) if f is FieldName.EXTRA and OVER_BOTH.search(fold(names[i]))]
    over = [i for i in over if OVER_NAME.match(fold(names[i]))] or over
    if len(lower) != 2 or len(over) != 1 or over[0] >= lower[0]:
        return list(names)
    if lower == [over[0] + 1, over[0] + 2] and OVER_NAME.match(fold(names[over[0]])):
        return [*names[: over[0]], *names[over[0] + 1 :]]
    if lower != [len(names) - 2, len(names) - 1]:
        return list(names)
    return [*names[: over[0]], *(names[i] for i in lower), *names[over[0] + 1 : lower[0]]]


def find_header(
    lines: Sequence[str], start: int = 0, stop: int | None = None, *, down: bool = False
) -> TextHeader | None:
    """The first header of a task table at or after line ``start`` (indices into ``lines``). ``down``: cells follow one
    another, so that no row begins in small letters."""
    stop = len(lines) if stop is None else min(stop, len(lines))
    for first in range(start, stop):
        opening, below = (_SPECKS.sub("", fold(line)).lstrip("| ") for line in (*lines[first : first + 2], "")[:2])
        alone = _DAMAGED_NUMBER.fullmatch(opening) is not None and _CONTENT.match(below) is not None
        if not alone and not OPENERS.match(opening):
            continue
        best: tuple[float, int, list[str], int] = (0.0, 0, [], 1)
        words: list[str] = []
        starts: list[int] = []
        whole = False  # whether the first line names nearly all: words below are the first row's
        for after in range(first + 1, min(first + LONGEST_HEADER, len(lines)) + 1):
            if _COLUMN_NUMBERS.match(lines[after - 1].strip()) or FIRST_ROW.match(lines[after - 1].strip()):
                break
            if _titles_group(lines[after - 1]) and not is_capitals(lines[first]):
                break
            for cell in _IN_BRACKETS.sub(" ", lines[after - 1]).split("|"):
                starts += [len(words)] if cell.strip() else []
                words += cell.split()
            if words and _CONTENT.match(_SPECKS.sub("", fold(" ".join(words[1:5])))):
                words[0] = _number_name(words[0], words[1])
            score, names = names_in(words, starts)
            of_row = whole and _told(names) <= _told(best[2]) and (down or best[1] == first + 1)
            if of_row and not (down and _ends_header(lines[after - 1])):
                continue
            if score > best[0] + 0.5:  # a line that belongs to the header names something
                best = (score, after, names, len(words))
            if after == first + 1:
                whole = _told(names) >= WHOLE
        columns = match_columns(in_columns_order(best[2]))
        if len(columns) >= 3 and best[0] >= NEEDED * 0.8 * best[3] and is_task_header(columns):
            folded = tuple(fold(line) for line in lines[first : best[1]])
            likeness = sum(_best(column.printed)[0] for column in columns) / len(columns)
            return TextHeader(first, best[1], columns, folded, certain=likeness >= CERTAIN)
    return None


def _titles_group(line: str) -> bool:
    """Whether a line is in capitals and no name of a column: the first group's title below names in small letters."""
    return is_capitals(line) and len(line.split()) > 1 and not header_like(fold(line))


def _number_name(word: str, following: str) -> str:
    """The word before the content's name as the number column's, if it is that or its first line: "Số" above "TT", but
    not "Số nhiệm vụ"."""
    if _DAMAGED_NUMBER.fullmatch(fold(word)):
        return "TT"
    return "Số TT" if fold(word) == "so" and following[:1].isupper() else word


def _ends_header(line: str) -> bool:
    """Whether a line below one that names nearly all columns is the header's too: it goes on in small letters, as no
    row begins, or is the name of a further column and nothing else."""
    return goes_on(line) or _best(line.strip()) == (1.0, FieldName.EXTRA)


def goes_on(line: str) -> bool:
    """Whether a line goes on in small letters with the one above."""
    return line[:1].islower() and line[1:2] not in (".", ")")


def with_last_lines(header: TextHeader, lines: Sequence[str]) -> TextHeader:
    """``header`` with the lines right below it that go on in small letters; for text whose cells follow one another."""
    after = header.after
    while after < len(lines) and goes_on(lines[after]):
        after += 1
    return replace(header, after=after, lines=tuple(fold(line) for line in lines[header.first : after]))


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
        if at == header.first or (
            len(window) == size and sum(alike) >= 0.8 * size and (alike[0] or len(window[0]) <= SHORT_WORD)
        ):
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


def mark_page_numbers(lines: Sequence[str], marks: Sequence[bool]) -> list[bool]:
    """``marks`` with the numbers of pages right above the header where it comes again: they count on from page to page,
    and not all of them with the rows."""
    tops = [at for at in range(1, len(marks)) if marks[at] and not marks[at - 1] and any(marks[:at])]
    numbers = [int(lines[at - 1]) if _PAGE_NUMBER.fullmatch(lines[at - 1]) else None for at in tops]
    result = list(marks)
    first = next((number for number in numbers if number is not None), None)
    if first is None or numbers[numbers.index(first) :] != list(
        range(first, first + len(numbers) - numbers.index(first))
    ):
        return result
    own = [at - 1 for at, number in zip(tops, numbers, strict=True) if number is not None]
    if all(int(lines[at]) == _number_before(lines, at) + 1 for at in own):
        return result
    for at in own:
        result[at] = True
    return result


def _number_before(lines: Sequence[str], at: int) -> int:
    """The last number alone on a line above line ``at``; -1 without one."""
    return next((int(line) for line in reversed(lines[:at]) if _PAGE_NUMBER.fullmatch(line)), -1)


def numbers_columns(line: str) -> bool:
    """Whether a line holds nothing but the numbers of the columns: "(1) (2) (3) (4)"."""
    if not _COLUMN_NUMBERS.match(line.strip()):
        return False
    numbers = [int(n) for n in re.findall(r"\d{1,2}", line)]
    return len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1))


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
    (FieldName.EXTRA, "Lãnh đạo phụ trách", ("lanh dao",)),
    (FieldName.LEAD, "Cơ quan chủ trì", ("chu tri", "dau moi", "don vi thuc hien", "co quan thuc hien", "phu trach")),
    (FieldName.COORDINATING, "Cơ quan phối hợp", ("phoi hop", "cung thuc hien", "tham gia")),
    (FieldName.DEADLINE, "Thời gian", ("thoi gian", "thoi han", "tien do", "hoan thanh")),
    (FieldName.PRODUCT, "Sản phẩm", ("san pham", "ket qua", "dau ra")),
    (FieldName.EXTRA, "Kinh phí", ("kinh phi", "phi")),
    (FieldName.EXTRA, "Ghi chú", ("ghi chu", "ghi")),
)
TRACE = 80.0  # likeness with which a damaged header word is recognised
TRACES_NEEDED = 4
TOGETHER = 3  # columns that one line names where the content's name is lost
DAMAGED_HEADER = 6  # lines
SHORT_WORD = 3  # letters


@dataclass(frozen=True, slots=True)
class Trace:
    """The column of which a header's line holds a trace. ``place``: its letter in the line."""

    field: FieldName
    name: str
    place: int


@lru_cache(maxsize=8192)  # a line is looked at by several rules
def traces(line: str) -> tuple[Trace, ...]:
    """The columns of which the folded line holds a trace, left to right; of two in the same place the better one.

    One short word tells only beside the names of two other columns: cells hold it too.
    """
    alike = [(*_likeness(word, line), word, field, name) for field, name, words in _TRACES for word in words]
    found: list[Trace] = []
    taken: list[tuple[int, int]] = []
    for likeness, place, word, field, name in sorted(alike, key=lambda one: (len(one[2]) <= SHORT_WORD, -one[0])):
        end = place + len(word)
        if not likeness or any(place < right and left < end for left, right in taken):
            continue
        taken.append((place, end))
        short = len(word) <= SHORT_WORD and field is FieldName.EXTRA
        if (field, name) not in [(trace.field, trace.name) for trace in found] and not (short and len(found) < 2):
            found.append(Trace(field, name, place))
    return tuple(sorted(found, key=lambda trace: trace.place))


def _likeness(word: str, line: str) -> tuple[float, int]:
    """How like the trace ``word`` some part of the folded line is, and where that stands; 0 where none is."""
    if len(word) <= 3:
        found = re.search(rf"(?<![a-z]){word}(?![a-z])", line)
        return (100.0, found.start()) if found else (0.0, 0)
    if len(line) < len(word) - 1:
        return 0.0, 0
    alike = fuzz.partial_ratio_alignment(word, line, score_cutoff=TRACE)
    return (alike.score, alike.dest_start) if alike else (0.0, 0)


def guess_header(lines: Sequence[str], stop: int, given: frozenset[FieldName] = frozenset()) -> TextHeader | None:
    """The header of a table whose header is damaged: the columns of which a few lines hold a trace.

    They come in the order that such tables nearly always have; ``certain`` is false. ``None`` where fewer than four
    fields can be traced within a few lines; the content's name may be lost where one line names three, the lead among
    them. ``given``: fields that the rows show whatever the header says; a line that reads like one, with the content's
    name and another, is enough then.
    """
    folded = [fold(line) for line in lines[: stop + DAMAGED_HEADER]]
    read = [traces(line) for line in folded]
    told: dict[int, int] = {}  # first line of what may be a header -> how many fields it tells
    plain: set[int] = set()  # of these such with a line that reads like a header
    for first in range(min(stop, len(lines))):
        window = range(first, _header_end(lines, first))
        fields = {trace.field for at in window for trace in read[at]} - {FieldName.EXTRA}
        named_together = max(len(read[at]) for at in window) >= TOGETHER and FieldName.LEAD in fields
        reads_like = any(header_like(folded[at]) for at in window)
        enough = not given or (reads_like and len(fields) > 1)
        if enough and len(fields | given) >= TRACES_NEEDED and (FieldName.CONTENT in fields or named_together):
            told[first] = len(fields)
            plain |= {first} if reads_like else set()
    if not told:
        return None
    earliest = min(plain or told)
    start = max(range(earliest, earliest + DAMAGED_HEADER), key=lambda first: told.get(first, 0))
    window_at = range(start, _header_end(lines, start))
    traced = {trace.field for at in window_at for trace in read[at]}
    there = traced | given
    usual = [
        (field, name if field in traced else "")
        for field, name, _ in _TRACES
        if field is FieldName.CONTENT or (field in there and field is not FieldName.EXTRA)  # no such table lacks it
    ]
    columns = tuple(Column(index, name, field) for index, (field, name) in enumerate(usual))
    if not is_task_header(columns):
        return None
    named = (at for at in window_at if header_like(folded[at]))
    first = next(named, max(window_at, key=lambda at: len(read[at])))
    after = first + 1
    while after < len(lines) and after < first + DAMAGED_HEADER + 2 and header_like(fold(lines[after])):
        after += 1
    return TextHeader(first, after, columns, tuple(fold(line) for line in lines[first:after]), certain=False)


def _header_end(lines: Sequence[str], first: int) -> int:
    """Where a damaged header that begins at ``first`` ends at the latest: before the first row or group."""
    last = min(first + DAMAGED_HEADER, len(lines))
    return next((at for at in range(first + 1, last) if FIRST_ROW.match(lines[at].strip())), last)


_HEADER_WORDS = frozenset(
    "tt stt so noi dung cong viec nhiem vu co quan don vi chu tri phoi hop thoi gian han tien do hoan thanh thuc hien "
    "san pham ket qua ghi chu dau ra moi cung ten tham gia thu tu muc".split()
)


def header_like(line: str) -> bool:
    """Whether a folded line holds little but words of column names, and no year. A short word alone must be one."""
    words = re.findall(r"[a-z]{2,}", line)
    if len(words) == 1 and len(words[0]) <= SHORT_WORD:
        return words[0] in _HEADER_WORDS
    known = sum(any(fuzz.ratio(word, known) >= 80 for known in _HEADER_WORDS) for word in words)
    return 0 < len(words) <= 16 and known >= 0.6 * len(words) and not re.search(r"20\d\d", line)
