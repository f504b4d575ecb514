"""Plain text: encodings, line numbers, pages, page furniture."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import UndecodableText
from extractors.layout import LineRole, SourceText
from extractors.readers.text import decode_text, read_text

PLAN = "KẾ HOẠCH\nCải cách hành chính của Ủy ban nhân dân xã năm 2026\nCăn cứ Luật Tổ chức chính quyền địa phương;\n"


def read(folder: Path, text: str) -> SourceText:
    path = folder / "a.txt"
    path.write_bytes(text.encode())
    return read_text(path)


def roles(source: SourceText, role: LineRole) -> list[str]:
    return [line.text.strip() for line in source.lines if line.role is role and line.text.strip()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_with_and_without_mark(encoding: str) -> None:
    assert decode_text(PLAN.encode(encoding)) == PLAN


def to_windows_1258(text: str) -> bytes:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        out += unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        out += "".join(p for p in parts if p in tones)
    return out.encode("cp1258")


def test_windows_1258_is_told_by_its_evidence_and_composed() -> None:
    assert decode_text(to_windows_1258(PLAN)) == PLAN


LEGACY_TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam\n“§éc lËp - Tù do - H¹nh phóc”\nph­¬ng ¸n ®Þa ph­¬ng\n"
LEGACY_VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\nÑoäc laäp - Töï do - Haïnh phuùc\nKeá hoaïch vaø nhieäm vuï\n"


@pytest.mark.parametrize("typed", [LEGACY_TCVN3, LEGACY_VNI])
def test_codes_of_old_fonts_are_read_as_they_show_for_restoration_to_convert(typed: str) -> None:
    assert decode_text(typed.encode("cp1252")) == typed


def test_utf8_that_is_cut_within_a_letter_is_read_up_to_it() -> None:
    assert decode_text("Kế hoạch số".encode()[:-1]) == "Kế hoạch s"


def test_a_wrong_byte_in_utf8_is_named() -> None:
    with pytest.raises(UndecodableText, match=r"UTF-8 \(byte 6\)"):
        decode_text("Kế h".encode() + b"\xff" + "oạch số".encode() * 50)


def test_bytes_that_are_no_text_are_refused() -> None:
    for data in (bytes(range(256)) * 8, b"\x81\x8d\x9d" * 100, Random(3).randbytes(3000)):
        with pytest.raises(UndecodableText):
            decode_text(data)


@given(st.text(alphabet="aâđếộ 1.\n", max_size=60))
def test_utf8_text_comes_back_as_it_is(text: str) -> None:
    assert decode_text(text.encode()) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_numbers_are_those_of_the_file_whatever_ends_its_lines(tmp_path: Path, end: str) -> None:
    source = read(tmp_path, end.join(["một", "", "ba", "\fbốn"]))
    assert [(line.number, line.text.strip(), line.page) for line in source.lines] == [
        (1, "một", 1),
        (2, "", 1),
        (3, "ba", 1),
        (4, "bốn", 2),
    ]


def test_pages_that_meet_in_a_line_of_the_file_are_parted(tmp_path: Path) -> None:
    source = read(tmp_path, "một\nhai\f   2\nba\f\f năm")
    assert [(line.number, line.text.strip(), line.page) for line in source.lines] == [
        (1, "một", 1),
        (2, "hai", 1),
        (2, "2", 2),
        (3, "ba", 2),
        (3, "năm", 4),
    ]


def test_page_numbers_that_meet_the_page_before_are_no_part_of_it(tmp_path: Path) -> None:
    pages = [*body(1), "dòng cuối"], ["  2", *body(9), "dòng cuối"], ["  3", *body(9)]
    source = read(tmp_path, "\f".join(map("\n".join, pages)))
    assert roles(source, LineRole.PAGE_NUMBER) == ["2", "3"]


def test_decomposed_letters_are_composed_and_the_printed_form_kept(tmp_path: Path) -> None:
    (line,) = read(tmp_path, unicodedata.normalize("NFD", "Kế hoạch")).lines
    assert line.text == "Kế hoạch"
    assert line.printed == unicodedata.normalize("NFD", "Kế hoạch")


def dump(*pages: list[str], end: str = "\n") -> str:
    """A double-spaced dump whose form feeds became single spaces."""
    return "".join((" " if index else "") + "\n\n".join(page) + end for index, page in enumerate(pages))


def body(start: int, count: int = 12) -> list[str]:
    return [f"dòng chữ thứ {start + index} của văn bản này " for index in range(count)]


def test_a_page_whose_form_feed_was_lost_begins_at_the_single_space_under_a_line(tmp_path: Path) -> None:
    source = read(tmp_path, dump(body(1), body(20), body(40)))
    assert [page.lines[0].text.strip()[:15] for page in source.pages] == [
        "dòng chữ thứ 1 ",
        "dòng chữ thứ 20",
        "dòng chữ thứ 40",
    ]


def test_an_indented_line_below_an_empty_one_begins_no_page(tmp_path: Path) -> None:
    source = read(tmp_path, "\n\n".join([*body(1), " - thụt vào một chữ", *body(20)]))
    assert len(source.pages) == 1


def test_page_numbers_keep_their_distance_to_the_page(tmp_path: Path) -> None:
    source = read(tmp_path, "\n\f".join("\n".join([str(n), *body(n)]) for n in range(1, 5)))
    assert roles(source, LineRole.PAGE_NUMBER) == ["1", "2", "3", "4"]


def test_row_numbers_at_a_page_top_are_no_page_numbers(tmp_path: Path) -> None:
    source = read(tmp_path, "\n\f".join("\n".join([first, *body(9)]) for first in ("1", "5", "9", "4")))
    assert roles(source, LineRole.PAGE_NUMBER) == []


def test_notes_under_a_rule_of_spaces_are_footnotes_up_to_the_page_end(tmp_path: Path) -> None:
    first = [*body(1), " " * 40, "1 Chú thích thứ nhất, còn", "tiếp dòng sau.", "2 Chú thích thứ hai."]
    source = read(tmp_path, dump(first, body(50)))
    assert roles(source, LineRole.FOOTNOTE) == ["1 Chú thích thứ nhất, còn", "tiếp dòng sau.", "2 Chú thích thứ hai."]


def test_footnotes_do_not_swallow_the_body_when_the_page_end_is_lost(tmp_path: Path) -> None:
    source = read(tmp_path, "\n\n".join([*body(1), " " * 40, "1 Chú thích.", "- Rà soát văn bản", "II. NHIỆM VỤ"]))
    assert roles(source, LineRole.FOOTNOTE) == ["1 Chú thích."]


@pytest.mark.parametrize("above", [["TO CHUC BO MAY"], ["a | b", "c | d", "e | f"]])
def test_a_table_whose_numbers_begin_low_on_a_page_has_no_notes(tmp_path: Path, above: list[str]) -> None:
    source = read(
        tmp_path,
        "\n".join([*body(1), "thu tuc hanh chinh2", "xep loai1.", *body(20, 3), *above, "1 Ra soat", "2 Sap xep"]),
    )
    assert roles(source, LineRole.FOOTNOTE) == []


def test_notes_without_a_rule_need_a_marker_in_the_text(tmp_path: Path) -> None:
    with_marker = [*body(1), "nâng cao chỉ số PAPI1.", *body(20, 3), "1 Chỉ số hiệu quả quản trị."]
    assert roles(read(tmp_path, "\n".join(with_marker) + "\f"), LineRole.FOOTNOTE) == ["1 Chỉ số hiệu quả quản trị."]
    without = [*body(1), *body(20, 3), "1 Rà soát văn bản"]
    assert roles(read(tmp_path, "\n".join(without) + "\f"), LineRole.FOOTNOTE) == []


def test_a_digit_misread_inside_a_word_points_to_no_note(tmp_path: Path) -> None:
    """Else a numbered row at a page's foot, and all rows below it, would be taken out of the table."""
    garbled = [*body(1), "cac don vi truc thu6c", *body(20, 3), "6 ra soat danh muc Phong Kinh té"]
    assert roles(read(tmp_path, "\n".join(garbled) + "\f"), LineRole.FOOTNOTE) == []


def test_a_line_that_counts_on_from_one_above_is_a_row_and_no_note(tmp_path: Path) -> None:
    rows = [*body(1), "tham gia cac lop7 tap huan", *body(20, 3), "6 Ra soat danh muc", "7 Kiem tra ho so"]
    assert roles(read(tmp_path, "\n".join(rows) + "\f"), LineRole.FOOTNOTE) == []
    notes = [*body(1), "chỉ số hài lòng6 và chỉ số cải cách7", *body(20, 3), "6 Theo Quyết định.", "7 Theo Nghị quyết."]
    assert roles(read(tmp_path, "\n".join(notes) + "\f"), LineRole.FOOTNOTE) == notes[-2:]


def test_a_repeated_table_header_stays_body(tmp_path: Path) -> None:
    source = read(tmp_path, "\n\f".join("\n".join(["TT Nội dung công việc", *body(n)]) for n in range(4)))
    assert roles(source, LineRole.RUNNING_HEADER) == []


@pytest.mark.needs_shared
def test_real_dumps_keep_their_lines_and_get_pages(shared: Path) -> None:
    for path in sorted((shared / "plans").glob("*.txt")):
        source = read_text(path)
        assert len(source.lines) == len(path.read_text(encoding="utf-8").split("\n"))
        assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))
        assert len(source.pages) >= 7


def test_a_letterhead_and_a_closing_block_between_the_rules_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "| UBND XÃ HOA MAI | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| Số: 5/KH-UBND | Hoa Mai, ngày 2 |\n"
        "KẾ HOẠCH\n|. MỤC ĐÍCH\nNơi nhận: | TM. ỦY BAN NHÂN DÂN\n- Lưu: VT. |\n | Lê Lan\n| TT | Việc | Ai |\n",
        encoding="utf-8",
    )
    texts = [line.text for page in read_text(path).pages for line in page.lines]
    assert texts == [
        "UBND XÃ HOA MAI    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "|---|---|", "Số: 5/KH-UBND    Hoa Mai, ngày 2",
        "KẾ HOẠCH", "|. MỤC ĐÍCH", "Nơi nhận:    TM. ỦY BAN NHÂN DÂN", "- Lưu: VT.", "    Lê Lan",
        "| TT | Việc | Ai |", "",
    ]  # fmt: skip


def test_rows_between_strokes_that_touch_their_letters(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(
        "|UBND XÃ HOA MAI     |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|\n|Số: 5/UBND-VX|Hoa Mai, ngày 2|\n"
        "|Nơi nhận:      |KT. CHỦ TỊCH   |\n|- Như trên;    |PHÓ CHỦ TỊCH   |\n|TT|Việc|Ai|\n",
        encoding="utf-8",
    )
    texts = [line.text for page in read_text(path).pages for line in page.lines]
    assert texts == [
        "UBND XÃ HOA MAI    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 5/UBND-VX    Hoa Mai, ngày 2",
        "Nơi nhận:    KT. CHỦ TỊCH", "- Như trên;    PHÓ CHỦ TỊCH", "|TT|Việc|Ai|", "",
    ]  # fmt: skip
