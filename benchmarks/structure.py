"""How well outline, header, citations and targets are read: per document and in the mean.

    python -m benchmarks.structure                 the samples (text, digital PDF) and, where it is, the visible gold
    python -m benchmarks.structure --restored      the same from their garbled text, restored first
    python -m benchmarks.structure FILE TRUTH      one document
    add --errors to see what was missed and what was too much

Outline F1 counts a section as found if its label is right and its title at least 85% alike; citations are compared
by number (or name), targets by value and sentence, header fields exactly; tone place, case and kind of dash are free.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from extractors.citation_pipeline import citation_pipeline
from extractors.citations import find_citations
from extractors.facts import Citation, HeaderFacts, Section, Target
from extractors.header import extract_header
from extractors.layout import Page
from extractors.outline import extract_outline
from extractors.parts import split_parts
from extractors.read_options import ReadOptions
from extractors.reading import read_source
from extractors.targets import find_targets
from normalizers.unicode_text import tone_style

ROOT = Path(__file__).resolve().parent.parent
SAMPLES, SHARED = ROOT / "samples", ROOT.parent / "shared"
FIELDS = ("document_type", "title", "number", "date", "issuing_agency", "addressee", "period", "signer_name",
          "signer_title", "recipients")  # fmt: skip
_PLAIN = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "‘": "'", "…": "..."})


@dataclass(slots=True)
class Score:
    """Figures of one document (shares 0-1) and what went wrong, in words."""

    name: str
    figures: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(plain(item).strip(" -;.") for item in value)
    text = " ".join(str(value if value is not None else "").split()).translate(_PLAIN)
    return tone_style(text, "classic").lower().strip(" .,:;")


def f1(hits: int, gold: int, found: int) -> float:
    return 2 * hits / (gold + found) if gold + found else 1.0


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from walk(section.children)


def score_outline(truth: Sequence[dict[str, Any]], sections: Sequence[Section], score: Score) -> None:
    found = list(walk(sections))
    used = exact = levels = hits = 0
    for entry in truth:
        for index in range(used, len(found)):
            section = found[index]
            gold, title = plain(entry["title"]), plain(section.title)
            if entry.get("runs_on"):
                gold, title = gold[:60], title[:60]
            alike = Levenshtein.normalized_similarity(gold, title)
            if plain(entry["label"]) == plain(section.label) and alike >= 0.85:
                score.errors += [f"outline: + {s.label} {s.title}" for s in found[used:index]]
                used, hits = index + 1, hits + 1
                exact += alike == 1
                levels += entry["level"] == section.level
                if alike < 1:
                    score.errors.append(f"outline: title {entry['title']!r} read {section.title!r}")
                break
        else:
            score.errors.append(f"outline: - {entry['label']} {entry['title']}")
    score.errors += [f"outline: + {s.label} {s.title}" for s in found[used:]]
    score.figures |= {
        "outline_f1": f1(hits, len(truth), len(found)),
        "titles_exact": exact / max(len(truth), 1) if truth else 1.0,
        "levels": levels / max(hits, 1) if truth else 1.0,
    }


def score_citations(truth: Sequence[dict[str, Any]], found: Sequence[Citation], score: Score) -> None:
    def key(number: object, name: object) -> str:
        return plain(number or name).replace(" ", "")

    gold = Counter(key(c.get("number"), c.get("name")) for c in truth if not c.get("optional"))
    have = Counter(key(c.number, c.name) for c in found)
    dates = Counter((key(c.get("number"), c.get("name")), c["date"]) for c in truth if c.get("date"))
    dated = Counter((key(c.number, c.name), c.date) for c in found)
    score.errors += [f"citation: - {k}" for k in (gold - have).elements()]
    score.errors += [f"citation: + {k}" for k in (have - gold).elements()]
    score.errors += [f"citation: date of {k} is {date}" for k, date in (dates - dated).elements()]
    score.figures["citations_f1"] = f1((gold & have).total(), gold.total(), have.total())
    score.figures["dates"] = (dates & dated).total() / dates.total() if dates else 1.0


def score_header(truth: dict[str, Any], facts: HeaderFacts, score: Score) -> None:
    right = 0
    for name in FIELDS:
        value = getattr(facts.metadata, name)
        readings = [truth.get(name), *(truth.get(f"{name}_alt") or [])]
        same = any(plain(reading) == plain(value) for reading in readings)
        right += same
        if not same:
            score.errors.append(f"header: {name} is {truth.get(name)!r}, read {value!r}")
    score.figures["header"] = right / len(FIELDS)


def score_targets(truth: Sequence[dict[str, Any]], found: Sequence[Target], score: Score) -> None:
    left, hits = list(found), 0
    for gold in truth:
        for target in left:
            a, b = plain(gold["text"]), plain(target.text)
            same = plain(gold["value"]).replace(" ", "") == plain(target.value).replace(" ", "")
            if same and (a in b or b in a or Levenshtein.normalized_similarity(a, b) > 0.6):
                left.remove(target)
                hits += 1
                if gold["comparator"] != target.comparator:
                    score.errors.append(f"target: {gold['comparator']} read {target.comparator}: {gold['text']}")
                break
        else:
            score.errors.append(f"target: - {gold['value']} {gold['text']}")
    score.errors += [f"target: + {target.value} {target.text}" for target in left]
    score.figures["targets_f1"] = f1(hits, len(truth), len(found))


def restored(pages: Sequence[Page]) -> tuple[Page, ...]:
    from normalizers.restorer import restore

    lines = iter(restore("\n".join(line.text for page in pages for line in page.lines)).lines)
    return tuple(
        replace(page, lines=tuple(replace(line, text=next(lines).text, printed=line.text) for line in page.lines))
        for page in pages
    )


def score_document(path: Path, truth_path: Path, restore_first: bool) -> Score:
    truth = json.loads(truth_path.read_text(encoding="utf-8"))
    pages = read_source(path, ReadOptions()).pages
    pages = restored(pages) if restore_first else pages
    score = Score(f"{path.parent.name}/{path.stem}")
    started = time.perf_counter()
    parts = split_parts(pages)
    sections = extract_outline(parts).sections
    header = extract_header(parts)
    citations = find_citations(parts)
    targets = find_targets(parts, sections, header.metadata.document_type)
    seconds = time.perf_counter() - started
    score_outline(truth["outline"], sections, score)
    score_citations(truth["citations"], citations, score)
    score_header(truth["metadata"], header, score)
    score_targets(truth["targets"], targets, score)
    score.figures["s_per_100_pages"] = 100 * seconds / max(len(pages), 1)
    return score


def documents(folders: Sequence[str]) -> Iterator[tuple[Path, Path]]:
    for folder in folders:
        for path in sorted((SAMPLES / folder).glob("*.*")):
            truth = SAMPLES / "truth" / f"{path.stem}.json"
            if truth.exists():
                yield path, truth
    for truth in sorted(SHARED.glob("gold/structure_*.json")):
        number = re.sub(r"\D", "", truth.stem)
        yield from ((path, truth) for path in SHARED.glob(f"plans/{number}_*.txt"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("truth", type=Path, nargs="?")
    parser.add_argument("--samples", nargs="*", default=None, help="folders of samples/ to read (text, pdf, docx …)")
    parser.add_argument("--restored", action="store_true", help="restore the text first")
    parser.add_argument("--errors", action="store_true", help="print what was missed and what was too much")
    args = parser.parse_args()
    pairs = [(args.file, args.truth)] if args.file and args.truth else []
    folders = args.samples if args.samples is not None else ["garbled_text"] if args.restored else ["text", "pdf"]
    pairs = pairs or list(documents(folders))
    citation_pipeline()  # loading spaCy (about a second, once a process) is not part of the figures
    scores = [score_document(path, truth, args.restored) for path, truth in pairs]
    if not scores:
        print("no documents with truth found", file=sys.stderr)
        return 1
    names = list(scores[0].figures)
    print(f"{'document':44}" + "".join(f"{name:>16}" for name in names))
    for score in scores:
        print(f"{score.name[:43]:44}" + "".join(f"{score.figures[name]:16.3f}" for name in names))
        if args.errors:
            print("".join(f"    {error}\n" for error in score.errors), end="")
    print(f"{'mean':44}" + "".join(f"{sum(s.figures[n] for s in scores) / len(scores):16.3f}" for n in names))
    return 0


if __name__ == "__main__":
    sys.exit(main())
