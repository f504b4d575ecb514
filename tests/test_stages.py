"""The order of the stages: each finds what it needs, and one that fails costs only its own part."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from extractors.errors import EmptyInput
from extractors.layout import Line, Page
from pipeline import convert, stages
from pipeline.convert import STAGES, Stage, convert_document
from pipeline.options import ConvertOptions
from pipeline.stages import Draft

GIVEN = {"path", "source", "options"}


def test_every_stage_finds_what_it_needs() -> None:
    known = set(GIVEN)
    for stage in STAGES:
        assert stage.needs <= known, f"{stage.name} runs before what it needs"
        known |= stage.adds


def test_stages_name_real_fields_of_the_draft() -> None:
    names = {field.name for field in fields(Draft)}
    assert all(stage.needs | stage.adds <= names for stage in STAGES)


def _only(monkeypatch: pytest.MonkeyPatch, *runs: Stage) -> None:
    monkeypatch.setattr(convert, "STAGES", runs)


def _read(draft: Draft) -> Draft:
    page = Page(number=1, lines=(Line("chữ", page=1, number=1),))
    return stages.replace(draft, sha256="a" * 64, media_type="text/plain", pages=(page,))


def _fails(draft: Draft) -> Draft:
    raise ValueError("không rõ")


def _stage(name: str, run: object) -> Stage:
    return Stage(name, run, frozenset(), frozenset())  # type: ignore[arg-type]


def test_a_stage_that_fails_leaves_a_warning_and_a_partial_document(monkeypatch: pytest.MonkeyPatch) -> None:
    _only(monkeypatch, _stage("read", _read), _stage("outline", _fails))
    document = convert_document(Path("a.txt"), "a.txt", ConvertOptions())
    assert document.status == "partial"
    assert [warning.code for warning in document.warnings] == ["stage-failed"]
    assert "ValueError" in document.warnings[0].message
    assert [line.text for line in document.lines] == ["chữ"]


def test_an_input_that_cannot_be_read_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def empty(draft: Draft) -> Draft:
        raise EmptyInput("The file is empty.")

    _only(monkeypatch, _stage("read", empty))
    with pytest.raises(EmptyInput):
        convert_document(Path("a.txt"), "a.txt", ConvertOptions())


def test_without_restoration_cells_stay_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("normalizers.restorer.restore_passages", lambda texts, options: asked.append(texts))
    path = Path(__file__).parent.parent / "samples" / "garbled_text" / "ke_hoach_xa_thach_van.txt"
    document = convert_document(path, path.name, ConvertOptions(restore=False))
    assert document.status == "ok"
    assert not asked


def test_a_page_that_was_read_upside_down_is_kept_and_said_to_be_unreadable() -> None:
    path = Path(__file__).parent.parent / "samples" / "garbled_text" / "ke_hoach_phuong_ngoc_kieu.txt"
    document = convert_document(path, path.name, ConvertOptions())
    assert document.status == "partial"
    warned = [warning.page for warning in document.warnings if warning.code == "page-unreadable"]
    assert warned == [3, 4, 5]
    assert {line.confidence for line in document.lines if line.page in warned} == {0.0}
    assert max(line.confidence for line in document.lines if line.page == 1) == 1.0
    assert not document.tasks


def test_a_very_long_document_is_restored_in_stretches_and_counts_on(monkeypatch: pytest.MonkeyPatch) -> None:
    text = ["Uỷ ban nhân dân xã tổ chức thực hiện.", "uy ban nhan dan xa to chuc thuc hien ke hoach nam nay", ""]
    pages = tuple(
        Page(number, tuple(Line(line, number, 3 * number + at) for at, line in enumerate(text, -2)))
        for number in range(1, 6)
    )
    draft = stages.Draft(Path(), "", ConvertOptions(), pages=pages)
    whole = stages.restore(draft)
    monkeypatch.setattr(stages, "_RESTORED_TOGETHER", 6)
    parted = stages.restore(draft)
    assert [line.text for line in parted.lines] == [line.text for line in whole.lines]
    assert parted.restoration is not None
    assert len(parted.restoration.lines) == 15
    assert sorted({change.line for change in parted.restoration.changes}) == [2, 5, 8, 11, 14]
