"""What opens an annex: its word, the caption over it, the header of its table. A line is told by its words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.folding import fold, is_capitals, squeeze, starts_like
from extractors.labels import read_labels
from extractors.layout import Line, LineRole

_ANNEX_WORDS = ("phu luc", "danh muc", "bieu phan cong", "bang phan cong", "bang tong hop", "bieu tong hop",
                "danh sach", "bieu mau", "mau so", "phu bieu", "bieu so", "bang chi tiet")  # fmt: skip
_COUNTED_APPENDIX = re.compile(r"phu luc\s+(?:so\s*)?[\divxl|]{1,5}[a-z]?\W*$")
CAPTION = re.compile(r"^\(?\s*(?:ban hanh\s+)?kem theo\b")
_TABLE_HEADER = re.compile(r"^(?:\|?\s*)(?:s\s?tt|tt|so tt)\b")
_HEADER_WORDS = re.compile(r"noi dung|nhiem vu|cong viec|chi tieu|ten |co quan|don vi|san pham|thoi gian")


def names_annex(text: str) -> bool:
    """Whether a line begins with a word for an annex ("PHỤ LỤC", "DANH MỤC", "BIỂU PHÂN CÔNG" …)."""
    folded = fold(text)
    return any(folded[:1] == word[0] and starts_like(folded, word) for word in _ANNEX_WORDS)


def is_appendix(text: str) -> bool:
    return starts_like(fold(text), "phu luc")


def counted_appendix(lines: Sequence[Line], index: int) -> bool:
    """ "Phụ lục 2" alone on its line, in small letters too, over a title in capitals or a caption."""
    if not _COUNTED_APPENDIX.match(fold(squeeze(lines[index].text))) or lines[index].role is LineRole.TABLE:
        return False
    following = lines[index + 1 : index + 3]
    return any(is_capitals(line.text) or is_caption(line) for line in following)


def caption_follows(lines: Sequence[Line], index: int) -> bool:
    """Whether only capitals stand between a line of the body and a caption: a title that no list of words has."""
    if len(lines[index].text.split()) < 2 or next(read_labels(lines[index].text), None) is not None:
        return False
    for line in lines[index + 1 : index + 5]:
        if is_caption(line):
            return True
        if not is_capitals(line.text):
            return False
    return False


def caption_ahead(lines: Sequence[Line], index: int) -> bool:
    return any(is_caption(line) for line in lines[index + 1 : index + 9])


def is_caption(line: Line) -> bool:
    """ "(Kèm theo Kế hoạch số …)" at the head of a line; a reference inside a sentence begins small and has no
    number."""
    text = line.text.strip()
    capital = text.lstrip("( ")[:1].isupper() or (text[:1] == "(" and re.search(r"\bsố:?\s+\S*\d", text))
    return bool(CAPTION.match(fold(text)) and capital)


def is_table_header(lines: Sequence[Line], index: int) -> bool:
    folded = fold(lines[index].text.strip())
    if not _TABLE_HEADER.match(folded) or len(folded) > 120:
        return False
    return any(_HEADER_WORDS.search(fold(line.text)) for line in lines[index : index + 4])
