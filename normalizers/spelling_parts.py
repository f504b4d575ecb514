"""A Vietnamese syllable as onset and rime, and the coarse key under which damaged shapes meet.

The misreadings of an onset and of a rime are nearly independent, and there are only some 30 onsets and 700 rimes with
tone; so their damaged shapes are learned apart and put together again.
"""

from __future__ import annotations

import re
from functools import lru_cache

from unidecode import unidecode

_ONSET = re.compile(
    r"(?:ngh|ng|nh|gh|gi(?=[aeouăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệòóỏõọồốổỗộờớởỡợùúủũụừứửữự])|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
)
_VOWELS = "aăâeêioôơuưyàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ"
_RIME = re.compile(rf"[{_VOWELS}]{{1,3}}(?:ch|ng|nh|[cmnpt])?$")

# Shapes that stand for a letter in misread text; used only to bring look-alikes together, never to decide.
_LOOKALIKES = str.maketrans("0156489&§$¢|!{}()[]", "olsoabgaasclliiiiii")


def split_syllable(word: str) -> tuple[str, str] | None:
    """``nghiệp`` → (``ngh``, ``iệp``); None if ``word`` (lower case) is not shaped like a syllable."""
    match = _ONSET.match(word)
    onset = match.group() if match else ""
    rime = word[len(onset) :]
    return (onset, rime) if _RIME.match(rime) else None


_CODA = re.compile(r"(?:ch|ng|nh|[cmnpt])$", re.IGNORECASE)


def split_rime(rime: str) -> tuple[str, str]:
    """``iệp`` → (``iệ``, ``p``): the vowels with their tone, and the closing consonant (may be empty)."""
    match = _CODA.search(rime)
    return (rime[: match.start()], match.group()) if match and match.start() else (rime, "")


@lru_cache(maxsize=200_000)
def coarse_key(text: str) -> str:
    """Marks off, lower case, digits and signs as the letters they look like: ``Chwong`` → ``chwong``."""
    return unidecode(text.translate(_LOOKALIKES)).lower().replace("'", "").replace("`", "")
