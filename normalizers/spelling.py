"""Whether a written syllable can be Vietnamese: its onset, rhyme and tone, by the rules of the spelling (quốc ngữ).

Source of the inventories: the standard description of Vietnamese orthography (onsets, rhymes, and the rule that a
rhyme ending in c, ch, p or t takes only the sắc or nặng tone).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from normalizers.unicode_text import TONE_MARKS

_ONSETS = frozenset("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()) | {""}

_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc
    oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh
    uyt uyu uyp ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
    """.split()
)
_TONES = frozenset(TONE_MARKS)
_STOP_TONES = frozenset("\u0301\u0323")  # sắc, nặng


@lru_cache(maxsize=100_000)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (letters only, any case) is a well-formed Vietnamese syllable."""
    letters, tones = _without_tone(word.lower())
    if len(tones) > 1:
        return False
    for size in (3, 2, 1, 0):
        onset, rhyme = letters[:size], letters[size:]
        if onset in _ONSETS and _fits(onset, rhyme):
            stopped = rhyme.endswith(("c", "ch", "p", "t"))
            if not stopped or not tones or tones <= _STOP_TONES:
                return not stopped or bool(tones)
    return False


def is_impossible(token: str) -> bool:
    """Whether a token of running text can be no Vietnamese word: letters mixed with digits or signs, or no syllable.

    Numbers, document numbers, abbreviations in capitals and hyphenated or bracketed words are not held against it.
    """
    core = token.strip(".,;:!?()[]{}\"'“”‘’…-–—/+*")
    if not core or core.isupper() or not any(char.isalpha() for char in core):
        return False
    if "/" in core or any(char.isdigit() for char in core[:1]):
        return False
    if not core.isalpha():
        return any(not part.isupper() and is_impossible(part) for part in core.split("-")) if "-" in core else True
    return not is_syllable(core)


def _fits(onset: str, rhyme: str) -> bool:
    if onset == "gi" and not rhyme:
        return True  # gì
    if onset == "gi" and rhyme in {"êc", "êm", "ên", "êng", "êt", "êu"}:
        return True  # giếng: the i is written once
    if onset == "qu":
        return rhyme in _RHYMES or f"u{rhyme}" in _RHYMES
    return rhyme in _RHYMES


def _without_tone(word: str) -> tuple[str, frozenset[str]]:
    decomposed = unicodedata.normalize("NFD", word)
    tones = [char for char in decomposed if char in _TONES]
    letters = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    return letters, frozenset(tones)
