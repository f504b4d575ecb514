"""Labels of a table's groups: roman numerals or capital letters, perhaps damaged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.folding import is_capitals
from extractors.tasks.lines import DEADLINE_INSIDE
from extractors.tasks.model import RowKind, TableRow

MOST_GROUPS = 40
LONGEST_TITLE = 20  # words
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MISREAD = str.maketrans("l1|!iv", "IIIIIV")
_LABELLED = re.compile(r"^[\W_]*(?P<label>[^\W_]{1,5})(?P<gap>[\W_]+)(?P<title>[^\W\d_].*)$")


def roman_value(label: str) -> int:
    """Value of a roman numeral; 0 where it is none."""
    if not label or any(c not in _ROMAN_DIGITS for c in label):
        return 0
    values = [_ROMAN_DIGITS[c] for c in label]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def roman_label(value: int) -> str:
    out = ""
    for size, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= size:
            out, value = out + letters, value - size
    return out


def group_labels(last: int) -> tuple[str, str]:
    """The labels that the group after group ``last`` can have: roman or a capital letter."""
    return roman_label(last + 1), chr(ord("A") + min(last, 25))


def are_letters(labels: Iterable[str]) -> bool:
    """Whether a table's groups are lettered: C and D are roman numbers too and tell nothing."""
    return any(re.fullmatch(r"[ABE-H]", label) for label in labels)


def place_of(label: str, *, lettered: bool) -> int:
    """The place that a group's label counts; what is none of its kind has 0 or less."""
    return ord(label) - ord("A") + 1 if lettered and len(label) == 1 else roman_value(label)


def group_value(label: str, last: int) -> int:
    """The place of a group with this label, after group ``last``; a label that says nothing is the next."""
    value = 0 if label in group_labels(last) else roman_value(label)
    return value if last < value <= MOST_GROUPS else last + 1


class GroupCount(NamedTuple):
    """The groups counted so far: by capital letters, by roman numerals, which may count anew below each letter, and
    whether the last one has a letter."""

    letter: int = 0
    roman: int = 0
    lettered: bool = False

    def expected(self) -> tuple[str, ...]:
        """The labels that the next group can have."""
        romans = (roman_label(self.roman + 1), *(["I"] if self.lettered and self.roman else []))
        letters = [chr(ord("A") + min(self.letter, 25))] if self.letter or not self.roman else []
        return (*romans, *letters)

    def after(self, label: str) -> GroupCount:
        """The count after a group with this label; one that says nothing is the next of the last one's kind."""
        romans = (self.roman + 1, 1) if self.lettered else (self.roman + 1,)
        value = roman_value(label)
        if label not in self.expected():
            value = value if self.roman < value <= MOST_GROUPS else 0
        elif value not in romans:
            return GroupCount(self.letter + 1, self.roman, lettered=True)
        if value:
            return GroupCount(self.letter, value)
        return self._replace(letter=self.letter + 1) if self.lettered else self._replace(roman=self.roman + 1)


def with_group_labels(rows: Sequence[TableRow]) -> list[TableRow]:
    """Lost labels of groups, where printed ones are those that the count of the groups gives: before such a one, and
    between two that are as far from one another as their groups; behind the last one where that is its count too. A
    title in other letters than the others is perhaps none, and no count tells then."""
    groups = [at for at, row in enumerate(rows) if row.kind is RowKind.GROUP]
    if len({is_capitals(rows[at].title) for at in groups}) > 1:
        return list(rows)
    read = [rows[at].label for at in groups]
    lettered = are_letters(read)
    values = [place_of(label, lettered=lettered) for label in read]
    printed = [place for place, label in enumerate(read) if label]
    lost: dict[int, int] = {}  # what is counted, by the group's place
    for begin, end in pairwise([-1, *printed]):
        before = values[begin] if begin >= 0 else 0
        if values[end] - before == end - begin:
            lost |= {place: before + place - begin for place in range(begin + 1, end)}
    if printed and values[printed[-1]] == printed[-1] + 1:
        lost |= {place: place + 1 for place in range(printed[-1] + 1, len(groups))}
    labels = {groups[place]: group_labels(value - 1)[lettered] for place, value in lost.items()}
    return [
        row.relabelled(labels[at], f"Nhãn nhóm {labels[at]} suy ra từ thứ tự các nhóm") if at in labels else row
        for at, row in enumerate(rows)
    ]


class FollowingLabel(NamedTuple):
    label: str
    title: str
    passed_over: int  # labels that are missing before it


def following_label(text: str, last: int) -> FollowingLabel | None:
    """The label and title of the group after group ``last``, if a line in small letters holds nothing else.

    One label may be missing before it.
    """
    found = _LABELLED.match(text)
    if found is None or found["label"].isdigit():
        return None
    title = found["title"].strip(" |[]_")
    if not title[:1].isupper() or "|" in title or len(title.split()) > LONGEST_TITLE or DEADLINE_INSIDE.search(title):
        return None
    shape = found["label"].translate(_MISREAD)
    for passed_over in (0, 1):
        roman, letter = group_labels(last + passed_over)
        if shape == roman or (found["label"] == letter and (passed_over == 0 or "|" in found["gap"])):
            return FollowingLabel(roman if shape == roman else letter, title, passed_over)
    return None


def label_of_capitals(text: str) -> tuple[str, str]:
    """Label (perhaps damaged: "Il", "I11", "v") and title of a line in capitals; no label where none can be told."""
    head, _, rest = text.replace("|", " ").replace("[", " ").partition(" ")
    rest = rest.strip(" |[]")
    head = head.rstrip("_")  # a border's foot
    shape = head.strip(".)").translate(_MISREAD)
    if rest and roman_value(shape) and len(shape) <= 5:
        return shape, rest
    if rest and re.fullmatch(r"[A-H]", head.strip(".)")):
        return head.strip(".)"), rest
    if rest and len(head) <= 4 and re.match(rf"{re.escape(head)}_*\s*[|\[]", text):
        return "", rest  # a damaged label before the border
    return "", text
