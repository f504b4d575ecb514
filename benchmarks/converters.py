"""The text that common converters make of a PDF: what records offices store as a "text dump"."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

POPPLER = {"pdftotext": [], "pdftotext -raw": ["-raw"], "pdftotext -layout": ["-layout"]}


def dumps(pdf: Path) -> Iterator[tuple[str, str]]:
    """(converter, text) of each converter that is installed; pages end with a form feed where the converter says so.

    Raises CalledProcessError where Poppler fails.
    """
    import pdfplumber
    from pdfminer.high_level import extract_text

    yield "pdfminer", extract_text(str(pdf))
    with pdfplumber.open(pdf) as document:
        yield "pdfplumber", "\n".join(page.extract_text() or "" for page in document.pages)
    if shutil.which("pdftotext"):
        for name, options in POPPLER.items():
            command = ["pdftotext", "-enc", "UTF-8", *options, str(pdf), "-"]
            yield name, subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode("utf-8")
    if importlib.util.find_spec("pymupdf"):
        import pymupdf

        with pymupdf.open(pdf) as document:
            yield "PyMuPDF", "\f".join(page.get_text() for page in document)
            yield "PyMuPDF sorted", "\f".join(page.get_text(sort=True) for page in document)
