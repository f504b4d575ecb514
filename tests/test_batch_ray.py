"""The same batch on Ray: a real local Ray with two workers gives what the local engines give, even if one is killed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from batch_folder import content, make_inputs, run, statuses

from pipeline.batch.ray_engine import RayExecutor
from pipeline.batch.records import Limits
from pipeline.errors import KehoachError

pytest.importorskip("ray", reason="the extra kehoach[ray] is not installed")
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def importable_by_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path(__file__).parent
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(here), str(here.parent)]))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")


def test_ray_gives_what_the_local_engine_gives_though_a_worker_is_killed(tmp_path: Path) -> None:
    contents = {f"plan-{n}.txt": "Rà soát, báo cáo\n" * (n + 1) for n in range(12)}
    marker = tmp_path / "killed-once"
    contents |= {"bad.txt": "!bad\n", "partial.txt": "!partial\n", "killed.txt": f"!die-once {marker}\nSơ kết\n"}
    plans = make_inputs(tmp_path / "plans", contents)
    run(plans, tmp_path / "ray", engine="ray", jobs=2)
    assert marker.exists()
    run(plans, tmp_path / "local", engine="serial")
    assert content(tmp_path / "ray") == content(tmp_path / "local")


def test_a_worker_that_always_dies_and_a_time_limit_cost_only_their_documents(tmp_path: Path) -> None:
    plans = make_inputs(
        tmp_path / "plans", {"dies.txt": "!die\n", "sleeps.txt": "!sleep 300\n", "good.txt": "Rà soát\n"}
    )
    run(plans, tmp_path / "out", engine="ray", jobs=2, limits=Limits(seconds=30))
    assert statuses(tmp_path / "out") == {"dies.txt": "worker-died", "good.txt": "ok", "sleeps.txt": "time-limit"}


def test_a_cluster_that_is_not_there_is_a_clear_error() -> None:
    executor = RayExecutor(address="127.0.0.1:1")
    with pytest.raises(KehoachError, match="cannot be reached"):
        list(executor.run(str, ["job"]))
