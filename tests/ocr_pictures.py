"""Pages drawn for the tests of recognition (text, ruled tables), and engines that lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import sleep
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extractors.ocr.engine import EngineFailed, OcrWord, Orientation

Picture = NDArray[np.uint8]
FONTS = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)


def font(size: int) -> Any:
    path = next((name for name in FONTS if Path(name).is_file()), None)
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


def page(width: int = 1240, height: int = 1754) -> Image.Image:
    return Image.new("L", (width, height), 255)


def write(picture: Image.Image, lines: Sequence[str], x: int, y: int, size: int = 29, *, step: int = 42) -> int:
    """Write lines (29 pixels is 14 pt at 150 dpi) and return the y after them."""
    draw = ImageDraw.Draw(picture)
    for at, line in enumerate(lines):
        draw.text((x, y + at * step), line, fill=0, font=font(size))
    return y + len(lines) * step


def rule_table(picture: Image.Image, xs: Sequence[int], ys: Sequence[int], width: int = 2) -> None:
    draw = ImageDraw.Draw(picture)
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), fill=0, width=width)
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), fill=0, width=width)


class FakeEngine:
    """Says what it is told to, a word for each dark shape in the picture or one fixed list."""

    def __init__(self, words: Sequence[OcrWord] | None = None, turned: int = 0) -> None:
        self.words = words
        self.turned = turned
        self.calls = 0

    def recognise(self, image: Picture, *, language: str, mode: int, seconds: float, **_: Any) -> list[OcrWord]:
        self.calls += 1
        if self.words is not None:
            return list(self.words)
        import cv2

        dark = (image < 128).astype(np.uint8)
        joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((9, 25), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
        boxes = sorted(stats[1:].tolist(), key=lambda s: (s[1], s[0]))
        return [OcrWord(f"w{at}", x, y, x + w, y + h, 0.9, at) for at, (x, y, w, h, _) in enumerate(boxes) if h > 4]

    def orientation(self, image: Picture, *, seconds: float) -> Orientation | None:
        return Orientation(self.turned, 9.0) if self.turned else None


class CrashingEngine(FakeEngine):
    def recognise(self, image: Picture, **_: Any) -> list[OcrWord]:
        raise EngineFailed("signal 11")


class HangingEngine(FakeEngine):
    """Takes its time and gives up when the limit it was told is over, as a wrapper of a hung program does."""

    def recognise(self, image: Picture, *, seconds: float, **_: Any) -> list[OcrWord]:
        sleep(seconds)
        raise EngineFailed(f"did not finish within {seconds:.1f} s")


class RubbishEngine(FakeEngine):
    """Boxes outside the picture, confidences of nothing, no letters."""

    def recognise(self, image: Picture, **_: Any) -> list[OcrWord]:
        height, width = image.shape
        return [
            OcrWord("¬~|", -50, -50, -10, -10, 0.0, 0),
            OcrWord("“", 10, 10, 10, 10, 0.1, 1),
            OcrWord("@@@@", width + 5, height + 5, width + 90, height + 40, 0.02, 2),
        ]
