"""Names of places that a misread document repeats: one reading for all its mentions.

"xã Thạch Vân" stands in the letterhead, the title, the preamble and the closing block, each time read otherwise. A
place that the official list has is known to restoration; for any other the mentions speak together: for each word the
syllable that best explains how it was read everywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import Levenshtein

from extractors.folding import CAPITAL, fold
from extractors.layout import Line
from extractors.paragraphs import is_damaged
from extractors.recipients import without_hooks
from normalizers.gazetteer import (
    Unit,
    communes,
    communes_named,
    communes_of,
    known_province,
    name_key,
    syllable_shares,
)
from normalizers.misread import likely_syllables
from normalizers.unicode_text import strip_marks, tone_style

_KINDS = ("xã", "phường", "tỉnh", "thành phố", "đặc khu")
_PROVINCES = ("tỉnh", "thành phố")
_MENTION = re.compile(
    r"(?<!\w)(?P<kind>xã|phường|tỉnh|thành phố|đặc khu)\s+(?P<name>(?:[^\W\d_]+\s+){0,3}[^\W\d_]+)", re.IGNORECASE
)
_AT_END = re.compile(
    r"(?P<kind>xã|phường|tỉnh|thành phố|đặc khu)\s+(?P<name>(?:[^\W\d_]+(?:\s+-)?\s+){0,4}[^\W\d_]+)$", re.IGNORECASE
)
_MOTTO = re.compile(r"\w{2,4} \w{2,4}\s*-\s*t\w do")  # the right column of a letterhead, read on one line
_KIND_MISREAD = re.compile(
    rf"(?<!\w)(?P<kind>tính|phương|xà)(?=\s[{CAPITAL}])(?! (?:Đông|Tây|Nam|Bắc)(?:$|\s[^\W\d_A-Z]|\W))"
)
_KINDS_READ = {"tính": "tỉnh", "phương": "phường", "xà": "xã"}
_YEAR = re.compile(r"(?<!\w)(?:nam|NAM)(?=\s(?:19|20)\d\d(?!\d))")  # the word before a year is never the south
UNLIKELY = -8.0  # log-probability of a syllable that the channel does not know for a token
RAREST = 1e-5  # share of a syllable that is in no name of the list
LISTED = 9.0  # gain of a name that the official list has: nearly all that documents name
IN_SENTENCE = 1.0  # gain of the syllable that restoration chose in the sentences of all mentions
DOUBT = 1.5  # a name of the list whose score is so near to the best may be meant as well
AT_HOME = 4.0  # further gain of a commune of the province that the document names most


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: str
    restored: tuple[str, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreedNames:
    """``names``: (kind, folded words without marks) -> the name as it should be written."""

    names: Mapping[tuple[str, str], str]
    damaged: bool = False
    province: str | None = None  # code of the province that the document names most
    rivals: Mapping[str, str] = field(default_factory=dict)  # name -> another of the list that it may as well be

    def doubt(self, agency: str | None) -> str | None:
        """What is doubtful about the place at the end of a misread agency's name, as a message for a person."""
        match = _AT_END.search(agency or "") if self.damaged else None
        if match is None:
            return None
        rival = self.rivals.get(match["name"])
        if rival:
            return f"“{match.group(0)}” cũng có thể là “{match['kind']} {rival}”. Đối chiếu với bản gốc."
        if unlisted_place(match.group(0)) is None:
            return None
        listed = "không có trong danh mục đơn vị hành chính; tên có thể đọc sai"
        return f"“{match.group(0)}” {listed}. Đối chiếu với bản gốc."

    def settle(self, text: str | None) -> str | None:
        """``text`` with each name of a place as the whole document reads it, and "năm" before a year."""
        if not text:
            return text
        if self.damaged:
            text = without_hooks(text)
            text = _KIND_MISREAD.sub(
                lambda match: _KINDS_READ[match["kind"]],
                _YEAR.sub(_year_word, text),
            )
        text = _MENTION.sub(self._agreed, text) if self.names else text
        return self._listed_as_one(text) if self.damaged else text

    def nearest(self, place: str | None, issuer: str | None) -> str | None:
        """The place of the date line as the issuer or the document calls it, where it was misread."""
        own = _AT_END.search(issuer or "")
        known = {match["name"] for match in (own,) if match} | set(self.names.values())
        if not place or not self.damaged or place in known:
            return place
        folded = fold(place)
        slack = max(1, len(folded) // 4)
        near = [name for name in known if Levenshtein.distance(folded, fold(name), score_cutoff=slack) <= slack]
        return near[0] if len(near) == 1 else place

    def _listed_as_one(self, text: str) -> str:
        """A name at the end whose letters, without spaces, are those of one of the list: "Xuân Trường - Dalat"."""
        match = _AT_END.search(text)
        if match is None or unlisted_place(text) is None:
            return text
        units = _by_letters().get((match["kind"].lower(), _letters(match["name"])), ())
        names = {unit.name for unit in units if len(units) == 1 or unit.province_code == self.province}
        if len(names) != 1:
            return text
        name = tone_style(names.pop(), "classic")
        return text[: match.start("name")] + (name.upper() if match["name"].isupper() else name)

    def _agreed(self, match: re.Match[str]) -> str:
        words = match["name"].split()
        for size in range(len(words), 0, -1):
            agreed = self.names.get((match["kind"].lower(), fold(" ".join(words[:size]))))
            if agreed and all(word[:1].isupper() for word in words[:size]):
                agreed = agreed.upper() if " ".join(words[:size]).isupper() else agreed
                head = match.group(0)[: match.start("name") - match.start()]
                return head + " ".join([agreed, *words[size:]])
        return match.group(0)


def _year_word(match: re.Match[str]) -> str:
    return "năm" if match.group(0).islower() else "NĂM"


def agreed_names(lines: Sequence[Line]) -> AgreedNames:
    """The names of places that several lines of a misread document mention; none in a document that reads well."""
    if not is_damaged(lines):
        return AgreedNames({})
    names: dict[tuple[str, str], str] = {}
    rivals: dict[str, str] = {}
    province: str | None = None
    # Provinces first: the one named most tells which communes are at home.
    for cluster in sorted(_clusters(lines), key=lambda c: (c[0].kind not in _PROVINCES, -len(c))):
        agreed, rival = _agree(cluster, province)
        if rival:
            rivals[agreed] = rival
        for mention in cluster:
            names[mention.kind, fold(" ".join(mention.restored))] = agreed
        names[cluster[0].kind, fold(agreed)] = agreed
        if province is None and cluster[0].kind in _PROVINCES and (unit := known_province(agreed)):
            province = unit.province_code
    return AgreedNames(names, damaged=True, province=province, rivals=rivals)


def _clusters(lines: Sequence[Line]) -> list[list[_Mention]]:
    """Mentions of the same place, up to letters read otherwise."""
    clusters: list[list[_Mention]] = []
    for mention in _mentions(lines):
        near = next((c for c in clusters if _alike(c[0], mention)), None)
        if near is None:
            clusters.append([mention])
        else:
            near.append(mention)
    return clusters


def _mentions(lines: Iterable[Line]) -> Iterator[_Mention]:
    """Names whose words were read one for one; in capitals only where the name ends the line."""
    for line in lines:
        words, tokens = line.text.split(), line.printed.split()
        if len(words) != len(tokens):
            continue
        for match in _MENTION.finditer(line.text):
            first = len(line.text[: match.start("name")].split())
            names = match["name"].split()
            shouted = names[0].isupper()
            cased = [word.isupper() if shouted else word[0].isupper() for word in names]
            size = cased.index(False) if False in cased else len(cased)
            rest = " ".join(words[first + size :])
            if size < 1 or (shouted and rest and not _MOTTO.match(fold(rest))):
                continue
            kind = match["kind"].lower()
            yield _Mention(kind, tuple(words_of(words, first, size)), tuple(words_of(tokens, first, size)))


def words_of(words: Sequence[str], first: int, size: int) -> Iterator[str]:
    return (re.sub(r"^\W+|\W+$", "", word) for word in words[first : first + size])


def _alike(a: _Mention, b: _Mention) -> bool:
    if a.kind != b.kind or len(a.restored) != len(b.restored):
        return False
    one, two = (fold(" ".join(m.restored)) for m in (a, b))
    return Levenshtein.distance(one, two, score_cutoff=2) <= min(2, len(one) // 4)


def _agree(cluster: Sequence[_Mention], province: str | None) -> tuple[str, str | None]:
    """The name that explains all mentions best: word by word, or one of the official list as a whole; and its rival.

    ``province``: the code of the one the document speaks of; its communes are likelier than others.
    """
    columns = [
        _column([m.printed[k] for m in cluster], [m.restored[k] for m in cluster])
        for k in range(len(cluster[0].printed))
    ]
    best = [max(column, key=lambda word: column[word]) for column in columns]
    score = sum(column[word] for column, word in zip(columns, best, strict=True))
    name = " ".join(word[:1].upper() + word[1:] for word in best)
    least = UNLIKELY * len(cluster) ** 0.5 + math.log(RAREST)
    ranked: dict[str, float] = {}
    for unit in _listed(cluster, province):
        listed = tone_style(unit.name, "classic")
        words = listed.lower().split()
        if len(words) == len(best):
            own = sum(column.get(word, least) for column, word in zip(columns, words, strict=True)) + LISTED
            own += AT_HOME * (province is not None and unit.province_code == province)
            ranked[listed] = max(own, ranked.get(listed, own))
    if not ranked or max(ranked.values()) <= score:
        return name, None
    first, *others = sorted(ranked, key=lambda listed: -ranked[listed])
    near = others and ranked[others[0]] > ranked[first] - DOUBT
    return first, others[0] if near else None


def _listed(cluster: Sequence[_Mention], province: str | None) -> list[Unit]:
    """Units of the official list that the mentions may be: of their letters, or in the province with one letter read
    otherwise."""
    kind, spelled = cluster[0].kind, {" ".join(mention.restored) for mention in cluster}
    if kind in _PROVINCES:
        return [unit for name in sorted(spelled) if (unit := known_province(name))]
    folded = {fold(name) for name in spelled}
    near = [
        unit
        for unit in communes_of(province or "")
        if unit.kind == kind and any(len(n) > 5 and _one_off(n, strip_marks(name_key(unit.name))) for n in folded)
    ]
    return [*(unit for name in sorted(spelled) for unit in communes_named(name, kind, marks_lost=True)), *near]


def _one_off(one: str, other: str) -> bool:
    return Levenshtein.distance(one, other, score_cutoff=1) <= 1


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", strip_marks(name_key(name)).lower())


@cache
def _by_letters() -> Mapping[tuple[str, str], tuple[Unit, ...]]:
    index: dict[tuple[str, str], tuple[Unit, ...]] = {}
    for unit in (unit for units in communes().values() for unit in units):
        key = (unit.kind, _letters(unit.name))
        index[key] = (*index.get(key, ()), unit)
    return index


def unlisted_place(agency: str) -> str | None:
    """The place at the end of an agency's name that no official list has ("xã Thạch Vân"), or None."""
    match = _AT_END.search(agency)
    if match is None or match["kind"].lower() not in _KINDS:
        return None
    kind = match["kind"].lower()
    known = known_province(match["name"]) if kind in _PROVINCES else communes_named(match["name"], kind)
    return None if known else match.group(0)


def _column(tokens: Sequence[str], restored: Sequence[str]) -> dict[str, float]:
    """Syllables for one place of the name, by how the mentions were read and how common they are in names of places.

    The same letters are misread alike each time, so many mentions say less than their sum.
    """
    shares = syllable_shares()
    shapes = [likely_syllables(token) for token in tokens]
    candidates = {word.lower() for word in restored} | {word for found in shapes for word in found}
    weight = len(tokens) ** -0.5
    scores = {}
    for word in candidates:
        read = sum(max(found.get(word, UNLIKELY), UNLIKELY) for found in shapes)
        chosen = sum(own.lower() == word for own in restored) / len(restored)
        scores[word] = weight * read + math.log(shares.get(word, RAREST)) + IN_SENTENCE * chosen
    return scores


__all__ = ["AgreedNames", "agreed_names", "unlisted_place"]
