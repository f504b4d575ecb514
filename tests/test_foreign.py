"""Texts in another language, and pages of which no language was read."""

from __future__ import annotations

from pathlib import Path

from normalizers.records import RestoredLine, TextState
from normalizers.restorer import restore
from pipeline.audit.examine import examine
from pipeline.foreign import is_foreign, is_jumbled
from pipeline.options import ConvertOptions

GARBLED = Path(__file__).resolve().parent.parent / "samples" / "garbled_text" / "ke_hoach_phuong_ngoc_kieu.txt"
ENGLISH = """The committee met on Monday to discuss the budget for the coming year.
All members agreed that the plan should be published before the summer.
Copies of it are sent to those who were not present; their answers shall be added."""
JUMBLE = "‘OZOZ/TI/ST Ae8uU 20ND AO ORG ‘Igy Bug) HA onYd gp Nel] Qs"


def lines_of(text: str) -> tuple[RestoredLine, ...]:
    return tuple(restore(text).lines)


def foreign(text: str) -> RestoredLine:
    return RestoredLine(text, text, TextState.FOREIGN)


def test_english_is_another_language() -> None:
    assert is_foreign(lines_of(ENGLISH))
    assert not is_jumbled(lines_of(ENGLISH))


def test_a_page_read_upside_down_is_in_no_language() -> None:
    upright, *_, turned = GARBLED.read_text(encoding="utf-8").split("\f")
    assert (is_foreign(lines_of(turned)), is_jumbled(lines_of(turned))) == (False, True)
    assert (is_foreign(lines_of(upright)), is_jumbled(lines_of(upright))) == (False, False)


def test_a_language_of_which_no_word_is_known_is_a_language_where_its_print_is_clean() -> None:
    indonesian = "Rencana kerja pemerintah daerah disusun setiap tahun dan disampaikan kepada masyarakat"
    assert is_foreign([foreign(indonesian)])


def test_a_document_with_some_jumbled_lines_stays_vietnamese() -> None:
    vietnamese = RestoredLine("a b c d e f g h i k l m", "a b c d e f g h i k l m", TextState.GARBLED)
    assert not is_jumbled([vietnamese, foreign(JUMBLE)])
    assert is_jumbled([vietnamese, foreign(JUMBLE), foreign(JUMBLE), foreign(JUMBLE)])


def test_no_text_is_in_no_language_and_no_jumble() -> None:
    assert not is_foreign([])
    assert not is_jumbled([])


def test_an_audit_counts_upside_down_pages_as_wrong_and_says_what_to_do() -> None:
    document = examine(GARBLED, GARBLED.name, ConvertOptions()).document
    assert document.source_word_error_rate > 0.9
    assert (document.grade, document.damage[0]) == ("poor", "jumbled")
    assert "not-vietnamese" not in document.damage
    assert [page.damage for page in document.pages] == [("english-ocr",)] * 2 + [("jumbled",)] * 3
    assert document.remedies[0].vi.startswith("Trang 3, 4, 5 đọc ra chữ không thành tiếng")
