"""A plan typed in the fonts of before Unicode (TCVN3: .VnTime, and .VnTimeH for capitals), as a digital PDF.

The page looks wrong, since the glyphs are those of a Western font; its text layer, its font names and its layout are
those of such documents. Codes: TCVN 5712:1993, third set.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .compose import compose
from .fonts import FAMILY, MissingFont, find_folder
from .model import PlanContent

LETTERS = {
    "a": "à\xb5 ả\xb6 ã\xb7 á\xb8 ạ\xb9 ă\xa8 ằ\xbb ẳ\xbc ẵ\xbd ắ\xbe ặ\xc6 â\xa9 ầ\xc7 ẩ\xc8 ẫ\xc9 ấ\xca ậ\xcb",
    "e": "đ\xae è\xcc ẻ\xce ẽ\xcf é\xd0 ẹ\xd1 ê\xaa ề\xd2 ể\xd3 ễ\xd4 ế\xd5 ệ\xd6 ì\xd7 ỉ\xd8 ĩ\xdc í\xdd ị\xde",
    "o": "ò\xdf ỏ\xe1 õ\xe2 ó\xe3 ọ\xe4 ô\xab ồ\xe5 ổ\xe6 ỗ\xe7 ố\xe8 ộ\xe9 ơ\xac ờ\xea ở\xeb ỡ\xec ớ\xed ợ\xee",
    "u": "ù\xef ủ\xf1 ũ\xf2 ú\xf3 ụ\xf4 ư\xad ừ\xf5 ử\xf6 ữ\xf7 ứ\xf8 ự\xf9 ỳ\xfa ỷ\xfb ỹ\xfc ý\xfd ỵ\xfe",
    "A": "Ă\xa1 Â\xa2 Ê\xa3 Ô\xa4 Ơ\xa5 Ư\xa6 Đ\xa7",
}


@cache
def _table() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for run in LETTERS.values() for pair in run.split()}


def to_tcvn3(text: str) -> str:
    """``text`` in TCVN3 codes shown as Latin-1. Toned capitals have no code: they take that of the small letter."""
    table = _table()
    return "".join(table.get(ord(c)) or table.get(ord(c.lower())) or c for c in text)


def write_legacy_pdf(plan: PlanContent, path: Path) -> None:
    """Write ``plan``; lines in capitals are typed in small letters with the capital font, as was done."""
    fonts = {style: _font(style, ".VnTime") for style in FAMILY}
    capital = _font("bold", ".VnTimeH")
    canvas = Canvas(str(path), invariant=1, pageCompression=1)
    for page in compose(plan).pages:
        canvas.setPageSize((page.width, page.height))
        for x0, y0, x1, y1 in page.rules:
            canvas.line(x0, page.height - y0, x1, page.height - y1)
        for line in page.lines:
            capitals = line.text.isupper() and any(c not in "IVX." for c in line.text if c.isalpha())
            font = capital if capitals else fonts[line.style]
            canvas.setFont(font, line.size)
            for token in line.tokens:
                codes = to_tcvn3(token.text.lower() if capitals else token.text) + token.marks
                # The glyphs drawn are not those that the words were set with: they must not fill more room than these.
                room = pdfmetrics.stringWidth(token.text + token.marks, font, line.size)
                spacing = min(0.0, room - pdfmetrics.stringWidth(codes, font, line.size)) / max(len(codes), 1)
                canvas.drawString(token.x, page.height - line.y, codes, charSpace=spacing)
        canvas.showPage()
    canvas.save()


@cache
def _font(style: str, name: str) -> str:
    folder = find_folder()
    if folder is None:
        raise MissingFont("Liberation Serif 2 is missing; install it with: apt-get install fonts-liberation2")
    font = TTFont(f"Legacy{name}-{style}", str(folder / FAMILY[style]))
    font.face.name = name.encode()
    pdfmetrics.registerFont(font)
    return str(font.fontName)
