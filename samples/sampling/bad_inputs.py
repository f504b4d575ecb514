"""Broken and odd inputs of every kind, written into a folder that a test gives. Nothing of it is committed."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from .model import PlanContent
from .random_plan import random_plan
from .scan import ScanStyle, scan_pages, write_pages
from .typeset_docx import write_docx
from .typeset_pdf import write_pdf
from .typeset_text import write_text


@dataclass(frozen=True, slots=True)
class BadInput:
    """A file and what is odd about it. ``readable``: its text can be had all the same."""

    path: Path
    kind: str
    readable: bool


Maker = Callable[[Path, PlanContent], None]


def _empty(path: Path, plan: PlanContent) -> None:
    path.write_bytes(b"")


def _only_spaces(path: Path, plan: PlanContent) -> None:
    path.write_text(" \n\n\t\n\f \n", encoding="utf-8")


def _truncated(path: Path, plan: PlanContent) -> None:
    write_pdf(plan, path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _no_trailer(path: Path, plan: PlanContent) -> None:
    """The cross-reference table is gone; qpdf can rebuild it."""
    write_pdf(plan, path)
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b"startxref")])


def _encrypted(path: Path, plan: PlanContent) -> None:
    import pikepdf

    write_pdf(plan, path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.save(path, encryption=pikepdf.Encryption(user="mat-khau", owner="chu"))


def _owner_locked(path: Path, plan: PlanContent) -> None:
    """Opens without a password, though its owner forbids copying."""
    import pikepdf

    write_pdf(plan, path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        locked = pikepdf.Permissions(extract=False, print_lowres=False)
        document.save(path, encryption=pikepdf.Encryption(user="", owner="chu", allow=locked))


def _random_bytes(path: Path, plan: PlanContent) -> None:
    path.write_bytes(Random(path.name).randbytes(4096))


def _broken_zip(path: Path, plan: PlanContent) -> None:
    path.write_bytes(b"PK\x03\x04" + Random(7).randbytes(2000))


def _utf16(path: Path, plan: PlanContent) -> None:
    write_text(plan, path)
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


def _utf8_bom(path: Path, plan: PlanContent) -> None:
    write_text(plan, path)
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-8-sig"))


def to_windows_1258(text: str) -> bytes:
    """Windows-1258 keeps â ă ê ô ơ ư đ whole and writes the five tones as combining marks behind the letter."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        marks = "".join(part for part in parts if part in tones)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out.append(base + marks)
    return "".join(out).encode("cp1258", errors="replace")


def _windows_1258(path: Path, plan: PlanContent) -> None:
    write_text(plan, path)
    path.write_bytes(to_windows_1258(path.read_text(encoding="utf-8")))


def _nfd_text(path: Path, plan: PlanContent) -> None:
    write_text(plan, path)
    path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")


def _no_encoding(path: Path, plan: PlanContent) -> None:
    path.write_bytes(b"\x00\x81\x8d\xff\xfe\x9d" * 300)


def _no_pages(path: Path, plan: PlanContent) -> None:
    import pikepdf

    pikepdf.new().save(path, deterministic_id=True)


def _huge_page(path: Path, plan: PlanContent) -> None:
    """At 300 dpi this page would take more than 3 gigabytes."""
    import pikepdf

    document = pikepdf.new()
    document.add_blank_page(page_size=(14400, 14400))
    document.save(path, deterministic_id=True)


def _blank_page(path: Path, plan: PlanContent) -> None:
    import pikepdf

    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    document.save(path, deterministic_id=True)


def _image_with_wrong_ending(path: Path, plan: PlanContent) -> None:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (600, 800), 255).save(buffer, "PNG")
    path.write_bytes(buffer.getvalue())


def _pdf_with_wrong_ending(path: Path, plan: PlanContent) -> None:
    write_pdf(plan, path)


def _big_picture(path: Path, plan: PlanContent) -> None:
    """A picture of 400 million points that takes a few kilobytes on disk."""
    from PIL import Image

    Image.new("1", (20000, 20000), 1).save(path, "TIFF", compression="group4")


def _upside_down(path: Path, plan: PlanContent) -> None:
    write_pdf(plan, path)
    write_pages(scan_pages(path, ScanStyle(dpi=150, upside_down=(0,)))[:1], path)


def _plain(path: Path, plan: PlanContent) -> None:
    write_text(plan, path)


def _docx(path: Path, plan: PlanContent) -> None:
    write_docx(plan, path)


KINDS: tuple[tuple[str, str, bool, Maker], ...] = (
    ("empty_text", "empty.txt", False, _empty),
    ("empty_pdf", "empty.pdf", False, _empty),
    ("only_spaces", "spaces.txt", False, _only_spaces),
    ("truncated", "truncated.pdf", False, _truncated),
    ("no_trailer", "no_trailer.pdf", True, _no_trailer),
    ("encrypted", "encrypted.pdf", False, _encrypted),
    ("owner_locked", "owner_locked.pdf", True, _owner_locked),
    ("random_bytes_pdf", "random.pdf", False, _random_bytes),
    ("random_bytes_png", "random.png", False, _random_bytes),
    ("broken_zip", "broken.docx", False, _broken_zip),
    ("utf16", "utf16.txt", True, _utf16),
    ("utf8_bom", "bom.txt", True, _utf8_bom),
    ("windows_1258", "windows_1258.txt", True, _windows_1258),
    ("nfd_text", "nfd.txt", True, _nfd_text),
    ("undecodable", "undecodable.txt", False, _no_encoding),
    ("no_pages", "no_pages.pdf", False, _no_pages),
    ("huge_page", "huge_page.pdf", False, _huge_page),
    ("blank_page", "blank.pdf", False, _blank_page),
    ("image_with_wrong_ending", "picture.pdf", False, _image_with_wrong_ending),
    ("pdf_with_wrong_ending", "really_a_pdf.docx", False, _pdf_with_wrong_ending),
    ("big_picture", "big.tif", False, _big_picture),
    ("upside_down", "upside_down.pdf", True, _upside_down),
    ("nfd_name", unicodedata.normalize("NFD", "kế hoạch phường.txt"), True, _plain),
    ("spaces_in_name", "kế hoạch (bản 2) số 5.docx", True, _docx),
)  # fmt: skip


def write_bad_inputs(folder: Path, kinds: tuple[str, ...] | None = None) -> list[BadInput]:
    """Write the kinds asked for (all where None) into ``folder``. Raises KeyError for a kind that is not in KINDS."""
    known = {kind for kind, *_ in KINDS}
    for kind in kinds or ():
        if kind not in known:
            raise KeyError(f"no bad input of kind {kind!r}; known: {sorted(known)}")
    plan = random_plan(11, rows=6, body=1, level="xã")
    out = []
    for kind, name, readable, make in KINDS:
        if kinds is None or kind in kinds:
            path = folder / name
            make(path, plan)
            out.append(BadInput(path, kind, readable))
    return out
