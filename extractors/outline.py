"""The outline: sections with their numbered and lettered parts as a tree, in printed order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.facts import OutlineFacts, Section, Warning
from extractors.issuer import listed_agency
from extractors.labels import LAST_ROMAN, LETTERS, Label, roman_text
from extractors.line_kinds import document_type_of, is_bare_heading
from extractors.paragraphs import Paragraph, is_damaged, is_ocr, paragraphs
from extractors.parts import DocumentParts
from extractors.repetition import mend_titles, without_speck

# A title ends at a full stop or colon that is not part of an abbreviation ("TP. …", "ThS. …").
_TITLE_END = re.compile(r"(?<![\s.(][A-ZĐ])(?<![\s.(][A-ZĐ][A-ZĐa-z])(?<!\bThS)(?<!\bv\.v)[.:](?=\s|$)|;(?=\s)")
_COUNTED_WORD = re.compile(
    r"(?:Mục tiêu|Nhiệm vụ|Giải pháp|Chỉ tiêu|Nội dung|Nhóm|Nhóm nhiệm vụ|Dự án|Tiểu dự án|Bước|Giai đoạn|Đợt|"
    r"Tình huống|Trường hợp|Kịch bản|Phương án|Cấp độ|Hợp phần|Tiêu chí|Chuyên đề)\s+(?:\d{1,2}|[IVX]+)",
    re.IGNORECASE,
)
_SHORT_TITLE = 60  # a title is not cut at a semicolon before this many letters


@dataclass(slots=True)
class _Node:
    paragraph: Paragraph
    label: Label
    title: str
    texts: list[str] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)

    def section(self) -> Section:
        return Section(
            label=self.label.text,
            title=self.title,
            level=self.paragraph.level,
            text="\n".join(self.texts),
            page=self.paragraph.first.page,
            line=self.paragraph.first.number,
            children=tuple(child.section() for child in self.children),
        )


def split_title(text: str) -> tuple[str, str]:
    """The title of a heading and what follows it in the same paragraph: the first clause, and the rest."""
    for match in _TITLE_END.finditer(text):
        if match.group(0) == ";" and match.start() < _SHORT_TITLE:
            continue
        if match.group(0) == ":" and _COUNTED_WORD.fullmatch(text[: match.start()]) and text[match.end() :].strip():
            continue  # "Mục tiêu 1: Tăng …": the title is what it is counted for
        return re.sub(r"\s*[.,]/$", "", text[: match.start()].strip()), text[match.end() :].strip()
    return re.sub(r"\s*[.,]/\.?$", "", text.strip(" ;,:")), ""


def extract_outline(parts: DocumentParts) -> OutlineFacts:
    """The tree of sections of the body, each with the paragraphs of its own, and what is irregular in the numbering.

    A body without at least one roman section or two sections counted 1, 2 has none: a lone "1." is a list.
    """
    roots: list[_Node] = []
    stack: list[_Node] = []
    headings: list[_Node] = []
    footnote_mark = _footnote_mark(parts)
    body, unlabelled = _with_bare_headings(paragraphs(parts.body), parts)
    for paragraph in body:
        if paragraph.label is None:
            if stack and paragraph.text:
                stack[-1].texts.append(paragraph.text)
            continue
        start = _title_offset(paragraph)
        title, rest = split_title(paragraph.text[start:])
        title = footnote_mark.sub("", title) if footnote_mark else title
        node = _Node(paragraph, paragraph.label, title, [rest] if rest else [])
        headings.append(node)
        while stack and stack[-1].paragraph.level >= paragraph.level:
            stack.pop()
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)
    if not _has_sections(headings):
        message = "Không tìm thấy mục nào được đánh số (I, 1, a …) trong phần nội dung."
        return OutlineFacts(warnings=(Warning(code="no-sections", message=message),))
    if is_damaged(parts.body) or is_ocr(parts.body):
        _restore_crossed_d(roots)
        _restore_lost_stroke(roots)
    if is_damaged(parts.body):
        _mend(headings, parts)
    warnings = _check(roots)
    if unlabelled:
        message = "Văn bản không đánh số các mục lớn: dòng in hoa được lấy làm tiêu đề mục, không có nhãn."
        warnings.insert(0, Warning(code="sections-unlabelled", message=message))
    return OutlineFacts(sections=tuple(node.section() for node in roots), warnings=tuple(warnings))


def _with_bare_headings(body: list[Paragraph], parts: DocumentParts) -> tuple[list[Paragraph], bool]:
    """Lines in capitals as headings of the first level, where an official document counts none above "1."."""
    above = {"chapter", "item", "part", "roman", "article"}
    if any(paragraph.label is not None and paragraph.label.kind in above for paragraph in body):
        return body, False
    bare = {id(paragraph) for paragraph in body if paragraph.label is None and is_bare_heading(paragraph.text)}
    if len(bare) < 2 or not any(document_type_of(line.text) for line in parts.front):
        return body, False
    count = iter(range(1, len(bare) + 1))
    return [
        replace(p, label=Label("roman", "", next(count), 0, p.text), level=1) if id(p) in bare else p for p in body
    ], True


def _mend(headings: list[_Node], parts: DocumentParts) -> None:
    """Titles by what the document says elsewhere."""
    lines = (line.text for line in parts.running_lines())
    for node, title in zip(headings, mend_titles([node.title for node in headings], lines), strict=True):
        node.title = without_speck(title)
        if not title.isupper():
            node.title = listed_agency(node.title)


def _footnote_mark(parts: DocumentParts) -> re.Pattern[str] | None:
    """The marks of the document's footnotes where they stick to the end of a title ("Mục tiêu cụ thể1")."""
    notes = (re.match(r"\d{1,2}(?=\s?\D)", line.text.strip()) for line in parts.footnotes)
    marks = {note.group() for note in notes if note}
    return re.compile(rf"(?<=[^\W\d_])(?:{'|'.join(sorted(marks))})$") if marks else None


def _title_offset(paragraph: Paragraph) -> int:
    """Where the title begins in the paragraph's text (its white space is squeezed, the line's is not)."""
    assert paragraph.label is not None
    label = " ".join(paragraph.first.text[: paragraph.label.title_start].split())
    rest = paragraph.text[len(label) :]
    return len(label) + len(rest) - len(rest.lstrip())


def _has_sections(headings: list[_Node]) -> bool:
    kinds = {node.label.kind for node in headings}
    if kinds & {"chapter", "roman", "part", "article"}:
        return True
    numbers = [node.label.value for node in headings if node.label.kind == "number"]
    return {1, 2} <= set(numbers)


def _restore_crossed_d(nodes: list[_Node]) -> None:
    """Of d), d) the second lost its stroke, of đ), đ) the first got one: no office counts a letter of these twice."""
    for before, node in pairwise(nodes):
        if before.label.text == node.label.text == "d":
            node.label = _letter("đ", node.label)
        elif before.label.text == node.label.text == "đ":
            before.label = _letter("d", before.label)
    for node in nodes:
        _restore_crossed_d(node.children)


def _letter(text: str, label: Label) -> Label:
    return replace(label, text=text, value=LETTERS.index(text) + 1, damaged=True)


def _restore_lost_stroke(roots: list[_Node]) -> None:
    """I, I, III or I, II, I, IV of a page read by OCR: a label that does not go on lost strokes, if the next in turn
    is the same with more of them and what follows leaves it its place."""
    for index, (before, node) in enumerate(pairwise(roots), 1):
        label, value = node.label, before.label.value + 1
        if not (before.label.kind == label.kind == "roman" and label.value <= before.label.value < LAST_ROMAN):
            continue
        strokes = roman_text(value).removeprefix(label.text)
        after = roots[index + 1].label if index + 1 < len(roots) else None
        leaves_place = after is None or (after.kind == "roman" and after.value >= value)
        if strokes.strip("I") == "" and roman_text(value) != label.text and leaves_place:
            node.label = replace(label, text=roman_text(value), value=value, damaged=True)


def _check(nodes: list[_Node], articles: list[_Node] | None = None) -> list[Warning]:
    """Sections out of order, twice, or missing in a sequence, at each level. ``articles``: those before, which are
    counted on over chapters and over the romans that one of them holds."""
    warnings: list[Warning] = []
    last: _Node | None = None
    articles = [] if articles is None else articles
    for node in nodes:
        if node.label.kind == "article":
            last = articles[-1] if articles else last
            articles.append(node)
        same = last is not None and last.label.kind == node.label.kind
        expected = last.label.value + 1 if same and last else 1
        value, label = node.label.value, node.label.text
        if same and last and value == last.label.value:
            warnings.append(_warn("section-repeated", f"Mục “{label}” được đánh số hai lần.", node))
        elif same and last and value < last.label.value:
            warnings.append(_warn("section-order", f"Mục “{label}” đứng sau mục “{last.label.text}”.", node))
        elif value > expected and node.label.kind != "decimal" and not (same and last and _skips_crossed_d(last, node)):
            before = f"sau mục “{last.label.text}”" if same and last else "ở đầu"
            warnings.append(_warn("section-missing", f"Thiếu số thứ tự trước mục “{label}” ({before}).", node))
        warnings += _check(node.children, articles)
        last = node
    return warnings


def _skips_crossed_d(before: _Node, node: _Node) -> bool:
    """Many offices count a, b, c, d, e without đ."""
    return before.label.text == "d" and node.label.text == "e"


def _warn(code: str, message: str, node: _Node) -> Warning:
    return Warning(code=code, message=message, page=node.paragraph.first.page, line=node.paragraph.first.number)
