"""What a recognition engine is, and how one is found by name.

Another engine is a package with an entry point in the group ``kehoach.ocr_engines``: a callable without arguments
that returns an ``OcrEngine``. ``pytesseract`` and, as an optional extra, ``tesserocr`` come with the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from extractors.errors import MissingProgram

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GROUP = "kehoach.ocr_engines"


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word as the engine saw it, in pixels of the image it was given; ``line`` names its text line there."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float  # 0-1
    line: int = 0


@dataclass(frozen=True, slots=True)
class Orientation:
    """By how many degrees clockwise the image must be turned to stand upright, and how sure the engine is."""

    degrees: int  # 0, 90, 180, 270
    confidence: float  # Tesseract's own scale: above about 2 is worth believing


class EngineFailed(Exception):
    """The engine crashed, gave nonsense or ran out of time on one image."""


class OcrEngine(Protocol):
    def recognise(
        self,
        image: NDArray[np.uint8],
        *,
        language: str,
        mode: int,
        seconds: float,
        dpi: int = 300,
        letters: str = "",
    ) -> list[OcrWord]:
        """The words of a grey image (height, width). ``mode`` is Tesseract's page segmentation mode: 6 a uniform
        block, 4 a column of various sizes, 3 automatic. ``letters``: no others occur, where given. Raises
        EngineFailed or MissingProgram."""
        ...

    def orientation(self, image: NDArray[np.uint8], *, seconds: float) -> Orientation | None:
        """How the image lies; None where the engine cannot say (too little text)."""
        ...


@runtime_checkable
class ManyAtOnce(Protocol):
    """What an engine may offer besides: several images in one run, for less than one by one."""

    def recognise_many(
        self,
        images: Sequence[NDArray[np.uint8]],
        *,
        language: str,
        mode: int,
        seconds: float,
        dpi: int = 300,
        letters: str = "",
    ) -> list[list[OcrWord]]:
        """The words of each image, as ``recognise`` gives them. ``seconds`` are for all together."""
        ...


def load_engine(name: str) -> OcrEngine:
    """The engine of that name. Raises MissingProgram when no installed package offers it."""
    if name == "pytesseract":
        from extractors.ocr.tesseract import TesseractEngine

        return TesseractEngine()
    if name == "tesserocr":
        from extractors.ocr.in_process import TesserocrEngine

        return TesserocrEngine()
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP, name=name):
        return cast("OcrEngine", point.load()())
    raise MissingProgram(
        f"No OCR engine named {name!r} is installed (entry point group {GROUP!r}).",
        remedy="Use the default engine `pytesseract`, or install the package that offers this one.",
    )
