"""The year as its people click through it, scene by scene. What a scene shows stands in its docstring."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from binhdang.demo import year
from binhdang.demo.papers import PLAN_2022
from binhdang.reports.models import Round
from binhdang.values.periods import Period, PeriodKind
from browser.walk import Person
from vanban.reading import read_bytes

TYPED = f"{year.VICTIMS_FOUND}.nu"
"""The cell that An types, that Chi asks about and that An corrects."""
HALF_YEAR = "báo cáo 6 tháng đầu năm 2022"
PLAN_TITLE = "Kế hoạch: Thực hiện công tác bình đẳng giới năm 2022 trên địa bàn huyện Ia H'Drai"
SIGNED_LIST = year._signed_list("Kiến thức giới cho cán bộ thôn")


def half_year_round() -> Round:
    """The round of the first half of 2022."""
    return Round.objects.get(period_text=str(Period(PeriodKind.HALF_YEAR, 2022, 1)))


def the_superiors_plan_is_registered(khanh: Person) -> None:
    """1. Khánh enters the superior's plan in the book of incoming papers, as printed on it."""
    khanh.room("Văn bản")
    khanh.sees("Văn bản đến và đi")
    khanh.follows("Đăng ký văn bản đến")
    khanh.sees("Đăng ký văn bản đến")
    for label, text in {
        "Tên loại": "Kế hoạch",
        "Số": "25",
        "Ký hiệu": "KH-SLĐTBXH",
        "Ngày ban hành": "11/3/2022",
        "Cơ quan ban hành": "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum",
        "Trích yếu": "Triển khai các mục tiêu bình đẳng giới năm 2022",
    }.items():
        khanh.fill(label, text)
    khanh.picture("dang-ky-van-ban-den")
    khanh.clicks("Vào sổ văn bản đến")
    khanh.reads("Đã vào sổ văn bản đến, số đến 1.")
    khanh.sees("Kế hoạch: Triển khai các mục tiêu bình đẳng giới năm 2022")


def the_plan_is_uploaded(chi: Person) -> None:
    """1. Chi uploads the district's own plan: it is read, nothing that it lacks is invented, and it is linked."""
    chi.room("Văn bản")
    chi.follows("Tải văn bản lên")
    chi.sees("Tải văn bản lên")
    chi.choose("Sổ của đơn vị", "Ủy ban nhân dân huyện Ia H'Drai")
    chi.choose_file("Tệp văn bản", "ke-hoach.docx", b"")
    chi.clicks("Đọc và đưa vào sổ")
    chi.page.get_by_role("alert").get_by_text("ke-hoach.docx").first.wait_for()
    chi.check()
    chi.choose_file("Tệp văn bản", "ke-hoach-2022.txt", PLAN_2022.encode(), "text/plain")
    chi.picture("tai-van-ban-len")
    chi.clicks("Đọc và đưa vào sổ")
    chi.sees(PLAN_TITLE)
    facts = chi.page.get_by_role("region", name="Trong sổ").inner_text()
    assert "Số, ký hiệu\nchưa có" in facts and "Ngày ban hành\nchưa có" in facts
    chi.reads("4.4")  # the gap in the numbering stands among the things to look at again
    chi.choose("Văn bản cấp trên", "25/KH-SLĐTBXH")
    chi.clicks("Liên kết")
    chi.page.get_by_role("link", name="Kế hoạch 25/KH-SLĐTBXH", exact=True).wait_for()
    chi.picture("van-ban-da-doc")
    chi.follows("Lập kế hoạch từ văn bản này")
    chi.sees("Lập kế hoạch từ văn bản")
    chi.fill("Năm kế hoạch", "2022")
    chi.clicks("Lập đề xuất")
    chi.sees("Xác nhận đề xuất")


def proposals_are_decided(chi: Person, lan: Person) -> None:
    """2. Beside the source text, each with its words lit up, Chi confirms, mends and leaves out; Lan sees who works."""
    card = chi.card("4.3")
    card.get_by_role("heading").get_by_role("link").click()
    lit = chi.page.locator(".source-text mark:target, .source-text :target mark, .source-text :target")
    assert "tập huấn" in lit.first.inner_text()
    chi.picture("xac-nhan-de-xuat", at=lit.first)
    card.get_by_role("button", name="Xác nhận 4.3").click()
    chi.card("4.3").get_by_text("đã xác nhận").wait_for()
    assert chi.card("1.1").get_by_role("button", name="Xác nhận 1.1").count() == 0  # it names no unit that is known
    chi.card("1.1").get_by_role("link", name="Sửa 1.1").click()
    chi.sees("Sửa đề xuất 1.1")
    _choose_a_body(chi, "Phòng LĐ-TB&XH", "Theo chức năng, nhiệm vụ của Phòng.")
    chi.clicks("Lưu và xác nhận")
    chi.reads("Lý do")  # a change needs a reason; nothing typed is lost
    chi.check()
    chi.fill("Lý do sửa", "Văn bản gọi chung; thống nhất tại cuộc họp ngày 22/3/2022.")
    chi.picture("sua-de-xuat", at=chi.page.get_by_role("region", name="Cơ quan"))
    chi.clicks("Lưu và xác nhận")
    chi.reads("Đã sửa và xác nhận đề xuất.")
    left_out = chi.card("4.6")
    left_out.locator("summary").click()
    left_out.get_by_label("Lý do").fill("Không phải nhiệm vụ của huyện.")
    left_out.get_by_role("button", name="Bỏ đề xuất này").click()
    chi.card("4.6").get_by_text("Không phải nhiệm vụ của huyện.").wait_for()
    chi.check()
    chi.card("4.6").get_by_role("link", name="Sửa 4.6").click()  # Chi thinks again: what was left out is not lost
    chi.clicks("Lưu và xác nhận")
    chi.card("4.6").get_by_text("đã xác nhận").wait_for()
    lan.goes(chi.path())
    lan.sees("Xác nhận đề xuất")
    lan.reads("Lê Quỳnh Chi")
    assert lan.page.get_by_role("button", name="Xác nhận").count() == 0
    chi.page.get_by_role("button", name="đề xuất không cần sửa").click()
    chi.reads("Đã quyết định tất cả")


def _choose_a_body(chi: Person, name: str, basis: str) -> None:
    """Fill the first free line of the bodies: one that the paper does not name, with its basis."""
    line = chi.page.get_by_role("group", name="Cơ quan thứ").filter(has=chi.page.locator("select[name$='-source']"))
    free = next(one for one in line.all() if one.get_by_label("Cơ quan", exact=True).input_value() == "")
    value = free.get_by_label("Cơ quan", exact=True).locator("option", has_text=name).first.get_attribute("value")
    free.get_by_label("Cơ quan", exact=True).select_option(value)
    free.get_by_label("Theo", exact=True).select_option("")
    free.get_by_label("Căn cứ").fill(basis)


def the_plan_comes_into_force(chi: Person, lan: Person, khanh: Person, on: Any) -> None:
    """3. In force: fifteen tasks with the gap kept; a lead given with its basis; the clerk numbers the paper."""
    chi.has_work("Xác nhận kế hoạch", "")
    chi.sees("Xác nhận đề xuất")
    on(31, 3)
    chi.clicks("Đưa kế hoạch vào thực hiện")
    chi.reads("Kế hoạch đã có hiệu lực")
    chi.sees("Thực hiện công tác bình đẳng giới")
    labels = [one.inner_text() for one in chi.page.locator("tbody th a").all()]
    assert [one for one in labels if "." in one and one[0].isdigit()] == year.TASK_LABELS
    chi.reads("4.4 không có trong văn bản.")
    chi.picture("ke-hoach")
    lan.room("Kế hoạch")
    lan.sees("Kế hoạch")
    lan.follows("Thực hiện công tác bình đẳng giới")
    lan.follows("4.3")
    lan.sees("Nhiệm vụ 4.3")
    lan.choose("Cơ quan", "Phòng LĐ-TB&XH")
    lan.choose("Vai trò", "chủ trì")
    lan.fill("Căn cứ", "Phân công tại cuộc họp Ban VSTBPN huyện ngày 30/3/2022.")
    lan.clicks("Giao nhiệm vụ")
    lan.reads("Đã giao nhiệm vụ 4.3")
    lan.reads("bổ sung")
    lan.sees("Nhiệm vụ 4.3")
    lan.picture("giao-nhiem-vu")
    on(31, 3, 15)
    khanh.has_work("Cấp số văn bản", "Kế hoạch")
    khanh.sees(PLAN_TITLE)
    khanh.picture("cap-so")
    khanh.clicks("Cấp số")
    khanh.reads("Đã cấp số 01/KH-UBND.")
    khanh.check()


def a_condition_occurs(chi: Person) -> None:
    """3. Task 1.3 waited for the superior's guidance: it has come, a document says so, and now there is a deadline."""
    chi.room("Kế hoạch")
    chi.follows("Thực hiện công tác bình đẳng giới")
    chi.follows("1.3")
    chi.sees("Nhiệm vụ 1.3")
    chi.page.locator("summary", has_text="Điều kiện đã xảy ra").first.click()
    chi.fill("Ngày xảy ra", "20/4/2022")
    chi.fill("Hạn thực hiện: trước ngày", "20/6/2022")
    chi.fill("Căn cứ: số, ngày văn bản", "Công văn hướng dẫn tổng kết của Sở LĐ-TB&XH ngày 20/4/2022")
    chi.clicks("Ghi điều kiện đã xảy ra")
    chi.reads("trước ngày 20/6/2022")
    chi.check()


def a_training_is_recorded(an: Person) -> None:
    """4. An writes down the training her commune held, for task 4.3, and adds the signed list as evidence."""
    an.room("Sổ theo dõi")
    an.sees("Sổ theo dõi")
    an.follows("Sổ theo dõi tập huấn")
    an.sees("Sổ theo dõi tập huấn")
    an.follows("Ghi lớp tập huấn")
    an.sees("Ghi lớp tập huấn")
    an.fill("Nội dung", "Kiến thức giới cho cán bộ thôn")
    an.fill("Số nam", "18")
    an.clicks("Ghi vào sổ")
    an.reads("Chưa lưu")  # and nothing typed is lost
    assert an.field("Số nam").input_value() == "18"
    an.check()
    an.goes("/so-theo-doi/tap-huan/them/")
    for label, text in {
        "Nội dung": "Kiến thức giới cho cán bộ thôn",
        "Từ ngày": "27/4/2022",
        "Đến ngày": "28/4/2022",
        "Địa điểm": "Hội trường UBND xã Ia Tơi",
        "Giảng viên": "Báo cáo viên cấp huyện",
        "Số nam": "18",
        "Số nữ": "24",
        "Cán bộ nam": "3",
        "Cán bộ nữ": "5",
    }.items():
        an.fill(label, text)
    an.choose("Nhiệm vụ trong kế hoạch", "4.3 –")
    an.picture("ghi-lop-tap-huan")
    an.clicks("Ghi vào sổ")
    an.sees("Kiến thức giới cho cán bộ thôn")
    an.choose_file("Chọn tệp", "Danh sách ký nhận.pdf", SIGNED_LIST)
    an.clicks("Thêm tệp")
    an.page.get_by_role("link", name="Danh sách ký nhận.pdf").wait_for()
    an.sees("Kiến thức giới cho cán bộ thôn")
    an.picture("lop-tap-huan")


def a_report_is_written(an: Person) -> None:
    """5. An takes the figures of the register, types the rest; each field saves itself when she leaves it."""
    an.has_work("Viết báo cáo", f"UBND xã Ia Tơi: {HALF_YEAR}")
    an.sees("Báo cáo 6 tháng đầu năm 2022")
    an.clicks("Lấy số từ sổ theo dõi")
    an.reads("số từ sổ theo dõi.")
    assert an.cell(f"{year.ATTENDANCES}.nu").input_value() == "24"
    assert an.cell(f"{year.ATTENDANCES}.nam").input_value() == "18"
    assert an.cell(TYPED).input_value() == ""  # empty is not zero
    an.cell(TYPED).fill("hai")
    an.leaves(TYPED)
    an.row(TYPED).locator(".cell-inputs.refused").wait_for()
    an.check()
    an.cell(TYPED).fill("1")
    an.leaves(TYPED)
    an.row(TYPED).get_by_text("đã lưu").wait_for()
    an.page.get_by_label("I. Công tác chỉ đạo, điều hành").fill("UBND xã đã ban hành kế hoạch và phân công cán bộ.")
    an.page.keyboard.press("Tab")
    an.page.locator("#section-I").get_by_text("đã lưu").wait_for()
    an.picture("nhap-bao-cao", at=an.row(TYPED))
    an.page.reload()  # what saved itself is there
    assert an.cell(TYPED).input_value() == "1"


def a_report_is_written_without_scripts(an: Person) -> None:
    """5. The same page where no script runs: the button saves."""
    an.goes("/")
    an.follows(f"UBND xã Ia Tơi: {HALF_YEAR}")
    an.page.get_by_label("III.1. Thuận lợi").fill("Cấp ủy, chính quyền quan tâm.")
    an.clicks("Lưu", exact=True)
    an.reads("Đã lưu báo cáo.")
    assert an.page.get_by_label("III.1. Thuận lợi").input_value() == "Cấp ủy, chính quyền quan tâm."


def a_report_is_approved_and_sent(an: Person, binh: Person, *, number: str, version: int = 1) -> None:
    """5. An asks, Bình approves, An sends it with her commune's own number and signed copy."""
    an.clicks("Lưu và trình duyệt…")
    an.sees("Trình duyệt báo cáo 6 tháng đầu năm 2022")
    if version == 1:
        an.picture("trinh-duyet")
    for place, reason in enumerate(an.page.get_by_label("Giải trình").all(), start=1):
        reason.fill(f"Đã đối chiếu với hồ sơ của xã, điểm {place}.")
    an.clicks("Trình lãnh đạo duyệt")
    an.reads("Đã trình lãnh đạo đơn vị duyệt.")
    an.check()
    binh.has_work("Duyệt báo cáo", f"UBND xã Ia Tơi: {HALF_YEAR}")
    binh.sees("Báo cáo 6 tháng đầu năm 2022")
    if version == 1:
        binh.picture("duyet-bao-cao")
    binh.clicks("Duyệt", exact=True)
    binh.reads("Đã duyệt.")
    an.has_work("Gửi báo cáo đã duyệt", f"UBND xã Ia Tơi: {HALF_YEAR}")
    an.follows("Gửi báo cáo")
    an.sees("Gửi báo cáo 6 tháng đầu năm 2022")
    an.fill("Số văn bản của đơn vị", number)
    an.fill("Ngày ký", f"{25 + version}/5/2022")
    an.choose_file("Bản ký, đóng dấu (tệp quét hoặc ký số)", f"bao-cao-{number}.pdf", SIGNED_LIST)
    if version == 1:
        an.picture("gui-bao-cao")
    an.clicks("Gửi báo cáo")
    an.reads("Đã gửi báo cáo.")
    an.check()
    assert f"{HALF_YEAR}" not in " ".join(an.work())


def a_report_comes_back(chi: Person) -> None:
    """6. Chi reads the version, remarks on one cell, and sends the report back."""
    chi.has_work("Xem xét báo cáo", f"UBND xã Ia Tơi: {HALF_YEAR}")
    chi.sees(f"Ủy ban nhân dân xã Ia Tơi: {HALF_YEAR}")
    remark = chi.page.locator(f"[id='remark-{TYPED}']")
    remark.fill("Công an xã có báo thêm 01 vụ trong tháng 3; đề nghị đối chiếu lại.")
    chi.picture("xem-xet", at=remark)
    chi.fill("Lý do trả lại", "Đề nghị rà soát số người bị bạo lực được phát hiện.")
    chi.clicks("Trả lại")
    chi.reads("Đã trả lại báo cáo cho đơn vị.")
    chi.sees("Xem xét báo cáo")


def a_report_is_corrected(an: Person) -> None:
    """6. An sees the remark at the cell and corrects it."""
    an.has_work("Sửa báo cáo bị trả lại", f"UBND xã Ia Tơi: {HALF_YEAR}")
    an.sees("Báo cáo 6 tháng đầu năm 2022")
    an.reads("Công an xã có báo thêm 01 vụ")
    an.picture("bao-cao-bi-tra-lai", at=an.row(TYPED))
    an.cell(TYPED).fill("2")
    an.leaves(TYPED)
    an.row(TYPED).get_by_text("đã lưu").wait_for()
    an.clicks("Đánh dấu đã xử lý", which=0)
    an.reads("Đã đánh dấu nhận xét là đã xử lý.")


def a_report_is_accepted(chi: Person) -> None:
    """6. Chi sees what differs between the two versions, and accepts the second."""
    chi.has_work("Xem xét báo cáo", f"UBND xã Ia Tơi: {HALF_YEAR}")
    chi.sees(f"Ủy ban nhân dân xã Ia Tơi: {HALF_YEAR}")
    chi.reads("Bản gửi lần 2")
    chi.follows("Lịch sử các bản")
    chi.sees("Các bản đã gửi")
    difference = chi.page.get_by_role("region", name="Ô khác nhau").locator("tbody tr")
    assert [cell.inner_text() for cell in difference.first.locator("td").all()] == ["1", "2"]
    assert difference.count() == 1
    chi.picture("so-sanh-hai-ban")
    chi.follows("Lần 2")
    chi.sees(f"Ủy ban nhân dân xã Ia Tơi: {HALF_YEAR}")
    chi.clicks("Chấp nhận")
    chi.reads("Đã chấp nhận báo cáo.")
    chi.check()


def the_focal_body_accepts_its_own_through_its_head(chi: Person, lan: Person) -> None:
    """6. The focal body's own report is not Chi's to accept: it waits for Lan."""
    assert not any(f"Phòng LĐ-TB&XH: {HALF_YEAR}" in one for one in chi.work())
    lan.has_work("Xem xét báo cáo", f"Phòng LĐ-TB&XH: {HALF_YEAR}")
    lan.sees(f"Phòng Lao động - Thương binh và Xã hội: {HALF_YEAR}")
    lan.clicks("Chấp nhận")
    lan.reads("Đã chấp nhận báo cáo.")


def figures_are_consolidated(chi: Person) -> None:
    """7. Chi begins: each total says what it rests on, and one click shows the cells it came from."""
    chi.has_work("Tổng hợp", "Tổng hợp báo cáo 6 tháng đầu năm 2022")
    chi.sees("Tổng hợp 6 tháng đầu năm 2022")
    chi.clicks("Bắt đầu tổng hợp")
    chi.reads("Đã bắt đầu báo cáo tổng hợp")
    chi.sees("Tổng hợp 6 tháng đầu năm 2022")
    chi.picture("bang-tong-hop")
    total = chi.page.get_by_role("link", name=f"{year.ATTENDANCES}.nu, xem từ đâu ra")
    assert "17/17 đơn vị" in total.locator("xpath=..").inner_text()
    shown = int(total.inner_text().split()[0])
    total.click()
    chi.sees("Lượt người dự tập huấn")
    rows = chi.page.locator("tbody tr")
    values = [row.locator("td.number").inner_text() for row in rows.all()]
    assert sum(int(value) for value in values if value.isdecimal()) == shown
    own = rows.filter(has_text="Ia Tơi")
    assert "Rơ Châm An" in own.inner_text() and "từ sổ theo dõi" in own.inner_text()
    chi.picture("tu-dau-ra")
    own.get_by_role("link", name="mục 1").click()
    chi.sees("Kiến thức giới cho cán bộ thôn")


def texts_are_consolidated(chi: Person) -> None:
    """7. For each section Chi takes the units' paragraphs, joins what belongs together, and keeps their sources."""
    chi.goes(f"/tong-hop/{half_year_round().public_id}/")
    codes = [link.inner_text().partition(". ")[0] for link in _sections(chi).all()]
    written = 0
    for place, code in enumerate(codes):
        row = _sections(chi).nth(place).locator("xpath=ancestor::tr")
        if "không đơn vị nào viết" in row.inner_text():
            continue
        _sections(chi).nth(place).click()
        _write_section(chi, code, first=written == 0)
        written += 1
        chi.goes(f"/tong-hop/{half_year_round().public_id}/")
    assert written >= 8
    chi.sees("Tổng hợp 6 tháng đầu năm 2022")


def _sections(chi: Person) -> Any:
    return chi.page.get_by_role("table").last.locator("tbody th a")


def _write_section(chi: Person, code: str, *, first: bool) -> None:
    chi.page.get_by_role("heading", level=1, name=f"{code}. ").wait_for()
    chi.clicks("Lấy tất cả bài chưa dùng")
    chi.reads("chưa lưu")
    if first:
        chi.check()
        before = chi.page.get_by_label("Đoạn 1", exact=True).input_value()
        chi.clicks("Gộp vào đoạn trên", which=0)
        chi.reads("chưa lưu")
        assert chi.page.get_by_label("Đoạn 1", exact=True).input_value().startswith(before)
        chi.picture("viet-loi-van")
    chi.clicks(f"Lưu mục {code}", exact=True)
    chi.reads(f"Đã lưu mục {code}.")
    chi.reads("đã dùng bài của mọi đơn vị")


def the_report_is_frozen_and_drafted(chi: Person) -> None:
    """7–8. Frozen: nothing in it moves any more. Chi drafts the paper from it."""
    chi.goes(f"/tong-hop/{half_year_round().public_id}/")
    chi.clicks("Lấy số liệu từ các báo cáo đã chấp nhận")
    chi.reads("số liệu")
    chi.follows("Chốt báo cáo")
    chi.sees("Chốt báo cáo tổng hợp 6 tháng đầu năm 2022")
    chi.clicks("Chốt báo cáo tổng hợp")
    chi.reads("Đã chốt báo cáo tổng hợp.")
    chi.has_work("Phát hành", "Soạn báo cáo 6 tháng đầu năm 2022 từ bản chốt")
    chi.sees("Soạn văn bản gửi cấp trên")
    assert "Sở Lao động - Thương binh và Xã hội" in chi.field("Kính gửi").input_value()
    chi.picture("soan-van-ban")
    chi.clicks("Soạn và trình kiểm tra")
    chi.reads("Đã soạn văn bản và trình kiểm tra nội dung.")
    chi.sees("Báo cáo chưa có số")
    assert chi.page.get_by_role("button", name="Ký văn bản").count() == 0  # nobody takes two of the three steps


def the_paper_goes_out(lan: Person, minh: Person, khanh: Person, on: Any) -> None:
    """8. Lan checks, Minh signs, Khánh numbers and sends: each finds it on their first page."""
    on(13, 6)
    lan.has_work("Kiểm tra nội dung", "")
    lan.sees("Báo cáo chưa có số")
    lan.picture("kiem-tra-noi-dung")
    lan.clicks("Nội dung đúng, trình ký")
    lan.reads("Đã xác nhận nội dung.")
    on(13, 6, 14)
    minh.has_work("Ký văn bản", "")
    minh.sees("Báo cáo chưa có số")
    minh.picture("ky-van-ban")
    minh.clicks("Ký văn bản")
    minh.reads("Đã ký.")
    on(13, 6, 15)
    khanh.has_work("Cấp số văn bản", "")
    khanh.sees("Báo cáo chưa có số")
    khanh.clicks("Cấp số và giữ bản chính")
    khanh.reads("Đã cấp số 02/BC-UBND.")
    khanh.has_work("Phát hành văn bản", "")
    khanh.sees("Báo cáo số 02/BC-UBND")
    khanh.clicks("Phát hành", exact=True)
    khanh.reads("Đã phát hành văn bản.")
    khanh.sees("Báo cáo số 02/BC-UBND")
    khanh.picture("van-ban-da-phat-hanh")
    assert khanh.work() == []


def the_paper_is_downloaded_and_read_back(khanh: Person) -> None:
    """8. The .docx opens, and reading it finds what was written: kind, number, day, addressee."""
    khanh.room("Phát hành")
    khanh.sees("Phát hành")
    khanh.follows("Báo cáo")
    khanh.sees("Báo cáo số 02/BC-UBND")
    with khanh.page.expect_download() as waiting:
        khanh.follows("Tải .docx")
    data = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename.endswith(".docx")
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    read = read_bytes(data, name=waiting.value.suggested_filename).document
    assert read.header.kind is not None and read.header.kind.value == "Báo cáo"
    assert read.header.number_symbol is not None and read.header.number_symbol.value == "02/BC-UBND"
    assert read.header.issued_on is not None and read.header.issued_on.value == date(2022, 6, 13)
    assert any("Sở Lao động - Thương binh và Xã hội" in one.value for one in read.header.addressees)


def nobody_sees_what_is_not_theirs(giang: Person, ha: Person, report: str) -> None:
    """9. An's report does not exist for Giang; Hà administers accounts and can open no report, no plan, no register."""
    assert giang.goes(report) == 404
    giang.sees("Không tìm thấy trang")
    assert giang.goes("/bao-cao/") == 200
    assert "Ia Tơi" not in giang.page.get_by_role("main").inner_text()
    rooms = ha.page.get_by_role("banner").get_by_role("listitem").all_inner_texts()
    assert rooms == ["Việc của tôi", "Đơn vị", "Tài khoản", "Nhật ký"]
    assert ha.goes(report) == 404
    ha.room("Tài khoản")
    ha.sees("Tài khoản và vai trò")
    ha.follows("Cấp tài khoản")
    ha.sees("Cấp tài khoản")
    ha.fill("Họ và tên", "Y Linh")
    ha.fill("Tên đăng nhập", "linh")
    ha.choose("Vai trò", "Người nhập liệu")
    ha.choose("Đơn vị", "xã Ia Đal")
    ha.fill("Chức vụ", "Công chức Văn hóa - Xã hội")
    ha.picture("cap-tai-khoan")
    ha.clicks("Cấp tài khoản")
    ha.sees("Phiếu mật khẩu")
    ha.follows("Xong, mở trang tài khoản")
    ha.sees("Y Linh")
    ha.picture("tai-khoan")


def who_did_what_is_on_record(lan: Person) -> None:
    """9. The log tells who did what, down to the signing and the sending."""
    lan.room("Nhật ký")
    lan.sees("Nhật ký")
    text = lan.page.get_by_role("table").inner_text()
    assert "Đỗ Khánh" in text and "Hoàng Minh" in text
    lan.picture("nhat-ky")
