"""The commands of a batch as a person runs them, interrupted by Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from batch_folder import make_inputs

from pipeline.errors import ExitCode

pytestmark = pytest.mark.slow
PLAN = "KẾ HOẠCH\nTriển khai nhiệm vụ năm 2026\n\nI. MỤC ĐÍCH\n\n1. Nâng cao chất lượng phục vụ.\n"
PATIENCE = 120  # seconds; a busy machine is slow
# A shell says 130 of both. CPython 3.11 ends by the signal itself, whatever the program then says, where Ctrl-C came in
# code that is run from a string, as when a dataclass is made (``unhandled_keyboard_interrupt`` in pythonrun.c).
INTERRUPTED = {ExitCode.INTERRUPTED, -signal.SIGINT}


def _start(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    root = Path(__file__).resolve().parent.parent
    # A shell's background job ignores Ctrl-C, and so does what it starts, unless it is heard again here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)


def _interrupt_after(process: subprocess.Popen[str], manifest: Path, lines: int, by: int = signal.SIGINT) -> str:
    """Press Ctrl-C when so many inputs are finished; the text on standard error."""
    deadline = time.monotonic() + PATIENCE
    while not manifest.exists() or manifest.read_bytes().count(b"\n") < lines:
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < deadline
        time.sleep(0.02)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(by)
    text = process.communicate(timeout=PATIENCE)[1]
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert alive == []
    return text


def test_ctrl_c_keeps_what_is_finished_and_leaves_no_process_behind(tmp_path: Path) -> None:
    plans = make_inputs(tmp_path / "plans", {f"{n}.txt": PLAN + f"\n{n}. Việc cần làm.\n" for n in range(400)})
    process = _start("convert", plans, "-o", tmp_path / "out", "--jobs", "2")
    said = _interrupt_after(process, tmp_path / "out/manifest.jsonl", lines=2)
    assert process.returncode in INTERRUPTED
    assert "run the same command again" in said
    assert "Traceback" not in said
    finished = (tmp_path / "out/manifest.jsonl").read_bytes().count(b"\n")
    assert 2 <= finished < 400
    assert len(list((tmp_path / "out/documents").glob("[!.]*.json"))) >= finished


def test_a_service_that_is_stopped_ends_as_by_ctrl_c(tmp_path: Path) -> None:
    plans = make_inputs(tmp_path / "inbox", {"a.txt": PLAN})
    process = _start("watch", plans, "-o", tmp_path / "out", "--still", "0", "--interval", "0.1")
    said = _interrupt_after(process, tmp_path / "out/manifest.jsonl", lines=1, by=signal.SIGTERM)
    assert process.returncode in INTERRUPTED
    assert "Interrupted" in said


@pytest.mark.parametrize("arguments", [["convert"], ["convert", "x", "-o", "y", "--nope"], ["convert", "x"], ["nope"]])
def test_wrong_use_is_said_in_a_sentence(arguments: list[str]) -> None:
    process = _start(*arguments)
    said = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == ExitCode.WRONG_USE
    assert "Traceback" not in said
    assert said.strip()


def test_watching_converts_what_is_there_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    plans = make_inputs(tmp_path / "inbox", {"a.txt": PLAN})
    process = _start("watch", plans, "-o", tmp_path / "out", "--still", "0", "--interval", "0.1", "--format", "csv")
    said = _interrupt_after(process, tmp_path / "out/manifest.jsonl", lines=1)
    assert process.returncode in INTERRUPTED
    assert "Interrupted." in said
    assert "Traceback" not in said
    assert (tmp_path / "out/documents/a.json").exists()
