"""Random plans of many shapes from a seed: for benchmarks over many documents and for tests of table parsing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from . import phrases as p
from .model import (
    ABOVE,
    Annex,
    Cite,
    Column,
    Para,
    PlanContent,
    Row,
    Rules,
    Signature,
    TextStyle,
    aim,
    group,
    heading,
    para,
)
from .people import signer

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
WIDTHS = {"number": 4.5, "content": 32.0, "lead_agency": 15.0, "coordinating_agencies": 17.0, "deadline": 12.0}
SHAPES: tuple[tuple[str, ...], ...] = (
    ("number", "content", "lead_agency", "coordinating_agencies", "deadline", "product"),
    ("number", "content", "lead_agency", "coordinating_agencies", "deadline", "product", "Ghi chú"),
    ("number", "content", "product", "lead_agency", "coordinating_agencies", "deadline", "Ghi chú"),
    ("number", "content", "lead_agency", "deadline", "product"),
    ("number", "content", "deadline", "lead_agency", "coordinating_agencies", "product"),
    ("number", "content", "lead_agency", "coordinating_agencies", "deadline"),
    ("number", "content", "Lãnh đạo phụ trách", "lead_agency", "coordinating_agencies", "product", "deadline"),
    ("number", "content", "product", "deadline", "lead_agency", "coordinating_agencies", "Nguồn kinh phí"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a random plan looks like; ``None`` leaves the choice to the seed."""

    rows: int | None = None  # tasks of the annex, 0 for no annex
    columns: tuple[str, ...] | None = None  # fields in order; any other word is an extra column of that name
    groups: int | None = None
    group_style: str | None = None  # "roman", "letter"
    rules: Rules | None = None
    merged: bool | None = None  # lead agencies merged over rows
    two_level_header: bool | None = None
    repeat_header: bool | None = None
    group_spans: bool | None = None
    split_rows: bool | None = None
    middle: bool | None = None
    double_spaced: bool | None = None
    level: str | None = None  # "xã", "phường", "sở"
    body: int | None = None  # sections of the body, each of some paragraphs
    heading_rows: bool | None = None
    sub_style: str | None = None  # rows under a heading row: "dash" (no number), "decimal" (2.1), "letter" (a)
    abbreviated: bool = False  # bodies by their abbreviations, as many offices print them
    draft: bool | None = None  # number and day are still to be written in
    tables: str | None = None  # of the text dump: "cells", "interleaved", "bars", "rows", "saved", "drawn"


def random_plan(seed: int, **shape: Any) -> PlanContent:
    """The plan of ``seed``: the same call gives the same plan. ``shape`` are fields of ``Shape``; the seed chooses the
    rest. Raises TypeError for a field that ``Shape`` does not have.
    """
    return _build(Random(seed), seed, Shape(**shape))


@dataclass(frozen=True, slots=True)
class Scene:
    """What the parts of one plan share."""

    level: str
    topic: str
    year: int
    when: str
    caption: str  # "(Kèm theo Kế hoạch số ...)"
    abbreviated: bool = False


def _build(rng: Random, seed: int, shape: Shape) -> PlanContent:
    level = shape.level or rng.choice(("xã", "phường", "sở"))
    place = f"{rng.choice(p.PLACE_FIRST)} {rng.choice(p.PLACE_SECOND)}"
    topic, year = rng.choice(p.TOPICS), rng.choice((2026, 2027))
    yearly = rng.random() < 0.4
    when = f"năm {year}" if yearly else f"giai đoạn {year}-{year + 4}"
    province = f"tỉnh {rng.choice(p.PLACE_FIRST)} {rng.choice(p.PLACE_SECOND)}"
    date = f"{year - 1}-{rng.randint(10, 12)}-{rng.randint(1, 28):02d}"
    issuer = _issuer(rng, level, place, province)
    draft = _pick(rng, shape.draft, 0.08)
    number = f"{rng.randint(5, 400)}"
    day = f"{date[8:]}/{date[5:7]}/{date[:4]}"
    sign, day = (f"     {issuer.code}", f"   {day[2:]}") if draft else (number + issuer.code, day)
    caption = f"(Kèm theo Kế hoạch số {sign} ngày {day} của {issuer.name})"
    scene = Scene(level, topic, year, when, caption, shape.abbreviated)
    rows = shape.rows if shape.rows is not None else rng.choice((8, 15, 22, 30, 45))
    annexes = (_annex(rng, shape, scene, rows),) if rows else ()
    base = Cite("Kế hoạch", f"{rng.randint(100, 900)}/KH-UBND", f"{year - 1}-09-{rng.randint(10, 28)}",
                f"Ủy ban nhân dân {province}")  # fmt: skip
    return PlanContent(
        name=f"random_{seed:05d}",
        document_type="KẾ HOẠCH",
        title=(f"Thực hiện công tác {topic}", f"{when} của {issuer.name}"),
        parent_agency=issuer.parent,
        agency=issuer.letterhead,
        issuing_agency=issuer.name,
        number=None if draft else sign,
        draft=issuer.code if draft else "",
        place=place,
        date=date,
        legal_bases=(
            ("Căn cứ ", Cite("Quyết định", f"{rng.randint(100, 3000)}/QĐ-UBND", f"{year - 1}-08-{rng.randint(10, 28)}",
                             f"Ủy ban nhân dân {province}"), f" về {topic};"),
            ("Thực hiện ", base, f", {issuer.name} ban hành Kế hoạch với nội dung như sau:"),
        ),
        body=_body(rng, shape, scene),
        recipients=(*rng.sample(p.RECIPIENTS, 3), "Lưu: VT"),
        signature=issuer.signature,
        annexes=annexes,
        period=None if yearly else (year, year + 4),
        style=TextStyle(
            letterhead=rng.choice(("columns", "columns", "rows", "absent")),
            double_spaced=_pick(rng, shape.double_spaced, 0.5),
            tables=shape.tables or "cells",  # type: ignore[arg-type]
        ),
        issuing_agency_alt=(issuer.name.replace("Ủy ban nhân dân", "UBND"),),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issuer:
    name: str
    letterhead: str
    parent: str | None
    code: str  # "/KH-UBND"
    signature: Signature


def _issuer(rng: Random, level: str, place: str, province: str) -> Issuer:
    deputy = rng.random() < 0.4
    if level == "sở":
        name, code = rng.choice(p.DEPARTMENTS)
        head, second, authority = "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", None
        letterhead, parent = name.upper(), f"{rng.choice(('UBND', 'ỦY BAN NHÂN DÂN'))} {province.upper()}"
    else:
        name, code = f"Ủy ban nhân dân {level} {place}", "UBND"
        head, second, authority = "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"
        letterhead, parent = f"ỦY BAN NHÂN DÂN\n{level.upper()} {place.upper()}", None
    person = _person(rng)
    signature = Signature(authority, second, person, f"KT. {head}") if deputy else Signature(authority, head, person)
    return Issuer(name, letterhead, parent, f"/KH-{code}", signature)


def _pick(rng: Random, given: bool | None, share: float) -> bool:
    chance = rng.random() < share  # drawn in any case, so that one choice does not shift the others
    return chance if given is None else given


def _person(rng: Random) -> str:
    draws = [rng.randrange(size) for size in (14, 10, 14)]  # so many that the rest of a seed's plan stays what it was
    return signer(Random(str(draws)))


def _sentence(rng: Random) -> str:
    text = f"{rng.choice(p.VERBS)} {rng.choice(p.OBJECTS)}"
    if rng.random() < 0.75:
        text += f" {rng.choice(p.QUALIFIERS)}"
    if rng.random() < 0.35:
        text += rng.choice(p.TAILS)
    return text


def _body(rng: Random, shape: Shape, scene: Scene) -> tuple[Para, ...]:
    body: list[Para] = [heading(1, "I", "MỤC ĐÍCH, YÊU CẦU")]
    for label, title in (("1", "Mục đích"), ("2", "Yêu cầu")):
        body.append(heading(2, label, title))
        body += [para("- " + text) for text in rng.sample(p.PURPOSES, 2)]
    body.append(heading(1, "II", "CHỈ TIÊU"))
    for text, value, comparator, subject in rng.sample(p.AIMS, rng.randint(1, 4)):
        v = rng.choice((5, 10, 70, 85, 90, 100)) if comparator != "<=" else rng.choice((2, 3, 5))
        body.append(aim(text.format(v=v), value.format(v=v), comparator, subject))  # type: ignore[arg-type]
    sections = shape.body if shape.body is not None else rng.randint(1, 3)
    for k in range(sections):
        body.append(heading(1, ROMAN[(2 + k) % 10], f"NHIỆM VỤ VỀ {rng.choice(p.GROUPS).upper()}"))
        for j in range(rng.randint(1, 3)):
            body.append(heading(2, str(j + 1), rng.choice(p.HEADINGS)))
            body += [para("- " + _sentence(rng) + ".") for _ in range(rng.randint(1, 4))]
    body.append(heading(1, ROMAN[(2 + sections) % 10], "TỔ CHỨC THỰC HIỆN"))
    for j, lead in enumerate(rng.sample(p.LEADS[scene.level], 2), 1):
        body.append(heading(2, str(j), lead))
        body.append(para("- " + _sentence(rng) + f", báo cáo trước ngày 15/12/{scene.year}."))
    body.append(
        para(f"Trên đây là Kế hoạch thực hiện công tác {scene.topic}, yêu cầu các đơn vị nghiêm túc thực hiện./.")
    )
    return tuple(body)


def _columns(rng: Random, shape: Shape) -> tuple[Column, ...]:
    fields = shape.columns or rng.choice(SHAPES)
    two = _pick(rng, shape.two_level_header, 0.2)
    align = rng.choice(("center", "left"))
    out = []
    for name in fields:
        known = name in p.TITLES
        title = rng.choice(p.TITLES[name]) if known else name
        upper = ""
        if two and name in {"lead_agency", "coordinating_agencies"} and "coordinating_agencies" in fields:
            upper, title = "Phân công thực hiện", "Chủ trì" if name == "lead_agency" else "Phối hợp"
        side = "center" if name in {"number", "deadline"} else "left" if name in {"content", "product"} else align
        out.append(Column(name if known else "extra", title, WIDTHS.get(name, 13.0), side, upper))  # type: ignore[arg-type]
    return tuple(out)


def _annex(rng: Random, shape: Shape, scene: Scene, number: int) -> Annex:
    columns = _columns(rng, shape)
    groups = shape.groups if shape.groups is not None else rng.choice((0, 2, 3, 4, 7))
    groups = min(groups, max(number // 2, 0))
    letters = (shape.group_style or rng.choice(("roman", "roman", "letter"))) == "letter"
    capital = rng.random() < 0.7
    merged = _pick(rng, shape.merged, 0.3)
    headings = _pick(rng, shape.heading_rows, 0.4)
    restart = rng.random() < 0.8
    sub_style = shape.sub_style or rng.choice(("dash", "dash", "decimal", "letter"))
    sizes = [number // groups + (k < number % groups) for k in range(groups)] if groups else [number]
    rows: list[Row] = []
    count = 0
    for k, size in enumerate(sizes):
        if groups:
            title = p.GROUPS[(k * 3 + rng.randint(0, 2)) % len(p.GROUPS)]
            rows.append(group("ABCDEFGHIJ"[k % 10] if letters else ROMAN[k % 10], title.upper() if capital else title))
        count = 0 if restart else count
        parent, left, nth, fresh = None, 0, 0, True
        for j in range(size):
            above = not fresh and left == 0 and merged and rng.random() < 0.4
            if left:
                nth += 1
                own = {"dash": None, "decimal": f"{parent}.{nth}", "letter": "abcd"[nth - 1]}[sub_style]
                printed = f"{own})" if sub_style == "letter" else ""
                under = Row("sub", own, _sentence(rng), parent=parent, tables_label=printed)
                rows.append(_row(rng, columns, scene, under, False))
                left -= 1
                fresh = left == 0
                continue
            count += 1
            if headings and size - j > 3 and rng.random() < (0.45 if shape.heading_rows else 0.2):
                rows.append(Row("heading", str(count), rng.choice(p.HEADINGS)))
                parent, left, nth, fresh = str(count), rng.randint(2, min(3, size - j - 1)), 0, True
                continue
            rows.append(_row(rng, columns, scene, Row("task", str(count), _sentence(rng)), above))
            fresh = False
    rules: Rules = rng.choice(("full", "full", "full", "horizontal", "none"))
    title = rng.choice(p.ANNEX_TITLES).format(scene.topic.upper())
    return Annex(
        title=(title, scene.when.upper()),
        attached_to=scene.caption,
        columns=columns,
        rows=tuple(rows),
        heading=rng.choice(("", "PHỤ LỤC")),
        rules=shape.rules or rules,
        repeat_header=_pick(rng, shape.repeat_header, 0.7),
        group_spans=_pick(rng, shape.group_spans, 0.6),
        middle=_pick(rng, shape.middle, 0.6),
        split_rows=_pick(rng, shape.split_rows, 0.7),
        size=rng.choice((11.0, 12.0, 13.0)),
        column_numbers=rng.random() < 0.1,
    )


def _row(rng: Random, columns: tuple[Column, ...], scene: Scene, row: Row, above: bool) -> Row:
    """``row`` with its cells; ``above``: its lead agency stands in a cell merged with the row before."""
    year = scene.year
    cells = {
        "lead_agency": ABOVE if above else rng.choice(p.LEADS[scene.level]),
        "coordinating_agencies": rng.choice(p.HELPERS[scene.level]),
        "deadline": rng.choice(p.DEADLINES).format(y=year, z=year + rng.randint(1, 4)),
        "product": rng.choice(p.PRODUCTS),
    }
    if scene.abbreviated:
        cells = {key: p.ABBREVIATED.get(value, value) for key, value in cells.items()}
    names = {column.field for column in columns}
    cells = {key: value for key, value in cells.items() if key in names}
    for column in columns:
        if column.field == "extra":
            cells[column.title] = rng.choice(p.EXTRAS.get(column.title, ("",)))
    return replace(row, cells=cells)
