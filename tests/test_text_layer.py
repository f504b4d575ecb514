"""The judge of a text layer: true Vietnamese, an English OCR's garble, legacy fonts, pages that say little."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.text_layer import TextLayerVerdict, judge_page

GOOD = (
    "Ủy ban nhân dân xã giao các phòng chuyên môn tổ chức thực hiện kế hoạch, báo cáo kết quả trước ngày 15 hằng "
    "tháng; phối hợp với các đoàn thể tuyên truyền đến từng hộ dân trên địa bàn về nội dung chuyển đổi số, cải cách "
    "thủ tục hành chính và dịch vụ công trực tuyến."
)
GARBLED = (
    "Uy ban nhan dan xa giao cac phong chuyén mén té chire thuc hién ké hoach, bdo cdo két qua truéc ngay 15 hang "
    "thang; phéi hop véi cdc doan thé tuyén truyén dén timg hd dan trén dia ban vé ndi dung chuyén d6i s6, cai cach "
    "thi tuc hanh chinh va dich vu céng truc tuyén."
)
ENGLISH = (
    "The provincial government shall implement the programme of digital transformation and report quarterly to the "
    "ministry; each department prepares its budget for the following year and publishes the results on its website."
)
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam. Uû ban nh©n d©n tØnh tæ chøc thùc hiÖn kÕ ho¹ch n¨m 2026."
NUMBERS = "\n".join(f"{i} {i * 37}.000 {i * 11},5 % 12/2026" for i in range(1, 40))


def judge(
    text: str, *, image: bool = False, invisible: bool = False, table: bool = False, **more: frozenset[str]
) -> TextLayerVerdict:
    return judge_page(text, has_full_page_image=image, invisible_text=invisible, has_ruled_table=table, **more)


def test_good_digital_text_is_used() -> None:
    assert judge(GOOD).decision == "use"


def test_good_digital_text_over_a_background_picture_is_never_read_by_ocr() -> None:
    assert judge(GOOD, image=True).decision == "use"


@pytest.mark.parametrize("invisible", [True, False])
def test_garble_over_a_picture_is_read_again(invisible: bool) -> None:
    assert judge(GARBLED, image=True, invisible=invisible).decision == "ocr"


def test_garble_without_a_picture_is_restored() -> None:
    assert judge(GARBLED).decision == "restore"


def test_a_scans_own_good_layer_is_kept_and_mended() -> None:
    assert judge(GOOD, image=True, invisible=True).decision == "restore"


def test_a_ruled_table_on_the_picture_is_worth_reading_again() -> None:
    assert judge(GOOD, image=True, invisible=True, table=True).decision == "ocr"


def test_a_picture_with_only_an_electronic_signature_as_text_is_read() -> None:
    signature = "Ký bởi: Ủy ban nhân dân xã Đồng Vang. Thời gian ký: 12/03/2026 08:15:44 +07:00"
    assert judge(signature, image=True).decision == "ocr"


def test_a_picture_without_text_is_read() -> None:
    assert judge(" \n", image=True).decision == "ocr"


def test_a_blank_page_is_empty() -> None:
    assert judge("").decision == "empty"


@pytest.mark.parametrize("text", ["PHỤ LỤC", "KE HOACH 2026", "2", "I. MUC TIEU"])
def test_a_heading_alone_is_used_as_it_is(text: str) -> None:
    assert judge(text).decision == "use"


def test_a_table_of_numbers_is_used() -> None:
    assert judge(NUMBERS).decision == "use"


def test_an_english_page_is_used() -> None:
    assert judge(ENGLISH).decision == "use"


def test_legacy_text_is_converted() -> None:
    assert judge(TCVN3, fontnames=frozenset({".VnTime"})).decision == "convert-legacy"


def test_a_legacy_font_with_unicode_text_is_used() -> None:
    assert judge(GOOD, fontnames=frozenset({".VnTime"})).decision == "use"


def test_decomposed_letters_count_like_composed_ones() -> None:
    import unicodedata

    assert judge(unicodedata.normalize("NFD", GOOD)).vietnamese_share == judge(GOOD).vietnamese_share


def test_every_sample_page_is_judged_as_it_was_made(samples: Path) -> None:
    import pypdfium2

    for folder, image, expected in (
        ("pdf", False, {"use"}),
        ("scan_english_ocr", True, {"ocr"}),
        ("scan", True, {"ocr"}),
    ):
        for path in sorted((samples / folder).glob("*.pdf")):
            with pypdfium2.PdfDocument(path) as document:
                for page in document:
                    text = page.get_textpage().get_text_range()
                    assert judge(text, image=image, invisible=image).decision in expected, (path.name, text[:80])
