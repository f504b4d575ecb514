"""Tables without vertical rules: columns from white space and the words of the header."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import Word
from extractors.readers.ruled_tables import Grid, Rule


def find_column_tables(words: Sequence[Word], rules: Sequence[Rule]) -> list[Grid]:
    return []
