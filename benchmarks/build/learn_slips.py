"""Lists, for every word of the lexicon, the words that a Vietnamese OCR may have misread as it.

    python benchmarks/build/learn_slips.py --words /tmp/channel

A slip that is a real word (``tỉnh gọn`` for "tinh gọn") can only be found by asking what else could have been printed.
Shares come from counted pairs, smoothed by the learned edit costs, so that slips never seen get their due too. The
pairs stem mostly from bad copies: take the shares as odds between words, not as the error rate of a given document.
"""

from __future__ import annotations

import argparse
import gzip
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.build.learn_confusion import read_words
from normalizers.confusion import ConfusionTable, WordIndex, load_table, nearest
from normalizers.data_files import DATA, data_path
from normalizers.spelling import is_syllable
from normalizers.unicode_text import tone_style

SMOOTHING = 8.0  # pairs that the edit costs count for, beside the counted ones
LIMIT = 10.0  # nats
LEAST_SHARE = 2e-5
MOST = 8  # true words kept for one observed word
EDGES = ".,;:!?()[]“”\"'-–"

Slips = dict[str, list[tuple[str, float]]]


def bare(token: str) -> str:
    """A token as the lexicon would hold it: no signs around it, lower case, classic tone place."""
    return tone_style(token.strip(EDGES).lower(), "classic")


def slip_shares(lexicon: Iterable[str], counted: Counter[tuple[str, str]], table: ConfusionTable) -> Slips:
    """observed word → (true word, P(observed | true)), likeliest first; both words of the lexicon, never the same."""
    words = sorted(set(lexicon))
    index = WordIndex(words)
    seen: Counter[tuple[str, str]] = Counter()
    printed: Counter[str] = Counter()
    for (observed_token, true_token), count in counted.items():
        observed, true = bare(observed_token), bare(true_token)
        seen[observed, true] += count
        printed[true] += count
    truths: dict[str, set[str]] = defaultdict(set)
    for observed, true in seen:
        truths[observed].add(true)
    known = set(words)
    slips: Slips = {}
    for observed in words:
        costs = dict(nearest(observed, index, table, limit=LIMIT, within=LIMIT, count=40))
        shares = []
        for true in (costs.keys() | truths[observed]) & known - {observed}:
            guess = math.exp(-costs[true]) if true in costs else 0.0
            share = (seen[observed, true] + SMOOTHING * guess) / (printed[true] + SMOOTHING)
            if share >= LEAST_SHARE:
                shares.append((true, share))
        if shares:
            slips[observed] = sorted(shares, key=lambda entry: (-entry[1], entry[0]))[:MOST]
    return slips


def write_slips(slips: Slips, path: Path) -> None:
    lines = (
        "\t".join([observed, *(f"{true} {share:.2g}" for true, share in slips[observed])]) for observed in sorted(slips)
    )
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as packed:
        packed.write(("\n".join(lines) + "\n").encode("utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--words", type=Path, required=True, help="folder of words_vie.tsv")
    options = parser.parse_args()
    lexicon = [word for word in data_path("words.txt").read_text(encoding="utf-8").split("\n") if is_syllable(word)]
    slips = slip_shares(lexicon, read_words(options.words / "words_vie.tsv"), load_table("vie"))
    path = DATA / "slips.tsv.gz"
    write_slips(slips, path)
    print(f"{path.name}: {len(slips)} observed words, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
