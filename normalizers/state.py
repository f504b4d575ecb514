"""How damaged a line is, judged with its neighbours, because documents mix states.

Each word is of one of a dozen kinds, which are more or less frequent in clean text, in text without marks, in misread
text and in other languages. The lines of a document are a hidden Markov chain over these states (forward-backward
algorithm: Rabiner, *A tutorial on hidden Markov models*, 1989): what the words say of their line is weighed with what
stands around it, so that a long line speaks for itself and a short one is taken for its neighbours. How often the
states change, and how frequent each is, is learned from the document itself in a second pass.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

import regex

from normalizers.language_model import LanguageModel
from normalizers.name_counts import LONGEST_NAME, name_counts
from normalizers.records import TextState
from normalizers.spelling_parts import split_syllable
from normalizers.syllables import Kind, Piece, fold, skeleton

Scores = tuple[float, float, float, float]  # one for each of STATES

_DAMAGED = frozenset({TextState.STRIPPED, TextState.GARBLED})
STATES = (TextState.CLEAN, TextState.STRIPPED, TextState.GARBLED, TextState.FOREIGN)
# Function words of other languages that no misread Vietnamese syllable looks like.
FUNCTION_WORDS = frozenset(
    "of and is are was were be been being for with that this these those from by as at which shall will would should"
    " its has have had not you your they their les des est une pour dans sur qui ont aux avec par sont cette ces être"
    " été el los las del por para que como una der das und ist nicht mit von auf dem den für im zu".split()
)
# Letters that no Western language has, and so no OCR for one can write.
_VIETNAMESE = regex.compile(r"[ăắằẳẵặấầẩẫậđếềểễệốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉĩọỏụủũỵỷỹ]", regex.IGNORECASE)

# How frequent each kind of word is in the states, in the order of STATES: rounded shares counted on lines of official
# documents, as printed, without marks and as read by an English or French OCR, and on English text. Two are higher than
# was counted: what says little where it is rare (names, signs) in clean text, and Vietnamese letters in misread lines,
# so that a line half of whose words are wrong is one of them.
SHARES: dict[str, Scores] = {
    "vietnamese letter": (0.600, 0.001, 0.050, 0.004),
    "western mark": (0.250, 0.004, 0.050, 0.010),
    "western mark, unknown": (0.004, 0.003, 0.190, 0.040),
    "common": (0.100, 0.200, 0.170, 0.050),
    "usual": (0.015, 0.087, 0.075, 0.020),
    "rare": (0.008, 0.320, 0.180, 0.080),
    "rarest": (0.004, 0.370, 0.190, 0.030),
    "no syllable, known": (0.010, 0.008, 0.020, 0.180),
    "no syllable": (0.030, 0.003, 0.090, 0.380),
    "signs inside": (0.003, 0.001, 0.035, 0.010),
    "function word": (0.001, 0.001, 0.001, 0.210),
    "abbreviation": (0.010, 0.010, 0.010, 0.010),
}
COMMON, USUAL, KNOWN, RARE = -7.5, -8.5, -11.0, -10.5  # log-frequencies
LONGEST_ABBREVIATION = 5
LONGEST_WORD = 60  # longer pieces are no words
# The words of a line do not speak independently of each other: their log-likelihoods count this much.
DAMPING = 0.85
STAY = 0.9  # probability that a line has the state of the line before for a reason
MOST, LEAST = 0.97, 0.2  # bounds of what a document teaches of STAY
EXPECTED: Scores = (0.4, 0.2, 0.3, 0.1)  # shares of the states in documents at large
EXPECTED_LINES = 10.0  # that these and STAY count beside the document's own
# A line that may be clean with more than this probability is not decoded anew: clean text changed is the worst error.
DOUBT = 0.2
# A few words that seem damaged in a text that is not are its rare names ("Pá Khoang", in cell after cell): an OCR
# misreads more than that.
ISLAND, MOSTLY_CLEAN = 8, 0.1  # words of such lines, fewer than; share of damaged words in the text, less than
# Misread lines among those without marks, on this many lines each side, that make all of them misread.
MISREAD_SHARE, REACH = 0.1, 12
# A long line many of whose words no misreading explains is of another language after all.
LONG_LINE, HARD_SHARE, FEW_SYLLABLES, LOOKED_AT = 8, 0.34, 0.62, 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one line: how many words, their log-likelihood in each state, and the words themselves where few of them look
    like syllables."""

    words: int
    scores: Scores
    tokens: tuple[str, ...] = ()


class Judgement(NamedTuple):
    """``damaged``: probability (0-1) that the line has lost its marks or was misread, whatever ``state`` says."""

    state: TextState
    damaged: float


class StateJudge:
    def __init__(self, model: LanguageModel, is_hard: Callable[[str], bool]) -> None:
        """``is_hard``: whether no misread word explains a token."""
        self._model = model
        self._is_hard = is_hard
        self._words: dict[str, tuple[Scores, bool]] = {}
        self._scores = {kind: _logarithms(shares) for kind, shares in SHARES.items()}

    @property
    def size(self) -> int:
        return len(self._words)

    def forget(self) -> None:
        self._words.clear()

    def evidence(self, pieces: Sequence[Piece]) -> Evidence:
        tokens = [piece.text for piece in pieces if piece.kind is Kind.WORD and len(piece.text) < LONGEST_WORD]
        clean = stripped = garbled = foreign = 0.0
        shaped = 0
        told = _told_by_family(tokens)
        for token, kind in zip(tokens, told, strict=True):
            scores, is_shaped = self._word(token)
            scores = self._scores[kind] if kind else scores
            clean += scores[0]
            stripped += scores[1]
            garbled += scores[2]
            foreign += scores[3]
            shaped += is_shaped
        kept = tuple(tokens) if shaped < FEW_SYLLABLES * len(tokens) else ()
        return Evidence(len(tokens), (clean, stripped, garbled, foreign), kept)

    def judge(self, lines: Sequence[Evidence]) -> list[Judgement]:
        """One judgement a line: CLEAN, STRIPPED, GARBLED, FOREIGN or EMPTY (SLIPS is known only after repair)."""
        spoken = [line for line in lines if line.words]
        posteriors = _posteriors([_likelihoods(line.scores) for line in spoken])
        told = [self._judgement(line, posteriors, at) for at, line in enumerate(spoken)]
        judged = iter(_without_islands(told, [line.words for line in spoken]))
        return [next(judged) if line.words else Judgement(TextState.EMPTY, 0.0) for line in lines]

    def _judgement(self, line: Evidence, posteriors: Sequence[Scores], at: int) -> Judgement:
        posterior = posteriors[at]
        state = STATES[max(range(len(STATES)), key=posterior.__getitem__)]
        damaged = posterior[1] + posterior[2]
        if state in _DAMAGED and posterior[0] > DOUBT:
            return Judgement(TextState.CLEAN, damaged)
        if state is TextState.STRIPPED and _misread_around(posteriors, at):
            state = TextState.GARBLED
        if state is TextState.GARBLED and len(line.tokens) >= LONG_LINE:
            tokens = line.tokens[:LOOKED_AT]
            if sum(map(self._is_hard, tokens)) > HARD_SHARE * len(tokens):
                return Judgement(TextState.FOREIGN, 0.0)
        return Judgement(state, damaged)

    def _word(self, text: str) -> tuple[Scores, bool]:
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = self._scores[word_kind(text, self._model)], _is_shaped(text)
        return known


def _without_islands(judgements: list[Judgement], words: Sequence[int]) -> list[Judgement]:
    """The judgements, runs of few damaged words taken for clean where nearly all of the text is."""
    result = list(judgements)
    damaged = [judgement.state in _DAMAGED for judgement in judgements]
    if sum(n for n, is_damaged in zip(words, damaged, strict=True) if is_damaged) >= MOSTLY_CLEAN * sum(words):
        return result
    start = 0
    for is_damaged, run in groupby(damaged):
        end = start + len(list(run))
        beside = {judgement.state for judgement in judgements[max(0, start - 1) : start] + judgements[end : end + 1]}
        if is_damaged and sum(words[start:end]) < ISLAND and beside == {TextState.CLEAN}:
            result[start:end] = [judgement._replace(state=TextState.CLEAN) for judgement in judgements[start:end]]
        start = end
    return result


def _told_by_family(tokens: Sequence[str]) -> list[str | None]:
    """For each word the kind that a name of a person makes it, if any: a family name with its marks is printed as it
    should be, and how rare the syllables without marks behind it are says nothing ("Bùi Quang Huy"). In capitals only
    where nothing else stands on the line."""
    kinds: list[str | None] = [None] * len(tokens)
    in_capitals = len(tokens) <= LONGEST_NAME and all(map(str.isupper, tokens))
    behind = 0  # names that may still follow
    for at, token in enumerate(tokens):
        if not (token.istitle() or in_capitals):
            behind = 0
        elif behind:
            behind -= 1
            marked = _VIETNAMESE.search(token) or not (len(token) == 1 or _is_shaped(token))
            kinds[at] = None if marked else "abbreviation"
        elif fold(token) in name_counts().listed_families and skeleton(token) != token.lower():
            behind = LONGEST_NAME - 1
            kinds[at] = None if _VIETNAMESE.search(token) else "western mark"
    return kinds


def word_kind(text: str, model: LanguageModel) -> str:
    """The kind of a word (letters and the signs inside them) as it stands: a key of SHARES."""
    letters = skeleton(text)
    word = model.ids.get(fold(text))
    frequency = model.logp1[word] if word is not None else -math.inf
    if text.lower() in FUNCTION_WORDS:
        return "function word"
    if _VIETNAMESE.search(text):
        return "vietnamese letter"
    if letters != text.lower():
        return "western mark" if frequency > KNOWN else "western mark, unknown"
    if not _is_shaped(text):
        if 1 < len(text) <= LONGEST_ABBREVIATION and text.isupper():
            return "abbreviation"
        return "no syllable, known" if word is not None else "no syllable" if text.isalpha() else "signs inside"
    return (
        "common" if frequency > COMMON else "usual" if frequency > USUAL else "rare" if frequency > RARE else "rarest"
    )


def _is_shaped(text: str) -> bool:
    return split_syllable(skeleton(text)) is not None


def _misread_around(posteriors: Sequence[Scores], at: int) -> bool:
    """Whether a line that seems only to have lost its marks stands among misread ones: then it was misread as well."""
    near = [*posteriors[max(at - REACH, 0) : at], *posteriors[at + 1 : at + REACH + 1]]
    garbled = sum(line[2] for line in near)
    return garbled > MISREAD_SHARE * (garbled + sum(line[1] for line in near))


def _logarithms(shares: Scores) -> Scores:
    clean, stripped, garbled, foreign = map(math.log, shares)
    return clean, stripped, garbled, foreign


def _likelihoods(scores: Scores) -> Scores:
    """Damped, and relative to the likeliest state, so that long lines do not underflow."""
    best = max(scores)
    clean, stripped, garbled, foreign = (math.exp(DAMPING * (score - best)) for score in scores)
    return clean, stripped, garbled, foreign


def _posteriors(lines: Sequence[Scores]) -> list[Scores]:
    """The probability of each state for each line, with the shares and the constancy of the states in this document."""
    first = _smoothed(lines, STAY, EXPECTED)
    shares = _normalised(sum(line[k] for line in first) + EXPECTED_LINES * EXPECTED[k] for k in range(len(STATES)))
    # Two lines drawn independently of each other differ this often.
    apart = 1 - sum(share * share for share in shares)
    changes = sum(1 - sum(a * b for a, b in zip(*pair, strict=True)) for pair in pairwise(first))
    rate = (changes / apart + EXPECTED_LINES * (1 - STAY)) / (max(len(lines) - 1, 0) + EXPECTED_LINES)
    return _smoothed(lines, min(max(1 - rate, LEAST), MOST), shares)


def _smoothed(lines: Sequence[Scores], stay: float, shares: Scores) -> list[Scores]:
    """Forward-backward. From line to line the state stays with probability ``stay``, else it is drawn by ``shares``."""
    forward: list[Scores] = []
    before = shares
    for line in lines:
        forward.append(_normalised(a * b for a, b in zip(before, line, strict=True)))
        before = _normalised(stay * a + (1 - stay) * b for a, b in zip(forward[-1], shares, strict=True))
    result: list[Scores] = []
    after: Scores = (1.0, 1.0, 1.0, 1.0)
    for line, told in zip(reversed(lines), reversed(forward), strict=True):
        result.append(_normalised(a * b for a, b in zip(told, after, strict=True)))
        weighed = [a * b for a, b in zip(line, after, strict=True)]
        moved = (1 - stay) * sum(a * b for a, b in zip(weighed, shares, strict=True))
        after = _normalised(stay * a + moved for a in weighed)
    result.reverse()
    return result


def _normalised(values: Iterable[float]) -> Scores:
    clean, stripped, garbled, foreign = values
    total = clean + stripped + garbled + foreign
    return clean / total, stripped / total, garbled / total, foreign / total
