"""Whole documents as they come out, one a kind of input: a change here is to be read, then taken over with
``pytest tests/test_golden.py --rewrite-golden``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.convert import convert_document
from pipeline.options import ConvertOptions

GOLDEN = Path(__file__).parent / "golden"
INPUTS = (
    "text/ke_hoach_so_nuoc_sach.txt",
    "garbled_text/bao_cao_xa_thanh_lung.txt",
    "pdf/ke_hoach_phuong_ngoc_kieu.pdf",
    "docx/ke_hoach_so_khoa_hoc.docx",
)
# What differs from run to run, and what only repeats the input.
LEFT_OUT = {"timings", "lines", "source"}


def test_the_flag_is_not_left_on(rewrite_golden: bool) -> None:
    assert not (rewrite_golden and os.environ.get("CI")), "golden files are rewritten by a person, who reads them"


@pytest.mark.parametrize("name", INPUTS)
def test_a_document_comes_out_as_before(name: str, samples: Path, rewrite_golden: bool) -> None:
    document = convert_document(samples / name, name, ConvertOptions())
    came = json.loads(document.model_dump_json(exclude=LEFT_OUT))
    golden = GOLDEN / (name.replace("/", "_") + ".json")
    if rewrite_golden:
        golden.write_text(json.dumps(came, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert came == json.loads(golden.read_text(encoding="utf-8"))
