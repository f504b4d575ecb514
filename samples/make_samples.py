"""Write the committed samples: ``python samples/make_samples.py [--only NAME] [--without-ocr]``.

Deterministic: the same bytes on every run with the locked packages, Liberation Serif 2.1 and the same Tesseract.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT.parent))


def main() -> int:
    from samples.plans import SAMPLES
    from samples.sampling.produce import produce

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", help="name of a plan; may be given several times")
    parser.add_argument("--output", type=Path, default=ROOT, help="folder to write to (default: this one)")
    parser.add_argument("--without-ocr", action="store_true", help="leave out what Tesseract makes")
    arguments = parser.parse_args()
    for sample in SAMPLES:
        if arguments.only and sample.plan.name not in arguments.only:
            continue
        for path in produce(sample, arguments.output, not arguments.without_ocr):
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
