"""The closing block: recipients, signing authority, the signer's title and name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.folding import fold, is_capitals, squeeze
from extractors.layout import Line
from extractors.paragraphs import is_damaged, is_ocr
from extractors.parts import is_recipients_label, is_signature, office_like
from normalizers.unicode_text import tone_style

_AUTHORITY = re.compile(r"^(?:tm|kt|tl|tuq|q)\s?\.", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-–—+•*·]\s*")
_NAME_WORD = re.compile(r"^[A-ZĐÀ-Ỹ][a-zà-ỹđ]+$")
_AFTER_RECIPIENT = re.compile(r"^([-–—+•*]\s*.*?[;.])\s+([^;]+)$")
_COLUMNS = re.compile(r"\s{3,}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
# Every office keeps a copy with its clerks (VT, văn thư: Decree 30/2020/NĐ-CP); an OCR misreads the T.
_ARCHIVE_OF_CLERKS = re.compile(r"^(Lưu\s?[:.]\s?)V[IFlÏÍÌỊ1](?!\w)")
_DEGREE = re.compile(r"^(?:(?:TS|ThS|PGS|GS|BS|CN|KS|Ths|BSCKI|BSCKII)\s?\.\s*)+")


@dataclass(frozen=True, slots=True)
class Signature:
    authority: str | None = None  # "TM. ỦY BAN NHÂN DÂN"
    title: str | None = None  # "PHÓ CHỦ TỊCH"
    name: str | None = None
    recipients: tuple[str, ...] = ()


def read_signature(closing: Sequence[Line]) -> Signature:
    """Read the closing block; columns side by side on one line are told apart by wide gaps."""
    recipients: list[str] = []
    marks: list[str] = []  # the lines of the signature block
    listing = False
    for line in closing:
        for text in _pieces(line.text):
            if is_recipients_label(text):
                listing = True
                after = re.split(r":\s*", text, maxsplit=1)
                if len(after) > 1 and after[1]:
                    marks.append(after[1])
            elif _BULLET.match(text) and len(text) > 2 and not (recipients and _is_archive(recipients[-1])):
                recipients.append(text)
            elif listing and recipients and _continues(text, recipients[-1]):
                recipients[-1] += " " + text
            else:
                marks.append(text)
    authority, title, name = _signer(marks)
    cleaned = [text for recipient in recipients if _LETTERS.search(text := _clean(recipient))]
    if is_damaged(closing) or is_ocr(closing):
        cleaned = [_ARCHIVE_OF_CLERKS.sub(r"\1VT", text) for text in cleaned]
    return Signature(authority, title, name, tuple(cleaned))


def _pieces(text: str) -> list[str]:
    """The columns of a line: apart at wide gaps, and where the signature follows a recipient on the same line."""
    pieces = []
    for piece in map(squeeze, _COLUMNS.split(text.strip())):
        match = _AFTER_RECIPIENT.match(piece)
        if match and (is_signature(match[2]) or is_person(match[2]) or _is_speck(match[2])):
            pieces += [match[1], match[2]]
        else:
            pieces.append(piece)
    return [piece for piece in pieces if re.search(r"\w", piece)]


def _is_speck(text: str) -> bool:
    """What an OCR makes of a stamp or a stroke beside the list: no word, no abbreviation."""
    return not re.search(r"\w{3}|[A-ZĐ]{2}", text)


def _continues(text: str, last: str) -> bool:
    """Whether a line goes on with the recipient above: never after its end, nor after the archive ("Lưu: …")."""
    if is_signature(text) or is_person(text) or (is_capitals(text, 0.9) and len(text.split()) > 1):
        return False
    if last.rstrip().endswith((";", ".", ",.")) or len(last) + len(text) > 160:
        return False
    return text[:1].islower() or not _is_archive(last)


def _is_archive(recipient: str) -> bool:
    """ "Lưu: VT" is the last of the recipients (Decree 30/2020/NĐ-CP)."""
    return fold(_BULLET.sub("", recipient)).startswith("luu")


def _clean(recipient: str) -> str:
    return re.sub(r"[\s;.,/]+$", "", _BULLET.sub("", recipient)).strip()


def is_person(text: str) -> bool:
    """Whether a line reads as a Vietnamese person's name: two to five capitalised words and nothing else."""
    words = _DEGREE.sub("", squeeze(text)).strip(" .,;:'-").split()
    return 2 <= len(words) <= 5 and all(_NAME_WORD.match(word) for word in words)


def _repaired(text: str | None) -> str | None:
    """A title or authority with the marks that an OCR lost: "KT. CHU TỊCH" -> "KT. CHỦ TỊCH"."""
    if text is None:
        return None
    head, name = re.match(r"^((?:(?:TM|KT|TL|TUQ|Q)\s?\.\s*)*)(.*)$", text, re.DOTALL).groups()  # type: ignore[union-attr]
    known = office_like(name)
    return f"{head}{known}" if known and tone_style(name, "classic") != known else text


def _signer(marks: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    authorities = [text for text in marks if _AUTHORITY.match(text) and is_capitals(text, 0.75)]
    first = next((text for text in authorities if fold(text).startswith("tm")), None)
    authority = first or (authorities[0] if authorities else None)
    titles = [text for text in marks if is_signature(text) and not _AUTHORITY.match(text)]
    names = [text for text in marks if is_person(text)]
    if not titles and names:  # an office that no list has: the capitals above the name
        above = marks[: marks.index(names[-1])]
        titles = [text for text in above[-1:] if is_capitals(text, 0.9) and not _AUTHORITY.match(text)]
    named = bool(names) and bool(titles or authority)
    return (
        _repaired(authority),
        _repaired(titles[-1] if titles else None),
        names[-1].strip(" .,;:'-") if named else None,
    )
