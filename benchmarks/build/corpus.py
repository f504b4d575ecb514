"""The corpus as streams of folded tokens, held-out documents kept apart by a hash of their id."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from normalizers.engine import STOP
from normalizers.language_model import BOUNDARY, DOCUMENT, NUMBER, SPECIAL_WORDS, UNKNOWN
from normalizers.syllables import Kind, case_of, fold, pieces

UNSEEN_CASE = 3  # case says nothing: first word of a sentence, or a line in capitals
_MARKED = re.compile(r"[à-ỹăâđêôơư]", re.IGNORECASE)
WEIGHTS = {"admin_nq03_nq57": 6, "vbpl_fulltext": 2}  # plans speak like recent decrees rather than like codified law


class Document(NamedTuple):
    source: str
    id: str
    text: str


def split_of(document_id: str) -> str:
    """``train`` (90%), ``dev`` (5%, for tuning) or ``test`` (5%, never looked at while tuning)."""
    bucket = int(hashlib.md5(document_id.encode()).hexdigest(), 16) % 20
    return {0: "test", 1: "dev"}.get(bucket, "train")


def documents(folder: Path, *splits: str) -> Iterator[Document]:
    for path in sorted(folder.glob("*.jsonl.xz")):
        source = path.name.removesuffix(".jsonl.xz")
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if split_of(record["id"]) in splits:
                    yield Document(source, record["id"], unicodedata.normalize("NFC", record["text"]))


@dataclass
class Tokens:
    """``ids[i]`` is a token of ``words``; ``cases[i]`` its case (``UNSEEN_CASE`` where the place decides it)."""

    words: list[str]
    ids: np.ndarray
    cases: np.ndarray
    surfaces: Counter[str]  # words with capitals in the middle, as printed


def is_vietnamese(line: str) -> bool:
    """Lines of other languages and lines without marks stand in the corpus by accident; they would teach errors."""
    words = line.split()
    return len(words) < 6 or sum(_MARKED.search(w) is not None for w in words) >= 0.3 * len(words)


def tokenize(texts: Iterator[tuple[str, int]]) -> Tokens:
    """Tokens of weighted texts: a text of weight n stands n times."""
    vocabulary: dict[str, int] = {word: i for i, word in enumerate(SPECIAL_WORDS)}
    ids, cases = array("i"), array("b")
    surfaces: Counter[str] = Counter()
    for text, weight in texts:
        start = len(ids)
        for line in text.split("\n"):
            if is_vietnamese(line):
                _tokenize_line(line, vocabulary, ids, cases, surfaces)
        block, case_block = ids[start:], cases[start:]
        for _ in range(weight - 1):
            ids.extend(block)
            cases.extend(case_block)
    return Tokens(list(vocabulary), np.frombuffer(ids, dtype=np.int32), np.frombuffer(cases, dtype=np.int8), surfaces)


def _tokenize_line(
    line: str, vocabulary: dict[str, int], ids: array[int], cases: array[int], surfaces: Counter[str]
) -> None:
    ids.append(BOUNDARY)
    cases.append(UNSEEN_CASE)
    shouting = line.isupper()
    end, first = 0, True
    for piece in pieces(line):
        if end and STOP.search(line, end, piece.start):
            ids.append(BOUNDARY)
            cases.append(UNSEEN_CASE)
            first = True
        end = piece.end
        if piece.kind is Kind.WORD:
            text = piece.text
            if any(c.isdigit() for c in text):
                ids.append(UNKNOWN)
            else:
                ids.append(vocabulary.setdefault(fold(text), len(vocabulary)))
                if not text[1:].islower() and not text.isupper() and len(text) > 1:
                    surfaces[text] += 1
            cases.append(UNSEEN_CASE if first or shouting else case_of(piece.text))
            first = False
        else:
            ids.append(NUMBER if piece.kind is Kind.NUMBER else DOCUMENT)
            cases.append(UNSEEN_CASE)
