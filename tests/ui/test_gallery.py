"""The gallery shows every component, without a finding of axe, on a laptop and on a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from binhdang.demo.world import PASSWORD, World


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    world: World, live_server: Any, open_page: Any, width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 740})
    fonts: list[str] = []
    page.on("request", lambda request: fonts.append(request.url) if request.url.endswith(".woff2") else None)
    page.goto(f"{live_server.url}/dang-nhap/?next=/thanh-phan/")
    page.get_by_label("Tên đăng nhập").fill("chi")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Thành phần giao diện").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Lê Quỳnh Chi").click()
    page.get_by_role("button", name="Đăng xuất").wait_for()
    assert Axe().run(page).response["violations"] == []
    page.wait_for_load_state("networkidle")
    assert fonts
    assert [url for url in fonts if "latin-ext" in url] == []  # 27 KB of letters that Vietnamese does not use
