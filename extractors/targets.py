"""Targets: measurable aims with value, comparator, subject and section; what a report says was achieved is none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.facts import Section, Target
from extractors.folding import CAPITAL, fold
from extractors.paragraphs import Paragraph, paragraphs
from extractors.parts import DocumentParts
from extractors.quantities import Quantity, amounts, shares_in_words

Comparator = Literal["=", ">=", "<=", "range"]

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})*"
# All patterns below run on folded text; offsets hold in the text itself.
_PERCENT = re.compile(
    rf"(?<![\d.,/])(?P<low>{_NUMBER})\s?%?\s?(?:-|–|—|den|toi)\s?(?P<high>{_NUMBER})\s?%|"
    rf"(?<![\d.,/])(?P<one>{_NUMBER})\s?%"
)
_RANK = re.compile(
    r"(?:(?:trong|thuoc|duy tri|vao|giu vung|nam trong|dung)\s+)?(?:nhom|top|mot trong(?: so)?|trong so)\s+"
    r"(?P<top>\d{1,3})\b(?!\s?%)|"
    r"\b(?:xep(?: hang)?|dung|thu hang|vi tri|hang)\s+(?:thu\s+)?(?:hang\s+)?(?P<place>\d{1,3})\b(?!\s?%|\s*[/.]\s*\d)"
)
# In printed letters: "đất" is no "đạt".
_RANK_AIM = re.compile(r"\b(?:phấn đấu|duy trì|nâng|vươn|đạt|mục tiêu|giữ)\b", re.IGNORECASE)
_BEST = re.compile(r"\b(?:dan dau|dung dau|hang dau|cao nhat|tot nhat|nhanh nhat|manh nhat|thu hang|xep hang|top)\b")
_COUNT = re.compile(
    rf"(?P<word>toi thieu|it nhat|khong qua|khong vuot qua|toi da|khong duoi|khong it hon)\s+(?:la\s+)?"
    rf"(?P<count>{_NUMBER})\b(?!\s?%)\s*(?=[^\W\d_])"
)
_AT_LEAST = re.compile(
    r"(?:toi thieu|it nhat|tren|khong duoi|khong it hon|khong thap hon|hon|dat tu|tu|>=|≥|>)\s*(?:la\s+)?$"
)
_AT_MOST = re.compile(r"(?:khong qua|khong vuot qua|toi da|duoi|khong cao hon|it hon|thap hon|<=|≤|<)\s*(?:con\s+)?$")
_PER = r"\s*(?:/\s?\w+\s*){0,2}"  # "9,5%/năm trở lên"
_OR_MORE = re.compile(rf"{_PER}(?:[^\W\d_]+\s+){{0,4}}?tro len\b")
_OR_LESS = re.compile(rf"{_PER}(?:[^\W\d_]+\s+){{0,4}}?tro xuong\b")
_FROM_TO = re.compile(r"\btu\s*$")  # "tăng từ 50% lên 70%": only the second is the aim
_RISES_TO = re.compile(r"\s*(?:len|xuong|xuong con)\s+(?:den\s+|toi\s+)?(?:\w+\s+){0,2}?\d")

_ACHIEVED = re.compile(
    r"\b(?:da (?:dat|hoan thanh|co|giai quyet|giai ngan|thuc hien|duoc)|tinh den (?:nay|het|ngay|thoi diem)|"
    r"uoc (?:dat|thuc hien|tinh)|hien nay,? (?:ty le|co)|trong nam vua qua|"
    r"giai doan vua qua|ket qua nam \d{4})\b"
)
_LAST_YEAR = re.compile(r"\bcung ky\b|\bso (?:voi )?ck\b|\bbang \d[\d.,]*\s?% (?:kh|ke hoach|ck)\b")
# "Trường hợp … không đạt trên 50% …": what follows is said of a case, no aim.
_CASE = re.compile(r"(?:^|[-+.;,]\s*)(?:truong hop|neu)\b[^.;,]*$")
# "120 hộ (1,5%)", "21.880 MW (chiếm 14,5%)": the share that a figure makes up, said beside it.
_BESIDE = re.compile(r"\d[^;:()]{0,60}\(\s*(?:(?:tuong duong|tuong ung|chiem|dat|bang|khoang)\s+){0,2}$")
# Documents that lay down rules: a share in them is a condition, unless it is said to be an aim.
_RULES = ("HƯỚNG DẪN", "QUY CHẾ", "QUY ĐỊNH", "QUY TRÌNH", "THÔNG TƯ", "NGHỊ ĐỊNH")
_NAMED_AIM = re.compile(r"\b(?:phan dau|muc tieu|chi tieu)\b")
_AIM = re.compile(r"\b(?:muc tieu|phan dau)\b[^.;]{0,80}$")
_PAST_SECTION = re.compile(
    r"^(?:ket qua|thuc trang|dac diem|tinh hinh|su can thiet|khai quat|danh gia (?:chung|ket qua|tinh hinh)|"
    r"nhung ket qua|ton tai|han che|uu diem)"
)
_FUTURE_SECTION = re.compile(
    r"phuong huong|muc tieu|chi tieu|nhiem vu trong tam|giai phap trong tam|ke hoach (?:nam|quy|6)"
)
_AIMS_SECTION = re.compile(r"muc tieu|chi tieu|chi so")
_TASKS_SECTION = re.compile(r"nhiem vu|giai phap|to chuc thuc hien|phan cong|trach nhiem|yeu cau|kinh phi")
_IN_WORDS = re.compile(r"\bphan (?:tram|ba|tu|nam)\b|\bmot nua\b")
_SENTENCE = re.compile(rf"(?<=[.!?])(?<!\b[A-ZĐ]\.)(?<!TP\.)(?<!v\.v\.)\s+(?=[{CAPITAL}\d]|[\"“(])")
_PREFIX = re.compile(r"^\s*(?:[-–—+•*·●▪]\s*|\(\s?\d{1,2}\s?\)\s*[.:]?\s*)+")
_ONLY_TIME = re.compile(
    r"(?:(?:moi|hang|mot|tren)\s+(?:nam|quy|thang)|(?:(?:vao|den|trong|tu|het)\s+)?(?:het\s+)?nam\s+\d{4})"
)
_NO_NOUN = re.compile(r"(?:trong|vào|đến|tại|so với|với|theo|và|từ|năm \d{4}|của)\b", re.IGNORECASE)
_COUNTED_UNIT = re.compile(r"(?<=\s)(?:cây|con|người|sản phẩm|lượt(?: khách)?)$")
_FOOTNOTE_MARK = re.compile(r"(?<=[^\W\d_])\d{1,2}(?=[.;,)]?\s*$)|(?<=\))\d{1,2}(?=[.;,]?\s*$)")
# What ends the noun after a value, in printed letters: "nhân" must not be taken for "nhận". The first kind wins.
_PREDICATES = (
    re.compile(r"\s*,?\s(?:phải|được|đạt|đều)\b", re.IGNORECASE),
    re.compile(
        r"\s*,?\s(?:có đủ|có khả năng|làm chủ|hoàn thành|thực hiện|sử dụng|công khai|đảm bảo|bảo đảm|đáp ứng|ban hành|"
        r"áp dụng|xử lý|nhận|hiểu|biết|có kỹ năng|tham gia|cung cấp|so với|giai đoạn|trong năm|trên môi trường)\b",
        re.IGNORECASE,
    ),
)
_DEADLINE = re.compile(
    r"(?<!so voi )(?:den|truoc|het|trong|vao|tu)\s+(?:het\s+|cuoi\s+|dau\s+)?(?:nam|thang|quy|ngay)\s+[ivx\d][\w/.-]*"
    r"(?:\s+(?:thang|nam)\s+\d[\d/]*)*|(?<!so voi )\bgiai doan\s+\d{4}\s?[-–]\s?\d{4}|\bhang (?:nam|quy|thang)\b|"
    r"(?:^|(?<=[;:,(] ))nam (?:19|20)\d\d\b"
)
# "… đạt 65% vào năm 2025 và | 75% vào năm 2030": the second value is of the same.
_SAME_SUBJECT = re.compile(
    r"(?=.*\bnam \d{4})(?:\s*(?:[,;()]|(?:va|dat|tang|len|la|con|giam|xuong|tren|duoi|tu|toi|den|it nhat|toi thieu|"
    r"khong qua|khoang|tro len|phan dau|giai doan \d{4}\s?[-–]\s?\d{4}|"
    r"(?:(?:vao|den|trong|truoc)\s+)?(?:het |cuoi )?nam \d{4})\b))+\s*"
)
_COMPARED = re.compile(r"\bso voi\b[^.;,]*$|\b(?:trung binh|binh quan)\s*$")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a section stands: its path of labels and the titles above it."""

    line: int
    path: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    place: _Place | None
    report: bool
    rules: bool
    marks: frozenset[str]  # footnote marks that the document has


@dataclass(frozen=True, slots=True)
class _Value:
    start: int
    end: int
    text: str
    comparator: Comparator
    kind: Literal["percent", "rank", "count"]


def find_targets(parts: DocumentParts, sections: Sequence[Section], document_type: str | None) -> tuple[Target, ...]:
    """The measurable aims of the body, one for each value: a sentence with two figures gives two with the same text.

    ``text`` is the sentence without bullet and footnote mark. In a report only what it plans for the time to come
    counts, in rules and guides only what is said to be an aim. A document of unknown kind without sections has none.
    """
    if document_type is None and not any(s.level == 1 or _AIMS_SECTION.search(fold(s.title)) for s in sections):
        return ()
    places = list(_places(sections, "", ()))
    starts = [place.line for place in places]
    report = (document_type or "").startswith("BÁO CÁO")
    # Chapters of articles are rules whatever their decision is called; plans have neither.
    chapters = any(s.label.lower().startswith("chương") for s in sections)
    rules = (document_type or "").startswith(_RULES) or chapters
    notes = (re.match(r"\d{1,2}(?=\D)", line.text.strip()) for line in parts.footnotes)
    marks = frozenset(note.group() for note in notes if note)
    out: list[Target] = []
    for paragraph in paragraphs(parts.body):
        index = bisect_right(starts, paragraph.first.number) - 1
        place = places[index] if index >= 0 else None
        for start, sentence in _sentences(paragraph):
            out += _targets_of(paragraph, start, sentence, _Context(place, report, rules, marks))
    return tuple(out)


def _places(sections: Sequence[Section], path: str, titles: tuple[str, ...]) -> Iterator[_Place]:
    for section in sections:
        label = section.label.rsplit(".", 1)[-1] if section.level > 2 and section.label[:1].isdigit() else section.label
        label = label or section.title
        own = f"{path}.{label}" if path else label
        above = (*titles, fold(section.title))
        yield _Place(section.line, own, above)
        yield from _places(section.children, own, above)


def _sentences(paragraph: Paragraph) -> Iterator[tuple[int, str]]:
    """Sentences with their offsets; the label of a heading and the bullet are left out."""
    text = paragraph.text
    begin = 0
    if paragraph.label is not None:
        begin = text.find(" ") + 1
    prefix = _PREFIX.match(text, begin) if begin == 0 else None
    begin = prefix.end() if prefix else begin
    for cut in [*(m for m in _SENTENCE.finditer(text, begin)), None]:
        end = cut.start() if cut else len(text)
        if text[begin:end].strip():
            yield begin, text[begin:end]
        begin = cut.end() if cut else end


def _targets_of(paragraph: Paragraph, start: int, sentence: str, context: _Context) -> Iterator[Target]:
    folded, place = fold(sentence), context.place
    if not any(c.isdigit() for c in sentence) and not _IN_WORDS.search(folded):
        return
    titles = place.titles if place else ()
    past = _is_past(titles, context.report)
    if context.rules and not (_in_aims(titles) or _NAMED_AIM.search(folded)):
        return
    line = paragraph.line_at(start)
    values = _values(sentence, folded, titles)
    subject, end = "", 0
    for value in values:
        same = subject and _SAME_SUBJECT.fullmatch(folded, end, value.start)
        subject, end = subject if same else _subject(sentence, folded, value), value.end
        if _is_achieved(folded, value, titles) or (past and not _is_aim(folded, value)):
            continue
        yield Target(
            text=_without_mark(sentence.strip(), context.marks),
            value=value.text,
            comparator=value.comparator,
            subject=subject,
            deadline=_deadline(sentence, folded, value, values),
            section=place.path if place else None,
            page=line.page,
            line=line.number,
        )


def _is_past(titles: Sequence[str], report: bool) -> bool:
    if any(_PAST_SECTION.match(title) for title in titles):
        return True
    return report and not any(_FUTURE_SECTION.search(title) for title in titles)


def _is_aim(folded: str, value: _Value) -> bool:
    """An aim named as such among the facts of a report: "đảm bảo mục tiêu cắt giảm ít nhất 30% …"."""
    return value.comparator in (">=", "<=") and bool(_AIM.search(folded[: value.start]))


def _is_achieved(folded: str, value: _Value, titles: Sequence[str]) -> bool:
    """What a clause says was reached, or sets beside the year before without calling it an aim."""
    begin = max(folded.rfind(";", 0, value.start), 0)
    clause = folded[begin : value.end + 40]
    if _ACHIEVED.search(clause):
        return True
    aim = _in_aims(titles) or _AIM.search(folded[: value.start])
    return bool(_LAST_YEAR.search(clause)) and not aim


def _values(sentence: str, folded: str, titles: Sequence[str]) -> list[_Value]:
    found: list[_Value] = []
    for match in _PERCENT.finditer(folded):
        value = _percent(sentence, folded, match)
        if value is not None:
            found.append(value)
    for match in _RANK.finditer(folded):
        group = "top" if match["top"] else "place"
        if group == "place" and not _RANK_AIM.search(sentence[: match.start()]):
            continue
        if group == "top" and not _BEST.search(folded[match.start() : match.end() + 60]):
            continue  # "một trong 3 khâu đột phá" ranks nothing
        found.append(_Value(match.start(group), match.end(group), match[group], "<=", "rank"))
    aims = _in_aims(titles)
    found += [_quantity(folded, share, "percent") for share in shares_in_words(folded)]
    measured = [_quantity(folded, amount, "count") for amount in amounts(sentence, folded)] if aims else []
    found += [value for value in measured if not any(_overlap(value, other) for other in found)]
    if aims or _NAMED_AIM.search(folded):
        for match in _COUNT.finditer(folded):
            comparator: Comparator = "<=" if match["word"] in _MOST_WORDS else ">="
            count = _Value(match.start("count"), match.end("count"), match["count"], comparator, "count")
            found += [] if any(_overlap(count, other) for other in found) else [count]
    return sorted(found, key=lambda value: value.start)


def _overlap(one: _Value, other: _Value) -> bool:
    return one.start < other.end and other.start < one.end


def _in_aims(titles: Sequence[str]) -> bool:
    """Whether the nearest title that speaks of aims or of tasks speaks of aims; of both ("Mục tiêu và nhiệm vụ") only
    for what stands right below it."""
    for depth, title in enumerate(reversed(titles)):
        aims, tasks = bool(_AIMS_SECTION.search(title)), bool(_TASKS_SECTION.search(title))
        if aims or tasks:
            return aims and (not tasks or depth < 2)
    return False


def _quantity(folded: str, quantity: Quantity, kind: Literal["percent", "count"]) -> _Value:
    comparator: Comparator = quantity.lower_bound
    if re.search(r"\d\s?[-–]\s?\d", quantity.value):
        comparator = "range"
    elif comparator == "=":
        comparator = _comparator(folded[: quantity.start], folded[quantity.end :])
    return _Value(quantity.start, quantity.end, quantity.value, comparator, kind)


def _comparator(before: str, after: str) -> Comparator:
    if _OR_LESS.match(after) or _AT_MOST.search(before):
        return "<="
    return ">=" if _OR_MORE.match(after) or _AT_LEAST.search(before) else "="


_MOST_WORDS = ("khong qua", "khong vuot qua", "toi da")


def _percent(sentence: str, folded: str, match: re.Match[str]) -> _Value | None:
    printed = sentence[match.start() : match.end()]
    before, after = folded[: match.start()], folded[match.end() :]
    if _CASE.search(before) or _BESIDE.search(before):
        return None
    if match["low"]:
        return _Value(match.start(), match.end(), printed, "range", "percent")
    if (_FROM_TO.search(before) and _RISES_TO.match(after)) or re.match(
        r"[^.;,]{0,120}\bthì\b|\s*thi\s(?!đua|đỗ|sinh)", sentence[match.end() :]
    ):
        return None  # where it starts from, or a condition ("trên 30% thì …")
    return _Value(match.start(), match.end(), printed.replace(" ", ""), _comparator(before, after), "percent")


def _subject(sentence: str, folded: str, value: _Value) -> str:
    """What is counted: before "đạt …" where the clause ends in the value, else the noun that follows the value."""
    if value.kind == "rank":
        end = folded.find(";", value.end)
        after = sentence[value.end : end if end > 0 else len(sentence)].strip(" .,;")
        return after or sentence[max(folded.rfind(";", 0, value.start) + 1, 0) : value.start].strip(" .,;")
    clause = max(folded.rfind(mark, 0, value.start) for mark in (";", ":"))
    bracket = folded.rfind("(", 0, value.start)
    clause = max(clause, bracket if ")" not in folded[bracket : value.start] else -1)
    comma = re.search(r".*,\s+(?=(?:ty le|muc do|so|trong do)\b)", folded[: value.start])
    begin = max(clause + 1, comma.end() if comma else 0)
    lead = re.search(
        r"\s*,?\s*(?:(?:phai|can|phan dau|se|duy tri)\s+)?(?:dat|con|giam con|tang len|len|chiem|la)?\s*"
        r"(?:(?:toi thieu|it nhat|tren|tu|dat tu|khong duoi|khong qua|duoi|binh quan|ty le|muc|hon|toi da|khoang)"
        r"\s*)*$",
        folded[: value.start],
    )
    before_end = lead.start() if lead else value.start
    before = re.sub(
        r"^(?:đảm bảo|bảo đảm|phấn đấu|trong đó)\s+", "", sentence[begin:before_end].strip(" ,"), flags=re.I
    )
    before = re.sub(r"^(?:giảm|tăng|nâng)\s+(?=tỷ lệ|tỉ lệ|số|mức)|\s+(?:xuống|lên|từ \S+%)$", "", before, flags=re.I)
    if _ONLY_TIME.fullmatch(fold(before)):
        before = ""
    said = folded[before_end : value.start]
    if re.search(r"\b(?:dat|con|len|chiem|la)\b", said) and before:
        return before.strip(" ,")
    tail = re.sub(r"^(?:\s?/\s?\w+|\d{1,2}(?=[\s;.,]|$))?\s*(?:trở lên|trở xuống)?", "", sentence[value.end :])
    stop = re.search(rf"(?:,| và)\s+(?:[^\W\d_]+\s+){{0,4}}?{_NUMBER}\s?%|[;.]|\s\(", tail)
    tail = tail[: stop.start()] if stop else tail
    predicate = next((match for pattern in _PREDICATES if (match := pattern.search(tail))), None)
    noun = (tail[: predicate.start()] if predicate else tail).strip(" .,;:")
    if unit := _COUNTED_UNIT.search(sentence[value.start : value.end]):  # "41,2 triệu cây | xanh, trong đó …"
        noun = f"{unit[0]} {noun}".partition(",")[0].strip()
    if noun[:1].isalnum() and not _NO_NOUN.match(noun) and not _ONLY_TIME.fullmatch(fold(noun)):
        return noun
    named = sentence[: value.start].rpartition(":")[0] or sentence[: value.start]
    return before or named.strip(" :,;")  # "Học sinh giỏi: 45%"


def _deadline(sentence: str, folded: str, value: _Value, others: Sequence[_Value]) -> str | None:
    """The time that the sentence says of a value, as printed: the next one behind it in its clause if no other value
    stands between, else the last one before it. What a value is compared with has a time of its own."""
    found = [m for m in _DEADLINE.finditer(folded) if not _COMPARED.search(folded[: m.start()])]
    ends = [other.start for other in others if other.start > value.start]
    ends += [at for at in (folded.find(";", value.end),) if at >= 0]
    behind = (m for m in found if value.end <= m.start() < min(ends, default=len(folded)))
    before = (m for m in reversed(found) if m.end() <= value.start)
    match = next(behind, None) or next(before, None) or next(iter(found), None)
    return sentence[match.start() : match.end()].strip(" .,;") if match else None


def _without_mark(text: str, marks: frozenset[str]) -> str:
    """The sentence without the mark of a footnote that the page has ("PGI1." -> "PGI.")."""
    return _FOOTNOTE_MARK.sub(lambda m: "" if m.group() in marks else m.group(), text)
