"""Communes, wards, special zones and provinces of Viet Nam as they are since 1 July 2025, by name.

3,321 units of the commune level in 34 provinces and cities, with the codes of the General Statistics Office
(``data/gazetteer``). Names are compared without case and with the tone mark of oa/oe/uy in one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from normalizers.unicode_text import compose, strip_marks, tone_style

_KINDS = {"x": "xã", "p": "phường", "d": "đặc khu"}
LONGEST_NAME = 5  # words


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. ``province`` is the name of the province it belongs to, None for a province itself."""

    code: str
    name: str
    kind: str  # "xã", "phường", "đặc khu", "tỉnh", "thành phố"
    province_code: str
    province: str | None = None


def name_key(name: str) -> str:
    """The form under which names are compared."""
    return " ".join(tone_style(compose(name), "classic").casefold().replace("-", " ").split())


def _rows(name: str) -> list[list[str]]:
    text = (files("normalizers") / "data" / "gazetteer" / name).read_text(encoding="utf-8")
    rows = [row.split("\t") for row in text.splitlines() if row and not row.startswith("#")]
    return rows[1:]


@cache
def provinces() -> Mapping[str, Unit]:
    """The 34 provinces and cities by name key."""
    return {name_key(name): Unit(code, name, kind, code) for code, name, kind in _rows("provinces.tsv")}


@cache
def communes() -> Mapping[str, tuple[Unit, ...]]:
    """The units of the commune level by name key; a name may stand in several provinces."""
    names = {unit.code: unit.name for unit in provinces().values()}
    table: dict[str, list[Unit]] = {}
    for code, name, kind, province in _rows("communes.tsv"):
        table.setdefault(name_key(name), []).append(Unit(code, name, _KINDS[kind], province, names[province]))
    return {key: tuple(units) for key, units in table.items()}


@cache
def _unmarked() -> Mapping[str, tuple[Unit, ...]]:
    table: dict[str, list[Unit]] = {}
    for key, units in communes().items():
        table.setdefault(strip_marks(key).lower(), []).extend(units)
    return {key: tuple(units) for key, units in table.items()}


@cache
def _by_province() -> Mapping[str, tuple[Unit, ...]]:
    table: dict[str, list[Unit]] = {}
    for unit in (unit for units in communes().values() for unit in units):
        table.setdefault(unit.province_code, []).append(unit)
    return {code: tuple(units) for code, units in table.items()}


def communes_of(province_code: str) -> tuple[Unit, ...]:
    """All units of the commune level in a province; none for a code that no province has."""
    return _by_province().get(province_code, ())


def province_named(name: str) -> Unit | None:
    return provinces().get(name_key(name))


@cache
def _former_provinces() -> Mapping[str, Unit]:
    rows = _rows("former_provinces.tsv")
    return {name_key(name): Unit("", name, "tỉnh", now) for name, now in rows}


def known_province(name: str) -> Unit | None:
    """A province of today, or one that was until 2025 (without a code of its own; ``province_code`` is that of the one
    it is part of now)."""
    return province_named(name) or _former_provinces().get(name_key(name))


def communes_named(name: str, kind: str | None = None, *, marks_lost: bool = False) -> tuple[Unit, ...]:
    """All units of the commune level with this name, of one kind if given; by unmarked letters if asked."""
    key = name_key(name)
    units = _unmarked().get(strip_marks(key).lower(), ()) if marks_lost else communes().get(key, ())
    return tuple(unit for unit in units if kind is None or unit.kind == kind)


@cache
def syllable_shares() -> Mapping[str, float]:
    """How common each syllable is in the names of communes and provinces, as a share of all (folded: small letters)."""
    counts = Counter(word for names in (communes(), provinces()) for name in names for word in name.split())
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}
