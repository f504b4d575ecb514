"""What lies over the text of a signed paper: the red seal, the signature, the mark of an electronic signature."""

from __future__ import annotations

from math import cos, pi, sin

from reportlab.pdfgen.canvas import Canvas

from .layout import LaidPage

RED, BLUE = (0.85, 0.15, 0.2), (0.15, 0.2, 0.6)


def stamp(canvas: Canvas, page: LaidPage, agency: str, first: bool) -> None:
    """Draw on the current page of ``canvas``. The seal covers the left third of the signature, as the rule asks."""
    if first:
        _electronic_mark(canvas, page, agency)
    block = {line.source[1]: line for line in page.lines if line.source[0] == "signature"}
    if "name" not in block or "title" not in block:
        return
    title, name = block["title"], block["name"]
    middle = (name.tokens[0].x + name.tokens[-1].x) / 2
    y = page.height - (title.y + name.y) / 2
    _seal(canvas, middle - 50, y, agency)
    _signature(canvas, middle + 5, y)


def _seal(canvas: Canvas, x: float, y: float, agency: str) -> None:
    """36 mm across."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*RED)
    canvas.setFillColorRGB(*RED)
    canvas.setStrokeAlpha(0.75)
    canvas.setFillAlpha(0.75)
    for radius, thick in ((51, 1.6), (48.5, 0.6), (33, 0.6)):
        canvas.setLineWidth(thick)
        canvas.circle(x, y, radius)
    around = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM * {agency.upper()} * "
    canvas.setFont("Sample-bold", 7.5)
    for k, letter in enumerate(around):
        angle = pi - 2 * pi * k / len(around)
        canvas.saveState()
        canvas.translate(x + 38 * cos(angle), y + 38 * sin(angle))
        canvas.rotate(angle * 180 / pi - 90)
        canvas.drawCentredString(0, 0, letter)
        canvas.restoreState()
    star = canvas.beginPath()
    for k in range(10):
        radius, angle = (17 if k % 2 == 0 else 7), pi / 2 + k * pi / 5
        (star.moveTo if k == 0 else star.lineTo)(x + radius * cos(angle), y + radius * sin(angle))
    star.close()
    canvas.drawPath(star, stroke=1, fill=1)
    canvas.restoreState()


def _signature(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setStrokeColorRGB(*BLUE)
    canvas.setLineWidth(1.3)
    canvas.bezier(x - 45, y - 15, x - 10, y + 40, x - 20, y - 35, x + 15, y + 10)
    canvas.bezier(x + 15, y + 10, x + 35, y + 35, x + 5, y - 30, x + 60, y + 2)
    canvas.bezier(x - 30, y - 4, x, y - 14, x + 40, y - 20, x + 70, y + 12)
    canvas.restoreState()


def _electronic_mark(canvas: Canvas, page: LaidPage, agency: str) -> None:
    canvas.saveState()
    x, y = page.width - 150, page.height - 22
    canvas.setStrokeColorRGB(*RED)
    canvas.setFillColorRGB(*RED)
    canvas.circle(x, y - 6, 11)
    canvas.setFont("Sample-regular", 5.5)
    for k, text in enumerate((f"Ký bởi: {agency}", "Cơ quan: Văn thư", "Ngày ký: theo dấu thời gian")):
        canvas.drawString(x + 15, y - 7 * k, text)
    canvas.restoreState()
