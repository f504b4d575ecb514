"""What a table repeats: the cells that other rows have, and the packaged names of bodies."""

from __future__ import annotations

from extractors.tasks.repetition import Knowledge

BODIES = Knowledge(agency_columns=frozenset({1}))


def test_what_is_left_of_a_name_that_a_cell_begins() -> None:
    assert {"chien binh", "chien binh xa"} <= set(BODIES.begun(1, "Hội Cựu") or ())
    assert {"", "xa", "phuong"} <= set(BODIES.begun(1, "Văn phòng HĐND và UBND") or ())


def test_a_cell_that_goes_on_beyond_a_name_begins_none() -> None:
    assert BODIES.begun(1, "Công an phường; Tổ bảo") is None
    assert BODIES.begun(1, "Công an phường;") == ("",)
