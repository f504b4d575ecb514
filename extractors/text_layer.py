"""Is a page's text layer to be believed? Judged a page at a time, from its words and how they were put there.

What tells true Vietnamese text from what an English OCR left under a scan: the share of words with a letter that only
Vietnamese has (outside Latin-1: ế, ơ, đ). It is 0-2% of the words of a garbled page and 46-67% of a true one,
measured on real plans in slices of 1,500 letters; so the exact threshold matters little, and pages that carry too few
words to say (headings, numbers) are decided by how the text was put there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, Protocol

from normalizers.legacy_fonts import detect, font_encoding
from normalizers.spelling_parts import split_syllable
from normalizers.syllables import skeleton

Decision = Literal["use", "ocr", "restore", "convert-legacy", "empty"]

VIETNAMESE_SHARE = 0.25  # of words with a letter outside Latin-1: between 2% (garbled) and 46% (true)
WELL_FORMED_SHARE = 0.85  # of words shaped like a syllable, asked of a scan's own layer
SYLLABLE_SHARE = 0.55  # letters of Vietnamese (0.8-1.0) against those of another language (0.2-0.35)
FEW_WORDS = 8  # fewer say nothing about the language
OVERLAY_WORDS = 40  # fewer, over a page that is one picture, are a signature block or a page number

_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class TextLayerVerdict:
    """``use``: the text is good as it is. ``ocr``: read the picture. ``restore``: damaged text, or a scan's own
    layer good enough to keep. ``convert-legacy``: letters of before Unicode. ``empty``: nothing to read."""

    decision: Decision
    reason: str  # Vietnamese, for a person
    word_count: int = 0
    vietnamese_share: float = 0.0  # of words with a letter outside Latin-1
    syllable_share: float = 0.0  # of words whose letters, marks aside, make a Vietnamese syllable


class _Verdict(Protocol):
    def __call__(self, decision: Decision, reason: str) -> TextLayerVerdict: ...


def judge_page(
    text: str,
    *,
    has_full_page_image: bool,
    invisible_text: bool,
    fontnames: frozenset[str] = frozenset(),
    has_ruled_table: bool = False,
) -> TextLayerVerdict:
    """Judge the text of one page.

    ``has_full_page_image``: a picture covers (nearly) the whole page. ``invisible_text``: most of the text is drawn
    in render mode 3, as OCR programs do. ``fontnames``: of the page's text. ``has_ruled_table``: the picture shows
    a ruled table, whose cells no OCR layer keeps apart.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    count = len(words)
    vietnamese = sum(any(ord(char) > 0xFF for char in word) for word in words) / max(count, 1)
    syllables = sum(split_syllable(skeleton(word)) is not None for word in words) / max(count, 1)

    def verdict(decision: Decision, reason: str) -> TextLayerVerdict:
        return TextLayerVerdict(decision, reason, count, round(vietnamese, 4), round(syllables, 4))

    if not any(char.isalnum() for char in text):
        if has_full_page_image:
            return verdict("ocr", "Trang chỉ có ảnh, không có lớp chữ: nhận dạng từ ảnh.")
        return verdict("empty", "Trang trắng.")
    if has_full_page_image:
        return _over_picture(
            verdict,
            count=count,
            vietnamese=vietnamese,
            syllables=syllables,
            invisible=invisible_text,
            has_ruled_table=has_ruled_table,
        )
    if vietnamese < VIETNAMESE_SHARE and (detect(text) or (any(map(font_encoding, fontnames)) and not text.isascii())):
        return verdict("convert-legacy", "Chữ theo bảng mã cũ (TCVN3/VNI): chuyển sang Unicode.")
    if vietnamese >= VIETNAMESE_SHARE:
        return verdict("use", f"Lớp chữ số tốt: {vietnamese:.0%} số từ có chữ riêng của tiếng Việt.")
    if count < FEW_WORDS:
        return verdict("use", "Trang ít chữ hoặc chỉ có số: dùng lớp chữ.")
    if syllables < SYLLABLE_SHARE:
        return verdict("use", "Chữ không phải tiếng Việt (tiếng nước ngoài hoặc ký hiệu): giữ nguyên.")
    return verdict(
        "restore",
        f"Lớp chữ hỏng hoặc mất dấu ({vietnamese:.0%} số từ có chữ riêng của tiếng Việt), không có ảnh trang.",
    )


def _over_picture(
    verdict: _Verdict,
    *,
    count: int,
    vietnamese: float,
    syllables: float,
    invisible: bool,
    has_ruled_table: bool,
) -> TextLayerVerdict:
    good = vietnamese >= VIETNAMESE_SHARE and syllables >= WELL_FORMED_SHARE
    if count < OVERLAY_WORDS:
        return verdict("ocr", "Trang là ảnh, lớp chữ chỉ có vài từ (chữ ký số, số trang): nhận dạng từ ảnh.")
    if not good:
        return verdict(
            "ocr", f"Lớp chữ trên ảnh bị hỏng ({vietnamese:.0%} số từ có chữ riêng của tiếng Việt): đọc lại ảnh."
        )
    if not invisible:
        return verdict("use", "Chữ số tốt trên nền ảnh.")
    if has_ruled_table:
        return verdict("ocr", "Lớp chữ của bản quét tốt nhưng trang có bảng kẻ: đọc lại ảnh để tách các ô.")
    return verdict("restore", "Lớp chữ tiếng Việt sẵn có của bản quét đủ tốt: dùng và hiệu đính.")
