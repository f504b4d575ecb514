"""Lines as PyMuPDF's ``get_text(sort=True)`` writes them: each distance counted in letters of the word behind it."""

from __future__ import annotations

from extractors.tasks.print_width import SPACE, printed_width


def sorted_line(*cells: tuple[float, str]) -> str:
    """A line with cells that begin at these places, in letters of mean width."""
    line, end = "", 0.0
    for start, text in cells:
        for at, word in enumerate(text.split()):
            place = end + SPACE if at else start
            spaces = round((place - end) / printed_width(word) * len(word))
            line += " " * max(spaces, 1 if line else 0) + word
            end = place + printed_width(word)
    return line
