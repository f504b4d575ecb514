"""What goes on with a cell: known names and the language model beforehand, then what the table itself repeats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tasks.cell_words import END, START, CellCounts, ColumnWords, head_kind, is_persons_column, tail_of
from extractors.tasks.model import Column, FieldName

BEGINNING = (START, START)
LEAD = Column(1, "Cơ quan chủ trì", FieldName.LEAD)
PRODUCT = Column(2, "Sản phẩm", FieldName.PRODUCT)
PERSONS = Column(3, "Lãnh đạo phụ trách", FieldName.EXTRA)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Phó Chủ tịch phụ trách", "person"),
        ("Giám đốc Sở", "person"),
        ("Phòng Kinh tế", "agency"),
        ("Các cơ quan, đơn", "agency"),
        ("Báo cáo tổng kết", "product"),
        ("Tuần tra rừng", ""),
        ("phòng dịch", ""),
    ],
)
def test_how_cells_begin(text: str, kind: str) -> None:
    assert head_kind(text) == kind


def test_a_column_that_is_named_after_persons() -> None:
    assert is_persons_column(PERSONS)
    assert not is_persons_column(LEAD)
    assert not is_persons_column(Column(4, "Ghi chú", FieldName.EXTRA))


def test_cells_begin_with_heads_of_their_kind() -> None:
    lead, product = ColumnWords(LEAD), ColumnWords(PRODUCT)
    body = ("", BEGINNING, "phong", "Phòng", "agency")
    assert lead.goes_on(*body) > 2 > -2 > product.goes_on(*body)
    report = ("", BEGINNING, "bao", "Báo", "product")
    assert product.goes_on(*report) > lead.goes_on(*report)


@pytest.mark.parametrize("word", ["QLCN", "KH-TC", "TTUDKHCN,"])
def test_abbreviations_are_bodies_or_parts_of_their_names(word: str) -> None:
    lead, product = ColumnWords(LEAD), ColumnWords(PRODUCT)
    for before in (("", BEGINNING), ("Phòng", (START, "phong"))):
        assert lead.goes_on(*before, word.lower(), word, "") > product.goes_on(*before, word.lower(), word, "") + 1


def test_persons_are_leads_only_where_they_have_no_column_of_their_own() -> None:
    person = ("", BEGINNING, "chu", "Chủ", "person")
    assert ColumnWords(LEAD).goes_on(*person) > 0 > ColumnWords(LEAD, persons_apart=True).goes_on(*person)
    assert ColumnWords(PERSONS, persons_apart=True).goes_on(*person) > 0


def test_titles_go_on_with_what_the_person_is_in_charge_of() -> None:
    charge = ("Phó Chủ tịch", ("chu", "tich"), "phu", "phụ", "")
    assert ColumnWords(PERSONS, persons_apart=True).goes_on(*charge) > ColumnWords(LEAD).goes_on(*charge) + 1


def test_what_a_column_repeats_goes_on_as_it_did() -> None:
    cells = [["chi", "cuc", "quan", "ly", "che"]] * 5
    before = ("quan", "ly")
    told, untold = ColumnWords(LEAD, cells), ColumnWords(LEAD)
    word = ("cục Quản lý", before, "che", "chè", "")
    assert told.goes_on(*word) > untold.goes_on(*word) + 1
    assert told.ends("Quản lý chè", ("ly", "che")) > told.ends("cục Quản lý", before) + 1


def test_what_several_contents_say_goes_on_in_another_and_what_one_says_again_does_not() -> None:
    content = Column(0, "Nội dung", FieldName.CONTENT)
    words = ["noi", "co", "ban", "lang", "cu"]
    word = ("nơi có bản", ("co", "ban"), "lang", "làng", "")
    untold = ColumnWords(content).goes_on(*word)
    assert ColumnWords(content, [words] * 3).goes_on(*word) > untold + 1
    assert ColumnWords(content, [words * 3]).goes_on(*word) == untold


def test_a_name_does_not_end_where_something_must_follow() -> None:
    lead = ColumnWords(LEAD)
    assert lead.ends("Văn phòng HĐND và", ("hdnd", "va")) < -1
    assert lead.ends("Phòng Kinh tế", ("kinh", "te")) > lead.ends("Phòng Kinh", ("phong", "kinh"))


def test_a_year_is_no_part_of_a_name() -> None:
    assert ColumnWords(LEAD).goes_on("Phòng Kinh tế", ("kinh", "te"), "2026", "2026-", "") < 0


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=5), min_size=1, max_size=12))
def test_probabilities_after_a_context_sum_to_one(cells: list[list[str]]) -> None:
    counts = CellCounts(cells, 1.0, 0.0)
    words = [*"abcd", END]
    for before in ((START, START), (START, "a"), ("a", "b")):
        assert sum(counts.probability(before, word, 0.2) for word in words) == pytest.approx(1.0)


def test_a_dash_behind_a_word_is_none_of_the_words_that_a_cell_ends_in() -> None:
    assert tail_of("các Phòng", "Kế hoạch -") == "Phòng Kế hoạch"
    assert tail_of("", "- Rà soát") == "- Rà soát"
    assert tail_of("", "-") == "-"
