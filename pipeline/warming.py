"""Models loaded while a document is still being read: recognition keeps other programs busy, not this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread


@contextmanager
def models_loading() -> Iterator[None]:
    """Loads what the later stages share, once a process, beside the body of the ``with``.

    What cannot be loaded is left to the stage that needs it: it fails there, with its own message.
    """
    loading = Thread(target=_load, name="models", daemon=True)
    loading.start()
    try:
        yield
    finally:
        loading.join()


def _load() -> None:
    from extractors.citation_pipeline import citation_pipeline
    from normalizers.engine import engine

    try:
        engine()
        citation_pipeline()
    except (OSError, ImportError):
        return  # said by the stage that needs it
