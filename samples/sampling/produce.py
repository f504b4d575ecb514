"""All forms of one plan, each in its folder."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .compose import Composed, compose
from .garble import garbled_text, layers, line_truth, read_in_english
from .model import PlanContent, TextStyle
from .scan import ScanStyle, scan_pages, write_pages
from .truth import truth_of
from .typeset_docx import write_docx
from .typeset_pdf import draw
from .typeset_text import dump


@dataclass(frozen=True, slots=True)
class Sample:
    """A plan and the scanner it went through; ``stamped`` paper was sealed and signed before."""

    plan: PlanContent
    scan: ScanStyle
    stamped: bool = False


def produce(sample: Sample, folder: Path, with_ocr: bool = True) -> list[Path]:
    """Write every form of the sample below ``folder`` and return what was written. ``with_ocr`` needs Tesseract."""
    plan = sample.plan
    written: list[Path] = []

    def place(kind: str, ending: str) -> Path:
        path = folder / kind / f"{plan.name}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        written.append(path)
        return path

    composed = compose(plan)
    text = dump(composed, plan.style, plan.annexes)
    place("text", ".txt").write_text(text.text, encoding="utf-8")
    draw(composed, plan, place("pdf", ".pdf"))
    write_docx(plan, place("docx", ".docx"))
    known = truth_of(plan, composed, text)
    place("truth", ".json").write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    place("truth", ".truth").write_text(reading_truth(composed), encoding="utf-8")
    with tempfile.TemporaryDirectory() as desk:
        paper = Path(desk) / "paper.pdf"
        draw(composed, plan, paper, sample.stamped)
        scanned = scan_pages(paper, sample.scan, seed=sum(plan.name.encode()))
    write_pages(scanned, place("scan", ".pdf"))
    if with_ocr:
        read = [read_in_english(page) for page in scanned]
        write_pages(scanned, place("scan_english_ocr", ".pdf"), layers(read))
        garbled, keys = garbled_text(read)
        place("garbled_text", ".txt").write_text(garbled, encoding="utf-8")
        rows = line_truth(read, composed.pages, scanned, keys)
        lines = "".join(f"{at}\t{true}\n" for at, true in rows)
        place("truth", ".garbled.tsv").write_text(lines, encoding="utf-8")
    return written


def reading_truth(composed: Composed) -> str:
    """The true text in reading order: columns apart, cells one after another, a form feed between pages."""
    return dump(composed, TextStyle()).text
