"""Pages read together: one run of the engine for what several want, and only the guilty page lost when it fails."""

from __future__ import annotations

from collections.abc import Sequence
from time import sleep
from typing import Any

import numpy as np
import pytest

from extractors.errors import PageFailed
from extractors.ocr.engine import EngineFailed, OcrWord
from extractors.ocr.files import shares
from extractors.ocr.together import Allowance, Steps, Wanted, read_together
from tests.ocr_pictures import FakeEngine, Picture

BAD = 7  # the grey of a picture that brings the engine down


def picture(grey: int) -> Picture:
    return np.full((4, 4), grey, np.uint8)


class Listing(FakeEngine):
    """Says of a picture its grey value, and remembers its runs."""

    def __init__(self, bad: str = "") -> None:
        super().__init__()
        self.runs: list[tuple[int, str, list[int]]] = []
        self.bad = bad
        self.hung = 0.0  # seconds

    def recognise_many(
        self, images: Sequence[Picture], *, mode: int, seconds: float, letters: str = "", **_: Any
    ) -> list[list[OcrWord]]:
        greys = [int(image[0, 0]) for image in images]
        self.runs.append((mode, letters, greys))
        if self.bad and BAD in greys:
            if self.bad == "hang":
                self.hung += seconds
                sleep(seconds)
            raise EngineFailed(self.bad)
        return [[OcrWord(str(grey), 0, 0, 4, 4, 0.9)] for grey in greys]


def asking(number: int, *wishes: tuple[int, str, list[int]]) -> Steps[list[str]]:
    """A page that has these wishes one after another: mode, letters, greys of its pictures."""
    said: list[str] = []
    try:
        for mode, letters, greys in wishes:
            found = yield Wanted([picture(grey) for grey in greys], mode, 250, letters)
            said += [word.text for words in found for word in words]
    except EngineFailed as error:
        raise PageFailed(number, str(error)) from error
    return said


def read(engine: FakeEngine, *pages: Steps[list[str]], seconds: float = 20.0) -> list[list[str] | PageFailed]:
    return read_together([(page, Allowance(seconds)) for page in pages], engine, "vie")


def test_what_pages_want_at_the_same_step_goes_over_in_one_run() -> None:
    engine = Listing()
    pages = (asking(at, (4, "", [10 * at]), (6, "", [10 * at + 1, 10 * at + 2])) for at in (1, 2, 3))
    assert read(engine, *pages) == [["10", "11", "12"], ["20", "21", "22"], ["30", "31", "32"]]
    assert engine.runs == [(4, "", [10, 20, 30]), (6, "", [11, 12, 21, 22, 31, 32])]


def test_numbers_are_asked_for_when_all_pages_have_come_so_far() -> None:
    engine = Listing()
    number = (6, "012", [40])
    read(engine, asking(1, number), asking(2, number), asking(3, (4, "", [30]), number))
    assert engine.runs == [(4, "", [30]), (6, "012", [40, 40, 40])]


def test_an_engine_that_takes_one_picture_at_a_time_will_do() -> None:
    engine = FakeEngine([OcrWord("a", 0, 0, 4, 4, 0.9)])
    assert read(engine, asking(1, (6, "", [1, 2])), asking(2, (6, "", [3]))) == [["a", "a"], ["a"]]
    assert engine.calls == 3


def test_a_page_that_wants_nothing_is_done() -> None:
    engine = Listing()
    assert read(engine, asking(1), asking(2, (6, "", [5]))) == [[], ["5"]]


def test_a_crash_costs_only_the_page_it_is_about() -> None:
    engine = Listing(bad="signal 11")
    first, bad, last = read(engine, *(asking(at, (4, "", [at]), (6, "", [at + 20])) for at in (1, BAD, 3)))
    assert (first, last) == (["1", "21"], ["3", "23"])
    assert isinstance(bad, PageFailed)
    assert (bad.page, bad.message) == (BAD, "signal 11")
    assert engine.runs[-1] == (6, "", [21, 23])  # those that are left go on together


def test_a_page_that_hangs_has_its_time_and_leaves_the_others_theirs() -> None:
    engine = Listing(bad="hang")
    first, bad, last = read(engine, *(asking(at, (4, "", [at])) for at in (1, BAD, 3)), seconds=0.4)
    assert (first, last) == (["1"], ["3"])
    assert isinstance(bad, PageFailed)
    assert engine.hung == pytest.approx(0.4, abs=0.1)


def test_a_page_without_time_left_fails_before_the_engine_is_asked() -> None:
    engine = Listing()
    (failed,) = read(engine, asking(1, (6, "", [1])), seconds=0.0)
    assert isinstance(failed, PageFailed)
    assert engine.runs == []


@pytest.mark.parametrize(("count", "jobs"), [(1, 2), (3, 2), (20, 2), (20, 1), (7, 8), (300, 4)])
def test_shares_hold_every_page_once_and_grow_smaller_to_the_end(count: int, jobs: int) -> None:
    made = shares(range(1, count + 1), jobs)
    assert [page for share in made for page in share] == list(range(1, count + 1))
    sizes = [len(share) for share in made]
    assert sizes == sorted(sizes, reverse=True)
    assert jobs == 1 or len(made) >= min(count, jobs)
