"""Building blocks of random plans: invented places and own phrases in the manner of administrative Vietnamese."""

from __future__ import annotations

# ruff: noqa: E501
# fmt: off

PLACE_FIRST = ("Thạch", "Lam", "Vĩnh", "Ngọc", "Bạch", "Hương", "Cẩm", "Đông", "Tùng", "Phượng", "Kim", "Mai", "Thượng", "Hạ", "Xuân", "Trường")
PLACE_SECOND = ("Giang Hạ", "Vân Thượng", "Lĩnh Đoài", "Khê Đông", "Trạch Nam", "Phong Bắc", "Lũng Tây", "Sa Trung", "Đàm Ngoại", "Kiều Nội", "Quế Hạ", "Thủy Đoài")

TOPICS = (
    "chuyển đổi số", "cải cách thủ tục hành chính", "phát triển du lịch cộng đồng", "phòng, chống thiên tai",
    "bảo đảm an toàn thực phẩm", "xây dựng nông thôn mới kiểu mẫu", "nâng cao chất lượng nguồn nhân lực",
    "quản lý chất thải rắn sinh hoạt", "phát triển kinh tế tập thể", "giảm nghèo bền vững", "phổ biến, giáo dục pháp luật",
    "chăm sóc, bảo vệ trẻ em", "phát triển đội ngũ công chức", "chỉnh trang đô thị",
)

VERBS = (
    "Xây dựng", "Rà soát", "Tổ chức", "Hoàn thiện", "Triển khai", "Kiểm tra", "Cập nhật", "Tham mưu ban hành", "Hướng dẫn",
    "Khảo sát", "Lập", "Tổng hợp", "Nâng cấp", "Phối hợp thực hiện", "Công khai", "Đánh giá", "Bố trí", "Vận hành",
)
OBJECTS = (
    "quy chế phối hợp giữa các phòng chuyên môn", "danh mục công việc còn chậm", "lớp tập huấn cho cán bộ cấp cơ sở",
    "hệ thống camera tại các điểm công cộng", "kho dữ liệu dùng chung của đơn vị", "phương án ứng phó với mưa lũ kéo dài",
    "mô hình tổ hợp tác trồng dược liệu", "quy trình nội bộ giải quyết hồ sơ", "bộ tiêu chí chấm điểm thi đua",
    "cẩm nang hỏi đáp dành cho người dân", "tuyến thu gom rác tại các ngõ hẹp", "đường dây tiếp nhận phản ánh, kiến nghị",
    "chương trình truyền thanh cơ sở", "sơ đồ lối thoát nạn tại chợ và trường học", "hồ sơ trang thiết bị đã hết khấu hao",
    "các tổ công tác lưu động", "bảng chỉ dẫn song ngữ tại điểm tham quan", "kế hoạch bảo dưỡng kênh mương",
    "phòng đọc cộng đồng", "hợp đồng cung cấp nước sạch", "sổ tay nghiệp vụ", "nhóm hỗ trợ hộ kinh doanh",
)
QUALIFIERS = (
    "theo hướng gọn, rõ người, rõ việc", "trên địa bàn", "trong toàn đơn vị", "bảo đảm không trùng lặp",
    "gắn với trách nhiệm của người đứng đầu", "phù hợp với điều kiện thực tế", "theo lộ trình đã được phê duyệt",
    "bằng nguồn lực sẵn có", "có sự tham gia của người dân", "theo từng nhóm đối tượng", "qua hình thức trực tuyến và trực tiếp",
)
TAILS = (
    "; báo cáo kết quả và những khó khăn phát sinh để kịp thời tháo gỡ",
    "; ưu tiên các địa bàn xa trung tâm, nơi có đông lao động tự do",
    ", trong đó chú trọng khâu kiểm tra lại sau khi hoàn thành và lưu giữ đầy đủ hồ sơ, hình ảnh, số liệu để phục vụ tổng kết",
    "; khắc phục tình trạng làm hình thức, chạy theo số lượng",
    "; huy động các tổ chức đoàn thể, doanh nghiệp, nhà trường cùng tham gia, có phân công cụ thể cho từng tuần, từng tháng",
    ", lấy mức độ hài lòng làm thước đo",
)
HEADINGS = (
    "Nhóm nhiệm vụ về tuyên truyền", "Các hoạt động tập huấn", "Đầu tư trang thiết bị", "Kiểm tra, giám sát tại cơ sở",
    "Hỗ trợ người dân và doanh nghiệp", "Quản lý dữ liệu", "Bảo đảm kinh phí",
)
GROUPS = (
    "Công tác lãnh đạo, chỉ đạo", "Hoàn thiện quy định, quy chế", "Tuyên truyền, vận động", "Đào tạo, bồi dưỡng",
    "Hạ tầng kỹ thuật", "Kiểm tra, giám sát", "Nguồn lực tài chính", "Phục vụ người dân", "Thi đua, khen thưởng", "Tổng kết, đánh giá",
)
LEADS = {
    "xã": ("Văn phòng HĐND và UBND xã", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Trung tâm Phục vụ hành chính công xã", "Công an xã", "Ban Chỉ huy Quân sự xã", "Trạm Y tế xã"),
    "phường": ("Văn phòng HĐND và UBND phường", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa - Xã hội", "Trung tâm Phục vụ hành chính công phường", "Công an phường", "Tổ công nghệ số cộng đồng"),
    "sở": ("Văn phòng Sở", "Phòng Kế hoạch - Tài chính", "Phòng Tổ chức cán bộ", "Phòng Nghiệp vụ", "Thanh tra Sở", "Trung tâm Công nghệ thông tin", "Chi cục Quản lý chất lượng"),
}
HELPERS = {
    "xã": ("Các cơ quan, đơn vị", "Các phòng chuyên môn thuộc UBND xã", "Đoàn Thanh niên, Hội Phụ nữ xã", "Trưởng các thôn", "Ủy ban MTTQ Việt Nam xã; Hội Nông dân xã", "Công an xã, các trường học trên địa bàn", "Các tổ chức, cá nhân có liên quan"),
    "phường": ("Các cơ quan, đơn vị liên quan", "Các tổ dân phố", "Ban quản lý chợ, các hộ kinh doanh", "Đoàn Thanh niên phường", "Các trường học, trạm y tế trên địa bàn phường", "Công an phường; Tổ bảo vệ an ninh trật tự"),
    "sở": ("Các phòng, đơn vị thuộc Sở", "Văn phòng UBND tỉnh, Sở Tài chính", "UBND các xã, phường", "Sở Nội vụ, Sở Tư pháp và các cơ quan liên quan", "Các đơn vị sự nghiệp trực thuộc", "Báo và Phát thanh, Truyền hình tỉnh"),
}
ABBREVIATED = {
    "Văn phòng HĐND và UBND xã": "VP HĐND-UBND", "Phòng Kinh tế": "P.KT", "Phòng Văn hóa - Xã hội": "Phòng VH-XH",
    "Trung tâm Phục vụ hành chính công xã": "TT PVHCC", "Công an xã": "CA xã", "Ban Chỉ huy Quân sự xã": "BCH QS xã",
    "Trạm Y tế xã": "TYT xã", "Văn phòng HĐND và UBND phường": "VP HĐND-UBND", "Công an phường": "CA phường",
    "Phòng Kinh tế, Hạ tầng và Đô thị": "P.KTHT&ĐT", "Trung tâm Phục vụ hành chính công phường": "TTPVHCC",
    "Tổ công nghệ số cộng đồng": "Tổ CNSCĐ", "Phòng Kế hoạch - Tài chính": "Phòng KH-TC",
    "Phòng Tổ chức cán bộ": "P.TCCB", "Phòng Nghiệp vụ": "Phòng NV", "Trung tâm Công nghệ thông tin": "TT CNTT",
    "Chi cục Quản lý chất lượng": "Chi cục QLCL", "Các phòng chuyên môn thuộc UBND xã": "Các phòng CM thuộc UBND xã",
    "Đoàn Thanh niên, Hội Phụ nữ xã": "ĐTN, HPN xã", "Ủy ban MTTQ Việt Nam xã; Hội Nông dân xã": "UBMTTQ xã; HND xã",
    "Đoàn Thanh niên phường": "ĐTN phường", "Văn phòng UBND tỉnh, Sở Tài chính": "VP UBND tỉnh, Sở TC",
    "Sở Nội vụ, Sở Tư pháp và các cơ quan liên quan": "Sở NV, Sở TP và các CQ liên quan",
    "Báo và Phát thanh, Truyền hình tỉnh": "Báo và PTTH tỉnh",
}
DEADLINES = (
    "{y}-{z}", "{y} - {z}", "Hàng năm", "Hằng năm", "Quý I/{y}", "Quý II/{y}", "Quý III/{y}", "Quý IV/{y}", "Tháng 6/{y}", "Tháng 11 hằng năm",
    "Trước ngày 15/12/{y}", "Trước 30/6/{y}", "Thường xuyên", "Hàng quý", "Hàng tháng", "{y}", "{y} - tháng 3/{z}", "Xong trong tháng 9/{y}",
)
PRODUCTS = (
    "Báo cáo", "Kế hoạch", "Quyết định", "Kế hoạch; báo cáo kết quả", "Văn bản chỉ đạo", "Biên bản kiểm tra", "Danh mục", "Tờ trình UBND tỉnh",
    "Hội nghị tập huấn", "Cơ sở dữ liệu được cập nhật", "Quy chế được ban hành", "Bản tin, phóng sự", "Mô hình được nghiệm thu", "Hồ sơ hoàn công", "",
)
EXTRAS = {
    "Ghi chú": ("", "", "", "Nhiệm vụ mới", "Chuyển tiếp từ năm trước", "Theo chỉ đạo của tỉnh"),
    "Lãnh đạo phụ trách": ("Chủ tịch", "Phó Chủ tịch phụ trách kinh tế", "Phó Chủ tịch phụ trách văn hóa"),
    "Nguồn kinh phí": ("Ngân sách", "Xã hội hóa", "Lồng ghép", "Không"),
}
TITLES = {
    "number": ("TT", "STT", "Số TT"),
    "content": ("Nội dung công việc", "Nhiệm vụ", "Nội dung nhiệm vụ", "Tên nhiệm vụ", "Nhiệm vụ, giải pháp", "Nội dung thực hiện"),
    "lead_agency": ("Cơ quan chủ trì", "Đơn vị chủ trì", "Cơ quan thực hiện", "Đơn vị chủ trì thực hiện"),
    "coordinating_agencies": ("Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp thực hiện"),
    "deadline": ("Thời gian hoàn thành", "Thời gian thực hiện", "Thời hạn", "Tiến độ", "Thời hạn hoàn thành"),
    "product": ("Sản phẩm", "Kết quả", "Sản phẩm, kết quả", "Kết quả đầu ra", "Sản phẩm dự kiến"),
}
ANNEX_TITLES = ("DANH MỤC NHIỆM VỤ {}", "PHÂN CÔNG NHIỆM VỤ {}", "BIỂU PHÂN CÔNG THỰC HIỆN {}", "BẢNG TIẾN ĐỘ TRIỂN KHAI {}")
PURPOSES = (
    "Cụ thể hóa chủ trương của cấp trên thành những việc đo đếm được, có người chịu trách nhiệm.",
    "Tạo chuyển biến rõ nét trong nhận thức và hành động của cán bộ, công chức, người lao động.",
    "Phát huy vai trò giám sát của Nhân dân đối với việc thực hiện nhiệm vụ được giao.",
    "Khắc phục những hạn chế đã được chỉ ra trong năm trước, nhất là việc chậm, muộn khi báo cáo.",
    "Sử dụng tiết kiệm, đúng mục đích các nguồn lực được phân bổ.",
)
AIMS = (
    ("{v}% hồ sơ được giải quyết đúng hạn.", "{v}%", "=", "hồ sơ"),
    ("Tỷ lệ hộ dân được tuyên truyền đạt tối thiểu {v}%.", "{v}%", ">=", "Tỷ lệ hộ dân được tuyên truyền"),
    ("Từ {v}% trở lên cán bộ, công chức được tập huấn.", "{v}%", ">=", "cán bộ, công chức"),
    ("Tỷ lệ việc chậm tiến độ không quá {v}%.", "{v}%", "<=", "Tỷ lệ việc chậm tiến độ"),
)
RECIPIENTS = ("UBND tỉnh (để b/c)", "Lãnh đạo cơ quan", "Các phòng, đơn vị trực thuộc", "Cổng thông tin điện tử", "Các tổ chức đoàn thể")
DEPARTMENTS = (
    ("Sở Xây dựng", "SXD"), ("Sở Y tế", "SYT"), ("Sở Công Thương", "SCT"), ("Sở Nội vụ", "SNV"), ("Sở Tài chính", "STC"),
    ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"), ("Sở Giáo dục và Đào tạo", "SGDĐT"), ("Sở Dân tộc và Tôn giáo", "SDTTG"),
)
