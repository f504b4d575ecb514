"""How many words are expected to be wrong: what an estimate says of good, damaged, mixed and foreign text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.layout import Line
from normalizers.restorer import restore
from normalizers.unicode_text import strip_marks
from pipeline.estimate import Expected, expected_errors, restored_rate, source_rate
from pipeline.quality import grade_of
from pipeline.word_features import page_features
from pipeline.word_readings import name_odds

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
GOOD = (
    "Nâng cao chất lượng phục vụ người dân, doanh nghiệp trên địa bàn.",
    "Tăng cường kỷ luật, kỷ cương của đội ngũ cán bộ, công chức.",
    "Định kỳ báo cáo kết quả thực hiện để tổng hợp.",
    "Các cơ quan chủ động tham mưu, tổ chức thực hiện nhiệm vụ được giao.",
    "Bảo đảm kinh phí từ nguồn ngân sách nhà nước theo quy định.",
    "Tuyên truyền để người dân biết và sử dụng dịch vụ công trực tuyến.",
    "Kiểm tra việc thực hiện ở từng thôn, tổ dân phố trong quý.",
    "Khen thưởng tập thể, cá nhân có thành tích xuất sắc.",
)
ENGLISH = ("The committee met on Monday to discuss the budget for the coming year.",) * 3


def expected(lines: Sequence[str]) -> Expected:
    restored = restore("\n".join(lines)).lines
    return expected_errors([(Line(line.source, 1, at), line) for at, line in enumerate(restored, 1)])


def rate_of(lines: Sequence[str]) -> float:
    return source_rate(expected(lines)).value


def errors(wrong: float, words: float, *, before: float | None = None) -> Expected:
    """So many words expected to be wrong after restoration, each of them for certain."""
    came = wrong if before is None else before
    return Expected(true_words=words, wrong_before=came, wrong_after=wrong, variance_before=came, variance_after=wrong)


def test_good_text_is_excellent_before_and_after() -> None:
    found = expected(GOOD)
    assert grade_of(source_rate(found).value) == "excellent"
    assert grade_of(restored_rate(found).value) == "excellent"


def test_text_without_marks_is_wrong_in_most_words_and_mostly_mended() -> None:
    lines = [strip_marks(line) for line in GOOD]
    true = sum(a != b for a, b in zip(" ".join(GOOD).split(), " ".join(lines).split(), strict=True))
    found = expected(lines)
    assert found.wrong_before == pytest.approx(true, abs=0.05 * found.words)
    assert found.wrong_after < 0.1 * found.words


def test_one_damaged_line_among_good_ones_is_counted() -> None:
    lines = [strip_marks(line) if at == 3 else line for at, line in enumerate(GOOD)]
    true = sum(a != b for a, b in zip(GOOD[3].split(), lines[3].split(), strict=True))
    assert expected(lines).wrong_before == pytest.approx(true, abs=1)


def test_the_more_lines_are_damaged_the_worse_the_estimate() -> None:
    rates = [rate_of([*map(strip_marks, GOOD[:count]), *GOOD[count:]]) for count in range(len(GOOD) + 1)]
    assert rates == sorted(rates)


def test_of_another_language_nothing_is_expected() -> None:
    found = expected(ENGLISH)
    assert (found.words, found.wrong_before, found.wrong_after) == (39, 0, 0)


def test_of_a_page_read_upside_down_every_word_is_wrong() -> None:
    *_, page = (SAMPLES / "garbled_text" / "ke_hoach_phuong_ngoc_kieu.txt").read_text(encoding="utf-8").split("\f")
    found = expected(page.split("\n"))
    assert found.wrong_before == found.wrong_after == found.words > 200


def test_an_engine_that_doubts_its_reading_adds_to_the_errors() -> None:
    from extractors.layout import Box, Word

    (line,) = restore(GOOD[0]).lines
    words = tuple(Word(word, Box(0, 0, 1, 1), 0.5) for word in GOOD[0].split())
    sure, unsure = (expected_errors([(Line(line.source, 1, 1, words=read), line)]) for read in ((), words))
    assert unsure.wrong_before > sure.wrong_before + 0.25


def test_words_lost_in_a_jumbled_row_are_counted() -> None:
    found = expected([*map(strip_marks, GOOD[:3]), "1 | doan thé, i ee oe ~ trudng _| Nees | uy ‘ : Toe ="])
    assert found.true_words < found.words  # some of the signs stand for none of its words
    assert found.wrong_before > 0.9 * found.true_words


@given(wrong=st.floats(0, 500), words=st.integers(1, 5000), before=st.floats(0, 500))
def test_a_rate_lies_in_its_interval(wrong: float, words: int, before: float) -> None:
    found = errors(wrong, words, before=before)
    for rate in (source_rate(found), restored_rate(found)):
        assert 0 <= rate.low <= rate.value <= rate.high <= 1


def test_the_interval_shrinks_with_the_length_of_the_text() -> None:
    short, long = (source_rate(errors(share * 0.02, share)) for share in (100, 1000))
    assert short.value == pytest.approx(long.value)
    assert short.high - short.low > 2 * (long.high - long.low)


def test_the_rate_after_restoration_is_cautious() -> None:
    assert restored_rate(errors(20, 1000, before=500)).value > 0.025


def test_a_short_text_that_looks_clean_is_not_suspected() -> None:
    assert restored_rate(errors(0.01, 10, before=5)).value < 0.005


def test_no_words_no_errors() -> None:
    assert source_rate(Expected()).value == source_rate(Expected()).high == 0
    assert restored_rate(Expected()).value == restored_rate(Expected()).high == 0


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="aăâeêoôơuưyđ bcghlmnpt&6|.\u00b8\u00b5-\n", max_size=80))
def test_every_word_has_features(text: str) -> None:
    lines = restore(text).lines
    for line, features in zip(lines, page_features(lines), strict=True):
        assert len(features.before) == len(line.source.split())
        assert len(features.after) == len(line.text.split())


@given(share=st.floats(0, 0.0099), before=st.floats(0, 0.99), after=st.floats(0, 500), words=st.integers(1, 5000))
def test_a_text_that_came_with_hardly_a_wrong_word_gets_the_mean(
    share: float, before: float, after: float, words: int
) -> None:
    for came in (before, share * words):
        found = errors(after, words, before=came)
        assert restored_rate(found).value <= max(source_rate(found).value, min(1.0, after / words))


def test_a_comma_read_as_a_full_stop_is_noticed() -> None:
    wrong = [line.replace(",", ".") for line in GOOD]
    assert expected(wrong).wrong_before > expected(GOOD).wrong_before + 0.1


@pytest.mark.parametrize("line", ["1V. Tổ chức thực hiện", "%3. Phòng Nội vụ báo cáo", "- 3, Phòng Nội vụ báo cáo"])
def test_misread_numbers_of_items_are_noticed(line: str) -> None:
    assert expected([*GOOD[:4], line, *GOOD[4:]]).wrong_before > expected(GOOD).wrong_before + 0.5


@pytest.mark.parametrize("line", ["IV. Tổ chức thực hiện", "+ 3. Phòng Nội vụ báo cáo", "a, b, c và d là các điểm"])
def test_numbers_of_items_are_not_suspected(line: str) -> None:
    assert expected([*GOOD[:4], line, *GOOD[4:]]).wrong_before < expected(GOOD).wrong_before + 0.3


def test_letters_that_are_listed_are_not_suspected() -> None:
    line = "Các điểm a, b, c, d, đ, e và k khoản 2 Điều này"
    assert expected([*GOOD, line]).wrong_before < expected(GOOD).wrong_before + 0.3


def test_a_name_is_known_by_its_marks() -> None:
    assert name_odds("Phan") > 0.5
    assert name_odds("Phần") < -0.5
    assert name_odds("Nội") == 0  # in no name


def test_a_line_of_several_words_without_a_mark_is_suspected_among_good_ones() -> None:
    more = expected([*GOOD[:4], "do chu tri thuc hien", *GOOD[4:]]).wrong_before - expected(GOOD).wrong_before
    assert more == pytest.approx(5, abs=2)


def test_names_without_a_mark_are_not_suspected() -> None:
    name = "Ông Trần Lam Oanh, Trưởng phòng Nội vụ, chủ trì cuộc họp."
    assert expected([*GOOD, name]).wrong_before < expected(GOOD).wrong_before + 0.3


def test_the_cautious_figure_of_a_short_damaged_text_is_far_over_the_mean() -> None:
    short, long = restored_rate(errors(2, 40, before=30)), restored_rate(errors(100, 2000, before=1500))
    assert 0.05 < long.value < short.value / 2
