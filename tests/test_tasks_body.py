"""Tasks that the body of a plan assigns, where there is no task annex."""

from __future__ import annotations

import pytest

from extractors.layout import Line
from extractors.parts import DocumentParts
from extractors.tasks import extract_tasks
from extractors.tasks.body import body_tasks


def lines(*texts: str) -> list[Line]:
    return [Line(text, 1, number) for number, text in enumerate(texts, start=1)]


def test_giao_chu_tri_phoi_hop_is_a_task_with_its_deadline() -> None:
    (task,) = body_tasks(
        lines(
            "1. Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã rà soát các",
            "điểm bán hàng dọc đường; hoàn thành trước ngày 15/5/2026.",
        ),
        "0",
    )
    assert (task.lead_agency, task.coordinating_agencies) == ("Phòng Kinh tế", "Công an xã")
    assert task.content == "rà soát các điểm bán hàng dọc đường"
    assert (task.deadline, task.deadline_end) == ("trước ngày 15/5/2026", "2026-05-15")
    assert task.from_body
    assert task.annex is None
    assert task.lines == (1, 2)


def test_giao_without_chu_tri_and_a_body_that_leads_by_itself() -> None:
    found = body_tasks(
        lines(
            "- Giao Trạm Y tế xã bố trí một điểm sơ cứu.",
            "- Văn phòng HĐND và UBND xã chủ trì, phối hợp với Đoàn Thanh niên lập đội tình nguyện.",
        ),
        "0",
    )
    assert [(t.lead_agency, t.content) for t in found] == [
        ("Trạm Y tế xã", "bố trí một điểm sơ cứu"),
        ("Văn phòng HĐND và UBND xã", "lập đội tình nguyện"),
    ]


def test_points_under_a_named_body_belong_to_it() -> None:
    found = body_tasks(
        lines(
            "1. Phòng Nội vụ:",
            "a) Chủ trì, phối hợp với các phòng, ban tham mưu kế hoạch năm.",
            "2. Kinh phí",
            "Chủ trì xây dựng dự toán.",
        ),
        "0",
    )
    assert [(t.lead_agency, t.content) for t in found] == [("Phòng Nội vụ", "tham mưu kế hoạch năm")]


@pytest.mark.parametrize(
    "text",
    [
        "Các cơ quan, đơn vị phối hợp chặt chẽ trong quá trình thực hiện.",
        "Hội nghị do Chủ tịch chủ trì đã thống nhất nội dung trên.",
        "Giao thông đi lại khó khăn vào mùa mưa.",
        "Nâng cao vai trò chủ trì của người đứng đầu.",
    ],
)
def test_other_sentences_stay_text(text: str) -> None:
    assert body_tasks(lines(text), "0") == []


def test_extract_tasks_looks_into_the_body_only_without_a_task_annex() -> None:
    body = tuple(lines("Giao Công an xã tổ chức tuần tra."))
    (task,) = extract_tasks((), DocumentParts(body=body), "0").tasks
    assert task.from_body


def test_who_leads_when_and_what_stand_in_words_of_their_own_below_the_point() -> None:
    first, second = body_tasks(
        lines(
            "1. Công tác hộ tịch",
            "1.1. Số hóa sổ hộ tịch từ năm 1990",
            "- Rà từng trang, ký số từng bản.",
            "- Thời gian hoàn thành: Quý IV/2031;",
            "- Đơn vị chủ trì: Phòng Tư pháp; đơn vị phối hợp: Công an xã, Văn phòng.",
            "- Kết quả: Báo cáo.",
            "1.2 Bàn giao sổ cũ cho kho lưu trữ",
            "Cơ quan thực hiện: Phòng Nội vụ.",
            "2. Kinh phí",
            "- Thời gian thực hiện: Năm 2031.",
        ),
        "0",
    )
    assert (first.content, first.lead_agency) == ("Số hóa sổ hộ tịch từ năm 1990", "Phòng Tư pháp")
    assert (first.coordinating_agencies, first.product) == ("Công an xã, Văn phòng", "Báo cáo")
    assert (first.deadline, first.deadline_end, first.lines) == ("Quý IV/2031", "2031-12-31", (2, 6))
    assert first.from_body
    assert (second.content, second.lead_agency) == ("Bàn giao sổ cũ cho kho lưu trữ", "Phòng Nội vụ")
    assert (second.deadline, second.product, second.lines) == ("", "", (7, 8))


def test_words_that_are_no_field_of_a_task_may_stand_between() -> None:
    found = body_tasks(
        lines(
            "1.1. Nội dung: Họp lấy ý kiến về tên đường",
            "- Thời gian: Ngày 05/3/2031.",
            "- Thành phần: Trưởng thôn, mỗi hộ một người.",
            "- Địa điểm: Nhà văn hóa.",
            "- Đơn vị chủ trì: Phòng Văn hóa.",
            "1.2. Đối tượng: Hộ có xe.",
            "- Đơn vị chủ trì: Phòng Kinh tế.",
        ),
        "0",
    )
    assert (found[0].content, found[0].lead_agency) == ("Họp lấy ý kiến về tên đường", "Phòng Văn hóa")
    assert (found[0].deadline, found[0].lines) == ("Ngày 05/3/2031", (1, 5))
    assert len(found) == 2


def test_who_leads_and_when_stand_in_brackets_behind_the_clause() -> None:
    (task,) = body_tasks(
        lines(
            "- Trồng lại hàng cây trước cổng chợ (Chủ trì: Phòng Kinh tế; phối hợp: Đoàn Thanh niên; thời gian: tháng",
            "3/2031).",
            "- Nhắc các hộ kinh doanh để xe gọn gàng.",
        ),
        "0",
    )
    assert (task.content, task.lead_agency) == ("Trồng lại hàng cây trước cổng chợ", "Phòng Kinh tế")
    assert (task.coordinating_agencies, task.deadline) == ("Đoàn Thanh niên", "tháng 3/2031")


@pytest.mark.parametrize(
    "text",
    [
        "Người chủ trì: ông trưởng thôn.",
        "Thời gian: 8 giờ ngày 05/3/2031.",
        "Đơn vị chủ trì: theo phân công.",
        "Kết quả: đạt 95% kế hoạch.",
    ],
)
def test_a_lone_label_is_no_task(text: str) -> None:
    assert body_tasks(lines("1. Hội nghị", text), "0") == []


def test_a_body_named_on_a_line_of_its_own_leads_what_stands_below_it() -> None:
    found = body_tasks(
        lines(
            "1. Phòng Nội vụ",
            "Chủ trì, phối hợp với các phòng, ban tham mưu kế hoạch năm.",
            "2. Công an xã",
            "- Chủ trì tuần tra các tuyến đường ven sông.",
        ),
        "0",
    )
    assert [(t.lead_agency, t.coordinating_agencies, t.content) for t in found] == [
        ("Phòng Nội vụ", "các phòng, ban", "tham mưu kế hoạch năm"),
        ("Công an xã", "", "tuần tra các tuyến đường ven sông"),
    ]


def test_a_list_of_bodies_may_be_given_a_task() -> None:
    (task,) = body_tasks(lines("4. Giao các sở: Nội vụ, Tài chính, Tư pháp làm việc với các hội về nhân sự./."), "0")
    assert (task.lead_agency, task.content) == ("các sở: Nội vụ, Tài chính, Tư pháp", "làm việc với các hội về nhân sự")


def test_who_is_charged_and_who_is_the_standing_body() -> None:
    found = body_tasks(
        lines(
            "- Phòng Kinh tế có trách nhiệm tham mưu bố trí kinh phí.",
            "- Giao Phòng Văn hóa là cơ quan thường trực, chủ trì theo dõi, đôn đốc.",
            "- Các phòng có trách nhiệm thi hành Quyết định này.",
        ),
        "0",
    )
    assert [(t.lead_agency, t.content) for t in found] == [
        ("Phòng Kinh tế", "tham mưu bố trí kinh phí"),
        ("Phòng Văn hóa", "theo dõi, đôn đốc"),
    ]


def test_a_clause_ends_with_its_document_and_a_day_of_every_month_is_a_deadline() -> None:
    first, second = body_tasks(
        lines(
            "Giao Sở Xây dựng chủ trì, phối hợp các địa phương rà soát; hoàn thành trước ngày 10/12/2030./.",
            "(Theo Công văn số 62/UBND-KT ngày 23/11/2030)",
            "- Giao Văn phòng tổng hợp, báo cáo trước ngày 20 hằng tháng.",
        ),
        "0",
    )
    assert (first.content, first.deadline_end) == ("rà soát", "2030-12-10")
    assert (second.content, second.deadline) == ("tổng hợp, báo cáo", "trước ngày 20 hằng tháng")


def test_items_in_brackets_are_what_a_task_consists_of_or_tasks_of_their_own() -> None:
    listed = ["2. Tổ chức ba vòng thi", "(1) Vòng thôn.", "(2) Vòng xã.", "- Đơn vị chủ trì: Phòng Văn hóa."]
    assert [t.content for t in body_tasks(lines(*listed), "0")] == ["Tổ chức ba vòng thi"]
    own = [
        "2. Các việc",
        "(1) Mở lớp dệt.",
        "- Đơn vị chủ trì: Phòng Kinh tế.",
        "(2) Mở lớp may.",
        "- Chủ trì: Hội Phụ nữ.",
    ]
    assert [t.content for t in body_tasks(lines(*own), "0")] == ["Mở lớp dệt", "Mở lớp may"]


@pytest.mark.parametrize(
    ("clause", "helpers", "content", "deadline"),
    [
        (
            "- Chủ trì, phối hợp với các phòng, thôn để sửa đổi hương ước, ban hành trong tháng.",
            "các phòng, thôn", "sửa đổi hương ước, ban hành trong tháng", "",
        ),
        (
            "- Chủ trì, phối hợp với các cơ quan, tổ chức liên quan rà soát giếng. Dự kiến hoàn thành trong năm 2031.",
            "các cơ quan, tổ chức liên quan", "rà soát giếng", "trong năm 2031",
        ),
        (
            "- Chủ trì, phối hợp với Công an xã lập Quy hoạch chợ đến năm 2035, hoàn thành giai đoạn 2031-2033.",
            "Công an xã", "lập Quy hoạch chợ đến năm 2035", "giai đoạn 2031-2033",
        ),
        (
            "- Chủ trì, phối hợp với Công an xã lập Quy hoạch chợ đến năm 2035.",
            "Công an xã", "lập Quy hoạch chợ đến năm 2035", "",
        ),
    ],
)  # fmt: skip
def test_purpose_organisations_and_years(clause: str, helpers: str, content: str, deadline: str) -> None:
    (task,) = body_tasks(lines("1. Phòng Kinh tế:", clause), "0")
    assert (task.coordinating_agencies, task.content, task.deadline) == (helpers, content, deadline)
