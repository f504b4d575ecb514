"""Error rates against a truth. Definitions and sources stand in ``docs/metrics.md``.

Both texts are compared after NFC with runs of white space as one space. Edit distances are Levenshtein's with unit
costs; every rate is the distance divided by the length of the truth, and may exceed 1. The empty case: an empty text
against an empty truth has rate 0, a text against an empty truth has rate 1.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex
from rapidfuzz.distance import Levenshtein

from normalizers.unicode_text import strip_marks

_GRAPHEME = regex.compile(r"\X")
_LONG_WORD = regex.compile(r"\p{L}{3,}")


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """Rates are shares (0-1, more where much was inserted); counts are those of the truth."""

    word_error_rate: float
    character_error_rate: float
    letters_error_rate: float
    diacritic_accuracy: float
    words: int
    characters: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """``printed`` stands where the truth has ``truth``; an empty side is an insertion or a deletion."""

    truth: str
    printed: str
    count: int


@dataclass(frozen=True, slots=True)
class LinePair:
    line: int
    truth: str
    printed: str
    character_error_rate: float


def normalised(text: str) -> str:
    """NFC, runs of white space as one space, no space at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def graphemes(text: str) -> tuple[str, ...]:
    """The grapheme clusters of ``text`` (UAX #29), so that a letter with its marks counts as one character."""
    return tuple(_GRAPHEME.findall(text))


def error_rates(truth: str, printed: str) -> ErrorRates:
    """All rates of ``printed`` against ``truth``."""
    truth, printed = normalised(truth), normalised(printed)
    truth_clusters, printed_clusters = graphemes(truth), graphemes(printed)
    bare_truth, bare_printed = strip_marks(truth), strip_marks(printed)
    truth_words = truth.split()
    return ErrorRates(
        word_error_rate=_rate(truth_words, printed.split()),
        character_error_rate=_rate(truth_clusters, printed_clusters),
        letters_error_rate=_rate(bare_truth, bare_printed),
        diacritic_accuracy=diacritic_accuracy(truth_clusters, printed_clusters),
        words=len(truth_words),
        characters=len(truth_clusters),
    )


def diacritic_accuracy(truth: Sequence[str], printed: Sequence[str]) -> float:
    """Of the truth's letters that carry a mark (đ counts), the share that ``printed`` has exactly; 1 if there are none.

    Letters are matched by the Levenshtein alignment of the two sequences of grapheme clusters.
    """
    marked = sum(_is_marked(cluster) for cluster in truth)
    if not marked:
        return 1.0
    lost = sum(
        _is_marked(truth[position]) for op in Levenshtein.opcodes(truth, printed) if op.tag in ("replace", "delete")
        for position in range(op.src_start, op.src_end)
    )  # fmt: skip
    return (marked - lost) / marked


def confusions(pairs: Iterable[tuple[str, str]], limit: int = 200) -> tuple[Confusion, ...]:
    """The most frequent confusions of grapheme clusters over pairs of (truth, printed), most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for truth_text, printed_text in pairs:
        truth, printed = graphemes(normalised(truth_text)), graphemes(normalised(printed_text))
        for op in Levenshtein.editops(truth, printed):
            counts[
                truth[op.src_pos] if op.tag != "insert" else "",
                printed[op.dest_pos] if op.tag != "delete" else "",
            ] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Confusion(truth, printed, count) for (truth, printed), count in ordered[:limit])


def worst_lines(truth: Sequence[str], printed: Sequence[str], limit: int = 20) -> tuple[LinePair, ...]:
    """The lines that differ most, worst first. Lines are paired by number when both texts have as many lines,
    otherwise by the best alignment of their words."""
    pairs = [
        LinePair(number, true_line, printed_line, _line_rate(true_line, printed_line))
        for number, true_line, printed_line in paired_lines(truth, printed)
        if normalised(true_line)
    ]
    wrong = [pair for pair in pairs if pair.character_error_rate > 0]
    return tuple(sorted(wrong, key=lambda pair: (-pair.character_error_rate, pair.line))[:limit])


def paired_lines(truth: Sequence[str], printed: Sequence[str]) -> list[tuple[int, str, str]]:
    """(line number in the truth, true line, what stands for it). Every printed word goes to exactly one line."""
    if len(truth) == len(printed):
        return [(number, *pair) for number, pair in enumerate(zip(truth, printed, strict=True), 1)]
    true_words = [(word, number) for number, line in enumerate(truth) for word in normalised(line).split()]
    printed_words = [word for line in printed for word in normalised(line).split()]
    owners: list[list[str]] = [[] for _ in truth]
    for op in Levenshtein.opcodes(
        [strip_marks(word).lower() for word, _ in true_words], [strip_marks(word).lower() for word in printed_words]
    ):
        span = op.src_end - op.src_start
        for position in range(op.dest_start, op.dest_end):
            offset = min(position - op.dest_start, max(span - 1, 0))
            index = min(op.src_start + offset, len(true_words) - 1)
            if index >= 0:
                owners[true_words[index][1]].append(printed_words[position])
    return [(number, line, " ".join(owners[number - 1])) for number, line in enumerate(truth, 1)]


def similarity(truth: str, printed: str) -> float:
    """How much two texts are about the same (0-1), whatever was done to their marks: the share of the truth's bare
    words of three letters and more that stand in the other text as well. Used to find a gold of another document."""
    bare = [Counter(word for word in _LONG_WORD.findall(strip_marks(text).lower())) for text in (truth, printed)]
    total = sum(bare[0].values())
    return sum((bare[0] & bare[1]).values()) / total if total else 0.0


def _line_rate(truth: str, printed: str) -> float:
    return _rate(graphemes(normalised(truth)), graphemes(normalised(printed)))


def _is_marked(cluster: str) -> bool:
    return strip_marks(cluster) != cluster


def _rate(truth: Sequence[object] | str, printed: Sequence[object] | str) -> float:
    if not truth:
        return 1.0 if printed else 0.0
    return Levenshtein.distance(truth, printed) / len(truth)
