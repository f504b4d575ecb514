"""Damaged rows of an interleaved table mended by the table itself, and nothing changed beyond that."""

from __future__ import annotations

import pytest

from extractors.tasks.lines import TextLine
from extractors.tasks.mending import mend
from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.text_table import is_damaged

COLUMNS = (
    Column(0, "TT", FieldName.NUMBER),
    Column(1, "Nội dung", FieldName.CONTENT),
    Column(2, "Chủ trì", FieldName.LEAD),
    Column(3, "Thời hạn", FieldName.DEADLINE),
)


def rows(*cells: tuple[str, str, str, str]) -> list[TableRow]:
    return [TableRow(RowKind.ROW, {1: content, 2: lead, 3: due}, label) for label, content, lead, due in cells]


GOOD = ("", "Rà soát", "Phòng Văn hóa - Xã hội", "2026-2030")


def leads(found: list[TableRow]) -> list[str]:
    return [row.cells[2] for row in found]


def test_a_damaged_form_of_a_repeated_cell_becomes_it_and_says_what_was_read() -> None:
    found = mend(rows(GOOD, GOOD, GOOD, ("", "Kiểm tra", "Phong Van hoa - Xa hol", "2026-2030")), COLUMNS)
    assert leads(found) == ["Phòng Văn hóa - Xã hội"] * 4
    assert "Phong Van hoa - Xa hol" in found[3].notes[0]
    assert found[0].notes == ()


def test_another_body_stays_itself() -> None:
    found = mend(rows(GOOD, GOOD, GOOD, ("", "Kiểm tra", "Phòng Kinh tế", "2026-2030")), COLUMNS)
    assert leads(found)[3] == "Phòng Kinh tế"


def test_digits_are_never_changed() -> None:
    found = mend(rows(GOOD, GOOD, GOOD, ("", "Kiểm tra", "Phòng Kinh tế", "2026-2029")), COLUMNS)
    assert found[3].cells[3] == "2026-2029"


def test_a_deadline_whose_second_line_is_lost_takes_the_usual_one() -> None:
    found = mend(rows(GOOD, GOOD, GOOD, ("", "Kiểm tra", "Phòng Kinh tế", "2026-")), COLUMNS)
    assert found[3].cells[3] == "2026-2030"
    assert found[3].notes


def test_a_number_between_two_printed_ones_is_counted_and_an_open_end_is_not() -> None:
    found = mend(rows(("1", "A", "", ""), ("", "B", "", ""), ("3", "C", "", ""), ("", "D", "", "")), COLUMNS)
    assert [row.label for row in found] == ["1", "2", "3", ""]
    assert found[1].notes


def test_whole_rows_behind_the_last_printed_number_count_on_with_a_note() -> None:
    found = mend(rows(("1", "A", "", ""), ("2", "B", "", ""), ("", "C", "Công an xã", "2026")), COLUMNS)
    assert [row.label for row in found] == ["1", "2", "3"]
    assert found[2].notes


def test_a_group_whose_numbers_do_not_agree_is_left_alone() -> None:
    found = mend(rows(("1", "A", "", ""), ("", "B", "", ""), ("", "C", "", ""), ("3", "D", "", "")), COLUMNS)
    assert [row.label for row in found] == ["1", "", "", "3"]


def test_one_number_misread_among_others_is_that_of_its_place() -> None:
    found = mend(rows(("1", "A", "", ""), ("7", "B", "", ""), ("3", "C", "", "")), COLUMNS)
    assert [row.label for row in found] == ["1", "2", "3"]
    assert "“7”" in found[1].notes[0]
    two = mend(rows(("1", "A", "", ""), ("7", "B", "", ""), ("8", "C", "", ""), ("4", "D", "", "")), COLUMNS)
    assert [row.label for row in two] == ["1", "7", "8", "4"]
    last = mend(rows(("1", "A", "", ""), ("2", "B", "", ""), ("9", "C", "", "")), COLUMNS)
    assert [row.label for row in last] == ["1", "2", "9"]


def test_rows_with_a_bullet_are_not_counted() -> None:
    found = mend(rows(("1", "A", "", ""), ("", "- B", "", ""), ("3", "C", "", "")), COLUMNS)
    assert [row.label for row in found] == ["1", "", "3"]


def test_a_bullet_without_a_heading_above_counts_as_any_row() -> None:
    found = mend(
        rows(("1", "A", "Công an xã", ""), ("", "- B", "Công an xã", ""), ("3", "C", "Công an xã", "")), COLUMNS
    )
    assert [row.label for row in found] == ["1", "2", "3"]


def test_damage_is_seen_in_changed_lines_and_in_words_that_are_none() -> None:
    clean = [TextLine("Rà soát thủ tục hành chính", n, 1, printed="Rà soát thủ tục hành chính") for n in range(9)]
    changed = [TextLine("Rà soát thủ tục hành chính", n, 1, printed="Ra soat thu tuc hanh chinh") for n in range(3)]
    odd = [TextLine("Rx sozt thq tvc hxnh", n, 1) for n in range(9)]
    assert not is_damaged(clean)
    assert is_damaged([*clean, *changed])
    assert is_damaged(odd)


def test_a_long_packaged_name_is_told_with_one_damaged_letter_and_another_name_is_not() -> None:
    found = mend(
        rows(("", "Tiếp dân", "Trung tâm Phục vụ hành chính con", ""), ("", "Họp", "Hội Làm vườn", "")), COLUMNS
    )
    assert leads(found) == ["Trung tâm Phục vụ hành chính công", "Hội Làm vườn"]
    assert "hành chính con" in found[0].notes[0]


def test_a_stray_word_after_a_product_that_another_row_has_goes_to_the_notes() -> None:
    columns = (Column(0, "TT", FieldName.NUMBER), Column(1, "Sản phẩm", FieldName.PRODUCT))
    texts = ["Báo cáo (theo mẫu)", "Báo cáo (theo mẫu)\nlạc", "Sổ tay (bản in)\nphát hành"]
    found = mend([TableRow(RowKind.ROW, {1: text}) for text in texts], columns)
    assert [row.cells[1] for row in found] == [texts[0], texts[0], texts[2]]
    assert "lạc" in found[1].notes[0]


def test_numbers_between_two_printed_ones_are_counted_although_a_row_elsewhere_is_missed() -> None:
    labels = ["1", "", "3", "6", "", "", "9", "", "12"]
    found = mend(rows(*((label, f"Việc {at}", "", "") for at, label in enumerate(labels))), COLUMNS)
    assert [row.label for row in found] == ["1", "2", "3", "6", "7", "8", "9", "", "12"]


def test_one_misread_number_between_two_that_agree_is_that_of_its_place_although_a_row_elsewhere_is_missed() -> None:
    labels = ["1", "4", "7", "6", "7"]
    found = mend(rows(*((label, f"Việc {at}", "", "") for at, label in enumerate(labels))), COLUMNS)
    assert [row.label for row in found] == ["1", "4", "5", "6", "7"]
    assert "đọc là “7”" in found[2].notes[0]


def groups(*titles: tuple[str, str]) -> list[TableRow]:
    return [TableRow(RowKind.GROUP, label=label, title=title) for label, title in titles]


@pytest.mark.parametrize(
    ("read", "labels"),
    [
        (["", "II", "", "IV", ""], ["I", "II", "III", "IV", "V"]),
        (["A", "", "C", ""], ["A", "B", "C", "D"]),
        (["", "", "VI", "VII", ""], ["", "", "VI", "VII", ""]),
        (["I", "", "IV", "", "VI"], ["I", "", "IV", "V", "VI"]),
        (["", "", ""], ["", "", ""]),
    ],
)
def test_lost_labels_of_groups_are_counted_where_the_printed_ones_agree(read: list[str], labels: list[str]) -> None:
    found = mend(groups(*((label, "KIỂM TRA, GIÁM SÁT") for label in read)), COLUMNS)
    assert [row.label for row in found] == labels
    counted = [label if label != before else "" for before, label in zip(read, labels, strict=True)]
    notes = [f"Nhãn nhóm {label} suy ra từ thứ tự các nhóm" if label else "" for label in counted]
    assert ["".join(row.notes) for row in found] == notes


def test_groups_are_not_counted_where_one_title_is_not_printed_like_the_others() -> None:
    found = mend(groups(("I", "KIỂM TRA"), ("", "Lắp cầu treo"), ("III", "TỔNG KẾT")), COLUMNS)
    assert [row.label for row in found] == ["I", "", "III"]
