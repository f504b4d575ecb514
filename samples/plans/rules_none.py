"""A plan with two task lists: one with horizontal rules only, one without any rule."""

# ruff: noqa: E501, PLR0917
# fmt: off
from __future__ import annotations

from samples.sampling.model import Annex, Cite, Column, PlanContent, Row, Signature, TextStyle, group, heading, para


def task(number: str, content: str, deadline: str, lead: str, helpers: str, product: str) -> Row:
    return Row("task", number, content, {"lead_agency": lead, "coordinating_agencies": helpers, "deadline": deadline, "product": product})


CAPTION = "(Kèm theo Kế hoạch số 205/KH-SYT ngày 03 tháng 02 năm 2026 của Sở Y tế tỉnh Lam Giang)"

FIRST = Annex(
    heading="Phụ lục 1",
    title=("DANH MỤC NHIỆM VỤ CỦA CÁC PHÒNG",),
    attached_to=CAPTION,
    columns=(
        Column("number", "TT", 5, "center"),
        Column("content", "Nội dung nhiệm vụ", 36),
        Column("deadline", "Thời gian thực hiện", 14, "center"),
        Column("lead_agency", "Đơn vị chủ trì", 15),
        Column("coordinating_agencies", "Đơn vị phối hợp", 17),
        Column("product", "Kết quả", 15),
    ),
    rows=(
        group("I", "Khám bệnh, chữa bệnh"),
        task("1", "Rút thời gian chờ khám tại bệnh viện tỉnh xuống còn 45 phút vào buổi sáng", "Quý II/2026", "Phòng Nghiệp vụ Y", "Bệnh viện Đa khoa tỉnh", "Bảng đo thời gian chờ"),
        task("2", "Cho người bệnh hẹn giờ khám qua điện thoại", "Từ tháng 4/2026", "Phòng Nghiệp vụ Y", "Các bệnh viện", "Tổng đài hẹn giờ"),
        task("3", "Luân phiên bác sĩ về trạm y tế vùng cao, mỗi đợt không dưới ba tháng", "Hàng năm", "Phòng Tổ chức cán bộ", "Các bệnh viện, trung tâm y tế", "Quyết định điều động"),
        group("II", "Y tế dự phòng"),
        task("1", "Tiêm nhắc vắc xin cho trẻ em ở các điểm trường lẻ", "Tháng 9/2026", "Trung tâm KSBT", "Sở Giáo dục và Đào tạo", "Báo cáo tiêm chủng"),
        task("2", "Phun hóa chất, diệt lăng quăng trước mùa mưa", "Trước 15/5/2026", "Trung tâm KSBT", "UBND các xã, phường", "Biên bản"),
    ),
    rules="horizontal",
    size=12,
)

SECOND = Annex(
    heading="Phụ lục 2",
    title=("PHÂN CÔNG THEO DÕI CÁC TRẠM Y TẾ",),
    attached_to=CAPTION,
    columns=FIRST.columns,
    rows=(
        task("1", "Sửa mái, chống dột cho trạm Khe Sâu", "Quý III/2026", "Văn phòng Sở", "UBND xã Khe Sâu", "Biên bản nghiệm thu"),
        task("2", "Cấp máy siêu âm xách tay cho hai trạm xa nhất", "2026-2027", "Phòng Kế hoạch - Tài chính", "Các trạm y tế", "Biên bản bàn giao"),
        task("3", "Kiểm tra việc bảo quản thuốc", "Hàng quý", "Phòng Nghiệp vụ Dược", "Trung tâm kiểm nghiệm", "Biên bản kiểm tra"),
        task("4", "Tập huấn sơ cứu cho cô đỡ thôn bản", "Tháng 7/2026", "Phòng Nghiệp vụ Y", "Hội Phụ nữ tỉnh", "Lớp tập huấn"),
    ),
    rules="none",
    size=12,
)

PLAN = PlanContent(
    name="ke_hoach_so_y_te",
    document_type="KẾ HOẠCH",
    title=("Nâng cao chất lượng phục vụ của ngành y tế năm 2026",),
    parent_agency="UBND TỈNH LAM GIANG",
    agency="SỞ Y TẾ",
    issuing_agency="Sở Y tế",
    issuing_agency_alt=("Sở Y tế tỉnh Lam Giang",),
    number="205/KH-SYT",
    place="Lam Giang",
    date="2026-02-03",
    legal_bases=(
        ("Căn cứ ", Cite("Luật", name="Luật Khám bệnh, chữa bệnh"), ";"),
        ("Thực hiện ", Cite("Chương trình hành động", "14-CTr/TU", "2025-12-15", "Tỉnh ủy"), ", Sở Y tế ban hành Kế hoạch sau:"),
    ),
    body=(
        heading(1, "I", "YÊU CẦU"),
        para("Mỗi việc có một đơn vị chịu trách nhiệm chính; đo được bằng số liệu trước và sau."),
        heading(1, "II", "NHIỆM VỤ"),
        para("Chi tiết tại Phụ lục 1 và Phụ lục 2 kèm theo."),
        heading(1, "III", "TỔ CHỨC THỰC HIỆN"),
        heading(2, "1", "Văn phòng Sở"),
        para("- Tổng hợp, báo cáo Giám đốc Sở vào ngày 20 tháng cuối quý."),
        heading(2, "2", "Các phòng, đơn vị"),
        para("- Chủ động thực hiện, phản ánh khó khăn kịp thời./."),
    ),
    recipients=("UBND tỉnh", "Các đơn vị trực thuộc", "Lưu: VT, VP"),
    signature=Signature(None, "GIÁM ĐỐC", "Trần Kim Quỳnh"),
    annexes=(FIRST, SECOND),
    style=TextStyle(letterhead="rows"),
)
