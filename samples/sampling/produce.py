"""All forms of one plan, each in its folder."""

from __future__ import annotations

import json
from pathlib import Path

from .compose import compose
from .model import PlanContent
from .truth import truth_of
from .typeset_pdf import draw
from .typeset_text import dump


def produce(plan: PlanContent, folder: Path, with_ocr: bool = True) -> list[Path]:
    """Write the plan's text, PDF and truth below ``folder``; returns what was written."""

    def place(kind: str, ending: str) -> Path:
        path = folder / kind / f"{plan.name}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        written.append(path)
        return path

    written: list[Path] = []
    composed = compose(plan)
    text = dump(composed, plan.style)
    place("text", ".txt").write_text(text.text, encoding="utf-8")
    draw(composed, plan, place("pdf", ".pdf"))
    known = truth_of(plan, composed, text)
    place("truth", ".json").write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return written
