"""Interleaved tables: the cells of a row mixed line by line, as an OCR reads them straight across the page.

Every line comes with its best cuts (``splitting``). A beam search walks the lines and decides, for each, which cut
holds and whether a new row or group starts. A row's columns go on independently of one another: each keeps its last
piece, and the language model says whether the next one reads on. Passes: what the first finds (widths, repeated
pieces and cells) helps the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from extractors.tasks import evidence as ev
from extractors.tasks.adhesion import adhesion
from extractors.tasks.evidence import Fragment
from extractors.tasks.lines import DEADLINE_INSIDE, TextLine, group_labels, group_value, roman_value
from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.repetition import Knowledge, agency_columns, learn, left_open
from extractors.tasks.splitting import Cut, cuts, piece_key
from normalizers.agencies import starts_like_agency
from normalizers.dates import looks_like_deadline

BEAM = 12
PASSES = 3

READS_ON = 0.6  # weight of the language model across a line end
READS_BADLY = -1.5  # the most that the model may speak against: damaged words read badly after anything
LOWER_START, UPPER_START = 1.0, -1.0
CELL_STARTS_LOWER = -1.5
ROW_STARTS_LOWER = -3.0
FITS_REPEATED, BREAKS_REPEATED, STARTS_INSIDE = (
    1.0,
    -4.0,
    -2.5,
)  # the cell so far is, or is no longer, the start of a repeated cell
LEFT_OPEN = -2.0  # an agency's cell that ends in a comma, a dash or "và"
ENUMERATION_GOES_ON = 1.5  # the piece above ends in a comma or a dash
BULLET_INSIDE, BULLET_MID_SENTENCE = -0.8, -1.8
ROOM_LEFT, MOST_ROOM = -0.2, -2.5  # each letter that a line leaves empty although the next word had fitted
KNOWN_CELL = 2.5
SECOND_DEADLINE = -5.0
BACKWARDS = -2.5  # a block of lines left of the block before it
BLANK_INSIDE, BLANK_BEFORE_CAPITAL = -0.8, -1.5
ROW_STARTS_OUTSIDE_CONTENT = -1.0
GROUP_LINE, SHORT_GROUP_LINE = 9.0, 4.0  # a whole line in capitals
PLAIN_GROUP_LINE = 7.0  # a line that begins with the label that must come
SECOND_GROUP_LINE = -11.0  # straight after another: rather the same title going on
ROW = -3.0  # every row costs: few rows explain the lines best
ROW_AT_PAGE_TOP = -1.0
HEADING, HEADING_WITHOUT_NUMBER = 0.5, -3.0
SECOND_NUMBER = -9.0


@dataclass(frozen=True, slots=True)
class _Row:
    tails: tuple[Fragment | None, ...]
    cells: tuple[str, ...]
    number: int = 0  # printed number, 0 none
    start: int = 0  # line


@dataclass(frozen=True, slots=True)
class _Step:
    previous: _Step | None
    line: TextLine
    cut: Cut
    row: int
    kind: RowKind
    gain: float


class _State(NamedTuple):
    score: float
    step: _Step | None
    row: _Row | None  # None: before the first row, or in a group's title
    group_open: bool
    last: int  # last number printed in the group
    since: int  # rows since then
    roman: int
    rows: int
    column: int  # of the last piece


def read_interleaved(lines: Sequence[TextLine], columns: Sequence[Column]) -> list[TableRow]:
    """The rows of an interleaved table; ``lines`` without headers, in order."""
    knowledge = Knowledge(agency_columns=agency_columns(columns))
    steps: list[_Step] = []
    for turn in range(PASSES):
        options = [cuts(line.text, columns, knowledge.words, line.printed) for line in lines]
        steps = _search(lines, options, columns, knowledge)
        if turn + 1 < PASSES:
            knowledge = learn(_pieces_by_row(steps), columns)
    return _table_rows(lines, steps, columns)


def _pieces_by_row(steps: Sequence[_Step]) -> list[list[tuple[int, str]]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for step in steps:
        if step.kind is RowKind.ROW:
            rows.setdefault(step.row, []).extend(step.cut.pieces)
    return list(rows.values())


# --- the search ---


def _search(
    lines: Sequence[TextLine], options: Sequence[Sequence[Cut]], columns: Sequence[Column], knowledge: Knowledge
) -> list[_Step]:
    beam = [_State(0.0, None, None, False, 0, 0, 0, 0, -1)]
    for line, found in zip(lines, options, strict=True):
        grown: dict[tuple[object, ...], _State] = {}
        cut_up = [(cut, [(column, _fragment(text, line)) for column, text in cut.pieces]) for cut in found]
        for state in beam:
            for new in _next(state, line, cut_up, columns, knowledge):
                key = _key(new)
                if key not in grown or grown[key].score < new.score:
                    grown[key] = new
        if grown:  # a line with no cut at all (specks) changes nothing
            # An open row's reward is to come: counted here, so that closing it early has no advantage.
            beam = sorted(grown.values(), key=lambda s: -s.score - _cells_known(s, columns, knowledge))[:BEAM]
    ended = [s._replace(score=s.score + _close(s, columns, knowledge)) for s in beam]
    step = max(ended, key=lambda s: s.score).step
    steps: list[_Step] = []
    while step is not None:
        steps.append(step)
        step = step.previous
    return steps[::-1]


def _key(state: _State) -> tuple[object, ...]:
    """States that differ only in how earlier lines were cut go on alike: the best of them is enough."""
    row = state.row
    tails = tuple(tail.line if tail else 0 for tail in row.tails) if row else ()
    return (state.rows, state.group_open, state.last, state.roman, row.number if row else -1, row and row.start, tails)


def _fragment(text: str, line: TextLine) -> Fragment:
    return Fragment(text, line.number, line.page, line.gap)


@lru_cache(maxsize=64)
def _whole(line: TextLine) -> Fragment:
    """The line as one fragment, the same for every state."""
    return _fragment(line.text.strip(" |[]{}_"), line)


def _next(
    state: _State,
    line: TextLine,
    found: Sequence[tuple[Cut, Sequence[tuple[int, Fragment]]]],
    columns: Sequence[Column],
    knowledge: Knowledge,
) -> Iterator[_State]:
    yield from _group(state, line, _whole(line), columns, knowledge)
    closing = _close(state, columns, knowledge)
    for cut, fragments in found:
        if state.row is not None:
            gain = cut.score + _goes_on(state, state.row, fragments, columns, knowledge)
            yield _grown(state, line, cut, fragments, columns=columns, gain=gain, new=False)
        gain = (
            cut.score
            + closing
            + (ROW_AT_PAGE_TOP if line.break_before else ROW)
            + _opens(state, fragments, columns, knowledge)
        )
        yield _grown(state, line, cut, fragments, columns=columns, gain=gain, new=True)


def _grown(
    state: _State,
    line: TextLine,
    cut: Cut,
    fragments: Sequence[tuple[int, Fragment]],
    *,
    columns: Sequence[Column],
    gain: float,
    new: bool,
) -> _State:
    empty = _Row((None,) * len(columns), ("",) * len(columns), start=line.number)
    row = empty if new or state.row is None else state.row
    tails, cells, number = list(row.tails), list(row.cells), row.number
    last, since = state.last, state.since + (1 if new else 0)
    for column, fragment in fragments:
        tails[column] = fragment
        cells[column] = f"{cells[column]} {fragment.text}".strip()
        if columns[column].field is FieldName.NUMBER and fragment.number:
            number = int(fragment.number.split(".")[0])
            last, since = number, 0
    rows = state.rows + (1 if new else 0)
    return _State(
        score=state.score + gain,
        step=_Step(state.step, line, cut, rows, RowKind.ROW, gain),
        row=_Row(tuple(tails), tuple(cells), number, row.start),
        group_open=False,
        last=last,
        since=since,
        roman=state.roman,
        rows=rows,
        column=fragments[-1][0],
    )


def _goes_on(
    state: _State,
    row: _Row,
    fragments: Sequence[tuple[int, Fragment]],
    columns: Sequence[Column],
    knowledge: Knowledge,
) -> float:
    gain = 0.0
    for column, fragment in fragments:
        name = columns[column].field
        before = row.tails[column]
        if name is FieldName.NUMBER:
            gain += SECOND_NUMBER if row.number else _number(fragment, state.last, state.since)
            continue
        if name is not FieldName.CONTENT:
            gain += _short_cell(row.cells[column], fragment, columns[column], knowledge)
        if before is None:
            gain += _starts(fragment, name)
        else:
            gain += READS_ON * max(READS_BADLY, adhesion(row.cells[column][-80:], fragment.text))
            gain += ENUMERATION_GOES_ON if before.text.endswith((",", "-", "–")) else 0.0
            gain += _room(before, fragment, columns[column], knowledge)
            if fragment.bullet:
                gain += BULLET_INSIDE if before.text.endswith((".", ";", ":", ",")) else BULLET_MID_SENTENCE
            elif fragment.upper_start and name not in (FieldName.LEAD, FieldName.COORDINATING, FieldName.DEADLINE):
                gain += UPPER_START if not before.ends_sentence else 0.0
            elif not fragment.upper_start:
                gain += LOWER_START
            if fragment.gap and not before.gap and before.line != fragment.line:
                gain += BLANK_INSIDE
                gain += BLANK_BEFORE_CAPITAL if name is FieldName.CONTENT and fragment.upper_start else 0.0
        if fragment.gap and len(fragments) == 1 and column < state.column and name is not FieldName.CONTENT:
            gain += BACKWARDS
    return gain


def _room(before: Fragment, after: Fragment, column: Column, knowledge: Knowledge) -> float:
    """Evidence against going on where the line above ended early."""
    width = knowledge.words.widths.get(column.index)
    if width is None or column.field is not FieldName.CONTENT or before.text.endswith((".", ";", ":")):
        return 0.0
    room = width - len(before.text) - 1 - after.first_word - 3
    return max(MOST_ROOM, ROOM_LEFT * max(0.0, room))


def _short_cell(so_far: str, fragment: Fragment, column: Column, knowledge: Knowledge) -> float:
    """Evidence from what a short cell becomes with ``fragment``: a full deadline takes no second one, a repeated cell
    no other words."""
    grown = f"{so_far} {fragment.text}".strip()
    if column.field is FieldName.DEADLINE:
        bare_year = re.fullmatch(r"20\d\d", so_far) is not None  # the dash behind it may be lost
        full = looks_like_deadline(so_far) >= 1.0 and not so_far.endswith(("-", "/")) and not bare_year
        return SECOND_DEADLINE if full and fragment.deadline > 0 else 0.0
    if not so_far:
        after = knowledge.start_likeness(column.index, grown)
        if after is None:
            return 0.0
        if after < 85:
            inside = piece_key(grown) in knowledge.words.runs.get(column.index, frozenset())
            return STARTS_INSIDE if inside else 0.0
        return FITS_REPEATED * (after - 90) / 10
    begun = knowledge.begun(column.index, so_far)
    if begun is None:
        return 0.0
    added = piece_key(fragment.text)
    fits = max((fuzz.ratio(added, rest[: len(added) + 1].strip()) for rest in begun), default=0.0)
    return FITS_REPEATED * (fits - 70) / 30 if fits >= 70 else BREAKS_REPEATED


def _opens(
    state: _State,
    fragments: Sequence[tuple[int, Fragment]],
    columns: Sequence[Column],
    knowledge: Knowledge,
) -> float:
    gain = 0.0
    for index, (column, fragment) in enumerate(fragments):
        name = columns[column].field
        if name is FieldName.NUMBER:
            gain += _number(fragment, state.last, state.since + 1)
            continue
        gain += _starts(fragment, name)
        if name is not FieldName.CONTENT:
            gain += _short_cell("", fragment, columns[column], knowledge)
        elif fragment.text[:1] in "(0123456789" or not (fragment.upper_start or fragment.bullet):
            gain += ROW_STARTS_LOWER - CELL_STARTS_LOWER
        if index == 0 and name not in (FieldName.CONTENT, FieldName.NUMBER):
            gain += ROW_STARTS_OUTSIDE_CONTENT
    return gain


def _starts(fragment: Fragment, name: FieldName) -> float:
    if name is FieldName.DEADLINE:
        return 0.0
    if fragment.bullet:
        return 1.0 if name is FieldName.CONTENT else 0.0
    if fragment.text[:1].isdigit() and name is FieldName.CONTENT:
        return 0.5 * CELL_STARTS_LOWER
    if not fragment.upper_start:
        return CELL_STARTS_LOWER * (0.6 if name in (FieldName.LEAD, FieldName.COORDINATING) else 1.0)
    return 0.5


def _number(fragment: Fragment, last: int, since: int) -> float:
    """Evidence from a printed number; ``since``: rows since the last printed one, this row included."""
    value = int((fragment.number or "0").split(".")[0])
    if value == last + 1:
        return ev.NUMBER_AS_EXPECTED
    if last < value <= last + since + 1:
        return 2.0  # the rows between lost theirs
    return -1.5


def _close(state: _State, columns: Sequence[Column], knowledge: Knowledge) -> float:
    row = state.row
    if row is None:
        return 0.0
    filled = {columns[i].field for i, cell in enumerate(row.cells) if cell}
    if filled <= {FieldName.NUMBER, FieldName.CONTENT} and FieldName.CONTENT in filled:
        return HEADING if row.number else HEADING_WITHOUT_NUMBER
    gain = _cells_known(state, columns, knowledge)
    for column in columns:
        text = row.cells[column.index]
        missing = not text
        if text and column.index in knowledge.agency_columns and not starts_like_agency(text):
            start = knowledge.start_likeness(column.index, text)
            missing = start is None or start < 80
        gain += ev.SKIPPED[column.field] if missing else 0.0
        gain += LEFT_OPEN if text and column.index in knowledge.agency_columns and left_open(text) else 0.0
    return gain


def _cells_known(state: _State, columns: Sequence[Column], knowledge: Knowledge) -> float:
    """Evidence from the short cells of the open row: repeated cells and whole deadlines."""
    gain = 0.0
    for column in columns:
        text = state.row.cells[column.index] if state.row else ""
        if not text or column.field in (FieldName.CONTENT, FieldName.NUMBER):
            continue
        likeness = knowledge.cell_likeness(column.index, text)
        if likeness is not None:
            gain += KNOWN_CELL * max(-0.5, (likeness - 70) / 30)
        if column.field is FieldName.DEADLINE:
            gain += 2.0 * looks_like_deadline(text)
    return gain


_QUARTER = re.compile(r"[\dIVXl]/20\d\d\b")  # capitals with a month or quarter are cells, no group's title


def _group(
    state: _State, line: TextLine, whole: Fragment, columns: Sequence[Column], knowledge: Knowledge
) -> Iterator[_State]:
    if state.group_open and whole.all_caps:
        gain = ev.group_flows_on(whole, "x")
        step = _Step(state.step, line, Cut(0.0, ((0, whole.text),)), state.rows, RowKind.GROUP, gain)
        yield state._replace(score=state.score + gain, step=step)
    printed, title = _group_label(whole)
    if Fragment(title, 0, 0).all_caps and not _QUARTER.search(title):
        gain = GROUP_LINE if len(title.split()) >= 3 else SHORT_GROUP_LINE
        gain += 1.0 if roman_value(printed) == state.roman + 1 else 0.0
        gain += SECOND_GROUP_LINE if state.group_open and not printed else 0.0
    elif _is_next_label(whole, state.roman):
        printed, title = whole.group or ("", "")
        gain = PLAIN_GROUP_LINE
    else:
        return
    gain += _close(state, columns, knowledge)
    value = group_value(printed, state.roman)
    head = f"{printed}\t{value}\t{title}"
    step = _Step(state.step, line, Cut(0.0, ((0, head),)), state.rows + 1, RowKind.GROUP, gain)
    yield _State(
        score=state.score + gain,
        step=step,
        row=None,
        group_open=True,
        last=0,
        since=0,
        roman=value,
        rows=state.rows + 1,
        column=-1,
    )


def _is_next_label(whole: Fragment, last: int) -> bool:
    """Whether a line that is not in capitals begins with the label that the next group must have."""
    label, title = whole.group or ("", "")
    starts = title.lstrip("| ")[:1].isupper()
    return starts and label in group_labels(last) and DEADLINE_INSIDE.search(title) is None


def _group_label(whole: Fragment) -> tuple[str, str]:
    """Label (perhaps damaged: "Il", "I11", "v") and title of a group's line."""
    head, _, rest = whole.text.replace("|", " ").replace("[", " ").partition(" ")
    rest = rest.strip(" |[]")
    shape = head.strip(".)").translate(str.maketrans("l1|!iv", "IIIIIV"))
    if rest and roman_value(shape) and len(shape) <= 5:
        return shape, rest
    if rest and re.fullmatch(r"[A-H]", head.strip(".)")):
        return head.strip(".)"), rest
    if rest and len(head) <= 4 and re.match(rf"{re.escape(head)}\s*[|\[]", whole.text):
        return "", rest  # a damaged label before the border
    return "", whole.text


# --- from steps to rows ---


_SPECK_NOTE = "Mảnh chữ không đọc được: “{}”"


def _left_out(line: TextLine, pieces: Sequence[tuple[int, str]]) -> str:
    """What of ``line`` went into no cell; "" where that is only signs and single letters."""
    used = Counter(word for _, text in pieces for word in text.split())
    rest: list[str] = []
    for word in line.text.replace("|", " ").split():
        known = word if used[word] > 0 else word.strip("[]{}¦")
        if used[known] > 0:
            used[known] -= 1
        else:
            rest.append(word)
    return " ".join(rest) if any(len(re.sub(r"[\W_]", "", word)) > 1 for word in rest) else ""


def _notes(lines: Sequence[TextLine], members: Sequence[_Step], until: int) -> tuple[str, ...]:
    """A note for each line of the row that is not wholly in its cells. ``until``: where the next row begins."""
    pieces = {step.line.number: step.cut.pieces for step in members}
    first = members[0].line.number
    rests = (_left_out(line, pieces.get(line.number, ())) for line in lines if first <= line.number < until)
    return tuple(_SPECK_NOTE.format(rest) for rest in rests if rest)


def _table_rows(lines: Sequence[TextLine], steps: Sequence[_Step], columns: Sequence[Column]) -> list[TableRow]:
    by_row: dict[int, list[_Step]] = {}
    for step in steps:
        by_row.setdefault(step.row, []).append(step)
    number = next((c.index for c in columns if c.field is FieldName.NUMBER), None)
    rows: list[TableRow] = []
    # Romans run on: one lost label between printed ones is the next in order.
    printed_labels = [s.cut.pieces[0][1].partition("\t")[0] for s in steps if s.kind is RowKind.GROUP]
    letters = any(re.fullmatch(r"[ABE-H]", label) for label in printed_labels)
    starts = [members[0].line.number for members in by_row.values()]
    after = lines[-1].number + 1 if lines else 0
    for members, until in zip(by_row.values(), [*starts[1:], after], strict=True):
        pages = tuple(sorted({step.line.page for step in members}))
        span = (members[0].line.number, members[-1].line.number)
        if members[0].kind is RowKind.GROUP:
            printed, place, title = members[0].cut.pieces[0][1].split("\t")
            title = " ".join([title.strip("| "), *(step.cut.pieces[0][1] for step in members[1:])])
            counted = group_labels(int(place) - 1)[letters]
            label = counted if any(printed_labels) else printed
            rows.append(TableRow(RowKind.GROUP, label=label, title=title, pages=pages, lines=span))
            continue
        cells: dict[int, str] = {}
        for step in members:
            for column, text in step.cut.pieces:
                cells[column] = f"{cells[column]}\n{text}" if column in cells else text
        label = cells.pop(number, "").strip(" .)") if number is not None else ""
        rows.append(
            TableRow(
                RowKind.ROW,
                cells=cells,
                label=label,
                pages=pages,
                lines=span,
                confidence=_confidence(members),
                notes=_notes(lines, members, until),
            )
        )
    return rows


def _confidence(members: Sequence[_Step]) -> float:
    weakest = min(step.gain for step in members)
    return round(max(0.3, min(0.95, 0.9 + 0.06 * weakest)), 2)
