"""The header of a table whose lines run across the columns with a bar between the cells: each name, and each part of
one, fills the space between two bars, and the rows tell how many columns there are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import chain, combinations

from extractors.tasks.across_header import with_agencies_in_place
from extractors.tasks.headers import NEEDED, is_task_header, match_columns
from extractors.tasks.lines import BORDER
from extractors.tasks.model import FieldName
from extractors.tasks.text_header import FIRST_ROW, OPENERS, OVER_BOTH, TextHeader, numbers_columns, told_by_line
from normalizers.agencies import fold

BARRED = 0.3  # share of the lines with a bar, from which bars stand between all cells
FEWEST_COLUMNS, MOST_COLUMNS = 3, 12
FEWEST_FULL = 2  # lines with that many cells, to believe in so many columns
ABOVE, BELOW = 2, 3  # lines beside the main one that may hold parts of names
BEAM = 200  # ways to give the parts of the lines so far to the columns
NAMED = 0.6  # mean likeness of the names with those that such tables have
LOWER_NAME, CAPITAL_INSIDE, OVER_LEFT_OUT = -0.6, -0.3, -0.05
LINE, LINE_GOES_ON = -0.3, 0.1  # what a line beside the main one costs, or gives if all its parts go on with a name


def parts_between_bars(text: str) -> list[str]:
    """What stands between the bars of a line, a wide space being one too; bars at its ends are no border of cells."""
    return [part.strip() for part in BORDER.split(text.strip().strip("|").strip())]


def has_bars(texts: Sequence[str]) -> bool:
    """Whether bars stand between the cells of these lines, rather than here and there one that was misread."""
    return sum(len(parts_between_bars(text)) > 1 for text in texts) >= BARRED * max(1, len(texts))


def find_barred_header(texts: Sequence[str], stop: int) -> TextHeader | None:
    """The header of a task table in clean text with bars; ``None`` where none is named well enough.

    Its names may stand in several lines, also above the one that begins with the number's. Indices into ``texts``.
    """
    for main, text in enumerate(texts[:stop]):
        if OPENERS.match(fold(parts_between_bars(text)[0])) and len(parts_between_bars(text)) >= FEWEST_COLUMNS:
            header = _header_around(texts, main)
            if header is not None:
                return header
    return None


def mark_barred_headers(texts: Sequence[str], header: TextHeader) -> list[bool]:
    """For each line whether it is one of those that hold the header's words and no other, in whatever lines they are
    printed there."""
    own = [_words(text) for text in texts]
    wanted = sorted(chain.from_iterable(own[header.first : header.after]))
    marks = [False] * len(texts)
    for first in range(header.first, len(texts)):
        for after in range(first + 1, min(first + ABOVE + BELOW + 1, len(texts)) + 1):
            if sorted(chain.from_iterable(own[first:after])) == wanted:
                marks[first:after] = [True] * (after - first)
    return marks


def _words(text: str) -> list[str]:
    return [word for part in parts_between_bars(fold(text)) for word in part.split()]


def _header_around(texts: Sequence[str], main: int) -> TextHeader | None:
    count = _columns(texts, main)
    if not FEWEST_COLUMNS <= count <= MOST_COLUMNS:
        return None
    best: tuple[float, tuple[str, ...], int, int] = (-math.inf, (), main, main + 1)
    for first in range(main, max(-1, main - ABOVE - 1), -1):
        for after in range(main + 1, min(main + BELOW + 1, len(texts)) + 1):
            if after > main + 1 and (FIRST_ROW.match(texts[after - 1].strip()) or numbers_columns(texts[after - 1])):
                break
            lines = [parts_between_bars(text) for text in texts[first:after]]
            score, names = _named(lines, main - first, count)
            score += sum(map(_beside, (*lines[: main - first], *lines[main - first + 1 :])))
            if score > best[0]:
                best = (score, names, first, after)
    _, names, first, after = best
    columns = match_columns(names)
    if not is_task_header(columns) or sum(_likeness(name)[0] for name in names) < NAMED * count:
        return None
    header = TextHeader(first, after, columns, tuple(map(fold, texts[first:after])))
    alone = any(OVER_BOTH.search(line) and len(parts_between_bars(line)) == 1 for line in header.lines)
    return with_agencies_in_place(header, texts) if alone else header  # nothing tells what the name stands over


def _columns(texts: Sequence[str], main: int) -> int:
    """How many columns there are: as many as are numbered below the header, or as lines have cells."""
    for text in texts[main + 1 : main + BELOW + 2]:
        if numbers_columns(text):
            return len(parts_between_bars(text))
    counts = Counter(len(parts_between_bars(text)) for text in texts[main + 1 :])
    full = [cells for cells, lines in counts.items() if lines >= FEWEST_FULL]
    return max([len(parts_between_bars(texts[main])), *full])


def _beside(parts: Sequence[str]) -> float:
    alone = len(parts) == 1 and OVER_BOTH.search(fold(parts[0])) is not None
    return LINE_GOES_ON if alone or all(part[:1].islower() for part in parts) else LINE


def _named(lines: Sequence[Sequence[str]], main: int, count: int) -> tuple[float, tuple[str, ...]]:
    """The best way to give the parts of names to ``count`` columns, each line's from left to right; line ``main`` holds
    most of them and is laid first."""
    beam: list[tuple[float, float, dict[int, tuple[str, ...]]]] = [(0.0, 0.0, {})]
    for at in sorted(range(len(lines)), key=lambda at: abs(at - main)):
        grown = [(cost + more, {**laid, at: way}) for _, cost, laid in beam for more, way in _ways(lines[at], count)]
        scored = [(cost + _score(_joined(laid)), cost, laid) for cost, laid in grown]
        beam = nlargest(BEAM, scored, key=lambda way: way[0])
    return (beam[0][0], _joined(beam[0][2])) if beam else (-math.inf, ())


def _joined(laid: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    lines = [laid[at] for at in sorted(laid)]
    return tuple(" ".join(filter(None, parts)) for parts in zip(*lines, strict=True))


def _ways(parts: Sequence[str], count: int) -> Iterator[tuple[float, tuple[str, ...]]]:
    """The parts in ``count`` columns, "" where a column gets none. A name over two others may stand for their place."""
    kept = [(0.0, list(parts))]
    over = [at for at, part in enumerate(parts) if OVER_BOTH.search(fold(part))]
    kept += [(OVER_LEFT_OUT, [*parts[:at], "", "", *parts[at + 1 :]]) for at in over]
    for cost, own in kept:
        for places in combinations(range(count), len(own)):
            at = dict(zip(places, own, strict=True))
            yield cost, tuple(at.get(place, "") for place in range(count))


def _score(names: Sequence[str]) -> float:
    score = 0.0
    given: set[FieldName] = set()
    for at, name in enumerate(names):
        likeness, field = _likeness(name)
        score += _capitals(name)
        if field is None or field in given or (field is FieldName.NUMBER and at > 0):
            continue
        score += likeness
        given |= {field} - {FieldName.EXTRA}
    return score


def _likeness(name: str) -> tuple[float, FieldName | None]:
    told = told_by_line(name)
    return told if told[0] >= NEEDED else (0.0, None)


@lru_cache(maxsize=4096)
def _capitals(name: str) -> float:
    """What speaks against a name that begins in small letters or has a capital inside; nothing if all are capitals."""
    words = [word for word in name.split() if word[:1].isalpha()]
    if all(word.isupper() for word in words):
        return 0.0
    inside = sum(word[:1].isupper() and not word.isupper() for word in words[1:])
    return (LOWER_NAME if words[0][:1].islower() else 0.0) + CAPITAL_INSIDE * inside
