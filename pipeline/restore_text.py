"""``kehoach restore``: plain text in, corrected text out, line for line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline.options import ConvertOptions
from pipeline.stages import restore_options

if TYPE_CHECKING:
    from normalizers.records import Change, Restoration


def restored_text(data: bytes, options: ConvertOptions) -> str:
    """The corrected text with as many lines as ``data`` has. Raises extractors.errors.InputError."""
    return _restoration(data, options).text


def restored_json(data: bytes, options: ConvertOptions) -> str:
    """The corrected text, a record of each change and the words that stayed in doubt, as one JSON object.

    Lines are 1-based; ``columns`` are 0-based and half-open, of the line as it came for changes and of the corrected
    line for unsure words.
    """
    restoration = _restoration(data, options)
    report = {
        "text": restoration.text,
        "changes": [_change_record(change) for change in restoration.changes],
        "unsure": [{**asdict(word), "confidence": round(word.confidence, 4)} for word in restoration.unsure],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _restoration(data: bytes, options: ConvertOptions) -> Restoration:
    from extractors.readers.text import decode_text
    from normalizers.restorer import restore

    return restore(decode_text(data), restore_options(options))


def _change_record(change: Change) -> dict[str, object]:
    return {
        "line": change.line,
        "columns": [change.start, change.end],
        "from": change.source,
        "to": change.target,
        "confidence": round(change.confidence, 4),
        "rule": change.rule,
    }
