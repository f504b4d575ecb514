"""Several pages read together: what they ask of the engine at the same step goes over in one run.

Starting the engine costs 70 ms of a processor, as much as thirty words. A page is read in steps (``Steps``): it says
what it wants recognised and goes on with the answer. A run that fails is repeated page by page, so that only the page
that brought it down is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from extractors.errors import PageFailed
from extractors.ocr.engine import EngineFailed, ManyAtOnce, OcrEngine, OcrWord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")
Words = list[list[OcrWord]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pictures that a page wants recognised, and how (see ``OcrEngine``)."""

    images: Sequence[NDArray[np.uint8]]
    mode: int
    dpi: int
    letters: str = ""

    @property
    def how(self) -> tuple[bool, int, int, str]:
        return bool(self.letters), self.mode, self.dpi, self.letters


Steps = Generator[Wanted, Words, T]  # gets the words of each picture; EngineFailed is thrown into it


@dataclass(slots=True)
class Allowance:
    """Seconds that the engine may still work at a page."""

    left: float

    @contextmanager
    def spending(self) -> Iterator[float]:
        """Seconds left for what is done inside. Raises EngineFailed if there are none."""
        if self.left <= 0:
            raise EngineFailed("hết thời gian cho một trang")
        started = monotonic()
        try:
            yield self.left
        finally:
            self.left -= monotonic() - started


@dataclass(slots=True)
class _Page(Generic[T]):
    steps: Steps[T]
    allowance: Allowance
    wanted: Wanted | None = None
    result: list[T | PageFailed] = field(default_factory=list)  # one, when the page is done

    def go_on(self, words: Words | None = None, failure: EngineFailed | None = None) -> None:
        """To the page's next wish, or to its end."""
        self.wanted = None
        try:
            if failure is not None:
                self.wanted = self.steps.throw(failure)
            else:
                self.wanted = next(self.steps) if words is None else self.steps.send(words)
        except StopIteration as end:
            self.result.append(end.value)
        except PageFailed as failed:
            self.result.append(failed)


def read_together(
    pages: Sequence[tuple[Steps[T], Allowance]], engine: OcrEngine, language: str
) -> list[T | PageFailed]:
    """What each page's steps return, or why it could not be read. Raises MissingProgram."""
    reading = [_Page(steps, allowance) for steps, allowance in pages]
    for page in reading:
        page.go_on()
    while wishes := Counter(page.wanted.how for page in reading if page.wanted is not None):
        # What few letters are asked for is a page's last wish: it waits until all have come so far.
        how = max(wishes, key=lambda each: (not each[0], wishes[each]))
        _run([page for page in reading if page.wanted is not None and page.wanted.how == how], engine, language)
    return [page.result[0] for page in reading]


def _run(pages: Sequence[_Page[T]], engine: OcrEngine, language: str) -> None:
    """One run of the engine for pages that want the same of it."""
    if len(pages) == 1:
        _run_alone(pages[0], engine, language)
        return
    wanted = [page.wanted for page in pages if page.wanted is not None]
    started = monotonic()
    try:
        # A page that hangs takes half of the others' time, no more.
        words = _recognised(wanted, engine, language, min(page.allowance.left for page in pages) / 2)
    except EngineFailed:
        _spend(pages, monotonic() - started)
        for page in pages:
            _run_alone(page, engine, language)
        return
    _spend(pages, (monotonic() - started) / len(pages))
    for page, each in zip(pages, wanted, strict=True):
        its, words = words[: len(each.images)], words[len(each.images) :]
        page.go_on(its)


def _spend(pages: Sequence[_Page[T]], seconds: float) -> None:
    for page in pages:
        page.allowance.left -= seconds


def _run_alone(page: _Page[T], engine: OcrEngine, language: str) -> None:
    assert page.wanted is not None
    try:
        with page.allowance.spending() as seconds:
            words = _recognised([page.wanted], engine, language, seconds)
    except EngineFailed as failure:
        page.go_on(failure=failure)
    else:
        page.go_on(words)


def _recognised(wanted: Sequence[Wanted], engine: OcrEngine, language: str, seconds: float) -> Words:
    """The words of all pictures, which are wanted alike: in one run where the engine can."""
    images = [image for each in wanted for image in each.images]
    mode, dpi, letters = wanted[0].mode, wanted[0].dpi, wanted[0].letters
    if isinstance(engine, ManyAtOnce):
        return engine.recognise_many(images, language=language, mode=mode, seconds=seconds, dpi=dpi, letters=letters)
    end = monotonic() + seconds
    words = []
    for image in images:
        left = end - monotonic()
        if left <= 0:
            raise EngineFailed(f"did not finish within {seconds:.0f} s")
        words.append(engine.recognise(image, language=language, mode=mode, seconds=left, dpi=dpi, letters=letters))
    return words
