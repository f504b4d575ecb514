"""The ways to cut a line of text that keeps its layout."""

from __future__ import annotations

from extractors.tasks.layout_cuts import PageCuts, PlacedLine, column_widths
from extractors.tasks.lines import WORD

PAGE = """\
Nạo vét mương Rộc           Tổ thủy lợi        Mương sạch
Sửa cống                    Phòng Kinh tế      Cống mới
Trồng tre ngoài bãi Đìa     Phòng Kinh tế      Hàng tre
Đổ bê tông ngõ Giếng        Tổ thủy lợi        Ngõ mới
Mua thuyền nan              Tổ thủy lợi        Thuyền nan"""
GAPS = (26.0, 45.0)


def placed(text: str) -> PlacedLine:
    return PlacedLine.of(text, [found.span() for found in WORD.finditer(text)])


LINES = [placed(text) for text in PAGE.split("\n")]
WIDTHS = {0: 23.0, 1: 14.0, 2: 12.0}


def ways(text: str) -> list[tuple[int, ...]]:
    return [way.places for way in PageCuts.of(LINES, GAPS, WIDTHS).ways(placed(text))]


def test_words_two_spaces_apart_stand_in_two_cells() -> None:
    assert ways("Mua áo phao                 Phòng Kinh tế      Áo phao") == [(0, 0, 0, 1, 1, 1, 2, 2)]


def test_where_a_cell_is_full_the_next_one_begins_where_others_of_its_column_do() -> None:
    best, *others = ways("Đắp lại con đê bối phía Nam Tổ thủy lợi        Đê bối")
    assert best == (*[0] * 7, 1, 1, 1, 2, 2)
    assert others  # which it is, the words decide


def test_a_piece_wider_than_its_column_is_unlikely() -> None:
    line = placed("Mua thuyền nan              Hợp tác xã và Hội Nông dân xã Đèo")
    uncut = (0, 0, 0, *[1] * 9)
    known, unknown = (
        next(way.evidence for way in PageCuts.of(LINES, GAPS, widths).ways(line) if way.places == uncut)
        for widths in (WIDTHS, {})
    )
    assert known < unknown


def test_a_line_alone_that_runs_over_the_columns_is_not_cut() -> None:
    assert ways("CÁC VIỆC CỦA HỢP TÁC XÃ VÀ CỦA THÔN TRONG NĂM TỚI") == []


def test_the_width_of_a_column_is_that_of_what_stands_in_it_alone() -> None:
    told = column_widths([(line, GAPS) for line in [*LINES, *LINES, placed("Đắp lại con đê bối phía Nam Tổ thủy lợi")]])
    assert 8 < told[2] < told[1] < told[0] < 26


def test_a_text_that_begins_close_before_a_gap_may_be_that_of_the_column_behind_it() -> None:
    assert set(ways("Mua thuyền                                nan")) == {(0, 0, 1), (0, 0, 2)}
