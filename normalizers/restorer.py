"""The front door of restoration: text in, corrected text out, line for line, each change explained.

Every line is judged with its neighbours (``state``). Garbled and stripped lines are decoded anew (``garbled``), good
lines only mended where the evidence is strong (``careful``), other languages left alone. Document numbers have their
own grammar and are repaired by it in every state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Literal

from normalizers.abbreviations import find_abbreviations
from normalizers.careful import mend
from normalizers.document_numbers import find_numbers
from normalizers.engine import Edit, Engine, engine
from normalizers.garbled import repair
from normalizers.labels import labels_of
from normalizers.preparation import explained, prepared
from normalizers.quarters import find_quarters
from normalizers.readings import Reading
from normalizers.records import Change, Restoration, RestoredLine, TextState, UnsureWord
from normalizers.slots import slots_of
from normalizers.syllables import Kind, Piece, classic_tone, modern_tone, pieces

UNSURE = 0.7  # words restored with less confidence are reported
_DAMAGED = frozenset({TextState.GARBLED, TextState.STRIPPED})
_TEACHING = frozenset({TextState.CLEAN, TextState.SLIPS, TextState.LEGACY, TextState.EMPTY})
_KEPT = frozenset({TextState.FOREIGN, TextState.EMPTY})


@dataclass(frozen=True)
class RestoreOptions:
    """How to restore. Hashable, so that adapted models are made once.

    ``tone_style``: ``classic`` (hóa, thủy) and ``modern`` (hoá, thuỷ) make the tone place uniform.
    ``learn_from``: texts of clean plans of the same office. ``extra_terms``: names and terms to know.
    """

    tone_style: Literal["keep", "classic", "modern"] = "keep"
    learn_from: tuple[str, ...] = ()
    extra_terms: tuple[str, ...] = ()


def restore(text: str, options: RestoreOptions = RestoreOptions()) -> Restoration:
    """Correct ``text``. As many lines come out as went in; text that is not Vietnamese stays as it is."""
    return restore_with(_taught_engine(options.learn_from, options.extra_terms), text, options)


def restore_passages(
    texts: Sequence[str], options: RestoreOptions = RestoreOptions()
) -> list[tuple[RestoredLine, ...]]:
    """Passages of one document, such as cells of a table, each with as many lines as it had.

    They are restored as one text, because they share its words and its damage; a blank line between two keeps
    sentences from leaning on each other. Line numbers of the changes count through all of them.
    """
    if not texts:
        return []
    lines = iter(restore("\n\n".join(texts), options).lines)
    passages: list[tuple[RestoredLine, ...]] = []
    for text in texts:
        passages.append(tuple(islice(lines, text.count("\n") + 1)))
        next(lines, None)  # the blank line between
    return passages


@lru_cache(maxsize=4)
def _taught_engine(learn_from: tuple[str, ...], extra_terms: tuple[str, ...]) -> Engine:
    """The office's plans are mended before they teach: a slip that stands in one of them must not become right."""
    taught = []
    for text in learn_from:
        lines = restore_with(engine(), text).lines
        taught.append("\n".join(line.text for line in lines if line.state in _TEACHING))
    return engine(tuple(taught), extra_terms)


def restore_with(machine: Engine, text: str, options: RestoreOptions = RestoreOptions()) -> Restoration:
    """The same with an engine of the caller's making."""
    originals = text.split("\n")
    sources, legacy = prepared(originals)
    found = [pieces(line, loose=True) for line in sources]
    edits: list[list[Edit]] = [[] for _ in sources]
    judgements = machine.judge.judge([machine.judge.evidence(line) for line in found])
    states = [judgement.state for judgement in judgements]
    for at, state in enumerate(states):
        if at in legacy:
            states[at] = TextState.LEGACY
        elif state in _KEPT:
            sources[at] = originals[at]
        if state not in _DAMAGED:
            found[at] = pieces(sources[at])
    _protect_numbers("\n".join(sources), found, edits)
    for lines, damaged in _stretches(states):
        if damaged:
            _protect_labels(sources, lines, found, edits)
            _protect_quarters(sources, lines, found, edits)
            _protect_abbreviations(machine, sources, lines, found, edits)
            repair(machine, sources, states, slots_of(sources, found, lines), edits)
        else:
            mend(machine, sources, slots_of(sources, found, lines), edits)
    restored = []
    for at, (original, source, state) in enumerate(zip(originals, sources, states, strict=True)):
        own = _in_style(edits[at], found[at], options) if state not in _KEPT else edits[at]
        line = _finish(at + 1, source, state, sorted(own))
        if source != original:
            rule = "legacy-font" if at in legacy else "unicode"
            doubt = min((change.confidence for change in line.changes), default=1.0)
            changes = explained(at + 1, original, line.text, rule, doubt)
            line = replace(line, source=original, changes=changes)
        restored.append(replace(line, damaged=round(judgements[at].damaged, 4)))
    machine.rest()
    return Restoration(tuple(restored))


def _in_style(edits: Sequence[Edit], found: Sequence[Piece], options: RestoreOptions) -> list[Edit]:
    """The edits with the tone mark where it was asked for, also in words that are otherwise kept."""
    if options.tone_style == "keep":
        return list(edits)
    turned = classic_tone if options.tone_style == "classic" else modern_tone
    result = [edit._replace(target=" ".join(map(turned, edit.target.split(" ")))) for edit in edits]
    edited = {edit.piece.start for edit in edits}
    for piece in found:
        if piece.kind is Kind.WORD and piece.start not in edited and turned(piece.text) != piece.text:
            result.append(Edit(piece, turned(piece.text), 1.0, "tone-place"))
    return result


def _stretches(states: Sequence[TextState]) -> list[tuple[range, bool]]:
    """Runs of lines to be treated alike; blank lines go with what surrounds them."""
    runs: list[tuple[range, bool]] = []
    start: int | None = None
    damaged = False
    for at, state in enumerate([*states, TextState.FOREIGN]):
        if state is TextState.EMPTY:
            continue
        kind = None if state is TextState.FOREIGN else state in _DAMAGED
        if start is not None and kind != damaged:
            runs.append((range(start, at), damaged))
            start = None
        if kind is not None and start is None:
            start, damaged = at, kind
    return runs


def _protect_numbers(text: str, found: Sequence[list[Piece]], edits: Sequence[list[Edit]]) -> None:
    """Document numbers become pieces of their own, with what their grammar makes of them (also over a line end)."""
    spans = find_numbers(text)
    if not spans:
        return
    line, offset = 0, 0
    starts = [0]
    for at, char in enumerate(text):
        if char == "\n":
            starts.append(at + 1)
    for span in spans:
        while line + 1 < len(starts) and starts[line + 1] <= span.start:
            line += 1
        offset = span.start - starts[line]
        parts = zip(span.printed.split("\n"), span.repaired.split("\n"), strict=True)
        for step, (printed, target) in enumerate(parts):
            start = offset if step == 0 else 0
            lead = len(printed) - len(printed.lstrip())
            core = printed.strip()
            if not core:
                continue
            piece = Piece(start + lead, start + lead + len(core), core, Kind.DOCUMENT)
            edit = Edit(piece, target.strip(), 0.98 if span.confident else 0.6, "number")
            _protect(edit, found[line + step], edits[line + step])


def _protect_labels(
    sources: Sequence[str], lines: range, found: Sequence[list[Piece]], edits: Sequence[list[Edit]]
) -> None:
    """Labels of list items are no words; damaged ones are repaired by their order."""
    for at, label in labels_of(sources[lines.start : lines.stop]).items():
        line = lines.start + at
        printed = sources[line][label.start : label.end]
        found[line][:] = [p for p in found[line] if p.start >= label.end]
        if printed != label.target:
            edits[line].append(Edit(Piece(label.start, label.end, printed, Kind.NUMBER), label.target, 0.9, "label"))


def _protect_quarters(
    sources: Sequence[str], lines: range, found: Sequence[list[Piece]], edits: Sequence[list[Edit]]
) -> None:
    """Quarters of a year are no words; their numerals are repaired."""
    for at, quarters in find_quarters(sources[lines.start : lines.stop]).items():
        line = lines.start + at
        _protect_readings(quarters, sources[line], found[line], edits[line], kind=Kind.NUMBER, rule="quarter")


def _protect_abbreviations(
    machine: Engine, sources: Sequence[str], lines: range, found: Sequence[list[Piece]], edits: Sequence[list[Edit]]
) -> None:
    """Abbreviations are no words, but where they are a part of a document's number or the language model knows them;
    those of two letters look like words that it knows. The words that they tell (``phường``) go with them."""

    def is_known(own: Reading) -> bool:
        return len(own.target) > 2 and own.target.isupper() and own.target.lower() in machine.model.ids

    for line in lines:
        numbers = [piece for piece in found[line] if piece.kind is Kind.DOCUMENT]
        unknown = [
            own
            for own in find_abbreviations(sources[line])
            if not is_known(own) and all(own.end <= number.start or number.end <= own.start for number in numbers)
        ]
        _protect_readings(unknown, sources[line], found[line], edits[line], kind=Kind.DOCUMENT, rule="abbreviation")


def _protect_readings(
    readings: Sequence[Reading], source: str, found: list[Piece], edits: list[Edit], *, kind: Kind, rule: str
) -> None:
    for reading in readings:
        piece = Piece(reading.start, reading.end, source[reading.start : reading.end], kind)
        _protect(Edit(piece, reading.target, 0.9, rule), found, edits)


def _protect(edit: Edit, found: list[Piece], edits: list[Edit]) -> None:
    """The piece of ``edit`` as one of its own in its line, in the place of the words in it; repaired if it changes."""
    piece = edit.piece
    found[:] = sorted([*(p for p in found if p.end <= piece.start or p.start >= piece.end), piece])
    if edit.target != piece.text:
        edits.append(edit)


def _finish(number: int, source: str, state: TextState, edits: Sequence[Edit]) -> RestoredLine:
    """Put the pieces back into their line, and say what was changed and what is unsure."""
    text = ""
    changes: list[Change] = []
    unsure: list[UnsureWord] = []
    end = 0
    for edit in edits:
        piece = edit.piece
        text += source[end : piece.start]
        start = len(text)
        text += edit.target
        end = piece.end
        if edit.target != piece.text:
            changes.append(
                Change(
                    line=number,
                    start=piece.start,
                    end=piece.end,
                    source=piece.text,
                    target=edit.target,
                    confidence=edit.confidence,
                    rule=edit.rule,
                    out_start=start,
                    out_end=len(text),
                )
            )
        if edit.confidence < UNSURE:
            reason = "no-candidate" if edit.rule == "unknown" else "low-margin"
            unsure.append(UnsureWord(number, start, len(text), edit.target, edit.confidence, reason))
    text += source[end:]
    if state is TextState.CLEAN and changes:
        state = TextState.SLIPS
    return RestoredLine(source, text, state, tuple(changes), tuple(unsure))


__all__ = ["RestoreOptions", "restore", "restore_passages", "restore_with"]
