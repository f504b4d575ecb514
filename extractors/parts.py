"""The parts of a document: front matter, body, closing block (signature and recipients), annexes.

Every later extractor works on one of these parts, so that a recipient list is never read as a section and a row of
an annex never as a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout import Line, Page


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """One annex: its title lines and all lines under it, up to the next annex or the end."""

    title_lines: tuple[Line, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DocumentParts:
    front: tuple[Line, ...] = ()  # letterhead, type, title, preamble: all before the first section
    body: tuple[Line, ...] = ()
    closing: tuple[Line, ...] = ()  # "Nơi nhận:" and the signature block
    annexes: tuple[AnnexPart, ...] = ()
    footnotes: tuple[Line, ...] = ()


def split_parts(pages: Sequence[Page]) -> DocumentParts:
    """Split a document's lines into its parts; every line that is not page furniture stands in exactly one part."""
    raise NotImplementedError
