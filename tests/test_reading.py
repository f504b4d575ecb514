"""The front door of reading: the content decides, and each way to fail has its own error with cause and remedy."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from extractors.errors import (
    DamagedInput,
    EmptyInput,
    EncryptedInput,
    InputError,
    UndecodableText,
    UnreadableInput,
    UnsupportedInput,
    VanishedInput,
    WrongEnding,
)
from extractors.read_options import ReadOptions
from extractors.reading import SUPPORTED_ENDINGS, read_source

NO_OCR = ReadOptions(ocr="never")


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.pdf", b"", EmptyInput),
        ("a.txt", b" \n\f\n ", EmptyInput),
        ("a.pdf", b"no pdf at all", WrongEnding),
        ("a.png", b"no picture at all", WrongEnding),
        ("a.docx", b"no archive at all", WrongEnding),
        ("a.docx", b"PK\x03\x04 and then nothing that a zip has", DamagedInput),
        ("a.pdf", b"%PDF-1.7\nand then nothing", DamagedInput),
        ("a.txt", b"{\\rtf1 text}", UnsupportedInput),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, UnsupportedInput),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), EncryptedInput),
        ("a.txt", b"\x00\x81\x8d\xff\xfe\x9d" * 300, UndecodableText),
    ],
)
def test_each_bad_input_has_its_error(tmp_path: Path, name: str, data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error) as caught:
        read_source(written(tmp_path, name, data), NO_OCR)
    assert type(caught.value) is error
    assert caught.value.message
    assert caught.value.remedy


def test_a_file_that_is_gone_and_a_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(VanishedInput):
        read_source(tmp_path / "gone.pdf", NO_OCR)
    with pytest.raises(UnsupportedInput):
        read_source(tmp_path, NO_OCR)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_is_refused_at_once_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(UnsupportedInput, match="pipe"):
        read_source(tmp_path / "a.txt", NO_OCR)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"x")
    path.chmod(0)
    with pytest.raises(UnreadableInput):
        read_source(path, NO_OCR)


def test_another_office_file_is_unsupported_not_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnsupportedInput):
        read_source(path, NO_OCR)


def test_a_wrong_ending_of_a_readable_kind_is_read_with_a_notice(tmp_path: Path, samples: Path) -> None:
    data = (samples / "pdf" / "cong_van_so_xay_dung.pdf").read_bytes()
    source = read_source(written(tmp_path, "letter.docx", data), NO_OCR)
    assert source.media_type == "application/pdf"
    assert [notice.code for notice in source.notices] == ["wrong-ending"]


def test_the_right_ending_gives_no_notice(samples: Path) -> None:
    assert read_source(samples / "pdf" / "cong_van_so_xay_dung.pdf", NO_OCR).notices == ()


def test_all_endings_of_the_contract_are_supported() -> None:
    assert {".pdf", ".txt", ".docx", ".png", ".jpg", ".tif"} <= SUPPORTED_ENDINGS
