"""What stands somewhere in a misread line and has one reading by its own grammar: labels, quarters, abbreviations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """Letters ``start`` to ``end`` of a line and what they were printed as."""

    start: int
    end: int
    target: str


__all__ = ["Reading"]
