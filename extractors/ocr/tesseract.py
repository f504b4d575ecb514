"""Tesseract through pytesseract: the only place that knows either of them.

One thread a process (``OMP_THREAD_LIMIT=1``): Tesseract's own threads slow it down 3 to 30 times when several pages
are read at once. The image goes over as a BMP: of the formats that need no packing the one Leptonica reads row by row;
a PGM, which it reads byte by byte, costs a seventh of the recognition, a PNG a tenth.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from extractors.errors import MissingProgram
from extractors.ocr.engine import EngineFailed, OcrWord, Orientation

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
        config = f"--psm {mode} --dpi {dpi}" + (f" -c tessedit_char_whitelist={letters}" if letters else "")
        data = self._call("image_to_data", image, language=language, config=config, seconds=seconds)
        words: list[OcrWord] = []
        lines: dict[tuple[int, int, int], int] = {}
        columns = ("block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text")
        for block, paragraph, line, left, top, width, height, confidence, text in zip(
            *(data[name] for name in columns), strict=True
        ):
            if not str(text).strip():
                continue
            number = lines.setdefault((block, paragraph, line), len(lines))
            share = min(max(float(confidence) / 100, 0.0), 1.0)
            words.append(OcrWord(str(text).strip(), left, top, left + width, top + height, share, number))
        return words

    def orientation(self, image: NDArray[np.uint8], *, seconds: float) -> Orientation | None:
        try:
            data = self._call("image_to_osd", image, language="osd", config="--psm 0", seconds=seconds)
        except EngineFailed:
            return None  # Tesseract fails where there are too few characters to judge by
        return Orientation(int(data["rotate"]) % 360, float(data["orientation_conf"]))

    def _call(self, name: str, image: NDArray[np.uint8], *, language: str, config: str, seconds: float) -> Any:
        from PIL import Image
        from pytesseract import pytesseract

        os.environ["OMP_THREAD_LIMIT"] = "1"
        picture = Image.fromarray(image)
        picture.format = "BMP"
        try:
            return getattr(pytesseract, name)(
                picture, lang=language, config=config, timeout=seconds, output_type=pytesseract.Output.DICT
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
        except (OSError, ValueError, KeyError, TypeError) as error:  # killed, or output that is no table
            raise EngineFailed(f"Tesseract gave no usable result: {error}") from error
