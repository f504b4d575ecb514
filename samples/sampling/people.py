"""Invented signers whose names are as frequent as such names are.

Of 1,465 candidates for the National Assembly (2016 and 2026) and 49,000 pupils and students, in parts of a thousand,
rounded; rarer names are left out. Which marks an OCR lost is told by how common a name is: names drawn evenly ("Bùi Thị
Dũng") would be harder to restore than those of real signers.
"""

from __future__ import annotations

from random import Random

# ruff: noqa: E501
# fmt: off
FAMILY = (
    (300, "Nguyễn"),
    (100, "Trần Lê"),
    (70, "Phạm"),
    (30, "Hoàng Vũ Bùi Phan Đỗ Đặng"),
    (20, "Võ Trương Ngô Đinh Huỳnh Hồ"),
    (15, "Dương Đoàn Đào"),
    (12, "Trịnh Hà Mai Lương"),
    (10, "Cao"),
    (8, "Lưu Lý"),
    (6, "Nông Phùng Tạ Triệu"),
    (5, "Lâm Vương"),
)
MIDDLE_MEN = (
    (200, "Văn"),
    (45, "Minh Thanh Ngọc Đức Xuân Quang"),
    (30, "Quốc Đình Hoàng Hữu Duy"),
    (20, "Anh Tuấn Trung Thành Tiến Công Trọng Thế Hồng"),
    (15, "Mạnh Huy Việt"),
    (12, "Tấn Hải Đăng Bá"),
    (10, "Nhật Chí Khắc Viết Sỹ Gia"),
)
MIDDLE_WOMEN = (
    (100, "Thanh Ngọc Thu"),
    (70, "Hồng Kim Phương Minh"),
    (45, "Mỹ Thúy Thùy"),
    (30, "Bích Mai Khánh"),
    (20, "Quỳnh Bảo Như Thảo Hải Kiều Hoài Hà"),
    (15, "Tuyết"),
)
GIVEN_MEN = (
    (30, "Anh Tuấn"),
    (20, "Sơn Dũng Hải Hùng Nam Thành Cường Minh Huy Thắng Hoàng"),
    (15, "Đức Long Trung Tùng Duy Hưng Hiếu Đạt Tiến Bình Phong"),
    (12, "Quang Vũ Nghĩa Việt Quân Khánh Lâm Vinh Thịnh Trường"),
    (10, "Toàn Dương Mạnh Nguyên Phúc Thanh Phương Tài Tú Bảo Linh Tâm"),
    (8, "Khoa Trí Hòa An Giang Hà Thái Tân Hiệp Kiên Lộc Nhân Ngọc Phú Công"),
    (6, "Chiến Khang Thiện"),
    (5, "Thông Quý Chung Trọng Vương Đông Đại Phát Thuận Hậu"),
    (4, "Luân Quốc Tín Phước Hiển Sang Lợi Nhật Quyết Đăng Định Hồng"),
    (3, "Hoàn Khải Thọ Tuyên Hạnh Khôi Tuân Chính Quyền Cương Ninh Cảnh Hào Kiệt Văn Liêm Danh Sinh Thảo Bằng Tường Châu Thức Đoàn"),
)
GIVEN_WOMEN = (
    (45, "Anh"),
    (30, "Linh Trang Hà Phương Thảo"),
    (20, "Hương Ngọc Vân Huyền Thủy Vy Hằng Dung Nga"),
    (15, "Hoa Nhung Mai Hạnh Lan Yến Ngân Nhi Thanh My Hiền Tâm Thúy"),
    (12, "Chi Giang Ly Thu Quỳnh Thư Hồng Oanh"),
    (10, "Loan Duyên Thương Trinh Phượng Uyên Xuân An Châu Quyên"),
    (8, "Trâm Liên Như Minh Huệ Tuyết Nguyên Ánh Dương Thùy Nguyệt"),
    (6, "Hường Bình Trúc Hoài"),
    (5, "Thi Trân Hòa Hân Tiên Tú Thắm"),
    (4, "Tuyền Bích Kiều Hải Lam Diễm Khánh Hảo Nhàn Thơ Trà Ý"),
    (3, "Sương Đào Lý Tuyến Vinh Liễu Diệu Thoa Diệp Lệ"),
)
# fmt: on

WOMEN = 0.2  # share of those who sign
THI, TWO_MIDDLE = 0.62, 0.5  # of women's names those with Thị, and of these those with another name after it

Classes = tuple[tuple[int, str], ...]


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
