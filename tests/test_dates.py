"""Deadlines as plans write them, and single dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.dates import LONGEST_PERIOD, looks_like_deadline, parse_date, read_deadline

READ = [
    # printed, start, end, recurrence
    ("2026-2030", "2026-01-01", "2030-12-31", None),
    ("2026 - 2030", "2026-01-01", "2030-12-31", None),
    ("Giai đoạn 2026 - 2030", "2026-01-01", "2030-12-31", None),
    ("Quý IV/2025", "2025-10-01", "2025-12-31", None),
    ("Quý III năm 2026", "2026-07-01", "2026-09-30", None),
    ("Quý I, II/2026", "2026-01-01", "2026-06-30", None),
    ("Tháng 6/2026", "2026-06-01", "2026-06-30", None),
    ("02/2027", "2027-02-01", "2027-02-28", None),
    ("2026 – tháng 2/2027", "2026-01-01", "2027-02-28", None),
    ("2026- 02/2027", "2026-01-01", "2027-02-28", None),
    ("Từ tháng 3 đến tháng 9/2026", "2026-03-01", "2026-09-30", None),
    ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30", None),
    ("6 tháng cuối năm 2026", "2026-07-01", "2026-12-31", None),
    ("Năm 2026", "2026-01-01", "2026-12-31", None),
    ("Trước ngày 15/12/2025", None, "2025-12-15", None),
    ("Trước 30/6/2028", None, "2028-06-30", None),
    ("Đến hết năm 2027", None, "2027-12-31", None),
    ("Từ năm 2026", "2026-01-01", None, None),
    ("Tháng 12/2025 và các năm tiếp theo", "2025-12-01", None, None),
    ("01 - 02/2027", "2027-01-01", "2027-02-28", None),
    ("15/4 - 15/5/2026", "2026-04-15", "2026-05-15", None),
    ("Từ 15/4 đến ngày 15/5/2026", "2026-04-15", "2026-05-15", None),
    ("từ ngày 01 tháng 3 năm 2026 đến ngày 15/4/2026", "2026-03-01", "2026-04-15", None),
    ("Hàng năm", None, None, "yearly"),
    ("Ít nhất 02 lần/quý", None, None, "quarterly"),
    ("Tháng 6 hằng năm", None, None, "yearly"),
    ("Hằng quý", None, None, "quarterly"),
    ("Hàng tháng", None, None, "monthly"),
    ("Thường xuyên", None, None, "ongoing"),
    ("Theo chỉ đạo của cấp trên", None, None, None),
    ("", None, None, None),
]


@pytest.mark.parametrize(("printed", "start", "end", "recurrence"), READ)
def test_a_deadline_says_when_it_starts_ends_and_comes_again(
    printed: str, start: str | None, end: str | None, recurrence: str | None
) -> None:
    reading = read_deadline(printed)
    assert (reading.start and reading.start.isoformat()) == start
    assert (reading.end and reading.end.isoformat()) == end
    assert reading.recurrence == recurrence
    assert reading.warning is None


def test_a_damaged_year_with_one_reading_is_read_with_a_warning() -> None:
    reading = read_deadline("206-2030")
    assert (reading.start, reading.end) == (date(2026, 1, 1), date(2030, 12, 31))
    assert reading.warning is not None
    assert "206-2030" in reading.warning


def test_a_damaged_year_with_several_readings_stays_open() -> None:
    reading = read_deadline("202%-2030")
    assert reading.start is None
    assert reading.end == date(2030, 12, 31)
    assert reading.warning


@pytest.mark.parametrize(
    "printed",
    [
        "2026-2030",
        "Hàng năm",
        "Quý I/2026",
        "Trước ngày 1/2/2026",
        "Thường xuyên",
        "Giai đoạn 2026-2030",
        "Các năm 2026-2030",
    ],
)
def test_a_whole_deadline_is_recognised(printed: str) -> None:
    assert looks_like_deadline(printed) == 1.0


@pytest.mark.parametrize(
    "printed",
    ["Cả năm", "Đột xuất", "Hằng tuần", "Khi có yêu cầu", "Ít nhất 02 lần/năm", "Trong 03 ngày kể từ ngày công bố",
     "Chậm nhất cuối quý III", "Hàng tháng", "06 tháng/lần", "Mỗi tuần 02 lần"],
)  # fmt: skip
def test_a_deadline_in_words_is_recognised(printed: str) -> None:
    assert looks_like_deadline(printed) >= 0.9


@pytest.mark.parametrize(
    "printed",
    ["Năm học 2026 - 2027", "Cả năm học", "Học kỳ II hằng năm", "Tuần 16 - 18", "Trước Tết Nguyên đán",
     "Chủ nhật, 12/7/2026", "Thứ bảy hằng tuần", "Thường xuyên trong mùa mưa"],
)  # fmt: skip
def test_terms_weeks_and_feasts_are_deadlines_but_not_inside_a_sentence(printed: str) -> None:
    assert looks_like_deadline(printed) >= 0.9
    assert looks_like_deadline(printed[0].lower() + printed[1:]) < 0.9


@pytest.mark.parametrize("printed", ["Sau khi có mặt bằng", "Theo kế hoạch của tỉnh"])
def test_words_that_may_be_a_deadline_or_the_middle_of_a_sentence(printed: str) -> None:
    assert 0 < looks_like_deadline(printed) < 0.5
    assert looks_like_deadline(printed.lower()) == 0.0


@pytest.mark.parametrize("printed", ["2026-", "Tháng", "Trước ngày", "Xong trong", "Đến hết", "Hang ndm", "202%-2030"])
def test_a_part_of_a_deadline_and_a_damaged_one_are_recognised(printed: str) -> None:
    assert 0 < looks_like_deadline(printed) <= 1.0


@pytest.mark.parametrize(
    "printed",
    [
        "Báo cáo",
        "468",
        "Sở Nội vụ",
        "và các cơ quan",
        "Từ điển",
        "02 cấp",
        "Xong",
        "Hoàn thành",
        "Sâu Quý III/2026",
        "Đoàn 2026 - tháng 6/2027",
        "các 2026-2028",
    ],
)
def test_other_cells_are_no_deadlines(printed: str) -> None:
    assert looks_like_deadline(printed) == 0.0


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 27/8/2025", date(2025, 8, 27)),
        ("ngày 27 tháng 8 năm 2025", date(2025, 8, 27)),
        ("Hà Nội, ngày 03 tháng 02 năm 2026", date(2026, 2, 3)),
        ("27-8-2025", date(2025, 8, 27)),
        ("ngày 31/02/2026, sửa ngày 01/3/2026", date(2026, 3, 1)),
        ("ngày     tháng 8 năm 2025", None),
        ("không có ngày", None),
    ],
)
def test_the_first_real_date_of_a_text(text: str, day: date | None) -> None:
    assert parse_date(text) == day


days = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@given(days)
def test_every_date_is_read_in_both_spellings(day: date) -> None:
    assert parse_date(f"ngày {day.day}/{day.month}/{day.year}") == day
    assert parse_date(f"ngày {day.day:02} tháng {day.month:02} năm {day.year}") == day


@given(days, st.integers(min_value=0, max_value=1000))
def test_a_span_of_two_dates_keeps_its_ends(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    reading = read_deadline(f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}")
    assert (reading.start, reading.end) == (first, last)


@given(st.integers(min_value=2001, max_value=2080), st.integers(min_value=1, max_value=LONGEST_PERIOD))
def test_a_period_of_years_is_whole_years(first: int, length: int) -> None:
    reading = read_deadline(f"{first}-{first + length}")
    assert (reading.start, reading.end) == (date(first, 1, 1), date(first + length, 12, 31))


@given(st.text(max_size=60))
def test_any_text_is_borne_and_never_ends_before_it_starts(text: str) -> None:
    reading = read_deadline(text)
    assert 0.0 <= looks_like_deadline(text) <= 1.0
    if reading.start and reading.end:
        assert reading.start <= reading.end


def test_a_month_that_sticks_to_its_word() -> None:
    assert parse_date("ngày 05 tháng11 năm 2031") == date(2031, 11, 5)
