"""The entry page in a real browser: fields save themselves, and a broken line loses nothing that is on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from binhdang.accounts.models import User
from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.reports import figures
from binhdang.values.figures import Figure
from reports.scene import MEN, WOMEN, Scene, at, half_year_opened, write

pytestmark = pytest.mark.django_db(transaction=True)
Opened = Callable[[User], Any]


@pytest.fixture
def scene(live_server: Any, world: World) -> Scene:
    """The round is open, behind a real server."""
    pin(at(20, 5, 8, 15))
    return half_year_opened(world)


@pytest.fixture
def entry_page(scene: Scene, live_server: Any, open_page: Callable[..., Any]) -> Opened:
    """`entry_page(world.an)`: the entry page of An's report in that person's own window."""

    def opened(user: User) -> Any:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = open_page(viewport={"width": 360, "height": 740})
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(live_server.url + reverse("reports:entry", args=[scene.an_report.public_id]))
        return page

    return opened


def cell(page: Any, key: str) -> Any:
    """The group of fields of one cell."""
    return page.locator(f'[data-field="cell:{key}"]')


def type_number(page: Any, key: str, text: str) -> None:
    """Type into a cell and leave it."""
    page.fill(f'[id="number-{key}"]', text)
    page.keyboard.press("Tab")


def test_a_field_is_saved_when_it_is_left_and_the_total_follows(scene: Scene, entry_page: Opened) -> None:
    page = entry_page(scene.world.an)
    type_number(page, WOMEN, "6")
    cell(page, WOMEN).get_by_text("đã lưu 08:15").wait_for()
    type_number(page, MEN, "4")
    page.locator('[data-total="TT-02"]', has_text="10").wait_for()
    held = figures.read(scene.an_report)
    assert (held[WOMEN], held[MEN]) == (Figure.of(6), Figure.of(4))


def test_with_the_line_cut_the_field_stays_marked_unsent_and_is_sent_when_the_line_is_back(
    scene: Scene, entry_page: Opened
) -> None:
    page = entry_page(scene.world.an)
    page.context.set_offline(True)
    type_number(page, WOMEN, "6")
    page.locator("[data-save-status]", has_text="chưa gửi").wait_for()
    assert cell(page, WOMEN).locator("[data-note]").inner_text() == "chưa gửi"
    assert page.input_value(f'[id="number-{WOMEN}"]') == "6"
    page.context.set_offline(False)
    cell(page, WOMEN).get_by_text("đã lưu 08:15").wait_for()
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(6)


def test_two_people_at_once_are_shown_both_values_and_pick(scene: Scene, entry_page: Opened) -> None:
    an, binh = entry_page(scene.world.an), entry_page(scene.world.binh)
    type_number(binh, WOMEN, "7")
    cell(binh, WOMEN).get_by_text("đã lưu").wait_for()
    type_number(an, WOMEN, "9")
    cell(an, WOMEN).get_by_text("Phạm Thanh Bình vừa sửa").wait_for()
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(7)
    cell(an, WOMEN).get_by_role("button", name="Giữ của tôi").click()
    cell(an, WOMEN).get_by_text("đã lưu").wait_for()
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(9)
    type_number(binh, WOMEN, "8")
    cell(binh, WOMEN).get_by_role("button", name="Lấy bản đã ghi").click()
    cell(binh, WOMEN).get_by_text("đã lưu").wait_for()
    assert binh.input_value(f'[id="number-{WOMEN}"]') == "9"
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(9)


def test_a_number_with_two_readings_is_explained_beside_its_field(scene: Scene, entry_page: Opened) -> None:
    page = entry_page(scene.world.an)
    type_number(page, WOMEN, "1,234")
    cell(page, WOMEN).get_by_text("hai cách").wait_for()
    assert page.input_value(f'[id="number-{WOMEN}"]') == "1,234"
    type_number(page, WOMEN, "1.234")
    cell(page, WOMEN).get_by_text("đã lưu").wait_for()
    assert figures.read(scene.an_report)[WOMEN] == Figure.of(1234)


def test_a_session_that_ran_out_says_so_and_keeps_what_was_typed(scene: Scene, entry_page: Opened) -> None:
    page = entry_page(scene.world.an)
    page.context.clear_cookies()
    type_number(page, WOMEN, "6")
    page.locator("[data-save-status]", has_text="đăng nhập lại").wait_for()
    assert page.input_value(f'[id="number-{WOMEN}"]') == "6"


def test_axe_finds_nothing_on_the_entry_page_with_a_conflict_on_it(scene: Scene, entry_page: Opened) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = entry_page(scene.world.an)
    write(scene.an_report, WOMEN, 7, scene.world.binh, at(20, 5))
    page.fill(f'[id="number-{WOMEN}"]', "9")
    cell(page, WOMEN).locator(".cell-number").evaluate("field => field.form.submit()")
    page.get_by_text("giữ số của tôi").wait_for()
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in found] == []
