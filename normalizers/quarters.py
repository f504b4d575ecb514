"""Quarters of a year in misread text: ``Quy 1V/2027`` is ``Quý IV/2027``, ``Quy 11/2027`` is ``Quý II/2027``.

There are four quarters, so a roman numeral whose strokes were read as digits or small letters has one reading. A single
``1`` may be printed so; it is ``I`` only where the text has roman quarters elsewhere and no others in figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.readings import Reading

_QUARTER = re.compile(
    r"(?<!\w)(?P<word>[Qq]u[yýỳỷỹỵ¥]|QU[YÝ])['’]?\s+(?P<number>[1IlVvYyHL|!]{1,4}|[2-4])"
    r"(?P<slash>\s*[/⁄]{1,2}\s*|(?=20\d\d))(?P<year>20\d\d)(?!\d)"
)
_STROKES = str.maketrans({"1": "I", "l": "I", "L": "I", "|": "I", "!": "I", "v": "V", "y": "V", "Y": "V"})
_ROMAN = frozenset({"I", "II", "III", "IV"})
_WORDS = {"Q": "Quý", "q": "quý"}


def find_quarters(lines: Sequence[str]) -> dict[int, list[Reading]]:
    """The quarters of misread ``lines`` that have one reading, by the index of their line."""
    found = [(at, match) for at, line in enumerate(lines) for match in _QUARTER.finditer(line)]
    read = [_roman(match["number"]) for _, match in found]
    in_figures = any(match["number"] in "234" for _, match in found)
    in_roman = any(
        match["number"] == "I" or len(roman or "") > 1 for (_, match), roman in zip(found, read, strict=True)
    )
    quarters: dict[int, list[Reading]] = {}
    for (at, match), roman in zip(found, read, strict=True):
        if roman is None or (match["number"] == "1" and (in_figures or not in_roman)):
            continue
        word = "QUÝ" if match["word"].isupper() else _WORDS[match["word"][0]]
        slash = re.sub("[/⁄]+", "/", match["slash"]) or "/"
        target = f"{word} {roman}{slash}{match['year']}"
        quarters.setdefault(at, []).append(Reading(match.start(), match.end(), target))
    return quarters


def _roman(number: str) -> str | None:
    """The one roman that the strokes may be; an H is one stroke or two."""
    read = number.translate(_STROKES)
    readings = {read.replace("H", strokes) for strokes in ("I", "II")} & _ROMAN
    return readings.pop() if len(readings) == 1 else None


__all__ = ["find_quarters"]
