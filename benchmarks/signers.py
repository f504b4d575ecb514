"""How well a signer's name comes back from misread print: right, shown as doubt, surely wrong.

    python -m benchmarks.signers --names FILE      names of real signers, one a line
    python -m benchmarks.signers --generated 60    invented ones, as frequent as real names are

Each name signs a short random plan, which is printed, scanned (150, 200 or 300 dpi) and read by an English Tesseract;
the text is restored and its header read. About three seconds a name. Needs Tesseract and the fonts of the samples.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks.structure import plain, restored
from extractors.header import extract_header
from extractors.parts import split_parts
from extractors.read_options import ReadOptions
from extractors.reading import read_source

FIRST_SEED = 70_000  # of the plans; invented signers come with their seeds
RESOLUTIONS = (150, 200, 200, 300)


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    read: str | None
    doubted: bool
    offered: bool  # the doubt names the right one as the other reading

    @property
    def right(self) -> bool:
        return plain(self.name) == plain(self.read)


def read_signer(name: str | None, seed: int, folder: Path) -> Outcome:
    """``name``: who signs the plan of ``seed``; None: its own signer. Raises FileNotFoundError without Tesseract."""
    from samples.sampling import ScanStyle, random_plan, write_english_ocr

    plan = random_plan(seed, rows=0, body=1)
    if name:
        plan = replace(plan, signature=replace(plan.signature, name=name))
    write_english_ocr(plan, folder, ScanStyle(dpi=Random(seed).choice(RESOLUTIONS)), seed)
    pages = read_source(folder / f"{plan.name}.garbled.txt", ReadOptions()).pages
    facts = extract_header(split_parts(restored(pages)))
    doubts = [warning.message for warning in facts.warnings if warning.code == "signer-doubtful"]
    offered = any(f"“{plan.signature.name}”" in doubt for doubt in doubts)
    return Outcome(plan.signature.name, facts.metadata.signer_name, bool(doubts), offered)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--generated", type=int, default=20)
    parser.add_argument("--errors", action="store_true", help="print each wrong name")
    args = parser.parse_args()
    names = args.names.read_text(encoding="utf-8").split("\n") if args.names else [""] * args.generated
    names = [name.split("\t")[0].strip() for name in names if name.strip() or not args.names]
    counts: Counter[tuple[bool, bool]] = Counter()
    offered = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(names):
            outcome = read_signer(name or None, FIRST_SEED + number, Path(folder))
            counts[outcome.doubted, outcome.right] += 1
            offered += outcome.offered and not outcome.right
            if args.errors and not outcome.right:
                print(f"{outcome.name}: read {outcome.read}{', shown as doubt' if outcome.doubted else ''}")
    total, right = counts.total(), counts[True, True] + counts[False, True]
    sure = counts[False, True] + counts[False, False]
    print(f"{total} names: {right / total:.1%} right, {(right + offered) / total:.1%} with the second reading")
    print(f"{1 - sure / total:.1%} shown as doubt; of the {sure} others {counts[False, False]} wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
