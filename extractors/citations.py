"""Citations: each mention of an official document in the text, its number repaired, its date and issuer beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extractors.annex_opening import CAPTION
from extractors.facts import Citation
from extractors.folding import CAPITAL, SMALL, fold, squeeze
from extractors.layout import Line
from extractors.line_kinds import LETTERHEAD_LINES
from extractors.paragraphs import Paragraph, paragraphs, plain_paragraphs
from extractors.parts import DocumentParts
from normalizers.dates import iso_date
from normalizers.document_numbers import NumberSpan, find_numbers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

# The line of the document's own number: "Số: 15/KH-UBND", "Số 15-KH/ĐU".
_OWN_NUMBER = re.compile(r"^\s*(?:[Ss]\w{1,2}\s*:|S\w{1,2}\s+\d[\w./\-]*\s*(?:$|\s{3}|[A-ZĐ][^\d]*\bng\w{1,2}y\b))")
_OWN_TYPED = re.compile(r"^\s*(?:Luật|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư)\s+số\s*:\s*\d[\w./\-–]*\s*$")
_NUMBER_BELOW = re.compile(r"^\s*[Ss]ố\s*:?\s*$")
# What a paragraph must hold to be worth reading: the slash of a number, or a law with its capital.
_MENTION = re.compile(r"/\s{0,3}[A-ZĐÐ]|\bL\w{1,3}t\s|\b[Bb]\w l\w{2,3}t\s|\bPh\wp l\w{1,2}nh\s|\bHi\w{1,2}n ph\wp\s")

# What may stand between a number and its date or issuer, and what ends an issuer's name.
_DATE_AFTER = re.compile(
    r"\s*,?\s*(?:(?:đã\s+)?(?:được\s+)?(?:Quốc hội\s+(?:[Kk]h[óo][áa]\s[^.;()]{1,40}\s)?)?"
    r"(?:ký|ban hành|thông qua)\s+)?"
    r"(?:[Nn]gày|[Nn]gay|NGÀY|NGAY)?\s*"
    r"(?P<date>\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:(?:19|20)\d\d|20\s\d\d(?=[;,.)]|\s+(?:của|về|quy|ban|phê)\b))|"
    r"\d{1,2}\s+th[áa]ng\s+\d{1,2},?\s+n[ăa]m\s+(?:19|20)\d\d|"
    r"\d{1,2}\s+TH[ÁA]NG\s+\d{1,2},?\s+N[ĂA]M\s+(?:19|20)\d\d)"
)
_OF = re.compile(rf"\s*,?\s*(?:v[ềe]\s+)?(?:của|cua|do)\s+(?=[{CAPITAL}])")
# "HĐND tỉnh kinh phí còn lại …": after the level of an office stands its name or nothing.
_LEVEL_END = re.compile(
    rf"\b(?:tỉnh|thành phố|huyện|phường|xã)(?=\s[{SMALL}])(?!\s(?:hội|ủy|uỷ|đoàn|đội|trực thuộc|Trung ương|thành phố))"
)
_DATE_BEFORE = re.compile(r"^[-+\s]*Ng[àa]y\s+(?P<date>\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4})\s*,")
_ISSUED = re.compile(r"(?:ban hanh|co|ky|phe duyet|thong qua)\s*$")
# "của Hội nghị lần thứ tư, Ban Chấp hành Trung ương": who met is the issuer.
_MEETING = re.compile(rf"Hội nghị(?: Trung ương)? lần thứ [\w]+,?\s+(?=[{CAPITAL}])")
# "Ủy ban nhân dân (UBND) tỉnh": a name goes on behind its abbreviation.
_ABBREVIATED = re.compile(r"\(\s?[A-ZĐ&]{2,12}\s?\)\s(?=(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\b)")
# "Theo đề nghị của Sở Y tế tại Tờ trình số …", "các Quyết định của Bộ Y tế: số …; số …": the issuer stands before.
_PROPOSED_BY = re.compile(
    rf"(?:đề nghị|đề xuất|ý kiến|báo cáo|tham mưu) của (?P<who>[{CAPITAL}][^.;:()]{{3,80}}?) tại (?:các )?$"
)
_LISTED_BY = re.compile(
    rf"\b[Cc]ác [^.;:()]{{4,30}}? của (?P<who>[{CAPITAL}][^.;:()]{{3,60}}?)\s*(?::\s*(?:[Ss]ố)?|[Ss]ố\s*:)\s*$"
)
_NEXT_LISTED = re.compile(r"[;,]\s*(?:và\s+)?(?:[Ss]ố)?\s*:?\s*$")
# Names of offices go on so behind "và", in small letters too: "Sở Văn hóa và thể thao".
_SECOND_HALF = (
    r"(?:đào tạo|xã hội|du lịch|thể thao|môi trường|truyền thông|công nghệ|đầu tư|phát triển|gia đình|trẻ em|dân tộc|"
    r"tôn giáo|dân vận|đô thị|môi sinh|nhân dân|miền núi)\b"
)
_NO_ISSUERS = ("", "Bộ", "Sở", "Ban", "Phòng")  # "… của Bộ, ngành Trung ương" names none
# "Mẫu số 02/BCĐ": the number of a form to be filled in, no document.
_FORM = re.compile(
    r"\b(?:mẫu|biểu|phiếu|phụ lục)(?:\s(?:biểu|đơn))?\s(?:số)?\s*:?\s*(?:\d{1,2}\s*(?:,|và|hoặc)\s*)*$", re.IGNORECASE
)
_ISSUER_END = re.compile(
    # "Bộ Lao động - Thương binh và Xã hội": a dash before a capital joins, but before the next document or an office
    rf"[.;:()\"“”]|\s-\s(?=[^{CAPITAL}]|(?:Ngh[ịi]|Quy[ếe]t|K[ếe] hoạch s|Lu[ậa]t|Th[ôo]ng|C[ăa]n|Ch[ủu] t)|$)|"
    r",(?=\s(?:Sở|Bộ|Ban|Ủy ban|UBND|Hội đồng|Phòng|Văn phòng|Đảng ủy|Trung tâm|Trường|Cục)\s)|"
    r",(?!\s[A-ZĐ][^\s,]*(?:\s[^\s,]+){0,3}\svà\s[A-ZĐ])|"
    r"\s(?:v[ềe]|ban h[àa]nh|quy đ[ịi]nh|ph[êe] duy[ệe]t|c[ôo]ng b[ốo]|h[ưu][ớo]ng d[ẫa]n|s[ửu]a đ[ổo]i|b[ổo] sung|"
    r"đối với|tri[ểe]n khai|th[ựu]c hi[ệe]n|c[ôo]ng nh[ậa]n|quy[ếe]t đ[ịi]nh|k[èe]m|trong|t[ạa]i|đ[ưu][ợo]c|"
    r"ng[àa]y|kh[óo]a|kho[áa]|Khóa|Khoá|nhi[ệe]m k[ỳy]|l[ầa]n th[ứu]|nh[ằa]m|đ[ểe]|đ[ãa]|trên|theo|thông qua|"
    r"chấp thuận|cho|có|là|(?<!Phát )tri[ểe]n|ch[ỉi] đạo|yêu cầu|v/v|do|kể|từ|đến|gửi|khi|sẽ|phải|vào|bằng|nêu|trước|"
    r"với|giao(?! th[ôo]ng| d[ịi]ch)|giai đo[ạa]n|h[àa]nh động|"
    r"v[àa]\s(?:c[áa]c|Ngh[ịi]|Quy[ếe]t|K[ếe] hoạch|Lu[ậa]t|Th[ôo]ng|Ch[ưu][ơo]ng (?:tr[ìi]nh|[IVX\d]+)|Ch[ỉi] th[ịi]|"
    rf"Công văn|H[ưu][ớo]ng d[ẫa]n|Báo cáo|T[ờo] tr[ìi]nh|Đi[ềe]u \d+|M[ụu]c [IVX\d]+|(?!{_SECOND_HALF})[{SMALL}]\w*)|"
    r"(?:Ban h[àa]nh|Quy đ[ịi]nh|Ph[êe] duy[ệe]t|V[ềe]|Ngh[ịi] (?:quy[ếe]t|đ[ịi]nh)|Quy[ếe]t đ[ịi]nh|"
    r"(?<!Bộ\s)(?<!Sở\s)(?<!Ban\s)(?<!Phòng\s)(?<!chính [-–]\s)K[ếe] hoạch))\b",
)


def find_citations(parts: DocumentParts) -> tuple[Citation, ...]:
    """Every mention of an official document in the front matter, the body and the footnotes, in the order of lines.

    A repeated mention counts each time. The document's own number is no citation, nor is "Kế hoạch này". Rows of the
    annexes belong to the tasks and are not read here. Linear: about 100 pages a second once spaCy is loaded.
    """
    own = {span.number for text in _own_lines(parts.front) for span in find_numbers(text)}
    front = [citation for citation in cite_lines(parts.front) if citation.number not in own]
    body = [paragraph for paragraph in paragraphs(parts.body) if not CAPTION.match(fold(paragraph.text))]
    found = [*front, *_cite(body), *cite_lines(parts.footnotes)]
    return tuple(sorted(found, key=lambda citation: (citation.line, citation.page)))


def _own_lines(front: Sequence[Line]) -> Iterator[str]:
    """The texts that print the document's own number; "Số:" may stand on a line before it."""
    for index, line in enumerate(front):
        if _NUMBER_BELOW.match(line.text) and index + 1 < len(front):
            yield front[index + 1].text
        elif _OWN_NUMBER.match(line.text) or (index < LETTERHEAD_LINES and _OWN_TYPED.match(line.text)):
            yield line.text


def cite_lines(lines: Sequence[Line]) -> list[Citation]:
    """The citations of lines outside the body (front matter, footnotes)."""
    return list(_cite(plain_paragraphs([line for line in lines if not _OWN_NUMBER.match(line.text)])))


def _cite(texts: Sequence[Paragraph]) -> Iterator[Citation]:
    worth = [paragraph for paragraph in texts if _MENTION.search(paragraph.text)]
    if not worth:
        return
    from extractors.citation_pipeline import citation_pipeline

    nlp = citation_pipeline()
    for paragraph, doc in zip(worth, nlp.pipe([p.text for p in worth]), strict=True):
        yield from _of_paragraph(paragraph, doc)


def _of_paragraph(paragraph: Paragraph, doc: Doc) -> list[Citation]:
    """The citations of a paragraph, in the order of their offsets."""
    matched = {span.end - 1: span for span in doc.spans["citations"] if span.label_ == "CITATION"}
    elided = {span.end - 1: span.start for span in doc.spans["elided"]}
    taken: set[int] = set()  # numbers that belong to a law's name
    found: list[tuple[int, Citation]] = list(_amending_many(paragraph))
    laws = [span for span in doc.spans["citations"] if span.label_.startswith("CITATION_LAW")]
    joined: set[int] = set()  # laws that one law amends together with the law before them
    for span, following in zip_longest(laws, laws[1:]):
        if span.start not in joined:
            found += _law(paragraph, doc, (span, following), taken, joined)
    types: dict[int, str] = {}
    last_end = 0
    listed_by: str | None = None  # the office that a list of numbers is of
    for token, number in doc.user_data["numbers"].items():
        if (
            token in taken
            or not number.complete
            or _FORM.search(paragraph.text, max(number.start - 30, 0), number.start)
        ):
            continue
        match = matched.get(token)
        word = _type_word(match) if match is not None else types.get(elided.get(token, -1), "")
        nearby, said_issuer = _nearby_type(doc, token, last_end) if not word else ("", None)
        types[token] = kind = word or nearby or number.kind or "Văn bản"
        start = match.start_char if match is not None else number.start
        date, issuer = _date_and_issuer(paragraph.text, number.end)
        before, listed_by = _said_before(paragraph.text, start, last_end, None if word else listed_by)
        said_issuer = said_issuer or before
        if date is None:
            date = _date_before(paragraph.text, start, last_end)
        found += _listed_serials(paragraph, number, kind, issuer or said_issuer, last_end)
        last_end = number.end
        line = paragraph.line_at(start)
        citation = Citation(
            type=kind,
            number=number.number,
            printed=squeeze(paragraph.text[start : number.end]),
            date=date,
            issuer=issuer or said_issuer,
            page=line.page,
            line=line.number,
        )
        found.append((start, citation))
    return [citation for _, citation in sorted(found, key=lambda item: item[0])]


# "các Quyết định số 411, 749 và 942/QĐ-TTg": serials whose code is said once, at the last.
_SERIALS = re.compile(r"\b[Ss][ốo]\s*:?\s*(?P<serials>(?:\d{1,4}[a-z]?(?:\s*,\s*|\s*;\s*|\s+v[àa]\s+))+)$")


def _listed_serials(
    paragraph: Paragraph, number: NumberSpan, kind: str, issuer: str | None, after: int
) -> Iterator[tuple[int, Citation]]:
    """The documents whose serials stand before a whole number; their dates are not said."""
    begin = max(after, number.start - 80)
    match = _SERIALS.search(paragraph.text[begin : number.start])
    code = re.sub(r"^\d+[a-z]?", "", number.number)
    if match is None or not code.startswith(("/", "-")):
        return
    for serial in re.finditer(r"\d+[a-z]?", match["serials"]):
        start = begin + match.start("serials") + serial.start()
        line = paragraph.line_at(start)
        yield (
            start,
            Citation(
                type=kind, number=serial.group() + code, printed=serial.group(), issuer=issuer,
                page=line.page, line=line.number,
            ),
        )  # fmt: skip


def _type_word(match: Span) -> str:
    words = [ent for ent in match.ents if ent.label_ == "DOCUMENT_TYPE"]
    return (words[-1].ent_id_ or words[-1].text) if words else ""


def _nearby_type(doc: Doc, token: int, after: int) -> tuple[str, str | None]:
    """A type word a few words before a number, and the issuer between: "Kế hoạch của Sở Nội vụ số 12/KH-SNV"."""
    window = doc[max(token - 12, 0) : token]
    ents = [ent for ent in window.ents if ent.label_ == "DOCUMENT_TYPE" and ent.start_char >= after]
    if not ents or doc[token - 1].norm_ != "so":
        return "", None
    between = doc[ents[-1].end : token - 1]
    if any(t.text in ".;:()" for t in between):
        return "", None
    issuer = squeeze(between[1:].text) if len(between) > 1 and between[0].norm_ == "cua" else None
    return ents[-1].ent_id_, issuer


# The name of a law that no list has goes on after a comma where its number, year or date ends it.
_AFTER_COMMA = re.compile(
    rf"(?P<rest>(?:,\s[{SMALL}]+(?:\s[{SMALL}]+){{0,7}}?){{1,3}})\s+(?=\(?(?:số\s+\d|năm\s+(?:19|20)\d\d|ngày\s+\d))"
)


_AMENDING = re.compile(r"Luật [sS]ửa đổi,? bổ sung\b")
_AMENDING_BEFORE = re.compile(r"Luật [sS]ửa đổi,? bổ sung một số điều(?: của)?(?: các)? $")
# "Luật sửa đổi, bổ sung một số điều của 11 luật về …": named by how many it amends.
_AMENDING_MANY = re.compile(
    rf"Luật [sS]ửa đổi,? bổ sung một số điều của (?:các|\d{{1,2}}) [Ll]uật(?: (?!ngày|năm|số\b|được)[{SMALL}]+){{2,14}}"
)


def _amending_many(paragraph: Paragraph) -> Iterator[tuple[int, Citation]]:
    """Laws that amend several laws at once."""
    text = paragraph.text
    for match in _AMENDING_MANY.finditer(text):
        name, stop = squeeze(match.group()), match.end()
        if more := _AFTER_COMMA.match(text, stop):
            name, stop = squeeze(f"{name}{more['rest']}"), more.end("rest")
        date, issuer = _date_and_issuer(text, stop)
        line = paragraph.line_at(match.start())
        yield (
            match.start(),
            Citation(
                type="Luật", name=name, printed=squeeze(text[match.start() : stop]), date=date, issuer=issuer,
                page=line.page, line=line.number,
            ),
        )  # fmt: skip


def _law(
    paragraph: Paragraph, doc: Doc, spans: tuple[Span, Span | None], taken: set[int], joined: set[int]
) -> Iterator[tuple[int, Citation]]:
    """A law by its name, with the number or date that may follow ("… số 72/2025/QH15", "… ngày 16 tháng 6 …").

    ``spans``: its name and the next law's. A law that amends two ("… của Luật A và Luật B") is one mention; the second
    is noted in ``joined``, numbers of laws in ``taken``.
    """
    span, following = spans
    if not span.text[0].isupper() or (span.start and doc[span.start - 1].norm_ == "hoi"):
        return  # "Hội Luật gia"
    listed = [ent for ent in span.ents if ent.label_ == "LAW"]
    start, stop, text = span.start_char, span.end_char, paragraph.text
    name = listed[0].ent_id_ if listed else span.text.strip(" ,")
    if not listed and (damaged := _listed_law(text[start : start + 120])):
        name, stop = damaged[0], start + damaged[1]
    elif not listed and (more := _AFTER_COMMA.match(text, stop)):
        name, stop = squeeze(f"{name}{more['rest']}"), more.end("rest")
    if not listed and _AMENDING.match(text, start):
        return  # the name of the law that it amends comes next
    amending = _AMENDING_BEFORE.search(text, max(start - 60, 0), start)
    if amending:
        start, name = amending.start(), amending.group(0) + name
        if following is not None and text[stop : following.start_char] == " và ":
            other = [ent for ent in following.ents if ent.label_ == "LAW"]
            name, stop = f"{name} và {other[0].ent_id_ if other else following.text.strip(' ,')}", following.end_char
            joined.add(following.start)
    number = None
    after = next((token.i for token in doc[span.end :] if token.idx >= stop), len(doc))
    follow = doc[after : after + 7]
    for token in follow:
        if (
            token.norm_ == "#number"
            and "QH" in token.text
            and all(t.norm_ in _BEFORE_NUMBER for t in doc[after : token.i] if not t.is_digit)
        ):
            number = doc.user_data["numbers"][token.i]
            taken.add(token.i)
    end = number.end if number else stop
    date, issuer = _date_and_issuer(text, end)
    line = paragraph.line_at(start)
    citation = Citation(
        type=name.split()[0]
        if not name.startswith(("Bộ luật", "Pháp lệnh", "Hiến pháp"))
        else " ".join(name.split()[:2]),
        number=number.number if number else None,
        printed=squeeze(text[start:end]),
        name=name,
        date=date,
        issuer=issuer,
        page=line.page,
        line=line.number,
    )
    yield start, citation


@cache
def _law_names() -> dict[str, str]:
    from extractors.citation_pipeline import read_rules

    names = (rule.get("id", "") for rule in read_rules("laws.jsonl"))
    return {fold(name): name for name in names if len(name) > 14}


def _listed_law(text: str) -> tuple[str, int] | None:
    """A law of the list whose name has a wrong letter or two: its name, and how many letters of the text it takes."""
    folded = fold(text)
    best: tuple[int, str, int] | None = None
    for key, name in _law_names().items():
        slack = max(1, len(key) // 14)
        distance = Levenshtein.distance(folded[: len(key)], key, score_cutoff=slack)
        if distance <= slack and (best is None or len(key) > best[2]):
            best = (distance, name, len(key))
    return (best[1], best[2]) if best else None


_BEFORE_NUMBER = {"so", "(", "nam", "sua", "doi", ",", ")"}


def _date_and_issuer(text: str, position: int) -> tuple[str | None, str | None]:
    """What follows a number: "ngày 05/3/2027 của Ủy ban nhân dân tỉnh …", in either order, either missing."""
    date = issuer = None
    for _ in range(2):
        if date is None and (match := _DATE_AFTER.match(text, position)):
            date, position = iso_date(re.sub(r"20\s(?=\d\d$)", "20", match["date"])), match.end()
        elif issuer is None and (match := _OF.match(text, position)):
            meeting = _MEETING.match(text, match.end())
            begin = meeting.end() if meeting else match.end()
            name, stop = _issuer_name(text, begin)
            if name in _NO_ISSUERS or len(name.split()) > 16:
                break
            issuer, position = name, stop
        else:
            break
    return date, issuer


def _issuer_name(text: str, begin: int) -> tuple[str, int]:
    """The name of an office that begins at ``begin``, and where it ends."""
    end = _ISSUER_END.search(text, begin)
    abbreviated = _ABBREVIATED.match(text, end.start()) if end else None
    after = abbreviated.end() if abbreviated else begin
    end = _ISSUER_END.search(text, after) if abbreviated else end
    stop = end.start() if end else len(text)
    level = _LEVEL_END.search(text, after, stop)
    stop = level.end() if level else stop
    head = f"{text[begin : abbreviated.start()]} " if abbreviated else ""
    return squeeze(head + text[after:stop]).strip(" ,"), stop


def _said_before(text: str, start: int, last_end: int, last: str | None) -> tuple[str | None, str | None]:
    """The issuer that stands before a mention, and the one of the list that the mention belongs to."""
    before = text[last_end:start]
    if listed := _LISTED_BY.search(before):
        return squeeze(listed["who"]), squeeze(listed["who"])
    last = last if _NEXT_LISTED.search(before) else None
    proposed = _PROPOSED_BY.search(before)
    return (squeeze(proposed["who"]) if proposed else last), last


def _date_before(text: str, start: int, last_end: int) -> str | None:
    """ "Ngày 05/01/2027, Ủy ban nhân dân xã ban hành Quyết định số …": only for the first one, right after the verb."""
    if last_end:
        return None
    match = _DATE_BEFORE.match(text)
    if match is None or not _ISSUED.search(fold(text[match.end() : start])) or re.search(r"[.;]\s", text[:start]):
        return None
    return iso_date(match["date"])
