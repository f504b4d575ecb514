"""Names and terms from the lists: communes, provinces, districts, agencies, abbreviations and what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.build.ngrams import Array, Order
from normalizers.spelling_parts import split_syllable
from normalizers.syllables import Kind, fold, pieces

# International names and abbreviations of the field, spelled as officials write them.
MODERN_TERMS = (
    "VNeID", "IoT", "Big Data", "AI", "Blockchain", "PAR INDEX", "SIPAS", "PAPI", "PCI", "DDCI", "DTI", "ISO 9001",
    "Internet", "Zalo", "Facebook", "email", "website", "fanpage", "online", "QR Code", "VNPT", "Viettel", "iOffice",
    "eOffice", "logistics", "startup", "robot", "cloud", "5G", "GIS", "OCOP", "FDI", "GRDP", "GDP", "ODA",
)  # fmt: skip

# Fixed words of administrative documents (Decree 30/2020/NĐ-CP on paperwork, annexes I and III) and column headings of
# task tables.
FORM_TERMS = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận", "Kính gửi", "Lưu: VT", "Như trên",
    "TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch", "Chủ tịch", "Q. Chủ tịch", "TL. Chủ tịch", "TUQ. Giám đốc",
    "KT. Giám đốc", "Phó Giám đốc", "Giám đốc", "Chánh Văn phòng", "Phó Chánh Văn phòng", "Trưởng phòng",
    "Kế hoạch", "Báo cáo", "Quyết định", "Danh mục", "Phụ lục", "Biểu mẫu", "Mục đích, yêu cầu", "Mục đích",
    "Yêu cầu", "Nội dung", "Mục tiêu", "Mục tiêu chung", "Mục tiêu cụ thể", "Nhiệm vụ", "Nhiệm vụ và giải pháp",
    "Nhiệm vụ trọng tâm", "Tổ chức thực hiện", "Kinh phí thực hiện", "Quan điểm", "Danh mục nhiệm vụ cụ thể",
    "STT", "TT", "Nội dung công việc", "Nội dung nhiệm vụ", "Tên nhiệm vụ", "Nhiệm vụ cụ thể", "Sản phẩm",
    "Sản phẩm đầu ra", "Kết quả", "Kết quả đạt được", "Cơ quan chủ trì", "Cơ quan phối hợp", "Cơ quan thực hiện",
    "Đơn vị chủ trì", "Đơn vị phối hợp", "Đơn vị thực hiện", "Cơ quan, đơn vị chủ trì", "Cơ quan, đơn vị phối hợp",
    "Thời gian", "Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn hoàn thành", "Ghi chú", "Hàng năm",
    "Hằng năm", "Hàng quý", "Thường xuyên", "Theo yêu cầu", "Các cơ quan, đơn vị", "Các đơn vị liên quan",
    "Các phòng, ban, ngành", "Các sở, ban, ngành", "Các phòng, ban, đơn vị", "Các cơ quan liên quan",
    "Văn bản", "Kế hoạch, báo cáo", "Văn phòng HĐND và UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "Trung tâm Phục vụ hành chính công", "Bộ phận Một cửa", "một cửa, một cửa liên thông", "cải cách hành chính",
    "cải cách thể chế", "cải cách thủ tục hành chính", "cải cách tổ chức bộ máy", "cải cách chế độ công vụ",
    "cải cách tài chính công", "xây dựng và phát triển chính quyền điện tử, chính quyền số", "chuyển đổi số",
    "dịch vụ công trực tuyến", "khâu đột phá", "mức độ hài lòng của người dân", "kiểm soát thủ tục hành chính",
    "đổi mới sáng tạo", "kinh tế số", "xã hội số", "Cổng Dịch vụ công quốc gia", "tinh gọn bộ máy",
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
    for term in (*MODERN_TERMS, *FORM_TERMS):
        yield term, 10


LEAST_TERM = {2: 900, 3: 600, 4: 400}  # occurrences of a mined term of so many syllables
LEAST_COHESION = {2: 0.03, 3: 0.1, 4: 0.25}


def folded(term: str) -> str:
    return " ".join(fold(piece.text) for piece in pieces(term) if piece.kind is Kind.WORD)


def mined(words: list[str], unigrams: Array, orders: dict[int, Order]) -> Iterator[str]:
    """Sequences of 2 to 4 syllables that keep together: count over the geometric mean of the first and last part."""
    syllable = np.array([i > 3 and len(word) > 1 and split_syllable(word) is not None for i, word in enumerate(words)])
    for order, o in sorted(orders.items()):
        ids = [((o.key >> np.uint64(16 * place)) & np.uint64(0xFFFF)).astype(np.int64) for place in range(order)][::-1]
        keep = (o.count >= LEAST_TERM[order]) & np.logical_and.reduce([syllable[i] for i in ids])
        if order == 2:
            head, tail = unigrams[ids[0]], unigrams[ids[1]]
        else:
            below = orders[order - 1]
            head = below.count[np.searchsorted(below.key, o.key >> np.uint64(16))]
            tail = below.count[np.searchsorted(below.key, o.key & np.uint64((1 << (16 * (order - 1))) - 1))]
        cohesion = o.count / np.sqrt(np.maximum(head, 1) * np.maximum(tail, 1))
        keep &= cohesion >= LEAST_COHESION[order]
        for row in np.flatnonzero(keep):
            yield " ".join(words[i[row]] for i in ids)


def write_terms(out: Path, lists: Path, words: list[str], unigrams: Array, orders: dict[int, Order]) -> int:
    known = set(words)
    named = {folded(name) for name, _ in names(lists)}
    terms = {name for name in named if not name.startswith("ủy ban nhân dân ")} | set(mined(words, unigrams, orders))
    kept = sorted(term for term in terms if " " in term and len(term.split()) <= 7 and known.issuperset(term.split()))
    (out / "terms.txt").write_text("".join(f"{term}\n" for term in kept), encoding="utf-8")
    return len(kept)
