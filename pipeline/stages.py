"""The stages of a conversion. Each takes the draft, adds its own part and reads only what earlier stages made.

What a stage needs and adds is declared beside it (``STAGES`` in ``pipeline.convert``) and checked by a test.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.facts import Annex, Citation, Metadata, Place, Section, Target, Task, Warning
from extractors.layout import Cell, Line, Notice, Page, Table
from extractors.parts import DocumentParts
from pipeline.document import Quality
from pipeline.options import ConvertOptions
from pipeline.warming import models_loading

if TYPE_CHECKING:
    from normalizers.records import Restoration, RestoredLine
    from normalizers.restorer import RestoreOptions

_RESTORED_TOGETHER = 20_000  # lines: some 300 pages


@dataclass(frozen=True, slots=True)
class Draft:
    """A document on its way. Fields are filled by the stage of their name; empty until then."""

    path: Path
    source: str  # the path as given, for the output
    options: ConvertOptions
    sha256: str = ""
    media_type: str = ""
    pages: tuple[Page, ...] = ()
    restoration: Restoration | None = None  # of ``lines``, in their order
    parts: DocumentParts = field(default_factory=DocumentParts)
    metadata: Metadata = field(default_factory=Metadata)
    legal_bases: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    annexes: tuple[Annex, ...] = ()
    tasks: tuple[Task, ...] = ()
    citations: tuple[Citation, ...] = ()
    targets: tuple[Target, ...] = ()
    places: tuple[Place, ...] = ()
    quality: Quality = field(default_factory=Quality)
    warnings: tuple[Warning, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for page in self.pages for line in page.lines)

    def warned(self, warnings: Iterable[Warning]) -> Draft:
        return replace(self, warnings=(*self.warnings, *warnings))


def read(draft: Draft) -> Draft:
    """Bytes to pages of lines and tables; the reader decides a page at a time whether OCR is needed.

    Raises extractors.errors.InputError (the input cannot be read) or MissingProgram.
    """
    from extractors.reading import read_source

    with models_loading():
        text = read_source(draft.path, draft.options.read)
    notices = [*text.notices, *(notice for page in text.pages for notice in page.notices)]
    return replace(
        draft,
        sha256=file_sha256(draft.path),
        media_type=text.media_type,
        pages=text.pages,
    ).warned(map(_warning, notices))


def restore(draft: Draft) -> Draft:
    """Restore the Vietnamese of every line and every table cell; what was read stays in ``Line.printed``."""
    from normalizers.records import Restoration
    from normalizers.restorer import restore as restore_text

    options = restore_options(draft.options)
    pages: list[Page] = []
    lines: list[RestoredLine] = []
    for stretch in _stretches(draft.pages):
        before = [line for page in stretch for line in page.lines]
        found = restore_text("\n".join(line.text for line in before), options).lines
        restored = [_counted_on(its, line, len(lines)) for its, line in zip(found, before, strict=False)]
        lines += restored
        own = iter(restored)
        for page in stretch:
            after = tuple(_restored_line(line, next(own)) for line in page.lines)
            pages.append(replace(page, lines=after, tables=_restored_tables(page.tables, options)))
    return replace(draft, restoration=Restoration(tuple(lines)), pages=tuple(pages))


def split(draft: Draft) -> Draft:
    from extractors.parts import split_parts

    return replace(draft, parts=split_parts(draft.pages))


def outline(draft: Draft) -> Draft:
    from extractors.outline import extract_outline

    facts = extract_outline(draft.parts)
    return replace(draft, sections=facts.sections).warned(facts.warnings)


def header(draft: Draft) -> Draft:
    from extractors.header import extract_header

    facts = extract_header(draft.parts)
    return replace(draft, metadata=facts.metadata, legal_bases=facts.legal_bases).warned(facts.warnings)


def tasks(draft: Draft) -> Draft:
    from extractors.tasks import extract_tasks
    from normalizers.restorer import restore_passages

    restore_cells = partial(restore_passages, options=restore_options(draft.options)) if draft.options.restore else None
    facts = extract_tasks(draft.pages, draft.parts, draft.sha256, restore_cells=restore_cells)
    return replace(draft, annexes=facts.annexes, tasks=facts.tasks).warned(facts.warnings)


def citations(draft: Draft) -> Draft:
    from extractors.citations import find_citations

    return replace(draft, citations=tuple(find_citations(draft.parts)))


def targets(draft: Draft) -> Draft:
    from extractors.targets import find_targets

    found = find_targets(draft.parts, draft.sections, draft.metadata.document_type)
    return replace(draft, targets=tuple(found))


def places(draft: Draft) -> Draft:
    from extractors.places import find_places

    return replace(draft, places=tuple(find_places(draft.parts)))


_UNREADABLE = (
    "Hầu như không chữ nào của trang đọc được (trang quét ngược, hoặc lớp chữ hỏng): giữ các dòng như đã đọc, "
    "không nhận ra nội dung nào từ trang này. Hãy chuyển đổi từ bản quét gốc."
)


def assess(draft: Draft) -> Draft:
    """Quality by page. A page of which hardly a word can be read (scanned upside down, or in a lost font) keeps its
    lines as read, without any confidence, and a warning says so."""
    from pipeline.quality import assess_quality, is_unreadable

    quality = assess_quality(draft.pages, draft.restoration)
    lost = {page.page for page in quality.pages if is_unreadable(page)}
    pages = tuple(_without_confidence(page) if page.number in lost else page for page in draft.pages)
    known = {warning.page for warning in draft.warnings if warning.code == "needs-ocr"}
    warnings = [Warning(code="page-unreadable", message=_UNREADABLE, page=number) for number in sorted(lost - known)]
    return replace(draft, quality=quality, pages=pages).warned(warnings)


def _without_confidence(page: Page) -> Page:
    return replace(page, lines=tuple(replace(line, confidence=0.0) for line in page.lines))


def restore_options(options: ConvertOptions) -> RestoreOptions:
    from normalizers.restorer import RestoreOptions

    return RestoreOptions(
        tone_style=options.tone_style, learn_from=options.office_texts, extra_terms=options.extra_terms
    )


def file_sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _warning(notice: Notice) -> Warning:
    return Warning(code=notice.code, message=notice.message, page=notice.page, line=notice.line)


def _stretches(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    """The pages that are restored together: all, but of a very long document a part at a time, since what is known of
    every word while it is restored takes more memory than all that is kept of the document."""
    first, lines = 0, 0
    for at, page in enumerate(pages):
        lines += len(page.lines)
        if lines >= _RESTORED_TOGETHER:
            yield pages[first : at + 1]
            first, lines = at + 1, 0
    if first < len(pages) or not pages:
        yield pages[first:]


def _counted_on(restored: RestoredLine, line: Line, before: int) -> RestoredLine:
    """The restored line with its number among all lines (``before`` stand in stretches above it), and with the texts
    of ``line`` where they are the same: one copy in memory."""
    if before:
        changes = tuple(replace(change, line=change.line + before) for change in restored.changes)
        unsure = tuple(replace(word, line=word.line + before) for word in restored.unsure)
        restored = replace(restored, changes=changes, unsure=unsure)
    return replace(restored, source=line.text, text=line.text if restored.text == line.text else restored.text)


def _restored_line(line: Line, restored: RestoredLine) -> Line:
    doubt = min((word.confidence for word in restored.unsure), default=1.0)
    return replace(
        line,
        text=restored.text,
        printed=line.printed or line.text,
        confidence=min(line.confidence, doubt),
        changes=restored.changes,
    )


def _restored_tables(tables: Sequence[Table], options: RestoreOptions) -> tuple[Table, ...]:
    """The tables with their cells restored, each for itself."""
    from normalizers.restorer import restore_passages

    cells = [cell for table in tables for cell in table.cells]
    restored = iter(restore_passages([cell.text for cell in cells], options))

    def cell_after(cell: Cell) -> Cell:
        lines = next(restored)
        doubt = min((word.confidence for line in lines for word in line.unsure), default=1.0)
        return replace(cell, text="\n".join(line.text for line in lines), confidence=min(cell.confidence, doubt))

    return tuple(replace(table, cells=tuple(cell_after(cell) for cell in table.cells)) for table in tables)
