"""Pieces of cells of text read across that stand in a neighbour's cell in row after row."""

from __future__ import annotations

import pytest

from extractors.tasks.displaced import with_pieces_in_place
from extractors.tasks.model import Column, RowKind, TableRow
from tests.task_columns import FIELDS

COLUMNS = [Column(index, field, field) for index, field in enumerate(FIELDS)]
CONTENT, LEAD, COORDINATING, DEADLINE, PRODUCT = range(1, 6)


def row(content: str, lead: str, coordinating: str, deadline: str = "Hằng năm", product: str = "Báo cáo") -> TableRow:
    cells = {CONTENT: content, LEAD: lead, COORDINATING: coordinating, DEADLINE: deadline, PRODUCT: product}
    return TableRow(RowKind.ROW, {column: text for column, text in cells.items() if text})


OTHERS = [
    row("Rà soát văn bản", "Phòng Kinh tế", "Trưởng các thôn"),
    row("Tập huấn", "Trạm Y tế", "Công an xã", product="Kế hoạch"),
    row("Họp giao ban", "Phòng Kinh tế", "Hội Nông dân xã", product="Kế hoạch"),
    row("Sửa mái nhà kho", "Văn phòng HĐND và UBND xã", "Trưởng các thôn"),
]


def test_a_piece_goes_to_the_cell_whose_company_it_keeps() -> None:
    rows = [
        row("Dọn rác", "Phòng Kinh tế xã", "Đoàn Thanh niên"),
        row("Trồng tre", "Trạm Y tế", "Đoàn Thanh niên", product="Kế hoạch xã"),
        row("Dạy bơi cho trẻ em", "Phòng Kinh tế xã", "Đoàn Thanh niên"),
    ]
    placed = with_pieces_in_place([*OTHERS, *rows], COLUMNS)
    assert placed[: len(OTHERS)] == OTHERS
    assert [its.cells[COORDINATING] for its in placed[len(OTHERS) :]] == ["Đoàn Thanh niên\nxã"] * 3
    assert [its.cells[LEAD] for its in placed[len(OTHERS) :]] == ["Phòng Kinh tế", "Trạm Y tế", "Phòng Kinh tế"]
    assert placed[-1].notes == ("“xã” đọc ở ô “lead_agency”, đưa về ô “coordinating_agencies”",)
    assert placed[-1].confidence < 1.0


def test_the_first_words_of_a_body_that_were_taken_for_a_lead() -> None:
    rows = [row(f"Vận động nhân dân đợt {n}", "Ủy ban", "Mặt trận Tổ quốc Việt Nam xã") for n in range(3)]
    placed = with_pieces_in_place([*OTHERS, *rows], COLUMNS)
    assert [its.cells[COORDINATING] for its in placed[-3:]] == ["Ủy ban\nMặt trận Tổ quốc Việt Nam xã"] * 3
    assert not any(its.cells[LEAD] for its in placed[-3:])


def test_a_lead_that_always_stands_beside_one_body_keeps_its_words() -> None:
    rows = [row(f"Kiểm tra đợt {n}", "Văn phòng HĐND và UBND xã", "Đoàn Thanh niên") for n in range(4)]
    assert with_pieces_in_place([*OTHERS, *rows], COLUMNS) == [*OTHERS, *rows]


def test_the_year_before_the_second_half_of_a_deadline() -> None:
    torn = row("Kéo cáp quang", "Phòng Kinh tế", "Trưởng các thôn", "- 2031", "Mô hình được 2027\nnghiệm thu")
    (placed,) = with_pieces_in_place([torn], COLUMNS)
    assert (placed.cells[DEADLINE], placed.cells[PRODUCT]) == ("2027\n- 2031", "Mô hình được\nnghiệm thu")


@pytest.mark.parametrize(("content", "product"), [("Đợt 2026", "Báo cáo 2027"), ("Tổng kết năm 2026", "Báo cáo")])
def test_a_year_of_another_cell_stays_there(content: str, product: str) -> None:
    torn = row(content, "Phòng Kinh tế", "Trưởng các thôn", "- 2031", product)
    assert with_pieces_in_place([torn], COLUMNS) == [torn]


def test_a_whole_body_beside_which_always_the_same_one_stands_is_the_lead() -> None:
    rows = [row(f"Trực tiếp dân đợt {n}", "Phòng Tư pháp", "Các phòng chuyên môn\nthuộc UBND xã") for n in range(3)]
    assert with_pieces_in_place([*OTHERS, *rows], COLUMNS) == [*OTHERS, *rows]


def test_a_piece_of_two_lines() -> None:
    torn = "và các cơ quan\nliên quan"
    rows = [
        row("Dọn rác", "Phòng Kinh tế\n" + torn, "Công an xã, Trạm Y tế"),
        row("Trồng tre", torn, "Công an xã, Trạm Y tế"),
        row("Dạy bơi", torn, "Công an xã, Trạm Y tế"),
    ]
    placed = with_pieces_in_place([*OTHERS, *rows], COLUMNS)[-3:]
    assert [its.cells[COORDINATING] for its in placed] == ["Công an xã, Trạm Y tế\n" + torn] * 3
    assert [its.cells[LEAD] for its in placed] == ["Phòng Kinh tế", "", ""]


def test_the_next_body_of_a_list() -> None:
    rows = [row(f"Trực tiếp dân đợt {n}", "Trạm Y tế", "Văn phòng HĐND và UBND xã,") for n in range(3)]
    placed = with_pieces_in_place([*OTHERS, *rows], COLUMNS)[-3:]
    assert [its.cells[COORDINATING] for its in placed] == ["Văn phòng HĐND và UBND xã,\nTrạm Y tế"] * 3


@pytest.mark.parametrize(
    ("lead", "product"),
    [
        ("Phòng Kinh tế", "Kế hoạch;\nbáo cáo kết quả"),  # a list goes on
        ("Phòng Kinh tế\n-", "Kế hoạch"),  # no word
        ("Phòng Kinh tế", "Báo cáo\nkết quả thực hiện"),  # reads on where it stands, not in the other cell
    ],
)
def test_what_keeps_company_and_belongs_where_it_is(lead: str, product: str) -> None:
    rows = [row(f"Kiểm tra đợt {n}", lead, "Đoàn Thanh niên xã", product=product) for n in range(4)]
    known = [row("Sơ kết", "Phòng Kinh tế", "Công an xã", product="Kế hoạch;")]
    assert with_pieces_in_place([*OTHERS, *known, *rows], COLUMNS) == [*OTHERS, *known, *rows]


def test_the_head_of_a_name_alone_is_no_body() -> None:
    rows = [row(f"Trình duyệt đợt {n}", "Văn phòng", "UBND\ntỉnh, Sở Tài chính") for n in range(3)]
    placed = with_pieces_in_place([*OTHERS, *rows], COLUMNS)[-3:]
    assert [its.cells[COORDINATING] for its in placed] == ["Văn phòng\nUBND\ntỉnh, Sở Tài chính"] * 3
