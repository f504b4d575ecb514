"""Error rates against a truth. Definitions and sources stand in ``docs/metrics.md``.

Both texts are compared after NFC with runs of white space as one space. Edit distances are Levenshtein's with unit
costs; every rate is the distance divided by the length of the truth, and may exceed 1. The empty case: an empty text
against an empty truth has rate 0, a text against an empty truth has rate 1.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
    """A line of the truth (1-based), and what stands for it as it came and restored; the rate is of the latter."""

    line: int
    truth: str
    printed: str
    restored: str
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


def worst_lines(lines: Iterable[LinePair], limit: int = 20) -> tuple[LinePair, ...]:
    """The lines whose restored text has the most wrong characters, worst first: by their rate a single lost number
    would stand before a line of nonsense."""
    wrong = [line for line in lines if normalised(line.truth) and line.character_error_rate > 0]
    return tuple(sorted(wrong, key=lambda line: (-_wrong_characters(line), line.line))[:limit])


def _wrong_characters(line: LinePair) -> float:
    return line.character_error_rate * len(graphemes(normalised(line.truth)))


def paired_lines(truth: Sequence[str], printed: Sequence[str], restored: Sequence[str]) -> list[LinePair]:
    """Each line of the truth with what stands for it. ``printed`` and ``restored`` have the same lines. Lines are
    paired by number when the truth has as many, otherwise by the best alignment of the restored words with the
    truth's; every word goes to exactly one line."""
    if len(truth) == len(printed):
        rows = zip(truth, printed, restored, strict=True)
    else:
        words = [pair for lines in zip(printed, restored, strict=True) for pair in _word_pairs(*lines)]
        owned: list[list[tuple[str, str]]] = [[] for _ in truth]
        for pair, owner in zip(words, _owners(truth, [word for _, word in words]), strict=True):
            if owner is not None:
                owned[owner].append(pair)
        rows = zip(
            truth, *([" ".join(filter(None, (p[k] for p in line))) for line in owned] for k in (0, 1)), strict=True
        )
    return [LinePair(number, *row, _line_rate(row[0], row[2])) for number, row in enumerate(rows, 1)]


def _word_pairs(printed: str, restored: str) -> Iterator[tuple[str, str]]:
    """(word as it came, restored word) of a line; where words were joined or parted, the first stands for them all."""
    came, words = printed.split(), restored.split()
    if len(came) == len(words):
        yield from zip(came, words, strict=True)
    else:
        yield " ".join(came), " ".join(words[:1])
        yield from (("", word) for word in words[1:])


def _owners(truth: Sequence[str], words: Sequence[str]) -> list[int | None]:
    """For each word the line (0-based) of the truth that it belongs to; None where the truth has no words."""
    true_words = [(word, number) for number, line in enumerate(truth) for word in normalised(line).split()]
    owners: list[int | None] = [None] * len(words)
    for op in Levenshtein.opcodes(
        [strip_marks(word).lower() for word, _ in true_words], [strip_marks(word).lower() for word in words]
    ):
        span = op.src_end - op.src_start
        for position in range(op.dest_start, op.dest_end):
            offset = min(position - op.dest_start, max(span - 1, 0))
            index = min(op.src_start + offset, len(true_words) - 1)
            if index >= 0:
                owners[position] = true_words[index][1]
    return owners


def similarity(truth: str, printed: str) -> float:
    """How much two texts are about the same (0-1), whatever was done to their marks: the share of the truth's bare
    words of three letters and more that stand in the other text as well; a truth of numbers alone is like any. Used to
    find a gold of another document."""
    bare = [Counter(word for word in _LONG_WORD.findall(strip_marks(text).lower())) for text in (truth, printed)]
    total = sum(bare[0].values())
    return sum((bare[0] & bare[1]).values()) / total if total else float(bool(truth.strip()))


def _line_rate(truth: str, printed: str) -> float:
    return _rate(graphemes(normalised(truth)), graphemes(normalised(printed)))


def _is_marked(cluster: str) -> bool:
    return strip_marks(cluster) != cluster


def _rate(truth: Sequence[object] | str, printed: Sequence[object] | str) -> float:
    if not truth:
        return 1.0 if printed else 0.0
    return Levenshtein.distance(truth, printed) / len(truth)
