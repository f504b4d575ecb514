"""Header and end of a document: type, number, date, issuer, title, addressee, legal bases, recipients, signer.

What is not printed is null. A field is read where it stands best (letterhead), else where the document says it of
itself: the preamble ("Sở … ban hành Kế hoạch"), the title, the annex caption, the signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.agreed_names import agreed_names
from extractors.annex_opening import is_caption
from extractors.citations import cite_lines
from extractors.facts import HeaderFacts, Metadata, Warning
from extractors.folding import fold, is_capitals, squeeze, starts_like
from extractors.front import CAPTION, split_front
from extractors.issuer import as_written, complete_place, find_issuer, listed_agency, with_own_agency
from extractors.labels import read_labels
from extractors.layout import Line, LineRole
from extractors.line_kinds import DOCUMENT_TYPES, document_type_of, is_addressee_label
from extractors.paragraphs import is_damaged, is_ocr, join_lines, plain_paragraphs
from extractors.parts import DocumentParts
from extractors.register import read_register, unweave
from extractors.repetition import mend_titles, without_speck
from extractors.signature import read_signature
from normalizers.document_numbers import find_numbers

_BASIS = re.compile(r"^(?:can cu|thuc hien|thi hanh|xet|theo (?:de nghi|chi dao))\b")
_PERIOD = re.compile(
    r"(?:giai doan|nhiem ky|thoi ky|tu nam|cac nam)\s*(?P<a>(?:19|20)\d\d)\s*"
    r"(?:-|–|—|den(?: nam)?)\s*(?P<b>(?:19|20)\d\d)"
)
_YEARS = re.compile(r"(?<![\d/])(?P<a>20\d\d)\s*[-–—]\s*(?P<b>20\d\d)(?!\d)")


def extract_header(parts: DocumentParts) -> HeaderFacts:
    """The document's metadata and legal bases; unknown fields are null or empty, none is guessed."""
    front = list(parts.front)
    kind, type_line, rest_of_line = _type(front)
    if kind and type_line is None:
        bases = next(k for k, line in enumerate(front) if _BASIS.match(fold(line.text)))
        head, title_lines, preamble = front[:bases], front[:0], front[bases:]
    else:
        head, title_lines, preamble = split_front(front, type_line, bool(parts.body))
    if kind is None:
        sectioned = _counts_sections(parts.body)
        kind = _type_by_reference(parts, preamble) if sectioned else None
        title_lines = title_lines if kind else []
        kind = kind or _type_by_number(head)
    title = squeeze(" ".join([rest_of_line, join_lines([line.text for line in title_lines])[0]])).strip(" .:;") or None
    columns = unweave(head)
    caption = _caption(parts, kind)
    under = _own_caption(preamble)
    preamble = [line for line in preamble if line not in under]
    register = read_register(head, caption)
    signature = read_signature(parts.closing)
    preamble_text = _running(preamble)
    misread = is_damaged(front) or is_ocr(front)
    addressee = _addressee(front)
    official = kind or misread or register.number or register.date or addressee
    issuer = None
    if official:
        issuer = find_issuer(
            columns,
            preamble_text,
            title or "",
            caption=caption or join_lines([line.text for line in under])[0],
            authority=signature.authority or "",
            number=register.number or "",
            misread=misread,
        )
    places = agreed_names(
        [*parts.front, *parts.body, *parts.closing[:30], *(k for a in parts.annexes for k in a.title_lines)]
    )
    opening = preamble_text or " ".join(line.text for line in parts.body[:3])  # of a document without sections
    if issuer:
        authority = (text for text in columns if "uy ban nhan dan" in fold(text))  # "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …"
        issuer = complete_place(issuer, (title or "", caption, *authority, opening), register.place)
    issuer = places.settle(issuer)
    title = places.settle(title)
    if places.damaged:
        issuer = listed_agency(issuer) if issuer else issuer
        title = _mended(title, issuer, parts) if title else title
    elif issuer:
        running = (line.text for line in (*title_lines, *preamble, *parts.body[:400]))
        issuer = as_written(issuer, join_lines(list(running))[0])
    if title and (places.damaged or is_ocr(front)):
        title = without_speck(title)
    metadata = Metadata(
        document_type=kind,
        title=title,
        number=register.number,
        date=register.date,
        place=places.nearest(register.place, issuer),
        issuing_agency=issuer,
        addressee=places.settle(addressee),
        period=_period(title or "", preamble_text),
        signer_name=signature.name,
        signer_title=signature.title,
        signing_authority=signature.authority,
        recipients=tuple(places.settle(recipient) or recipient for recipient in signature.recipients),
    )
    return HeaderFacts(
        metadata=metadata,
        legal_bases=_legal_bases([*preamble, *_opening(parts.body)], register.number),
        warnings=(*_warnings(metadata, places.doubt(metadata.issuing_agency)), *register.warnings, *signature.warnings),
    )


def _mended(title: str, issuer: str | None, parts: DocumentParts) -> str:
    """The title of a misread document by what the document says elsewhere."""
    (mended,) = mend_titles([title], (line.text for line in parts.running_lines()))
    return with_own_agency(mended, issuer)


def _type(front: Sequence[Line]) -> tuple[str | None, int | None, str]:
    """The type, the index of its line, and what of the title stands on the same line."""
    for index, line in enumerate(front[:40]):
        kind = document_type_of(line.text)
        if kind:  # "QUYẾT ĐỊNH:" below the bases: the line of the type was lost
            lost = line.text.rstrip().endswith(":") and any(_BASIS.match(fold(above.text)) for above in front[:index])
            return kind, None if lost else index, ""
    for index, line in enumerate(front[:40]):
        text = squeeze(line.text)
        if not is_capitals(text, 0.8):
            continue
        kinds = [key for key in DOCUMENT_TYPES if fold(text).startswith(key + " ")]
        if kinds and line.role is not LineRole.LETTERHEAD:
            key = max(kinds, key=len)
            return DOCUMENT_TYPES[key], index, text[len(key) :].strip()
    return None, None, ""


def _type_by_reference(parts: DocumentParts, preamble: Sequence[Line]) -> str | None:
    """The type as the document names itself: "ban hành Kế hoạch", "Trên đây là Kế hoạch", "Kế hoạch này" (twice)."""
    preamble_text = fold(join_lines([line.text for line in preamble])[0])
    closing = fold(join_lines([line.text for line in parts.body[-12:]])[0])
    whole = fold(" ".join(line.text for line in parts.body)) if len(parts.body) < 20000 else ""
    names = sorted(("ke hoach", "bao cao", "chuong trinh", "huong dan", "phuong an", "de an", "quyet dinh"), key=len)
    scores = {
        key: 2 * len(re.findall(rf"tren day la (?:noi dung )?{key}\b", closing))
        + 2 * len(re.findall(rf"(?:ban hanh|xay dung)(?: noi dung)? {key}\b(?!.*\bso \d)", preamble_text))
        + whole.count(f"{key} nay")
        for key in names
    }
    best = max(scores, key=lambda key: scores[key])
    return DOCUMENT_TYPES[best] if scores[best] >= 2 else None


def _type_by_number(head: Sequence[Line]) -> str | None:
    """The type that the code of the document's number stands for: "869/KH-UBND"; the line of the type was lost."""
    spans = find_numbers(read_register(head, "").number or "")
    kind = spans[0].kind if spans else ""
    return DOCUMENT_TYPES.get(fold(kind)) if kind != "Công văn" else None  # letters print no type


def _counts_sections(body: Sequence[Line]) -> bool:
    """Whether the body is that of an official document: at least two sections counted in romans."""
    return len({label.value for line in body for label in read_labels(line.text) if label.kind == "roman"}) >= 2


def _caption(parts: DocumentParts, kind: str | None) -> str:
    """The words in brackets under an annex title, if they name a document of this type."""
    for annex in parts.annexes:
        text = join_lines([line.text for line in annex.title_lines])[0]
        match = CAPTION.search(fold(text))
        if match is None:
            continue
        named = match["kind"]
        if kind is None or starts_like(named, fold(kind)[: len(named)]):
            return text[match.start() :]
    return ""


def _own_caption(preamble: Sequence[Line]) -> Sequence[Line]:
    """The lines under the title that say which decision issues the document: it is no basis of it."""
    if not preamble or not is_caption(preamble[0]):
        return ()
    end = next((k for k, line in enumerate(preamble[:4]) if ")" in line.text), 0)
    return preamble[: end + 1]


def _running(preamble: Sequence[Line]) -> str:
    """The preamble on one line; the end of a paragraph ends a clause."""
    texts = [paragraph.text for paragraph in plain_paragraphs(preamble) if paragraph.text]
    return " ".join(text if text[-1] in ".,;:" else f"{text};" for text in texts)


def _addressee(front: Sequence[Line]) -> str | None:
    """ "Kính gửi: …", over several lines or as a list, joined with "; "."""
    for index, line in enumerate(front):
        if not is_addressee_label(line.text):
            continue
        first = re.sub(r"^\s*\S+\s+\S+?\s*:\s*", "", line.text) if ":" in line.text else " ".join(line.text.split()[2:])
        items = [first.strip()] if first.strip() else []
        for later in front[index + 1 : index + 30]:
            text = squeeze(later.text)
            if re.match(r"^[-–+•]\s*\S", text):
                items.append(text)
            elif items and text[:1].islower() and not items[-1].endswith("."):
                items[-1] += " " + text
            elif not items and text == "|":
                continue
            else:
                break
        cleaned = [re.sub(r"^[-–+•\s]+|[;.,\s]+$", "", item) for item in items]
        return "; ".join(item for item in cleaned if any(c.isalpha() for c in item)) or None
    return None


def _period(title: str, preamble: str) -> tuple[int, int] | None:
    """The years the document says it is for: "giai đoạn 2026-2030" -> (2026, 2030). A single year is no period."""
    folded = fold(title)
    for pattern in (_PERIOD, _YEARS):
        match = pattern.search(folded)
        if match and int(match["a"]) <= int(match["b"]):
            return int(match["a"]), int(match["b"])
    if not title:
        return None
    own = re.split(r"\b(?:ban hanh|xay dung) ke hoach\b", fold(preamble))
    match = _PERIOD.search(own[-1]) if len(own) > 1 else None
    return (int(match["a"]), int(match["b"])) if match else None


def _opening(body: Sequence[Line]) -> list[Line]:
    """The bases at the head of a body without sections: "Căn cứ …", "Thực hiện …" up to the first other paragraph."""
    opening: list[Line] = []
    start = next((k for k, line in enumerate(body[:3]) if not is_capitals(line.text)), 0)  # who issues a decision
    for paragraph in plain_paragraphs(body[start:60]):
        if not _BASIS.match(fold(paragraph.text)):
            break
        opening += paragraph.lines
    return opening


def _legal_bases(preamble: Sequence[Line], own: str | None) -> tuple[str, ...]:
    """The documents that the preamble names, each once: "Nghị quyết số 76/NQ-CP", or a law by its name."""
    names = (
        f"{c.type} số {c.number}" if c.number and not c.name else c.name or ""
        for c in cite_lines(preamble)
        if c.number != own or c.name
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _warnings(metadata: Metadata, doubt: str | None) -> list[Warning]:
    warnings = []
    if metadata.document_type is None:
        warnings.append(Warning(code="no-document-type", message="Không nhận ra loại văn bản (kế hoạch, báo cáo …)."))
    if doubt:
        warnings.append(Warning(code="agency-doubtful", message=doubt))
    return warnings
