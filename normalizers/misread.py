"""What single syllables an OCR may have read as a token, by the learned channel and nothing else.

For names, where neither a sentence nor the frequency of words tells which syllable is meant.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from normalizers.candidates import packed_channel
from normalizers.syllables import fold


@lru_cache(maxsize=4096)
def likely_syllables(token: str, channel: str = "garbled") -> Mapping[str, float]:
    """Syllables that the channel knows to be read as ``token``, with the logarithm of the probability."""
    table = packed_channel(channel)
    forms = {token: 0.0, token.lower(): -1.5, token[:1].upper() + token[1:].lower(): -1.5}
    found: dict[str, float] = {}
    for form, penalty in sorted(forms.items(), key=lambda item: item[1]):
        for word, p in table.word_shapes(form).items():
            folded = fold(word)
            found[folded] = max(found.get(folded, -99.0), math.log(p) + penalty)
    return found


__all__ = ["likely_syllables"]
