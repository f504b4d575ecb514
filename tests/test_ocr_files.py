"""Image files and PDF pages: real Tesseract on small pictures, bad inputs, missing programs, debugging pictures."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytesseract
import pytest
from PIL import Image

from extractors.errors import DamagedInput, EmptyInput, MissingProgram, TooLarge
from extractors.layout import SourceText
from extractors.ocr import files, read_image_file, read_pdf_pages
from extractors.ocr.engine import EngineFailed, OcrEngine, load_engine
from extractors.ocr.render import MAX_PIXELS, believable_dpi, picture_pixels
from extractors.ocr.tesseract import TesseractEngine
from extractors.read_options import ReadOptions
from tests.ocr_pictures import CrashingEngine, FakeEngine, page, write

TEXT = ["Uỷ ban nhân dân xã tổ chức thực hiện kế hoạch", "Báo cáo kết quả trước ngày 15 hằng tháng"]
WHITE = np.full((80, 200), 255, np.uint8)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[[OcrEngine], None]:
    return lambda engine: monkeypatch.setattr(files, "load_engine", lambda name: engine)


def written(folder: Path, name: str, count: int = 1) -> Path:
    pictures = []
    for _ in range(count):
        picture = page(1240, 600)
        write(picture, TEXT, 100, 100)
        pictures.append(picture)
    path = folder / name
    pictures[0].save(path, dpi=(150, 150), **({"save_all": True, "append_images": pictures[1:]} if count > 1 else {}))
    return path


def words_of(source: SourceText) -> str:
    return " ".join(line.text for line in source.lines)


@pytest.mark.needs_tesseract
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif"])
def test_a_picture_is_read_in_vietnamese(tmp_path: Path, name: str) -> None:
    text = words_of(read_image_file(written(tmp_path, name), ReadOptions()))
    assert "ban nhân dân xã tổ chức thực hiện kế hoạch" in text
    assert "15 hằng tháng" in text


@pytest.mark.needs_tesseract
def test_a_page_upside_down_is_turned_over(tmp_path: Path) -> None:
    picture = page(1240, 1000)
    write(picture, TEXT * 8, 100, 100)
    picture.rotate(180).save(tmp_path / "a.png", dpi=(150, 150))
    source = read_image_file(tmp_path / "a.png", ReadOptions())
    assert "nhân dân xã" in words_of(source)
    assert "turned-page" in [notice.code for notice in source.pages[0].notices]


def test_pages_of_a_tiff_are_numbered_through(tmp_path: Path, fake: Callable[[OcrEngine], None]) -> None:
    fake(FakeEngine())
    source = read_image_file(written(tmp_path, "a.tif", count=3), ReadOptions())
    assert [found.number for found in source.pages] == [1, 2, 3]
    assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))


def test_a_picture_that_lies_about_its_type_is_read_by_its_bytes(
    tmp_path: Path, fake: Callable[[OcrEngine], None]
) -> None:
    fake(FakeEngine())
    path = written(tmp_path, "a.png").rename(tmp_path / "a.jpg")
    assert read_image_file(path, ReadOptions()).media_type == "image/png"


def test_a_blank_picture_is_empty_as_a_blank_pdf_is(tmp_path: Path, fake: Callable[[OcrEngine], None]) -> None:
    fake(FakeEngine())
    Image.fromarray(WHITE).save(tmp_path / "blank.png")
    with pytest.raises(EmptyInput, match="No text can be seen"):
        read_image_file(tmp_path / "blank.png", ReadOptions())


def test_a_cut_off_picture_is_damaged(tmp_path: Path, fake: Callable[[OcrEngine], None]) -> None:
    fake(FakeEngine())
    path = written(tmp_path, "a.png")
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(DamagedInput):
        read_image_file(path, ReadOptions())


def test_a_huge_picture_is_shrunk_and_a_monstrous_one_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = picture_pixels(Image.new("1", (20_000, 20_000), 1))
    assert pixels.shrunk
    assert pixels.image.size <= MAX_PIXELS * 1.01
    monkeypatch.setattr("extractors.ocr.render.OPENED_PIXELS", 1000)
    with pytest.raises(TooLarge, match="1240 x 600"):
        read_image_file(written(tmp_path, "a.png"), ReadOptions())


def test_a_crash_on_a_page_leaves_a_notice_and_the_other_pages(
    tmp_path: Path, fake: Callable[[OcrEngine], None]
) -> None:
    fake(CrashingEngine())
    source = read_image_file(written(tmp_path, "a.tif", count=2), ReadOptions())
    assert [[notice.code for notice in found.notices] for found in source.pages] == [["page-failed"], ["page-failed"]]


def test_debugging_pictures_are_written(tmp_path: Path, fake: Callable[[OcrEngine], None]) -> None:
    fake(FakeEngine())
    read_image_file(written(tmp_path, "a.png"), ReadOptions(debug_images=tmp_path / "debug"))
    with Image.open(tmp_path / "debug" / "a_p001.png") as overlay:
        assert overlay.mode == "RGB"


def test_pages_of_a_pdf_come_in_the_order_asked(samples: Path, fake: Callable[[OcrEngine], None]) -> None:
    fake(FakeEngine())
    path = next(iter(sorted((samples / "scan").glob("*.pdf"))))
    assert [found.number for found in read_pdf_pages(path, [2, 1], ReadOptions())] == [2, 1]
    missing = read_pdf_pages(path, [99], ReadOptions())[0]
    assert [notice.code for notice in missing.notices] == ["page-failed"]


def test_an_unknown_engine_is_a_missing_program() -> None:
    with pytest.raises(MissingProgram, match="no-such"):
        load_engine("no-such")


def test_tesseract_missing_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    with pytest.raises(MissingProgram, match="apt-get install -y tesseract-ocr tesseract-ocr-vie"):
        TesseractEngine().recognise(WHITE, language="vie", mode=6, seconds=5)


@pytest.mark.needs_tesseract
def test_a_missing_language_names_its_package() -> None:
    with pytest.raises(MissingProgram, match="tesseract-ocr-khm"):
        TesseractEngine().recognise(WHITE, language="khm", mode=6, seconds=20)


@pytest.mark.parametrize(("script", "said"), [("sleep 30", "did not finish"), ("kill -SEGV $$", "stopped with status")])
def test_a_hung_or_crashed_program_is_an_engine_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    program = tmp_path / "tesseract"
    program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 5.3.0" && exit 0\nexec 2>&1\n{script}\n')
    program.chmod(0o755)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(program))
    with pytest.raises(EngineFailed, match=said):
        TesseractEngine().recognise(WHITE, language="vie", mode=6, seconds=0.5)


@pytest.mark.needs_tesseract
def test_several_pictures_in_one_run_read_like_each_alone() -> None:
    pictures = []
    for line in TEXT:
        picture = page(1240, 200)
        write(picture, [line], 60, 60)
        pictures.append(np.asarray(picture))
    pictures.insert(1, WHITE)
    engine = TesseractEngine()
    together = engine.recognise_many(pictures, language="vie", mode=6, seconds=30, dpi=150)
    assert together == [engine.recognise(one, language="vie", mode=6, seconds=30, dpi=150) for one in pictures]
    assert together[1] == []
    assert "Uỷ ban nhân dân" in " ".join(word.text for word in together[0])


@pytest.mark.needs_tesseract
def test_a_program_that_cannot_take_several_pictures_reads_each_alone(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.ocr.reading._PICTURE", {4: 30_000, 6: 30_000})  # one picture for a step of a page
    path = samples / "scan" / "bao_cao_xa_thanh_lung.pdf"
    read = read_pdf_pages(path, [1, 2], ReadOptions())
    program = tmp_path / "tesseract"
    refuse = 'case "$1" in *.txt) [ $(grep -c 0.bmp $1) = $(wc -l < $1) ] || kill -SEGV $$;; esac'
    program.write_text(f'#!/bin/sh\n{refuse}\nexec {shutil.which("tesseract")} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(program))
    again = read_pdf_pages(path, [1, 2], ReadOptions())
    assert again == read
    assert not any(notice.code == "page-failed" for found in again for notice in found.notices)


@pytest.mark.parametrize(
    ("claimed", "width", "height", "expected"),
    [(300, 2480, 3508, 300), (72, 2480, 3508, 300), (0, 1754, 1240, 150), (200, 1654, 2339, 200)],
)
def test_an_unbelievable_resolution_is_replaced(claimed: int, width: int, height: int, expected: int) -> None:
    assert believable_dpi(claimed, width, height) == pytest.approx(expected, rel=0.01)
