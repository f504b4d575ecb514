"""Names of columns: from what is printed to what it means.

Every column name is compared, without marks, with the terms that such tables use; the assignment of names to fields
is the one with the highest sum, so that "Cơ quan thực hiện" is the lead beside "Phối hợp" and an extra column beside
"Cơ quan chủ trì".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz

from extractors.tasks.model import BODIES, Column, FieldName
from normalizers.agencies import fold

# Terms by field, most telling first. A term's weight falls with its place: "đơn vị thực hiện" names the lead only
# where no column says "chủ trì".
TERMS: dict[FieldName, tuple[tuple[str, float], ...]] = {
    FieldName.NUMBER: (("TT", 1.0), ("STT", 1.0), ("Số TT", 1.0), ("Số thứ tự", 1.0), ("Thứ tự", 0.9)),
    FieldName.CONTENT: (
        ("Nội dung công việc", 1.0),
        ("Nội dung nhiệm vụ", 1.0),
        ("Nhiệm vụ", 0.95),
        ("Nội dung", 0.95),
        ("Tên nhiệm vụ", 1.0),
        ("Nhiệm vụ, giải pháp", 1.0),
        ("Nhiệm vụ cụ thể", 1.0),
        ("Nhiệm vụ trọng tâm", 0.95),
        ("Nội dung thực hiện", 1.0),
        ("Nội dung hoạt động", 1.0),
        ("Nội dung triển khai", 1.0),
        ("Công việc", 0.9),
        ("Hoạt động", 0.85),
        ("Nhóm nhiệm vụ", 0.85),
        ("Danh mục nhiệm vụ", 0.95),
        ("Nội dung, nhiệm vụ", 1.0),
        ("Đầu việc", 0.85),
        ("Công việc cụ thể", 1.0),
        ("Nhiệm vụ được giao", 0.95),
        ("Nội dung chỉ đạo", 0.95),
        ("Nội dung tuyên truyền", 0.95),
        ("Tên văn bản", 0.9),
        ("Tên đề án", 0.9),
        ("Tên văn bản, đề án", 0.9),
        ("Tên đề án, chương trình, kế hoạch", 0.9),
        ("Tên chương trình, đề án", 0.9),
        ("Chương trình, đề án", 0.9),
        ("Tên nghị quyết", 0.9),
        ("Nội dung công tác", 0.95),
        ("Việc cần làm", 0.85),
        ("Việc phải làm", 0.85),
        ("Phần việc", 0.85),
        ("Nội dung, phần việc", 0.95),
        ("Giải pháp", 0.8),
        ("Giải pháp thực hiện", 0.85),
        ("Tên đề án, nghị quyết", 0.9),
        ("Nội dung, công việc", 1.0),
        ("Biện pháp", 0.85),
        ("Nội dung kiểm tra", 0.95),
        ("Các nhiệm vụ", 0.95),
        ("Biện pháp thực hiện", 0.9),
        ("Biện pháp khắc phục", 0.9),
        ("Chuyên đề", 0.8),
        ("Hạng mục", 0.8),
        ("Hạng mục công việc", 0.9),
        ("Dự án", 0.8),
        ("Tên sự kiện", 0.85),
        ("Tên đề án, báo cáo, tờ trình", 0.9),
    ),
    FieldName.LEAD: (
        ("Cơ quan chủ trì", 1.0),
        ("Đơn vị chủ trì", 1.0),
        ("Chủ trì", 1.0),
        ("Cơ quan, đơn vị chủ trì", 1.0),
        ("Cơ quan chủ trì thực hiện", 1.0),
        ("Đơn vị chủ trì thực hiện", 1.0),
        ("Cơ quan chủ trì tham mưu", 1.0),
        ("Đơn vị đầu mối", 0.9),
        ("Cơ quan thực hiện", 0.8),
        ("Đơn vị thực hiện", 0.8),
        ("Cơ quan, đơn vị thực hiện", 0.8),
        ("Đơn vị phụ trách", 0.8),
        ("Phòng, ban phụ trách", 0.75),
        ("Bộ phận thực hiện", 0.8),
        ("Trách nhiệm thực hiện", 0.75),
        ("Phân công thực hiện", 0.75),
        ("Đơn vị được giao", 0.8),
        ("Cơ quan tham mưu", 0.75),
        ("Người thực hiện", 0.75),
        ("Người phụ trách", 0.75),
        ("Cán bộ phụ trách", 0.75),
        ("Cá nhân, đơn vị thực hiện", 0.8),
        ("Bộ phận, cá nhân thực hiện", 0.8),
        ("Bộ phận phụ trách", 0.8),
        ("Phân công", 0.75),
        ("Tập thể, cá nhân thực hiện", 0.8),
        ("Cơ quan soạn thảo", 0.8),
        ("Đơn vị soạn thảo", 0.8),
        ("Đơn vị tham mưu", 0.75),
        ("Đầu mối thực hiện", 0.95),
        ("Cơ quan chịu trách nhiệm chính", 1.0),
        ("Cơ quan chịu trách nhiệm", 0.95),
        ("Đơn vị chịu trách nhiệm", 0.95),
        ("Đơn vị đảm nhận", 0.8),
        ("Đơn vị đảm nhiệm", 0.8),
        ("Cơ quan tham mưu, thực hiện", 0.85),
        ("Đơn vị tham mưu, thực hiện", 0.85),
        ("Cơ quan tham mưu xây dựng", 0.85),
        ("Cơ quan chuẩn bị", 0.8),
        ("Đơn vị chuẩn bị", 0.8),
        ("Trách nhiệm", 0.75),
        ("Phụ trách", 0.75),
        ("Phụ trách chính", 0.8),
        ("Thực hiện", 0.75),
        ("Đơn vị triển khai", 0.8),
        ("Cơ quan triển khai", 0.8),
        ("Đơn vị làm chính", 0.95),
        ("Đơn vị tổ chức", 0.75),
        ("Giao thực hiện", 0.75),
        ("Thành viên phụ trách", 0.75),
        ("Tổ chức, cá nhân thực hiện", 0.8),
        ("Công chức phụ trách", 0.75),
        ("Công chức thực hiện", 0.75),
        ("Cơ quan xây dựng", 0.75),
        ("Cơ quan trình", 0.8),
        ("Lãnh đạo, đơn vị thực hiện", 0.75),
        ("Phân công trách nhiệm", 0.75),
        ("Phân công đơn vị thực hiện", 0.8),
    ),
    FieldName.COORDINATING: (
        ("Cơ quan phối hợp", 1.0),
        ("Đơn vị phối hợp", 1.0),
        ("Phối hợp", 1.0),
        ("Cơ quan, đơn vị phối hợp", 1.0),
        ("Phối hợp thực hiện", 1.0),
        ("Cơ quan phối hợp thực hiện", 1.0),
        ("Đơn vị phối hợp thực hiện", 1.0),
        ("Cơ quan tham gia", 0.9),
        ("Đơn vị tham gia", 0.9),
        ("Cùng thực hiện", 0.95),
        ("Cơ quan, đơn vị liên quan", 0.8),
        ("Cơ quan liên quan", 0.8),
        ("Đơn vị liên quan", 0.8),
        ("Các đơn vị liên quan", 0.8),
        ("Đơn vị hỗ trợ", 0.9),
        ("Cơ quan hỗ trợ", 0.9),
        ("Hỗ trợ", 0.8),
        ("Thành phần phối hợp", 0.95),
        ("Thành phần tham gia", 0.8),
    ),
    FieldName.DEADLINE: (
        ("Thời gian hoàn thành", 1.0),
        ("Thời gian thực hiện", 1.0),
        ("Thời hạn hoàn thành", 1.0),
        ("Thời hạn", 1.0),
        ("Thời gian", 1.0),
        ("Thời gian thực hiện/ hoàn thành", 1.0),
        ("Tiến độ", 0.95),
        ("Tiến độ thực hiện", 0.95),
        ("Tiến độ hoàn thành", 0.95),
        ("Lộ trình", 0.85),
        ("Lộ trình thực hiện", 0.85),
        ("Hạn hoàn thành", 0.95),
        ("Hạn xử lý", 0.9),
        ("Hạn cuối", 0.9),
        ("Hạn chót", 0.9),
        ("Hạn thực hiện", 0.9),
        ("Mốc hoàn thành", 0.9),
        ("Mốc thời gian", 0.95),
        ("Hoàn thành trước", 0.85),
        ("Thời điểm hoàn thành", 0.95),
        ("Thời gian kết thúc", 0.95),
        ("Ngày hoàn thành", 0.95),
        ("Đến tháng", 0.8),
        ("Đến ngày", 0.8),
        ("Ngày, tháng", 0.8),
        ("Tháng", 0.8),
        ("Xong trước", 0.85),
        ("Kỳ hạn", 0.85),
        ("Giai đoạn", 0.8),
        ("Giai đoạn thực hiện", 0.95),
        ("Năm thực hiện", 0.9),
        ("Năm hoàn thành", 0.95),
        ("Lịch thực hiện", 0.9),
        ("Dự kiến hoàn thành", 0.95),
        ("Định kỳ", 0.8),
        ("Phiên họp", 0.8),
        ("Kỳ họp trình", 0.85),
        ("Kỳ họp", 0.8),
        ("Ngày thực hiện", 0.95),
        ("Tháng, năm", 0.8),
        ("Tháng thực hiện", 0.9),
        ("Quý thực hiện", 0.9),
    ),
    FieldName.PRODUCT: (
        ("Sản phẩm", 1.0),
        ("Sản phẩm đầu ra", 1.0),
        ("Kết quả/Sản phẩm", 1.0),
        ("Kết quả, sản phẩm", 1.0),
        ("Sản phẩm/Kết quả", 1.0),
        ("Dự kiến sản phẩm", 1.0),
        ("Sản phẩm dự kiến", 1.0),
        ("Sản phẩm hoàn thành", 1.0),
        ("Dự kiến kết quả", 1.0),
        ("Kết quả dự kiến", 1.0),
        ("Kết quả cần đạt", 0.95),
        ("Kết quả đầu ra", 0.95),
        ("Kết quả thực hiện", 0.8),
        ("Kết quả", 0.85),
        ("Sản phẩm, kết quả dự kiến", 1.0),
        ("Hình thức sản phẩm", 0.9),
        ("Hình thức văn bản", 0.85),
        ("Yêu cầu sản phẩm", 0.9),
        ("Đầu ra", 0.85),
        ("Yêu cầu kết quả", 0.9),
        ("Minh chứng", 0.85),
        ("Sản phẩm, minh chứng", 1.0),
        ("Hồ sơ chứng minh", 0.9),
        ("Hồ sơ minh chứng", 0.95),
        ("Tài liệu minh chứng", 0.95),
        ("Tài liệu kiểm chứng", 0.9),
        ("Văn bản ban hành", 0.85),
        ("Loại văn bản", 0.8),
        ("Mục tiêu cần đạt", 0.8),
        ("Yêu cầu đạt được", 0.85),
        ("Yêu cầu cần đạt", 0.85),
    ),
    FieldName.EXTRA: (
        ("Ghi chú", 1.0),
        ("Kinh phí", 1.0),
        ("Kinh phí thực hiện", 1.0),
        ("Dự toán kinh phí", 1.0),
        ("Nguồn kinh phí", 1.0),
        ("Căn cứ", 0.9),
        ("Lãnh đạo phụ trách", 1.0),
        ("Lãnh đạo chỉ đạo", 1.0),
        ("Người chỉ đạo", 0.9),
        ("Chỉ tiêu", 1.0),
        ("Chỉ số", 1.0),
        ("Mục tiêu", 0.9),
        ("Đơn vị tính", 1.1),
        ("ĐVT", 1.0),
        ("Số lượng", 1.0),
        ("Thành tiền", 1.0),
        ("Đơn giá", 1.0),
        ("Họ và tên", 1.0),
        ("Chức vụ", 1.0),
        ("Địa điểm", 1.0),
        ("Hình thức thực hiện", 1.0),
        ("Hình thức tổ chức", 1.0),
        ("Đối tượng", 1.0),
        ("Thành phần", 1.0),
        ("Cấp trình", 0.9),
        ("Cấp ban hành", 0.9),
        ("Cấp quyết định", 0.9),
        ("Cơ quan ban hành", 0.9),
        ("Tên chỉ tiêu", 1.0),
        ("Điểm chuẩn", 1.0),
        ("Trạng thái", 1.0),
        ("Thủ tục hành chính", 1.0),
        ("Tên thủ tục hành chính", 1.0),
        ("Tồn tại, hạn chế", 1.0),
        ("Hạn chế, khuyết điểm", 1.0),
        ("Nguyên nhân", 1.0),
        ("Cấp có thẩm quyền", 1.0),
        ("Thẩm quyền ban hành", 1.0),
        ("Nguồn lực", 1.0),
        ("Nguồn vốn", 1.0),
        ("Tổng mức đầu tư", 1.0),
        ("Địa bàn", 1.0),
        ("Địa bàn thực hiện", 1.0),
        ("Địa điểm thực hiện", 1.0),
        ("Địa điểm tổ chức", 1.0),
        ("Đối tượng thực hiện", 1.0),
        ("Lĩnh vực", 1.0),
        ("Mã nhiệm vụ", 1.0),
        ("Tình trạng", 1.0),
        ("Mức độ ưu tiên", 1.0),
        ("Cơ quan thẩm định", 1.0),
        ("Cơ quan theo dõi", 1.0),
        ("Người theo dõi", 1.0),
        ("Cơ quan giám sát", 1.0),
        ("Cơ quan kiểm tra", 1.0),
        ("Người ký", 1.0),
        ("Phạm vi", 1.0),
        ("Điểm tối đa", 1.0),
        ("Thang điểm", 1.0),
        ("Quy mô", 1.0),
        ("Đồng chí phụ trách", 0.9),
        ("Phương thức thực hiện", 1.0),
    ),
}
# Words that give a longer or unusual name its meaning, where no term above is like it.
TELLING: dict[FieldName, tuple[str, ...]] = {
    FieldName.LEAD: ("chu tri", "dau moi", "chiu trach nhiem", "trach nhiem chinh", "duoc giao", "tham muu"),
    FieldName.COORDINATING: ("phoi hop", "tham gia", "cung thuc hien"),
    FieldName.DEADLINE: ("thoi gian", "thoi han", "thoi diem", "tien do", "lo trinh", "han hoan thanh", "giai doan"),
    FieldName.PRODUCT: ("san pham", "dau ra", "ket qua", "minh chung", "chung minh"),
    FieldName.CONTENT: ("noi dung", "nhiem vu", "cong viec", "hoat dong", "bien phap", "viec can"),
    FieldName.EXTRA: (
        "kinh phi",
        "don vi tinh",
        "lanh dao",
        "ghi chu",
        "so tien",
        "can cu",
        "chi tieu",
        "chi so",
        "thu tuc",
        "ton tai",
        "han che",
        "tham dinh",
        "tham quyen",
    ),
}
TOLD = 0.78  # what a telling word is worth, a little less in a long name
SHORTEST_KNOWN, KNOWN_NAME = 4, 88.0  # letters of a name that is known where it begins a longer one, and likeness
NEEDED = 0.72  # under this a name says nothing
_BEGIN = 0.93  # of the deadline's score, where the name says when the task begins
_FIRST_OF_TWO = re.compile(r"^\w+/\s*(?=\w+ )")
_BEGINS = re.compile(r"\b(?:bat dau|khoi cong|tu ngay|tu thang)\b")
FEWEST_PERIODS = 3
_PERIOD = re.compile(r"(?P<name>.*?\b(?:quy|thang|tuan|nam)?)\W*(?:[ivx]{1,4}|\d{1,4})\W*(?:/\d{4})?")
_OF_BUDGET = re.compile(r"don vi tinh|dvt|so luong|khoi luong|don gia|thanh tien|tong (?:so )?tien")
_OF_PERSONS = re.compile(r"ho (?:va )?ten\b|ho, ten\b")
TASK_FIELDS = (FieldName.LEAD, FieldName.COORDINATING, FieldName.DEADLINE, FieldName.PRODUCT)


@cache
def _folded_terms() -> tuple[tuple[FieldName, str, float], ...]:
    return tuple((name, fold(term), weight) for name, terms in TERMS.items() for term, weight in terms)


def clean_name(printed: str) -> str:
    return re.sub(r"\s+", " ", printed.replace("\n", " ")).strip(" .:*")


def name_scores(printed: str, *, telling: bool = True) -> dict[FieldName, float]:
    """How well a printed column name fits each field, 0-1; ``telling``: one telling word in the name is enough."""
    name = re.sub(r"\([^)]*\)", " ", fold(clean_name(printed)))
    name = re.sub(r"[^\w/, ]+", " ", name).strip()
    best: dict[FieldName, float] = {}
    exact: dict[FieldName, float] = {}
    if not name:
        return best
    for field, term, weight in _folded_terms():
        if field is FieldName.NUMBER or len(term) <= 3:
            score = 1.0 if re.sub(r"\s", "", name) == term.replace(" ", "") else 0.0
        else:
            held = 0.92 * _holds(name, term) if telling or field is not FieldName.EXTRA else 0.0
            score = max(fuzz.ratio(name, term), held) / 100
        best[field] = max(best.get(field, 0.0), score * weight)
        if name == term:
            exact[field] = max(exact.get(field, 0.0), weight)
    if (second := _FIRST_OF_TWO.sub("", name)) != name:  # "Người/Bộ phận thực hiện"
        of_second = name_scores(second, telling=telling)
        best = {field: max(best.get(field, 0.0), score) for field, score in of_second.items()}
    plain = _plain(name)
    for field, words in TELLING.items() if telling else ():
        if any(f" {word} " in plain for word in words):
            best[field] = max(best.get(field, 0.0), TOLD - 0.005 * max(0, len(name.split()) - 6))
    told = [field for field, words in TELLING.items() if any(f" {word} " in plain for word in words)]
    if (
        told and FieldName.EXTRA not in told and not exact
    ):  # a word tells more than a likeness to names of other columns
        best[FieldName.EXTRA] = min(best.get(FieldName.EXTRA, 0.0), max(best.get(f, 0.0) for f in told) - 0.01)
    bodies = [field for field in BODIES if any(f" {word} " in plain for word in TELLING[field])]
    if len(bodies) == 1 and not exact:  # "Đơn vị cùng thực hiện" coordinates, however like it is to the lead's terms
        other = FieldName.LEAD if bodies[0] is FieldName.COORDINATING else FieldName.COORDINATING
        best[other] = min(best.get(other, 0.0), best.get(bodies[0], 0.0) - 0.01)
    if len(bodies) == 2 and not exact:  # "Cơ quan chủ trì, phối hợp" names the lead first
        best[FieldName.LEAD] = max(best.get(FieldName.LEAD, 0.0), best.get(FieldName.COORDINATING, 0.0) + 0.01)
    if _BEGINS.search(name):  # beside "Kết thúc", that is the deadline
        best[FieldName.DEADLINE] = _BEGIN * best.get(FieldName.DEADLINE, 0.0)
    if exact:  # "Đơn vị thực hiện" is a term; that "Đơn vị tính" is like it says nothing
        most = max(exact.values())
        best = {field: score if field in exact else min(score, most - 0.01) for field, score in best.items()}
    return best


def _plain(name: str) -> str:
    """A folded name's words, each between two spaces."""
    return f" {re.sub(r'[^a-z0-9]+', ' ', name)} "


@cache
def words_too_many(printed: str) -> int:
    """How many words stand in a printed name behind the longest known one that it begins with; 0 if with none."""
    words = fold(clean_name(printed)).split()
    known = [term for _, term, _ in _folded_terms() if len(term) > SHORTEST_KNOWN]
    for length in range(len(words), 0, -1):
        begins = " ".join(words[:length])
        if any(fuzz.ratio(begins, term) >= KNOWN_NAME for term in known):
            return len(words) - length
    return 0


def _holds(name: str, term: str) -> float:
    """Whether a somewhat longer name holds the whole term ("Thời gian dự kiến hoàn thành"); less, the longer it is."""
    if len(term) < 6 or not len(term) < len(name) <= 2.5 * len(term):
        return 0.0
    if f" {term} " not in _plain(name):
        return 0.0
    return 100.0 * float((len(term) / len(name)) ** 0.25)


def match_columns(printed: Sequence[str]) -> tuple[Column, ...]:
    """Columns with their meaning: greedy from the surest pair, which for so few names is the best assignment.

    A field is given once; what no field fits is ``EXTRA``. Columns are given a meaning by their place in two cases: an
    unnamed first one counts the rows, and what stands behind the number under a name that says nothing ("Đề án, nghị
    quyết") is the content where names say who does it and by when.
    """
    scores = _without_periods(printed, [name_scores(name) for name in printed])
    pairs = sorted(
        ((score, -i, field) for i, row in enumerate(scores) for field, score in row.items() if score >= NEEDED),
        reverse=True,
    )
    given: dict[int, FieldName] = {}
    for _, minus, field in pairs:
        if -minus in given or (field is not FieldName.EXTRA and field in given.values()):
            continue
        given[-minus] = field
    if (content := _content_by_place(given, len(printed))) is not None:
        given[content] = FieldName.CONTENT
    if 0 not in given and printed and not clean_name(printed[0]) and FieldName.NUMBER not in given.values():
        given[0] = FieldName.NUMBER
    return tuple(Column(i, clean_name(name), given.get(i, FieldName.EXTRA)) for i, name in enumerate(printed))


def _content_by_place(given: Mapping[int, FieldName], count: int) -> int | None:
    """The column of the content, by its place, where no name tells it; ``None`` where these are no tasks, or a name
    tells."""
    named = set(given.values())
    of_tasks = named & set(BODIES) and len(named & set(TASK_FIELDS)) > 1
    place = next((at for at in range(count) if given.get(at) is not FieldName.NUMBER), 0)
    told = FieldName.CONTENT in named or FieldName.NUMBER not in named or place in given
    return place if of_tasks and not told else None


def _without_periods(printed: Sequence[str], scores: Sequence[dict[FieldName, float]]) -> list[dict[FieldName, float]]:
    """The scores; columns of which each is a quarter or a month ("Tiến độ Quý I", "Tiến độ Quý II" …), with a cross in
    some of them, are no deadlines: none of them is the one."""
    periods = [_PERIOD.fullmatch(fold(clean_name(name))) for name in printed]
    named = [found["name"] if found else None for found in periods]
    return [
        {field: score for field, score in own.items() if field is not FieldName.DEADLINE}
        if name is not None and named.count(name) >= FEWEST_PERIODS
        else own
        for name, own in zip(named, scores, strict=True)
    ]


def is_task_header(columns: Sequence[Column]) -> bool:
    """Whether these columns are those of a task list: a content and somebody or some time for it; none of a budget or
    of persons."""
    fields = {column.field for column in columns}
    if FieldName.CONTENT not in fields:
        return False
    told = fields & set(TASK_FIELDS)
    if told == {FieldName.LEAD}:
        names = [fold(column.printed) for column in columns if column.field is FieldName.EXTRA]
        return not (sum(bool(_OF_BUDGET.match(name)) for name in names) > 1 or any(map(_OF_PERSONS.match, names)))
    return FieldName.LEAD in told or len(told) >= 2
