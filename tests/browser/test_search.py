"""The search in a browser: on a telephone and without scripts, by the keyboard alone, without a finding of axe."""

from collections.abc import Callable
from typing import Any

import pytest

from binhdang.demo.world import World
from binhdang.demo.year import receive_and_confirm
from binhdang.search.following import build
from binhdang.values.texts import fold
from browser.test_keyboard import tab_to
from browser.walk import PHONE, Person

TITLES = "ol.hits h2"


@pytest.mark.parametrize("scripts", [True, False])
def test_chi_finds_a_task_on_her_telephone_by_the_keyboard(
    opened_world: World, person: Callable[..., Person], on: Callable[..., None], scripts: bool
) -> None:
    receive_and_confirm(opened_world)
    build()
    on(20, 5)
    phone: dict[str, Any] = {"viewport": {"width": PHONE, "height": 740}, "java_script_enabled": scripts}
    chi = person(opened_world.chi, **phone)
    box = chi.page.get_by_role("searchbox", name="Tìm văn bản, nhiệm vụ, sổ theo dõi, báo cáo")
    assert box.is_visible()
    if scripts:  # whether the focus is drawn is asked by a script
        tab_to(chi.page, "#tim")
    else:
        box.focus()
    chi.page.keyboard.type("tap huan kien thuc ve gioi")
    chi.page.keyboard.press("Enter")
    chi.sees("kết quả")
    assert "tập huấn" in chi.page.locator("ol.hits").inner_text().lower()
    marks = {fold(mark) for mark in chi.page.locator("mark").all_inner_texts()}
    assert marks == {"tap", "huan", "kien", "thuc", "ve", "gioi"}
    chi.follows("Nhiệm vụ (")
    title = chi.page.locator(TITLES).first.inner_text()
    assert title.startswith("Nhiệm vụ ") and box.input_value() == "tap huan kien thuc ve gioi"
    chi.page.locator(f"{TITLES} a").first.click()
    chi.page.wait_for_url("**/ke-hoach/nhiem-vu/**")
    chi.check()


def test_what_cannot_be_looked_for_is_said_without_a_finding(
    opened_world: World, person: Callable[..., Person], on: Callable[..., None]
) -> None:
    on(20, 5)
    an = person(opened_world.an)
    for address, status in (("/tim/", 200), ("/tim/?q=%25", 422), ("/tim/?q=" + "a" * 300, 422), ("/tim/?q=zz", 200)):
        assert an.goes(address) == status
        an.check()
