"""Watching a folder: what arrives is converted once it is still; nothing is moved; restarts cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from batch_fakes import fake_convert
from batch_folder import make_inputs, statuses

from pipeline.batch.inputs import FoundInput
from pipeline.batch.manifest import output_lock
from pipeline.batch.records import BatchOptions
from pipeline.batch.summary import BatchSummary
from pipeline.batch.watch import Arrivals, WatchOptions, watch_folder
from pipeline.options import ConvertOptions


def _file(size: int, changed: int = 0) -> tuple[FoundInput, ...]:
    return (FoundInput(Path("a.txt"), "a.txt", size, changed),)


def test_a_file_counts_once_when_its_size_and_time_are_still() -> None:
    arrivals = Arrivals(still=5)
    assert arrivals.settled(_file(10), now=0) == []
    assert arrivals.settled(_file(20), now=4) == []
    assert arrivals.settled(_file(20), now=8) == []
    assert arrivals.settled(_file(20, changed=1), now=9) == []
    settled = arrivals.settled(_file(20, changed=1), now=14)
    assert [one.source for one in settled] == ["a.txt"]
    arrivals.told(settled)
    assert arrivals.settled(_file(20, changed=1), now=30) == []


def test_a_file_that_changes_later_counts_again() -> None:
    arrivals = Arrivals(still=0)
    arrivals.told(arrivals.settled(_file(10), now=0))
    assert len(arrivals.settled(_file(11), now=1)) == 1


def test_a_file_that_could_not_be_taken_is_told_again() -> None:
    arrivals = Arrivals(still=0)
    arrivals.settled(_file(10), now=0)
    assert len(arrivals.settled(_file(10), now=1)) == 1


def _watch(plans: Path, output: Path, between: Callable[[], None] = lambda: None) -> Iterator[BatchSummary]:
    return watch_folder(
        plans,
        output,
        BatchOptions(engine="serial"),
        ConvertOptions(),
        WatchOptions(interval=0, still=0),
        convert=fake_convert,
        sleep=lambda seconds: between(),
    )


def test_what_is_there_and_what_arrives_is_converted_and_left_where_it_is(tmp_path: Path) -> None:
    plans = make_inputs(tmp_path / "plans", {"a.txt": "Một\n"})
    watching = _watch(plans, tmp_path / "out", between=lambda: make_inputs(plans, {"b.txt": "Hai\n"}) and None)
    first, second = islice(watching, 2)
    assert (first.ok, second.ok) == (1, 1)
    assert statuses(tmp_path / "out") == {"a.txt": "ok", "b.txt": "ok"}
    assert (tmp_path / "out/tasks.csv").read_text(encoding="utf-8-sig").count("\n") == 1 + 2
    assert sorted(path.name for path in plans.iterdir()) == ["a.txt", "b.txt"]


def test_a_restart_converts_nothing_again(tmp_path: Path) -> None:
    plans = make_inputs(tmp_path / "plans", {"a.txt": "Một\n"})
    next(_watch(plans, tmp_path / "out"))
    assert next(_watch(plans, tmp_path / "out")).resumed == 1


def test_while_another_run_holds_the_folder_arrivals_wait(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    plans = make_inputs(tmp_path / "plans", {"a.txt": "Một\n"})
    lock = output_lock(tmp_path / "out")
    lock.__enter__()
    rounds = iter([False, False, True])

    def free_in_the_third_round() -> None:
        if next(rounds):
            lock.__exit__(None, None, None)

    assert next(_watch(plans, tmp_path / "out", between=free_in_the_third_round)).ok == 1
    assert caplog.text.count("Another kehoach is writing") == 1


def test_a_folder_that_goes_away_and_comes_back_is_waited_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    plans = make_inputs(tmp_path / "plans", {"a.txt": "Một\n"})
    plans.rename(tmp_path / "away")
    rounds = iter([False, True])

    def back_in_the_second_round() -> None:
        if next(rounds):
            (tmp_path / "away").rename(plans)

    assert next(_watch(plans, tmp_path / "out", between=back_in_the_second_round)).ok == 1
    assert statuses(tmp_path / "out") == {"a.txt": "ok"}
    assert caplog.text.count("cannot be reached") == 1


def test_the_output_folder_may_stand_in_the_watched_one(tmp_path: Path) -> None:
    plans = make_inputs(tmp_path, {"a.txt": "Một\n", "out/x.txt": "Không phải đầu vào\n"})
    next(_watch(plans, tmp_path / "out"))
    assert statuses(tmp_path / "out") == {"a.txt": "ok"}
