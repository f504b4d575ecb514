"""Number and date of a letterhead: figures that an OCR engine hardly read are doubt, and no value where they may be
handwriting."""

from __future__ import annotations

import pytest

from extractors.layout import Box, Line, LineRole, Word
from extractors.register import Register, read_register, unweave


def line(number: int, *words: tuple[str, float]) -> Line:
    box = Box(0, 0, 10, 10)
    text = " ".join(word for word, _ in words)
    read = tuple(Word(word, box, confidence) for word, confidence in words)
    return Line(text, 1, number, printed=text, words=read, role=LineRole.LETTERHEAD)


def head(serial: float = 0.95, day: float = 0.95) -> list[Line]:
    return [
        line(1, ("Số:", 0.9), ("15", serial), ("/KH-UBND", 0.9)),
        line(2, ("Sông", 0.3), ("Lam,", 0.9), ("ngày", 0.4), ("03", day), ("tháng", 0.9), ("4", 0.9), ("năm", 0.9),
             ("2027", 0.9)),
    ]  # fmt: skip


def test_what_was_read_well_is_taken() -> None:
    assert read_register(head(), "") == Register("15/KH-UBND", "2027-04-03", "Sông Lam", ())


def test_a_day_written_by_hand_gives_no_date_but_a_warning() -> None:
    register = read_register(head(day=0.5), "")
    assert (register.number, register.date) == ("15/KH-UBND", None)
    (warning,) = register.warnings
    assert warning.code == "date-doubtful"
    assert "2027-04-03" in warning.message
    assert (warning.page, warning.line) == (1, 2)


def test_a_serial_written_by_hand_gives_no_number_but_a_warning() -> None:
    register = read_register(head(serial=0.2), "")
    assert (register.number, register.date) == (None, "2027-04-03")
    assert [warning.code for warning in register.warnings] == ["number-doubtful"]


def test_a_number_printed_in_one_word_with_its_codes_stays_with_a_warning() -> None:
    register = read_register([line(1, ("Số:", 0.9), ("15/KH-UBND", 0.3))], "")
    assert register.number == "15/KH-UBND"
    assert [warning.code for warning in register.warnings] == ["number-doubtful"]


@pytest.mark.parametrize("number", ["15", "75"])
def test_the_caption_over_the_annex_settles_a_doubt(number: str) -> None:
    caption = f"Kèm theo Kế hoạch số {number}/KH-UBND ngày 08/4/2027 của Ủy ban nhân dân xã Sông Lam)"
    register = read_register(head(serial=0.2, day=0.2), caption)
    assert (register.number, register.date, register.warnings) == (f"{number}/KH-UBND", "2027-04-08", ())


def test_text_without_an_engine_has_no_doubt() -> None:
    lines = [Line("Số: 15/KH-UBND", 1, 1), Line("Sông Lam, ngày 03 tháng 4 năm 2027", 1, 2)]
    assert read_register(lines, "").warnings == ()


def test_columns_on_one_line_are_parted() -> None:
    texts = unweave([Line("Số: 15/KH-UBND Sông Lam, ngày 03 tháng 4 năm 2027", 1, 1)])
    assert texts == ["Số: 15/KH-UBND", "Sông Lam, ngày 03 tháng 4 năm 2027"]


def test_a_code_whose_letters_an_ocr_parted_is_whole() -> None:
    assert read_register([Line("Số: 96/KH-S YT Sông Lam, ngày 03 tháng 4 năm 2027", 1, 1)], "").number == "96/KH-SYT"
    assert read_register([Line("Số: 96/KH-UB ND", 1, 1)], "").number == "96/KH-UBND"
    taken_for_a_word = Line("Số: 96/KH-S XÃ Sông Lam", 1, 1, printed="S6: 96/KH-S XD Song Lam")
    assert read_register([taken_for_a_word], "").number == "96/KH-SXD"


@pytest.mark.parametrize("day", ["ngày 28 thường 12 năm 2026", "ngày 28 tháng 12 néim 2026"])
def test_misread_words_between_the_figures_of_a_date_are_month_and_year(day: str) -> None:
    assert read_register([Line(f"Số: 15/KH-UBND Sông Lam, {day}", 1, 1)], "").date == "2026-12-28"


def test_white_inside_a_number_does_not_part_it() -> None:
    assert read_register([Line("Số: 187      /KH-UBND", 1, 1)], "").number == "187/KH-UBND"
    both = read_register([Line("Số: 187    /KH-UBND      Sông Lam, ngày 03 tháng 4 năm 2027", 1, 1)], "")
    assert (both.number, both.date) == ("187/KH-UBND", "2027-04-03")
