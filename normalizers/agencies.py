"""Administrative bodies as they stand in the cells of a task table: recognise, split into a list, expand.

A name is recognised by its head ("Sở", "Phòng", "Ủy ban nhân dân", "Các cơ quan" …), so that a body nobody listed is
still found; the packaged list (``data/agencies.tsv``) adds the names with a comma or "và" inside them, which must not
be cut there. All comparisons are made without marks and without case, so that half-restored text is recognised too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process
from unidecode import unidecode

from normalizers.spelling import is_syllable


def _any_of(*words: str) -> str:
    return f"(?:{'|'.join(word for line in words for word in line.split('|'))})"


_MEMBERS = _any_of(
    "so|phong|ban|don vi|co quan|ho|thon|to|xa|phuong|to chuc|dia phuong|nganh|doan the|hoi|truong|tram|thanh vien|cap",
    "cong chuc|can bo|trung tam|bo phan|doanh|hiep hoi|khu|chi|bo|cqdv|cuc|uy vien|benh vien|cong ty|hop tac xa|htx",
    "hoc vien|ngan hang|nha truong|vien|lien doan|tap doan|luc luong|khoa|ap",
)
_ENUMERATION = rf"(?:cac|tat ca cac|toan the|nhung)\s+{_MEMBERS}"
_HEAD = _any_of(
    # neither a book ("sổ") nor a number ("số"): a department is of nothing that is counted
    r"so(?! (?:tay|lieu|luong|ket|theo|hoa|ho|nguoi|luot|lop|cuoc|buoi|vu|bai|hoc sinh|phieu|tien|thu|ca|san pham|"
    r"doanh nghiep|co so|don vi|hoi vien|cong trinh|nha|gia dinh|van ban|nhiem vu|dan(?! toc))(?!\w))",
    # Without marks verbs and nouns begin as bodies do: "Phòng chống", "Ban hành", "Bố trí", "Đôn đốc", "Quy định".
    r"phong(?! (?:chong|trao|ngua|doc))|ban(?! (?:hanh|giao|do|tin|quyen))|van phong|vp|ubnd|uy ban|hdnd|hoi dong",
    r"hoi(?! (?:nghi|thao|thi|dap|nhap))|trung tam|ttpvhcc|cong an|doan|mat tran|mttq|ubmttq\w*|ubkt",
    r"bo chi huy|ban chi huy|tram|thanh tra|chi cuc|chi nhanh|cuc|tong cuc|bo(?! (?:tri|sung|tieu|chi so|qua|nhiem))",
    "vien|truong|dang uy|thuong truc|thuong vu|kho bac|bao hiem|toa an|ngan hang|cong ty|lien doan|lien minh|hat",
    r"bao(?! (?:dam|ve|cao|ton|tri|quan))|dai|thue|quy(?! (?:dinh|hoach|che|trinh|mo))|don(?! (?:doc|gian))",
    r"doi(?! (?:moi|voi|thoai|chieu|tuong))",
    r"khoa(?! (?:hoc|tap huan|dao tao|boi duong|huan luyen|an|so))|ap(?! (?:dung|luc|gia|phich|suat))",
    "chi bo|dang bo|thong ke (?:tinh|thanh pho|co so)|vnpt|viettel|mobifone|thu vien|nha (?:van hoa|thieu nhi)",
    "to(?! chuc)|thon|khu|chu tich|tinh doan|thanh doan|xa doan",
    "pho chu tich|lanh dao|giam doc|pho giam doc|bo phan|khoi|can bo|cong chuc|benh vien|buu dien|dien luc|hop tac xa",
    "htx|bcd|bql|ban quan ly|cqdv|don vi|co quan|doanh nghiep|nguoi|chuyen vien|hiep hoi|tap doan|hoc vien|nha truong",
)
_START = re.compile(rf"^(?:de nghi )?(?:{_ENUMERATION}|{_HEAD})(?!\w)")  # bodies that are no authority's are asked
# A comma or "và" followed by one of these starts another body even in lower case.
_STRONG_START = re.compile(
    "^"
    + _any_of(
        _ENUMERATION,
        r"ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|ubmttq\w*|mttq|cong an|dang uy|van phong|trung tam|so|phong",
        "truong thon|to truong|doan thanh nien|hoi lien hiep|hoi nong dan|hoi cuu chien binh|bo phan",
    )
    + r"(?!\w)"
)


_OF_A_LEVEL = re.compile(r"(?:UBND|Truyền hình)$|^(?:Đoàn|Hội|Liên đoàn) ")  # plans mostly say of which
LEVELS = {"commune": ("xã", "phường", "đặc khu"), "province": ("tỉnh", "thành phố")}


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case without marks, white space single: the form in which names are compared."""
    return re.sub(r"\s+", " ", unidecode(text)).strip().lower()


def _rows(name: str) -> list[tuple[str, str]]:
    text = files("normalizers").joinpath("data", name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [(row[0], row[1]) for row in rows]


@cache
def agency_names() -> tuple[str, ...]:
    """The packaged names, as printed, "HĐND và UBND" also with a sign between the two."""
    return _also_with_sign([name for _, name in _rows("agencies.tsv")])


def _also_with_sign(names: Sequence[str]) -> tuple[str, ...]:
    signed = [name.replace("HĐND và UBND", "HĐND&UBND") for name in names if "HĐND và UBND" in name]
    return tuple(dict.fromkeys([*names, *signed]))


@cache
def names_of_all_levels() -> tuple[str, ...]:
    """The packaged names, those of a commune's or province's bodies also as plans name them at each of its levels: with
    "xã", "phường", "đặc khu" or "tỉnh", "thành phố" behind them ("Công an phường")."""
    names = list(agency_names())
    for level, name in _rows("agencies.tsv"):
        kinds = LEVELS.get(level, ())
        core = re.sub(rf" (?:{'|'.join(kinds)})$", "", name)
        if core != name or _OF_A_LEVEL.search(core):
            names += [f"{core} {kind}" for kind in kinds]
    return _also_with_sign(names)


@cache
def _folded_names() -> dict[str, str]:
    return {fold(name): name for name in agency_names()}


@cache
def _indivisible() -> re.Pattern[str]:
    """Names that hold a separator, longest first."""
    names = sorted((n for n in _folded_names() if "," in n or " va " in n), key=len, reverse=True)
    parts = [re.escape(name).replace(r"\ ", r"\s+").replace(",", r"\s*,") for name in names]
    pair = r"(?:hdnd|hoi\s+dong\s+nhan\s+dan)\s*(?:va|&|,|-)\s*(?:ubnd|uy\s+ban\s+nhan\s+dan)"
    return re.compile(rf"\b(?:{'|'.join(parts)}|{pair})\b")


@cache
def abbreviations() -> dict[str, str]:
    return dict(_rows("agency_abbreviations.tsv"))


def starts_like_agency(text: str) -> bool:
    """Whether ``text`` begins with the head of a body's name."""
    return bool(_START.match(fold(text).lstrip("-+ ")))


def recognise(text: str, *, at_least: float = 85.0) -> str | None:
    """The packaged name that ``text`` as a whole is, bearing damage of about one letter in seven; else ``None``."""
    folded = fold(text)
    if len(folded) < 4:
        return None
    names = _folded_names()
    if folded in names:
        return names[folded]
    best = process.extractOne(folded, names.keys(), scorer=fuzz.ratio, score_cutoff=at_least)
    return names[best[0]] if best else None


def _position_fold(text: str) -> str:
    """Like ``fold`` but as long as ``text``, so that positions agree."""
    return "".join((unidecode(c)[:1] or " ") for c in text).lower()


_SEPARATOR = re.compile(r"\s*[;\n]\s*|\s*,\s*|\s+(?:và|va|VÀ)\s+")


def split_agencies(cell: str) -> list[str]:
    """The bodies of a cell, in printed order and as printed, without the joining words.

    Cuts at ``;`` always, at ``,`` and "và" only where what follows begins a body of its own and the place is not
    inside a name that holds the sign ("Sở Giáo dục và Đào tạo", "Văn phòng HĐND và UBND", "các sở, ban, ngành").
    """
    text = re.sub(r"[ \t\n]+", " ", cell).strip(" .;,-+")
    folded = _position_fold(text)
    kept = [found.span() for found in _indivisible().finditer(folded)]
    pieces: list[str] = []
    start = 0
    for found in _SEPARATOR.finditer(text):
        if any(a < found.start() and found.end() <= b for a, b in kept):
            continue
        if ";" not in found.group() and not _begins_another(text[found.end() :], folded[found.end() :]):
            continue
        pieces.append(text[start : found.start()])
        start = found.end()
    pieces.append(text[start:])
    return [piece for piece in (re.sub(r"^(?:và|va)\s+", "", p.strip(" .;,-+")) for p in pieces) if piece]


def _begins_another(rest: str, folded: str) -> bool:
    if _STRONG_START.match(folded):
        return True
    return rest[:1].isupper() and bool(_START.match(folded))


_SEVERAL = re.compile(rf"^(?:(?:\w+ ){{1,2}}cac {_MEMBERS}|{_ENUMERATION})(?!\w)")


@lru_cache(maxsize=50_000)
def names_several(cell: str) -> bool:
    """Whether a cell names several bodies: a list, or an enumeration ("Các phòng thuộc Sở", "Trưởng các thôn")."""
    return _SEVERAL.match(fold(cell)) is not None or len(split_agencies(cell)) > 1


def expand(name: str) -> str:
    """``name`` with the abbreviations that have one reading written out; capitals of a first word are kept, and those
    of a name in capitals throughout ("PHÒNG KH-TC")."""
    table = abbreviations()
    words: list[str] = []
    others = [word for word in re.findall(r"[^\W\d_]{2,}", name) if word not in table]
    loud = name.isupper() and any(is_syllable(word.lower()) for word in others)
    for index, word in enumerate(re.split(r"(\s+|(?<=\w)&(?=[A-ZĐ]{3}))", name)):
        core = word.strip(".,;()")
        full = table.get(core)
        if full is None:
            words.append(word if word != "&" else " và ")
            continue
        if index == 0 or (words and fold(words[0]) in {"so", "bo", "phong", "ban"}):
            full = full[:1].upper() + full[1:]
        words.append(word.replace(core, full.upper() if loud else full))
    return re.sub(r"\s+", " ", "".join(words)).strip()


_PRODUCTS = _any_of(
    "bao cao|ke hoach|quyet dinh|to trinh|van ban|nghi quyet|thong bao|cong van|de an|du an|danh muc|quy che|quy dinh",
    "huong dan|chuong trinh|phuong an|bien ban|ket luan|chi thi|so lieu|co so du lieu|phan mem|nen tang|he thong",
    "hoi nghi|lop|giay moi|tin|bai viet|tai lieu|ho so|bo chi so|ket qua|quy trinh|ha tang|kho du lieu|hop dong",
    "mo hinh|cuoc thi|dich vu|cong trinh|du thao|de cuong|thu tuc|bang|giay chung nhan|hoat dong|y kien",
    "trang thong tin",
    "chuyen muc|phieu|so theo doi|khao sat|du toan|kich ban|so tay|to roi|ban tin|phong su|ban cam ket|ban do|so do",
)
_PRODUCT_START = re.compile(rf"^(?:cac |01 |\d+ )?{_PRODUCTS}(?!\w)")


def starts_like_product(text: str) -> bool:
    """Whether ``text`` begins with a term that usually names what a task yields."""
    return bool(_PRODUCT_START.match(fold(text).lstrip("-+ ")))


def split_products(cell: str) -> list[str]:
    """The products of a cell as printed: cut at ``;``, ``/`` and bullets, at ``,`` and "và" before a product term."""
    text = re.sub(r"[ \t\n]+", " ", cell).strip()
    folded = _position_fold(text)
    pieces: list[str] = []
    start = depth = 0
    cuts = {m.start(): m for m in re.finditer(r"\s*;\s*|\s+-\s*(?=\w)|\s*/\s*|\s*,\s*|\s+(?:và|hoặc)\s+", text)}
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        found = cuts.get(at)
        if found is None or depth > 0:
            continue
        sign = found.group().strip()
        if sign != ";" and not _PRODUCT_START.match(folded[found.end() :].lstrip("-+ ")):
            continue
        pieces.append(text[start:at])
        start = found.end()
    pieces.append(text[start:])
    return [piece for piece in (p.strip(" .;,-+") for p in pieces) if piece]
