"""``kehoach doctor``: every dependency is looked for, and what is missing comes with the command that mends it."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from pipeline import doctor

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[><=\[]", name)[0]).lower()


def test_every_dependency_of_the_project_is_looked_for() -> None:
    installed = packages_distributions()
    looked_for = {normal(name) for package in doctor.PACKAGES for name in installed[package]}
    assert {normal(name) for name in PROJECT["dependencies"]} <= looked_for


def test_every_extra_that_is_no_tool_of_development_is_looked_for() -> None:
    assert set(doctor.EXTRAS) == set(PROJECT["optional-dependencies"]) - {"dev", "bench"}


def test_a_machine_without_tesseract_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    (check,) = (check for check in doctor.examine() if not check.ok and check.need == "ocr")
    assert check.remedy == "sudo apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"


def test_a_tesseract_without_vietnamese_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/tesseract")
    monkeypatch.setattr(doctor, "_output", lambda *command: "tesseract 5.3.0\neng\nosd\n")
    missing = [check.name for check in doctor.examine() if not check.ok and check.need == "ocr"]
    assert missing == ["Tesseract data 'vie'"]


def test_damaged_models_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizers.data_files.verify_data", lambda: ["words.txt: wrong checksum"])
    assert [(c.detail, c.need) for c in doctor.examine() if not c.ok and "model" in c.name] == [
        ("words.txt: wrong checksum", "required")
    ]
