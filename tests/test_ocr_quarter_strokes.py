"""Strokes of Roman numbers counted in the picture."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.ocr.engine import OcrWord
from extractors.ocr.quarter_strokes import leading_strokes, with_label, with_quarters
from tests.ocr_pictures import page, write


def quarter(printed: str, read: str) -> str:
    picture = page(400, 120)
    write(picture, [printed], 120, 40, 36)
    grey = np.asarray(picture)
    columns = np.flatnonzero((grey < 128).any(axis=0))
    before = OcrWord("Quý", 40, 40, 100, 80, 0.9, 1)
    word = OcrWord(read, int(columns[0]), 40, int(columns[-1]) + 1, 80, 0.9, 1)
    return with_quarters((before, word), grey)[1].text


@pytest.mark.parametrize(
    ("printed", "read", "right"),
    [("III/2026", "II/2026", "III/2026"), ("II/2026", "H/2026", "II/2026"), ("IV/2026", "IV/2026", "IV/2026")],
)
def test_a_quarter_has_the_strokes_of_its_picture(printed: str, read: str, right: str) -> None:
    assert quarter(printed, read) == right


def test_strokes_are_only_added() -> None:
    assert quarter("II/2026", "III/2026") == "III/2026"


def test_a_label_alone() -> None:
    picture = page(400, 120)
    write(picture, ["III"], 120, 40, 36)
    grey = np.asarray(picture)
    assert leading_strokes(grey[40:90, 100:300], alone=True) == 3
    assert with_label((OcrWord("m", 100, 40, 300, 90, 0.4, 1),), grey)[0].text == "III"
    assert with_label((OcrWord('„"I', 100, 40, 300, 90, 0.4, 1),), grey)[0].text == "III"
    assert with_label((OcrWord("11", 100, 40, 300, 90, 0.9, 1),), grey)[0].text == "11"
