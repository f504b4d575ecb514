"""Reading pictures: ``read_image_file`` for image files, ``read_pdf_pages`` for the pages of a PDF that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.ocr.files import read_image_file as read_image_file
    from extractors.ocr.files import read_pdf_pages as read_pdf_pages

__all__ = ["read_image_file", "read_pdf_pages"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from extractors.ocr import files

        return getattr(files, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
