"""What a misread word may have been: candidates with the log-probability of being read so.

Three tables of learned shapes, from the surest to the most general: whole words; onset times rime; onset times vowels
times closing consonant. Each is smoothed with the next. Where none of them knows a shape, fuzzy matching of the coarse
key (unidecode, look-alike signs as letters) against the lexicon finds the nearest words.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from functools import cache, cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from normalizers.data_files import data_path
from normalizers.language_model import LanguageModel
from normalizers.spelling_parts import coarse_key, split_syllable
from normalizers.syllables import LOWER, TITLE, UPPER, case_of, fold, skeleton

# (word id, log-probability of the observed shape, the same for each case LOWER, TITLE, UPPER)
Candidate = tuple[int, float, tuple[float, float, float]]

NEVER = -30.0
WORD_SMOOTHING, PART_SMOOTHING = 12.0, 6.0
CLASS_SMOOTHING = 5.0
FUZZY_BASE, FUZZY_EDIT = -5.0, -2.2  # log-probability of a shape no table knows, and of each further edit
EATEN_LIMIT, EATEN_COST = 45, -5.0  # only the consonant of a word is left: ``b`` for ``bộ``
ACCIDENT_RATIO, ACCIDENT_COST = 5.0, -4.0  # see CandidateFinder.doubt
LIKELY = -3.0  # a shape this likely needs no look at that of the small letters
# A part that is nearly a learned shape: log-probability, of each edit, and what is not followed.
NEAR_RIME, NEAR_ONSET, NEAR_EDIT, NEAR_LIMIT = -8.0, -6.0, -2.5, -16.0
LIKELY_PART = 0.005
HARD_LIMIT = 24  # candidates of a token that no table knows
NEAR_LEAST = 4  # letters of such a token
LEAST_PART, LEAST_WORD = 1e-5, 1e-6  # probabilities of shapes below these are not followed
CAPITALS_PENALTY = -1.5  # shapes of capitals taken from those of small letters


class Shapes:
    """Learned shapes of one part: what an observed string may stand for, with counts."""

    def __init__(self) -> None:
        self.truths: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self.totals: dict[str, float] = {}

    def add(self, true: str, shapes: list[tuple[str, float]]) -> None:
        self.totals[true] = self.totals.get(true, 0.0) + sum(count for _, count in shapes)
        for observed, count in shapes:
            self.truths[observed].append((true, count))


class Channel:
    """The learned shapes of one way of misreading. ``seed``: marks lost, letters kept, as a prior for every part."""

    def __init__(self, rows: list[tuple[str, str, list[tuple[str, float]]]]) -> None:
        self.words, self.onsets, self.rimes, self.vowels, self.codas = (Shapes() for _ in range(5))
        tables = {"W": self.words, "O": self.onsets, "R": self.rimes, "V": self.vowels, "C": self.codas}
        for tag, true, shapes in rows:
            tables[tag].add(true, shapes)
        self.alike = _alike(self.vowels)
        self._rimes: dict[str, dict[str, float]] = {}

    def forget(self) -> None:
        self._rimes.clear()

    def vowel_truths(self, shape: str) -> dict[str, float]:
        """Vowels that may be read as ``shape``; what one was read as, others with the same letters may be too."""
        seen = dict(self.vowels.truths.get(shape, ()))
        result: dict[str, float] = {}
        classes = {skeleton(vowels) + str(case_of(vowels)) for vowels in seen}
        for name in classes:
            members, total = self.alike[name]
            shared = sum(count for vowels, count in seen.items() if vowels in members) / (total + 2)
            for vowels in members:
                own = seen.get(vowels, 0.0)
                result[vowels] = (own + CLASS_SMOOTHING * shared) / (self.vowels.totals[vowels] + CLASS_SMOOTHING)
        return result

    def rime_truths(self, shape: str) -> dict[str, float]:
        """Rimes (case kept) that may be read as ``shape``: probability of the shape given the rime."""
        found = self._rimes.get(shape)
        if found is None:
            found = self._rimes[shape] = self._rime_truths(shape)
        return found

    def _rime_truths(self, shape: str) -> dict[str, float]:
        apart: dict[str, float] = {}
        for cut in range(max(0, len(shape) - 4), len(shape) + 1):
            codas = self.codas.truths.get(shape[cut:])
            vowels = self.vowel_truths(shape[:cut]) if codas else {}
            if codas and vowels:
                for coda, coda_count in codas:
                    p_coda = coda_count / (self.codas.totals[coda] + 1)
                    for vowel, p_vowel in vowels.items():
                        p = p_coda * p_vowel
                        rime = vowel + coda
                        apart[rime] = max(apart.get(rime, 0.0), p)
        seen = dict(self.rimes.truths.get(shape, ()))
        result = {}
        for rime in apart.keys() | seen.keys():
            total = self.rimes.totals.get(rime, 0.0)
            p = (seen.get(rime, 0.0) + PART_SMOOTHING * apart.get(rime, 0.0)) / (total + PART_SMOOTHING)
            if p > LEAST_PART:
                result[rime] = p
        return result

    def word_shapes(self, token: str) -> dict[str, float]:
        """Words (case kept) that may be read as ``token``: probability of the token given the word."""
        apart: dict[str, float] = {}
        for cut in range(min(4, len(token)) + 1):
            onsets = self.onsets.truths.get(token[:cut])
            if not onsets:
                continue
            rimes = self.rime_truths(token[cut:])
            if not rimes:
                continue
            for onset, count in onsets:
                p_onset = count / (self.onsets.totals[onset] + 1)
                if p_onset < 10 * LEAST_PART:
                    continue
                for rime, p_rime in rimes.items():
                    p = p_onset * p_rime
                    word = onset + rime
                    if p > LEAST_WORD and p > apart.get(word, 0.0):
                        apart[word] = p
        seen = dict(self.words.truths.get(token, ()))
        totals = self.words.totals
        result = {}
        for word in apart.keys() | seen.keys():
            total = totals.get(word, 0.0)
            result[word] = (seen.get(word, 0.0) + WORD_SMOOTHING * apart.get(word, 0.0)) / (total + WORD_SMOOTHING)
        return result

    @cached_property
    def _rime_shapes(self) -> dict[int, list[str]]:
        """The learned shapes of rimes by their length."""
        shapes: dict[int, list[str]] = defaultdict(list)
        for shape in self.rimes.truths:
            shapes[len(shape)].append(shape)
        return dict(shapes)

    def near_shapes(self, token: str) -> dict[str, float]:
        """Words (case kept) an onset or a rime of which may be read as that of ``token`` and the other part as nearly
        what stands there, with the log-probability."""
        found: dict[str, float] = {}

        def keep(word: str, logp: float) -> None:
            if logp > NEAR_LIMIT and logp > found.get(word, NEVER):
                found[word] = logp

        for cut in range(min(4, len(token) - 1) + 1):
            onset, rime = token[:cut], token[cut:]
            rimes = [(true, math.log(p)) for true, p in self.rime_truths(rime).items() if p > LIKELY_PART]
            if rimes and onset:
                for true, distance in _near_onsets(onset, tuple(self.onsets.totals)):
                    for true_rime, logp in rimes:
                        keep(true + true_rime, logp + NEAR_ONSET + NEAR_EDIT * distance)
            onsets = [(t, math.log(n / (self.onsets.totals[t] + 1))) for t, n in self.onsets.truths.get(onset, ())]
            likely = [(true, logp) for true, logp in onsets if logp > math.log(LIKELY_PART)]
            if likely and len(rime) > 2:
                for shape in self._near_rimes(rime):
                    for true_rime, p in self.rime_truths(shape).items():
                        if p > LIKELY_PART:
                            for true, logp in likely:
                                keep(true + true_rime, logp + math.log(p) + NEAR_RIME)
        return found

    def _near_rimes(self, rime: str) -> list[str]:
        near = [shape for size in range(len(rime) - 1, len(rime) + 2) for shape in self._rime_shapes.get(size, ())]
        matches = process.extract(rime, near, scorer=Levenshtein.distance, score_cutoff=1, limit=20)
        return [shape for shape, distance, _ in matches if distance == 1]


def _near_onsets(shape: str, onsets: tuple[str, ...]) -> list[tuple[str, int]]:
    """Onsets of which ``shape`` is a misreading in one or two letters."""
    most = min(2, len(shape))
    near = ((onset, Levenshtein.distance(shape, onset, score_cutoff=most)) for onset in onsets)
    return [(onset, distance) for onset, distance in near if 0 < distance <= most]


def _alike(vowels: Shapes) -> dict[str, tuple[set[str], float]]:
    """Vowels by their letters without marks and their case, with the total count of each class."""
    classes: dict[str, tuple[set[str], float]] = {}
    for true, total in vowels.totals.items():
        name = skeleton(true) + str(case_of(true))
        members, so_far = classes.get(name, (set(), 0.0))
        members.add(true)
        classes[name] = members, so_far + total
    return classes


class CandidateFinder:
    """Candidates of one channel against the words of one language model, remembered per observed token."""

    def __init__(
        self,
        model: LanguageModel,
        channel: Channel,
        *,
        limit: int = 12,
        skeleton_cost: float = -4.0,
        fuzzy_base: float = FUZZY_BASE,
    ) -> None:
        """``skeleton_cost``: log-probability of a word with the same letters whose shape no table knows."""
        self.skeleton_cost = skeleton_cost
        self.fuzzy_base = fuzzy_base
        self.model = model
        self.channel = channel
        self.limit = limit
        self._found: dict[str, list[Candidate]] = {}
        self._shaped: dict[str, list[Candidate]] = {}
        self._by_skeleton: dict[str, list[int]] | None = None
        self._keys: list[str] = []
        self._key_words: dict[str, list[int]] = {}

    def __call__(self, token: str) -> list[Candidate]:
        """Best first by channel and frequency; at most ``limit``."""
        found = self._found.get(token)
        if found is None:
            found = self._found[token] = self._search(token)
        return found

    @cached_property
    def onsets(self) -> dict[str, list[int]]:
        """Consonants before the vowel, without marks → the most frequent words that begin with them."""
        index: dict[str, list[int]] = defaultdict(list)
        for i in sorted(range(4, len(self.model.words)), key=lambda i: -self.model.logp1[i]):
            parts = split_syllable(self.model.words[i])
            if parts is not None and parts[0]:
                index[skeleton(parts[0])].append(i)
        return {onset: ids[:EATEN_LIMIT] for onset, ids in index.items()}

    def doubt(self, i: int) -> float:
        """Log-probability that a form without marks stands in the corpus by right: low where a sibling with marks is
        far more frequent (texts that lost their marks are in every corpus)."""
        word = self.model.words[i]
        if not word.isascii():
            return 0.0
        logp1 = self.model.logp1
        top = max(logp1[sibling] for sibling in self.with_skeleton(word)) if self.with_skeleton(word) else logp1[i]
        return ACCIDENT_COST if top - logp1[i] > ACCIDENT_RATIO else 0.0

    def _onset_left(self, token: str) -> str:
        """The consonants of a word whose rime was eaten (``b``) or became a sign that no table knows (``x§``)."""
        onset = token.lower()
        if onset not in self.onsets:
            onset = onset.rstrip("§$£¥€©®¢&@#¤")
            if onset in self.onsets and self.channel.rime_truths(token[len(onset) :]):
                return ""
        return onset if onset in self.onsets else ""

    def with_skeleton(self, letters: str) -> list[int]:
        """Ids of the words whose letters without marks are ``letters``."""
        if self._by_skeleton is None:
            index: dict[str, list[int]] = defaultdict(list)
            for i, word in enumerate(self.model.words):
                if i > 3:
                    index[skeleton(word)].append(i)
            self._by_skeleton = dict(index)
        return self._by_skeleton.get(letters, [])

    def forget(self) -> None:
        self._found.clear()
        self._shaped.clear()
        self.channel.forget()

    def by_shape(self, token: str) -> list[Candidate]:
        """The same without fuzzy matching: for the halves of glued words."""
        found = self._shaped.get(token)
        if found is None:
            found = self._shaped[token] = self._search(token, fuzzy=False)
        return found

    def _search(self, token: str, *, fuzzy: bool = True) -> list[Candidate]:
        cases: dict[int, list[float]] = {}
        self._collect(token, None, 0.0, cases)
        observed_case = case_of(token)
        likely = any(max(entry) > LIKELY for entry in cases.values())
        if observed_case == UPPER:
            self._collect(token.lower(), UPPER, CAPITALS_PENALTY, cases)
        elif observed_case == TITLE and not likely:
            self._collect(token[0].lower() + token[1:], TITLE, CAPITALS_PENALTY, cases)
        for i in self.with_skeleton(skeleton(token)):
            entry = cases.setdefault(i, [NEVER] * 3)
            entry[observed_case] = max(entry[observed_case], self.skeleton_cost)
        limit = self.limit
        left = self._onset_left(token) if fuzzy else ""
        if left:
            limit = EATEN_LIMIT
            for i in self.onsets[left]:
                entry = cases.setdefault(i, [NEVER] * 3)
                entry[observed_case] = max(entry[observed_case], EATEN_COST)
        best = max((max(entry) for entry in cases.values()), default=NEVER)
        if fuzzy and best < -9.0:
            limit = max(limit, HARD_LIMIT)
            self._fuzzy(token, observed_case, cases)
            if len(token) >= NEAR_LEAST:
                self._nearly(token, cases)
        logp1 = self.model.logp1
        ranked = sorted(((max(e) + 0.6 * logp1[i], i, e) for i, e in cases.items()), reverse=True)[:limit]
        if not ranked:
            return []
        floor = ranked[0][0] - 10.0
        return [(i, max(e) + self.doubt(i), (e[0], e[1], e[2])) for score, i, e in ranked if score >= floor]

    def _collect(self, token: str, force: int | None, penalty: float, cases: dict[int, list[float]]) -> None:
        ids = self.model.ids
        for word, p in self.channel.word_shapes(token).items():
            i = ids.get(fold(word))
            if i is None or i < 4:
                continue
            case = case_of(word) if force is None else force
            logp = math.log(p) + penalty
            entry = cases.setdefault(i, [NEVER] * 3)
            entry[case] = max(entry[case], logp)
            if case == TITLE and len(word) == 1:
                entry[UPPER] = max(entry[UPPER], logp)

    def _nearly(self, token: str, cases: dict[int, list[float]]) -> None:
        """Words one part of which has a learned shape, and the other nearly one: ``lghéc`` for ``khác``."""
        for word, logp in self.channel.near_shapes(token).items():
            i = self.model.ids.get(fold(word))
            if i is not None and i > 3:
                entry = cases.setdefault(i, [NEVER] * 3)
                case = case_of(word)
                entry[case] = max(entry[case], logp)

    def _fuzzy(self, token: str, case: int, cases: dict[int, list[float]]) -> None:
        key = coarse_key(token)
        if not self._keys:
            words: dict[str, list[int]] = defaultdict(list)
            for i, word in enumerate(self.model.words):
                if i > 3 and (split_syllable(word) or self.model.logp1[i] > -13.0):
                    words[coarse_key(word)].append(i)
            self._key_words = dict(words)
            self._keys = list(words)
        if not 1 < len(key) <= 12:
            return
        for near, distance, _ in process.extract(
            key, self._keys, scorer=Levenshtein.distance, score_cutoff=2 if len(key) > 3 else 1, limit=12
        ):
            for i in self._key_words[near]:
                entry = cases.setdefault(i, [NEVER] * 3)
                entry[case] = max(entry[case], self.fuzzy_base + FUZZY_EDIT * distance)


def similarity(a: str, b: str) -> float:
    """0 to 1: how alike two spellings are once marks and look-alike signs are ironed out."""
    return fuzz.ratio(coarse_key(a), coarse_key(b)) / 100


@cache
def packed_channel(name: str) -> Channel:
    """``garbled`` or ``slips``. Raises FileNotFoundError when its data is missing."""
    rows = []
    with gzip.open(data_path(f"channel_{name}.tsv.gz"), "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            tag, true, *shapes = line.rstrip("\n").split("\t")
            counted = [shape.rsplit("\x1f", 1) for shape in shapes]
            rows.append((tag, true, [(shape, float(count)) for shape, count in counted]))
    return Channel(rows)


__all__ = ["LOWER", "TITLE", "UPPER", "Candidate", "CandidateFinder", "Channel", "packed_channel", "similarity"]
