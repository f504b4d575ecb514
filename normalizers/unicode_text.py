"""Unicode hygiene of Vietnamese text: composition, tone place, invisible and look-alike characters.

Pure functions, text in and text out. None of them ever adds or removes a line: line breaks are left as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

ToneStyle = Literal["classic", "modern"]

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng

# Combining marks that look like the one Vietnamese uses but have another code point; old converters emit them.
_MARK_ALIASES = {"\u0340": "\u0300", "\u0341": "\u0301", "\u0342": "\u0303", "\u0302\u0307": "\u0302"}

# đ/Đ are U+0111/U+0110. Icelandic eth and the African D with hook print alike in capitals.
_D_ALIASES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}

_CYRILLIC = "аАеЕоОрРсСхХуУіІВНКМТ"
_CYRILLIC_AS_LATIN = "aAeEoOpPcCxXyYiIBHKMT"
_GREEK = "οΟΑΒΕΗΙΚΜΝΡΤΧΥΖνυ"
_GREEK_AS_LATIN = "oOABEHIKMNPTXYZvu"
_HOMOGLYPHS = dict(zip(_CYRILLIC + _GREEK, _CYRILLIC_AS_LATIN + _GREEK_AS_LATIN, strict=True))

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Soft hyphen, zero-width and direction marks, byte-order mark, and C0/C1 controls that are not white space or the
# separators that carry line or page structure.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_WORD = re.compile(r"[^\W\d_]+")
_ETH = re.compile("[ÐðƉɖ]")


def compose(text: str) -> str:
    """The canonical composed form (NFC), with stray aliases of the five tone marks made uniform first.

    A tone mark typed before the vowel mark (``e`` + dot below + circumflex) composes too: NFC orders them.
    """
    if text.isascii():
        return text
    for alias, mark in _MARK_ALIASES.items():
        if alias in text:
            text = text.replace(alias, mark)
    composed = unicodedata.normalize("NFC", text)
    return _compose_misordered(composed)


_BREVE_CIRCUMFLEX_HORN = "\u0302\u0306\u031b"
_MISORDERED = re.compile(f"[^\\W\\d_][{_BREVE_CIRCUMFLEX_HORN}{TONE_MARKS}]+")


def _compose_misordered(text: str) -> str:
    """``é`` + circumflex is left decomposed by NFC (same combining class, order kept): put the vowel mark first."""

    def reorder(match: re.Match[str]) -> str:
        letters = unicodedata.normalize("NFD", match[0])
        base, marks = letters[0], letters[1:]
        ordered = sorted(marks, key=lambda mark: mark not in _BREVE_CIRCUMFLEX_HORN)
        return unicodedata.normalize("NFC", base + "".join(ordered))

    return unicodedata.normalize("NFC", _MISORDERED.sub(reorder, text))


def strip_invisible(text: str) -> str:
    """Without zero-width, direction and control characters; exotic spaces become plain ones.

    Kept: tab, line feed, carriage return, vertical tab, form feed, the separators U+001C-U+001F that ``splitlines``
    knows, and U+0085/2028/2029, because columns and lines of the input must stay traceable.
    """
    if text.isascii() and text.isprintable():
        return text
    return _SPACES.sub(" ", _INVISIBLE.sub("", _CONTROLS.sub("", text)))


def fold_lookalikes(text: str) -> str:
    """Cyrillic and Greek letters inside otherwise Latin words, and eth for đ, become what they look like.

    A word written wholly in another script stays as it is (``Москва``), and eth stays in words that carry letters
    Vietnamese does not have (Icelandic ``það`` has thorn).
    """
    if text.isascii():
        return text
    return _WORD.sub(lambda match: _fold_word(match[0]), text)


def _fold_word(word: str) -> str:
    if word.isascii():
        return word
    if any(letter in _HOMOGLYPHS for letter in word):
        others = [letter for letter in word if letter not in _HOMOGLYPHS]
        if others and all(_is_latin(letter) for letter in others):
            word = "".join(_HOMOGLYPHS.get(letter, letter) for letter in word)
    if _ETH.search(word) and not any(letter in "þÞæÆöÖ" for letter in word):
        word = _ETH.sub(lambda match: _D_ALIASES[match[0]], word)
    return word


@cache
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN ")


def clean(text: str) -> str:
    """All repairs that never change what a reader sees: composition, invisible characters, look-alikes."""
    return fold_lookalikes(strip_invisible(compose(text)))


# --- place of the tone mark -----------------------------------------------------------------------------------------
# The two schools differ only in open syllables whose rhyme is oa, oe or uy: hòa/hoà, khỏe/khoẻ, thủy/thuỷ. With a
# final consonant (toán, huỳnh) or after the digraph qu (quý, quả) both write the same.
_RHYMES = ("oa", "oe", "uy")
_TONED = {tone: {vowel: unicodedata.normalize("NFC", vowel + tone) for vowel in "aeouyAEOUY"} for tone in TONE_MARKS}
CLASSIC_TO_MODERN: dict[str, str] = {}
for _rhyme in _RHYMES:
    for _first in (_rhyme[0], _rhyme[0].upper()):
        for _second in (_rhyme[1], _rhyme[1].upper()):
            for _tone in TONE_MARKS:
                CLASSIC_TO_MODERN[_TONED[_tone][_first] + _second] = _first + _TONED[_tone][_second]
MODERN_TO_CLASSIC = {modern: classic for classic, modern in CLASSIC_TO_MODERN.items()}

_NOT_LETTER_AFTER = r"(?![^\W\d_])"
_CLASSIC = re.compile(f"({'|'.join(CLASSIC_TO_MODERN)}){_NOT_LETTER_AFTER}")
_MODERN = re.compile(f"(?<![qQ])({'|'.join(MODERN_TO_CLASSIC)}){_NOT_LETTER_AFTER}")


def tone_style(text: str, style: ToneStyle) -> str:
    """Composed text with the tone mark of open oa, oe, uy in one place: ``classic`` hòa, thúy; ``modern`` hoà, thuý.

    ``qu`` is a consonant there: ``quý``, ``quỳ`` and ``Quý`` are the same in both styles, and a misprinted ``qúy`` is
    not touched. Raises ``ValueError`` for another style.
    """
    if style == "classic":
        return _MODERN.sub(lambda match: MODERN_TO_CLASSIC[match[1]], text)
    if style == "modern":
        return re.sub(r"(?<![qQ])" + _CLASSIC.pattern, lambda match: CLASSIC_TO_MODERN[match[1]], text)
    raise ValueError(f"unknown tone style {style!r}: use 'classic' (hòa) or 'modern' (hoà)")


def strip_marks(text: str) -> str:
    """Vietnamese without any marks, one letter for one letter: ``Ủy ban Đảng`` → ``Uy ban Dang``. Case is kept."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if not unicodedata.combining(char)))
