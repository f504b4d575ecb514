"""Names and terms from the lists: communes, provinces, districts, agencies, abbreviations and what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

# International names and abbreviations of the field, spelled as officials write them.
MODERN_TERMS = (
    "VNeID", "IoT", "Big Data", "AI", "Blockchain", "PAR INDEX", "SIPAS", "PAPI", "PCI", "DDCI", "DTI", "ISO 9001",
    "Internet", "Zalo", "Facebook", "email", "website", "fanpage", "online", "QR Code", "VNPT", "Viettel", "iOffice",
    "eOffice", "logistics", "startup", "robot", "cloud", "5G", "GIS", "OCOP", "FDI", "GRDP", "GDP", "ODA",
)  # fmt: skip


def rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.strip():
            yield line.split("\t")


def names(lists: Path) -> Iterator[tuple[str, int]]:
    """Each name or term with how often it counts beside the corpus."""
    for row in rows(lists / "provinces_2025.tsv"):
        yield row[2], 20
        yield row[1], 5
    for row in rows(lists / "wards_2025.tsv"):
        yield f"{row[2]}", 3
        yield f"Ủy ban nhân dân {row[2][0].lower()}{row[2][1:]}", 1
        yield f"{row[3].lower()} {row[1]} {row[5]}", 1
    for row in rows(lists / "old_provinces_districts_pre2025.tsv"):
        yield row[2], 3
    for row in rows(lists / "agencies_curated.tsv"):
        yield row[1], 40
    for row in rows(lists / "abbrev_curated.tsv"):
        yield row[0], 20
        yield row[1], 20
    for term in MODERN_TERMS:
        yield term, 10
