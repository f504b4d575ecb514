"""Killed at any moment and run again, a batch gives what an uninterrupted run gives, byte for byte but for timings."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_folder import content, make_inputs

FORMATS = ("json", "jsonl", "csv", "xlsx", "sqlite")
SCRIPT = """
import sys
from pathlib import Path
from batch_fakes import fake_convert
from pipeline.batch.records import BatchOptions
from pipeline.batch.run import run_batch
from pipeline.options import ConvertOptions

if __name__ == "__main__":
    plans, output, *formats = sys.argv[1:]
    options = BatchOptions(jobs=2, formats=tuple(formats))
    run_batch([Path(plans)], Path(output), options, ConvertOptions(), convert=fake_convert)
    print("finished")
"""


def _start(script: Path, plans: Path, output: Path) -> subprocess.Popen[str]:
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)])}
    command = [sys.executable, str(script), str(plans), str(output), *FORMATS]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def _no_half_written_file(output: Path) -> None:
    for path in (output / "documents").glob("[!.]*.json"):
        json.loads(path.read_bytes())
    for path in output.glob("[!.]*.csv"):
        assert path.read_bytes().endswith(b"\r\n")


def _kill_at(process: subprocess.Popen[str], output: Path, finished: int, delay: float) -> bool:
    """Kill the run ``delay`` seconds after so many inputs are finished; False if it came to its end before."""
    lines = 0
    while lines < finished and process.poll() is None:
        path = output / "manifest.jsonl"
        lines = path.read_bytes().count(b"\n") if path.exists() else 0
        time.sleep(0.002)
    time.sleep(delay)
    alive = process.poll() is None
    process.kill()
    process.communicate()
    return alive


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_killing_and_running_again_gives_the_result_of_an_uninterrupted_run(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    contents = {f"{n % 3}/plan-{n}.txt": "!sleep 0.01\n" + "Rà soát, báo cáo\n" * (n + 1) for n in range(36)}
    contents |= {"bad.txt": "!bad\n", "0/same.txt": "Một\n", "1/same.txt": "Hai\n", "partial.txt": "!partial\nBa\n"}
    plans = make_inputs(tmp_path / "plans", contents)
    script = tmp_path / "batch.py"
    script.write_text(SCRIPT)
    assert _start(script, plans, tmp_path / "whole").communicate()[0] == "finished\n"

    interrupted = tmp_path / "interrupted"
    moments = [0, *sorted(chance.sample(range(1, 40), 3)), 40]  # 40: while the tables are written
    kills = [
        _kill_at(_start(script, plans, interrupted), interrupted, moment, chance.uniform(0, 0.03)) for moment in moments
    ]
    _no_half_written_file(interrupted)
    assert sum(kills) >= 3
    assert _start(script, plans, interrupted).communicate()[0] == "finished\n"
    assert content(interrupted) == content(tmp_path / "whole")
