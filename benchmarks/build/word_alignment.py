"""Aligns the words an OCR read on a line with the words printed there: n:m, since OCR splits and joins words."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from normalizers.unicode_text import strip_marks

MAX_GROUP = 3  # at most three words on either side of a pair
_SKIP_WORD_COST = 0.5  # for a word that stands alone on its side,
_SKIP_COST = 0.9  # and for each of its letters: signs without letters come from specks and table rules
_GROUP_COST = 0.35  # for each word beyond 1:1, so that plain pairs win ties

# What English OCR commonly makes of a base letter; folded together so that a coarse distance sees them as equal.
_COARSE = str.maketrans("60¢€é&4@5§¥£đĐP1Ii", "ooeeeaaassytdddlll")


@dataclass(frozen=True, slots=True)
class WordPair:
    """Either side may hold several words, joined by one space, or be empty for a word invented or lost."""

    observed: str
    true: str


def align_words(observed: str, true: str) -> list[WordPair]:
    """The cheapest monotone segmentation of both lines into groups of up to three words a side."""
    seen, printed = observed.split(), true.split()
    coarse_seen, coarse_printed = [coarse(word) for word in seen], [coarse(word) for word in printed]
    rows, columns = len(seen) + 1, len(printed) + 1
    infinity = float("inf")
    best = [[infinity] * columns for _ in range(rows)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * columns for _ in range(rows)]
    best[0][0] = 0.0
    for i in range(rows):
        for j in range(columns):
            here = best[i][j]
            if here == infinity:
                continue
            for n in range(min(MAX_GROUP, rows - 1 - i) + 1):
                for m in range(min(MAX_GROUP, columns - 1 - j) + 1):
                    if (n == 0 and m != 1) or (m == 0 and n != 1) or (n > 1 and m > 1):
                        continue
                    cost = here + _group_cost(coarse_seen[i : i + n], coarse_printed[j : j + m])
                    if cost < best[i + n][j + m]:
                        best[i + n][j + m] = cost
                        step[i + n][j + m] = (n, m)
    pairs: list[WordPair] = []
    i, j = rows - 1, columns - 1
    while i or j:
        n, m = step[i][j]
        pairs.append(WordPair(" ".join(seen[i - n : i]), " ".join(printed[j - m : j])))
        i, j = i - n, j - m
    pairs.reverse()
    return pairs


def coarse(word: str) -> str:
    """A word without marks and case, with look-alike shapes folded together."""
    return strip_marks(word.translate(_COARSE)).lower().translate(_COARSE)


def _group_cost(seen: list[str], printed: list[str]) -> float:
    if not seen or not printed:
        letters = sum(char.isalnum() for word in seen or printed for char in word)
        return _SKIP_COST * letters + _SKIP_WORD_COST
    distance = Levenshtein.distance("".join(seen), "".join(printed))
    return float(distance) + _GROUP_COST * (len(seen) + len(printed) - 2)
