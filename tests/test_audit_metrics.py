"""Error rates: their definitions, the empty cases, and agreement with an independent implementation (jiwer)."""

from __future__ import annotations

import jiwer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.metrics import confusions, error_rates, graphemes, normalised, paired_lines, similarity, worst_lines

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệ ", min_size=1, max_size=60)


def test_equal_texts_have_no_errors() -> None:
    rates = error_rates("Ủy ban nhân dân xã", "Ủy ban  nhân dân\nxã")
    assert (rates.word_error_rate, rates.character_error_rate, rates.letters_error_rate) == (0, 0, 0)
    assert rates.diacritic_accuracy == 1
    assert rates.words == 5


def test_lost_marks_are_no_letter_errors() -> None:
    rates = error_rates("điều hành", "dieu hanh")
    assert rates.word_error_rate == 1
    assert rates.letters_error_rate == 0
    assert rates.diacritic_accuracy == 0


def test_wrong_letters_are_letter_errors() -> None:
    rates = error_rates("xử lý", "xtr lý")
    assert rates.letters_error_rate == pytest.approx(2 / 5)
    assert rates.diacritic_accuracy == pytest.approx(1 / 2)


@pytest.mark.parametrize(("truth", "printed", "expected"), [("", "", 0.0), ("", "chữ", 1.0), ("chữ", "", 1.0)])
def test_empty_cases_are_defined(truth: str, printed: str, expected: float) -> None:
    assert error_rates(truth, printed).character_error_rate == expected


def test_a_letter_with_its_marks_is_one_character() -> None:
    assert graphemes("e\u0302\u0301t") == ("e\u0302\u0301", "t")
    assert error_rates("ế", "e").characters == 1


@given(truth=VIETNAMESE, printed=VIETNAMESE)
def test_rates_agree_with_jiwer(truth: str, printed: str) -> None:
    truth, printed = normalised(truth), normalised(printed)
    if not truth:
        return
    rates = error_rates(truth, printed)
    assert rates.word_error_rate == pytest.approx(jiwer.wer(truth, printed))
    assert rates.character_error_rate == pytest.approx(jiwer.cer(truth, printed))


def test_confusions_are_counted_most_frequent_first() -> None:
    found = confusions([("của", "cua"), ("của dân", "cua dan"), ("xã", "xa")])
    assert (found[0].truth, found[0].printed, found[0].count) == ("ủ", "u", 2)


def test_worst_lines_come_first() -> None:
    printed = ["mot dong dung", "dong nay xai"]
    worst = worst_lines(paired_lines(["một dòng đúng", "dòng này sai"], printed, ["một dòng đúng", "dòng nay xai"]))
    assert [(pair.line, pair.printed, pair.restored) for pair in worst] == [(2, "dong nay xai", "dòng nay xai")]


def test_a_line_of_nonsense_is_worse_than_a_lost_number() -> None:
    truth, printed = ["12", "kết quả thực hiện"], ["", "kctq thuc hn xx"]
    assert [pair.line for pair in worst_lines(paired_lines(truth, printed, printed))] == [2, 1]


def test_lines_broken_elsewhere_are_paired_by_their_words() -> None:
    pairs = paired_lines(["một hai", "ba bốn"], ["mgt", "hal ba", "b6n"], ["một", "hai ba", "bốn"])
    assert [(pair.line, pair.printed, pair.restored) for pair in pairs] == [
        (1, "mgt hal", "một hai"),
        (2, "ba b6n", "ba bốn"),
    ]


def test_words_that_were_joined_or_parted_are_not_lost() -> None:
    (pair,) = paired_lines(["một hai ba"], ["m6thai", "ba"], ["một hai", "ba"])
    assert (pair.printed, pair.restored) == ("m6thai ba", "một hai ba")


def test_similarity_tells_another_document_apart() -> None:
    assert similarity("kế hoạch cải cách hành chính", "ke hoach cai cach hanh chinh") == 1
    assert similarity("kế hoạch cải cách hành chính", "bóng đá hôm qua") < 0.2
    assert similarity("1\n2027", "l\n2027") == 1
    assert similarity("", "kế hoạch") == 0
