"""Text typed for the fonts of before Unicode: TCVN3 (the "ABC" fonts, .VnTime) and VNI-Windows (VNI-Times).

Such fonts draw Vietnamese glyphs at the places of Western letters, so extracted text shows ``céng hßa x· héi`` for
"cộng hòa xã hội". The code tables follow TCVN 5712:1993 (third set) and the VNI-Windows double-byte scheme, read as
Latin-1, which is how PDF and Word extraction shows them. Convert before ``unicode_text.strip_invisible``: TCVN3
writes ư with the code of the soft hyphen.

A TCVN3 capital font (``.VnTimeH``) shows lower-case codes as capitals. The text alone does not tell which font it
was in: such headings come out in lower case unless the caller, knowing the font's name, asks for ``capitals``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from normalizers.spelling import is_syllable

LegacyEncoding = Literal["tcvn3", "vni"]

# Letters by their codes, in runs. TCVN3 has no toned capitals: they come from the capital fonts.
_TCVN3_CODES = (
    "µ¸¶·¹ ¨»¾¼½Æ ©ÇÊÈÉË ® ÌÐÎÏÑ ªÒÕÓÔÖ ×ÝØÜÞ ßãáâä «åèæçé ¬êíëìî ïóñòô \u00adõøö÷ù úýûüþ ¡¢§£¤¥¦",
    "àáảãạ ăằắẳẵặ âầấẩẫậ đ èéẻẽẹ êềếểễệ ìíỉĩị òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự ỳýỷỹỵ ĂÂĐÊÔƠƯ",
)
# VNI writes a letter, then a sign for its marks; horned letters, đ and marked i have codes of their own.
_VNI_SIGNS = {
    "a": ("ùøûõï âáàåãä êéèúüë", "áàảãạ âấầẩẫậ ăắằẳẵặ"),
    "e": ("ùøûõï âáàåãä", "éèẻẽẹ êếềểễệ"),
    "o": ("ùøûõï âáàåãä", "óòỏõọ ôốồổỗộ"),
    "u": ("ùøûõï", "úùủũụ"),
    "y": ("ùøûõ", "ýỳỷỹ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "ö": ("ùøûõï", "ứừửữự"),
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_MIN_WORDS = 2  # different converted words that must speak for an encoding
_MIN_SIGNS = 2  # different codes among them: one repeated accent is an English OCR's, not a font's
_MIN_CONVERTED = 0.85  # share of the words with codes that become Vietnamese syllables
_MIN_SYLLABLES = 0.7  # share of all words that are Vietnamese syllables afterwards
_WESTERN = frozenset("àâäéèêëîïôöùûüçÀÂÄÉÈÊËÎÏÔÖÙÛÜÇ")  # accents that a French or German OCR writes itself
_VOWEL_AND_SIGN = re.compile("[aeouyôö][àáâãäåéêëèïõøùúûü]", re.IGNORECASE)
_WORD = re.compile(r"[^\s.,;:!?()\[\]{}\"'“”‘’…/\\|<>+*=%&0-9_–—-]+")


@cache
def _tcvn3_table() -> dict[int, str]:
    codes, letters = (run.replace(" ", "") for run in _TCVN3_CODES)
    return str.maketrans(dict(zip(codes, letters, strict=True)))


@cache
def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, (signs, letters) in _VNI_SIGNS.items():
        for sign, letter in zip(signs.replace(" ", ""), letters.replace(" ", ""), strict=True):
            table[base + sign] = letter
    for code, letter in list(table.items()):
        table[code.upper()] = letter.upper()
        if len(code) == 2:  # a capital followed by a lower-case sign, as some converters wrote it
            table[code[0].upper() + code[1]] = letter.upper()
    return table


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _vni_table()), key=len, reverse=True)))


def convert(text: str, encoding: LegacyEncoding, *, capitals: bool = False) -> str:
    """``text`` in Unicode (NFC). ``capitals``: the text was set in a capital font, so all of it is capitals.

    Characters without a meaning in the encoding are kept. Raises ``ValueError`` for another encoding.
    """
    if encoding == "tcvn3":
        converted = text.translate(_tcvn3_table())
    elif encoding == "vni":
        converted = _vni_pattern().sub(lambda match: _vni_table()[match[0]], text)
    else:
        raise ValueError(f"unknown legacy encoding {encoding!r}: use 'tcvn3' or 'vni'")
    return converted.upper() if capitals else converted


def detect(text: str) -> LegacyEncoding | None:
    """The legacy encoding of a line or a few lines, or None where the text is readable as it is or says too little.

    Demands several different words that are no Vietnamese as they stand and become well-formed syllables under one
    encoding; a single short word never decides. Any letter that only Unicode Vietnamese has (``ế``) speaks against.
    """
    if text.isascii() or any("\u0100" <= char <= "\u024f" or "\u1ea0" <= char <= "\u1eff" for char in text):
        return None
    words = _WORD.findall(text)
    scores: dict[LegacyEncoding, float] = {}
    for encoding in ("tcvn3", "vni"):
        scores[encoding] = _evidence(words, encoding)
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0 else None


def _evidence(words: list[str], encoding: LegacyEncoding) -> float:
    """How many of the words speak for the encoding; 0 where the demands of ``detect`` are not met."""
    converted = {word: convert(word, encoding) for word in words}
    coded = [word for word in words if not word.isascii()]
    changed = [word for word in coded if converted[word] != word]
    good = [word for word in changed if is_syllable(converted[word]) and not is_syllable(word)]
    readable = [word for word in coded if is_syllable(word)]
    signs = {char for word in good for char in word if not char.isascii()}
    if len(set(good)) < _MIN_WORDS or len(signs) < _MIN_SIGNS or len(good) <= len(readable):
        return 0.0
    if not any(_is_decisive(word, encoding) for word in good):
        return 0.0
    becoming = [word for word in coded if is_syllable(converted[word])]
    syllables = [word for word in words if is_syllable(converted[word]) or converted[word].isupper()]
    if len(becoming) < _MIN_CONVERTED * len(coded) or len(syllables) < _MIN_SYLLABLES * len(words):
        return 0.0
    return float(len(good))


def _is_decisive(word: str, encoding: LegacyEncoding) -> bool:
    """Whether no other way of misreading would put such characters there: the accents of French alone prove nothing."""
    if encoding == "vni":
        return _VOWEL_AND_SIGN.search(word) is not None
    inner_capital = any(char.isupper() and not char.isascii() for char in word[1:]) and not word.isupper()
    return inner_capital or any(not char.isascii() and char not in _WESTERN for char in word)
