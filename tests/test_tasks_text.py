"""Task tables that are only text: cells one after another, and lines read straight across the columns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.facts import TaskFacts
from extractors.layout import Line, Page
from extractors.parts import AnnexPart, DocumentParts, split_parts
from extractors.tasks import extract_tasks
from extractors.tasks.evidence import Fragment
from extractors.tasks.group_labels import label_of_capitals, roman_label, roman_value
from extractors.tasks.interleaved import read_interleaved
from extractors.tasks.lines import TextLine
from extractors.tasks.model import Column, FieldName, RowKind
from extractors.tasks.text_header import find_header, guess_header
from extractors.tasks.text_table import is_interleaved, read_text_table
from tests.task_columns import FIELDS

HEADER = ["TT Nội dung công việc", "Cơ quan", "chủ trì", "Cơ quan", "phối hợp", "Thời gian", "hoàn thành", "Sản phẩm"]
LINEAR = [
    *HEADER,
    "I XÂY DỰNG NÔNG THÔN",
    "1", "Khảo sát đường liên thôn, lập danh sách đoạn", "hư hỏng trước mùa mưa", "Phòng Kinh tế", "Các thôn, Công an",
    "xã", "Quý I/2026", "Danh sách",
    "2 Sửa cầu qua suối, làm lan can     ",
    "- Cầu bản Thượng", "Phòng Kinh tế", "Các thôn, Công an", "xã", "2026-2027 Cầu mới",
    "- Cầu bản Hạ, nơi học sinh đi qua mỗi ngày và", "hay bị ngập khi có mưa lớn kéo dài ở thượng",
    "\f", *HEADER, "nguồn", "Phòng Kinh tế", "Các thôn, Công an", "xã", "2026-2027", "Cầu mới",
    "II CHĂM SÓC NGƯỜI CAO TUỔI",
    "1", "Khám sức khỏe tại nhà", "Trạm Y tế xã", "Hội Người cao tuổi", "Hàng năm", "Sổ khám",
    "2", "Tặng quà dịp Tết", "Phòng Văn hóa -", "Xã hội", "Hội Người cao tuổi", "Hàng năm", "Danh sách",
]  # fmt: skip
BARS = [
    "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm",
    "I | Phát triển sản xuất",
    "Trồng thử giống lúa mới trên mười hecta ruộng bậc |  Phòng Kinh tế | Hội Nông dân, | Quý I/2026 | Báo cáo",
    "1 | thang, so với giống cũ | Các thôn",
    "2 | Mở lớp dạy làm men rượu |  Phòng Kinh tế | Hội Phụ nữ | Hàng năm | Lớp học",
    "II | Giữ gìn rừng",
    "1 | Tuần tra rừng đầu nguồn, ghi sổ từng chuyến đi |  Công an xã | Hội Nông dân, | Thường xuyên | Sổ ghi",
    "và báo cáo ngay khi thấy khói | Các thôn",
]


def facts(lines: list[str], title: str = "DANH MỤC NHIỆM VỤ") -> TaskFacts:
    page, made = 1, [Line(title, 1, 1, printed=title)]
    for number, text in enumerate(lines, start=2):
        if text == "\f":
            page += 1
        else:
            made.append(Line(text, page, number, printed=text))
    parts = DocumentParts(annexes=(AnnexPart((made[0],), tuple(made[1:])),))
    return extract_tasks((), parts, "0" * 64)


def test_cells_one_after_another_become_rows() -> None:
    found = facts(LINEAR)
    assert [(t.group, t.number, t.parent, t.is_heading) for t in found.tasks] == [
        ("I", "1", None, False),
        ("I", "2", None, True),
        ("I", None, "2", False),
        ("I", None, "2", False),
        ("II", "1", None, False),
        ("II", "2", None, False),
    ]
    first, _, bridge, cut, *_ = found.tasks
    assert first.content == "Khảo sát đường liên thôn, lập danh sách đoạn hư hỏng trước mùa mưa"
    assert (first.lead_agency, first.coordinating_agencies) == ("Phòng Kinh tế", "Các thôn, Công an xã")
    assert (first.deadline, first.product) == ("Quý I/2026", "Danh sách")
    assert (bridge.deadline, bridge.product) == ("2026-2027", "Cầu mới")
    assert cut.content.endswith("kéo dài ở thượng nguồn")
    assert cut.pages == (1, 2)


def test_rows_know_the_lines_that_they_come_from() -> None:
    first = facts(LINEAR).tasks[0]
    assert first.lines == (11, 18)
    assert 0.0 <= first.confidence <= 1.0


def test_lines_read_across_the_columns_become_rows() -> None:
    found = facts(BARS)
    assert [(t.group, t.number) for t in found.tasks] == [("I", "1"), ("I", "2"), ("II", "1")]
    first = found.tasks[0]
    assert first.content == "Trồng thử giống lúa mới trên mười hecta ruộng bậc thang, so với giống cũ"
    assert first.lead_agency == "Phòng Kinh tế"
    assert first.coordinating_agencies == "Hội Nông dân, Các thôn"
    assert (first.deadline, first.product) == ("Quý I/2026", "Báo cáo")


def test_the_shape_is_seen_from_the_lines() -> None:
    assert is_interleaved(BARS)
    assert not is_interleaved(LINEAR)


def test_a_header_over_several_lines_is_found_with_its_columns() -> None:
    header = find_header(["Lời dẫn", *HEADER, "I XÂY DỰNG", "1"])
    assert header is not None
    assert [column.printed for column in header.columns] == [
        "TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm",
    ]  # fmt: skip
    assert (header.first, header.after) == (1, 9)


def test_a_header_of_two_levels_gives_the_columns_in_their_order() -> None:
    header = find_header(["STT Nhiệm vụ Sản phẩm Đơn vị thực hiện Thời hạn Ghi chú", "Chủ trì Phối hợp", "1"])
    assert header is not None
    assert [c.printed for c in header.columns] == [
        "STT",
        "Nhiệm vụ",
        "Sản phẩm",
        "Chủ trì",
        "Phối hợp",
        "Thời hạn",
        "Ghi chú",
    ]


def test_last_lines_of_a_header_of_which_one_line_names_nearly_all_columns() -> None:
    above = "TT Nhiệm vụ Kết quả đầu ra Cơ quan chủ trì Cơ quan phối hợp Thời gian"
    lines = [above, "thực hiện", "Ghi chú", "1 Trồng rừng"]
    header = find_header(lines, down=True)
    assert header is not None
    assert (header.after, header.columns[-2].printed, header.columns[-1].printed) == (
        3,
        "Thời gian thực hiện",
        "Ghi chú",
    )


def test_the_rest_of_a_name_that_stands_below_the_header_is_in_no_cell() -> None:
    head = ["TT Nội dung Cơ quan chủ trì Cơ quan phối hợp Thời hạn", "cuối cùng"]
    rows = ["1 Trồng rừng", "Phòng Kinh tế", "Các thôn", "2026", "2 Đào mương", "Phòng Kinh tế", "Các thôn", "2027"]
    found = facts([*head, *rows, "\f", *head, "3 Đắp đê", "Công an xã", "Các thôn", "2027"])
    assert [task.content for task in found.tasks] == ["Trồng rừng", "Đào mương", "Đắp đê"]


def test_of_a_damaged_header_the_columns_that_left_a_trace_are_taken() -> None:
    lines = [
        "TT Noi d ong viec Co quan chu tri Co quan thye San pham",
        "noi dung q phoi hop hign/",
        "hoan",
        "1 Ra soat",
    ]
    header = guess_header(lines, stop=4)
    assert header is not None
    assert not header.certain
    assert header.after <= 3


def test_a_damaged_header_that_names_the_lead_and_two_others_has_a_content_too() -> None:
    lines = ["SO e ee Don vi chi tri thirc San pham dw Thoi gian thirc", "TT cence hién Phoi hop kién hién"]
    header = guess_header([*lines, *BARS[2:]], stop=10)
    assert header is not None
    assert [column.field for column in header.columns] == FIELDS
    assert header.columns[1].printed == ""
    assert guess_header(["TT Kết quả Thời gian", "Phối hợp", *BARS[2:]], stop=10) is None


def test_an_annex_without_a_task_header_keeps_its_lines_and_invents_nothing() -> None:
    found = facts(["STT Họ và tên Chức vụ", "1 Nguyễn Văn An Trưởng thôn", "2 Trần Thị Bình Phó thôn"], "DANH SÁCH")
    assert found.tasks == ()
    assert found.annexes[0].kind == "other"
    assert found.annexes[0].rows[1] == ("1 Nguyễn Văn An Trưởng thôn",)
    assert [warning.code for warning in found.warnings] == ["annex-not-tasks"]


def test_a_number_column_named_on_two_lines_belongs_to_the_header_wherever_it_comes_again() -> None:
    header = ["Số", *LINEAR[:6]]
    found = facts([*header, *LINEAR[6:], "\f", *header, *LINEAR[-8:]])
    assert not any(task.content == "Số" for task in found.tasks)


def test_a_header_of_which_only_traces_are_left_begins_at_the_line_that_has_most() -> None:
    damaged = ["xq noi dung czg vlec rr", "co quzn chu tri phoi hxp qqq zz ww", "thoi gian sxn phzm zzq www xx yy qq"]
    header = guess_header([*damaged, "Tuần tra rừng đầu nguồn"], stop=5)
    assert header is not None
    assert (header.first, header.after) == (1, 2)
    assert not header.certain


def test_title_and_the_line_that_says_what_it_is_attached_to() -> None:
    annex = facts(LINEAR, "DANH MỤC NHIỆM VỤ (Kèm theo Kế hoạch số 1/KH-UBND ngày 02/01/2026)").annexes[0]
    assert annex.title == "DANH MỤC NHIỆM VỤ"
    assert annex.attached_to == "(Kèm theo Kế hoạch số 1/KH-UBND ngày 02/01/2026)"


def test_the_foot_of_a_border_is_no_part_of_a_label() -> None:
    assert label_of_capitals("A_ | HOÀN THIỆN QUY CHẾ") == ("A", "HOÀN THIỆN QUY CHẾ")
    assert label_of_capitals("IV__| GIỮ GÌN RỪNG") == ("IV", "GIỮ GÌN RỪNG")
    assert label_of_capitals("H_ GIỮ GÌN RỪNG") == ("H", "GIỮ GÌN RỪNG")


@pytest.mark.parametrize(("label", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XII", 12), ("XL", 40)])
def test_roman_labels(label: str, value: int) -> None:
    assert roman_value(label) == value
    assert roman_label(value) == label


def _pages(path: Path) -> list[Page]:
    pages: list[Page] = []
    current: list[Line] = []
    for number, text in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if text.startswith(" ") and text.strip() and current:
            pages.append(Page(len(pages) + 1, tuple(current)))
            current = []
        current.append(Line(text, len(pages) + 1, number, printed=text))
    return [*pages, Page(len(pages) + 1, tuple(current))]


@pytest.mark.needs_shared
@pytest.mark.slow
def test_every_cell_of_the_real_linearised_annex(shared: Path) -> None:
    pages = _pages(next((shared / "plans").glob("000_*.txt")))
    found = extract_tasks(pages, split_parts(pages), "0" * 64)
    truth = json.loads(next((shared / "gold").glob("tasks_000_*.json")).read_text(encoding="utf-8"))["tasks"]
    assert len(found.tasks) == 44
    for task, row in zip(found.tasks, truth, strict=False):
        for name in ("content", "lead_agency", "coordinating_agencies", "deadline", "product", "number", "group"):
            assert getattr(task, name) == row[name]


def test_specks_between_the_columns_go_to_the_warnings_and_not_into_cells() -> None:
    speckled = [*BARS]
    speckled[5] = "~ . } Nx ) ’ : | Phòng Kinh tế | Hội Phụ nữ | Hàng năm | Lớp học"
    speckled.insert(6, "2 | Mở lớp dạy làm men rượu")
    found = facts(speckled)
    assert not any("Nx" in task.content for task in found.tasks)
    assert any("Nx" in warning for task in found.tasks for warning in task.warnings)


def test_groups_by_letters_before_a_bar_keep_their_letters_and_capitals_in_a_cell_are_no_group() -> None:
    lettered = [line.replace("II |", "B |").replace("I |", "A |") for line in BARS]
    lettered[7] = "CÁC THÔN | Quý IV/2026"
    found = facts(lettered)
    assert [group.label for group in found.annexes[0].groups] == ["A", "B"]


@pytest.mark.parametrize("printed", ["B_", "B"])
def test_a_group_s_label_counts_as_it_was_read(printed: str) -> None:
    """Restoration makes a word of it, with which the title would be part of the row above."""
    fields = (FieldName.NUMBER, FieldName.CONTENT, FieldName.LEAD, FieldName.DEADLINE, FieldName.PRODUCT)
    texts = [
        "A | Công tác tuyên truyền",
        "1 | Tuần tra rừng đầu nguồn | Công an xã | Quý I/2026 | Sổ ghi",
        "2 | Mở lớp dạy làm men rượu | Phòng Kinh tế | Tháng 6/2026 | Lớp học",
        "Bộ Kiểm tra, giám sát",
        "1 | Khám sức khỏe tại nhà | Trạm Y tế xã | Hàng năm | Sổ khám",
    ]
    lines = [TextLine(text, number, 1) for number, text in enumerate(texts, 1)]
    lines[3] = replace(lines[3], sources=(printed, "Kiem", "tra,", "giam", "sat"))
    rows = read_interleaved(lines, [Column(index, "", field) for index, field in enumerate(fields)])
    assert [(row.label, row.title) for row in rows if row.kind is RowKind.GROUP] == [
        ("A", "Công tác tuyên truyền"),
        ("B", "Kiểm tra, giám sát"),
    ]


def test_cells_above_a_page_end_are_those_of_the_row_there_and_not_of_the_one_behind_it() -> None:
    found = facts(
        [
            *BARS,
            "Duy trì đội cứu hộ và tập sơ tán cho người già và trẻ | Công an | Các thôn, | Hàng năm | Danh sách",
            "",
            "em tại các thôn ven suối, các bản trên địa bàn xã xã Công an",
            "",
            "Xây dựng phương án cứu hộ mùa mưa lũ cho người dân",
            "",
            "Công an xã | Các thôn",
            "",
            "Hàng năm | Báo cáo",
            "\f",
            "- Tuyên truyền cho học sinh cách tránh lũ quét, sạt lở đất",
            "và cách gọi đội cứu hộ khi có người bị nạn.",
            "",
            "- Thông tin đầy đủ, kịp thời về mực nước, về các điểm",
            "sạt lở trên địa bàn.",
            "",
            "Công an xã",
            "",
            "Các thôn",
            "",
            "Hàng năm",
        ]
    )
    last_of_page = next(task for task in found.tasks if task.content.startswith("Xây dựng"))
    assert (last_of_page.lead_agency, last_of_page.deadline, last_of_page.product) == (
        "Công an xã",
        "Hàng năm",
        "Báo cáo",
    )
    assert last_of_page.pages == (1,)


def test_numbers_that_run_on_through_a_group_hide_no_group() -> None:
    fields = (FieldName.NUMBER, FieldName.CONTENT, FieldName.DEADLINE)
    texts = [
        "A | KINH TẾ",
        *(f"{number} | Nạo vét suối ở bản {number} | Quý I/2026" for number in range(1, 15)),
        "B_ | ĐÀO TẠO",
        "15 | Mở lớp dạy đan gùi | Quý II/2026",
    ]
    lines = [TextLine(text, number, 1) for number, text in enumerate(texts, 1)]
    rows = read_interleaved(lines, [Column(index, "", field) for index, field in enumerate(fields)])
    assert [row.title for row in rows if row.kind is RowKind.GROUP] == ["KINH TẾ", "ĐÀO TẠO"]
    assert rows[-1].label == "15"


ROWS_OF_TWO_BODIES = [
    f"{number} | {content} | Phòng Văn hóa | Các thôn | Hàng năm | Báo cáo"
    for number, content in enumerate(
        (
            "Mở lớp dạy đan gùi",
            "Tập huấn chăn nuôi dê",
            "Khám bệnh tại nhà",
            "Tuần tra rừng",
            "Nạo vét suối",
            "Sửa nhà",
        ),
        1,
    )
]


def _read(texts: Sequence[str]) -> list[dict[FieldName, str]]:
    """Rows by their fields; a blank line before a text is told by an empty one."""
    lines = [
        TextLine(text, number, 1, gap=int(number > 1 and not texts[number - 2]))
        for number, text in enumerate(texts, 1)
        if text
    ]
    rows = read_interleaved(lines, [Column(index, "", field) for index, field in enumerate(FIELDS)])
    return [{FIELDS[column]: text for column, text in row.cells.items()} for row in rows]


def test_cells_that_stand_as_blocks_one_below_the_other_come_from_left_to_right() -> None:
    """However often the other rows name the bodies the other way round."""
    content = ["", "7 | Kiểm tra giếng nước ở các", "điểm trường trên địa bàn"]
    bodies = ["", "Các thôn,", "bản xa", "", "Phòng Kinh", "tế"]
    last = _read([*ROWS_OF_TWO_BODIES, *content, *bodies, "", "Hàng năm", "", "Báo cáo"])[-1]
    assert (last[FieldName.LEAD].split(), last[FieldName.COORDINATING].split()) == (
        ["Các", "thôn,", "bản", "xa"],
        ["Phòng", "Kinh", "tế"],
    )


ROWS_OF_FULL_LINES = [
    f"{number} | {content} | Phòng Văn hóa | Các thôn | Hàng năm | Báo cáo của thành phố"
    for number, content in enumerate(
        (
            "Tập huấn chăn nuôi dê núi cho các hộ mới thoát nghèo",
            "Khám bệnh tại nhà cho người già yếu ở các thôn bản",
            "Tuần tra rừng đầu nguồn và các chốt trên đường mòn",
            "Nạo vét suối và kênh mương nội đồng trước mùa mưa",
            "Sửa nhà văn hóa và làm sân tập cho các thôn vùng cao",
            "Mở lớp dạy đan gùi và làm men rượu lá cho phụ nữ",
        ),
        1,
    )
]


def test_a_content_with_a_bullet_is_no_heading_above_the_next_bullet() -> None:
    bullets = [
        "",
        "7 | - Thông tin kịp thời về mực nước,",
        "về các điểm sạt lở.",
        "",
        "- Tuyên truyền cho học sinh cách tránh lũ quét và cách",
    ]
    found = _read(
        [*ROWS_OF_FULL_LINES, *bullets, "gọi đội cứu hộ.", "", "Phòng Văn hóa", "", "Các thôn", "", "Hàng năm"]
    )
    assert all(row[FieldName.LEAD] == "Phòng Văn hóa" for row in found)
    assert found[-1][FieldName.CONTENT].startswith("- Thông tin")


def test_prose_is_no_table_although_deadlines_stand_inside_its_lines() -> None:
    rules = [
        "Điều 7. Nhiệm vụ",
        "Hội xây dựng chương trình, kế hoạch công tác hằng năm của mình và gửi về xã.",
        "Hội viên đóng hội phí hằng năm theo mức mà Đại hội đã quyết nghị.",
        "Cơ quan chủ trì và đơn vị phối hợp được mời dự họp, thời gian do Ban Chấp hành định.",
        "Ban Chấp hành báo cáo hằng quý về các việc đã làm.",
    ]
    table, _ = read_text_table([Line(text, 1, number) for number, text in enumerate(rules, 1)])
    assert table is None


@pytest.mark.parametrize("shape", ["cells", "bars"])
def test_unusual_names_of_columns_are_told_by_their_line_or_by_bars(shape: str) -> None:
    names = ["STT", "Nhiệm vụ được giao", "Phòng chuyên môn chủ trì", "Phòng nghiệp vụ phối hợp", "Thời gian trình"]
    rows = [
        ["1", "Rà soát giếng nước của các thôn vùng cao", "Phòng Kinh tế", "Trạm Y tế xã", "Quý I/2031"],
        ["2", "Mở lớp sơ cứu cho đội xung kích", "Trạm Y tế xã", "Hội Nông dân", "Tháng 9/2031"],
    ]
    cells = [cell for row in [names, *rows] for cell in row]
    lines = cells if shape == "cells" else [f"| {' | '.join(row)} |" for row in [names, *rows]]
    found = facts(lines)
    assert [(t.content, t.lead_agency, t.coordinating_agencies, t.deadline) for t in found.tasks] == [
        tuple(row[1:]) for row in rows
    ]


def test_a_person_who_does_it_is_no_part_of_the_content_s_name() -> None:
    header = find_header(["TT", "Nội dung", "Người thực hiện", "Thời gian thực hiện", "Địa điểm"])
    assert header is not None
    assert [column.field.value for column in header.columns] == [
        "number",
        "content",
        "lead_agency",
        "deadline",
        "extra",
    ]


def test_a_unit_in_brackets_is_no_part_of_a_column_s_name() -> None:
    header = find_header(["TT", "Hoạt động", "Kết quả đầu ra", "Đơn vị thực hiện", "Thời hạn", "Kinh phí (triệu đồng)"])
    assert header is not None
    assert [column.field.value for column in header.columns] == [
        "number", "content", "product", "lead_agency", "deadline", "extra",
    ]  # fmt: skip


def test_a_deadline_goes_on_below_a_month_without_a_year() -> None:
    wrapped = [*BARS]
    at = next(i for i, line in enumerate(wrapped) if "Hàng năm" in line)
    wrapped[at] = wrapped[at].replace("Hàng năm", "Tháng 11")
    wrapped.insert(at + 1, "hằng năm")
    assert "Tháng 11 hằng năm" in [task.deadline for task in facts(wrapped).tasks]


@pytest.mark.parametrize("half", ["Trước ngày", "Xong trong", "2026 - tháng", "Từ tháng"])
def test_half_a_deadline_leaves_something_open(half: str) -> None:
    assert Fragment(half, 1, 1).leaves_open
    assert not Fragment("Hằng tháng", 1, 1).leaves_open


def test_a_body_s_name_may_end_in_a_word_that_others_go_on_after() -> None:
    assert Fragment("Các đội", 1, 1).leaves_open
    assert Fragment("Sở", 1, 1).leaves_open
    assert not Fragment("Các trạm trực thuộc", 1, 1).leaves_open
    assert not Fragment("Thanh tra Sở", 1, 1).leaves_open


def test_half_a_deadline_behind_a_short_content_is_a_cell_of_its_own() -> None:
    cells = ["TT", "Nhiệm vụ", "Thời hạn", "Cơ quan chủ trì", "Sản phẩm"]
    for number in range(1, 5):
        cells += [str(number), "Mở lớp dạy nghề rèn Tháng 11 hằng", "năm", "Phòng Kinh tế", "Lớp học"]
    tasks = facts([line for cell in cells for line in (cell, "")]).tasks
    assert [(task.content, task.deadline) for task in tasks] == [("Mở lớp dạy nghề rèn", "Tháng 11 hằng năm")] * 4


ONE_LINE_ROWS = [
    "TT Nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Thời hạn Sản phẩm",
    "1 Sửa mái nhà kho, thay những tấm ngói vỡ và dọn lại",
    "máng nước phía sau",
    "Phòng Kinh tế",
    "Các thôn, Công an",
    "xã",
    "Trước ngày 15/12/2026 Biên bản nghiệm thu",
    "2 Đếm lại đàn trâu Phòng Kinh tế Các thôn Quý I/2026 Danh sách",
    "a) Trâu cày Văn phòng HĐND và UBND xã Các thôn Tháng 11 hằng năm Danh sách",
    "b) Trâu non ở những xóm xa, nơi người dân còn thả",
    "rông quanh năm",
    "Văn phòng HĐND và UBND xã",
    "Các thôn, Công an",
    "xã",
    "Thường xuyên Danh sách",
    "3 Phơi lại hồ sơ bị ẩm, đánh số từng tập và ghi vào",
    "sổ để khi cần có thể",
    "tìm thấy ngay",
    "Công an xã Các thôn Hàng năm Sổ ghi",
]  # fmt: skip


def test_cells_printed_on_one_height_come_on_one_line_and_are_cut() -> None:
    first, second, cows, young, files = facts(ONE_LINE_ROWS).tasks
    assert (first.deadline, first.product) == ("Trước ngày 15/12/2026", "Biên bản nghiệm thu")
    assert (second.content, second.lead_agency) == ("Đếm lại đàn trâu", "Phòng Kinh tế")
    assert (second.coordinating_agencies, second.deadline) == ("Các thôn", "Quý I/2026")
    assert (cows.lead_agency, cows.deadline) == ("Văn phòng HĐND và UBND xã", "Tháng 11 hằng năm")
    assert young.coordinating_agencies == "Các thôn, Công an xã"
    assert files.content.endswith("khi cần có thể tìm thấy ngay")


IN_THE_MIDDLE = [
    "Đơn vị chủ trì thực Thời gian thực",
    "TT Tên nhiệm vụ Đơn vị phối hợp",
    "hiện hiện",
    "Đắp lại bờ kênh phía đông cánh đồng Nổ trước Phòng Kinh tế Các phòng chuyên môn",
    "1 Quý II/2027",
    "mùa mưa bão thuộc UBND xã",
    "Dạy bơi cho trẻ em trong các thôn ven sông Công an xã Đoàn Thanh niên xã Hằng năm",
    "2",
    "mỗi thôn một lớp",
    "Dọn rác hai bên đường liên thôn vào sáng chủ Phòng Kinh tế Các phòng chuyên môn",
    "3 Hằng tháng",
    "nhật cuối tháng thuộc UBND xã",
    "Trồng tre chắn sóng ngoài bãi bồi của xã Công an xã Đoàn Thanh niên xã",
    "4 Quý I/2028",
    "theo từng đợt",
]


def test_rows_whose_numbers_and_deadlines_stand_in_their_middle_are_read_across() -> None:
    assert is_interleaved(IN_THE_MIDDLE)
    found = facts(IN_THE_MIDDLE)
    assert [(task.number, task.deadline) for task in found.tasks] == [
        ("1", "Quý II/2027"),
        ("2", "Hằng năm"),
        ("3", "Hằng tháng"),
        ("4", "Quý I/2028"),
    ]
    assert found.annexes[0].columns == (
        "TT",
        "Tên nhiệm vụ",
        "Đơn vị chủ trì thực hiện",
        "Đơn vị phối hợp",
        "Thời gian thực hiện",
    )
    assert found.tasks[0].coordinating_agencies == "Các phòng chuyên môn thuộc UBND xã"


def test_rows_counted_by_letters_keep_their_letters() -> None:
    assert [task.number for task in facts(ONE_LINE_ROWS).tasks] == ["1", "2", "a", "b", "3"]


def test_lines_that_read_on_are_not_read_across_although_deadlines_stand_behind_other_cells() -> None:
    assert not is_interleaved(ONE_LINE_ROWS)


def test_a_lead_merged_over_rows_is_that_of_the_rows_below_it() -> None:
    lines = [line for line in LINEAR if line != "\f"]
    below = max(at for at, line in enumerate(lines) if line == "Phòng Kinh tế")
    task = facts([*lines[:below], *lines[below + 1 :]]).tasks[3]
    assert (task.lead_agency, task.coordinating_agencies) == ("Phòng Kinh tế", "Các thôn, Công an xã")
    assert task.inherited == ("lead_agency",)
    assert task.warnings


IN_WORDS = [
    "TT", "Nhiệm vụ", "Người phụ trách", "Đơn vị cùng thực hiện", "Hạn hoàn thành", "Sản phẩm", "Kinh phí",
    "A", "ĐƯỜNG SÁ",
    "1", "Rải sỏi những đoạn lầy, cụ thể:", "a) Dốc Đá;", "b) Cầu Tre.", "Đồng chí Phó Chủ tịch UBND xã",
    "Các thôn; Hội Nông dân", "Trong 10 ngày kể từ ngày hết mưa", "Biên bản", "320",
    "2", "Phát quang bụi rậm hai bên đường", "Công chức địa chính", "Các thôn", "Ít nhất 02 lần/năm", "Báo cáo", "45",
    "B", "CHỢ QUÊ",
    "1", "Kẻ lại vạch chia quầy hàng", "Công chức địa chính", "Ban quản lý chợ", "Khi có yêu cầu", "Sơ đồ",
]  # fmt: skip


def test_a_list_of_bodies_does_not_end_in_a_semicolon() -> None:
    rows = ["1 Trồng rừng ven suối", "Phòng Kinh tế", "Hội Nông dân xã;", "Các thôn", "2026"] * 2
    merged = ["3 Đào mương ven đồi", "Hội Nông dân xã;", "Các thôn", "2026"]
    rows[5] = "2 Đắp đê ven sông"
    found = facts(["TT Nội dung Cơ quan chủ trì Cơ quan phối hợp Thời hạn", *rows, *merged])
    assert [task.lead_agency for task in found.tasks] == ["Phòng Kinh tế"] * 3
    assert found.tasks[2].coordinating_agencies == "Hội Nông dân xã; Các thôn"


def test_deadlines_in_words_persons_and_lists_inside_a_content() -> None:
    roads, bushes, market = facts(IN_WORDS).tasks
    assert [task.group for task in (roads, bushes, market)] == ["A", "A", "B"]
    assert roads.content == "Rải sỏi những đoạn lầy, cụ thể: a) Dốc Đá; b) Cầu Tre."
    assert roads.lead_agency == "Đồng chí Phó Chủ tịch UBND xã"
    assert roads.coordinating_agencies == "Các thôn; Hội Nông dân"
    assert roads.deadline == "Trong 10 ngày kể từ ngày hết mưa"
    assert (roads.extra, bushes.extra) == ({"Kinh phí": "320"}, {"Kinh phí": "45"})
    assert (bushes.deadline, bushes.recurrence) == ("Ít nhất 02 lần/năm", "yearly")
    assert (market.deadline, market.product) == ("Khi có yêu cầu", "Sơ đồ")


def test_cells_that_go_on_side_by_side_behind_a_page_end() -> None:
    header = "TT Nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Thời hạn"
    lines = [
        header,
        "1 Sửa mái nhà kho, thay những tấm ngói vỡ và dọn lại",
        "máng nước phía sau",
        "Phòng Kinh tế",
        "Các thôn",
        "Quý I/2026",
        "2 Kiểm tra loa truyền thanh của các thôn", "Trung tâm Phục vụ", "Công an xã", "Quý II/2026",
        "\f", header,
        "trên toàn xã hành chính công",
        "3 Đếm lại đàn trâu", "Phòng Kinh tế", "Các thôn", "Quý I/2026",
    ]  # fmt: skip
    second = facts(lines).tasks[1]
    assert second.content == "Kiểm tra loa truyền thanh của các thôn trên toàn xã"
    assert second.lead_agency == "Trung tâm Phục vụ hành chính công"


@pytest.mark.parametrize("first", [["TU Ten nhiem vu Co quan chu tri"], ["Sti", "Nhiệm vụ", "Cơ quan chủ trì"]])
def test_a_damaged_name_of_the_number_s_column(first: list[str]) -> None:
    header = find_header([*first, "Thời hạn", "Sản phẩm", "1", "Kẻ vạch"])
    assert header is not None
    assert header.columns[0].printed == "TT"


def test_lines_that_are_whole_cells_do_not_go_on() -> None:
    """As Word and LibreOffice save a table as text: each cell has a line."""
    works = ("Đắp bờ kênh", "Dạy bơi cho trẻ em", "Dọn rác", "Trồng tre", "Sửa mái nhà kho", "Đặt thùng thư góp ý")
    rows = [
        (str(number), work, "Phòng Kinh tế", "Văn phòng UBND tỉnh, Sở Tài chính", "Ngân sách", "Quý I/2026")
        for number, work in enumerate(works, 1)
    ]
    header = ("TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kinh phí", "Thời gian")
    found = facts([cell for row in (header, *rows) for cell in row])
    assert {task.coordinating_agencies for task in found.tasks} == {"Văn phòng UBND tỉnh, Sở Tài chính"}
    assert [task.extra for task in found.tasks] == [{"Kinh phí": "Ngân sách"}] * len(works)


TWO_LEVELS = [
    "TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn",
    "A", "VIỆC THƯỜNG XUYÊN",
    "I", "Đường sá",
    "1", "Khơi mương ven đường liên thôn", "Phòng Kinh tế", "Các thôn", "Quý I/2026",
    "2", "Thay bóng đèn ở các ngã ba", "Phòng Kinh tế", "Các thôn", "Quý II/2026",
    "II", "Trường học",
    "1", "Sơn lại cổng trường", "Phòng Văn hóa - Xã hội", "Các thôn", "Quý III/2026",
    "B", "VIỆC PHÁT SINH",
    "I", "Chợ và bến bãi",
    "1", "Kẻ lại ô bán hàng", "Phòng Kinh tế", "Công an xã", "Quý I/2026",
    "2", "Đặt thùng rác ở bến đò", "Phòng Kinh tế", "Các thôn", "Quý IV/2026",
]  # fmt: skip


def test_roman_groups_count_anew_below_each_letter() -> None:
    found = facts(TWO_LEVELS)
    assert [(task.group, task.number) for task in found.tasks] == [
        ("I", "1"), ("I", "2"), ("II", "1"), ("I", "1"), ("I", "2"),
    ]  # fmt: skip
    assert [group.label for group in found.annexes[0].groups] == ["A", "I", "II", "B", "I"]


UNLABELLED = [
    "TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn",
    "Giải pháp công trình",
    "1", "Khơi mương ven đường liên thôn, lấp các ổ gà ở gần", "Cầu Tre và cầu Đá", "Phòng Kinh tế", "Các thôn",
    "Quý I/2026",
    "2", "Thay bóng đèn ở các ngã ba", "Phòng Kinh tế", "Các thôn", "Quý II/2026",
    "Truyền thông",
    "3", "Sửa loa ở chợ", "Phòng Văn hóa - Xã hội", "Các thôn", "Quý III/2026",
    "4", "Viết bài trên trang thông tin", "Phòng Văn hóa - Xã hội", "Các thôn", "Quý IV/2026",
]  # fmt: skip


def test_a_title_without_a_label_among_numbered_rows_is_a_group_s_and_no_task() -> None:
    found = facts(UNLABELLED)
    assert [task.number for task in found.tasks] == ["1", "2", "3", "4"]
    assert [task.group_title for task in found.tasks] == ["Giải pháp công trình"] * 2 + ["Truyền thông"] * 2
    assert found.tasks[0].content == "Khơi mương ven đường liên thôn, lấp các ổ gà ở gần Cầu Tre và cầu Đá"


def test_a_row_whose_number_stands_alone_above_a_page_end_begins_behind_it() -> None:
    header = ["TT", "Nội dung", "Hình thức", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"]
    row = ("Tờ gấp", "Phòng Kinh tế", "Các thôn", "Quý I/2026")
    above = [cell for at, work in enumerate(("Đắp bờ", "Trồng tre", "Dọn chợ"), 1) for cell in (str(at), work, *row)]
    found = facts([*header, *above, "4", "\f", *header, "Mở lớp bơi cho trẻ em các thôn", "ven sông", *row])
    last = found.tasks[-1]
    assert (last.number, last.content) == ("4", "Mở lớp bơi cho trẻ em các thôn ven sông")
    assert (last.extra, last.lead_agency) == ({"Hình thức": "Tờ gấp"}, "Phòng Kinh tế")


DEADLINES_FIRST = [
    "TT Mốc thời gian Việc cần triển khai Trách nhiệm chính Trách nhiệm phối hợp Căn cứ pháp lý",
    "1 Tháng 3/2026 Rà soát sổ tiêm phòng gia súc ở các bản Trạm Thú y Công an xã",
    "Lập danh sách hộ nuôi dê, gửi sổ theo dõi về",
    "2 Tháng 4/2026 Phòng Kinh tế Trạm Thú y",
    "văn phòng",
    "3 Tháng 5/2026 Sửa bể nước sinh hoạt của điểm trường Phòng Kinh tế Trạm Y tế",
    "Mở lớp dạy đan lát cho phụ nữ, thuê thợ giỏi",
    "4 Tháng 6/2026 Hội Phụ nữ xã Phòng Văn hóa - Xã hội",
    "ở bản bên",
    "5 Tháng 7/2026 Kiểm tra cầu treo trước mùa lũ Phòng Kinh tế Công an xã",
]


def test_a_header_on_one_line_shows_rows_read_across_that_their_lines_do_not_show() -> None:
    assert not is_interleaved(DEADLINES_FIRST)
    found = facts(DEADLINES_FIRST)
    assert [task.deadline for task in found.tasks] == [f"Tháng {month}/2026" for month in range(3, 8)]
    assert [task.lead_agency for task in found.tasks] == [
        "Trạm Thú y", "Phòng Kinh tế", "Phòng Kinh tế", "Hội Phụ nữ xã", "Phòng Kinh tế",
    ]  # fmt: skip
    assert found.tasks[1].content == "Lập danh sách hộ nuôi dê, gửi sổ theo dõi về văn phòng"
