"""Learns the tables of ``normalizers.confusion`` from counted word pairs.

    python benchmarks/build/learn_confusion.py --words /tmp/channel --kinds eng fra vie

Viterbi training: every pair is cut into pieces by the cheapest path under the present costs, pieces are counted, costs
are -ln of the smoothed shares, and again. First with one true letter a piece; then neighbouring pieces that occur
together more cheaply than apart become pieces of two and three true letters.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.build.word_alignment import coarse
from normalizers.data_files import DATA
from normalizers.unicode_text import strip_marks

LONGEST_OBSERVED = 3
ROUNDS = 5
LEAST_COUNT = 2  # pieces seen once are noise of the alignment
LEAST_GROUP_COUNT = 4
LEAST_GAIN = 0.4  # nats that a piece of several letters must save over its parts
LONGEST_WORD = 24
SMOOTHING = 3.0
POOLED = 4.0  # weight of what happens to the same marks on other letters, in the prior
SAME_LETTER_SHARE = 0.02  # prior of other marks on the same letter, shared among them
# An engine that knows the language hardly ever takes a letter for one of another shape.
UNSEEN = {"eng": 9.0, "fra": 9.0, "vie": 11.0}
LOST, INVENTED = 8.0, 7.0

Pieces = dict[str, dict[str, float]]
Cut = list[tuple[str, str]]


def read_words(path: Path) -> Counter[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if len(fields) == 3 and fields[0] and fields[1] and is_plausible(fields[0], fields[1]):
            pairs[fields[0], fields[1]] += int(fields[2])
    return pairs


def is_plausible(observed: str, true: str) -> bool:
    """Keeps words that were misread and drops words that were misaligned."""
    if max(len(observed), len(true)) > LONGEST_WORD or not 0.3 <= len(observed) / len(true) <= 3:
        return False
    shared = sum((Counter(coarse(observed)) & Counter(coarse(true))).values())
    return shared * 3 >= min(len(true), len(observed)) or len(true) <= 3


def first_cost(true: str, observed: str) -> float:
    """Before anything is learned: rightly read, marks lost, other letter, several letters, nothing."""
    if true == observed:
        return 0.2
    if coarse(true) == coarse(observed) or strip_marks(true) == observed:
        return 0.7
    return {0: 5.0, 1: 3.0, 2: 4.0, 3: 6.5}[len(observed)]


def cut(observed: str, true: str, costs: Pieces) -> Cut:
    """The cheapest path, one true letter a piece: (true letter, what it was read as) in order."""
    width = len(observed) + 1
    rows = [[0.0] + [math.inf] * (width - 1)]
    steps: list[list[int]] = []
    for letter in true:
        known = costs.get(letter, {})
        row, step = [math.inf] * width, [0] * width
        before = rows[-1]
        for start in range(width):
            if before[start] == math.inf:
                continue
            for size in range(min(LONGEST_OBSERVED, width - 1 - start) + 1):
                seen = observed[start : start + size]
                cost = known.get(seen)
                if cost is None:
                    cost = first_cost(letter, seen) + 5.0
                if before[start] + cost < row[start + size]:
                    row[start + size] = before[start] + cost
                    step[start + size] = size
        rows.append(row)
        steps.append(step)
    if rows[-1][-1] == math.inf:
        return []
    pieces: Cut = []
    end = width - 1
    for letter, step in zip(reversed(true), reversed(steps), strict=True):
        start = end - step[end]
        pieces.append((letter, observed[start:end]))
        end = start
    return pieces[::-1]


def learn_letters(pairs: Counter[tuple[str, str]], unseen: float) -> tuple[Pieces, list[tuple[Cut, int]]]:
    """Costs of single true letters, and how every pair was cut in the last round."""
    costs: Pieces = {}
    cuts: list[tuple[Cut, int]] = []
    for _ in range(ROUNDS):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        cuts = [(cut(observed, true, costs), count) for (observed, true), count in pairs.items()]
        for pieces, count in cuts:
            for true, seen in pieces:
                counts[true][seen] += count
        whole = sum(count for (observed, true), count in pairs.items() if " " not in observed + true)
        counts[" "][" "] += whole  # spaces that stayed are not among the pairs of words
        changes = mark_changes(counts)
        costs = {true: shares(true, seen, counts, changes, unseen) for true, seen in counts.items()}
    return costs, cuts


def shares(
    true: str, seen: Counter[str], counts: dict[str, Counter[str]], changes: dict[str, Counter[str]], most: float
) -> dict[str, float]:
    """-ln of smoothed shares, as far as it is below ``most``.

    A letter leans on how the same marks fare on other letters (hook for acute is one slip on every vowel), a capital
    that stood rarely also on what its small letter was read as.
    """
    prior: dict[str, float] = defaultdict(float, {true: 0.3, strip_marks(true): 0.4})
    base, marks = marks_of(true)
    pooled = changes.get(marks)
    if pooled and base.isalpha():
        everywhere = sum(pooled.values())
        for other, count in pooled.items():
            shape = unicodedata.normalize("NFC", base + other)
            if len(shape) == 1:
                prior[shape] += POOLED * count / everywhere
    siblings = [other for other in counts if other != true and base.isalpha() and marks_of(other)[0] == base]
    for other in siblings:
        prior[other] += SAME_LETTER_SHARE / len(siblings)
    small = counts.get(true.lower())
    if small and true != true.lower():
        whole = sum(small.values())
        for shape, count in small.items():
            prior[shape.upper()] += 0.3 * count / whole
            prior[shape] += 0.1 * count / whole
    total = sum(seen.values()) + SMOOTHING * sum(prior.values())
    kept = {
        shape: -math.log((seen[shape] + SMOOTHING * prior[shape]) / total)
        for shape in seen.keys() | set(prior)
        if seen[shape] >= LEAST_COUNT or prior[shape] > 0
    }
    return {shape: cost for shape, cost in kept.items() if cost < most}


def marks_of(letter: str) -> tuple[str, str]:
    """A single letter without its marks, and its marks (combining characters)."""
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[:1], decomposed[1:]


def mark_changes(counts: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    """How often which marks were read for which, over all letters whose base was read rightly."""
    changes: dict[str, Counter[str]] = defaultdict(Counter)
    for true, shapes in counts.items():
        base, marks = marks_of(true)
        for shape, count in shapes.items():
            read_base, read_marks = marks_of(shape) if len(shape) == 1 else ("", "")
            if base.isalpha() and read_base == base:
                changes[marks][read_marks] += count
    return changes


def learn_groups(costs: Pieces, cuts: list[tuple[Cut, int]]) -> Pieces:
    """Pieces of two and three true letters that are cheaper than the best way through their parts."""
    stood: Counter[str] = Counter()
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for pieces, count in cuts:
        for size in (2, 3):
            for start in range(len(pieces) - size + 1):
                part = pieces[start : start + size]
                true = "".join(letter for letter, _ in part)
                observed = "".join(shape for _, shape in part)
                stood[true] += count
                if 1 <= len(observed) <= LONGEST_OBSERVED:
                    seen[true][observed] += count
    groups: Pieces = {}
    for true in sorted(seen, key=len):
        for observed, count in seen[true].items():
            if count < LEAST_GROUP_COUNT:
                continue
            cost = -math.log((count - 0.5) / (stood[true] + SMOOTHING))
            apart = cheapest(observed, true, costs, groups)
            if apart - cost >= LEAST_GAIN:
                groups.setdefault(true, {})[observed] = cost
    return groups


def cheapest(observed: str, true: str, costs: Pieces, groups: Pieces) -> float:
    """The cost of a short piece by smaller pieces."""
    if not true:
        return 0.0 if not observed else INVENTED * len(observed)
    best = math.inf
    for size in range(1, min(2, len(true)) + 1):
        table = costs if size == 1 else groups
        for shape, cost in table.get(true[:size], {}).items():
            if observed.startswith(shape):
                best = min(best, cost + cheapest(observed[len(shape) :], true[size:], costs, groups))
    return best


def learn(pairs: Counter[tuple[str, str]], unseen: float) -> Pieces:
    costs, cuts = learn_letters(pairs, unseen)
    merged: Pieces = {true: dict(shapes) for true, shapes in costs.items()}
    for true, shapes in learn_groups(costs, cuts).items():
        merged.setdefault(true, {}).update(shapes)
    return merged


def write_table(kind: str, pieces: Pieces, words: Path, pairs: Counter[tuple[str, str]], recipe: str) -> Path:
    rounded = {true: {shape: round(cost, 2) for shape, cost in sorted(pieces[true].items())} for true in sorted(pieces)}
    content = {
        "recipe": {
            "made_by": "benchmarks/build/make_pairs.py and benchmarks/build/learn_confusion.py",
            "pages": recipe,
            "word_pairs": sum(pairs.values()),
            "different_pairs": len(pairs),
            "pieces": sum(len(shapes) for shapes in rounded.values()),
            "words_sha256": hashlib.sha256(words.read_bytes()).hexdigest(),
        },
        "unseen": UNSEEN[kind],
        "lost": LOST,
        "invented": INVENTED,
        "pieces": rounded,
    }
    path = DATA / f"confusion_{kind}.json.gz"
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as packed:
        packed.write(text.encode("utf-8"))
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--words", type=Path, required=True, help="folder of words_<kind>.tsv")
    parser.add_argument("--kinds", nargs="+", default=["eng", "fra", "vie"])
    parser.add_argument("--recipe", default="", help="how many pages were made and how, kept in the file")
    options = parser.parse_args()
    for kind in options.kinds:
        words = options.words / f"words_{kind}.tsv"
        pairs = read_words(words)
        path = write_table(kind, learn(pairs, UNSEEN[kind]), words, pairs, options.recipe)
        print(f"{path.name}: {sum(pairs.values())} word pairs, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
