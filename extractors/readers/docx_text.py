"""The printed text of one Word paragraph: what a reader sees, with its breaks and footnote markers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

# Chosen where a drawing is kept in a new and an old form beside it: the old form repeats the new one's text.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), _FALLBACK}
_TEXT_BOX = qn("w:txbxContent")
_SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F02D": "-"}


@dataclass(slots=True)
class ParagraphText:
    """Printed lines of a paragraph (explicit line breaks divide them) and where pages break in it."""

    lines: list[str] = field(default_factory=lambda: [""])
    notes: list[str] = field(default_factory=list)  # ids of footnotes referred to
    printed: list[str] = field(default_factory=lambda: [""])  # as ``lines``, with the footnotes' markers
    breaks_before: bool = False  # a page begins before the first letter
    breaks_after: bool = False  # one begins within or after the text
    text_boxes: list[Any] = field(default_factory=list)
    bold_letters: int = 0
    letters: int = 0

    @property
    def bold(self) -> bool:
        return self.letters > 0 and self.bold_letters > 0.6 * self.letters

    def add(self, text: str, printed: str | None = None) -> None:
        self.lines[-1] += text
        self.printed[-1] += text if printed is None else printed

    def page_break(self) -> None:
        if any(line.strip() for line in self.lines):
            self.breaks_after = True
        else:
            self.breaks_before = True


def paragraph_text(paragraph: Any, first_note: int, *, bold: bool = False, capitals: bool = False) -> ParagraphText:
    """Read a ``w:p`` element. ``first_note``: number of the next footnote; ``bold``, ``capitals``: of its style."""
    result = ParagraphText()
    properties = paragraph.find(qn("w:pPr"))
    if properties is not None and _on(properties.find(qn("w:pageBreakBefore"))):
        result.breaks_before = True
    for run, item in _items(paragraph, None):
        _take(result, run, item, first_note, bold=bold, capitals=capitals)
    result.lines = [_clean(line) for line in result.lines]
    result.printed = [_clean(line) for line in result.printed]
    return result


def _items(element: Any, run: Any) -> Iterator[tuple[Any, Any]]:
    """The leaves of a paragraph in order, each with the run it stands in; text boxes are not entered."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == _TEXT_BOX:
            yield run, child
        elif len(child) and child.tag != qn("w:footnoteReference"):
            yield from _items(child, child if child.tag == qn("w:r") else run)
        else:
            yield run, child


def _take(result: ParagraphText, run: Any, item: Any, first_note: int, *, bold: bool, capitals: bool) -> None:
    properties = run.find(qn("w:rPr")) if run is not None else None
    if properties is not None:
        if _on(properties.find(qn("w:vanish"))):
            return
        bold = _switched(properties.find(qn("w:b")), bold)
        capitals = _switched(properties.find(qn("w:caps")), capitals)
    tag = item.tag
    if tag == qn("w:t"):
        text = item.text or ""
        text = text.upper() if capitals else text
        result.add(text)
        letters = sum(char.isalnum() for char in text)
        result.letters += letters
        result.bold_letters += letters if bold else 0
    elif tag == qn("w:tab"):
        result.add("\t")
    elif tag in (qn("w:noBreakHyphen"), qn("w:softHyphen")):
        result.add("-" if tag == qn("w:noBreakHyphen") else "")
    elif tag == qn("w:sym"):
        result.add(_SYMBOLS.get((item.get(qn("w:char")) or "").upper(), ""))
    elif tag == qn("w:footnoteReference"):
        result.notes.append(item.get(qn("w:id")))
        result.add("", str(first_note + len(result.notes) - 1))
    elif tag == qn("w:lastRenderedPageBreak"):
        result.page_break()
    elif tag in (qn("w:br"), qn("w:cr")):
        if item.get(qn("w:type")) == "page":
            result.page_break()
        elif item.get(qn("w:type")) != "column":
            result.lines.append("")
            result.printed.append("")
    elif tag == _TEXT_BOX:
        result.text_boxes.append(item)


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\u200b", "").replace("\u2011", "-"))
    return " ".join(text.split())


def _on(element: Any) -> bool:
    return _switched(element, False)


def _switched(element: Any, inherited: bool) -> bool:
    """A Word on/off property: present without a value means on."""
    if element is None:
        return inherited
    return element.get(qn("w:val")) not in ("0", "false", "off")
