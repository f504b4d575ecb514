"""Task tables that stand as text in a section of the body."""

from __future__ import annotations

from extractors.layout import Line, Page
from extractors.parts import DocumentParts
from extractors.tasks import extract_tasks
from extractors.tasks.body_table import lines_of_table

ABOVE = ["I. MỤC TIÊU", "Làm sạch dữ liệu.", "II. PHÂN CÔNG NHIỆM VỤ"]
TABLE = ["TT", "Phần việc", "Người phụ trách", "Hạn hoàn thành", "Kết quả"]
TABLE += [
    cell
    for n in (1, 2, 3)
    for cell in (str(n), f"Rà soát hồ sơ đợt {n}", "Công chức Địa chính", f"Tháng {n}/2026", "Báo cáo")
]
BELOW = ["III. KINH PHÍ", "Ngân sách xã bảo đảm.", "IV. TỔ CHỨC THỰC HIỆN", "Các đơn vị báo cáo trước ngày 30/6/2026."]


def lines(*texts: str) -> list[Line]:
    return [Line(text, 1, number) for number, text in enumerate(texts, 1)]


def test_its_rows_are_tasks_with_their_numbers_and_it_ends_with_its_section() -> None:
    body = lines(*ABOVE, *TABLE, *BELOW)
    without_numbers = tuple(line for line in body if not line.text.isdigit())  # as the body's paragraphs have it
    found = extract_tasks([Page(1, tuple(body))], DocumentParts(body=without_numbers), "0" * 64)
    assert [(task.number, task.lead_agency, task.product) for task in found.tasks] == [
        (str(n), "Công chức Địa chính", "Báo cáo") for n in (1, 2, 3)
    ]
    assert not any(task.from_body for task in found.tasks)
    assert found.annexes[0].line == 4


def test_groups_that_count_like_sections_do_not_end_it() -> None:
    grouped = [*TABLE[:5], "III. HỒ SƠ", *TABLE[5:]]
    body = lines(*ABOVE, *grouped, *BELOW)
    assert [line.text for line in lines_of_table([Page(1, tuple(body))], body)] == grouped


def test_a_body_without_such_a_header_has_none() -> None:
    body = lines(*ABOVE, "Phòng Kinh tế chủ trì, phối hợp với Công an xã rà soát hồ sơ.", *BELOW)
    assert not lines_of_table([Page(1, tuple(body))], body)
    assert not lines_of_table([], ())
