"""Finding the inputs of a batch and naming their outputs."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.inputs import LONGEST_FILE_NAME, find_inputs, output_names


def _make(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def _sources(*given_paths: Path) -> list[str]:
    return [found.source for found in find_inputs(given_paths).inputs]


def test_a_folder_is_searched_recursively_sorted_and_only_for_kinds_that_are_read(tmp_path: Path) -> None:
    _make(tmp_path / "b/2.PDF", tmp_path / "b/1.txt", tmp_path / "a.docx", tmp_path / "c.xls", tmp_path / "b/d/e.tif")
    found = find_inputs([tmp_path])
    assert [i.path.relative_to(tmp_path).as_posix() for i in found.inputs] == [
        "a.docx",
        "b/1.txt",
        "b/2.PDF",
        "b/d/e.tif",
    ]
    assert found.other_files == 1
    assert found.inputs[0].size == 1


def test_sources_are_relative_where_given_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(tmp_path / "plans/a.txt")
    monkeypatch.chdir(tmp_path)
    assert _sources(Path("plans")) == ["plans/a.txt"]
    assert _sources(tmp_path / "plans") == [(tmp_path / "plans/a.txt").as_posix()]


def test_a_named_file_is_taken_whatever_its_ending_and_even_if_it_is_not_there(tmp_path: Path) -> None:
    _make(tmp_path / "plan.dat")
    assert len(_sources(tmp_path / "plan.dat", tmp_path / "gone.pdf")) == 2


def test_a_name_that_is_longer_than_the_system_allows_is_left_to_its_reader() -> None:
    assert _sources(Path("x" * 300 + ".txt")) == ["x" * 300 + ".txt"]


def test_an_input_named_twice_is_taken_once(tmp_path: Path) -> None:
    _make(tmp_path / "a.txt", tmp_path / "b.txt")
    assert _sources(tmp_path / "b.txt", tmp_path) == [str(tmp_path / "b.txt"), str(tmp_path / "a.txt")]


def test_litter_of_other_programs_and_the_output_folder_are_left_out(tmp_path: Path) -> None:
    _make(
        tmp_path / "._plan.pdf",
        tmp_path / "~$plan.docx",
        tmp_path / ".git/x.txt",
        tmp_path / "out/y.txt",
        tmp_path / "z.txt",
    )
    found = find_inputs([tmp_path], output_dir=tmp_path / "out")
    assert [i.path.name for i in found.inputs] == ["z.txt"]


def test_a_loop_of_links_is_searched_once_and_reported(tmp_path: Path) -> None:
    _make(tmp_path / "a/plan.txt")
    (tmp_path / "a/again").symlink_to(tmp_path)
    (tmp_path / "self.pdf").symlink_to(tmp_path / "self.pdf")
    found = find_inputs([tmp_path])
    assert [i.path.name for i in found.inputs] == ["plan.txt", "self.pdf"]
    assert [(p.code, p.skipped) for p in found.problems] == [("link-loop", True)]


@pytest.mark.skipif(os.geteuid() == 0, reason="the super-user may read everything")
def test_a_folder_without_permission_is_reported(tmp_path: Path) -> None:
    _make(tmp_path / "closed/plan.txt", tmp_path / "open/plan.txt")
    (tmp_path / "closed").chmod(0)
    found = find_inputs([tmp_path])
    (tmp_path / "closed").chmod(0o700)
    assert [i.path.name for i in found.inputs] == ["plan.txt"]
    assert [p.code for p in found.problems] == ["no-access"]


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(tmp_path / "bad/plan.txt", tmp_path / "good.txt")
    real = os.listdir

    def failing(folder: Path) -> list[str]:
        if Path(folder).name == "bad":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr("pipeline.batch.inputs.os.listdir", failing)
    found = find_inputs([tmp_path])
    assert [i.path.name for i in found.inputs] == ["good.txt"]
    assert [(p.source, p.code) for p in found.problems] == [((tmp_path / "bad").as_posix(), "no-access")]


def test_an_output_is_named_after_its_input() -> None:
    assert output_names(["x/Kế hoạch 01.pdf", "y.tar.txt"]) == {
        "x/Kế hoạch 01.pdf": "Kế hoạch 01",
        "y.tar.txt": "y.tar",
    }


def test_inputs_of_one_name_get_a_short_hash_each() -> None:
    names = output_names(["a/plan.txt", "b/plan.txt", "b/plan.pdf", "b/Plan.docx", "other.txt"])
    assert len({name.casefold() for name in names.values()}) == 5
    assert names["other.txt"] == "other"
    assert all(len(name) == len("plan-") + 8 for source, name in names.items() if source != "other.txt")


def test_a_name_in_another_unicode_form_is_the_same_name() -> None:
    source = unicodedata.normalize("NFD", "Kế hoạch.txt")
    assert output_names([source]) == {source: "Kế hoạch"}


def test_sources_that_differ_in_unicode_form_only_are_both_kept(tmp_path: Path) -> None:
    _make(tmp_path / unicodedata.normalize("NFC", "kế.txt"), tmp_path / unicodedata.normalize("NFD", "kế.txt"))
    sources = _sources(tmp_path)
    assert len(set(sources)) == 2
    assert len(set(output_names(sources).values())) == 2


def test_bytes_that_are_no_utf8_are_written_out(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xe9.txt"))
    _make(path)
    (source,) = _sources(tmp_path)
    assert source.endswith("k\\xe9.txt")
    assert list(output_names([source]).values()) == ["k_xe9"]


@pytest.mark.parametrize("name", ["a\nb", "x" * 250, "ế" * 83, "tab\there", "\u2028", "…" * 84])
def test_strange_names_become_names_that_every_system_takes(name: str) -> None:
    (made,) = output_names([f"{name}.txt"]).values()
    assert len(f"{made}.json".encode()) <= LONGEST_FILE_NAME
    assert made.isprintable()


def test_long_names_that_differ_at_the_end_stay_apart() -> None:
    names = output_names(["ế" * 90 + "1.txt", "ế" * 90 + "2.txt"])
    assert len(set(names.values())) == 2


@given(st.sets(st.from_regex(r"[ab]{0,1}/?[xX]{1,2}(-[0-9a-f]{8})?\.(txt|pdf)", fullmatch=True), max_size=8))
def test_names_are_unique_and_do_not_depend_on_the_order(sources: set[str]) -> None:
    names = output_names(sorted(sources))
    assert names == output_names(sorted(sources, reverse=True))
    assert len({name.casefold() for name in names.values()}) == len(sources)
