"""Makes OCR training pairs: what Tesseract reads on typeset, worn pages, beside what was printed there.

    python benchmarks/build/make_pairs.py --corpus ../shared/corpus --out PAIRS --pages 600
    python benchmarks/build/make_pairs.py --corpus ../shared/corpus --out PAIRS --split test --pages 10 \
        --engine eng --dpi 200 --font NotoSerif

Training pages come from documents of the corpus's ``train`` split, which the language model is built from too; test
pages only from its ``dev`` or ``test`` split.
Appends ``pairs_<kind>.tsv`` (observed line, true line) and rewrites ``words_<kind>.tsv`` (observed, true, count).
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from benchmarks.build.corpus import documents
from benchmarks.build.plan_text import Material, blocks_of_page, material_of
from benchmarks.build.typeset import FONTS, Page, random_wear, typeset
from benchmarks.build.word_alignment import align_words
from normalizers.unicode_text import clean, tone_style

UNSEEN_FONT = "NotoSerif"  # never used for training pages
CORPUS_SHARES = {"vbpl_fulltext": 0.5, "admin_nq03_nq57": 0.2, "tvpl_laws": 0.15, "phapdien": 0.15}


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to call Tesseract. ``kind`` names the files its pairs go into."""

    kind: str
    languages: str
    mode: int = 3  # --oem; 3 takes whatever the data holds: LSTM, or LSTM with the legacy engine as a second opinion
    full_data: bool = False  # the big traineddata with the legacy engine in it, from --full-tessdata
    weight: float = 1.0


ENGINES = {
    "eng": Engine("eng", "eng", weight=3.5),
    "eng-both": Engine("eng", "eng", 3, True, weight=3.5),
    "eng-legacy": Engine("eng", "eng", 0, True, weight=0.3),
    "fra": Engine("fra", "fra", weight=0.5),
    "eng+fra": Engine("fra", "eng+fra", weight=0.5),
    "vie": Engine("vie", "vie", weight=1.5),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read, with its box in pixels of the image."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def material(corpus: Path, split: str) -> Material:
    """The cleaned paragraphs of the documents of one split (``train``, ``dev`` or ``test``)."""
    texts: dict[str, list[str]] = defaultdict(list)
    for document in documents(corpus, split):
        text = tone_style(clean(document.text), "classic").replace("*", "")
        texts[document.source].extend(part.strip() for part in text.split("\n") if len(part.split()) >= 2)
    return material_of(dict(texts), CORPUS_SHARES)


def read(image_page: Page, engine: Engine, dpi: int, full_tessdata: Path | None, psm: int) -> list[Word]:
    """The words Tesseract reads, by one single-threaded run."""
    _, png = cv2.imencode(".png", image_page.image)
    command = ["tesseract", "-", "-", "-l", engine.languages, "--psm", str(psm), "--oem", str(engine.mode)]
    command += ["--dpi", str(dpi)]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    if engine.full_data:
        command += ["--tessdata-dir", str(full_tessdata)]
    done = subprocess.run([*command, "tsv"], input=png.tobytes(), capture_output=True, check=True, env=environment)
    table = csv.DictReader(io.StringIO(done.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = []
    for row in table:
        if row["level"] != "5" or not row["text"].strip():
            continue
        left, top = float(row["left"]), float(row["top"])
        right, bottom = left + float(row["width"]), top + float(row["height"])
        words.append(Word(row["text"].strip(), left, top, right, bottom))
    return words


def match_lines(page: Page, words: list[Word]) -> list[tuple[str, str]]:
    """(observed, true) of every printed line on which something was read, words given to lines by their centres."""
    found: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        x, y = page.unskew((word.left + word.right) / 2, (word.top + word.bottom) / 2)
        index = _line_at(page, x, y)
        if index is not None:
            found[index].append(word)
    pairs = []
    for index, line in enumerate(page.lines):
        if found[index]:
            read_order = sorted(found[index], key=lambda word: word.left)
            pairs.append((" ".join(word.text for word in read_order), line.text))
    return pairs


def _line_at(page: Page, x: float, y: float) -> int | None:
    for index, line in enumerate(page.lines):
        # Glyphs stand in the upper part of the line's step; what hangs below belongs to the line above the gap.
        if line.top - 0.1 * (line.bottom - line.top) <= y < line.bottom and line.left - 15 <= x <= line.right + 15:
            return index
    return None


def is_aligned(observed: str, true: str) -> bool:
    """Rejects lines that are mostly lost (a rule read as text, half the line missing): they teach nothing."""
    return 0.6 <= len(observed) / len(true) <= 1.5


@dataclass(frozen=True, slots=True)
class PageJob:
    seed: str
    engine: Engine
    dpi: int
    family: str
    split: str


def make_page(job: PageJob, corpus: Path, full_tessdata: Path | None) -> list[tuple[str, str]]:
    rng = random.Random(job.seed)
    blocks, ruled = blocks_of_page(material(corpus, job.split), rng, even=job.split == "train")
    points = rng.choice((11, 12, 12.5, 13, 13, 13.5, 14, 14, 14))
    # Only bad copies make an OCR slip that knows the language: training pages for it are mostly bad.
    wear = random_wear(rng, job.dpi, 0.7 if job.split == "train" and job.engine.kind == "vie" else 0.2)
    page = typeset(blocks, dpi=job.dpi, family=job.family, points=points, wear=wear, rng=rng, ruled=ruled)
    psm = 6 if rng.random() < 0.2 and not ruled else 3
    pairs = match_lines(page, read(page, job.engine, job.dpi, full_tessdata, psm))
    return [pair for pair in pairs if is_aligned(*pair)]


def training_jobs(pages: int, first: int, engines: dict[str, Engine]) -> Iterator[PageJob]:
    # Official documents are set in Times; the others teach how shapes vary.
    families = {name: 0.5 for name in FONTS if name != UNSEEN_FONT} | {"LiberationSerif": 5.0, "TexGyreTermes": 2.0}
    for index in range(first, first + pages):
        rng = random.Random(f"job-{index}")
        engine = rng.choices(list(engines.values()), [engine.weight for engine in engines.values()])[0]
        family = rng.choices(list(families), list(families.values()))[0]
        dpi = rng.choices((150, 200, 300), (2, 3, 3))[0] if engine.kind != "vie" else rng.choice((100, 120, 150, 200))
        yield PageJob(f"page-{index}", engine, dpi, family, split="train")


def write_words(path: Path, counts: Counter[tuple[str, str]]) -> None:
    rows = "".join(f"{observed}\t{true}\t{count}\n" for (observed, true), count in counts.most_common())
    part = path.with_suffix(".part")
    part.write_text(rows, encoding="utf-8")
    part.replace(path)


def count_words(pairs_file: Path) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    if pairs_file.exists():
        for line in pairs_file.read_text(encoding="utf-8").split("\n"):
            if line:
                observed, true = line.split("\t")
                counts.update((pair.observed, pair.true) for pair in align_words(observed, true))
    return counts


def append_pairs(path: Path, pairs: list[tuple[str, str]]) -> None:
    with path.open("a", encoding="utf-8") as out:
        out.writelines(f"{observed}\t{true}\n" for observed, true in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full-tessdata", type=Path, help="folder of an eng.traineddata that holds the legacy engine")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--first", type=int, default=0, help="number of the first page (pages are seeded by number)")
    parser.add_argument("--split", choices=("train", "dev", "test"), default="train", help="dev, test: a test set")
    parser.add_argument("--engine", choices=list(ENGINES), help="only this engine (default: a mixture)")
    parser.add_argument("--dpi", type=int, default=200, help="of a test set")
    parser.add_argument("--font", choices=list(FONTS), default="LiberationSerif", help="of a test set")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    engines = {options.engine: ENGINES[options.engine]} if options.engine else ENGINES
    if options.full_tessdata is None:
        engines = {name: engine for name, engine in engines.items() if not engine.full_data}
    if options.split != "train":
        name = options.engine or "eng"
        path = options.out / f"{options.split}_{name}_{options.dpi}_{options.font}.tsv"
        path.unlink(missing_ok=True)
        for index in range(options.pages):
            job = PageJob(
                f"{options.split}-{index}-{options.font}", ENGINES[name], options.dpi, options.font, split=options.split
            )
            append_pairs(path, make_page(job, options.corpus, options.full_tessdata))
        return
    counts: dict[str, Counter[tuple[str, str]]] = {
        kind: count_words(options.out / f"pairs_{kind}.tsv") for kind in {engine.kind for engine in engines.values()}
    }
    for number, job in enumerate(training_jobs(options.pages, options.first, engines), 1):
        kind = job.engine.kind
        pairs = make_page(job, options.corpus, options.full_tessdata)
        append_pairs(options.out / f"pairs_{kind}.tsv", pairs)
        for observed, true in pairs:
            counts[kind].update((pair.observed, pair.true) for pair in align_words(observed, true))
        if number % 10 == 0 or number == options.pages:
            for each, counter in counts.items():
                write_words(options.out / f"words_{each}.tsv", counter)


if __name__ == "__main__":
    main()
