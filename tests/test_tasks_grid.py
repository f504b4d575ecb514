"""Ruled tables become tasks: columns by meaning, groups, headings, merged cells, rows cut by a page end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.facts import TaskFacts
from extractors.layout import Cell, Line, Page, Table
from extractors.parts import AnnexPart, DocumentParts
from extractors.tasks import extract_tasks
from extractors.tasks.grid import with_merged_leads
from extractors.tasks.headers import is_task_header, match_columns
from extractors.tasks.model import Column, FieldName, RowKind, TableRow

SIX = ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
Content = str | Cell | None


def table(*rows: Sequence[Content], page: int = 1) -> Table:
    """A table of one-cell texts; a ``Cell`` stands for itself (its place is set), ``None`` for a covered place."""
    cells = []
    for r, row in enumerate(rows):
        for c, content in enumerate(row):
            if isinstance(content, str):
                cells.append(Cell(r, c, content))
            elif content is not None:
                cells.append(replace(content, row=r, column=c))
    return Table(page, len(rows), max(len(row) for row in rows), tuple(cells))


def spanning(text: str, columns: int = 1, rows: int = 1, *, bold: bool = False) -> Cell:
    return Cell(0, 0, text, rows, columns, bold=bold)


def facts(*tables: Table, title: str = "PHỤ LỤC") -> TaskFacts:
    line = Line(title, 1, 1)
    pages = [Page(t.page, (line,), (t,)) for t in tables]
    return extract_tasks(pages, DocumentParts(annexes=(AnnexPart((line,), ()),)), "0" * 64)


ROW = ("1", "Rà soát thủ tục", "Văn phòng", "Các phòng", "Quý I/2026", "Báo cáo")


def test_a_row_becomes_a_task_with_normalised_values_beside_the_printed() -> None:
    (task,) = facts(
        table(SIX, ("1", "Rà soát\nthủ tục", "Văn phòng UBND", "Sở Nội vụ, Sở Tư pháp", "2026-\n2030", "Kế hoạch"))
    ).tasks
    assert (task.number, task.content, task.lead_agency) == ("1", "Rà soát thủ tục", "Văn phòng UBND")
    assert task.deadline == "2026-2030"
    assert (task.deadline_start, task.deadline_end) == ("2026-01-01", "2030-12-31")
    assert task.lead_agency_list == ("Văn phòng Ủy ban nhân dân",)
    assert task.coordinating_agency_list == ("Sở Nội vụ", "Sở Tư pháp")


@pytest.mark.parametrize(
    ("printed", "fields"),
    [
        (SIX, "number content lead_agency coordinating_agencies deadline product"),
        (
            ("STT", "Nhiệm vụ", "Kết quả/Sản phẩm", "Cơ quan thực hiện", "Phối hợp", "Tiến độ", "Ghi chú"),
            "number content product lead_agency coordinating_agencies deadline extra",
        ),
        (
            ("Số TT", "Tên nhiệm vụ", "Đầu mối thực hiện", "Cùng thực hiện", "Tiến độ"),
            "number content lead_agency coordinating_agencies deadline",
        ),
        (
            ("TT", "NHIỆM VỤ, GIẢI PHÁP", "LÃNH ĐẠO PHỤ TRÁCH", "ĐƠN VỊ CHỦ TRÌ", "THỜI HẠN (dự kiến)"),
            "number content extra lead_agency deadline",
        ),
        (
            ("STT", "Nội dung tuyên truyền", "Hình thức thực hiện", "Đơn vị thực hiện", "Thời gian thực hiện"),
            "number content extra lead_agency deadline",
        ),
        (("TT", "Nội dung", "Người thực hiện", "Thời gian", "Địa điểm"), "number content lead_agency deadline extra"),
        (("Tháng", "Nội dung công việc", "Bộ phận phụ trách", "Ghi chú"), "deadline content lead_agency extra"),
        (("TT", "Công việc", "Phân công", "Ngày, tháng"), "number content lead_agency deadline"),
        (
            ("TT", "Công việc cụ thể", "Đơn vị tính", "Số lượng", "Người phụ trách", "Thời hạn", "Yêu cầu kết quả"),
            "number content extra extra lead_agency deadline product",
        ),
        (
            ("TT", "Việc cần làm", "Đơn vị đảm nhận", "Thời gian Bắt đầu", "Thời gian Kết thúc"),
            "number content lead_agency extra deadline",
        ),
        (
            ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Tiến độ Quý I", "Tiến độ Quý II", "Tiến độ Quý III"),
            "number content lead_agency extra extra extra",
        ),
        (
            ("TT", "Tên chương trình, đề án", "Cơ quan tham mưu, thực hiện", "Từ tháng", "Đến tháng"),
            "number content lead_agency extra deadline",
        ),
        (
            ("Số TT", "Đề án, nghị quyết, chỉ thị", "Cơ quan tham mưu xây dựng", "Cấp trình", "Thời gian trình"),
            "number content lead_agency extra deadline",
        ),
        (
            ("TT", "Nội dung, công việc", "Người chủ trì", "Đơn vị liên quan", "Hạn xử lý", "Kết quả, minh chứng"),
            "number content lead_agency coordinating_agencies deadline product",
        ),
        (
            ("TT", "Việc phải làm", "Người/Bộ phận thực hiện", "Bộ phận cùng thực hiện", "Hạn cuối", "Minh chứng"),
            "number content lead_agency coordinating_agencies deadline product",
        ),
        (("Nội dung, phần việc", "Đơn vị đảm nhiệm", "Thời gian xong"), "content lead_agency deadline"),
    ],
)
def test_columns_are_known_by_meaning_in_any_order(printed: tuple[str, ...], fields: str) -> None:
    columns = match_columns(printed)
    assert " ".join(column.field for column in columns) == fields
    assert is_task_header(columns)


@pytest.mark.parametrize(
    "printed",
    [
        ("STT", "Nội dung chi", "Đơn vị tính", "Số lượng", "Thành tiền"),
        ("TT", "Tên chỉ tiêu", "Đơn vị tính", "Năm 2026", "Năm 2027"),
        ("STT", "Họ và tên", "Chức vụ", "Số điện thoại"),
        ("STT", "Nội dung", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền", "Đơn vị thực hiện"),
        ("STT", "Họ và tên", "Chức vụ", "Nhiệm vụ", "Đơn vị phụ trách"),
        ("STT", "Tên thủ tục hành chính", "Cơ quan thực hiện", "Thời hạn giải quyết"),
        ("TT", "Bộ chỉ số xếp hạng", "Mục tiêu", "Cơ quan đầu mối", "Thời gian"),
        ("STT", "Tên chỉ tiêu", "Cơ quan chủ trì", "Cơ quan phối hợp", "Năm 2027"),
    ],
)
def test_budgets_indicators_and_lists_of_names_are_no_task_lists(printed: tuple[str, ...]) -> None:
    assert not is_task_header(match_columns(printed))
    found = facts(table(printed, tuple(str(n) for n in range(len(printed)))))
    assert found.tasks == ()
    assert [annex.kind for annex in found.annexes] == ["other"]
    assert found.annexes[0].rows[0] == printed


def test_a_column_whose_name_does_not_tell_means_what_its_cells_are() -> None:
    rows = [(str(n), "Rà soát hồ sơ", "Phòng Kinh tế", "Công an xã", f"Tháng {n}/2026", "2") for n in (1, 2, 3)]
    tasks = facts(table(("TT", "Nội dung", "Đơn vị", "Bên cùng làm", "Đúng hẹn", "Điểm"), *rows)).tasks
    assert [(t.lead_agency, t.coordinating_agencies, t.deadline, t.extra) for t in tasks] == [
        ("Phòng Kinh tế", "Công an xã", f"Tháng {n}/2026", {"Điểm": "2"}) for n in (1, 2, 3)
    ]


def test_rows_below_a_page_end_are_no_header_however_telling_their_words_are() -> None:
    first = table((*SIX, "Ghi chú"), (*ROW, ""))
    rows: list[tuple[Content, ...]] = [("", "công việc còn chậm", "", "", "", "nghiệm thu", "năm trước")]
    rows += [(str(n), "Rà soát", "Phòng Kinh tế", "Công an xã", f"Tháng {n}/2026", "Báo cáo", "") for n in (2, 3, 4)]
    bulleted = ("", "- Vận hành danh mục công việc", "Văn phòng", "Các đơn vị phối hợp", "Quý I/2026", "Quy chế", "")
    tasks = facts(first, table(*rows, page=2), table(bulleted, *rows[1:], page=3)).tasks
    assert [t.number for t in tasks] == ["1", "2", "3", "4", None, "2", "3", "4"]


def test_a_row_cut_by_a_page_end_goes_on_where_any_of_its_cells_does() -> None:
    first = table(SIX, ("1", "Tự kiểm tra tại Trung tâm", "Trung tâm", "", "Tháng 6 -", "Báo cáo tự"))
    rest = table(("", "Khuyến công và Xúc tiến", "Khuyến công", "", "7/2026", "kiểm tra"), ("2", *ROW[1:]), page=2)
    one, two = facts(first, rest).tasks
    assert (one.content, one.product) == ("Tự kiểm tra tại Trung tâm Khuyến công và Xúc tiến", "Báo cáo tự kiểm tra")
    assert (one.deadline, two.number) == ("Tháng 6 - 7/2026", "2")


def test_a_group_may_name_who_is_in_charge_of_it() -> None:
    led = ("I", "Hoàn thiện thể chế", "Văn phòng", "", "", "")
    found = facts(table(SIX, led, ROW, ("2", *ROW[1:]), ("II", "Kiểm tra", "Thanh tra", "", "", ""), ("3", *ROW[1:])))
    assert [(t.group, t.number) for t in found.tasks] == [("I", "1"), ("I", "2"), ("II", "3")]
    assert any("Cơ quan chủ trì của nhóm: Thanh tra" in warning.message for warning in found.warnings)


def test_rows_that_count_by_romans_are_tasks() -> None:
    rows = [(label, "Rà soát", "Văn phòng", "", "", "") for label in ("I", "II", "III")]
    assert [t.number or t.content for t in facts(table(SIX, *rows)).tasks] == ["I", "II", "III"]


def test_units_that_are_counted_in_are_no_bodies() -> None:
    rows = [(str(n), "Máy tính", "Bộ", "5", "Quý I") for n in (1, 2, 3)]
    assert facts(table(("TT", "Nội dung", "Đơn vị", "Số lượng", "Đợt"), *rows)).tasks == ()


def test_an_unknown_column_is_kept_under_its_printed_name() -> None:
    (task,) = facts(table((*SIX, "Nguồn vốn"), (*ROW, "Ngân sách xã"))).tasks
    assert task.extra == {"Nguồn vốn": "Ngân sách xã"}


def test_a_header_of_two_levels_and_a_row_of_column_numbers() -> None:
    head = (
        spanning("TT", rows=2), spanning("Nhiệm vụ", rows=2), spanning("Cơ quan thực hiện", columns=2), None,
        spanning("Thời hạn", rows=2),
    )  # fmt: skip
    found = facts(
        table(
            head,
            (None, None, "Chủ trì", "Phối hợp", None),
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            ("1", "Rà soát", "Sở A", "Sở B", "2026"),
        )
    )
    (task,) = found.tasks
    assert (task.lead_agency, task.coordinating_agencies, task.deadline) == ("Sở A", "Sở B", "2026")


def test_groups_in_roman_letters_and_bold_spanning_or_not() -> None:
    found = facts(
        table(
            SIX,
            ("I", spanning("CẢI CÁCH", columns=5), None, None, None, None),
            ROW,
            ("B", "Chuyển đổi số", "", "", "", ""),
            ROW,
            (spanning("Nhiệm vụ thường xuyên", columns=6, bold=True), None, None, None, None, None),
            ROW,
        )
    )
    assert [(g.label, g.title) for g in found.annexes[0].groups] == [
        ("I", "CẢI CÁCH"),
        ("B", "Chuyển đổi số"),
        ("", "Nhiệm vụ thường xuyên"),
    ]
    assert [(t.group, t.group_title) for t in found.tasks] == [
        ("I", "CẢI CÁCH"),
        ("B", "Chuyển đổi số"),
        (None, "Nhiệm vụ thường xuyên"),
    ]


def test_rows_under_a_heading_row_know_their_parent() -> None:
    found = facts(
        table(
            SIX,
            ("1", "Phát triển hạ tầng số", "", "", "", ""),
            ("", "- Nâng cấp mạng", "Văn phòng", "Các phòng", "2026", "Mạng"),
            ("1.2", "Mua máy", "Văn phòng", "Các phòng", "2026", "Máy"),
            ("2", "Đào tạo", "Văn phòng", "Các phòng", "2026", "Lớp"),
        )
    )
    assert [(t.number, t.parent, t.is_heading) for t in found.tasks] == [
        ("1", None, True),
        (None, "1", False),
        ("1.2", "1", False),
        ("2", None, False),
    ]


@pytest.mark.parametrize("labels", [("1.1", "1.2"), ("a)", "b)"), ("", "")])
def test_a_row_whose_lead_is_merged_with_its_sub_rows_is_their_heading(labels: tuple[str, str]) -> None:
    sign = "" if labels[0] else "- "
    found = facts(
        table(
            SIX,
            ("1", "Phát triển hạ tầng số", spanning("Văn phòng", rows=3), "", "", ""),
            (labels[0], f"{sign}Nâng cấp mạng", None, "Các phòng", "2026", "Mạng"),
            (labels[1], f"{sign}Mua máy", None, "Các phòng", "2027", "Máy"),
            ("2", "Đào tạo", spanning("Phòng Văn hóa", rows=2), "", "", ""),
            ("3", "Kiểm tra", None, "Các phòng", "2026", "Báo cáo"),
        )
    )
    assert [task.is_heading for task in found.tasks] == [True, False, False, False, False]
    assert [task.parent for task in found.tasks] == [None, "1", "1", None, None]
    assert [task.lead_agency for task in found.tasks] == ["Văn phòng"] * 3 + ["Phòng Văn hóa"] * 2
    assert [task.inherited for task in found.tasks[:3]] == [(), ("lead_agency",), ("lead_agency",)]


def test_a_row_with_a_lead_of_its_own_is_a_task_also_above_sub_rows() -> None:
    found = facts(
        table(
            SIX,
            ("1", "Phát triển hạ tầng số", "Văn phòng", "", "", ""),
            ("1.1", "Nâng cấp mạng", "Văn phòng", "Các phòng", "2026", "Mạng"),
        )
    )
    assert [task.is_heading for task in found.tasks] == [False, False]


def test_a_cell_merged_over_rows_is_given_to_each_and_marked_inherited() -> None:
    found = facts(
        table(
            SIX,
            ("1", "Rà soát", spanning("Văn phòng", rows=2), "A", "2026", "Báo cáo"),
            ("2", "Kiểm tra", None, "B", "2026", "Báo cáo"),
        )
    )
    assert [t.lead_agency for t in found.tasks] == ["Văn phòng", "Văn phòng"]
    assert [t.inherited for t in found.tasks] == [(), ("lead_agency",)]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_row_cut_by_a_page_end_is_joined_with_and_without_the_header_again(repeated: bool) -> None:
    second = (("", "nhân dân tại xã", "", "và UBND", "", ""), ("2", "Kiểm tra", "Văn phòng", "", "2026", ""))
    found = facts(
        table(SIX, ("1", "Lấy ý kiến", "Văn phòng HĐND", "Các phòng", "2026", "Báo cáo")),
        table(*((SIX, *second) if repeated else second), page=2),
    )
    assert [(t.content, t.coordinating_agencies, t.pages) for t in found.tasks] == [
        ("Lấy ý kiến nhân dân tại xã", "Các phòng và UBND", (1, 2)),
        ("Kiểm tra", "", (2,)),
    ]


def test_a_cell_merged_over_a_page_end_goes_on_with_what_stood_above() -> None:
    found = facts(
        table(SIX, ("1", "Rà soát", "Văn phòng", "A", "2026", "Báo cáo")),
        table(
            SIX,
            ("2", "Kiểm tra", spanning("", rows=2), "B", "2026", ""),
            ("3", "Tổng hợp", None, "C", "2026", ""),
            ("4", "Báo cáo", "", "C", "2026", ""),
            page=2,
        ),
    )
    assert [t.lead_agency for t in found.tasks] == ["Văn phòng", "Văn phòng", "Văn phòng", ""]
    assert found.tasks[1].inherited == ("lead_agency",)


def test_a_table_that_counts_anew_does_not_go_on_with_the_group_above() -> None:
    found = facts(
        table(SIX, ("I", "CẢI CÁCH", "", "", "", ""), ROW, ("2", *ROW[1:])), table(SIX, ROW, ("2", *ROW[1:]), page=2)
    )
    assert [t.group for t in found.tasks] == ["I", "I", None, None]


def test_gaps_in_the_numbers_and_rows_without_a_lead_are_reported() -> None:
    found = facts(table(SIX, ROW, ("3", "Kiểm tra", "", "Các phòng", "2026", "")))
    assert {warning.code for warning in found.warnings} == {"number-gap", "no-lead"}
    assert found.tasks[1].warnings


def test_task_ids_are_stable_and_different() -> None:
    first, second = facts(table(SIX, ROW, ("2", *ROW[1:]))), facts(table(SIX, ROW, ("2", *ROW[1:])))
    assert [t.task_id for t in first.tasks] == [t.task_id for t in second.tasks]
    assert len({t.task_id for t in first.tasks}) == 2


def test_a_table_without_its_number_column_still_gives_tasks() -> None:
    (task,) = facts(table(SIX[1:], ("1. Rà soát thủ tục", *ROW[2:]))).tasks
    assert (task.number, task.content) == ("1", "1. Rà soát thủ tục")


def test_field_names_of_the_model_are_fields_of_a_task() -> None:
    from extractors.facts import Task

    named = {name.value for name in FieldName} - {"extra"}
    assert named <= set(Task.model_fields)


def read_by_ocr(read: Table) -> Table:
    """The table as an engine gives it that is nowhere quite sure."""
    return replace(read, cells=tuple(replace(cell, confidence=0.9) for cell in read.cells))


def test_an_unreadable_number_column_is_known_by_its_counting() -> None:
    rows = [(str(n), f"Việc thứ {n}", *ROW[2:]) for n in (1, 2, 3)]
    found = facts(read_by_ocr(table(("l ki", *SIX[1:]), *rows)))
    assert [task.number for task in found.tasks] == ["1", "2", "3"]
    assert found.tasks[0].extra == {}


def test_a_table_goes_on_where_one_name_of_the_repeated_header_is_unreadable() -> None:
    first, second = table(SIX, ROW), table(("Khi à", *SIX[1:]), ("2", "Họp dân", *ROW[2:]), page=2)
    found = facts(read_by_ocr(first), read_by_ocr(second))
    assert len(found.annexes) == 1
    assert [task.number for task in found.tasks] == ["1", "2"]


def test_romans_of_groups_are_read_by_their_order_where_the_engine_doubted() -> None:
    def groups(read: Table) -> list[str]:
        return [group.label for group in facts(read).annexes[0].groups]

    printed = table(
        SIX, ("I", "MỘT", "", "", "", ""), ROW, ("H", "HAI", "", "", "", ""), ROW, ("IH", "BA", "", "", "", ""), ROW
    )
    assert groups(read_by_ocr(printed)) == ["I", "II", "III"]
    letters = table(SIX, ("G", "BẢY", "", "", "", ""), ROW, ("H", "TÁM", "", "", "", ""), ROW)
    assert groups(letters) == ["G", "H"]


def test_a_row_of_column_numbers_with_a_lost_bracket_is_no_row() -> None:
    counted = ("(1", "(2)", "(3)", "4)", "(5)", "(6)")
    assert [task.content for task in facts(read_by_ocr(table(SIX, counted, ROW))).tasks] == [ROW[1]]


def test_a_merged_cell_cut_within_its_text_by_a_page_end_is_whole_in_all_its_rows() -> None:
    second = (("3", "Họp dân", spanning("công xã", rows=2), *ROW[3:]), ("4", "Mở lớp", None, *ROW[3:]))
    found = facts(
        table(SIX, ("1", "Rà soát", spanning("Trung tâm Hành chính", rows=2), *ROW[3:]), ("2", "Đo", None, *ROW[3:])),
        table(*second, page=2),
    )
    assert {task.lead_agency for task in found.tasks} == {"Trung tâm Hành chính công xã"}


@pytest.mark.parametrize("side", ["above", "below", "closed"])
def test_a_cell_that_the_rules_leave_open_at_a_page_end_goes_on_in_the_row_below(side: str) -> None:
    deadline = Cell(0, 0, "Quý I/2026", open_below=side == "below")
    empty = Cell(0, 0, "", open_above=side == "above")
    (first, second, third) = facts(
        table(SIX, (*ROW[:4], deadline, "Báo cáo")),
        table(("2", "Họp dân", *ROW[2:4], empty, "Biên bản"), ("3", "Mở lớp", *ROW[2:4], "", "Lớp"), page=2),
    ).tasks
    goes_on = side != "closed"
    assert (first.deadline, second.deadline, third.deadline) == ("Quý I/2026", "Quý I/2026" if goes_on else "", "")
    assert second.inherited == (("deadline",) if goes_on else ())
    assert not second.warnings


@pytest.mark.parametrize("opened", [True, False])
def test_a_printed_deadline_goes_on_over_the_page_end_only_where_its_cell_is_open(tmp_path: Path, opened: bool) -> None:
    from benchmarks.tasks import read_tasks
    from samples.sampling import random_plan, truth, write_pdf
    from samples.sampling.fonts import find_folder
    from samples.sampling.model import ABOVE

    if find_folder() is None:
        pytest.skip("needs the Liberation fonts (fonts-liberation2)")
    look = {"rules": "full", "repeat_header": False, "split_rows": False, "merged": False, "heading_rows": False}
    columns = ("number", "content", "lead_agency", "deadline", "product")
    plan = random_plan(9108, columns=columns, rows=10, groups=0, body=0, **look)
    (annex,) = plan.annexes
    rows = [
        replace(row, cells={**row.cells, "deadline": ABOVE}) if at % 2 else row for at, row in enumerate(annex.rows)
    ]
    plan = replace(plan, annexes=(replace(annex, rows=tuple(rows), open_merged=opened),))
    write_pdf(plan, tmp_path / "plan.pdf")
    read, _ = read_tasks(tmp_path / "plan.pdf")
    pairs = [(task.deadline, true["deadline"]) for task, true in zip(read.tasks, truth(plan)["tasks"], strict=True)]
    different = [got for got, true in pairs if got != true]
    assert different == ([] if opened else [""])


def test_a_lead_that_the_rules_tell_to_go_on_is_no_guess() -> None:
    empty = Cell(0, 0, "", open_above=True)
    found = facts(table(SIX, ROW), table(("2", "Họp dân", empty, *ROW[3:]), ("3", "Mở lớp", *ROW[2:]), page=2))
    assert found.tasks[1].lead_agency == "Văn phòng"
    assert not found.tasks[1].warnings


def test_a_row_that_counts_several_numbers_is_doubted() -> None:
    labels = ["1\n2\n3", "II\n4.1\n4.2", "5", "10.\n1"]
    found = facts(table(SIX, *((label, *ROW[1:]) for label in labels)))
    doubts = [[warning for warning in task.warnings if "gộp làm một" in warning] for task in found.tasks]
    assert [len(warnings) for warnings in doubts] == [1, 1, 0, 0]
    assert "1 2 3" in doubts[0][0]


def test_a_row_without_a_lead_at_a_page_begin_has_the_one_above_and_says_so() -> None:
    found = facts(table(SIX, ROW), table(("2", "Họp dân", "", *ROW[3:]), ("3", "Mở lớp", "", *ROW[3:]), page=2))
    assert [task.lead_agency for task in found.tasks] == ["Văn phòng", "Văn phòng", ""]
    assert found.tasks[1].inherited == ("lead_agency",)
    assert found.tasks[1].warnings


def test_without_rules_between_rows_an_empty_lead_is_a_merged_one() -> None:
    rows = table(SIX, ROW, ("2", "Họp dân", "", *ROW[3:]), ("II", "DÂN SỐ", "", "", "", ""), ("1", "Đếm", "", *ROW[3:]))
    found = facts(replace(rows, rows_drawn=False))
    assert [task.lead_agency for task in found.tasks] == ["Văn phòng", "Văn phòng", ""]
    assert [task.lead_agency for task in facts(rows).tasks] == ["Văn phòng", "", ""]


@pytest.mark.parametrize(("missing", "expected"), [(1, ["", "Công an xã"]), (6, ["Phòng Kinh tế", "Công an xã"])])
def test_in_damaged_text_a_single_lead_that_is_missing_may_be_one_that_was_lost(
    missing: int, expected: list[str]
) -> None:
    fields = (FieldName.CONTENT, FieldName.LEAD, FieldName.DEADLINE)
    columns = [Column(index, field, field) for index, field in enumerate(fields)]
    leads = [*["Phòng Kinh tế"] * 11, *[""] * missing, "Công an xã"]
    rows = [TableRow(RowKind.ROW, cells={0: "Rà soát", 1: lead, 2: "Quý I/2026"}) for lead in leads]
    assert [row.cells[1] for row in with_merged_leads(rows, columns, damaged=True)][-2:] == expected
    assert [row.cells[1] for row in with_merged_leads(rows, columns)][-2:] == ["Phòng Kinh tế", "Công an xã"]


def test_a_row_that_begins_with_a_number_is_no_header() -> None:
    chief = ("13", "Cập nhật danh mục công việc", "Chủ tịch", "Các tổ chức", "Tháng 6/2026", "Kế hoạch")
    found = facts(table(SIX, ROW), table(("12", *ROW[1:]), chief, page=2))
    assert [task.number for task in found.tasks] == ["1", "12", "13"]


def test_a_group_and_its_first_row_are_no_header_at_a_page_begin() -> None:
    below = table(
        ("2", "Trồng cây chắn sóng", "Hội Nông dân xã", "Các thôn", "Quý IV/2027", "Hàng tre"),
        ("IV", "TỔNG KẾT, ĐÁNH GIÁ", "", "", "", ""),
        (
            "1",
            "Đánh giá danh mục công việc, kết quả, sản phẩm",
            "Phòng Kinh tế",
            "Các đơn vị phối hợp",
            "2027",
            "Báo cáo",
        ),
        page=2,
    )
    assert [task.number for task in facts(table(SIX, ROW), below).tasks] == ["1", "2", "1"]


def test_names_below_the_header_for_columns_without_one_are_no_task() -> None:
    found = facts(
        table(
            ("TT", "Nội dung", "Cơ quan chủ trì", "Cấp trình", "", "Thời gian"),
            ("", "", "", "Chính phủ", "Thủ tướng", "Tháng"),
            ("1", "Sửa đổi nghị định", "Vụ Pháp chế", "x", "", "Tháng 6/2026"),
            ("2", "Quy hoạch", "Cục Quản lý đê điều", "", "x", "Tháng 9/2026"),
        )
    )
    assert [task.number for task in found.tasks] == ["1", "2"]
    assert found.tasks[1].extra == {"Thủ tướng": "x"}


def test_the_rest_of_a_row_below_a_repeated_header_is_no_names() -> None:
    first = table(SIX, ROW)
    last = table(SIX, ("", "", "", "các thôn", "", ""), ("2", "Tập huấn", "Văn phòng", "", "Hằng năm", ""), page=2)
    found = facts(first, last)
    assert [task.coordinating_agencies for task in found.tasks] == ["Các phòng các thôn", ""]


def test_another_table_with_as_many_columns_is_not_the_rest_of_this_one() -> None:
    other = table(("STT", "Họ và tên", "Năm sinh", "Quê quán", "Trình độ", "Ghi chú"), ("1", "A", "1990", "", "", ""))
    found = facts(table(SIX, ROW), other)
    assert len(found.tasks) == 1
    assert [annex.kind for annex in found.annexes] == ["tasks", "other"]


def test_lines_of_a_form_that_nobody_filled_in_are_no_tasks() -> None:
    found = facts(table(SIX, ROW, ("2", "", "", "", "", ""), ("3", "", "", "", "", "")))
    assert [task.number for task in found.tasks] == ["1"]


@pytest.mark.parametrize("hours", [("7h30 - 8h00", "8 giờ"), ("08g00", "Từ 14h"), ("7 : 30", "8g")])
def test_the_programme_of_a_day_is_no_task_list(hours: tuple[str, str]) -> None:
    header = ("Thời gian", "Nội dung", "Người thực hiện")
    found = facts(table(header, (hours[0], "Đón tiếp đại biểu", "Ban Tổ chức"), (hours[1], "Khai mạc", "Chủ tịch")))
    assert found.tasks == ()
    assert [annex.kind for annex in found.annexes] == ["other"]


def test_counts_of_stages_and_meetings_are_no_hours() -> None:
    header = ("TT", "Nội dung", "Đơn vị thực hiện", "Tiến độ")
    told = ("3 giai đoạn", "02 hội nghị/năm")
    found = facts(table(header, *((str(n), "Tập huấn", "Văn phòng", text) for n, text in enumerate(told, 1))))
    assert [task.deadline for task in found.tasks] == list(told)


def test_a_group_that_adds_up_its_rows_is_a_group_and_its_sum_is_told() -> None:
    header = ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian", "Kinh phí")
    found = facts(
        table(header, ("I", "Tuyên truyền", "", "", "41,5"), ("1", "In tờ gấp", "Văn phòng", "Quý I/2026", "41,5"))
    )
    (task,) = found.tasks
    assert (task.group, task.group_title, task.number) == ("I", "Tuyên truyền", "1")
    assert [warning.message for warning in found.warnings] == ["Kinh phí của nhóm: 41,5"]
