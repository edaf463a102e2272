"""The year as its people click through it, steps 4 to 6: work recorded, a report written, sent, sent back, accepted."""

from __future__ import annotations

from binhdang.demo import year
from binhdang.reports.models import Round
from binhdang.values.periods import Period, PeriodKind
from browser.walk import Person

TYPED = f"{year.VICTIMS_FOUND}.nu"
"""The cell that An types, that Chi asks about and that An corrects."""
HALF_YEAR = "báo cáo 6 tháng đầu năm 2022"
SIGNED_LIST = b"%PDF-1.4\n% danh sach ky nhan\n%%EOF\n"


def half_year_round() -> Round:
    """The round of the first half of 2022."""
    return Round.objects.get(period_text=str(Period(PeriodKind.HALF_YEAR, 2022, 1)))


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
