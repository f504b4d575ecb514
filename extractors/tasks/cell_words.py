"""What words a column's cells are made of: how likely a word goes on with what a cell holds so far.

Each column of an interleaved table has a model of its own, a mixture of what is known beforehand (packaged names of
bodies, titles of persons, terms of products, the language model) and of what the table shows: the short cells of a
table are few and come again and again, so three words of one tell the next. Counts back off by Witten and Bell (1991,
"The zero-frequency problem"), with absolute discounting: a word seen once in a column may stand there by a wrong cut.

All evidence is log-odds against the word's plain frequency: 0 says nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from extractors.tasks.adhesion import ends_here, reads_on, reads_on_unmarked, unmarked_frequency, word_frequency
from extractors.tasks.extra_columns import ExtraKind, extra_kind
from extractors.tasks.model import BODIES, Column, FieldName
from extractors.tasks.pieces import DASHES, piece_key
from extractors.tasks.tokens import AROUND_WORD
from normalizers.abbreviations import is_like_abbreviation
from normalizers.agencies import fold, names_of_all_levels, starts_like_agency, starts_like_product

START, END = "<", ">"
TAIL = 3  # words of a cell that tell the next
HIGHEST = 6.0  # log-odds beyond which more agreement says nothing more
DISCOUNT, BACK_OFF = 0.9, 1.0  # of what the table shows
CONTENT_BACK_OFF, MOST_BY_REPETITION = 2.0, 3.0  # … of contents; log-odds up to which what they repeat counts
NAMES_BACK_OFF = 0.5  # of the packaged names
NAMES_SHARE = 0.3  # of the mixture, in a column of bodies
LANGUAGE, ANY_WORD = 0.7, 0.08  # shares of the language model and of any word, in a short cell
CONTENT_LANGUAGE, CONTENT_ANY_WORD = 0.8, 0.12  # … and in a content
OWN_WORD = 0.06  # share of the words that the column holds anywhere
NUMBER_IN_NAME = 0.1
LOST_START = 0.1  # a product that begins in small letters has lost its first words, which is rare
RIGHT_HEAD = math.exp(3.0)  # a cell that begins as cells of its kind do, against any beginning
WRONG_HEAD = math.exp(-3.0)  # a cell that begins as those of another kind do
ABBREVIATED = math.exp(1.0)  # an abbreviation in a column of bodies
ANY_START, LOWER_START = 0.08, 0.02
NUMBER_FREQUENCY = math.exp(-4.4)  # of any number, as the language model has it
END_OF_CELL, LEAST_END, HIGHEST_END = 0.3, -3.0, 1.0  # share of words that end a cell

_PERSON = re.compile(
    r"^(?:pho )?(?:chu tich|giam doc|truong phong|chanh van phong|bi thu|truong ban|lanh dao|thu truong|bo truong|"
    r"cuc truong|hieu truong|vien truong|doi truong|to truong|tram truong|giao vien|ke toan|thu ky)\b|"
    r"^(?:dong chi|d/c|ong|ba)\b"
)
_TITLES = (
    "chu tich",
    "pho chu tich",
    "giam doc",
    "pho giam doc",
    "chanh van phong",
    "pho chanh van phong",
    "truong phong",
    "pho truong phong",
    "truong ban",
    "bi thu",
    "pho bi thu",
    "dong chi chu tich",
    "dong chi pho chu tich",
    "pho chu tich phu trach linh vuc",
    "pho giam doc phu trach linh vuc",
)
_QUARTER = re.compile(r"quy [ivxl\d]{1,3}\b")  # and no fund ("Quỹ")
_PERSONS_COLUMN = re.compile(r"lanh dao|nguoi|can bo|chi dao|phu trach")


@lru_cache(maxsize=50_000)
def head_kind(text: str) -> str:
    """What kind of cell begins with ``text``: "person", "agency", "product" or "" for none that can be told."""
    folded = fold(text).lstrip("-+ ")
    if not text.lstrip('-+ "“(')[:1].isupper() or _QUARTER.match(folded):
        return ""
    if _PERSON.match(folded):
        return "person"
    if starts_like_product(text):  # "Báo cáo" rather than a newspaper
        return "product"
    return "agency" if starts_like_agency(text) else ""


@lru_cache(maxsize=20_000)
def _is_abbreviated(word: str) -> bool:
    return is_like_abbreviation(word.strip(AROUND_WORD))


def tail_of(tail: str, text: str) -> str:
    """The last words of a cell that ``text`` goes on; a dash is none but where it begins a list's item."""
    words = f"{tail} {text}".split()
    return " ".join([word for at, word in enumerate(words) if at == 0 or word not in DASHES][-TAIL:])


def is_persons_column(column: Column) -> bool:
    """Whether a column that is no field names persons ("Lãnh đạo phụ trách"); one whose name is lost was told by its
    cells (``across_header``)."""
    told = not column.printed or _PERSONS_COLUMN.search(fold(column.printed)) is not None
    return column.field is FieldName.EXTRA and told


def sentence_goes_on(so_far: str, text: str, *, marked: bool = True) -> float:
    """Evidence that the word ``text`` follows in running text; ``marked``: its marks are sure."""
    reads = reads_on if marked else reads_on_unmarked
    return math.log(CONTENT_LANGUAGE * math.exp(reads(so_far, text)) + CONTENT_ANY_WORD) if so_far else 0.0


@lru_cache(maxsize=1_000)
def sentence(text: str) -> float:
    """Evidence for the words of a title, which read as a content's would have it too."""
    words = text.split()
    return sum(sentence_goes_on(" ".join(words[max(0, at - TAIL) : at]), word) for at, word in enumerate(words))


Runs = frozenset[tuple[str, ...]]  # of two and three words of a cell, as keys


def runs_of(cell: Sequence[str]) -> list[tuple[str, ...]]:
    """Each word of a cell behind the two before it, in the order of the words."""
    sequence = [START, START, *cell]
    return [tuple(sequence[at : at + 3]) for at in range(len(cell))]


class CellCounts:
    """Counts of a word after the one or two before it in a cell; with ``once`` of the cells that hold it so."""

    def __init__(self, cells: Iterable[Sequence[str]], back_off: float, discount: float, *, once: bool = False) -> None:
        self._following: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self._words: Counter[str] = Counter()
        self._back_off, self._discount = back_off, discount
        for words in cells:
            runs = runs_of([*words, END])
            for first, second, word in set(runs) if once else runs:
                self._following[first, second][word] += 1
            pairs = [run[1:] for run in runs]
            for second, word in set(pairs) if once else pairs:
                self._following[second,][word] += 1
            self._words.update(words)
        self._times = {context: sum(following.values()) for context, following in self._following.items()}
        self._total = sum(self._words.values())

    def anywhere(self, word: str) -> float:
        """The share of ``word`` among all words of the cells."""
        return max(0.0, self._words[word] - self._discount) / (self._total + 2.0)

    def probability(self, before: tuple[str, str], word: str, otherwise: float, without: Runs = frozenset()) -> float:
        """P(word | the two words before it). ``otherwise``: its probability where nothing was counted; ``without``:
        runs that are counted once less."""
        probability = otherwise
        for context, back_off in ((before[1:], self._back_off), (before, 0.5 * self._back_off)):
            following = self._following.get(context)
            if following is None:
                continue
            less = (*context, word) in without
            times, count = self._times[context] - less, following[word] - less
            kinds = len(following) - (less and not count)
            kept = times - self._discount * kinds
            if kept > 0:
                share = kept / (times + back_off * kinds)
                probability = share * max(0.0, count - self._discount) / kept + (1.0 - share) * probability
        return probability


@cache
def _name_counts() -> CellCounts:
    return CellCounts([piece_key(name).split() for name in names_of_all_levels()], NAMES_BACK_OFF, 0.0)


def _heads(column: Column, *, persons_apart: bool) -> tuple[set[str], set[str]]:
    """The kinds of heads with which cells of the column begin, and those with which only others do."""
    if column.field in BODIES:
        return ({"agency"}, {"person"}) if persons_apart else ({"agency", "person"}, set())
    if extra_kind(column) is ExtraKind.BODY:
        return {"agency"}, set()
    right = {"product"} if column.field is FieldName.PRODUCT else {"person"} if is_persons_column(column) else set()
    return right, {"agency"}


@cache
def _title_counts() -> CellCounts:
    return CellCounts([title.split() for title in _TITLES], NAMES_BACK_OFF, 0.0)


class ColumnWords:
    """The words of one column. ``cells``: those read so far, as keys; ``persons_apart``: whether persons have a column
    of their own."""

    def __init__(self, column: Column, cells: Iterable[Sequence[str]] = (), *, persons_apart: bool = False) -> None:
        self._field = column.field
        # A content teaches only what several of them say: a product says again what its own content says.
        content = column.field is FieldName.CONTENT
        self._counts = (
            CellCounts(cells, CONTENT_BACK_OFF, 1.0, once=True) if content else CellCounts(cells, BACK_OFF, DISCOUNT)
        )
        self._named = (
            _name_counts() if column.field in BODIES else _title_counts() if is_persons_column(column) else None
        )
        self._right, self._wrong = _heads(column, persons_apart=persons_apart)
        self._memo: dict[tuple[str, tuple[str, str], str, str, bool, Runs], float] = {}

    def goes_on(
        self,
        so_far: str,
        before: tuple[str, str],
        key: str,
        text: str,
        head: str,
        *,
        marked: bool = True,
        without: Runs = frozenset(),
    ) -> float:
        """Evidence that the word ``text`` follows in a cell of this column.

        ``so_far``: the last words of the cell, "" where it begins; ``before``: their keys; ``key``: that of the word;
        ``head``: the ``head_kind`` of what begins with it; ``marked``: the word's marks are sure. Where they are not,
        it is the word that was restored or any of its letters, whichever goes on better. ``without``: runs of
        words that the line itself was read with, which say nothing of it.
        """
        without = without if (before[1], key) in without else frozenset()
        known = (so_far, before, text, head, marked, without)
        if known not in self._memo:
            readings = (True,) if marked else (True, False)
            self._memo[known] = max(
                self._evidence(so_far, before, key, text, head, without=without, marked=one) for one in readings
            )
        return self._memo[known]

    def _evidence(
        self, so_far: str, before: tuple[str, str], key: str, text: str, head: str, *, without: Runs, marked: bool
    ) -> float:
        number = any(c.isdigit() for c in text)
        marked = marked or number
        frequency = NUMBER_FREQUENCY if number else (word_frequency if marked else unmarked_frequency)(text)
        if self._field is FieldName.CONTENT:
            reads = sentence_goes_on(so_far, text, marked=marked)
            repeated = math.log(self._counts.probability(before, key, frequency * math.exp(reads), without) / frequency)
            return min(repeated, max(reads, MOST_BY_REPETITION)) if so_far else 0.0
        otherwise = OWN_WORD * self._counts.anywhere(key)
        if not so_far:
            lower = text[:1].isalpha() and not text[:1].isupper()
            share = RIGHT_HEAD * (head in self._right)
            share += LOWER_START if lower or self._field in BODIES else ANY_START
            share *= WRONG_HEAD if head in self._wrong else 1.0
            share += ABBREVIATED * (self._field in BODIES and _is_abbreviated(text))
            otherwise *= LOST_START if lower and self._field not in BODIES else 1.0
            probability = otherwise + share * frequency
            if not lower:  # the first words of cells are printed with capitals
                probability = self._counts.probability(before, key, probability, without)
        else:
            reads = (reads_on if marked else reads_on_unmarked)(so_far, text)
            otherwise += frequency * (LANGUAGE * math.exp(reads) + ANY_WORD)
            if self._named is not None:
                named = self._named.probability(before, key, 0.0)
                otherwise = NAMES_SHARE * named + (1.0 - NAMES_SHARE) * otherwise
                otherwise *= NUMBER_IN_NAME if number else 1.0
                otherwise += ABBREVIATED * frequency * _is_abbreviated(text)
            probability = self._counts.probability(before, key, otherwise, without)
        return min(HIGHEST, math.log(max(1e-12, probability / frequency)))

    def ends(self, so_far: str, before: tuple[str, str]) -> float:
        """Evidence that a cell of this column ends with ``so_far``."""
        otherwise = 0.2 * math.exp(ends_here(so_far))
        if self._named is not None:
            otherwise = NAMES_SHARE * self._named.probability(before, END, 0.0) + (1.0 - NAMES_SHARE) * otherwise
        probability = self._counts.probability(before, END, otherwise)
        return max(LEAST_END, min(HIGHEST_END, math.log(max(1e-9, probability) / END_OF_CELL)))
