"""Columns that are no field of a task: what their names tell of their cells ("Cấp trình", "Kinh phí", "Mục tiêu")."""

from __future__ import annotations

import re
from enum import Enum

from extractors.tasks.model import Column, FieldName
from normalizers.agencies import fold


class ExtraKind(Enum):
    """What the cells of such a column hold."""

    BODY = "body"  # who decides or receives it
    PERSON = "person"
    FIGURE = "figure"
    REMARK = "remark"  # in few rows
    TEXT = "text"  # in most of them


_KINDS = (
    (ExtraKind.REMARK, re.compile(r"$|ghi chu|luu y")),
    (
        ExtraKind.FIGURE,
        re.compile(r".*(?:kinh phi|so (?:tien|luong)|don gia|thanh tien|du toan|tong muc|diem|nguon|dvt|don vi tinh)"),
    ),
    (ExtraKind.PERSON, re.compile(r".*(?:lanh dao|nguoi|can bo|chi dao|phu trach)")),
    (ExtraKind.BODY, re.compile(r"cap |tham quyen|co quan|don vi|noi nhan")),
)  # fmt: skip


def extra_kind(column: Column) -> ExtraKind | None:
    """The kind of a column that is no field, by its name; ``None`` for fields."""
    if column.field is not FieldName.EXTRA:
        return None
    name = fold(column.printed)
    return next((kind for kind, pattern in _KINDS if pattern.match(name)), ExtraKind.TEXT)
