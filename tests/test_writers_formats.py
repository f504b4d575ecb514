"""Every output format: the same rows everywhere, nothing that runs, and what other systems rely on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from batch_fakes import fake_convert
from batch_folder import make_inputs, run

from extractors.facts import Citation, Metadata, Task, Warning
from extractors.layout import TextOrigin
from pipeline.batch.records import OutputFormat
from pipeline.document import Document, Source
from pipeline.options import ConvertOptions
from pipeline.writers import excel, parquet
from pipeline.writers.excel import excel_file
from pipeline.writers.parquet import parquet_files
from pipeline.writers.sqlite import sqlite_file
from pipeline.writers.tables import TABLES, TASKS, WARNINGS

ALL: tuple[OutputFormat, ...] = ("json", "jsonl", "csv", "xlsx", "parquet", "sqlite", "datapackage")
EVIL = ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "http://example.com", "\tx", "{=1}"]


def _document(*tasks: Task, source: str = "a.txt", **parts: object) -> Document:
    origin = Source(path=source, sha256="0" * 64, media_type="text/plain", page_count=1, text_origin=TextOrigin.TEXT)
    return Document(document_id="0" * 16, source=origin, tasks=tasks, **parts)  # type: ignore[arg-type]


def _write(writer: object, folder: Path, documents: Iterable[Document], language: str = "vi") -> None:
    with writer(folder, language) as add:  # type: ignore[operator]
        for document in documents:
            add(document)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    plans = make_inputs(
        folder / "plans", {"a.txt": "Rà soát\n- Báo cáo\nSơ kết\n", "b/a.txt": "=1+1\n", "c.txt": "!bad\n"}
    )
    run(plans, folder / "out", formats=ALL)
    return folder / "out"


def test_every_format_is_written(output: Path) -> None:
    written = sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    tables = [f"parquet/{table.name}.parquet" for table in TABLES]
    expected = {
        "datapackage.json", "documents.csv", "documents.jsonl", "kehoach.sqlite", "manifest.jsonl", "tasks.csv",
        "tasks.jsonl", "tasks.xlsx", *tables,
    }  # fmt: skip
    assert expected <= set(written)


def test_tasks_are_the_same_in_every_format(output: Path) -> None:
    expected = ["Rà soát", "- Báo cáo", "Sơ kết", "=1+1"]
    contents = {
        "parquet": pd.read_parquet(output / "parquet/tasks.parquet")["content"].tolist(),
        "jsonl": [json.loads(line)["content"] for line in (output / "tasks.jsonl").read_text().splitlines()],
        "csv": [c.removeprefix("'") for c in pd.read_csv(output / "tasks.csv", keep_default_na=False)["content"]],
        "xlsx": [row[TASKS.names.index("content")] for row in _sheet_rows(output / "tasks.xlsx", "Nhiệm vụ")],
    }
    with sqlite3.connect(output / "kehoach.sqlite") as database:
        contents["sqlite"] = [row[0] for row in database.execute("SELECT content FROM tasks ORDER BY rowid")]
    assert contents == dict.fromkeys(contents, expected)


def test_the_same_documents_give_the_same_bytes(output: Path, tmp_path: Path) -> None:
    documents = [
        fake_convert(path, path.name, ConvertOptions()) for path in [make_inputs(tmp_path, {"a": "Một\n"}) / "a"]
    ]
    for writer, name in (
        (excel_file, "tasks.xlsx"),
        (sqlite_file, "kehoach.sqlite"),
        (parquet_files, "parquet/tasks.parquet"),
    ):
        _write(writer, tmp_path / "1", documents)
        _write(writer, tmp_path / "2", documents)
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_no_documents_give_files_with_headers_only(tmp_path: Path) -> None:
    for writer in (excel_file, sqlite_file, parquet_files):
        _write(writer, tmp_path, [])
    assert list(pd.read_parquet(tmp_path / "parquet/tasks.parquet").columns) == list(TASKS.names)
    assert _sheet_rows(tmp_path / "tasks.xlsx", "Nhiệm vụ") == []


# Excel


def _sheet_rows(path: Path, sheet: str) -> list[list[object]]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True)
    return [list(row) for row in rows]


def test_the_workbook_has_vietnamese_headers_filters_and_a_frozen_header(output: Path) -> None:
    workbook = openpyxl.load_workbook(output / "tasks.xlsx")
    assert workbook.sheetnames == ["Nhiệm vụ", "Văn bản", "Lưu ý"]
    sheet = workbook["Nhiệm vụ"]
    assert [cell.value for cell in sheet[1]] == [column.title for column in TASKS.columns]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:Z5"
    assert sheet.column_dimensions["J"].width > 50
    assert sheet["J2"].alignment.wrap_text
    assert _sheet_rows(output / "tasks.xlsx", "Lưu ý")[0][-1] == "Cần xem lại dòng này"


def test_headers_in_english_on_request(tmp_path: Path) -> None:
    _write(excel_file, tmp_path, [_document()], language="en")
    assert openpyxl.load_workbook(tmp_path / "tasks.xlsx")["Tasks"]["K1"].value == "Lead agency"


@pytest.mark.parametrize("evil", EVIL)
def test_text_of_a_plan_is_never_a_formula_or_a_link(tmp_path: Path, evil: str) -> None:
    _write(excel_file, tmp_path, [_document(Task(task_id="1", content=evil))])
    cell = openpyxl.load_workbook(tmp_path / "tasks.xlsx")["Nhiệm vụ"]["J2"]
    assert cell.value == evil
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.quotePrefix


def test_rows_of_low_confidence_are_coloured(tmp_path: Path) -> None:
    tasks = [Task(task_id=str(n), content="x", confidence=confidence) for n, confidence in enumerate((0.95, 0.7, 0.3))]
    _write(excel_file, tmp_path, [_document(*tasks)])
    sheet = openpyxl.load_workbook(tmp_path / "tasks.xlsx")["Nhiệm vụ"]
    colours = [sheet.cell(row, 10).fill.fgColor.rgb for row in (2, 3, 4)]
    assert len(set(colours)) == 3


def test_dates_are_dates_and_a_day_that_is_not_in_the_calendar_is_left_out(tmp_path: Path) -> None:
    tasks = (Task(task_id="1", deadline_end="2026-06-30"), Task(task_id="2", deadline_end="2026-06-31"))
    _write(excel_file, tmp_path, [_document(*tasks)])
    _write(parquet_files, tmp_path, [_document(*tasks)])
    column = TASKS.names.index("deadline_end")
    days = [row[column] for row in _sheet_rows(tmp_path / "tasks.xlsx", "Nhiệm vụ")]
    assert [str(day) for day in days] == ["2026-06-30 00:00:00", "None"]
    assert [str(day) for day in pd.read_parquet(tmp_path / "parquet/tasks.parquet")["deadline_end"]] == [
        "2026-06-30",
        "None",
    ]


def test_more_rows_than_a_sheet_holds_go_on_in_a_further_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    _write(excel_file, tmp_path, [_document(*(Task(task_id=str(n), content=f"việc {n}") for n in range(5)))])
    counts = [len(_sheet_rows(tmp_path / "tasks.xlsx", name)) for name in ("Nhiệm vụ", "Nhiệm vụ 2", "Nhiệm vụ 3")]
    assert counts == [2, 2, 1]


def test_a_text_longer_than_a_cell_may_be_ends_with_a_sign_of_it(tmp_path: Path) -> None:
    _write(excel_file, tmp_path, [_document(Task(task_id="1", content="x" * 40_000))])
    value = openpyxl.load_workbook(tmp_path / "tasks.xlsx")["Nhiệm vụ"]["J2"].value
    assert isinstance(value, str)
    assert len(value) == excel.LONGEST_CELL
    assert value.endswith("…")


# Parquet


def test_parquet_columns_have_types(output: Path) -> None:
    frame = pd.read_parquet(output / "parquet/tasks.parquet", dtype_backend="pyarrow")
    kinds = {name: str(frame.dtypes[name]) for name in ("deadline_end", "is_heading", "confidence", "content")}
    assert kinds == {
        "deadline_end": "date32[day][pyarrow]",
        "is_heading": "bool[pyarrow]",
        "confidence": "double[pyarrow]",
        "content": "string[pyarrow]",
    }


def test_many_rows_are_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_AT_A_TIME", 2)
    _write(parquet_files, tmp_path, [_document(Task(task_id=str(n)), source=f"{n}.txt") for n in range(5)])
    assert pd.read_parquet(tmp_path / "parquet/tasks.parquet")["task_id"].tolist() == list("01234")


# SQLite


def test_the_database_has_keys_and_indexes(output: Path) -> None:
    with sqlite3.connect(output / "kehoach.sqlite") as database:
        names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert names == {"documents", "tasks", "task_agencies", "citations", "targets", "warnings"}
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM task_agencies WHERE agency = 'x'").fetchall()
        assert "task_agencies_by_agency_role" in plan[0][-1]


def test_two_inputs_of_the_same_bytes_are_two_documents(tmp_path: Path) -> None:
    documents = [_document(Task(task_id="1"), source=source) for source in ("a.txt", "b.txt")]
    _write(sqlite_file, tmp_path, documents)
    with sqlite3.connect(tmp_path / "kehoach.sqlite") as database:
        assert database.execute("SELECT count(*) FROM tasks").fetchone() == (2,)


# Data package


def test_the_data_package_validates_the_csv_files(output: Path) -> None:
    from frictionless import Package

    report = Package(str(output / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert [task.stats["rows"] for task in report.tasks] == [4, 2]


def test_the_data_package_finds_a_broken_cell(output: Path, tmp_path: Path) -> None:
    from frictionless import Package

    for name in ("datapackage.json", "tasks.csv", "documents.csv"):
        (tmp_path / name).write_bytes((output / name).read_bytes().replace(b"2026-06-30", b"2026-06-99"))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert {error[0] for error in report.flatten(["fieldName"])} == {"deadline_end"}


# JSON Lines


def test_json_lines_hold_whole_documents_and_tasks_with_their_lists(output: Path) -> None:
    documents = [json.loads(line) for line in (output / "documents.jsonl").read_text().splitlines()]
    assert [len(document["tasks"]) for document in documents] == [3, 1]
    assert "timings" not in documents[0]
    task = json.loads((output / "tasks.jsonl").read_text().splitlines()[0])
    assert task["coordinating_agency_list"] == ["Công an xã", "Phòng Kinh tế"]
    assert task["document_number"] == "01/KH-UBND"


def test_warnings_and_citations_keep_their_place(tmp_path: Path) -> None:
    document = _document(
        metadata=Metadata(period=(2026, 2030)),
        warnings=(Warning(code="x", message="Xem lại", page=2, line=7),),
        citations=(Citation(type="Luật", page=1, line=3),),
    )
    assert list(WARNINGS.rows(document)) == [["a.txt", 1, 2, 7, "x", "Xem lại"]]


def test_formats_that_the_folder_holds_already_are_kept_up_to_date(tmp_path: Path) -> None:
    plans = make_inputs(tmp_path / "plans", {"a.txt": "Một\n"})
    run(plans, tmp_path / "out", formats=("csv", "jsonl"))
    make_inputs(plans, {"b.txt": "Hai\n"})
    run(plans, tmp_path / "out", formats=("csv",))
    assert len((tmp_path / "out/tasks.jsonl").read_text().splitlines()) == 2
