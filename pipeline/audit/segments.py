"""A restored line as runs of one kind each, for the coloured text of the report."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.records import RestoredLine
from pipeline.audit.records import Segment


def line_segments(line: RestoredLine) -> tuple[Segment, ...]:
    """The whole restored line, cut where its kind changes; the texts of the segments add up to ``line.text``."""
    return tuple(segment for segment in _segments(line) if segment.text)


def _segments(line: RestoredLine) -> Iterator[Segment]:
    marks: list[tuple[int, int, Segment]] = []
    for word in line.unsure:
        came = next((c.source for c in line.changes if c.out_start < word.end and word.start < c.out_end), None)
        segment = Segment(text=word.text, kind="unsure", source=came, confidence=round(word.confidence, 3))
        marks.append((word.start, word.end, segment))
    unsure_at = {(start, end) for start, end, _ in marks}
    for change in line.changes:
        overlapping = any(start < change.out_end and change.out_start < end for start, end in unsure_at)
        if not overlapping:
            segment = Segment(
                text=change.target, kind="changed", source=change.source, confidence=round(change.confidence, 3)
            )
            marks.append((change.out_start, change.out_end, segment))
    position = 0
    for start, end, segment in sorted(marks, key=lambda mark: mark[:2]):
        if start < position:
            continue
        yield Segment(text=line.text[position:start])
        yield segment.model_copy(update={"text": line.text[start:end]})
        position = end
    yield Segment(text=line.text[position:])
