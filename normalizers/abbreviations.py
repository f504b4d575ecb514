"""Abbreviations of bodies in misread text: ``Phòng KH-TC``, ``P.VHXH``, ``Chi cục QLTT``.

No Vietnamese syllable is spelled without a vowel, so capitals without one are no misread word: of the shapes that an
OCR was seen to make, capitals without vowels stand for an abbreviation in all but a few, most of which hold the Q of a
misread Ợ. They are kept as read; only a D is told from a Đ, by the abbreviations that are known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from normalizers.agencies import abbreviations
from normalizers.readings import Reading
from normalizers.spelling import is_syllable

_PART = r"[A-ZĐ]{1,6}"
_COMPOUND = re.compile(rf"(?<![\w./-]){_PART}(?:[-–.&]{_PART})+(?![\w/])")
_ALONE = re.compile(r"(?<![\w./&-])[A-ZĐ]{3,8}(?![\w/&]|[-.][A-ZĐ])")
_BEFORE_LEVEL = re.compile(r"(?<![\w./&-])[A-ZĐ]{2}(?=\s(?:x[aãâàáäd4]|ph\w{1,3}ng|t[iíìỉ]nh)(?!\w))")
_BEFORE_WARD = re.compile(
    r"(?<![\w./&-])(?P<own>[A-ZĐ]{2,8})\s(?P<ward>ph[uưvwứừúùûü]\w?[oơdđéờởớòóôõö0]\w?ng)(?!\w)"
    r"(?!\s(?:[aáà4]n|ph[aáà]p|ti[eéệê]n|th\w{1,3}c(?!\shi)|h\w{1,3}ng|di[eéệê]n)(?!\w))"
)
_VOWELS = frozenset("AEIOUY")
_SHORTEST, _SHORTEST_PART = 3, 2  # letters of one alone, and of a part of a compound, that tell
_LONG = 6  # letters in capitals that are hardly a word
_NOT_LETTERS = re.compile(r"[^A-ZĐ]")


def is_abbreviation(word: str) -> bool:
    """Whether capitals are an abbreviation by their letters: at least three, and no vowel."""
    return len(word) >= _SHORTEST and _is_capitals(word) and _VOWELS.isdisjoint(word)


def is_like_abbreviation(word: str) -> bool:
    """Whether a word in capitals is an abbreviation by its letters, a compound of such, or too long for a syllable."""
    if is_abbreviation(word) or (len(word) >= _LONG and _is_capitals(word) and not is_syllable(word.lower())):
        return True
    return any(found.end - found.start == len(word) for found in (*_uncrossed(word), *_compounds(word)))


def find_abbreviations(line: str) -> list[Reading]:
    """The compounds of capitals in a misread ``line`` that are abbreviations ("KH-TC", "P.LĐ-TBXH"), those alone that
    are known and have lost the bar of their Đ ("DTN"), those of two letters before a level ("CA xa"), and "phường"
    behind a known one ("MTTQ phuong"), which tells nothing of the word."""
    found = [*_uncrossed(line), *_before_levels(line), *_wards(line), *_compounds(line)]
    return sorted(found, key=lambda own: own.start)


def _uncrossed(line: str) -> Iterator[Reading]:
    for match in _ALONE.finditer(line):
        if match.group() in _known():
            yield Reading(match.start(), match.end(), _known()[match.group()])


def _before_levels(line: str) -> Iterator[Reading]:
    for match in _BEFORE_LEVEL.finditer(line):
        if match.group() in abbreviations():
            yield Reading(match.start(), match.end(), match.group())


def _wards(line: str) -> Iterator[Reading]:
    for match in _BEFORE_WARD.finditer(line):
        if match["own"] in abbreviations() or match["own"] in _known():
            yield Reading(*match.span("ward"), "phường")


def _compounds(line: str) -> Iterator[Reading]:
    for match in _COMPOUND.finditer(line):
        parts = re.split(r"[-–.&]", match.group())
        if any(len(part) >= _SHORTEST_PART and _VOWELS.isdisjoint(part) for part in parts):
            yield Reading(match.start(), match.end(), with_crossed_d(match.group()))


def with_crossed_d(printed: str) -> str:
    """``printed`` with Đ for those D that a known abbreviation of these letters has: ``GD-DT`` → ``GD-ĐT``. That may
    be a part of it (``HDND-UBND``), or stand behind the head of a body (``P.GD-DT``)."""
    starts = [0, *(sign.end() for sign in _NOT_LETTERS.finditer(printed))]
    for start in starts:
        ends = [*(sign.start() for sign in _NOT_LETTERS.finditer(printed, start)), len(printed)]
        for end in reversed(ends):
            known = _known().get(_NOT_LETTERS.sub("", printed[start:end]).replace("Đ", "D"))
            if known is not None:
                letters = iter(known)
                meant = "".join(next(letters) if _is_capitals(sign) else sign for sign in printed[start:end])
                return printed[:start] + meant + printed[end:]
    return printed


def _is_capitals(word: str) -> bool:
    return _NOT_LETTERS.search(word) is None


@cache
def _known() -> Mapping[str, str]:
    """The letters of the packaged abbreviations that hold a Đ, by how they are read without its bar; where two differ
    in that alone, none."""
    readings: dict[str, set[str]] = defaultdict(set)
    for abbreviation in abbreviations():
        letters = _NOT_LETTERS.sub("", abbreviation)
        readings[letters.replace("Đ", "D")].add(letters)
    return {read: next(iter(true)) for read, true in readings.items() if len(true) == 1 and "Đ" in next(iter(true))}


__all__ = ["find_abbreviations", "is_abbreviation", "is_like_abbreviation", "with_crossed_d"]
