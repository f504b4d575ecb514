"""A province's plan that is hard to outline: wrapped titles, three kinds of labels, a letter used twice, bullets of
several kinds, citations that share a type word, several aims in one sentence; an annex with 1.1 under 1.
"""

# ruff: noqa: E501, PLR0917
# fmt: off
from __future__ import annotations

from samples.sampling.model import (
    ABOVE,
    Annex,
    Cite,
    Column,
    Para,
    PlanContent,
    Row,
    Signature,
    Target,
    TextStyle,
    aim,
    heading,
    item,
    para,
)


def task(number: str, content: str, lead: str, helpers: str, product: str, deadline: str, parent: str | None = None) -> Row:
    cells = {"lead_agency": lead, "coordinating_agencies": helpers, "product": product, "deadline": deadline}
    return Row("sub" if parent else "task", number, content, cells, parent)


ANNEX = Annex(
    heading="Phụ lục",
    title=("BẢNG TIẾN ĐỘ THỰC HIỆN CÁC NHIỆM VỤ VỀ DU LỊCH NÔNG THÔN", "GIAI ĐOẠN 2027 - 2030"),
    attached_to="(Kèm theo Kế hoạch số 3118/KH-UBND ngày 17/11/2026 của Ủy ban nhân dân tỉnh Vĩnh Lâm)",
    columns=(
        Column("number", "TT", 6, "center"),
        Column("content", "Nhiệm vụ cụ thể", 35),
        Column("lead_agency", "Cơ quan chịu trách nhiệm chính", 16, "center"),
        Column("coordinating_agencies", "Cơ quan tham gia", 17, "center"),
        Column("product", "Kết quả đầu ra", 14),
        Column("deadline", "Thời điểm hoàn thành", 12, "center"),
    ),
    rows=(
        Row("heading", "1", "Chuẩn bị điểm đến"),
        task("1.1", "Chọn mười hai làng có cảnh quan, nghề cũ hoặc món ăn riêng; chấm điểm theo bộ tiêu chí chung", "Sở Văn hóa, Thể thao và Du lịch", "Hội Nông dân tỉnh", "Danh sách làng", "Quý I/2027", "1"),
        task("1.2", "Sửa đường vào làng, làm bãi đỗ xe cách cổng làng không quá 300 m, có bóng cây, không đổ bê tông kín mặt ruộng", "Sở Xây dựng", "UBND các xã có làng được chọn", "Đường, bãi đỗ xe", "2027 - 2028", "1"),
        task("1.3", "Dựng biển chỉ đường bằng hai thứ tiếng", ABOVE, "UBND các xã có làng được chọn", "Biển chỉ đường", "Trước 30/6/2028", "1"),
        task("2", "Dạy tiếng Anh giao tiếp cho chủ nhà trọ, người dẫn đường; lớp học vào buổi tối, ngay tại nhà văn hóa thôn", "Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch; Tỉnh Đoàn", "24 lớp học", "Hàng năm"),
        Row("heading", "3", "Bán hàng và quảng bá"),
        task("3.1", "Ghi hình mười hai phim ngắn, mỗi phim ba phút", "Báo và Phát thanh, Truyền hình tỉnh", "UBND các xã có làng được chọn", "12 phim", "Tháng 9/2027", "3"),
        task("3.2", "Mở gian hàng nông sản tại hai nhà ga", "Sở Công Thương", "Liên minh Hợp tác xã tỉnh", "Gian hàng", "Quý IV/2027", "3"),
        task("4", "Kiểm tra giá phòng, vệ sinh bếp ăn; công bố kết quả để khách lựa chọn", "Sở Y tế", ABOVE, "Báo cáo kiểm tra", "6 tháng một lần"),
        task("5", "Đánh giá giữa kỳ, thay làng không đạt", "Sở Văn hóa, Thể thao và Du lịch", "Các sở, ngành có liên quan", "Báo cáo; quyết định thay thế", "Tháng 12/2028"),
    ),
    landscape=False,
    repeat_header=False,
    size=12.5,
)

BODY = (
    heading(1, "I", "QUAN ĐIỂM, MỤC TIÊU PHÁT TRIỂN DU LỊCH NÔNG THÔN GẮN VỚI GIỮ GÌN CẢNH QUAN VÀ NẾP SỐNG LÀNG QUÊ"),
    item(2, "1", "Du lịch nông thôn phải làm cho người làng giàu lên trước, khách vui sau; không đánh đổi ruộng vườn, bến nước, cây đa lấy nhà nghỉ bê tông."),
    item(2, "2", "Phát triển có chọn lọc, mỗi làng một nét riêng theo ",
         Cite("Nghị quyết", "21-NQ/TU", "2026-09-30", "Ban Chấp hành Đảng bộ tỉnh"), "; không sao chép mô hình của nơi khác."),
    heading(2, "3", "Mục tiêu đến năm 2030"),
    Para(("- Có 12 làng đạt chuẩn đón khách; 60% chủ nhà trọ được cấp chứng nhận, từ 45% trở lên số hộ trong làng có thêm thu nhập.",),
         targets=(
             Target("12", "=", "làng đạt chuẩn đón khách"),
             Target("60%", "=", "chủ nhà trọ"),
             Target("45%", ">=", "số hộ trong làng"),
         )),
    aim("Tỷ lệ khách quay lại đạt 15% - 20%.", "15% - 20%", "range", "Tỷ lệ khách quay lại"),
    aim("Lượng rác thải nhựa giảm tối thiểu 30% so với năm 2026.", "30%", ">=", "Lượng rác thải nhựa"),
    aim("Tỉnh nằm trong nhóm 10 địa phương dẫn đầu về mức độ thân thiện với khách.", "10", "<=", "địa phương dẫn đầu về mức độ thân thiện với khách"),
    heading(1, "II", "NHIỆM VỤ VÀ GIẢI PHÁP"),
    heading(2, "1", "Giữ cảnh quan, nếp làng"),
    heading(3, "1.1", "Đối với nhà cổ, giếng cổ, cây cổ thụ trong khuôn viên gia đình, dòng họ đang quản lý, sử dụng", mark="{}."),
    para("- Đo vẽ, lập hồ sơ từng ngôi nhà; hỗ trợ tiền lợp lại mái theo lối cũ."),
    para("+ Nhà còn nguyên khung gỗ: hỗ trợ một lần."),
    para("+ Nhà đã sửa một phần: tư vấn miễn phí."),
    heading(3, "1.2", "Đối với cảnh quan chung", mark="{}."),
    para("Thực hiện ", Cite("Luật", name="Luật Di sản văn hóa"), ", các Nghị định số ", Cite("Nghị định", "208/2025/NĐ-CP", shown="208/2025/NĐ-CP"),
         " và số ", Cite("Nghị định", "39/2024/NĐ-CP", "2024-04-16", "Chính phủ", shown="39/2024/NĐ-CP ngày 16/4/2024 của Chính phủ"),
         "; không cấp phép công trình cao quá ba tầng trong phạm vi 500 m quanh lõi làng."),
    heading(2, "2", "Phát triển sản phẩm"),
    heading(3, "a", "Trải nghiệm nghề", mark="{})"),
    para("(1). Một ngày làm thợ gốm."),
    para("(2). Một buổi tát đầm, nướng cá tại bờ ruộng."),
    heading(3, "b", "Ẩm thực", mark="{})"),
    para("- Viết lại công thức hai mươi món của các cụ cao tuổi."),
    heading(3, "c", "Nghỉ tại nhà dân", mark="{})"),
    para("- Chăn gối thay sau mỗi lượt khách; có tủ thuốc và số điện thoại khẩn cấp."),
    heading(3, "d", "Quà lưu niệm", mark="{})"),
    para("- Mỗi làng không quá ba mặt hàng, do người làng làm ra."),
    heading(3, "đ", "Biểu diễn", mark="{})"),
    para("- Chỉ diễn vào mùa hội hoặc khi có đoàn từ hai mươi người."),
    heading(3, "e", "Đường đi bộ, đường xe đạp", mark="{})"),
    para("- Nối các làng bằng đường đê, có ghế nghỉ cách nhau 1 km."),
    heading(3, "e", "Ứng dụng bản đồ số", mark="{})"),
    para("- Đưa lên Cổng du lịch của tỉnh theo ", Cite("Quyết định", "147/QĐ-TTg", "2020-01-22", "Thủ tướng Chính phủ"), " và hướng dẫn tại ",
         Cite("Công văn", "4410/BVHTTDL-CDLQGVN", "2026-10-02", "Bộ Văn hóa, Thể thao và Du lịch"), "."),
    heading(2, "3", "Nguồn lực"),
    item(3, "a", "Ngân sách tỉnh hỗ trợ không quá 30 tỷ đồng cho cả giai đoạn, phân bổ theo kết quả chấm điểm hằng năm.", mark="{})"),
    item(3, "b", "Vốn vay ưu đãi theo ", Cite("Nghị quyết", "44/NQ-HĐND", "2026-10-29", "Hội đồng nhân dân tỉnh"), " và vốn của doanh nghiệp.", mark="{})"),
    heading(1, "III", "TỔ CHỨC THỰC HIỆN"),
    item(2, "1", "Sở Văn hóa, Thể thao và Du lịch là cơ quan đầu mối, theo dõi, đôn đốc; báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12 hằng năm."),
    item(2, "2", "Sở Tài chính bố trí kinh phí; hướng dẫn quyết toán theo ", Cite("Thông tư", "08/2025/TT-BTC", "2025-02-18", "Bộ trưởng Bộ Tài chính"), "."),
    item(2, "3", "Ủy ban nhân dân các xã có làng được chọn giữ gìn an ninh, vệ sinh; xử lý kịp thời phản ánh của khách."),
    para("Ủy ban nhân dân tỉnh yêu cầu các cơ quan, địa phương tổ chức thực hiện nghiêm túc Kế hoạch này; kịp thời báo cáo khó khăn, vướng mắc để xem xét, giải quyết./."),
)

PLAN = PlanContent(
    name="ke_hoach_tinh_du_lich",
    document_type="KẾ HOẠCH",
    title=("Phát triển du lịch nông thôn gắn với giữ gìn cảnh quan", "và nếp sống làng quê trên địa bàn tỉnh Vĩnh Lâm", "giai đoạn 2027 - 2030"),
    parent_agency=None,
    agency="ỦY BAN NHÂN DÂN\nTỈNH VĨNH LÂM",
    issuing_agency="Ủy ban nhân dân tỉnh Vĩnh Lâm",
    issuing_agency_alt=("UBND tỉnh Vĩnh Lâm",),
    number="3118/KH-UBND",
    place="Vĩnh Lâm",
    date="2026-11-17",
    legal_bases=(
        ("Căn cứ ", Cite("Luật", name="Luật Du lịch"), ";"),
        ("Căn cứ ", Cite("Chương trình hành động", "12-CTr/TU", "2026-10-14", "Tỉnh ủy Vĩnh Lâm"), " thực hiện ",
         Cite("Nghị quyết", "21-NQ/TU"), " về kinh tế nông thôn;"),
        ("Theo đề nghị của Giám đốc Sở Văn hóa, Thể thao và Du lịch tại ", Cite("Tờ trình", "276/TTr-SVHTTDL", "2026-11-09"),
         ", Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung như sau:"),
    ),
    body=BODY,
    recipients=("Bộ Văn hóa, Thể thao và Du lịch", "TT Tỉnh ủy, TT HĐND tỉnh (để b/c)", "Chủ tịch, các PCT UBND tỉnh", "Các sở, ban, ngành tỉnh", "UBND các xã, phường", "Lưu: VT, KGVX"),
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Đặng Thị Ngọc Hạnh", "KT. CHỦ TỊCH"),
    annexes=(ANNEX,),
    period=(2027, 2030),
    style=TextStyle(letterhead="columns", tables="interleaved"),
)
