"""How an input is to be read; a part of the pipeline's options that travels to the readers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

OcrMode = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    ocr: OcrMode = "auto"
    ocr_engine: str = "pytesseract"  # name of an entry point in the group "kehoach.ocr_engines"
    ocr_language: str = "vie"
    ocr_page_seconds: float = 120.0  # time limit of one page
    ocr_jobs: int = 1  # pages read at a time; the batch gives each worker its share of the cores
    password: str | None = None
    debug_images: Path | None = None  # where to write page pictures with grid and words drawn over them
