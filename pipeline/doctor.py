"""``kehoach doctor``: what is installed and what is missing, each with the command that mends it."""

from __future__ import annotations

import importlib.util
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Literal

Need = Literal["required", "ocr", "optional"]


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    detail: str
    need: Need
    remedy: str = ""


PACKAGES = (
    "pdfplumber", "pypdfium2", "pikepdf", "docx", "pytesseract", "cv2", "numpy", "PIL", "unidecode", "rapidfuzz",
    "regex", "pandas", "spacy", "pydantic", "typer", "rich", "jinja2", "jsonschema", "filelock", "psutil",
    "xlsxwriter", "pyarrow",
)  # fmt: skip

EXTRAS = {"ray": "ray", "tesserocr": "tesserocr"}  # extra, module
_PIP = f"{shlex.quote(sys.executable)} -m pip install"  # into this program's own environment
APT_TESSERACT = "sudo apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"


def examine() -> tuple[Check, ...]:
    """Every check, required ones first. Nothing is imported or changed."""
    return (*_python_checks(), _model_check(), *_tesseract_checks(), *_extra_checks())


def _python_checks() -> list[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    checks = [Check("Python", sys.version_info >= (3, 11), version, "required", "Install Python 3.11 or later.")]
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    detail = f"missing: {', '.join(missing)}" if missing else f"{len(PACKAGES)} packages"
    checks.append(Check("Python packages", not missing, detail, "required", f"{_PIP} -r requirements.lock"))
    return checks


def _model_check() -> Check:
    from normalizers.data_files import verify_data

    problems = verify_data()
    detail = "; ".join(problems) if problems else "checksums right"
    return Check("restoration model", not problems, detail, "required", "Install kehoach again: its data is damaged.")


def _tesseract_checks() -> list[Check]:
    program = shutil.which("tesseract")
    if program is None:
        return [Check("Tesseract", False, "not found; scans cannot be read", "ocr", APT_TESSERACT)]
    version = _output(program, "--version").split("\n")[0]
    languages = set(_output(program, "--list-langs").split("\n")[1:])
    return [
        Check("Tesseract", True, version, "ocr"),
        *(
            Check(f"Tesseract data '{name}'", name in languages, purpose, "ocr", APT_TESSERACT)
            for name, purpose in (("vie", "Vietnamese"), ("osd", "which way up a page lies"))
        ),
    ]


def _extra_checks() -> list[Check]:
    return [
        Check(
            f"extra '{extra}'",
            importlib.util.find_spec(module) is not None,
            "optional",
            "optional",
            f"{_PIP} 'kehoach[{extra}]'",
        )
        for extra, module in EXTRAS.items()
    ]


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    return done.stdout or done.stderr
