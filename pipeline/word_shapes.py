"""What a word looks like by itself, and whether anybody would have printed it so."""

from __future__ import annotations

from functools import lru_cache

import regex

from normalizers.language_model import packed_model
from normalizers.spelling import is_impossible
from normalizers.state import word_kind

Shape = tuple[tuple[str, float], ...]

LONGEST_SYLLABLE = 7  # letters: nghiêng
MOST_LETTERS_MORE = 10
SHORT_WORD = 2  # characters
MANY_LETTERS, MANY_WORDS = 10, 20  # of a word, of a line: what their numbers are divided by
FEW_WORDS = 3  # added to a line's words where a share of them is taken

EDGES = ".,;:!?()[]{}\"'“”‘’…-–—/+*|"
# Signs of other alphabets' encodings and of misread rules, stains and quotes.
# A sign before or inside a word is strange too that else stands behind one, by itself or in an address.
_STRANGE_SIGN = regex.compile(
    r"[|_{}\[\]~^*<>=\\¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿×÷€`]|['’‘]$|^['’‘]|,\p{L}\S*\.|%[\p{L}\d]|@(?![\w-]+\.\w)"
)
_LONE_SIGN = regex.compile(r"[^\p{L}\p{N}+*–-]|[^\p{L}\p{N}./…]{2,}")
_LIKE_ONE = regex.compile(r"[1Il|!T]{1,4}[.,)]?")  # what is left of a roman number
_ROMAN = regex.compile(r"[IVXLC]+")
# Roman letters with what their ones are read as ("1V.", "IIl/2027").
_MISREAD_ROMAN = regex.compile(r"(?=\S*[IVX])(?=\S*[1l!|v])[IVX1l!|v]{2,}([.,)]|/\d{4}\S*)?")
# An item's number or letter with its bullet or a stain ("+4.", "%a)").
_GLUED_ITEM = regex.compile(r"[^\w\s\p{P}]+(\d{1,3}|\p{L})[.,)]|[%*•](\d{1,3}|\p{L})[.,)]")
_CUT_NUMBER = regex.compile(r"[(]?\d+[/-]|[/-]\d+\S*")  # the rest of it stands in another word
_GLUED = regex.compile(r"\d[.,)]?\p{L}{2,}|\p{L}\d|\p{L}[.,;:)]\p{L}")
_ODD = frozenset({"lone sign", "strange sign", "impossible", "glued", "signs inside"})
_UNMARKED = frozenset({"function word", "common", "usual", "rare", "rarest"})
_JUNK = frozenset({"lone sign", "strange sign", "glued", "signs inside", "no syllable", "one letter"})


@lru_cache(maxsize=50_000)
def shape(word: str) -> Shape:
    """Features of a word by itself."""
    core = word.strip(EDGES)
    found = {}
    if not any(char.isalpha() for char in core):
        found["no letters"] = 1.0
        if _LONE_SIGN.fullmatch(word):
            found["lone sign"] = 1.0
        elif any(char.isdigit() for char in word):
            found["number"] = 1.0
    elif _ROMAN.fullmatch(core):
        found["roman"] = 1.0
    else:
        found[word_kind(core, packed_model())] = 1.0
        if core.isupper():
            found["capitals"] = 1.0
        elif core.isalpha() and not core.isascii() and any(char.isupper() for char in core[1:]):
            found["mixed capitals"] = 1.0
        if len(core) == 1:
            found["one letter"] = 1.0
        elif len(core) > LONGEST_SYLLABLE:
            found["long"] = min(len(core) - LONGEST_SYLLABLE, MOST_LETTERS_MORE) / MOST_LETTERS_MORE
    if _LIKE_ONE.fullmatch(word):
        found["like a one"] = 1.0
    elif _MISREAD_ROMAN.fullmatch(word):
        found["misread roman"] = 1.0
    elif _GLUED_ITEM.fullmatch(word):
        found["glued item"] = 1.0
    elif _CUT_NUMBER.fullmatch(word):
        found["cut number"] = 1.0
    if _STRANGE_SIGN.search(word):
        found["strange sign"] = 1.0
    if _GLUED.search(word) and "/" not in word:
        found["glued"] = 1.0
    if is_impossible(word):
        found["impossible"] = 1.0
    return tuple(found.items())


@lru_cache(maxsize=10_000)
def line_shape(line: str) -> Shape:
    """Features of a line with words as a whole: where rules and stains were read as letters, or columns straight
    across, its words are many and short."""
    words = line.split()
    short = sum(len(word.strip(".,;:|-")) <= SHORT_WORD for word in words)
    return (
        ("word length in line", sum(map(len, words)) / len(words) / MANY_LETTERS),
        ("short words in line", short / (len(words) + FEW_WORDS)),
        ("words in line", min(len(words), MANY_WORDS) / MANY_WORDS),
    )


@lru_cache(maxsize=50_000)
def _is_odd(word: str) -> bool:
    return any(name in _ODD for name, _ in shape(word))


def odd_words(text: str) -> int:
    """The words that nobody would have printed so."""
    return sum(map(_is_odd, text.split()))


def is_capitalised(word: str) -> bool:
    core = word.strip(EDGES)
    return core[:1].isupper() and core[1:].islower()


def unmarked_words(text: str) -> int:
    """The syllables of a text in which no word has a mark; 0 where one has."""
    if any(char.isalpha() and not char.isascii() for char in text):
        return 0
    return sum(any(name in _UNMARKED for name, _ in shape(word)) for word in text.split())


@lru_cache(maxsize=50_000)
def is_junk(word: str) -> bool:
    """Whether the word may be what was read where no word is printed: rules, stains, the borders of a table."""
    return any(name in _JUNK for name, _ in shape(word))
