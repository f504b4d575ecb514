"""How damaged a line is, judged with its neighbours, because documents mix states.

What tells the states apart, measured on texts of each kind: the mean log-frequency of the words as they stand (clean
about -6.6, without marks -9.6, garbled -10.5, other languages -13), the share of words that carry a mark (0.9, 0, 0.15,
0) and the share whose letters make a Vietnamese syllable (0.98, 0.98, 0.84, 0.3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from normalizers.language_model import LanguageModel
from normalizers.records import TextState
from normalizers.spelling_parts import split_syllable
from normalizers.syllables import Kind, Piece, fold, skeleton

# Function words of other languages that no misread Vietnamese syllable looks like.
FUNCTION_WORDS = frozenset(
    "of and is are was were be been being for with that this these those from by as at which shall will would should"
    " its has have had not you your their they les des est une pour dans sur qui ont aux avec par sont cette ces être"
    " été el los las del por para que como una der das und ist nicht mit von auf dem den für im zu".split()
)
FUNCTION_SHARE = 0.15
OUTSIDE = -14.0  # log-frequency given to a word that the model does not know
CLEAN_FREQUENCY = -8.4
FOREIGN_SYLLABLES = 0.45
DOUBTFUL_SYLLABLES, HARD_SHARE = 0.62, 0.34  # fewer syllables, and more words that no misreading explains: foreign
LONG_LINE = 8  # words that make such a judgement safe
REACH = 12  # neighbouring lines looked at on each side
DOCUMENT_WORDS = 12.0  # what the document as a whole weighs beside a line
ENOUGH_WORDS = 24.0  # weight of evidence that settles a judgement


@dataclass(slots=True)
class Evidence:
    """Sums over the words of a line (or of a neighbourhood, each line weighted)."""

    words: float = 0.0
    frequency: float = 0.0
    marked: float = 0.0
    syllables: float = 0.0
    strange: float = 0.0  # words with digits or signs inside, or letters that are no syllable
    function_words: frozenset[str] = frozenset()  # of other languages, in this line
    function_count: int = 0
    tokens: tuple[str, ...] = ()  # of this line, kept where few of them look like syllables

    def add(self, other: Evidence, weight: float = 1.0) -> None:
        self.words += weight * other.words
        self.frequency += weight * other.frequency
        self.marked += weight * other.marked
        self.syllables += weight * other.syllables
        self.strange += weight * other.strange


WordEvidence = tuple[float, bool, bool, bool]


class StateJudge:
    def __init__(self, model: LanguageModel, is_hard: Callable[[str], bool]) -> None:
        """``is_hard``: whether no misread word explains a token."""
        self._model = model
        self._is_hard = is_hard
        self._words: dict[str, WordEvidence] = {}

    def _word(self, text: str) -> WordEvidence:
        known = self._words.get(text)
        if known is None:
            letters = skeleton(text)
            i = self._model.ids.get(fold(text))
            shaped = split_syllable(letters) is not None
            known = (
                self._model.logp1[i] if i is not None else OUTSIDE,
                letters != text.lower(),
                shaped,
                not shaped and (i is None or not text.isupper()),
            )
            self._words[text] = known
        return known

    @property
    def size(self) -> int:
        return len(self._words)

    def forget(self) -> None:
        self._words.clear()

    def evidence(self, pieces: Sequence[Piece]) -> Evidence:
        total = Evidence()
        for piece in pieces:
            if piece.kind is Kind.WORD and len(piece.text) < 60:
                frequency, marked, shaped, strange = self._word(piece.text)
                total.words += 1
                total.frequency += frequency
                total.marked += marked
                total.syllables += shaped
                total.strange += strange
                if piece.text.lower() in FUNCTION_WORDS:
                    total.function_words |= {piece.text.lower()}
                    total.function_count += 1
        if total.syllables < DOUBTFUL_SYLLABLES * total.words:
            total.tokens = tuple(p.text for p in pieces if p.kind is Kind.WORD)
        return total

    def judge(self, lines: Sequence[Evidence]) -> list[TextState]:
        """One state a line: CLEAN, STRIPPED, GARBLED, FOREIGN or EMPTY (SLIPS is known only after repair)."""
        whole = Evidence()
        for line in lines:
            whole.add(line)
        return [self._judge(lines, at, whole) for at in range(len(lines))]

    def _judge(self, lines: Sequence[Evidence], at: int, whole: Evidence) -> TextState:
        own = lines[at]
        if not own.words:
            return TextState.EMPTY
        if len(own.function_words) > 1 and own.function_count >= FUNCTION_SHARE * own.words:
            return TextState.FOREIGN
        around = Evidence()
        around.add(own)
        around.add(whole, DOCUMENT_WORDS / max(whole.words, DOCUMENT_WORDS))
        for step in range(1, REACH + 1):
            if around.words >= DOCUMENT_WORDS + ENOUGH_WORDS:
                break
            for near in (at - step, at + step):
                if 0 <= near < len(lines):
                    around.add(lines[near], 0.5)
        n = around.words
        if (
            own.words >= 4
            and own.syllables < FOREIGN_SYLLABLES * own.words
            and around.syllables < FOREIGN_SYLLABLES * n
        ):
            return TextState.FOREIGN
        if around.syllables < FOREIGN_SYLLABLES * n:
            return TextState.FOREIGN
        if around.frequency > CLEAN_FREQUENCY * n or around.marked > 0.62 * n:
            return TextState.CLEAN
        if len(own.tokens) >= LONG_LINE and sum(map(self._is_hard, own.tokens[:200])) > HARD_SHARE * min(
            len(own.tokens), 200
        ):
            return TextState.FOREIGN
        if around.marked < 0.02 * n and around.strange < 0.05 * n:
            return TextState.STRIPPED
        return TextState.GARBLED
