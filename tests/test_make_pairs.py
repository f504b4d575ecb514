"""Training pages: words are aligned with what was printed, pages can be made again, test pages keep their split."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("cv2")

from benchmarks.build.learn_confusion import learn
from benchmarks.build.learn_slips import slip_shares
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
from normalizers.confusion import ConfusionTable, channel_cost

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


def test_learning_finds_the_shapes_in_pairs_and_prefers_them_to_their_parts() -> None:
    counted = Counter(
        {("thir", "thứ"): 30, ("thu", "thứ"): 20, ("thu", "thu"): 50, ("tmg", "ứng"): 25, ("c6", "có"): 40}
    )
    table = ConfusionTable("learned", learn(counted, 9.0))
    assert channel_cost("thir", "thứ", table) < channel_cost("thir", "thu", table)
    assert channel_cost("tmg", "ứng", table) < 2.0
    assert channel_cost("c6", "có", table) < channel_cost("ca", "có", table)


def test_slips_weigh_counted_pairs_and_leave_the_word_itself_out() -> None:
    counted = Counter({("chỉ", "chi"): 5, ("chi", "chi"): 95, ("chỉ", "chỉ"): 50})
    table = ConfusionTable("learned", learn(counted, 11.0))
    slips = slip_shares(["chi", "chỉ", "ba"], counted, table)
    assert [true for true, _ in slips["chỉ"]] == ["chi"]
    assert slips["chỉ"][0][1] == pytest.approx(0.05, abs=0.03)
