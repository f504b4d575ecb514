"""What the rows read so far show of a table's columns."""

from __future__ import annotations

import pytest

from extractors.tasks.lines import TextLine
from extractors.tasks.model import Column, FieldName
from extractors.tasks.print_width import printed_width
from extractors.tasks.table_model import SHARES, ReadPiece, WordKeys, learned
from extractors.tasks.tokens import tokens_of

CONTENT = Column(0, "", FieldName.CONTENT)
LEAD = Column(1, "", FieldName.LEAD)
NOTHING = WordKeys([])


def keys_of(*lines: str) -> WordKeys:
    return WordKeys([tokens_of(TextLine(line, 1, 1)) for line in lines])


def rows(lead: str, lines: int = 3, times: int = 8) -> list[ReadPiece]:
    """Rows of some lines of content, with a lead beside the first."""
    pieces = []
    for row in range(times):
        first = row * lines
        pieces.append(ReadPiece(row, first, 1, lead))
        pieces += [ReadPiece(row, first + line, 0, "tuần tra rừng đầu nguồn") for line in range(lines)]
    return pieces


def test_a_rare_word_counts_as_the_frequent_one_that_is_a_letter_from_it() -> None:
    keys = keys_of(*["Phòng Thanh tra"] * 5, "Phòng Thamh tra")
    assert keys("Thamh") == keys("Thanh") == "thanh"


def test_short_words_are_taken_as_they_are() -> None:
    keys = keys_of(*["hành chính công"] * 5, "giao dịch lớn")
    assert keys("lớn") == "lon"


def test_the_last_two_words_of_a_cell() -> None:
    assert NOTHING.last_two("") == ("<", "<")
    assert NOTHING.last_two("Phòng") == ("<", "phong")
    assert NOTHING.last_two("Phòng Kinh tế") == ("kinh", "te")


def test_without_rows_only_what_is_known_beforehand() -> None:
    model = learned([], [CONTENT, LEAD], NOTHING)
    assert not model.widths
    assert not model.first


def test_words_inside_products_weigh_less_once_rows_were_read() -> None:
    columns = [CONTENT, Column(1, "", FieldName.PRODUCT)]
    assert not learned([], columns, NOTHING).shares
    assert learned(rows("Báo cáo"), columns, NOTHING).shares == {1: SHARES[FieldName.PRODUCT]}


def test_what_a_line_was_read_with_says_nothing_of_the_line_itself() -> None:
    """What was cut wrongly would prove itself right."""
    twice = [ReadPiece(row, row, 1, "Trạm Kiểm lâm số liệu") for row in (1, 2)]
    word = ("Kiểm lâm số", ("lam", "so"), "lieu", "liệu", "")
    once, both = (learned(read, [CONTENT, LEAD], NOTHING) for read in (twice[:1], twice))
    unread = learned([], [CONTENT, LEAD], NOTHING).words[1].goes_on(*word)
    own = once.runs[1, 1]
    assert once.words[1].goes_on(*word) > unread
    assert once.words[1].goes_on(*word, without=own) == pytest.approx(unread, abs=0.1)
    assert both.words[1].goes_on(*word, without=own) == pytest.approx(once.words[1].goes_on(*word), abs=0.1)


def test_widths_are_those_of_lines_that_another_line_follows() -> None:
    model = learned(rows("Công an"), [CONTENT, LEAD], NOTHING)
    assert model.widths[0].least == pytest.approx(printed_width("tuần tra rừng đầu nguồn"))


def test_cells_that_always_begin_on_the_first_line_of_their_row_are_expected_there() -> None:
    on_first, below = learned(rows("Công an"), [CONTENT, LEAD], NOTHING).first[1]
    assert on_first > 0 > below


def test_cells_that_do_not_begin_as_those_of_their_column_teach_nothing() -> None:
    model = learned(rows("mưa đá lốc xoáy"), [CONTENT, LEAD], NOTHING)
    word = ("mưa", ("<", "mua"), "da", "đá", "")
    assert model.words[1].goes_on(*word) == learned([], [CONTENT, LEAD], NOTHING).words[1].goes_on(*word)


def test_rows_that_name_one_body_only_do_not_tell_whose_column_it_is() -> None:
    columns = [CONTENT, LEAD, Column(2, "", FieldName.COORDINATING)]
    both = [ReadPiece(row, row, column, name) for row in range(6) for column, name in ((1, "Công an"), (2, "Các thôn"))]
    alone = [ReadPiece(row, row, 1, "Các thôn") for row in range(6, 14)]
    word = ("", ("<", "<"), "cac", "Các", "agency")
    told, untold = learned([*both, *alone], columns, NOTHING), learned(alone, columns, NOTHING)
    assert told.words[2].goes_on(*word) > told.words[1].goes_on(*word)
    assert untold.words[1].goes_on(*word) > untold.words[2].goes_on(*word)


def test_words_in_capitals_belong_to_the_column_that_is_printed_so() -> None:
    columns = [CONTENT, LEAD]
    content = ReadPiece(1, 1, 0, "Đo kiểm phương tiện cân của các chợ")
    loud = learned([content, ReadPiece(1, 1, 1, "CHI CỤC QUẢN LÝ")], columns, NOTHING).capitals
    assert loud[1][True] > 0 > loud[0][True]
    assert loud[0][False] > 0 > loud[1][False]
    assert not learned([content, ReadPiece(1, 1, 1, "Thanh tra UBND")], columns, NOTHING).capitals
