"""Whether rows below a guessed header are those of a task list."""

from __future__ import annotations

from extractors.layout import Line, Page
from extractors.parts import AnnexPart, DocumentParts
from extractors.tasks import extract_tasks
from extractors.tasks.model import Column, FieldName, RowKind, TableRow
from extractors.tasks.plausibility import is_plausible
from tests.task_columns import FIELDS

COLUMNS = [Column(index, field, field) for index, field in enumerate(FIELDS)]
AT = {column.field: column.index for column in COLUMNS}


def row(content: str, lead: str = "", deadline: str = "", product: str = "") -> TableRow:
    cells = {FieldName.CONTENT: content, FieldName.LEAD: lead, FieldName.DEADLINE: deadline, FieldName.PRODUCT: product}
    return TableRow(RowKind.ROW, {AT[field]: text for field, text in cells.items() if text})


def test_tasks_have_somebody_to_do_them_and_a_time() -> None:
    rows = [
        TableRow(RowKind.GROUP, title="Công tác chung"),
        row("Rà soát văn bản", "Văn phòng HĐND và UBND xã", "Quý I/2026"),
        row("Các lớp tập huấn"),
        row("- Cho cán bộ", "", "Hằng năm"),
        row("- Cho trưởng thôn", "Phòng Kinh tế", "206-"),
    ]
    assert is_plausible(rows, COLUMNS)


def test_figures_and_forms_do_not() -> None:
    indicators = [row(f"Tỷ lệ hộ có nước sạch {n}", f"{n}%", "Đạt", "≥ 80%") for n in range(5)]
    names = [row("Họ tên:", "Sinh ngày", "ngày … tháng …"), row("Nơi cư trú:", "Ủy ban nhân dân xã …", "")]
    assert not is_plausible(indicators, COLUMNS)
    assert not is_plausible(names, COLUMNS)
    assert not is_plausible([], COLUMNS)


def test_forms_with_bars_in_clean_text_give_no_tasks() -> None:
    texts = (
        "Tên cơ quan | Số: … | Thời gian thực hiện: …",
        "Kính gửi: | Ủy ban nhân dân tỉnh",
        "1. Nội dung báo cáo: | Kết quả thực hiện",
        "- Đơn vị chủ trì thực hiện | Họ và tên",
        "2. Kiến nghị | Người lập biểu",
        "- Cơ quan phối hợp: | Ký tên",
    )
    lines = tuple(Line(text, 1, number) for number, text in enumerate(texts, 2))
    title = Line("PHỤ LỤC", 1, 1)
    part = AnnexPart((title,), lines)
    found = extract_tasks([Page(1, (title, *lines))], DocumentParts(annexes=(part,)), "0" * 64)
    assert not found.tasks
    assert [annex.kind for annex in found.annexes] == ["other"]
