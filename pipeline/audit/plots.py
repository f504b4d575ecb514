"""The numbers behind the report's drawings: positions and sizes that the template turns into SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.audit.records import AuditedDocument, MeasuredConfusion

# Bins of the distribution, upper bounds in share of words; the last is open.
BIN_LIMITS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1.0)


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    came: int
    restored: int
    came_height: float  # of the drawing's height, 0-1
    restored_height: float


@dataclass(frozen=True, slots=True)
class HeatCell:
    truth: str
    printed: str
    count: int
    shade: float  # 0-1


def distribution(documents: Sequence[AuditedDocument]) -> tuple[Bar, ...]:
    """Documents by their share of wrong words, as they came and after restoration."""
    came = _binned([document.source_word_error_rate for document in documents])
    restored = _binned([document.word_error_rate for document in documents])
    highest = max([*came, *restored, 1])
    lower = (0.0, *BIN_LIMITS[:-1])
    return tuple(
        Bar(_label(low, high), a, b, a / highest, b / highest)
        for low, high, a, b in zip(lower, BIN_LIMITS, came, restored, strict=True)
    )


def heat_map(
    confusions: Sequence[MeasuredConfusion], size: int = 18
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[HeatCell, ...]], ...]]:
    """(columns, rows) of the confusions between the most confused letters; a row is a letter of the truth."""
    pairs = [found for found in confusions if found.truth.strip() and found.printed.strip()]
    rows = _most_frequent([(found.truth, found.count) for found in pairs], size)
    columns = _most_frequent([(found.printed, found.count) for found in pairs], size)
    counts = {(found.truth, found.printed): found.count for found in pairs}
    highest = max(counts.values(), default=1)
    table = tuple(
        (
            truth,
            tuple(
                HeatCell(
                    truth, printed, counts.get((truth, printed), 0), (counts.get((truth, printed), 0) / highest) ** 0.5
                )
                for printed in columns
            ),
        )
        for truth in rows
    )
    return columns, table


def _binned(rates: Sequence[float]) -> list[int]:
    counts = [0] * len(BIN_LIMITS)
    for rate in rates:
        counts[next(index for index, limit in enumerate(BIN_LIMITS) if rate <= limit)] += 1
    return counts


def _label(low: float, high: float) -> str:
    """As the report writes shares, in Vietnamese: ``0,5–2 %``."""
    return f"{low * 100:g}–{high * 100:g}\u00a0%".replace(".", ",")


def _most_frequent(counted: Sequence[tuple[str, int]], size: int) -> tuple[str, ...]:
    totals: dict[str, int] = {}
    for text, count in counted:
        totals[text] = totals.get(text, 0) + count
    return tuple(sorted(totals, key=lambda text: (-totals[text], text))[:size])
