"""How well the audit estimates the share of wrong words: documents mixed of clean and damaged text of known truth.

    python -m benchmarks.audit [--pages FOLDER] [--plans FOLDER] [--count 200] [--seed 1]
                                          prints estimated against true rates, before and after restoration
    python -m benchmarks.audit --plot     also writes docs/audit_calibration.svg
    python -m benchmarks.audit --speed    also times 1,000 text pages

The parts are lines as an OCR really read them, with their truth (observed line, tab, true line): of the files
``test_*.tsv`` in ``--pages`` and of those in ``--plans``, once all their lines, once without those of ruled tables.
``build/audit_pools.py --split test`` makes both, the pages of documents that went into no model. Without either they
are the samples', which the estimate knows. ``benchmarks/mixtures.py`` mixes them: first the lines of one document with
their own damage, then the lines of a clean plan with those of a garbled one. Where the folder of shared material stands
beside the checkout, the real garbled plan is mixed with its truth in shares of 0, 5, ... 100 %, and with clean plans.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.mixtures import (
    Case,
    Pair,
    crossed_mixtures,
    is_same_line,
    mixture,
    pairs_of,
    random_mixtures,
    sample_pairs,
)
from pipeline.audit.examine import examine
from pipeline.audit.metrics import error_rates
from pipeline.audit.run import AuditOptions, audit_folder
from pipeline.batch.process_pool import available_cores
from pipeline.options import ConvertOptions

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
APART = 0.02  # documents whose true rates differ by this much must be ranked the right way
OPTIMISM = 0.01  # by which an estimate of restored text may fall short of the truth
ROUNDING = 0.0001  # of stated rates
LENGTHS = (0, 20, 50, 100, 200, 500)  # words: figures are given for documents between them by themselves
LONG, NO_END = 100, 10**9
CLEAN_PLANS = ("000", "002", "004")  # of the shared ones


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    words: int
    true_source: float
    estimated_source: float
    source_interval: tuple[float, float]
    true_restored: float
    estimated_restored: float
    restored_interval: tuple[float, float]


def pools_of(pages: Path | None, plans: Path | None) -> dict[str, list[Pair]]:
    """Lines by the name of their source."""
    pools = {path.stem: pairs_of(path) for path in sorted(pages.glob("test_*.tsv"))} if pages else {}
    for path in sorted(plans.glob("*.tsv")) if plans else ():
        pairs = pairs_of(path)
        pools |= {path.stem: pairs, f"{path.stem}, body": list(filter(is_same_line, pairs))}
    return pools or dict(sample_pairs())


def crossed_plans(plans: Path | None, count: int, seed: int) -> Iterator[Case]:
    """The lines of a clean generated plan mixed with those of a garbled one."""
    garbled = pools_of(None, plans)
    clean = {name: [pair.truth for pair in pairs] for name, pairs in garbled.items() if "body" not in name}
    yield from crossed_mixtures(clean, garbled, count, seed)


def real_plan() -> list[Pair]:
    """The lines of the real garbled plan whose truth is known; none where they are not at hand."""
    gold, plan = SHARED / "gold" / "body_001_lines_1-210.tsv", next((SHARED / "plans").glob("001*.txt"), None)
    if not gold.is_file() or plan is None:
        return []
    observed = plan.read_text(encoding="utf-8").split("\n")
    rows = [row.split("\t", 1) for row in gold.read_text(encoding="utf-8").splitlines()]
    return [Pair(observed[int(line) - 1].replace("\f", ""), text) for line, text in rows if text.strip()]


def real_mixtures() -> Iterator[Case]:
    """The real garbled plan mixed with its truth."""
    pairs, chance = real_plan(), random.Random(1)
    for place in ("lines", "blocks of 12", "end") if pairs else ():
        for step in range(21):
            yield mixture("real plan", pairs, step / 20, chance, place=place)


def real_crossed(count: int, seed: int) -> Iterator[Case]:
    """The real garbled plan mixed with real clean ones."""
    pairs = real_plan()
    if not pairs:
        return
    clean = {
        name: [line for line in path.read_text(encoding="utf-8").replace("\f", "").split("\n") if line.strip()]
        for name in CLEAN_PLANS
        for path in (SHARED / "plans").glob(f"{name}*.txt")
    }
    yield from crossed_mixtures(clean, {"real plan": pairs}, count, seed)


def measure(cases: Iterable[Case]) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        return [_measured(case, Path(folder) / "case.txt") for case in cases]


def _measured(case: Case, path: Path) -> Result:
    path.write_text("\n".join(case.observed), encoding="utf-8")
    gold = "\n".join(case.truth)
    document = examine(path, case.name, ConvertOptions(), gold).document
    assert document.measured is not None
    return Result(
        case.name,
        error_rates(gold, "").words,
        document.measured.source_word_error_rate,
        document.source_word_error_rate,
        (document.source_word_error_rate_low, document.source_word_error_rate_high),
        document.measured.word_error_rate,
        document.word_error_rate,
        (document.word_error_rate_low, document.word_error_rate_high),
    )


@dataclass(frozen=True, slots=True)
class Order:
    """Pairs of documents whose true source rates are APART: all, those ranked the wrong way by their estimates, those
    whose intervals do not meet (an order is claimed), and of these the wrong ones."""

    pairs: int
    wrong: int
    claimed: int
    claimed_wrong: int


def order_of(results: Sequence[Result]) -> Order:
    apart = [(a, b) for a in results for b in results if a.true_source - b.true_source >= APART]
    claimed = [(a, b) for a, b in apart if not _meet(a.source_interval, b.source_interval)]
    return Order(
        len(apart),
        sum(a.estimated_source <= b.estimated_source for a, b in apart),
        len(claimed),
        sum(a.estimated_source <= b.estimated_source for a, b in claimed),
    )


def _meet(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _inside(rate: float, interval: tuple[float, float]) -> bool:
    return interval[0] - ROUNDING <= min(rate, 1.0) <= interval[1] + ROUNDING


def print_table(results: Sequence[Result]) -> None:
    print(f"{'document':72} {'words':>6} {'source true':>12} {'estimated':>10} {'after true':>11} {'estimated':>10}")
    for r in results:
        print(
            f"{r.name:72} {r.words:6} {r.true_source:12.1%} {r.estimated_source:10.1%} "
            f"{r.true_restored:11.2%} {r.estimated_restored:10.2%}"
        )


def print_summary(name: str, results: Sequence[Result]) -> None:
    if not results:
        return
    order = order_of(results)
    print(f"\n{name}: {len(results)} documents")
    print("     words documents   as it came: mean, worst  wrong way of pairs    restored: mean, most above, too good")
    for low, high in (*pairwise((*LENGTHS, NO_END)), (LONG, NO_END), (0, NO_END)):
        print_group(f"{low}-{high - 1}" if high < NO_END else f"{low}+", [r for r in results if low <= r.words < high])
    print(f"  order claimed, intervals not meeting: {order.claimed:,} of {order.pairs:,} pairs, ", end="")
    print(f"{order.claimed_wrong} the wrong way")
    for what, inside, width in (
        ("source", [_inside(r.true_source, r.source_interval) for r in results], [r.source_interval for r in results]),
        ("restored", [_inside(r.true_restored, r.restored_interval) for r in results],
         [r.restored_interval for r in results]),
    ):  # fmt: skip
        mean = sum(high - low for low, high in width) / len(width)
        print(f"  truth inside the interval, {what}: {sum(inside) / len(inside):.0%} (mean width {mean:.1%})")


def print_group(name: str, results: Sequence[Result]) -> None:
    """A line of figures: too good is by how much an estimate of restored text fell short of the truth at worst, and in
    how many documents by more than OPTIMISM."""
    if not results:
        return
    source = [abs(r.true_source - r.estimated_source) for r in results]
    restored = [r.estimated_restored - r.true_restored for r in results]
    order = order_of(results)
    print(
        f"  {name:>8} {len(results):9} {sum(source) / len(source):17.2%} {max(source):6.2%} "
        f"{order.wrong:10} of {order.pairs:7,} {sum(map(abs, restored)) / len(restored):14.2%} {max(restored):9.2%} "
        f"{max(0.0, -min(restored)):9.2%} in {sum(gap < -OPTIMISM for gap in restored)}"
    )


def calibration_svg(results: Sequence[Result]) -> str:
    """Estimated against true source rates as a plot of 400 by 400; a stroke is the interval of an estimate."""
    dots = "\n".join(
        f'<path d="M{50 + min(r.true_source, 1) * 330:.1f} {360 - r.source_interval[0] * 330:.1f}'
        f'V{360 - r.source_interval[1] * 330:.1f}" stroke="#14608c" stroke-opacity="0.35"/>'
        f'<circle cx="{50 + min(r.true_source, 1) * 330:.1f}" cy="{360 - min(r.estimated_source, 1) * 330:.1f}" r="3" '
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
        for number in range(pages // 10):
            chosen = [chance.choice(lines) for _ in range(350)]
            text = [pair.observed if number % 2 else pair.truth for pair in chosen]
            whole = "\f".join("\n".join(text[at : at + 35]) for at in range(0, 350, 35))
            (Path(folder) / f"{number}.txt").write_text(whole, encoding="utf-8")
        started = time.perf_counter()
        audit_folder(Path(folder), Path(folder) / "out", AuditOptions())
        seconds = time.perf_counter() - started
    print(f"\n{pages} text pages, half of them garbled: {seconds:.1f} s on {available_cores()} cores")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--plans", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plot", action="store_true")
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    pools = pools_of(arguments.pages, arguments.plans)
    kinds = {
        "mixtures of documents with their own damage": random_mixtures(pools, arguments.count, arguments.seed),
        "clean plans mixed with garbled ones": crossed_plans(arguments.plans, arguments.count, arguments.seed),
        "real garbled plan mixed with its truth": real_mixtures(),
        "real garbled plan mixed with real clean ones": real_crossed(arguments.count, arguments.seed),
    }
    measured = {name: measure(cases) for name, cases in kinds.items()}
    results = [result for found in measured.values() for result in found]
    print_table(results)
    for name, found in measured.items():
        print_summary(name, found)
    if arguments.plot:
        (ROOT / "docs" / "audit_calibration.svg").write_text(calibration_svg(results), encoding="utf-8")
    if arguments.speed:
        time_pages()


if __name__ == "__main__":
    main()
