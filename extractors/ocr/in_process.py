"""Tesseract inside this process, through tesserocr (optional: ``pip install 'kehoach[tesserocr]'``).

Its model is loaded once a thread instead of once a picture, and pictures go over in memory: recognition costs about a
third less. The price: where Tesseract crashes, the worker process goes with it, while a crash of a program of its own
(``extractors.ocr.tesseract``) costs one page. So this engine is chosen by name, not the default.
"""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any

from extractors.errors import MissingProgram
from extractors.ocr.engine import EngineFailed, OcrWord, Orientation
from extractors.ocr.tesseract import install_command
from extractors.ocr.tsv import words_by_page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TESSDATA = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
_ORIENTATION_ONLY = 0  # page segmentation mode


class TesserocrEngine:
    def __init__(self) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            import tesserocr  # noqa: F401
        except ImportError as error:
            raise MissingProgram(
                "The OCR engine `tesserocr` is not installed.", remedy="pip install 'kehoach[tesserocr]'"
            ) from error
        self._of_thread = local()

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
        api = self._api(language)
        api.SetPageSegMode(mode)
        api.SetVariable("tessedit_char_whitelist", letters)
        _show(api, image, dpi)
        try:
            if not api.Recognize(max(int(seconds * 1000), 1)):
                raise EngineFailed(f"Tesseract did not finish within {seconds:.0f} s")
            return words_by_page(api.GetTSVText(0))[0]
        finally:
            api.Clear()

    def orientation(self, image: NDArray[np.uint8], *, seconds: float) -> Orientation | None:
        api = self._api("osd")
        api.SetPageSegMode(_ORIENTATION_ONLY)
        _show(api, image, 150)
        try:
            found = api.DetectOrientationScript()
        finally:
            api.Clear()
        if not found:
            return None  # too few characters to judge by
        return Orientation((360 - int(found["orient_deg"])) % 360, float(found["orient_conf"]))

    def _api(self, language: str) -> Any:
        """This thread's Tesseract for a language, with its model loaded."""
        import tesserocr

        made: dict[str, Any] = self._of_thread.__dict__
        if language not in made:
            try:
                made[language] = tesserocr.PyTessBaseAPI(path=tessdata(), lang=language)
            except RuntimeError as error:
                raise MissingProgram(
                    f"Tesseract has no data for the language `{language}`.", remedy=install_command(language)
                ) from error
        return made[language]


@cache
def tessdata() -> str:
    """The folder of Tesseract's data: as ``TESSDATA_PREFIX`` says, else where the installed program has it."""
    named = os.environ.get("TESSDATA_PREFIX")
    if named:
        return named
    try:
        listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
        match = re.search(r'"([^"]+)"', listed.stdout + listed.stderr)
    except (OSError, subprocess.TimeoutExpired):
        match = None
    places = ([match[1]] if match else []) + list(_TESSDATA)
    return next((place for place in places if Path(place).is_dir()), places[0])


def _show(api: Any, image: NDArray[np.uint8], dpi: int) -> None:
    height, width = image.shape
    api.SetImageBytes(image.tobytes(), width, height, 1, width)
    api.SetSourceResolution(dpi)
