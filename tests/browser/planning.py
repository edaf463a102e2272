"""The year as its people click through it, steps 1 to 3: the paper comes in, is read, confirmed and put in force."""

from __future__ import annotations

from typing import Any

from binhdang.demo import year
from binhdang.demo.papers import PLAN_2022
from browser.walk import Person

PLAN_TITLE = "Kế hoạch: Thực hiện công tác bình đẳng giới năm 2022 trên địa bàn huyện Ia H'Drai"


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
    chi.page.get_by_label("văn bản đi").check()
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
