"""A commune's plan for five years: six columns, seven groups, heading rows with sub-rows, rows over page ends."""

# ruff: noqa: E501, PLR0917
# fmt: off
from __future__ import annotations

from samples.sampling.model import (
    ABOVE,
    Annex,
    Cite,
    Column,
    PlanContent,
    Row,
    Signature,
    aim,
    group,
    heading,
    para,
)

VP = "Văn phòng HĐND và UBND xã"
VHXH = "Phòng Văn hóa - Xã hội"
KT = "Phòng Kinh tế"
TT = "Trung tâm Phục vụ hành chính công xã"
ALL = "Các phòng, ban, ngành, thôn"


def task(number: str, content: str, lead: str, helpers: str, deadline: str, product: str) -> Row:
    return Row("task", number, content, _cells(lead, helpers, deadline, product))


def sub(parent: str, content: str, lead: str, helpers: str, deadline: str, product: str) -> Row:
    return Row("sub", None, content, _cells(lead, helpers, deadline, product), parent=parent)


def head(number: str, content: str) -> Row:
    return Row("heading", number, content)


def _cells(lead: str, helpers: str, deadline: str, product: str) -> dict[str, str]:
    return {"lead_agency": lead, "coordinating_agencies": helpers, "deadline": deadline, "product": product}


ROWS = (
    group("I", "HOÀN THIỆN QUY CHẾ, LỀ LỐI LÀM VIỆC"),
    task("1", "Sửa đổi Quy chế làm việc của Ủy ban nhân dân xã nhiệm kỳ 2026-2031, làm rõ việc nào Chủ tịch quyết định, "
         "việc nào đưa ra tập thể bàn và việc nào giao hẳn cho trưởng phòng ký thừa lệnh; bỏ các bước xin ý kiến vòng "
         "quanh giữa các phòng khi hồ sơ đã rõ thẩm quyền", VP, "Các phòng chuyên môn thuộc UBND xã", "Quý I/2026",
         "Quyết định ban hành Quy chế"),
    task("2", "Lập bảng phân công người theo dõi từng lĩnh vực, niêm yết tại trụ sở và đăng trên trang thông tin của xã",
         VP, ALL, "Quý II/2026", "Bảng phân công"),
    task("3", "Tổ chức họp giao ban theo hình thức không giấy tờ, tài liệu gửi trước ít nhất một ngày làm việc", ABOVE,
         "Các phòng chuyên môn, Công an xã, Ban Chỉ huy Quân sự xã", "Thường xuyên", "Thông báo kết luận"),
    task("4", "Kiểm tra việc chấp hành giờ giấc, thái độ tiếp dân tại các bộ phận có giao dịch trực tiếp", ABOVE,
         "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Hằng quý", "Biên bản kiểm tra; báo cáo"),
    task("5", "Thống kê các văn bản do xã ban hành đã hết thời hạn áp dụng để công bố rộng rãi", VP, ALL,
         "Tháng 01 hằng năm", "Danh mục văn bản"),
    group("II", "PHỤC VỤ NGƯỜI DÂN TẠI MỘT ĐẦU MỐI"),
    task("1", "Bố trí lại mặt bằng khu tiếp nhận hồ sơ, có lối đi cho người khuyết tật, ghế chờ và màn hình gọi số", TT,
         f"{KT}; {VP}", "2026", "Khu tiếp nhận đạt chuẩn"),
    head("2", "Rút ngắn thời gian trả kết quả"),
    sub("2", "Đo thời gian thực tế của hai mươi thủ tục có nhiều hồ sơ nhất, so với thời hạn niêm yết để tìm khâu chậm", TT,
        "Các phòng chuyên môn thuộc UBND xã", "Quý III/2026", "Báo cáo đo thời gian"),
    sub("2", "Đề xuất cắt bớt giấy tờ mà cơ quan nhà nước đã có sẵn trong cơ sở dữ liệu dùng chung", TT,
        "Các phòng chuyên môn thuộc UBND xã", "2026-2027", "Tờ trình gửi UBND tỉnh"),
    sub("2", "Trả kết quả tại nhà cho người cao tuổi, người bệnh nặng qua dịch vụ bưu chính hoặc đội thanh niên tình nguyện",
        TT, "Đoàn Thanh niên xã, Bưu điện xã", "2026-2030", "Sổ theo dõi trả kết quả"),
    task("3", "Gọi điện hỏi ý kiến ít nhất 50 hộ đã nộp hồ sơ trong tháng, ghi lại điều chưa hài lòng và trả lời trong bảy "
         "ngày", TT, VHXH, "Hàng tháng", "Phiếu ghi ý kiến"),
    task("4", "Mở điểm hướng dẫn nộp hồ sơ qua mạng tại nhà văn hóa của các thôn xa trung tâm", TT,
         "Trưởng các thôn, Đoàn Thanh niên xã", "2026 - tháng 6/2027", "Điểm hướng dẫn"),
    task("5", "Công khai số điện thoại của người xử lý hồ sơ để người dân hỏi trực tiếp", TT, VP, "Quý I/2026",
         "Bảng niêm yết"),
    task("6", "Bồi dưỡng kỹ năng giao tiếp, ứng xử cho người trực tại quầy", TT, VHXH, "Hàng năm", "Lớp bồi dưỡng"),
    group("III", "SẮP XẾP TỔ CHỨC, SỬ DỤNG CON NGƯỜI"),
    task("1", "Xây dựng đề án vị trí việc làm của các phòng sau khi nhập xã, bảo đảm không phòng nào thừa người trong khi "
         "phòng khác phải kiêm nhiệm ba lĩnh vực trở lên; nêu rõ tên việc, người làm, người thay thế khi vắng mặt, số giờ làm "
         "việc trung bình trong tuần và phần mềm phải dùng; lấy ý kiến của chính người đang làm trước khi trình Ủy ban nhân dân "
         "xã thông qua", VHXH, VP, "Trước ngày 30/9/2026", "Đề án vị trí việc làm"),
    task("2", "Điều chuyển công chức có chuyên môn địa chính, xây dựng về đúng vị trí được đào tạo", VHXH, KT, "2026",
         "Quyết định điều động"),
    task("3", "Đánh giá công chức theo sản phẩm đầu ra của từng tháng, lấy điểm chấm của người dân làm căn cứ", VHXH, ALL,
         "Hàng tháng", "Bảng chấm điểm"),
    task("4", "Cử công chức trẻ đi học các lớp về quản lý dữ liệu, an toàn thông tin do tỉnh mở", VHXH, VP, "2026-2030",
         "Quyết định cử đi học"),
    task("5", "Rà soát, bố trí lại các tổ dân cư tự quản để mỗi tổ không quá 120 hộ", VHXH, "Trưởng các thôn",
         "Quý IV/2026", "Tờ trình; Nghị quyết của HĐND xã"),
    group("IV", "TÀI CHÍNH, TÀI SẢN CÔNG"),
    task("1", "Lập dự toán thu, chi theo nhiệm vụ, gắn khoản chi với kết quả phải đạt", KT, ALL, "Tháng 7 hằng năm",
         "Dự toán ngân sách"),
    head("2", "Quản lý trụ sở dôi dư sau sắp xếp"),
    sub("2", "Kiểm kê nhà, đất, bàn ghế, máy móc tại các trụ sở cũ, lập hồ sơ ảnh chụp hiện trạng", KT,
        f"{VP}, Công an xã", "Trước ngày 31/3/2026", "Biên bản kiểm kê"),
    sub("2", "Lấy ý kiến Nhân dân về việc chuyển trụ sở cũ thành nhà văn hóa, trạm y tế hoặc điểm trường mầm non", KT,
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã, trưởng các thôn", "Quý II/2026", "Biên bản lấy ý kiến"),
    sub("2", "Trình phương án xử lý từng cơ sở, không để nhà cửa bỏ hoang quá sáu tháng", KT, VP, "2026 - 12/2027",
        "Phương án được phê duyệt"),
    task("3", "Công khai ngân sách theo mẫu dễ đọc, có hình vẽ, dán tại nhà văn hóa thôn", KT, "Trưởng các thôn",
         "Hàng quý", "Bảng công khai"),
    task("4", "Khoán kinh phí văn phòng phẩm, điện, nước, xăng xe cho từng phòng", KT, VP, "2026-2030",
         "Quyết định giao khoán"),
    group("V", "HẠ TẦNG SỐ VÀ DỮ LIỆU CỦA XÃ"),
    task("1", "Kéo cáp quang đến mười bốn nhà văn hóa thôn và lắp mạng không dây miễn phí cho người dân", VHXH,
         "Viễn thông Lam Giang, trưởng các thôn", "2026-2028", "Biên bản nghiệm thu"),
    task("2", "Số hóa sổ hộ tịch, hồ sơ đất đai lưu giữ từ trước năm 2005", TT, f"{KT}; Công an xã", "2026-2029",
         "Kho dữ liệu số hóa"),
    task("3", "Lập bản đồ số về đường ngõ, kênh mương, điểm ngập và cập nhật bằng ảnh chụp sau mỗi mùa mưa", KT,
         "Trạm Thủy nông Thạch Vân, trưởng các thôn", "Tháng 11 hằng năm", "Bản đồ số cập nhật"),
    task("4", "Thay máy tính đã dùng trên bảy năm, cài phần mềm diệt vi-rút có bản quyền cho toàn bộ máy trạm", VP, KT,
         "2026-2027", "Biên bản bàn giao thiết bị"),
    task("5", "Xây dựng bảng theo dõi công việc dùng chung, mỗi việc có người chịu trách nhiệm, ngày bắt đầu, ngày kết "
         "thúc và tình trạng; lãnh đạo xã xem được trên điện thoại", VP, "Các phòng chuyên môn thuộc UBND xã",
         "Quý II/2026", "Bảng theo dõi công việc"),
    task("6", "Ký số toàn bộ văn bản đi, trừ văn bản mật", VP, ALL, "Thường xuyên", "Văn bản điện tử"),
    group("VI", "SẢN XUẤT, KINH DOANH VÀ SINH KẾ"),
    task("1", "Hướng dẫn hộ kinh doanh dùng hóa đơn điện tử khởi tạo từ máy tính tiền", KT, "Thuế cơ sở 4",
         "Trước ngày 30/6/2026", "Danh sách hộ đã dùng"),
    task("2", "Dán mã truy xuất nguồn gốc cho chè, mật ong và gạo nếp của hợp tác xã", KT,
         "Hội Nông dân xã, các hợp tác xã", "2026-2028", "Sản phẩm có mã truy xuất"),
    head("3", "Đào tạo nghề cho lao động nông thôn"),
    sub("3", "Khảo sát nhu cầu học nghề của người trong độ tuổi lao động chưa có việc làm ổn định", VHXH,
        "Hội Liên hiệp Phụ nữ xã", "Tháng 02 hằng năm", "Báo cáo khảo sát"),
    sub("3", "Mở các lớp sửa máy nông nghiệp, may công nghiệp, chế biến món ăn ngay tại xã", VHXH,
        "Trung tâm Giáo dục nghề nghiệp khu vực", "2026-2030", "Lớp dạy nghề"),
    task("4", "Cho vay ưu đãi đối với hộ mới thoát nghèo để mua giống, phân bón", KT,
         "Phòng giao dịch Ngân hàng Chính sách xã hội", "Hàng năm", "Danh sách hộ vay"),
    group("VII", "THÔNG TIN, KIỂM TRA, TỔNG KẾT"),
    task("1", "Phát bản tin truyền thanh mười phút mỗi sáng về kết quả giải quyết kiến nghị của người dân", VHXH, VP,
         "Thường xuyên", "Bản tin truyền thanh"),
    task("2", "Tổ chức đối thoại giữa Chủ tịch Ủy ban nhân dân xã với thanh niên, hộ kinh doanh, hợp tác xã", VP,
         "Ủy ban Mặt trận Tổ quốc Việt Nam xã, Đoàn Thanh niên xã", "Tháng 3 và tháng 9 hằng năm", "Thông báo kết luận"),
    task("3", "Kiểm tra việc thực hiện Kế hoạch này tại ít nhất một phần ba số phòng, thôn mỗi năm", VP, VHXH, "Hàng năm",
         "Kế hoạch; báo cáo kiểm tra"),
    task("4", "Sơ kết giữa kỳ, điều chỉnh nhiệm vụ không còn phù hợp", VP, ALL, "Quý IV/2028", "Báo cáo sơ kết"),
    task("5", "Tổng kết năm năm, đề nghị khen thưởng tập thể, cá nhân có sáng kiến được áp dụng", VP, ALL,
         "Trước ngày 15/12/2030", "Báo cáo tổng kết"),
)

TASKS = Annex(
    title=("DANH MỤC NHIỆM VỤ XÂY DỰNG CHÍNH QUYỀN GẦN DÂN XÃ THẠCH VÂN", "GIAI ĐOẠN 2026-2030"),
    attached_to="(Kèm theo Kế hoạch số 27/KH-UBND ngày 12 tháng 01 năm 2026 của Ủy ban nhân dân xã Thạch Vân)",
    columns=(
        Column("number", "TT", 4.5, "center"),
        Column("content", "Nội dung công việc", 34),
        Column("lead_agency", "Cơ quan chủ trì", 15, "center"),
        Column("coordinating_agencies", "Cơ quan phối hợp", 18, "center"),
        Column("deadline", "Thời gian hoàn thành", 12, "center"),
        Column("product", "Sản phẩm", 16.5),
    ),
    rows=ROWS,
    size=12.7,
)

NQ = Cite("Nghị quyết", "18/NQ-HĐND", "2025-12-19", "Hội đồng nhân dân tỉnh Lam Giang")

BODY = (
    heading(1, "I", "MỤC ĐÍCH, YÊU CẦU"),
    heading(2, "1", "Mục đích"),
    para("- Đưa bộ máy của xã sau sắp xếp vào nền nếp, việc đến tay ai người ấy làm đến cùng, người dân chỉ phải đi một lần "
         "và hỏi một nơi; lấy sự hài lòng của người dân làm thước đo cuối cùng."),
    para("- Cụ thể hóa ", Cite("Nghị quyết", "18/NQ-HĐND"), " bằng những việc có người nhận, có hạn xong và có sản phẩm kiểm "
         "đếm được."),
    heading(2, "2", "Yêu cầu"),
    para("- Việc đề ra phải vừa sức, có nguồn lực đi kèm; không đặt ra loại báo cáo mới nếu số liệu đã có trong hệ thống."),
    para("- Trưởng các phòng, trưởng các thôn chịu trách nhiệm trước Ủy ban nhân dân xã về tiến độ phần việc của mình."),
    heading(1, "II", "CÁC CHỈ TIÊU ĐẾN NĂM 2030"),
    heading(2, "1", "Phục vụ người dân"),
    aim("98% hồ sơ được trả đúng hoặc trước hạn.", "98%", "=", "hồ sơ"),
    aim("Tỷ lệ hồ sơ nộp qua mạng đạt tối thiểu 80% tổng số hồ sơ tiếp nhận.", "80%", ">=", "Tỷ lệ hồ sơ nộp qua mạng"),
    aim("Mức độ hài lòng của người dân khi đến giao dịch đạt từ 95% trở lên.", "95%", ">=",
        "Mức độ hài lòng của người dân khi đến giao dịch"),
    heading(2, "2", "Tổ chức và con người"),
    aim("100% công chức được bồi dưỡng kỹ năng xử lý dữ liệu cơ bản.", "100%", "=", "công chức"),
    aim("Giảm ít nhất 20% số cuộc họp so với năm 2025.", "20%", ">=", "số cuộc họp"),
    heading(2, "3", "Hạ tầng và đời sống"),
    aim("Từ 60% đến 70% lao động nông thôn được qua đào tạo nghề.", "60% đến 70%", "range", "lao động nông thôn"),
    aim("Tỷ lệ hộ nghèo còn không quá 1,5%.", "1,5%", "<=", "Tỷ lệ hộ nghèo"),
    heading(1, "III", "NHIỆM VỤ TRỌNG TÂM"),
    heading(2, "1", "Lề lối làm việc"),
    heading(3, "a", "Về quy chế", mark="{})"),
    para("- Rà lại các quy định nội bộ của ba xã cũ, chỉ giữ những điều còn cần, viết lại bằng lời ngắn gọn."),
    para("- Thực hiện chế độ một người ký, một người kiểm; không chuyển hồ sơ lòng vòng để né trách nhiệm."),
    heading(3, "b", "Về họp và báo cáo", mark="{})"),
    para("- Mỗi tuần dành ít nhất hai ngày không họp để lãnh đạo xuống thôn. Báo cáo định kỳ lập theo mẫu chung tại ",
         Cite("Quyết định", "112/QĐ-UBND", "2025-11-06", "Ủy ban nhân dân tỉnh Lam Giang"), "."),
    heading(2, "2", "Một đầu mối tiếp nhận"),
    para("- Trung tâm Phục vụ hành chính công xã tiếp nhận tất cả các loại hồ sơ, kể cả hồ sơ thuộc thẩm quyền cấp tỉnh được "
         "ủy quyền, theo ", Cite("Nghị định", "118/2025/NĐ-CP", None, "Chính phủ"), " về cơ chế một cửa."),
    para("- Hồ sơ chậm phải có thư xin lỗi nêu rõ lý do và ngày hẹn lại; hẹn lại không quá một lần."),
    heading(2, "3", "Dữ liệu dùng chung"),
    para("- Làm sạch dữ liệu dân cư, đất đai, hộ kinh doanh theo nguyên tắc nhập một lần, dùng nhiều nơi; bảo vệ dữ liệu cá "
         "nhân theo ", Cite("Luật", name="Luật Bảo vệ dữ liệu cá nhân"), "."),
    heading(1, "IV", "KINH PHÍ"),
    para("Kinh phí thực hiện lấy từ ngân sách xã, nguồn bổ sung có mục tiêu của tỉnh và các nguồn huy động hợp pháp khác."),
    heading(1, "V", "TỔ CHỨC THỰC HIỆN"),
    heading(2, "1", "Văn phòng HĐND và UBND xã"),
    para("- Theo dõi, đôn đốc, tổng hợp kết quả; trình Ủy ban nhân dân xã báo cáo trước ngày 05 tháng cuối quý."),
    heading(2, "2", "Phòng Kinh tế"),
    para("- Cân đối, bố trí kinh phí hằng năm; hướng dẫn thanh toán, quyết toán."),
    heading(2, "3", "Các phòng, ban, ngành và các thôn"),
    para("- Căn cứ Danh mục nhiệm vụ kèm theo, lập kế hoạch của đơn vị mình xong trước ngày 10/02/2026."),
    para("Trên đây là Kế hoạch xây dựng chính quyền gần dân xã Thạch Vân giai đoạn 2026-2030. Trong quá trình thực hiện, nếu "
         "có vướng mắc, các đơn vị phản ánh về Văn phòng HĐND và UBND xã để tổng hợp, báo cáo Ủy ban nhân dân xã xem "
         "xét./."),
)

PLAN = PlanContent(
    name="ke_hoach_xa_thach_van",
    document_type="KẾ HOẠCH",
    title=("Xây dựng chính quyền gần dân, phục vụ Nhân dân", "trên địa bàn xã Thạch Vân giai đoạn 2026-2030"),
    parent_agency=None,
    agency="ỦY BAN NHÂN DÂN\nXÃ THẠCH VÂN",
    issuing_agency="Ủy ban nhân dân xã Thạch Vân",
    number="27/KH-UBND",
    place="Thạch Vân",
    date="2026-01-12",
    legal_bases=(
        ("Căn cứ ", Cite("Luật", None, "2025-06-16", name="Luật Tổ chức chính quyền địa phương", long_date=True), ";"),
        ("Căn cứ ", NQ, " về xây dựng chính quyền gần dân giai đoạn 2026-2030;"),
        (
            "Thực hiện ",
            Cite("Kế hoạch", "305/KH-UBND", "2025-12-30", "Ủy ban nhân dân tỉnh Lam Giang"),
            " về triển khai Nghị quyết nêu trên, Ủy ban nhân dân xã Thạch Vân ban hành Kế hoạch với các nội dung sau:",
        ),
    ),
    body=BODY,
    recipients=(
        "UBND tỉnh Lam Giang (để b/c)",
        "Thường trực Đảng ủy, HĐND xã",
        "Chủ tịch, các PCT UBND xã",
        "Các phòng, ban, ngành thuộc xã",
        "Trưởng các thôn",
        "Lưu: VT, VP",
    ),
    signature=Signature("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Trọng Khải"),
    annexes=(TASKS,),
    period=(2026, 2030),
    issuing_agency_alt=("UBND xã Thạch Vân",),
)
