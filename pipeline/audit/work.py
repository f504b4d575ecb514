"""What a worker does with one input of an audit: examine it, keep the result for a re-run, and say what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from extractors.errors import InputError, MissingProgram
from extractors.facts import Fact
from pipeline.audit.examine import Examined, GoldMismatch, examine
from pipeline.audit.records import AuditedDocument, AuditedLine, AuditFailure
from pipeline.errors import describe
from pipeline.estimate import DATA
from pipeline.options import ConvertOptions
from pipeline.stages import file_sha256
from pipeline.writers.atomic import write_whole


class KeptExamination(Fact):
    """One finished examination, kept in the output folder so that an interrupted audit goes on where it stopped."""

    key: str
    document: AuditedDocument
    lines: tuple[AuditedLine, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One input; ``gold`` is the file of its true text."""

    path: Path
    source: str
    gold: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was examined, or why it could not be. ``missing``: message and remedy where a program is missing."""

    examined: Examined | None = None
    failure: AuditFailure | None = None
    notice: str | None = None
    missing: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """The examination as a function of a job that travels to workers, with all it needs to know."""

    output: Path
    options: ConvertOptions

    def __call__(self, job: Job) -> Outcome:
        try:
            return Outcome(self._kept_or_examined(job.path, job.source, job.gold))
        except GoldMismatch:
            examined = self._kept_or_examined(job.path, job.source, None)
            return Outcome(examined, notice=f"gold-of-another-document: {job.source}")
        except (InputError, OSError) as error:
            code, message = describe(error)
            return Outcome(failure=AuditFailure(source=job.source, code=code, message=message))
        except MissingProgram as error:
            return Outcome(missing=(error.message, error.remedy))

    def _kept_or_examined(self, path: Path, source: str, gold: Path | None) -> Examined:
        sha256 = file_sha256(path)
        true_text = file_sha256(gold)[:16] if gold else "no-gold"
        key = "-".join([sha256[:16], self.options.options_hash, file_sha256(DATA)[:8], true_text])
        kept = self.output / "examined" / f"{key}.json"
        if kept.is_file():
            try:
                record = KeptExamination.model_validate_json(kept.read_bytes())
            except ValidationError:
                kept.unlink()  # written by another version: examined again
            else:
                return Examined(record.document.model_copy(update={"source": source}), record.lines)
        examined = examine(path, source, self.options, gold.read_text(encoding="utf-8-sig") if gold else None, sha256)
        record = KeptExamination(key=key, document=examined.document, lines=examined.lines)
        write_whole(kept, record.model_dump_json())
        return examined
