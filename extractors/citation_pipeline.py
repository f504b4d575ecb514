"""The spaCy pipeline that marks mentions of official documents: ``Doc.spans["citations"]``.

Three steps, each replaceable or to be added to with ``nlp.add_pipe``:

1. the tokenizer keeps a document number and a date in figures as one token (norm ``#number``, ``#date``) and gives
   every word its unmarked small form as norm, so that rules match half-restored text;
2. ``legal_terms``, an EntityRuler, marks type words, laws and written-out dates (``rules/document_types.jsonl``,
   ``laws.jsonl``, ``dates.jsonl``);
3. ``citation_matcher`` runs the token patterns of ``rules/citations.jsonl`` over both and keeps the longest match.

spaCy is imported on first use only.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from extractors.folding import fold
from normalizers.document_numbers import NumberSpan, find_numbers

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

NUMBER, DATE = "#number", "#date"
TERM_RULES = ("document_types.jsonl", "laws.jsonl", "dates.jsonl")
CITATION_RULES = "citations.jsonl"

_DATE = re.compile(r"(?<![\d/])\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"\w+|[^\w\s]")


class DocumentTokenizer:
    """Words, single signs, document numbers and dates. The numbers stand in ``doc.user_data["numbers"]`` by token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._normed: set[str] = set()

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        whole: list[tuple[int, int, str, NumberSpan | None]] = [
            (span.start, span.end, NUMBER, span) for span in find_numbers(text)
        ]
        whole += [(m.start(), m.end(), DATE, None) for m in _DATE.finditer(text)]
        whole.sort(key=lambda item: item[0])
        words: list[str] = []
        spaces: list[bool] = []
        numbers: dict[int, NumberSpan] = {}
        kinds: dict[int, str] = {}
        position = 0
        for start, end, kind, span in [*whole, (len(text), len(text), "", None)]:
            if start < position:
                continue
            for match in _WORD.finditer(text, position, start):
                words.append(match.group(0))
                spaces.append(text[match.end() : match.end() + 1].isspace())
            position = end
            if kind:
                kinds[len(words)] = kind
                if span:
                    numbers[len(words)] = span
                words.append(text[start:end])
                spaces.append(text[end : end + 1].isspace())
        for index, word in enumerate(words):
            self._set_norm(word, kinds.get(index))
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for index, kind in kinds.items():
            doc[index].norm_ = kind
        doc.user_data["numbers"] = numbers
        return doc

    def _set_norm(self, word: str, kind: str | None) -> None:
        if kind is None and word not in self._normed:
            self.vocab[word].norm_ = fold(word)
            self._normed.add(word)


def read_rules(name: str) -> list[dict[str, Any]]:
    """The rows of a rule file of ``extractors/rules``: {"label", "pattern", "id"?, "note"?}."""
    text = (files("extractors") / "rules" / name).read_text(encoding="utf-8")
    return [json.loads(row) for row in text.splitlines() if row.strip()]


class CitationMatcher:
    """Token patterns over the marked text; overlapping matches: the longest wins, elided numbers never lose."""

    def __init__(self, nlp: Language, rules: str = CITATION_RULES) -> None:
        from spacy.matcher import Matcher

        self._matcher = Matcher(nlp.vocab)
        for rule in read_rules(rules):
            self._matcher.add(rule["label"], [rule["pattern"]], greedy="LONGEST")

    def __call__(self, doc: Doc) -> Doc:
        from spacy.util import filter_spans

        spans = self._matcher(doc, as_spans=True)
        doc.spans["citations"] = filter_spans([span for span in spans if span.label_ != "CITATION_ELIDED"])
        doc.spans["elided"] = [span for span in spans if span.label_ == "CITATION_ELIDED"]
        return doc


@cache
def citation_pipeline() -> Language:
    """The pipeline, built once a process. Blank Vietnamese without pyvi: no model, no segmentation."""
    import spacy
    from spacy.language import Language

    if not Language.has_factory("citation_matcher"):

        @Language.factory("citation_matcher", default_config={"rules": CITATION_RULES}, assigns=["doc.spans"])
        def _create(nlp: Language, name: str, rules: str) -> CitationMatcher:
            return CitationMatcher(nlp, rules)

    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = DocumentTokenizer(nlp.vocab)
    ruler = nlp.add_pipe("entity_ruler", name="legal_terms", config={"overwrite_ents": True})
    ruler.add_patterns(  # type: ignore[attr-defined]
        [{k: row[k] for k in ("label", "pattern", "id") if k in row} for name in TERM_RULES for row in read_rules(name)]
    )
    nlp.add_pipe("citation_matcher")
    return nlp
