"""A line read across a table is cut into cells beside those that its row holds open."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from extractors.tasks.lines import TextLine
from extractors.tasks.model import Column, FieldName
from extractors.tasks.pieces import Cut
from extractors.tasks.splitting import LineWords, PreparedLine, cuts, deadline_likeness, evidence_for
from extractors.tasks.table_model import TableModel, WordKeys, learned
from extractors.tasks.tokens import Token, tokens_of
from tests.task_columns import FIELDS


def columns_of(*fields: FieldName) -> list[Column]:
    return [Column(index, "", name) for index, name in enumerate(fields)]


COLUMNS = columns_of(*FIELDS)


def model_of(tokens: Sequence[Token], columns: Sequence[Column], *, marked: bool = True) -> TableModel:
    return learned([], columns, WordKeys([tokens]), marked=marked)


def best_cut(
    text: str,
    columns: Sequence[Column] = COLUMNS,
    open_cells: dict[int, str] | None = None,
    *,
    marked: bool = True,
) -> list[str]:
    """The pieces of the best cut, each behind its column's field."""
    tokens = tokens_of(TextLine(text, 1, 1))
    model = model_of(tokens, columns, marked=marked)
    tails = [(open_cells or {}).get(column.index, "") for column in columns]
    words = LineWords(PreparedLine.of(tokens, model.keys), model, 0, on_first_line=not open_cells)
    found = cuts(words, columns, tails, lambda _: 4.0)
    return [f"{columns[piece.column].field.value}: {piece.text}" for piece in found[0].pieces]


def test_a_line_through_all_columns_is_cut_although_nothing_is_printed_between_them() -> None:
    assert best_cut("3 Mở lớp dạy nghề rèn Phòng Kinh tế Hội Phụ nữ Quý II/2027 Báo cáo") == [
        "number: 3",
        "content: Mở lớp dạy nghề rèn",
        "lead_agency: Phòng Kinh tế",
        "coordinating_agencies: Hội Phụ nữ",
        "deadline: Quý II/2027",
        "product: Báo cáo",
    ]


def test_what_goes_on_with_an_open_cell_stands_in_it() -> None:
    cells = {1: "tập huấn cho cán", 2: "tâm Phục vụ", 5: "hồ sơ"}
    assert best_cut("bộ các thôn hành chính công", open_cells=cells) == [
        "content: bộ các thôn",
        "lead_agency: hành chính công",
    ]


def test_a_product_behind_a_whole_deadline_loses_no_word() -> None:
    columns = columns_of(FieldName.CONTENT, FieldName.DEADLINE, FieldName.PRODUCT)
    assert best_cut("Tuần tra rừng đầu nguồn | Hằng năm Báo cáo", columns) == [
        "content: Tuần tra rừng đầu nguồn",
        "deadline: Hằng năm",
        "product: Báo cáo",
    ]


def test_no_content_begins_inside_brackets() -> None:
    assert best_cut("SIPAS), chỉ số hài lòng", open_cells={1: "Công bố các chỉ số (PAPI,"}) == [
        "content: SIPAS), chỉ số hài lòng"
    ]
    line = tokens_of(TextLine("Chỉ (PAPI) PAPI), b)", 1, 1))
    words = LineWords(PreparedLine.of(line, WordKeys([line])), model_of(line, COLUMNS), 0, on_first_line=False)
    fresh, whole, inside, label = (words.gain(COLUMNS[1], "", at, opens=True)[0] for at in range(4))
    assert min(fresh, whole, label) > inside + 4.0


def test_letters_left_out_were_the_cell_of_the_column_that_they_stand_in() -> None:
    """Two columns of bodies: of the first one only scraps are legible."""
    bodies = columns_of(FieldName.CONTENT, FieldName.LEAD, FieldName.COORDINATING)
    assert best_cut("kiểm tra hồ sơ xqzhjk Trạm Y tế xã", bodies, {0: "Rà soát danh mục,"})[-1] == (
        "coordinating_agencies: Trạm Y tế xã"
    )
    assert best_cut("kiểm tra hồ sơ Trạm Y tế xã", bodies, {0: "Rà soát danh mục,"})[-1] == "lead_agency: Trạm Y tế xã"


def test_a_dash_at_the_end_of_a_name_stays_with_it() -> None:
    columns = columns_of(FieldName.CONTENT, FieldName.LEAD, FieldName.COORDINATING)
    assert best_cut("Mở lớp dạy nghề | Phòng Văn hóa - Các cơ quan,", columns)[1] == "lead_agency: Phòng Văn hóa -"


def test_persons_stand_in_a_column_that_is_named_after_them() -> None:
    columns = [
        Column(0, "Nội dung", FieldName.CONTENT),
        Column(1, "Lãnh đạo phụ trách", FieldName.EXTRA),
        Column(2, "Cơ quan chủ trì", FieldName.LEAD),
    ]
    assert best_cut("Tuần tra rừng Phó Chủ tịch Phòng Kinh tế", columns) == [
        "content: Tuần tra rừng",
        "extra: Phó Chủ tịch",
        "lead_agency: Phòng Kinh tế",
    ]


def test_lines_of_a_deadline_that_goes_on_are_deadlines() -> None:
    assert deadline_likeness("2027 - tháng") > 0.5
    assert deadline_likeness("- tháng 3/2030") > 0.5
    assert deadline_likeness("111/2027") > 0.5
    assert deadline_likeness("4 2030") < deadline_likeness("2030")


def test_a_told_cut_is_judged_by_the_same_words() -> None:
    tokens = tokens_of(TextLine("Tuần tra rừng | Phòng Kinh tế", 1, 1))
    columns = columns_of(FieldName.CONTENT, FieldName.LEAD)
    model = model_of(tokens, columns)
    words = LineWords(PreparedLine.of(tokens, model.keys), model, 0, on_first_line=True)
    right, *others = cuts(words, columns, ["", ""], lambda _: 0.0)

    def judged(cut: Cut) -> float:
        return evidence_for(cut, words, columns, ["", ""])

    moved = right._replace(pieces=tuple(piece._replace(column=1 - piece.column) for piece in right.pieces[::-1]))
    assert judged(right) > judged(moved)
    assert others


@given(
    st.lists(
        st.sampled_from("Phòng Kinh tế | tuần tra rừng . 2026- Báo cáo 3 các thôn".split()), min_size=1, max_size=14
    )
)
def test_pieces_are_words_of_the_line_in_order_and_columns_from_left_to_right(words: list[str]) -> None:
    tokens = tokens_of(TextLine(" ".join(words), 1, 1))
    model = model_of(tokens, COLUMNS)
    line = LineWords(PreparedLine.of(tokens, model.keys), model, 0, on_first_line=True)
    for cut in cuts(line, COLUMNS, [""] * 6, lambda _: 0.0):
        columns = [piece.column for piece in cut.pieces]
        assert columns == sorted(set(columns))
        assert all(a.end <= b.first for a, b in zip(cut.pieces, cut.pieces[1:], strict=False))
        for piece in cut.pieces:
            inside = [token.text for token in tokens[piece.first : piece.end]]
            assert piece.text.split() == " ".join(inside).split()


def test_a_word_whose_marks_were_lost_goes_on_with_the_cell_that_any_word_of_its_letters_goes_on_with() -> None:
    """The last line of a cell often has a visual line to itself, where nothing tells restoration "ban" from "bàn"."""
    open_cells = {1: "chỉ dẫn song ngữ", 3: "các trường học trên địa"}
    assert best_cut("ban", open_cells=open_cells, marked=False) == ["coordinating_agencies: ban"]
    assert best_cut("ban", open_cells=open_cells) == ["content: ban"]


def test_the_marks_of_the_word_above_may_be_as_wrong() -> None:
    open_cells = {1: "trang thiết bị", 5: "văn bản được bỏ"}
    assert best_cut("sung", open_cells=open_cells, marked=False) == ["product: sung"]
    assert best_cut("sung", open_cells=open_cells) == ["content: sung"]


def content_gain(text: str, open_cell: str = "", *, marked: bool = True) -> float:
    """Evidence for the line's first word in a content."""
    tokens = tokens_of(TextLine(text, 1, 1))
    model = model_of(tokens, COLUMNS, marked=marked)
    words = LineWords(PreparedLine.of(tokens, model.keys), model, 0, on_first_line=True)
    return words.gain(COLUMNS[1], open_cell, 0, opens=True)[0]


def test_a_capital_of_the_same_shape_as_the_small_letter_tells_less_in_damaged_text() -> None:
    above = "ghi sổ từng chuyến tuần tra rừng đầu nguồn"
    damaged, printed = (content_gain("Và báo ngay khi thấy khói", above, marked=marked) for marked in (False, True))
    assert damaged > printed


def test_scraps_before_a_bar_earn_no_cell_by_it() -> None:
    pieces = best_cut("Ru o . | Trạm Y tế | Các thôn", open_cells={1: "nạo vét kênh"})
    assert pieces == ["lead_agency: Trạm Y tế", "coordinating_agencies: Các thôn"]


def test_two_single_letters_that_restoration_made_a_word_of_are_specks() -> None:
    tokens = tokens_of(TextLine("QUÝ Êu, . ..", 1, 1, sources=("QIT", "E u,", ".", "..")))
    assert all(token.speck for token in tokens)


def test_a_number_among_scraps_is_no_row_number() -> None:
    assert best_cut("18 endh 2 wipes Quý II/2027", open_cells={1: "hóa thôn"})[-1] == "deadline: Quý II/2027"
    assert "number: 2" not in best_cut("endh rin 2 wipes Quý II/2027", open_cells={1: "hóa thôn"})
    assert best_cut("' 2 Mở lớp dạy nghề rèn")[0] == "number: 2"


def test_the_first_word_of_a_deadline_is_no_other_cell_s_last() -> None:
    text = "3 Mở lớp dạy nghề Phòng Kinh tế Các phòng, ban, Quý II/2027"
    assert best_cut(text)[-2:] == ["coordinating_agencies: Các phòng, ban,", "deadline: Quý II/2027"]
    assert best_cut("4 Báo cáo tiến độ hằng tháng 12/2027")[-1] == "deadline: 12/2027"
