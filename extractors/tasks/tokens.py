"""The words of a line that runs across a table's columns, each with what was printed and what stands before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.tasks.adhesion import is_common_word
from extractors.tasks.lines import BORDER, WORD, TextLine
from extractors.tasks.rubbish import rubbish_odds
from normalizers.abbreviations import is_like_abbreviation
from normalizers.spelling import is_syllable

BAR, WIDE, SIGNS, SPACE = 4.0, 1.5, 0.6, -1.6  # evidence of what stands between two pieces for a border there
SURE = 12.0  # against a border elsewhere, and a bar inside a cell, where bars stand between all cells
DROPPED_SIGN = -0.1
DROPPED_DASH = -0.4
DROPPED_WORD = -5.0
DROPPED_CLEAN = -8.0  # any word of clean text
DROPPED_SPECK = -0.4  # a word that restoration made of a single letter
DROPPED_SCRAP = -1.6  # letters that are no syllable
RUN_OF_SPECKS = 3  # specks from which the scraps among them are specks too
SHORT_ABBREVIATION = 3  # letters
AROUND_WORD = "().,;:/"
RUBBISH = 0.35  # share of specks from which a line is mostly rubbish

_IN_BRACKETS = re.compile(r"\([A-ZĐ]{2,8}\)[.,;:]?")  # an abbreviation behind what it stands for: "(PCI)"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the restored line. ``before`` is the evidence for a border before it, ``dropped`` what it costs to read
    it as nothing."""

    text: str
    printed: str  # as read, before restoration
    before: float
    bar: bool
    is_sign: bool  # no word and no number: what is left of a border or of a speck
    dropped: float
    speck: bool = False  # a sign, or a word that restoration made of a single letter
    certain: float = 1.0  # with what confidence restoration made it of what was printed
    inside: float = 0.0  # evidence for a sure bar before it inside a piece, 0 where bars may be misread
    rubbish: float = 0.0  # evidence that it is no word of the page, 0 where there is none


def tokens_of(line: TextLine) -> list[Token]:
    """The words of a line; bars (``|``, ``{``, an unmatched ``[``) are none."""
    text = _with_bars(line.text)
    sources = _sources(line, text)
    tokens: list[Token] = []
    end = 0
    for found in WORD.finditer(text):
        gap, end = text[end : found.start()], found.end()
        bar = "|" in gap
        evidence = BAR if bar else (WIDE if len(gap) > 1 else SPACE)
        source, certain = sources.get(found.start(), (found.group(), 1.0))
        tokens.append(replace(_token(found.group(), source, evidence, bar), certain=certain))
    return _with_rubbish(_with_specks(tokens))


def clean_tokens(line: TextLine, *, barred: bool) -> list[Token]:
    """The words of a line of clean text: single letters and signs are words too, and none is left out.

    ``barred``: bars stand between all cells of the table.
    """
    line = replace(line, text=BORDER.sub(" | ", line.text)) if barred else line
    tokens = tokens_of(line)
    if sum(token.speck for token in tokens) >= RUN_OF_SPECKS and is_rubbish(tokens):
        return tokens  # one garbled line
    return [
        replace(
            token,
            before=-SURE if barred and not token.bar else token.before,
            inside=-SURE if barred and token.bar else 0.0,
            is_sign=False,
            speck=False,
            dropped=min(token.dropped, DROPPED_CLEAN),
        )
        for token in tokens
    ]


def with_rubbish_odds(tokens: Sequence[Token]) -> list[Token]:
    """Words of a restored line with the odds that they are no words of the page: likely rubbish costs something to keep
    and hardly anything to leave out. Numbers, signs and abbreviations ("CCHC") stay as they are."""
    odds = rubbish_odds([t.text for t in tokens], [t.printed for t in tokens], [t.certain for t in tokens])
    return [
        replace(token, dropped=max(token.dropped, min(DROPPED_SIGN, one)), rubbish=max(0.0, one))
        if not token.is_sign and any(c.isalpha() for c in token.text) and not _is_abbreviation(token)
        else token
        for token, one in zip(tokens, odds, strict=True)
    ]


def _is_abbreviation(token: Token) -> bool:
    core = token.text.strip(AROUND_WORD)
    return token.text == token.printed and core.isalpha() and core.isupper() and len(core) >= SHORT_ABBREVIATION


def _names_body(text: str, printed: str) -> bool:
    core = text.strip(AROUND_WORD)
    return core == printed.strip(AROUND_WORD) and is_like_abbreviation(core)


def _sources(line: TextLine, text: str) -> dict[int, tuple[str, float]]:
    """What was read of each token, by its place in ``text``: a word with a border inside it is two."""
    sources: dict[int, tuple[str, float]] = {}
    certain = line.certain or (1.0,) * len(line.sources)
    for found, source, sure in zip(WORD.finditer(line.text), line.sources, certain, strict=False):
        tokens = [token.start() for token in WORD.finditer(text, found.start(), found.end())]
        whole = "|" not in text[found.start() : found.end()]
        read = [source] if whole else [part for part in re.split(r"[\[\]{}¦]", source) if part]
        if len(read) == len(tokens):
            sources.update((token, (part, sure)) for token, part in zip(tokens, read, strict=True))
    return sources


def _with_bars(text: str) -> str:
    """``text`` with every sign that stands for a border as a bar; every word stays at its place."""
    text = re.sub(r"\[(?![^\]]*\])", "|", text)
    text = re.sub(r"^([^\[]*?)\](?=\s|$)", r"\1|", text)
    borders = r"¦|(?<=[^\W\d_])\s*[{}](?=\s*[A-ZĐÀ-Ỹ])|(?<=[-–—])[{}]"
    return re.sub(borders, lambda found: "|".ljust(len(found.group())), text)


def _token(text: str, printed: str, before: float, bar: bool) -> Token:
    letters = re.sub(r"[\W_]", "", text)
    if re.fullmatch(r"\d{4}-?|\d{1,2}/\d{4}", text):
        return Token(text, printed, before, bar, False, DROPPED_WORD)
    if text in {"-", "–", "—", "&"}:
        return Token(text, printed, before, bar, False, DROPPED_DASH)
    if len(letters) <= 1 and not letters.isdigit() and letters.lower() not in {"y", "ý", "ở"}:
        return Token(text, printed, before, bar, True, DROPPED_SIGN, True)
    if re.search(r"\d", text) and len(letters) >= 4:
        return Token(text, printed, before, bar, False, DROPPED_WORD)
    parts = re.findall(r"[^\W\d_]+", text)
    is_word = len(letters) > 1 and bool(parts) and all(is_common_word(part) for part in parts)
    is_word = is_word or _IN_BRACKETS.fullmatch(text) is not None or _names_body(text, printed)
    return Token(text, printed, before, bar, False, DROPPED_WORD if is_word else DROPPED_SCRAP)


_MARKS = re.compile(r"[.,;:'’‘`°~_\\-]")


def _with_specks(tokens: Sequence[Token]) -> list[Token]:
    """The words that restoration made of single printed letters and signs are specks."""
    was = [token.printed for token in tokens]
    single = _in_runs(was, [all(len(part) <= 1 for part in _MARKS.sub("", word).split()) for word in was])
    return [
        replace(token, dropped=max(token.dropped, DROPPED_SPECK), speck=True)
        if speck and not token.text[:1].isdigit()
        else token
        for token, speck in zip(tokens, single, strict=True)
    ]


_NOT_LETTERS = re.compile(r"[\W_]")


def _in_runs(was: Sequence[str], single: Sequence[bool]) -> list[bool]:
    """``single`` with the scraps among specks: in a run of printed specks and scraps that is mostly specks, all are.

    A scrap has at most two letters, or three that are no syllable. Between words "va" and "c6" are words; among
    ". o ¥ N N a" they are not.
    """
    cores = [_NOT_LETTERS.sub("", word) for word in was]
    scrap = [
        not core.isdigit() and (len(core) <= 2 or (len(core) == 3 and not is_syllable(core.lower()))) for core in cores
    ]
    out = list(single)
    start = 0
    for end in range(len(was) + 1):
        if end < len(was) and (single[end] or scrap[end]):
            continue
        specks = sum(single[start:end])
        if specks >= RUN_OF_SPECKS and 2 * specks >= end - start:
            out[start:end] = [True] * (end - start)
        start = end + 1
    return out


def is_rubbish(tokens: Sequence[Token]) -> bool:
    """Whether a line is mostly specks."""
    return sum(token.speck for token in tokens) >= RUBBISH * max(1, len(tokens))


def _with_rubbish(tokens: Sequence[Token]) -> list[Token]:
    """Tokens among specks cost little to leave out: in a line that is mostly specks, and capitals right after one."""
    rubbish = is_rubbish(tokens)
    out: list[Token] = []
    for at, token in enumerate(tokens):
        letters = re.sub(r"[\W_]", "", token.text)
        short = len(letters) <= 2 and letters.isupper() and at > 0 and tokens[at - 1].is_sign
        cheap = DROPPED_SCRAP if rubbish or short else token.dropped
        out.append(replace(token, dropped=max(token.dropped, cheap)))
    return out
