"""Dates and deadlines as administrative plans write them.

``read_deadline`` turns the text of a deadline cell into a start, an end and a recurrence; ``parse_date`` finds one
calendar date. Both are pure and never guess: what the text does not say stays ``None``, a damaged year that has one
reading only is read with a warning, one that has several is left open.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from unidecode import unidecode

Recurrence = Literal["yearly", "quarterly", "monthly", "ongoing"]

LONGEST_PERIOD = 10  # years; a damaged first year is only read within this distance of the last one


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """``start`` and ``end`` are inclusive. "Trước ngày 15/12/2025" ends on the printed day and has no start."""

    start: date | None = None
    end: date | None = None
    recurrence: Recurrence | None = None
    warning: str | None = None

    @property
    def understood(self) -> bool:
        return self.start is not None or self.end is not None or self.recurrence is not None


@dataclass(frozen=True, slots=True)
class _Span:
    """One printed point of time, with the place where it stands in the folded text."""

    begin: int
    finish: int
    first: date
    last: date


_ROMAN_QUARTER = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_JOIN_YEAR = r"(?:\s*[/.,-]\s*(?:nam\s*)?|\s+nam\s+|\s+)"
_DATE = re.compile(
    r"(?<!\d)(?:(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)"
    r"|(?P<d2>\d{1,2})\s*thang\s*(?P<m2>\d{1,2})\s*,?\s*nam\s*(?P<y2>(?:19|20)\d\d))(?!\d)"
)
_POINT = re.compile(
    "|".join(
        [
            r"(?<![\d/])(?P<m9>\d{1,2})\s*-\s*(?P<m10>\d{1,2})\s*/\s*(?P<y9>(?:19|20)\d\d)(?!\d)",
            r"(?<!\d)(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)(?!\d)",
            r"(?<!\d)(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})(?:\s*,?\s+nam\s+(?P<y2>(?:19|20)\d\d))?(?!\d)",
            r"(?<!\w)(?P<half>6|sau|9|chin|3|ba)\s+thang\s+(?P<which>dau|cuoi)\s+nam(?:\s+(?P<y3>(?:19|20)\d\d))?(?!\d)",
            r"(?<!\w)quy\s*(?P<q>iv|i{1,3}|[1-4])(?!\w)(?:" + _JOIN_YEAR + r"(?P<y4>(?:19|20)\d\d)(?!\d))?",
            r"(?<!\w)thang\s*(?P<m5>\d{1,2})(?!\d)(?:" + _JOIN_YEAR + r"(?P<y5>(?:19|20)\d\d)(?!\d))?",
            r"(?<![\d/])(?P<d3>\d{1,2})\s*/\s*(?P<m3>\d{1,2})(?=\s*(?:-|den|toi)\s*(?:het\s+)?(?:ngay\s+)?\d{1,2}\s*/)",
            r"(?<![\d/])(?P<m6>\d{1,2})\s*/\s*(?P<y6>(?:19|20)\d\d)(?!\d)",
            r"(?<![\w/])(?P<q7>iv|i{1,3})(?:" + _JOIN_YEAR + r"(?P<y7>(?:19|20)\d\d))(?!\d)",
            r"(?<![\d/])(?P<y8>(?:19|20)\d\d)(?![\d/])",
        ]
    )
)
_RECURRENCE: tuple[tuple[re.Pattern[str], Recurrence], ...] = (
    (re.compile(r"\b(?:hang|moi|tung)\s+thang\b|\blan\s*/\s*thang\b"), "monthly"),
    (re.compile(r"\b(?:hang|moi|tung)\s+quy\b|\blan\s*/\s*quy\b"), "quarterly"),
    (re.compile(r"\b(?:hang|moi|tung)\s+nam\b|\blan\s*/\s*nam\b"), "yearly"),
    (re.compile(r"\bthuong\s+xuyen\b|\blien\s+tuc\b"), "ongoing"),
)
_UNIT_WORDS = re.compile(r"(?:\s*\b(?:la|het|ngay|cuoi|nam|thang|quy))*\s*$")
_ONLY_END = re.compile(r"\b(?:truoc|den|cham nhat|khong qua|xong|toi)$")
_ONLY_START = re.compile(r"\b(?:tu|sau|bat dau)$")
_AND_ON = re.compile(r"\b(?:tiep theo|tro di|ve sau)\b")
_BETWEEN = re.compile(r"^\s*(?:-|den|toi|va|,|;|den\s+het|ngay|\s|den\s+ngay)*\s*$")
_DAMAGED_YEAR = re.compile(r"(?<![\w/])(?P<bad>2[0-9o][0-9a-z%&?$@#*]{1,2}|2[0-9]{2})\s*-\s*(?P<good>20\d\d)(?!\d)")


def _fold(text: str) -> str:
    """Lower case without marks, dashes made plain, white space single."""
    plain = re.sub(r"[‐‑‒–—―~]", "-", text)
    return re.sub(r"\s+", " ", unidecode(plain)).lower().strip()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """The first full calendar date in ``text`` ("27/8/2025", "27 tháng 8 năm 2025"), or ``None``."""
    for found in _DATE.finditer(_fold(text)):
        day, month, year = (found[a] or found[b] for a, b in (("d", "d2"), ("m", "m2"), ("y", "y2")))
        if value := _day(int(year), int(month), int(day)):
            return value
    return None


def iso_date(text: str) -> str | None:
    """``parse_date`` as an ISO string: "ngày 05/3/2027" -> "2027-03-05"."""
    date = parse_date(text)
    return date.isoformat() if date else None


def _month(year: int, first: int, last: int | None = None) -> tuple[date, date] | None:
    last = last or first
    if not (1 <= first <= last <= 12):
        return None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _bounds(found: re.Match[str], year: int | None) -> tuple[date, date] | None:
    """First and last day of one printed point; ``year`` stands in where the point has none of its own."""
    own = next((found[k] for k in ("y", "y2", "y3", "y4", "y5", "y6", "y7", "y8", "y9") if found[k]), None)
    when = int(own) if own else year
    if when is None:
        return None
    if printed := found["d"] or found["d2"] or found["d3"]:
        day = _day(when, int(found["m"] or found["m2"] or found["m3"]), int(printed))
        return (day, day) if day else None
    if found["half"]:
        months = {"6": 6, "sau": 6, "9": 9, "chin": 9, "3": 3, "ba": 3}[found["half"]]
        return _month(when, 1, months) if found["which"] == "dau" else _month(when, 13 - months, 12)
    if quarter := found["q"] or found["q7"]:
        number = _ROMAN_QUARTER[quarter]
        return _month(when, 3 * number - 2, 3 * number)
    if last := found["m10"]:
        return _month(when, int(found["m9"]), int(last)) or _month(when, int(last))
    if month := found["m5"] or found["m6"]:
        return _month(when, int(month))
    return date(when, 1, 1), date(when, 12, 31)


def _spans(folded: str) -> list[_Span]:
    """All printed points, left to right; one without a year takes that of the next point that has one."""
    year: int | None = None
    spans: list[_Span] = []
    for found in reversed(list(_POINT.finditer(folded))):
        bounds = _bounds(found, year)
        if bounds is None:
            continue
        year = bounds[0].year
        spans.append(_Span(found.start(), found.end(), *bounds))
    return spans[::-1]


def _mend_year(bad: str, last: int) -> int | None:
    """The one year within ``LONGEST_PERIOD`` before ``last`` that ``bad`` is a damaged print of, or ``None``."""
    near = [str(year) for year in range(last - LONGEST_PERIOD, last + 1)]
    if len(bad) == 3:  # one digit lost
        fits = [year for year in near if any(year[:i] + year[i + 1 :] == bad for i in range(4))]
    else:
        fits = [year for year in near if all(a == b or not b.isdigit() for a, b in zip(year, bad, strict=True))]
    return int(fits[0]) if len(fits) == 1 else None


def _recurrence(folded: str) -> Recurrence | None:
    for pattern, name in _RECURRENCE:
        if pattern.search(folded):
            return name
    return None


def read_deadline(text: str) -> DeadlineReading:
    """Start, end and recurrence of a deadline as printed; nothing is assumed that the text does not say."""
    folded = _fold(text)
    recurrence = _recurrence(folded)
    warning: str | None = None
    if (damaged := _DAMAGED_YEAR.search(folded)) and not re.fullmatch(r"(?:19|20)\d\d", damaged["bad"]):
        last = int(damaged["good"])
        first = _mend_year(damaged["bad"], last)
        if first is None:
            warning = f"Năm bắt đầu “{damaged['bad']}” không đọc được"
            folded = f"{folded[: damaged.start()]}den {damaged['good']}{folded[damaged.end() :]}"
        else:
            warning = f"“{text.strip()}” được đọc là {first}-{last}"
            folded = f"{folded[: damaged.start()]}{first} - {last}{folded[damaged.end() :]}"
    spans = _spans(folded)
    if not spans:
        return DeadlineReading(recurrence=recurrence, warning=warning)
    start: date | None = min(span.first for span in spans)
    end: date | None = max(span.last for span in spans)
    before = _UNIT_WORDS.sub("", folded[: spans[0].begin]).rstrip()
    if len(spans) == 1 or not _joined(folded, spans):
        if _ONLY_END.search(before):
            start = None
        elif _ONLY_START.search(before):
            end = None
    if _AND_ON.search(folded):
        end = None
    if len(spans) > 1 and spans[0].first > spans[-1].last:
        warning = warning or f"“{text.strip()}”: thời điểm đầu sau thời điểm cuối"
    return DeadlineReading(start, end, recurrence, warning)


def _joined(folded: str, spans: list[_Span]) -> bool:
    """Whether the first two points are the two ends of one period ("từ … đến …", "… - …")."""
    return bool(_BETWEEN.match(folded[spans[0].finish : spans[1].begin]))


_DEADLINE_WORDS = frozenset(
    "den truoc sau tu trong nam thang quy ngay giai doan het dau cuoi hang moi va hoac theo thuong xuyen xong dinh ky "
    "lien tuc cham nhat hoan thanh tung cac tiep theo tro di i ii iii iv ky bat".split()
)


_OTHER = re.compile(r"(?<![Gg]iai )\bĐo[aàạ]n\b|\b[Cc][aá]c\b \d")  # "Đoàn" before a year, "các" without "năm"
_WITHOUT_MARKS = frozenset(["sau", "trong"])  # words of deadlines: "Sâu" is a place
_UNFINISHED = re.compile(r"[-/]$| (?:den|va)$|(?<!hang)(?<!moi)(?<!tung) thang$")
_TELLING_WORDS = frozenset("nam thang quy ngay thuong xuyen truoc ky tuc giai hang moi".split())


_BEFORE_A_DATE = re.compile(
    r"(?:xong|hoan thanh) (?:trong|vao)|den het|tu nay den(?: het)?|cham nhat(?: la)?|trong suot"
)  # a cell's first line

_DAY_MONTH = r"\d{1,2}/\d{1,2}(?:/20\d\d)?"
# Deadlines in words: such as are hardly anything else, and such as a sentence may go on with.
_IN_WORDS = re.compile(
    r"(?:ca|trong|suot)(?: ca)? nam|dot xuat|(?:hang|moi) (?:ngay|tuan)|(?:khi|theo) (?:co )?yeu cau|khi phat sinh|"
    r"(?:moi|hang) (?:ngay|tuan|thang|quy|nam) \d{1,2} (?:lan|ky|dot|buoi)|"
    r"\d{1,2} (?:ngay|tuan|thang|quy|nam) ?(?:/ ?|mot |1 |01 )lan|"
    r"(?:it nhat |toi thieu )?\d{1,2} (?:lan|ky|dot) ?/ ?(?:nam|quy|thang|tuan)|"
    r"(?:trong (?:vong |thoi han )?|sau |cham nhat |dinh ky )\d{1,3} (?:ngay|gio|tuan|thang)(?: lam viec)?|"
    r"(?:trong|sau) \d{1,3} (?:ngay|gio|tuan|thang)(?: lam viec)? (?:ke )?(?:tu|sau) .+|"
    r"(?:cham nhat|truoc) .*\bquy [iv]+|"
    rf"\d{{1,2}} ?(?:gio|h) ?(?:\d\d)?,? (?:ngay )?{_DAY_MONTH}|"
    rf"tu (?:ngay )?{_DAY_MONTH} den(?: het)?(?: ngay)? {_DAY_MONTH}"
)
# … and those that inside a sentence are a part of it: they begin in capitals.
_WHOLE_IN_WORDS = re.compile(
    r"(?:(?:trong |suot )?(?:ca )?|dau |cuoi )?nam hoc(?: 20\d\d(?: ?- ?20\d\d)?)?|"
    r"(?:(?:dau|cuoi|trong|het) )?hoc k[yi] (?:i{1,2}|1|2)(?:,? (?:hang nam|nam hoc(?: 20\d\d ?- ?20\d\d)?))?|"
    r"tuan (?:thu )?\d{1,2}(?: ?(?:-|,|den|va) ?(?:tuan )?\d{1,2})*|"
    r"(?:truoc|trong|sau) (?:dip )?tet(?: nguyen dan| trung thu)?(?: (?:hang nam|nam 20\d\d|20\d\d))?|"
    r"(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat),? (?:hang tuan|(?:ngay )?\d{1,2}/\d{1,2}(?:/20\d\d)?)|"
    r"thuong xuyen,? (?:trong|suot|hang) .+|"
    r"(?:trong )?suot (?:thoi gian|qua trinh|chien dich|dip|mua|dot)(?: .+)?|cung thoi (?:gian|diem) .+|"
    rf"(?:tu )?{_DAY_MONTH} den(?: het)? (?!ngay\b|\d).+|hoan thanh truoc {_DAY_MONTH}|"
    rf"(?:sang|chieu|toi)(?: ngay)? {_DAY_MONTH}|"
    r"tuan (?:thu )?\d(?: ?- ?\d)?(?: cua)?,? thang \d{1,2}(?:/20\d\d)?|truoc nam hoc(?: 20\d\d ?- ?20\d\d)?|"
    r"tu hoc k[yi] (?:i{1,2}|1|2),? nam hoc 20\d\d ?- ?20\d\d|(?:tai )?ky hop .{0,30}\b20\d\d"
)
_MAYBE_IN_WORDS = re.compile(
    r"(?:ngay )?sau khi .+|khi .+|truoc khi .+|ngay sau .+|(?:truoc|sau) (?:ky hop|hoi nghi|dai hoi)\b.*|"
    r"dip .+|mua (?:kho|mua|bao|le hoi|tuyen sinh)\b.*|dot (?:cuoi|dau|\d)\b.+|"
    r"theo (?:dot|nam hoc|ke hoach|quy dinh|tien do|lo trinh|chuong trinh|thuc te|huong dan|lich|chi dao)(?: .+)?|"
    r"trong \d{1,3} (?:ngay|gio|tuan|thang)(?: .+)?|cham nhat .+"
)
IN_WORDS, MAYBE_IN_WORDS = 0.9, 0.25


def _is_marked_other(word: str) -> bool:
    folded = _fold(word)
    return folded in _WITHOUT_MARKS and word.lower() not in (folded, "sáu")  # "Thứ Sáu"


@lru_cache(maxsize=100_000)
def looks_like_deadline(text: str) -> float:
    """How surely ``text`` as a whole is (a part of) a deadline: 0 not at all, 0.5 one half of it, 1 a full one.

    Works on damaged print: marks are not needed and one wrong sign within a year is borne ("202%-2030").
    """
    folded = _fold(text)
    if not folded or len(folded) > 60 or any(map(_is_marked_other, re.findall(r"\w+", text))) or _OTHER.search(text):
        return 0.0
    if _BEFORE_A_DATE.fullmatch(folded):
        return 0.5
    if _IN_WORDS.fullmatch(folded) or (text[:1].isupper() and _WHOLE_IN_WORDS.fullmatch(folded)):
        return IN_WORDS
    words = re.findall(r"[^\W\d]+", folded)
    if not all(word in _DEADLINE_WORDS for word in words) or not re.fullmatch(r"[\w\s/.,;:()%&-]+", folded):
        if re.fullmatch(r"h[aå]ng n[a-z]{1,2}", folded):  # "Hằng năm" with a damaged vowel
            return 0.9
        if re.match(r"^2[0-9o][0-9a-z%&?]{1,2}\s*-\s*20\d\d$", folded):
            return 0.8
        return MAYBE_IN_WORDS if text[:1].isupper() and _MAYBE_IN_WORDS.fullmatch(folded) else 0.0
    if re.fullmatch(r"[\d.,;:()%&]{1,3}|[/-]+", folded):
        return 0.0
    reading = read_deadline(folded)
    if reading.understood:
        return 0.7 if _UNFINISHED.search(folded) or folded == "nam" else 1.0
    return 0.5 if _TELLING_WORDS.intersection(words) else 0.0
