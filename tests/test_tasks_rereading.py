"""Cells of garbled tables restored in the cell that they stand in; what was printed of each word."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.tasks.interleaved import read_interleaved
from extractors.tasks.lines import GOES_ON, WORD, TextLine, as_printed, printed_words
from extractors.tasks.model import Column, FieldName
from extractors.tasks.rereading import without_borders
from extractors.tasks.tokens import tokens_of
from normalizers.records import Change, RestoredLine
from normalizers.restorer import restore, restore_passages

COLUMNS = tuple(
    Column(index, "", name) for index, name in enumerate((FieldName.NUMBER, FieldName.CONTENT, FieldName.LEAD))
)


@pytest.mark.parametrize(
    "source",
    [
        "Don doc cac thon ra soat duong lang ngo xom | Phong Kinh té | 2027",
        "theo Quyét dinh s0 58/2026/QDUBND ctia tinh ve giao théng nong thon",
        "Uy ban nhan dan xa thuc hién nhi€u giai phap; bao cdo (neu c6).",
    ],
)
def test_every_word_of_a_restored_line_knows_what_was_printed(source: str) -> None:
    (line,) = restore("\n".join([source])).lines
    printed = printed_words(line.text, line.changes)
    assert len(printed) == len(WORD.findall(line.text))
    assert " ".join(printed) == " ".join(WORD.findall(source))


def test_a_word_cut_out_of_a_longer_one_counts_as_printed_so() -> None:
    (line,) = restore("Uy ban nhan dan xa va cac thon trong xa; giao chocac phong").lines
    printed = printed_words(line.text, line.changes)
    assert len(printed) == len(WORD.findall(line.text))
    assert as_printed(printed) == line.source


@pytest.mark.parametrize(
    ("source", "target", "parts"),
    [
        ("nha van hoaa", "nhà văn hóa á", ["nha", "van", "hoa", GOES_ON + "a,"]),
        ("UBNDxa", "UBND xã", ["UBND", GOES_ON + "xa,"]),
        ("Hoidnong dan", "Hội nông dân", ["Hoid", GOES_ON + "nong", "dan,"]),
        ("T ruong", "Trưởng", ["T ruong,"]),
    ],
)
def test_a_change_over_several_words_gives_each_its_letters_back(source: str, target: str, parts: list[str]) -> None:
    """A word restored with one that an OCR read beside it is restored anew from what was printed of it."""
    change = Change(1, 3, 3 + len(source), source, target, 0.9, "spaces", 3, 3 + len(target))
    printed = printed_words(f"do {target}, xa", [change])
    assert list(printed) == ["do", *parts, "xa"]
    assert as_printed(printed) == f"do {source}, xa"


def test_tokens_keep_what_was_printed_beside_bars() -> None:
    line = TextLine("Văn phòng| Hội [Các thôn", 1, 1, sources=("Van", "phong", "Hoi", "[Cac", "thon"))
    tokens = tokens_of(line)
    assert [(token.text, token.bar) for token in tokens] == [
        ("Văn", False),
        ("phòng", False),
        ("Hội", True),
        ("Các", True),
        ("thôn", False),
    ]
    assert [token.printed for token in tokens] == ["Van", "phong", "Hoi", "Cac", "thon"]


def test_a_border_inside_a_word_parts_what_was_printed_too() -> None:
    line = TextLine("xã hội —{Các cơ quan", 1, 1, sources=("xa", "hoi", "—{Céc", "co", "quan"))
    tokens = tokens_of(line)
    assert [(token.text, token.printed) for token in tokens] == [
        ("xã", "xa"),
        ("hội", "hoi"),
        ("—", "—"),
        ("Các", "Céc"),
        ("cơ", "co"),
        ("quan", "quan"),
    ]


def test_a_passage_keeps_its_lines() -> None:
    passages = restore_passages(["Uy ban nhan dan\nxa", "Phong Kinh té"])
    assert [len(passage) for passage in passages] == [2, 1]
    assert restore_passages([]) == []


def test_a_cell_is_restored_from_what_was_printed_in_it() -> None:
    """The restorer is asked for cells, column by column, line for line; the rows hold its answer."""
    asked: list[str] = []

    def spelled(cells: Sequence[str]) -> list[list[RestoredLine]]:
        asked[:] = cells
        return [[restore(line).lines[0] for line in cell.split("\n")] for cell in cells]

    printed = [
        "1 | Ra soat duong lang, ngo xom cua xa theo | Van phong",
        "huong dan cua cap tren trong nam | HDND va UBND xa",
        "2 | Tuyen truyen phong dich cho nguoi dan tai cac thon | Phong Kinh té",
    ]
    lines = []
    for number, text in enumerate(printed, start=1):
        (restored,) = restore(text).lines
        sources = printed_words(restored.text, restored.changes)
        lines.append(TextLine(restored.text, number, 1, printed=text, sources=sources))
    rows = read_interleaved(lines, COLUMNS, spelled)
    assert [row.label for row in rows] == ["1", "2"]
    assert "Van phong\nHDND va UBND xa" in asked
    assert rows[0].cells[2].endswith("HĐND và UBND xã")


@pytest.mark.parametrize(
    ("printed", "cell"),
    [
        ("Cac phong, don vi thuoc S@_", "Cac phong, don vi thuoc S@"),
        ("} |Phong Van hoa -", "Phong Van hoa -"),
        ("So Tu phap va_—_", "So Tu phap va"),
        ("\\{e quan ly", "\\{e quan ly"),
        ("(theo mau)", "(theo mau)"),
    ],
)
def test_what_is_left_of_rules_at_the_ends_of_a_line_is_no_letter(printed: str, cell: str) -> None:
    assert without_borders(printed) == cell
