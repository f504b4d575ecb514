"""The table of words that Tesseract gives, as a program and in the process alike."""

from __future__ import annotations

from extractors.ocr.engine import OcrWord

_COLUMNS = 12
_PAGE, _WORD = "1", "5"  # levels of a row; the columns: https://github.com/tesseract-ocr/tessdoc (TSV output)


def words_by_page(table: str) -> list[list[OcrWord]]:
    """The words of each picture in the order read. Raises ValueError where a number is none."""
    pages: list[list[OcrWord]] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in table.split("\n"):
        fields = row.split("\t")
        if fields[0] == _PAGE:
            pages.append([])
            lines = {}
        if fields[0] != _WORD or len(fields) != _COLUMNS or not fields[11].strip() or not pages:
            continue
        number = lines.setdefault(tuple(fields[2:5]), len(lines))
        left, top, width, height = map(int, fields[6:10])
        share = min(max(float(fields[10]) / 100, 0.0), 1.0)
        pages[-1].append(OcrWord(fields[11].strip(), left, top, left + width, top + height, share, number))
    return pages
