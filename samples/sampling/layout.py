"""Pages of placed lines: the one layout that the PDF, the text dump and the truth about lines and pages share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .fonts import width
from .model import MARK_BASE, Cite, Note, Para, Piece

A4 = (595.28, 841.89)
LEADING = 1.22  # line height as a multiple of the font size


@dataclass(frozen=True, slots=True)
class Token:
    """A word as placed: its text without footnote marks, the marks, and its left edge in points."""

    text: str
    x: float
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how a line is set: left edge and room in points, and the type. ``align`` as in ``place_words``."""

    x: float
    room: float
    size: float
    style: str
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Placed:
    """One printed line. ``source`` names what it belongs to, ``start`` is its first character there."""

    tokens: tuple[Token, ...]
    y: float  # baseline, from the page's top
    size: float
    style: str
    role: str  # body, page_number, letterhead, footnote, table, header_row
    source: tuple[object, ...]
    start: int = 0
    order: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(token.text + token.marks for token in self.tokens)


@dataclass(slots=True)
class LaidPage:
    width: float
    height: float
    lines: list[Placed] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)  # x0, y0, x1, y1 from the top


@dataclass(frozen=True, slots=True)
class Flat:
    """The pieces of a paragraph as one string, with the spans of its citations and its footnotes."""

    text: str
    cites: tuple[tuple[int, Cite], ...]
    notes: tuple[tuple[int, Note], ...]


def flatten(pieces: Iterable[Piece], first_note: int = 1) -> Flat:
    text = ""
    cites: list[tuple[int, Cite]] = []
    notes: list[tuple[int, Note]] = []
    for piece in pieces:
        if isinstance(piece, Cite):
            cites.append((len(text), piece))
            text += piece.text
        elif isinstance(piece, Note):
            mark = first_note + len(notes)
            notes.append((mark, piece))
            text += chr(MARK_BASE + mark)
        else:
            text += piece
    return Flat(text, tuple(cites), tuple(notes))


def para_pieces(item: Para) -> tuple[Piece, ...]:
    """A paragraph's pieces as printed: the label, a space, the title, and what runs on."""
    label = (f"{item.mark.format(item.label)} ",) if item.label else ()
    run_on = (": ", *item.run_on) if item.run_on else ()
    return (*label, *item.pieces, *run_on)


def unmark(text: str) -> tuple[str, str]:
    """A word's text and its footnote marks as digits."""
    marks = "".join(str(ord(c) - MARK_BASE) for c in text if ord(c) >= MARK_BASE and ord(c) < MARK_BASE + 200)
    plain = "".join(c for c in text if not MARK_BASE <= ord(c) < MARK_BASE + 200)
    return plain, marks


def word_width(word: str, style: str, size: float) -> float:
    plain, marks = unmark(word)
    return width(plain, style, size) + (width(marks, style, size * 0.62) if marks else 0.0)


@dataclass(frozen=True, slots=True)
class Broken:
    """A line of a broken paragraph: its words, where it starts in the text, its natural width."""

    words: tuple[str, ...]
    start: int
    width: float
    last: bool


def _atoms(text: str, at_hyphen: bool) -> list[tuple[str, int, bool]]:
    """(piece, start, glued to the one before): words, cut after an inner hyphen where lines may break there."""
    atoms: list[tuple[str, int, bool]] = []
    position = 0
    for word in text.split(" "):
        start, cut = position, 0
        if at_hyphen:
            for k in range(1, len(word) - 1):
                if word[k] == "-":
                    atoms.append((word[cut : k + 1], start + cut, cut > 0))
                    cut = k + 1
        if word:
            atoms.append((word[cut:], start + cut, cut > 0))
        position += len(word) + 1
    return atoms


def break_lines(text: str, setting: Setting, indent: float = 0.0, at_hyphen: bool = True) -> list[Broken]:
    """Greedy lines of at most the setting's room; a paragraph's own ``\\n`` always breaks."""
    style, size = setting.style, setting.size
    out: list[Broken] = []
    space = width(" ", style, size)
    base = 0
    for part in text.split("\n"):
        words: list[str] = []
        start, used, limit = base, 0.0, setting.room - (indent if not out else 0.0)
        for atom, at, glued in _atoms(part, at_hyphen):
            wide = word_width(atom, style, size)
            joined = glued and bool(words)
            gap = 0.0 if joined or not words else space
            if words and used + gap + wide > limit:
                out.append(Broken(tuple(words), start, used, False))
                words, start, used, limit = [], base + at, 0.0, setting.room
                joined, gap = False, 0.0
            if joined:
                words[-1] += atom
            else:
                words.append(atom)
            used += gap + wide
        out.append(Broken(tuple(words), start, used, True))
        base += len(part) + 1
    return out


def place_words(line: Broken, setting: Setting) -> tuple[Token, ...]:
    """The words of a line at their places: left, center, right, or justify."""
    x, style, size = setting.x, setting.style, setting.size
    gap = width(" ", style, size)
    slack = setting.room - line.width
    if setting.align == "center":
        x += slack / 2
    elif setting.align == "right":
        x += slack
    elif setting.align == "justify" and not line.last and len(line.words) > 1:
        gap += min(slack / (len(line.words) - 1), gap * 3)
    tokens = []
    for word in line.words:
        plain, marks = unmark(word)
        tokens.append(Token(plain, x, marks))
        x += word_width(word, style, size) + gap
    return tuple(tokens)


@dataclass(slots=True)
class Flow:
    """Pages being filled from the top. Coordinates are points from the top left corner."""

    landscape: bool = False
    left: float = 85.0
    right: float = 43.0
    top: float = 57.0
    bottom_margin: float = 57.0
    pages: list[LaidPage] = field(default_factory=list)
    y: float = 0.0
    footnotes: list[list[tuple[Broken, int]]] = field(default_factory=list)  # a list a page
    number_from: int = 1
    reserve: float = 0.0  # room that must stay free below the paragraph being set

    @property
    def page(self) -> LaidPage:
        return self.pages[-1]

    @property
    def room(self) -> float:
        return self.page.width - self.left - self.right

    @property
    def bottom(self) -> float:
        notes = self.footnotes[-1]
        return self.page.height - self.bottom_margin - (len(notes) * 10 * LEADING + 8 if notes else 0)

    def new_page(self) -> None:
        wide, high = (A4[1], A4[0]) if self.landscape else A4
        self.pages.append(LaidPage(wide, high))
        self.footnotes.append([])
        self.y = self.top
        number = len(self.pages)
        if number > self.number_from:
            self.add(str(number), Setting(0, wide, 13, "regular", "center"), ("page_number",), "page_number", 40)

    def add(
        self, text: str, setting: Setting, source: tuple[object, ...], role: str = "body", y: float | None = None
    ) -> None:
        """One line that is known to fit, at ``y`` or at the flow's own place, which then moves on."""
        line = Broken(tuple(text.split(" ")), 0, sum_width(text, setting.style, setting.size), True)
        self.put(line, setting, source, role, y)

    def put(
        self, line: Broken, setting: Setting, source: tuple[object, ...], role: str = "body", y: float | None = None
    ) -> None:
        if y is None:
            self.y += setting.size * LEADING
            y = self.y - setting.size * (LEADING - 1)
        tokens = place_words(line, setting)
        self.page.lines.append(Placed(tokens, y, setting.size, setting.style, role, source, line.start))

    def paragraph(
        self, flat: Flat, source: tuple[object, ...], style: str, size: float, *, at_hyphen: bool = True, keep: int = 1
    ) -> None:
        """A justified paragraph with its first line indented, over as many pages as it needs; ``keep`` lines of it
        stay together. Its footnotes go to the foot of the page of their mark.
        """
        indent, gap = 28.35, 4.5
        setting = Setting(self.left, self.room, size, style, "justify")
        lines = break_lines(flat.text, setting, indent, at_hyphen)
        notes = dict(flat.notes)
        if self.y + (min(keep, len(lines)) * size * LEADING) + self.reserve > self.bottom:
            self.new_page()
        for number, line in enumerate(lines):
            marks = [ord(c) - MARK_BASE for word in line.words for c in word if MARK_BASE <= ord(c) < MARK_BASE + 200]
            wanted = [b for mark in marks if mark in notes for b in self._note_lines(mark, notes[mark])]
            if self.y + size * LEADING + len(wanted) * 10 * LEADING + (8 if wanted else 0) > self.bottom:
                self.new_page()
            self.footnotes[-1] += wanted
            first = Setting(self.left + indent, self.room - indent, size, style, "justify")
            self.put(line, first if number == 0 else setting, source)
        self.y += gap

    def _note_lines(self, mark: int, note: Note) -> list[tuple[Broken, int]]:
        text = chr(MARK_BASE + mark) + " " + flatten(note.pieces).text
        return [(line, mark) for line in break_lines(text, Setting(self.left, self.room, 10, "regular"))]

    def finish(self) -> None:
        """Set the footnotes of every page at its foot."""
        for page, notes in zip(self.pages, self.footnotes, strict=True):
            if not notes:
                continue
            y = page.height - self.bottom_margin - len(notes) * 10 * LEADING
            page.rules.append((85.0, y - 4, 225.0, y - 4))
            for line, mark in notes:
                y += 10 * LEADING
                tokens = place_words(line, Setting(85.0, page.width, 10, "regular"))
                page.lines.append(Placed(tokens, y, 10, "regular", "footnote", ("note", mark), line.start))


def sum_width(text: str, style: str, size: float) -> float:
    return sum(word_width(w, style, size) for w in text.split(" ")) + width(" ", style, size) * text.count(" ")
