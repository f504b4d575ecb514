"""Administrative bodies in cells: recognised, split, expanded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.agencies import (
    agency_names,
    expand,
    names_of_all_levels,
    recognise,
    split_agencies,
    split_products,
    starts_like_agency,
    starts_like_product,
)

SPLIT = [
    (
        "Các phòng thuộc Sở, Sở Xây dựng, Thanh tra tỉnh",
        ["Các phòng thuộc Sở", "Sở Xây dựng", "Thanh tra tỉnh"],
    ),
    (
        "Sở Nông nghiệp và Môi trường; Các sở, ban, ngành; UBND phường",
        ["Sở Nông nghiệp và Môi trường", "Các sở, ban, ngành", "UBND phường"],
    ),
    ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
    ("Sở Văn hóa, Thể thao và Du lịch và Sở Nội vụ", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"]),
    ("Phòng Kinh tế, Hạ tầng và Đô thị, Công an phường", ["Phòng Kinh tế, Hạ tầng và Đô thị", "Công an phường"]),
    ("Sở Giáo dục và Đào tạo và các đơn vị liên quan", ["Sở Giáo dục và Đào tạo", "các đơn vị liên quan"]),
    ("Các cơ quan, đơn vị", ["Các cơ quan, đơn vị"]),
    ("các cơ quan, tổ chức, cá nhân có liên quan", ["các cơ quan, tổ chức, cá nhân có liên quan"]),
    ("", []),
]


@pytest.mark.parametrize(("cell", "names"), SPLIT)
def test_a_cell_is_split_between_bodies_and_never_inside_a_name(cell: str, names: list[str]) -> None:
    assert split_agencies(cell) == names


@pytest.mark.parametrize("name", [name for name in agency_names() if "," in name or " và " in name])
def test_no_listed_name_is_cut(name: str) -> None:
    assert split_agencies(name) == [name]


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("UBND TP", "Ủy ban nhân dân thành phố"),
        ("Sở GD&ĐT", "Sở Giáo dục và đào tạo"),
        ("Văn phòng HĐND&UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
        ("Phòng Kinh tế", "Phòng Kinh tế"),
        ("PHÒNG KH-TC", "PHÒNG KẾ HOẠCH - TÀI CHÍNH"),
        ("VP UBND", "VP Ủy ban nhân dân"),
    ],
)
def test_abbreviations_with_one_reading_are_written_out(printed: str, full: str) -> None:
    assert expand(printed) == full


def test_a_slightly_damaged_name_is_recognised_and_another_is_not() -> None:
    assert recognise("Phong Van hoa - Xa hoi") == "Phòng Văn hóa - Xã hội"
    assert recognise("Trung tâm Phuc vu hanh chinh cong") == "Trung tâm Phục vụ hành chính công"
    assert recognise("Báo cáo kết quả") is None


def test_cells_of_other_columns_do_not_start_like_bodies() -> None:
    assert starts_like_agency("Tổ bảo vệ an ninh")
    assert starts_like_agency("Các cơ quan, đơn vị")
    assert not starts_like_agency("Tổ chức hội nghị")
    assert starts_like_agency("Các bệnh viện, trung tâm y tế")
    assert starts_like_agency("Hiệp hội Doanh nghiệp tỉnh")
    assert starts_like_agency("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã")
    assert starts_like_agency("Sở Dân tộc và Tôn giáo")
    assert not starts_like_agency("Số liệu thống kê")
    assert not starts_like_agency("Số hộ được hướng dẫn")
    assert not starts_like_agency("Đề nghị cấp kinh phí")
    assert starts_like_product("Báo cáo kết quả")
    assert not starts_like_product("Phòng Nội vụ")


@pytest.mark.parametrize(
    ("cell", "products"),
    [
        ("Kế hoạch, Báo cáo", ["Kế hoạch", "Báo cáo"]),
        ("Quyết định/Nghị quyết", ["Quyết định", "Nghị quyết"]),
        ("- Kế hoạch; - Thông báo", ["Kế hoạch", "Thông báo"]),
        ("Danh sách hộ, thôn được hỗ trợ", ["Danh sách hộ, thôn được hỗ trợ"]),
        ("Báo cáo (theo mẫu; hằng năm)", ["Báo cáo (theo mẫu; hằng năm)"]),
    ],
)
def test_products_are_split_before_a_product_term(cell: str, products: list[str]) -> None:
    assert split_products(cell) == products


@given(st.text(max_size=80))
def test_splitting_keeps_every_word(cell: str) -> None:
    words = "".join(split_agencies(cell)).replace(" ", "")
    assert set(words) <= set(cell)
    assert len(words) <= len(cell)


def test_names_of_bodies_are_known_at_every_level_that_plans_name() -> None:
    names = set(names_of_all_levels())
    assert names > set(agency_names())
    assert {"Công an phường", "Văn phòng HĐND và UBND xã", "Hội Nông dân đặc khu", "Thuế thành phố"} <= names
    assert names.isdisjoint({"Phòng Kinh tế xã", "Sở Tư pháp tỉnh", "các phòng, ban, ngành xã"})
