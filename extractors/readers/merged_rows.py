"""Cells merged over rows that no rule shows: by where their text stands in the height of the rows.

In a column whose texts stand in the middle of their rows, a text beside the middle of its own row, in the middle of
that row and its empty neighbours, belongs to them all. In a column whose texts begin at the top nothing can be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

Span = tuple[float, float]  # top and bottom, points

_OFF = 0.4  # of a line: from here a text does not stand in the middle of its row, or not at its top
_ABOVE = 0.15  # of a line: a text higher than the first line of its row by this belongs to the row above, too
_ROOM = 0.6  # of a line: with less room a text in the middle and one at the top are alike
_MIDDLE = 0.35  # of a line: up to here it stands in the middle of some rows
_FAR = 5.0  # cost of a text in the middle of no rows
_LEFT, _LEFT_AT_END = 1.0, 0.05  # cost of an empty row that is nobody's, and of one at the page's end


def merged_rows(
    rows: Sequence[Span], printed: Sequence[Span], texts: Mapping[int, Span], free: Set[int], line: float
) -> dict[int, tuple[int, int]]:
    """For each row whose text is that of several rows: the first and the last of these.

    ``rows`` are the heights of a table's rows, ``printed`` those of the text in their longest column, ``texts`` those
    of one column's texts (by row); ``free`` are the rows whose cell is empty and may belong to a neighbour, ``line``
    is the distance between lines.
    """
    if not free or not _is_centred(printed, texts, line):
        return {}
    spans, all_told = _best_spans(rows, texts, free, line)
    return {
        row: span
        for row, span in spans.items()
        if span[0] < span[1]
        and _distance(texts[row], rows, span) <= _MIDDLE * line
        and (all_told or _distance(texts[row], rows, (row, row)) > _OFF * line)
    }


def _is_centred(printed: Sequence[Span], texts: Mapping[int, Span], line: float) -> bool:
    """Whether more texts stand lower or higher than the top of their row than stand there with room below."""
    lower = {row: (text[0] - printed[row][0]) / line for row, text in texts.items()}
    off = {row for row, by in lower.items() if by > _OFF or by < -_ABOVE}
    at_top = [
        row
        for row, (top, end) in texts.items()
        if row not in off and printed[row][1] - printed[row][0] - (end - top) > _ROOM * line
    ]
    return len(off) > len(at_top)


def _best_spans(
    rows: Sequence[Span], texts: Mapping[int, Span], free: Set[int], line: float
) -> tuple[dict[int, tuple[int, int]], bool]:
    """The rows of each text so that texts stand in their middle and no free row is left; whether that came out."""
    order = sorted(texts)
    states: dict[int, tuple[float, dict[int, tuple[int, int]]]] = {-1: (0.0, {})}  # by last row taken
    for at, row in enumerate(order):
        after = order[at + 1] if at + 1 < len(order) else len(rows)
        firsts, lasts = _reach(row, -1, free), _reach(row, 1, free)
        found: dict[int, tuple[float, dict[int, tuple[int, int]]]] = {}
        for end, (cost, chosen) in states.items():
            for first in (a for a in firsts if a > end):
                left = len([r for r in range(end + 1, first) if r in free])
                for last in (b for b in lasts if b < after):
                    distance = _distance(texts[row], rows, (first, last)) / line
                    price = cost + (distance if distance <= _MIDDLE else _FAR + distance)
                    price += left * (_LEFT if at else _LEFT_AT_END)
                    if last not in found or price < found[last][0]:
                        found[last] = (price, {**chosen, row: (first, last)})
        states = found
    ends = ((cost + _LEFT_AT_END * len([r for r in free if r > end]), spans) for end, (cost, spans) in states.items())
    cost, spans = min(ends, key=lambda entry: entry[0])
    return spans, cost < _LEFT


def _reach(row: int, step: int, free: Set[int]) -> list[int]:
    reached = [row]
    while reached[-1] + step in free:
        reached.append(reached[-1] + step)
    return reached


def _distance(text: Span, rows: Sequence[Span], span: tuple[int, int]) -> float:
    """Points between the middle of a text and that of the rows ``span``, first to last."""
    return abs((text[0] + text[1]) - (rows[span[0]][0] + rows[span[1]][1])) / 2
