"""What an audit finds: the models behind ``audit.json``. Rates are shares of words, 0-1 (contract)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractors.facts import Fact
from pipeline.document import Grade

DamageKind = Literal[
    "english-ocr", "stripped-marks", "legacy-font", "light-slips", "skew", "low-resolution", "cut-page",
    "jumbled", "not-vietnamese", "no-text",
]  # fmt: skip

# A text in another language has no grade of its OCR.
AuditGrade = Grade | Literal["not-vietnamese"]
# Why a text has no grade at all.
Ungraded = Literal["no-text", "little-text"]

SegmentKind = Literal["same", "changed", "unsure"]


class Evidence(Fact):
    """What an estimate rests on. Counts are of words of the text as it came."""

    words: int = 0
    impossible_words: int = 0  # cannot be Vietnamese syllables
    vietnamese_letter_words: int = 0  # hold a letter that only Vietnamese has
    changed_words: int = 0  # repaired
    unsure_words: int = 0  # left in doubt
    expected_words: float = 0.0  # expected number of words of the truth, where some were lost or invented
    expected_wrong_before: float = 0.0  # expected number of wrong words in the text as it came
    expected_wrong_after: float = 0.0  # the same after restoration
    variance_before: float = 0.0  # of these numbers, if words were wrong independently of each other
    variance_after: float = 0.0
    engine_confidence: float | None = None  # mean of the OCR engine's, 0-1; None for a text that was not read here


class Remedy(Fact):
    vi: str
    en: str


class Measured(Fact):
    """Figures against the truth, of the restored text; ``source_…`` of the text as it came."""

    word_error_rate: float
    character_error_rate: float
    diacritic_accuracy: float
    letters_error_rate: float
    source_word_error_rate: float
    source_character_error_rate: float
    source_diacritic_accuracy: float
    source_letters_error_rate: float
    words: int


class MeasuredConfusion(Fact):
    truth: str
    printed: str
    count: int


class MeasuredLine(Fact):
    line: int
    truth: str
    printed: str
    restored: str
    character_error_rate: float


class Rated(Fact):
    """What is said of a document and of each of its pages alike. ``grade`` is of the text as it came; there is none
    where there is too little text to judge, for the reason ``ungraded``. The truth of a rate is expected to lie
    between its ``..._low`` and ``..._high`` 97 times in a hundred."""

    source_word_error_rate: float = Field(ge=0, le=1)
    source_word_error_rate_low: float = Field(ge=0, le=1)
    source_word_error_rate_high: float = Field(ge=0, le=1)
    word_error_rate: float = Field(ge=0, le=1)
    word_error_rate_low: float = Field(ge=0, le=1)
    word_error_rate_high: float = Field(ge=0, le=1)
    grade: AuditGrade | None
    ungraded: Ungraded | None = None
    damage: tuple[DamageKind, ...] = ()
    evidence: Evidence = Evidence()


class AuditedPage(Rated):
    page: int


class Segment(Fact):
    """A run of restored text of one kind; ``source`` is what stood there where it was changed."""

    text: str
    kind: SegmentKind = "same"
    source: str | None = None
    confidence: float = 1.0


class AuditedLine(Fact):
    page: int
    line: int
    segments: tuple[Segment, ...]


class AuditedDocument(Rated):
    source: str
    sha256: str
    vietnamese: bool = True
    # The places it may have among the documents that are graded, the worst being 1: two documents whose intervals
    # meet are in no certain order.
    rank_first: int | None = None
    rank_last: int | None = None
    remedies: tuple[Remedy, ...] = ()
    pages: tuple[AuditedPage, ...] = ()
    measured: Measured | None = None
    confusions: tuple[MeasuredConfusion, ...] = ()
    worst_lines: tuple[MeasuredLine, ...] = ()

    @property
    def is_graded(self) -> bool:
        """Whether the quality of its OCR could be judged."""
        return self.vietnamese and self.grade is not None


class AuditFailure(Fact):
    source: str
    code: str
    message: str


class Summary(Fact):
    documents: int
    pages: int
    words: int
    failed: int
    sampled_from: int  # inputs found, of which ``documents`` + ``failed`` were taken
    source_word_error_rate: float
    word_error_rate: float
    grades: dict[Grade, int]
    ungraded: int = 0  # documents with too little text to judge
    damage: dict[DamageKind, int]
    measured_documents: int = 0
    measured_word_error_rate: float | None = None
    measured_source_word_error_rate: float | None = None
    estimate_error: float | None = None  # mean absolute difference of estimated and measured source rates


class AuditReport(Fact):
    schema_version: Literal["1.0"] = "1.0"
    summary: Summary
    documents: tuple[AuditedDocument, ...] = ()
    failures: tuple[AuditFailure, ...] = ()
    notices: tuple[str, ...] = ()
