"""Word files typed in the fonts of before Unicode (.VnTime, VNI-Times): their text becomes Unicode before it is read.

Only a run's font tells what its letters mean: a document may hold Unicode beside the old codes, and the fonts whose
names end in H show small letters as capitals.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from normalizers.legacy_fonts import unicode_texts

_LAST_DRAWN = "\u00ff"  # the last letter that such fonts have


def convert_old_fonts(document: Any) -> None:
    """Turn the text of runs in such fonts into Unicode, in place, where most words in them are typed in their codes."""
    old = [(text, font) for text, font in _texts(document) if all(char <= _LAST_DRAWN for char in text.text)]
    for (text, _), read in zip(old, unicode_texts([(text.text, font) for text, font in old]), strict=True):
        text.text = read


def _texts(document: Any) -> Iterator[tuple[Any, str]]:
    """Each piece of text of the body with the font it is set in: its run's, or that of the paragraph's style."""
    fonts = _style_fonts(document)
    for paragraph in document.element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        inherited = fonts.get(style.get(qn("w:val")) if style is not None else None) or fonts.get(None, "")
        for run in paragraph.iter(qn("w:r")):
            font = _font(run.find(qn("w:rPr"))) or inherited
            for text in run.findall(qn("w:t")):
                if text.text:
                    yield text, font


def _style_fonts(document: Any) -> dict[str | None, str]:
    """The font of each paragraph style by its id, of the style it is based on where it names none; that of paragraphs
    without a style under None."""
    root = document.styles.element
    by_id = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
    general = _font(root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"))
    fonts: dict[str | None, str] = {None: general}
    for identity, style in by_id.items():
        seen: set[str] = set()
        at: Any = style
        font = ""
        while at is not None and not font and at.get(qn("w:styleId")) not in seen:
            seen.add(at.get(qn("w:styleId")))
            font = _font(at.find(qn("w:rPr")))
            base = at.find(qn("w:basedOn"))
            at = by_id.get(base.get(qn("w:val"))) if base is not None else None
        fonts[identity] = font or general
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
            fonts[None] = fonts[identity]
    return fonts


def _font(properties: Any) -> str:
    names = properties.find(qn("w:rFonts")) if properties is not None else None
    return "" if names is None else names.get(qn("w:hAnsi")) or names.get(qn("w:ascii")) or ""
