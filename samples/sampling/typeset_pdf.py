"""The composed pages as a digital PDF: embedded fonts, the same bytes on every run."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from .compose import Composed, compose
from .fonts import load
from .layout import LaidPage
from .model import PlanContent
from .stamp import stamp


def write_pdf(plan: PlanContent, path: Path, stamped: bool = False) -> None:
    """Write ``plan``. ``stamped``: with a red seal, a signature and an electronic signature's mark, as on paper."""
    draw(compose(plan), plan, path, stamped)


def draw(composed: Composed, plan: PlanContent, path: Path, stamped: bool = False) -> None:
    load()
    canvas = Canvas(str(path), invariant=1, pageCompression=1)
    canvas.setTitle(f"{plan.document_type or ''} {plan.number or ''}".strip())
    canvas.setAuthor("kehoach samples: a fictional document")
    for number, page in enumerate(composed.pages):
        canvas.setPageSize((page.width, page.height))
        _draw_page(canvas, page)
        if stamped:
            stamp(canvas, page, plan.issuing_agency, first=number == 0)
        canvas.showPage()
    canvas.save()


def _draw_page(canvas: Canvas, page: LaidPage) -> None:
    canvas.setLineWidth(0.5)
    for x0, y0, x1, y1 in page.rules:
        canvas.line(x0, page.height - y0, x1, page.height - y1)
    for line in page.lines:
        font = f"Sample-{line.style}"
        for number, token in enumerate(line.tokens):
            space = " " if number < len(line.tokens) - 1 else ""
            canvas.setFont(font, line.size)
            text = token.text + ("" if token.marks else space)
            if text:
                canvas.drawString(token.x, page.height - line.y, text)
            if token.marks:
                x = token.x + canvas.stringWidth(token.text, font, line.size)
                canvas.setFont(font, line.size * 0.62)
                canvas.drawString(x, page.height - line.y + line.size * 0.35, token.marks + space)
