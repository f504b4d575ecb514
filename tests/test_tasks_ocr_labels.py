"""Labels that an engine read badly: mended by the order of groups and rows, and only where it leaves no choice."""

from __future__ import annotations

from dataclasses import replace

from extractors.tasks.model import RowKind, TableRow
from extractors.tasks.ocr_labels import mended_labels

CONTENT = 1


def group(label: str, title: str = "NGUỒN LỰC") -> TableRow:
    return TableRow(RowKind.GROUP, label=label, title=title, confidence=0.9)


def row(label: str, content: str = "Rà soát thủ tục", lead: str = "Văn phòng") -> TableRow:
    return TableRow(RowKind.ROW, cells={CONTENT: content, 2: lead}, label=label, confidence=0.9)


def labels(rows: list[TableRow]) -> list[str]:
    return [mended.label for mended in mended_labels(rows, CONTENT)]


def test_groups_follow_their_order() -> None:
    assert labels([group("l|"), row("1"), group("II"), row("1"), group("m"), row("1"), group("IV"), row("1")]) == [
        "I", "1", "II", "1", "III", "1", "IV", "1",
    ]  # fmt: skip


def test_a_title_in_capitals_with_a_bad_label_is_the_missing_group() -> None:
    heading = row("Hỗ!", "TỔNG KẾT, ĐÁNH GIÁ", lead="")
    mended = mended_labels([group("I"), row("1"), group("II"), row("1"), heading, row("1"), group("IV")], CONTENT)
    assert (mended[4].kind, mended[4].label, mended[4].title) == (RowKind.GROUP, "III", "TỔNG KẾT, ĐÁNH GIÁ")


def test_the_first_group_read_as_a_one_is_a_group() -> None:
    heading = row("1", "TUYÊN TRUYỀN", lead="")
    mended = mended_labels([heading, row("1"), row("2"), group("II"), row("1"), group("III")], CONTENT)
    assert (mended[0].kind, mended[0].label) == (RowKind.GROUP, "I")


def test_groups_counted_by_letters_stay() -> None:
    assert labels([group("A"), row("1"), group("B"), row("1"), group("H")]) == ["A", "1", "B", "1", "H"]


def test_a_number_between_two_is_put_in_and_noted() -> None:
    mended = mended_labels([row("4"), row("B"), row("6"), row("8"), row("8")], CONTENT)
    assert [r.label for r in mended] == ["4", "5", "6", "7", "8"]
    assert mended[1].notes
    assert "“B”" in mended[1].notes[0]


def test_a_stray_sign_at_the_end_is_the_next_number_but_letters_of_sub_rows_stay() -> None:
    assert labels([row("5"), row("6"), row("z")]) == ["5", "6", "7"]
    assert labels([row("3"), row("a"), row("b"), row("c")]) == ["3", "a", "b", "c"]


def test_nothing_is_mended_where_the_engine_did_not_doubt() -> None:
    sure = [replace(r, confidence=1.0) for r in (group("I"), row("1"), row("B"), row("3"), group("H"))]
    assert labels(sure) == ["I", "1", "B", "3", "H"]


def test_letters_of_sub_rows_are_mended_beside_a_sure_b() -> None:
    mended = mended_labels([row("3"), row("8"), row("b"), row("C"), row("4")], CONTENT)
    assert [r.label for r in mended] == ["3", "a", "b", "c", "4"]
    assert mended[1].notes
    assert labels([group("A"), row("1"), group("C"), row("2")]) == ["A", "1", "C", "2"]


def test_specks_beside_a_label_go() -> None:
    assert labels([row("4"), row("5__"), row("6")]) == ["4", "5", "6"]


def test_a_first_title_counted_one_before_group_two_is_group_one() -> None:
    heading = row("1", "Tuyên truyền", lead="")
    mended = mended_labels([heading, row("1"), row("2"), group("II", "Hạ tầng"), row("1")], CONTENT)
    assert (mended[0].kind, mended[0].label, mended[0].title) == (RowKind.GROUP, "I", "Tuyên truyền")
    assert labels([heading, row("2"), group("II", "Hạ tầng"), row("1")]) == ["1", "2", "II", "1"]


def test_a_title_in_small_letters_over_a_row_that_counts_anew_is_the_missing_group() -> None:
    heading = row("Hìi", "Phục vụ người dân", lead="")
    mended = mended_labels([group("I"), row("1"), group("II"), row("1"), row("2"), heading, row("1")], CONTENT)
    assert (mended[5].kind, mended[5].label, mended[5].title) == (RowKind.GROUP, "III", "Phục vụ người dân")
    goes_on = [group("I"), row("1"), group("II"), row("1"), heading, row("2")]
    assert mended_labels(goes_on, CONTENT)[4].kind is RowKind.ROW


def test_a_title_in_capitals_counted_one_over_a_row_one_is_the_next_group() -> None:
    heading = row("1", "KIỂM TRA, GIÁM SÁT", lead="")
    mended = mended_labels([group("I"), row("1"), row("2"), heading, row("1"), row("2")], CONTENT)
    assert (mended[3].kind, mended[3].label) == (RowKind.GROUP, "II")
