"""What only the drawing of a page tells about its text layer: whether the text is invisible, whether the picture under
it shows a ruled table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_INVISIBLE = 3  # text render mode of OCR layers (ISO 32000-1, table 106)


def mostly_invisible(path: Path, number: int) -> bool:
    """Whether most text of the page is drawn without ink, as OCR programs put it over their picture."""
    with _page(path, number) as (page, raw):
        modes = [
            raw.FPDFTextObj_GetTextRenderMode(item.raw)
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5)
        ]
    return len([mode for mode in modes if mode == _INVISIBLE]) > len(modes) / 2


def shows_ruled_table(path: Path, number: int) -> bool:
    """Whether the page, drawn and straightened, shows a grid of ruled lines."""
    import cv2

    from extractors.ocr.grid import find_grids, find_rules
    from extractors.ocr.preprocess import even_light, ink_mask, rotate, skew_angle
    from extractors.ocr.render import page_pixels

    with _page(path, number) as (page, _):
        pixels = page_pixels(page)
    image = pixels.image if pixels.image.ndim == 2 else cv2.cvtColor(pixels.image, cv2.COLOR_BGR2GRAY)
    grey = even_light(image.astype("uint8"))
    straight = rotate(grey, skew_angle(grey, pixels.dpi))
    return bool(find_grids(find_rules(ink_mask(straight), pixels.dpi), pixels.dpi))


@contextmanager
def _page(path: Path, number: int) -> Iterator[tuple[Any, Any]]:
    """The pdfium page and the raw interface, whose names are made at run time."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    page = document[number - 1]
    try:
        yield page, pypdfium2.raw
    finally:
        page.close()
        document.close()
