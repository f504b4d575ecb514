"""Small pictures of the worst scanned pages, for the report."""

from __future__ import annotations

import base64
import io
from pathlib import Path

WIDTH = 360  # pixels


def thumbnail(path: Path, page: int) -> str | None:
    """Page ``page`` (1-based) of a PDF or image as a ``data:`` address of a JPEG; None for files without pictures."""
    ending = path.suffix.lower()
    if ending == ".pdf":
        return _pdf_thumbnail(path, page)
    if ending in {".png", ".jpg", ".jpeg", ".tif", ".tiff"}:
        from PIL import Image

        with Image.open(path) as image:
            image.seek(min(page - 1, getattr(image, "n_frames", 1) - 1))
            picture = image.convert("L")
            picture.thumbnail((WIDTH, WIDTH * 2))
            return _data_address(picture)
    return None


def _pdf_thumbnail(path: Path, page: int) -> str | None:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        if page > len(pdf):
            return None
        found = pdf[page - 1]
        picture = found.render(scale=WIDTH / found.get_width(), grayscale=True).to_pil()
        return _data_address(picture)
    finally:
        pdf.close()


def _data_address(picture: object) -> str:
    from PIL import Image

    assert isinstance(picture, Image.Image)
    stream = io.BytesIO()
    picture.convert("L").save(stream, "JPEG", quality=60)
    return "data:image/jpeg;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
