"""Makes the lines whose truth is known that the audit's estimate is fitted to and judged on.

    python -m benchmarks.build.audit_pools --corpus ../shared/corpus --out POOLS --split dev --first 1 --pages 420 \
        --plans 110
    python -m benchmarks.build.audit_pools --corpus ../shared/corpus --out JUDGED --split test --first 1001

Writes ``OUT/pages/SPLIT_*.tsv``, pages of documents of the corpus that went into no model, read by an English, a
French or the Vietnamese engine, and ``OUT/plans/*.tsv``, generated plans, scanned and read in English. A line of a file
is what was read, a tab, and what was printed. Page and plan N, counted from ``--first``, are always the same.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.build.make_pairs import ENGINES, PageJob, make_page
from benchmarks.build.typeset import FONTS
from samples import sampling
from samples.sampling.garble import write_english_ocr
from samples.sampling.scan import ScanStyle

READ_BY = {"eng": 6.0, "vie": 1.5, "fra": 0.8}
OFFICIAL, OFTEN = "LiberationSerif", 4  # times as often as any other typeface
COPIES = (150, 200, 300)  # dpi
BAD_COPIES = (120, 150, 200)  # on which an engine slips that knows the language
PAGES_A_FILE = 70  # of all engines and resolutions
NOISE = (4.0, 9.0)  # gray levels


def page_job(split: str, number: int) -> PageJob:
    chance = random.Random(f"audit-{number}")
    engine = ENGINES[chance.choices(list(READ_BY), list(READ_BY.values()))[0]]
    family = chance.choice([*FONTS, *[OFFICIAL] * (OFTEN - 1)])
    dpi = chance.choice(BAD_COPIES if engine.kind == "vie" else COPIES)
    return PageJob(f"{split}-audit-{number}", engine, dpi, family, split)


def write_pages(corpus: Path, split: str, numbers: range, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for first in numbers[::PAGES_A_FILE]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for number in range(first, min(first + PAGES_A_FILE, numbers.stop)):
            job = page_job(split, number)
            found[f"{split}_{job.engine.kind}{job.dpi}_{first}"] += make_page(job, corpus, None)
        for name, pairs in found.items():
            _write(folder / f"{name}.tsv", pairs)


def write_plans(numbers: range, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for number in numbers:
            plan = replace(sampling.random_plan(number), name=f"plan_{number}")
            style = ScanStyle(dpi=COPIES[number % 3], noise=NOISE[number // 3 % 2])
            rows = write_english_ocr(plan, Path(scratch), style, seed=number)
            read = (Path(scratch) / f"{plan.name}.garbled.txt").read_text(encoding="utf-8").split("\n")
            _write(folder / f"{plan.name}.tsv", [(read[line - 1].replace("\f", ""), true) for line, true in rows])


def _write(path: Path, pairs: Sequence[tuple[str, str]]) -> None:
    path.write_text("\n".join(f"{observed}\t{true}" for observed, true in pairs), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "test"), required=True)
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--pages", type=int, default=70)
    parser.add_argument("--plans", type=int, default=30)
    options = parser.parse_args()
    pages, plans = (range(options.first, options.first + count) for count in (options.pages, options.plans))
    write_pages(options.corpus, options.split, pages, options.out / "pages")
    write_plans(plans, options.out / "plans")


if __name__ == "__main__":
    main()
