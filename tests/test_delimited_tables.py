"""Tables that a text gives row by row, with bars or tabs between the cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.facts import TaskFacts
from extractors.layout import Line, LineRole, Page, Table
from extractors.parts import split_parts
from extractors.readers.delimited_tables import with_delimited_tables
from extractors.readers.text import read_text
from extractors.tasks import extract_tasks
from pipeline import stages
from pipeline.options import ConvertOptions
from samples.sampling import random_plan, truth, write_text

HEADER = "TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian"
ROWS = (
    "1 | Rà soát văn bản | Văn phòng | Các phòng | Quý I/2026",
    "2 | Tập huấn | Phòng Kinh tế | | Hằng năm",
    "3 | Tổng kết | Văn phòng | Các thôn | Tháng 12/2026",
)


def page_of(*texts: str) -> Page:
    return Page(1, tuple(Line(text, 1, number) for number, text in enumerate(texts, 1)))


def read(*texts: str) -> Page:
    (page,) = with_delimited_tables([page_of(*texts)])
    return page


def only(page: Page) -> Table:
    (table,) = page.tables
    return table


def grid(table: Table) -> list[list[str]]:
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def tasks_of(*texts: str) -> TaskFacts:
    pages = [read("Phụ lục", "DANH MỤC NHIỆM VỤ", *texts)]
    return extract_tasks(pages, split_parts(pages), "0")


def test_each_line_is_a_row_and_empty_cells_keep_their_columns() -> None:
    page = read("Phụ lục", HEADER, *ROWS, "Nơi nhận:")
    table = only(page)
    assert grid(table)[2] == ["2", "Tập huấn", "Phòng Kinh tế", "", "Hằng năm"]
    assert {cell.lines for cell in table.cells if cell.row == 2} == {(4, 4)}
    assert [line.role for line in page.lines] == [LineRole.BODY, *[LineRole.TABLE] * 4, LineRole.BODY]


def test_markdown() -> None:
    lines = [f"| {line} |" for line in (HEADER, *ROWS)]
    lines[2] = "| **2** | **Tập huấn**:<br>ba lớp | Phòng Kinh tế | | Hằng năm |"
    table = only(read(lines[0], "|---|:---|:--:|---|---:|", *lines[1:]))
    assert grid(table)[2] == ["2", "Tập huấn:\nba lớp", "Phòng Kinh tế", "", "Hằng năm"]
    assert [cell.bold for cell in table.cells if cell.row == 2] == [True, False, False, False, False]


def test_tabs_and_blank_lines_between() -> None:
    texts = [text for line in (HEADER, *ROWS) for text in ("\t".join(line.split(" | ")), "")]
    texts[4] = "2\tTập huấn\tPhòng Kinh tế\t\tHằng năm"
    assert grid(only(read(*texts)))[2] == ["2", "Tập huấn", "Phòng Kinh tế", "", "Hằng năm"]


def test_names_below_a_name_over_several_columns_stand_in_its_columns() -> None:
    table = only(
        read("TT | Nội dung | Phân công | | Thời gian", "Chủ trì | Phối hợp", *ROWS),
    )
    assert grid(table)[1] == ["", "", "Chủ trì", "Phối hợp", ""]
    assert grid(table)[2][0] == "1"


def test_cells_that_hold_line_ends() -> None:
    table = only(read(HEADER, ROWS[0], "2 | Tập huấn | - Phòng Kinh tế", "- Văn phòng | Các thôn | Hằng năm", ROWS[2]))
    assert grid(table)[2] == ["2", "Tập huấn", "- Phòng Kinh tế\n- Văn phòng", "Các thôn", "Hằng năm"]
    assert {cell.lines for cell in table.cells if cell.row == 2} == {(3, 4)}


def test_cells_left_out_below_a_merged_one_are_found_by_the_words_and_doubted() -> None:
    table = only(
        read(HEADER, *ROWS, "4 | Báo cáo | Các phòng | Hằng năm", "5 | Khen thưởng | Phòng Kinh tế | | Quý I/2027")
    )
    assert grid(table)[4] == ["4", "Báo cáo", "", "Các phòng", "Hằng năm"]
    assert {cell.confidence for cell in table.cells if cell.row == 4} == {0.8}
    assert next(cell.row_span for cell in table.cells if (cell.row, cell.column) == (3, 2)) == 2


@pytest.mark.parametrize("group", ["II | CÔNG TÁC KHÁC | | |", "II. CÔNG TÁC KHÁC | | | |", "II. CÔNG TÁC KHÁC"])
def test_groups(group: str) -> None:
    document = tasks_of(HEADER, "I | CÔNG TÁC CHUNG | | |", *ROWS[:2], group, ROWS[0], ROWS[2])
    assert [task.group for task in document.tasks] == ["I", "I", "II", "II"]


def test_a_title_in_capitals_between_the_rows() -> None:
    document = tasks_of(HEADER, *ROWS[:2], "NHIỆM VỤ ĐƯỢC GIAO THÊM", ROWS[0], ROWS[2])
    assert [task.group_title for task in document.tasks] == [None, None, *["NHIỆM VỤ ĐƯỢC GIAO THÊM"] * 2]


def test_a_header_and_the_group_below_it_on_one_line() -> None:
    document = tasks_of(f"{HEADER}I. | Công tác chung | | |", *ROWS)
    assert [column.split()[0] for column in document.annexes[0].columns] == ["TT", "Nội", "Cơ", "Cơ", "Thời"]
    assert [(task.group, task.number) for task in document.tasks] == [("I", "1"), ("I", "2"), ("I", "3")]


DRAWN = (
    "|TT  |Nội dung      |Cơ quan       |Thời gian |",
    "|    |công việc     |chủ trì       |          |",
    "|1   |Rà soát văn   |Văn phòng HĐND|Quý I/2026|",
    "|    |bản của xã    |và UBND xã    |          |",
    "|2   |Tập huấn      |Phòng Kinh tế |Hằng năm  |",
    "|    |- Cho cán bộ  |Sở Nội vụ     |Quý II/   |",
    "|    |công chức     |              |2026      |",
)
JOINED = [
    ["TT", "Nội dung\ncông việc", "Cơ quan\nchủ trì", "Thời gian"],
    ["1", "Rà soát văn\nbản của xã", "Văn phòng HĐND\nvà UBND xã", "Quý I/2026"],
    ["2", "Tập huấn", "Phòng Kinh tế", "Hằng năm"],
    ["", "- Cho cán bộ\ncông chức", "Sở Nội vụ", "Quý II/\n2026"],
]


def test_printed_lines_with_a_bar_for_every_column_are_joined() -> None:
    table = only(read(*DRAWN))
    assert grid(table) == JOINED
    assert {cell.lines for cell in table.cells if cell.row == 1} == {(3, 4)}


def test_rules_part_the_rows() -> None:
    rule = "+----+--------------+--------------+----------+"
    page = read(rule, *DRAWN[:2], rule.replace("-", "="), *DRAWN[2:4], rule, DRAWN[4], rule, *DRAWN[5:], rule)
    assert grid(only(page)) == JOINED
    assert {line.role for line in page.lines[1:]} == {LineRole.TABLE}


def test_a_table_over_pages_has_its_part_on_each(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join((HEADER, *ROWS[:2])) + "\n\f" + "\n".join((ROWS[2], ROWS[0])), encoding="utf-8")
    first, last = read_text(path).pages
    assert [row[0] for page in (first, last) for row in grid(only(page))] == ["TT", "1", "2", "3", "1"]


def test_two_tables() -> None:
    page = read(HEADER, *ROWS, "Phụ lục II", HEADER, *ROWS)
    assert [table.row_count for table in page.tables] == [4, 4]


def test_a_cell_is_escaped() -> None:
    assert grid(only(read(HEADER, *ROWS, r"4 | Mẫu A\|B | Văn phòng | | Quý II/2026")))[4][1] == "Mẫu A|B"


@pytest.mark.parametrize(
    "lines",
    [
        ("ỦY BAN NHÂN DÂN | CỘNG HÒA", "Số: 1 | Hà Nội", "Nơi nhận | CHỦ TỊCH"),
        (HEADER,),
        ("Văn phòng | Phòng Kinh tế | Trạm Y tế", "Các đơn vị trên | theo nhiệm vụ"),
        # printed lines: a row takes several, empty cells leave no bar
        (HEADER, "1 | Rà soát văn bản | Văn phòng | Quý I/2026", "của xã | HĐND", "2 | Tập huấn cán | Phòng Kinh | Các",
         "bộ | tế | thôn"),
        # a header and a whole row among such
        (HEADER, ROWS[0], "của xã", "2 | Tập huấn cán | Phòng Kinh | Hằng năm", "bộ | tế"),
    ],
)  # fmt: skip
def test_what_is_no_table_of_rows(lines: tuple[str, ...]) -> None:
    page = page_of(*lines)
    assert with_delimited_tables([page]) == [page]


def test_printed_lines_with_bars_of_generated_plans_are_none(tmp_path: Path) -> None:
    for seed in range(20):
        write_text(random_plan(seed, tables="bars"), tmp_path / "a.txt")
        assert not any(page.tables for page in read_text(tmp_path / "a.txt").pages)


@pytest.mark.parametrize("tables", ["rows", "drawn"])
@pytest.mark.parametrize("seed", range(6))
def test_the_tasks_of_generated_plans_are_exact(tmp_path: Path, seed: int, tables: str) -> None:
    plan = random_plan(seed, tables=tables)
    write_text(plan, tmp_path / "a.txt")
    draft = stages.Draft(tmp_path / "a.txt", "a.txt", ConvertOptions())
    for stage in (stages.read, stages.restore, stages.split, stages.tasks):
        draft = stage(draft)
    fields = ("group", "number", "content", "lead_agency", "coordinating_agencies", "deadline", "product")
    assert [[getattr(task, name) or "" for name in fields] for task in draft.tasks] == [
        [true[name] or "" for name in fields] for true in truth(plan)["tasks"]
    ]


CELLS = st.text(st.sampled_from("ABCĐÔ bcđô,.;"), max_size=12).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=8))
def test_whole_rows_come_back_as_they_were(rows: list[tuple[str, str, str]]) -> None:
    whole = [("TT", "Nội dung", "Đơn vị", "Thời gian"), *((str(n), *row) for n, row in enumerate(rows, 1))]
    assert grid(only(read(*(" | ".join(row) for row in whole)))) == [list(row) for row in whole]
