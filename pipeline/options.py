"""The options of a conversion: one frozen object that travels to every stage and every worker."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal

from extractors.read_options import ReadOptions
from pipeline.document import SCHEMA_VERSION
from pipeline.errors import KehoachError

Language = Literal["vi", "en"]
ToneStyle = Literal["keep", "classic", "modern"]

# Options that change how the work is done but not what comes out; they are left out of the options hash.
_WITHOUT_EFFECT = frozenset({"debug_images", "ocr_jobs", "password"})


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """``office_texts`` are the texts of the clean plans of ``--learn-from``, ``extra_terms`` those of ``--lexicon``.

    ``language`` is that of the spreadsheet's headers and of reports; documents do not depend on it."""

    read: ReadOptions = field(default_factory=ReadOptions)
    restore: bool = True
    tone_style: ToneStyle = "keep"
    office_texts: tuple[str, ...] = ()
    extra_terms: tuple[str, ...] = ()
    language: Language = "vi"

    @property
    def options_hash(self) -> str:
        """16 hex digits that change whenever the same input could become another document."""
        facts = {
            "schema": SCHEMA_VERSION,
            "program": program_version(),
            "models": _models_digest(),
            "read": {
                f.name: str(getattr(self.read, f.name)) for f in fields(self.read) if f.name not in _WITHOUT_EFFECT
            },
            "restore": self.restore,
            "tone_style": self.tone_style,
            "office_texts": [_digest(text) for text in self.office_texts],
            "extra_terms": [_digest(term) for term in self.extra_terms],
        }
        return _digest(json.dumps(facts, sort_keys=True))[:16]


def program_version() -> str:
    """The installed version of kehoach, or "0" when it runs from a bare checkout."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("kehoach")
    except PackageNotFoundError:
        return "0"


def _models_digest() -> str:
    """Changes whenever a packaged model does: the manifest holds the checksum of each."""
    from normalizers.data_files import MANIFEST

    return _digest(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.is_file() else ""


def read_terms(path: Path) -> tuple[str, ...]:
    """The terms of a ``--lexicon`` file: UTF-8, one a line; blank lines and lines that begin with ``#`` are skipped.

    Raises KehoachError for a file that is not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KehoachError(f"--lexicon: {path} is not UTF-8 (byte {error.start}). Save it as UTF-8 text.") from error
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
