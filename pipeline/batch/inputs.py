"""Find the inputs of a batch, and name their outputs.

Folders are searched recursively, in sorted order. What cannot be searched is reported, never passed over in silence.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from extractors.reading import SUPPORTED_ENDINGS

LONGEST_FILE_NAME = 255  # bytes; the limit of ext4, XFS, NTFS (in UTF-16 units) and APFS

_LITTER = (".", "~$")  # "._plan.pdf" of macOS, "~$plan.docx" of an open Word: beside the plans, never plans
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029\\/]")


@dataclass(frozen=True, slots=True)
class FoundInput:
    """``source`` is the path as given, NFC, as it stands in the output; ``path`` opens the file."""

    path: Path
    source: str
    size: int  # bytes; 0 if it could not be looked at
    mtime_ns: int = 0


@dataclass(frozen=True, slots=True)
class InputProblem:
    """A place that could not be searched (``failed``), or was not on purpose (``skipped``)."""

    source: str
    code: str
    message: str
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class FoundInputs:
    inputs: tuple[FoundInput, ...] = ()
    problems: tuple[InputProblem, ...] = ()
    other_files: int = 0  # in searched folders, of kinds that are not read


@dataclass(slots=True)
class _Search:
    output_dir: Path | None
    paths: list[Path] = field(default_factory=list)
    problems: list[InputProblem] = field(default_factory=list)
    other_files: int = 0
    seen_folders: set[tuple[int, int]] = field(default_factory=set)


def find_inputs(given: Sequence[Path], output_dir: Path | None = None) -> FoundInputs:
    """The inputs under the given files and folders, each once, in the order given and sorted within a folder.

    A file that is named is taken whatever its ending (its reader judges the bytes); in folders only the supported
    endings count. ``output_dir`` is left out of the search.
    """
    search = _Search(output_dir.resolve() if output_dir else None)
    for path in given:
        if os.path.isdir(path):  # unlike Path.is_dir, False for what may not be looked at: its reader says so
            _search_folder(path, search)
        else:
            search.paths.append(path)
    unique = {os.path.abspath(path): path for path in reversed(search.paths)}
    paths = [path for path in search.paths if unique.pop(os.path.abspath(path), None) is not None]
    return FoundInputs(
        inputs=tuple(_found(path, source) for path, source in zip(paths, _sources(paths), strict=True)),
        problems=tuple(search.problems),
        other_files=search.other_files,
    )


def output_names(sources: Iterable[str]) -> dict[str, str]:
    """The output name of each source: the file's name without its ending; where two share one, a short hash is added.

    The result depends on the set of sources only, not on their order. Names that differ in case or in Unicode form
    only count as shared: on Windows and macOS they are one file.
    """
    names = {source: _stem(source) for source in sources}
    for digits in (8, 64):
        shared = Counter(name.casefold() for name in names.values())
        for source, name in names.items():
            if shared[name.casefold()] > 1:
                names[source] = _shortened(_stem(source), _digest(source)[:digits])
    return names


def printable(path: Path) -> str:
    """A path as text that every file format can hold: NFC, bytes that are no UTF-8 written as ``\\xNN``."""
    text = os.fsencode(path.as_posix()).decode("utf-8", errors="backslashreplace")
    return unicodedata.normalize("NFC", text)


def _search_folder(folder: Path, search: _Search) -> None:
    try:
        status = folder.stat()
        names = sorted(os.listdir(folder))
    except OSError as error:
        message = f"The folder cannot be searched: {error.strerror}. Check its rights, or leave it out."
        search.problems.append(InputProblem(printable(folder), "no-access", message))
        return
    identity = (status.st_dev, status.st_ino)
    if identity in search.seen_folders:
        message = "A link to a folder that is searched already; its files are taken once."
        search.problems.append(InputProblem(printable(folder), "link-loop", message, skipped=True))
        return
    search.seen_folders.add(identity)
    for name in names:
        path = folder / name
        if name.startswith(_LITTER):
            continue
        if os.path.isdir(path):
            if path.resolve() != search.output_dir:
                _search_folder(path, search)
        elif path.suffix.lower() in SUPPORTED_ENDINGS:
            search.paths.append(path)
        else:
            search.other_files += 1


def _sources(paths: Sequence[Path]) -> Iterator[str]:
    """One text a path; files whose names differ in their Unicode form only are told apart by a number."""
    used: Counter[str] = Counter()
    for path in paths:
        source = printable(path)
        used[source] += 1
        yield source if used[source] == 1 else f"{source} [{used[source]}]"


def _found(path: Path, source: str) -> FoundInput:
    try:
        status = path.stat()
    except OSError:  # gone or forbidden: whoever opens it says so, with the document's name
        return FoundInput(path, source, 0)
    return FoundInput(path, source, status.st_size, status.st_mtime_ns)


def _stem(source: str) -> str:
    stem = _UNSAFE.sub("_", unicodedata.normalize("NFC", PurePosixPath(source).stem)) or "_"
    return stem if _fits(stem) else _shortened(stem, _digest(source)[:8])


def _shortened(stem: str, suffix: str) -> str:
    while not _fits(f"{stem}-{suffix}"):
        stem = stem[:-1]
    return f"{stem}-{suffix}"


def _fits(name: str) -> bool:
    return len(f"{name}.json".encode()) <= LONGEST_FILE_NAME


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
