"""A run of a batch: what is written, what is not done again, and what a person is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_fakes import fake_convert
from batch_folder import content, make_inputs, manifest, run, statuses
from openpyxl import load_workbook

from extractors.errors import EncryptedInput
from extractors.read_options import ReadOptions
from pipeline.batch import run as run_module
from pipeline.batch.manifest import output_lock
from pipeline.batch.records import BatchOptions, Entry, Limits
from pipeline.batch.run import run_batch
from pipeline.batch.summary import BatchSummary, Progress
from pipeline.document import Document
from pipeline.errors import ExitCode, NoInputs, OutputBusy, OutputFailed, OutputUnusable
from pipeline.options import ConvertOptions

MIXED = {
    "a.txt": "Rà soát\nBáo cáo\n",
    "b/a.txt": "Triển khai\n",
    "b/c.txt": "!bad\n",
    "d.txt": "!bug\n",
    "e.txt": "!partial\nSơ kết\n",
}


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return make_inputs(tmp_path / "plans", MIXED)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_a_run_writes_documents_tables_and_the_manifest(inputs: Path, output: Path) -> None:
    summary = run(inputs, output)
    assert (summary.ok, summary.partial, summary.failed, summary.pages, summary.tasks) == (2, 1, 2, 3, 4)
    assert summary.failed_by_cause == (("damaged", 1), ("internal", 1))
    assert summary.exit_code == ExitCode.SOME_FAILED
    assert Path(summary.look_first[0].source).name == "e.txt"
    names = sorted(path.name for path in (output / "documents").iterdir())
    assert len(names) == 3
    assert names[-1] == "e.json"
    assert (output / "tasks.csv").read_text(encoding="utf-8-sig").count("\n") == 1 + 4
    assert (output / "documents.csv").read_text(encoding="utf-8-sig").count("\n") == 1 + 3


def test_the_manifest_has_a_line_an_input_with_the_fields_of_the_contract(inputs: Path, output: Path) -> None:
    run(inputs, output)
    lines = manifest(output)
    assert [Path(line["source"]).relative_to(inputs).as_posix() for line in lines] == sorted(MIXED)
    fields = ["source", "sha256", "status", "error", "pages", "tasks", "seconds", "options_hash"]
    assert all(list(line)[:8] == fields for line in lines)
    assert lines[2]["error"] == {"code": "damaged", "message": "The file is cut off. Ask for it again."}
    assert "ZeroDivisionError: a bug" in lines[3]["error"]["message"]


@pytest.mark.parametrize("engine", ["process"])
def test_engines_give_the_same_result(inputs: Path, tmp_path: Path, engine: str) -> None:
    run(inputs, tmp_path / "serial")
    run(inputs, tmp_path / "other", engine=engine, jobs=2)
    assert content(tmp_path / "serial") == content(tmp_path / "other")


def test_what_is_done_is_not_done_again(inputs: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(inputs, output)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    before.pop(output / ".kehoach/lock", None)
    summary = run(inputs, output)
    assert summary.resumed == 5
    assert (summary.ok, summary.partial, summary.failed) == (2, 1, 2)
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.parametrize(
    ("change", "converted_again"),
    [
        ({"redo": True}, 5),
        ({"retry_failed": True}, 3),
        ({"convert_options": ConvertOptions(tone_style="modern")}, 5),
        ({"formats": ("csv", "jsonl")}, 0),
    ],
)
def test_what_makes_an_input_be_converted_again(
    inputs: Path, output: Path, change: dict[str, object], converted_again: int
) -> None:
    run(inputs, output)
    assert 5 - run(inputs, output, **change).resumed == converted_again  # type: ignore[arg-type]


def test_an_input_with_other_bytes_is_converted_again_and_its_old_document_goes(inputs: Path, output: Path) -> None:
    run(inputs, output)
    (inputs / "b/c.txt").write_text("Tốt rồi\n")
    (inputs / "e.txt").write_text("!bad\n")
    assert run(inputs, output).resumed == 3
    assert (output / "documents/c.json").exists()
    assert not (output / "documents/e.json").exists()


def test_a_document_that_was_deleted_is_made_again(inputs: Path, output: Path) -> None:
    run(inputs, output)
    before = content(output)
    (output / "documents/e.json").unlink()
    (output / "tasks.csv").unlink()
    run(inputs, output)
    assert content(output) == before


def test_two_inputs_of_one_name_give_two_documents_whenever_they_come(tmp_path: Path) -> None:
    plans = make_inputs(tmp_path / "plans", {"a/plan.txt": "Một\n"})
    run(plans, tmp_path / "grown")
    assert (tmp_path / "grown/documents/plan.json").exists()
    make_inputs(plans, {"b/plan.txt": "Hai\n"})
    assert run(plans, tmp_path / "grown").resumed == 1
    run(plans, tmp_path / "at-once")
    assert content(tmp_path / "grown") == content(tmp_path / "at-once")
    assert len(list((tmp_path / "grown/documents").iterdir())) == 2


def test_documents_of_earlier_runs_stay_in_the_tables(tmp_path: Path, output: Path) -> None:
    first = make_inputs(tmp_path / "first", {"a.txt": "Một\n"})
    run(first, output)
    (first / "a.txt").unlink()
    run(make_inputs(tmp_path / "second", {"b.txt": "Hai\n"}), output)
    assert (output / "tasks.csv").read_text(encoding="utf-8-sig").count("\n") == 1 + 2


def test_an_earlier_document_that_was_deleted_leaves_the_tables(tmp_path: Path, output: Path) -> None:
    run(make_inputs(tmp_path / "first", {"a.txt": "Một\n"}), output)
    (output / "documents/a.json").unlink()
    run(make_inputs(tmp_path / "second", {"b.txt": "Hai\n"}), output)
    assert statuses(output) == {"b.txt": "ok"}
    assert (output / "tasks.csv").read_text(encoding="utf-8-sig").count("\n") == 1 + 1


def test_a_document_that_somebody_changed_is_named_with_the_remedy(inputs: Path, output: Path) -> None:
    run(inputs, output)
    (output / "documents/e.json").write_text("{}")
    (output / "tasks.csv").unlink()
    with pytest.raises(OutputFailed, match=r"e\.json was changed.*Delete it"):
        run(inputs, output)


def test_a_file_that_vanishes_costs_only_itself(inputs: Path, output: Path) -> None:
    def converting(path: Path, source: str, options: ConvertOptions) -> Document:
        (inputs / "b/a.txt").unlink(missing_ok=True)
        return fake_convert(path, source, options)

    (inputs / "a.txt").write_text("!partial\n" + "Rà soát\n" * 50)  # the largest, so the first
    run_batch([inputs], output, BatchOptions(engine="serial"), ConvertOptions(), convert=converting)
    assert statuses(output) == {"a.txt": "vanished", "c.txt": "damaged", "d.txt": "internal", "e.txt": "partial"}


def test_names_with_newlines_decomposed_letters_and_250_characters(tmp_path: Path, output: Path) -> None:
    names = ["dòng\nmới.txt", "kế hoạch.txt", "x" * 246 + ".txt", "có khoảng trắng .txt"]
    plans = make_inputs(tmp_path / "plans", dict.fromkeys(names, "Rà soát\n"))
    summary = run(plans, output, engine="process", jobs=1)
    assert summary.ok == 4
    written = sorted(path.name for path in (output / "documents").iterdir())
    assert written == sorted(["dòng_mới.json", "kế hoạch.json", "x" * 246 + ".json", "có khoảng trắng .json"])


@pytest.mark.skipif(os.geteuid() == 0, reason="the super-user may read everything")
def test_an_input_without_permission_costs_only_itself(inputs: Path, output: Path) -> None:
    (inputs / "a.txt").chmod(0)
    run(inputs, output)
    assert manifest(output)[0]["error"]["code"] == "no-access"


def test_links_that_lead_in_a_circle_are_skipped_with_a_line_in_the_manifest(inputs: Path, output: Path) -> None:
    (inputs / "b/circle").symlink_to(inputs)
    summary = run(inputs, output)
    assert (summary.ok, summary.skipped, summary.failed) == (2, 1, 2)
    assert statuses(output)["circle"] == "link-loop"


def test_a_worker_that_dies_a_time_limit_and_a_memory_limit_cost_only_their_documents(
    tmp_path: Path, output: Path
) -> None:
    plans = make_inputs(
        tmp_path / "plans",
        {
            "dies.txt": "!die\n",
            "dies-once.txt": f"!die-once {tmp_path / 'marker'}\nRà soát\n",
            "sleeps.txt": "!sleep 60\n",
            "eats.txt": "!memory 500\n",
            "good.txt": "Rà soát\n",
        },
    )
    summary = run(plans, output, engine="process", jobs=2, limits=Limits(seconds=8, memory_mb=400))
    assert statuses(output) == {
        "dies.txt": "worker-died",
        "dies-once.txt": "ok",
        "sleeps.txt": "time-limit",
        "eats.txt": "memory-limit",
        "good.txt": "ok",
    }
    assert summary.exit_code == ExitCode.SOME_FAILED


def test_a_password_opens_what_was_locked_and_converts_nothing_else_again(tmp_path: Path, output: Path) -> None:
    plans = make_inputs(tmp_path / "plans", {"open.txt": "Rà soát\n", "locked.txt": "Báo cáo\n"})

    def convert(path: Path, source: str, options: ConvertOptions) -> Document:
        if path.name == "locked.txt" and options.read.password != "mở":
            raise EncryptedInput("Locked.")
        return fake_convert(path, source, options)

    def run_with(password: str | None) -> BatchSummary:
        options = ConvertOptions(read=ReadOptions(password=password))
        return run_batch([plans], output, BatchOptions(engine="serial"), options, convert=convert)

    assert run_with(None).failed_by_cause == (("encrypted", 1),)
    opened = run_with("mở")
    assert (opened.resumed, opened.failed) == (1, 0)
    assert run_with(None).resumed == 2


def test_two_runs_into_one_folder_exclude_each_other(inputs: Path, output: Path) -> None:
    with output_lock(output), pytest.raises(OutputBusy, match="Another kehoach is writing"):
        run(inputs, output)
    assert run(inputs, output).ok == 2


def test_a_full_disk_stops_the_run_and_what_was_finished_is_kept(inputs: Path, output: Path) -> None:
    (inputs / "a.txt").write_text("Rà soát\n" * 50)  # the largest, so the first
    (inputs / "b/a.txt").write_text("!disk-full\n" * 4)
    with pytest.raises(OutputFailed, match="disk is full"):
        run(inputs, output)
    assert statuses(output) == {"a.txt": "ok"}
    (inputs / "b/a.txt").write_text("Rà soát\n")
    assert run(inputs, output).resumed == 1


def test_a_manifest_that_cannot_be_written_ends_the_run_with_a_clear_error(
    inputs: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.batch.manifest.os.fsync", full)
    with pytest.raises(OutputFailed, match="disk is full"):
        run(inputs, output)
    monkeypatch.undo()
    assert run(inputs, output).ok == 2


def test_an_output_folder_that_is_a_file_is_a_clear_error(inputs: Path, output: Path) -> None:
    output.write_text("")
    with pytest.raises(OutputUnusable, match=r"cannot be written.*another folder"):
        run(inputs, output)


def test_another_language_of_the_headers_converts_nothing_again(inputs: Path, output: Path) -> None:
    options = BatchOptions(engine="serial", formats=("csv", "xlsx"))
    run_batch([inputs], output, options, ConvertOptions(language="vi"), convert=fake_convert)
    again = run_batch([inputs], output, options, ConvertOptions(language="en"), convert=fake_convert)
    assert again.resumed == 5
    assert load_workbook(output / "tasks.xlsx").sheetnames[0] == "Tasks"


def test_an_interrupted_run_keeps_what_was_finished(inputs: Path, output: Path) -> None:
    def interrupting(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    options = BatchOptions(engine="process", jobs=1)
    with pytest.raises(KeyboardInterrupt):
        run_batch([inputs], output, options, ConvertOptions(), convert=fake_convert, on_progress=interrupting)
    assert len(manifest(output)) == 2
    assert run(inputs, output).resumed == 2


def test_progress_counts_up_to_the_total(inputs: Path, output: Path) -> None:
    seen: list[Progress] = []
    run_batch(
        [inputs], output, BatchOptions(engine="serial"), ConvertOptions(), convert=fake_convert, on_progress=seen.append
    )
    assert [progress.done for progress in seen] == [0, 1, 2, 3, 4, 5]
    assert (seen[-1].ok, seen[-1].partial, seen[-1].failed) == (2, 1, 2)
    assert seen[-1].seconds_left == 0
    assert seen[0].seconds_left is None


def test_large_inputs_are_handed_out_first(tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    class Recording:
        def run(self, work: object, jobs: list[object]) -> Iterator[tuple[object, Entry]]:
            for job in jobs:
                order.append(job.name)  # type: ignore[attr-defined]
                yield job, work(job)  # type: ignore[operator]

    monkeypatch.setattr(run_module, "executor_for", lambda options: Recording())
    run(make_inputs(tmp_path / "plans", {"s.txt": "x", "l.txt": "x" * 99, "m.txt": "x" * 9}), output)
    assert order == ["l", "m", "s"]


def test_nothing_to_convert_is_an_error(tmp_path: Path, output: Path) -> None:
    with pytest.raises(NoInputs):
        run(make_inputs(tmp_path / "plans", {"x.xls": ""}), output)
    run(make_inputs(tmp_path / "plans", {"x.txt": "!bad"}), output)
    assert run(tmp_path / "plans", output).exit_code == ExitCode.NOTHING_CONVERTED
