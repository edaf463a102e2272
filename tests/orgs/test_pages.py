"""The pages of units, accounts and the log on a laptop and a phone: axe finds nothing, nothing leaves the screen."""

from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from binhdang.demo.world import PASSWORD, World
from binhdang.jobs.clock import pin


@pytest.mark.parametrize("width", [1280, 360])
def test_ha_works_through_her_pages(world: World, live_server: Any, open_page: Any, width: int) -> None:
    pin(datetime(2022, 12, 5, 1, tzinfo=UTC))
    page = open_page(viewport={"width": width, "height": 740})

    def fine() -> None:
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert Axe().run(page).response["violations"] == [], page.url

    page.goto(f"{live_server.url}/dang-nhap/?next=/tai-khoan/")
    fine()
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_text("Chưa nhập mật khẩu.").wait_for()
    fine()
    page.get_by_label("Tên đăng nhập").fill("ha")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Hiện mật khẩu").check()
    assert page.get_by_label("Mật khẩu", exact=True).get_attribute("type") == "text"
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Tài khoản và vai trò").wait_for()
    fine()

    page.get_by_role("link", name="Cấp tài khoản").click()
    page.get_by_role("button", name="Cấp tài khoản").click()
    page.get_by_text("Chưa chọn đơn vị.").wait_for()
    fine()
    page.get_by_label("Họ và tên").fill("Phạm Văn Mới")
    page.get_by_label("Tên đăng nhập").fill("moi.iatoi")
    page.get_by_label("Vai trò").select_option("Người nhập liệu")
    page.get_by_label("Đơn vị").select_option("Ủy ban nhân dân xã Ia Tơi")
    page.get_by_role("button", name="Cấp tài khoản").click()
    page.get_by_role("heading", name="Phiếu tài khoản Bình đẳng").wait_for()
    fine()
    page.get_by_role("link", name="Xong, mở trang tài khoản").click()
    page.get_by_role("heading", name="Phạm Văn Mới").wait_for()
    fine()
    page.get_by_label("Thôi giữ Người nhập liệu").fill("mai")
    page.get_by_role("button", name="Thu", exact=True).click()
    page.get_by_text("không đọc được").wait_for()
    fine()

    for path in (
        "/don-vi/",
        f"/don-vi/{world.district.public_id}/",
        f"/don-vi/{world.units['618.ban-vstbpn'].public_id}/",
    ):
        page.goto(live_server.url + path)
        fine()
    commune = f"{live_server.url}/don-vi/{world.commune.public_id}"
    for kind in ("lap", "doi-ten", "chuyen", "sap-nhap", "chia-tach", "giai-the", "chuyen-chuc-nang"):
        page.goto(f"{commune}/su-kien/{kind}/")
        fine()
    page.goto(f"{commune}/su-kien/chia-tach/")
    page.get_by_role("button", name="Chia tách").click()
    page.get_by_text("Chưa nhập căn cứ pháp lý.").wait_for()
    fine()
    page.goto(f"{commune}/su-kien/sap-nhap/")
    page.get_by_label("Ủy ban nhân dân xã Ia Dom").check()
    page.get_by_label("Căn cứ").fill("Nghị quyết số 1677/NQ-UBTVQH15")
    page.get_by_role("button", name="Nhập đơn vị khác vào").click()
    page.get_by_text("Đã ghi sáp nhập.").wait_for()
    fine()
    page.goto(f"{live_server.url}/don-vi/nhap/")
    listed = "level,code,name,parent_code\ncommune,23538,Xã Ia Tơi,618\ncommune,23599,Xã Mới,618\n".encode()
    page.get_by_label("Danh sách đơn vị").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": listed})
    fine()
    page.get_by_role("button", name="Xem khác biệt").click()
    page.get_by_role("button", name="Ghi 1 sự kiện").wait_for()
    fine()
    page.goto(f"{live_server.url}/nhat-ky/")
    page.locator("details summary").first.click()
    fine()
    page.goto(f"{live_server.url}/nhat-ky/?doi_tuong=khong-co")
    page.get_by_text("Không có dòng nhật ký nào khớp.").wait_for()
    fine()
    page.goto(f"{live_server.url}/khong-co/")
    fine()
    page.goto(f"{live_server.url}/mat-khau/doi/")
    fine()


def test_the_whole_page_is_reached_by_keyboard_and_the_focus_is_seen(
    world: World, live_server: Any, open_page: Any
) -> None:
    page = open_page()
    page.goto(f"{live_server.url}/dang-nhap/?next=/don-vi/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "id_username"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("an")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Đơn vị").wait_for()
