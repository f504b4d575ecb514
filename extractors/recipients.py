"""Recipients of misread documents: mended by what such lists hold.

"Nơi nhận" names bodies and abbreviations, without a sentence around them that would help a language model: "TT Dang ty"
is "TT Đảng ủy", "SdXaydung" is "Sở Xây dựng", "(46 b/c)" is "(để b/c)", and what follows "Lưu:" are codes of units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractors.folding import fold, is_capitals, starts_like
from normalizers.agencies import agency_names
from normalizers.misread import likely_syllables
from normalizers.spelling_parts import coarse_key

# Every office keeps a copy with its clerks (VT, văn thư: Decree 30/2020/NĐ-CP); an OCR misreads the T.
_ARCHIVE_OF_CLERKS = re.compile(r"^(Lưu\s?[:.]\s?)V(?:[IFlÏÍÌỊ1]|T[IFl1])(?!\w)")
_ARCHIVE = re.compile(r"^l\w{1,2}\s?[:.]\s?(?=\S)", re.IGNORECASE)
_CODE = re.compile(r"\W*[A-Z]{2,8}\d?(?=\W|$)")
_PURPOSE = re.compile(r"\((?!để\s)\S{1,3}\s(?=(?:b/c|t/h|t/d|p/h|k/t|c/đ|báo cáo|thực hiện|theo dõi|phối hợp|biết)\b)")
# Abbreviations whose Đ an English OCR reads as D, and such as restoration takes for words; no other has these letters.
_ABBREVIATIONS = {
    "PGD": "PGĐ", "HDND": "HĐND", "BCD": "BCĐ", "TTHDND": "TTHĐND", "GD&DT": "GD&ĐT", "ĐỦ": "ĐU", "TƯ": "TU",
    "LDTBXH": "LĐTBXH", "TTDU": "TTĐU", "HDQT": "HĐQT", "HDTV": "HĐTV",
}  # fmt: skip
# "UBND tinh", "HĐND phương": what stands after a council or committee is a level.
_LEVEL = re.compile(r"(?<=(?:UBND|HĐND|MTTQ)\s)(?:tinh|tính|tĩnh|phương|phuong|xà|xa)(?=$|[\s;,.)(])")
_LEVELS = {"tinh": "tỉnh", "phuong": "phường", "xa": "xã"}
# "SG Y tế", "các PGĐ Sa": an S and what an OCR makes of ở, before a field or after who leads it.
_FIELD = re.compile(
    r"^S(?:[6GO0Ở]|[deaoô]|[ẽéẻêổơỡđ])(?=\s(?:Y tế|[A-ZĐ][^\W\d_]+ [^\W\d_]+))|(?<=GĐ\s)S[^\W\d_]?(?=$|[\s;,.])"
)
_BOARD = re.compile(r"^B(?:6|O|0|d|Ô|ô|o|ố|ỗ|ồ)(?=\s[A-ZĐ&]{2})")
_HEAD = re.compile(r"\bGD(?=,? (?:và )?(?:các )?PGĐ\b)")
_BODIES = {
    "đảng": "Đảng ủy",
    "tỉnh": "Tỉnh ủy",
    "thành": "Thành ủy",
}  # committees of the Party, after who stands for them
_STANDING = re.compile(r"^(?:tt|ttr|btv|vp|thuong truc|ban thuong vu|van phong)\.?$")
_HEADS = frozenset(
    "ubnd uy hdnd hoi tt ttr thuong vp van so phong ban bo cuc chi lanh dao cac chu ct pct pho giam gd luu dang tinh "
    "thanh cong doan mttq mat btv trung vien truong nhu don co ubmttq kho toa bao dai".split()
)
LEAST_GLUED = 6  # letters of a name printed without spaces
LIKELY = -7.0  # log-probability that a token was read so


def mend_recipient(text: str, printed: str) -> str:
    """One recipient of a list that was misread. ``printed``: its tokens as they were read, or empty."""
    text = without_hooks(text)
    text = _PURPOSE.sub("(để ", text)
    if is_archive(text):
        return _ARCHIVE_OF_CLERKS.sub(r"\1VT", _with_codes(_ARCHIVE.sub("Lưu: ", text), printed))
    words, tokens = text.split(), printed.split()
    tokens = tokens if len(tokens) == len(words) else words
    mended: list[str] = []
    for k, (word, token) in enumerate(zip(words, tokens, strict=True)):
        committee = _committee(tokens, k) if k and _STANDING.match(fold(" ".join(mended[-2:]))) else ""
        committee = committee or (_committee(tokens, k) if k and _STANDING.match(fold(mended[-1])) else "")
        before = _committee(tokens, k - 1) if k else ""
        if committee:
            mended.append(committee + word[len(word.rstrip(",;.")) :])
        elif before and mended and mended[-1].rstrip(",;.") == before:
            mended[-1] += word[len(word.rstrip(",;.")) :]  # the second word of the committee
        else:
            mended.append(_mended_word(word, token))
    return _by_formula(" ".join(mended))


def _by_formula(text: str) -> str:
    """Words of which a list of recipients has one form only."""
    for formula in ("Như kính gửi", "Như trên"):
        if starts_like(fold(text), fold(formula)[:9]) and len(text) <= len(formula) + 2:
            return formula
    text = re.sub(r"(?<=thông tin điện )[^\W\d_]+", "tử", re.sub(r"(?<=[Cc]ác )6(?= chức)", "tổ", text))
    text = _LEVEL.sub(lambda match: _LEVELS[fold(match.group(0))], text)
    return _HEAD.sub("GĐ", _BOARD.sub("Bộ", _FIELD.sub("Sở", re.sub(r"^B[ảàáạ]n(?=\s[A-ZĐ&]{2})", "Ban", text))))


def without_hooks(text: str) -> str:
    """ "Sở’ Y tế": the horn of a vowel, read as a sign of its own."""
    return re.sub(r"(?<=[^\W\d_])['’‘`](?=\s|$)", "", text)


def may_be_recipient(text: str) -> bool:
    """Whether what stands after a semicolon on a misread line may be one more recipient, and no stroke of a stamp."""
    first = fold(text).lstrip("-–—+•*·~( ").split()[:1]
    return bool(first) and first[0].strip(".,;:") in _HEADS


def is_archive(recipient: str) -> bool:
    """ "Lưu: VT" is the last of the recipients (Decree 30/2020/NĐ-CP)."""
    return fold(recipient).lstrip("-–—+•*·~ ").startswith(("luu", "lru"))


def _mended_word(word: str, token: str) -> str:
    core = word.strip(",;.():")
    if re.fullmatch(r"[xX][^\w\s]", core):
        return word.replace(core, "xã")
    read = token.strip(",;.():")
    if core in _ABBREVIATIONS:
        return word.replace(core, _ABBREVIATIONS[core])
    if core.isupper() and not core.isascii() and re.fullmatch(r"[A-Z]{2,4}", read) and fold(core) != fold(read):
        return word.replace(core, read)  # an abbreviation taken for a word in capitals: TT, not TỬ
    if len(core) >= LEAST_GLUED and core.isalpha() and any(c.isupper() for c in core[1:]) and not core.isupper():
        return word.replace(core, _glued(core))
    return word


def _committee(tokens: list[str], k: int) -> str:
    """ "Đảng ủy" where two tokens may have been read so."""
    if k + 1 >= len(tokens):
        return ""
    second = tokens[k + 1].strip(",;.()")
    if not (second[-1:] in "yỷùúu" and 1 < len(second) <= 3):
        return ""
    shapes = likely_syllables(tokens[k].strip(",;.()"))
    found = max(_BODIES, key=lambda word: shapes.get(word, -99.0))
    return _BODIES[found] if shapes.get(found, -99.0) > LIKELY else ""


@cache
def _agencies() -> Mapping[str, str]:
    """Names of the packaged list by their letters, without spaces and marks."""
    return {coarse_key(re.sub(r"\W", "", name)): name for name in agency_names()}


def _glued(token: str) -> str:
    key = coarse_key(token)
    near = process.extract(key, _agencies().keys(), scorer=Levenshtein.distance, score_cutoff=1, limit=2)
    return _agencies()[near[0][0]] if len(near) == 1 or (near and near[0][1] < near[1][1]) else token


def _with_codes(archive: str, printed: str) -> str:
    """What follows "Lưu:" are abbreviations of units, no words; they stay as they were read."""
    words, tokens = archive.split(), printed.lstrip("-–—+•*·~ ").split()
    if len(words) != len(tokens):
        return archive
    kept = [
        token if k and _CODE.match(token) and is_capitals(token, 1.0 if len(token) > 2 else 0.5) else word
        for k, (word, token) in enumerate(zip(words, tokens, strict=True))
    ]
    return re.sub(r"[\s;.,/]+$", "", " ".join(kept))


__all__ = ["is_archive", "may_be_recipient", "mend_recipient", "without_hooks"]
