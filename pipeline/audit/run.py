"""An audit of a folder: what is examined, in which order, what is kept for a re-run, and the summary."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import MissingProgram
from pipeline.audit.records import AuditedDocument, AuditedLine, AuditFailure, AuditGrade, AuditReport, Summary
from pipeline.audit.work import Examination, Job, Outcome
from pipeline.batch.executors import Executor, Lost, SerialExecutor
from pipeline.batch.process_pool import ProcessExecutor
from pipeline.document import Grade
from pipeline.errors import KehoachError, NoInputs
from pipeline.options import ConvertOptions

if TYPE_CHECKING:
    import pandas as pd

GRADES: tuple[Grade, ...] = ("excellent", "good", "fair", "poor")
WORKERS_FROM = 12  # inputs
GOLD_ENDINGS = (".txt", ".truth")


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """``sample`` limits the audit to that many inputs, drawn with ``seed``; ``gold`` is a folder of true texts."""

    convert: ConvertOptions = field(default_factory=ConvertOptions)
    gold: Path | None = None
    sample: int | None = None
    seed: int = 1


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
    jobs = [
        Job(path, path.relative_to(folder).as_posix() if folder.is_dir() else path.name, golds.get(path.stem))
        for path in chosen
    ]
    outcomes: dict[str, Outcome] = {}
    if on_progress:
        on_progress(0, len(jobs))
    with closing(_executor(len(jobs)).run(Examination(output, options.convert), jobs)) as results:
        for job, outcome in results:
            outcomes[job.source] = _of_worker(job, outcome)
            if on_progress:
                on_progress(len(outcomes), len(jobs))
    ordered = [outcomes[job.source] for job in jobs]
    examined = [outcome.examined for outcome in ordered if outcome.examined]
    failures = [outcome.failure for outcome in ordered if outcome.failure]
    notices = [f"gold-without-input: {name}" for name in sorted(set(golds) - {path.stem for path in found})]
    notices += [outcome.notice for outcome in ordered if outcome.notice]
    ranked = sorted(
        with_ranks([each.document for each in examined]),
        key=lambda document: (document.ungraded is not None, -document.source_word_error_rate, document.source),
    )
    summary = summarise(ranked, len(failures), len(found))
    report = AuditReport(summary=summary, documents=tuple(ranked), failures=tuple(failures), notices=tuple(notices))
    return Audit(report, {each.document.source: each.lines for each in examined})


def _executor(jobs: int) -> Executor:
    """Few inputs are done before workers have loaded their models."""
    return ProcessExecutor() if jobs >= WORKERS_FROM else SerialExecutor()


def _of_worker(job: Job, outcome: Outcome | Lost) -> Outcome:
    if isinstance(outcome, Lost):
        return Outcome(failure=AuditFailure(source=job.source, code=outcome.code, message=outcome.message))
    if outcome.missing:
        raise MissingProgram(outcome.missing[0], remedy=outcome.missing[1])
    return outcome


def audit_inputs(folder: Path) -> list[Path]:
    """The files to audit, sorted by path."""
    from extractors.reading import SUPPORTED_ENDINGS

    if not folder.exists():
        raise KehoachError(f"{folder} does not exist.")
    paths = [folder] if folder.is_file() else folder.rglob("*")
    return sorted(path for path in paths if path.is_file() and path.suffix.lower() in SUPPORTED_ENDINGS)


def grade_at_least(grade: AuditGrade | None, wanted: Grade) -> bool:
    """Whether a text is known to be good enough: one with too little text to judge is not. One in another language is
    no matter of its OCR, and good enough."""
    if grade is None:
        return False
    return grade == "not-vietnamese" or GRADES.index(grade) <= GRADES.index(wanted)


def with_ranks(documents: Sequence[AuditedDocument]) -> list[AuditedDocument]:
    """The documents with the places they may have: one is certainly worse than another only where its whole interval
    lies above the other's. The worst is 1; without a grade there is no place."""
    graded = [document for document in documents if document.is_graded]
    lows = sorted(document.source_word_error_rate_low for document in graded)
    highs = sorted(document.source_word_error_rate_high for document in graded)
    return [
        document.model_copy(
            update={
                "rank_first": 1 + len(graded) - bisect_right(lows, document.source_word_error_rate_high),
                "rank_last": len(graded) - bisect_left(highs, document.source_word_error_rate_low),
            }
        )
        if document.is_graded
        else document
        for document in documents
    ]


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
        ungraded=int(rated["grade"].isna().sum()),
        damage=table["damage"].explode().dropna().value_counts().to_dict(),
        measured_documents=len(measured),
        measured_word_error_rate=_weighted(measured, "true_restored", "true_words"),
        measured_source_word_error_rate=_weighted(measured, "true_source", "true_words"),
        estimate_error=(
            None if measured.empty else round(float((measured["source"] - measured["true_source"]).abs().mean()), 4)
        ),
    )


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
