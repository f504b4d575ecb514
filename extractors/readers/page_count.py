"""Pages of a dump without form feeds, by the page numbers that stand on lines of their own.

Numbers of rows stand alone too. Those of pages count on through the whole text, a page apart, and not with the rows
around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SHORTEST, LONGEST = 5, 90  # lines of a page that hold text
NEAR = 14  # lines within which a row above or below has its number
FEWEST = 2  # numbers of pages that do not count with the rows around them, and at least half of all
LIKE_A_ROW = 400  # what it costs if one does: as much as a page that is 20 lines longer or shorter

_ALONE = re.compile(r"[-–—]?\s*(\d{1,3})\s*[-–—]?")
_LEADING = re.compile(r"(\d{1,3})(?:\s|$)")
_Chain = tuple[int, list[int]]  # how uneven its pages are, and the lines with their numbers


def numbered_page_starts(raw_lines: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines that begin a page: those with its number, or those below where the first page ends with its
    own. None where the count has a gap or does not go through the whole text."""
    full = [(number, raw.strip()) for number, raw in enumerate(raw_lines, 1) if raw.strip()]
    texts = [text for _, text in full]
    chains: dict[int, tuple[int, _Chain]] = {}  # by where they end: the last number, and the most even chain up to it
    for at, text in enumerate(texts):
        found = _ALONE.fullmatch(text)
        if found is None:
            continue
        value = int(found[1])
        near = (chains[end] for end in range(at - LONGEST, at - SHORTEST + 1) if end in chains)
        before = [chain for last, chain in near if last == value - 1]
        before += [(0, [0])] if value in (1, 2) and _is_page(0, at) else []
        if before:
            cost, places = min(_longer(chain, at) for chain in before)
            chains[at] = value, (cost + LIKE_A_ROW * _counts_with_rows(texts, at, value), places)
    whole = [_longer(chain, len(texts)) for at, (_, chain) in chains.items() if len(texts) - at <= LONGEST]
    places = min(whole, default=(0, [0, 0]))[1][1:-1]
    sure = sum(not _counts_with_rows(texts, at, int(texts[at].strip("-–— "))) for at in places)
    if sure < max(FEWEST, len(places) / 2):
        return frozenset()
    below = texts[places[0]].strip("-–— ") == "1"
    return frozenset(full[at + below][0] for at in places if at + below < len(full))


def _is_page(start: int, end: int) -> bool:
    return SHORTEST <= end - start <= LONGEST


def _longer(chain: _Chain, at: int) -> _Chain:
    return chain[0] + (at - chain[1][-1]) ** 2, [*chain[1], at]


def _counts_with_rows(texts: Sequence[str], at: int, value: int) -> bool:
    """Whether the number is the next one of the row above, or that of the row below is the next one."""
    above, below = reversed(texts[max(0, at - NEAR) : at]), texts[at + 1 : at + NEAR + 1]
    return _first_number(above) == value - 1 or _first_number(below) == value + 1


def _first_number(texts: Iterable[str]) -> int | None:
    return next((int(found[1]) for text in texts if (found := _LEADING.match(text))), None)
