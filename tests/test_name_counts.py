"""How common names are: by place and gender, and in pairs; counted by the build script, read by the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.build.person_names import FAMILY, FIRST, GIVEN, MIDDLE, PAIR, count, read_names, rows
from normalizers.name_counts import GENDERS, name_counts


@pytest.mark.parametrize("place", [FAMILY, FIRST, MIDDLE, GIVEN])
@pytest.mark.parametrize("gender", GENDERS)
def test_the_shares_of_a_place_are_probabilities(place: str, gender: str) -> None:
    shares = name_counts().shares[place, gender]
    assert sum(shares.values()) == pytest.approx(1.0)
    assert 0 < shares[""] <= min(shares.values())


def test_a_name_of_a_man_or_of_a_woman_is_more_likely_than_one_of_both() -> None:
    counts = name_counts()
    assert counts.after_family(("văn", "hùng")) > 20 * counts.after_family(("thị", "hùng"))
    assert counts.after_family(("thị", "hằng")) > 20 * counts.after_family(("văn", "hằng"))


def test_names_that_go_together_are_more_likely_than_by_themselves() -> None:
    counts = name_counts()
    apart = counts.share(MIDDLE, "tuấn", "m") / counts.share(MIDDLE, "minh", "m")
    assert counts.after_family(("tuấn", "anh")) / counts.after_family(("minh", "anh")) > 2 * apart


def test_a_syllable_that_no_list_has_may_still_be_a_name() -> None:
    assert 0 < name_counts().after_family(("văn", "phớc")) < name_counts().after_family(("văn", "phước"))


def test_names_are_counted_by_place_and_gender(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    women, men = "Đỗ Thị Ánh Tuyết\tf\nĐỗ Thị Lan\tf\n" * 6, "Đỗ Văn Tá\tm\n" * 6
    file.write_text(women + men + "Đỗ Văn Tá\n" * 2 + "ABC 12\n", encoding="utf-8")
    counted = {(place, name): (men, women) for place, name, men, women in rows(count(read_names(file, 1.0)))}
    assert counted[FAMILY, "đỗ"] == (8, 12)
    assert counted[FIRST, "thị"] == (0, 6)
    assert counted[MIDDLE, "ánh"] == (0, 6)
    assert counted[GIVEN, "tá"] == (8, 0)  # the names without a gender are a man's: so are all others called so
    assert counted[PAIR, "ánh tuyết"] == (0, 6)


def test_rare_names_are_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("Đỗ Văn Tá\tm\n" * 2, encoding="utf-8")
    assert not list(rows(count(read_names(file, 1.0))))
