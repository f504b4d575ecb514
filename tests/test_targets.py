"""Measurable aims: value, comparator, subject, section; facts of a report are none."""

from __future__ import annotations

import pytest

from extractors.facts import Target
from extractors.layout import Line, LineRole, Page
from extractors.outline import extract_outline
from extractors.parts import split_parts
from extractors.targets import find_targets


def targets(text: str, document_type: str | None = "KẾ HOẠCH", title: str = "MỤC TIÊU") -> list[Target]:
    whole = f"I. {title}\n1. Việc chung\n{text}\nII. KINH PHÍ\nNgân sách."
    notes = {k: LineRole.FOOTNOTE for k, t in enumerate(whole.split("\n"), 1) if t.startswith("1 ")}
    lines = tuple(
        Line(text=t, page=1, number=k, role=notes.get(k, LineRole.BODY)) for k, t in enumerate(whole.split("\n"), 1)
    )
    parts = split_parts([Page(number=1, lines=lines)])
    return list(find_targets(parts, extract_outline(parts).sections, document_type))


@pytest.mark.parametrize(
    ("sentence", "value", "comparator", "subject"),
    [
        ("100% hồ sơ của xã được số hóa.", "100%", "=", "hồ sơ của xã"),
        ("Tối thiểu 70% hoạt động kiểm tra được làm qua mạng.", "70%", ">=", "hoạt động kiểm tra"),
        ("Tỷ lệ hồ sơ trực tuyến đạt tối thiểu 85%.", "85%", ">=", "Tỷ lệ hồ sơ trực tuyến"),
        ("Mức độ hài lòng đạt trên 95%.", "95%", ">=", "Mức độ hài lòng"),
        ("Tỷ lệ giao dịch đạt từ 50% trở lên.", "50%", ">=", "Tỷ lệ giao dịch"),
        ("Mức độ hài lòng đạt 90% trở lên.", "90%", ">=", "Mức độ hài lòng"),
        ("Tỷ lệ hộ nghèo còn không quá 1,5%.", "1,5%", "<=", "Tỷ lệ hộ nghèo"),
        ("Giảm bình quân 10% biên chế so với năm 2025.", "10%", "=", "biên chế"),
        ("Có 25% - 35% số lãnh đạo là nữ.", "25% - 35%", "range", "số lãnh đạo là nữ"),
        ("Phấn đấu giữ vững nhóm 5 địa phương dẫn đầu về dệt.", "5", "<=", "địa phương dẫn đầu về dệt"),
        ("Thời gian chờ không quá 15 phút.", "15", "<=", "phút"),
        ("Vận động Quỹ khá; xây mới 03 nhà tình nghĩa.", "03", "=", "nhà tình nghĩa"),
        ("Đến năm 2030 đón 9 triệu lượt khách.", "9 triệu lượt khách", "=", "lượt khách"),
        ("Học sinh hoàn thành xuất sắc: 45-50%.", "45-50%", "range", "Học sinh hoàn thành xuất sắc"),
    ],
)
def test_value_comparator_and_subject(sentence: str, value: str, comparator: str, subject: str) -> None:
    (found,) = targets(f"- {sentence}")
    assert (found.text, found.value, found.comparator, found.subject) == (sentence, value, comparator, subject)
    assert (found.section, found.line) == ("I.1", 3)


def test_one_sentence_may_hold_several() -> None:
    text = "- 100% thủ tục có thanh toán qua mạng, trong đó tỷ lệ giao dịch đạt từ 50% trở lên."
    assert [(t.value, t.comparator) for t in targets(text)] == [("100%", "="), ("50%", ">=")]
    assert len({t.text for t in targets(text)}) == 1


def test_a_sentence_may_begin_with_any_capital_letter() -> None:
    first, second = targets("- Tỷ lệ hồ sơ số đạt 80%. Đến năm 2030 tỷ lệ này đạt 100%.")
    assert first.text == "Tỷ lệ hồ sơ số đạt 80%."
    assert second.text == "Đến năm 2030 tỷ lệ này đạt 100%."


def test_the_text_is_the_sentence_of_the_bullet() -> None:
    first, second = targets("- 100% hồ sơ được nhận qua\nmạng. Tỷ lệ đúng hạn đạt 98%.")
    assert first.text == "100% hồ sơ được nhận qua mạng."
    assert (second.text, second.line) == ("Tỷ lệ đúng hạn đạt 98%.", 4)


def test_a_footnote_mark_is_taken_out() -> None:
    (found,) = targets("- 90% hộ dệt tham gia tổ hợp1.\n1 Theo đề án của xã.")
    assert found.text == "90% hộ dệt tham gia tổ hợp."


def test_the_deadline_if_said() -> None:
    (found,) = targets("- Đến năm 2028, 80% hộ dệt có khung cửi mới.")
    assert found.deadline == "Đến năm 2028"
    (none,) = targets("- Giảm 5% chi phí so với năm 2025.")
    assert none.deadline is None


def test_where_a_rise_begins_is_no_target() -> None:
    assert [t.value for t in targets("- Tăng tỷ lệ nữ từ 20% lên 35%.")] == ["35%"]


def test_what_was_achieved_is_no_target() -> None:
    assert targets("- Năm 2025 xã đã đạt 91% hồ sơ trực tuyến.") == []
    assert targets("- Tỷ lệ giải ngân 92%.", title="KẾT QUẢ ĐẠT ĐƯỢC") == []


def test_in_a_report_only_what_is_planned_counts() -> None:
    assert targets("- Tỷ lệ hồ sơ đạt 91,5%.", "BÁO CÁO", "KẾT QUẢ THỰC HIỆN") == []
    assert targets("- 100% các thôn hoàn thành.", "BÁO CÁO", "CÔNG TÁC CHỈ ĐẠO") == []
    assert len(targets("- 95% hồ sơ đúng hạn.", "BÁO CÁO", "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM TỚI")) == 1
    assert len(targets("- Bảo đảm mục tiêu cắt giảm ít nhất 30% chi phí.", "BÁO CÁO", "KẾT QUẢ")) == 1


def test_a_number_of_things_is_no_rank() -> None:
    assert targets("- Cải cách là một trong 3 khâu đột phá; phân nhóm 5 đối tượng.") == []


def test_a_condition_is_no_target() -> None:
    assert targets("- Nơi nào thất thoát trên 30% thì kiểm tra ngay.") == []
    assert len(targets("- 100% các văn bản thi hành được rà soát.")) == 1
    far = "tổng số hộ có mặt tại buổi họp thôn đầu năm của các thôn ven sông và vùng bãi"
    assert targets(f"- Không được trên 50% {far} đồng ý thì tổ chức họp lại.") == []
    assert targets("- Trường hợp không đạt trên 50% phiếu của các hộ, thôn họp lại.") == []
    assert len(targets("- Nếu được mùa, tỷ lệ hộ khá đạt 60%.")) == 1


def test_a_share_in_rules_is_a_condition_unless_it_is_said_to_be_an_aim() -> None:
    rule = "- Cuộc họp phải có ít nhất 50% cử tri tham dự."
    assert targets(rule, "HƯỚNG DẪN", "THÀNH PHẦN HỘI NGHỊ") == []
    assert len(targets(rule, "KẾ HOẠCH", "THÀNH PHẦN HỘI NGHỊ")) == 1
    assert len(targets("- Phấn đấu 80% số hộ đăng ký.", "HƯỚNG DẪN", "NỘI DUNG")) == 1
    assert len(targets("- 80% số hộ đăng ký.", "QUY ĐỊNH", "CHỈ TIÊU")) == 1


def test_a_text_that_is_no_official_document_has_none() -> None:
    news = "1. Tin tức\n2. Hoạt động\nTỷ lệ hồ sơ đạt 99%."
    aims = "1. Mục tiêu chung\n2. Mục tiêu cụ thể\nTỷ lệ hồ sơ đạt 99%."
    for text, count in ((news, 0), (aims, 1)):
        page = Page(number=1, lines=tuple(Line(text=t, page=1, number=k) for k, t in enumerate(text.split("\n"), 1)))
        parts = split_parts([page])
        assert len(find_targets(parts, extract_outline(parts).sections, None)) == count
    lines = (Line(text="Năm ấy 80% làng bỏ đi.", page=1, number=1),)
    assert find_targets(split_parts([Page(number=1, lines=lines)]), (), None) == ()


@pytest.mark.parametrize(
    ("sentence", "value", "comparator", "subject"),
    [
        ("Một trăm phần trăm tàu cá có thiết bị giám sát.", "100%", "=", "tàu cá có thiết bị giám sát"),
        ("Ít nhất tám mươi lăm phần trăm hộ dân có nước sạch.", "85%", ">=", "hộ dân có nước sạch"),
        ("Ít nhất một nửa số xã ven biển có bến cá.", "50%", ">=", "số xã ven biển có bến cá"),
        ("Tối thiểu 2/3 số hộ ký cam kết.", "2/3", ">=", "số hộ ký cam kết"),
        ("Thu nhập bình quân đạt trên 95 triệu đồng/người/năm.", "95 triệu đồng/người/năm", ">=", "Thu nhập bình quân"),
        ("Xây dựng 01 mô hình nuôi biển.", "01", "=", "mô hình nuôi biển"),
        ("Sản lượng tăng bình quân 5%/năm trở lên.", "5%", ">=", "Sản lượng tăng"),
        ("Tai nạn trên biển giảm 10 - 15% mỗi năm.", "10 - 15%", "range", "Tai nạn trên biển giảm"),
    ],
)
def test_figures_in_words_measures_and_counts_are_aims(
    sentence: str, value: str, comparator: str, subject: str
) -> None:
    found = targets(f"- {sentence}")
    assert [(t.value, t.comparator, t.subject) for t in found] == [(value, comparator, subject)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hoàn thành 02 nội dung còn lại theo Điều 3.",
        "Thực hiện trước ngày 2/3 các nhiệm vụ được giao.",
        "Phần một nửa này không phải là chỉ tiêu.",
        "Có 3 nhóm giải pháp.",
    ],
)
def test_other_figures_are_none(sentence: str) -> None:
    assert targets(f"- {sentence}") == []


def test_each_value_has_the_time_that_stands_after_it() -> None:
    found = targets("- Tỷ lệ lao động nữ đạt 50% vào năm 2028 và khoảng 60% vào năm 2030.")
    assert [(t.value, t.deadline) for t in found] == [("50%", "vào năm 2028"), ("60%", "vào năm 2030")]


def test_counts_belong_to_the_nearest_section_of_aims() -> None:
    aims = "Đến năm 2030\na) Về nghề\n- Phấn đấu có 25 tổ dệt."
    assert [t.value for t in targets(aims, title="CHỈ TIÊU")] == ["25"]
    tasks = "a) Nhiệm vụ\n- Tổ chức 25 lớp dạy nghề."
    assert targets(tasks, title="MỤC TIÊU VÀ NHIỆM VỤ") == []


def test_footnote_marks_and_brackets_are_no_subject() -> None:
    first, second = targets("- Tỷ lệ hộ nghèo dưới 5%1; tỷ lệ nhà nhỏ (dưới 20 mét) dưới 4%.")
    assert (first.value, first.subject) == ("5%", "Tỷ lệ hộ nghèo")
    assert (second.value, second.subject) == ("4%", "tỷ lệ nhà nhỏ (dưới 20 mét)")


def test_a_share_in_brackets_beside_its_figure_is_no_aim_of_its_own() -> None:
    found = targets("- Giảm 120 hộ nghèo (1,5%), trồng 40 ha rừng (chiếm 12% diện tích xã).")
    assert [t.value for t in found] == ["120", "40 ha"]
    assert [t.value for t in targets("- Giảm tỷ lệ hộ nghèo (1,5%/năm).")] == ["1,5%"]


def test_each_value_has_the_time_nearest_to_it() -> None:
    found = targets("- Nước sạch: Năm 2027 đạt 70%; năm 2030 đạt 90%; đến năm 2035 đạt 100%.")
    assert [(t.value, t.deadline) for t in found] == [
        ("70%", "Năm 2027"),
        ("90%", "năm 2030"),
        ("100%", "đến năm 2035"),
    ]
    (found_one,) = targets("- Giảm 5-10% số ca mắc so với trung bình hằng năm giai đoạn 2021 - 2026.")
    assert found_one.deadline is None


def test_the_noun_that_a_scale_counts_belongs_to_the_subject() -> None:
    found = targets("- Trồng được 2,4 triệu cây xanh, trong đó: 1,1 triệu cây xanh phân tán.")
    assert [(t.value, t.subject) for t in found] == [
        ("2,4 triệu cây", "cây xanh"),
        ("1,1 triệu cây", "cây xanh phân tán"),
    ]


def test_a_measure_after_at_most_keeps_its_unit() -> None:
    (found,) = targets("- Phát thải không quá 17 triệu tấn vào năm 2030.")
    assert (found.value, found.comparator) == ("17 triệu tấn", "<=")


def test_what_is_estimated_of_the_running_year_is_a_fact() -> None:
    assert targets("- Giá trị sản xuất ước thực hiện 9 tháng là 955 tỷ đồng, đạt 70% kế hoạch.") == []


def test_a_share_in_a_chapter_of_rules_is_a_condition() -> None:
    text = (
        "Chương I\nCHUNG\nĐiều 1. Họp\nHội họp khi có trên 50% hội viên dự.\nChương II\nTỔ CHỨC\nĐiều 2. Thu\nThu phí."
    )
    lines = tuple(Line(text=t, page=1, number=k) for k, t in enumerate(text.split("\n"), 1))
    parts = split_parts([Page(number=1, lines=lines)])
    assert find_targets(parts, extract_outline(parts).sections, "QUYẾT ĐỊNH") == ()


def test_what_is_set_beside_the_year_before_is_a_fact_unless_named_an_aim() -> None:
    assert not targets("Thu ngân sách tăng cao hơn cùng kỳ, giá cả tăng 3,1% (cùng kỳ 4%).", title="NHIỆM VỤ")
    text = "Phấn đấu giảm 5% số vụ cháy so với cùng kỳ năm 2029."
    assert [t.value for t in targets(text, title="NHIỆM VỤ")] == ["5%"]


def test_a_month_is_no_rank() -> None:
    assert not targets("Sửa Luật Đất đai và mục tiêu thu thuế ngày 20 tháng 11.", title="NHIỆM VỤ")
    (found,) = targets("Phấn đấu chỉ số hài lòng xếp hạng 15 cả nước.", title="NHIỆM VỤ")
    assert (found.value, found.comparator) == ("15", "<=")


def test_the_next_year_s_value_is_of_the_same_subject() -> None:
    text = "- Tỷ lệ hộ dùng nước sạch đạt 65% vào năm 2028 và 75% vào năm 2030; có trên 40% thôn đạt chuẩn."
    assert [(t.value, t.subject) for t in targets(text)] == [
        ("65%", "Tỷ lệ hộ dùng nước sạch"),
        ("75%", "Tỷ lệ hộ dùng nước sạch"),
        ("40%", "thôn"),
    ]


def test_shares_of_a_plan_reached_are_facts() -> None:
    text = "Gieo 945 ha, bằng 30,5% KH và 102% so CK; thu 20 tấn, bằng 70% kế hoạch."
    assert not targets(text, title="TÌNH HÌNH SẢN XUẤT", document_type="BÁO CÁO")
    assert not targets(text, title="NÔNG NGHIỆP")
