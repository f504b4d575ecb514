"""Sections with their numbered and lettered parts as a tree, from clean and from half-restored text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractors.facts import OutlineFacts, Section
from extractors.labels import read_labels
from extractors.layout import Box, Line, LineRole, Page, Word
from extractors.outline import extract_outline, split_title
from extractors.parts import split_parts


def outline(text: str, *, restored: bool = False) -> OutlineFacts:
    lines = tuple(
        Line(text=t, page=1, number=k, printed="?" if restored else t) for k, t in enumerate(text.split("\n"), 1)
    )
    return extract_outline(split_parts([Page(number=1, lines=lines)]))


def flat(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from flat(section.children)


def rows(text: str) -> list[tuple[int, str, str]]:
    return [(s.level, s.label, s.title) for s in flat(outline(text).sections)]


PLAN = """KẾ HOẠCH
Phát triển nghề dệt năm 2027
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích:
- Giữ nghề dệt của các thôn ven sông, tạo việc làm cho lao động nông thôn trong
những tháng nông nhàn.
2. Yêu cầu
a) Về chất lượng
Sợi phải đạt chuẩn. Vải nhuộm bằng lá cây; không dùng phẩm màu
- xã hội và môi trường được giữ gìn.
b) Về số lượng
(1). Mỗi hộ ba khung cửi.
(2). Mỗi thôn một tổ dệt.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
1.1. Tổ khuyến công
+ Dạy nghề.
1.2. Tổ thị trường
Tìm nơi bán hàng./."""


def test_the_tree_has_labels_titles_and_levels() -> None:
    assert rows(PLAN) == [
        (1, "I", "MỤC ĐÍCH, YÊU CẦU"),
        (2, "1", "Mục đích"),
        (2, "2", "Yêu cầu"),
        (3, "a", "Về chất lượng"),
        (3, "b", "Về số lượng"),
        (1, "II", "TỔ CHỨC THỰC HIỆN"),
        (2, "1", "Phòng Kinh tế"),
        (3, "1.1", "Tổ khuyến công"),
        (3, "1.2", "Tổ thị trường"),
    ]
    assert not outline(PLAN).warnings


def test_each_section_has_its_own_paragraphs_one_a_line() -> None:
    first, _ = outline(PLAN).sections
    purpose, demands = first.children
    assert purpose.text == (
        "- Giữ nghề dệt của các thôn ven sông, tạo việc làm cho lao động nông thôn trong những tháng nông nhàn."
    )
    assert (purpose.page, purpose.line) == (1, 4)
    assert demands.children[1].text.split("\n") == ["(1). Mỗi hộ ba khung cửi.", "(2). Mỗi thôn một tổ dệt."]


def test_list_items_and_wrapped_dashes_are_no_headings() -> None:
    text = outline(PLAN).sections[0].children[1].children[0].text
    assert "phẩm màu - xã hội" in text


def test_titles_wrapped_over_lines_are_joined() -> None:
    text = """I. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM CỦA CHƯƠNG TRÌNH TRONG NĂM
2027 VÀ NHỮNG NĂM TIẾP THEO
1. Đổi mới cách chỉ đạo, theo dõi và đánh giá việc thực hiện chương trình hằng năm tại
các thôn và tổ dân phố
Các thôn họp hằng tháng để kiểm điểm việc đã làm và bàn việc sẽ làm tiếp theo trong tháng.
II. KINH PHÍ
Kinh phí do ngân sách xã bảo đảm."""
    titles = [title for _, _, title in rows(text)]
    assert titles == [
        "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM CỦA CHƯƠNG TRÌNH TRONG NĂM 2027 VÀ NHỮNG NĂM TIẾP THEO",
        "Đổi mới cách chỉ đạo, theo dõi và đánh giá việc thực hiện chương trình hằng năm tại các thôn và tổ dân phố",
        "KINH PHÍ",
    ]


def test_a_numbered_paragraph_that_runs_on_has_its_first_clause_as_title() -> None:
    assert split_title("Văn phòng: Chủ trì, phối hợp.") == ("Văn phòng", "Chủ trì, phối hợp.")
    assert split_title("Đẩy mạnh việc học. Mở thêm lớp.") == ("Đẩy mạnh việc học", "Mở thêm lớp.")
    assert split_title("Mục đích:") == ("Mục đích", "")
    assert split_title("Sở Y tế TP. Đà Lạt giúp xã. Rồi báo cáo.")[0] == "Sở Y tế TP. Đà Lạt giúp xã"


def test_printed_order_is_kept_and_irregular_numbering_is_a_warning() -> None:
    text = """I. MỤC ĐÍCH
Giữ rừng.
II. NHIỆM VỤ
1. Văn phòng
a) Tuần tra
b) Trồng cây
e) Báo cáo
e) Lưu hồ sơ
3. Các thôn
IV. KINH PHÍ
Ngân sách.
III. TỔ CHỨC THỰC HIỆN
Thực hiện nghiêm."""
    facts = outline(text)
    assert [s.label for s in facts.sections] == ["I", "II", "IV", "III"]
    assert [s.label for s in flat(facts.sections) if s.level == 2] == ["1", "3"]
    assert [s.label for s in flat(facts.sections) if s.level == 3] == ["a", "b", "e", "e"]
    codes = [w.code for w in facts.warnings]
    assert codes.count("section-missing") == 3
    assert {"section-order", "section-repeated"} <= set(codes)


@pytest.mark.parametrize(
    ("printed", "kind", "label"),
    [
        ("I1. MỤC TIÊU", "roman", "II"),
        ("Il. MỤC TIÊU", "roman", "II"),
        ("I11. MỤC TIÊU", "roman", "III"),
        ("Iv. MỤC TIÊU", "roman", "IV"),
        ("HI. MỤC TIÊU", "roman", "III"),
        ("IH. MỤC TIÊU", "roman", "II"),
        ("IH. MỤC TIÊU", "roman", "III"),
        ("L YÊU CẦU CHUNG", "roman", "I"),
        ("1, Mục đích", "number", "1"),
        ("l. Mục đích", "number", "1"),
        ("2,1. Mục đích", "decimal", "2.1"),
        ("¢) Nhiệm vụ", "letter", "c"),
        ("é) Nhiệm vụ", "letter", "e"),
        ("đ) Nhiệm vụ", "letter", "đ"),
    ],
)
def test_damaged_labels_are_read(printed: str, kind: str, label: str) -> None:
    assert (kind, label) in [(reading.kind, reading.text) for reading in read_labels(printed)]


def test_damaged_labels_find_their_place_in_the_numbering() -> None:
    text = """1. MỤC ĐÍCH, YÊU CẦU
l. Mục đích
Nâng cao.
2. Yêu cầu
Bám sát.
11. NHIỆM VỤ
l. Cải cách
a) Mục tiêu
¢) Kiểm tra
I11. KINH PHÍ
Ngân sách."""
    assert [(level, label) for level, label, _ in rows(text)] == [
        (1, "I"), (2, "1"), (2, "2"), (1, "II"), (2, "1"), (3, "a"), (3, "c"), (1, "III"),
    ]  # fmt: skip


def test_a_lost_stroke_is_restored_only_on_damaged_pages() -> None:
    text = "I. MỤC ĐÍCH\nMột.\nI. NHIỆM VỤ\nHai.\nIII. KINH PHÍ\nBa."
    assert [s.label for s in outline(text).sections] == ["I", "I", "III"]
    assert [s.label for s in outline(text, restored=True).sections] == ["I", "II", "III"]
    worse = text.replace("III. KINH PHÍ", "1. KINH PHÍ").replace("I. NHIỆM VỤ", "II. NHIỆM VỤ")
    assert [s.label for s in flat(outline(worse).sections)] == ["I", "II", "1"]
    assert [s.label for s in flat(outline(worse, restored=True).sections)] == ["I", "II", "III"]


def test_a_lost_stroke_is_restored_where_a_page_was_read_by_ocr() -> None:
    text = "I. MỤC ĐÍCH\nMột.\nII. CHỈ TIÊU\nHai.\nII. NHIỆM VỤ\nBa.\nIV. KINH PHÍ\nBốn."
    doubted = Word("x", Box(0, 0, 1, 1), confidence=0.9)
    lines = tuple(Line(text=t, page=1, number=k, words=(doubted,)) for k, t in enumerate(text.split("\n"), 1))
    facts = extract_outline(split_parts([Page(number=1, lines=lines)]))
    assert [s.label for s in facts.sections] == ["I", "II", "III", "IV"]
    assert [s.label for s in outline(text).sections] == ["I", "II", "II", "IV"]


def test_a_second_d_is_a_crossed_d() -> None:
    text = "I. VIỆC\n1. Việc chung\na) Một\nb) Hai\nc) Ba\nd) Bốn\nd) Năm\ne) Sáu\nII. KINH PHÍ\nNgân sách."

    def letters(text: str, restored: bool) -> list[str]:
        return [s.label for s in flat(outline(text, restored=restored).sections) if s.level == 3]

    assert letters(text, restored=True) == ["a", "b", "c", "d", "đ", "e"]
    assert letters(text.replace("d)", "đ)"), restored=True) == ["a", "b", "c", "d", "đ", "e"]
    assert letters(text, restored=False) == ["a", "b", "c", "d", "d", "e"], "what a good text prints is kept"


def test_specks_before_a_label_are_passed_over() -> None:
    assert [(r.kind, r.text, r.title) for r in read_labels("| b) Đề nghị")] == [("letter", "b", "Đề nghị")]
    text = "I. VIỆC\n1. Việc chung\na) Một.\n| b) Hai việc.\nII. KINH PHÍ\nNgân sách."
    assert [s.title for s in flat(outline(text).sections) if s.level == 3] == ["Một", "Hai việc"]


def test_romans_may_have_titles_in_small_letters() -> None:
    text = "I. Mục đích, yêu cầu\n1. Mục đích\nMột.\n2. Yêu cầu\nHai.\nII. Nhiệm vụ\n1. Việc chung\nBa."
    assert [(level, label) for level, label, _ in rows(text)] == [
        (1, "I"), (2, "1"), (2, "2"), (1, "II"), (2, "1"),
    ]  # fmt: skip


def test_other_signs_after_the_label_and_labels_on_a_line_of_their_own() -> None:
    text = "I.\nMỤC TIÊU\n1- Chung\nMột.\n2- Riêng\na- Về khách\nHai.\nII- NHIỆM VỤ\n1/ Xúc tiến\na/ Hội chợ\nBa."
    assert [(level, label) for level, label, _ in rows(text)] == [
        (1, "I"), (2, "1"), (2, "2"), (3, "a"), (1, "II"), (2, "1"), (3, "a"),
    ]  # fmt: skip


def test_a_footnote_mark_is_no_part_of_a_title() -> None:
    lines = [Line("I. MỤC TIÊU1", 1, 1), Line("1 Theo đề án.", 1, 2, role=LineRole.FOOTNOTE), Line("II. VIỆC", 1, 3)]
    facts = extract_outline(split_parts([Page(number=1, lines=tuple(lines))]))
    assert [s.title for s in facts.sections] == ["MỤC TIÊU", "VIỆC"]


def test_figures_in_a_sentence_are_no_headings() -> None:
    text = """I. VIỆC
1. Việc chung
Thực hiện theo hướng dẫn của cơ quan cấp trên tại điểm a khoản 1 Điều 3 và theo điểm
b) khoản 2 Điều 5 của quy định ấy; phấn đấu hoàn thành kế hoạch được giao trước ngày
15. Các đơn vị báo cáo.
II. KINH PHÍ
Ngân sách."""
    assert [label for _, label, _ in rows(text)] == ["I", "1", "II"]


def test_tables_in_the_body_are_not_read_as_sections() -> None:
    lines = [
        Line("I. VIỆC", 1, 1),
        Line("1. Rà soát", 1, 2, role=LineRole.TABLE),
        Line("2. Báo cáo", 1, 3, role=LineRole.TABLE),
        Line("II. KINH PHÍ", 1, 4),
        Line("Ngân sách.", 1, 5),
    ]
    facts = extract_outline(split_parts([Page(number=1, lines=tuple(lines))]))
    assert [s.label for s in flat(facts.sections)] == ["I", "II"]


@pytest.mark.parametrize(
    "text",
    [
        "Buổi sáng ông lão ra bờ sông.\n- Bố ơi! - đứa con gọi.\n1. Đó là câu đầu trong cuốn sổ cũ.\nÔng không đáp.",
        "Kính gửi: Ủy ban nhân dân xã\nĐề nghị xã gửi số liệu trước ngày 10.\nTrân trọng./.",
        "STT Tên hàng Số lượng\n1 Máy tính 10\n2 Máy in 5",
        "",
    ],
)
def test_what_is_no_plan_has_no_sections_and_a_warning(text: str) -> None:
    facts = outline(text)
    assert facts.sections == ()
    assert [w.code for w in facts.warnings] == ["no-sections"]


CHAPTERS = """KẾ HOẠCH
Phát triển nghề mộc
Phần thứ nhất
ĐÁNH GIÁ TÌNH HÌNH,
NGUYÊN NHÂN
I. KẾT QUẢ
Có nghề.
II. HẠN CHẾ
Thiếu thợ.
Phần thứ hai
NHIỆM VỤ
I. ĐÀO TẠO
1. Thợ mới
Mở lớp.
Phần mềm quản lý thợ được giữ như cũ.
PHẦN III: TỔ CHỨC THỰC HIỆN
Các thôn thực hiện./.
"""


def test_parts_counted_in_words_stand_above_the_romans() -> None:
    facts = outline(CHAPTERS)
    assert [(s.label, s.title) for s in facts.sections] == [
        ("Phần thứ nhất", "ĐÁNH GIÁ TÌNH HÌNH, NGUYÊN NHÂN"),
        ("Phần thứ hai", "NHIỆM VỤ"),
        ("PHẦN III", "TỔ CHỨC THỰC HIỆN"),
    ]
    assert [s.label for s in facts.sections[0].children] == ["I", "II"]
    training = facts.sections[1].children[0]
    assert (training.label, training.level) == ("I", 2)
    assert training.children[0].level == 3
    assert "Phần mềm" in training.children[0].text
    assert facts.warnings == ()


def test_a_part_mentioned_in_a_sentence_is_no_heading() -> None:
    text = "KẾ HOẠCH\nX\nI. MỤC ĐÍCH\nTheo\nPhần I của Đề án.\nII. YÊU CẦU\nTheo\nPhần II của Đề án.\n"
    assert [s.label for s in outline(text).sections] == ["I", "II"]


def test_a_colon_or_the_end_mark_is_no_part_of_a_title() -> None:
    text = "QUYẾT ĐỊNH\nVề nghề mộc\nĐiều 1. Ban hành quy chế.\nĐiều 2. Các thôn chịu trách nhiệm thi hành./.\n"
    assert [s.title for s in outline(text).sections][1] == "Các thôn chịu trách nhiệm thi hành"


def test_a_title_that_only_counts_goes_on_after_its_colon() -> None:
    assert split_title("Mục tiêu 1: Tăng số hộ dệt. Làm sớm.") == ("Mục tiêu 1: Tăng số hộ dệt", "Làm sớm.")
    assert split_title("Mục tiêu: Tăng số hộ dệt.") == ("Mục tiêu", "Tăng số hộ dệt.")


def test_decimals_may_end_in_a_slash() -> None:
    assert [label for _, label, _ in rows("I/ VIỆC\n1/ Sách\n1.1/ Sách cũ\n1.2/ Sách mới\nII/ TIỀN\nÍt.")] == [
        "I", "1", "1.1", "1.2", "II",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        (("I", "I", "II]", "IV"), ["I", "II", "III", "IV"]),
        (("I", "II", "I", "Iv"), ["I", "II", "III", "IV"]),
        (("I", "I", "III", "IV"), ["I", "II", "III", "IV"]),
        (("I", "II", "I", "II"), ["I", "II", "I", "II"]),
    ],
)
def test_lost_strokes_of_romans_come_back_where_the_order_leaves_their_place(
    printed: tuple[str, ...], labels: list[str]
) -> None:
    text = "\n".join(f"{label}. NHIỆM VỤ CHUNG\nLàm tốt." for label in printed)
    assert [s.label for s in outline(text, restored=True).sections] == labels


def test_parts_below_the_romans() -> None:
    text = """I. MỤC TIÊU
1. Mục tiêu chung
Giữ nghề.
II. NHIỆM VỤ
A. NHIỆM VỤ CHUNG
1. Dạy nghề
Mở lớp.
B. NHIỆM VỤ RIÊNG
1. Trồng dâu
Trồng."""
    assert rows(text) == [
        (1, "I", "MỤC TIÊU"),
        (2, "1", "Mục tiêu chung"),
        (1, "II", "NHIỆM VỤ"),
        (2, "A", "NHIỆM VỤ CHUNG"),
        (3, "1", "Dạy nghề"),
        (2, "B", "NHIỆM VỤ RIÊNG"),
        (3, "1", "Trồng dâu"),
    ]


def test_sections_counted_with_the_word_item() -> None:
    text = """KẾ HOẠCH NĂM 2027
MỤC 1. MỤC TIÊU
1- Mục tiêu chung
Theo Mục 2 của Kế hoạch trước.
2- Mục tiêu cụ thể
a- Giữ nghề dệt.
MỤC 2. TỔ CHỨC THỰC HIỆN
1- Các thôn
Dạy nghề."""
    assert rows(text) == [
        (1, "MỤC 1", "MỤC TIÊU"),
        (2, "1", "Mục tiêu chung"),
        (2, "2", "Mục tiêu cụ thể"),
        (3, "a", "Giữ nghề dệt"),
        (1, "MỤC 2", "TỔ CHỨC THỰC HIỆN"),
        (2, "1", "Các thôn"),
    ]


def test_headings_in_capitals_without_labels_are_sections_of_an_official_document() -> None:
    text = """KẾ HOẠCH
Phát triển nghề dệt

Thực hiện Kế hoạch của tỉnh, Đảng ủy xã xây dựng Kế hoạch như sau:

MỤC ĐÍCH, YÊU CẦU

Giữ nghề dệt của các thôn.

TỔ CHỨC THỰC HIỆN

1. Văn phòng
Theo dõi.
2. Các chi bộ
Thực hiện."""
    facts = outline(text)
    assert [(s.level, s.label, s.title) for s in flat(facts.sections)] == [
        (1, "", "MỤC ĐÍCH, YÊU CẦU"),
        (1, "", "TỔ CHỨC THỰC HIỆN"),
        (2, "1", "Văn phòng"),
        (2, "2", "Các chi bộ"),
    ]
    assert [warning.code for warning in facts.warnings] == ["sections-unlabelled"]
    assert outline(text.removeprefix("KẾ HOẠCH\nPhát triển nghề dệt\n")).sections[0].label != ""


def test_a_roman_that_lost_its_point_before_a_small_title() -> None:
    text = """I. Mục đích, yêu cầu
1. Mục đích
Giữ nghề.
II Nội dung, chỉ tiêu
1. Việc chung
Dạy nghề.
II Tổ chức thực hiện
1. Các thôn
Thực hiện."""
    facts = outline(text, restored=True)
    assert [(s.label, s.title) for s in facts.sections] == [
        ("I", "Mục đích, yêu cầu"),
        ("II", "Nội dung, chỉ tiêu"),
        ("III", "Tổ chức thực hiện"),
    ]
    assert len(outline(text).sections) == 1  # clean print has its points


def test_an_agency_of_the_list_is_known_in_a_misread_title() -> None:
    text = """I. TRÁCH NHIỆM
1. Phòng Văn hóa - X hội
Dạy nghề.
2. Phòng Khuyến nông - X hội
Trồng dâu.
II. KINH PHÍ
Ngân sách."""
    titles = [s.title for s in flat(outline(text, restored=True).sections)]
    assert titles[1:3] == ["Phòng Văn hóa - Xã hội", "Phòng Khuyến nông - X hội"]
    assert [s.title for s in flat(outline(text).sections)][1] == "Phòng Văn hóa - X hội"


def test_a_lone_roman_in_good_print_is_no_number() -> None:
    text = "A. MỤC ĐÍCH\n1. Việc một.\nB. NỘI DUNG\nI. Đặc điểm của xã\n1. Đất đai\n2. Dân cư"
    assert rows(text)[2:] == [
        (1, "B", "NỘI DUNG"),
        (2, "I", "Đặc điểm của xã"),
        (3, "1", "Đất đai"),
        (3, "2", "Dân cư"),
    ]


def test_a_heading_whose_figure_stands_on_the_next_line_goes_on() -> None:
    text = (
        "I. CĂN CỨ\n1. Thông tư số 5/2031/TT-BNV ngày\n25 tháng 7 năm 2031 của Bộ Nội vụ.\n2. Luật Đê điều.\nII. VIỆC"
    )
    assert rows(text)[1] == (2, "1", "Thông tư số 5/2031/TT-BNV ngày 25 tháng 7 năm 2031 của Bộ Nội vụ")
    text = "I. MỤC TIÊU\n1. Phát triển xã hội số\n100% hộ có mạng.\n2. Nội dung hằng tháng\n12 buổi họp.\nII. VIỆC"
    assert [title for _, _, title in rows(text)] == ["MỤC TIÊU", "Phát triển xã hội số", "Nội dung hằng tháng", "VIỆC"]
    assert rows("I. PHÁT TRIỂN NGHỀ DỆT ĐẾN NĂM\n2035\n1. Việc\nII. VIỆC")[0] == (
        1,
        "I",
        "PHÁT TRIỂN NGHỀ DỆT ĐẾN NĂM 2035",
    )


def test_numbers_that_name_their_roman() -> None:
    text = "I. MỤC ĐÍCH\nI.1. Chung\nI.2. Riêng\nII. NHIỆM VỤ\nII.1. Kinh tế\na) Lúa\nII.2 Xã hội\nII.2.1 Trường học"
    assert rows(text) == [
        (1, "I", "MỤC ĐÍCH"),
        (2, "I.1", "Chung"),
        (2, "I.2", "Riêng"),
        (1, "II", "NHIỆM VỤ"),
        (2, "II.1", "Kinh tế"),
        (3, "a", "Lúa"),
        (2, "II.2", "Xã hội"),
        (3, "II.2.1", "Trường học"),
    ]


def test_parts_counted_in_letters_and_before_a_dash() -> None:
    text = "Phần A. Tình hình\nI. Kết quả\nII. Hạn chế\nPhần B. Kế hoạch\nI. Mục tiêu\n1. Một\nII. Việc"
    assert rows(text)[3:] == [
        (1, "Phần B", "Kế hoạch"), (2, "I", "Mục tiêu"), (3, "1", "Một"), (2, "II", "Việc"),
    ]  # fmt: skip
    text = "A- KẾT QUẢ\nI- KINH TẾ\n1- Lúa\nB- HẠN CHẾ\nI- NGUYÊN NHÂN"
    assert [row[:2] for row in rows(text)] == [(1, "A"), (2, "I"), (3, "1"), (1, "B"), (2, "I")]
    whole = f"PHẦN I\nTÌNH HÌNH\n{text}\nPHẦN II\nNHIỆM VỤ\nI- MỤC TIÊU\n1- Lúa"
    assert [row[:2] for row in rows(whole)][-3:] == [(1, "PHẦN II"), (2, "I"), (3, "1")]


def test_articles_are_counted_through_the_chapters() -> None:
    text = "Chương I\nCHUNG\nĐiều 1. Phạm vi\nĐiều 2. Đối tượng\nChương II\nRIÊNG\nĐiều 3. Việc\nĐiều 4. Người"
    assert [label for _, label, _ in rows(text)][3:] == ["Chương II", "Điều 3", "Điều 4"]


def test_articles_go_on_after_the_romans_that_one_of_them_holds() -> None:
    text = "Điều 1. Phê duyệt Kế hoạch:\nI. Mục tiêu\n1. Một\nII. Giải pháp\nĐiều 2. Hiệu lực\nĐiều 3. Trách nhiệm"
    assert outline(text).warnings == ()


def test_a_label_in_small_letters_right_below_a_heading_in_capitals_that_fills_its_line() -> None:
    full = "KẾT QUẢ THỰC HIỆN SÁU THÁNG ĐẦU NĂM, ƯỚC THỰC HIỆN CẢ NĂM VÀ CÁC VIỆC CÒN LẠI CỦA XÃ HOA MAI"
    text = f"A. {full}\nI. Công tác chỉ đạo\n1. Một\nII. Kết quả\nB. KẾ HOẠCH\nI. Mục tiêu"
    assert [row[:2] for row in rows(text)] == [(1, "A"), (2, "I"), (3, "1"), (2, "II"), (1, "B"), (2, "I")]


def test_a_title_goes_on_with_the_rest_of_a_name_that_the_line_end_parted() -> None:
    text = """I. TRÁCH NHIỆM
1. Giao Phòng Kinh tế chủ trì, phối hợp với Văn phòng, Trạm Y tế, Ban
Chỉ huy Quân sự và các thôn rà soát phương án phòng cháy trong mùa khô
2. Đề nghị các thôn phối hợp với Phòng Kinh tế, Trạm Y tế và Ban Chấp hành
Hiệp hội Làng nghề xã trong việc rà soát phương án phòng cháy mùa khô"""
    titles = [title for level, _, title in rows(text) if level == 2]
    assert titles[0].endswith("Trạm Y tế, Ban Chỉ huy Quân sự và các thôn rà soát phương án phòng cháy trong mùa khô")
    assert titles[1].endswith("Ban Chấp hành Hiệp hội Làng nghề xã trong việc rà soát phương án phòng cháy mùa khô")


def test_articles_are_counted_on_over_chapters_without_a_warning() -> None:
    text = "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nXã.\nChương II\nTỔ CHỨC\nĐiều 2. Đại hội\nHọp."
    assert outline(text).warnings == ()
    assert [w.code for w in outline(text.replace("Điều 2", "Điều 3")).warnings] == ["section-missing"]


def test_the_first_heading_below_a_title_of_two_full_lines() -> None:
    text = """I. Về tình hình sản xuất của các làng nghề trong quý II năm 2027; phương hướng của
các tháng cuối năm 2027 và những việc phải làm ngay trong quý III của năm 2027
1. Những kết quả nổi bật
Các làng nghề đã giữ được khách hàng cũ, tìm được thêm khách hàng mới ở ba tỉnh bạn.
II. Về việc chung
1. Tuần tra"""
    assert [row for row in rows(text) if row[0] == 2] == [(2, "1", "Những kết quả nổi bật"), (2, "1", "Tuần tra")]


def test_a_title_goes_on_behind_the_word_that_governs_it_however_short_the_line() -> None:
    text = "Điều 1. Phạm vi\n1. Người dân theo quy định tại\nĐiều 3 Nghị định số 4/2031/NĐ-CP\n2. Hội\nĐiều 2. Việc làm"
    assert (2, "1", "Người dân theo quy định tại Điều 3 Nghị định số 4/2031/NĐ-CP") in rows(text)


def test_what_is_counted_belongs_to_its_title() -> None:
    assert split_title("Tình huống 2: Có người mắc bệnh.") == ("Tình huống 2: Có người mắc bệnh", "")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. Quyết định giao rừng cho các hộ dân của hai thôn vùng cao ven hồ thuộc tỉnh Bình", "Phước quản lý."),
        ("1. Thời hạn làm việc kể từ ngày nhận đủ các hồ sơ mà người dân nộp theo khoản 1", "Điều này là 5 ngày."),
    ],
)
def test_a_full_line_goes_on_with_the_rest_of_a_name(first: str, second: str) -> None:
    text = f"I. VIỆC LÀM\n{first}\n{second}\n2. Việc sau\nII. KINH PHÍ\nNgân sách."
    assert (2, "1", f"{first[3:]} {second[:-1]}") in rows(text)
