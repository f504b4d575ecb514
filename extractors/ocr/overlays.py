"""Pictures of what was found: regions, cells and words drawn over the page, for people who ask what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.ocr.recognise import RecognisedPage

_BLUE, _RED, _GREEN, _ORANGE = (200, 90, 0), (0, 0, 210), (0, 150, 0), (0, 140, 255)
_UNSURE = 0.7  # words below this confidence are orange


def write_overlay(done: RecognisedPage, folder: Path, name: str) -> Path:
    """Write ``NAME_p003.png`` into ``folder`` and return its path: regions blue, cells red, words green or (unsure)
    orange. Half the size of the page that was read."""
    import cv2

    points = 72 / done.ready.dpi
    picture = cv2.cvtColor(done.ready.grey, cv2.COLOR_GRAY2BGR)
    for region in done.layout.regions:
        cv2.rectangle(picture, (region.left + 3, region.top + 3), (region.right - 3, region.bottom - 3), _BLUE, 3)
    for cell in done.layout.cells:
        slot = cell.slot
        cv2.rectangle(picture, (slot.left + 4, slot.top + 4), (slot.right - 4, slot.bottom - 4), _RED, 4)
    for line in done.page.lines:
        for word in line.words:
            left, top, right, bottom = (round(edge / points) for edge in word.box)
            cv2.rectangle(picture, (left, top), (right, bottom), _GREEN if word.confidence >= _UNSURE else _ORANGE, 2)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}_p{done.page.number:03d}.png"
    small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    path.write_bytes(cv2.imencode(".png", small)[1].tobytes())
    return path
