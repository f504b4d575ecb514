"""Whether a text is in another language, or in none: what is read on a page that lies upside down or on its side.

In both nearly every word is unlike Vietnamese. A text in another language has its function words, which are every
fifth word of it (``normalizers.state``), or, if that language is not among the known ones, hardly any signs that
nobody prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from normalizers.records import RestoredLine, TextState
from pipeline.word_shapes import shape

FOREIGN = 2 / 3  # share of the words
FUNCTION_WORDS = 0.08  # in English, French and German texts 13-23 %, by chance up to 3 %
STRAY_SIGNS = 0.05  # upside down 12-25 %, in printed text up to 2 %
_STRAY = frozenset({"strange sign", "lone sign", "signs inside"})


def is_foreign(lines: Sequence[RestoredLine]) -> bool:
    """Whether more than two thirds of the words stand in lines of another language."""
    unlike = _mostly_unlike(lines)
    return bool(unlike) and not _is_jumble(unlike)


def is_jumbled(lines: Sequence[RestoredLine]) -> bool:
    """Whether more than two thirds of the words stand in lines of no language at all."""
    unlike = _mostly_unlike(lines)
    return bool(unlike) and _is_jumble(unlike)


def _mostly_unlike(lines: Sequence[RestoredLine]) -> Sequence[RestoredLine]:
    """The lines unlike Vietnamese, if they hold more than two thirds of the words; else none."""
    unlike = [line for line in lines if line.state is TextState.FOREIGN]
    share = FOREIGN * sum(line.word_count for line in lines)
    return unlike if sum(line.word_count for line in unlike) > share else ()


def _is_jumble(lines: Iterable[RestoredLine]) -> bool:
    words = [{name for name, _ in shape(word)} for line in lines for word in line.source.split()]
    spoken = sum("function word" in names for names in words)
    stray = sum(not _STRAY.isdisjoint(names) for names in words)
    return spoken < FUNCTION_WORDS * len(words) and stray > STRAY_SIGNS * len(words)
