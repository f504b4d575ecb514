"""The arrows: pipeline → extractors → normalizers, never back; and nothing heavy at import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {"normalizers": {"extractors", "pipeline"}, "extractors": {"pipeline"}, "pipeline": set()}
PACKAGES = sorted(FORBIDDEN)


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows_point_one_way(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        wrong = _imports(path) & FORBIDDEN[package]
        assert not wrong, f"{path.relative_to(ROOT)} imports {sorted(wrong)}"


@pytest.mark.parametrize("package", PACKAGES)
def test_the_product_does_not_import_its_tests_samples_or_benchmarks(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert not _imports(path) & {"tests", "samples", "benchmarks"}, path.relative_to(ROOT)


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_loads_nothing_heavy(package: str) -> None:
    heavy = ["spacy", "pandas", "cv2", "pdfplumber", "numpy", "pyarrow", "ray"]
    code = f"import sys, {package}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
