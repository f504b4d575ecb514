"""A short plan whose tasks stand in the body only: "giao ... chủ trì, phối hợp ..."."""

# ruff: noqa: E501, PLR0917
# fmt: off
from __future__ import annotations

from samples.sampling.model import Cite, Para, PlanContent, Row, Signature, TextStyle, heading, item, para


def given(text: str, content: str, lead: str, helpers: str = "", deadline: str = "", product: str = "") -> Para:
    cells = {"lead_agency": lead, "coordinating_agencies": helpers, "deadline": deadline, "product": product}
    label, _, rest = text.partition(". ")
    return Para((rest,), label, 2, whole=True, task=Row("task", None, content, cells))


BODY = (
    heading(1, "I", "MỤC ĐÍCH"),
    para("Bảo đảm an toàn cho người dân tham gia Lễ hội Cầu mùa năm 2026; giữ gìn nét đẹp của lễ hội, không để xảy ra chen lấn, nâng giá dịch vụ."),
    heading(1, "II", "THỜI GIAN, ĐỊA ĐIỂM"),
    para("Lễ hội diễn ra từ ngày 21/02/2026 đến ngày 23/02/2026 tại khu đền Thượng và bãi bồi sông Vang."),
    heading(1, "III", "PHÂN CÔNG NHIỆM VỤ"),
    given("1. Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Ban Quản lý đền Thượng xây dựng kịch bản phần lễ và phần hội, trình Ủy ban nhân dân xã trước ngày 31/01/2026.",
          "xây dựng kịch bản phần lễ và phần hội, trình Ủy ban nhân dân xã", "Phòng Văn hóa - Xã hội", "Ban Quản lý đền Thượng", "trước ngày 31/01/2026"),
    given("2. Giao Công an xã chủ trì, phối hợp với Ban Chỉ huy Quân sự xã phân luồng giao thông, bố trí bãi gửi xe tại ba hướng vào lễ hội; hoàn thành trước ngày 19/02/2026.",
          "phân luồng giao thông, bố trí bãi gửi xe tại ba hướng vào lễ hội", "Công an xã", "Ban Chỉ huy Quân sự xã", "trước ngày 19/02/2026"),
    given("3. Giao Phòng Kinh tế chủ trì, phối hợp với các hộ kinh doanh niêm yết giá dịch vụ ăn uống, gửi xe, thuyền.",
          "niêm yết giá dịch vụ ăn uống, gửi xe, thuyền", "Phòng Kinh tế", "các hộ kinh doanh"),
    given("4. Giao Trạm Y tế xã bố trí hai điểm sơ cứu có xe cứu thương trực trong suốt thời gian lễ hội.",
          "bố trí hai điểm sơ cứu có xe cứu thương trực trong suốt thời gian lễ hội", "Trạm Y tế xã"),
    given("5. Văn phòng HĐND và UBND xã chủ trì, phối hợp với Đoàn Thanh niên xã lập đội tình nguyện 40 người hướng dẫn khách, thu gom rác.",
          "lập đội tình nguyện 40 người hướng dẫn khách, thu gom rác", "Văn phòng HĐND và UBND xã", "Đoàn Thanh niên xã"),
    item(2, "6", "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã vận động Nhân dân treo cờ, giữ gìn vệ sinh đường làng."),
    heading(1, "IV", "KINH PHÍ"),
    para("Từ nguồn công đức và ngân sách xã theo ", Cite("Quyết định", "06/QĐ-UBND", "2026-01-09", "Ủy ban nhân dân xã Đồng Vang"), "."),
    para("Các đơn vị được giao nhiệm vụ báo cáo kết quả về Văn phòng HĐND và UBND xã trước ngày 28/02/2026./."),
)

PLAN = PlanContent(
    name="ke_hoach_le_hoi_dong_vang",
    document_type="KẾ HOẠCH",
    title=("Tổ chức Lễ hội Cầu mùa xã Đồng Vang năm 2026",),
    parent_agency=None,
    agency="ỦY BAN NHÂN DÂN\nXÃ ĐỒNG VANG",
    issuing_agency="Ủy ban nhân dân xã Đồng Vang",
    issuing_agency_alt=("UBND xã Đồng Vang",),
    number="11/KH-UBND",
    place="Đồng Vang",
    date="2026-01-15",
    legal_bases=(
        ("Căn cứ ", Cite("Nghị định", "110/2018/NĐ-CP", "2018-08-29", "Chính phủ"), " về quản lý và tổ chức lễ hội, Ủy ban nhân dân xã Đồng Vang ban hành Kế hoạch như sau:"),
    ),
    body=BODY,
    recipients=("Sở Văn hóa, Thể thao và Du lịch", "Các đơn vị được giao nhiệm vụ", "Lưu: VT, VHXH"),
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hồ Văn Đạt"),
    style=TextStyle(),
)
