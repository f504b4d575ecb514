"""Models are loaded beside the reading; what cannot be loaded is said by the stage that needs it."""

from __future__ import annotations

import threading

import pytest

from pipeline.warming import models_loading


def test_models_are_there_when_the_reading_ends() -> None:
    from extractors.citation_pipeline import citation_pipeline
    from normalizers.engine import engine

    with models_loading():
        pass
    assert engine.cache_info().currsize >= 1
    assert citation_pipeline.cache_info().currsize == 1
    assert not any(thread.name == "models" for thread in threading.enumerate())


def test_missing_models_do_not_stop_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise FileNotFoundError("language_model.npz")

    monkeypatch.setattr("normalizers.engine.engine", missing)
    with models_loading():
        read = True
    assert read


def test_an_error_of_the_reading_is_its_own() -> None:
    with pytest.raises(ValueError, match="page 3"), models_loading():
        raise ValueError("page 3")
