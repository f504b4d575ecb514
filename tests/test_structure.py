"""The benchmark of the structure, and what it must not fall below on the samples and on the visible truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.structure import Score, documents, f1, plain, score_document, score_targets
from extractors.facts import Target

GOALS = {
    "outline_f1": 0.98,
    "titles_exact": 0.97,
    "levels": 1.0,
    "citations_f1": 0.97,
    "dates": 0.95,
    "targets_f1": 0.9,
}


def reaches_the_goals(score: Score) -> bool:
    return all(score.figures[name] >= goal for name, goal in GOALS.items())


def test_samples_reach_the_goals(samples: Path) -> None:
    scores = [score_document(path, truth, False) for path, truth in documents(["text"]) if samples in path.parents]
    assert len(scores) >= 8
    assert [(s.name, s.errors) for s in scores if not reaches_the_goals(s)] == []


@pytest.mark.needs_shared
def test_visible_plans_reach_the_goals(shared: Path) -> None:
    scores = [score_document(path, truth, False) for path, truth in documents([]) if shared in path.parents]
    assert len(scores) == 2
    assert [(s.name, s.errors) for s in scores if not reaches_the_goals(s) or s.figures["header"] < 0.95] == []


def test_nothing_to_find_and_nothing_found_is_right() -> None:
    assert f1(0, 0, 0) == 1.0
    assert f1(0, 2, 0) == 0.0


def test_comparison_is_free_of_case_dashes_and_tone_place() -> None:
    assert plain("Hoà – Bình:") == plain("HÒA - BÌNH")


def test_a_target_counts_once() -> None:
    target = Target(text="100% hồ sơ.", value="100%", comparator="=", page=1, line=1)
    score = Score("x")
    score_targets([{"text": "100% hồ sơ.", "value": "100%", "comparator": "="}] * 2, [target], score)
    assert score.figures["targets_f1"] == pytest.approx(2 / 3)
