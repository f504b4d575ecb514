"""A document falls into front matter, body, closing block, annexes and footnotes, however it was damaged."""

from __future__ import annotations

import pytest

from extractors.layout import Line, LineRole, Page
from extractors.line_kinds import document_type_of, is_recipients_label, is_signature
from extractors.parts import AnnexPart, DocumentParts, split_parts

PLAN = """KẾ HOẠCH
Triển khai công tác chuyển đổi số năm 2027

Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2027 của Ủy ban nhân dân tỉnh;
Ủy ban nhân dân xã Sông Lam ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức.
II. TỔ CHỨC THỰC HIỆN
Giao Văn phòng theo dõi./.
Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Mẫu
DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2027
(Kèm theo Kế hoạch số 15/KH-UBND ngày 10/01/2027 của UBND xã Sông Lam)
TT Nội dung công việc
Cơ quan chủ trì
1
Trang bị máy tính"""


def pages_of(text: str, roles: dict[int, LineRole] | None = None) -> list[Page]:
    lines = tuple(
        Line(text=t, page=1, number=k, printed=t, role=(roles or {}).get(k, LineRole.BODY))
        for k, t in enumerate(text.split("\n"), 1)
    )
    return [Page(number=1, lines=lines)]


def numbers(parts: DocumentParts) -> list[int]:
    groups = [parts.front, parts.body, parts.closing, parts.footnotes]
    groups += [g for annex in parts.annexes for g in (annex.title_lines, annex.lines)]
    return sorted(line.number for group in groups for line in group)


def test_a_plan_falls_into_its_parts() -> None:
    parts = split_parts(pages_of(PLAN))
    assert [parts.front[0].text, parts.front[-1].number] == ["KẾ HOẠCH", 5]
    assert (parts.body[0].number, parts.body[-1].number) == (6, 10)
    assert (parts.closing[0].number, parts.closing[-1].text) == (11, "Lê Văn Mẫu")
    (annex,) = parts.annexes
    assert [line.number for line in annex.title_lines] == [17, 18]
    assert annex.lines[0].text == "TT Nội dung công việc"


def test_every_line_stands_in_exactly_one_part() -> None:
    assert numbers(split_parts(pages_of(PLAN))) == [k for k, t in enumerate(PLAN.split("\n"), 1) if t.strip()]


def test_half_restored_text_falls_alike() -> None:
    damaged = PLAN.replace("Nơi nhận:", "Noi nhn: TM. UY BAN NHAN DAN").replace("DANH MỤC", "DANH MUC")
    damaged = damaged.replace("(Kèm theo Kế hoạch số 15/KH-UBND", "(Kém theo Ké hoach sé")
    clean, parts = split_parts(pages_of(PLAN)), split_parts(pages_of(damaged))
    assert len(parts.body) == len(clean.body)
    assert [len(a.title_lines) for a in parts.annexes] == [2]


def test_a_plan_may_begin_at_its_first_section_and_end_without_signature() -> None:
    parts = split_parts(pages_of("I. MỤC ĐÍCH\nNâng cao nhận thức.\nII. KINH PHÍ\nTheo dự toán."))
    assert (len(parts.front), len(parts.body), len(parts.closing), len(parts.annexes)) == (0, 4, 0, 0)


def test_the_annex_may_stand_first() -> None:
    text = "\n".join([*PLAN.split("\n")[16:], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", *PLAN.split("\n")[:16]])
    parts = split_parts(pages_of(text))
    assert len(parts.annexes) == 1
    assert parts.body[0].text == "I. MỤC ĐÍCH, YÊU CẦU"
    assert parts.closing[-1].text == "Lê Văn Mẫu"


def test_several_annexes_are_kept_apart() -> None:
    more = "\nPHỤ LỤC II\nDANH SÁCH THÔN\n(Kèm theo Kế hoạch số 15/KH-UBND)\nSTT Tên thôn\n1 Thôn Đông"
    parts = split_parts(pages_of(PLAN + more))
    assert [a.title_lines[0].text for a in parts.annexes][1] == "PHỤ LỤC II"
    assert len(parts.annexes[1].title_lines) == 3


def test_an_annex_may_follow_the_body_at_once_under_any_title() -> None:
    lines = PLAN.split("\n")
    text = "\n".join([*lines[:10], "PHÂN CÔNG VIỆC\nNĂM 2027", *lines[17:]])
    (annex,) = split_parts(pages_of(text)).annexes
    assert annex.title_lines[0].text == "PHÂN CÔNG VIỆC"
    assert len(annex.title_lines) == 3


def test_a_reference_to_an_annex_opens_none() -> None:
    text = PLAN.replace("- Nâng cao nhận thức.", "- Nâng cao nhận thức\n(kèm theo Quyết định số 7/QĐ-UBND), toàn xã.")
    text = text.replace("Giao Văn phòng theo dõi./.", "(Kèm theo Danh mục nhiệm vụ).\nGiao Văn phòng theo dõi./.")
    assert len(split_parts(pages_of(text)).annexes) == 1


def test_page_furniture_is_left_out_and_footnotes_stand_apart() -> None:
    parts = split_parts(pages_of(PLAN, {8: LineRole.PAGE_NUMBER, 10: LineRole.FOOTNOTE}))
    assert [line.number for line in parts.footnotes] == [10]
    assert 8 not in numbers(parts)


def test_letterhead_columns_go_to_the_front_and_the_closing_block() -> None:
    parts = split_parts(pages_of("UBND XÃ SÔNG LAM\n" + PLAN, {1: LineRole.LETTERHEAD, 15: LineRole.LETTERHEAD}))
    assert parts.front[0].text == "UBND XÃ SÔNG LAM"
    assert 15 in [line.number for line in parts.closing]


def test_a_plan_attached_to_a_decision_has_the_plans_sections() -> None:
    decision = "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\nĐiều 1. Ban hành kèm theo.\nNơi nhận:\n- Như Điều 3;\nCHỦ TỊCH\n"
    parts = split_parts(pages_of(decision + PLAN))
    assert parts.body[0].text == "I. MỤC ĐÍCH, YÊU CẦU"


def test_the_type_stands_alone_on_its_line() -> None:
    assert document_type_of(" KẾ HOẠCH ") == "KẾ HOẠCH"
    assert document_type_of("KÊ HOẠCH") == "KẾ HOẠCH"
    assert document_type_of("Kế hoạch") is None
    assert document_type_of("KẾ HOẠCH NĂM HỌC CỦA TRƯỜNG TIỂU HỌC") is None


def test_signature_lines() -> None:
    assert is_signature("KT. CHỦ TỊCH")
    assert is_signature("GIÁM ĐỐC")
    assert not is_signature("II. MỤC TIÊU")
    assert not is_signature("Giám đốc Sở chịu trách nhiệm")


def test_the_recipients_label_is_no_sentence() -> None:
    assert is_recipients_label("Nơi nhận:")
    assert is_recipients_label("Noi nhn: TM. UY BAN NHAN DAN")
    assert is_recipients_label("*Nơi nhận:*")
    assert not is_recipients_label("Nơi nhận hồ sơ của người dân phải có ghế ngồi.")
    assert not is_recipients_label("nơi nhận: hồ sơ")
    assert not is_recipients_label("Nội dung: hồ sơ")


def test_a_second_appendix_in_small_letters_opens_its_own_annex() -> None:
    text = """KẾ HOẠCH
Phát triển nghề dệt
I. MỤC ĐÍCH
Giữ nghề.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Lê Thị Bích Mẫu
Phụ lục 1
DANH MỤC NHIỆM VỤ
TT Nội dung Đơn vị
1 Mở lớp theo Phụ lục 2 Phòng Kinh tế
Phụ lục 2
PHÂN CÔNG THEO DÕI
(Kèm theo Kế hoạch số 5/KH-UBND)
TT Nội dung Đơn vị
1 Sửa nhà Phòng Kinh tế"""
    lines = tuple(Line(line, 1, k) for k, line in enumerate(text.split("\n"), 1))
    parts = split_parts([Page(1, lines)])
    assert [annex.title_lines[0].text for annex in parts.annexes] == ["Phụ lục 1", "Phụ lục 2"]
    assert [len(annex.lines) for annex in parts.annexes] == [2, 2]


def test_the_closing_block_may_open_in_a_column_and_with_the_office_that_signs() -> None:
    plan = PLAN.partition("Nơi nhận")[0]
    parts = split_parts(pages_of(plan + "DUYỆT CỦA UBND XÃ          HIỆU TRƯỞNG\nLê Văn Mẫu"))
    assert [line.text for line in parts.closing] == ["DUYỆT CỦA UBND XÃ          HIỆU TRƯỞNG", "Lê Văn Mẫu"]
    parts = split_parts(pages_of(plan + "CÔNG AN XÃ\nGIÁM ĐỐC\nLê Văn Mẫu"))
    assert [line.text for line in parts.closing] == ["CÔNG AN XÃ", "GIÁM ĐỐC", "Lê Văn Mẫu"]


def test_the_title_of_a_document_without_sections_stays_at_its_front() -> None:
    text = """KẾ HOẠCH
thực hiện Nghị quyết về nghề dệt
và nghề gốm trong tình hình mới
-----
Thực hiện Kế hoạch của tỉnh, Đảng ủy xã xây dựng Kế hoạch như sau:
Các chi bộ giữ nghề dệt và nghề gốm của thôn mình, báo cáo hằng quý.
Nơi nhận:
- Lưu."""
    parts = split_parts(pages_of(text))
    assert [line.text for line in parts.front][1:3] == text.split("\n")[1:3]
    assert parts.body[-1].text.startswith("Các chi bộ")


def test_a_plan_with_its_own_letterhead_after_the_decision() -> None:
    text = """QUYẾT ĐỊNH
Về việc ban hành Kế hoạch giữ nghề dệt
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch giữ nghề dệt.
Điều 2. Các xã chịu trách nhiệm thi hành.
Nơi nhận:
- Như Điều 2.
CHỦ TỊCH
Lê Văn Mẫu
ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ SÔNG LAM                Độc lập - Tự do - Hạnh phúc
KẾ HOẠCH
Giữ nghề dệt
(Ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 05/01/2027)
I. MỤC TIÊU
Giữ nghề.
II. NHIỆM VỤ
Dạy nghề."""
    parts = split_parts(pages_of(text))
    assert not parts.annexes
    assert [line.text for line in parts.body] == ["I. MỤC TIÊU", "Giữ nghề.", "II. NHIỆM VỤ", "Dạy nghề."]


def test_an_office_beside_another_column_over_the_name_that_ends_the_document() -> None:
    plan = PLAN.partition("Nơi nhận")[0]
    parts = split_parts(pages_of(plan + "DUYỆT CỦA UBND XÃ HIỆU TRƯỞNG\nLê Văn Mẫu"))
    assert [line.text for line in parts.closing] == ["DUYỆT CỦA UBND XÃ HIỆU TRƯỞNG", "Lê Văn Mẫu"]


def test_a_signature_before_a_second_letterhead_stays_in_the_closing_block() -> None:
    text = """QUYẾT ĐỊNH
Về việc ban hành Kế hoạch
Điều 1. Ban hành Kế hoạch.
Điều 2. Các xã thi hành.
Nơi nhận:
- Như Điều 2.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Văn Mẫu
XÃ SÔNG LAM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
KẾ HOẠCH
Giữ nghề dệt
I. MỤC TIÊU
Giữ nghề."""
    closing = [line.text for line in split_parts(pages_of(text)).closing]
    assert closing[-3:] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"]


DECISION = """ỦY BAN NHÂN DÂN XÃ SÔNG LAM
Số: 45/QĐ-UBND
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch phòng cháy
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phòng cháy.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận:
- Như Điều 2.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Mẫu
"""


def test_a_plan_with_its_title_in_capitals_and_a_caption_stands_after_the_decision_that_issues_it() -> None:
    plan = """KẾ HOẠCH
PHÒNG CHÁY MÙA KHÔ TRÊN ĐỊA BÀN XÃ
(Kèm theo Quyết định số 45/QĐ-UBND ngày 5/6/2031 của Ủy ban nhân dân xã Sông Lam)
I. MỤC ĐÍCH
Giữ rừng.
II. NHIỆM VỤ
Tuần tra."""
    parts = split_parts(pages_of(DECISION + plan))
    assert [line.text for line in parts.body] == ["I. MỤC ĐÍCH", "Giữ rừng.", "II. NHIỆM VỤ", "Tuần tra."]
    assert parts.annexes == ()
    listed = plan.replace("KẾ HOẠCH\nPHÒNG CHÁY MÙA KHÔ TRÊN ĐỊA BÀN XÃ", "DANH MỤC NHIỆM VỤ")
    assert len(split_parts(pages_of(DECISION + listed)).annexes) == 1


def test_rules_that_stand_alone_over_a_caption_are_a_document() -> None:
    rules = """HỘI NGƯỜI CAO TUỔI
XÃ SÔNG LAM
ĐIỀU LỆ HOẠT ĐỘNG
(Kèm theo Quyết định số 45/QĐ-UBND ngày 5/6/2031 của Ủy ban nhân dân xã)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Tên gọi
Hội Người cao tuổi."""
    parts = split_parts(pages_of(rules))
    assert parts.body[0].text == "Chương I"
    assert parts.annexes == ()


def test_the_type_of_what_is_attached_to_a_plan_belongs_to_the_title_of_the_annex() -> None:
    attached = "PHƯƠNG ÁN\nCHỮA CHÁY RỪNG\n(Kèm theo Kế hoạch số 5/KH-UBND ngày 5/6/2031)\nI. LỰC LƯỢNG\nDân quân."
    body = PLAN[: PLAN.index("DANH MỤC")]
    (annex,) = split_parts(pages_of(body + attached)).annexes
    assert [line.text for line in annex.title_lines][:2] == ["PHƯƠNG ÁN", "CHỮA CHÁY RỪNG"]


def test_a_plan_below_the_articles_of_a_decision_without_its_signature() -> None:
    text = """Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng rừng.
Điều 2. Quyết định có hiệu lực từ ngày ký.
KẾ HOẠCH
TRỒNG RỪNG NĂM 2031
(Kèm theo Quyết định số 9/QĐ-UBND ngày 04/3/2031 của Ủy ban nhân dân xã Mai Hạ)
I. MỤC ĐÍCH
Giữ rừng.
II. KINH PHÍ
Ngân sách xã."""
    parts = split_parts(pages_of(text))
    assert not parts.annexes
    assert [line.text for line in parts.body] == ["I. MỤC ĐÍCH", "Giữ rừng.", "II. KINH PHÍ", "Ngân sách xã."]


def annex_of_second_page(page: str) -> AnnexPart:
    pages = [PLAN[: PLAN.index("DANH MỤC")], page]
    lines = [(number, line) for number, page in enumerate(pages, 1) for line in page.split("\n")]
    read = [
        Page(page, tuple(Line(text, page, at, text) for at, (own, text) in enumerate(lines, 1) if own == page))
        for page in (1, 2)
    ]
    (annex,) = split_parts(read).annexes
    return annex


@pytest.mark.parametrize(
    "title",
    [
        PLAN[PLAN.index("DANH MỤC") : PLAN.index("TT Nội")],
        "GIAO VIỆC CHO CÁC THÔN\nNĂM 2027\n(Kèm theo Kế hoạch số 7/KH-UBND ngày 5/1/2027)\n",
    ],
)
def test_a_title_in_the_middle_of_its_page_is_that_of_the_columns_read_before_it(title: str) -> None:
    """An OCR that reads columns may give the first ones of a page before the title over all of them."""
    annex = annex_of_second_page(f"TT\nNội dung công việc\nTrang bị máy tính\n{title}Cơ quan chủ trì\nVăn phòng")
    assert [line.text for line in annex.title_lines] == title.strip().split("\n")
    assert [line.text for line in annex.lines] == [
        "TT",
        "Nội dung công việc",
        "Trang bị máy tính",
        "Cơ quan chủ trì",
        "Văn phòng",
    ]


def test_capitals_without_a_caption_in_a_table_are_none_of_its_title() -> None:
    annex = annex_of_second_page("TT\nNội dung công việc\nTrang bị máy tính\nCẢI CÁCH HÀNH CHÍNH\nVăn phòng")
    assert not annex.title_lines
