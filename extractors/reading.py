"""The front door of reading: what kind of input it really is, and which reader takes it.

The kind is judged by the bytes, not by the name: a ``.txt`` that is a PDF is read as a PDF, with a notice.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extractors.errors import (
    DamagedInput,
    EmptyInput,
    EncryptedInput,
    UnreadableInput,
    UnsupportedInput,
    VanishedInput,
    WrongEnding,
)
from extractors.layout import Notice, SourceText
from extractors.read_options import ReadOptions

_ENDINGS = {
    "pdf": {".pdf"},
    "docx": {".docx"},
    "image": {".png", ".jpg", ".jpeg", ".tif", ".tiff"},
    "text": {".txt"},
}
_NAMES = {"pdf": "PDF", "docx": "Word (.docx)", "image": "hình ảnh", "text": "văn bản thô"}
SUPPORTED_ENDINGS = frozenset[str]().union(*_ENDINGS.values())
_IMAGE_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_OTHER_MAGIC = (
    (_OLD_OFFICE, "an old Office file (.doc, .xls)", "Save it as .docx or .pdf."),
    (b"{\\rtf", "a rich text file", "Save it as .docx or .pdf."),
    (b"<html", "a web page", "Save it as .pdf or .txt."),
    (b"<!doctype html", "a web page", "Save it as .pdf or .txt."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
    (b"Rar!", "an archive", "Unpack it first."),
    (b"7z\xbc\xaf", "an archive", "Unpack it first."),
)


def read_source(path: Path, options: ReadOptions) -> SourceText:
    """Read one input of any supported kind. Raises an InputError of its own for each way this can fail, or
    MissingProgram when a page needs OCR and Tesseract is not there."""
    head = _head(path)
    kind = sniff(path, head)
    source = _reader(kind)(path, options)
    if path.suffix.lower() in _ENDINGS[kind] or path.suffix.lower() not in SUPPORTED_ENDINGS:
        return source
    message = f"Tên tệp có đuôi “{path.suffix}” nhưng nội dung là {_NAMES[kind]}; đã đọc theo nội dung."
    return replace(source, notices=(*source.notices, Notice("wrong-ending", message)))


def sniff(path: Path, head: bytes) -> str:
    """The kind of an input by its first bytes: "pdf", "docx", "image" or "text".

    Raises EmptyInput, UnsupportedInput, WrongEnding or DamagedInput.
    """
    if not head:
        raise EmptyInput("The file is empty (0 bytes).", remedy="Get the file again from where it came.")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_IMAGE_MAGIC):
        return "image"
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if head.startswith(_OLD_OFFICE) and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise EncryptedInput(
            "The Word file is locked with a password.", remedy="Open it in Word and save it without the password."
        )
    lowered = head.lstrip().lower()
    for magic, what, remedy in _OTHER_MAGIC:
        if lowered.startswith(magic.lower()):
            raise UnsupportedInput(f"The file is {what}, which is not read.", remedy=remedy)
    ending = path.suffix.lower()
    if ending in SUPPORTED_ENDINGS and ending != ".txt":
        raise WrongEnding(
            f"The name ends in {ending} but the content is something else or damaged.",
            remedy="Check the file with the program that made it.",
        )
    return "text"


def _head(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(mode := path.stat().st_mode) and not stat.S_ISDIR(mode):
            raise UnsupportedInput(
                "This is a pipe or a device, which cannot be read twice.", remedy="Write what it gives into a file."
            )
        with path.open("rb") as stream:
            return stream.read(4096)
    except FileNotFoundError as error:
        raise VanishedInput("The file is not there.", remedy="Check its name; was it moved during the run?") from error
    except PermissionError as error:
        raise UnreadableInput("No permission to read the file.", remedy="Check its access rights.") from error
    except IsADirectoryError as error:
        raise UnsupportedInput("This is a folder, not a file.", remedy="Give the files in it.") from error
    except OSError as error:
        raise UnreadableInput(
            f"The file cannot be read: {error.strerror}.", remedy="Check the disk or link."
        ) from error


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise DamagedInput("The file is cut off or damaged.", remedy="Get it again from where it came.") from error
    if "word/document.xml" in names:
        return "docx"
    raise UnsupportedInput(
        "The file is an archive or an Office file other than Word.", remedy="Save it as .docx or .pdf."
    )


def _reader(kind: str) -> Callable[[Path, ReadOptions], SourceText]:
    if kind == "pdf":
        from extractors.readers.pdf import read_pdf

        return read_pdf
    if kind == "docx":
        from extractors.readers.docx import read_docx

        return read_docx
    if kind == "image":
        from extractors.ocr import read_image_file

        return read_image_file
    from extractors.readers.text import read_text

    return lambda path, options: read_text(path)
