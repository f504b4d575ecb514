"""Header and end of a document: what is printed is read, what is not is null."""

from __future__ import annotations

import pytest

from extractors.facts import HeaderFacts
from extractors.header import extract_header
from extractors.layout import Box, Line, LineRole, Page, Word
from extractors.parts import split_parts

LETTERHEAD = """ỦY BAN NHÂN DÂN
XÃ SÔNG LAM
Số: 15/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Lam, ngày 10 tháng 01 năm 2027
"""
PLAN = """KẾ HOẠCH
Phát triển nghề dệt trên địa bàn xã Sông Lam
giai đoạn 2027-2030
Căn cứ Luật Tổ chức chính quyền địa phương;
Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2027 của Ủy ban nhân dân tỉnh;
Ủy ban nhân dân xã ban hành Kế hoạch phát triển nghề dệt như sau:
I. MỤC ĐÍCH
Giữ nghề.
II. KINH PHÍ
Ngân sách xã./.
"""
CLOSING = """Nơi nhận:
- UBND tỉnh (để b/c);
- Các phòng, ban,
ngành thuộc xã;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Thị Bích Mẫu
"""
ANNEX = """DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 15/KH-UBND ngày 10 tháng 01 năm 2027 của Ủy ban nhân dân xã Sông Lam)
TT Nội dung công việc
1 Mở lớp"""


def header(text: str, roles: dict[int, LineRole] | None = None) -> HeaderFacts:
    lines = tuple(
        Line(text=t, page=1, number=k, role=(roles or {}).get(k, LineRole.BODY))
        for k, t in enumerate(text.split("\n"), 1)
    )
    return extract_header(split_parts([Page(number=1, lines=lines)]))


@pytest.mark.parametrize("roles", [None, dict.fromkeys(range(1, 7), LineRole.LETTERHEAD)])
def test_a_whole_header(roles: dict[int, LineRole] | None) -> None:
    facts = header(LETTERHEAD + PLAN + CLOSING, roles)
    assert facts.metadata.model_dump() == {
        "document_type": "KẾ HOẠCH",
        "title": "Phát triển nghề dệt trên địa bàn xã Sông Lam giai đoạn 2027-2030",
        "number": "15/KH-UBND",
        "date": "2027-01-10",
        "place": "Sông Lam",
        "issuing_agency": "Ủy ban nhân dân xã Sông Lam",
        "addressee": None,
        "period": (2027, 2030),
        "signer_name": "Lê Thị Bích Mẫu",
        "signer_title": "PHÓ CHỦ TỊCH",
        "signing_authority": "TM. ỦY BAN NHÂN DÂN",
        "recipients": ("UBND tỉnh (để b/c)", "Các phòng, ban, ngành thuộc xã", "Lưu: VT"),
    }
    assert facts.legal_bases == ("Luật Tổ chức chính quyền địa phương", "Quyết định số 12/QĐ-UBND")


def test_number_and_date_may_stand_only_in_the_annex_caption() -> None:
    metadata = header(PLAN + CLOSING + ANNEX).metadata
    assert (metadata.number, metadata.date) == ("15/KH-UBND", "2027-01-10")


def test_a_caption_that_names_another_document_gives_no_number() -> None:
    caption = ANNEX.replace("Kèm theo Kế hoạch", "Kèm theo Quyết định")
    assert header(PLAN + CLOSING + caption).metadata.number is None


def test_blanks_for_number_and_day_are_null() -> None:
    text = LETTERHEAD.replace("15/KH-UBND", "      /KH-UBND").replace("ngày 10", "ngày     ")
    metadata = header(text + PLAN).metadata
    assert (metadata.number, metadata.date, metadata.place) == (None, None, "Sông Lam")


def test_columns_read_onto_one_line_are_told_apart() -> None:
    woven = """UBND TỈNH VĨNH LAM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ VĂN HÓA VÀ THỂ THAO Độc lập - Tự do - Hạnh phúc
Số: 40/KH-SVHTT Vĩnh Lam, ngày 02 tháng 3 năm 2027
"""
    closing = "Nơi nhận: KT. GIÁM ĐỐC\n- UBND tỉnh; PHÓ GIÁM ĐỐC\n- Lưu: VT.      Trần Văn Mẫu\n"
    metadata = header(woven + PLAN.replace("Ủy ban nhân dân xã ban", "Sở Văn hóa và Thể thao ban") + closing).metadata
    assert metadata.issuing_agency == "Sở Văn hóa và Thể thao"
    assert (metadata.number, metadata.date) == ("40/KH-SVHTT", "2027-03-02")
    assert (metadata.signing_authority, metadata.signer_title) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert metadata.signer_name == "Trần Văn Mẫu"
    assert metadata.recipients == ("UBND tỉnh", "Lưu: VT")


def test_without_a_letterhead_the_preamble_names_the_agency_and_the_title_its_place() -> None:
    assert header(PLAN).metadata.issuing_agency == "Ủy ban nhân dân xã Sông Lam"
    department = PLAN.replace("Ủy ban nhân dân xã ban hành", "Sở Ngoại vụ xây dựng")
    assert header(department).metadata.issuing_agency == "Sở Ngoại vụ"


def test_the_title_may_name_a_document_or_be_in_capitals_beside_the_type() -> None:
    named = "KẾ HOẠCH\nTriển khai Nghị quyết số 57-NQ/TW\ncủa Bộ Chính trị\nThực hiện Nghị quyết số 57-NQ/TW, xã làm:\n"
    assert header(named + "I. VIỆC\nMột.").metadata.title == "Triển khai Nghị quyết số 57-NQ/TW của Bộ Chính trị"
    beside = header("KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2027\nCăn cứ Luật Giáo dục;\nI. VIỆC\nMột.").metadata
    assert (beside.document_type, beside.title) == ("KẾ HOẠCH", "CHUYỂN ĐỔI SỐ NĂM 2027")


def test_the_addressee_of_a_report() -> None:
    text = "BÁO CÁO\nKết quả dệt vải\nKính gửi: Sở Công Thương tỉnh\nI. KẾT QUẢ\nTốt."
    metadata = header(text).metadata
    assert (metadata.document_type, metadata.addressee) == ("BÁO CÁO", "Sở Công Thương tỉnh")


def test_a_document_that_begins_at_its_first_section_names_itself() -> None:
    text = "I. MỤC ĐÍCH\nGiữ nghề theo Kế hoạch này.\nII. KINH PHÍ\nTrên đây là Kế hoạch dệt vải./."
    metadata = header(text).metadata
    assert (metadata.document_type, metadata.title, metadata.number) == ("KẾ HOẠCH", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Sáng ấy ông lão ra sông.\nKế hoạch này ông nghĩ đã lâu, kế hoạch này không ai hay.\nChiều ông về.",
        "STT Tên hàng Số lượng\n1 Máy tính 10",
        "",
    ],
)
def test_what_is_no_official_document_has_no_type_and_a_warning(text: str) -> None:
    facts = header(text)
    assert facts.metadata.model_dump(exclude={"recipients"}) == dict.fromkeys(
        facts.metadata.model_dump(exclude={"recipients"})
    )
    assert [w.code for w in facts.warnings] == ["no-document-type"]


def test_a_letter_has_number_and_addressee_but_no_type() -> None:
    text = (
        LETTERHEAD.replace("15/KH-UBND", "64/UBND-KT") + "V/v cung cấp số liệu\nKính gửi: Sở Xây dựng\nĐề nghị Sở giúp."
    )
    metadata = header(text).metadata
    assert (metadata.document_type, metadata.number, metadata.addressee) == (None, "64/UBND-KT", "Sở Xây dựng")


def test_lost_marks_of_an_office_are_put_back() -> None:
    closing = CLOSING.replace("KT. CHỦ TỊCH", "KT. CHU TỊCH").replace("PHÓ CHỦ TỊCH", "PHO CHU TICH")
    metadata = header(LETTERHEAD + PLAN + closing).metadata
    assert metadata.signer_title == "PHÓ CHỦ TỊCH"
    assert metadata.signing_authority == "TM. ỦY BAN NHÂN DÂN"


def test_an_office_that_no_list_has_stands_above_the_name() -> None:
    closing = "Nơi nhận:\n- Lưu: VT.\nTRƯỞNG CÔNG AN XÃ\nLê Văn Mẫu\n"
    metadata = header(PLAN + closing).metadata
    assert (metadata.signer_title, metadata.signer_name) == ("TRƯỞNG CÔNG AN XÃ", "Lê Văn Mẫu")


def misread(text: str, printed: str) -> Page:
    """A page whose lines were restored from an OCR's garble."""
    pairs = zip(text.splitlines(), printed.splitlines(), strict=True)
    return Page(1, tuple(Line(line, 1, k, printed=raw) for k, (line, raw) in enumerate(pairs, 1)))


MISREAD_CLOSING = (
    """KẾ HOẠCH
Phát triển nghề dệt
I. MỤC ĐÍCH
Giữ nghề.
II. KINH PHÍ
Ngân sách xã.
Nơi nhận:
- Cổng thông tin điện tử; II
~ UBND tỉnh; KT. CHỦ TỊCH
- Luu: VT, QL.
PHÓ CHỦ TỊCH
Ngõ Ngọc Văn""",
    """KE HOACH
Phat trién nghé dét
I. MUC DICH
Giit nghé.
II. KINH PHI
Ngan sach xa.
Noi nhén:
- Céng théng tin dién tu; i
~ UBND tinh; KT. CHU TICH
- Luu: VT, QLN.
PHO CHU TICH
Ngo Ngoc Van""",
)


def test_a_misread_closing_block_is_read_by_what_such_blocks_hold() -> None:
    facts = extract_header(split_parts([misread(*MISREAD_CLOSING)]))
    assert facts.metadata.signer_name == "Ngô Ngọc Vân"
    assert facts.metadata.signer_title == "PHÓ CHỦ TỊCH"
    assert facts.metadata.recipients == ("Cổng thông tin điện tử", "UBND tỉnh", "Lưu: VT, QLN")
    doubt = next(warning for warning in facts.warnings if warning.code == "signer-doubtful")
    assert "Ngo Ngoc Van" in doubt.message
    assert doubt.line == 12


def test_a_speck_between_a_recipient_and_the_office_beside_it_is_neither() -> None:
    text, printed = (
        part.replace("tử; II", "tử; z PHÓ CHỦ TỊCH").replace("tu; i", "tu; z PHO CHU TICH") for part in MISREAD_CLOSING
    )
    facts = extract_header(split_parts([misread(text, printed)]))
    assert facts.metadata.recipients == ("Cổng thông tin điện tử", "UBND tỉnh", "Lưu: VT, QLN")


def test_what_a_stamp_left_of_an_office_is_no_part_of_the_recipient_beside_it() -> None:
    text, printed = (
        part.replace("tử; II", "tử; Phó chủ 7s").replace("tu; i", "tu; PHO CHU 7s") for part in MISREAD_CLOSING
    )
    facts = extract_header(split_parts([misread(text, printed)]))
    assert facts.metadata.recipients == ("Cổng thông tin điện tử", "UBND tỉnh", "Lưu: VT, QLN")


def test_a_bullet_read_as_a_figure_and_a_title_under_a_stamp() -> None:
    text, printed = (
        part.replace("~ UBND", "4 UBND")
        .replace("II\n4", "\n4")
        .replace("PHÓ CHỦ TỊCH", "án TÍCH")
        .replace("PHO CHU TICH", "ae TCH")
        for part in MISREAD_CLOSING
    )
    facts = extract_header(split_parts([misread(text, printed)]))
    assert facts.metadata.recipients == ("Cổng thông tin điện tử", "UBND tỉnh", "Lưu: VT, QLN")
    assert facts.metadata.signer_title == "PHÓ CHỦ TỊCH"  # who signs "KT. CHỦ TỊCH" is the deputy
    assert any("KT. CHỦ TỊCH" in warning.message for warning in facts.warnings)


def test_a_misread_title_names_its_issuer_as_the_letterhead_does() -> None:
    text = """SỞ XÂY DỰNG
KẾ HOẠCH
Phát triển nhà ở của Sở Xây đúng năm 2027
I. MỤC ĐÍCH
Phát triển nhà ở.
II. KINH PHÍ
Ngân sách."""
    printed = """SO XAY DUNG
KE HOACH
Phat trién nha o cua So Xay ding nam 2027
I. MUC DICH
Phat trién nha o.
II. KINH PHI
Ngan sach."""
    facts = extract_header(split_parts([misread(text, printed)]))
    assert facts.metadata.title == "Phát triển nhà ở của Sở Xây dựng năm 2027"
    assert header(text).metadata.title == "Phát triển nhà ở của Sở Xây đúng năm 2027"  # clean text is left alone


def test_a_clean_name_is_never_touched() -> None:
    page = misread(
        MISREAD_CLOSING[0].replace("Ngõ Ngọc Văn", "Đỉnh Thị Xẹ"),
        MISREAD_CLOSING[0].replace("Ngõ Ngọc Văn", "Đỉnh Thị Xẹ"),
    )
    assert extract_header(split_parts([page])).metadata.signer_name == "Đỉnh Thị Xẹ"


@pytest.mark.parametrize(
    ("closing", "authority", "title", "name"),
    [
        ("T/M BAN CHẤP HÀNH\nBÍ THƯ\nHoàng Đức Thiện", "T/M BAN CHẤP HÀNH", "BÍ THƯ", "Hoàng Đức Thiện"),
        ("Q. TRƯỞNG BAN\nTrương Hoàng Nam", None, "Q. TRƯỞNG BAN", "Trương Hoàng Nam"),
        ("THỪA LỆNH GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nLò Văn Pâng", "THỪA LỆNH GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Lò Văn Pâng"),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\nHầu A Sính", "TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", "Hầu A Sính"),
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC\n(Đã ký)\nVũ Thu", None, "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Vũ Thu"),
        (
            "CÔNG AN TỈNH\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nĐại tá Lê Văn Hòa\nSỞ NỘI VỤ\nGIÁM ĐỐC\nĐinh Lệ Quyên",
            None, "GIÁM ĐỐC", "Đinh Lệ Quyên",
        ),
        ("GIÁM ĐỐC\nThượng tá Lê Văn Hòa", None, "GIÁM ĐỐC", "Lê Văn Hòa"),
    ],
)  # fmt: skip
def test_forms_of_signatures(closing: str, authority: str | None, title: str, name: str) -> None:
    metadata = header(LETTERHEAD + PLAN + "Nơi nhận:\n- Lưu: VT.\n" + closing).metadata
    assert (metadata.signing_authority, metadata.signer_title, metadata.signer_name) == (authority, title, name)


@pytest.mark.parametrize(
    ("letterhead", "preamble", "agency"),
    [
        ("TỈNH ỦY LONG SƠN\nĐẢNG ỦY XÃ THANH HÀ\n*\nSố 45-KH/ĐU", "Ban Chấp hành Đảng bộ xã", "Đảng ủy xã Thanh Hà"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG THPT LÊ QUÝ ĐÔN\nSố: 5/KH-LQĐ", "Nhà trường", "Trường THPT Lê Quý Đôn"),
    ],
)
def test_forms_of_letterheads(letterhead: str, preamble: str, agency: str) -> None:
    body = "I. MỤC ĐÍCH\nGiữ nghề.\nII. VIỆC\nDệt."
    text = f"{letterhead}\nKẾ HOẠCH\nPhát triển nghề dệt\n{preamble} xây dựng Kế hoạch như sau:\n{body}"
    assert header(text).metadata.issuing_agency == agency


def test_a_family_name_that_an_ocr_misread_is_mended_and_shown_as_doubt() -> None:
    text = LETTERHEAD + PLAN + "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nĐỉnh Trọng Khải"
    box = Box(0, 0, 10, 10)
    page = Page(
        1,
        tuple(
            Line(line, 1, k, printed=line, words=(Word(line, box, confidence=0.9),))
            for k, line in enumerate(text.splitlines(), 1)
        ),
    )
    facts = extract_header(split_parts([page]))
    assert facts.metadata.signer_name == "Đinh Trọng Khải"
    assert [warning.code for warning in facts.warnings] == ["signer-doubtful"]


def test_a_letterhead_that_reads_well_names_the_issuer_before_who_reports() -> None:
    text = """HỘI ĐỒNG NHÂN DÂN
XÃ SÔNG LAM
BÁO CÁO
Kết quả giám sát
Thực hiện chương trình năm 2027, Đoàn giám sát báo cáo kết quả như sau:
I. KẾT QUẢ
Tốt.
II. KIẾN NGHỊ
Không."""
    assert header(text).metadata.issuing_agency == "Hội đồng nhân dân xã Sông Lam"


def test_an_agency_at_the_end_of_a_title_belongs_to_it() -> None:
    text = """TỜ TRÌNH
Về việc miễn nhiệm chức danh Ủy viên
Ủy ban nhân dân tỉnh Lam Sơn nhiệm kỳ 2021 - 2026
Kính gửi: Hội đồng nhân dân tỉnh
Căn cứ Luật Tổ chức chính quyền địa phương;
I. LÝ DO
Chuyển công tác.
II. ĐỀ NGHỊ
Miễn nhiệm."""
    title = header(text).metadata.title
    assert title == "Về việc miễn nhiệm chức danh Ủy viên Ủy ban nhân dân tỉnh Lam Sơn nhiệm kỳ 2021 - 2026"


def test_a_paragraph_whose_first_word_was_lost_is_no_part_of_the_title() -> None:
    text = """CHỈ THỊ
Về việc tăng cường công tác giữ nghề dệt
trên địa bàn tỉnh
thời gian qua, công tác giữ nghề dệt tại các thôn ven sông đã đạt những kết
quả tích cực. Tuy nhiên, vẫn còn một số thôn chưa có thợ trẻ theo nghề, khung
cửi đã cũ, sợi phải mua từ nơi xa; người dân chưa yên tâm với nghề của mình và
chưa tìm được nơi bán hàng ổn định, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các
đơn vị thực hiện tốt:
I. VIỆC CẦN LÀM
Dạy nghề.
II. TỔ CHỨC
Các xã."""
    assert header(text).metadata.title == "Về việc tăng cường công tác giữ nghề dệt trên địa bàn tỉnh"


@pytest.mark.parametrize("first_words_lost", [False, True])
def test_a_centred_title_ends_where_a_line_leaves_its_axis(first_words_lost: bool) -> None:
    rows = [
        ("CHỈ THỊ", 270, 330),
        ("Về việc giữ nghề dệt và nghề gốm", 180, 420),
        ("trên địa bàn tỉnh", 250, 350),
        ("Thời gian qua nghề dệt tại các thôn ven sông đã đạt kết quả tốt, song", 120, 520),
        (
            "thợ trẻ còn ít, khung cửi đã cũ, sợi phải mua từ nơi xa, người dân chưa",
            120 if first_words_lost else 80,
            520,
        ),
        ("yên tâm với nghề. Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các xã thực hiện", 80, 520),
        ("tốt các việc sau:", 80, 180),
        ("I. VIỆC CẦN LÀM", 100, 240),
        ("Dạy nghề.", 100, 160),
        ("II. TỔ CHỨC", 100, 200),
        ("Các xã thực hiện.", 100, 200),
    ]
    lines = tuple(Line(text, 1, k, box=Box(x0, 20 * k, x1, 20 * k + 14)) for k, (text, x0, x1) in enumerate(rows, 1))
    metadata = extract_header(split_parts([Page(1, lines)])).metadata
    assert metadata.title == "Về việc giữ nghề dệt và nghề gốm trên địa bàn tỉnh"


def test_bases_at_the_head_of_a_document_without_sections() -> None:
    text = """TỜ TRÌNH
Về việc miễn nhiệm
Kính gửi: Hội đồng nhân dân tỉnh
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
Thực hiện Thông báo số 98-TB/TU ngày 24/01/2026 của Tỉnh ủy;
Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh xem xét theo Công văn số 5/SNV-CBCC."""
    assert header(text).legal_bases == ("Luật Tổ chức chính quyền địa phương", "Thông báo số 98-TB/TU")


@pytest.mark.parametrize(
    ("letterhead", "running", "agency"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH LAM SƠN\nVĂN PHÒNG", "Giao các xã thực hiện.", "Văn phòng Ủy ban nhân dân tỉnh Lam Sơn"),
        (
            "CỤC QUẢN LÝ THI HÀNH ÁN DÂN SỰ\nTHI HÀNH ÁN DÂN SỰ TỈNH LAM SƠN",
            "Giao các phòng thực hiện.",
            "Thi hành án dân sự tỉnh Lam Sơn",
        ),
        ("TỈNH ỦY LAM SƠN\nSố 03-CTr/TU", "Các cấp ủy thực hiện.", "Tỉnh ủy Lam Sơn"),
        ("CÔNG TY CỔ PHẦN NƯỚC SÔNG LAM", "Công ty Cổ phần Nước Sông Lam cấp nước.", "Công ty Cổ phần Nước Sông Lam"),
    ],
)
def test_issuers_that_a_letterhead_shortens_or_shouts(letterhead: str, running: str, agency: str) -> None:
    text = f"{letterhead}\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nGiữ nước sạch\nI. VIỆC\n{running}\nII. KINH PHÍ\nKhông."
    assert header(text).metadata.issuing_agency == agency


def test_a_committee_of_the_front_issues_what_its_standing_members_sign() -> None:
    text = """KẾ HOẠCH
Vận động năm 2027
Ủy ban MTTQ Việt Nam phường Sông Lam xây dựng Kế hoạch như sau:
I. VIỆC
Vận động.
II. KINH PHÍ
Không.
TM. BAN THƯỜNG TRỰC
CHỦ TỊCH
Lê Văn Mẫu"""
    assert header(text).metadata.issuing_agency == "Ủy ban MTTQ Việt Nam phường Sông Lam"


def test_a_signature_in_small_letters_without_recipients() -> None:
    text = "KẾ HOẠCH\nTiêm chủng\n1. Mục tiêu\nĐủ vắc xin.\n2. Kinh phí\nKhông.\nTrưởng phòng\n(Đã ký)\nLê Thị Mẫu"
    metadata = header(text).metadata
    assert (metadata.signer_title, metadata.signer_name) == ("TRƯỞNG PHÒNG", "Lê Thị Mẫu")


def with_closing_line(text: str, printed: str) -> HeaderFacts:
    """The misread plan with this in the place of "UBND tỉnh; KT. CHỦ TỊCH" and of what was read there."""
    whole = MISREAD_CLOSING[0].replace("UBND tỉnh; KT. CHỦ TỊCH", text)
    return extract_header(split_parts([misread(whole, MISREAD_CLOSING[1].replace("UBND tinh; KT. CHU TICH", printed))]))


def test_offices_of_the_party_end_recipients_with_a_comma() -> None:
    line = ("Ban Dân vận, UBND tỉnh (b/c), PHÓ Bí THƯ", "Ban Dan van, UBND tinh (b/c), PHO Bi THU")
    metadata = with_closing_line(*line).metadata
    assert metadata.recipients[1] == "Ban Dân vận, UBND tỉnh (b/c)"
    assert metadata.signer_title is not None


def test_the_code_of_the_number_tells_the_letterhead_from_who_reports() -> None:
    text = """HỘI ĐỒNG NHÂN DÂN
XÃ SÔNG LAM
Số: 9/BC-HĐND
BÁO CÁO
Kết quả giám sát
Thực hiện chương trình năm 2027, Đoàn giám sát báo cáo kết quả như sau:
I. KẾT QUẢ
Tốt.
II. KIẾN NGHỊ
Không."""
    page = misread(text, text.replace("Đ", "D").replace("ế", "é").replace("I", "1").replace("X", "x").replace("T", "t"))
    issuer = extract_header(split_parts([page])).metadata.issuing_agency
    assert issuer is not None
    assert issuer.startswith("Hội đồng nhân dân xã")


def test_a_misread_label_of_the_addressee() -> None:
    text = LETTERHEAD + "Kính trị:\n- Các sở, ban, ngành;\n- Ủy ban nhân dân các xã.\nThực hiện Công văn số 5/SNV-CC."
    assert header(text).metadata.addressee == "Các sở, ban, ngành; Ủy ban nhân dân các xã"


def test_a_period_with_a_long_dash() -> None:
    assert header(PLAN.replace("2027-2030", "2027 — 2030")).metadata.period == (2027, 2030)


def test_columns_of_a_signature_read_onto_one_line() -> None:
    text = PLAN + "DUYỆT CỦA UBND XÃ HIỆU TRƯỞNG\nLê Văn Mẫu"
    metadata = header(text).metadata
    assert (metadata.signer_title, metadata.signer_name) == ("HIỆU TRƯỞNG", "Lê Văn Mẫu")


def test_a_recipient_without_its_sign_before_the_signature() -> None:
    metadata = with_closing_line("UBND tỉnh KT. CHỦ TỊCH", "UBND tinh KT. CHU TICH").metadata
    assert metadata.recipients[1] == "UBND tỉnh"
    assert metadata.signing_authority == "KT. CHỦ TỊCH"


def test_who_issues_a_decision_is_no_part_of_its_title_in_capitals() -> None:
    facts = header(
        "ỦY BAN NHÂN DÂN\nXÃ HOA MAI\nSố: 5/QĐ-UBND\nHoa Mai, ngày 02 tháng 3 năm 2031\nQUYẾT ĐỊNH\n"
        "BAN HÀNH QUY CHẾ LÀM VIỆC CỦA\nỦY BAN NHÂN DÂN XÃ HOA MAI\nỦY BAN NHÂN DÂN XÃ HOA MAI\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\nĐiều 1. Ban hành Quy chế.\nĐiều 2. Thi hành."
    )
    assert facts.metadata.title == "BAN HÀNH QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN XÃ HOA MAI"
    facts = header(
        "HỘI ĐỒNG NHÂN DÂN\nXÃ HOA MAI\nSố: 5/NQ-HĐND\nNGHỊ QUYẾT\nVỀ ĐẶT TÊN ĐƯỜNG TRÊN ĐỊA\nBÀN XÃ HOA MAI\n"
        "HỘI ĐỒNG NHÂN DÂN XÃ HOA MAI\nKHÓA II, KỲ HỌP THỨ 3\nCăn cứ Luật Tổ chức chính quyền địa phương;\n"
        "Điều 1. Đặt tên đường.\nĐiều 2. Thi hành."
    )
    assert facts.metadata.title == "VỀ ĐẶT TÊN ĐƯỜNG TRÊN ĐỊA BÀN XÃ HOA MAI"


def test_the_number_of_another_document_above_the_letterhead_is_not_taken() -> None:
    facts = header(
        "Triển khai thực hiện Nghị quyết số 13-NQ/TU của Tỉnh ủy\nỦY BAN NHÂN DÂN XÃ HOA MAI\nSố:    /KH-UBND\n"
        "KẾ HOẠCH\nThực hiện công tác năm 2031\nI. MỤC ĐÍCH\n1. Một việc"
    )
    assert facts.metadata.number is None


def test_a_letterhead_between_the_rules_of_a_table() -> None:
    facts = header(
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nXÃ HOA MAI | Độc lập - Tự do - Hạnh phúc |\n"
        "Số: 36/KH-UBND |\nHoa Mai, ngày 07 tháng 5 năm 2031 |\nKẾ HOẠCH\nThực hiện công tác năm 2031\n"
        "I. MỤC ĐÍCH\n1. Một việc"
    )
    meta = facts.metadata
    assert (meta.issuing_agency, meta.number, meta.date) == ("Ủy ban nhân dân xã Hoa Mai", "36/KH-UBND", "2031-05-07")


@pytest.mark.parametrize("broken", ["Hoa Mai, ngày 25\ntháng 4 năm 2031", "Hoa Mai, ngày\n25 tháng 4 năm 2031"])
def test_a_date_broken_by_a_narrow_column(broken: str) -> None:
    facts = header(f"ỦY BAN NHÂN DÂN\nXÃ HOA MAI\nSố: 5/KH-UBND\n{broken}\nKẾ HOẠCH\nVề đê điều\nI. MỤC ĐÍCH\n1. Việc")
    assert facts.metadata.date == "2031-04-25"
    blank = "Hoa Mai, ngày    tháng 4 năm 2031"
    facts = header(
        f"XÃ HOA MAI\nSố: 5/KH-UBND\n{blank}\nThực hiện ngày 02/3/2031\nKẾ HOẠCH\nVề đê\nI. MỤC ĐÍCH\n1. Việc"
    )
    assert facts.metadata.date is None


@pytest.mark.parametrize(
    ("letterhead", "agency"),
    [
        ("ỦY BAN MTTQ VIỆT NAM\nXÃ HOA MAI\nBAN THƯỜNG TRỰC", "Ban Thường trực Ủy ban MTTQ Việt Nam xã Hoa Mai"),
        ("ỦY BAN BẦU CỬ XÃ HOA MAI\nTIỂU BAN TUYÊN TRUYỀN", "Tiểu ban Tuyên truyền"),
        ("ỦY\nBAN NHÂN DÂN\nXÃ HOA MAI\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Ủy ban nhân dân xã Hoa Mai"),
    ],
)
def test_letterheads_of_two_offices_and_of_broken_lines(letterhead: str, agency: str) -> None:
    facts = header(f"{letterhead}\nSố: 5/KH-ABC\nKẾ HOẠCH\nVề đê điều\nI. MỤC ĐÍCH\n1. Việc")
    assert facts.metadata.issuing_agency == agency


def test_an_agency_without_its_place_takes_no_more_than_the_name_from_a_title_in_capitals() -> None:
    facts = header(
        "ỦY BAN NHÂN DÂN\nSố: 5/KH-UBND\nKẾ HOẠCH\nPHÁT TRIỂN TỈNH BẮC NINH GIAI ĐOẠN 2031-2035\nI. MỤC ĐÍCH\n1. Việc"
    )
    assert facts.metadata.issuing_agency == "Ủy ban nhân dân tỉnh Bắc Ninh"


def test_a_school_that_the_text_writes_with_a_small_first_letter() -> None:
    facts = header(
        "UBND XÃ HOA MAI\nTRƯỜNG TIỂU HỌC HOA MAI\nSố: 5/KH-THHM\nKẾ HOẠCH\nNăm học 2031 - 2032\n"
        "Căn cứ tình hình, trường Tiểu học Hoa Mai xây dựng kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Việc"
    )
    assert facts.metadata.issuing_agency == "Trường Tiểu học Hoa Mai"


def test_a_number_after_the_word_for_its_kind() -> None:
    facts = header(
        "HỘI ĐỒNG NHÂN DÂN XÃ HOA MAI\nNghị quyết số: 5/2031/NQ-HĐND\nNGHỊ QUYẾT\nVề đê điều\nCăn cứ Luật Đê điều;\n"
        "Điều 1. Việc.\nĐiều 2. Người."
    )
    assert facts.metadata.number == "5/2031/NQ-HĐND"


def test_a_title_in_capitals_ends_before_a_sentence_though_it_fills_its_line() -> None:
    title = "THỰC HIỆN CHƯƠNG TRÌNH PHÁT TRIỂN NGHỀ DỆT GIAI ĐOẠN 2031 - 2035 TRÊN ĐỊA BÀN TỈNH"
    facts = header(
        f"SỞ NỘI VỤ\nSố: 5/KH-SNV\nKẾ HOẠCH\n{title}\nThực hiện Quyết định số 8/QĐ-TTg ngày 02/3/2031 của Thủ tướng.\n"
        "Sở Nội vụ ban hành Kế hoạch như sau:\nI. MỤC TIÊU\n1. Việc"
    )
    assert facts.metadata.title == title
    assert facts.legal_bases == ("Quyết định số 8/QĐ-TTg",)


def test_what_is_no_official_document_gets_no_title_and_no_agency() -> None:
    facts = header(
        "Nghị quyết của Ban Chấp hành Đảng bộ tỉnh về nghề dệt\nNgày 2-3-2031, Ban Chấp hành Đảng bộ tỉnh đã ban hành "
        "Nghị quyết số 10-NQ/TU về nghề dệt.\nI- Tình hình\nNghề dệt phát triển.\nII- Mục tiêu\nGiữ nghề."
    ).metadata
    assert (facts.document_type, facts.title, facts.issuing_agency, facts.number) == (None, None, None, None)


def test_a_letterhead_without_type_and_sections_is_read() -> None:
    facts = header(
        "ỦY BAN NHÂN DÂN XÃ HOA MAI\nSố: 5/KH-UBND\nHoa Mai, ngày 02 tháng 3 năm 2031\nVề nghề dệt\nGiữ nghề dệt."
    ).metadata
    assert (facts.number, facts.date, facts.issuing_agency) == ("5/KH-UBND", "2031-03-02", "Ủy ban nhân dân xã Hoa Mai")


def test_the_number_of_a_form_in_an_annex_is_not_that_of_the_document() -> None:
    facts = header(
        "ỦY BAN NHÂN DÂN XÃ HOA MAI\nSố:     /KH-UBND\nKẾ HOẠCH\nHọp thôn\nI. MỤC ĐÍCH\n1. Việc\nNơi nhận:\n"
        "- Lưu: VT.\nPHỤ LỤC\n(Ban hành kèm theo Kế hoạch họp thôn)\nMẪU SỐ 01/HNCT\nBIÊN BẢN\nI. Thành phần"
    ).metadata
    assert facts.number is None


def test_a_place_above_its_date_and_an_addressee_left_blank() -> None:
    facts = header(
        "SỞ NỘI VỤ\nSố: 5/KH-SNV\nHoa Mai,\nngày 02 tháng 3 năm 2031\nKẾ HOẠCH\nVề nghề dệt\nKính gửi: ……………\n"
        "I. MỤC ĐÍCH\n1. Việc"
    ).metadata
    assert (facts.place, facts.date, facts.addressee) == ("Hoa Mai", "2031-03-02", None)


def test_lines_above_the_letterhead_of_a_document_without_type() -> None:
    facts = header(
        "- Quyết định 8/QĐ-TTg năm 2031 về nghề dệt\nỦY BAN NHÂN DÂN XÃ HOA MAI\nSố: 5/KH-UBND\n"
        "Hoa Mai, ngày 02 tháng 3 năm 2031\nThực hiện công văn, UBND xã xây dựng kế hoạch như sau:\n"
        "A. KẾT QUẢ\n1. Việc\nB. KẾ HOẠCH\n1. Việc"
    ).metadata
    assert (facts.number, facts.date, facts.issuing_agency) == ("5/KH-UBND", "2031-03-02", "Ủy ban nhân dân xã Hoa Mai")


def test_a_sentence_under_a_title_in_capitals_is_no_part_of_it() -> None:
    front = LETTERHEAD.replace("KH-UBND", "CT-UBND")
    facts = header(
        f"{front}CHỈ THỊ\nVỀ NHIỆM VỤ PHÒNG CHÁY\nTRONG MÙA KHÔ NĂM 2027\n"
        "Mùa khô năm trước, toàn xã đã xảy ra ba vụ cháy rừng và hai vụ\n"
        "cháy nhà. Chủ tịch Ủy ban nhân dân xã chỉ thị:\nI. VIỆC CHUNG\nTuần tra.\nII. KINH PHÍ\nNgân sách xã./.\n"
    )
    assert facts.metadata.title == "VỀ NHIỆM VỤ PHÒNG CHÁY TRONG MÙA KHÔ NĂM 2027"
    with_years = header(
        f"{LETTERHEAD}ĐỀ ÁN\nPHÁT TRIỂN NGHỀ DỆT\nGiai đoạn 2027 - 2030, định hướng đến năm 2035\n{CLOSING}"
    )
    assert with_years.metadata.title == "PHÁT TRIỂN NGHỀ DỆT Giai đoạn 2027 - 2030, định hướng đến năm 2035"


def test_the_body_that_signs_may_be_broken_over_two_lines() -> None:
    facts = header(LETTERHEAD + PLAN + CLOSING.replace("TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN\nNHÂN DÂN"))
    assert facts.metadata.signing_authority == "TM. ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        ("HUYỆN ĐOÀN SÔNG LAM\nBCH ĐOÀN XÃ HOA MAI", "BCH Đoàn xã Hoa Mai"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "Ban Chấp hành Trung ương"),
        ("THỦ\nTƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
    ],
)
def test_boards_of_the_youth_union_and_broken_names(lines: str, agency: str) -> None:
    assert header(LETTERHEAD.replace("ỦY BAN NHÂN DÂN\nXÃ SÔNG LAM", lines) + PLAN).metadata.issuing_agency == agency


def test_a_district_gets_its_name_from_the_title() -> None:
    text = (
        "KẾ HOẠCH\nPhòng cháy năm 2020 trên địa bàn huyện U Minh Hạ\nThực hiện Kế hoạch số 9/KH-UBND của UBND tỉnh;\n"
    )
    facts = header(
        f"{text}Ủy ban nhân dân huyện xây dựng Kế hoạch như sau:\nI. VIỆC CHUNG\nTuần tra.\nII. KINH PHÍ\nXã."
    )
    assert facts.metadata.issuing_agency == "Ủy ban nhân dân huyện U Minh Hạ"
    capitals = text.replace(
        "Phòng cháy năm 2020 trên địa bàn huyện U Minh Hạ", "PHÒNG CHÁY Ở CÁC XÃ CỦA HUYỆN TRONG MÙA KHÔ"
    )
    facts = header(
        f"{capitals}Ủy ban nhân dân huyện xây dựng Kế hoạch như sau:\nI. VIỆC CHUNG\nTuần tra.\nII. KINH PHÍ\nXã."
    )
    assert facts.metadata.issuing_agency == "Ủy ban nhân dân huyện"


def test_a_title_that_begins_on_the_line_of_its_type_ends_before_the_sentence() -> None:
    found = header(
        "KẾ HOẠCH PHÒNG CHÁY RỪNG NĂM 2031\n"
        "Ngày 04 tháng 3 năm 2031 phường Hoa Lư đã ban hành Quyết định số 7/QĐ-UBND về trực cháy;\n"
        "UBND phường Hoa Lư ban hành Kế hoạch phòng cháy rừng như sau:\nI. MỤC ĐÍCH\nGiữ rừng.\nII. KINH PHÍ\nXã."
    )
    assert found.metadata.title == "PHÒNG CHÁY RỪNG NĂM 2031"
    assert found.metadata.issuing_agency == "Ủy ban nhân dân phường Hoa Lư"
    assert found.legal_bases == ("Quyết định số 7/QĐ-UBND",)


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        ("BỘ\nKẾ HOẠCH VÀ ĐẦU TƯ\nSố: 12/TT-BKHĐT", "Bộ Kế hoạch và Đầu tư"),
        ("VĂN PHÒNG UBND TỈNH\nPHÒNG NCTHKT\nPHIẾU TRÌNH VIỆC", "Phòng NCTHKT"),
        ("UBND TỈNH MAI HẠ\nSỞ VĂN HÓA VÀ DU\nLỊCH\nSố: 3/KH-SVHDL", "Sở Văn hóa và Du lịch"),
        ("UBND XÃ YÊN HÒA\nTRƯỜNG TH&THCS YÊN HÒA\nSố: 3/KH-THCS", "Trường TH&THCS Yên Hòa"),
    ],
)
def test_names_in_capitals_of_a_letterhead(letterhead: str, issuer: str) -> None:
    text = f"{letterhead}\nKẾ HOẠCH\nTrồng cây\nI. MỤC ĐÍCH\nGiữ đất.\nII. KINH PHÍ\nNgân sách."
    assert header(text).metadata.issuing_agency == issuer


def test_an_agency_ends_before_its_short_name_in_brackets() -> None:
    found = header(
        "KẾ HOẠCH\nHoạt động năm 2031\nBan Chỉ đạo trồng rừng xã Mai Hạ (sau đây gọi là Ban) ban hành Kế hoạch "
        "với nội dung sau:\nI. MỤC ĐÍCH\nGiữ rừng.\nII. KINH PHÍ\nXã."
    )
    assert found.metadata.issuing_agency == "Ban Chỉ đạo trồng rừng xã Mai Hạ"


def test_a_decision_that_issues_the_document_names_the_agency_and_is_no_basis() -> None:
    found = header(
        "KẾ HOẠCH\nTRỒNG RỪNG XÃ MAI HẠ NĂM 2031\n"
        "(kèm theo Quyết định số 9/QĐ-UBND ngày 04/3/2031 của Chủ tịch Ủy ban nhân dân xã Mai Hạ)\n"
        "Căn cứ Luật Lâm nghiệp;\nI. MỤC ĐÍCH\nGiữ rừng.\nII. KINH PHÍ\nXã."
    )
    assert found.metadata.issuing_agency == "Ủy ban nhân dân xã Mai Hạ"
    assert found.legal_bases == ("Luật Lâm nghiệp",)


def test_a_place_that_a_narrow_column_broke() -> None:
    found = header("SỞ Y TẾ\nSố: 12/KH-SYT\nBắc\nNinh, ngày 05 tháng 11 năm 2031\nKẾ HOẠCH\nTiêm phòng\nI. VIỆC\nTiêm.")
    assert (found.metadata.place, found.metadata.date) == ("Bắc Ninh", "2031-11-05")


def test_the_type_by_the_code_of_the_number_where_its_line_is_lost() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ MAI HẠ\nSố: 7/KH-UBND\nMai Hạ, ngày 04 tháng 3 năm 2031\nTRỒNG RỪNG NĂM 2031\n"
        "Thực hiện Luật Lâm nghiệp, Ủy ban nhân dân xã ban hành Kế hoạch như sau:\n1. Mục tiêu\nGiữ rừng.\n2. Việc\nXã."
    )
    assert header(text).metadata.document_type == "KẾ HOẠCH"
    letter = header(text.replace("7/KH-UBND", "7/UBND-VP").replace("ban hành Kế hoạch", "đề nghị")).metadata
    assert letter.document_type is None


def test_a_decision_without_the_line_of_its_type() -> None:
    found = header(
        "ỦY BAN NHÂN DÂN\nSố: 7/QĐ-UBND\nMai Hạ, ngày 04 tháng 3 năm 2031\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MAI HẠ\n"
        "Căn cứ Luật Lâm nghiệp;\nQUYẾT ĐỊNH:\nĐiều 1. Giao rừng.\nĐiều 2. Hiệu lực."
    )
    assert (found.metadata.document_type, found.metadata.title) == ("QUYẾT ĐỊNH", None)
    assert found.metadata.issuing_agency == "Ủy ban nhân dân xã Mai Hạ"
    assert found.legal_bases == ("Luật Lâm nghiệp",)


@pytest.mark.parametrize(
    ("place", "title", "issuer"),
    [
        ("Cà Mau", "THỰC HIỆN NGHỊ QUYẾT CỦA TỈNH ỦY", "Ủy ban nhân dân tỉnh Cà Mau"),
        ("Đèo Vắng", "THỰC HIỆN NGHỊ QUYẾT CỦA TỈNH ỦY", "Ủy ban nhân dân tỉnh"),  # a town
        ("Cà Mau", "TRỒNG RỪNG Ở TỈNH MAI HẠ", "Ủy ban nhân dân tỉnh Mai Hạ"),
    ],
)
def test_an_office_without_its_name_has_that_of_the_place_of_issue(place: str, title: str, issuer: str) -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nTỈNH\nSố: 7/CTr-UBND\n{place}, ngày 04 tháng 3 năm 2031\nCHƯƠNG TRÌNH\n{title}\n"
        "Để giữ rừng, Ủy ban nhân dân tỉnh ban hành Chương trình như sau:\nI. MỤC ĐÍCH\nGiữ rừng.\nII. VIỆC\nLàm."
    )
    assert header(text).metadata.issuing_agency == issuer


def test_the_subject_of_a_decision_is_no_section() -> None:
    found = header(
        "UBND XÃ MAI HẠ\nSố: 7/QĐ-UBND\nQUYẾT ĐỊNH\nV/V GIAO RỪNG NĂM 2031\nCăn cứ Luật Lâm nghiệp;\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Giao rừng.\nĐiều 2. Hiệu lực."
    )
    assert found.metadata.title == "V/V GIAO RỪNG NĂM 2031"
    assert found.legal_bases == ("Luật Lâm nghiệp",)


def test_lines_that_are_whole_paragraphs_end_a_clause() -> None:
    long = "Ngày 04 tháng 3 năm 2031 phường Hoa Lư đã ban hành Quyết định số 7/QĐ-UBND về trực cháy rừng mùa khô, " * 2
    found = header(
        f"KẾ HOẠCH\nPHÒNG CHÁY RỪNG NĂM 2031\n{long.strip(' ,')}\nUBND phường Hoa Lư ban hành Kế hoạch phòng cháy rừng "
        "năm 2031 như sau:\nI. MỤC ĐÍCH\nGiữ rừng.\nII. KINH PHÍ\nXã."
    )
    assert found.metadata.issuing_agency == "Ủy ban nhân dân phường Hoa Lư"


def test_addressees_below_the_border_of_a_cell() -> None:
    found = header("Số: 7/UBND-VP\nKính gửi:\n|\n- Các phòng, ban;\n- Trạm Y tế xã.\n|\nĐể giữ rừng, đề nghị báo cáo.")
    assert found.metadata.addressee == "Các phòng, ban; Trạm Y tế xã"
