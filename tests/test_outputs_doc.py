"""Every example of docs/outputs.md runs, in a folder with all formats, and finds something."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from batch_folder import make_inputs, run
from test_writers_formats import ALL

DOC = Path(__file__).resolve().parent.parent / "docs" / "outputs.md"
EXAMPLES = re.findall(r"^```(python|sql)\n(.*?)^```", DOC.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doc")
    plans = make_inputs(folder / "plans", {"a.txt": "Rà soát\nBáo cáo\nSơ kết\n", "b.txt": "!bad\n"})
    run(plans, folder / "out", formats=ALL)
    return folder / "out"


@pytest.mark.parametrize("code", [code for language, code in EXAMPLES if language == "python"])
def test_a_python_example_runs_and_prints(
    output: Path, code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(output)
    exec(compile(code, str(DOC), "exec"), {})
    printed = capsys.readouterr().out
    assert printed.strip()
    assert "Empty DataFrame" not in printed
    assert not printed.startswith("False")


@pytest.mark.parametrize("query", [code for language, code in EXAMPLES if language == "sql"])
def test_a_query_runs_and_finds_rows(output: Path, query: str) -> None:
    with sqlite3.connect(output / "kehoach.sqlite") as database:
        assert database.execute(query).fetchall()


def test_every_format_has_its_example() -> None:
    text = DOC.read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in ALL)
    assert len(EXAMPLES) == 10
