"""Figures of aims that are no percentage in digits: "một trăm phần trăm", "một nửa", "2/3 số hộ", "95 triệu đồng",
"xây dựng 01 mô hình". Patterns run on folded text; offsets hold in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_UNITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "tu": 4}
_WORDS = "|".join((*_UNITS, "muoi", "tram", "linh", "le"))
_PERCENT_WORDS = re.compile(rf"\b(?P<words>(?:(?:{_WORDS})\s+){{1,4}})phan tram\b")
_PERCENT_DIGITS = re.compile(r"(?<![\d.,/])(?P<digits>\d{1,3}(?:[.,]\d+)?)\s+phan tram\b")
_HALF = re.compile(r"\bmot nua\b(?=\s+(?:so|tong|cac|dien tich|ho\b|dan so|thon|xa|can bo))")
_FRACTION = re.compile(
    r"(?<!ngay )(?<![\d/.,])(?P<up>[1-9])\s?/\s?(?P<down>[2-9])(?=\s+(?:so|tong so|cac|dien tich)\b)|"
    r"\b(?P<up_word>mot|hai|ba)\s+phan\s+(?P<down_word>ba|tu|nam)\b(?=\s+(?:so|tong so|cac|dien tich))"
)
_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})*"
# What is measured and not counted: the unit is a part of the value.
_MEASURE = re.compile(
    rf"(?<![\d.,/\-])(?P<value>{_NUMBER}(?:\s?[-–]\s?{_NUMBER})?\s?"
    r"(?:(?:nghin|ngan|trieu|ty|ti)\s+(?:dong|usd|tan|ha|luot(?: khach)?|cay|con|nguoi|san pham)|"
    r"(?:dong|usd|ha|hecta|tan|ta|km2|m2|m3|km|kg|mw)\b)"
    r"(?:\s?/\s?(?:nguoi|ho|nam|thang|ngay|ha|vu|lao dong|ngay dem|van dan)\b)*)"
)
# What is counted: only right after the verb that an aim begins with.
_COUNTED = re.compile(
    r"(?:^|(?<=;))\W*(?:(?:den|trong|moi|hang)\s+(?:nam|quy|thang)(?:\s+\d{4})?,?\s+)?(?:phan dau\s+)?"
    r"(?:xay dung|xay moi|sua chua|thu hut|don|tuyen dung|trao|trong moi|thanh lap|"
    r"ho tro|co|dat|to chuc|dao tao|trong|phat trien|ket nap|hoan thanh|mo|"
    r"giai quyet viec lam cho|cong nhan|lap dat|nhan rong|ra mat|giam|tang)\s+(?:them\s+|moi\s+|duoc\s+|tu\s+)*"
    r"(?P<more>tren\s+|it nhat\s+|toi thieu\s+|khoang\s+)?"
    rf"(?P<value>{_NUMBER}(?:\s?[-–]\s?{_NUMBER})?)\s+(?=[^\W\d_]{{2}})"
    r"(?!(?:nam|thang|quy|ngay|gio|phut|lan|buoc|nhom|nhiem vu sau|noi dung)\b)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """``text[start:end]`` stands for ``value``; ``share``: it is a part of a whole (a percentage, a fraction)."""

    start: int
    end: int
    value: str
    share: bool
    lower_bound: Literal[">=", "="] = "="


def shares_in_words(folded: str) -> Iterator[Quantity]:
    """Percentages and fractions written out, wherever they stand."""
    for match in _PERCENT_WORDS.finditer(folded):
        number = _number(match["words"].split())
        if number is not None:
            yield Quantity(match.start(), match.end(), f"{number}%", True)
    for match in _PERCENT_DIGITS.finditer(folded):
        yield Quantity(match.start(), match.end(), f"{match['digits']}%", True)
    for match in _HALF.finditer(folded):
        yield Quantity(match.start(), match.end(), "50%", True)
    for match in _FRACTION.finditer(folded):
        up, down = match["up"] or _UNITS[match["up_word"]], match["down"] or _UNITS[match["down_word"]]
        yield Quantity(match.start(), match.end(), f"{up}/{down}", True)


def amounts(sentence: str, folded: str) -> Iterator[Quantity]:
    """Measures and counts; only a section of aims makes them aims."""
    taken: set[int] = set()
    for match in _MEASURE.finditer(folded):
        taken.add(match.start("value"))
        yield Quantity(
            match.start("value"), match.end("value"), sentence[match.start("value") : match.end("value")], False
        )
    for counted in _COUNTED.finditer(folded):
        if counted.start("value") in taken or "%" in folded[counted.end() : counted.end() + 2]:
            continue
        bound: Literal[">=", "="] = ">=" if (counted["more"] or "").strip() in ("tren", "it nhat", "toi thieu") else "="
        start, end = counted.span("value")
        yield Quantity(start, end, sentence[start:end], False, bound)


def _number(words: list[str]) -> int | None:
    """["tam", "muoi", "lam"] -> 85; None for what is no number below 200."""
    total = 0
    current: int | None = None
    for word in words:
        if word == "tram":
            total, current = total + 100 * (current or 1), None
        elif word == "muoi":
            total, current = total + 10 * (current or 1), None
        elif word in ("linh", "le"):
            current = None
        elif current is None:
            current = _UNITS[word]
        else:
            return None
    number = total + (current or 0)
    return number if 0 < number <= 200 else None
