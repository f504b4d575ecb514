"""Labels that Word numbers by itself ("I.", "1.2", "a)", "-"): they are printed, but not in the text of the file.

Counting follows ECMA-376 part 1, 17.9: lists that share an abstract definition go on counting, a level begins anew
when a higher one moves, and an override sets a level's start.
"""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "o": "o"}
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


class Numbering:
    """Counts the numbered paragraphs of one document; ``label`` must be asked in document order."""

    def __init__(self, document: Any) -> None:
        self._abstract: dict[str, Any] = {}
        self._of_number: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        root = _numbering_root(document)
        if root is None:
            return
        self._abstract = {e.get(qn("w:abstractNumId")): e for e in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            identity = number.get(qn("w:numId"))
            self._of_number[identity] = _value(number.find(qn("w:abstractNumId"))) or ""
            for override in number.findall(qn("w:lvlOverride")):
                start = _value(override.find(qn("w:startOverride")))
                if start is not None:
                    self._overrides[identity, int(override.get(qn("w:ilvl")))] = int(start)

    def label(self, paragraph: Any) -> str:
        """The label printed before a ``w:p`` element, without the space after it; empty without one."""
        found = self._number_of(paragraph)
        if found is None:
            return ""
        identity, level = found
        abstract = self._of_number.get(identity, "")
        levels = self._levels(abstract)
        if level not in levels:
            return ""
        counters = self._counters.setdefault(abstract, [None] * 9)
        self._advance(identity, level, counters, levels)
        return _printed(levels, level, counters)

    def _advance(self, identity: str, level: int, counters: list[int | None], levels: dict[int, Any]) -> None:
        for above in range(level):
            if counters[above] is None and above in levels:
                counters[above] = _start(levels[above])
        override = self._overrides.get((identity, level))
        if override is not None and (identity, level) not in self._begun:
            counters[level] = override
        else:
            now = counters[level]
            counters[level] = _start(levels[level]) if now is None else now + 1
        self._begun.add((identity, level))
        counters[level + 1 :] = [None] * (len(counters) - level - 1)

    def _levels(self, abstract: str) -> dict[int, Any]:
        element = self._abstract.get(abstract)
        if element is None:
            return {}
        return {int(e.get(qn("w:ilvl"))): e for e in element.findall(qn("w:lvl"))}

    def _number_of(self, paragraph: Any) -> tuple[str, int] | None:
        """List and level: the paragraph's own, else its style's or an ancestor's of that."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        style = _value(properties.find(qn("w:pStyle")))
        seen: set[str] = set()
        identity: str | None = None
        level: str | None = None
        while properties is not None:
            numbering = properties.find(qn("w:numPr"))
            if numbering is not None:
                identity = identity or _value(numbering.find(qn("w:numId")))
                level = level or _value(numbering.find(qn("w:ilvl")))
            if identity is not None or style is None or style in seen:
                break
            seen.add(style)
            element = self._styles.get(style)
            properties = element.find(qn("w:pPr")) if element is not None else None
            style = _value(element.find(qn("w:basedOn"))) if element is not None else None
        if identity is None or identity == "0":
            return None
        return identity, int(level or 0)


def _numbering_root(document: Any) -> Any:
    """The numbering part's root, ``None`` without one (python-docx would make an empty part)."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
            return relation.target_part.element
    return None


def _value(element: Any) -> str | None:
    return None if element is None else element.get(qn("w:val"))


def _start(level: Any) -> int:
    return int(_value(level.find(qn("w:start"))) or 1)


def _printed(levels: dict[int, Any], level: int, counters: list[int | None]) -> str:
    element = levels[level]
    text = _value(element.find(qn("w:lvlText"))) or ""
    if _value(element.find(qn("w:numFmt"))) == "bullet":
        return "".join(_BULLETS.get(char, "•" if "\ue000" <= char <= "\uf8ff" else char) for char in text)
    decimals = element.find(qn("w:isLgl")) is not None

    def counted(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        kind = "decimal" if decimals or place not in levels else _value(levels[place].find(qn("w:numFmt")))
        return format_number(counters[place] or 1, kind or "decimal")

    return re.sub(r"%([1-9])", counted, text)


def format_number(number: int, kind: str) -> str:
    """A count in one of Word's number formats ("decimal", "upperRoman", "lowerLetter" …)."""
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind.endswith("Roman"):
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
        return text if kind.startswith("upper") else text.lower()
    if kind.endswith("Letter"):
        text = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return text if kind.startswith("upper") else text.lower()
    return "" if kind == "none" else str(number)
