"""Tasks that stand in the body of a plan without a task annex: "giao … chủ trì, phối hợp với …", or with who leads,
when and what comes of it in words of their own (``labelled.py``).

Precision before recall: a clause becomes a task only if a body of the administration is named where its lead must
stand and a verb of administrative work follows. Everything else stays text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.facts import Task
from extractors.layout import Line
from extractors.tasks.labelled import POINT, labelled_tasks
from normalizers.agencies import expand, split_agencies, split_products, starts_like_agency
from normalizers.dates import read_deadline

# Verbs with which the text of an assigned task begins.
_VERBS = (
    "tham mưu|xây dựng|tổ chức|triển khai|thực hiện|rà soát|hướng dẫn|kiểm tra|đôn đốc|theo dõi|"
    "tổng hợp|báo cáo|ban hành|trình|đề xuất|cung cấp|tuyên truyền|chuẩn bị|quản lý|vận hành|"
    "tăng cường|đẩy mạnh|nghiên cứu|phổ biến|cập nhật|công khai|giám sát|đánh giá|xử lý|"
    "giải quyết|thẩm định|hoàn thành|hoàn thiện|mở|đào tạo|bồi dưỡng|tiếp nhận|khảo sát|"
    "lấy ý kiến|chỉ đạo|duy trì|bảo đảm|đảm bảo|đầu tư|kết nối|bố trí|lập|niêm yết|phân luồng|"
    "vận động|thống kê|số hóa|phân công|phân bổ|cân đối|thanh tra|hỗ trợ|phát động|ký kết|"
    "sửa chữa|nâng cấp|mua sắm|phát triển|đăng tải|quán triệt|chịu trách nhiệm|tiếp tục|"
    "thường xuyên|kịp thời|chủ động|huy động|giới thiệu|gửi|in|thu|dọn|trồng|cải tạo|khắc phục|"
    "làm việc|làm rõ|thông báo|bàn giao|thành lập|nghiêm túc|khẩn trương|tập trung|sơ kết|tổng kết|xem xét|nắm|"
    "quan tâm|chấn chỉnh|tuần tra|xác định|lồng ghép|phân cấp|tạo điều kiện|phê duyệt|bảo vệ|biên soạn|"
    "xác minh|nhân rộng|thúc đẩy|sửa đổi"
)
# "các cơ quan, tổ chức liên quan": an organisation, no verb.
_ORGANISATION = (
    r"tổ chức(?=\s*[,;]|\s(?:và|có liên quan|liên quan|chính trị|đoàn thể|quốc tế|xã hội|tín dụng|kinh tế|cá nhân|đảng|"
    r"khoa học|tôn giáo|thành viên|cơ sở|công đoàn|hội(?! nghị| thảo| thi| chợ| diễn| thao))\b)"
)
_VERB = re.compile(rf"(?<!\w)(?!{_ORGANISATION})(?:{_VERBS})(?!\w)")
_WITH = r"(?:và\s+)?(?:phối hợp(?:\s+chặt chẽ)?|cùng)\s+(?:với|cùng)?\s*(?P<rest>.+)|(?P<alone>.+)"
_LEADS = re.compile(
    r"^(?:(?P<given>[Gg]iao(?: cho)?)\s+)?(?P<lead>[^;:.]{3,120}?)\s+(?:làm\s+)?(?:đầu mối\s+)?chủ trì\s*,?\s*"
    rf"(?:{_WITH})$",
    re.DOTALL,
)
_GIVEN = re.compile(r"^[Gg]iao(?: cho)?\s+(?P<rest>.+)$", re.DOTALL)
_CHAIRS = re.compile(rf"^[Cc]hủ trì\s*,?\s*(?:{_WITH})$", re.DOTALL)
_OWNER = re.compile(r"^(?P<owner>[^:;.]{4,90}?)\s*(?P<colon>:?)\s*$")
_CHARGED = re.compile(r"^(?P<lead>[^;:.]{3,120}?)\s+(?:có|chịu) trách nhiệm\s+(?P<rest>.+)$", re.DOTALL)
_DEADLINE = re.compile(
    r"[\s.,;(]*(?:[Dd]ự kiến\s+)?(?:tiến độ\s+)?(?:(?P<done>hoàn thành|xong)\s+)?(?P<deadline>"
    r"(?:trước|trong|đến hết|chậm nhất(?: là)?|đến)\s+(?:(?:ngày|tháng|quý|năm)\s+)?[\dIVX][^;,.]{0,30}?\d{4}|"
    r"(?:trước|trong|hết)\s+năm 20\d\d|"
    # of other years and periods the work itself may be: "Quy hoạch đến năm 2030"
    r"(?(done)(?:đến năm 20\d\d|(?:trong )?giai đoạn 20\d\d\s?[-–]\s?20\d\d)|(?!))|"
    r"(?:(?:(?:trước|vào)\s+)?ngày \d{1,2}\s+)?h[ằà]ng (?:năm|quý|tháng))\)?$"
)
_MANY = re.compile(r"các\s", re.IGNORECASE)  # "các sở: Nội vụ, Tài chính …"
_PURPOSE = re.compile(r"\s+(?:để|trong việc)\s+")
LONGEST_NAME, LONGEST_LIST = 14, 40  # words of one body's name, of a list of them
CONFIDENCE = 0.75  # a clause read from running text


@dataclass(frozen=True, slots=True)
class Clause:
    """One paragraph or point of the body, on one line, with the lines that it comes from."""

    text: str
    first: Line
    last: Line


def body_tasks(lines: Sequence[Line], source_sha256: str) -> list[Task]:
    """The tasks that the body's clauses assign, in order, marked ``from_body``."""
    tasks: list[Task] = []
    owner: str | None = None
    points = list(clauses(lines))
    labelled = {task.first: task for task in labelled_tasks([point.text for point in points])}
    taken = -1
    for index, clause in enumerate(points):
        if index <= taken:
            continue
        if task := labelled.get(index):
            taken = task.last
            whole = Clause(clause.text, clause.first, points[taken].last)
            said = (task.lead, task.helpers, task.content)
            tasks.append(_task(said, whole, _identity(source_sha256, len(tasks)), task.term, task.product))
            continue
        text = POINT.sub("", clause.text, count=1)
        found = _OWNER.match(text)
        if found and (found["colon"] or (text != clause.text and _is_body(found["owner"]))):
            owner = found["owner"] if _is_body(found["owner"]) else None
            continue
        if re.match(r"^\s*(?:[IVX]+\.|\d{1,2}\.)\s", clause.text):
            owner = None
        assigned = _assigned(text, owner)
        if assigned is not None:
            tasks.append(_task(assigned, clause, _identity(source_sha256, len(tasks))))
    return tasks


def _identity(source_sha256: str, count: int) -> str:
    return hashlib.sha256(f"{source_sha256}:body:{count}".encode()).hexdigest()[:16]


def clauses(lines: Sequence[Line]) -> Iterator[Clause]:
    """The body cut into points and paragraphs."""
    held: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        last = held[-1].text.rstrip() if held else ""
        ended = last.endswith((".", ";", ":"))
        named = len(held) == 1 and POINT.match(last) and _is_body(POINT.sub("", last, count=1))
        opens = POINT.match(text) or ((ended or named) and text[:1].isupper()) or last.endswith("./.")
        if held and opens:
            yield _clause(held)
            held = []
        held.append(line)
    if held:
        yield _clause(held)


def _clause(lines: Sequence[Line]) -> Clause:
    text = re.sub(r"\s+", " ", " ".join(line.text.strip() for line in lines))
    return Clause(text, lines[0], lines[-1])


def _is_body(name: str) -> bool:
    longest = LONGEST_LIST if _MANY.match(name) else LONGEST_NAME
    return (name[:1].isupper() or bool(_MANY.match(name))) and starts_like_agency(name) and len(name.split()) <= longest


def _assigned(text: str, owner: str | None) -> tuple[str, str, str] | None:
    """Lead, coordinating bodies and the rest of a clause that assigns a task."""
    if found := _LEADS.match(text):
        lead = re.split(r"\s+là\s", found["lead"], maxsplit=1)[0].strip(" ,")
        if found["given"] or _is_body(lead):
            return _with_helpers(lead, found["rest"], found["alone"]) if starts_like_agency(lead) else None
    if (found := _CHARGED.match(text)) and _is_body(found["lead"]) and _VERB.match(found["rest"]):
        return found["lead"], "", found["rest"]
    if owner is not None and (found := _CHAIRS.match(text)):
        return _with_helpers(owner, found["rest"], found["alone"])
    if found := _GIVEN.match(text):
        rest = found["rest"]
        verb = _VERB.search(rest)
        if verb and verb.start() and _is_body(rest[: verb.start()]):
            return re.sub(r"[\s,]*phối hợp$", "", rest[: verb.start()].strip(" ,")), "", rest[verb.start() :]
    return None


def _with_helpers(lead: str, rest: str | None, alone: str | None) -> tuple[str, str, str] | None:
    text = rest or alone or ""
    verb = _VERB.search(text)
    if verb is None or (rest is None and verb.start() > 2):
        return None
    purpose = _PURPOSE.search(text, 0, verb.end()) if rest is not None else None
    end, begin = purpose.span() if purpose else (verb.start(), verb.start())
    helpers = text[:end].strip(" ,")
    if rest is not None and (not helpers or not starts_like_agency(helpers)):
        return None
    return lead, helpers, text[begin:]


def _task(assigned: tuple[str, str, str], clause: Clause, identity: str, deadline: str = "", product: str = "") -> Task:
    lead, helpers, content = assigned
    content = content.strip().rstrip("./; ")
    if not deadline and (found := _DEADLINE.search(content)):
        deadline, content = found["deadline"], content[: found.start()]
    reading = read_deadline(deadline)
    return Task(
        task_id=identity,
        content=content.strip(),
        lead_agency=lead,
        coordinating_agencies=helpers,
        deadline=deadline,
        product=product,
        deadline_start=reading.start.isoformat() if reading.start else None,
        deadline_end=reading.end.isoformat() if reading.end else None,
        recurrence=reading.recurrence,
        lead_agency_list=tuple(expand(name) for name in split_agencies(lead)),
        coordinating_agency_list=tuple(expand(name) for name in split_agencies(helpers)),
        product_list=tuple(split_products(product)),
        from_body=True,
        pages=tuple(sorted({clause.first.page, clause.last.page})),
        lines=(clause.first.number, clause.last.number),
        confidence=CONFIDENCE,
    )
