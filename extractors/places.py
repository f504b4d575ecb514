"""Communes, wards and provinces that a document names, with their official code.

A commune is recognised by the word before it ("xã An Lạc"); where its name stands in several provinces, the province
that the document speaks of most decides, and where that does not help the name is left out: a code is never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.facts import Place
from extractors.folding import CAPITAL
from extractors.layout import Line
from extractors.paragraphs import join_lines
from extractors.parts import DocumentParts
from normalizers.gazetteer import LONGEST_NAME, Unit, communes_named, province_named, provinces

_WORD = rf"[{CAPITAL}][^\W\d_]*"
_NAME = rf"{_WORD}(?:[ \-]{_WORD}){{0,{LONGEST_NAME - 1}}}"
_COMMUNE = re.compile(rf"(?<!\w)(?P<kind>[Xx]ã|XÃ|[Pp]hường|PHƯỜNG|[Đđ]ặc khu|ĐẶC KHU)\s+(?P<name>{_NAME})")
_MORE = re.compile(rf"\s*(?:,|;|\bvà\b)\s+(?:các\s+)?(?P<name>{_NAME})")
_PROVINCE = re.compile(rf"(?<!\w)(?P<kind>[Tt]ỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ|TP\.?|[Tt]p\.?)\s*(?P<name>{_NAME})")


def find_places(parts: DocumentParts) -> tuple[Place, ...]:
    """Each place once, at its first mention, in the order of the document."""
    texts = [_Text(lines) for lines in _line_groups(parts)]
    named = [(unit, line) for text in texts for unit, line in text.provinces()]
    weight = Counter(unit.code for unit, _ in named)
    found: dict[str, Place] = {}
    mentions = [*named]
    for text in texts:
        mentions += ((unit, line) for units, line in text.communes() if (unit := _choose(units, weight)))
    for unit, line in sorted(mentions, key=lambda mention: (mention[1].number, mention[1].page)):
        place = Place(
            name=unit.name, kind=unit.kind, code=unit.code, province=unit.province, page=line.page, line=line.number
        )
        found.setdefault(f"{unit.kind} {unit.code}", place)
    return tuple(found.values())


def _line_groups(parts: DocumentParts) -> Iterator[Sequence[Line]]:
    yield from (parts.front, parts.body, parts.closing, parts.footnotes)
    for annex in parts.annexes:
        yield from (annex.title_lines, annex.lines)


def _choose(units: Sequence[Unit], weight: Counter[str]) -> Unit | None:
    """The only unit of the name, or the one in the province that the document names most."""
    if len(units) == 1:
        return units[0]
    ranked = sorted(units, key=lambda unit: -weight[unit.province_code])
    if not ranked or not weight[ranked[0].province_code]:
        return None
    same = [unit for unit in ranked if weight[unit.province_code] == weight[ranked[0].province_code]]
    return same[0] if len(same) == 1 else None


class _Text:
    """Lines as one text, so that names broken over a line end are whole."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._text, self._starts = join_lines([line.text for line in lines])

    def _line_at(self, offset: int) -> Line:
        return self._lines[max(bisect_right(self._starts, offset) - 1, 0)]

    def provinces(self) -> Iterator[tuple[Unit, Line]]:
        for match in _PROVINCE.finditer(self._text):
            for name in _prefixes(match["name"]):
                unit = province_named(name)
                if unit is not None:
                    yield unit, self._line_at(match.start())
                    break
        # A province needs no word before it ("ngành y tế Cần Thơ"), its name has two capitals and is in no commune.
        for unit in provinces().values():
            start = self._text.find(unit.name)
            if start >= 0 and not re.search(r"(?:xã|phường|đường|phố|đặc khu)\s$", self._text[:start].lower()[-9:]):
                yield unit, self._line_at(start)

    def communes(self) -> Iterator[tuple[tuple[Unit, ...], Line]]:
        for match in _COMMUNE.finditer(self._text):
            kind = " ".join(match["kind"].lower().split())
            following: re.Match[str] | None = match
            while following is not None:
                units, end = _longest(following, kind)
                if not units:
                    break
                yield units, self._line_at(following.start("name"))
                following = _MORE.match(self._text, end)


def _prefixes(name: str) -> Iterator[str]:
    words = name.split(" ")
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count])


def _longest(match: re.Match[str], kind: str) -> tuple[tuple[Unit, ...], int]:
    """The units of the longest beginning of the name that the official list has, and where it ends."""
    for name in _prefixes(match["name"]):
        units = communes_named(name, kind) or (communes_named(name, kind, marks_lost=True) if name.isascii() else ())
        if units:
            return units, match.start("name") + len(name)
    return (), match.end()
