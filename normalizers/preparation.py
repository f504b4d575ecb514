"""Before any judgement: composed Unicode, no invisible characters, legacy font encodings converted."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.legacy_fonts import LegacyEncoding, belongs, convert, detect, document_encoding
from normalizers.records import Change
from normalizers.unicode_text import clean


def prepared(sources: Sequence[str]) -> tuple[list[str], set[int]]:
    """The lines as Unicode Vietnamese, and which of them (0-based) were in a legacy encoding.

    A line too short to prove its encoding takes that of the whole document or of the line before, if it has signs of
    one at all.
    """
    of_document = document_encoding("\n".join(sources))
    lines: list[str] = []
    legacy: set[int] = set()
    encoding: LegacyEncoding | None = None
    for number, source in enumerate(sources):
        if source.isascii() and of_document is None:
            lines.append(source if source.isprintable() else clean(source))
            continue
        found = detect(source)
        if found is None and encoding is not None and number - 1 in legacy:
            found = detect(f"{sources[number - 1]} {source}")
        if found is None and of_document is not None and belongs(source, of_document):
            found = of_document
        if found is None:
            lines.append(clean(source))
        else:
            legacy.add(number)
            lines.append(clean(convert(source, found)))
        encoding = found
    return lines, legacy


def explained(number: int, source: str, text: str, rule: str, confidence: float) -> tuple[Change, ...]:
    """Changes between a line as it came and as it goes out, word by word where their numbers agree."""
    if source == text:
        return ()
    before, after = _spans(source), _spans(text)
    if len(before) != len(after):
        before, after = [(0, len(source))], [(0, len(text))]
    return tuple(
        Change(number, a, b, source[a:b], text[c:d], confidence, rule, c, d)
        for (a, b), (c, d) in zip(before, after, strict=True)
        if source[a:b] != text[c:d]
    )


def _spans(line: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for word in line.split():
        start = line.index(word, at)
        at = start + len(word)
        spans.append((start, at))
    return spans
