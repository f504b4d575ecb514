"""The one font family of the samples, and proof that it has every glyph that is asked of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FAMILY = {
    "regular": "LiberationSerif-Regular.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold_italic": "LiberationSerif-BoldItalic.ttf",
}
FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-serif"),
)


class MissingFont(RuntimeError):
    """No Liberation Serif 2 on this machine, or a glyph that it lacks."""


@cache
def find_folder() -> Path | None:
    """The folder that holds the four files of Liberation Serif 2, None where there is none (1.x lacks ệ, ộ, ...)."""
    for folder in FOLDERS:
        if all((folder / file).is_file() for file in FAMILY.values()):
            regular = TTFont("Sample-probe", str(folder / FAMILY["regular"]))
            if ord("ệ") in regular.face.charToGlyph:
                return folder
    return None


@cache
def load() -> dict[str, TTFont]:
    """Register the family with reportlab. Raises MissingFont with the command that installs it."""
    folder = find_folder()
    if folder is None:
        raise MissingFont("Liberation Serif 2 is missing; install it with: apt-get install fonts-liberation2")
    fonts = {style: TTFont(f"Sample-{style}", str(folder / file)) for style, file in FAMILY.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


@cache
def width(text: str, style: str, size: float) -> float:
    """Width in points. Raises MissingFont for a character that the font cannot show (Liberation 1.x: ệ, ộ, ...)."""
    font = load()[style]
    missing = [letter for letter in text if ord(letter) not in font.face.charToGlyph]
    if missing:
        raise MissingFont(f"{font.fontName} has no glyph for {missing!r} in {text!r}")
    return float(pdfmetrics.stringWidth(text, font.fontName, size))
