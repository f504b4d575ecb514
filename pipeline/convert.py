"""One input to one document: the order of the stages, and what happens when one fails."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.errors import InputError, MissingProgram
from extractors.facts import Warning
from extractors.layout import Line, LineRole, TextOrigin
from pipeline import stages
from pipeline.document import Document, PageOrigin, PrintedLine, Source
from pipeline.options import ConvertOptions
from pipeline.stages import Draft

log = logging.getLogger(__name__)

# Notices of a reader that mean that a part of the input is missing from the output.
LOSS_CODES = frozenset({"stage-failed", "page-failed", "needs-ocr", "damaged", "page-unreadable"})


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the conversion: what it needs of the draft and what it adds to it (names of Draft's fields)."""

    name: str
    run: Callable[[Draft], Draft]
    needs: frozenset[str]
    adds: frozenset[str]


def _stage(run: Callable[[Draft], Draft], needs: str, adds: str) -> Stage:
    return Stage(run.__name__, run, frozenset(needs.split()), frozenset(adds.split()))


STAGES: tuple[Stage, ...] = (
    _stage(stages.read, needs="path", adds="sha256 media_type pages"),
    _stage(stages.restore, needs="pages", adds="restoration"),
    _stage(stages.split, needs="pages", adds="parts"),
    _stage(stages.outline, needs="parts", adds="sections"),
    _stage(stages.header, needs="parts", adds="metadata legal_bases"),
    _stage(stages.tasks, needs="pages parts sha256", adds="annexes tasks"),
    _stage(stages.citations, needs="parts", adds="citations"),
    _stage(stages.targets, needs="parts sections metadata", adds="targets"),
    _stage(stages.places, needs="parts", adds="places"),
    _stage(stages.assess, needs="pages restoration", adds="quality"),
)


def convert_document(path: Path, source: str, options: ConvertOptions) -> Document:
    """Convert one input. ``source`` is its path as given, for the output.

    A stage that fails after reading leaves a warning and an empty part, and the document is ``partial``.
    Raises extractors.errors.InputError when the input cannot be read, MissingProgram when a needed program is missing.
    """
    draft = Draft(path=path, source=source, options=options)
    timings: dict[str, float] = {}
    for stage in STAGES:
        if stage.name == "restore" and not options.restore:
            continue
        started = time.perf_counter()
        draft = _run(stage, draft)
        timings[stage.name] = round(time.perf_counter() - started, 4)
    return _document(draft, timings)


def _run(stage: Stage, draft: Draft) -> Draft:
    try:
        return stage.run(draft)
    except (InputError, MissingProgram, MemoryError):
        raise
    except Exception as error:
        if stage.name == "read":
            raise
        log.exception("%s: stage %s failed", draft.source, stage.name)
        message = (
            f"Bước “{stage.name}” không chạy được ({type(error).__name__}: {error}); phần này của kết quả bị trống."
        )
        return draft.warned([Warning(code="stage-failed", message=message)])


def _document(draft: Draft, timings: dict[str, float]) -> Document:
    partial = any(warning.code in LOSS_CODES for warning in draft.warnings)
    return Document(
        document_id=draft.sha256[:16],
        status="partial" if partial else "ok",
        source=Source(
            path=draft.source,
            sha256=draft.sha256,
            media_type=draft.media_type,
            page_count=len(draft.pages),
            text_origin=_text_origin(draft),
        ),
        metadata=draft.metadata,
        legal_bases=draft.legal_bases,
        sections=draft.sections,
        annexes=draft.annexes,
        tasks=draft.tasks,
        citations=draft.citations,
        targets=draft.targets,
        places=draft.places,
        quality=draft.quality,
        warnings=draft.warnings,
        pages=tuple(PageOrigin(page=page.number, text_origin=page.origin, reason=page.verdict) for page in draft.pages),
        lines=tuple(_printed_line(line) for line in draft.lines if line.text.strip()),
        timings=timings,
    )


def _text_origin(draft: Draft) -> TextOrigin:
    """The origin of most of the document's text."""
    sizes: dict[TextOrigin, int] = {}
    for page in draft.pages:
        sizes[page.origin] = sizes.get(page.origin, 0) + sum(len(line.text) for line in page.lines) + 1
    return max(sizes, key=lambda origin: sizes[origin], default=TextOrigin.TEXT)


def _printed_line(line: Line) -> PrintedLine:
    """Only what differs from the defaults is given: pydantic's note of more than four given fields takes more memory
    than the line itself."""
    rest: dict[str, Any] = {}
    if line.printed and line.printed != line.text:
        rest["printed"] = line.printed
    if line.role is not LineRole.BODY:
        rest["role"] = line.role
    if line.confidence < 1:
        rest["confidence"] = round(line.confidence, 4)
    return PrintedLine(page=line.page, line=line.number, text=line.text, **rest)
