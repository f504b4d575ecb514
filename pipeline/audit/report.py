"""What an audit writes: ``audit.json``, ``audit.csv`` and the self-contained page ``audit.html``."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.audit.damage import FAILURES, LEAST_WORDS, NAMES, UNGRADED
from pipeline.audit.plots import distribution, heat_map
from pipeline.audit.records import AuditedDocument, AuditReport, Measured, MeasuredConfusion, Rated
from pipeline.audit.run import Audit
from pipeline.audit.thumbnails import thumbnail
from pipeline.options import Language
from pipeline.writers.atomic import write_whole
from pipeline.writers.csv_writer import csv_text
from pipeline.writers.tables import Cell

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

log = logging.getLogger(__name__)

# The page shows the whole text of the worst documents only, so that it opens in a browser however large the folder.
DOCUMENTS_WITH_TEXT = 40
LINES_WITH_TEXT = 2500
PICTURES = 12
FINE = 0.01  # smaller shares are shown with two decimals, as the grades need them

CSV_COLUMNS = (
    "source", "page", "grade", "ungraded", "rank_first", "rank_last", "damage", "words", "source_word_error_rate",
    "source_word_error_rate_low", "source_word_error_rate_high", "word_error_rate", "word_error_rate_low",
    "word_error_rate_high", "changed_words", "unsure_words", "impossible_words", "vietnamese_letter_words",
    "engine_confidence", "measured_word_error_rate", "measured_character_error_rate", "measured_diacritic_accuracy",
    "measured_letters_error_rate", "measured_source_word_error_rate",
)  # fmt: skip


def write_report(audit: Audit, folder: Path, output: Path, language: Language = "vi") -> None:
    """Write the three files, each whole or not at all."""
    json_text = audit.report.model_dump_json(indent=2)
    write_whole(output / "audit.json", unicodedata.normalize("NFC", json_text) + "\n")
    write_whole(output / "audit.csv", csv_text(CSV_COLUMNS, _csv_rows(audit.report)))
    write_whole(output / "audit.html", report_html(audit, folder, language))


def report_html(audit: Audit, folder: Path, language: Language = "vi") -> str:
    """The page: no address outside itself, both languages inside, ``language`` shown first."""
    documents = audit.report.documents
    shown = [document for document in documents if document.vietnamese][:DOCUMENTS_WITH_TEXT]
    confusions = _all_confusions(documents)
    columns, rows = heat_map(confusions)
    template = _environment().get_template("audit.html.j2")
    return template.render(
        report=audit.report,
        language=language,
        bars=distribution([document for document in documents if document.is_graded]),
        heat_columns=columns,
        heat_rows=rows,
        damage_names=NAMES,
        failure_names=FAILURES,
        ungraded_names=UNGRADED,
        least_words=LEAST_WORDS,
        shown={document.source: index for index, document in enumerate(shown)},
        texts={document.source: audit.lines[document.source][:LINES_WITH_TEXT] for document in shown},
        line_limit=LINES_WITH_TEXT,
        pictures=_pictures(documents, folder),
    )


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pipeline"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"percent": _percent, "range": _range, "thousands": _thousands, "breakable": _breakable}
    return environment


def _percent(rate: float | None, language: Language = "vi") -> str:
    decimals = 2 if rate and rate < FINE else 1
    return "–" if rate is None else _shown(f"{rate * 100:.{decimals}f}", language)


def _range(low: float, high: float, language: Language = "vi") -> str:
    """An interval of shares: ``1,2–3,4 %``."""
    return _shown(f"{low * 100:.1f}–{high * 100:.1f}", language)


def _shown(percentage: str, language: Language) -> str:
    """Vietnamese writes ``0,5 %``, English ``0.5%``."""
    return f"{percentage}\u00a0%".replace(".", ",") if language == "vi" else f"{percentage}%"


def _thousands(number: int, language: Language = "vi") -> str:
    return f"{number:,}".replace(",", ".") if language == "vi" else f"{number:,}"


def _breakable(path: str) -> Markup:
    """A path that may be broken after its separators rather than inside a word."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"([/_.-])", r"\1<wbr>", str(escape(path))))


def _csv_rows(report: AuditReport) -> list[dict[str, Cell]]:
    """A row a document (page empty), followed by a row for each of its pages."""
    rows: list[dict[str, Cell]] = []
    for document in report.documents:
        ranks: dict[str, Cell] = {"rank_first": document.rank_first, "rank_last": document.rank_last}
        rows.append(_csv_row(document.source, None, document, document.measured) | ranks)
        rows.extend(_csv_row(document.source, page.page, page, None) for page in document.pages)
    return rows


def _csv_row(source: str, page: int | None, rated: Rated, measured: Measured | None) -> dict[str, Cell]:
    evidence = rated.evidence
    return {
        "source": source,
        "page": page,
        "grade": rated.grade,
        "ungraded": rated.ungraded,
        "rank_first": None,
        "rank_last": None,
        "damage": "; ".join(rated.damage),
        "words": evidence.words,
        "source_word_error_rate": rated.source_word_error_rate,
        "source_word_error_rate_low": rated.source_word_error_rate_low,
        "source_word_error_rate_high": rated.source_word_error_rate_high,
        "word_error_rate": rated.word_error_rate,
        "word_error_rate_low": rated.word_error_rate_low,
        "word_error_rate_high": rated.word_error_rate_high,
        "changed_words": evidence.changed_words,
        "unsure_words": evidence.unsure_words,
        "impossible_words": evidence.impossible_words,
        "vietnamese_letter_words": evidence.vietnamese_letter_words,
        "engine_confidence": evidence.engine_confidence,
        "measured_word_error_rate": measured.word_error_rate if measured else None,
        "measured_character_error_rate": measured.character_error_rate if measured else None,
        "measured_diacritic_accuracy": measured.diacritic_accuracy if measured else None,
        "measured_letters_error_rate": measured.letters_error_rate if measured else None,
        "measured_source_word_error_rate": measured.source_word_error_rate if measured else None,
    }


def _all_confusions(documents: Sequence[AuditedDocument]) -> list[MeasuredConfusion]:
    """The measured confusions of all documents; without truth, none are drawn."""
    counts: Counter[tuple[str, str]] = Counter()
    for document in documents:
        for found in document.confusions:
            counts[found.truth, found.printed] += found.count
    return [MeasuredConfusion(truth=truth, printed=printed, count=n) for (truth, printed), n in counts.most_common()]


def _pictures(documents: Sequence[AuditedDocument], folder: Path) -> list[tuple[str, int, float, str]]:
    """(source, page, estimated source error rate, picture) of the worst pages that have a picture."""
    pages = [
        (page.source_word_error_rate, document.source, page.page)
        for document in documents
        for page in document.pages
        if page.evidence.words and page.grade in ("fair", "poor")
    ]
    found: list[tuple[str, int, float, str]] = []
    for rate, source, page in sorted(pages, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if len(found) == PICTURES:
            break
        path = folder / source if folder.is_dir() else folder
        try:
            picture = thumbnail(path, page)
        except Exception as error:  # a picture is an ornament: the audit does not fail for it
            log.warning("%s page %d: no picture (%s)", source, page, error)
            continue
        if picture:
            found.append((source, page, rate, picture))
    return found
