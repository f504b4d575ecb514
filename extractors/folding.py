"""Comparing damaged Vietnamese: letters without their marks, and phrases with a few wrong letters.

Folding keeps the length, so offsets found in folded text hold in the text itself (NFC assumed). That is why it is not
``unicode_text.strip_marks``, which composes what is left, nor ``syllables.fold``, the language model's form of a word
(marks kept), nor the comparison forms of ``agencies`` and ``dates``, which squeeze white space.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

# For character classes: a range "À-Ỹ" holds small letters and "à-ỹ" capitals, for both follow each other in Unicode.
CAPITAL = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
SMALL = "a-zß-öø-ýăđĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFA, 2)))

_SPACES = re.compile(r"\s+")


@cache
def _fold_letter(letter: str) -> str:
    if letter in "đĐÐð":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


@lru_cache(maxsize=8192)  # a line is looked at by several rules
def fold(text: str) -> str:
    """Lower case without marks, character for character."""
    if text.isascii():
        return text.lower()
    return "".join(letter if letter.isascii() else _fold_letter(letter) for letter in text).lower()


def squeeze(text: str) -> str:
    """Runs of white space as one space, none at the ends."""
    return _SPACES.sub(" ", text).strip()


def starts_like(text: str, phrase: str, slack: int = 1) -> bool:
    """Whether folded ``text`` begins with folded ``phrase``, up to ``slack`` wrong, lost or added letters."""
    if text.startswith(phrase):
        return True
    if not slack or not text[:1] or len(phrase) < 6:
        return False
    return any(
        Levenshtein.distance(text[: len(phrase) + shift], phrase, score_cutoff=slack) <= slack
        for shift in range(-slack, slack + 1)
    )


def is_capitals(text: str, share: float = 0.7) -> bool:
    """Whether at least ``share`` of the letters are capitals (at least three letters)."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and sum(c.isupper() for c in letters) >= share * len(letters)
