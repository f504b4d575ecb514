"""What a line is by its words alone: a document type, a signature, the recipients' label, a heading without label.

All are recognised without marks and with a few wrong letters.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from extractors.folding import fold, is_capitals, squeeze, starts_like

# Kinds of documents (Decree 30/2020/NĐ-CP, article 7), folded, as they stand alone on the title line.
DOCUMENT_TYPES: dict[str, str] = {
    fold(name): name
    for name in (
        "KẾ HOẠCH", "BÁO CÁO", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "CHỈ THỊ", "QUY CHẾ", "QUY ĐỊNH", "THÔNG CÁO", "THÔNG BÁO",
        "HƯỚNG DẪN", "CHƯƠNG TRÌNH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "CHƯƠNG TRÌNH CÔNG TÁC", "PHƯƠNG ÁN", "ĐỀ ÁN", "DỰ ÁN",
        "BIÊN BẢN", "TỜ TRÌNH", "CÔNG ĐIỆN", "GIẤY MỜI", "KẾT LUẬN", "NGHỊ ĐỊNH", "THÔNG TƯ", "CÔNG VĂN",
        "KẾ HOẠCH HÀNH ĐỘNG", "KẾ HOẠCH LIÊN TỊCH", "KẾ HOẠCH LIÊN NGÀNH", "KẾ HOẠCH PHỐI HỢP", "CHƯƠNG TRÌNH PHỐI HỢP",
        "QUY CHẾ PHỐI HỢP", "ĐỀ CƯƠNG", "QUY TRÌNH", "LỊCH CÔNG TÁC",
    )
}  # fmt: skip
_SIGNATURE = re.compile(
    r"^(?:(?:tm|kt|tl|tuq|q)\s?\.\s?\S|(?:t/m|k/t|t/l)\b\s?\.?\s?\S|"
    r"(?:thua (?:lenh|uy quyen)|ky thay|thay mat)\s+\S|"
    r"(?:pho |quyen )?(?:chu tich|giam doc|truong phong|truong ban|chanh van phong|bi thu|vien truong|tong giam doc|"
    r"hieu truong|cuc truong|chi cuc truong|chanh thanh tra|thu truong|bo truong|thu tuong|tong bien tap|"
    r"chi huy truong|truong cong an|truong doan|truong khoa|doi truong|tram truong|chu nhiem|tong thu ky)"
    r"(?:\s+(?:thuong truc|phu trach|dieu hanh))?\s*$)"
)
_ADDRESSEE = re.compile(r"kinh \w{1,6}\s?:")
_OFFICE_ALONE = re.compile(
    r"(?:pho |quyen )?(?:chu tich|giam doc|truong phong|truong ban|chanh van phong|bi thu|hieu truong|cuc truong|"
    r"chi cuc truong|chanh thanh tra|tram truong|doi truong|tong giam doc)"
)
# Degrees and ranks before a signer's name.
DEGREE = re.compile(
    r"^(?:(?:(?:TS|ThS|PGS|GS|BS|CN|KS|Ths|BSCKI|BSCKII|CKI|CKII)\s?\.\s*)|"
    r"(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy)\s+)+"
)
NAME_SIGNS = " .,;:'’‘`-"
LETTERHEAD_LINES = 15  # of a document's first filled lines; its number and date stand in them


def document_type_of(text: str) -> str | None:
    """The document type that a title line names and nothing else ("KẾ HOẠCH" -> "KẾ HOẠCH"), or None."""
    words = squeeze(text).strip(" .:*-–_")
    folded = fold(words)
    if folded in DOCUMENT_TYPES:
        return DOCUMENT_TYPES[folded] if is_capitals(words) else None
    if not is_capitals(words) or not 6 <= len(folded) <= 30:
        return None
    if re.fullmatch(r"(?:\w ){4,}\w", folded):  # letters spaced out: "K Ế  H O Ạ C H"
        joined = folded.replace(" ", "")
        return next((name for key, name in DOCUMENT_TYPES.items() if key.replace(" ", "") == joined), None)
    near = [n for k, n in DOCUMENT_TYPES.items() if abs(len(k) - len(folded)) <= 1 and starts_like(folded, k)]
    return near[0] if len(near) == 1 else None


def is_addressee_label(text: str) -> bool:
    """Whether a line begins with "Kính gửi", also misread ("Kính trị:")."""
    folded = fold(squeeze(text))
    return starts_like(folded, "kinh gui") or bool(_ADDRESSEE.match(folded))


def is_recipients_label(text: str) -> bool:
    """Whether a line opens the list of recipients ("Nơi nhận:"), also damaged ("Noi nhn:"); a sentence does not."""
    words = text.strip(" *_").split(maxsplit=2)
    if len(words) < 2 or not words[0][0].isupper():
        return False
    label, rest = " ".join(words[:2]), "".join(words[2:])
    if not starts_like(fold(label), "noi nhan", slack=2):
        return False
    return not rest or label[-1] in ":;.," or rest[0] in ":;.," or is_capitals(rest)


def is_signature(text: str) -> bool:
    """Whether a line belongs to a signature block: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "GIÁM ĐỐC"."""
    text = squeeze(text)
    if len(text) > 70 or not is_capitals(text, 0.75):
        return False
    return bool(_SIGNATURE.match(fold(text))) or office_like(text) in _PERSONS


# Who signs, and for which body (Decree 30/2020/NĐ-CP, annex I): few enough to be known with a wrong letter. Offices
# that differ by their marks only (thủ trưởng, thứ trưởng) are left out.
_PERSONS = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "CHÁNH VĂN PHÒNG",
    "PHÓ CHÁNH VĂN PHÒNG", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "BÍ THƯ", "PHÓ BÍ THƯ", "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG",
    "CHI CỤC TRƯỞNG", "CỤC TRƯỞNG", "BỘ TRƯỞNG", "THỦ TƯỚNG", "CHÁNH THANH TRA",
)  # fmt: skip
_BODIES = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "BAN CHỈ ĐẠO", "ĐẢNG ỦY", "BAN THƯỜNG VỤ")


def office_like(text: str) -> str | None:
    """The office or body that a line names, up to its marks and one wrong letter: "PHO CHU TICH" -> "PHÓ CHỦ TỊCH"."""
    folded = fold(squeeze(text))
    if len(folded) < 6:
        return None
    near = [name for name in (*_PERSONS, *_BODIES) if Levenshtein.distance(folded, fold(name), score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def is_bare_heading(text: str) -> bool:
    """Whether a line in capitals, without a label, may be a heading; a signature is none."""
    text = squeeze(text)
    counts = 2 <= len(text.split()) <= 30 and text[-1:].isalnum()
    return counts and is_capitals(text, 0.95) and not is_signature(text)


def is_office(text: str) -> bool:
    """Whether a line names an office and nothing else, in small letters too: "Trưởng phòng"."""
    text = squeeze(text).strip(" .,:")
    return text[:1].isupper() and bool(_OFFICE_ALONE.fullmatch(fold(text)))


def before_office(text: str) -> str:
    """What stands in capitals before the office that ends a line, "" if none does: "DUYỆT CỦA XÃ" of
    "DUYỆT CỦA XÃ HIỆU TRƯỞNG"."""
    text = squeeze(text)
    if not is_capitals(text, 0.95) or is_signature(text):
        return ""
    folded = fold(text)
    tails = [fold(name) for name in _PERSONS if folded.endswith(f" {fold(name)}")]
    return text[: -len(max(tails, key=len))].strip() if tails else ""


def is_person(text: str) -> bool:
    """Whether a line reads as a Vietnamese person's name: two to five capitalised words and nothing else."""
    words = DEGREE.sub("", squeeze(text)).strip(NAME_SIGNS).split()
    return 2 <= len(words) <= 5 and all(_is_name_word(word) for word in words) and any(len(word) > 1 for word in words)


def _is_name_word(word: str) -> bool:
    """ "Hòa", and the one letter of "Hầu A Lềnh" or "Y Ngọc"; "H'Yim" is a name of the highlands."""
    letters = word.replace("'", "").replace("’", "")
    return letters.isalpha() and letters[0].isupper() and (letters[1:].islower() or len(letters) == 1 or "'" in word)


__all__ = [
    "DEGREE",
    "DOCUMENT_TYPES",
    "LETTERHEAD_LINES",
    "NAME_SIGNS",
    "before_office",
    "document_type_of",
    "is_addressee_label",
    "is_bare_heading",
    "is_office",
    "is_person",
    "is_recipients_label",
    "is_signature",
    "office_like",
]
