"""The truth about a plan, in the names of the output contract; read by the scorer as it is."""

from __future__ import annotations

from typing import Any

from .compose import Composed, compose
from .layout import flatten
from .model import ABOVE, Annex, Cite, PlanContent, Row
from .table_layout import printed_content
from .typeset_text import Dump, dump

FIELDS = ("content", "lead_agency", "coordinating_agencies", "deadline", "product")


def truth(plan: PlanContent) -> dict[str, Any]:
    composed = compose(plan)
    return truth_of(plan, composed, dump(composed, plan.style, plan.annexes))


def truth_of(plan: PlanContent, composed: Composed, text: Dump) -> dict[str, Any]:
    """Lines are of the text dump, pages of the PDF; both 1-based."""
    places = _places(composed, text)
    return {
        "name": plan.name,
        "page_count": len(composed.pages),
        "metadata": _metadata(plan),
        "text_metadata": _text_metadata(plan),
        "legal_bases": [base for pieces in plan.legal_bases for base in _bases(pieces)],
        "outline": _outline(plan, places),
        "citations": _citations(composed, places),
        "targets": _targets(plan, places),
        "annexes": [_annex(annex) for annex in plan.annexes],
        "tasks": _body_tasks(plan, places)
        if not any(annex.kind == "tasks" for annex in plan.annexes)
        else [task for index, annex in enumerate(plan.annexes) for task in _tasks(annex, index, places)],
    }


Place = tuple[int, int, int]  # start in the source, page, line of the text dump


def _places(composed: Composed, text: Dump) -> dict[tuple[object, ...], list[Place]]:
    places: dict[tuple[object, ...], list[Place]] = {}
    for number, page in enumerate(composed.pages, 1):
        for k, line in enumerate(page.lines):
            if (number, k) in text.line_of:
                places.setdefault(line.source, []).append((line.start, number, text.line_of[number, k]))
    return places


def _at(places: list[Place], offset: int) -> tuple[int, int]:
    """Page and line of the character ``offset`` of a source."""
    _, page, line = max((place for place in places if place[0] <= offset), key=lambda place: place[0])
    return page, line


def _metadata(plan: PlanContent) -> dict[str, Any]:
    return {
        "document_type": plan.document_type,
        "title": " ".join(plan.title) or None,
        "title_alt": [plan.subject, plan.subject.removeprefix("V/v ")] if plan.subject else [],
        "number": plan.number,
        "date": None if plan.draft else plan.date,
        "place": plan.place,
        "issuing_agency": plan.issuing_agency,
        "issuing_agency_alt": list(plan.issuing_agency_alt),
        "addressee": plan.addressee,
        "period": list(plan.period) if plan.period else None,
        "signer_name": plan.signature.name,
        "signer_title": plan.signature.title,
        "signing_authority": plan.signature.authority or plan.signature.deputy,
        "recipients": list(plan.recipients),
    }


def _text_metadata(plan: PlanContent) -> dict[str, Any]:
    """What the text dump can tell: without its letterhead neither number nor date nor place is in it."""
    gone = ("number", "date", "place") if plan.style.letterhead == "absent" else ()
    return {key: None if key in gone else value for key, value in _metadata(plan).items()}


def _bases(pieces: tuple[Any, ...]) -> list[str]:
    cites = [piece for piece in pieces if isinstance(piece, Cite)][:1]
    return [f"{c.type} số {c.number}" if c.number else c.name or "" for c in cites]


def _outline(plan: PlanContent, places: dict[tuple[object, ...], list[Place]]) -> list[dict[str, Any]]:
    out = []
    for index, item in enumerate(plan.body):
        if item.label:
            page, line = _at(places["body", index], 0)
            title = flatten(item.pieces).text.rstrip(" .:;,")
            entry = {"level": item.level, "label": item.label, "title": title, "page": page, "line": line}
            out.append(entry | ({"runs_on": True} if item.run_on or item.whole else {}))
    return out


def _citations(composed: Composed, places: dict[tuple[object, ...], list[Place]]) -> list[dict[str, Any]]:
    out = []
    for source, flat in composed.flats.items():
        for offset, cite in flat.cites:
            page, line = _at(places[source], offset)
            entry: dict[str, Any] = {"type": cite.type, "number": cite.number, "date": cite.date, "issuer": cite.issuer}
            entry |= {"page": page, "line": line}
            entry |= {"name": cite.name} if cite.name else {}
            entry |= {"printed": cite.printed} if cite.printed else {}
            out.append(entry)
    return sorted(out, key=lambda entry: (entry["page"], entry["line"]))


def _targets(plan: PlanContent, places: dict[tuple[object, ...], list[Place]]) -> list[dict[str, Any]]:
    out = []
    for index, item in enumerate(plan.body):
        whole = flatten(item.pieces).text
        for target in item.targets:
            text = target.text or whole.removeprefix("- ")
            page, line = _at(places["body", index], max(whole.find(text), 0))
            entry = {"text": text, "value": target.value, "comparator": target.comparator, "subject": target.subject}
            out.append(entry | {"page": page, "line": line})
    return out


def _annex(annex: Annex) -> dict[str, Any]:
    groups = [{"label": row.number, "title": row.content} for row in annex.rows if row.kind == "group"]
    known: dict[str, Any] = {
        "title": " ".join(annex.title),
        "heading": annex.heading,
        "attached_to": annex.attached_to,
        "kind": annex.kind,
        "columns": [column.title for column in annex.columns],
        "groups": groups if annex.kind == "tasks" else [],
    }
    return known


def _tasks(annex: Annex, index: int, places: dict[tuple[object, ...], list[Place]]) -> list[dict[str, Any]]:
    if annex.kind != "tasks":
        return []
    out: list[dict[str, Any]] = []
    group: Row | None = None
    above: dict[str, str] = {}
    for number, row in enumerate(annex.rows):
        if row.kind == "group":
            group, above = row, {}
            continue
        spots = [p for key, at in places.items() if key[:3] == ("row", index, number) for p in at]
        inherited = sorted(key for key, value in row.cells.items() if value == ABOVE)
        cells = {key: above.get(key, "") if value == ABOVE else value for key, value in row.cells.items()}
        above = cells
        known = {key: " ".join(cells.get(key, "").split()) for key in FIELDS[1:]}
        extra = {key: " ".join(value.split()) for key, value in cells.items() if key not in FIELDS and value}
        task: dict[str, Any] = {
            "annex": index,
            "group": group.number if group else "",  # the scorer compares with ""
            "group_title": group.content if group else None,
            "number": row.number,
            "parent": row.parent,
            "is_heading": row.kind == "heading",
            "content": " ".join(printed_content(row).split()),
            **known,
            "extra": extra,
            "inherited": inherited,
            "pages": sorted({page for _, page, _ in spots}),
            "source_lines": [min(line for *_, line in spots), max(line for *_, line in spots)],
            "unsure": [],
        }
        out.append(task)
    return out


def _body_tasks(plan: PlanContent, places: dict[tuple[object, ...], list[Place]]) -> list[dict[str, Any]]:
    """Tasks that the body gives. What of the sentence is the task's content is a matter of taste: marked unsure."""
    out: list[dict[str, Any]] = []
    for index, item in enumerate(plan.body):
        if item.task is None:
            continue
        spots = places["body", index]
        task: dict[str, Any] = {
            "annex": None,
            "group": "",
            "group_title": None,
            "number": item.task.number,
            "parent": None,
            "is_heading": False,
            "content": item.task.content,
            **{key: item.task.cells.get(key, "") for key in FIELDS[1:]},
            "from_body": True,
            "pages": sorted({page for _, page, _ in spots}),
            "source_lines": [min(line for *_, line in spots), max(line for *_, line in spots)],
            "unsure": ["number", "parent"],
        }
        out.append(task)
    return out
