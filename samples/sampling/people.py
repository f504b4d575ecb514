"""Invented signers whose names are as frequent as such names are.

Counted in the names of 1,465 candidates for the National Assembly (2016 and 2026) and 49,000 pupils and students, in
parts of a thousand, rounded; the rarest are left out. Which marks an OCR lost is told by how common a name is: names
drawn evenly ("Bùi Thị Dũng") would be harder to restore than those of real signers.
"""

from __future__ import annotations

from random import Random

# fmt: off
FAMILY = (
    (200, "Nguyễn"),
    (100, "Trần"),
    (70, "Lê Phạm"),
    (30, "Hoàng Vũ Bùi Phan"),
    (20, "Đỗ Đặng Võ Trương Ngô Đinh Huỳnh"),
    (15, "Hồ Dương Đoàn"),
    (12, "Đào Trịnh"),
    (10, "Hà Mai Lương Cao"),
    (6, "Lưu Lý Nông Phùng Tạ"),
    (5, "Triệu Lâm Vương"),
    (4, "Chu Thái Tô"),
    (3, "Đàm Lò"),
    (2, "Vi Quách Văn Châu Tống Lại Kiều Hứa Đồng"),
    (1, "Tăng Bế Thạch Bạch Lục Nghiêm Giàng Lữ Đậu La Lã Tôn Doãn Từ Y Mã Quàng Sùng Danh Lường Ma Phí Diệp Ninh"),
    (0.5, "Bàn Thân Âu Mạc Lô Cầm Khổng Giang Mông Cù Khương Kim Sầm Vừ Lăng Cà Phương Tào Nhữ Thào Bành Mùa Trang"),
    (0.5, "Hồng Siu Khuất"),
    (0.25, "Khúc Tráng Ung Biện Dư Ngân Uông Chung Long Lù Thiều Chế Lộc Bá Sơn An Hàn Hầu Ngọc Tòng Đường Lầu Ngụy"),
    (0.25, "Tiêu"),
)
MIDDLE_MEN = (
    (100, "Văn"),
    (45, "Minh Thanh Ngọc Đức"),
    (30, "Xuân Quang Quốc Đình Hoàng"),
    (20, "Hữu Duy Anh Tuấn Trung Thành Tiến"),
    (15, "Công Trọng Thế Hồng Mạnh"),
    (12, "Huy Việt"),
    (10, "Tấn Hải Đăng Bá"),
    (8, "Nhật Chí Khắc Viết Sỹ Gia"),
    (6, "Thái Bảo Trường Kim Khánh"),
    (5, "Hoài Cao Đại A"),
    (4, "Nam Phước Trí Vũ Nguyên Hùng Phi Phú Phương Vĩnh Như"),
    (3, "Phúc Thiện Thiên"),
    (2, "Bình Danh Lê Quý Sơn Trần Tùng Đắc Tất"),
    (1, "Lâm Doãn Vinh Long Hiếu Hà An Huỳnh Đông Hưng Lương Dương Quyết Phan Tân Hòa Đặng Mai Vương Cảnh Giang"),
    (1, "Phong Hồ Nguyễn Sĩ Tài"),
    (0.5, "Nhân Kiên Thuận Châu Khải Mậu Kỳ Thọ Dũng Nhất Toàn Tường Bắc Khương Nghĩa Chính Lam Năng Đạt Bạch Khôi"),
    (0.5, "Thất Đoàn Chấn Cẩm Hoàn Khoa Phát Thượng Trúc Đàm Bé Chu Huyền Song Thuần Tú Tự Đào"),
    (0.25, "Chánh Diệp Kế Linh Sinh Sách Tri Đỗ Giáp Hào Khả Kiến Lân Lưu Mạc Thìn Tâm Tăng Chiến"),
)
MIDDLE_WOMEN = (
    (70, "Thanh Ngọc Thu"),
    (45, "Hồng Kim Phương Minh Mỹ"),
    (30, "Thúy Thùy"),
    (20, "Bích Mai Khánh Quỳnh"),
    (15, "Bảo Như Thảo Hải Kiều Hoài"),
    (12, "Hà Tuyết Hoàng Lan Huyền Diệu Xuân Yến Hương"),
    (10, "Ánh Lệ Anh Cẩm"),
    (8, "Vân Diễm"),
    (6, "Tú Trúc Nhật Việt"),
    (5, "Linh Thủy Trà Tố"),
    (4, "Thiên Tường Huỳnh Ái Gia"),
    (3, "Nguyệt Hiền Lê Thái An"),
    (2, "Huệ Ngân Hoa Tâm Bé Mộng Uyên Hằng Diệp Nhã Duy Thục"),
    (1, "Hạnh Trang Ly Châu Nguyên Bạch Trâm Hạ Vĩnh Tuệ Bình Lâm Ý Tiểu Quế Thương Lưu Trường Vy Đan Trung Giang"),
    (1, "Tuấn Vũ Phượng Phi Song Cát Khả Kỳ Nhị Phong Phú Đoan Đông"),
    (0.5, "Quyên Duyên Mỵ Phước Quốc Thiện Thành Thạch Xuyến Hiếu Nam Quyết Thụy Văn Xô Cao Phúc Quý Sao Chi"),
)
GIVEN_MEN = (
    (20, "Anh Tuấn Sơn Dũng Hải Hùng Nam Thành Cường"),
    (15, "Minh Huy Thắng Hoàng Đức Long Trung Tùng"),
    (12, "Duy Hưng Hiếu Đạt Tiến Bình Phong Quang"),
    (10, "Vũ Nghĩa Việt Quân Khánh Lâm Vinh Thịnh Trường"),
    (8, "Toàn Dương Mạnh Nguyên Phúc Thanh Phương Tài Tú Bảo Linh Tâm"),
    (6, "Khoa Trí Hòa An Giang Hà Thái Tân Hiệp Kiên Lộc Nhân Ngọc Phú Công"),
    (5, "Chiến Khang Thiện Thông Quý"),
    (4, "Chung Trọng Vương Đông Đại Phát Thuận Hậu Luân Quốc Tín Phước Hiển"),
    (3, "Sang Lợi Nhật Quyết Đăng Định Hồng Hoàn Khải Thọ Tuyên Hạnh Khôi Tuân Chính Quyền Cương"),
    (2, "Ninh Cảnh Hào Kiệt Văn Liêm Danh Sinh Thảo Bằng Tường Châu Thức Đoàn Tuyến Huấn Chương Kha Ân Thăng Đồng"),
    (2, "Thế Khiêm Lực Quỳnh Sỹ Tình Phi"),
    (1, "Thi Biên Hiền Tấn Kỳ Nghị Sĩ Chinh Bắc Khanh Xuân Khương Sáng Toản Giáp Thưởng Vượng Huân Vĩ Ánh Bách"),
    (1, "Hữu Thủy Vân Lượng Nhã Nhất Thực Hoan Lưu Thống Điệp Luận Lương Hoài Trực Ba Hiệu Lý Tám Ngân Thạch Thân"),
    (1, "Hội Kim Tính Học Hồ Lập Lịch Mỹ Hưởng Khởi Thương Luật Mẫn Thuật Hảo Trà Vĩnh Gia Khuê Lân Mai Thường"),
    (1, "Tạo Tới Huynh Uy Diệu Du Lai Thao Trang Trinh Triết Tuyền Tư Dự Hiến Tứ"),
    (0.5, "Doanh Hướng Hợp Phụng Thuần Thể Tiệp Yên Dân Hai Nhường Năm Sâm Điền Đắc Chuẩn Lam Nghiệp Pháp Sự Triệu"),
    (0.5, "Vui Chánh Luyện Mười Nghiêm Truyền Trưởng Ý Chí Cầu Diện Giàu Hiểu Hân Hương Thu Thìn Thụ Tuất Cần Kính"),
    (0.5, "Liên Lành Quảng Sử Thoan Toán Tuệ Tưởng Viễn Võ Được Đỉnh Bộ Hạ Sáu Thoại Tuyển Túc Viên Đoan Cầm Lĩnh"),
    (0.5, "Phan Trúc Đan Cao Dung Khả Lê Niên Thuấn Thám Thùy Thư Tỵ Diễn Mãi Nhiên Phòng Quí Thiết Thuyên Thụy"),
    (0.5, "Tuyết"),
    (0.25, "Chiêm Cúc Hoạt Lễ Mão Thiệu Thận Út Đôn Độ Hợi Kết Nhâm Phượng Thượng Tiên Trịnh Tản Tỉnh Chức Kiều Lạc"),
    (0.25, "Nhuận Nhàn Quy Quế Tôn Tý Đường Đảng Bính Chuyên Huệ Kỷ Như Thuyết Vịnh Đào Đình Cẩn Diệp Giao Luyến Ngà"),
    (0.25, "Ngôn Nhi Thơ Thời Từ Bốn Chất Hường Ly Lệ Năng Tri Tráng Tăng Xuyên Âu Điển Cẩm Hoạch Huyền Hài Khoát"),
    (0.25, "Mến Nga Nhẫn Oanh Phiên Quyên Tiếp Triển Vy Vấn Vọng Vụ Đảm Đệ Ban Bền Bổng Chúc Dần Dụng Hoành Hoằng"),
    (0.25, "Kiểm Lan Lanh Lãm Mậu Mừng Ngoan Ngọ Ngữ Oánh Thiệp Thạo Thừa Toan Vững Ái Đài Đính Ước"),
)
GIVEN_WOMEN = (
    (45, "Anh"),
    (30, "Linh Trang"),
    (20, "Hà Phương Thảo Hương Ngọc Vân"),
    (15, "Huyền Thủy Vy Hằng Dung Nga Hoa Nhung Mai Hạnh"),
    (12, "Lan Yến Ngân Nhi Thanh My Hiền Tâm Thúy Chi"),
    (10, "Giang Ly Thu Quỳnh Thư Hồng Oanh Loan"),
    (8, "Duyên Thương Trinh Phượng Uyên Xuân An Châu Quyên Trâm"),
    (6, "Liên Như Minh Huệ Tuyết Nguyên Ánh Dương Thùy Nguyệt Hường"),
    (5, "Bình Trúc Hoài Thi Trân Hòa"),
    (4, "Hân Tiên Tú Thắm Tuyền Bích Kiều Hải Lam Diễm Khánh"),
    (3, "Hảo Nhàn Thơ Trà Ý Sương Đào Lý Tuyến Vinh Liễu"),
    (2, "Diệu Thoa Diệp Lệ Phúc Yên Thuận Chung Huế Mỹ Hiếu Chinh Hậu Na Lương Điệp Sen Cúc Luyến Hoàng Khanh"),
    (1, "Ngoan Quý Tình Lâm Thơm Nghi Sang Hiên Kim Xuyến Quế Hoàn Mến Ngà Thành Lê Phụng Nhân Duy Hiệp Lành"),
    (1, "Tuyên Tươi Đan Khuyên Ninh Gấm Mười Cẩm Việt Mơ Nghĩa Nhiên Nhài Phú Xuyên Bé Hưng Hợp Toàn Ái Lanh Mẫn"),
    (1, "Nghiệp Phước Hạ Nam Thường Thịnh Vui Ba Sâm Thao Tiến Khuê Mùi Ân Nhật Nữ Sinh"),
    (0.5, "Huê Lân Lộc Tư Út Đông Hiển Lợi Văn Hoan Tân Đạt Chuyên Nhã Quy Thái Trầm Dịu Lài Nụ Quyết Thiện Xinh"),
    (0.5, "Bảo Chiên Dậu Lượng Lịch Sửu Thêu Đoan Cầm Kỳ Lưu Lụa Mây Ngát Phi Viên Xương Chương Dao Giao Giàu Mừng"),
    (0.5, "Nhâm Nhị Quyền Định Đức Bảy Huy Long Nhạn Phóng Quyến Tường Xoan"),
    (0.25, "Bông Bắc Chiến Chúc Cương Hợi Khoa Lựu Miền Phấn Tính Chiêm Diễn Doanh Liệu Mận Nhẫn Phong Sao Sơn Thiết"),
    (0.25, "Vương Biên Chính Hào Liêm Luận Nhường Thoại Thuyền Thục Truyền Tùng Vĩ Đài Diện Hướng Lai Luân Lĩnh Năm"),
    (0.25, "Quân Sáu Thoan Thuyết Thạch Thắng Thọ Tuấn Vượng Xiêm Đăng Ảnh Bền Công Cảnh Danh Hai Kha Lập Miên Nở"),
    (0.25, "Thìn Tuyển Tám Tỉnh Vĩnh Vũ Bằng Cát Doan Du Dân Hành Hòe"),
)
# fmt: on

WOMEN = 0.2  # share of those who sign
THI, TWO_MIDDLE = 0.62, 0.5  # of women's names those with Thị, and of these those with another name after it

Classes = tuple[tuple[float, str], ...]


def signer(rng: Random) -> str:
    """A name of three words or, of a woman, four: "Trần Văn Hải", "Lê Thị Thu Hà"."""
    family = _draw(rng, FAMILY)
    if rng.random() >= WOMEN:
        return f"{family} {_draw(rng, MIDDLE_MEN)} {_draw(rng, GIVEN_MEN)}"
    middle, given = _draw(rng, MIDDLE_WOMEN), _draw(rng, GIVEN_WOMEN)
    if rng.random() >= THI:
        return f"{family} {middle} {given}"
    return f"{family} Thị {middle} {given}" if rng.random() < TWO_MIDDLE else f"{family} Thị {given}"


def _draw(rng: Random, classes: Classes) -> str:
    names = [(weight, name) for weight, members in classes for name in members.split()]
    return rng.choices([name for _, name in names], [weight for weight, _ in names])[0]
