"""A plan on its pages, after decree 30/2020/NĐ-CP: letterhead, title, bases, body, recipients and signature, annexes."""

from __future__ import annotations

from dataclasses import dataclass, field

from .layout import LEADING, Flat, Flow, LaidPage, break_lines, flatten, para_pieces, sum_width
from .model import Note, PlanContent, printed_date
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
    notes = 1
    for index, pieces in enumerate(plan.legal_bases):
        notes = _paragraph(flow, composed, plan, flatten(pieces, notes), ("basis", index), "italic", notes)
    for index, item in enumerate(plan.body):
        flat = flatten(para_pieces(item), notes)
        style = "bold" if item.label and not item.run_on and item.level <= 2 else "regular"
        style = "bold_italic" if item.label and not item.run_on and item.level > 2 else style
        notes = _paragraph(flow, composed, plan, flat, ("body", index), style, notes, keep=3 if item.label else 2)
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
        TableSetter(flow, annex, index, plan.break_at_hyphen).set()
    flow.finish()
    return composed


def _paragraph(
    flow: Flow,
    composed: Composed,
    plan: PlanContent,
    flat: Flat,
    source: tuple[object, ...],
    style: str,
    notes: int,
    keep: int = 2,
) -> int:
    composed.flats[source] = flat
    for mark, note in flat.notes:
        composed.flats[("note", mark)] = _note_flat(mark, note)
    flow.paragraph(flat, source, style, plan.size, at_hyphen=plan.break_at_hyphen, keep=keep)
    return notes + len(flat.notes)


def _note_flat(mark: int, note: Note) -> Flat:
    """A footnote's text as it is set: its mark and a space stand before it."""
    flat = flatten(note.pieces)
    return Flat("x " + flat.text, tuple((at + 2, cite) for at, cite in flat.cites), ())


def _centred(flow: Flow, text: str, size: float, style: str, source: tuple[object, ...]) -> None:
    for line in break_lines(text, flow.room, style, size):
        flow.put(line, flow.left, flow.room, size, style, "center", source)


def _column(
    flow: Flow, lines: list[tuple[str, float, str, str]], x: float, room: float, top: float, name: str
) -> tuple[float, list[float]]:
    """Lines of (text, size, style, key) centred in a column; the y below them and each line's baseline."""
    y, baselines = top, []
    for text, size, style, key in lines:
        if not text:
            y += size * LEADING
            continue
        for line in break_lines(text, room, style, size):
            y += size * LEADING
            baselines.append(y - size * (LEADING - 1))
            flow.put(line, x, room, size, style, "center", (name, key), "letterhead", y=baselines[-1])
    return y, baselines


def _letterhead(flow: Flow, plan: PlanContent) -> None:
    left, room = flow.left - 20, flow.room + 30
    split = room * 0.41
    agency = [(plan.parent_agency, 12.5, "regular", "parent")] if plan.parent_agency else []
    agency.append((plan.agency, 12.5, "bold", "agency"))
    top = flow.y
    end_left, baselines = _column(flow, agency, left, split, top, "letterhead")
    middle = left + split / 2
    flow.page.rules.append((middle - 30, baselines[-1] + 5, middle + 30, baselines[-1] + 5))
    if plan.number:
        number = [("", 5, "regular", ""), (f"Số: {plan.number}", 13, "regular", "number")]
        end_left, _ = _column(flow, number, left, split, end_left, "letterhead")
    motto = [(MOTTO[0], 12, "bold", "state"), (MOTTO[1], 13, "bold", "motto")]
    end_right, baselines = _column(flow, motto, left + split, room - split, top, "letterhead")
    middle, half = left + split + (room - split) / 2, sum_width(MOTTO[1], "bold", 13) / 2
    flow.page.rules.append((middle - half, baselines[-1] + 4, middle + half, baselines[-1] + 4))
    place = f"{plan.place}, ngày {printed_date(plan.date, long=True)}"
    at = max(end_right, end_left - 13 * LEADING if plan.number else end_right)
    end_right, _ = _column(flow, [(place, 13, "italic", "place")], left + split, room - split, at, "letterhead")
    flow.y = max(end_left, end_right) + 18


def _title(flow: Flow, plan: PlanContent) -> None:
    _centred(flow, plan.document_type, 14, "bold", ("type",))
    for k, line in enumerate(plan.title):
        _centred(flow, line, 14, "bold", ("title", k))
    middle = flow.left + flow.room / 2
    flow.page.rules.append((middle - 50, flow.y + 5, middle + 50, flow.y + 5))
    flow.y += 16
    if plan.addressee:
        _centred(flow, f"Kính gửi: {plan.addressee}", 13.5, "regular", ("addressee",))
        flow.y += 10


def _end(flow: Flow, plan: PlanContent) -> None:
    """Recipients on the left, signature on the right; both stay on one page."""
    height = max(len(plan.recipients) * 13.5 + 30, 150)
    if flow.y + height + 10 > flow.bottom:
        flow.new_page()
    flow.y += 10
    top, half = flow.y, flow.room * 0.47
    y = top + 14
    role = "letterhead"
    flow.add("Nơi nhận:", flow.left, half, 12, "bold_italic", "left", ("recipients",), role, y=y)
    for k, name in enumerate(plan.recipients):
        closing = "." if k == len(plan.recipients) - 1 else ";"
        for line in break_lines(f"- {name}{closing}", half, "regular", 11):
            y += 11 * LEADING
            flow.put(line, flow.left, half, 11, "regular", "left", ("recipient", k), role, y=y)
    sign = plan.signature
    lines = [(sign.authority or "", 13.5, "bold", "authority")] if sign.authority else []
    lines += [(sign.deputy, 13.5, "bold", "deputy")] if sign.deputy else []
    lines += [(sign.title, 13.5, "bold", "title"), *[("", 13.5, "", "")] * 4, (sign.name, 13.5, "bold", "name")]
    end, _ = _column(flow, lines, flow.left + half, flow.room - half, top, "signature")
    flow.y = max(end, y)
