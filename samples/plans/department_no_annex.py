"""A department's plan without annex: sections out of order, a skipped number, footnotes, titles that run on."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

from samples.sampling.model import Cite, Note, PlanContent, Signature, TextStyle, aim, heading, para

BODY = (
    heading(1, "I", "MỤC TIÊU"),
    heading(2, "1", "Mục tiêu chung"),
    para("Nâng mức bảo đảm nước sạch cho các xã vùng đồi, giảm thất thoát trên mạng lưới đường ống, chủ động trước các đợt hạn kéo dài",
         Note(("Đợt hạn năm 2024 kéo dài 71 ngày; nhiều trạm bơm chỉ chạy được nửa công suất.",)), "."),
    heading(2, "2", "Mục tiêu cụ thể đến năm 2028"),
    aim("Tỷ lệ hộ vùng đồi được dùng nước sạch đạt trên 88%.", "88%", ">=", "Tỷ lệ hộ vùng đồi được dùng nước sạch"),
    aim("Tỷ lệ thất thoát nước giảm xuống dưới 18%.", "18%", "<=", "Tỷ lệ thất thoát nước"),
    aim("100% trạm bơm lắp thiết bị đo tự động.", "100%", "=", "trạm bơm"),
    aim("Từ 25% đến 30% kinh phí đầu tư do doanh nghiệp tham gia.", "25% đến 30%", "range", "kinh phí đầu tư"),
    heading(1, "II", "NHIỆM VỤ"),
    heading(2, "1", "Quy hoạch và khảo sát nguồn nước"),
    heading(3, "a", "Nguồn nước mặt", mark="{})"),
    para("- Đo lưu lượng các khe suối trong hai mùa, lập bản đồ khe có thể đặt đập dâng nhỏ."),
    para("- Cắm mốc hành lang bảo vệ hồ chứa theo ", Cite("Nghị định", "53/2024/NĐ-CP", "2024-05-16", "Chính phủ"),
         " và tháo dỡ công trình lấn chiếm lòng hồ."),
    heading(3, "b", "Nguồn nước ngầm", mark="{})"),
    para("- Trám lấp giếng khoan bỏ hoang; không cấp phép khoan mới tại vùng đã hạ thấp mực nước quá mức",
         Note(("Xem phụ lục của ", Cite("Báo cáo", "415/BC-SNNMT", "2025-10-03"), ".")), "."),
    heading(3, "c", "Nước mưa", mark="{})"),
    para("- Hướng dẫn trường học, trạm y tế làm bể chứa nước mưa có lưới lọc."),
    heading(2, "2", "Đầu tư, sửa chữa công trình"),
    para("- Thay 46 km đường ống đã dùng trên hai mươi năm, ưu tiên đoạn qua khu dân cư."),
    para("- Lắp đồng hồ tổng ở đầu từng thôn để khoanh vùng thất thoát; nơi nào thất thoát trên 30% thì đào kiểm tra ngay trong tuần."),
    heading(2, "4", "Quản lý vận hành", "Giao hợp tác xã hoặc doanh nghiệp vận hành theo hợp đồng có thời hạn, có chỉ số chất lượng; công khai giá nước "
            "và kết quả thử nước hằng tháng theo ", Cite("Luật", name="Luật Tài nguyên nước"), "."),
    heading(2, "5", "Truyền thông, đào tạo"),
    para("- Mở lớp cho người vận hành trạm bơm; cấp chứng nhận sau khi thi thực hành."),
    heading(1, "III", "GIẢI PHÁP"),
    heading(2, "1", "Huy động vốn từ các chương trình mục tiêu, vay ưu đãi, doanh nghiệp theo hình thức đối tác công tư và một phần tiền nước "
            "để lại cho việc sửa chữa nhỏ"),
    para("- Lập danh mục dự án gọi vốn, công bố trên trang thông tin của Sở trong Quý II/2027."),
    heading(2, "2", "Về kỹ thuật"),
    para("+ Dùng van giảm áp tự động ở vùng dốc."),
    para("+ Theo dõi áp lực từ xa, cảnh báo qua tin nhắn."),
    heading(1, "V", "KINH PHÍ"),
    para("Tổng nhu cầu khoảng 214 tỷ đồng, trong đó ngân sách tỉnh theo ", Cite("Nghị quyết", "52/NQ-HĐND", "2026-07-11", "Hội đồng nhân dân tỉnh Vĩnh Lâm"),
         " là 120 tỷ đồng."),
    heading(1, "IV", "TỔ CHỨC THỰC HIỆN"),
    heading(2, "1", "Phòng Quản lý nước sạch"),
    para("- Là đầu mối theo dõi; tham mưu tổ chức sơ kết vào tháng 11 hằng năm."),
    heading(2, "3", "Chi cục Thủy lợi"),
    para("- Cung cấp số liệu mực nước các hồ vào ngày 10 và ngày 25 hằng tháng",
         Note(("Mẫu số liệu theo ", Cite("Thông tư", "17/2021/TT-BTNMT", "2021-10-14", "Bộ trưởng Bộ Tài nguyên và Môi trường"), ".")), "."),
    heading(2, "3", "Ủy ban nhân dân các xã vùng đồi"),
    para("- Vận động Nhân dân hiến đất đặt tuyến ống; bảo vệ công trình trên địa bàn."),
    para("Trên đây là Kế hoạch bảo đảm nước sạch vùng đồi giai đoạn 2026-2028; các đơn vị tổ chức thực hiện, vướng mắc phản ánh về Sở để xử lý./."),
)

PLAN = PlanContent(
    name="ke_hoach_so_nuoc_sach",
    document_type="KẾ HOẠCH",
    title=("Bảo đảm nước sạch cho các xã vùng đồi", "tỉnh Vĩnh Lâm giai đoạn 2026-2028"),
    parent_agency="UBND TỈNH VĨNH LÂM",
    agency="SỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG",
    issuing_agency="Sở Nông nghiệp và Môi trường",
    issuing_agency_alt=("Sở Nông nghiệp và Môi trường tỉnh Vĩnh Lâm",),
    number="1204/KH-SNNMT",
    place="Vĩnh Lâm",
    date="2026-08-05",
    legal_bases=(
        ("Căn cứ ", Cite("Quyết định", "2190/QĐ-UBND", "2026-06-24", "Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Lâm"), " phê duyệt Đề án nước sạch vùng đồi;"),
        ("Căn cứ ", Cite("Kết luận", "61-KL/TU", "2026-05-09", "Ban Thường vụ Tỉnh ủy"), " về an ninh nguồn nước;"),
        ("Sở Nông nghiệp và Môi trường ban hành Kế hoạch với các nội dung chính sau đây:",),
    ),
    body=BODY,
    recipients=("UBND tỉnh Vĩnh Lâm (để b/c)", "Sở Tài chính", "UBND các xã vùng đồi", "Giám đốc, các PGĐ Sở", "Lưu: VT, QLNS"),
    signature=Signature(None, "PHÓ GIÁM ĐỐC", "Ngô Hữu Nghĩa", "KT. GIÁM ĐỐC"),
    period=(2026, 2028),
    style=TextStyle(letterhead="absent", double_spaced=True, page_break="space", page_numbers=False),
    size=14,
)
