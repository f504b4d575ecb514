"""An audit of a folder: what is examined, in which order, what is kept for a re-run, and the summary."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from extractors.errors import InputError
from extractors.facts import Fact
from pipeline.audit.examine import Examined, GoldMismatch, examine
from pipeline.audit.records import AuditedDocument, AuditedLine, AuditFailure, AuditGrade, AuditReport, Summary
from pipeline.document import Grade
from pipeline.errors import KehoachError, NoInputs, describe
from pipeline.options import ConvertOptions
from pipeline.stages import file_sha256
from pipeline.writers.atomic import write_whole

if TYPE_CHECKING:
    import pandas as pd

GRADES: tuple[Grade, ...] = ("excellent", "good", "fair", "poor")
GOLD_ENDINGS = (".txt", ".truth")


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """``sample`` limits the audit to that many inputs, drawn with ``seed``; ``gold`` is a folder of true texts."""

    convert: ConvertOptions = field(default_factory=ConvertOptions)
    gold: Path | None = None
    sample: int | None = None
    seed: int = 1


class KeptExamination(Fact):
    """One finished examination, kept in the output folder so that an interrupted audit goes on where it stopped."""

    key: str
    document: AuditedDocument
    lines: tuple[AuditedLine, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    report: AuditReport
    lines: dict[str, tuple[AuditedLine, ...]]  # by the document's source


def audit_folder(
    folder: Path, output: Path, options: AuditOptions, on_progress: Callable[[int, int], None] | None = None
) -> Audit:
    """Examine the inputs under ``folder``; finished examinations in ``output`` are taken over.

    Raises NoInputs when there is nothing to audit.
    """
    found = audit_inputs(folder)
    if not found:
        raise NoInputs(f"{folder}: nothing to audit. Give a folder with .pdf, .txt, .docx or image files.")
    chosen = _sampled(found, options)
    golds = _golds(options.gold)
    documents: list[AuditedDocument] = []
    failures: list[AuditFailure] = []
    notices = [f"gold-without-input: {name}" for name in sorted(set(golds) - {path.stem for path in found})]
    lines: dict[str, tuple[AuditedLine, ...]] = {}
    for done, path in enumerate(chosen):
        if on_progress:
            on_progress(done, len(chosen))
        source = path.relative_to(folder).as_posix() if folder.is_dir() else path.name
        gold_path = golds.get(path.stem)
        try:
            examined = _kept_or_examined(path, source, gold_path, output, options)
        except GoldMismatch:
            notices.append(f"gold-of-another-document: {source}")
            examined = _kept_or_examined(path, source, None, output, options)
        except (InputError, OSError) as error:
            code, message = describe(error)
            failures.append(AuditFailure(source=source, code=code, message=message))
            continue
        documents.append(examined.document)
        lines[source] = examined.lines
    if on_progress:
        on_progress(len(chosen), len(chosen))
    ranked = sorted(documents, key=lambda document: (-document.source_word_error_rate, document.source))
    summary = summarise(ranked, len(failures), len(found))
    report = AuditReport(summary=summary, documents=tuple(ranked), failures=tuple(failures), notices=tuple(notices))
    return Audit(report, lines)


def audit_inputs(folder: Path) -> list[Path]:
    """The files to audit, sorted by path."""
    from extractors.reading import SUPPORTED_ENDINGS

    if not folder.exists():
        raise KehoachError(f"{folder} does not exist.")
    paths = [folder] if folder.is_file() else folder.rglob("*")
    return sorted(path for path in paths if path.is_file() and path.suffix.lower() in SUPPORTED_ENDINGS)


def grade_at_least(grade: AuditGrade, wanted: Grade) -> bool:
    """Whether a text is good enough; one in another language is not judged."""
    return grade == "not-vietnamese" or GRADES.index(grade) <= GRADES.index(wanted)


def summarise(documents: Sequence[AuditedDocument], failed: int, found: int) -> Summary:
    """Rates of the summary are weighted by words; documents that are not Vietnamese are counted but not rated."""
    import pandas as pd

    table = pd.DataFrame(
        [
            {
                "vietnamese": document.vietnamese,
                "grade": document.grade,
                "damage": document.damage,
                "pages": len(document.pages),
                "words": document.evidence.words,
                "source": document.source_word_error_rate,
                "restored": document.word_error_rate,
                "true_words": document.measured.words if document.measured else 0,
                "true_source": document.measured.source_word_error_rate if document.measured else None,
                "true_restored": document.measured.word_error_rate if document.measured else None,
            }
            for document in documents
        ],
        columns=[
            "vietnamese", "grade", "damage", "pages", "words", "source", "restored", "true_words", "true_source",
            "true_restored",
        ],
    )  # fmt: skip
    rated = table[table["vietnamese"].astype(bool)]
    measured = rated[rated["true_words"] > 0]
    return Summary(
        documents=len(table),
        pages=int(table["pages"].sum()),
        words=int(table["words"].sum()),
        failed=failed,
        sampled_from=found,
        source_word_error_rate=_weighted(rated, "source", "words") or 0.0,
        word_error_rate=_weighted(rated, "restored", "words") or 0.0,
        grades=rated["grade"].value_counts().to_dict(),
        damage=table["damage"].explode().dropna().value_counts().to_dict(),
        measured_documents=len(measured),
        measured_word_error_rate=_weighted(measured, "true_restored", "true_words"),
        measured_source_word_error_rate=_weighted(measured, "true_source", "true_words"),
        estimate_error=(
            None if measured.empty else round(float((measured["source"] - measured["true_source"]).abs().mean()), 4)
        ),
    )


def _kept_or_examined(path: Path, source: str, gold: Path | None, output: Path, options: AuditOptions) -> Examined:
    sha256 = file_sha256(path)
    key = "-".join([sha256[:16], options.convert.options_hash, file_sha256(gold)[:16] if gold else "no-gold"])
    kept = output / "examined" / f"{key}.json"
    if kept.is_file():
        try:
            record = KeptExamination.model_validate_json(kept.read_bytes())
        except ValidationError:
            kept.unlink()  # written by another version: examined again
        else:
            return Examined(record.document.model_copy(update={"source": source}), record.lines)
    examined = examine(path, source, options.convert, gold.read_text(encoding="utf-8-sig") if gold else None, sha256)
    record = KeptExamination(key=key, document=examined.document, lines=examined.lines)
    write_whole(kept, record.model_dump_json())
    return examined


def _sampled(found: Sequence[Path], options: AuditOptions) -> list[Path]:
    if options.sample is None or options.sample >= len(found):
        return list(found)
    return sorted(random.Random(options.seed).sample(list(found), options.sample))


def _golds(folder: Path | None) -> dict[str, Path]:
    if folder is None:
        return {}
    if not folder.is_dir():
        raise KehoachError(f"--gold: {folder} is no folder. Give a folder of true texts of the same names.")
    golds = {path.stem: path for path in sorted(folder.rglob("*")) if path.suffix.lower() in GOLD_ENDINGS}
    if not golds:
        raise KehoachError(f"--gold: no .txt file in {folder}.")
    return golds


def _weighted(table: pd.DataFrame, rate: str, weight: str) -> float | None:
    """The mean of a column weighted by another; None where the weights are nothing."""
    weights = table[weight].sum()
    return round(float((table[rate] * table[weight]).sum() / weights), 4) if weights else None
