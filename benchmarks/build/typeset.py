"""Typesets Vietnamese text on A4 page images and wears them down as printers and scanners do.

Used only to make training and test material; everything is driven by one ``random.Random`` so a page can be made
again from its seed.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

A4_INCHES = (8.27, 11.69)
OVERSAMPLING = 2  # glyphs are drawn at twice the scan's resolution, then averaged, as a scanner's sensor does

_LIBERATION = "/usr/share/fonts/truetype/liberation2"
_TEX_GYRE = "/usr/share/texmf/fonts/opentype/public/tex-gyre"
_DEJAVU = "/usr/share/fonts/truetype/dejavu"
_NOTO = "/usr/share/fonts/truetype/noto"
# family → files of (regular, bold, italic). Debian: fonts-liberation2, fonts-texgyre, fonts-dejavu, fonts-noto-core.
FONTS: dict[str, tuple[str, ...]] = {
    "LiberationSerif": tuple(f"{_LIBERATION}/LiberationSerif-{s}.ttf" for s in ("Regular", "Bold", "Italic")),
    "TexGyreTermes": tuple(f"{_TEX_GYRE}/texgyretermes-{s}.otf" for s in ("regular", "bold", "italic")),
    "LiberationSans": tuple(f"{_LIBERATION}/LiberationSans-{s}.ttf" for s in ("Regular", "Bold", "Italic")),
    "DejaVuSerif": tuple(f"{_DEJAVU}/DejaVuSerif{s}.ttf" for s in ("", "-Bold", "-Italic")),
    "TexGyreSchola": tuple(f"{_TEX_GYRE}/texgyreschola-{s}.otf" for s in ("regular", "bold", "italic")),
    "TexGyrePagella": tuple(f"{_TEX_GYRE}/texgyrepagella-{s}.otf" for s in ("regular", "bold", "italic")),
    "NotoSerif": tuple(f"{_NOTO}/NotoSerif-{s}.ttf" for s in ("Regular", "Bold", "Italic")),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or table row to print. ``cells`` is one text, or a row of texts for a table."""

    cells: tuple[str, ...]
    style: str = "regular"  # "regular", "bold", "italic"
    align: str = "justify"  # "justify", "center", "left"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed: its text and its box in pixels of the page before skewing."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Wear:
    """What printing and scanning do to the page. Lengths in pixels of the scan."""

    blur: float = 0.5
    noise: float = 6.0
    threshold: int | None = None  # None keeps grey
    jpeg_quality: int | None = 60
    skew_degrees: float = 0.0
    ink: int = 0  # -1 thinner strokes, +1 thicker, at the oversampled scale
    contrast: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    image: np.ndarray[Any, Any]  # grey, uint8
    lines: list[PrintedLine] = field(default_factory=list)
    skew_degrees: float = 0.0

    def unskew(self, x: float, y: float) -> tuple[float, float]:
        """The point of the straight page that was moved to (x, y)."""
        height, width = self.image.shape[:2]
        angle = math.radians(self.skew_degrees)
        dx, dy = x - width / 2, y - height / 2
        cos, sin = math.cos(angle), math.sin(angle)
        return width / 2 + dx * cos - dy * sin, height / 2 + dx * sin + dy * cos


@cache
def _font(family: str, style: str, pixels: int) -> ImageFont.FreeTypeFont:
    path = FONTS[family][("regular", "bold", "italic").index(style)]
    if not Path(path).exists():
        raise FileNotFoundError(f"font file {path} is missing: install the Debian package of {family}")
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def _wrap(words: list[str], font: ImageFont.FreeTypeFont, width: float, indent: float) -> list[list[str]]:
    space = font.getlength(" ")
    lines: list[list[str]] = [[]]
    used = indent
    for word in words:
        length = font.getlength(word)
        if lines[-1] and used + space + length > width:
            lines.append([])
            used = 0.0
        used += length + (space if lines[-1] else 0.0)
        lines[-1].append(word)
    return lines


class _Sheet:
    """A page being printed, in oversampled pixels."""

    def __init__(self, dpi: int, family: str, points: float, leading: float) -> None:
        self.unit = dpi * OVERSAMPLING / 72.0
        width, height = (round(inches * dpi * OVERSAMPLING) for inches in A4_INCHES)
        self.image = Image.new("L", (width, height), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.family, self.points = family, points
        self.step = points * leading * self.unit
        self.left, self.right = 85 * self.unit, width - 57 * self.unit
        self.y, self.bottom = 57 * self.unit, height - 57 * self.unit
        self.lines: list[PrintedLine] = []

    def paragraph(self, block: Block, left: float, right: float, indent: float) -> float:
        """Prints one cell from the current height; returns the height below it. Stops at the page's end."""
        font = _font(self.family, block.style, round(self.points * self.unit))
        y = self.y
        rows = _wrap(block.cells[0].split(), font, right - left, indent)
        for index, row in enumerate(rows):
            if y + self.step > self.bottom:
                break
            first = indent if index == 0 else 0.0
            gap = font.getlength(" ")
            natural = sum(font.getlength(word) for word in row) + gap * (len(row) - 1)
            slack = right - left - first - natural
            x = left + first
            if block.align == "center":
                x = left + max(0.0, slack / 2)
            elif block.align == "justify" and index < len(rows) - 1 and len(row) > 1:
                gap += max(0.0, slack) / (len(row) - 1)
            start = x
            for word in row:
                self.draw.text((x, y), word, font=font, fill=0)
                x += font.getlength(word) + gap
            scale = 1 / OVERSAMPLING
            self.lines.append(
                PrintedLine(" ".join(row), start * scale, y * scale, (x - gap) * scale, (y + self.step) * scale)
            )
            y += self.step
        return y

    def row(self, row: Block, shares: list[float], ruled: bool) -> None:
        """Prints a table row; cells are set left-aligned in columns of the given shares of the width."""
        top, total = self.y, self.right - self.left
        x, lowest = self.left, top
        edges = [x]
        for text, share in zip(row.cells, shares, strict=False):
            pad = 4 * self.unit
            width = total * share
            if text:
                block = Block((text,), row.style, "left")
                lowest = max(lowest, self.paragraph(block, x + pad, x + width - pad, 0.0))
            x += width
            edges.append(x)
        self.y = lowest + 2 * self.unit
        if ruled:
            stroke = max(1, round(0.5 * self.unit))
            for edge in edges:
                self.draw.line((edge, top, edge, self.y), fill=0, width=stroke)
            self.draw.line((edges[0], self.y, edges[-1], self.y), fill=0, width=stroke)


def typeset(
    blocks: list[Block],
    *,
    dpi: int,
    family: str,
    points: float,
    wear: Wear,
    rng: random.Random,
    ruled: bool = False,
) -> Page:
    """Prints as many of ``blocks`` as one A4 page holds, then wears the page down."""
    sheet = _Sheet(dpi, family, points, rng.choice((1.2, 1.3, 1.4, 1.5)))
    shares = _column_shares(blocks, rng)
    for block in blocks:
        if sheet.y + sheet.step > sheet.bottom:
            break
        if len(block.cells) > 1:
            sheet.row(block, shares, ruled)
        else:
            indent = 28 * sheet.unit if block.align == "justify" else 0.0
            sheet.y = sheet.paragraph(block, sheet.left, sheet.right, indent) + 6 * sheet.unit
    image = _worn(np.asarray(sheet.image), wear, rng)
    return Page(image, sheet.lines, wear.skew_degrees)


def _column_shares(blocks: list[Block], rng: random.Random) -> list[float]:
    columns = max((len(block.cells) for block in blocks), default=1)
    weights = [rng.uniform(0.7, 1.3) for _ in range(columns)]
    if columns > 2:
        weights[0] = 0.3  # the running number
        weights[1] = 2.2  # the content
    total = sum(weights)
    return [weight / total for weight in weights]


def _worn(image: np.ndarray[Any, Any], wear: Wear, rng: random.Random) -> np.ndarray[Any, Any]:
    if wear.ink:
        kernel = np.ones((2, 2), np.uint8)
        image = cv2.erode(image, kernel) if wear.ink > 0 else cv2.dilate(image, kernel)  # dark is low: erode thickens
    height, width = image.shape
    size = (width // OVERSAMPLING, height // OVERSAMPLING)
    image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    if wear.skew_degrees:
        centre = (size[0] / 2, size[1] / 2)
        turn = cv2.getRotationMatrix2D(centre, wear.skew_degrees, 1.0)
        image = cv2.warpAffine(image, turn, size, flags=cv2.INTER_CUBIC, borderValue=255)
    if wear.blur > 0.15:
        image = cv2.GaussianBlur(image, (0, 0), wear.blur)
    grey = image.astype(np.float32)
    if wear.contrast != 1.0:
        grey = 255 - (255 - grey) * wear.contrast
    if wear.noise:
        noise = np.random.default_rng(rng.getrandbits(32)).standard_normal(grey.shape, dtype=np.float32)
        grey += noise * wear.noise
    image = np.clip(grey, 0, 255).astype(np.uint8)
    if wear.threshold is not None:
        image = np.where(image > wear.threshold, 255, 0).astype(np.uint8)
    if wear.jpeg_quality is not None:
        _, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, wear.jpeg_quality])
        image = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE))
    return image


def random_wear(rng: random.Random, dpi: int, bad_share: float = 0.2) -> Wear:
    """A plausible office scanner's wear; most pages are mild, ``bad_share`` of them are bad copies."""
    bad = rng.random() < bad_share
    return Wear(
        blur=rng.uniform(0.2, 0.9 if bad else 0.6) * dpi / 200,
        noise=rng.uniform(2, 18 if bad else 8),
        threshold=rng.randint(120, 190) if rng.random() < 0.25 else None,
        jpeg_quality=None if rng.random() < 0.2 else rng.randint(25 if bad else 50, 90),
        skew_degrees=rng.uniform(-0.7, 0.7) if rng.random() < 0.6 else 0.0,
        ink=rng.choice((-1, 0, 0, 0, 1)),
        contrast=rng.uniform(0.75, 1.0),
    )
