"""A plan on its pages, after decree 30/2020/NĐ-CP: letterhead, title, bases, body, recipients, signature, annexes."""

from __future__ import annotations

from dataclasses import dataclass, field

from .layout import LEADING, Flat, Flow, LaidPage, Setting, break_lines, flatten, para_pieces, sum_width
from .model import Note, Piece, PlanContent
from .table_layout import TableSetter

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(slots=True)
class Composed:
    """The laid pages and, for the truth, each paragraph's flat text by its source key."""

    pages: list[LaidPage]
    flats: dict[tuple[object, ...], Flat] = field(default_factory=dict)


def compose(plan: PlanContent) -> Composed:
    flow = Flow()
    flow.new_page()
    composed = Composed(flow.pages)
    _letterhead(flow, plan)
    _title(flow, plan)
    _paragraphs(flow, composed, plan)
    _end(flow, plan)
    for index, annex in enumerate(plan.annexes):
        flow.landscape = annex.landscape
        flow.left, flow.right = (57.0, 43.0) if annex.landscape else (85.0, 43.0)
        flow.new_page()
        for k, line in enumerate((annex.heading,) if annex.heading else ()):
            _centred(flow, line, 13, "bold", ("annex_heading", index, k))
        for k, line in enumerate(annex.title):
            _centred(flow, line, 13, "bold", ("annex_title", index, k))
        _centred(flow, annex.attached_to, 13, "italic", ("attached", index))
        flow.y += 10
        TableSetter(flow, annex, index, plan.break_at_hyphen).set_table()
    flow.finish()
    return composed


def _paragraphs(flow: Flow, composed: Composed, plan: PlanContent) -> None:
    """The legal bases in italics, then the body: headings bold, those below the second level bold italic."""
    blocks: list[tuple[tuple[object, ...], tuple[Piece, ...], str, bool]] = [
        (("basis", index), pieces, "italic", False) for index, pieces in enumerate(plan.legal_bases)
    ]
    for index, item in enumerate(plan.body):
        alone = bool(item.label) and not item.run_on and not item.whole
        style = ("bold" if item.level <= 2 else "bold_italic") if alone else "regular"
        blocks.append((("body", index), para_pieces(item), style, alone))
    notes = 1
    for source, pieces, style, is_heading in blocks:
        flat = flatten(pieces, notes)
        notes += len(flat.notes)
        composed.flats[source] = flat
        for mark, note in flat.notes:
            composed.flats["note", mark] = _note_flat(note)
        last = source == blocks[-1][0]  # the signature never stands alone on a page
        flow.reserve = _end_height(plan) if last else plan.size * 2.5 if is_heading else 0.0
        keep = 99 if last or is_heading else 2
        flow.paragraph(flat, source, style, plan.size, at_hyphen=plan.break_at_hyphen, keep=keep)
    flow.reserve = 0.0


def _note_flat(note: Note) -> Flat:
    """A footnote's text as it is set: its mark and a space stand before it."""
    flat = flatten(note.pieces)
    return Flat("x " + flat.text, tuple((at + 2, cite) for at, cite in flat.cites), ())


def _centred(flow: Flow, text: str, size: float, style: str, source: tuple[object, ...]) -> None:
    setting = Setting(flow.left, flow.room, size, style, "center")
    for line in break_lines(text, setting):
        flow.put(line, setting, source)


@dataclass(slots=True)
class Column:
    """A column of the letterhead or of the signature block, filled from ``y`` down; ``baseline`` is its last one."""

    flow: Flow
    name: str
    x: float
    room: float
    y: float
    baseline: float = 0.0

    def line(self, key: str, text: str, size: float, style: str) -> None:
        setting = Setting(self.x, self.room, size, style, "center")
        for line in break_lines(text, setting):
            self.y += size * LEADING
            self.baseline = self.y - size * (LEADING - 1)
            self.flow.put(line, setting, (self.name, key), "letterhead", self.baseline)

    def underline(self, half: float, below: float) -> None:
        middle, y = self.x + self.room / 2, self.baseline + below
        self.flow.page.rules.append((middle - half, y, middle + half, y))


def _letterhead(flow: Flow, plan: PlanContent) -> None:
    x, room = flow.left - 20, flow.room + 30
    split = room * 0.41
    left = Column(flow, "letterhead", x, split, flow.y)
    if plan.parent_agency:
        left.line("parent", plan.parent_agency, 12.5, "regular")
    left.line("agency", plan.agency, 12.5, "bold")
    left.underline(30, 5)
    right = Column(flow, "letterhead", x + split, room - split, flow.y)
    level = left.y + 6  # the number and the date stand on one height
    if plan.printed_number:
        left.y = level
        left.line("number", plan.printed_number, 13, "regular")
    if plan.subject:
        left.line("subject", plan.subject, 12, "regular")
    right.line("state", MOTTO[0], 12, "bold")
    right.line("motto", MOTTO[1], 13, "bold")
    right.underline(sum_width(MOTTO[1], "bold", 13) / 2, 4)
    right.y = max(right.y + 6, level)
    right.line("place", plan.printed_place, 13, "italic")
    flow.y = max(left.y, right.y) + 18


def _title(flow: Flow, plan: PlanContent) -> None:
    if plan.document_type:
        _centred(flow, plan.document_type, 14, "bold", ("type",))
    for k, line in enumerate(plan.title):
        _centred(flow, line, 14, "bold", ("title", k))
    middle = flow.left + flow.room / 2
    if plan.title:
        flow.page.rules.append((middle - 50, flow.y + 5, middle + 50, flow.y + 5))
    flow.y += 16
    if plan.addressee:
        _centred(flow, f"Kính gửi: {plan.addressee}", 13.5, "regular", ("addressee",))
        flow.y += 10


def _end_height(plan: PlanContent) -> float:
    return max(len(plan.recipients) * 13.5 + 30, 150.0) + 15


def _end(flow: Flow, plan: PlanContent) -> None:
    """Recipients on the left, signature on the right; both stay on one page."""
    if flow.y + _end_height(plan) > flow.bottom:
        flow.new_page()
    flow.y += 10
    half = flow.room * 0.47
    y = flow.y + 14
    flow.add("Nơi nhận:", Setting(flow.left, half, 12, "bold_italic"), ("recipients",), "letterhead", y)
    setting = Setting(flow.left, half, 11, "regular")
    for k, name in enumerate(plan.recipients):
        closing = "." if k == len(plan.recipients) - 1 else ";"
        for line in break_lines(f"- {name}{closing}", setting):
            y += 11 * LEADING
            flow.put(line, setting, ("recipient", k), "letterhead", y)
    sign = plan.signature
    right = Column(flow, "signature", flow.left + half, flow.room - half, flow.y)
    for key, text in (("authority", sign.authority), ("deputy", sign.deputy), ("title", sign.title)):
        if text:
            right.line(key, text, 13.5, "bold")
    right.y += 4 * 13.5 * LEADING
    right.line("name", sign.name, 13.5, "bold")
    flow.y = max(right.y, y)
