"""An official letter: no plan, no sections, no tasks."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

from samples.sampling.model import Cite, PlanContent, Signature, TextStyle, para

PLAN = PlanContent(
    name="cong_van_so_xay_dung",
    document_type=None,
    title=(),
    parent_agency="UBND TỈNH LAM GIANG",
    agency="SỞ XÂY DỰNG",
    issuing_agency="Sở Xây dựng",
    issuing_agency_alt=("Sở Xây dựng tỉnh Lam Giang",),
    number="733/SXD-QLN",
    place="Lam Giang",
    date="2026-03-02",
    subject="V/v cung cấp số liệu nhà ở công vụ",
    addressee="Ủy ban nhân dân xã Thạch Vân",
    legal_bases=(),
    body=(
        para("Sở Xây dựng nhận được ", Cite("Công văn", "64/UBND-KT", "2026-02-24", "Ủy ban nhân dân xã Thạch Vân"), " đề nghị cung cấp số liệu về nhà ở công vụ sau sắp xếp đơn vị hành chính."),
        para("Về việc này, Sở Xây dựng có ý kiến như sau: đến ngày 28/02/2026, trên địa bàn xã có 09 căn nhà ở công vụ, trong đó 07 căn đang sử dụng và 02 căn chờ sửa chữa. Hồ sơ từng căn gửi kèm theo đường bưu chính."),
        para("Trân trọng./."),
    ),
    recipients=("Như trên", "Lưu: VT, QLN"),
    signature=Signature(None, "TRƯỞNG PHÒNG", "Dương Ngọc Oanh", "TL. GIÁM ĐỐC"),
    style=TextStyle(),
)
