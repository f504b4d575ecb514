"""One page of a digital PDF as plain data: words, drawn rules, share of the page under images.

Pages whose text runs up or down are turned so that it reads from left to right; boxes are those of the turned page.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.layout import Box, Word
from extractors.readers.ruled_tables import Rule
from normalizers.legacy_fonts import unicode_texts

_THIN = 3.0  # points: a filled rectangle up to this thick is a line, a thicker one a background
_WHITE = 0.98
# Letters of symbol fonts that Word uses for bullets, and characters that only typography tells apart.
_CHARACTERS = str.maketrans(
    {
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0d8": "➢",
        "\uf0fc": "✓",
        "\uf02d": "-",
        "\uf02b": "+",
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": "-",
        "\u00a0": " ",
        "\u200b": "",
        "\ufeff": "",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)
_TURNS: dict[str, Callable[[float, float, float, float], tuple[float, float]]] = {
    "up": lambda x, y, width, height: (height - y, x),
    "down": lambda x, y, width, height: (y, width - x),
    "over": lambda x, y, width, height: (width - x, height - y),
}


@dataclass(frozen=True, slots=True)
class PageContent:
    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    image_share: float  # 0-1, part of the page that images cover


def page_content(page: Any) -> PageContent:
    """Take what is needed from a pdfplumber page."""
    from pdfplumber.utils.text import extract_words

    width, height = float(page.width), float(page.height)
    chars = _without_doubles(page.chars)
    images = [_box(image) for image in page.images]
    turn = _turn(chars)
    if turn is not None:
        chars = [_turned(char, turn, width, height) for char in chars]
    raw = extract_words(
        chars, x_tolerance_ratio=0.2, y_tolerance=3, keep_blank_chars=False, extra_attrs=["fontname", "size"]
    )
    words = [word for entry in _in_unicode(raw) if (word := _word(entry)) is not None]
    rules = _rules(page, turn, width, height)
    covered = sum(max(0.0, (b.x1 - b.x0)) * max(0.0, (b.bottom - b.top)) for b in images)
    if turn in ("up", "down"):
        width, height = height, width
    return PageContent(
        number=page.page_number,
        width=width,
        height=height,
        words=tuple(words),
        rules=rules,
        image_share=min(1.0, covered / (width * height)),
    )


def is_bold(word: Word) -> bool:
    name = word.fontname.lower()
    return "bold" in name or "black" in name or name.endswith(("-bd", ",bd"))


def _in_unicode(raw: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """The words as they came, those typed in a font of before Unicode converted."""
    texts = unicode_texts([(entry["text"], entry["fontname"]) for entry in raw])
    for entry, text in zip(raw, texts, strict=True):
        entry["text"] = text
    return raw


def _word(entry: dict[str, Any]) -> Word | None:
    text = unicodedata.normalize("NFC", entry["text"].translate(_CHARACTERS)).strip()
    if not text:
        return None
    return Word(text=text, box=_box(entry), fontname=str(entry["fontname"]), size=round(float(entry["size"]), 2))


def _box(entry: dict[str, Any]) -> Box:
    return Box(float(entry["x0"]), float(entry["top"]), float(entry["x1"]), float(entry["bottom"]))


def _without_doubles(chars: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without letters that are drawn twice at one place to look bold."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for char in chars:
        text = char["text"]
        x, y = char["x0"], char["top"]
        key = (text, round(x / 1.5), round(y / 1.5))
        if text.strip() and key in seen:
            continue
        seen.add(key)
        kept.append(char)
    return kept


def _turn(chars: Sequence[dict[str, Any]]) -> str | None:
    """How most of the text runs: ``None`` upright, else "up", "down" or "over" (upside down)."""
    directions = Counter(_direction(char["matrix"]) for char in chars if char["text"].strip())
    if not directions:
        return None
    direction = directions.most_common(1)[0][0]
    return None if direction == "upright" else direction


def _direction(matrix: Sequence[float]) -> str:
    a, b = matrix[0], matrix[1]
    if abs(b) > abs(a):
        return "up" if b > 0 else "down"
    return "upright" if a >= 0 else "over"


def _turned_box(box: Box, turn: str, width: float, height: float) -> Box:
    x0, y0 = _TURNS[turn](box.x0, box.top, width, height)
    x1, y1 = _TURNS[turn](box.x1, box.bottom, width, height)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _turned(char: dict[str, Any], turn: str, width: float, height: float) -> dict[str, Any]:
    box = _turned_box(_box(char), turn, width, height)
    upright = _direction(char["matrix"]) == turn
    shape = {"width": box.x1 - box.x0, "height": box.bottom - box.top, "doctop": box.top, "upright": upright}
    return {**char, **box._asdict(), **shape}


def _rules(page: Any, turn: str | None, width: float, height: float) -> tuple[Rule, ...]:
    """Straight horizontal and vertical lines that are drawn in ink. Backgrounds and white lines are none."""
    boxes: list[Box] = []
    for line in page.lines:
        if not _is_white(line.get("stroking_color")):
            boxes.append(_box(line))
    for rect in page.rects:
        box = _box(rect)
        thin = min(box.x1 - box.x0, box.bottom - box.top) <= _THIN
        if thin:
            colour = rect.get("non_stroking_color") if rect.get("fill") else rect.get("stroking_color")
            if not _is_white(colour):
                boxes.append(box)
        elif rect.get("stroke") and not _is_white(rect.get("stroking_color")):
            boxes += [
                Box(box.x0, box.top, box.x1, box.top),
                Box(box.x0, box.bottom, box.x1, box.bottom),
                Box(box.x0, box.top, box.x0, box.bottom),
                Box(box.x1, box.top, box.x1, box.bottom),
            ]
    rules = []
    for box in boxes:
        turned = _turned_box(box, turn, width, height) if turn is not None else box
        wide, tall = turned.x1 - turned.x0, turned.bottom - turned.top
        if min(wide, tall) <= _THIN and max(wide, tall) > 0.5:
            rules.append(Rule(turned, vertical=tall > wide))
    return tuple(rules)


def _is_white(colour: Any) -> bool:
    if colour is None:
        return False
    values = [colour] if isinstance(colour, int | float) else list(colour)
    if not values or not all(isinstance(value, int | float) for value in values):
        return False
    if len(values) == 4:
        return all(value <= 1 - _WHITE for value in values)
    return all(value >= _WHITE for value in values)
