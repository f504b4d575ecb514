"""Number, date and place of a document, as its letterhead or the caption over its annex gives them.

Both are often written by hand into a printed line ("Số: …/KH-UBND", "ngày … tháng 4 năm 2018"). An OCR reads such
figures as whatever comes near, wrong about every second time, and a record filed under a wrong number or day is not
found again. So figures that stand apart and were hardly read are not taken: unless the caption over the annex prints
the same, the field stays null and a warning tells what was read. Figures printed with their codes ("205/KH-SYT") are
no handwriting; there the doubt is mostly of the letters, so the value stays and is only warned of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.facts import Warning
from extractors.folding import CAPITAL, fold, is_capitals, squeeze
from extractors.front import PLACE_DATE
from extractors.layout import Line, Word
from normalizers.dates import iso_date
from normalizers.document_numbers import find_numbers

_NUMBER_LABEL = re.compile(r"^\s*s\w{1,2}\s*[:.;]?\s*(?=[\d/.…_ ])", re.IGNORECASE)
_RIGHT_COLUMN = (
    re.compile(r"cong hoa xa hoi chu nghia"),
    re.compile(r"\w{2,4} \w{2,4}\s*-\s*tu do"),
    re.compile(r"dang cong san v"),
)
# "96/KH-S YT": an OCR parts the letters of a code; no office has the code S.
_SPLIT_CODE = re.compile(r"-(?:S\s[A-ZĐ]{2,9}|U\sBND|UB\sND|H\s?[ĐD]\sND)\b")
_OF_FORM = re.compile(r"\b(?:mẫu|biểu)(?:\s+số)?\s*$", re.IGNORECASE)  # a form in an annex has a number, too
_APART = re.compile(r"\s*$|\s{3,}|\s*\|")  # what follows a number that is whole, with wide white inside it or not
_COLUMN_GAP = re.compile(r"\s{3,}|\s*\|\s*")  # white, or the rule of a table that the letterhead stood in
# The rest of a date that a narrow column broke: "25 / tháng 4 năm 2031", "ngày / 05 tháng 6 năm 2031".
_ONLY_DATE = re.compile(r"ngay \d{1,2} thang \d{1,2},? nam (?:19|20)\d\d\.?")
_DATE_GOES_ON = re.compile(r"(?:\d{1,2} )?(?:thang \d{1,2},? )?nam (?:19|20)\d\d\.?")
# Between the figures of a date only "tháng" and "năm" can stand, however misread: "28 thường 12 năm 2026", "néim 2025".
_DATE_WORDS = re.compile(r"\b(\d{1,2}) t\w{2,6} (\d{1,2}) n\w{1,4} ((?:19|20)\d\d)\b")
# "Hà" / "Nội, ngày …": a narrow column breaks names too.
_HALF_PLACE = re.compile(rf"\s*[{CAPITAL}][^\W\d_]{{1,6}}\s*")
HARDLY_READ = 0.5  # confidence of an OCR engine; figures that stand out as handwriting get no more


@dataclass(frozen=True, slots=True)
class Register:
    number: str | None = None
    date: str | None = None
    place: str | None = None
    warnings: tuple[Warning, ...] = ()


def read_register(head: Sequence[Line], caption: str) -> Register:
    """``head``: the lines of the letterhead; ``caption``: "(Kèm theo Kế hoạch số … ngày …)" over an annex, or ""."""
    head = [replace(line, text=_with_whole_code(line)) for line in head]
    number, date, place = _printed(unweave(head))
    warnings = []
    spans = [span for span in find_numbers(caption) if not _OF_FORM.search(caption[: span.start])]
    captioned = spans[0].number if spans and spans[0].complete else None
    line, apart = _hardly_read(head, of_date=False) if number and number != captioned else (None, False)
    if line:
        warnings += [] if captioned else [_doubt("number-doubtful", f"Số văn bản đọc được là “{number}”", line, apart)]
        number = captioned or (None if apart else number)
    day = iso_date(caption)
    line, apart = _hardly_read(head, of_date=True) if date and date != day else (None, False)
    if line:
        warnings += [] if day else [_doubt("date-doubtful", f"Ngày ban hành đọc được là {date}", line, apart)]
        date = day or (None if apart else date)
    if number is None:
        number, date = captioned, date or day
    return Register(number, date, place, tuple(warnings))


def _with_whole_code(line: Line) -> str:
    """The text of a line with the code made whole; restoration may have taken its second half for a word."""
    parted = _SPLIT_CODE.search(line.printed or line.text)
    if parted is None:
        return line.text
    first, _, rest = parted.group(0).partition(" ")
    return re.sub(rf"{re.escape(first)}\s\S+", first + rest.replace(" ", ""), line.text, count=1)


def _doubt(code: str, found: str, line: Line, dropped: bool) -> Warning:
    why = "chữ số viết tay hoặc mờ, không đủ tin cậy nên để trống" if dropped else "không chắc đúng"
    message = f"{found} nhưng {why}. Đối chiếu với bản gốc."
    return Warning(code=code, message=message, page=line.page, line=line.number)


def _hardly_read(head: Sequence[Line], *, of_date: bool) -> tuple[Line | None, bool]:
    """The line whose figures of the date (or of the number) the engine hardly read; whether they stand apart."""
    for line in head:
        words = _after_day(line.words) if of_date else _before_day(line) if _NUMBER_LABEL.match(line.text) else ()
        unsure = [w.text for w in words if w.confidence <= HARDLY_READ and any(c.isdigit() for c in w.text)]
        if unsure:
            return line, any("/" not in text for text in unsure)
    return None, False


def _day_at(words: Sequence[Word]) -> int:
    return next((k for k, word in enumerate(words) if re.match(r"ng\w{1,2}y", fold(word.text))), len(words))


def _after_day(words: Sequence[Word]) -> Sequence[Word]:
    return words[_day_at(words) :]


def _before_day(line: Line) -> Sequence[Word]:
    return line.words[: _day_at(line.words)]


def unweave(head: Sequence[Line]) -> list[str]:
    """The texts of a letterhead, its two columns apart where a reader put them on one line; the left column first."""
    left: list[str] = []
    right: list[str] = []
    for line in head:
        text = line.text.strip()
        folded = fold(text)
        cut = next((m.start() for pattern in _RIGHT_COLUMN if (m := pattern.search(folded)) and m.start()), None)
        if cut is None:
            numbers = [span for span in find_numbers(text) if _NUMBER_LABEL.match(text)]
            rest = text[numbers[0].end :] if numbers else "-"
            cut = numbers[0].end if PLACE_DATE.match(rest) or _APART.match(rest) else None
        if cut is None:
            pieces = _COLUMN_GAP.split(text)
            left.append(squeeze(pieces[0]))
            right += [squeeze(piece) for piece in pieces[1:]]
        else:
            left.append(squeeze(text[:cut]))
            right.append(squeeze(text[cut:]))
    return [text for text in (column.strip("| ") for column in left + right) if text]


def _printed(columns: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Number, date and place as the letterhead's lines give them."""
    number = date = place = None
    for index, text in enumerate(columns):
        following = columns[index + 1] if index + 1 < len(columns) else ""
        if number is None and (_NUMBER_LABEL.match(text) or _begins_with_number(text)):
            spans = find_numbers(text) or find_numbers(f"{text}{following}")
            number = spans[0].number if spans and spans[0].complete else None
        whole = f"{columns[index - 1]} {text}" if index and _ONLY_DATE.fullmatch(fold(text)) else text
        match = PLACE_DATE.match(whole)
        if match and place is None:
            rest = following if _DATE_GOES_ON.fullmatch(fold(following)) else ""
            words = _DATE_WORDS.sub(r"\1 tháng \2 năm \3", squeeze(match["date"]))
            before = columns[index - 1] if index and _HALF_PLACE.fullmatch(match["place"]) else ""
            half = f"{before} " if _HALF_PLACE.fullmatch(before) and not before.isupper() else ""
            place, date = squeeze(half + match["place"]), iso_date(f"{words} {rest}")
    return number, date, place


def _begins_with_number(text: str) -> bool:
    """Whether the number stands first or after one word that may be a misread label; in a sentence above the
    letterhead it is that of another document."""
    spans = find_numbers(text)
    if not spans:
        return False
    before, after = text[: spans[0].start], text[spans[0].end :]
    if len(before.split()) <= 4 and re.search(r"[sS]\w{1,2}\s*:\s*$", before) and not after.strip():
        return True  # "Nghị quyết số: 53/2031/ABC", as the National Assembly prints it
    return len(before.split()) <= 1 or is_capitals(re.sub(r"\bS\w{1,2}\s*[:.]\s*$", "", before))


__all__ = ["Register", "read_register", "unweave"]
