"""Words to lines, by their boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Box, Line, LineRole, Word
from extractors.ocr.engine import OcrWord

_SAME_LINE = 0.5  # share of the lower of two boxes that must overlap for them to stand on one line
_NOISE = re.compile(r"[\W_]+")
_NOISE_CONFIDENCE = 0.35
_STAMP = re.compile(
    r"^(?:ký bởi|người ký|thời gian ký|ngày ký|cơ quan(?:: |\s*ký)|email\s*:|signature valid)", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"[-–—.\s]*\d{1,3}[-–—.\s]*")


def group_words(words: Sequence[OcrWord]) -> list[list[OcrWord]]:
    """Lines top to bottom, each left to right. The engine's own lines are kept together; two of them that stand at
    the same height, one beside the other, are one."""
    atoms: dict[int, list[OcrWord]] = {}
    for word in words:
        if not (word.confidence < _NOISE_CONFIDENCE and _NOISE.fullmatch(word.text)):
            atoms.setdefault(word.line, []).append(word)
    lines: list[list[OcrWord]] = []
    for atom in sorted(atoms.values(), key=_middle):
        home = next((line for line in reversed(lines[-4:]) if _level(line, atom)), None)
        if home is None:
            lines.append(list(atom))
        else:
            home.extend(atom)
    for line in lines:
        line.sort(key=lambda word: word.left)
    return sorted(lines, key=_middle)


def _middle(line: Sequence[OcrWord]) -> float:
    return sum((word.top + word.bottom) / 2 for word in line) / len(line)


def _extent(line: Sequence[OcrWord]) -> tuple[int, int, int, int]:
    return (
        min(word.left for word in line),
        min(word.top for word in line),
        max(word.right for word in line),
        max(word.bottom for word in line),
    )


def _level(line: Sequence[OcrWord], atom: Sequence[OcrWord]) -> bool:
    a, b = _extent(line), _extent(atom)
    common = min(a[3], b[3]) - max(a[1], b[1])
    aside = a[2] <= b[0] + 5 or b[2] <= a[0] + 5
    return aside and common > _SAME_LINE * min(a[3] - a[1], b[3] - b[1])


def build_line(words: Sequence[OcrWord], page: int, number: int, points: float, role: LineRole) -> Line:
    """``points``: points a pixel."""
    text = " ".join(word.text for word in words)
    left, top, right, bottom = _extent(words)
    placed = tuple(
        Word(
            word.text,
            Box(word.left * points, word.top * points, word.right * points, word.bottom * points),
            round(word.confidence, 4),
        )
        for word in words
    )
    confidence = sum(word.confidence for word in words) / len(words)
    box = Box(left * points, top * points, right * points, bottom * points)
    if role is not LineRole.TABLE and _STAMP.match(text):
        role = LineRole.STAMP
    return Line(text, page, number, text, box, placed, role, round(confidence, 4))


def is_page_number(line: Line, width: float, height: float) -> bool:
    """A number alone near the top or bottom edge, around the middle of the page or at its right."""
    if line.box is None or line.role is LineRole.TABLE or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    middle = (line.box.x0 + line.box.x1) / 2
    outside = line.box.bottom < 0.12 * height or line.box.top > 0.9 * height
    return outside and middle > 0.4 * width
