"""Labels of sections and list items at the beginning of a line: ``II.``, ``a)``, ``đ)``.

They are no words, so they are never matched against the lexicon. Damaged ones are repaired by their own grammar: roman
numbers whose strokes were read as ``1``, ``l`` or ``|``, and letters by the item before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.readings import Reading

ORDER = "abcdđeghiklmnopqrstuvxy"
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})\b")
_STROKES = str.maketrans("1l|!ÍÌ", "IIIIII")
_ROMAN_LABEL = re.compile(r"\s*([IVX1l|!ÍÌ]{1,6})(?=\s?[.,]\s*[^\W\d_a-zà-ỹđ])")
_LETTER_LABEL = re.compile(r"\s*([a-zđA-ZĐ¢éèêẻ€])(?=\s?\)\s)")
_NUMBER_BEFORE = {"¢": "c", "é": "e", "è": "e", "ê": "e", "ẻ": "e", "€": "e"}


def labels_of(lines: Sequence[str]) -> dict[int, Reading]:
    """Line number (0-based) → the label at its beginning and how it should read."""
    found: dict[int, Reading] = {}
    before = ""
    for number, line in enumerate(lines):
        match = _ROMAN_LABEL.match(line)
        if match:
            text = match.group(1)
            roman = text.translate(_STROKES)
            if ROMAN.fullmatch(roman) and any(c in "IVX" for c in text):
                found[number] = Reading(match.start(1), match.end(1), roman)
            continue
        match = _LETTER_LABEL.match(line)
        if match:
            text = match.group(1)
            target = _letter(text, before)
            found[number] = Reading(match.start(1), match.end(1), target)
            before = target.lower()
    return found


def _letter(text: str, before: str) -> str:
    """``d`` after ``d`` is ``đ``, after ``c`` it is ``d``: a foreign OCR prints both alike."""
    expected = ORDER[ORDER.index(before) + 1] if before in ORDER[:-1] and before else ""
    if text in "dđ":
        return expected if expected in ("d", "đ") else text
    if text in _NUMBER_BEFORE:
        return _NUMBER_BEFORE[text] if expected == _NUMBER_BEFORE[text] or (text == "é" and before == "đ") else text
    return text
