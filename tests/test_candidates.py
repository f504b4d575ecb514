"""What a misread word may have been: learned shapes, and fuzzy matching where none is known."""

from __future__ import annotations

import pytest

from normalizers.candidates import NEVER, Candidate, CandidateFinder, Channel, packed_channel, similarity
from normalizers.engine import engine
from normalizers.syllables import LOWER, TITLE, UPPER


def words(token: str) -> list[str]:
    finder = engine().garbled
    return [finder.model.words[i] for i, _, _ in finder(token)]


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("hién", "hiện"),
        ("Thue", "thực"),
        ("s6", "số"),
        ("1a", "là"),
        ("ciia", "của"),
        ("Pang", "đảng"),
        ("PiCH", "đích"),
        ("HDND", "hđnd"),
        ("x&", "xã"),
        ("nhiing", "những"),
        ("b", "bộ"),
    ],
)
def test_shapes_of_an_english_ocr(token: str, word: str) -> None:
    assert word in words(token)


def test_a_shape_that_no_table_knows_is_matched_by_its_letters() -> None:
    assert "nghiệp" in words("nghiqxp")


@pytest.mark.parametrize(("token", "word"), [("nuéde", "nước"), ("lghéc", "khác"), ("Truwdéc", "trước")])
def test_a_part_that_is_nearly_a_learned_shape_tells_the_word_with_the_other_part(token: str, word: str) -> None:
    assert word in words(token)


def test_few_numbers_may_be_words_and_dearly() -> None:
    machine = engine()
    found = {machine.model.words[words[0]]: cost for words, cost in machine.letters_of("16")}
    assert found["lộ"] < -5.0
    assert [machine.letters_of(number) for number in ("25", "3", "2026", "1.6")] == [[]] * 4


def test_the_case_comes_with_the_candidate() -> None:
    cases = {engine().model.words[i]: evidence for i, _, evidence in engine().garbled("Chinh")}
    assert max((LOWER, TITLE, UPPER), key=lambda case: cases["chính"][case]) == TITLE
    assert cases["chính"][UPPER] == NEVER


def test_vowels_share_their_shapes_with_their_siblings() -> None:
    rows = [("O", "d", [("d", 9.0)]), ("V", "ầ", [("é", 5.0), ("a", 5.0)]), ("V", "ẩ", [("a", 10.0)])]
    channel = Channel([*rows, ("C", "y", [("y", 9.0)])])
    seen = channel.vowel_truths("é")
    assert seen["ầ"] > seen["ẩ"] > 0


def test_an_empty_channel_still_knows_words_by_their_letters() -> None:
    finder = CandidateFinder(engine().model, Channel([]))
    found: list[Candidate] = finder("chinh")
    assert "chính" in [finder.model.words[i] for i, _, _ in found]


def test_the_slips_of_a_vietnamese_ocr_are_a_channel_of_their_own() -> None:
    assert packed_channel("slips").words.truths
    assert packed_channel("slips") is packed_channel("slips")


def test_similarity_overlooks_marks_and_look_alikes() -> None:
    assert similarity("thanh ph6", "thành phố") == 1.0
    assert similarity("xã", "tỉnh") < 0.5
