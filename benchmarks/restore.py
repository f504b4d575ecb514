"""How well restoration restores and how little it harms: one table.

    python -m benchmarks.restore [--shared ../shared] [--pages FOLDER]

``--shared``: real plans and truth, and the corpus, of which only the test split is read (documents that went into no
model). ``--pages``: files ``test_*.tsv`` (observed line, true line) of pages read by OCR, as ``build/make_pairs.py``
writes them. Word error rates count case and marks; harm is words changed for the worse in 10,000.
"""

from __future__ import annotations

import argparse
import random
import resource
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.build.corpus import documents
from normalizers.candidates import CandidateFinder, Channel
from normalizers.engine import Engine, engine
from normalizers.language_model import LanguageModel, packed_model
from normalizers.phrases import TermIndex
from normalizers.restorer import RestoreOptions, restore, restore_with
from normalizers.syllables import classic_tone, skeleton
from normalizers.unicode_text import strip_marks

Restorer = Callable[[str], str]


def words_of(line: str) -> list[str]:
    return [classic_tone(word) for word in line.split()]


def error_rate(restorer: Restorer, observed: str, truth: str) -> tuple[int, int]:
    """Wrong words and words, line for line."""
    wrong = total = 0
    for got, true in zip(restorer(observed).split("\n"), truth.split("\n"), strict=True):
        a, b = words_of(true), words_of(got)
        wrong += Levenshtein.distance(a, b)
        total += len(a)
    return wrong, total


def unseen_text(corpus: Path, words: int = 40_000) -> str:
    """Passages of documents of the test split, wrapped like a page."""
    rng = random.Random(7)
    passages: list[str] = []
    for document in documents(corpus, "test"):
        lines = [line for line in document.text.split("\n") if line.strip()]
        start = rng.randrange(max(1, len(lines) - 40))
        passages += [part for line in lines[start : start + 40] for part in textwrap.wrap(line, 85)]
        words -= sum(len(line.split()) for line in lines[start : start + 40])
        if words < 0:
            break
    return "\n".join(passages)


def most_frequent(text: str) -> str:
    """Baseline: each word in its most frequent form."""
    model = packed_model()
    best: dict[str, int] = {}
    for i in range(4, len(model.words)):
        key = skeleton(model.words[i])
        if key not in best or model.logp1[i] > model.logp1[best[key]]:
            best[key] = i

    def word(token: str) -> str:
        i = best.get(skeleton(token))
        if i is None:
            return token
        form = model.words[i]
        return form.upper() if token.isupper() else form.capitalize() if token[:1].isupper() else form

    return "\n".join(" ".join(word(token) for token in line.split()) for line in text.split("\n"))


def pyvi_accents() -> Restorer | None:
    try:
        from pyvi import ViUtils
    except ImportError:
        return None

    def line_with_accents(line: str) -> str:
        try:
            return str(ViUtils.add_accents(strip_marks(line))) if line.strip() else line
        except KeyError:  # pyvi stops at letters of other languages, as an English OCR puts them
            return line

    return lambda text: "\n".join(map(line_with_accents, text.split("\n")))


def ablations() -> Iterator[tuple[str, Engine]]:
    """The whole, and the whole without each part."""
    model = packed_model()
    yield "whole", engine()
    without = Engine(model)
    without.garbled = CandidateFinder(model, Channel([]))
    yield "without learned channel", without
    empty = {f"child{order}": np.zeros_like(model.arrays[f"child{order}"]) for order in (2, 3, 4)}
    zero = {f"backoff{order}": np.full_like(model.arrays[f"backoff{order}"], 30) for order in (1, 2, 3)}
    yield "without language model (frequency only)", Engine(LanguageModel(model.words, model.arrays | empty | zero))
    without = Engine(model)
    without.terms = TermIndex(model, ())
    yield "without phrases", without
    without = Engine(model)
    without.repetition = False
    yield "without document repetition", without


def cases(shared: Path, pages: Path | None) -> Iterator[tuple[str, str, str]]:
    """(name, observed text, truth)."""
    gold = shared / "gold" / "body_001_lines_1-210.tsv"
    if gold.exists():
        plan = next((shared / "plans").glob("001_*.txt")).read_text(encoding="utf-8").split("\n")
        rows = [row.split("\t", 1) for row in gold.read_text(encoding="utf-8").splitlines()]
        yield "garbled plan", "\n".join(plan[int(n) - 1] for n, _ in rows), "\n".join(text for _, text in rows)
    for path in sorted(pages.glob("test_*.tsv")) if pages else ():
        pairs = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
        pairs = [pair for pair in pairs if len(pair) == 2]
        yield path.stem.removeprefix("test_"), "\n".join(p[0] for p in pairs), "\n".join(p[1] for p in pairs)
    if (shared / "corpus").exists():
        text = unseen_text(shared / "corpus")
        yield "stripped, unseen documents", strip_marks(text), text
        yield "clean, unseen documents", text, text


def row(name: str, *cells: str) -> None:
    print(f"| {name:44} | " + " | ".join(f"{cell:>9}" for cell in cells) + " |")


def rate(wrong: int, total: int) -> str:
    return f"{wrong / max(total, 1):.4f}"


def quality(shared: Path, pages: Path | None) -> None:
    accents = pyvi_accents()
    row("word error rate", "as read", "restored", "frequent", "pyvi")
    for name, observed, truth in cases(shared, pages):
        row(
            name,
            *(rate(*error_rate(r, observed, truth)) for r in (str, lambda t: restore(t).text, most_frequent)),
            rate(*error_rate(accents, observed, truth)) if accents else "-",
        )


def harm_on_plans(shared: Path) -> None:
    """Plans that came clean or with light slips: every change is listed, for a person to judge."""
    print("\nchanges on plans that came as good text (a person judges; most mend true misprints)")
    for path in sorted((shared / "plans").glob("*.txt")):
        restored = restore(path.read_text(encoding="utf-8"))
        if sum(change.rule == "channel" for change in restored.changes) > 1000:
            continue
        words = sum(line.word_count for line in restored.lines)
        print(f"  {path.stem[:3]}: {len(restored.changes)} in {words} words:", end=" ")
        print("; ".join(f"{c.line} {c.source}→{c.target}" for c in restored.changes))


def learned(shared: Path) -> None:
    gold = shared / "gold" / "body_001_lines_1-210.tsv"
    if not gold.exists():
        return
    sisters = tuple(
        path.read_text(encoding="utf-8")
        for path in sorted((shared / "plans").glob("*.txt"))
        if not path.name.startswith("001")
    )
    _, observed, truth = next(cases(shared, None))
    options = RestoreOptions(learn_from=sisters)
    row(
        "garbled plan, learned from four sister plans",
        "",
        rate(*error_rate(lambda t: restore(t, options).text, observed, truth)),
        "",
        "",
    )


def calibration(shared: Path, pages: Path | None) -> None:
    """Of the words restored with a confidence in each band: how many are right."""
    bands: Counter[tuple[int, bool]] = Counter()
    for name, observed, truth in cases(shared, pages):
        if name.startswith(("clean", "stripped")):
            continue
        for line, true in zip(restore(observed).lines, truth.split("\n"), strict=True):
            right = Counter(words_of(true))
            for change in line.changes:
                if change.rule == "channel":
                    word = classic_tone(change.target)
                    bands[int(change.confidence * 10), any(word in other for other in right)] += 1
    print("\nconfidence → share of right words (number of words)")
    for band in range(11):
        hits, misses = bands[band, True], bands[band, False]
        if hits + misses:
            print(f"  {band / 10:.1f}: {hits / (hits + misses):.3f} ({hits + misses})")


def speed(shared: Path) -> None:
    """Over a folder of different plans, each read once, in this process."""
    started = time.process_time()
    fresh = Engine(packed_model())
    print(f"\nengine made in {time.process_time() - started:.2f} s of processor time (model already read)")
    words = seconds = 0.0
    for path in sorted((shared / "plans").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        started = time.process_time()
        restore_with(fresh, text)
        taken = time.process_time() - started
        words, seconds = words + len(text.split()), seconds + taken
        print(f"  {path.stem[:3]}: {len(text.split()) / taken:,.0f} words a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  all: {words / seconds:,.0f} words a second of processor time; peak memory so far {peak:,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=Path, default=None)
    options = parser.parse_args()
    if (options.shared / "plans").exists():
        speed(options.shared)
    print()
    quality(options.shared, options.pages)
    learned(options.shared)
    print("\nablation, word error rate")
    named = [case for case in cases(options.shared, options.pages) if not case[0].startswith("clean")]
    for name, machine in ablations():
        figures = (rate(*error_rate(lambda t, m=machine: restore_with(m, t).text, o, g)) for _, o, g in named[:3])
        row(name, *figures)
    calibration(options.shared, options.pages)
    if (options.shared / "plans").exists():
        harm_on_plans(options.shared)


if __name__ == "__main__":
    main()
