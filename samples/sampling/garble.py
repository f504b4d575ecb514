"""What an English OCR makes of a scan: an invisible text layer, its plain text, and the truth of its lines."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .compose import Composed, compose
from .fonts import width
from .layout import LaidPage
from .model import PlanContent
from .scan import ScannedPage, ScanStyle, scan_pages, write_pages
from .typeset_pdf import draw

LEAST_OVERLAP = 0.25  # of the smaller box, for a read word to stand for a printed one


@dataclass(frozen=True, slots=True)
class ReadWord:
    text: str
    line: tuple[int, int, int]  # block, paragraph, line as Tesseract counts them
    box: tuple[float, float, float, float]  # pixels: left, top, right, bottom


@dataclass(frozen=True, slots=True)
class GarbledPage:
    words: tuple[ReadWord, ...]
    layer: bytes  # a one-page PDF with nothing but the invisible text


def read_in_english(page: ScannedPage) -> GarbledPage:
    """Read a page with the wrong language, in one thread so that the result is the same on every machine.

    Raises CalledProcessError where Tesseract fails, FileNotFoundError where it is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        picture, base = Path(folder) / "page.jpg", Path(folder) / "out"
        picture.write_bytes(page.jpeg)
        command = ["tesseract", str(picture), str(base), "-l", "eng", "--dpi", str(page.dpi)]
        command += ["-c", "textonly_pdf=1", "-c", "tessedit_create_pdf=1", "-c", "tessedit_create_tsv=1"]
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=300)
        table = base.with_suffix(".tsv").read_text(encoding="utf-8")
        return GarbledPage(tuple(_words(table)), base.with_suffix(".pdf").read_bytes())


def _words(table: str) -> list[ReadWord]:
    out = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            left, top, wide, high = (float(row[key]) for key in ("left", "top", "width", "height"))
            line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
            out.append(ReadWord(row["text"], line, (left, top, left + wide, top + high)))
    return out


def scan_and_read(
    plan: PlanContent, style: ScanStyle, seed: int = 0
) -> tuple[Composed, list[ScannedPage], list[GarbledPage]]:
    """A plan as laid out, its pages as scanned, and what an English OCR reads on them."""
    composed = compose(plan)
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "plan.pdf"
        draw(composed, plan, pdf)
        scanned = scan_pages(pdf, style, seed)
    return composed, scanned, [read_in_english(page) for page in scanned]


def write_english_ocr(
    plan: PlanContent, folder: Path, style: ScanStyle | None = None, seed: int = 0
) -> list[tuple[int, str]]:
    """Write ``NAME.garbled.pdf`` (scan under an English layer) and ``NAME.garbled.txt`` (the layer) of any plan.

    Returns (line of the text, its true text). Needs Tesseract; takes about a second a page.
    """
    composed, scanned, read = scan_and_read(plan, style or ScanStyle(), seed)
    text, keys = garbled_text(read)
    write_pages(scanned, folder / f"{plan.name}.garbled.pdf", layers(read))
    (folder / f"{plan.name}.garbled.txt").write_text(text, encoding="utf-8")
    return line_truth(read, composed.pages, scanned, keys)


def layers(pages: list[GarbledPage]) -> list[Any]:
    import pikepdf

    return [pikepdf.open(io.BytesIO(page.layer)) for page in pages]


def garbled_text(pages: list[GarbledPage]) -> tuple[str, list[tuple[int, tuple[int, int, int]]]]:
    """The layer as plain text, a blank line between paragraphs, a form feed between pages.

    With it, for each line of the text, the 0-based page and the line's key there; (-1, ...) for a blank line.
    """
    lines: list[str] = []
    keys: list[tuple[int, tuple[int, int, int]]] = []
    for number, page in enumerate(pages):
        by_line: dict[tuple[int, int, int], list[str]] = defaultdict(list)
        for word in page.words:
            by_line[word.line].append(word.text)
        start = "\f" if number else ""
        before: tuple[int, int] | None = None
        for key, words in by_line.items():
            if before is not None and key[:2] != before:
                lines.append("")
                keys.append((-1, key))
            lines.append(start + " ".join(words))
            keys.append((number, key))
            start, before = "", key[:2]
    return "\n".join(lines) + "\n", keys


def word_truth(
    page: GarbledPage, lay: LaidPage, scan: ScannedPage, role: str
) -> dict[tuple[int, int, int], list[tuple[str, str | None]]]:
    """By line of the page, the words that were read and the word printed there, in lines that lie on printed words of
    ``role``; ``None`` where nothing is printed."""
    lines = ((line.role, _true_words(replace(lay, lines=[line]), scan)) for line in lay.lines)
    printed = [(text, box, own) for own, words in lines for text, box in words]
    found: dict[tuple[int, int, int], list[tuple[str, str | None]]] = defaultdict(list)
    of_role: set[tuple[int, int, int]] = set()
    for word in page.words:
        text, box, own = max(printed, key=lambda one: _overlap(word.box, one[1]))
        smaller = min(_area(word.box), _area(box))
        hit = _overlap(word.box, box) >= LEAST_OVERLAP * smaller
        found[word.line].append((word.text, text if hit else None))
        of_role |= {word.line} if hit and own == role else set()
    return {line: words for line, words in found.items() if line in of_role}


def _area(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def line_truth(
    read: list[GarbledPage], laid: list[LaidPage], scanned: list[ScannedPage],
    keys: list[tuple[int, tuple[int, int, int]]],
) -> list[tuple[int, str]]:  # fmt: skip
    """(line of the garbled text, true text) for each line that lies on printed words.

    A printed word belongs to the line of the read word that covers most of it. A word that the OCR did not see at all
    is left out: nothing could bring it back. Pages that were turned in the scanner are left out too.
    """
    found: dict[tuple[int, tuple[int, int, int]], list[tuple[float, str]]] = defaultdict(list)
    for number, (page, lay, scan) in enumerate(zip(read, laid, scanned, strict=True)):
        if scan.turned:
            continue
        for text, box in _true_words(lay, scan):
            best = max(page.words, key=lambda word: _overlap(word.box, box), default=None)
            if best is None or _overlap(best.box, box) <= 0.0:
                continue
            shared = min(best.box[2], box[2]) - max(best.box[0], box[0])
            if shared > 0.4 * (box[2] - box[0]):  # a dash is low: its width tells, not its area
                found[number, best.line].append((box[0], text))
    out = []
    for at, key in enumerate(keys, 1):
        words = found.get(key)
        if words:
            out.append((at, " ".join(text for _, text in sorted(words))))
    return out


def _true_words(lay: LaidPage, scan: ScannedPage) -> list[tuple[str, tuple[float, float, float, float]]]:
    a, b, c, d, e, f = scan.matrix
    out = []
    for line in lay.lines:
        for token in line.tokens:
            text = token.text + token.marks
            wide = width(token.text, line.style, line.size) + len(token.marks) * line.size * 0.31
            top, bottom = line.y - line.size * 0.68, line.y + line.size * 0.12
            x = [a * px + b * py + c for px in (token.x, token.x + wide) for py in (top, bottom)]
            y = [d * px + e * py + f for px in (token.x, token.x + wide) for py in (top, bottom)]
            if text:
                out.append((text, (min(x), min(y), max(x), max(y))))
    return out


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(wide, 0.0) * max(high, 0.0)
