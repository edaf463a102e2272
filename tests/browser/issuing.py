"""The year as its people click through it, steps 7 to 9: many reports become one that leaves with a number."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from binhdang.demo import year
from browser.reporting import half_year_round
from browser.walk import Person
from vanban.reading import read_bytes


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
