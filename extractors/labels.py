"""Labels of sections ("II.", "1.", "2.1.", "đ)"): read them, damaged too, and tell them from figures in a sentence.

One label can be read in two ways ("1. MỤC ĐÍCH" is a damaged "I." or a 1; "I. Mục đích" the other way round). The
numbering so far decides: romans run through the document, numbers restart under each roman, letters under each number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.folding import CAPITAL, SMALL, fold, is_capitals

Kind = Literal["chapter", "item", "part", "roman", "article", "number", "decimal", "letter"]

LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of points in Vietnamese documents
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
LAST_ROMAN = len(_ROMANS)
_ROMAN_VALUE = {text: value for value, text in enumerate(_ROMANS, 1)}

# What OCR makes of the strokes of a roman number: tried in turn until the result is one.
_ROMAN_REPAIRS = (
    str.maketrans("l1|!iÍÌỊĨvx", "IIIIIIIIIVX"),
    str.maketrans("l1|!iLTJ]HNvxY", "IIIIIIIIIIIVXV"),
    str.maketrans({**dict.fromkeys("l1|!iLTJ]", "I"), "v": "V", "x": "X", "Y": "V", "H": "II", "N": "IV"}),
)
_LETTER_REPAIRS = {"¢": "c", "©": "c", "ç": "c", "€": "e", "@": "a", "ð": "đ", "Ð": "đ", "Đ": "đ"}

_TOKEN = r"[IVXLHTYNJvxl1|!i\]ÍÌỊĨ]{1,5}"
_ROMAN = re.compile(rf"\s*(?P<token>{_TOKEN})(?P<mark>\s?[.,:)/\-–—]+)\s*(?P<title>\S?.*)")
_BARE_ROMAN = re.compile(r"\s*(?P<token>[IVXLl|]{1,4})\s+(?P<title>\S.*)")
_BARE_SMALL = re.compile(rf"\s*(?P<token>I{{2,3}}|IV|VI{{1,3}}|IX|X)\s+(?P<title>[{CAPITAL}][{SMALL}].{{4,80}})$")
_NUMBER = re.compile(
    rf"\s*(?P<token>\d{{1,2}}|[lI|])(?P<mark>\s?[.)]|,(?=\s+[{CAPITAL}])|\s?/(?!\d)|\s?[-–](?=\s*[{CAPITAL}]))(?P<title>\s*(?!\d)\S.*|\s+\S.*|\s*)$"
)
_DECIMAL = re.compile(
    r"\s*(?P<token>[\dlI|]{1,2}(?:[.,]\s?[\dlI|]{1,2}){1,3})(?P<mark>\s?[.)/:\-–]?)(?P<title>\s+[^\W\d_].*|\s*$)"
)
# "II.1. …", "II.1.2 …": numbers that name their roman.
_ROMAN_DECIMAL = re.compile(
    rf"\s*(?P<token>(?:I{{1,3}}|IV|VI{{0,3}}|IX|X)\.\s?\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?P<mark>\s?[.)/:\-–]?)"
    rf"(?P<title>\s+[{CAPITAL}].*|\s*$)"
)
_LETTER = re.compile(r"\s*(?P<token>[^\W\d_]|[¢©€@])(?P<mark>\s?[)}\]])\s*(?P<title>.*)$")
_LETTER_POINT = re.compile(
    rf"\s*(?P<token>[a-eđghikl])(?P<mark>[./](?=\s)|\s?[-–](?=\s+[{CAPITAL}]))\s+(?P<title>[^\W\d_].*)$"
)
_LETTER_DECIMAL = re.compile(r"\s*(?P<token>[a-zđ]\s?\.?\s?\d{1,2})(?P<mark>\s?[.)])\s*(?P<title>[^\W\d_].*)$")
_SPECK = re.compile(r"\s*[|'`_‘’~]{1,3}\s+(?=\S)")
_PART = re.compile(r"\s*(?P<token>[A-EĐ])(?:(?<=C)c)?(?P<mark>\s?[.)/]|\s?[-–])\s+(?P<title>\S.*)$")
# "Phần thứ nhất", "PHẦN II", "Phần A", "Chương 1", "Mục 1": the word with its count, alone or before a title.
_CHAPTER = re.compile(
    r"\s*(?P<token>(?:phan|chuong|muc)\s+(?:thu\s+(?:nhat|hai|ba|tu|nam|sau|bay)|(?:mot|hai|ba|bon|nam|sau)\b|[ivxl1|]{1,4}|\d{1,2}|[a-e](?=\s?[.:]|\s*$)))"
    r"(?P<mark>\s?[.:\-–]*)(?P<title>\s+\S.*|\s*)$"
)
_COUNT_WORDS = {"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7}
_COUNTS = dict(zip(_COUNT_WORDS, "nhất một hai ba tư bốn năm sáu bảy".split(), strict=True))
_ABOUT = re.compile(r"\s*V/[Vv]\b")  # "V/V BAN HÀNH …": the subject of a decision
_LOST_ARTICLES = 2  # that may be missing before one
_ARTICLE = re.compile(r"\s*(?P<token>(?:Điều|ĐIỀU|Dieu|Diéu)\s+\d{1,3})(?P<mark>\s?[.:])\s*(?P<title>.*)$")


@dataclass(frozen=True, slots=True)
class Label:
    """One reading of a label. ``text`` is as it should be printed, ``value`` its place in the sequence, from 1."""

    kind: Kind
    text: str
    value: int
    title_start: int  # offset of the title in the line
    title: str
    damaged: bool = False
    bare: bool = False  # its point was lost before a title in small letters


def roman_value(roman: str) -> int:
    """ "IV" -> 4. Raises KeyError for what is no roman number up to XV."""
    return _ROMAN_VALUE[roman]


def roman_text(value: int) -> str:
    """1 -> "I", up to 15."""
    return _ROMANS[value - 1]


def roman_readings(token: str) -> Iterator[tuple[str, bool]]:
    """The roman numbers that a token may be, with whether it is damaged; an H may be one stroke or two ("IH", "HI")."""
    whole = token.upper() if token[:1].isupper() else token  # "Iv"
    if whole in _ROMAN_VALUE:
        yield whole, False
        return
    found = dict.fromkeys(token.translate(table) for table in _ROMAN_REPAIRS)
    yield from ((repaired, True) for repaired in found if repaired in _ROMAN_VALUE)


def read_labels(line: str) -> Iterator[Label]:
    """All readings of the label a line begins with; none for most lines. Specks of an OCR before it are passed over."""
    speck = _SPECK.match(line)
    shift = speck.end() if speck else 0
    for label in _read(line[shift:]):
        yield replace(label, title_start=label.title_start + shift)


def _read(line: str) -> Iterator[Label]:
    if _ABOUT.match(line):
        return
    if match := _ARTICLE.match(line):
        yield _label("article", " ".join(match["token"].split()), int(re.sub(r"\D", "", match["token"])), match)
        return
    if chapter := _chapter(line):
        yield chapter
        return
    if match := _ROMAN.match(line) or (_BARE_ROMAN.match(line) if is_capitals(line) else None):
        for roman, damaged in roman_readings(match["token"]):
            yield _label("roman", roman, _ROMAN_VALUE[roman], match, damaged)
    elif match := _BARE_SMALL.match(line):
        label = _label("roman", match["token"], _ROMAN_VALUE[match["token"]], match, damaged=True)
        yield replace(label, bare=True)
    if match := _ROMAN_DECIMAL.match(line):
        token = match["token"].replace(" ", "")
        yield _label("decimal", token, int(token.rsplit(".", 1)[1]), match)
    if match := _DECIMAL.match(line):
        token = match["token"].translate(str.maketrans("lI|,", "111.")).replace(" ", "")
        if match["mark"].strip() or _capital_title(match["title"]):
            yield _label("decimal", token, int(token.rsplit(".", 1)[1]), match, token != match["token"])
    elif match := _NUMBER.match(line):
        token = match["token"].translate(str.maketrans("lI|", "111"))
        yield _label("number", token, int(token), match, token != match["token"] or match["mark"] == ",")
    if match := _LETTER_DECIMAL.match(line):
        token = re.sub(r"\s", "", match["token"])
        yield _label("decimal", token, int(re.sub(r"\D", "", token)), match)
    if match := _LETTER.match(line) or _LETTER_POINT.match(line):
        token = match["token"]
        letter = _LETTER_REPAIRS.get(token) or (token if token == "đ" else fold(token))
        if letter in LETTERS:
            yield _label("letter", letter, LETTERS.index(letter) + 1, match, letter != token)
    if (match := _PART.match(line)) and is_capitals(match["title"]):
        yield _label("part", match["token"], "ABCDĐE".index(match["token"]) + 1, match)


def _chapter(line: str) -> Label | None:
    match = _CHAPTER.match(fold(line)) if line.lstrip()[:1] in ("P", "C", "M") else None
    if match is None:
        return None
    start, end = match.span("token")
    title_start = match.start("title") + len(match["title"]) - len(match["title"].lstrip())
    title = line[title_start:].strip()
    count = match["token"].split()[-1]
    roman = next(roman_readings(line[start:end].rsplit(maxsplit=1)[-1]), None)
    value = int(count) if count.isdigit() else _COUNT_WORDS.get(count) or (_ROMAN_VALUE[roman[0]] if roman else 0)
    value = value or ("ABCDE".find(line[end - 1 : end]) + 1 if len(count) == 1 else 0)
    if not value or (title and not match["mark"].strip() and not is_capitals(title)):
        return None  # "Phần 1 của Kế hoạch" in a sentence
    words = line[start:end].split()
    words[-1] = roman[0] if roman and not count.isdigit() and count not in _COUNT_WORDS else words[-1]
    if count in _COUNT_WORDS:  # the count as it should be written: "thứ nhạt" of misread print is "thứ nhất"
        words[-1] = _COUNTS[count].upper() if words[-1].isupper() else _COUNTS[count]
    word = {"phan": "Phần", "chuong": "Chương", "muc": "Mục"}[match["token"].split()[0]]
    words[0] = word.upper() if words[0].isupper() else word
    return Label(
        "item" if word == "Mục" else "chapter", " ".join(words), value, title_start, title, bool(roman and roman[1])
    )


def _label(kind: Kind, text: str, value: int, match: re.Match[str], damaged: bool = False) -> Label:
    title = match["title"]
    start = match.start("title") + len(title) - len(title.lstrip())
    return Label(kind, text, value, start, title.strip(), damaged)


def _shouted(title: str) -> bool:
    """Whether a title is in capitals, or its first clause where the text runs on: "KINH PHÍ: Từ ngân sách xã."."""
    if is_capitals(title, 0.6):
        return True
    clause = re.split(r"[:.](?=\s)", title, maxsplit=1)[0]
    return clause != title and len(clause) > 5 and is_capitals(clause, 0.9)


def _capital_title(title: str) -> bool:
    first = next((c for c in title if c.isalpha()), "")
    return first.isupper()


@dataclass(slots=True)
class Numbering:
    """The numbering so far. ``accept`` chooses the reading of a label that goes on with it, or none."""

    damaged: bool = False  # the text was restored from an OCR's garble
    has_romans: bool = False
    small_romans: bool = False  # titles after romans in small letters ("II. Nhiệm vụ")
    capital_numbers: bool = False  # titles after numbers in capitals ("2. NHIỆM VỤ")
    has_parts: bool = False  # "A.", "B." above the romans
    low_parts: bool = False  # "A.", "B." below the romans
    has_articles: bool = False  # "Điều 1."
    has_items: bool = False  # "Mục 1", "Mục 2"
    roman_decimals: bool = False  # "II.1."
    has_chapters: bool = False  # "Phần thứ nhất", "Chương II" above all
    last: dict[Kind, int] = field(default_factory=dict)
    under_letter: int = 0  # numbers that restarted under a letter

    @classmethod
    def of(cls, lines: Iterable[str], *, damaged: bool = False) -> Numbering:
        """Look ahead: does the document count its main sections in romans, and parts (A., B.) above them?"""
        numbering = cls(damaged=damaged)
        parts = set()
        chapters, items, articles = set(), set(), set()
        small: set[int] = set()
        under_roman: list[bool] = []  # for each first part, whether a roman stands above it
        roman_open = False
        for line in lines:
            for label in read_labels(line):
                if label.kind == "roman" and is_capitals(label.title):
                    numbering.has_romans |= not label.damaged or label.value > 1
                    roman_open = True
                elif label.kind == "roman" and _capital_title(label.title) and (label.bare or not label.damaged):
                    small.add(label.value)
                elif label.kind == "part":
                    parts.add(label.value)
                    under_roman += [roman_open] if label.value == 1 else []
                elif label.kind == "chapter":
                    chapters.add(label.value)
                    roman_open = False
                elif label.kind == "item":
                    items.add(label.value)
                elif label.kind == "article":
                    articles.add(label.value)
                numbering.roman_decimals |= label.kind == "decimal" and label.text.startswith(("II", "V", "X"))
                numbering.capital_numbers |= (
                    label.kind == "number" and label.value > 1 and is_capitals(label.title, 0.6)
                )
        numbering.low_parts = {1, 2} <= parts and all(under_roman)
        numbering.has_parts = {1, 2} <= parts and not numbering.low_parts
        numbering.has_articles = bool(articles)
        numbering.has_items = {1, 2} <= items and not articles  # in a law its articles are counted through
        numbering.has_chapters = {1, 2} <= chapters
        numbering.small_romans = not numbering.has_romans and {1, 2} <= small
        numbering.has_romans |= numbering.small_romans
        return numbering

    def accept(self, line: str, starts: bool) -> Label | None:
        """The label of a line or None. ``starts``: layout and punctuation say that a paragraph may begin here."""
        fitting = [label for label in read_labels(line) if self._fits(label, starts)]
        if not fitting:
            return None
        if not self.damaged and any(label.kind == "roman" and not label.damaged for label in fitting):
            fitting = [label for label in fitting if label.kind != "number"]  # "I." in good print is no 1
        label = min(fitting, key=self._surprise)
        if self._lost_strokes(label):
            value = self._expected("roman")
            label = Label("roman", roman_text(value), value, label.title_start, label.title, damaged=True)
        self._count(label)
        return label

    def _lost_strokes(self, label: Label) -> bool:
        """A lone "1. TỔ CHỨC THỰC HIỆN" where only romans have capitals: the next roman, its strokes read as one."""
        if not self.damaged or label.kind != "number" or label.value != 1 or not is_capitals(label.title):
            return False
        capital_romans = self.has_romans and not self.small_romans and len(label.title.split()) > 1
        return capital_romans and not self.capital_numbers and 1 < self._expected("roman") <= len(_ROMANS)

    def _expected(self, kind: Kind) -> int:
        return self.last.get(kind, 0) + 1

    def _fits(self, label: Label, starts: bool) -> bool:
        capitals, expected = _shouted(label.title), self._expected(label.kind)
        if label.kind == "roman":
            if not label.title:
                return starts and not label.damaged
            if capitals:
                lost_before = self.damaged and label.value == expected + 1  # the label before it lost a stroke
                return not label.damaged or label.value == expected or lost_before
            if label.bare:  # "II" may have lost a stroke of "III"
                return self.damaged and self.small_romans and starts and label.value in (expected, expected - 1)
            in_turn = label.value == expected or (self.small_romans and label.value > 1)
            return starts and _capital_title(label.title) and in_turn and not label.damaged
        if label.kind == "part":
            return (self.has_parts or self.low_parts) and starts
        if label.kind == "item":
            return self.has_items and (starts or is_capitals(label.text)) and label.value == expected
        if label.kind == "chapter":
            return self.has_chapters and (starts or is_capitals(label.text)) and label.value == expected
        if label.kind == "article":
            return starts and (label.value == 1 or expected <= label.value <= expected + _LOST_ARTICLES)
        if label.kind == "letter":
            plain = label.title[:1].isupper() or label.title[:1] in '"“0123456789' or not label.title
            return starts and (plain or label.value == expected) and label.value <= expected + 6
        if label.kind == "decimal" and label.text[0].isupper() and not self.roman_decimals:
            return False  # "I.1" of a misread "1.1"
        in_turn = label.value in (expected, self.under_letter + 1) or (label.value == 1 and starts)
        if label.damaged and not in_turn:
            return False
        if not starts:
            return label.value == expected and _capital_title(label.title) and expected > 1
        return in_turn or (label.value <= max(expected + 4, 9) and _capital_title(label.title))

    def _surprise(self, label: Label) -> tuple[int, int]:
        """How far a reading is from what the numbering and the title's case let expect; less is better."""
        capitals, expected = _shouted(label.title), self._expected(label.kind)
        if label.kind == "roman":
            wrong_case = (label.title and not (capitals or self.small_romans)) or (
                not self.has_romans and label.damaged
            )
            restart = label.value == 1 and expected > 1 and (label.damaged or not capitals)
            return (2 * restart + bool(wrong_case) + (label.value != expected), int(label.damaged))
        if label.kind == "number":
            main = (
                (capitals or (label.damaged and self.small_romans)) and self.has_romans and self._expected("roman") == 1
            )
            unlikely = label.damaged and capitals and self.has_romans
            return (2 * main + unlikely + (label.value != expected), int(label.damaged))
        if label.kind == "decimal":
            return (0, int(label.damaged))
        return (1, int(label.damaged))

    def _count(self, label: Label) -> None:
        below: dict[Kind, tuple[Kind, ...]] = {
            "chapter": ("item", "part", "roman", "number", "decimal", "letter"),  # articles are counted through
            "item": ("part", "roman", "number", "decimal", "letter"),
            "part": ("number", "decimal", "letter") if self.low_parts else ("roman", "number", "decimal", "letter"),
            "roman": ("part", "number", "decimal", "letter") if self.low_parts else ("number", "decimal", "letter"),
            "article": ("number", "decimal", "letter"),
            "number": ("decimal", "letter"),
            "decimal": ("letter",),
            "letter": (),
        }
        if label.kind == "number" and self.is_under_letter(label):
            self.under_letter = label.value
            return
        self.under_letter = 0
        self.last[label.kind] = label.value
        for kind in below[label.kind]:
            self.last.pop(kind, None)

    def is_under_letter(self, label: Label) -> bool:
        """Whether a number restarts below the letter just open ("a) …", "1. …", "2. …")."""
        if label.kind != "number" or not self.last.get("letter") or not self.last.get("number"):
            return False
        return label.value == self.under_letter + 1 and label.value != self._expected("number")
