"""A ward's plan for one year: seven columns in another order, a header of two levels, groups that do not span."""

# ruff: noqa: E501, PLR0917
# fmt: off
from __future__ import annotations

from samples.sampling.model import (
    ABOVE,
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
    item,
    para,
)

VP = "Văn phòng HĐND và UBND phường"
KT = "Phòng Kinh tế, Hạ tầng và Đô thị"
VH = "Phòng Văn hóa - Xã hội"
CA = "Công an phường"


def task(number: str, content: str, product: str, lead: str, helpers: str, deadline: str, remark: str = "") -> Row:
    cells = {"product": product, "lead_agency": lead, "coordinating_agencies": helpers, "deadline": deadline, "Ghi chú": remark}
    return Row("task", number, content, cells)


ROWS = (
    group("I", "Trật tự lòng đường, vỉa hè"),
    task("1", "Kẻ lại vạch sơn phân chia phần vỉa hè dành cho người đi bộ trên mười hai tuyến phố", "12 tuyến phố được kẻ vạch",
         KT, f"{CA}; tổ trưởng các tổ dân phố", "Tháng 3/2026"),
    task("2", "Vận động hộ kinh doanh ký cam kết không bày hàng lấn lối đi", "Bản cam kết có chữ ký", CA,
         "Hội Liên hiệp Phụ nữ phường, Ban quản lý chợ Ngọc Kiều", "Quý I/2026"),
    task("3", "Tuần tra, nhắc nhở vào giờ cao điểm buổi sáng và buổi chiều; xử phạt trường hợp tái phạm từ lần thứ ba", "Biên bản, "
         "quyết định xử phạt", ABOVE, "Tổ bảo vệ an ninh, trật tự ở cơ sở", "Thường xuyên", "Có lịch trực riêng"),
    task("4", "Thuê đơn vị trông giữ xe tại hai bãi đất trống chưa triển khai dự án", "Hợp đồng trông giữ xe", KT, VP, "Trước 30/4/2026"),
    group("II", "Vệ sinh môi trường, cây xanh"),
    task("5", "Thay thùng rác có nắp, phân làm ba loại, đặt cách nhau không quá 150 m", "320 thùng rác", KT,
         "Công ty Môi trường đô thị Hà Thanh", "Quý II/2026", "Vốn ngân sách phường"),
    task("6", "Tổ chức ngày thứ Bảy sạch: mỗi hộ cử một người quét dọn ngõ, khơi cống", "Ảnh chụp trước và sau", VH,
         "Đoàn Thanh niên phường; các tổ dân phố", "Hàng tháng"),
    task("7", "Kiểm tra cây già cỗi, cắt cành khô trước mùa mưa bão", "Danh sách cây nguy hiểm đã xử lý", KT,
         "Công ty Cây xanh Hà Thanh", "Xong trước 31/5/2026"),
    task("8", "Xóa các điểm tập kết rác tự phát sau nhà văn hóa và dọc mương số 4; lắp biển cấm, trồng hoa thay thế, giao hội cựu "
         "chiến binh nhận chăm sóc từng đoạn, mỗi tuần kiểm tra một lần, chụp ảnh gửi về nhóm làm việc chung của phường",
         "Sáu điểm được xóa", VH, "Hội Cựu chiến binh phường, tổ dân phố số 3, số 7 và số 11", "6 tháng đầu năm 2026"),
    group("III", "Dịch vụ cho người dân, doanh nghiệp"),
    task("9", "Nhận hồ sơ ngoài giờ hành chính vào tối thứ Năm hằng tuần", "Lịch tiếp nhận được niêm yết",
         "Trung tâm Phục vụ hành chính công phường", VP, "Từ tháng 02/2026", "Thí điểm 6 tháng"),
    task("10", "Hướng dẫn hộ kinh doanh đăng ký qua mạng tại chỗ", "Số hộ được hướng dẫn", ABOVE, "Tổ công nghệ số cộng đồng",
         "Quý III/2026"),
    task("11", "Cấp mã số nhà cho các ngõ mới mở", "Biển số nhà được gắn", KT, f"{CA}, tổ dân phố", "Quý IV/2026"),
    task("12", "Rà soát hộ có người cao tuổi sống một mình để đến tận nhà làm thủ tục trợ cấp", "Danh sách; hồ sơ trợ cấp", VH,
         "Trạm Y tế phường", "Tháng 5 và tháng 10/2026"),
    group("IV", "Văn hóa, thể thao cơ sở"),
    task("13", "Sửa sân bóng rổ công viên bờ sông, lắp thêm đèn chiếu sáng tiết kiệm điện", "Biên bản nghiệm thu", KT, VH, "Quý III/2026"),
    task("14", "Giải chạy bộ ba thế hệ", "Giải chạy được tổ chức", VH, "Các trường học trên địa bàn phường", "Tháng 9/2026",
         "Xã hội hóa"),
    task("15", "Sưu tầm hiện vật, ảnh cũ về làng nghề dệt lụa bên sông, lập phòng trưng bày nhỏ", "Phòng trưng bày", VH,
         "Hội Người cao tuổi phường", "2026-2027"),
    group("V", "Tổng hợp, báo cáo"),
    task("16", "Tổng hợp tiến độ, nêu rõ việc chậm và nguyên nhân", "Báo cáo tháng", VP, "Các đơn vị được giao chủ trì", "Ngày 25 hằng tháng"),
    task("17", "Tổng kết, bình xét tổ dân phố tiêu biểu", "Báo cáo; quyết định khen thưởng", VP, "Ủy ban MTTQ Việt Nam phường",
         "Trước ngày 20/12/2026"),
)

ANNEX = Annex(
    heading="PHỤ LỤC",
    title=("PHÂN CÔNG NHIỆM VỤ NĂM TRẬT TỰ VÀ VĂN MINH ĐÔ THỊ 2026",),
    attached_to="(Ban hành kèm theo Kế hoạch số 08/KH-UBND ngày 19/01/2026 của UBND phường Ngọc Kiều)",
    columns=(
        Column("number", "STT", 4.5, "center"),
        Column("content", "Nhiệm vụ", 29),
        Column("product", "Sản phẩm, kết quả", 15),
        Column("lead_agency", "Chủ trì", 13, "center", "Đơn vị thực hiện"),
        Column("coordinating_agencies", "Phối hợp", 16, "center", "Đơn vị thực hiện"),
        Column("deadline", "Thời hạn", 11, "center"),
        Column("extra", "Ghi chú", 10),
    ),
    rows=ROWS,
    size=13,
    group_spans=False,
    column_numbers=True,
)

BODY = (
    heading(1, "I", "MỤC ĐÍCH, YÊU CẦU"),
    heading(2, "1", "Mục đích", "Tạo nếp sống ngăn nắp, lịch sự trên các tuyến phố; trả lại vỉa hè cho người đi bộ mà vẫn giữ được sinh "
            "kế của người bán hàng nhỏ."),
    heading(2, "2", "Yêu cầu", "Làm đến đâu chắc đến đó; vận động trước, xử phạt sau; không làm theo đợt rồi bỏ."),
    heading(1, "II", "CHỈ TIÊU NĂM 2026"),
    aim("100% tuyến phố chính có vạch sơn phân chia vỉa hè.", "100%", "=", "tuyến phố chính"),
    aim("Tối thiểu 90% hộ kinh doanh mặt phố ký cam kết giữ gìn trật tự.", "90%", ">=", "hộ kinh doanh mặt phố"),
    aim("Giảm 50% số điểm tập kết rác tự phát so với năm 2025.", "50%", "=", "số điểm tập kết rác tự phát"),
    heading(1, "III", "NHIỆM VỤ, GIẢI PHÁP"),
    heading(2, "1", "Tuyên truyền"),
    item(3, "a", "Phát thanh vào 6 giờ 30 và 17 giờ các ngày trong tuần; in tờ gấp bằng hình vẽ cho người bán hàng rong.", mark="{})"),
    item(3, "b", "Mời học sinh làm đội tuyên truyền măng non theo ", Cite("Công văn", "77/SGDĐT-CTTT", "2026-01-06", "Sở Giáo dục và Đào tạo"), ".", mark="{})"),
    heading(2, "2", "Kiểm tra, xử lý"),
    para("(1) Lập ba tổ kiểm tra liên ngành, mỗi tổ phụ trách bốn tuyến phố."),
    para("(2) Ghi hình, lập biên bản và xử phạt theo ", Cite("Nghị định", "45/2022/NĐ-CP", "2022-07-07", "Chính phủ"),
         " về xử phạt vi phạm hành chính trong lĩnh vực bảo vệ môi trường."),
    heading(2, "3", "Nguồn lực"),
    para("Sử dụng dự toán năm 2026 đã giao tại ", Cite("Nghị quyết", "31/NQ-HĐND", "2025-12-22", "Hội đồng nhân dân phường"),
         " và đóng góp tự nguyện của doanh nghiệp."),
    heading(1, "IV", "TỔ CHỨC THỰC HIỆN"),
    item(2, "1", "Các đơn vị căn cứ Phụ lục để triển khai; báo cáo kết quả trước ngày 25 hằng tháng."),
    item(2, "2", "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường giám sát, phản biện."),
    para("Ủy ban nhân dân phường yêu cầu các đơn vị, tổ dân phố nghiêm túc thực hiện./."),
)

PLAN = PlanContent(
    name="ke_hoach_phuong_ngoc_kieu",
    document_type="KẾ HOẠCH",
    title=("Thực hiện năm trật tự và văn minh đô thị 2026", "trên địa bàn phường Ngọc Kiều"),
    parent_agency=None,
    agency="ỦY BAN NHÂN DÂN\nPHƯỜNG NGỌC KIỀU",
    issuing_agency="Ủy ban nhân dân phường Ngọc Kiều",
    issuing_agency_alt=("UBND phường Ngọc Kiều",),
    number="08/KH-UBND",
    place="Ngọc Kiều",
    date="2026-01-19",
    legal_bases=(
        ("Thực hiện ", Cite("Chỉ thị", "03/CT-UBND", "2026-01-08", "Chủ tịch Ủy ban nhân dân thành phố Hà Thanh Sơn"),
         " về lập lại trật tự đô thị, Ủy ban nhân dân phường Ngọc Kiều xây dựng Kế hoạch như sau:"),
    ),
    body=BODY,
    recipients=("UBND thành phố", "TT Đảng ủy, TT HĐND phường", "Lãnh đạo UBND phường", "Các phòng, đơn vị thuộc phường", "Các tổ dân phố", "Lưu: VT"),
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Lương Thị Thanh Trúc", "KT. CHỦ TỊCH"),
    annexes=(ANNEX,),
    style=TextStyle(double_spaced=True),
)
