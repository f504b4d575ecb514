"""Short cells of a garbled table told by its repetition; figures, other bodies and other spellings stay themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.folding import fold
from extractors.tasks.mending import mend
from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.rows import one_line
from extractors.tasks.settling import settled

LEAD = Column(2, "Chủ trì", FieldName.LEAD)
DEADLINE = Column(3, "Thời hạn", FieldName.DEADLINE)
PRODUCT = Column(4, "Sản phẩm", FieldName.PRODUCT)


def mended(column: Column, *cells: str, printed: Sequence[str] = ()) -> list[str]:
    rows = [
        TableRow(RowKind.ROW, {1: f"Việc {n}", column.index: text}, printed={column.index: read})
        for n, (text, read) in enumerate(zip(cells, printed or cells, strict=True))
    ]
    found = mend(rows, [Column(1, "Nội dung", FieldName.CONTENT), column])
    for row, text in zip(found, cells, strict=True):
        changed = row.cells[column.index] != text
        assert bool(row.notes) == changed == (row.confidence < 1.0)
    return [row.cells[column.index] for row in found]


CENTRE = "Trung tâm Phục vụ hành chính công"
COUNCIL = "Văn phòng HĐND và UBND xã"
EVERYONE = "Các cơ quan, đơn vị"


@pytest.mark.parametrize(
    ("column", "usual", "damaged"),
    [
        (LEAD, CENTRE, "Trung tâm Phục\nvụ\ncông"),  # words lost inside
        (LEAD, CENTRE, "Trung tâm Phục\nvụ héf}h chính\ncông"),  # a word with a sign inside is no other word
        (LEAD, COUNCIL, "Văn phòng\nHĐND và\nVăn phòng(‘)nợ"),  # its last line is the next row's first
        (PRODUCT, "Danh mục thủ tục, đơn giản hóa quy trình", "Danh mục thu fục. đồn gian hòe quy tlình"),
    ],
)
def test_a_cell_that_the_other_rows_have_is_told_from_its_larger_part(column: Column, usual: str, damaged: str) -> None:
    assert mended(column, usual, usual, damaged, usual)[2] == usual


def test_of_what_nearly_all_rows_have_two_words_are_enough() -> None:
    assert mended(LEAD, *[EVERYONE] * 9, "00\nđơn vị\nvi phạm")[-1] == EVERYONE
    assert mended(LEAD, *[EVERYONE] * 9, "Công an xã")[-1] == "Công an xã"


def test_only_the_last_word_legible_is_the_cell_of_the_row_above_if_no_other_ends_so() -> None:
    assert mended(LEAD, CENTRE, CENTRE, CENTRE, "công", "Công an xã")[3] == CENTRE
    other = "Ban Quản lý dự án đầu tư công"
    assert mended(LEAD, CENTRE, other, other, other, CENTRE, CENTRE, "công", "Công an xã")[6] == "công"


def test_what_was_read_tells_a_cell_of_which_restoration_made_other_words() -> None:
    usual, read = "Hội Làm vườn và Trang trại", "Hoi Lam vuon va Trang trai"
    got = mended(LEAD, *[usual] * 3, "Hồi Lâm vụ ôn vã Tràng thải", printed=[read] * 3 + ["Hoi Lam vuon va Trang trai"])
    assert got[3] == usual


def test_figures_quarters_and_spellings_are_never_changed() -> None:
    assert mended(DEADLINE, *["Quý II/2027"] * 4, "Quý III/2027")[-1] == "Quý III/2027"
    assert mended(LEAD, *[COUNCIL] * 4, "Văn phòng HĐND&UBND")[-1] == "Văn phòng HĐND&UBND"
    assert mended(DEADLINE, *["2026-2029"] * 4, "2026 - 2029")[-1] == "2026 - 2029"


def test_a_full_name_does_not_become_the_cut_one_of_many_rows() -> None:
    cut, full = "Báo và Phát thanh, Truyền", "Báo và Phát thanh, Truyền hình tỉnh"
    assert mended(LEAD, *[cut] * 4, full)[-1] == full


def test_another_body_with_nearly_the_same_letters_stays() -> None:
    assert mended(LEAD, *["Thường trực UBND xã"] * 4, "Thường trực HĐND xã")[-1] == "Thường trực HĐND xã"


def test_a_product_begins_as_other_products_do() -> None:
    others = ("Báo cáo (theo mẫu)", "Báo cáo quý", "Báo cáo, đề xuất")
    assert mended(PRODUCT, *others, "Báo cho (theo biểu số 2)")[-1] == "Báo cáo (theo biểu số 2)"
    assert mended(PRODUCT, *others, "Bảo trì cổng")[-1] == "Bảo trì cổng"


def text_of(column: Column, *cells: str) -> list[str]:
    rows = [TableRow(RowKind.ROW, {column.index: text}) for text in cells]
    return [row.cells[column.index] for row in settled(rows, column)]


def test_known_bodies_have_their_marks_and_keep_their_capitals() -> None:
    assert text_of(LEAD, "Hội Nông dân xa, các hợp tác xa; CÔNG AN XA") == [
        "Hội Nông dân xã, các hợp tác xa; CÔNG AN XÃ"
    ]
    assert text_of(PRODUCT, "Công an xa") == ["Công an xa"]


def test_of_two_forms_of_a_name_the_one_whose_dash_lost_a_space_gives_way() -> None:
    whole = "Tổ Văn hóa - Thông tin"
    assert text_of(LEAD, "Tổ Văn hóa- Thông tin", "Tổ Văn hóa- Thông tin", whole) == [whole] * 3
    assert text_of(LEAD, "Ban KT-HT", "Ban KT-HT") == ["Ban KT-HT"] * 2


@given(st.text(alphabet="aàáãxXãông ,;Cn-", max_size=30))
def test_the_marks_of_known_bodies_change_no_letter(text: str) -> None:
    (settled_text,) = text_of(LEAD, text)
    assert fold(one_line(settled_text)) == fold(one_line(text))
