"""Exit codes, and the one place where errors become codes and sentences for a person."""

from __future__ import annotations

from enum import IntEnum

from extractors.errors import InputError, MissingProgram


class ExitCode(IntEnum):
    """The command's exit codes (contract)."""

    OK = 0
    SOME_FAILED = 1
    WRONG_USE = 2
    MISSING_PROGRAM = 3
    NOTHING_CONVERTED = 4
    INTERRUPTED = 130


class KehoachError(Exception):
    """An error of a whole run, with the exit code it ends in and a remedy in its message."""

    exit_code = ExitCode.WRONG_USE


class NoInputs(KehoachError):
    exit_code = ExitCode.NOTHING_CONVERTED


class OutputBusy(KehoachError):
    """Another run is writing into the same output folder."""

    exit_code = ExitCode.WRONG_USE


class OutputFailed(KehoachError):
    """The output folder cannot be written (any more): disk full, no permission."""

    exit_code = ExitCode.SOME_FAILED


class OutputUnusable(OutputFailed):
    """The same before anything was converted."""

    exit_code = ExitCode.NOTHING_CONVERTED


def describe(error: BaseException) -> tuple[str, str]:
    """The stable code and the message of an error, as the manifest records them."""
    if isinstance(error, InputError | MissingProgram):
        return error.code, str(error)
    if isinstance(error, MemoryError):
        return (
            "out-of-memory",
            "The document needs more memory than is allowed. Raise --memory-limit or split the file.",
        )
    if isinstance(error, PermissionError):
        return "no-access", f"No permission to read {error.filename}. Check the file's rights."
    if isinstance(error, FileNotFoundError):
        return "vanished", f"The file {error.filename} is not there. Check its name; was it moved during the run?"
    return "internal", f"{type(error).__name__}: {error}. This is a bug in kehoach; please report it with the input."
