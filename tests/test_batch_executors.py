"""Executors: each job comes back once, with its result or with what became of its worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from pipeline.batch.executors import Executor, Lost, SerialExecutor, executor_for
from pipeline.batch.process_pool import ProcessExecutor
from pipeline.batch.records import BatchOptions, Limits
from pipeline.errors import KehoachError

# Jobs are tuples; this function obeys them in a worker.


def work(job: tuple[str, object]) -> object:
    verb, argument = job
    if verb == "square":
        assert isinstance(argument, int)
        return argument**2
    if verb == "pid":
        return os.getpid()
    if verb == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if verb == "die-once":
        marker = Path(str(argument))
        if not marker.exists():
            marker.touch()
            os._exit(3)
        return "second try"
    if verb == "sleep":
        subprocess.run(["sleep", str(argument)], check=False)
    if verb == "memory":
        assert isinstance(argument, int)
        block = bytearray(argument * 2**20)
        block[::4096] = b"x" * len(block[::4096])
        time.sleep(60)
    if verb == "temporary":
        _, path = tempfile.mkstemp()
        Path(str(argument)).write_text(path)
        subprocess.run("echo $TMPDIR; sleep 600", shell=True, check=False)
    if verb == "raise":
        raise ValueError("not caught")
    return None


def run(executor: Executor, jobs: list[tuple[str, object]]) -> dict[tuple[str, object], object]:
    with closing(executor.run(work, jobs)) as results:
        return dict(results)


@pytest.mark.parametrize("executor", [SerialExecutor(), ProcessExecutor(workers=2)])
def test_every_job_comes_back_with_its_result(executor: Executor) -> None:
    jobs: list[tuple[str, object]] = [("square", n) for n in range(20)]
    assert run(executor, jobs) == {("square", n): n**2 for n in range(20)}


def test_no_jobs_need_no_workers() -> None:
    assert run(ProcessExecutor(workers=2), []) == {}


def test_a_worker_that_dies_costs_only_its_own_job() -> None:
    results = run(ProcessExecutor(workers=2), [("square", 1), ("die", 0), *[("square", n) for n in range(2, 9)]])
    lost = results.pop(("die", 0))
    assert isinstance(lost, Lost)
    assert lost.code == "worker-died"
    assert "SIGSEGV" in lost.message
    assert results == {("square", n): n**2 for n in range(1, 9)}


def test_a_job_whose_worker_died_is_tried_once_more(tmp_path: Path) -> None:
    job = ("die-once", tmp_path / "marker")
    assert run(ProcessExecutor(workers=2), [job, ("square", 2)]) == {job: "second try", ("square", 2): 4}


def test_a_job_over_the_time_limit_is_stopped_with_the_programs_it_started() -> None:
    limits = Limits(seconds=1.5)
    results = run(ProcessExecutor(workers=2, limits=limits), [("sleep", 600.25), ("square", 3)])
    lost = results[("sleep", 600.25)]
    assert isinstance(lost, Lost)
    assert lost.code == "time-limit"
    assert results[("square", 3)] == 9
    assert not [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", "600.25"]]


def test_temporary_files_of_a_worker_that_is_stopped_go_with_it(tmp_path: Path) -> None:
    run(ProcessExecutor(workers=1, limits=Limits(seconds=1.5)), [("temporary", tmp_path / "said")])
    assert not Path((tmp_path / "said").read_text()).parent.exists()


def test_a_job_over_the_memory_limit_is_stopped() -> None:
    limits = Limits(memory_mb=300)
    results = run(ProcessExecutor(workers=1, limits=limits), [("memory", 400), ("square", 3)])
    lost = results[("memory", 400)]
    assert isinstance(lost, Lost)
    assert lost.code == "memory-limit"
    assert results[("square", 3)] == 9


def test_workers_are_replaced_after_their_share_of_jobs() -> None:
    pids = run(ProcessExecutor(workers=1, jobs_per_worker=2), [("pid", n) for n in range(6)])
    assert len(set(pids.values())) == 3


def test_closing_the_results_ends_all_workers() -> None:
    before = {child.pid for child in psutil.Process().children()}
    results = ProcessExecutor(workers=2).run(work, [("square", 1), ("sleep", 600)])
    next(results)
    results.close()
    left = [c for c in psutil.Process().children() if c.pid not in before and "spawn_main" in " ".join(c.cmdline())]
    assert left == []


def test_an_exception_that_the_work_does_not_turn_into_a_result_ends_the_run() -> None:
    with pytest.raises(RuntimeError, match="not caught"):
        run(ProcessExecutor(workers=1), [("raise", 0)])


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_batch_executors import work\n"
        "from pipeline.batch.process_pool import ProcessExecutor\n"
        "if __name__ == '__main__':\n"
        "    list(ProcessExecutor(workers=1).run(work, [('sleep', 600.5)]))\n"
    )
    (tmp_path / "parent.py").write_text(script)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    arguments = [sys.executable, str(tmp_path / "parent.py"), str(Path(__file__).parent)]
    with subprocess.Popen(arguments, env=environment) as parent:
        _until(lambda: bool(_sleepers("600.5")))
        parent.kill()
    _until(lambda: not _sleepers("600.5"))


def _sleepers(seconds: str) -> list[psutil.Process]:
    return [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", seconds]]


def _until(condition: object, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_the_options_name_the_executor(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(executor_for(BatchOptions(engine="serial")), SerialExecutor)
    assert executor_for(BatchOptions(jobs=3)) == ProcessExecutor(3, Limits(), 100)


def test_ray_that_is_not_installed_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(KehoachError, match=r"kehoach\[ray\]"):
        list(executor_for(BatchOptions(engine="ray")).run(work, [("square", 1)]))
