"""Leads printed in the middle of the rows that they are for, in text that keeps its layout."""

from __future__ import annotations

from extractors.layout import Line
from extractors.tasks.model import TableRow
from extractors.tasks.text_table import read_text_table

HEADER = "TT   Nội dung                     Cơ quan chủ trì     Sản phẩm"
TALL = """\
     Nạo vét mương Rộc từ cống
1    Đình tới bãi Đìa, đắp lại     Tổ thủy lợi         Mương sạch
     hai bờ
     Trồng tre chắn sóng ngoài
2    bãi bồi ven sông, làm         Phòng Kinh tế       Hàng tre
     biển báo
     Sửa đường lên rừng keo, rải
3    sỏi những đoạn lầy sau        Đội thủy nông       Đường mới
     mùa mưa"""


def rows(body: str) -> list[TableRow]:
    texts = [HEADER, *body.split("\n")]
    table, _ = read_text_table([Line(text, 1, number) for number, text in enumerate(texts, start=1)])
    assert table is not None
    return [row for row in table.rows if row.label.isdigit()]


def leads(body: str) -> list[str]:
    return [row.cells[2].replace("\n", " ") for row in rows(body)]


def test_a_name_between_two_rows_is_that_of_both() -> None:
    merged = """\
     Dọn rác hai bên đường vào
4    sáng chủ nhật, đốt cỏ khô                         Ảnh chụp
     ven mương
                                   Hội Nông dân
     Đặt thùng thư góp ý trước
5    nhà văn hóa, mỗi tháng mở                         Sổ ghi
     một lần"""
    assert leads(f"{TALL}\n{merged}")[2:] == ["Đội thủy nông", "Hội Nông dân", "Hội Nông dân"]


def test_a_name_of_two_lines_over_two_rows_is_put_together() -> None:
    merged = """\
     Dọn rác hai bên đường vào
4    sáng chủ nhật, đốt cỏ khô     Hội Người cao       Ảnh chụp
     Đặt thùng thư góp ý trước     tuổi
5    nhà văn hóa                                       Sổ ghi"""
    assert leads(f"{TALL}\n{merged}")[2:] == ["Đội thủy nông", "Hội Người cao tuổi", "Hội Người cao tuổi"]


def test_a_row_above_the_name_says_that_it_was_inherited() -> None:
    merged = """\
4    Dọn rác hai bên đường vào                         Ảnh chụp
     sáng chủ nhật
5    Đặt thùng thư góp ý trước     Hội Nông dân        Sổ ghi
     nhà văn hóa
6    Quét vôi tường trạm xá                            Tường mới
     trước Tết"""
    above, own, below = rows(f"{TALL}\n{merged}")[3:]
    assert [row.cells[2] for row in (above, own, below)] == ["Hội Nông dân"] * 3
    assert (2 in above.inherited, 2 in own.inherited, 2 in below.inherited) == (True, False, True)
    assert any("giữa các dòng" in note for note in above.notes)


def test_where_names_stand_at_the_top_of_their_rows_they_are_for_those_below() -> None:
    top = """\
1    Nạo vét mương Rộc từ cống     Tổ thủy lợi         Mương sạch
     Đình tới bãi Đìa, đắp lại
     hai bờ
2    Trồng tre chắn sóng ngoài     Phòng Kinh tế       Hàng tre
     bãi bồi ven sông, làm
     biển báo
3    Sửa đường lên rừng keo, rải                       Đường mới
     sỏi những đoạn lầy
4    Quét vôi tường trạm xá        Hội Nông dân        Tường mới
     trước Tết và sau mùa
     mưa bão"""
    assert leads(top) == ["Tổ thủy lợi", "Phòng Kinh tế", "Phòng Kinh tế", "Hội Nông dân"]
