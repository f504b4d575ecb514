"""The command line: thin. It reads options, calls the pipeline and turns errors into exit codes and sentences."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from pipeline.errors import ExitCode, KehoachError, describe
from pipeline.options import ConvertOptions

if TYPE_CHECKING:
    from pipeline.batch.records import OutputFormat
    from pipeline.progress import ProgressStyle

app = typer.Typer(
    name="kehoach",
    help="Turn Vietnamese administrative plans (kế hoạch) into data: restored text, sections, tasks, JSON and CSV.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class OcrChoice(StrEnum):
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class ToneChoice(StrEnum):
    KEEP = "keep"
    CLASSIC = "classic"
    MODERN = "modern"


class LanguageChoice(StrEnum):
    VI = "vi"
    EN = "en"


class EngineChoice(StrEnum):
    PROCESS = "process"
    SERIAL = "serial"
    RAY = "ray"


class FormatChoice(StrEnum):
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    DATAPACKAGE = "datapackage"


class GradeChoice(StrEnum):
    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


Output = Annotated[Path, typer.Option("--output", "-o", file_okay=False, help="Folder to write into.")]
LearnFrom = Annotated[
    Path | None,
    typer.Option("--learn-from", help="Folder of clean plans of the same office; they adapt the restoration."),
]
Lexicon = Annotated[
    Path | None,
    typer.Option("--lexicon", exists=True, dir_okay=False, help="Terms and names to add, one a line (UTF-8)."),
]
Tone = Annotated[
    ToneChoice, typer.Option("--tone-style", help="Place of the tone mark: hóa (classic) or hoá (modern).")
]
Language = Annotated[LanguageChoice, typer.Option("--language", help="Language of spreadsheet headers and reports.")]
Formats = Annotated[
    list[FormatChoice] | None, typer.Option("--format", show_default="json csv", help="What to write; may be repeated.")
]
Ocr = Annotated[OcrChoice, typer.Option(help="Read pages by OCR where needed, always or never.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, show_default="the cores", help="Documents at a time.")]
TimeLimit = Annotated[float, typer.Option(min=0, help="Seconds a document may take; 0 is no limit.")]
MemoryLimit = Annotated[int, typer.Option(min=0, help="MB a document may take; 0 is no limit.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show failures only.")]
JsonProgress = Annotated[bool, typer.Option("--json-progress", help="Progress as JSON lines, for logs.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from pipeline.options import program_version

        print(f"kehoach {program_version()}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options of the program itself."""


@app.command()
def convert(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders (searched recursively).")],
    output: Output,
    formats: Formats = None,
    ocr: Ocr = OcrChoice.AUTO,
    ocr_engine: Annotated[str, typer.Option(help="OCR engine, by the name of its entry point.")] = "pytesseract",
    page_seconds: Annotated[float, typer.Option(min=1, help="Time limit of one page's OCR, in seconds.")] = 120.0,
    password: Annotated[str | None, typer.Option(help="Password of encrypted PDFs.")] = None,
    learn_from: LearnFrom = None,
    lexicon: Lexicon = None,
    tone_style: Tone = ToneChoice.KEEP,
    no_restore: Annotated[bool, typer.Option("--no-restore", help="Keep the text as read.")] = False,
    language: Language = LanguageChoice.VI,
    jobs: Jobs = None,
    engine: Annotated[EngineChoice, typer.Option(help="Where the work is done.")] = EngineChoice.PROCESS,
    engine_address: Annotated[str | None, typer.Option(help="Address of a Ray cluster.")] = None,
    time_limit: TimeLimit = 1800.0,
    memory_limit: MemoryLimit = 4096,
    redo: Annotated[bool, typer.Option("--redo", help="Convert again what is done.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Do again what failed or lacks a part.")] = False,
    debug_images: Annotated[
        Path | None, typer.Option(file_okay=False, help="Write page pictures with the grid and words found.")
    ] = None,
    quiet: Quiet = False,
    json_progress: JsonProgress = False,
) -> int:
    """Convert plans to JSON and tables. Run it again to go on where it stopped."""
    from extractors.read_options import ReadOptions
    from pipeline.batch.records import BatchOptions, Limits
    from pipeline.batch.run import run_batch
    from pipeline.progress import print_summary, shown_progress

    style = _style(quiet=quiet, json_progress=json_progress)
    convert_options = _convert_options(
        learn_from=learn_from,
        lexicon=lexicon,
        tone_style=tone_style,
        restore=not no_restore,
        language=language.value,
        read=ReadOptions(
            ocr=ocr.value,
            ocr_engine=ocr_engine,
            ocr_page_seconds=page_seconds,
            password=password,
            debug_images=debug_images,
        ),
    )
    batch_options = BatchOptions(
        jobs=jobs,
        engine=engine.value,
        engine_address=engine_address,
        limits=Limits(seconds=time_limit or None, memory_mb=memory_limit or None),
        redo=redo,
        retry_failed=retry_failed,
        formats=_chosen_formats(formats),
    )
    with shown_progress(style) as on_progress:
        summary = run_batch(inputs, output, batch_options, convert_options, on_progress=on_progress)
    print_summary(summary, style)
    return summary.exit_code


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Folder where plans arrive.")],
    output: Output,
    formats: Formats = None,
    ocr: Ocr = OcrChoice.AUTO,
    learn_from: LearnFrom = None,
    lexicon: Lexicon = None,
    tone_style: Tone = ToneChoice.KEEP,
    language: Language = LanguageChoice.VI,
    jobs: Jobs = None,
    time_limit: TimeLimit = 1800.0,
    memory_limit: MemoryLimit = 4096,
    still: Annotated[float, typer.Option(min=0, help="Seconds without change before a file counts.")] = 5.0,
    interval: Annotated[float, typer.Option(min=0.1, help="Seconds between two looks at the folder.")] = 2.0,
    quiet: Quiet = False,
    json_progress: JsonProgress = False,
) -> None:
    """Convert what is in a folder and what arrives, until Ctrl-C. Nothing is moved; a restart goes on."""
    from extractors.read_options import ReadOptions
    from pipeline.batch.records import BatchOptions, Limits
    from pipeline.batch.watch import WatchOptions, watch_folder
    from pipeline.progress import print_summary, shown_progress

    style = _style(quiet=quiet, json_progress=json_progress)
    convert_options = _convert_options(
        learn_from=learn_from,
        lexicon=lexicon,
        tone_style=tone_style,
        language=language.value,
        read=ReadOptions(ocr=ocr.value),
    )
    batch_options = BatchOptions(
        jobs=jobs,
        limits=Limits(seconds=time_limit or None, memory_mb=memory_limit or None),
        formats=_chosen_formats(formats),
    )
    pauses = WatchOptions(interval=interval, still=still)
    # A bar that never ends says nothing: each batch is summed up instead.
    with shown_progress("json" if style == "json" else "quiet") as on_progress:
        for summary in watch_folder(folder, output, batch_options, convert_options, pauses, on_progress=on_progress):
            print_summary(summary, style)


@app.command()
def audit(
    folder: Annotated[Path, typer.Argument(exists=True, help="Folder (or file) to audit.")],
    output: Output,
    gold: Annotated[Path | None, typer.Option(help="Folder of true texts (.txt) of the same names.")] = None,
    sample: Annotated[int | None, typer.Option(min=1, help="Audit only this many inputs, drawn at random.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the sample.")] = 1,
    learn_from: LearnFrom = None,
    lexicon: Lexicon = None,
    language: Language = LanguageChoice.VI,
    fail_under: Annotated[
        GradeChoice | None,
        typer.Option(help="Exit with 1 if a document's text as it came is worse than this, or too short to judge."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
) -> int:
    """Say how good the text of each document is, with and without truth: audit.json, audit.csv, audit.html."""
    from pipeline.audit.report import write_report
    from pipeline.audit.run import AuditOptions, audit_folder, grade_at_least
    from pipeline.progress import counted_progress

    convert_options = _convert_options(
        learn_from=learn_from, lexicon=lexicon, tone_style=ToneChoice.KEEP, language=language.value
    )
    options = AuditOptions(convert=convert_options, gold=gold, sample=sample, seed=seed)
    with counted_progress("auditing", show=not quiet) as on_progress:
        result = audit_folder(folder, output, options, on_progress)
    write_report(result, folder, output, convert_options.language)
    for failure in result.report.failures:
        _say(f"{failure.source}: {failure.message}")
    for notice in result.report.notices:
        _say(notice)
    if not result.report.documents:
        return ExitCode.NOTHING_CONVERTED
    too_bad = [
        document
        for document in result.report.documents
        if fail_under and document.vietnamese and not grade_at_least(document.grade, fail_under.value)
    ]
    for document in too_bad:
        reason = "too little text to judge" if document.ungraded else f"worse than {fail_under}"
        _say(f"{document.source}: {reason}")
    return ExitCode.SOME_FAILED if too_bad or result.report.failures else ExitCode.OK


@app.command()
def restore(
    file: Annotated[
        Path | None, typer.Argument(exists=True, dir_okay=False, help="Text file; standard input if absent.")
    ] = None,
    learn_from: LearnFrom = None,
    lexicon: Lexicon = None,
    tone_style: Tone = ToneChoice.KEEP,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the text with a record of each change as JSON.")
    ] = False,
) -> None:
    """Correct plain text, line for line: same number of lines out as in."""
    from pipeline.restore_text import restored_json, restored_text

    data = file.read_bytes() if file else sys.stdin.buffer.read()
    options = _convert_options(learn_from=learn_from, lexicon=lexicon, tone_style=tone_style)
    print_result = restored_json if as_json else restored_text
    sys.stdout.buffer.write(print_result(data, options).encode("utf-8"))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a document."""
    from pipeline.schema import document_schema

    sys.stdout.buffer.write(document_schema().encode("utf-8"))


@app.command()
def doctor() -> None:
    """Say what is installed and what is missing, each with the command that mends it."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from pipeline.doctor import examine

    checks = examine()
    table = Table(box=None, pad_edge=False)
    for column in ("", "what", "found"):
        table.add_column(column, overflow="fold")
    for check in checks:
        sign = "[green]ok[/]" if check.ok else "[red]missing[/]" if check.need != "optional" else "[dim]absent[/]"
        table.add_row(sign, check.name, escape(check.detail))
    console = Console(highlight=False)
    console.print(table)
    for check in checks:
        if not check.ok:  # on a line of its own, uncut, to be copied
            console.print(f"{check.name}: {check.remedy}", markup=False, soft_wrap=True)
    if any(not check.ok and check.need != "optional" for check in checks):
        raise typer.Exit(ExitCode.MISSING_PROGRAM)


def _chosen_formats(formats: list[FormatChoice] | None) -> tuple[OutputFormat, ...]:
    return tuple(dict.fromkeys(choice.value for choice in formats or (FormatChoice.JSON, FormatChoice.CSV)))


def _style(*, quiet: bool, json_progress: bool) -> ProgressStyle:
    return "json" if json_progress else "quiet" if quiet else "bar"


def _convert_options(
    *, learn_from: Path | None, lexicon: Path | None, tone_style: ToneChoice, **changes: Any
) -> ConvertOptions:
    from pipeline.learning import office_texts
    from pipeline.options import read_terms

    return ConvertOptions(
        office_texts=office_texts(learn_from) if learn_from else (),
        extra_terms=read_terms(lexicon) if lexicon else (),
        tone_style=tone_style.value,
        **changes,
    )


def main() -> None:
    """The program's entry point: every error becomes a sentence on standard error and an exit code."""
    logging.basicConfig(level=logging.ERROR, format="kehoach: %(levelname)s: %(message)s")
    logging.getLogger("pipeline").setLevel(logging.WARNING)  # what was left out, that no table can say
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service is stopped as by Ctrl-C, and cleans up
    sys.exit(_exit_code(lambda: app(standalone_mode=False)))


def _exit_code(run: Callable[[], Any]) -> int:
    from extractors.errors import InputError, MissingProgram

    # Of wrong use: typer carries click within itself or imports it, as its version goes; its own errors know which.
    wrong_use = typer.BadParameter.__mro__[2]
    assert issubclass(wrong_use, Exception)
    try:
        result = run()
        sys.stdout.flush()  # here it can still be said that there is no room for it
    except (KeyboardInterrupt, typer.Abort):
        result = ExitCode.INTERRUPTED
    except typer.Exit as stop:
        result = stop.exit_code
    except KehoachError as error:
        _say(str(error))
        return error.exit_code
    except MissingProgram as error:
        _say(str(error))
        return ExitCode.MISSING_PROGRAM
    except InputError as error:
        _say(describe(error)[1])
        return ExitCode.NOTHING_CONVERTED
    except wrong_use as error:
        cast("Any", error).show()
        return ExitCode.WRONG_USE
    except BrokenPipeError:  # whoever reads the output has seen enough: ``kehoach restore … | head``
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _say(f"{where}{error.strerror or error}. Make room, or give another place for the output.")
        return ExitCode.NOTHING_CONVERTED
    if result == ExitCode.INTERRUPTED:  # some versions of typer turn Ctrl-C into this exit code themselves
        _say("Interrupted. What was finished is kept; run the same command again to go on.")
    return int(result) if isinstance(result, int) else ExitCode.OK


def _say(message: str) -> None:
    print(f"kehoach: {message}", file=sys.stderr)


if __name__ == "__main__":
    main()
