"""CSV files: a BOM, RFC 4180, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from extractors.facts import Task
from extractors.layout import TextOrigin
from pipeline.document import Document, Source
from pipeline.writers.atomic import whole_file, write_whole
from pipeline.writers.csv_writer import csv_stream, neutralised
from pipeline.writers.tables import TASKS

CONTRACT = (
    "document_id source issuing_agency document_number group group_title number parent is_heading content lead_agency "
    "coordinating_agencies deadline deadline_start deadline_end recurrence product pages confidence"
).split()


def _document(*tasks: Task) -> Document:
    source = Source(path="a.txt", sha256="0" * 64, media_type="text/plain", page_count=1, text_origin=TextOrigin.TEXT)
    return Document(document_id="0" * 16, source=source, tasks=tasks)


def test_the_first_columns_are_those_of_the_contract() -> None:
    assert list(TASKS.names[: len(CONTRACT)]) == CONTRACT


def test_the_file_opens_with_a_bom_and_reads_back() -> None:
    stream = io.StringIO()
    csv_stream(TASKS, stream)(_document(Task(task_id="t1", content='Rà soát, "cắt giảm"', pages=(2, 3))))
    text = stream.getvalue()
    assert text.startswith("\ufeff")
    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert row["content"] == 'Rà soát, "cắt giảm"'
    assert row["pages"] == "2; 3"
    assert row["is_heading"] == "false"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(start: str) -> None:
    assert neutralised(f"{start}HYPERLINK(1)").startswith("'")


def test_other_text_stays_as_it_is() -> None:
    assert neutralised("Báo cáo = kết quả") == "Báo cáo = kết quả"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "tasks.csv"
    write_whole(target, "cũ")

    def interrupted() -> None:
        with whole_file(target) as temporary:
            temporary.write_text("một nửa", encoding="utf-8")
            raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        interrupted()
    assert target.read_text(encoding="utf-8") == "cũ"
    assert [path.name for path in tmp_path.iterdir()] == ["tasks.csv"]
