"""The closing block: recipients, signing authority, the signer's title and name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.facts import Warning
from extractors.folding import CAPITAL, fold, is_capitals, squeeze
from extractors.layout import Line
from extractors.line_kinds import (
    DEGREE,
    NAME_SIGNS,
    before_office,
    is_office,
    is_person,
    is_recipients_label,
    is_signature,
    office_like,
)
from extractors.paragraphs import is_damaged, is_ocr
from extractors.recipients import is_archive, may_be_recipient, mend_recipient
from normalizers.person_names import family_name, read_person
from normalizers.unicode_text import strip_marks, tone_style

_AUTHORITY = re.compile(
    r"^(?:tm|t/m|kt|k/t|tl|t/l|tuq|thua (?:lenh|uy quyen)|ky thay|thay mat)\b\s?\.?\s*\S", re.IGNORECASE
)
_BROKEN_BODY = re.compile(r"^(?:tm|t/m)\W.*\b(?:uy ban|hoi dong)$")
_BULLET = re.compile(r"^\s*[-–—+•*·~]\s*")
_MISREAD_BULLET = re.compile(rf"^[^\s\-–—+]\s+(?=[{CAPITAL}])")  # "4 Các phòng" in a list of dashes
_FOR_HEAD = re.compile(r"^(?:KT|K/T)\s?\.?\s*(?P<head>.+)$")
_AFTER_RECIPIENT = re.compile(r"^([-–—+•*~]\s*.*?[;.])\s+([^;]+)$")
_AFTER_COMMA = re.compile(
    r"^([-–—+•*~]\s*.*?,)\s+([^;,]*[^\W\d_]{2}\s[^;,]*)$"
)  # offices of the Party end recipients so
# What is left of an office under a stamp, in the print: "- Các đoàn thể; PHO CHU 7s".
_STAMPED_OFFICE = re.compile(r"[;.]\s+(?:PHO|GIAM|CHU|TRUONG|CHANH|VIEN|CUC|TONG)\s[^;]*$")
_COLUMNS = re.compile(r"\s{3,}")
_CODE = re.compile(r"[A-ZĐ]{1,6}\d{0,2}[.;]?")  # of a unit, after "Lưu: VT;"
_LETTERS = re.compile(r"[^\W\d_]{2}")
BLOCK = 25  # lines of a closing block at most
SURE_NAME = 0.85  # a restored name less sure than this is shown as doubt
SURE_FAMILY = 0.95  # of names that are written so 38 in 50,000 are changed


@dataclass(frozen=True, slots=True)
class Signature:
    authority: str | None = None  # "TM. ỦY BAN NHÂN DÂN"
    title: str | None = None  # "PHÓ CHỦ TỊCH"
    name: str | None = None
    recipients: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands in one column of a line: the text, and the same as it was read (empty where they do not align)."""

    text: str
    printed: str
    line: Line


def read_signature(closing: Sequence[Line]) -> Signature:
    """Read the closing block; columns side by side on one line are told apart by wide gaps."""
    head = closing[:BLOCK]  # what follows may be a page that no reader could make out
    damaged, by_ocr = is_damaged(head), is_ocr(head)
    recipients: list[_Piece] = []
    marks: list[_Piece] = []  # the lines of the signature block
    listing = False
    for piece in (piece for line in closing for piece in _pieces(line, damaged or by_ocr)):
        text = piece.text
        if is_recipients_label(text):
            listing = True
            after = re.split(r":\s*", text, maxsplit=1)
            if len(after) > 1 and after[1]:
                marks.append(_Piece(after[1], "", piece.line))
        elif _BULLET.match(text) and len(text) > 2 and not (recipients and is_archive(recipients[-1].text)):
            recipients.append(piece)
        elif listing and recipients and _continues(text, recipients[-1].text):
            last = recipients[-1]
            recipients[-1] = _Piece(f"{last.text} {text}", f"{last.printed} {piece.printed}".strip(), last.line)
        else:
            marks.append(piece)
    authority, title, named = _signer(marks, damaged)
    name, warnings = _name(named, damaged, by_ocr) if named else (None, ())
    if title is None and name and (damaged or by_ocr):
        title, doubt = _deputy(marks)
        warnings = (*warnings, *doubt)
    cleaned = [text for piece in recipients if _LETTERS.search(text := _clean(piece, damaged or by_ocr))]
    return Signature(authority, title, name, tuple(cleaned), warnings)


def _pieces(line: Line, misread: bool) -> list[_Piece]:
    """The columns of a line: apart at wide gaps, and where the signature follows a recipient on the same line."""
    pieces = []
    whole = line.text.replace("NÑ", "N") if misread else line.text  # an N that an OCR read twice
    texts = [squeeze(piece) for piece in _COLUMNS.split(whole.strip())]
    stamped = misread and _STAMPED_OFFICE.search(strip_marks(line.printed)) is not None
    for text in map(_with_bullet, texts) if misread else texts:
        match = _AFTER_COMMA.match(text)
        match = match if match and is_signature(match[2]) else _AFTER_RECIPIENT.match(text)
        head = before_office(text) or _before_signature(text)
        if head:
            pieces += [*_without_speck(head, misread), text[len(head) :].strip()]
        elif match and is_archive(match[1]) and _CODE.fullmatch(match[2]):
            pieces.append(text)
        elif match and (is_signature(match[2]) or is_person(match[2]) or _is_speck(match[2], misread) or stamped):
            pieces += [match[1], match[2]]
        else:
            pieces.append(text)
    return [_Piece(text, printed, line) for text, printed in _with_print(pieces, line) if re.search(r"\w", text)]


def _without_speck(head: str, misread: bool) -> list[str]:
    """A recipient apart from the speck between it and the office: "- Các đoàn thể; z" of "… z PHÓ CHỦ TỊCH"."""
    match = _AFTER_RECIPIENT.match(head) if misread else None
    return [match[1], match[2]] if match and _is_speck(match[2], misread) else [head]


def _before_signature(text: str) -> str:
    """A recipient whose line ends, without a sign between, in the signature beside it, "" for any other text."""
    words = text.split()
    if not _BULLET.match(text) or is_capitals(text, 0.9):
        return ""
    for k in range(2, len(words)):
        tail = " ".join(words[k:])
        if tail.isupper() and is_signature(tail):
            return " ".join(words[:k])
    return ""


def _with_bullet(text: str) -> str:
    """ "4 Các phòng, ban;" with the dash that the sign before it was."""
    sign = bool(text) and not text[0].isalpha() and may_be_recipient(text[1:])
    return _MISREAD_BULLET.sub("- ", text) if sign else text


def _with_print(pieces: Sequence[str], line: Line) -> list[tuple[str, str]]:
    """Each piece with the tokens it was read as, where restoration kept their number."""
    tokens = line.printed.split()
    if len(tokens) != sum(len(piece.split()) for piece in pieces):
        return [(piece, squeeze(line.printed) if len(pieces) == 1 else "") for piece in pieces]
    out, at = [], 0
    for piece in pieces:
        size = len(piece.split())
        out.append((piece, " ".join(tokens[at : at + size])))
        at += size
    return out


def _is_speck(text: str, misread: bool) -> bool:
    """What an OCR makes of a stamp or a stroke beside the list: no word, no abbreviation."""
    return not re.search(r"\w{3}|[A-ZĐ]{2}", text) or (misread and not may_be_recipient(text))


def _continues(text: str, last: str) -> bool:
    """Whether a line goes on with the recipient above: never after its end, nor after the archive ("Lưu: …")."""
    if is_signature(text) or is_person(text) or (is_capitals(text, 0.9) and len(text.split()) > 1):
        return False
    if last.rstrip().endswith((";", ".", ",.")) or len(last) + len(text) > 160:
        return False
    return text[:1].islower() or not is_archive(last)


def _clean(piece: _Piece, misread: bool) -> str:
    text = re.sub(r"[\s;.,/]+$", "", _BULLET.sub("", piece.text)).strip()
    return mend_recipient(text, _BULLET.sub("", piece.printed)) if misread else text


def _repaired(text: str | None) -> str | None:
    """A title or authority with the marks that an OCR lost: "KT. CHU TỊCH" -> "KT. CHỦ TỊCH"."""
    if text is None:
        return None
    head, name = re.match(r"^((?:(?:TM|KT|TL|TUQ|Q)\s?\.\s*)*)(.*)$", text, re.DOTALL).groups()  # type: ignore[union-attr]
    known = office_like(name)
    return f"{head}{known}" if known and tone_style(name, "classic") != known else text


def _signer(marks: Sequence[_Piece], damaged: bool) -> tuple[str | None, str | None, _Piece | None]:
    """Authority, title and the piece with the name."""
    marks = _whole_bodies(_last_block(marks))
    texts = [piece.text for piece in marks]
    authorities = [text for text in texts if _AUTHORITY.match(fold(text)) and is_capitals(text, 0.75)]
    first = next((text for text in authorities if re.match(r"t/?m|thay mat", fold(text))), None)
    authority = first or (authorities[0] if authorities else None)
    titles = [text for text in texts if is_signature(text) and not _AUTHORITY.match(fold(text))]
    names = [piece for piece in marks if is_person(piece.text)]
    if damaged and not names and (titles or authority):
        names = [piece for piece in marks if _may_be_name(piece)]
    titles = titles or [text for text in texts if is_office(text)]
    if not titles and names:  # an office that no list has: the capitals above the name
        above = texts[: texts.index(names[-1].text)]
        titles = [text for text in above[-1:] if is_capitals(text, 0.9) and not _AUTHORITY.match(fold(text))]
    named = bool(names) and bool(titles or authority)
    return _repaired(authority), _repaired(titles[-1] if titles else None), names[-1] if named else None


def _whole_bodies(marks: Sequence[_Piece]) -> list[_Piece]:
    """With "TM. ỦY BAN" / "NHÂN DÂN" of a narrow column on one line."""
    whole: list[_Piece] = []
    for piece in marks:
        broken = whole and _BROKEN_BODY.search(fold(whole[-1].text)) and fold(piece.text).startswith("nhan dan")
        if broken and is_capitals(piece.text, 0.75):
            above = whole.pop()
            whole.append(_Piece(f"{above.text} {piece.text}", f"{above.printed} {piece.printed}".strip(), above.line))
        else:
            whole.append(piece)
    return whole


def _deputy(marks: Sequence[_Piece]) -> tuple[str | None, tuple[Warning, ...]]:
    """The title that a stamp made unreadable, where the line above it stands: who signs for the head ("KT. CHỦ TỊCH")
    is a deputy (Decree 30/2020/NĐ-CP, article 13)."""
    for piece in _last_block(marks):
        match = _FOR_HEAD.match(piece.text)
        head = office_like(match["head"]) if match else None
        if head:
            deputy = _DEPUTIES.get(head, f"PHÓ {head}")
            message = f"Chức vụ người ký không đọc được; theo dòng “{piece.text}” là “{deputy}”. Đối chiếu với bản gốc."
            line = piece.line
            return deputy, (Warning(code="signer-doubtful", message=message, page=line.page, line=line.number),)
    return None, ()


_DEPUTIES = {"BỘ TRƯỞNG": "THỨ TRƯỞNG"}


def _last_block(marks: Sequence[_Piece]) -> Sequence[_Piece]:
    """Of a document that two offices sign, the block of one: an office named between two names opens the second."""
    names = [k for k, piece in enumerate(marks) if is_person(piece.text)]
    if len(names) < 2:
        return marks
    block = marks[names[-2] + 1 :]
    return block if any(is_signature(piece.text) for piece in block[: names[-1] - names[-2] - 1]) else marks


def _may_be_name(piece: _Piece) -> bool:
    """Whether a misread line of the signature block is a name: the print has capitals where a name has them."""
    tokens = piece.printed.split()
    if not 2 <= len(tokens) <= 4 or not all(token[:1].isupper() for token in tokens) or is_capitals(piece.printed, 0.8):
        return False
    return read_person(tokens) is not None


def _name(piece: _Piece, damaged: bool, by_ocr: bool) -> tuple[str, tuple[Warning, ...]]:
    """The signer's name and what is doubtful about it."""
    text = DEGREE.sub("", piece.text).strip(NAME_SIGNS)
    if damaged:
        degree = DEGREE.match(piece.text)
        tokens = piece.printed.split()[len(degree.group(0).split()) if degree else 0 :]
        read = read_person(tokens)
        if read is None:
            return text, (_doubt(piece, text, None),)
        rival = read.rival if read.confidence < SURE_NAME else None
        return read.text, (_doubt(piece, read.text, rival),) if read.confidence < SURE_NAME else ()
    if by_ocr:
        family, _, rest = text.partition(" ")
        known, confidence = family_name(family)
        if known != family and confidence >= SURE_FAMILY:
            return f"{known} {rest}", (_doubt(piece, f"{known} {rest}", text),)
    return text, ()


def _doubt(piece: _Piece, name: str, rival: str | None) -> Warning:
    printed = f"; bản quét đọc được “{piece.printed}”" if piece.printed else ""
    other = f"; cũng có thể là “{rival}”" if rival else ""
    message = f"Tên người ký “{name}” chưa chắc đúng{printed}{other}. Đối chiếu với bản gốc."
    return Warning(code="signer-doubtful", message=message, page=piece.line.page, line=piece.line.number)
