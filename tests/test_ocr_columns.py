"""Two columns where there are two (letterhead, recipients beside the signature), one everywhere else."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from extractors.ocr.columns import Region, reading_regions
from extractors.ocr.shapes import find_shapes
from tests.ocr_pictures import page, write

DPI = 150.0
BODY = ["Thực hiện chương trình công tác năm, Ủy ban nhân dân xã ban hành kế hoạch"] * 6


def regions(picture: Image.Image) -> list[Region]:
    return reading_regions(find_shapes(((np.asarray(picture) < 128) * 255).astype(np.uint8)), DPI)


def kinds(picture: Image.Image) -> list[str]:
    return [region.kind for region in regions(picture)]


def letterhead(picture: Image.Image) -> None:
    write(picture, ["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG VANG", "Số: 11/KH-UBND"], 120, 120)
    write(picture, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do", "Đồng Vang, ngày 15"], 600, 120)


def test_a_page_of_body_text_is_one_column() -> None:
    picture = page()
    write(picture, BODY * 4, 120, 120)
    assert kinds(picture) == ["body"]


def test_a_letterhead_is_read_left_then_right_and_the_title_below_it() -> None:
    picture = page()
    letterhead(picture)
    write(picture, ["KẾ HOẠCH"], 560, 330)
    write(picture, BODY, 120, 420)
    found = regions(picture)
    assert [region.kind for region in found] == ["body", "left", "right", "body"]
    assert found[1].bottom < 330, "the title stands under both columns"


def test_recipients_and_signature_out_of_step_are_two_columns() -> None:
    picture = page()
    write(picture, BODY, 120, 120)
    write(picture, ["Nơi nhận:", "- Như trên;", "- Các thôn;", "- Lưu: VT."], 120, 560, 24, step=31)
    write(picture, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], 700, 545)
    write(picture, ["Bùi Văn Mẫu"], 740, 800)
    found = regions(picture)
    assert [region.kind for region in found][:3] == ["body", "left", "right"]
    assert found[1].top > 120 + 5 * 42, "the last line of the body is not cut"
    assert found[2].bottom > 825, "the name belongs to the signature"


def test_a_stamp_over_both_columns_does_not_join_them() -> None:
    picture = page()
    letterhead(picture)
    ImageDraw.Draw(picture).ellipse((450, 110, 680, 340), outline=0, width=3)
    write(picture, BODY, 120, 420)
    assert "left" in kinds(picture)


def test_a_blank_page_is_one_empty_region() -> None:
    assert kinds(page()) == ["body"]
