"""One input examined: its text as it came, what restoration does to it, and the figures of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.errors import NeedsOcr
from extractors.layout import Line, SourceText
from extractors.read_options import ReadOptions
from normalizers.records import RestoredLine
from pipeline.audit import metrics
from pipeline.audit.damage import damage_of, remedies_for, ungraded_for
from pipeline.audit.estimate import estimated_rates, page_evidence, total_evidence
from pipeline.audit.records import (
    AuditedDocument,
    AuditedLine,
    AuditedPage,
    DamageKind,
    Evidence,
    Measured,
    MeasuredConfusion,
    MeasuredLine,
    Rated,
)
from pipeline.audit.segments import line_segments
from pipeline.foreign import is_foreign
from pipeline.options import ConvertOptions
from pipeline.quality import grade_of
from pipeline.stages import file_sha256, restore_options

# Under this share of common words a gold is taken to be of another document.
MINIMAL_SIMILARITY = 0.35


class GoldMismatch(Exception):
    """The gold of this name is the text of another document."""


@dataclass(frozen=True, slots=True)
class Examined:
    document: AuditedDocument
    lines: tuple[AuditedLine, ...]


def examine(
    path: Path, source: str, options: ConvertOptions, gold: str | None = None, sha256: str | None = None
) -> Examined:
    """Examine one input; with ``gold`` (the true text) the figures are measured as well. ``sha256``: of the input,
    where it is known already.

    Raises extractors.errors.InputError or MissingProgram when it cannot be read, GoldMismatch when ``gold`` is the
    text of another document.
    """
    from normalizers.restorer import restore

    text = read_as_it_came(path, options.read)
    printed = [line.printed or line.text for line in text.lines]
    restored = restore("\n".join(line.text for line in text.lines), restore_options(options)).lines
    if gold is not None and metrics.similarity(gold, "\n".join(line.text for line in restored)) < MINIMAL_SIMILARITY:
        raise GoldMismatch(source)
    by_page = _lines_by_page(text, restored)
    pages = tuple(_audited_page(text, number, lines) for number, lines in by_page.items())
    evidence = total_evidence([page.evidence for page in pages])
    damage = damage_of(
        [[line for _, line in page] for page in by_page.values()],
        [notice for page in text.pages for notice in page.notices],
    )
    rated = _rated(evidence, damage, restored)
    document = AuditedDocument(
        **dict(rated),
        source=source,
        sha256=sha256 or file_sha256(path),
        vietnamese=rated.grade != "not-vietnamese",
        remedies=remedies_for(rated, pages),
        pages=pages,
    )
    if gold is not None:
        document = _measured(document, gold, printed, [line.text for line in restored])
    lines = tuple(
        AuditedLine(page=line.page, line=line.number, segments=line_segments(result))
        for line, result in zip(text.lines, restored, strict=True)
        if result.text.strip()
    )
    return Examined(document, lines)


def read_as_it_came(path: Path, options: ReadOptions) -> SourceText:
    """The text the input brings with it; only an input that has none is read by OCR."""
    from extractors.reading import read_source

    try:
        return read_source(path, replace(options, ocr="never"))
    except NeedsOcr:
        return read_source(path, replace(options, ocr="auto"))


def _lines_by_page(text: SourceText, restored: Sequence[RestoredLine]) -> dict[int, list[tuple[Line, RestoredLine]]]:
    by_page: dict[int, list[tuple[Line, RestoredLine]]] = {page.number: [] for page in text.pages}
    for line, result in zip(text.lines, restored, strict=True):
        by_page[line.page].append((line, result))
    return by_page


def _audited_page(text: SourceText, number: int, lines: Sequence[tuple[Line, RestoredLine]]) -> AuditedPage:
    restored = [result for _, result in lines]
    notices = next(page.notices for page in text.pages if page.number == number)
    rated = _rated(page_evidence(lines), damage_of([restored], notices), restored)
    return AuditedPage(**dict(rated), page=number)


def _rated(evidence: Evidence, damage: tuple[DamageKind, ...], restored: Sequence[RestoredLine]) -> Rated:
    came, after = estimated_rates(evidence)
    ungraded = ungraded_for(evidence.words)
    foreign = is_foreign(restored) and not ungraded
    return Rated(
        source_word_error_rate=came.value,
        source_word_error_rate_low=came.low,
        source_word_error_rate_high=came.high,
        word_error_rate=after.value,
        word_error_rate_low=after.low,
        word_error_rate_high=after.high,
        grade=None if ungraded else "not-vietnamese" if foreign else grade_of(came.value),
        ungraded=ungraded,
        damage=damage,
        evidence=evidence,
    )


def _measured(document: AuditedDocument, gold: str, printed: Sequence[str], restored: Sequence[str]) -> AuditedDocument:
    truth_lines = gold.split("\n")
    came = metrics.error_rates(gold, "\n".join(printed))
    after = metrics.error_rates(gold, "\n".join(restored))
    pairs = metrics.paired_lines(truth_lines, printed, restored)
    return document.model_copy(
        update={
            "measured": Measured(
                word_error_rate=after.word_error_rate,
                character_error_rate=after.character_error_rate,
                diacritic_accuracy=after.diacritic_accuracy,
                letters_error_rate=after.letters_error_rate,
                source_word_error_rate=came.word_error_rate,
                source_character_error_rate=came.character_error_rate,
                source_diacritic_accuracy=came.diacritic_accuracy,
                source_letters_error_rate=came.letters_error_rate,
                words=came.words,
            ),
            "confusions": tuple(
                MeasuredConfusion(truth=found.truth, printed=found.printed, count=found.count)
                for found in metrics.confusions((pair.truth, pair.printed) for pair in pairs)
            ),
            "worst_lines": tuple(
                MeasuredLine(
                    line=pair.line,
                    truth=pair.truth,
                    printed=pair.printed,
                    restored=pair.restored,
                    character_error_rate=round(pair.character_error_rate, 4),
                )
                for pair in metrics.worst_lines(pairs)
            ),
        }
    )
