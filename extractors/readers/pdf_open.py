"""Opening a PDF so that the reader meets only sound, unlocked files: passwords, repair, number stamps.

Document systems print the number and the day of a signed paper as annotations over the page ("Số: 11", "ngày 08"),
which text extraction does not see; a copy has them flattened into its pages.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import DamagedInput, EmptyInput, EncryptedInput
from extractors.layout import Notice

if TYPE_CHECKING:
    import pikepdf

_REPAIRED = "Tệp PDF bị lỗi cấu trúc; đã sửa và đọc bản sửa, cần kiểm tra đủ trang, đủ chữ."
_NO_TEXT = {"/Link", "/Popup", "/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink"}


@dataclass(frozen=True, slots=True)
class OpenedPdf:
    """A readable file: the input itself, or a repaired or unlocked copy that lives as long as the context.

    ``stamped_pages`` (1-based) carry annotations with text of their own; in the copy ``stamped`` these are part of the
    pages.
    """

    path: Path
    page_count: int
    notices: tuple[Notice, ...] = ()
    stamped: Path | None = None
    stamped_pages: frozenset[int] = frozenset()


@contextmanager
def opened_pdf(path: Path, password: str | None = None) -> Iterator[OpenedPdf]:
    """Raises EncryptedInput, DamagedInput or EmptyInput."""
    import pikepdf

    with ExitStack() as stack:
        try:
            pdf = stack.enter_context(pikepdf.open(path, password=password or ""))
            pages = len(pdf.pages)
        except pikepdf.PasswordError as error:
            raise EncryptedInput(
                "The PDF is locked with a password" + (" other than the one given." if password else "."),
                remedy="Give it with --password, or ask for an unlocked copy.",
            ) from error
        except _failures() as error:
            raise _damaged(error) from error
        if pages == 0:
            raise EmptyInput("The PDF has no page.", remedy="Check that the export that made it went through.")
        try:
            stamped_pages = _stamped_pages(pdf)
            repaired = bool(pdf.get_warnings())
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kehoach-")))
            readable, stamped = path, None
            if repaired or pdf.is_encrypted:
                readable = folder / f"{path.stem}.pdf"
                pdf.save(readable, encryption=False)
            if stamped_pages:
                stamped = folder / "stamped.pdf"
                pdf.flatten_annotations("all")
                pdf.save(stamped, encryption=False)
        except _failures() as error:
            raise _damaged(error) from error
        pdf.close()
        notices = (Notice("repaired", _REPAIRED),) if repaired else ()
        yield OpenedPdf(readable, pages, notices, stamped, stamped_pages)


def _failures() -> tuple[type[Exception], ...]:
    import pikepdf

    return (pikepdf.PdfError, ValueError, RuntimeError, AttributeError, KeyError, TypeError)


def _damaged(error: Exception) -> DamagedInput:
    words = (str(error).splitlines() or ["unknown"])[0].rsplit(": ", 1)[-1][:120]  # without the file's path
    return DamagedInput(
        f"The PDF is damaged beyond repair ({words}).", remedy="Get the file again, or print the original anew."
    )


def _stamped_pages(pdf: pikepdf.Pdf) -> frozenset[int]:
    """Pages with annotations that have an appearance of their own which may hold text."""
    found = set()
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", None) or ():  # type: ignore[union-attr, unused-ignore]
            if str(annotation.get("/Subtype", "")) not in _NO_TEXT and "/AP" in annotation:
                found.add(number)
    return frozenset(found)
