"""Recipients of misread documents: bodies, abbreviations and codes as such lists hold them."""

from __future__ import annotations

import pytest

from extractors.recipients import mend_recipient


@pytest.mark.parametrize(
    ("restored", "printed", "mended"),
    [
        ("SdXaydung tỉnh", "SdXaydung tinh", "Sở Xây dựng tỉnh"),
        ("TT Dạng tự, TỬ HĐND phường", "TT Dang ty, TT HDND phudng", "TT Đảng ủy, TT HĐND phường"),
        ("TT Tính dự (46 b/c)", "TT Tinh dy (46 b/c)", "TT Tỉnh ủy (để b/c)"),
        ("HĐND x§", "HDND x§", "HĐND xã"),
        ("Giám đốc, các PGD Sở", "Gidm doc, céc PGD Sd", "Giám đốc, các PGĐ Sở"),
        ("Các phòng trực’ thuộc", "Cac phong truc’ thuéc", "Các phòng trực thuộc"),
        ("Luu: VT, QL", "Luu: VT, QLN.", "Lưu: VT, QLN"),
        ("Lưu: VI, VP", "Luu: VI, VP", "Lưu: VT, VP"),
        ("Cổng thông tin điện tất", "Cong th6ng tin dién tt", "Cổng thông tin điện tử"),
        ("Các 6 chức đoàn thể", "Cac 6 chitc doan thé", "Các tổ chức đoàn thể"),
        ("SG Y tế tỉnh", "SG Y té tinh", "Sở Y tế tỉnh"),
        ("B6 NN&MT (b/c)", "B6 NN&MT (b/c)", "Bộ NN&MT (b/c)"),
        ("GD, các PGD Sa", "GD, cac PGD Sa", "GĐ, các PGĐ Sở"),
        ("UBND tinh", "UBND tinh", "UBND tỉnh"),
        ("TT HĐND phương", "TT HDND phuong", "TT HĐND phường"),
        ("Bản CTMT các thôn", "Ban CTMT cac thon", "Ban CTMT các thôn"),
        ("Như kính gư", "Nhu kinh gti", "Như kính gửi"),
    ],
)
def test_what_such_lists_hold_is_known(restored: str, printed: str, mended: str) -> None:
    assert mend_recipient(restored, printed) == mended


@pytest.mark.parametrize(
    "text",
    [
        "UBND tỉnh (để b/c)",
        "Thường trực Đảng ủy, HĐND xã",
        "Đoàn Thanh niên",
        "Lưu: VT, KGVX",
        "Sở GD&ĐT",
        "VNPT Hòa Bình",
        "Sao Mai Group",
        "Bộ Xây dựng",
        "Như Điều 3",
        "HĐQT",
    ],
)
def test_what_reads_well_is_kept(text: str) -> None:
    assert mend_recipient(text, text) == text
