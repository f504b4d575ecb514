"""Quarters in deadlines read by an OCR: "Quý IIH/2026" is III, and 1 is I where the table writes romans;
"Tháng 62026" is 6/2026."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.labels import roman_readings, roman_value

_QUARTER = re.compile(
    r"(?P<word>\b[Qq]u[ýyỹ]\s+)(?P<number>[IVHLl1|!]{1,4}|[2-4])(?P<slash>\s*[/⁄]{1,2}\s*)(?=20\d\d\b)"
)
_MONTH = re.compile(r"(?P<month>\b[Tt]háng\s+(?:1[0-2]|[1-9]))(?P<year>20[2-4]\d)\b")  # its slash was not read
_SLASHES = re.compile(r"(?<=[\dIVX])(?:/⁄|⁄/|⁄)(?=\d)")
_ROMAN = re.compile(r"[IV]{1,3}")


def mended_quarters(deadlines: Sequence[str], doubtful: Sequence[bool]) -> list[str]:
    """The deadlines of one table with the quarters of its ``doubtful`` ones mended; the others only bear witness.

    A damaged roman, or a number that no quarter has (11), is mended to the one roman from I to IV it can be. A 1
    becomes I only where the table has quarters in romans and none in other digits: a table writes them one way.
    """
    numbers = [found["number"] for text in deadlines for found in _QUARTER.finditer(text)]
    in_romans = any(_ROMAN.fullmatch(number) for number in numbers) and not any(n in ("2", "3", "4") for n in numbers)

    def mended(found: re.Match[str]) -> str:
        number = found["number"]
        if not number.isdigit() or number in ("11", "111") or (number == "1" and in_romans):
            readings = {roman for roman, _ in roman_readings(number) if roman_value(roman) <= 4}
            number = readings.pop() if len(readings) == 1 else number
        return found["word"] + number + "/"

    def mended_text(text: str) -> str:
        return _MONTH.sub(r"\g<month>/\g<year>", _SLASHES.sub("/", _QUARTER.sub(mended, text)))

    return [mended_text(text) if doubt else text for text, doubt in zip(deadlines, doubtful, strict=True)]
