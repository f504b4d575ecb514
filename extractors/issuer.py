"""The agency that issues a document: from letterhead, preamble, title, annex caption or signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from rapidfuzz.distance import Levenshtein

from extractors.folding import fold, is_capitals, squeeze
from extractors.line_kinds import document_type_of
from normalizers.agencies import agency_names
from normalizers.gazetteer import communes_named, known_province

# Heads of agency names, folded, with their printed form.
_HEADS = {
    "uy ban nhan dan": "Ủy ban nhân dân",
    "ubnd": "Ủy ban nhân dân",
    "hoi dong nhan dan": "Hội đồng nhân dân",
    "hoi dong ": "Hội đồng ",
    "so ": "Sở ",
    "bo ": "Bộ ",
    "ban ": "Ban ",
    "phong ": "Phòng ",
    "van phong": "Văn phòng",
    "trung tam": "Trung tâm",
    "dang uy": "Đảng ủy",
    "dang bo": "Đảng bộ",
    "dang doan": "Đảng đoàn",
    "ban chap hanh": "Ban Chấp hành",
    "bch ": "BCH ",
    "thanh uy": "Thành ủy",
    "tinh uy": "Tỉnh ủy",
    "cong ty": "Công ty",
    "tong cong ty": "Tổng công ty",
    "chi cuc": "Chi cục",
    "cong an": "Công an",
    "truong ": "Trường ",
    "thanh tra": "Thanh tra",
    "hoi ": "Hội ",
    "lien doan": "Liên đoàn",
    "uy ban mat tran": "Ủy ban Mặt trận",
    "uy ban mttq": "Ủy ban MTTQ",
    "cuc ": "Cục ",
    "tong cuc": "Tổng cục",
    "benh vien": "Bệnh viện",
    "vien ": "Viện ",
    "don vi ": "Đơn vị ",
    "thi hanh an dan su": "Thi hành án dân sự",
    "toa an": "Tòa án",
    "kho bac": "Kho bạc",
    "bao hiem xa hoi": "Bảo hiểm xã hội",
    "thue tinh": "Thuế tỉnh",
    "thue thanh pho": "Thuế thành phố",
    "tinh doan": "Tỉnh đoàn",
    "thanh doan": "Thành đoàn",
    "tram ": "Trạm ",
    "hat kiem lam": "Hạt Kiểm lâm",
    "chinh phu": "Chính phủ",
    "thu tuong": "Thủ tướng",
    "huyen uy": "Huyện ủy",
    "quan uy": "Quận ủy",
    "thi uy": "Thị ủy",
    "tieu ban": "Tiểu ban",
    "to cong tac": "Tổ công tác",
    "uy ban ": "Ủy ban ",
}
# Offices that every organisation of their kind has: the name of the organisation stands on the line above.
_OF_ANOTHER = ("van phong", "ban thuong truc", "ban thuong vu", "ban chap hanh", "thuong truc")
# The motto's first line, and its pieces where a narrow column broke it.
_MOTTO = "cong hoa xa hoi chu nghia viet nam"
_MOTTO_PIECE = re.compile(r"(?:cong|hoa|xa hoi|chu nghia)\b")
# The committee, its standing members and the organisation are one issuer.
_PARTY = re.compile(r"(?:dang uy|dang bo|ban chap hanh|ban thuong vu|thanh uy|tinh uy|chi bo)\b")
_PEOPLE_S = ("uy ban nhan dan", "ubnd", "hoi dong nhan dan")
_UNIT = re.compile(r"^(?:tinh|thanh pho|tp\.?|xa|phuong|dac khu|quan|huyen|thi xa|thi tran)\b")
_UNITS = {
    "xa": "xã", "phuong": "phường", "tinh": "tỉnh", "thanh pho": "thành phố", "dac khu": "đặc khu",
    "huyen": "huyện", "thi xa": "thị xã", "thi tran": "thị trấn",
}  # fmt: skip
_UNIT_WITHIN = re.compile(
    r"\b(thi xa|(?<!thi )xa(?! hoi)|phuong(?! (?:an|tien|phap|huong|thuc|dong|tay)\b(?! \w))|tinh|thanh pho|dac khu|"
    r"huyen|thi tran)\s+(.+)$"
)
_NOT_AGENCY = re.compile(
    r"cong hoa|doc lap|dang cong san|^s\w?\s*[:.]|\d|"
    r"^(?:ke hoach|bao cao|quyet dinh|thong bao|phieu trinh|to trinh|giay moi|bien ban)\b"
)
_AGENCY = re.compile(
    r"(?:^|(?<=[,;.:]\s))(?:uy ban nhan dan|ubnd|hoi dong nhan dan|so|phong|van phong|dang uy|ban|bo|trung tam|cong an|"
    r"chi cuc|truong|hoi|benh vien|thanh tra|uy ban mat tran|uy ban mttq|ubmttq\w*|doan|cuc|cong ty|"
    r"tong cong ty|tram|vien)\b"
)
_NUMBER_LINE = re.compile(r"^s\w{1,2}\s*(?:[:.]|\d)")
_ISSUES = re.compile(
    r"\s(?:da\s+)?(?:ban hanh|xay dung|lap|trien khai|bao cao|thong bao|huong dan|de nghi|kinh gui|to chuc trien khai)"
    r"\s+(?:(?:noi dung|mot so|chi tiet)\s+)?(?:ke hoach|bao cao|chuong trinh|huong dan|phuong an|ket qua|de an|"
    r"thong bao|thuc hien|nhu sau|voi)"
)
_VERB = re.compile(r"\s(?:ban hành|xây dựng)\b")
_OF_TITLE = re.compile(r"\bcua (?P<who>(?:uy ban nhan dan|ubnd|so|phong|van phong|ban|trung tam|cong an|chi cuc)\b.*)$")
_CAPTION_OF = re.compile(r"\bcua (?P<who>[^()]+?)\s*\)?\s*$")
_HOLDER = re.compile(r"^(?:Chủ tịch|Giám đốc|Trưởng ban|Bộ trưởng|Bí thư)\s+")
_PERIOD = re.compile(r"\s*(?:giai doan|nam \d|den nam|nhiem ky|trong|quy|6 thang|thang).*$")


def find_issuer(
    head: Sequence[str], preamble: str, title: str, *, caption: str, authority: str, number: str, misread: bool
) -> str | None:
    """The issuing agency as the document names it, or None.

    The letterhead has the full name; but where it is ``misread`` only the superior's line may be readable, and then the
    agency that the preamble says issues the document is of another kind and right - unless the document's ``number``
    has the code of the letterhead's agency ("09/BC-HĐND").
    """
    letterhead, said = _from_letterhead(head), _from_preamble(preamble)
    own = re.search(r"(?:UBND|HĐND)$", number)
    if letterhead and own and fold(letterhead).startswith(fold(_CODES[own.group(0)])):
        said = None
    if letterhead and said and not misread and fold(said) == fold(letterhead):
        return said  # with the capitals that the office itself gives its name in a sentence
    other_kind = letterhead and said and fold(letterhead).split()[0] != fold(said).split()[0]
    if letterhead and said and other_kind and (misread or _has_line(head, said)):
        return letterhead if _PARTY.match(fold(letterhead)) and _PARTY.match(fold(said)) else said
    return letterhead or said or _from_title(title) or _from_caption(caption) or _from_signature(authority)


_CODES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}


def _has_line(head: Sequence[str], agency: str) -> bool:
    """Whether a line of the letterhead is the agency: the name that stands last may be one of no list."""
    folded = fold(squeeze(agency))
    return any(text and folded.startswith(text) for text in (fold(squeeze(line)) for line in head))


def _cased(name: str) -> str:
    """A name in capitals as it stands in a sentence: "ỦY BAN NHÂN DÂN XÃ AN LẠC" -> "Ủy ban nhân dân xã An Lạc"."""
    if not is_capitals(name, 0.6):
        return name
    small = squeeze(name).lower()
    if fold(small).startswith("truong "):  # a school's name is that of a person or a place
        words = (word if word in _SCHOOL_WORDS else word.title() for word in small.split()[1:])
        return _abbreviated(f"Trường {' '.join(words)}")
    for head, printed in _HEADS.items():
        if fold(small).startswith(head):
            rest = small[len(head) :].strip()
            unit = _UNIT.match(fold(rest))
            if head in _PEOPLE_S and unit:
                return f"{printed} {rest[: unit.end()]} {rest[unit.end() :].strip().title()}".strip()
            if head in _PEOPLE_S:
                return f"{printed} {rest.title()}".strip()
            if head in ("tinh uy", "thanh uy"):
                return f"{printed} {rest.title()}".strip()
            return _abbreviated(f"{printed.strip()} {_title_rest(rest)}".strip())
    return _abbreviated(small[:1].upper() + small[1:])


_SCHOOL_WORDS = frozenset("tiểu học trung phổ thông cơ sở mầm non mẫu giáo cao đẳng đại dân tộc nội trú bán và".split())


def _abbreviated(name: str) -> str:
    """ "Trường thpt Lê Lợi" -> "Trường THPT Lê Lợi": every syllable has a vowel, so letters without one abbreviate."""
    return re.sub(
        r"[^\W\d_]{2,}", lambda m: m.group() if re.search("[aeiouy]", fold(m.group())) else m.group().upper(), name
    )


def _title_rest(rest: str) -> str:
    """What follows "Sở", "Phòng" …: a capital at the head of each part of the field's name."""
    parts = re.split(r"(,\s*|\s+và\s+|\s+-\s+)", rest)
    cased = "".join(p if k % 2 else p[:1].upper() + p[1:] for k, p in enumerate(parts))
    cased = re.sub(r"\b[vV]iệt nam\b", "Việt Nam", cased).replace("quốc hội", "Quốc hội")
    cased = re.sub(r"\btrung ương\b", "Trung ương", cased)
    unit = _UNIT_WITHIN.search(fold(cased))
    if unit:
        name = cased[unit.start(2) :].title()
        cased = f"{cased[: unit.start()]}{_UNITS[unit.group(1)]} {name}"
    return cased


def _from_letterhead(head: Sequence[str]) -> str | None:
    """The last agency above the number: the line before it may be the agency it belongs to."""
    lines: list[str] = []
    for text in head:
        folded = fold(text)
        motto = _MOTTO in folded or (folded in _MOTTO and _MOTTO_PIECE.match(folded))
        if (
            _NUMBER_LINE.match(folded)
            or document_type_of(text)
            or (lines and (motto or re.search(r"cong hoa xa hoi|dang cong san", folded)))
        ):
            break
        # "ỦY BAN" / "NHÂN DÂN XÃ …", "THỦ" / "TƯỚNG CHÍNH PHỦ", "BỘ" / "KẾ HOẠCH VÀ …"
        broken = lines and (fold(lines[-1]) in ("uy ban", "hoi dong") or len(lines[-1].split()) == 1)
        whole = f"{lines[-1]} {text}" if broken else text
        capitals = is_capitals(text, 0.6) or (text.isalpha() and text.isupper())
        if capitals and not motto and not _NOT_AGENCY.search(fold(whole)):
            lines[-1:] = [whole] if broken else [*lines[-1:], text]
    names: list[str] = []
    for text in lines:
        folded = fold(text)
        if names and (_UNIT.match(folded) or not any(folded.startswith(h) for h in _HEADS)):
            names[-1] += " " + text
        elif any(folded.startswith(h) for h in _HEADS):
            names.append(text)
    if not names:
        return None
    own = _cased(_expand(names[-1]))
    if fold(own) in _OF_ANOTHER and len(names) > 1:
        return f"{own} {_cased(_expand(names[-2]))}"
    return own


def _expand(name: str) -> str:
    return re.sub(r"^UBND\b", "ỦY BAN NHÂN DÂN" if is_capitals(name, 0.9) else "Ủy ban nhân dân", name)


def _from_preamble(preamble: str) -> str | None:
    """ "…; Ủy ban nhân dân xã ban hành Kế hoạch": the last agency at the head of a clause that issues something."""
    folded = fold(preamble)
    for agency in reversed(list(_AGENCY.finditer(folded))):
        verb = _ISSUES.search(folded, agency.end())
        name = squeeze(preamble[agency.start() : verb.start()].partition("(")[0]) if verb else ""
        name = _VERB.split(name)[0] if name else name
        if name[:1].isupper() and len(name) < 120 and not re.search(r"[;:]|\d", name):
            return _expand(name)
    return None


def _from_title(title: str) -> str | None:
    match = _OF_TITLE.search(fold(title))
    if not match:
        return None
    name = title[match.start("who") :]
    end = _PERIOD.search(fold(name))
    name = squeeze(name[: end.start()] if end else name)
    return _expand(name) if name[:1].isupper() else None


def _from_caption(caption: str) -> str | None:
    match = _CAPTION_OF.search(fold(caption.strip()))
    if not match:
        return None
    name = _HOLDER.sub("", squeeze(caption.strip()[match.start("who") : match.end("who")]))
    return _expand(name) if any(fold(name).startswith(h.strip()) for h in _HEADS) else None


def _from_signature(authority: str) -> str | None:
    name = re.sub(r"^TM\s?\.\s*", "", authority)
    return _cased(_expand(name)) if name != authority else None


def as_written(issuer: str, text: str) -> str:
    """The issuer with the capitals that the document's running text gives its name: "Trường Tiểu học Hoa Mai"."""
    folded, key = fold(text), fold(issuer)
    small = ""
    at = folded.find(key)
    while at >= 0:
        found = text[at : at + len(key)]
        ends = not folded[at + len(key) : at + len(key) + 1].isalnum() and not folded[max(at - 1, 0) : at].isalnum()
        if ends and not is_capitals(found, 0.8) and found.lower() == issuer.lower():
            if found[:1].isupper():
                return found
            small = small or found  # "… trường Tiểu học Hoa Mai": the kind of the office in small letters
        at = folded.find(key, at + 1)
    return small[:1].upper() + small[1:] if any(c.isupper() for c in small) else issuer


def listed_agency(name: str) -> str:
    """A misread name as the packaged list has it, where just one name of the list is so near: "Sê Y tế"."""
    folded = fold(name)
    slack = max(1, len(folded) // 10)
    near = {
        listed
        for listed in agency_names()
        if Levenshtein.distance(folded, fold(listed), score_cutoff=slack) <= slack and len(listed.split()) > 2
    }
    exact = {listed for listed in near if fold(listed) == folded}
    found = exact or near
    return found.pop() if len(found) == 1 else name


def with_own_agency(title: str, issuer: str | None) -> str:
    """The title of a misread document with its issuer written as everywhere else: "… của Sở Xây đúng"."""
    if not issuer:
        return title
    size, slack = len(issuer.split()), max(2, len(issuer) // 8)
    for match in re.finditer(r"\bcua\s+", fold(title)):
        words = title[match.end() :].split()
        readings = [
            (Levenshtein.distance(fold(" ".join(words[:n])), fold(issuer)), n) for n in range(size - 1, size + 2)
        ]
        distance, count = min(readings)
        if distance <= slack and words[0][:1].isupper():
            return " ".join([squeeze(title[: match.end()]), issuer, *words[count:]])
    return title


_LEVELS = "xã|phường|đặc khu|tỉnh|thành phố"
_DISTRICTS = "thị xã|thị trấn|huyện|quận"  # until 2025; of their names there is no list


# What may follow "tỉnh" in capitals, or the line after it: "TỈNH ỦY", "… TỈNH" over "Căn cứ …".
_NO_PLACE = re.compile(
    r"(?:uy|hoi(?:$| (?:chu|dong|va|cua|nam|tai|giai|den|tren))|doan|can cu|thuc hien|theo|xet|ve)\b"
)
_SAYS_LEVEL = re.compile(
    rf"\b(?:uy ban nhan dan|ubnd) (?P<level>{fold(_LEVELS)})"
    r"(?:$| (?:ban hanh|xay dung|trien khai|bao cao|de nghi|can cu)\b)"
)


def complete_place(issuer: str, texts: Sequence[str], place: str | None) -> str:
    """ "Ủy ban nhân dân xã" with the name that the first of the texts gives the commune, else with the ``place`` of
    issue, which is that name (Decree 30/2020/NĐ-CP, annex I, part II, 4)."""
    unit = re.search(rf"\b({_DISTRICTS}|{_LEVELS})\s*$", issuer, re.IGNORECASE)
    folded = fold(issuer)
    if unit is None:
        if folded.strip() not in _PEOPLE_S:
            return issuer
        kinds = _LEVELS
    else:
        kinds = unit.group(1)
    name = re.compile(rf"\b({kinds})\s+((?:[A-ZĐÀ-Ỹ][^\W\d_]*\s?){{1,4}})", re.IGNORECASE)
    for text in texts:
        for match in name.finditer(text):
            if re.fullmatch(_DISTRICTS, kinds, re.IGNORECASE) and is_capitals(match.group(2)):
                continue  # "CÁC HUYỆN TRONG TỈNH": where a name ends in capitals only a list tells
            if _NO_PLACE.match(fold(match.group(2))):
                continue
            if found := _place_name(match.group(2).split()):
                return f"{issuer} {found}" if unit else f"{issuer} {match.group(1).lower()} {found}"
    said = (match["level"] for text in texts for match in _SAYS_LEVEL.finditer(fold(text)))
    level = fold(unit.group(1)) if unit else next(said, None)
    if not place or not level or (level in ("tinh", "thanh pho") and not known_province(place)):
        return issuer
    return f"{issuer} {place}" if unit else f"{issuer} {_UNITS[level]} {place}"


_USUAL_NAME = 2  # words


def _place_name(words: Sequence[str]) -> str:
    """The name at the head of words with a capital. In capitals the title goes on after it: the longest name that the
    official list has, else two words."""
    if not words or not words[0][:1].isupper():
        return ""
    if not all(word.isupper() for word in words[:2]):  # "U Minh"
        return " ".join(takewhile(lambda word: word[:1].isupper(), words))
    words = [word.title() for word in takewhile(str.isupper, words)]
    prefixes = [" ".join(words[:size]) for size in range(len(words), 0, -1)]
    listed = (prefix for prefix in prefixes if known_province(prefix) or communes_named(prefix))
    return next(listed, " ".join(words[:_USUAL_NAME]))
