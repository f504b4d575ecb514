"""The audit of a folder: what it says of good and bad text, with and without truth, and of inputs it cannot judge."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.audit.report import write_report
from pipeline.audit.run import AuditOptions, audit_folder
from pipeline.cli import app
from pipeline.errors import NoInputs

CLEAN = """KẾ HOẠCH
Thực hiện công tác cải cách hành chính năm 2026

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Nâng cao chất lượng phục vụ người dân, doanh nghiệp trên địa bàn xã.
- Tăng cường kỷ luật, kỷ cương hành chính của đội ngũ cán bộ, công chức.

2. Yêu cầu

- Các phòng chuyên môn chủ động tham mưu, tổ chức thực hiện nhiệm vụ được giao.
- Định kỳ báo cáo kết quả thực hiện về Ủy ban nhân dân xã để tổng hợp.
"""
ENGLISH = """The committee met on Monday to discuss the budget for the coming year.
All members agreed that the plan should be published before the summer.
The chairman thanked everyone for their work and closed the meeting.
"""


def stripped(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    (inputs / "sach.txt").write_text(CLEAN, encoding="utf-8")
    (inputs / "mat_dau.txt").write_text(stripped(CLEAN), encoding="utf-8")
    return inputs


def test_bad_text_ranks_before_good_text(folder: Path, tmp_path: Path) -> None:
    report = audit_folder(folder, tmp_path / "out", AuditOptions()).report
    assert [document.source for document in report.documents] == ["mat_dau.txt", "sach.txt"]
    bad, good = report.documents
    assert bad.source_word_error_rate > 0.5
    assert bad.damage == ("stripped-marks",)
    assert bad.remedies
    assert (good.source_word_error_rate < 0.02, good.damage) == (True, ())
    assert report.summary.grades == {"poor": 1, "excellent": 1}


def test_truth_is_measured_and_agrees_with_the_estimate(folder: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "mat_dau.txt").write_text(CLEAN, encoding="utf-8")
    report = audit_folder(folder, tmp_path / "out", AuditOptions(gold=gold)).report
    bad = report.documents[0]
    assert bad.measured is not None
    assert bad.measured.source_letters_error_rate == 0
    assert bad.measured.source_diacritic_accuracy == 0
    assert bad.measured.word_error_rate < 0.1
    assert abs(bad.measured.source_word_error_rate - bad.source_word_error_rate) < 0.08
    assert bad.confusions
    assert bad.worst_lines or bad.measured.word_error_rate == 0


def test_a_truth_of_another_document_is_found_and_not_used(folder: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "sach.txt").write_text(ENGLISH, encoding="utf-8")
    report = audit_folder(folder, tmp_path / "out", AuditOptions(gold=gold)).report
    assert report.notices == ("gold-of-another-document: sach.txt",)
    assert all(document.measured is None for document in report.documents)


def test_a_truth_without_input_is_said(folder: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "khong_co.txt").write_text(CLEAN, encoding="utf-8")
    report = audit_folder(folder, tmp_path / "out", AuditOptions(gold=gold)).report
    assert report.notices == ("gold-without-input: khong_co",)


def test_another_language_is_not_graded_as_bad_ocr(tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    (inputs / "minutes.txt").write_text(ENGLISH, encoding="utf-8")
    report = audit_folder(inputs, tmp_path / "out", AuditOptions()).report
    assert report.documents[0].vietnamese is False
    assert report.documents[0].grade == "not-vietnamese"
    assert (report.documents[0].source_word_error_rate, report.documents[0].word_error_rate) == (0, 0)
    assert "not-vietnamese" in report.documents[0].damage
    assert report.summary.grades == {}


def test_a_folder_with_nothing_to_audit_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.xyz").write_text("x", encoding="utf-8")
    with pytest.raises(NoInputs):
        audit_folder(tmp_path, tmp_path / "out", AuditOptions())


def test_a_sample_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    for number in range(8):
        (inputs / f"{number}.txt").write_text(CLEAN + str(number), encoding="utf-8")
    first, again = (
        audit_folder(inputs, tmp_path / f"out{run}", AuditOptions(sample=3, seed=7)).report for run in range(2)
    )
    assert len(first.documents) == 3
    assert first.summary.sampled_from == 8
    assert [document.source for document in first.documents] == [document.source for document in again.documents]


def test_a_rerun_takes_over_what_was_examined(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = audit_folder(folder, tmp_path / "out", AuditOptions()).report

    def not_again(*_: object) -> None:
        raise AssertionError("examined again")

    monkeypatch.setattr("pipeline.audit.work.examine", not_again)
    assert audit_folder(folder, tmp_path / "out", AuditOptions()).report == first


def test_an_unreadable_input_is_reported_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "trong.txt").write_bytes(b"")
    report = audit_folder(folder, tmp_path / "out", AuditOptions()).report
    assert [(failure.source, failure.code) for failure in report.failures] == [("trong.txt", "empty")]
    assert len(report.documents) == 2


def test_every_figure_is_in_the_files(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_report(audit_folder(folder, out, AuditOptions()), folder, out)
    figures = json.loads((out / "audit.json").read_text(encoding="utf-8"))
    assert {"source", "source_word_error_rate", "word_error_rate", "grade", "damage", "pages"} <= set(
        figures["documents"][0]
    )
    rows = list(csv.DictReader((out / "audit.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["source"], row["page"]) for row in rows] == [
        ("mat_dau.txt", ""), ("mat_dau.txt", "1"), ("sach.txt", ""), ("sach.txt", "1"),
    ]  # fmt: skip


def test_a_page_without_text_is_not_graded_and_said(folder: Path, tmp_path: Path) -> None:
    (folder / "mat_trang.txt").write_text(CLEAN + "\f\n\n\f" + CLEAN, encoding="utf-8")
    report = audit_folder(folder, tmp_path / "out", AuditOptions()).report
    document = next(document for document in report.documents if document.source == "mat_trang.txt")
    assert [page.grade for page in document.pages] == ["excellent", None, "excellent"]
    assert document.pages[1].ungraded == "no-text"
    assert document.grade == "excellent"
    assert "Trang 2" in document.remedies[0].vi


def test_a_document_of_a_few_words_is_not_graded(folder: Path, tmp_path: Path) -> None:
    (folder / "a_ngan.txt").write_text("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n", encoding="utf-8")
    report = audit_folder(folder, tmp_path / "out", AuditOptions()).report
    short = report.documents[-1]
    assert (short.source, short.grade, short.ungraded, short.rank_first) == ("a_ngan.txt", None, "little-text", None)
    assert short.remedies
    assert report.summary.ungraded == 1
    assert "None" not in report.summary.grades


def test_every_rate_has_an_interval(folder: Path, tmp_path: Path) -> None:
    for document in audit_folder(folder, tmp_path / "out", AuditOptions()).report.documents:
        for rated in (document, *document.pages):
            low, high = rated.source_word_error_rate_low, rated.source_word_error_rate_high
            assert low <= rated.source_word_error_rate <= high
            assert rated.word_error_rate_low <= rated.word_error_rate <= rated.word_error_rate_high


def test_documents_that_cannot_be_told_apart_share_their_places(folder: Path, tmp_path: Path) -> None:
    (folder / "cung_sach.txt").write_text(CLEAN + "\n", encoding="utf-8")
    report = audit_folder(folder, tmp_path / "out", AuditOptions()).report
    places = {document.source: (document.rank_first, document.rank_last) for document in report.documents}
    assert places == {"mat_dau.txt": (1, 1), "sach.txt": (2, 3), "cung_sach.txt": (2, 3)}


def test_workers_find_the_same(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "trong.txt").write_bytes(b"")
    alone = audit_folder(folder, tmp_path / "alone", AuditOptions()).report
    monkeypatch.setattr("pipeline.audit.run.WORKERS_FROM", 1)
    assert audit_folder(folder, tmp_path / "together", AuditOptions()).report == alone


def test_the_gate_does_not_let_through_what_cannot_be_judged(folder: Path, tmp_path: Path) -> None:
    (folder / "mat_dau.txt").unlink()
    run, arguments = CliRunner().invoke, ["audit", str(folder), "-o", str(tmp_path / "out"), "--quiet"]
    gate = [*arguments, "--fail-under", "poor"]
    assert run(app, gate, standalone_mode=False).return_value == 0
    (folder / "ngan.txt").write_text("CHỦ TỊCH\n", encoding="utf-8")
    assert run(app, arguments, standalone_mode=False).return_value == 0
    assert run(app, gate, standalone_mode=False).return_value == 1


def test_the_gate_fails_under_the_wanted_grade(folder: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    arguments = ["audit", str(folder), "-o", str(tmp_path / "out"), "--quiet"]
    assert run(app, arguments, standalone_mode=False).return_value == 0
    assert run(app, [*arguments, "--fail-under", "good"], standalone_mode=False).return_value == 1
