"""Text typed for the fonts of before Unicode: TCVN3 (the "ABC" fonts, .VnTime) and VNI-Windows (VNI-Times).

Such fonts draw Vietnamese glyphs at the places of Western letters, so extracted text shows ``céng hßa x· héi`` for
"cộng hòa xã hội". The code tables follow TCVN 5712:1993 (third set) and the VNI-Windows double-byte scheme, read as
Latin-1, which is how PDF and Word extraction shows them. Convert before ``unicode_text.strip_invisible``: TCVN3
writes ư with the code of the soft hyphen.

A TCVN3 capital font (``.VnTimeH``) shows the codes of small letters as capitals. Where it was typed with the capitals
lock on, the letters without marks tell (``CéNG HßA``); where not, the text alone does not say which font it was in, and
such headings come out in lower case unless the caller, knowing the font's name, asks for ``capitals``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
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

_ENCODINGS: tuple[LegacyEncoding, ...] = ("tcvn3", "vni")
_MIN_LINES = 3  # that prove a document's encoding
_MIN_WORDS = 2  # different converted words that must speak for an encoding
_MIN_SIGNS = 2  # different codes among them: one repeated accent is an English OCR's, not a font's
_MIN_CONVERTED = 0.85  # share of the words with codes that become Vietnamese syllables
_MIN_SYLLABLES = 0.7  # share of all words that are Vietnamese syllables afterwards
_WESTERN = frozenset("àâäéèêëîïôöùûüçÀÂÄÉÈÊËÎÏÔÖÙÛÜÇ")  # accents that a French or German OCR writes itself
_LEGACY_FONT = re.compile(r"(?:^|\+)(?:(vni[- ])|\.?vn|tcvn)", re.IGNORECASE)
_CAPITAL_FONT = re.compile(r"(?:^|\+)\.?Vn[A-Za-z ]*[a-z]H(?:$|[,-])")
_VOWEL_AND_SIGN = re.compile("[aeouyôö][àáâãäåéêëèïõøùúûü]", re.IGNORECASE)
_LETTER = r"[^\s.,;:!?()\[\]{}\"'“”‘’…/\\|<>+*=%&0-9_–—-]"
_WORD = re.compile(f"{_LETTER}+")
_HYPHENED = re.compile(f"(?<![-0-9])(?:{_LETTER}+-{_LETTER}*|-{_LETTER}+)(?!-)")


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
        converted = "\n".join(map(_tcvn3_line, text.split("\n")))
    elif encoding == "vni":
        converted = _vni_pattern().sub(lambda match: _vni_table()[match[0]], text)
    else:
        raise ValueError(f"unknown legacy encoding {encoding!r}: use 'tcvn3' or 'vni'")
    return converted.upper() if capitals else converted


def _tcvn3_line(line: str) -> str:
    line = _horned(line)
    converted = line.translate(_tcvn3_table())
    if not any(map(_is_capital, _WORD.findall(line))):
        return converted
    if not any("a" <= char <= "z" for char in line):  # then also the words that have only one letter without a mark
        return converted.upper()
    return _WORD.sub(lambda word: word[0].upper() if _is_capital(line[slice(*word.span())]) else word[0], converted)


def _horned(text: str) -> str:
    """``text`` with the code of ư where a hyphen stands for it: ``ng-êi``. It is the code of the soft hyphen, which
    many programs write as a plain one."""
    if "-" not in text:
        return text

    def as_horn(match: re.Match[str]) -> str:
        word = match[0].replace("-", "\u00ad")
        return word if is_syllable(word.translate(_tcvn3_table())) else match[0]

    return _HYPHENED.sub(as_horn, text)


def _is_capital(word: str) -> bool:
    """Whether the letters without marks of a word are capitals, and more than the one that begins a name."""
    plain = [char for char in word if char.isascii() and char.isalpha()]
    return len(plain) > 1 and all(map(str.isupper, plain))


def is_capital_font(fontname: str) -> bool:
    """Whether a font of TCVN3 shows small letters as capitals: ``.VnTimeH``, ``ABCDEF+.VnArialH,Bold``."""
    return _CAPITAL_FONT.search(fontname) is not None


def font_encoding(fontname: str) -> LegacyEncoding | None:
    """The encoding that a font's name promises: ``.VnTime`` TCVN3, ``ABCDEF+VNI-Times`` VNI. The text may be Unicode
    all the same, where a program put another font in its place."""
    if not (found := _LEGACY_FONT.search(fontname)):
        return None
    return "vni" if found[1] else "tcvn3"


def is_typed_in(text: str, encoding: LegacyEncoding) -> bool:
    """Whether text whose font promises an encoding is in it: most of its words outside ASCII are no Vietnamese as they
    stand and become syllables. Asks less than ``detect``, which has the text alone."""
    coded = [word for word in _words(text, encoding) if not word.isascii()]
    becoming = sum(is_syllable(convert(word, encoding)) and not is_syllable(word) for word in coded)
    return _is_western(text) and becoming > len(coded) / 2


def unicode_texts(typed: Sequence[tuple[str, str]]) -> list[str]:
    """Texts, each given with the name of its font, in Unicode: those in fonts of one encoding are converted together,
    where most of their words are typed in it. A font's name alone does not prove it, and only it tells capitals."""
    texts = [text for text, _ in typed]
    places: dict[LegacyEncoding, list[int]] = defaultdict(list)
    for at, (_, font) in enumerate(typed):
        if encoding := font_encoding(font):
            places[encoding].append(at)
    for encoding, own in places.items():
        if is_typed_in(" ".join(texts[at] for at in own), encoding):
            for at in own:
                texts[at] = convert(texts[at], encoding, capitals=is_capital_font(typed[at][1]))
    return texts


def document_encoding(text: str) -> LegacyEncoding | None:
    """The legacy encoding that most lines of a document with letters outside ASCII prove, or None."""
    found = Counter(detect(line) for line in text.splitlines() if not line.isascii())
    for encoding in _ENCODINGS:
        if found[encoding] >= _MIN_LINES and found[encoding] > found.total() / 2:
            return encoding
    return None


def belongs(line: str, encoding: LegacyEncoding) -> bool:
    """Whether a line of a document in a legacy encoding is in it too, though too short to prove it: each of its words
    outside ASCII becomes a syllable."""
    coded = [word for word in _words(line, encoding) if not word.isascii()]
    return bool(coded) and all(is_syllable(convert(word, encoding)) for word in coded) and _is_western(line)


def _words(text: str, encoding: LegacyEncoding) -> list[str]:
    return _WORD.findall(_horned(text) if encoding == "tcvn3" else text)


def _is_western(text: str) -> bool:
    """No letter that only Unicode Vietnamese has (``ế``)."""
    return not any("\u0100" <= char <= "\u024f" or "\u1ea0" <= char <= "\u1eff" for char in text)


def detect(text: str) -> LegacyEncoding | None:
    """The legacy encoding of a line or a few lines, or None where the text is readable as it is or says too little.

    Demands several different words that are no Vietnamese as they stand and become well-formed syllables under one
    encoding; a single short word never decides. Any letter that only Unicode Vietnamese has (``ế``) speaks against.
    """
    if text.isascii() or not _is_western(text):
        return None
    scores: dict[LegacyEncoding, float] = {}
    for encoding in _ENCODINGS:
        scores[encoding] = _evidence(_words(text, encoding), encoding)
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
