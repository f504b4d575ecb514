"""A department's plan of another province: five columns, capitals and abbreviations, groups A and B; and a second
annex that is a table of money and no list of tasks."""

# ruff: noqa: E501, PLR0917
# fmt: off
from __future__ import annotations

from samples.sampling.model import (
    Annex,
    Cite,
    Column,
    PlanContent,
    Row,
    Signature,
    TextStyle,
    aim,
    group,
    heading,
    para,
)


def task(number: str, content: str, lead: str, helpers: str, deadline: str) -> Row:
    return Row("task", number, content, {"lead_agency": lead, "coordinating_agencies": helpers, "deadline": deadline})


def money(number: str, content: str, unit: str, y1: str, y2: str, total: str) -> Row:
    return Row("task", number, content, {"Đơn vị tính": unit, "Năm 2026": y1, "Năm 2027": y2, "Cộng": total})


DATE = "ngày 28/11/2025 của Sở Khoa học và Công nghệ tỉnh Vĩnh Lâm"

TASKS = Annex(
    heading="PHỤ LỤC I",
    title=("BIỂU PHÂN CÔNG NHIỆM VỤ",),
    attached_to=f"(Kèm theo Kế hoạch số 512/KH-SKHCN {DATE})",
    columns=(
        Column("number", "Số TT", 5, "center"),
        Column("content", "Tên nhiệm vụ", 38),
        Column("lead_agency", "Đầu mối thực hiện", 18, "center"),
        Column("coordinating_agencies", "Cùng thực hiện", 22, "center"),
        Column("deadline", "Tiến độ", 15, "center"),
    ),
    rows=(
        group("A", "NHIỆM VỤ THƯỜNG XUYÊN"),
        task("1", "Duy trì sàn kết nối giữa người có sáng kiến và doanh nghiệp cần giải pháp", "PHÒNG QLCN", "TTƯDKHCN, CÁC DOANH NGHIỆP", "Thường xuyên"),
        task("2", "Đo kiểm phương tiện cân, đong tại chợ và cửa hàng xăng dầu", "CHI CỤC TĐC", "SỞ CÔNG THƯƠNG, UBND CÁC XÃ, PHƯỜNG", "Hàng quý"),
        task("3", "Biên tập bản tin khoa học dành cho nông dân, mỗi số hai trang, có tranh minh họa, phát tại điểm bưu điện văn hóa xã", "TTƯDKHCN", "BÁO VÀ PTTH TỈNH", "Ngày 10 hằng tháng"),
        task("4", "Tiếp nhận, xử lý phản ánh về hàng hóa kém chất lượng", "THANH TRA SỞ", "CHI CỤC QLTT", "Thường xuyên"),
        task("5", "Cập nhật cơ sở dữ liệu nhiệm vụ khoa học cấp tỉnh", "PHÒNG KH-TC", "CÁC ĐƠN VỊ CHỦ TRÌ NHIỆM VỤ", "6 tháng, năm"),
        group("B", "NHIỆM VỤ TRỌNG TÂM NĂM 2026"),
        task("1", "Thử nghiệm máy sấy chè dùng điện mặt trời tại ba hợp tác xã; đo mức tiêu hao, so với lò sấy củi, mời nông dân chấm chất lượng thành phẩm trước khi nhân rộng", "TTƯDKHCN", "SỞ NNMT; UBND XÃ BẠCH LŨNG, UBND XÃ KHE SÂU", "Quý II/2026"),
        task("2", "Hỗ trợ 20 doanh nghiệp nhỏ lập hồ sơ nhãn hiệu", "PHÒNG QLCN", "HIỆP HỘI DNNVV TỈNH", "Trước ngày 15/12/2026"),
        task("3", "Cuộc thi ý tưởng trẻ về tiết kiệm nước", "VĂN PHÒNG SỞ", "TỈNH ĐOÀN, SỞ GDĐT", "Tháng 5 - tháng 10/2026"),
        task("4", "Trình UBND tỉnh quy chế quản lý quỹ phát triển khoa học", "PHÒNG KH-TC", "SỞ TƯ PHÁP, SỞ TÀI CHÍNH", "Quý III/2026"),
        task("5", "Nâng cấp phòng thử nghiệm vi sinh", "CHI CỤC TĐC", "PHÒNG KH-TC", "Xong trước 30/9/2026"),
        task("6", "Khảo sát nhu cầu dùng trí tuệ nhân tạo của cơ quan nhà nước cấp xã", "PHÒNG CNS", "UBND CÁC XÃ, PHƯỜNG", "Quý I/2026"),
        task("7", "Đào tạo 60 cán bộ đầu mối dữ liệu", "PHÒNG CNS", "TRƯỜNG CHÍNH TRỊ TỈNH", "Quý IV/2026"),
    ),
    size=12.5,
    landscape=False,
    repeat_header=True,
    middle=False,
)

BUDGET = Annex(
    heading="PHỤ LỤC II",
    title=("DỰ TOÁN KINH PHÍ GIAI ĐOẠN 2026-2027",),
    attached_to=f"(Kèm theo Kế hoạch số 512/KH-SKHCN {DATE})",
    columns=(
        Column("number", "STT", 6, "center"),
        Column("content", "Khoản mục", 40),
        Column("extra", "Đơn vị tính", 14, "center"),
        Column("extra", "Năm 2026", 12, "right"),
        Column("extra", "Năm 2027", 12, "right"),
        Column("extra", "Cộng", 12, "right"),
    ),
    rows=(
        money("1", "Thử nghiệm, chuyển giao kỹ thuật", "triệu đồng", "1.250", "1.400", "2.650"),
        money("2", "Thiết bị phòng thử nghiệm", "triệu đồng", "3.800", "0", "3.800"),
        money("3", "Hỗ trợ nhãn hiệu", "triệu đồng", "600", "600", "1.200"),
        money("4", "Cuộc thi, truyền thông", "triệu đồng", "320", "350", "670"),
        money("5", "Đào tạo cán bộ đầu mối dữ liệu", "triệu đồng", "480", "250", "730"),
        money("", "Tổng cộng", "triệu đồng", "6.450", "2.600", "9.050"),
    ),
    kind="other",
    size=13,
    landscape=False,
)

BODY = (
    heading(1, "I", "MỤC TIÊU"),
    para("- Đưa kết quả nghiên cứu đến tay người sản xuất; mỗi đề tài phải có ít nhất một nơi áp dụng."),
    para("- Một số chỉ tiêu:"),
    aim("Ít nhất 40% doanh nghiệp nhỏ được tư vấn về sở hữu trí tuệ.", "40%", ">=", "doanh nghiệp nhỏ"),
    aim("100% cửa hàng xăng dầu được đo kiểm trong năm.", "100%", "=", "cửa hàng xăng dầu"),
    heading(1, "II", "NỘI DUNG"),
    heading(2, "1", "Ứng dụng kỹ thuật vào sản xuất"),
    para("Chọn ba vùng chè, hai vùng dược liệu để thử nghiệm; tổng hợp bài học theo ", Cite("Hướng dẫn", "29/HD-SKHCN", "2025-09-17"), "."),
    heading(2, "2", "Tiêu chuẩn, đo lường, chất lượng"),
    para("Kiểm tra đột xuất theo phản ánh của người tiêu dùng; xử lý vi phạm theo ", Cite("Nghị định", "119/2017/NĐ-CP", "2017-11-01", "Chính phủ"), "."),
    heading(2, "3", "Chuyển đổi số"),
    para("Triển khai ", Cite("Nghị quyết", "57-NQ/TW", "2024-12-22", "Bộ Chính trị"), " tại cấp xã với các việc nhỏ, dễ đo, dễ nhân rộng."),
    heading(1, "III", "TỔ CHỨC THỰC HIỆN"),
    para("Các phòng, đơn vị thực hiện nhiệm vụ tại Phụ lục I; Phòng Kế hoạch - Tài chính cân đối kinh phí theo Phụ lục II./."),
)

PLAN = PlanContent(
    name="ke_hoach_so_khoa_hoc",
    document_type="KẾ HOẠCH",
    title=("Hoạt động khoa học và công nghệ năm 2026", "của Sở Khoa học và Công nghệ tỉnh Vĩnh Lâm"),
    parent_agency="ỦY BAN NHÂN DÂN TỈNH VĨNH LÂM",
    agency="SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    issuing_agency="Sở Khoa học và Công nghệ",
    issuing_agency_alt=("Sở Khoa học và Công nghệ tỉnh Vĩnh Lâm",),
    number="512/KH-SKHCN",
    place="Vĩnh Lâm",
    date="2025-11-28",
    legal_bases=(
        ("Căn cứ ", Cite("Luật", name="Luật Khoa học, công nghệ và đổi mới sáng tạo"), ";"),
        ("Căn cứ ", Cite("Quyết định", "3307/QĐ-UBND", "2025-11-10", "Ủy ban nhân dân tỉnh Vĩnh Lâm"), " giao nhiệm vụ năm 2026, Sở Khoa học và Công nghệ xây dựng Kế hoạch:"),
    ),
    body=BODY,
    recipients=("UBND tỉnh (b/c)", "Sở Tài chính", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, KHTC"),
    signature=Signature(None, "GIÁM ĐỐC", "Vũ Minh Tuyển"),
    annexes=(TASKS, BUDGET),
    style=TextStyle(),
    break_at_hyphen=False,
)
