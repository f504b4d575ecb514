"""The parts of a document: front matter, body, closing block (signature and recipients), annexes.

Every later extractor works on one of these parts, so that a recipient list is never read as a section and a row of
an annex never as a paragraph. The lines are walked once; what opens a part is recognised without marks and with a few
wrong letters, so that half-restored text splits like clean text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from extractors.annex_opening import (
    CAPTION,
    caption_ahead,
    caption_follows,
    counted_appendix,
    is_appendix,
    is_caption,
    is_table_header,
    names_annex,
)
from extractors.folding import fold, is_capitals, squeeze, starts_like
from extractors.front import MOST_TITLE_LINES, PLACE_DATE, is_register, split_front
from extractors.labels import Label, read_labels
from extractors.layout import Line, LineRole, Page
from extractors.line_kinds import (
    LETTERHEAD_LINES,
    before_office,
    document_type_of,
    is_addressee_label,
    is_bare_heading,
    is_office,
    is_person,
    is_recipients_label,
    is_signature,
)


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """One annex: its title lines and all lines under it, up to the next annex or the end."""

    title_lines: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DocumentParts:
    front: tuple[Line, ...] = ()  # letterhead, type, title, preamble: all before the first section
    body: tuple[Line, ...] = ()
    closing: tuple[Line, ...] = ()  # "Nơi nhận:" and the signature block
    annexes: tuple[AnnexPart, ...] = ()
    footnotes: tuple[Line, ...] = ()

    def running_lines(self) -> Iterator[Line]:
        """All lines but those of the closing and of footnotes."""
        yield from self.front
        yield from self.body
        for annex in self.annexes:
            yield from annex.title_lines
            yield from annex.lines


_ATTACHABLE = {"ke hoach", "chuong trinh", "de an", "quy che", "quy dinh", "phuong an", "chuong trinh hanh dong"}

_AGENCY = re.compile(
    r"(?:uy ban|ubnd|hoi dong|so|phong|ban|bo|cuc|chi cuc|cong an|truong|trung tam|hoi|doan|tinh doan|lien doan|"
    r"dang uy|vien|toa an|benh vien|thanh tra|van phong)\b"
)
_ONLY_NUMBER = re.compile(r"^[-–\s]*\d{1,3}[-–\s]*$")
_NUMBER_COLUMN = {"tt", "stt", "so tt"}  # a table's first name, whatever the others are
_MOTTO = "cong hoa xa hoi chu nghia viet nam"

_FURNITURE = {LineRole.PAGE_NUMBER, LineRole.RUNNING_HEADER, LineRole.STAMP}


@dataclass(slots=True)
class _Draft:
    """The parts while the lines are walked."""

    front: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    annexes: list[tuple[list[Line], list[Line]]] = field(default_factory=list)
    footnotes: list[Line] = field(default_factory=list)
    state: str = "front"
    roman_seen: bool = False


def split_parts(pages: Sequence[Page]) -> DocumentParts:
    """Split a document's lines into its parts; every line that is not page furniture stands in exactly one part.

    Blank lines are dropped (line numbers show where they were). Lines of role ``LETTERHEAD`` go to the front or the
    closing block, footnotes apart; ``TABLE`` lines stay where they stand. Linear in the number of lines.
    """
    lines = [line for page in pages for line in page.lines if line.text.strip() and line.role not in _FURNITURE]
    draft = _Draft()
    draft.footnotes = [line for line in lines if line.role is LineRole.FOOTNOTE]
    lines = [line for line in lines if line.role is not LineRole.FOOTNOTE]
    index = 0
    while index < len(lines):
        title_end = _annex_title_end(lines, index, draft)
        if title_end is not None:
            title = lines[index:title_end]
            if _titles_table_above(lines[index], draft):
                draft.annexes[-1][0].extend(title)
            else:
                draft.annexes.append((title, []))
            draft.state = "annex"
            index = title_end
            continue
        _place(lines, index, draft)
        index += 1
    _settle_front(draft)
    return DocumentParts(
        front=tuple(draft.front),
        body=tuple(draft.body),
        closing=tuple(draft.closing),
        annexes=tuple(AnnexPart(tuple(title), tuple(rows)) for title, rows in draft.annexes),
        footnotes=tuple(draft.footnotes),
    )


def _place(lines: list[Line], index: int, draft: _Draft) -> None:
    """Put one line into the part it belongs to, changing the state where it opens another part."""
    line, text = lines[index], lines[index].text.strip()
    letterhead = line.role is LineRole.LETTERHEAD
    if draft.state != "front" and _opens_document(lines, index, draft):
        draft.front += draft.body
        draft.body = []
        draft.state = "front"
    elif _opens_closing(lines, index, draft):
        draft.closing += _office_above(lines[index], draft)
        draft.state = "closing"
    elif draft.state == "front" and not letterhead and _opens_body(line):
        draft.state = "body"
    if draft.state == "annex":
        draft.annexes[-1][1].append(line)
    elif draft.state == "body" and letterhead:
        draft.closing.append(line)
    elif draft.state != "annex" and line.role is LineRole.BODY and _ONLY_NUMBER.match(text):
        return  # a page number that its reader did not mark
    else:
        getattr(draft, draft.state).append(line)
        draft.roman_seen |= draft.state == "body" and is_capitals(text) and _is_roman_heading(line)


def _opens_body(line: Line) -> bool:
    """Whether a line is a first section: a roman with its title in capitals (or "I." alone), "1.", "a)", "Điều 1."."""
    if line.role is LineRole.TABLE:
        return False
    for label in read_labels(line.text):
        if label.kind == "roman" and (is_capitals(label.title) or _is_first_roman(label)):
            return True
        if label.kind in ("part", "article", "number", "letter") and label.value == 1 and label.title[:1].isalpha():
            return True
        if label.kind in ("chapter", "item") and label.value == 1:
            return True
    return False


def _is_first_roman(label: Label) -> bool:
    return label.value == 1 and not label.damaged and (not label.title or label.title[0].isupper())


def _is_roman_heading(line: Line) -> bool:
    return any(label.kind == "roman" for label in read_labels(line.text))


def _opens_closing(lines: list[Line], index: int, draft: _Draft) -> bool:
    text = lines[index].text
    if draft.state == "closing":
        return False
    if draft.state == "annex":  # a line of the body was taken for an annex
        return bool(draft.body) and not draft.closing and is_recipients_label(text)
    if is_recipients_label(text):
        return bool(draft.body or draft.front)
    columns = re.split(r"\s{3,}", text.strip())
    if lines[index].role is LineRole.TABLE:
        return False
    if not any(is_signature(column) for column in columns):
        return draft.state == "body" and _small_office(lines, index)
    # A signature title alone may also be a heading of the body ("CHỦ TỊCH"): the block's end must follow soon.
    if draft.state == "front" and not draft.body and len(draft.front) < 5:
        return False
    following = lines[index + 1 : index + 25]
    return not any(_opens_body(line) and is_capitals(line.text) for line in following)


def _small_office(lines: list[Line], index: int) -> bool:
    """ "Trưởng phòng" in small letters, or an office that another column stands before, over a name that ends the
    document."""
    text = lines[index].text
    if not (is_office(text) or before_office(text)) or len(lines) - index > 8:
        return False
    return any(is_person(line.text) for line in lines[index + 1 : index + 5])


def _office_above(line: Line, draft: _Draft) -> list[Line]:
    """The last line of the body, if it is the office of one who signs: "CÔNG AN TỈNH" over "GIÁM ĐỐC"."""
    last = draft.body[-1] if draft.state == "body" and draft.body else None
    if last is None or not is_signature(line.text) or not is_capitals(last.text, 0.95):
        return []
    words = squeeze(last.text).split()
    if not 2 <= len(words) <= 10 or last.text.rstrip().endswith((".", ";", ":", ",")) or _opens_body(last):
        return []
    if not _AGENCY.match(fold(squeeze(last.text))) or next(read_labels(last.text), None) is not None:
        return []
    return [draft.body.pop()]


def _opens_document(lines: list[Line], index: int, draft: _Draft) -> bool:
    """A document that stands after what came: the plan after its annex, or after the decision that issues it."""
    line = lines[index]
    if draft.body and draft.roman_seen:
        return False
    folded = fold(squeeze(line.text))
    if draft.state == "annex" and not (draft.body or draft.front):
        return starts_like(folded, _MOTTO, 2) or document_type_of(line.text) is not None
    kind = document_type_of(line.text)
    attached = kind is not None and fold(kind) in _ATTACHABLE
    if draft.state == "body":  # below the articles of a decision whose signature was left out
        articles = any(label.kind == "article" for label in read_labels(draft.body[0].text))
        return attached and articles and caption_ahead(lines, index)
    if draft.state == "closing":
        return attached or _names_attached(lines, index) or _letterhead_again(lines, index)
    return False


def _letterhead_again(lines: list[Line], index: int) -> bool:
    """The letterhead of a plan that stands, with its own one, after the decision that issues it."""
    ahead = lines[index : index + 3]
    motto = next((k for k, line in enumerate(ahead) if _MOTTO in fold(squeeze(line.text))), None)
    if motto is None or any(not is_capitals(line.text, 0.8) or is_signature(line.text) for line in ahead[: motto + 1]):
        return False
    kinds = (document_type_of(line.text) for line in lines[index + 1 : index + 10])
    return any(kind is not None and fold(kind) in _ATTACHABLE for kind in kinds)


def _names_attached(lines: list[Line], index: int) -> bool:
    """ "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA …" with its first section soon after: no table stands between."""
    text = squeeze(lines[index].text)
    if not is_capitals(text, 0.9) or not any(fold(text).startswith(f"{kind} ") for kind in _ATTACHABLE):
        return False
    for position in range(index + 1, min(index + 14, len(lines))):
        if lines[position].role is LineRole.TABLE or is_table_header(lines, position):
            return False
        if _is_roman_heading(lines[position]) and is_capitals(lines[position].text):
            return True
    return False


def _titles_table_above(line: Line, draft: _Draft) -> bool:
    """Whether a title is that of the table above it: text read column by column may give a page's first columns before
    the title over them. The table begins its page then and has no other title."""
    if draft.state != "annex" or draft.annexes[-1][0]:
        return False
    before, first = draft.closing[-1:], draft.annexes[-1][1][0]
    return bool(before) and before[0].page < first.page == line.page


def _annex_title_end(lines: list[Line], index: int, draft: _Draft) -> int | None:
    """Index after the title lines if an annex begins at ``index``, else None."""
    line = lines[index]
    if draft.state in ("body", "closing") and _opens_document(lines, index, draft):
        return None
    if not _opens_annex(lines, index, draft):
        return None
    end = index
    in_caption = False
    while end < len(lines) and end - index < 14:
        text = lines[end].text.strip()
        folded = fold(text)
        if in_caption:
            in_caption = ")" not in text and len(text) < 160
        elif CAPTION.match(folded):
            in_caption = ")" not in text
        elif end > index and not _continues_title(lines, end, line):
            break
        end += 1
    return max(end, index + 1) if not is_table_header(lines, index) else index


def _continues_title(lines: list[Line], index: int, first: Line) -> bool:
    """Whether a line goes on with an annex title: capitals, or a second "Phụ lục …" line in small letters."""
    line, text = lines[index], lines[index].text.strip()
    if line.role is LineRole.TABLE or is_table_header(lines, index) or _is_roman_heading(line) or _opens_body(line):
        return False
    if fold(text) in _NUMBER_COLUMN:
        return False
    small = line.page == first.page and len(text) < 90 and starts_like(fold(text), "phu luc", 0)
    return small or is_capitals(text, 0.6)


def _opens_annex(lines: list[Line], index: int, draft: _Draft) -> bool:
    line = lines[index]
    if line.role is LineRole.LETTERHEAD:
        return False
    text = squeeze(line.text)
    capitals, titled = is_capitals(text), names_annex(text)
    if draft.state == "annex":
        if not draft.annexes[-1][1]:
            return False  # still at the head of the annex just opened
        if counted_appendix(lines, index):
            return True
        if capitals and _titles_table_above(line, draft) and caption_follows(lines, index):
            return True
        named = titled and capitals and len(text) > 5
        return named and not _repeats_title(fold(text), draft) and (is_appendix(text) or caption_ahead(lines, index))
    if draft.state == "closing":
        if titled and (capitals or (is_appendix(text) and len(text) < 60)):
            return True
        if is_caption(line) or is_table_header(lines, index):
            return True
        if document_type_of(text) and caption_ahead(lines, index):
            return True  # "PHƯƠNG ÁN", attached to a plan
        if not (capitals and len(text.split()) >= 3 and text[0].isalpha() and not is_signature(text)):
            return False
        ahead = range(index + 1, min(index + 9, len(lines)))
        table_ahead = any(lines[k].role is LineRole.TABLE or is_table_header(lines, k) for k in ahead)
        return table_ahead or caption_ahead(lines, index)
    if not capitals or not (titled or caption_follows(lines, index)):
        return False
    if draft.state == "front" and _is_own_title(lines, index, draft, titled):
        return False
    if draft.state == "front" and not draft.front:
        return True  # the annex stands first
    # In the body and the front only a title of an annex is in capitals without a label; a title of the document
    # itself may begin alike ("DANH MỤC …" under the type word), so the front needs the caption.
    return draft.state == "body" or caption_ahead(lines, index)


def _is_own_title(lines: list[Line], index: int, draft: _Draft, titled: bool) -> bool:
    """Whether capitals over a caption are the title of the document itself, which a decision issues: its type stands
    above them, or its first chapter, article or roman section follows."""
    above = takewhile(lambda line: is_capitals(line.text), reversed(draft.front))
    if any(document_type_of(line.text) for line in above):
        return True
    caption = next((k for k in range(index + 1, index + 6) if k < len(lines) and is_caption(lines[k])), None)
    if titled or caption is None:
        return False
    ahead = range(caption + 1, min(caption + 6, len(lines)))
    labels = [
        label.kind for k in ahead for label in read_labels(lines[k].text) if label.value == 1 and not label.damaged
    ]
    return bool({"chapter", "article", "roman"} & {*labels}) and not any(is_table_header(lines, k) for k in ahead)


def _repeats_title(folded: str, draft: _Draft) -> bool:
    return any(squeeze(fold(line.text)) == folded for line in draft.annexes[-1][0])


def _free_headings(draft: _Draft) -> None:
    """A body that seemed to begin at its first "1." begins at the heading in capitals, without label, before that."""
    end = _title_end(draft.front)
    bare = [k for k, line in enumerate(draft.front) if end and k > end and is_bare_heading(line.text)]
    labels = (label for line in draft.body for label in read_labels(line.text)) if bare else ()
    if not bare or any(label.kind in ("roman", "article") and not label.damaged for label in labels):
        return
    draft.body = draft.front[bare[0] :] + draft.body
    draft.front = draft.front[: bare[0]]


def _title_end(front: list[Line]) -> int:
    """Index after the last line of the title, 0 where no type stands alone on a line."""
    type_line = next((k for k, line in enumerate(front[:40]) if document_type_of(line.text)), None)
    if type_line is None or type_line + 1 >= len(front):
        return 0
    _, title, _ = split_front(front, type_line, True)
    own = {line.number for line in title}
    after = max((k + 1 for k, line in enumerate(front) if line.number in own and k > type_line), default=0)
    return max(after, type_line + 2) if len(title) < MOST_TITLE_LINES else type_line + 2


def _settle_front(draft: _Draft) -> None:
    """A document without sections: what follows the addressee or the title is its body."""
    if draft.body:
        _free_headings(draft)
    if draft.body or not draft.front:
        return
    end = 0
    for index, line in enumerate(draft.front[:60]):
        kept = is_addressee_label(line.text) or document_type_of(line.text) or line.role is LineRole.LETTERHEAD
        dated = end == index > 0 and PLACE_DATE.match(line.text)  # right below the number
        if kept or dated or (index < LETTERHEAD_LINES and is_register(line)):
            end = index + 1
    end = max(end, _title_end(draft.front))
    while 0 < end < len(draft.front) and draft.front[end].text.lstrip()[:1] in "-+•|":
        end += 1
    draft.body = draft.front[end:]
    draft.front = draft.front[:end]
