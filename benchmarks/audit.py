"""How well the audit estimates the share of wrong words: documents mixed of clean and damaged text of known truth.

    python -m benchmarks.audit            prints estimated against true rates, before and after restoration
    python -m benchmarks.audit --plot     also writes docs/audit_calibration.svg
    python -m benchmarks.audit --speed    also times 1,000 text pages

The parts are the samples' garbled lines (what an English OCR really read) with their truth, the same lines stripped of
their marks, and the true lines themselves; a mixture takes whole blocks of each, as real documents do. Where the folder
of shared material stands beside the checkout, the real garbled plan is a line of its own.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalizers.unicode_text import strip_marks
from pipeline.audit.examine import examine
from pipeline.audit.metrics import error_rates
from pipeline.options import ConvertOptions

ROOT = Path(__file__).resolve().parent.parent
SAMPLES, SHARED = ROOT / "samples", ROOT.parent / "shared"
SHARES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
BLOCK = 12  # lines


@dataclass(frozen=True, slots=True)
class Pair:
    observed: str
    truth: str


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    observed: tuple[str, ...]
    truth: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    words: int
    true_source: float
    estimated_source: float
    true_restored: float
    estimated_restored: float


def sample_pairs() -> Iterator[tuple[str, list[Pair]]]:
    """(name, lines) of each sample: what the English OCR read of a line, and the line."""
    for truth in sorted((SAMPLES / "truth").glob("*.garbled.tsv")):
        name = truth.name.removesuffix(".garbled.tsv")
        observed = (SAMPLES / "garbled_text" / f"{name}.txt").read_text(encoding="utf-8").split("\n")
        pairs = []
        for row in truth.read_text(encoding="utf-8").splitlines():
            line, _, text = row.partition("\t")
            pair = Pair(observed[int(line) - 1].replace("\f", ""), text)
            if _same_line(pair):
                pairs.append(pair)
        yield name, pairs


def _same_line(pair: Pair) -> bool:
    """Whether the engine read this line and no more: in ruled tables it reads rules as letters and loses words, which
    is no question of restoration."""
    return "|" not in pair.observed and 0.85 <= len(pair.observed) / max(len(pair.truth), 1) <= 1.15


def mixtures() -> Iterator[Case]:
    chance = random.Random(20)
    for name, pairs in sample_pairs():
        for share in SHARES:
            yield _mixture(f"{name} garbled {share:.0%}", pairs, share, chance, lambda pair: pair.observed)
        for share in (0.1, 0.5, 1.0):
            yield _mixture(f"{name} stripped {share:.0%}", pairs, share, chance, lambda pair: strip_marks(pair.truth))


def real_case() -> Iterator[Case]:
    gold, plan = SHARED / "gold" / "body_001_lines_1-210.tsv", next((SHARED / "plans").glob("001*.txt"), None)
    if gold.is_file() and plan is not None:
        rows = [row.split("\t", 1) for row in gold.read_text(encoding="utf-8").splitlines()]
        observed = plan.read_text(encoding="utf-8").split("\n")
        yield Case(
            "real garbled plan", tuple(observed[int(row[0]) - 1] for row in rows), tuple(row[-1] for row in rows)
        )


def measure(case: Case, folder: Path) -> Result:
    path = folder / "case.txt"
    path.write_text("\n".join(case.observed), encoding="utf-8")
    gold = "\n".join(case.truth)
    document = examine(path, case.name, ConvertOptions(), gold).document
    assert document.measured is not None
    return Result(
        case.name,
        error_rates(gold, "").words,
        document.measured.source_word_error_rate,
        document.source_word_error_rate,
        document.measured.word_error_rate,
        document.word_error_rate,
    )


def order_errors(results: Sequence[Result]) -> int:
    """Pairs of documents whose true source rates differ by 2 points and more and that are ranked the wrong way."""
    return sum(
        (a.true_source - b.true_source >= 0.02) and a.estimated_source <= b.estimated_source
        for a in results
        for b in results
    )


def print_table(results: Sequence[Result]) -> None:
    print(f"{'document':58} {'words':>6} {'source true':>12} {'estimated':>10} {'after true':>11} {'estimated':>10}")
    for r in results:
        print(
            f"{r.name:58} {r.words:6} {r.true_source:12.1%} {r.estimated_source:10.1%} "
            f"{r.true_restored:11.2%} {r.estimated_restored:10.2%}"
        )
    errors = [abs(r.true_source - r.estimated_source) for r in results]
    optimism = [r.true_restored - r.estimated_restored for r in results]
    print(f"\nsource: mean difference {sum(errors) / len(errors):.2%}, worst {max(errors):.2%}")
    print(f"ranked the wrong way (truth 2 points apart): {order_errors(results)} pairs")
    print(f"restored: mean optimism {sum(optimism) / len(optimism):+.2%}, worst {max(optimism):+.2%}")


def calibration_svg(results: Sequence[Result]) -> str:
    """Estimated against true source rates as a plot of 400 by 400."""
    dots = "\n".join(
        f'<circle cx="{50 + r.true_source * 330:.1f}" cy="{360 - min(r.estimated_source, 1) * 330:.1f}" r="4" '
        f'fill="#c9743a" fill-opacity="0.6"><title>{r.name}</title></circle>'
        for r in results
    )
    ticks = "\n".join(
        f'<text x="{50 + t * 330:.0f}" y="378" text-anchor="middle">{t:.0%}</text>'
        f'<text x="44" y="{364 - t * 330:.0f}" text-anchor="end">{t:.0%}</text>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" font-family="sans-serif" font-size="11">
<rect width="400" height="400" fill="white"/>
<path d="M50 30V360H380" fill="none" stroke="#888"/><path d="M50 360L380 30" stroke="#bbb" stroke-dasharray="4"/>
{ticks}
<text x="215" y="395" text-anchor="middle">true share of wrong words</text>
<text x="14" y="195" text-anchor="middle" transform="rotate(-90 14 195)">estimated</text>
{dots}
</svg>
"""


def time_pages(pages: int = 1000) -> None:
    """A page is about 35 lines; documents of ten pages, each text different."""
    lines = [pair for _, pairs in sample_pairs() for pair in pairs]
    chance = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(pages // 10):
            chosen = [chance.choice(lines) for _ in range(350)]
            text = [pair.observed if number % 2 else pair.truth for pair in chosen]
            path = Path(folder) / f"{number}.txt"
            path.write_text("\f".join("\n".join(text[at : at + 35]) for at in range(0, 350, 35)), encoding="utf-8")
            paths.append(path)
        started = time.perf_counter()
        for path in paths:
            examine(path, path.name, ConvertOptions())
        print(f"\n{pages} text pages, half of them garbled: {time.perf_counter() - started:.1f} s on one core")


def _mixture(name: str, pairs: Sequence[Pair], share: float, chance: random.Random, damaged: object) -> Case:
    assert callable(damaged)
    blocks = [pairs[at : at + BLOCK] for at in range(0, len(pairs), BLOCK)]
    chosen = set(chance.sample(range(len(blocks)), round(share * len(blocks))))
    observed = [
        damaged(pair) if index in chosen else pair.truth for index, block in enumerate(blocks) for pair in block
    ]
    return Case(name, tuple(observed), tuple(pair.truth for pair in pairs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plot", action="store_true")
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = [measure(case, Path(folder)) for case in (*mixtures(), *real_case())]
    print_table(results)
    if arguments.plot:
        (ROOT / "docs" / "audit_calibration.svg").write_text(calibration_svg(results), encoding="utf-8")
    if arguments.speed:
        time_pages()


if __name__ == "__main__":
    main()
