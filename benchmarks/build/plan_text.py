"""Chooses what stands on a training page: paragraphs of official texts, headings, a letterhead, table rows."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from benchmarks.build.typeset import Block
from normalizers.spelling import is_syllable

# Words that plans live on; paragraphs with them are preferred, the others still come.
_PLAN_WORDS = re.compile(
    "kế hoạch|nhiệm vụ|giải pháp|triển khai|Ủy ban nhân dân|cải cách|chuyển đổi số|phối hợp|cấp xã|báo cáo|"
    "tổ chức thực hiện|chủ trì|cơ quan chuyên môn|dịch vụ công|cán bộ, công chức|mục tiêu|hằng năm|tuyên truyền|"
    "kiểm tra, giám sát",
    re.IGNORECASE,
)
_OTHER_KEPT = 0.35
_LONGEST = 900  # characters of a paragraph

_HEADINGS = (
    "MỤC ĐÍCH, YÊU CẦU", "MỤC TIÊU", "NHIỆM VỤ VÀ GIẢI PHÁP", "NỘI DUNG", "TỔ CHỨC THỰC HIỆN", "KINH PHÍ THỰC HIỆN",
    "QUAN ĐIỂM CHỈ ĐẠO", "CHỈ TIÊU", "TIẾN ĐỘ THỰC HIỆN", "KẾT QUẢ ĐẠT ĐƯỢC", "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
    "PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM", "DANH MỤC NHIỆM VỤ", "PHỤ LỤC", "KẾ HOẠCH", "BÁO CÁO",
)  # fmt: skip
_PLACES = ("XÃ", "PHƯỜNG", "THÀNH PHỐ", "TỈNH", "ĐẶC KHU")
_CLOSING = (
    "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "- TT Đảng ủy, HĐND;", "- CT, các PCT UBND;", "- Các phòng, ban, ngành;",
    "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CHỦ TỊCH", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG",
    "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "GIÁM ĐỐC", "TRƯỞNG PHÒNG", "(để báo cáo);", "(để thực hiện);",
)  # fmt: skip
_DEADLINES = (
    "Hằng năm", "Thường xuyên", "Quý {q}/{y}", "Tháng {m}/{y}", "Trước ngày {d}/{m}/{y}", "Năm {y}", "{y} - {z}",
    "Giai đoạn {y} - {z}", "Hàng quý", "Định kỳ 6 tháng, năm", "Theo kế hoạch của cấp trên",
)  # fmt: skip
_COLUMNS = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
_PRODUCTS = (
    "Kế hoạch", "Báo cáo", "Văn bản chỉ đạo", "Quyết định", "Tờ trình", "Công văn", "Hội nghị", "Lớp tập huấn",
    "Báo cáo kết quả", "Quyết định của UBND", "Văn bản triển khai thực hiện", "Tỷ lệ hồ sơ giải quyết đúng hạn",
)  # fmt: skip
_AGENCIES = (
    "Văn phòng HĐND và UBND", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Kinh tế",
    "Trung tâm Phục vụ hành chính công", "Công an xã", "Ban Chỉ huy Quân sự", "Các cơ quan, đơn vị có liên quan",
    "Sở Nội vụ", "Sở Tư pháp", "Sở Khoa học và Công nghệ", "Sở Tài chính", "Ủy ban MTTQ Việt Nam", "Các trường học",
    "Trạm Y tế", "Đoàn Thanh niên", "Hội Liên hiệp Phụ nữ", "Thuế cơ sở", "UBND các xã, phường",
    "Tổ công nghệ số cộng đồng",
)  # fmt: skip


@dataclass(frozen=True)
class Material:
    """What pages are made of: source → paragraphs, each source's share, and syllables with cumulated weights."""

    paragraphs: dict[str, list[str]]
    shares: dict[str, float]
    syllables: list[str]
    weights: list[float]


def material_of(paragraphs: dict[str, list[str]], shares: dict[str, float]) -> Material:
    """``syllables`` are those that stand at least twice in a sample of the text, weighted count ** 0.3."""
    counts: Counter[str] = Counter()
    for parts in paragraphs.values():
        for text in parts[:: max(1, len(parts) // 40_000)]:
            counts.update(word for word in re.findall(r"[^\W\d_]+", text.lower()) if is_syllable(word))
    syllables = sorted(word for word, count in counts.items() if count >= 2)
    return Material(paragraphs, shares, syllables, list(accumulate(counts[word] ** 0.3 for word in syllables)))


def blocks_of_page(material: Material, rng: random.Random, *, even: bool) -> tuple[list[Block], bool]:
    """More blocks than a page holds, and whether its table has rules.

    ``even``: some pages are words drawn far more evenly than text uses them, since rare syllables and names need pairs
    too; not for test pages, which are to be what people read.
    """
    paragraphs, shares = material.paragraphs, material.shares
    kind = rng.random()
    if kind < 0.2:
        return _table(paragraphs, shares, rng), rng.random() < 0.5
    if even and kind < 0.32:
        return _even_words(material, rng), False
    blocks = _letterhead(paragraphs, shares, rng) if rng.random() < 0.12 else []
    for _ in range(14):
        if rng.random() < 0.22:
            blocks.append(_heading(_pick(paragraphs, shares, rng), rng))
        blocks.append(_body(_pick(paragraphs, shares, rng), rng))
    if rng.random() < 0.12:
        styles = ("regular", "bold", "italic")
        blocks[3:3] = [Block((line,), rng.choice(styles), "left") for line in rng.sample(_CLOSING, 8)]
    return blocks, False


def _pick(paragraphs: dict[str, list[str]], shares: dict[str, float], rng: random.Random) -> str:
    known = [source for source in shares if source in paragraphs]
    while True:
        source = rng.choices(known, [shares[name] for name in known])[0]
        text = rng.choice(paragraphs[source])
        if _PLAN_WORDS.search(text) or rng.random() < _OTHER_KEPT:
            break
    text = text.replace("|", " ")
    if len(text) > _LONGEST:
        start = rng.randrange(len(text) - _LONGEST)
        text = text[start : start + _LONGEST].split(" ", 1)[-1].rsplit(" ", 1)[0]
    return text


def _body(text: str, rng: random.Random) -> Block:
    bullet = rng.choice(("", "", "", "- ", "- ", "+ ", "* "))
    style = rng.choices(("regular", "italic", "bold"), (0.86, 0.08, 0.06))[0]
    return Block((bullet + text,), style)


def _heading(text: str, rng: random.Random) -> Block:
    words = text.split()[: rng.randint(3, 14)]
    label = rng.choice(("", "", "I. ", "II. ", "III. ", "IV. ", "V. ", "1. ", "2. ", "3. ", "a) ", "b) ", "2.1. "))
    choice = rng.random()
    if choice < 0.3:
        return Block((label + rng.choice(_HEADINGS),), "bold", rng.choice(("left", "center")))
    title = " ".join(words)
    return Block((label + (title.upper() if choice < 0.7 else title),), "bold", rng.choice(("left", "center")))


def _letterhead(paragraphs: dict[str, list[str]], shares: dict[str, float], rng: random.Random) -> list[Block]:
    place = f"{rng.choice(_PLACES)} {' '.join(_pick(paragraphs, shares, rng).split()[:2]).upper()}"
    title = " ".join(_pick(paragraphs, shares, rng).split()[:18])
    number = f"Số: {rng.randint(1, 400)}/KH-UBND"
    date = f"ngày {rng.randint(1, 28)} tháng {rng.randint(1, 12)} năm {rng.randint(2021, 2027)}"
    return [
        Block(("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "bold"),
        Block((place, "Độc lập - Tự do - Hạnh phúc"), "bold"),
        Block((number, date), "italic"),
        Block(("KẾ HOẠCH",), "bold", "center"),
        Block((title,), "bold", "center"),
    ]


def _even_words(material: Material, rng: random.Random) -> list[Block]:
    blocks = []
    for _ in range(12):
        words = rng.choices(material.syllables, cum_weights=material.weights, k=rng.randint(20, 60))
        named = rng.random() < 0.4
        blocks.append(Block((" ".join(word.title() if named else word for word in words),)))
    return blocks


def _table(paragraphs: dict[str, list[str]], shares: dict[str, float], rng: random.Random) -> list[Block]:
    blocks = [Block(_COLUMNS, rng.choice(("regular", "bold")))]
    for number in range(1, 25):
        year, words = rng.randint(2024, 2028), _pick(paragraphs, shares, rng).split()
        deadline = rng.choice(_DEADLINES).format(
            q=rng.choice(("I", "II", "III", "IV")), m=rng.randint(1, 12), d=rng.randint(1, 28), y=year, z=year + 5
        )
        product = rng.choice(_PRODUCTS) if rng.random() < 0.6 else " ".join(_pick(paragraphs, shares, rng).split()[:7])
        content = " ".join(words[: rng.randint(8, 40)])
        blocks.append(Block((str(number), content, rng.choice(_AGENCIES), rng.choice(_AGENCIES), deadline, product)))
    return blocks
