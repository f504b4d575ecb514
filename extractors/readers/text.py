"""Plain text: which encoding, which page, which lines are page furniture.

Lines are numbered as they stand in the file (split at ``\\n`` after CRLF and CR have become ``\\n``); a form feed
begins a page, also inside a line. Dumps that lost their form feeds are paged by the traces these leave.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from extractors.errors import EmptyInput, UndecodableText
from extractors.layout import Line, Page, SourceText, TextOrigin
from extractors.line_kinds import LETTERHEAD_LINES
from extractors.readers.delimited_tables import with_delimited_tables
from extractors.readers.furniture import FOOTNOTE_RULE, mark_furniture, noted
from extractors.readers.page_count import numbered_page_starts

MEDIA_TYPE = "text/plain"

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# A page of a double-spaced dump holds between this many and about a hundred lines.
_SHORTEST_PAGE = 15
_EMPTY_LINES = 3
_FEWEST_LABELLED, _LABELLED = 2, 1 / 3  # gaps above the labels of rows: how many, and their share of all
_ROW_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-H])[.)]?")


def read_text(path: Path) -> SourceText:
    """Read a text file. Raises EmptyInput or UndecodableText."""
    text = decode_text(path.read_bytes())
    if not text.strip():
        raise EmptyInput("The file holds no text.", remedy="Check that the export that made it went through.")
    return SourceText(media_type=MEDIA_TYPE, pages=tuple(with_delimited_tables(mark_furniture(_pages(text)))))


def decode_text(data: bytes) -> str:
    """Bytes to text: UTF-8, UTF-16 (with or without a mark), Windows-1258, or the codes of a font of before Unicode
    (TCVN3, VNI), which stay as they are, for restoration to convert; line ends become ``\\n``.

    Windows-1258 writes tone marks as separate characters; they are composed (NFC). Raises UndecodableText.
    """
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return _lines_unified(_decoded(data[len(mark) :], marked))
    if (encoding := _unmarked_utf16(data)) is not None and _is_script(wide := _decoded(data, encoding)):
        return _lines_unified(wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _cut_off(data, error) or _decoded_legacy(data) or _decoded_1258(data, error.start)
    if len(_CONTROL.findall(text)) > len(text) // 100 + 2:
        raise UndecodableText(
            "The bytes are no text in UTF-8, UTF-16 or Windows-1258.", remedy="Save the text as UTF-8."
        )
    return _lines_unified(text)


def _lines_unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableText(
            f"The file begins like {encoding} but is damaged at byte {error.start}.", remedy="Save it again as UTF-8."
        ) from error


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: spaces and line ends give a zero byte on one side of every second pair."""
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = len(sample) // 2
    if odd > pairs * 0.2 and even < pairs * 0.02:
        return "utf-16-le"
    if even > pairs * 0.2 and odd < pairs * 0.02:
        return "utf-16-be"
    return None


def _is_script(text: str) -> bool:
    """Mostly letters, digits and signs of Latin script, as Vietnamese is; random pairs of bytes are not."""
    sample = text[:2000]
    return sum(char < "\u0370" or "\u1e00" <= char <= "\u2122" for char in sample) > 0.95 * len(sample)


def _cut_off(data: bytes, error: UnicodeDecodeError) -> str | None:
    """UTF-8 that ends within a letter, as what was cut to a size does: all before it."""
    if error.reason != "unexpected end of data" or not error.start:
        return None
    text = data[: error.start].decode("utf-8")
    return None if text.isascii() else text


def _decoded_legacy(data: bytes) -> str | None:
    """The codes of TCVN3 or VNI as the Western letters they show as, if that is what the text is typed in."""
    from normalizers.legacy_fonts import document_encoding

    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return text if document_encoding(_lines_unified(text)) else None


def _decoded_1258(data: bytes, not_utf8: int) -> str:
    if data.count(0):
        raise UndecodableText("The file is not text: it holds zero bytes.", remedy="Give the original document.")
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError as error:
        raise UndecodableText(
            f"Not UTF-8 (byte {not_utf8}), and byte {error.start} does not exist in Windows-1258.",
            remedy="Save the text as UTF-8.",
        ) from error
    letters = sum(char.isalpha() for char in text)
    if letters < len(text) * 0.5 or (letters > 200 and len(_VIETNAMESE.findall(text)) < letters * 0.02):
        raise UndecodableText(
            f"The bytes are neither UTF-8 (byte {not_utf8}) nor Vietnamese in Windows-1258.",
            remedy="Save the text as UTF-8.",
        )
    return text


# A letterhead and a closing block stand in a table without borders, which some exports give as rows between "|".
_CLOSING_LINES = 30
_RECIPIENTS = re.compile(r"[\s|]*Nơi nhận\b", re.IGNORECASE)
_RULE = re.compile(r"\s\|\s")  # a stroke that touches letters is a misread one
_BOXED = re.compile(r"\|([^|]*\|[^|]*)\|")  # a row between strokes
_MOST_RULES = 3  # two columns and the strokes around them
_COLUMNS = "    "


def _ruled_columns(raw_lines: Sequence[str]) -> Mapping[int, str]:
    """The lines of letterhead and closing block that a single "|" parts into two columns, by index, with white space
    for it; rows of tables have more of them."""
    filled = [k for k, raw in enumerate(raw_lines) if raw.strip()]
    near = set(filled[:LETTERHEAD_LINES])
    for at, k in enumerate(filled):
        if _RECIPIENTS.match(raw_lines[k]):
            near.update(filled[at : at + _CLOSING_LINES])
    found = {}
    for k in near:
        raw = raw_lines[k].strip()
        if raw.count("|") > _MOST_RULES:
            continue
        boxed = _BOXED.fullmatch(raw)
        cells = [cell.strip() for cell in (boxed[1].split("|") if boxed else _RULE.split(f" {raw} "))]
        cells = cells[:-1] if len(cells) > 2 and not cells[-1] else cells
        cells = cells[1:] if len(cells) > 2 and not cells[0] else cells
        if len(cells) == 2 and any(map(str.isalnum, "".join(cells))):
            found[k] = _COLUMNS.join(cells).rstrip()
    return found


def _pages(text: str) -> list[Page]:
    lines: list[Line] = []
    raw_lines = text.split("\n")
    columns = _ruled_columns(raw_lines) if "|" in text else {}
    starts = frozenset[int]() if "\f" in text else numbered_page_starts(raw_lines) or _lost_page_starts(raw_lines)
    page = 1
    for number, raw in enumerate(raw_lines, 1):
        if number in starts:
            page += 1
        # Pages that were put together without line ends meet in a line of the file: it gives a line of each.
        parts = list(enumerate(raw.replace("\f", "\f ").split("\f"), page))
        full = [one for one in parts if one[1].strip()] or parts[-1:]
        for own, part in full:
            kept = columns.get(number - 1, part) if len(full) == 1 else part
            text_now = unicodedata.normalize("NFC", kept)
            lines.append(Line(text=text_now, page=own, number=number, printed="" if text_now == kept else kept))
        page += len(parts) - 1
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    return [
        Page(number=number, lines=tuple(on_page), origin=TextOrigin.TEXT, verdict="tệp văn bản")
        for number, on_page in sorted(by_page.items())
    ]


def _lost_page_starts(raw_lines: Sequence[str]) -> frozenset[int]:
    """Numbers of lines that begin a page where the form feed was lost.

    Dumps leave one of two traces: three empty lines and more, or a single space that begins a line directly under
    another. Both must stand at least a short page apart, or they are the layout of the text. Where many such gaps stand
    above the label of a row, empty cells leave them.
    """
    starts = _after_traces(raw_lines, gaps=True)
    labelled = sum(_ROW_LABEL.fullmatch(raw_lines[number - 1].strip()) is not None for number in starts)
    if labelled >= max(_FEWEST_LABELLED, _LABELLED * len(starts)):
        starts = _after_traces(raw_lines, gaps=False)
    return frozenset(starts)


def _after_traces(raw_lines: Sequence[str], *, gaps: bool) -> list[int]:
    """The lines behind such traces; ``gaps``: empty lines are one."""
    starts: list[int] = []
    empty = 0
    in_notes = False  # under a footnote rule the next line with the space is the next page, whatever stands between
    # In a double-spaced dump a line directly under another is telling by itself: its own indent may follow the space.
    most_spaces = 3 if _is_double_spaced(raw_lines) else 1
    for number, raw in enumerate(raw_lines, 1):
        if not raw:
            empty += 1
            continue
        one_space = 0 < len(raw) - len(raw.lstrip(" ")) <= most_spaces and bool(raw.strip())
        under_text = number > 1 and bool(raw_lines[number - 2].strip())
        far_enough = number - (starts[-1] if starts else 1) >= _SHORTEST_PAGE
        if far_enough and ((gaps and empty >= _EMPTY_LINES) or (one_space and (under_text or in_notes))):
            starts.append(number)
            in_notes = False
        on_page = raw_lines[(starts[-1] - 1 if starts else 0) : number - 1]
        in_notes = in_notes or FOOTNOTE_RULE.fullmatch(raw) is not None or noted(raw, on_page) is not None
        empty = 0
    return starts


def _is_double_spaced(raw_lines: Sequence[str]) -> bool:
    return sum(not raw.strip() for raw in raw_lines) > 0.4 * len(raw_lines)
