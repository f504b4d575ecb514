"""Bad inputs of every kind in one batch, with the real conversion: each costs only itself and says what is wrong."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from batch_folder import manifest, statuses

from extractors.read_options import ReadOptions
from pipeline.batch.records import BatchOptions, Limits
from pipeline.batch.run import run_batch
from pipeline.errors import ExitCode
from pipeline.options import ConvertOptions
from samples.sampling.bad_inputs import write_bad_inputs

pytestmark = pytest.mark.slow
GOOD = "KẾ HOẠCH\nTriển khai nhiệm vụ năm 2026\n\nI. MỤC ĐÍCH\n\n1. Nâng cao chất lượng phục vụ.\n"


def _convert(plans: Path, output: Path, limits: Limits | None = None) -> ExitCode:
    options = BatchOptions(jobs=2, limits=limits or Limits())
    return run_batch([plans], output, options, ConvertOptions(read=ReadOptions(ocr="never"))).exit_code


def test_every_kind_of_bad_input_costs_only_itself(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    made = write_bad_inputs(plans)
    (plans / "good.txt").write_text(GOOD, encoding="utf-8")
    assert _convert(plans, tmp_path / "out") == ExitCode.SOME_FAILED
    found = statuses(tmp_path / "out")
    assert len(found) == len(made) + 1
    assert found["good.txt"] == "ok"
    assert {"empty", "damaged", "encrypted", "wrong-ending"} <= set(found.values())
    assert {"internal", "worker-died", "time-limit", "memory-limit"}.isdisjoint(found.values())
    messages = [entry["error"]["message"] for entry in manifest(tmp_path / "out") if entry["error"]]
    assert all(message.endswith((".", ")")) and " " in message for message in messages)


def test_a_pdf_that_unpacks_to_gigabytes_is_given_up(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    _write_bomb(plans / "bomb.pdf", gigabytes=2)
    assert (plans / "bomb.pdf").stat().st_size < 100_000
    (plans / "good.txt").write_text(GOOD, encoding="utf-8")
    _convert(plans, tmp_path / "out", Limits(seconds=60, memory_mb=1000))
    found = statuses(tmp_path / "out")
    assert found["good.txt"] == "ok"
    assert found["bomb.pdf"] in {"memory-limit", "out-of-memory", "time-limit", "too-large", "damaged"}


def _write_bomb(path: Path, gigabytes: int) -> None:
    """A page whose content stream is packed twice: some kilobytes that unpack to gigabytes of drawing commands."""
    import pikepdf

    chunk = b"0 0 m 9 9 l S " * 70_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)  # stands for itself: can be repeated
    checksum = 1
    for _ in range(gigabytes * 1024):
        checksum = zlib.adler32(chunk, checksum)
    packed = b"\x78\xda" + block * (gigabytes * 1024) + b"\x03\x00" + checksum.to_bytes(4, "big")
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    page.Contents = pikepdf.Stream(
        document, zlib.compress(packed, 9), Filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    )
    document.save(path, compress_streams=False)
