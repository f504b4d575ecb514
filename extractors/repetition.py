"""Words of headings in a misread document, by the same phrases elsewhere in it.

A heading is short, so a language model has little to go by; but an office says it again: "Quân lý đất đai" stands once,
"quản lý đất đai" four times. A word is replaced only where the document has it nowhere else beside its neighbours,
three words around it are the same elsewhere, what stands there looks like it, and the language model prefers it by far.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from extractors.folding import fold
from normalizers.decoder import CONTEXT_MASK
from normalizers.language_model import BOUNDARY, UNKNOWN, packed_model

_WORD = re.compile(r"[^\W\d_]+")
# How many words to the left and to the right a context has.
_SHAPES = ((2, 2), (2, 1), (1, 2))
_FIRST_SHAPE = (0, 3)  # of the first word
MOST_EDITS = 2  # between two words without marks; one letter alone may be the rest of any word
GAIN = 5.0  # by how much (natural log) the language model must prefer the title with the other word

Context = tuple[tuple[str, ...], tuple[str, ...]]
Seen = Mapping[Context, Counter[str]]


def mend_titles(titles: Sequence[str], lines: Iterable[str]) -> list[str]:
    """The titles with words that the document's other lines (and titles) read otherwise in the same place.

    Linear in the length of the document: only the contexts that the titles have are counted.
    """
    words = [[match.group(0).lower() for match in _WORD.finditer(title)] for title in titles]
    wanted = {context for row in words for k in range(len(row)) for context in _contexts(row, k)}
    own_pairs = {pair for row in words for pair in pairwise(row)}
    seen: dict[Context, Counter[str]] = defaultdict(Counter)
    stream = [word.lower() for line in lines for word in _WORD.findall(line)]
    for k, word in enumerate(stream):
        for context in _contexts(stream, k, first=True):
            if context in wanted:
                seen[context][word] += 1
    pairs = Counter(pair for pair in pairwise(stream) if pair in own_pairs)
    return [_mended(title, row, seen, pairs) for title, row in zip(titles, words, strict=True)]


def _contexts(words: Sequence[str], at: int, *, first: bool = False) -> list[Context]:
    shapes = (*_SHAPES, _FIRST_SHAPE) if first or not at else _SHAPES
    return [
        (tuple(words[at - left : at]), tuple(words[at + 1 : at + 1 + right]))
        for left, right in shapes
        if at >= left and at + right < len(words)
    ]


def _mended(title: str, words: Sequence[str], seen: Seen, pairs: Mapping[tuple[str, str], int]) -> str:
    pieces: list[str] = []
    end = 0
    for k, match in enumerate(_WORD.finditer(title)):
        better = _better(words, k, seen) if _is_alone(words, k, pairs) else None
        if better:
            own = match.group(0)
            written = better.upper() if own.isupper() and len(own) > 1 else better
            pieces += [title[end : match.start()], written[:1].upper() + written[1:] if own[0].isupper() else written]
            end = match.end()
    return "".join(pieces) + title[end:]


def _is_alone(words: Sequence[str], at: int, pairs: Mapping[tuple[str, str], int]) -> bool:
    """Whether the word stands beside neither of its neighbours anywhere else in the document."""
    return all(pairs.get(pair, 0) <= 1 for pair in pairwise(words[max(at - 1, 0) : at + 2]))


def _better(words: Sequence[str], at: int, seen: Seen) -> str | None:
    own = words[at]
    for context in _contexts(words, at):
        rivals = [(count, word) for word, count in seen[context].items() if word != own and _alike(own, word)]
        if not rivals:
            continue
        _, word = max(rivals)
        if _log_probability([*words[:at], word, *words[at + 1 :]]) > _log_probability(words) + GAIN:
            return word
    return None


def _log_probability(words: Sequence[str]) -> float:
    model = packed_model()
    context, total = BOUNDARY, 0.0
    for word in words:
        known = model.ids.get(word, UNKNOWN)
        total += model.score(context, known)
        context = ((context << 16) | known) & CONTEXT_MASK
    return total


def _alike(own: str, other: str) -> bool:
    """Whether one word may be another one misread: few letters differ; a letter alone may be the rest of any word."""
    if len(own) == 1:
        return len(other) > 1
    return Levenshtein.distance(fold(own), fold(other), score_cutoff=MOST_EDITS) <= MOST_EDITS


def without_speck(title: str) -> str:
    """A bracket that is never closed is a speck before a letter."""
    return title if ")" in title else re.sub(r"\((?=\w)", "", title)


__all__ = ["mend_titles", "without_speck"]
