"""The columns that most task tables have, in their usual order."""

from __future__ import annotations

from extractors.tasks.model import FieldName

FIELDS = [
    FieldName.NUMBER,
    FieldName.CONTENT,
    FieldName.LEAD,
    FieldName.COORDINATING,
    FieldName.DEADLINE,
    FieldName.PRODUCT,
]
