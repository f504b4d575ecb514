"""The samples: deterministic, printable, small, and with a truth that is really in the text.

The committed text and truth are compared with a fresh run where the font is installed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("reportlab", reason="reportlab makes the samples; it is a development dependency")

from samples.plans import SAMPLES
from samples.sampling import (
    ScanStyle,
    mix_pages,
    random_plan,
    truth,
    write_docx,
    write_english_ocr,
    write_fax,
    write_image,
    write_legacy_pdf,
    write_pdf,
    write_scan,
    write_text,
)
from samples.sampling.bad_inputs import KINDS, to_windows_1258, write_bad_inputs
from samples.sampling.compose import compose
from samples.sampling.fonts import FOLDERS, MissingFont, find_folder, width
from samples.sampling.model import PlanContent
from samples.sampling.people import signer
from samples.sampling.random_plan import SHAPES
from samples.sampling.typeset_text import dump

ROOT = Path(__file__).resolve().parent.parent / "samples"
FORMS = ("text", "pdf", "scan", "scan_english_ocr", "garbled_text", "docx", "truth")
NAMES = [sample.plan.name for sample in SAMPLES]
CONTENTS = pytest.mark.parametrize("plan", [sample.plan for sample in SAMPLES], ids=NAMES)

needs_font = pytest.mark.skipif(find_folder() is None, reason=f"Liberation Serif 2 is in none of {FOLDERS}")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def committed(name: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((ROOT / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    return known


# --- the committed files


@pytest.mark.parametrize("name", NAMES)
def test_every_plan_is_committed_in_every_form(name: str) -> None:
    for form in FORMS:
        assert list((ROOT / form).glob(f"{name}.*")), f"{name} is missing in samples/{form}"


def test_the_committed_files_stay_under_15_megabytes() -> None:
    total = sum(path.stat().st_size for form in FORMS for path in (ROOT / form).iterdir())
    assert total < 15_000_000


def test_the_truth_folder_holds_nothing_that_a_conversion_would_read() -> None:
    endings = {path.suffix for path in (ROOT / "truth").iterdir()}
    assert endings == {".json", ".truth", ".tsv"}


def test_the_commune_plan_has_the_shapes_that_parsing_is_hard_for() -> None:
    known = committed("ke_hoach_xa_thach_van")
    tasks = known["tasks"]
    assert len(tasks) >= 40
    assert len(known["annexes"][0]["groups"]) == 7
    assert any(task["is_heading"] for task in tasks)
    assert any(task["parent"] and task["number"] is None for task in tasks)
    assert any(len(task["pages"]) > 1 for task in tasks)
    assert any(task["inherited"] for task in tasks)


@pytest.mark.parametrize("name", NAMES)
def test_each_fact_of_the_truth_stands_on_its_lines_of_the_text(name: str) -> None:
    known = committed(name)
    lines = (ROOT / "text" / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    for entry in known["outline"]:
        assert (
            lines[entry["line"] - 1].lstrip(" \f").startswith(entry["label"])
            or f"({entry['label']})" in lines[entry["line"] - 1]
        )
    for cite in known["citations"]:
        following = "".join(lines[cite["line"] - 1 : cite["line"] + 5])
        assert squeezed(cite["printed"] if "printed" in cite else cite["number"] or cite["name"]) in squeezed(following)
    apart = next(sample.plan.style.tables for sample in SAMPLES if sample.plan.name == name) == "cells"
    for task in known["tasks"]:
        first, last = task["source_lines"]
        row = " ".join(lines[first - 1 : last])
        for field in ("content", "lead_agency", "coordinating_agencies", "deadline", "product"):
            if field in task.get("inherited", ()) or len(task["pages"]) > 1:
                continue
            if apart:
                assert squeezed(task[field]) in squeezed(row), (task["content"], field)
            else:
                assert set(task[field].split()) <= set(row.split()), (task["content"], field)


@pytest.mark.parametrize("name", NAMES)
def test_the_garbled_lines_have_their_true_text(name: str) -> None:
    """A garbled line and its truth are about as long; the truth is written in letters that the garble lost."""
    garbled = (ROOT / "garbled_text" / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    rows = (ROOT / "truth" / f"{name}.garbled.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [(garbled[int(at) - 1], true) for at, _, true in (row.partition("\t") for row in rows)]
    assert len(pairs) >= 10
    near = [abs(len(wrong) - len(true)) <= 0.35 * len(true) + 3 for wrong, true in pairs]
    assert sum(near) / len(near) > 0.9
    assert not re.search(r"[\u01a0-\u01b0\u1ea0-\u1ef9]", "".join(wrong for wrong, _ in pairs))
    assert re.search(r"[\u1ea0-\u1ef9]", "".join(true for _, true in pairs))


# --- the generator


@needs_font
@CONTENTS
def test_a_fresh_run_gives_the_committed_text_and_truth(plan: PlanContent, tmp_path: Path) -> None:
    write_text(plan, tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == (ROOT / "text" / f"{plan.name}.txt").read_bytes()
    assert json.loads(json.dumps(truth(plan))) == committed(plan.name)


@needs_font
def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for run in ("a", "b"):
        plan = random_plan(3, rows=5, body=0)
        write_pdf(plan, tmp_path / f"{run}.pdf")
        write_docx(plan, tmp_path / f"{run}.docx")
        write_scan(tmp_path / f"{run}.pdf", tmp_path / f"{run}.scan.pdf", 72, seed=5)
    for ending in ("pdf", "docx", "scan.pdf"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes(), ending


@needs_font
def test_a_letter_that_the_font_lacks_is_refused() -> None:
    with pytest.raises(MissingFont, match="no glyph"):
        width("漢", "regular", 12)
    assert width("ẶỘỮễỹ", "regular", 12) > 0


@needs_font
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), rows=st.integers(0, 40), columns=st.sampled_from(SHAPES))
def test_a_random_plan_has_the_rows_asked_for_and_every_line_stays_on_its_page(
    seed: int, rows: int, columns: tuple[str, ...]
) -> None:
    plan = random_plan(seed, rows=rows, columns=columns)
    composed = compose(plan)
    for page in composed.pages:
        for line in page.lines:
            assert 0 < line.y < page.height - 20
            assert all(0 < token.x < page.width - 20 for token in line.tokens)
    tasks = truth(plan)["tasks"]
    assert len(tasks) == rows
    text = squeezed(dump(composed, plan.style, plan.annexes).text.replace("\f", ""))
    whole = [task for task in tasks if len(task["pages"]) == 1]
    assert all(squeezed(task["content"]) in text for task in whole)


@needs_font
def test_the_same_seed_is_the_same_plan_and_an_unknown_wish_is_refused() -> None:
    assert random_plan(9) == random_plan(9)
    assert random_plan(9) != random_plan(10)
    with pytest.raises(TypeError):
        random_plan(9, colour="red")


@needs_font
def test_a_draft_leaves_number_and_day_open() -> None:
    plan = random_plan(3, draft=True, rows=4)
    known = truth(plan)
    assert known["metadata"]["number"] is None
    assert known["metadata"]["date"] is None
    assert plan.draft.startswith("/KH-")
    assert f"Kế hoạch số {plan.draft} ngày /{plan.date[5:7]}" in truth_and_text(plan)[1].replace("\n", " ")


@needs_font
def test_a_scan_has_pictures_and_no_text(tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    write_pdf(random_plan(4, rows=3, body=0), tmp_path / "a.pdf")
    write_scan(tmp_path / "a.pdf", tmp_path / "scan.pdf", 72, style=ScanStyle(turn_landscape=True))
    with pdfplumber.open(tmp_path / "scan.pdf") as scan:
        assert all(len(page.images) == 1 and not page.chars for page in scan.pages)
        assert {page.width < page.height for page in scan.pages} == {True}  # landscape pages lie on their side


@needs_font
def test_pictures_are_written_by_their_ending(tmp_path: Path) -> None:
    from PIL import Image

    write_pdf(random_plan(4, rows=3, body=0), tmp_path / "a.pdf", stamped=True)
    style = ScanStyle(dpi=60, colour=True)
    for name in ("a.tif", "a.png", "a.jpg"):
        write_image(tmp_path / "a.pdf", tmp_path / name, style=style)
    write_pdf(random_plan(4, rows=0, body=0), tmp_path / "b.pdf")
    write_fax(tmp_path / "b.pdf", tmp_path / "fax.tif")
    with Image.open(tmp_path / "a.tif") as tif, Image.open(tmp_path / "a.png") as png:
        assert getattr(tif, "n_frames", 1) > 1
        assert png.mode == "RGB"
    with Image.open(tmp_path / "fax.tif") as fax:
        assert fax.mode == "1"


@needs_font
@pytest.mark.parametrize("tables", ["interleaved", "bars"])
def test_a_table_read_across_its_columns_loses_no_word(tables: str) -> None:
    apart, across = (truth_and_text(random_plan(8, rows=12, tables=style)) for style in ("cells", tables))
    words = [sorted(text.replace("|", " ").split()) for _, text in (apart, across)]
    assert words[0] == words[1]
    assert [task["content"] for task in apart[0]["tasks"]] == [task["content"] for task in across[0]["tasks"]]
    lines = across[1].split("\n")
    for task in across[0]["tasks"]:
        first, last = task["source_lines"]
        assert set(task["deadline"].split()) <= set(" ".join(lines[first - 1 : last]).split())


def truth_and_text(plan: PlanContent) -> tuple[dict[str, Any], str]:
    return truth(plan), dump(compose(plan), plan.style, plan.annexes).text


@needs_font
@pytest.mark.parametrize("style", ["dash", "decimal", "letter"])
def test_rows_under_a_heading_row_know_their_parent(style: str) -> None:
    tasks = truth(random_plan(5, rows=30, groups=2, heading_rows=True, sub_style=style))["tasks"]
    under = [task for task in tasks if task["parent"]]
    assert under
    assert {task["number"] is None for task in under} == {style == "dash"}
    heads = {(task["group"], task["number"]) for task in tasks if task["is_heading"]}
    assert {(task["group"], task["parent"]) for task in under} <= heads


@needs_font
@pytest.mark.needs_tesseract
def test_any_plan_can_be_garbled_with_the_truth_of_its_lines(tmp_path: Path) -> None:
    plan = random_plan(6, rows=0, body=0)
    rows = write_english_ocr(plan, tmp_path, ScanStyle(dpi=120))
    text = (tmp_path / f"{plan.name}.garbled.txt").read_text(encoding="utf-8").split("\n")
    assert (tmp_path / f"{plan.name}.garbled.pdf").is_file()
    assert len(rows) > 10
    assert all(text[at - 1] for at, _ in rows)


@needs_font
def test_a_plan_in_the_old_fonts_converts_back_to_itself(tmp_path: Path) -> None:
    import pdfplumber

    from normalizers.legacy_fonts import convert

    plan = random_plan(12, rows=0, body=1)
    write_legacy_pdf(plan, tmp_path / "old.pdf")
    with pdfplumber.open(tmp_path / "old.pdf") as pdf:
        small = [c for page in pdf.pages for c in page.chars if c["fontname"].endswith(".VnTime")]
        assert any(c["fontname"].endswith(".VnTimeH") for c in pdf.pages[0].chars)
    text = convert("".join(c["text"] for c in small), "tcvn3")
    assert squeezed("".join(piece for piece in plan.body[-1].pieces if isinstance(piece, str))) in squeezed(text)


@needs_font
def test_pages_of_two_files_can_be_mixed(tmp_path: Path) -> None:
    import pdfplumber

    write_pdf(random_plan(4, rows=3, body=0), tmp_path / "a.pdf")
    write_scan(tmp_path / "a.pdf", tmp_path / "b.pdf", 60)
    mix_pages(tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "mixed.pdf")
    with pdfplumber.open(tmp_path / "mixed.pdf") as pdf:
        assert [bool(page.chars) for page in pdf.pages[:2]] == [True, False]


def cells_of_pdf(path: Path) -> set[str]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
    return {squeezed(cell or "") for table in tables for row in table for cell in row}


def cells_of_docx(path: Path) -> set[str]:
    from docx import Document

    return {squeezed(cell.text) for table in Document(str(path)).tables for row in table.rows for cell in row.cells}


@needs_font
@pytest.mark.parametrize("seed", [21, 22])
def test_the_cells_of_ruled_tables_are_those_of_the_truth(seed: int, tmp_path: Path) -> None:
    plan = random_plan(seed, rows=10, body=0, rules="full", merged=True)
    write_pdf(plan, tmp_path / "a.pdf")
    write_docx(plan, tmp_path / "a.docx")
    in_pdf, in_docx = cells_of_pdf(tmp_path / "a.pdf"), cells_of_docx(tmp_path / "a.docx")
    for task in truth(plan)["tasks"]:
        for field in ("content", "lead_agency", "coordinating_agencies", "deadline", "product"):
            cell = squeezed(task[field])
            assert cell in in_docx, (field, task[field])
            if len(task["pages"]) == 1 and field not in task["inherited"]:
                assert cell in "\n".join(in_pdf), (field, task[field])


@needs_font
def test_bad_inputs_are_written_by_kind(tmp_path: Path) -> None:
    kinds = ("empty_text", "truncated", "encrypted", "utf16", "windows_1258", "no_pages", "nfd_name")
    written = write_bad_inputs(tmp_path, kinds)
    assert {bad.kind for bad in written} == set(kinds)
    assert all(bad.path.is_file() for bad in written)
    assert len({kind for kind, *_ in KINDS}) == len(KINDS) >= 12
    with pytest.raises(KeyError, match="known"):
        write_bad_inputs(tmp_path, ("no such kind",))


def test_windows_1258_can_be_read_back() -> None:
    import unicodedata

    text = "Kế hoạch của Ủy ban nhân dân xã, đường phố, ưu tiên, nghỉ hưu, quý"
    assert unicodedata.normalize("NFC", to_windows_1258(text).decode("cp1258")) == text


def test_signers_are_called_as_often_as_real_ones() -> None:
    names = [signer(Random(str(number))).split() for number in range(2000)]
    women = [name for name in names if "Thị" in name]
    assert {len(name) for name in names} == {3, 4}
    assert 0.2 < sum(name[0] == "Nguyễn" for name in names) / len(names) < 0.4
    assert 0.08 < len(women) / len(names) < 0.16
    assert not any({"Văn", "Hùng", "Dũng"} & set(name) for name in women)
