"""Short cells of a garbled table told by the table's own repetition: what stands in many rows was printed in this one
as well where it was read badly, because OCR slips differ from row to row and what was printed does not.

Two forms of a cell are compared: its restored letters and those that were read, since restoration leads two readings
of the same print to different words. Figures are never changed, a body's full name never becomes another's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

from rapidfuzz import fuzz, process

from extractors.folding import fold
from extractors.tasks.adhesion import adhesion
from extractors.tasks.model import BODIES, Column, FieldName, TableRow
from extractors.tasks.pieces import piece_key
from extractors.tasks.repetition import left_open, repeated_cells
from extractors.tasks.rows import one_line
from normalizers.agencies import LEVELS, names_of_all_levels, split_agencies, starts_like_agency, starts_like_product

ALIKE = {FieldName.LEAD: 82.0, FieldName.COORDINATING: 82.0, FieldName.DEADLINE: 90.0, FieldName.PRODUCT: 91.0}
LONG_CELL, LONG_ALIKE = 24, 82.0  # letters of a cell that is hardly like another one by chance
LARGER_PART = 0.55  # of a cell's letters
LONG_NAME, NEARLY = 16, 95.0  # letters of a packaged name that is still told when one or two are damaged
USUAL = 0.4  # share of the rows from which a cell is the column's usual one; then a part of it is enough
NEARLY_ALWAYS = 0.8  # … from which any words of it are, among rubbish
OFTENER = 4  # times as often as a part of it a cell must stand in the column for the part to be a cut form of it
START_ALIKE = 80.0  # likeness of a stray line with the beginning of a repeated cell
READS_ON = 1.0  # log-odds of the language model from which a line goes on with the one above
MENDED = 0.92  # what a mended cell takes from its row's confidence
SCRAP_FILLED = 0.8  # … and one of which only the last words were legible
# What was read differs more between two readings of as many letters than what restoration makes of it.
READ_ALIKE, AS_LONG = 4.0, 3
OTHER_WORD = 60.0  # likeness of letters under which a word in use is another one
OPENING_ALIKE, OPENINGS = 75.0, 3  # likeness of a product's first two words with those of so many other products


_LOST_SPACE = re.compile(r"[^\W\d_](?:[-–~] | [-–~])[^\W\d_]")
_SIGN_INSIDE = re.compile(r"\w[^\w\s.,;/&–-]\w")  # "héf}h": no letters that were read for sure


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the column: its text, both keys, and its lines."""

    text: str
    key: str
    printed: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, row: TableRow, column: Column) -> _Cell:
        raw = row.cells.get(column.index, "")
        text = one_line(raw)
        read = piece_key(row.printed.get(column.index, ""))
        return cls(text, piece_key(text), read, tuple(line for line in raw.split("\n") if piece_key(line)))


@dataclass(frozen=True, slots=True)
class _Known:
    """What a column repeats: ``times`` by key; ``readings``: what was read where a cell has this key."""

    column: Column
    times: Counter[str]
    repeated: Counter[str]
    readings: Mapping[str, frozenset[str]]
    filled: int

    def share(self, key: str) -> float:
        return self.repeated[key] / max(1, self.filled)


def settled(rows: Sequence[TableRow], column: Column) -> list[TableRow]:
    """``rows`` with the damaged cells of one short column as the other rows have them."""
    cells = [_Cell.of(row, column) for row in rows]
    known = _known(cells, column)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        forms[cell.key][cell.text] += 1
    best_form = {key: _best(counter) for key, counter in forms.items()}
    out: list[TableRow] = []
    for at, (row, cell) in enumerate(zip(rows, cells, strict=True)):
        target = _target(cell, known) if cell.key else None
        sure = MENDED
        if target == cell.key and cell.key not in known.repeated:
            target = _ending(cells, at, known)
            sure = SCRAP_FILLED
        form = best_form.get(target) or packaged_names()[target] if target is not None else cell.text
        form = _with_known_marks(form) if column.field in BODIES else form
        if form == cell.text or (column.field is FieldName.DEADLINE and _same_letters(form, cell.text)):
            out.append(row)
        elif target == cell.key:
            out.append(replace(row, cells={**row.cells, column.index: form}))
        else:
            out.append(_told(row, column, cell.text, form, sure))
    return _with_openings(out, column) if column.field is FieldName.PRODUCT else out


def _told(row: TableRow, column: Column, read: str, text: str, sure: float) -> TableRow:
    """The row with ``text``, told by the other rows, where ``read`` was read."""
    note = f"Ô “{column.printed}” đọc là “{read}”, đối chiếu với các dòng khác của bảng"
    return row.mended({column.index: text}, note, sure=sure)


def _known(cells: Sequence[_Cell], column: Column) -> _Known:
    times = Counter(cell.key for cell in cells if cell.key)
    readings: dict[str, set[str]] = defaultdict(set)
    for cell in cells:
        if cell.printed:
            readings[cell.key].add(cell.printed)
    own = {key: frozenset(found) for key, found in readings.items()}
    repeated = repeated_cells(times)
    for key in list(repeated):
        if any(
            f" {key} " in f" {other} " and times[other] >= OFTENER * times[key] for other in repeated if other != key
        ):
            del repeated[key]  # the same cell, cut in some rows
    return _Known(column, times, repeated, own, times.total())


def _best(forms: Counter[str]) -> str:
    """The commonest printed form, of those without a dash that lost one of its spaces ("Văn hóa- Xã hội") if there are
    any; among equals one that starts with a capital and has no odd signs."""
    return max(
        forms,
        key=lambda text: (
            _LOST_SPACE.search(text) is None,
            forms[text],
            text[:1].isupper(),
            -len(re.findall(r"[^\w\s,;/().&-]", text)),
        ),
    )


def _with_known_marks(text: str) -> str:
    """A list of bodies with the marks of the packaged names in it; their capitals are as read."""
    return _marked("".join(map(_marked, re.split(r"([,;] )", text))))


def _marked(text: str) -> str:
    name = packaged_names().get(piece_key(text), text)
    if fold(name) != fold(text):
        return text
    return "".join(known.upper() if read.isupper() else known.lower() for known, read in zip(name, text, strict=True))


def _same_letters(one: str, other: str) -> bool:
    """Whether two forms differ only in their spaces: each row keeps its own."""
    return re.sub(r"\s", "", one) == re.sub(r"\s", "", other)


def _target(cell: _Cell, known: _Known) -> str:
    """The repeated cell that ``cell`` is a damaged or cut form of; its own key where there is none.

    Figures must agree. A part of a repeated cell is that cell if it is the larger part of it, or if the cell is the
    column's usual one.
    """
    if cell.key in known.repeated:
        return cell.key  # two cells that are both repeated are two, however alike
    agencies = known.column.field in BODIES
    whole = agencies and is_whole(cell.text)
    if agencies and (name := _packaged(cell.key)) is not None:
        return name
    letters = re.sub(r"\s+", " ", re.sub(r"\b\d+\b", " ", cell.key)).strip() if agencies else cell.key
    best: tuple[float, str] = (0.0, cell.key)
    for other in known.repeated:
        usual = known.share(other) >= USUAL
        is_deadline = known.column.field is FieldName.DEADLINE
        if is_deadline and usual and len(letters) >= 4 and other.startswith(f"{letters} "):
            return other  # "2026-" whose second line is lost
        if whole and f" {cell.key} " not in f" {other} ":
            continue  # a body's full name, which may yet be cut from a longer cell
        if _goes_on(cell.key, other) or _spelled_otherwise(cell.text, other):
            continue
        if _figures(other) != _figures(letters):
            continue
        needed = LONG_ALIKE if len(letters) >= LONG_CELL else ALIKE[known.column.field] - (4.0 if usual else 0.0)
        if agencies and f" {letters} " in f" {other} ":
            needed = 0.0 if usual else min(needed, 100.0 * 2 * LARGER_PART / (1 + LARGER_PART))
        likeness = _likeness(cell, letters, other, known)
        if likeness >= needed and likeness * known.times[other] > best[0] and not _another_word(cell, other):
            best = (likeness * known.times[other], other)
    if best[1] == cell.key and agencies and not whole:
        return next((other for other, _ in known.repeated.most_common() if _is_part(cell, other, known)), cell.key)
    return best[1]


def _likeness(cell: _Cell, letters: str, other: str, known: _Known) -> float:
    """Of the restored letters, or of what was read where that says more."""
    likeness = fuzz.ratio(other, letters)
    if known.column.field is FieldName.DEADLINE or len(cell.printed) < LONG_NAME:
        return likeness
    as_long = [reading for reading in known.readings.get(other, ()) if abs(len(reading) - len(cell.printed)) <= AS_LONG]
    return max([likeness, *(fuzz.ratio(cell.printed, reading) + READ_ALIKE for reading in as_long)])


def _another_word(cell: _Cell, other: str) -> bool:
    """Whether a word whose letters were read as restored stands for quite another one in ``other``: "HĐND", "UBND"."""
    own, whole = cell.key.split(), other.split()
    read = {word for word in cell.printed.split() if word.isalpha() and len(word) > 1}
    read -= {piece_key(word) for word in cell.text.split() if _SIGN_INSIDE.search(word)}
    for kind, a, b, c, d in SequenceMatcher(None, own, whole, autojunk=False).get_opcodes():
        pairs = zip(own[a:b], whole[c:d], strict=False) if kind == "replace" and b - a == d - c else ()
        if any(word in read and fuzz.ratio(word, its) < OTHER_WORD for word, its in pairs):
            return True
    return False


def _goes_on(key: str, other: str) -> bool:
    """Whether ``key`` begins with ``other`` and goes on as a packaged name does: other rows have it cut."""
    words = key[len(other) :].split()
    return (
        bool(words)
        and key.startswith(f"{other} ")
        and any(f"{name} ".startswith(f"{other} {words[0]} ") for name in packaged_names())
    )


def _figures(key: str) -> list[str]:
    """Digits, and the quarters of a deadline."""
    return re.findall(r"\d+|\b[ivx]+\b", key)


_AND = re.compile(r"[A-ZĐ]{3}\s?&\s?[A-ZĐ]{3}")


def _spelled_otherwise(text: str, other: str) -> bool:
    """Whether ``text`` joins two abbreviations by a sign and the other cell by a word: a spelling, no damage."""
    return bool(_AND.search(text)) and " va " in f" {other} "


def _is_part(cell: _Cell, other: str, known: _Known) -> bool:
    """Whether ``other`` was printed where ``cell`` has the larger part of it, some words lost inside or a stray line
    beside; of what stands in nearly all rows two words are enough."""
    words = cell.key.split()
    whole = other.split()
    if words[0] == whole[0] and words[-1] == whole[-1] and _in_order(words, whole):
        return len(cell.key) >= LARGER_PART * len(other)
    always = known.share(other) >= NEARLY_ALWAYS
    enough = 0.0 if always else LARGER_PART
    for first, end in _runs(len(cell.lines)):
        part = piece_key(" ".join(cell.lines[first:end]))
        if f" {part} " not in f" {other} " or len(part) < enough * len(other) or " " not in part:
            continue
        beside = [at for at in range(len(cell.lines)) if not first <= at < end]
        if all(_is_stray(cell.lines, at, known, always=always) for at in beside):
            return True
    return False


def _in_order(words: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in words)


def _runs(size: int) -> Iterator[tuple[int, int]]:
    """All runs of ``size`` things, longest first."""
    for length in range(size, 0, -1):
        for first in range(size - length + 1):
            yield first, first + length


def _is_stray(lines: Sequence[str], at: int, known: _Known, *, always: bool) -> bool:
    """Whether a line is no body of its own and reads on from no line beside it (``always``: whatever stands beside it),
    or is the beginning of a cell of the column (the next row's)."""
    if starts_like_agency(lines[at]):
        return any(fuzz.ratio(piece_key(lines[at]), key[: len(lines[at])]) >= START_ALIKE for key in known.repeated)
    above = adhesion(lines[at - 1], lines[at]) if at else 0.0
    below = adhesion(lines[at], lines[at + 1]) if at + 1 < len(lines) else 0.0
    return always or max(above, below) <= READS_ON


def _ending(cells: Sequence[_Cell], at: int, known: _Known) -> str:
    """The cell of the row above or below where only its last words are legible, and no other cell ends with them."""
    own = cells[at].key
    if known.column.field not in BODIES or starts_like_agency(cells[at].text) or not own.isalpha() or len(own) < 3:
        return own
    values = {cell.key for cell in cells if len(cell.key) > LONG_NAME and cell.key.endswith(f" {own}")}
    near = {cells[place].key for place in (at - 1, at + 1) if 0 <= place < len(cells)}
    fitting = [key for key in values & near if key in known.repeated]
    repeated = [key for key in values if key in known.repeated]
    return fitting[0] if len(fitting) == 1 and len(repeated) == 1 else own


_LEVEL = re.compile(rf" (?:{'|'.join(piece_key(kind) for kinds in LEVELS.values() for kind in kinds)})$")


@cache
def packaged_names() -> dict[str, str]:
    """The packaged names by their ``piece_key``."""
    return {piece_key(name): name for name in names_of_all_levels()}


def is_whole(text: str) -> bool:
    """Whether a cell is nothing but packaged names, of whatever level of government."""
    keys = [piece_key(part) for part in split_agencies(text)]
    names = packaged_names()
    return bool(keys) and all(key in names or _LEVEL.sub("", key) in names for key in keys) and not left_open(text)


def _packaged(key: str) -> str | None:
    """The packaged name, by its key, that ``key`` is but for one or two damaged letters of a long name."""
    names = packaged_names()
    if key in names or len(key) < LONG_NAME:
        return None
    near = [name for name in names if len(name.split()) == len(key.split())]
    best = process.extractOne(key, near, scorer=fuzz.ratio, score_cutoff=NEARLY)
    return best[0] if best else None


def _with_openings(rows: Sequence[TableRow], column: Column) -> list[TableRow]:
    """Products that begin with two words nearly those with which several others begin, and that no product begins
    with: "Báo cho (theo mẫu)" among "Báo cáo (…)"."""
    texts = [one_line(row.cells.get(column.index, "")) for row in rows]
    openings: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if starts_like_product(text):
            first = " ".join(text.split()[:2]).rstrip(",;:.")
            openings[piece_key(first)][first] += 1
    usual = [key for key, forms in openings.items() if forms.total() >= OPENINGS and " " in key]
    out: list[TableRow] = []
    for row, text in zip(rows, texts, strict=True):
        words = text.split()
        found = None
        if len(words) >= 2 and not starts_like_product(text):
            own = piece_key(" ".join(words[:2]))
            found = process.extractOne(own, usual, scorer=fuzz.ratio, score_cutoff=OPENING_ALIKE)
        if found is None:
            out.append(row)
            continue
        mended = " ".join([_best(openings[found[0]]) + re.sub(r"^.*\w", "", words[1]), *words[2:]])
        out.append(_told(row, column, text, mended, MENDED))
    return out
