"""``--learn-from FOLDER``: the texts of an office's own clean plans, that adapt the restoration for this run."""

from __future__ import annotations

import logging
from pathlib import Path

from extractors.errors import InputError
from extractors.read_options import ReadOptions
from pipeline.errors import KehoachError

log = logging.getLogger(__name__)


def office_texts(folder: Path) -> tuple[str, ...]:
    """The texts of the readable inputs under ``folder``, sorted by path; scans are not read here.

    An input that cannot be read is reported in the log and left out. Which texts are clean enough to learn from is
    for the restorer to judge. Raises KehoachError when nothing could be read.
    """
    from extractors.reading import SUPPORTED_ENDINGS, read_source

    if not folder.exists():
        raise KehoachError(f"--learn-from: {folder} does not exist.")
    paths = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
    texts: list[str] = []
    for path in paths:
        if path.suffix.lower() not in SUPPORTED_ENDINGS:
            continue
        try:
            source = read_source(path, ReadOptions(ocr="never"))
        except InputError as error:
            log.warning("--learn-from: %s left out: %s", path, error)
            continue
        texts.append("\n".join(line.text for line in source.lines))
    if not texts:
        raise KehoachError(
            f"--learn-from: no readable plan in {folder}. Give a folder of clean .txt, .pdf or .docx plans."
        )
    return tuple(texts)
