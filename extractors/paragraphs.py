"""Printed lines joined into paragraphs.

A paragraph begins at a label, a bullet or a list number, after a blank line where the text has single spacing, and
where a line ended before its right margin although the next word would still have fitted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.folding import CAPITAL, SMALL, fold, is_capitals, squeeze
from extractors.labels import Label, Numbering
from extractors.layout import Line, LineRole

_BULLET = re.compile(r"^\s*[-–—+•*·●▪o~_¬»]\s*(?=\S)")
_LIST_NUMBER = re.compile(r"^\s*\(\s?(?:\d{1,2}|[ivx]{1,4}|[a-zđ])\s?\)")
LONGEST_LINE = 150  # letters; a longer one is a whole paragraph
_ENDED = re.compile(r"[.;:!?…/][\s\"'”’)\]]*\d{0,2}\s*$")  # a footnote mark may follow
_INLINE_BULLET = re.compile(rf"(?<=[.;:])\s+[-–+]\s+(?=[{CAPITAL}]|\d)")
_LAST_BULLET = re.compile(r"(?<=[.;:])\s+[-–+]\s*$")
_OPEN_HYPHEN = re.compile(r"[\w/][-–]$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text on one line with the way back: ``starts[k]`` is the offset at which the text of ``lines[k]`` begins."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    label: Label | None = None
    level: int = 0  # of the heading, 0 for plain text

    def line_at(self, offset: int) -> Line:
        return self.lines[max(bisect_right(self.starts, offset) - 1, 0)]

    @property
    def first(self) -> Line:
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Spacing:
    """The measure of a column of text: usual line step in the numbering, usual right edge."""

    step: int
    right: float
    boxed: bool
    letter: float  # width of a letter, in the unit of ``right``

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Spacing:
        steps = Counter(b.number - a.number for a, b in pairwise(lines) if a.page == b.page)
        step = steps.most_common(1)[0][0] if steps else 1
        boxed = bool(lines) and all(line.box is not None for line in lines)
        edges = sorted(line.box.x1 if boxed and line.box else float(len(line.text.strip())) for line in lines)
        right = edges[int(len(edges) * 0.9)] if edges else 80.0
        right = right if boxed else max(right, 60.0)  # an official page is never narrower; a text may have few lines
        widths = [(line.box.x1 - line.box.x0) / len(line.text) for line in lines if line.box and len(line.text) > 20]
        letter = sorted(widths)[len(widths) // 2] if boxed and widths else 1.0
        return cls(step, right, boxed, letter)

    def is_short(self, line: Line, following: Line) -> bool:
        """Whether the next line's first word would have fitted on this one: the break was meant."""
        word = following.text.split(maxsplit=1)[0] if following.text.strip() else ""
        end = line.box.x1 if self.boxed and line.box else float(len(line.text.strip()))
        slack = 2 * self.letter if self.boxed else 0.07 * self.right
        return end + (len(word) + 1) * self.letter < self.right - slack

    def is_gap(self, line: Line, following: Line) -> bool:
        """Whether a blank line stands between them in text of single spacing."""
        return line.page == following.page and self.step == 1 and following.number - line.number > self.step


# A line that ends so is not yet at its end; names that stand with a capital inside a sentence.
_OPEN_END = re.compile(
    r"(?:,|\s-|\b(?:cua|va|cho|ve|tai|theo|voi|trong|o|thuoc|den|tu|cac|nhung|mot|do|la|duoc|hoac))\s*$"
)
# "… tỉnh Bình" / "Thuận": no name that stands in a sentence has one syllable but these.
_HALF_NAME = re.compile(rf"(?:\s[{SMALL}]\S*|,)\s(?!Đảng|Tết)[{CAPITAL}][{SMALL}]+\s*$")
_CAPITALISED = re.compile(rf"[{CAPITAL}][{SMALL}]")
# In printed letters ("thuốc" is no "thuộc"): what comes next belongs to it, however short the line is.
_GOVERNS = re.compile(r"\b(?:tại|theo|của|và|với)\s*$")
# The head of a name that the line end parts from the rest: "…, Ban / Chủ nhiệm Đoàn Luật sư".
_OPEN_NAME = re.compile(
    r"\b(?:Ban|Sở|Bộ|Hội|Phòng|Cục|Vụ|Viện|Trường|Đoàn|Tổ|Công|Văn|Trung|Mặt|Đảng|Liên|Chủ|Giám|Phó)\s*$"
)
# A number or a date that a line end parts: "ngày / 25 tháng 7", "Quyết định số / 64/QĐ-ABC", "đến năm / 2035". Not
# "xã hội số / 100% hộ …": the last word before the break and what follows it.
_PARTED_FIGURE = re.compile(
    r"(?:so:? \d{1,6}[a-z]?(?:/|\s?-\s?[a-z]{2})|ngay \d{1,2}(?:[/-]\d| thang)|thang \d{1,2}(?:/\d{4}|,? nam\b)|"
    r"nam (?:19|20)\d\d\b(?!\s?%))"
)
# The first heading below another one: it stands on a line of its own however full the line above is.
_FIRST_BELOW = re.compile(rf"\s*(?:1\.|a\)|\d{{1,2}}\.1\.?)\s+[{CAPITAL}]")
_NAME = re.compile(
    r"(?:uy ban|hoi dong|so |bo |ban |chinh phu|chinh quyen|nha nuoc|nhan dan|dang|trung uong|quoc hoi|thu tuong|"
    r"mat tran|doan |cong an|van phong|trung tam|phong |cong |he thong|luat |nghi |quyet dinh|chuong trinh|ke hoach|"
    r"de an|to |thanh uy|tinh uy|vien |truong |chu tich|giam doc|hiep hoi|hoi |lien doan|cuc |chi cuc|"
    r"bi thu|benh vien|dieu le|dieu nay\b|dieu \d+(?!\s?[.:])|internet)"
)


def _begins_name(text: str) -> bool:
    words = text.split()
    if words[0].isupper() and len(words[0]) > 1:
        return True
    return bool(_NAME.match(fold(text))) or (len(words) > 1 and words[1][:1].isupper() and words[0][-1].isalpha())


def _is_bullet(line: Line, previous: Line | None, spacing: Spacing) -> bool:
    match = _BULLET.match(line.text)
    if not match:
        return False
    rest = line.text[match.end() :]
    mark = match.group(0).strip()
    if mark == "o" and not (match.group(0).endswith(" ") and rest[:1].isupper()):
        return False
    if previous is None or _ENDED.search(previous.text) or spacing.is_short(previous, line):
        return True
    if rest[:1].isupper() or rest[:1] in '"“':
        return True
    # "2021" / "- 2030", "chính trị" / "- xã hội": the dash joins
    return rest[:1].isdigit() and not (
        re.match(r"(?:19|20)\d\d\b(?!\s*%)", rest) or previous.text.strip()[-1:].isdigit()
    )


def _may_start(line: Line, previous: Line | None, spacing: Spacing) -> bool:
    if previous is None or previous.role is not LineRole.BODY or _ENDED.search(previous.text):
        return True
    return spacing.is_gap(previous, line) or spacing.is_short(previous, line)


def _goes_on(line: Line, previous: Line, heading: Label | None, spacing: Spacing) -> bool:
    """Whether an unlabelled line continues the paragraph of the line before it."""
    text = line.text.strip()
    first = next((c for c in text if c.isalnum()), "")
    last_word = previous.text.rstrip().rpartition(" ")[2]
    if text[:1].isdigit() and _PARTED_FIGURE.match(fold(f"{last_word} {text[:24]}")):
        return True
    if heading is not None and heading.title and is_capitals(heading.title, 0.8):
        return is_capitals(text, 0.8) and not spacing.is_gap(previous, line)
    if first.islower():
        return not (spacing.is_gap(previous, line) and _ENDED.search(previous.text))
    if heading is not None and re.search(r":\s*$", previous.text):
        return False
    if len(squeeze(previous.text)) > LONGEST_LINE and not _OPEN_END.search(fold(previous.text)):
        return False
    if heading is not None and previous.bold and not line.bold:
        return False
    if (
        heading is not None
        and first.isupper()
        and not (_OPEN_END.search(fold(previous.text)) or _OPEN_NAME.search(previous.text) or _begins_name(text))
        and not (_HALF_NAME.search(previous.text) and _CAPITALISED.match(text))
    ):
        return False  # a title goes on with a capital only inside a name
    if spacing.is_gap(previous, line) and (heading is not None or _ENDED.search(previous.text)):
        return False
    if heading is None and is_capitals(text, 0.9) != is_capitals(previous.text, 0.9) and _is_shout(text, previous.text):
        return False
    short = spacing.is_short(previous, line) and not _GOVERNS.search(previous.text)
    return not (short and (heading is not None or bool(_ENDED.search(previous.text))))


def _is_shout(*texts: str) -> bool:
    """Whether one of the lines is in capitals as a heading is: no abbreviation at a line's end."""
    return any(is_capitals(text, 0.9) and len(text.split()) > 2 for text in texts)


def join_lines(texts: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Texts of lines as one line, and the offset of each: a word or number broken at a hyphen is made whole."""
    pieces: list[str] = []
    starts: list[int] = []
    length, last = 0, ""
    for text in map(squeeze, texts):
        if last and text and not (_OPEN_HYPHEN.search(last[-2:]) and re.match(r"[A-ZĐ\d]", text)):
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(text)
        length += len(text)
        last = text or last
    return "".join(pieces), tuple(starts)


def is_damaged(lines: Sequence[Line]) -> bool:
    """Whether restoration changed so many lines that labels and signs too are what an OCR made of them."""
    changed = sum(bool(line.printed) and line.printed.strip() != line.text.strip() for line in lines)
    return changed > 0.3 * len(lines)


def is_ocr(lines: Sequence[Line]) -> bool:
    """Whether the lines were read from an image: only an OCR engine doubts its words."""
    return any(word.confidence < 1 for line in lines for word in line.words)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of a body, in printed order, with the labels of headings. Lines of tables are left out."""
    lines = [line for line in lines if line.role is not LineRole.TABLE]
    spacing = Spacing.of(lines)
    numbering = Numbering.of((line.text for line in lines), damaged=is_damaged(lines) or is_ocr(lines))
    out: list[Paragraph] = []
    group: list[Line] = []
    label: Label | None = None
    level = 0

    def close() -> None:
        nonlocal group, label, level
        if group:
            out.extend(_build(group, label, level))
        group, label, level = [], None, 0

    previous: Line | None = None
    for line in lines:
        starts = _may_start(line, previous, spacing) or (label is not None and len(group) == 1)
        starts = starts or (label is not None and is_capitals(label.title, 0.8) and not is_capitals(line.text, 0.8))
        starts = starts or (label is not None and _FIRST_BELOW.match(line.text) is not None)
        alone = label is not None and not label.title and len(group) == 1
        if _LIST_NUMBER.match(line.text) or _is_bullet(line, previous, spacing):
            found, opens = None, not _LIST_NUMBER.match(line.text) or starts
        else:
            found = numbering.accept(line.text, starts)
            opens = found is not None or not group or (not alone and not _goes_on(line, group[-1], label, spacing))
        if opens:
            close()
            label, level = found, level_of(found, numbering) if found else 0
        elif alone and label is not None:  # the title of a label that stands on a line of its own
            label = replace(label, title=line.text.strip())
        group.append(line)
        previous = line
    close()
    return out


def plain_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Paragraphs of lines that have no headings (front matter, footnotes): no label is read."""
    spacing = Spacing.of(lines)
    out: list[Paragraph] = []
    group: list[Line] = []
    for line in lines:
        opens = bool(group) and (_is_bullet(line, group[-1], spacing) or not _goes_on(line, group[-1], None, spacing))
        if opens:
            out += _build(group, None, 0)
            group = []
        group.append(line)
    return out + (_build(group, None, 0) if group else [])


def level_of(label: Label, numbering: Numbering) -> int:
    """The level of a heading: roman 1, "1." 2, "a)" and "2.1" 3, a letter under "2.1" 4; one deeper below parts, and
    again below "Mục" and below chapters."""
    if label.kind == "chapter":
        return 1
    above = int(numbering.has_chapters)
    if label.kind in ("item", "article"):
        return 1 + above
    above += int(numbering.has_items)
    if label.kind == "part":
        return 1 + above + int(numbering.low_parts)
    deeper = above + int(numbering.has_parts and ("part" in numbering.last or not numbering.has_chapters))
    if label.kind == "roman":
        return 1 + deeper
    deeper += int(numbering.low_parts and "part" in numbering.last)
    if deeper and not (numbering.has_romans or numbering.has_articles or "roman" in numbering.last):
        deeper -= 1  # no roman stands between
    if label.kind == "number":
        return 2 + deeper + 2 * int(numbering.under_letter > 0)
    if label.kind == "decimal" and label.text[0].isupper():  # "II.1"
        return label.text.count(".") + 1 + deeper
    if label.kind == "decimal":
        return (label.text.count(".") + 2 if label.text[0].isdigit() else 4) + deeper
    return 3 + deeper + int("decimal" in numbering.last and not numbering.roman_decimals)


def _build(group: list[Line], label: Label | None, level: int) -> list[Paragraph]:
    """One group of lines as a paragraph, or as several where a bullet stands inside a line."""
    text, starts = join_lines([line.text for line in group])
    cuts = [m.start() for m in _INLINE_BULLET.finditer(text)]
    last = _LAST_BULLET.search(text)
    if last:
        text = text[: last.start()]
    if not cuts:
        return [Paragraph(text, tuple(group), starts, label, level)]
    out = []
    for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[begin:end]
        offset = begin + len(piece) - len(piece.lstrip())
        first = max(bisect_right(starts, offset) - 1, 0)
        until = max(bisect_right(starts, end - 1), first + 1)
        own = tuple(max(start - offset, 0) for start in starts[first:until])
        heading = begin == 0
        out.append(
            Paragraph(
                piece.strip(), tuple(group[first:until]), own, label if heading else None, level if heading else 0
            )
        )
    return out
