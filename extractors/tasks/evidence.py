"""All evidence about the cells of a table that is only text: the features and, beside each, its weight.

Weights are log-odds by judgement: 1 is a hint, 2 is good evidence, 4 is nearly sure. They speak of how such tables are
printed anywhere, never of one document; what is particular to a document (how wide a column is, which agency stands
in most rows) is learned from the document itself and kept in a ``Profile``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractors.tasks.adhesion import adhesion, capital_starts
from extractors.tasks.cell_words import head_kind, tail_of
from extractors.tasks.extra_columns import ExtraKind, extra_kind
from extractors.tasks.model import BODIES, Column, FieldName
from extractors.tasks.pieces import LIST_GOES_ON
from extractors.tasks.print_width import SLACK, ColumnWidth, column_width
from extractors.tasks.table_model import TableModel
from normalizers.agencies import fold, names_several, starts_like_agency, starts_like_product
from normalizers.dates import looks_like_deadline

# --- one fragment of a line, and what can be seen on it ---

_ROMAN = re.compile(r"^(?P<label>[IVXLC]{1,6})(?:[.):,]\s*|\s+|\s*[-–]\s+)(?P<title>\D.*)$")
_CAPITAL = re.compile(r"^(?P<label>[A-H])(?:[.):]\s*|\s+|\s*[-–]\s+)(?P<title>.+)$")
ROW_LETTER = "[a-eghikl-qđ]"  # Vietnamese counts without f and j
_LABEL = rf"\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|{ROW_LETTER}(?=[.)])"
_NUMBER = re.compile(rf"^(?:(?P<label>{_LABEL})\s*[.)/]?|\((?P<inside>\d{{1,3}})\))$")
LEADING_NUMBER = re.compile(rf"^(?:{_LABEL})[.)]?\s+(?=\S)")
_BULLET = re.compile(r"^[-–+•*]\s*[’'‘\"“]?\w")
_NAME_ENDS = re.compile(
    r"(?<=\s)(?:Sở|xã|phường|tỉnh|quan|SỞ|XÃ|PHƯỜNG|TỈNH)\s+(?=(?:Các|Sở|UBND|Ủy ban|Phòng|Văn phòng|Công an|Đoàn|Hội|"
    r"CÁC|SỞ|PHÒNG|CÔNG AN|ĐOÀN|HỘI)\s)|^(?:Sở|SỞ)\s+(?:Các|Sở|UBND|Phòng|Văn phòng|CÁC|SỞ|PHÒNG)\s"
)
_OPEN_WORDS = frozenset(
    "va hoac cua cac cho ve theo tai trong den tu voi de la nhung mot duoc co thuoc so phong ban doi bo".split()
)
_WHOLE_NAME = re.compile(r"\b(?:truc thuoc|(?:thuoc|cua|cac|phong|tra) so)$")  # … although they may
_HALF_DEADLINE = re.compile(r"^(?:xong )?(?:truoc|tu|den|sau|trong)(?: (?:ngay|thang|quy))?$|\d\d - (?:thang|quy)$")


def opening_letters(text: str) -> str:
    """``text`` without the bullets, quotes and brackets before its first word."""
    return text.lstrip("-–+•* \"“'(")


def is_number(text: str) -> bool:
    """Whether a line is the number of a row, or begins with one."""
    return text[:1].isdigit() and (_NUMBER.match(text) or LEADING_NUMBER.match(text)) is not None


def plain_number(text: str) -> int:
    """The number that ``text`` is, of up to four digits and without signs; 0 for anything else."""
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0


@dataclass(frozen=True)
class Fragment:
    """A line, or a part of one, that stands in one cell. ``gap`` counts the blank lines before it."""

    text: str
    line: int
    page: int
    gap: int = 0
    opens_line: bool = True
    alone: bool = False  # nothing else stands on its line, as far as was asked
    trailing: int = 0  # spaces after the last word, as read: a row of empty cells leaves them

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def label(self) -> str | None:
        """The number or letter of a row, if the fragment is nothing else."""
        found = _NUMBER.match(self.text)
        return (found["label"] or found["inside"]) if found else None

    @cached_property
    def number(self) -> str | None:
        return self.label if self.label and not self.label.isalpha() else None

    @cached_property
    def upper_start(self) -> bool:
        letters = opening_letters(self.text)
        return letters[:1].isupper() or letters[:1].isdigit()

    @cached_property
    def bullet(self) -> bool:
        return bool(_BULLET.match(self.text))

    @cached_property
    def all_caps(self) -> bool:
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) >= 6 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)

    @cached_property
    def group(self) -> tuple[str, str] | None:
        """Label and title, if this can be the row of a group."""
        for pattern in (_ROMAN, _CAPITAL):
            if found := pattern.match(self.text):
                return found["label"], found["title"].strip()
        if re.fullmatch(r"(?:[IVXLC]{1,6}|[A-H])[.)]?", self.text):
            return self.text.rstrip(".)"), ""
        return ("", self.text) if self.all_caps and " " in self.text else None

    @cached_property
    def agency(self) -> bool:
        return starts_like_agency(self.text) or head_kind(self.text) == "person"

    @cached_property
    def second_name(self) -> bool:
        """Whether another body's name begins after the end of one, with nothing to join them."""
        return bool(_NAME_ENDS.search(self.text))

    @cached_property
    def product(self) -> bool:
        return starts_like_product(self.text)

    @cached_property
    def deadline(self) -> float:
        return looks_like_deadline(self.text)

    @cached_property
    def first_word(self) -> int:
        return len(self.text.split(" ", 1)[0])

    @cached_property
    def leaves_open(self) -> bool:
        """Whether something must follow: a comma, a dash or a word that governs the next one."""
        last = self.folded.split(" ")[-1]
        open_end = last in _OPEN_WORDS and not _WHOLE_NAME.search(self.folded)
        open_end = open_end or _HALF_DEADLINE.search(self.folded) is not None
        return open_end or self.text.endswith((",", "-", "–", "&", "/", "("))

    @cached_property
    def ends_sentence(self) -> bool:
        return self.text.endswith((".", "…", ".”", '."')) and not self.text.endswith("...")


# --- what the document itself shows ---


@dataclass
class Profile:
    """What one pass over a table has learned of its columns; an empty one says nothing."""

    widths: dict[int, ColumnWidth] = field(default_factory=dict)
    lines: dict[int, Counter[str]] = field(default_factory=dict)  # folded lines seen in a column
    cells: dict[int, Counter[str]] = field(default_factory=dict)  # folded cell texts seen in a column
    double_spaced: bool = False  # blank lines stand between all lines and mean nothing
    whole_cells: bool = False  # each line is a cell, or a paragraph of one
    model: TableModel | None = None  # the words of each column
    rows: int = 0  # that have other cells than a number and a content
    filled: Counter[int] = field(default_factory=Counter)  # rows that have the column's cell
    splits: float | None = None  # share of these rows with a line that holds two cells, parted where a name begins
    ended: dict[tuple[int, str], float] = field(default_factory=dict)  # evidence from whole cells, once asked for
    _read: dict[tuple[int, str, str], float] = field(default_factory=dict)

    @classmethod
    def learn(
        cls, cells: Iterable[tuple[int, list[Fragment]]], shape: Profile, *, model: TableModel | None = None
    ) -> Profile:
        """``cells``: column and fragments of every cell to learn from; ``shape``: how the lines are spaced and broken;
        ``model``: the words of each column."""
        texts: dict[int, list[list[str]]] = {}
        profile = cls(double_spaced=shape.double_spaced, whole_cells=shape.whole_cells, model=model)
        for column, fragments in cells:
            texts.setdefault(column, []).append([f.text for f in fragments])
            profile.lines.setdefault(column, Counter()).update(f.folded for f in fragments)
            profile.cells.setdefault(column, Counter())[" ".join(f.folded for f in fragments)] += 1
        told = {column: column_width(its) for column, its in texts.items()}
        profile.widths = {column: width for column, width in told.items() if width is not None}
        return profile

    def share(self, column: int, folded_line: str) -> float:
        """0-1: how much of the document's use of this line lies in this column."""
        here = self.lines.get(column, Counter())[folded_line]
        everywhere = self.times(folded_line)
        return here / everywhere if everywhere else 0.0

    def reads(self, column: int, so_far: str, fragment: Fragment) -> float:
        """Log-odds that the words of ``fragment`` follow in a cell of the column that holds ``so_far``; behind a bullet
        they begin anew."""
        if self.model is None or column not in self.model.words:
            return 0.0
        anew = fragment.bullet or not so_far
        before = "" if anew else tail_of("", so_far)
        known = (column, before, fragment.text)
        if known not in self._read:
            self._read[known] = self._words_read(column, before, opening_letters(fragment.text).split())
        return self._read[known] + (self.ends(column, so_far) if anew and so_far else 0.0)

    def _words_read(self, column: int, tail: str, own: Sequence[str]) -> float:
        assert self.model is not None
        keys, words, total = self.model.keys, self.model.words[column], 0.0
        for at, word in enumerate(own):
            head = "" if tail else head_kind(" ".join(own[at : at + 4]))
            total += words.goes_on(tail, keys.last_two(tail), keys(word), word, head)
            if tail and word.istitle():
                total -= CAPITAL * capital_starts(tail, word)
            tail = tail_of(tail, word)
        return total

    def left_empty(self, column: Column) -> float:
        """Log-odds that a row which has other cells leaves this one empty: as in any table, and as in the rows read."""
        kind = extra_kind(column)
        usual = SKIPPED[column.field] if kind is None else EXTRA_SKIPPED[kind]
        if not self.rows or column.field in (FieldName.NUMBER, FieldName.CONTENT) or kind in RARE:
            return usual
        before = SKIPPED_AS_ROWS / (1.0 + math.exp(-usual))
        filled = self.filled[column.index]
        return math.log((max(0, self.rows - filled) + before) / (filled + SKIPPED_AS_ROWS - before))

    @cached_property
    def split_at_name(self) -> float:
        """Log-odds that a line holds two cells, parted where a name begins."""
        if self.splits is None:
            return FIRST_SPLIT
        usual = SPLITS_AS_ROWS / max(1, self.rows)
        told = math.log((self.splits + SPLITS_UNSEEN * usual) / (USUALLY_SPLIT + SPLITS_UNSEEN * usual))
        return SPLIT_AT_NAME + min(0.0, told)

    def ends(self, column: int, text: str) -> float:
        """Log-odds that a cell of the column ends with ``text``."""
        if self.model is None or column not in self.model.words:
            return 0.0
        tail = tail_of("", text)
        return self.model.words[column].ends(tail, self.model.keys.last_two(tail))

    def times(self, folded_line: str) -> int:
        return self.everywhere[folded_line]

    @cached_property
    def everywhere(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for counter in self.lines.values():
            total.update(counter)
        return total


# --- evidence for each step of the reading ---

UNNUMBERED_ROW = -2.0  # a row without a number starts here, with the sign of a sub-row
UNMARKED_ROW = -6.0  # … without
NUMBER_AS_EXPECTED = 4.0
NUMBER_CHILD = 3.0  # 1.1 under 1
NUMBER_RESTARTS = -0.5
NUMBER_UNEXPECTED = -3.0
NUMBER_IN_A_CELL = -4.0  # a line that is only a number, read as text
NUMBER_IN_EXTRA = -1.0  # … in a column that may count or cost something
CONTINUES_AFTER_HEADER = 0.5
CONTINUES_AFTER_PAGE = -1.5
RESUMES_NEXT_COLUMN = -1.5  # after a page end the next column goes on; more where the current cell asks for more
NO_NAME = -1.0  # no name of a body or person begins a cell in a column of such that is no field
SKIPPED = {  # a field's cell left empty in a row that has others
    FieldName.NUMBER: 0.0,
    FieldName.CONTENT: -5.0,
    FieldName.LEAD: -2.5,
    FieldName.COORDINATING: -1.5,
    FieldName.DEADLINE: -2.5,
    FieldName.PRODUCT: -1.5,
    FieldName.EXTRA: -0.2,
}
RARE = (ExtraKind.REMARK, ExtraKind.FIGURE)  # columns of which a table's rows tell little
EXTRA_SKIPPED = {
    ExtraKind.REMARK: -0.2,
    ExtraKind.FIGURE: -0.2,
    ExtraKind.PERSON: -1.0,
    ExtraKind.BODY: -1.0,
    ExtraKind.TEXT: -1.5,
}
SKIPPED_AS_ROWS = 6.0  # what is known of that beforehand counts as so many rows
HEADING_ROW = -1.5  # only a number and a content
HEADING_WITHOUT_NUMBER = -5.5  # … where rows have numbers; with the evidence against the row's start
HEADING_WITH_EMPTY_CELLS = 3.0  # … whose line ends in the spaces of empty cells
# Lines of one cell keep the file's spacing: where blank lines stand between all lines, two lines without one are two
# cells, and the other way round.
NO_BLANK_IN_DOUBLE_SPACING, BLANK_IN_SINGLE_SPACING = -3.5, -2.0
PARAGRAPH = -3.0  # a second one in a cell, where each line is one
LEFT_OPEN = -1.5  # a cell ends in a comma, a dash or a word that governs the next
BODIES_LEFT_OPEN = -3.0  # … of bodies
LIST_LEFT_OPEN = -5.0  # a list of bodies ends in a comma or semicolon
READS_ON, READS_BADLY = -0.3, -1.0  # weight of the language model across the end of a cell; its least word for one
SECOND_NAME = -4.0  # two bodies' names in one line of a cell, with nothing between them
SPLIT_LINE = -0.3  # a line read as two cells
SPLIT_AT_NAME = -1.5  # … where no number or deadline parts them, in a table that has many such lines
FIRST_SPLIT = -2.5  # … in one of which nothing is known
# Share of a table's rows with such a line from which it has many; what counts as seen beforehand, in rows and of them.
USUALLY_SPLIT, SPLITS_AS_ROWS, SPLITS_UNSEEN = 0.15, 1.0, 0.1
CAPITAL = 2.0
TOO_WIDE, WIDER, MOST_TOO_WIDE = 0.6, 0.4, 5.0  # for each letter that a line is wider than its column may be, must be
DISAGREEING = 4.0  # power of the share of a column's lines that agree with its width, by which that counts less
ROOM, MOST_FOR_ROOM = 0.5, 3.0  # … that the line above had room for beside the first word of this one
WORDS = 0.4  # weight of what the words of a fragment say for a column


def flows_on(
    before: Fragment, after: Fragment, column: int, name: FieldName, profile: Profile, *, beside: bool = False
) -> float:
    """Evidence that ``after`` goes on with the cell that ``before`` stands in, against ending it there. ``beside``:
    the row's other cells go on too, maybe on the same line."""
    score = 0.0
    names = name in BODIES
    if after.bullet:
        mid_sentence = not before.text.endswith((".", ";", ":", ","))
        score -= (1.5 if mid_sentence else 0.3) if name in (FieldName.CONTENT, FieldName.PRODUCT) else 1.0
    elif after.upper_start:
        score -= 0.2 if names else 0.7
        score -= 1.0 if names and fragment_opens_name(before, after) else 0.0
        score -= 1.2 if names and not before.leaves_open and adhesion(before.text, after.text) < 0.5 else 0.0
    else:
        score += 1.5
    if before.leaves_open:
        score += 1.2
    elif before.ends_sentence:
        score -= 1.2
    score += 0.3 * max(READS_BADLY, adhesion(before.text, after.text))
    if not after.opens_line and not beside:  # a line is split because another cell starts there
        return score - 3.0
    width = profile.widths.get(column)
    if width is not None:
        room = width.room(before.text, after.text)
        if room > SLACK and not (before.ends_sentence or before.text.endswith((";", ":"))):
            score -= min(MOST_FOR_ROOM, ROOM * room * width.agreeing**DISAGREEING)
        elif room <= 0:
            score += 1.0
    if profile.double_spaced:
        score += NO_BLANK_IN_DOUBLE_SPACING if after.gap == 0 else 0.0
    else:
        score += 0.3 if after.gap == 0 else BLANK_IN_SINGLE_SPACING
    if profile.whole_cells:
        score += PARAGRAPH
    if after.deadline >= 0.5 and name is not FieldName.DEADLINE:
        score -= 3.0 if len(after.text) < 25 else 0.5
    return score


def breaks_off(before: Fragment, after: Fragment, name: FieldName) -> float:
    """Evidence against ending a cell with ``before`` where ``after`` begins another one."""
    if name in BODIES:
        score = (
            LIST_LEFT_OPEN if before.text.endswith(LIST_GOES_ON) else BODIES_LEFT_OPEN if before.leaves_open else 0.0
        )
    else:
        score = LEFT_OPEN if before.leaves_open or (before.text.endswith(";") and not after.opens_line) else 0.0
    return score + READS_ON * max(0.0, adhesion(before.text, after.text))


def fragment_opens_name(before: Fragment, after: Fragment) -> bool:
    """Whether a body's name starts with ``after`` although nothing on ``before`` announces another one."""
    return after.agency and " " in after.text and not before.text.endswith((",", ";", "/", "-", "&"))


def starts_cell(fragment: Fragment, column: Column) -> float:
    """Evidence that a cell of this column starts with ``fragment``."""
    name = column.field
    capital = 0.4 if fragment.upper_start else -2.5
    if name is FieldName.DEADLINE:
        return min(3.5, 12.0 * fragment.deadline - 2.5)
    score = capital - (3.0 if fragment.deadline >= 0.7 and len(fragment.text) < 25 else 0.0)
    if name in BODIES:
        head_alone = 0.5 if " " not in fragment.text else 2.0  # "Sở" mostly goes on the name above it
        score += head_alone if fragment.agency else -2.5
        score -= 1.0 if fragment.bullet else 0.0
    elif name is FieldName.PRODUCT:
        score += 1.0 if fragment.product else -0.3
        score -= 0.8 if fragment.agency else 0.0
    elif name is FieldName.EXTRA:
        score += _starts_extra(fragment, extra_kind(column))
    elif name is FieldName.CONTENT:
        score += 0.6 if fragment.bullet else 0.0
        score -= 0.6 if fragment.agency else 0.0
    return score


def _starts_extra(fragment: Fragment, kind: ExtraKind | None) -> float:
    if kind in (ExtraKind.BODY, ExtraKind.PERSON):
        return 0.0 if fragment.agency else NO_NAME
    return 0.0 if kind is ExtraKind.TEXT else -0.2  # remarks stand in few rows


def belongs_to(fragment: Fragment, column: int, name: FieldName, profile: Profile) -> float:
    """Evidence that a line stands in this column at all: its length, and the document's own repetition."""
    score = 0.0
    if fragment.label and name is not FieldName.NUMBER:
        score += NUMBER_IN_EXTRA if name is FieldName.EXTRA else NUMBER_IN_A_CELL
    if fragment.second_name and name in BODIES:
        score += SECOND_NAME
    width = profile.widths.get(column)
    if width is not None:
        surely, maybe = width.exceeded(fragment.text)
        score -= min(MOST_TOO_WIDE, TOO_WIDE * surely + WIDER * maybe) * width.agreeing**DISAGREEING
    times = profile.times(fragment.folded)
    if times >= 3:
        share = profile.share(column, fragment.folded)
        score += min(1.5, 0.5 * math.log(times)) * (2 * share - 1)
    return score


SEVERAL_LEAD = -1.2  # several bodies in the lead's cell; they mostly coordinate


def whole_cell(text: str, column: int, name: FieldName, profile: Profile) -> float:
    """Evidence from a cell's whole text, once it has ended."""
    score = 0.0
    if name is FieldName.DEADLINE:
        score += 4.0 * looks_like_deadline(text) - 2.0
    if name is FieldName.LEAD and names_several(text):
        score += SEVERAL_LEAD
    times = profile.cells.get(column, Counter())[fold(text)]
    if times >= 2:
        score += min(2.0, 0.6 * math.log(times))
    return score


def row_without_number(text: str) -> float:
    """Log-odds that a row begins with ``text`` where rows have numbers."""
    return UNNUMBERED_ROW if _BULLET.match(text) else UNMARKED_ROW


def heading_without_number(text: str) -> float:
    """Log-odds that a row without a number is only a content, this ``text``; its beginning is no longer strange."""
    return HEADING_WITHOUT_NUMBER - row_without_number(text)


def group_row(fragment: Fragment, expected: tuple[str, ...]) -> float | None:
    """Evidence that ``fragment`` is the row of a group; ``None`` where it cannot be one."""
    if fragment.group is None or not fragment.opens_line:
        return None
    label, title = fragment.group
    caps = Fragment(title, 0, 0).all_caps
    if not label:
        return 0.5
    score = 3.0 if caps else -1.0
    if label in expected:
        score += 3.0 if caps else 5.0
    else:
        score -= 2.0
    if not title:
        score -= 0.5
    return score


def group_flows_on(after: Fragment, title: str) -> float:
    if not title:
        return 2.0 if after.all_caps else -1.0
    return 1.5 if after.all_caps and not (after.group and after.group[0]) else -4.0
