"""Words of headings in a misread document, by the same phrases elsewhere in it; nothing else is touched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.repetition import mend_titles

BODY = [
    "Thực hiện quản lý đất đai ở xã.",
    "Nội dung quản lý đất đai gồm ba việc.",
    "Kiểm tra, tổng hợp hằng quý kết quả.",
]


def test_a_misread_word_is_what_the_document_says_elsewhere() -> None:
    titles = ["Quân lý đất đai", "Đổi mới cách thức kiểm trà, tổng hợp hằng quý"]
    assert mend_titles(titles, [*BODY, *titles]) == [
        "Quản lý đất đai",
        "Đổi mới cách thức kiểm tra, tổng hợp hằng quý",
    ]


def test_capitals_stay_capitals() -> None:
    assert mend_titles(["QUÂN LÝ ĐẤT ĐAI"], [*BODY, "QUÂN LÝ ĐẤT ĐAI"]) == ["QUẢN LÝ ĐẤT ĐAI"]


def test_a_phrase_that_differs_by_right_is_kept() -> None:
    titles = ["Nhiệm vụ về hạ tầng kỹ thuật", "Phối hợp với Đoàn thanh niên"]
    body = [
        "Nhiệm vụ về tuyên truyền, hạ tầng kỹ thuật.",
        "Phối hợp với Ban thanh niên.",
        "Phối hợp với Ban thanh niên.",
    ]
    assert mend_titles(titles, [*body, *titles]) == titles


@given(st.lists(st.text(max_size=40), max_size=4), st.lists(st.text(max_size=40), max_size=4))
def test_as_many_titles_come_out_as_went_in(titles: list[str], lines: list[str]) -> None:
    assert len(mend_titles(titles, [*lines, *titles])) == len(titles)
