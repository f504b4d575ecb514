"""What kind of damage a text has, and what to do about it, in both languages of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extractors.layout import Notice
from normalizers.records import RestoredLine, TextState
from pipeline.audit.records import AuditedPage, DamageKind, Rated, Remedy, Ungraded
from pipeline.foreign import is_jumbled

# A kind of damage counts when at least this share of the words stands in lines of its state.
NOTABLE_SHARE = 0.05
# In fewer words a single wrong one is a share between two grades or more: there is nothing to grade.
LEAST_WORDS = 20

_BY_STATE: dict[TextState, DamageKind] = {
    TextState.GARBLED: "english-ocr",
    TextState.STRIPPED: "stripped-marks",
    TextState.LEGACY: "legacy-font",
    TextState.FOREIGN: "not-vietnamese",
}

# Codes of a reader's notices that tell of damage to the page's picture.
_BY_NOTICE: dict[str, DamageKind] = {
    "skewed": "skew",
    "low-resolution": "low-resolution",
    "cut-page": "cut-page",
}

NAMES: dict[DamageKind, Remedy] = {
    "english-ocr": Remedy(vi="Lớp chữ do OCR tiếng Anh tạo ra", en="Text layer made by an English OCR"),
    "stripped-marks": Remedy(vi="Mất dấu tiếng Việt", en="Vietnamese marks lost"),
    "legacy-font": Remedy(vi="Phông chữ cũ (TCVN3, VNI)", en="Legacy font encoding (TCVN3, VNI)"),
    "light-slips": Remedy(vi="Lỗi nhỏ của OCR tiếng Việt", en="Light slips of a Vietnamese OCR"),
    "skew": Remedy(vi="Trang bị nghiêng", en="Skewed page"),
    "low-resolution": Remedy(vi="Độ phân giải thấp", en="Low resolution"),
    "cut-page": Remedy(vi="Trang bị cắt mất chữ", en="Cut page"),
    "jumbled": Remedy(vi="Trang đọc ngược hoặc lộn xộn", en="Page read upside down or jumbled"),
    "not-vietnamese": Remedy(vi="Không phải tiếng Việt", en="Not Vietnamese"),
    "no-text": Remedy(vi="Không có chữ", en="No text"),
}

# Why an input could not be read, by the code of its error; the error itself speaks English.
FAILURES: dict[str, str] = {
    "unreadable": "Không đọc được tệp.",
    "empty": "Tệp không có chữ: kiểm tra lại việc xuất tệp.",
    "unsupported": "Loại tệp này không đọc được.",
    "wrong-ending": "Nội dung không đúng với đuôi tệp hoặc bị hỏng: mở thử bằng chương trình đã tạo ra tệp.",
    "undecodable": "Không nhận ra bảng mã của chữ: lưu lại bằng UTF-8.",
    "encrypted": "Tệp có mật khẩu: lưu lại bản không có mật khẩu.",
    "damaged": "Tệp bị hỏng hoặc bị cắt: lấy lại bản gốc.",
    "needs-ocr": "Tệp chỉ có ảnh, cần OCR.",
    "too-large": "Tệp quá lớn.",
    "vanished": "Tệp đã bị xóa hoặc chuyển đi trong lúc đọc.",
    "no-access": "Không có quyền đọc tệp.",
    "worker-died": "Chương trình đọc tệp bị dừng đột ngột: tệp có thể bị hỏng.",
    "time-limit": "Đọc quá lâu nên đã dừng.",
    "memory-limit": "Cần quá nhiều bộ nhớ nên đã dừng.",
    "missing-program": "Thiếu chương trình cần dùng: chạy kehoach doctor.",
}

REMEDIES: dict[DamageKind, Remedy] = {
    "english-ocr": Remedy(
        vi="Đọc lại ảnh bằng OCR có dữ liệu tiếng Việt: kehoach convert --ocr always (Tesseract “vie”).",
        en="Read the image again with Vietnamese data: kehoach convert --ocr always (Tesseract “vie”).",
    ),
    "stripped-marks": Remedy(
        vi="Lấy lại bản gốc có dấu nếu còn; nếu không, dùng bản đã phục hồi và xem các từ chưa chắc.",
        en="Get the original with its marks if there is one; else use the restored text and look at the unsure words.",
    ),
    "legacy-font": Remedy(
        vi="Lưu lại văn bản gốc bằng Unicode (TCVN 6909); kehoach chuyển mã khi đọc.",
        en="Save the original as Unicode (TCVN 6909); kehoach converts the encoding when reading.",
    ),
    "light-slips": Remedy(
        vi="Xem lại các từ được tô màu trước khi sử dụng.", en="Look at the coloured words before use."
    ),
    "skew": Remedy(vi="Quét lại cho thẳng trang.", en="Scan again with the page straight."),
    "low-resolution": Remedy(vi="Quét lại ở 300 dpi.", en="Scan again at 300 dpi."),
    "cut-page": Remedy(vi="Quét lại cả trang, không cắt lề.", en="Scan the whole page again, margins included."),
    "not-vietnamese": Remedy(
        vi="Văn bản không phải tiếng Việt: không đánh giá chất lượng OCR.",
        en="The document is not Vietnamese: its OCR quality is not judged.",
    ),
    "no-text": Remedy(
        vi="Trang không có chữ: kiểm tra xem có quét nhầm mặt trắng không.",
        en="No text on the page: check whether a blank side was scanned.",
    ),
}


UNGRADED: dict[Ungraded, Remedy] = {
    "no-text": Remedy(vi="không có chữ", en="no text"),
    "little-text": Remedy(vi="không đủ chữ để đánh giá", en="too little text to judge"),
}
LITTLE_TEXT = Remedy(
    vi=f"Dưới {LEAST_WORDS} từ, không đủ chữ để đánh giá: xem trực tiếp; nếu bản giấy có nhiều chữ hơn, quét lại.",
    en=f"Under {LEAST_WORDS} words, too little text to judge: look at it; scan again if the paper has more text.",
)


def damage_of(pages: Iterable[Sequence[RestoredLine]], notices: Iterable[Notice] = ()) -> tuple[DamageKind, ...]:
    """The kinds of damage of a page or of a document's pages, the most widespread first."""
    words: Counter[DamageKind] = Counter()
    total = slipped = 0
    for page in pages:
        jumbled = is_jumbled(page)
        for line in page:
            total += line.word_count
            if (kind := "jumbled" if jumbled else _BY_STATE.get(line.state)) is not None:
                words[kind] += line.word_count
            elif line.changes:
                slipped += len(line.changes)
    if words["english-ocr"] > words["not-vietnamese"]:
        del words["not-vietnamese"]  # lines misread beyond recognition among misread ones
    found = [kind for kind, count in words.most_common() if count >= NOTABLE_SHARE * total or kind == "jumbled"]
    if slipped and "light-slips" not in found:
        found.append("light-slips")
    seen = {notice.code for notice in notices}
    found.extend(kind for code, kind in _BY_NOTICE.items() if code in seen)
    return tuple(found) if total else ("no-text",)


def ungraded_for(words: int) -> Ungraded | None:
    """Why a text of so many words has no grade; None where it has."""
    return None if words >= LEAST_WORDS else "little-text" if words else "no-text"


def remedies_for(document: Rated, pages: Sequence[AuditedPage]) -> tuple[Remedy, ...]:
    """What to do about a document: for its damage, for having too little text, for pages without any."""
    remedies = []
    if jumbled := [page.page for page in pages if "jumbled" in page.damage]:
        remedies.append(
            _of_pages(
                jumbled,
                "đọc ra chữ không thành tiếng, thường vì quét ngược hoặc xoay ngang: xoay lại rồi OCR lại.",
                "read as no language, mostly for lying upside down or sideways: turn and read again.",
            )
        )
    remedies += [REMEDIES[kind] for kind in document.damage if kind in REMEDIES]
    if document.ungraded == "little-text":
        remedies.append(LITTLE_TEXT)
    blank = [page.page for page in pages if page.ungraded == "no-text"]
    if blank and document.ungraded != "no-text":
        remedies.append(
            _of_pages(
                blank,
                "không có chữ: kiểm tra xem có quét nhầm mặt trắng hoặc mất chữ không.",
                "without text: check whether a blank side was scanned, or text lost.",
            )
        )
    return tuple(remedies)


def _of_pages(numbers: Sequence[int], vi: str, en: str) -> Remedy:
    named = ", ".join(map(str, numbers))
    return Remedy(vi=f"Trang {named} {vi}", en=f"Page{'s' * (len(numbers) > 1)} {named} {en}")
