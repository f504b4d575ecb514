"""How likely a word of a damaged line is no word at all but slices of letters that an OCR took for one.

Where the cells of a row are not level, an OCR reads lines between the lines: "9 xh aes tar hie Hang nam" under a
content's first line holds a number, a deadline, and rubbish cut from the letters above and below. Restoration makes
words of it ("xh AIS tất hiện"), which would stand in the middle of the content.

Two logistic regressions (``rules/rubbish.json``, fitted by ``benchmarks/build/fit_rubbish.py``): the first looks at a
word alone, the second also at what the first says of its neighbours and its line, and at how the words read on.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from extractors.tasks.adhesion import is_common_word, reads_on
from normalizers.agencies import fold
from normalizers.spelling import is_syllable

NEAR = 3  # words on either side
LEAST_READS, MOST_READS = -3.0, 4.0  # bounds of what the language model says
USUAL = 0.1  # probability of rubbish beyond a line's ends
SURE = 0.9  # confidence of a change that is as good as certain

# What a word looks like, and what its line says of it: the names of the features, each from 0 to 1 but the odds, the
# language model's and those of the distance.
LOOKS = (
    "always",
    "distance",
    "certain",
    "sure",
    "no letters",
    "number",
    "one letter",
    "two letters",
    "long",
    "no syllable",
    "no syllable, plain letters",
    "marks",
    "digit inside",
    "capital inside",
    "short capitals",
    "changed",
    "uncommon",
    "sign inside",
)
AROUND = ("always", "alone", "before", "behind", "near", "line", "short line", "reads on", "is read on")


def rubbish_odds(texts: Sequence[str], printed: Sequence[str], certain: Sequence[float]) -> list[float]:
    """Log-odds that each word of a line is rubbish. ``texts``: the restored words; ``printed``: as they were read;
    ``certain``: the confidence (0-1) with which the former were made of the latter."""
    by_looks, in_line = _weights()
    seen = [looks(*word) for word in zip(printed, texts, certain, strict=True)]
    alone = [_dot(by_looks, features) for features in seen]
    return [_dot(in_line, beside + own[1:]) for beside, own in zip(around(alone, texts), seen, strict=True)]


@lru_cache(maxsize=50_000)
def looks(printed: str, text: str, certain: float) -> tuple[float, ...]:
    """What a word looks like: the features ``LOOKS``."""
    core = re.sub(r"[\W_]", "", printed)
    letters, meant = (re.sub(r"[^a-z0-9]", "", fold(word)) for word in (printed, text))
    number = core.isdigit()
    strange = len(core) > 1 and not number and not (letters.isalpha() and is_syllable(letters))
    told = (
        certain >= SURE,
        not core,
        number,
        len(core) == 1,
        len(core) == 2,
        len(core) >= 5,
        strange,
        strange and core.isascii() and core.isalpha(),
        not core.isascii(),
        re.search(r"[a-z]\d|\d[a-z]", core) is not None,
        re.search(r"[a-z][A-Z]", core) is not None,
        core.isupper() and 1 < len(core) <= 3,
        printed != text,
        bool(core) and not number and not all(map(is_common_word, re.findall(r"[^\W\d_]+", text))),
        re.search(r"\w[^\w\s/.,-]+\w", printed) is not None,
    )
    distance = Levenshtein.distance(letters, meant) / max(1, len(letters), len(meant))
    return (1.0, distance, certain, *map(float, told))


def around(alone: Sequence[float], texts: Sequence[str]) -> list[tuple[float, ...]]:
    """What the line says of each of its words: the features ``AROUND``. ``alone``: log-odds of each by its looks."""
    probable = [1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds)))) for odds in alone]
    return [(1.0, odds, *_beside(probable, texts, at)) for at, odds in enumerate(alone)]


def _beside(probable: Sequence[float], texts: Sequence[str], at: int) -> tuple[float, ...]:
    near = probable[max(0, at - NEAR) : at + NEAR + 1]
    return (
        probable[at - 1] if at else USUAL,
        probable[at + 1] if at + 1 < len(probable) else USUAL,
        (sum(near) - probable[at]) / max(1, len(near) - 1),
        (sum(probable) - probable[at]) / max(1, len(probable) - 1),
        float(len(probable) <= NEAR),
        _reads(" ".join(texts[max(0, at - 2) : at]), texts[at]) if at else 0.0,
        _reads(texts[at], texts[at + 1]) if at + 1 < len(texts) else 0.0,
    )


def _reads(before: str, word: str) -> float:
    return max(LEAST_READS, min(MOST_READS, reads_on(before, word)))


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


@cache
def _weights() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Of a word alone, and of a word in its line."""
    fitted = json.loads((files("extractors") / "rules" / "rubbish.json").read_text(encoding="utf-8"))
    by_looks, in_line = fitted["by_looks"], fitted["in_line"]
    return tuple(by_looks[name] for name in LOOKS), tuple(in_line[name] for name in (*AROUND, *LOOKS[1:]))
