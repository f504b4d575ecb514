"""Shared fixtures. ``shared`` is the folder of real plans and truth that stands beside a developer's checkout."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="rewrite the golden files instead of comparing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    no_shared = pytest.mark.skip(reason="../shared (real plans and truth) is not beside this checkout")
    no_tesseract = pytest.mark.skip(reason="the program `tesseract` is not installed")
    for item in items:
        if item.get_closest_marker("needs_shared") and not SHARED.is_dir():
            item.add_marker(no_shared)
        if item.get_closest_marker("needs_tesseract") and shutil.which("tesseract") is None:
            item.add_marker(no_tesseract)


@pytest.fixture
def shared() -> Path:
    return SHARED


@pytest.fixture
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-golden"))
