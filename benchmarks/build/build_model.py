"""Build the restoration model: lexicon, language model, capitals, channels.

    python -m benchmarks.build.build_model --corpus ../shared/corpus --lists ../shared/lists --pairs FOLDER

``FOLDER`` holds ``words_{eng,fra,vie}.tsv`` as ``make_pairs.py`` writes them. Deterministic: the same input gives the
same bytes. About three minutes and 3 GB of memory on one core. Documents of the corpus's dev and test split
(``corpus.split_of``) are not read.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.build.channel import read_pairs, word_pairs, write_channel
from benchmarks.build.corpus import WEIGHTS, Tokens, documents, tokenize
from benchmarks.build.ngrams import case_shares, count_orders, prune, trie
from benchmarks.build.terms import names, write_terms
from normalizers.data_files import DATA, write_manifest
from normalizers.language_model import SPECIAL_WORDS
from normalizers.spelling_parts import split_syllable
from normalizers.syllables import fold

LEAST_COUNT = 4  # of a word
LEAST = {2: 1, 3: 2, 4: 2}  # of an n-gram
LOSS = {2: 0.0, 3: 2.0, 4: 4.0}  # see ngrams.prune


def texts(corpus: Path, lists: Path) -> Iterator[tuple[str, int]]:
    for document in documents(corpus, "train"):
        yield document.text, WEIGHTS.get(document.source, 1)
    yield from names(lists)


def is_glued(word: str) -> bool:
    """Words with marks that are longer than any syllable: spaces lost in the corpus."""
    return len(word) > 7 and not word.isascii() and split_syllable(word) is None


def build_language_model(tokens: Tokens, lists: Path, out: Path) -> None:
    counts = np.bincount(tokens.ids, minlength=len(tokens.words))
    keep = (counts >= LEAST_COUNT) & np.array([not is_glued(word) for word in tokens.words])
    keep[: len(SPECIAL_WORDS)] = True
    renumber = np.zeros(len(tokens.words), dtype=np.int32)
    renumber[keep] = np.arange(int(keep.sum()))
    ids = renumber[tokens.ids]
    words = [word for word, kept in zip(tokens.words, keep, strict=True) if kept]
    unigram, orders = count_orders(ids, len(words))
    kept_orders = prune(orders, LEAST, LOSS)
    arrays = trie(unigram, kept_orders) | case_shares(ids, tokens.cases, kept_orders[2], len(words))
    np.savez(out / "language_model.npz", **arrays)  # type: ignore[arg-type]
    (out / "words.txt").write_text("\n".join(words), encoding="utf-8")
    print({order: len(o.key) for order, o in kept_orders.items()}, len(words), "words")
    unigrams = np.bincount(ids, minlength=len(words))
    print(write_terms(out, lists, words, unigrams, orders), "terms")
    plain = Counter(dict(zip(words, unigrams.tolist(), strict=True)))
    write_surfaces(tokens.surfaces, plain, out)


def write_surfaces(surfaces: Counter[str], counts: Counter[str], out: Path) -> None:
    """Words that are mostly written with capitals in the middle."""
    best: dict[str, str] = {}
    for surface, count in surfaces.most_common():
        word = fold(surface)
        if word in counts and count * 2 > counts[word]:
            best.setdefault(word, surface)
    lines = (f"{word}\t{best[word]}\n" for word in sorted(best))
    (out / "surfaces.tsv").write_text("".join(lines), encoding="utf-8")


def build_channels(pairs: Path, out: Path) -> None:
    foreign = [path for name in ("eng", "fra") if (path := pairs / f"words_{name}.tsv").exists()]
    write_channel(out / "channel_garbled.tsv.gz", word_pairs(read_pairs(foreign)))
    write_channel(out / "channel_slips.tsv.gz", word_pairs(read_pairs([pairs / "words_vie.tsv"])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--lists", type=Path, default=Path("../shared/lists"))
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--channels-only", action="store_true", help="leave the language model as it is")
    options = parser.parse_args()
    if not options.channels_only:
        build_language_model(tokenize(texts(options.corpus, options.lists)), options.lists, options.out)
    build_channels(options.pairs, options.out)
    if options.out == DATA:
        write_manifest()


if __name__ == "__main__":
    main()
