"""Lines of a text dump that were written on one line since they overlap in print."""

from __future__ import annotations

from extractors.layout import Line
from extractors.tasks.joined_lines import lines_apart
from extractors.tasks.word_places import by_distances
from tests.sorted_text import sorted_line

ROWS = [
    sorted_line((4, "Đắp lại bờ kênh phía đông"), (40, "Phòng Kinh tế"), (70, "Quý II/2027")),
    sorted_line((4, "Dạy bơi cho trẻ em"), (40, "Công an xã"), (70, "Tháng 6/2027")),
    sorted_line((4, "Trồng tre chắn sóng"), (40, "Hội Nông dân"), (70, "Quý III/2028")),
]


def apart(*texts: str) -> list[str]:
    lines = [Line(text, 1, number) for number, text in enumerate(texts, start=1)]
    return [" ".join(line.text.split()) for line in lines_apart(lines, by_distances)]


def test_what_runs_over_the_page_s_edge_is_two_lines() -> None:
    joined = sorted_line((40, "và Đô thị")) + sorted_line((4, "Dọn rác hai bên đường"), (70, "hằng năm"))
    *rows, above, below = apart(*ROWS, joined)
    assert rows == [" ".join(row.split()) for row in ROWS]
    assert (above, below) == ("và Đô thị", "Dọn rác hai bên đường hằng năm")


def test_a_number_may_begin_anew_behind_a_single_space() -> None:
    joined = sorted_line((40, "và Đô thị")) + sorted_line((1, "4"), (4, "Dọn rác hai bên đường"), (70, "2027"))
    assert apart(*ROWS, joined)[-2:] == ["và Đô thị", "4 Dọn rác hai bên đường 2027"]


def test_where_both_would_be_printed_over_one_another_they_are_not_parted_there() -> None:
    joined = sorted_line((40, "và Đô thị"), (70, "hằng năm")) + sorted_line((40, "Công an xã"))
    assert apart(*ROWS, joined)[len(ROWS) :] != ["và Đô thị hằng năm", "Công an xã"]


def test_lines_that_end_before_the_edge_stay() -> None:
    assert len(apart(*ROWS)) == len(ROWS)
    assert apart() == []
