"""What the batch machinery costs and gives, on a generated folder of mixed plans with bad inputs among them.

    python -m benchmarks.batch --documents 1000

prints a Markdown table: two processes against one (true only on a machine that has nothing else to do), memory of
the whole with many documents against few, a second run over finished work, and the machinery's own cost a document
(measured with a conversion that does nothing).
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from extractors.layout import TextOrigin
from extractors.read_options import ReadOptions
from pipeline.batch.records import BatchOptions
from pipeline.batch.run import run_batch
from pipeline.batch.summary import BatchSummary
from pipeline.batch.work import Convert, content_hash
from pipeline.document import Document, Source
from pipeline.options import ConvertOptions

BAD_SHARE = 0.03
# The mix of the good inputs: kind of file, size of plan ("short" has a section and a few tasks) and their weights.
MIX = ((("text", "short"), 75), (("docx", "short"), 12), (("pdf", "short"), 5), (("text", "long"), 8))


@dataclass(frozen=True, slots=True)
class Measured:
    seconds: float
    cpu_seconds: float  # of this process and its workers
    memory_mb: float  # the most that this process and its descendants held at a time
    summary: BatchSummary


def make_folder(folder: Path, documents: int, seed: int = 1) -> None:
    """Write ``documents`` inputs: random plans as text, Word and PDF files, and one in thirty-three broken."""
    from samples.sampling.bad_inputs import write_bad_inputs
    from samples.sampling.random_plan import random_plan
    from samples.sampling.typeset_docx import write_docx
    from samples.sampling.typeset_pdf import write_pdf
    from samples.sampling.typeset_text import write_text

    writers = {"text": (write_text, ".txt"), "docx": (write_docx, ".docx"), "pdf": (write_pdf, ".pdf")}
    folder.mkdir(parents=True, exist_ok=True)
    bad_count = round(documents * BAD_SHARE)
    chance = random.Random(seed)
    for number in range(documents - bad_count):
        (kind,) = chance.choices([kind for kind, _ in MIX], [weight for _, weight in MIX])
        write, ending = writers[kind[0]]
        shape = {"rows": chance.randint(2, 6), "body": 1} if kind[1] == "short" else {}
        write(random_plan(seed + number, **shape), folder / f"ke-hoach-{number:04d}{ending}")
    bad_folder = folder.parent / "bad"
    bad_folder.mkdir()
    # A picture of 400 million points takes a gigabyte by itself, among ten inputs or a thousand: not what is measured.
    kinds = [bad.path for bad in write_bad_inputs(bad_folder) if not bad.readable and bad.kind != "big_picture"]
    for number, path in zip(range(bad_count), itertools.cycle(kinds), strict=False):
        (folder / f"bad-{number:03d}-{path.name}").write_bytes(path.read_bytes())


def measure(inputs: Path, output: Path, jobs: int, convert: Convert | None = None) -> Measured:
    """One run: its time, its memory and its summary."""
    # OCR is left out: it would take hours and is measured on its own (benchmarks/scan.py).
    options = ConvertOptions(read=ReadOptions(ocr="never"))
    with _most_memory() as most:
        started, cpu_started = time.perf_counter(), _cpu_seconds()
        summary = run_batch([inputs], output, BatchOptions(jobs=jobs), options, convert=convert)
        seconds, cpu_seconds = time.perf_counter() - started, _cpu_seconds() - cpu_started
    return Measured(seconds, cpu_seconds, most() / 2**20, summary)


def _cpu_seconds() -> float:
    return sum(os.times()[:4])  # with those of workers that have ended


@contextmanager
def _most_memory() -> Iterator[Callable[[], int]]:
    """The most memory held while the block ran: proportional share, so that what processes share counts once."""
    most = 0
    stop = threading.Event()

    def watch() -> None:
        nonlocal most
        while not stop.wait(0.5):
            most = max(most, _memory_of_all())

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield lambda: most
    finally:
        stop.set()
        thread.join()


def _memory_of_all() -> int:
    this = psutil.Process()
    total = 0
    for process in (this, *this.children(recursive=True)):
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total


def convert_nothing(path: Path, source: str, options: ConvertOptions) -> Document:
    """A conversion that costs nothing: what remains is the machinery's own cost."""
    digest = content_hash(path) or "0" * 64
    origin = Source(path=source, sha256=digest, media_type="text/plain", page_count=1, text_origin=TextOrigin.TEXT)
    return Document(document_id=digest[:16], source=origin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="an existing folder to convert instead of a generated one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        inputs = arguments.folder or work / "plans"
        if arguments.folder is None:
            make_folder(inputs, arguments.documents)
        tenth = work / "tenth"
        tenth.mkdir()
        files = sorted(path for path in inputs.rglob("*") if path.is_file())
        for path in files[:: max(1, len(files) // 100)][:100]:
            (tenth / path.name).write_bytes(path.read_bytes())

        one = measure(inputs, work / "one", jobs=1)
        two = measure(inputs, work / "two", jobs=2)
        again = measure(inputs, work / "two", jobs=2)
        few = measure(tenth, work / "few", jobs=2)
        empty = measure(inputs, work / "empty", jobs=1, convert=convert_nothing)
        none = measure(tenth, work / "none", jobs=1, convert=convert_nothing)
    count = len(files)
    # The difference of two runs: starting a worker is not a cost of each document.
    overhead = (empty.seconds - none.seconds) / max(1, count - min(count, 100))
    summary = two.summary
    print(
        f"{count} inputs: {summary.ok} ok, {summary.partial} partial, {summary.failed} failed {summary.failed_by_cause}"
    )
    print(f"{summary.pages} pages, {summary.tasks} tasks, {summary.words} words ({summary.restored_words} restored)\n")
    rows = [
        ("two processes against one", f"{one.seconds / two.seconds:.2f} times", "at least 1.8 times",
         f"{one.seconds:.1f} s, {two.seconds:.1f} s; CPU {one.cpu_seconds:.1f} s, {two.cpu_seconds:.1f} s"),
        (f"memory, {count} documents against 100", f"{two.memory_mb / few.memory_mb:.2f} times", "at most 1.2 times",
         f"{two.memory_mb:.0f} MB, {few.memory_mb:.0f} MB"),
        ("second run over finished work", f"{two.seconds / again.seconds:.0f} times faster", "at least 100 times",
         f"{again.seconds:.2f} s"),
        ("the machinery's cost a document", f"{1000 * overhead:.1f} ms", "under 10 ms",
         f"{empty.seconds:.1f} s for {count} documents, {none.seconds:.1f} s for 100"),
    ]  # fmt: skip
    print("| what | measured | wanted | figures |\n| --- | --- | --- | --- |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
