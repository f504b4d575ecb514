"""The command line: what it says of itself, of wrong use, and of what it leaves out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.doctor import Check
from pipeline.errors import ExitCode

PLAN = "KẾ HOẠCH\nTriển khai nhiệm vụ năm 2026\n\nI. MỤC ĐÍCH\n\n1. Nâng cao chất lượng phục vụ.\n"


@pytest.fixture
def kehoach(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    """Runs the program in an empty folder that holds ``plan.txt``; gives the exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")

    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["kehoach", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0)

    return run


def test_the_version_is_printed(kehoach, capsys: pytest.CaptureFixture[str]) -> None:
    assert kehoach("--version") == ExitCode.OK
    assert re.fullmatch(r"kehoach \d\S*\n", capsys.readouterr().out)


def test_help_says_what_is_done_where_nothing_is_chosen(kehoach, capsys: pytest.CaptureFixture[str]) -> None:
    assert kehoach("convert", "--help") == ExitCode.OK
    said = capsys.readouterr().out
    assert "json csv" in said
    assert "the cores" in said


def test_doctor_prints_the_command_that_mends_as_it_is_typed(
    kehoach, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = Check("extra 'ray'", False, "optional", "optional", "python -m pip install 'kehoach[ray]'")
    monkeypatch.setattr("pipeline.doctor.examine", lambda: (absent,))
    monkeypatch.setenv("COLUMNS", "40")
    assert kehoach("doctor") == ExitCode.OK
    assert "python -m pip install 'kehoach[ray]'" in capsys.readouterr().out


def test_a_lexicon_that_is_no_utf8_is_wrong_use(kehoach, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_bytes("Thạch Vân".encode("utf-16"))
    assert kehoach("restore", "plan.txt", "--lexicon", "terms.txt") == ExitCode.WRONG_USE
    assert "terms.txt is not UTF-8 (byte 0)" in capsys.readouterr().err


def test_a_plan_that_cannot_teach_is_named(kehoach, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office/good.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "office/empty.txt").write_bytes(b"")
    assert kehoach("restore", "plan.txt", "--learn-from", "office") == ExitCode.OK
    assert "office/empty.txt left out: The file is empty" in caplog.text


def test_an_output_folder_that_cannot_be_made_is_nothing_converted(kehoach, capsys, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    assert kehoach("convert", "plan.txt", "-o", "taken/out", "--engine", "serial") == ExitCode.NOTHING_CONVERTED
    assert "Give another folder with -o" in capsys.readouterr().err


def test_json_progress_says_what_became_of_each_input(kehoach, capsys, tmp_path: Path) -> None:
    import json

    (tmp_path / "empty.txt").write_bytes(b"")
    arguments = ("convert", "plan.txt", "empty.txt", "-o", "out", "--engine", "serial", "--json-progress")
    assert kehoach(*arguments) == ExitCode.SOME_FAILED
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    told = {line["source"]: (line["status"], line["error"] and line["error"]["code"]) for line in lines[1:-1]}
    assert told == {"plan.txt": ("ok", None), "empty.txt": ("failed", "empty")}


def test_an_output_without_room_is_said_in_a_sentence(kehoach, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "audit/audit.json")

    monkeypatch.setattr("pipeline.audit.report.write_report", full)
    assert kehoach("audit", "plan.txt", "-o", "audit", "--quiet") == ExitCode.NOTHING_CONVERTED
    assert "audit/audit.json: No space left on device. Make room" in capsys.readouterr().err


def test_output_that_is_no_terminal_holds_no_bar(kehoach, capsys: pytest.CaptureFixture[str]) -> None:
    assert kehoach("convert", "plan.txt", "-o", "out", "--engine", "serial") == ExitCode.OK
    assert capsys.readouterr().err.startswith("1 ok, 0 partial, 0 failed")
