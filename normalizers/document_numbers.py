"""The grammar of official document numbers: find them in damaged text and write them as they should be.

State documents number ``76/NQ-CP``, normative ones ``118/2025/NĐ-CP``, letters ``581/BNV-CCHC``, the National Assembly
``226/2025/QH15``, the Party ``09-NQ/TW`` (Decree 30/2020/NĐ-CP, annex I and III; Guide 36-HD/VPTW). OCR loses the Đ
(``QD``, ``QP``), the hyphen (``NQCP``) or breaks the number over a line end; the letters are few and known, so they
can be repaired. Digits are never changed. The abbreviations are data: ``data/document_codes.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

_GAP = r"\s{0,8}"  # a number may be broken over a line end, and dumps stand in double spacing
_CODE = r"[A-ZĐÐÑƯ][A-Za-zĐđÐðÑƯ&0-9]{0,14}"  # "ĐCTUBTWMTTQVN", a party to joint resolutions, has 13 letters
_HYPHEN = "[-‐‑–—]"
_START = r"(?<![\w/])(?<!\d[.,:\-–])"
_END = r"(?:(?!\w)|(?=(?:ngày|của|về)\b))"  # "263/KH-UBNDngày 31/12/2024": the next word sticks to it

_STATE = re.compile(
    rf"{_START}(?P<serial>\d{{1,6}}(?:\.\d{{1,3}})?[a-z]?){_GAP}/{_GAP}(?:(?P<year>(?:19|20)\d\d){_GAP}(?P<slash>/?){_GAP})?"
    rf"(?P<joint>(?:TTLT|NQLT|QCPH|KHPH|KHLT|CTLT|HDLT){_GAP}/{_GAP})?"
    rf"(?P<codes>{_CODE}(?:{_GAP}{_HYPHEN}{_GAP}{_CODE}){{0,3}}){_END}"
)
_PARTY = re.compile(
    rf"{_START}(?P<serial>\d{{1,6}}[a-z]?)(?P<hyphen>{_GAP}{_HYPHEN}{_GAP}|[ ]?)(?P<type>{_CODE}){_GAP}/{_GAP}"
    rf"(?P<issuer>{_CODE}(?:{_HYPHEN}{_CODE})?){_END}"
)
_NO_SERIAL = re.compile(rf"(?<![\w/])/{_GAP}(?P<codes>{_CODE}(?:{_GAP}{_HYPHEN}{_GAP}{_CODE}){{1,3}})(?!\w)")
_PIECE = re.compile(rf"({_CODE})|({_GAP}{_HYPHEN}{_GAP})")
_LETTER_CODE = re.compile(r"[A-ZĐ&]{3,12}")
_AFTER_SO = re.compile(r"\b[sS][ốoô]\s{1,4}$")
# Codes with a small letter, as titles in capitals print them ("QĐ-TTG").
_SHOUTED = {"TTG": "TTg", "TTR": "TTr", "CTR": "CTr"}
_SHOUTED_CODE = re.compile(rf"(?<=[/-])(?:{'|'.join(_SHOUTED)})(?=[/-]|$)")
_REST_OF_CODE = re.compile(r"[ ]([A-ZĐ&]{1,6})(?![\w/-])")
_SHORT_ISSUERS = ("CP", "TW", "TU", "ĐU", "CT")
_PREFILTER = re.compile(r"/")


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """One document number in a text. ``start``/``end`` are offsets of the text, half-open.

    ``number`` is the number as it should be, on one line without white space ("118/2025/NĐ-CP"; "/KH-UBND" where the
    serial is blank in print; "QĐ-TTg" where a title in capitals has "QĐ-TTG"). ``repaired`` is the same with the case,
    line breaks and spaces of the print, so that it can replace ``printed`` in a text that must keep its lines. ``kind``
    is the type word that the abbreviation stands for ("Nghị định", "Công văn" for a letter, "" if unknown).
    ``confident`` is false where a code is in no list and was left as printed.
    """

    start: int
    end: int
    printed: str
    number: str
    repaired: str
    kind: str
    confident: bool

    @property
    def complete(self) -> bool:
        """Whether the serial is printed."""
        return self.number[:1].isdigit()


@dataclass(frozen=True, slots=True)
class _Codes:
    types: Mapping[str, str]  # code -> type word
    state: Mapping[str, str]  # code -> issuer
    party: Mapping[str, str]
    damaged_types: Mapping[str, str]  # folded or misread code -> code
    damaged_issuers: Mapping[str, str]


def _one_crossed_d(code: str) -> str:
    """Đ (U+0110) for the Icelandic letter that prints alike, and once where an OCR gave both ("QĐÐ", "QĐđ"); the same
    with an N read as two ("NÑQ")."""
    return re.sub("ĐÐ|ÐĐ|[ĐÐ][đð]", "Đ", code).replace("Ð", "Đ").replace("NÑ", "N").replace("Ñ", "N")


def _fold(code: str) -> str:
    return _one_crossed_d(code).upper().replace("Đ", "D")


def _damaged_forms(codes: set[str], intact: set[str]) -> dict[str, str]:
    """What OCR makes of each code: Đ read as D, P, B, two. A form that is a code, or of two codes, is left out."""
    forms: dict[str, set[str]] = {}
    for code in codes:
        for letter in ("D", "P", "B", "DP", "DB"):
            form = code.upper().replace("Đ", letter)
            if form not in intact or form == code.upper():
                forms.setdefault(form, set()).add(code)
    return {form: next(iter(of)) for form, of in forms.items() if len(of) == 1}


@cache
def _codes() -> _Codes:
    table: dict[str, dict[str, str]] = {"type": {}, "state": {}, "party": {}}
    text = (files("normalizers") / "data" / "document_codes.tsv").read_text(encoding="utf-8")
    for row in text.splitlines():
        if row.startswith(("#", "role\t")) or not row.strip():
            continue
        role, code, name = row.split("\t")
        table[role][code] = name
    issuers = {code for code in table["state"] | table["party"] if not code.endswith("#")}
    intact = {code.upper() for code in {*table["type"], *issuers}}
    return _Codes(
        types=table["type"],
        state=table["state"],
        party=table["party"],
        damaged_types=_damaged_forms(set(table["type"]), intact),
        damaged_issuers=_damaged_forms(issuers, intact),
    )


def _repair_type(code: str) -> str | None:
    codes = _codes()
    same = _one_crossed_d(code)
    if same in codes.types:
        return same
    single = re.sub("Đ+", "Đ", same)  # "QĐĐ"
    if single in codes.types:
        return single
    return codes.damaged_types.get(same.upper()) or codes.damaged_types.get(_fold(same))


def _repair_issuer(code: str, *, party: bool = False) -> str | None:
    """``party``: the code stands where the Party's issuers stand, so that even "PH" can only be a damaged "ĐH"."""
    codes = _codes()
    same = _one_crossed_d(code)
    if same in codes.state or same in codes.party:
        return same
    legislature = re.fullmatch(r"(QH|UBTVQH)(\d{1,2})", same.upper())
    if legislature:
        return legislature.group(0)
    known = codes.damaged_issuers.get(same.upper()) or codes.damaged_issuers.get(_fold(same))
    if known and (party or len(known) > 2 or "D" in same.upper()):
        return known
    # The two commonest issuers are long enough to bear one misread letter.
    folded = _fold(same)
    near = [c for c in ("UBND", "HĐND") if len(folded) >= 4 and Levenshtein.distance(folded, _fold(c)) == 1]
    return near[0] if len(near) == 1 else None


def _keep_case(printed: str, repaired: str) -> str:
    """The code as printed where only its case differs: "Ctr" and "CTr" are both in use."""
    same = _one_crossed_d(printed)
    return same if same.upper() == repaired.upper() else repaired


def _split_joined(code: str) -> tuple[str, str] | None:
    """ "NQCP" -> ("NQ", "CP"): type and issuer whose hyphen was lost."""
    for cut in range(len(code) - 2, 0, -1):
        kind, issuer = _repair_type(code[:cut]), _repair_issuer(code[cut:])
        if kind and issuer and (len(issuer) > 2 or issuer in _SHORT_ISSUERS):  # "TCCB" is the code of a form
            return kind, issuer
    return None


def _repair_codes(printed: str) -> tuple[str, str, bool] | None:
    """The codes after the serial -> (repaired with the print's white space, type word, confident)."""
    pieces = [m.group(0) for m in _PIECE.finditer(printed)]
    names, gaps = pieces[0::2], pieces[1::2]
    first, rest = names[0], names[1:]
    if not rest:
        issuer = _repair_issuer(first)
        if issuer is not None and len(first) > 1:
            return _keep_case(first, issuer), "" if "QH" in issuer else "Công văn", True
        joined = _split_joined(first)
        if joined is None:
            return None
        return f"{joined[0]}-{joined[1]}", _codes().types[joined[0]], True
    kind = _repair_type(first)
    issuers = [_repair_issuer(name) for name in rest]
    if kind is not None:
        word, confident, head = _codes().types[kind], issuers[0] is not None, _keep_case(first, kind)
    else:
        letter = _repair_issuer(first)
        word, confident = ("Công văn", True) if letter else ("", False)
        head = _keep_case(first, letter) if letter else first
        # A letter's second code is the unit that wrote it: any letters. After a type that no list has stand issuers.
        issuers = [None] * len(rest) if letter else [i if i and len(i) > 3 else None for i in issuers]
    spaced = [gap for gap in gaps if gap[0].isspace() and gap[-1].isspace() and "\n" not in gap]
    if spaced and not (kind and issuers[0]):
        return None  # "… 5/KT - Phòng": a dash of the sentence
    out = head
    for gap, name, issuer in zip(gaps, rest, issuers, strict=True):
        out += gap + (_keep_case(name, issuer) if issuer else name)
    return out, word, confident


def _squeeze(text: str) -> str:
    return re.sub(r"[‐‑–—]", "-", re.sub(r"\s+", "", text))


def _state_span(match: re.Match[str]) -> NumberSpan | None:
    codes = _repair_codes(match["codes"])
    if (
        codes is None
        and _LETTER_CODE.fullmatch(match["codes"])
        and _AFTER_SO.search(match.string[: match.start()][-8:])
    ):
        codes = match["codes"], "Công văn", False  # "Công văn số 540/ABCDE": an office's own code, told by "số"
    if codes is None:
        return None
    repaired, kind, confident = codes
    codes_at = match.start("codes")
    if match["joint"]:  # "183/2010/TTLT/BTC-BNN": a slash for the hyphen
        kind = _codes().types[match["joint"].rstrip("/ \n")]
        codes_at, repaired = match.start("joint"), match["joint"] + repaired
    head = match.group(0)[: codes_at - match.start()]
    if match["year"] and not match["slash"]:
        if head[-1:].isspace() and "-" not in _squeeze(match["codes"]):
            return None  # "12/2028 Du lịch": a month, and a word after it
        head = head + "/" if not head[-1:].isspace() else head.rstrip() + "/" + head[len(head.rstrip()) :]
    return _span(match, head + repaired, kind, confident)


def _party_span(match: re.Match[str]) -> NumberSpan | None:
    kind, issuer = _repair_type(match["type"]), _repair_issuer(match["issuer"], party=True)
    party = issuer in _codes().party
    lost_hyphen = not match["hyphen"].strip()
    if (kind is None and not party) or (lost_hyphen and not (kind and party and len(match["serial"]) <= 3)):
        return None
    printed = match.group(0)
    between = printed[match.end("type") - match.start() : match.start("issuer") - match.start()]
    code = _keep_case(match["type"], kind) if kind else match["type"]
    tail = _keep_case(match["issuer"], issuer) if issuer else match["issuer"]
    repaired = f"{match['serial']}{'-' if lost_hyphen else match['hyphen']}{code}{between}{tail}"
    return _span(match, repaired, _codes().types[kind] if kind else "", bool(kind and issuer))


def _blank_span(match: re.Match[str]) -> NumberSpan | None:
    codes = _repair_codes(match["codes"])
    if codes is None or not codes[2] or codes[1] in ("", "Công văn"):
        return None
    head = match.group(0)[: match.start("codes") - match.start()]
    return _span(match, head + codes[0], codes[1], True)


def _span(match: re.Match[str], repaired: str, kind: str, confident: bool) -> NumberSpan:
    number = _SHOUTED_CODE.sub(lambda code: _SHOUTED[code.group()], _squeeze(repaired))
    return NumberSpan(match.start(), match.end(), match.group(0), number, repaired, kind, confident)


def _candidates(text: str) -> Iterator[NumberSpan]:
    for pattern, build in ((_PARTY, _party_span), (_STATE, _state_span), (_NO_SERIAL, _blank_span)):
        for match in pattern.finditer(text):
            span = build(match)
            if span is not None:
                yield span


def _with_whole_code(text: str, span: NumberSpan) -> NumberSpan:
    """A number whose last code is of no list, with the rest that a space parts from it, where both together are:
    "01/2016/TT-BGD ĐT"."""
    code = span.number.rpartition("-")[2]
    rest = _REST_OF_CODE.match(text, span.end)
    issuers = {**_codes().state, **_codes().party}
    if rest is None or code in issuers or code + rest[1] not in issuers or "-" not in span.number:
        return span
    return replace(
        span,
        end=rest.end(),
        printed=span.printed + rest[0],
        number=span.number + rest[1],
        repaired=span.repaired + rest[0],
        confident=True,
    )


def find_numbers(text: str) -> list[NumberSpan]:
    """All document numbers of a text (one line or many), in order, without overlaps. Linear in the text's length."""
    if not _PREFILTER.search(text):
        return []
    found: list[NumberSpan] = []
    for span in sorted(_candidates(text), key=lambda s: (s.start, -s.end)):
        if not found or span.start >= found[-1].end:
            found.append(_with_whole_code(text, span))
    return found
