"""Tesseract through pytesseract: the only place that knows either of them.

One thread a process (``OMP_THREAD_LIMIT=1``): Tesseract's own threads slow it down 3 to 30 times when several pages
are read at once. Images go over as a list of BMP files, so that the program starts once for all of them; BMP is, of
the formats that need no packing, the one Leptonica reads row by row: a PGM, which it reads byte by byte, costs a
seventh of the recognition, a PNG a tenth.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from extractors.errors import MissingProgram
from extractors.ocr.engine import EngineFailed, OcrWord, Orientation
from extractors.ocr.tsv import words_by_page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGES = {
    "vie": "tesseract-ocr-vie",
    "eng": "tesseract-ocr-eng",
    "fra": "tesseract-ocr-fra",
    "osd": "tesseract-ocr-osd",
}


def install_command(language: str = "vie") -> str:
    """The command that installs the program with its data for a language, on Debian and Ubuntu."""
    packages = " ".join(PACKAGES.get(part, f"tesseract-ocr-{part.replace('_', '-')}") for part in language.split("+"))
    return f"sudo apt-get install -y tesseract-ocr {packages}"


class TesseractEngine:
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
        (words,) = self.recognise_many([image], language=language, mode=mode, seconds=seconds, dpi=dpi, letters=letters)
        return words

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
        config = f"--psm {mode} --dpi {dpi}" + (f" -c tessedit_char_whitelist={letters}" if letters else "")
        table = _run(images, "tsv", language=language, config=f"-c tessedit_create_tsv=1 {config}", seconds=seconds)
        try:
            words = words_by_page(table)
        except ValueError as error:
            raise EngineFailed(f"Tesseract gave no usable result: {error}") from error
        if len(words) != len(images):
            raise EngineFailed(f"Tesseract gave no usable result: {len(words)} of {len(images)} pictures")
        return words

    def orientation(self, image: NDArray[np.uint8], *, seconds: float) -> Orientation | None:
        try:
            said = _run([image], "osd", language="osd", config="--psm 0", seconds=seconds)
        except EngineFailed:
            return None  # Tesseract fails where there are too few characters to judge by
        found = dict(line.split(": ", 1) for line in said.splitlines() if ": " in line)
        try:
            return Orientation(int(found["Rotate"]) % 360, float(found["Orientation confidence"]))
        except (KeyError, ValueError):
            return None


def _run(images: Sequence[NDArray[np.uint8]], wanted: str, *, language: str, config: str, seconds: float) -> str:
    """What the program says of the images (``wanted``: tsv or osd), read in one run."""
    from PIL import Image

    pytesseract = _pytesseract()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        with TemporaryDirectory(prefix="kehoach-") as folder:
            pictures = [Path(folder, f"{at}.bmp") for at in range(len(images))]
            for picture, image in zip(pictures, images, strict=True):
                Image.fromarray(image).save(picture)
            listed = Path(folder, "pictures.txt")
            listed.write_text("".join(f"{picture}\n" for picture in pictures), encoding="utf-8")
            return str(
                pytesseract.run_and_get_output(str(listed), wanted, lang=language, config=config, timeout=seconds)
            )
    except pytesseract.TesseractNotFoundError as error:
        raise MissingProgram(
            "The program `tesseract` is not installed or not on the PATH.", remedy=install_command(language)
        ) from error
    except pytesseract.TesseractError as error:
        message = str(error.message)
        if "traineddata" in message or "loading language" in message or "any languages" in message:
            raise MissingProgram(
                f"Tesseract has no data for the language `{language}`.", remedy=install_command(language)
            ) from error
        raise EngineFailed(f"Tesseract stopped with status {error.status}: {message[:200]}") from error
    except RuntimeError as error:  # pytesseract's way to say that time is up
        raise EngineFailed(f"Tesseract did not finish within {seconds:.0f} s") from error
    except (OSError, ValueError, TypeError) as error:  # killed, or output that is no text
        raise EngineFailed(f"Tesseract gave no usable result: {error}") from error


def _pytesseract() -> Any:
    """The library without pandas: it imports it for one of its kinds of output, 0.3 s of every start."""
    if "pandas" not in sys.modules and "pytesseract" not in sys.modules:
        sys.modules["pandas"] = None  # type: ignore[assignment]  # as if it were not installed
        try:
            importlib.import_module("pytesseract")
        finally:
            sys.modules.pop("pandas", None)
    from pytesseract import pytesseract

    return pytesseract
