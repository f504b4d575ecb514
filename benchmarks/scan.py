"""Reading scans: quality and speed beside OCRmyPDF and plain pytesseract, on the same files in the same run.

    python -m benchmarks.scan                        # the committed scans
    python -m benchmarks.scan --random 4             # also four random plans, scanned at 200 and at 150 dpi
    python -m benchmarks.scan --long 20              # also speed and memory on a scan of twenty pages
    python -m benchmarks.scan --engine tesserocr     # our reading by another engine
    python -m benchmarks.scan --restore              # also what restoration mends and breaks afterwards

Text is compared in reading order, page by page, against the truth: edit distance over the true characters after NFC,
single spaces and the classic tone place. ``order`` is the share of errors that vanish when both sides' words are
sorted: what stands at the wrong place. Task rows and cells are measured as in ``benchmarks.tasks``, from our
restored pages only: the others give no cells.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from benchmarks.tasks import Tally, measure, norm
from extractors.layout import LineRole, Page
from extractors.ocr import read_pdf_pages
from extractors.parts import split_parts
from extractors.read_options import ReadOptions
from extractors.tasks import extract_tasks
from pipeline import stages
from pipeline.options import ConvertOptions

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
LIMIT = {"OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class Case:
    shape: str
    scan: Path
    truth: tuple[str, ...]  # a page each
    tasks: tuple[dict[str, Any], ...]


@dataclass
class Score:
    letters: int = 0
    errors: int = 0
    unordered: int = 0
    pages: int = 0
    seconds: float = 0.0
    worst: list[tuple[float, str]] = field(default_factory=list)

    def add(self, name: str, truth: Sequence[str], read: Sequence[str], seconds: float) -> None:
        self.seconds += seconds
        for number, (true, got) in enumerate(zip(truth, read, strict=True), 1):
            a, b = norm(true), norm(got)
            errors = Levenshtein.distance(a, b)
            self.letters += len(a)
            self.errors += errors
            self.unordered += min(
                errors, Levenshtein.distance(" ".join(sorted(a.split())), " ".join(sorted(b.split())))
            )
            self.pages += 1
            self.worst.append((errors / max(len(a), 1), f"{name} p{number}"))

    def __str__(self) -> str:
        each = 100 / max(self.letters, 1)
        return (
            f"CER {self.errors * each:6.2f}%  order {(self.errors - self.unordered) * each:6.2f}%  "
            f"{self.seconds / max(self.pages, 1):5.2f} s/page  ({self.pages} pages)"
        )


def text_of(page: Page) -> str:
    """What a reader of the page would read: all lines but stamps."""
    return "\n".join(line.text for line in page.lines if line.role is not LineRole.STAMP)


def ours(scan: Path, pages: int, jobs: int, engine: str = "pytesseract") -> list[Page]:
    return read_pdf_pages(scan, range(1, pages + 1), ReadOptions(ocr_jobs=jobs, ocr_engine=engine))


def converted(scan: Path, engine: str) -> None:
    """The whole conversion by the command, with its start."""
    with tempfile.TemporaryDirectory() as folder:
        command = [_program("kehoach"), "convert", str(scan), "-o", folder, "--ocr-engine", engine, "--quiet"]
        subprocess.run(command, check=True)


def ocrmypdf(scan: Path, pages: int, jobs: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        sidecar = Path(folder) / "text.txt"
        command = [_program("ocrmypdf"), "-l", "vie", "--jobs", str(jobs), "--force-ocr", "--quiet"]
        command += ["--output-type", "pdf", "--sidecar", str(sidecar), str(scan), str(Path(folder) / "out.pdf")]
        subprocess.run(command, check=True, env=os.environ | LIMIT)
        read = sidecar.read_text(encoding="utf-8").split("\f")
    return (read + [""] * pages)[:pages]


def plain(scan: Path, pages: int, jobs: int) -> list[str]:
    """``pytesseract.image_to_string`` on pages drawn at 300 dpi, one after another."""
    import pypdfium2
    import pytesseract

    os.environ.update(LIMIT)
    with pypdfium2.PdfDocument(scan) as document:
        pictures = (document[at].render(scale=300 / 72).to_pil() for at in range(pages))
        return [pytesseract.image_to_string(picture, lang="vie") for picture in pictures]


def _program(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing: pip install -e '.[bench]'")
    return found


def timed(read: Callable[[Path, int, int], Any], scan: Path, pages: int, jobs: int) -> tuple[Any, float]:
    started = time.perf_counter()
    return read(scan, pages, jobs), time.perf_counter() - started


def cases(count: int, seed: int, folder: Path) -> Iterator[Case]:
    for scan in sorted((SAMPLES / "scan").glob("*.pdf")):
        truth = (SAMPLES / "truth" / f"{scan.stem}.truth").read_text(encoding="utf-8").split("\f")
        tasks = json.loads((SAMPLES / "truth" / f"{scan.stem}.json").read_text(encoding="utf-8"))["tasks"]
        yield Case("samples", scan, tuple(truth), tuple(tasks))
    for number in range(seed, seed + count):
        yield from random_scans(number, folder)


def random_scans(number: int, folder: Path, rows: int | None = None) -> Iterator[Case]:
    """One random plan at 200 dpi, and at 150 dpi with its landscape pages on their side."""
    from samples.sampling import ScanStyle, random_plan, truth, write_pdf, write_scan
    from samples.sampling.compose import compose
    from samples.sampling.produce import reading_truth

    plan = random_plan(number) if rows is None else random_plan(number, rows=rows)
    known = truth(plan)["tasks"]
    pages = reading_truth(compose(plan)).split("\f")
    digital = folder / f"{number}.pdf"
    write_pdf(plan, digital)
    for dpi, turned in ((200, False), (150, True)):
        scan = folder / f"{number}_{dpi}.pdf"
        write_scan(digital, scan, dpi, style=ScanStyle(dpi=dpi, turn_landscape=turned), seed=number)
        yield Case(f"random, {dpi} dpi", scan, tuple(pages), tuple(known))


def tasks_of(pages: Sequence[Page], gold: Sequence[dict[str, Any]]) -> Tally:
    whole = restored(pages)
    facts = extract_tasks(whole, split_parts(whole), "0" * 64)
    return measure(gold, facts)


def restored(pages: Sequence[Page]) -> list[Page]:
    """The pages as a conversion has them after restoration, cells of tables included."""
    draft = stages.Draft(Path(), "", ConvertOptions(), pages=tuple(pages))
    return list(stages.restore(draft).pages)


def harm(truth: Sequence[str], before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """Characters of errors mended and made by restoration, summed over pages that changed for better or worse."""
    better = worse = 0
    for true, old, new in zip(truth, before, after, strict=True):
        gain = Levenshtein.distance(norm(true), norm(old)) - Levenshtein.distance(norm(true), norm(new))
        better, worse = better + max(gain, 0), worse + max(-gain, 0)
    return better, worse


def long_scan(pages: int, seed: int, folder: Path) -> tuple[Path, int]:
    """A scan of that many pages: random plans with long annexes, one behind the other."""
    import pikepdf

    joined, number = pikepdf.new(), seed
    while len(joined.pages) < pages:
        case = next(iter(random_scans(number, folder, rows=40)))
        with pikepdf.open(case.scan) as part:
            joined.pages.extend(part.pages[: pages - len(joined.pages)])
        number += 1
    path = folder / "long.pdf"
    joined.save(path)
    return path, pages


def cost(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of the processors, child processes included."""

    def processors() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(each.ru_utime + each.ru_stime for each in used)

    clock, before = time.perf_counter(), processors()
    run()
    return time.perf_counter() - clock, processors() - before


def print_costs(pages: int, costs: dict[str, tuple[float, float]]) -> None:
    """With the ratio to OCRmyPDF; on a busy machine the seconds of the processors say more than the clock's."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{pages} pages, peak memory of reading {peak:.0f} MB")
    clock, processors = costs.get("ocrmypdf", (0.0, 0.0))
    for name, (seconds, used) in costs.items():
        ratio = f", {seconds / clock:.2f} and {used / processors:.2f} of ocrmypdf" if clock else ""
        print(f"  {name:16} {seconds:6.1f} s, {used:6.1f} s of the processors{ratio}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--random", type=int, default=0, help="how many random plans")
    parser.add_argument("--seed", type=int, default=500, help="seed of the first random plan")
    parser.add_argument("--jobs", type=int, default=2, help="pages at a time, for us and for OCRmyPDF")
    parser.add_argument("--long", type=int, default=0, help="pages of a long scan for speed and memory")
    parser.add_argument("--engine", default="pytesseract", help="our OCR engine, by its name")
    parser.add_argument("--alone", action="store_true", help="leave the others out")
    parser.add_argument("--restore", action="store_true", help="measure the text after restoration too")
    options = parser.parse_args()
    others = {} if options.alone else {"ocrmypdf": ocrmypdf, "pytesseract": plain}
    read_scan = partial(ours, engine=options.engine)
    scores: dict[tuple[str, str], Score] = {}
    tallies: dict[str, Tally] = {}
    mended = broken = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in cases(options.random, options.seed, folder):
            count = len(case.truth)
            pages, seconds = timed(read_scan, case.scan, count, options.jobs)
            read = [text_of(page) for page in pages]
            scores.setdefault((case.shape, "kehoach"), Score()).add(case.scan.stem, case.truth, read, seconds)
            tallies.setdefault(case.shape, Tally()).add(tasks_of(pages, case.tasks))
            if options.restore:
                after = [text_of(page) for page in restored(pages)]
                scores.setdefault((case.shape, "+ restore"), Score()).add(case.scan.stem, case.truth, after, 0.0)
                better, worse = harm(case.truth, read, after)
                mended, broken = mended + better, broken + worse
            for program, run in others.items():
                got, seconds = timed(run, case.scan, count, options.jobs)
                scores.setdefault((case.shape, program), Score()).add(case.scan.stem, case.truth, got, seconds)
        for (shape, program), score in scores.items():
            print(f"{shape:18} {program:12} {score}")
        for shape, tally in tallies.items():
            print(f"{shape:18} tasks        {tally}")
        if options.restore:
            print(f"restoration: pages better by {mended} characters, worse by {broken}")
        worst = sorted((entry for (_, who), s in scores.items() if who == "kehoach" for entry in s.worst), reverse=True)
        print("worst pages: " + ", ".join(f"{page} {100 * error:.1f}%" for error, page in worst[:6]))
        if options.long:
            path, count = long_scan(options.long, options.seed + 1000, folder)
            runs: dict[str, Callable[[], object]] = {
                "read": lambda: read_scan(path, count, options.jobs),
                "kehoach convert": lambda: converted(path, options.engine),
            }
            if others:
                runs["ocrmypdf"] = lambda: ocrmypdf(path, count, options.jobs)
            print_costs(count, {name: cost(run) for name, run in runs.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
