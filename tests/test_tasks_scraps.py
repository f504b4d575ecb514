"""Scraps of neighbouring cells at the ends of a garbled cell's lines go to the notes; words, names and damaged words of
the cell itself stay."""

from __future__ import annotations

import pytest

from extractors.tasks.model import RowKind, TableRow
from extractors.tasks.scraps import without_scraps


def kept(text: str, printed: str = "") -> tuple[str, tuple[str, ...]]:
    row = TableRow(RowKind.ROW, {1: text}, confidence=0.9, printed={1: printed or text})
    (found,) = without_scraps([row])
    assert (found.confidence < 0.9) == bool(found.notes)
    return found.cells[1], found.notes


@pytest.mark.parametrize(
    ("text", "cell", "scrap"),
    [
        (
            "Tổ chức kiểm tra, giám sát việc Tqxlv;g\nthực hiện nhiệm vụ",
            "Tổ chức kiểm tra, giám sát việc\nthực hiện nhiệm vụ",
            "Tqxlv;g",
        ),
        ("Nâng cao chất lượng, Xgrlb\nhiệu quả công tác", "Nâng cao chất lượng,\nhiệu quả công tác", "Xgrlb"),
        ("đã được phê duyệt Crrlb xevvg\ntheo quy định", "đã được phê duyệt\ntheo quy định", "Crrlb xevvg"),
    ],
)
def test_letters_that_are_no_word_where_the_line_reads_on_without_them(text: str, cell: str, scrap: str) -> None:
    assert kept(text) == (cell, (f"Mảnh chữ không đọc được: “{scrap}”",))


def test_a_line_of_specks_that_restoration_made_a_word_of() -> None:
    text, notes = kept("quản lý nhà nước trong lĩnh vực\ntreo", "quan ly nha nuoc trong linh vuc\nre o~")
    assert text == "quản lý nhà nước trong lĩnh vực"
    assert "treo" in notes[0]
    assert kept("Phục vụ người dân\nở xã", "Phuc vu nguoi dan\no xa")[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        "Phát triển hạ tefmg\ntruyền dẫn",  # a damaged word: the next line does not go on with the one before it
        "Quản lý nhà nuqzxe",  # at the end of the cell
        "Cập nhật phần mềm VNPT-HIS\nvà các hệ thống",
        "theo tiêu chuẩn (IoTx)\ncủa thành phố",
    ],
)
def test_what_may_be_a_word_of_the_cell_stays(text: str) -> None:
    assert kept(text) == (text, ())
