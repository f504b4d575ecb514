"""A report: an addressee, results in per cent that are no targets, no tasks."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

from samples.sampling.model import Cite, PlanContent, Signature, TextStyle, heading, para

BODY = (
    heading(1, "I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
    para("Ủy ban nhân dân xã đã ban hành 14 văn bản chỉ đạo, trong đó có ", Cite("Kế hoạch", "19/KH-UBND", "2026-02-03", so=False),
         " và ", Cite("Thông báo", "88/TB-UBND", "2026-04-15"), "; tổ chức 06 cuộc kiểm tra tại các thôn."),
    heading(1, "II", "KẾT QUẢ ĐẠT ĐƯỢC"),
    heading(2, "1", "Tiếp nhận và trả kết quả"),
    para("Trong sáu tháng, xã tiếp nhận 2.317 hồ sơ; đã giải quyết 2.241 hồ sơ, đạt 96,7%; trong đó đúng và trước hạn 2.203 hồ sơ, đạt 98,3%."),
    para("Tỷ lệ hồ sơ nộp qua mạng đạt 71,4%, tăng 12,6% so với cùng kỳ năm 2025."),
    heading(2, "2", "Số hóa"),
    para("- Đã quét 8.450 trang sổ hộ tịch, đạt 64% khối lượng."),
    para("- 100% văn bản đi đã được ký số từ tháng 3/2026."),
    heading(2, "3", "Tiếp công dân"),
    para("- Tiếp 127 lượt người; giải quyết dứt điểm 31/35 đơn, đạt 88,6%."),
    heading(1, "III", "TỒN TẠI, HẠN CHẾ"),
    para("- Đường truyền tại hai thôn vùng cao còn chập chờn, người dân phải xuống trung tâm xã."),
    para("- Một số hồ sơ đất đai kéo dài do phải chờ trích lục từ cơ quan cũ theo ", Cite("Công văn", "540/CNVPĐK", "2026-03-27"), "."),
    heading(1, "IV", "KIẾN NGHỊ"),
    para("Đề nghị Ủy ban nhân dân tỉnh sớm bố trí kinh phí nâng cấp đường truyền và sửa đổi quy trình nêu tại ",
         Cite("Quyết định", "905/QĐ-UBND", "2025-11-20", "Ủy ban nhân dân tỉnh Lam Giang"), "."),
    para("Trên đây là báo cáo kết quả sáu tháng đầu năm 2026 của Ủy ban nhân dân xã Thanh Lũng./."),
)

PLAN = PlanContent(
    name="bao_cao_xa_thanh_lung",
    document_type="BÁO CÁO",
    title=("Kết quả xây dựng chính quyền gần dân", "sáu tháng đầu năm 2026"),
    parent_agency=None,
    agency="ỦY BAN NHÂN DÂN\nXÃ THANH LŨNG",
    issuing_agency="Ủy ban nhân dân xã Thanh Lũng",
    issuing_agency_alt=("UBND xã Thanh Lũng",),
    number="143/BC-UBND",
    place="Thanh Lũng",
    date="2026-06-22",
    addressee="Sở Nội vụ tỉnh Lam Giang",
    legal_bases=(
        ("Thực hiện ", Cite("Công văn", "1622/SNV-CCHC", "2026-06-08", "Sở Nội vụ"), " về việc báo cáo kết quả sáu tháng, Ủy ban nhân dân xã Thanh Lũng báo cáo "
         "như sau:"),
    ),
    body=BODY,
    recipients=("Như trên", "Thường trực Đảng ủy xã", "Chủ tịch, PCT UBND xã", "Lưu: VT"),
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Bùi Quang Hiệp"),
    style=TextStyle(letterhead="rows"),
)
