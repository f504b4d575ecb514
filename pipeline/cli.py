"""The command line: thin. It reads options, calls the pipeline and turns errors into exit codes and sentences."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import ExitCode, KehoachError, describe
from pipeline.options import ConvertOptions

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
    from rich.table import Table

    from pipeline.doctor import examine

    checks = examine()
    table = Table(box=None, pad_edge=False)
    for column in ("", "what", "found", "to mend it"):
        table.add_column(column)
    for check in checks:
        sign = "[green]ok[/]" if check.ok else "[red]missing[/]" if check.need != "optional" else "[dim]absent[/]"
        table.add_row(sign, check.name, check.detail, "" if check.ok else check.remedy)
    Console(soft_wrap=True).print(table)
    if any(not check.ok and check.need != "optional" for check in checks):
        raise typer.Exit(ExitCode.MISSING_PROGRAM)


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
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    sys.exit(_exit_code(lambda: app(standalone_mode=False)))


def _exit_code(run: Callable[[], Any]) -> int:
    import click

    from extractors.errors import InputError, MissingProgram

    try:
        result = run()
    except KeyboardInterrupt:
        _say("Interrupted. What was finished is kept; run the same command again to go on.")
        return ExitCode.INTERRUPTED
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except click.ClickException as error:
        error.show()
        return ExitCode.WRONG_USE
    except click.exceptions.Abort:
        return ExitCode.INTERRUPTED
    except KehoachError as error:
        _say(str(error))
        return error.exit_code
    except MissingProgram as error:
        _say(str(error))
        return ExitCode.MISSING_PROGRAM
    except InputError as error:
        _say(describe(error)[1])
        return ExitCode.NOTHING_CONVERTED
    return result if isinstance(result, int) else ExitCode.OK


def _say(message: str) -> None:
    print(f"kehoach: {message}", file=sys.stderr)


if __name__ == "__main__":
    main()
