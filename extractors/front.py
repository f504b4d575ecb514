"""The head of a document in its parts: letterhead, title, preamble.

Where a title ends, print shows in many ways: the rule under it, a gap, bold before regular type, a short centred line
before a full one, the words that a preamble begins with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.folding import fold, is_capitals, squeeze
from extractors.layout import Line, LineRole
from extractors.line_kinds import LETTERHEAD_LINES, document_type_of, is_addressee_label
from extractors.paragraphs import Spacing

PLACE_DATE = re.compile(r"^\s*(?P<place>[^\d,;:]{2,40}?)\s*[,.]\s*(?P<date>[Nn]g\w{1,2}y\b.*)$")
CAPTION = re.compile(r"kem theo\s+(?P<kind>[^\W\d]+(?:\s[^\W\d]+)?)")
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap\W+tu do|dang cong san viet nam|^s[o0]\s*[:.]|^\W*$|^v/v\b|^\*+$|^dang bo\b"
)
_AGENCIES = r"uy ban nhan dan|ubnd|hoi dong nhan dan|so |bo |ban |phong |dang uy|van phong"
_PREAMBLE = re.compile(
    rf"^(?:can cu|thuc hien|thi hanh|trien khai|nham|de |theo |xet |tren co so|tiep tuc|hoi nghi lan thu|"
    rf"trong |nam \d{{4}}|{_AGENCIES})"
)
_AGENCY_FIRST = re.compile(rf"^(?:{_AGENCIES})")
# An agency of any kind that says what it issues: "Trường Tiểu học Hoa Mai xây dựng Kế hoạch …".
_ISSUES = re.compile(
    r"^(?:uy ban|trung tam|truong|cong an|cong ty|chi cuc|cuc|tinh uy|thanh uy|hoi|doan|benh vien|vien|tram|chi bo|"
    r"thanh tra|lien doan|ubmttq\w*|to |khoa )\b.*\b(?:ban hanh|xay dung|lap|trien khai|to chuc|bao cao)\s+"
    r"(?:noi dung\s+|thuc hien\s+)?(?:ke hoach|bao cao|chuong trinh|phuong an|ket qua|huong dan)\b"
)
MOST_TITLE_LINES = 9
_REGISTER = re.compile(r"\s*so\s*:\s*[\d.…_\s]*[a-z]?\s*[/-]")
# In points. A paragraph is indented by 1 to 1.27 cm (Decree 30/2020/NĐ-CP, annex I): its first line is off the axis of
# the page by half of that.
LEAST_INDENT = 16.0
OFF_AXIS = 8.0
_OFFICE = re.compile(r"(?:chu tich|giam doc|uy ban nhan dan|hoi dong nhan dan|truong ban|thu truong|bo truong)\b")
# Documents whose title is followed by the line of who issues them (Decree 30/2020/NĐ-CP, annex III, forms 1.1 and 1.2).
_WITH_AUTHORITY = ("QUYẾT ĐỊNH", "NGHỊ QUYẾT", "NGHỊ ĐỊNH", "THÔNG TƯ")
_AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|(?:TỔNG )?GIÁM ĐỐC|HIỆU TRƯỞNG|(?:BỘ|THỦ|CỤC|CHI CỤC|VIỆN) TRƯỞNG|TRƯỞNG BAN|CHÁNH THANH TRA|"
    r"[ỦU][ỶY] BAN|UBND|H[ỘO]I ĐỒNG|HĐND|BAN (?:THƯỜNG|CHẤP|CHỈ ĐẠO)|"
    r"(?:ĐẢNG|TỈNH|THÀNH|HUYỆN) [ỦU][ỶY]|CHÍNH PHỦ|THỦ TƯỚNG)\b"
)
_SESSION = re.compile(r"\s*(?:\(|KH[ÓO][ÁA]\b|KỲ HỌP\b|NHIỆM KỲ\b|[-_*—\s]+$)")  # under a council: its term, a rule
_OPEN_TITLE = re.compile(r"(?:,|-|\b(?:cua|va|cho|ve|tai|theo|voi|trong|thuoc|do|giua|boi|viec|tru so))$")
_FEWEST_WORDS = 6  # of a line that is no part of a title in capitals above it
_SUBTITLE = re.compile(r"(?:giai doan|nhiem ky|thoi ky|den nam|nam \d{4}|ve |\(|thuc hien|tren dia ban|trong |cua )")
_SURE_PREAMBLE = re.compile(r"^(?:can cu|xet (?:de nghi|to trinh)|theo de nghi|tren co so)\b")


def split_front(front: list[Line], type_line: int | None, has_body: bool) -> tuple[list[Line], list[Line], list[Line]]:
    """Letterhead, title lines and preamble."""
    start = 0 if type_line is None else type_line + 1
    head = front[:start]
    rest = [line for line in front[start:] if line.role not in (LineRole.LETTERHEAD, LineRole.TABLE)]
    head += [line for line in front[start:] if line.role in (LineRole.LETTERHEAD, LineRole.TABLE)]
    addressee = next((k for k, line in enumerate(rest) if is_addressee_label(line.text)), None)
    if type_line is None and addressee is not None:
        return head + rest[:addressee], [], rest[addressee:]  # a letter: its subject stands under the number
    if type_line is None:
        number = next((k + 1 for k, line in enumerate(rest[:LETTERHEAD_LINES]) if is_register(line)), 0)
        head, rest = head + rest[:number], rest[number:]
        while rest and (_is_letterhead(rest[0]) or is_capitals(rest[0].text, 0.8)):
            head.append(rest.pop(0))
        if not has_body:
            return head + rest, [], []
    spacing = Spacing.of(front)
    kind = None if type_line is None else document_type_of(front[type_line].text)
    opening = [front[start - 1]] if start and kind is None else []  # "KẾ HOẠCH PHÒNG, CHỐNG …" on one line
    title = [*opening]
    authority_follows = kind in _WITH_AUTHORITY
    while rest and len(title) < MOST_TITLE_LINES:
        if title and authority_follows and _is_authority(rest, title[-1]):
            break
        if title and _leaves_centre(rest, title if opening else [*head[start - 1 : start], *title], spacing):
            break
        if _ends_title(rest[0], title, spacing) and not (title and _is_last_of_title(rest)):
            break
        title.append(rest.pop(0))
    title, rest = _without_paragraph(title, rest, spacing)
    title = title[len(opening) :]
    if type_line is None and not rest and len(title) > 4:  # a paragraph, not a title
        return head, [], title
    return head, [line for line in title if not _is_rule(line)], rest


def is_register(line: Line) -> bool:
    """Whether a line is that of the document's number: "Số: 15/KH-UBND", also blank."""
    return bool(_REGISTER.match(fold(line.text)))


def _is_authority(rest: Sequence[Line], last: Line) -> bool:
    """Who issues a decision, in capitals between its title and the first base; a title in capitals does not end in it
    unless a word before it is left open ("… CỦA")."""
    text = squeeze(rest[0].text)
    if len(rest) < 2 or not is_capitals(text, 0.9) or not _AUTHORITY.match(text):
        return False
    following = next((line.text for line in rest[1:4] if not _SESSION.match(line.text)), "")
    return bool(_SURE_PREAMBLE.match(fold(squeeze(following)))) and not _OPEN_TITLE.search(fold(squeeze(last.text)))


def _is_last_of_title(rest: Sequence[Line]) -> bool:
    """ "… chức danh Ủy viên / Ủy ban nhân dân tỉnh …" before "Kính gửi" or "Căn cứ": no sentence follows the agency."""
    text = fold(squeeze(rest[0].text))
    if not _AGENCY_FIRST.match(text) or text.endswith((":", ",", ";", ".")) or len(rest) < 2:
        return False
    following = fold(squeeze(rest[1].text))
    return is_addressee_label(rest[1].text) or bool(_SURE_PREAMBLE.match(following))


def _leaves_centre(rest: Sequence[Line], title: Sequence[Line], spacing: Spacing) -> bool:
    """Whether the next line is the first of a paragraph under a centred title: it is out of the title's axis, ends at
    the right margin, and the line under it begins further left or ends there too."""
    boxes = [line.box for line in title if line.box is not None]
    own, following = rest[0].box, rest[1].box if len(rest) > 1 else None
    if not spacing.boxed or own is None or following is None or len(boxes) < 2 or rest[0].page != rest[1].page:
        return False
    axes = sorted((box.x0 + box.x1) / 2 for box in boxes)
    if axes[-1] - axes[0] > 2 * OFF_AXIS:
        return False  # the title is not centred
    off = abs((own.x0 + own.x1) / 2 - axes[len(axes) // 2]) > OFF_AXIS
    margin = spacing.right - 2 * spacing.letter
    return off and own.x1 > margin and (following.x0 < own.x0 - LEAST_INDENT or following.x1 > margin)


def _without_paragraph(title: list[Line], rest: list[Line], spacing: Spacing) -> tuple[list[Line], list[Line]]:
    """A title that runs into sentences took up the paragraph after it: it ends before the first full line."""
    sentences = any(re.search(r"[.;]\s+\S", squeeze(line.text)) for line in title)
    if len(title) < MOST_TITLE_LINES and not (sentences and len(title) > 4):
        return title, rest
    short = [spacing.is_short(line, after) for line, after in pairwise(title)]
    end = next((k + 1 for k, (own, after) in enumerate(pairwise(short)) if own and not after), None)
    return (title[:end], title[end:] + rest) if end else (title, rest)


def _is_rule(line: Line) -> bool:
    return not any(c.isalnum() for c in line.text)


def _is_letterhead(line: Line) -> bool:
    return bool(_LETTERHEAD.search(fold(squeeze(line.text)))) or PLACE_DATE.match(line.text) is not None


def _ends_title(line: Line, title: list[Line], spacing: Spacing) -> bool:
    text = squeeze(line.text)
    folded = fold(text)
    if text.startswith("(") and CAPTION.search(folded):
        return True
    if is_addressee_label(text) or _SURE_PREAMBLE.match(folded) or len(text) > 1.6 * max(spacing.right, 40):
        return True
    if not title:
        return bool(_PREAMBLE.match(folded)) and bool(re.search(r"(?:nhu sau|sau)\s*:\s*$", folded))
    last = title[-1]
    if _ISSUES.match(folded) and not is_capitals(text):
        return True
    if is_capitals(last.text) and not is_capitals(text) and text[:1].isupper() and _PREAMBLE.match(folded):
        return True
    if _is_sentence_under_capitals(text, title):
        return True
    if text.endswith(";"):  # only the bases in the preamble are listed so
        return True
    if _is_rule(last) or (is_capitals(text) and not is_capitals(last.text) and _OFFICE.match(folded)):
        return True
    if line.page == last.page and line.number - last.number > spacing.step and not text[:1].islower():
        return True
    if last.bold and not line.bold:
        return True
    capital = text[:1].isupper()
    return (
        capital
        and bool(_PREAMBLE.match(folded))
        and (spacing.is_short(last, line) or last.text.rstrip().endswith((".", ";", ":")))
        and not is_capitals(text)
    )


def _is_sentence_under_capitals(text: str, title: Sequence[Line]) -> bool:
    """A long line in small letters under a title in capitals; its years or the subject may stand so ("Giai đoạn …")."""
    capitals = all(is_capitals(line.text, 0.9) for line in title) and len(title[-1].text.split()) > 1
    small = text[:1].isupper() and len(text.split()) >= _FEWEST_WORDS and not is_capitals(text, 0.5)
    return capitals and small and not _SUBTITLE.match(fold(text))


__all__ = ["CAPTION", "MOST_TITLE_LINES", "PLACE_DATE", "is_register", "split_front"]
