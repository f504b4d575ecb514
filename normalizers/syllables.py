"""Words of a Vietnamese line: where they stand, their case, their unmarked letters, the place of the tone mark.

A *piece* is what the restorer may change or must protect: a word, a number, the number of a document. Everything
between pieces (spaces, commas, brackets, bullets) is kept as it was.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from normalizers.unicode_text import CLASSIC_TO_MODERN, MODERN_TO_CLASSIC, strip_marks

LOWER, TITLE, UPPER = 0, 1, 2


class Kind(IntEnum):
    WORD = 0
    NUMBER = 1
    DOCUMENT = 2  # the number of an official document: 118/2025/NĐ-CP


class Piece(NamedTuple):
    """``line[start:end]`` is ``text``."""

    start: int
    end: int
    text: str
    kind: Kind


def classic_tone(word: str) -> str:
    """``hoà`` → ``hóa``: the tone mark of a final oa, oe, uy on its first letter (not after q).

    One word at a time, for the restorer; ``unicode_text.tone_style`` turns running text.
    """
    tail = MODERN_TO_CLASSIC.get(word[-2:])
    return word if tail is None or word[:2].lower() == "qu" else word[:-2] + tail


def modern_tone(word: str) -> str:
    """``hóa`` → ``hoà``."""
    tail = CLASSIC_TO_MODERN.get(word[-2:])
    return word if tail is None or word[:2].lower() == "qu" else word[:-2] + tail


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The form in which the language model knows a word: lower case, composed, classic tone place."""
    return classic_tone(unicodedata.normalize("NFC", word.lower()))


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The letters without marks, lower case: ``Đường`` → ``duong``. Other signs stay."""
    return strip_marks(word.lower())


def case_of(word: str) -> int:
    """LOWER, TITLE or UPPER (most letters are capitals: misread ones are not); one capital letter alone is TITLE."""
    letters = [c for c in word if c.isalpha()]
    if not letters or not letters[0].isupper():
        return UPPER if len(letters) > 2 and sum(c.isupper() for c in letters) * 2 > len(letters) else LOWER
    return UPPER if len(letters) > 1 and 3 * sum(c.isupper() for c in letters) > 2 * len(letters) else TITLE


def apply_case(word: str, case: int) -> str:
    """``word`` is in its folded form."""
    if case == UPPER:
        return word.upper()
    return word[:1].upper() + word[1:] if case == TITLE else word


_INNER = r"'’‘\"“”{}\[\]()!?<>*~^_=°\\`´"  # signs that stand inside a word only where letters were misread
_ODD = "&¢§@$€£¥©®#¥«»¬¤µ"
_LETTER = rf"[^\W_]|[{_ODD}\u0300-\u036f]"
_DOCUMENT = (
    r"\d{1,5}[A-Za-z]?(?:/\d{4})?/[A-ZĐ][A-Za-zĐđ0-9]*(?:[-–.][A-ZĐ][A-Za-zĐđ0-9&]*)*"
    r"|\d{1,5}-[A-ZĐ]{1,4}[A-Za-zĐđ]*/[A-ZĐ][A-Za-zĐđ]*"
)
_NUMBER = r"\d+(?:[.,/:-]\d+)*%?"
# "tháng11": a word with all its marks that was printed without a space before its number. No digit of it is a letter.
_BEFORE_NUMBER = r"(?:[Nn]gày|[Tt]háng|[Nn]ăm|[Qq]uý|[Ss]ố|[Đđ]iều|[Kk]hoản)(?=\d{1,4}(?!\w))"
_STRICT = re.compile(rf"({_DOCUMENT})(?!\w)|({_NUMBER})(?![\w{_ODD}])|({_BEFORE_NUMBER}|(?:{_LETTER})+)")
_LOOSE = re.compile(
    rf"({_DOCUMENT})(?!\w)|({_NUMBER})(?![\w{_ODD}])"
    rf"|({_BEFORE_NUMBER}|(?:{_LETTER})(?:{_LETTER}|[{_INNER}](?={_LETTER}))*)"
)
_KINDS = (Kind.WORD, Kind.DOCUMENT, Kind.NUMBER, Kind.WORD)


# "HĐND&UBND", "GD & ĐT": a sign between two abbreviations, not a misread letter. Those of two or three letters are too
# short to be restored.
_AND = re.compile(r"(?<![^\W_])(?:[A-ZĐ]{2,6}\s?&\s?)+[A-ZĐ]{2,6}(?![^\W_])")

# Addresses of pages and mail are spelled without marks by right.
_ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org)\b"
)
_MAY_HOLD_ADDRESS = re.compile(r"://|www\.|@|\.(?:vn|com|net|org)\b")

_NO_BODY = re.compile(r"&|\b(?!(?:H[DĐ]ND|UBND|MTTQ)\b)[A-ZĐ]+\b")
_BODIES = re.compile(r"\b(H[DĐ]ND|UBND|MTTQ)(\s?)&(?=\s?(?:H[DĐ]ND|UBND|MTTQ)\b)")  # a sign in capitals as well


def pieces(line: str, *, loose: bool = False) -> list[Piece]:
    """The pieces of a line, left to right; addresses of pages and mail have none.

    ``loose``: signs inside a word belong to it (garbled text).
    """
    shape = _BODIES.sub(r"\1\2 ", line) if "&" in line else line
    if "&" in shape and case_of(line.replace(" ", "")) != UPPER:  # in a heading in capitals it may be any letter
        shape = _AND.sub(lambda match: _NO_BODY.sub(lambda part: " " * len(part.group()), match.group()), shape)
    if "." in line and _MAY_HOLD_ADDRESS.search(line):
        shape = _ADDRESS.sub(lambda match: " " * len(match.group()), shape)
    found = []
    for match in (_LOOSE if loose else _STRICT).finditer(shape):
        index = match.lastindex or 0
        found.append(Piece(match.start(), match.end(), match.group(), _KINDS[index]))
    return found
