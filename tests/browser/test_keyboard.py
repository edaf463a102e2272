"""The whole reporting path without a mouse: only Tab, Enter, Space and letters."""

from collections.abc import Callable
from typing import Any

from binhdang.config.ticking import tick
from binhdang.demo import year
from binhdang.demo.world import PASSWORD, World
from binhdang.reports.states import ReportState
from browser import reporting

MOST_STOPS = 700


def tab_to(page: Any, what: str) -> None:
    """Press Tab until `what` (a CSS selector) has the focus, and see that the focus is drawn."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(what) => document.activeElement.matches(what)", what):
            drawn = (
                "(e => e.outlineStyle !== 'none' || e.boxShadow !== 'none')(getComputedStyle(document.activeElement))"
            )
            assert page.evaluate(drawn), f"no visible focus: {what}"
            return
    raise AssertionError(f"Tab never reaches {what} on {page.url}")


def test_the_reporting_path_needs_no_mouse(
    opened_world: World, site: str, open_page: Callable[..., Any], on: Callable[..., None]
) -> None:
    world = opened_world
    plan = year.receive_and_confirm(world)
    year.assign_leads(world, plan)
    tick(at=year.day(5, 20))
    on(20, 5)
    report = reporting.half_year_round().reports.get(unit=world.commune)

    an = open_page()
    _sign_in(an, site, "an")
    tab_to(an, "main th a")
    an.keyboard.press("Enter")
    an.get_by_role("heading", level=1, name="Báo cáo 6 tháng").wait_for()
    tab_to(an, f"[id='number-{reporting.TYPED}']")
    an.keyboard.type("1")
    an.keyboard.press("Tab")
    an.locator(f"[id='cell-{reporting.TYPED}']").get_by_text("đã lưu").wait_for()
    tab_to(an, "#text-I")
    an.keyboard.type("Xã đã ban hành kế hoạch.")
    an.keyboard.press("Tab")
    an.locator("#section-I").get_by_text("đã lưu").wait_for()
    year.fill_in(report, by=world.an, at=year.day(5, 20))
    an.reload()
    tab_to(an, "button[name=then][value=ask]")
    an.keyboard.press("Enter")
    an.get_by_role("heading", level=1, name="Trình duyệt").wait_for()
    for reason in an.get_by_label("Giải trình").all():
        tab_to(an, f"#{reason.get_attribute('id')}")
        an.keyboard.type("Đã đối chiếu.")
    tab_to(an, "main form button[type=submit]")
    an.keyboard.press("Enter")
    an.get_by_text("Đã trình lãnh đạo đơn vị duyệt.").wait_for()

    binh = open_page()
    _sign_in(binh, site, "binh")
    tab_to(binh, "main th a")
    binh.keyboard.press("Enter")
    binh.get_by_role("heading", level=1, name="Báo cáo 6 tháng").wait_for()
    tab_to(binh, "form[action$='/duyet/'] button")
    binh.keyboard.press("Space")
    binh.get_by_text("Đã duyệt.").wait_for()

    an.goto(f"{site}/bao-cao/{report.public_id}/")
    tab_to(an, "a[href$='/gui/']")
    an.keyboard.press("Enter")
    an.get_by_role("heading", level=1, name="Gửi báo cáo").wait_for()
    tab_to(an, "[name=number]")
    an.keyboard.type("17")
    tab_to(an, "[name=issued_on]")
    an.keyboard.type("20/5/2022")
    an.keyboard.press("Enter")
    an.get_by_text("Đã gửi báo cáo.").wait_for()
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def _sign_in(page: Any, site: str, username: str) -> None:
    page.goto(site)
    tab_to(page, "[name=username]")
    page.keyboard.type(username)
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Việc của tôi").wait_for()
