"""The demo world as it stands on 21 November 2022: every room of every person, what the pages weigh, the pictures."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.urls import reverse

from binhdang.demo import year
from binhdang.demo.world import World
from binhdang.plans.models import Plan
from binhdang.registers.catalogue import BY_PATH
from browser.walk import Person
from tooling import coverage_table

FIRST_LOAD, LATER_PAGE = 150_000, 30_000  # bytes: an officer's line carries 50 kbit/s


def the_demo(world: World, on: Callable[..., None]) -> None:
    year.play(world)
    on(21, 11, 8)


def test_every_room_of_every_person(
    opened_world: World, person: Callable[..., Person], on: Callable[..., None]
) -> None:
    """Each person's rooms, and the first page behind each list, without a finding and within a phone's width."""
    the_demo(opened_world, on)
    seen: set[str] = set()
    for name in ("chi", "lan", "minh", "khanh", "an", "binh", "ha"):
        someone = person(getattr(opened_world, name))
        if name == "chi":
            someone.picture("viec-cua-toi")
        for room in _links(someone, "header nav a"):
            assert someone.goes(room) == 200, (name, room)
            someone.check()
            behind = [link for link in _links(someone, "main table th a, main ul.tree a") if _kind(link) not in seen]
            for link in behind[:1]:
                seen.add(_kind(link))
                assert someone.goes(link) == 200, (name, link)
                someone.check()


def test_the_pages_of_a_plan_that_giang_writes_and_chi_follows(
    opened_world: World, person: Callable[..., Person], on: Callable[..., None]
) -> None:
    """Giang localises a task by keyboard alone; every page of hers and of Chi's is without a finding."""
    the_demo(opened_world, on)
    draft = Plan.objects.get(unit=opened_world.other_commune)
    giang, base = person(opened_world.giang), f"/ke-hoach/{draft.public_id}/"
    for path in ("loi-van/", "them-nhiem-vu/", "soan/"):
        assert giang.goes(f"{base}{path}") == 200
        giang.check()
    giang.page.get_by_role("link", name="Cụ thể hóa 4.3").focus()
    giang.page.keyboard.press("Enter")
    giang.sees("Cụ thể hóa nhiệm vụ 4.3")
    giang.field("Nội dung").focus()
    giang.page.keyboard.press("Control+A")
    giang.page.keyboard.type("Cử cán bộ dự lớp của huyện.")
    giang.page.get_by_role("button", name="Lưu nhiệm vụ").focus()
    giang.page.keyboard.press("Enter")
    giang.reads("Nguyên văn cấp trên (4.3)")
    giang.check()
    assert giang.goes(f"/phat-hanh/ke-hoach/{draft.public_id}/") == 200
    giang.check()
    chi, district = person(opened_world.chi), Plan.objects.get(unit=opened_world.district)
    assert chi.goes(f"/ke-hoach/{district.public_id}/cap-duoi/") == 200
    chi.check()
    chi.follows("4.3")
    chi.sees("Nhiệm vụ 4.3 ở cấp dưới")


def test_every_page_that_covers_a_point_of_the_plan(
    opened_world: World, person: Callable[..., Person], on: Callable[..., None]
) -> None:
    """Chi opens each page that docs/coverage.md names, and its picture is kept where MANUAL is set."""
    the_demo(opened_world, on)
    chi = person(opened_world.chi)
    for row in coverage_table.rows():
        name, *register = row.page
        assert chi.goes(reverse(name, args=[BY_PATH[path] for path in register])) == 200, row.page
        assert chi.page.locator("main table, main ul.tree").count() > 0, row.page
        chi.picture(Path(row.picture).stem, folder=coverage_table.PICTURES)


def _links(someone: Person, where: str) -> list[str]:
    found = (link.get_attribute("href") or "" for link in someone.page.locator(where).all())
    return [link for link in dict.fromkeys(found) if link.startswith("/")]


def _kind(link: str) -> str:
    """An address without what names the one thing it shows."""
    return re.sub(r"/[^/]*\d[^/]*/", "/…/", link.partition("?")[0])


def test_what_pages_weigh(
    opened_world: World, site: str, open_page: Callable[..., Any], on: Callable[..., None]
) -> None:
    """An begins with an empty cache; later pages fetch only themselves."""
    the_demo(opened_world, on)
    page = open_page()
    scale = page.context.new_cdp_session(page)
    scale.send("Network.enable")
    loaded: list[int] = []
    scale.on("Network.loadingFinished", lambda event: loaded.append(int(event["encodedDataLength"])))
    page.goto(site, wait_until="networkidle")
    an = Person(page, site, opened_world.an)
    page.get_by_label("Tên đăng nhập").fill("an")
    an.page.get_by_label("Mật khẩu", exact=True).fill("binh-dang-gioi-2022")
    an.clicks("Đăng nhập")
    page.wait_for_load_state("networkidle")
    assert 60_000 < sum(loaded) < FIRST_LOAD  # fonts, styles and scripts are in it: the scale weighs
    later = {link: _weighed(page, site + link, loaded) for link in _links(an, "header nav a, main th a")}
    assert len(later) > 6
    assert {link: weight for link, weight in later.items() if not 500 < weight < LATER_PAGE} == {}


def _weighed(page: Any, url: str, loaded: list[int]) -> int:
    loaded.clear()
    page.goto(url, wait_until="networkidle")
    return sum(loaded)
