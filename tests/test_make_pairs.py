"""Training pages: words are aligned with what was printed, pages can be made again; their pairs become a channel."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("cv2")

from benchmarks.build.channel import part_counts, read_pairs, word_pairs, write_channel
from benchmarks.build.make_pairs import (
    ENGINES,
    Engine,
    PageJob,
    Word,
    is_aligned,
    make_page,
    match_lines,
    read,
    training_jobs,
)
from benchmarks.build.plan_text import blocks_of_page, material_of
from benchmarks.build.typeset import FONTS, Block, Page, Wear, typeset
from benchmarks.build.word_alignment import align_words

FONT = "LiberationSerif"
needs_font = pytest.mark.skipif(not Path(FONTS[FONT][0]).exists(), reason=f"the font {FONT} is not installed")
TEXTS = ["Ủy ban nhân dân xã xây dựng kế hoạch", "Các phòng chuyên môn báo cáo kết quả hằng quý"]
WORDS = st.lists(st.text(alphabet="abcdđêươ61", min_size=1, max_size=6), max_size=8).map(" ".join)


def pairs(observed: str, true: str) -> list[tuple[str, str]]:
    return [(pair.observed, pair.true) for pair in align_words(observed, true)]


def test_words_are_paired_one_to_one() -> None:
    assert pairs("K& hoach s6 1", "Kế hoạch số 1") == [("K&", "Kế"), ("hoach", "hoạch"), ("s6", "số"), ("1", "1")]


def test_joined_words_stand_against_the_words_they_were() -> None:
    assert pairs("dichvu céng", "dịch vụ công") == [("dichvu", "dịch vụ"), ("céng", "công")]


def test_split_words_are_put_together() -> None:
    assert pairs("nghi em vu", "nghiệm vụ") == [("nghi em", "nghiệm"), ("vu", "vụ")]


def test_lost_and_invented_words_have_an_empty_partner() -> None:
    assert ("", "phố") in pairs("thanh cua", "thành phố của")
    assert ("|", "") in pairs("| Ban hanh", "Ban hành")


@given(WORDS, WORDS)
def test_an_alignment_loses_no_word_of_either_side(observed: str, true: str) -> None:
    aligned = align_words(observed, true)
    assert " ".join(pair.observed for pair in aligned if pair.observed).split() == observed.split()
    assert " ".join(pair.true for pair in aligned if pair.true).split() == true.split()


@pytest.mark.parametrize(("observed", "kept"), [("Ké hoach nam", True), ("Ké", False), ("x" * 40, False)])
def test_lines_mostly_lost_or_invented_are_left_out(observed: str, kept: bool) -> None:
    assert is_aligned(observed, "Kế hoạch năm") is kept


@needs_font
def test_a_page_knows_its_lines_and_is_the_same_from_the_same_seed() -> None:
    blocks = [Block((text,)) for text in TEXTS]

    def page() -> Page:
        return typeset(blocks, dpi=100, family=FONT, points=13, wear=Wear(), rng=random.Random(7))

    first, again = page(), page()
    assert (first.image == again.image).all()
    assert " ".join(line.text for line in first.lines) == " ".join(TEXTS)
    assert all(line.left < line.right <= first.image.shape[1] and line.top < line.bottom for line in first.lines)


@needs_font
def test_ink_stands_where_the_lines_say_on_a_skewed_page() -> None:
    wear = Wear(skew_degrees=0.7, noise=0, jpeg_quality=None)
    page = typeset([Block((TEXTS[0],))], dpi=100, family=FONT, points=13, wear=wear, rng=random.Random(7))
    ys, xs = (page.image < 128).nonzero()
    line = page.lines[0]
    for x, y in zip(xs[::50], ys[::50], strict=True):
        straight_x, straight_y = page.unskew(float(x), float(y))
        assert line.left - 3 <= straight_x <= line.right + 3
        assert line.top - 3 <= straight_y <= line.bottom + 3


@needs_font
def test_words_are_given_to_the_line_and_cell_they_stand_in() -> None:
    blocks = [Block(("trái một", "phải hai"))]
    page = typeset(blocks, dpi=100, family=FONT, points=13, wear=Wear(), rng=random.Random(1))
    words = []
    for line in page.lines:
        middle = (line.top + line.bottom) / 2
        words.append(Word(line.text.upper(), line.left, middle - 5, line.right, middle + 5))
    assert sorted(match_lines(page, words[::-1])) == [("PHẢI HAI", "phải hai"), ("TRÁI MỘT", "trái một")]


def test_jobs_are_the_same_every_time_and_never_use_the_font_of_the_tests() -> None:
    jobs = list(training_jobs(60, 0, ENGINES))
    assert jobs == list(training_jobs(60, 0, ENGINES))
    assert {job.split for job in jobs} == {"train"}
    assert "NotoSerif" not in {job.family for job in jobs}


def test_pages_of_tests_hold_running_text_only() -> None:
    material = material_of({"admin_nq03_nq57": TEXTS * 5}, {"admin_nq03_nq57": 1.0})
    for seed in range(30):
        blocks, _ = blocks_of_page(material, random.Random(seed), even=False)
        assert blocks
        assert all(cell.strip() for block in blocks for cell in block.cells)


@needs_font
@pytest.mark.needs_tesseract
def test_tesseract_reads_a_page_back() -> None:
    page = typeset(
        [Block((text,)) for text in TEXTS], dpi=200, family=FONT, points=14, wear=Wear(), rng=random.Random(7)
    )
    read_back = match_lines(page, read(page, Engine("eng", "eng"), 200, None, 6))
    assert [true for _, true in read_back] == [line.text for line in page.lines]
    assert any("hoach" in observed for observed, _ in read_back)


@needs_font
@pytest.mark.slow
@pytest.mark.needs_shared
@pytest.mark.needs_tesseract
def test_a_page_of_the_corpus_gives_aligned_pairs(shared: Path) -> None:
    job = PageJob("test", ENGINES["eng"], 150, FONT, split="test")
    assert len(make_page(job, shared / "corpus", None)) > 15


def test_the_channel_is_counted_from_single_words_whose_sides_look_alike() -> None:
    rows = [
        ("lugng,", "lượng", 3),
        ("dichvu", "dịch vụ", 2),
        ("2025", "2025", 9),
        ("xyzwk", "ban", 1),
        ("hoa", "hoà", 1),
    ]
    assert word_pairs(rows) == Counter({("lugng", "lượng"): 3, ("hoa", "hòa"): 1})


def test_a_misread_syllable_teaches_its_onset_its_rime_and_their_letters() -> None:
    counts = part_counts(Counter({("nghi¢p", "nghiệp"): 4}))
    assert counts["O"] == {("ngh", "ngh"): 4}
    assert counts["R"] == {("i¢p", "iệp"): 4}
    assert counts["V"] == {("i¢", "iệ"): 4}
    assert counts["C"] == {("p", "p"): 4}


def test_counted_pairs_become_a_packed_channel_the_same_bytes_every_time(tmp_path: Path) -> None:
    (tmp_path / "words_eng.tsv").write_text("lugng\tlượng\t3\nluong\tlượng\t5\n", encoding="utf-8")
    words = word_pairs(read_pairs([tmp_path / "words_eng.tsv"]))
    for name in ("one", "two"):
        write_channel(tmp_path / name, words)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    lines = gzip.decompress((tmp_path / "one").read_bytes()).decode("utf-8").splitlines()
    assert lines[0] == "W\tlượng\tluong\x1f5\tlugng\x1f3"
