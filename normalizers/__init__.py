"""From text to better text: pure functions, no files but the packaged data, no PDF, no pipeline.

``normalizers.restore(text)`` is the front door. Everything is imported on first use, so that ``import normalizers``
costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalizers.restorer import restore as restore

__all__ = ["restore"]


def __getattr__(name: str) -> Any:
    if name == "restore":
        from normalizers.restorer import restore

        return restore
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
