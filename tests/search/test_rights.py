"""Nobody finds what they may not open, and nothing that stands no more: asked of today's roles at every search."""

from collections.abc import Callable
from datetime import date

from binhdang.audit.models import Event
from binhdang.config import ticking
from binhdang.demo.world import World
from binhdang.demo.year import TODAY, play
from binhdang.documents.models import OfficialPaper
from binhdang.indicators.dictionary import load
from binhdang.jobs.clock import day_of, pin
from binhdang.orgs import actions as orgs
from binhdang.orgs.models import Membership
from binhdang.plans.models import Plan
from binhdang.registers import actions as registers
from binhdang.registers.models import Training
from binhdang.search.following import build, follow
from binhdang.search.models import IndexReach, SearchRow
from binhdang.search.queries import search
from binhdang.search.sources import SOURCES, rights
from search.conftest import NOW, Page

Finds = Callable[..., Page]
Record = Callable[..., Training]


def test_giang_finds_nothing_of_an_s_commune(indexed: World, finds: Finds, an_records: Record) -> None:
    an_records("Chuyện riêng của Ia Tơi")
    for person in (indexed.an, indexed.binh, indexed.chi, indexed.lan, indexed.minh):
        assert finds(person, "chuyện riêng").titles, person
    for person in (indexed.giang, indexed.ha):
        page = finds(person, "chuyện riêng")
        assert not page.titles and "Tìm thấy 0 kết quả" in page.text, person


def test_giang_finds_what_her_commune_helped_with(indexed: World, finds: Finds, an_records: Record) -> None:
    an_records("Lớp chung của hai xã", co_organisers=[indexed.other_commune])
    assert finds(indexed.giang, "lớp chung").titles == ["Lớp chung của hai xã"]


def test_papers_of_another_commune_are_not_found(
    indexed: World, finds: Finds, an_takes_in: Callable[..., OfficialPaper]
) -> None:
    an_takes_in("KẾ HOẠCH\nTruyền thông riêng của xã Ia Tơi\n\n1. Nội dung.\n")
    assert finds(indexed.an, "truyền thông riêng").titles
    assert not finds(indexed.giang, "truyền thông riêng").titles


def test_a_plan_in_force_is_found_by_those_to_whom_it_gives_a_duty(indexed: World, finds: Finds, plan: Plan) -> None:
    assert finds(indexed.giang, "tập huấn", loai="nhiem-vu").titles
    assert not finds(indexed.ha, "tập huấn", loai="nhiem-vu").titles
    assert not finds(indexed.giang, "tập huấn", loai="van-ban").titles, "the paper itself is the district's own"


def test_a_withdrawn_entry_is_not_found(indexed: World, finds: Finds, an_records: Record) -> None:
    training = an_records("Lớp ghi nhầm")
    assert finds(indexed.an, "ghi nhầm").titles
    registers.withdraw_training(training, reason="Ghi nhầm", by=indexed.an, at=NOW)
    assert not finds(indexed.an, "ghi nhầm").titles


def test_an_entry_is_found_by_what_it_says_now(indexed: World, finds: Finds, an_records: Record) -> None:
    training = an_records("Lớp thứ nhất")
    values = {"subject": "Lớp thứ hai", "place": "Thôn 9"}
    registers.change_training(training, revision=training.revision, by=indexed.an, at=NOW, **values)
    assert not finds(indexed.an, "nhất").titles
    assert finds(indexed.an, "hai thôn 9").titles == ["Lớp thứ hai"]


def test_whose_role_has_ended_finds_nothing_from_that_day(indexed: World, finds: Finds, an_records: Record) -> None:
    an_records("Lớp của xã")
    held = Membership.objects.get(user=indexed.an)
    orgs.end_role(held, last_on=date(2022, 5, 11), by=indexed.ha, at=NOW)
    assert finds(indexed.an, "lớp của xã").titles
    pin(NOW.replace(day=11))
    assert not finds(indexed.an, "lớp của xã").titles


def test_what_is_shown_is_asked_of_the_things_even_where_the_index_is_wrong(
    indexed: World, finds: Finds, an_records: Record
) -> None:
    an_records("Chuyện riêng của Ia Tơi")
    assert finds(indexed.an, "chuyện riêng").titles
    SearchRow.objects.update(unit=indexed.other_commune)
    page = finds(indexed.giang, "chuyện riêng")
    assert not page.titles and "Ia Tơi" not in page.text


def test_everybody_finds_in_the_whole_year_exactly_what_they_may_see(world: World) -> None:
    """Over all kinds and the whole cast: what a scan of the index counts is what the things themselves say."""
    load()
    play(world)
    pin(TODAY)
    build()
    on = day_of(TODAY)
    found = 0
    for person in world.people.values():
        for kind, source in SOURCES.items():
            told = SearchRow.objects.filter(rights(person, on, [kind])).values_list("thing", flat=True)
            seen = set(source.visible_to(person, on).values_list("pk", flat=True))
            assert set(told) == seen and len(told) == len(seen), (person.username, kind)
            found += len(seen)
    assert found > 500
    results = search([" binh"], world.chi, on)
    assert all(results.counts.values()) and len(results.hits) == 20


def test_an_index_that_followed_the_year_is_the_one_that_is_built_after_it(world: World) -> None:
    load()
    build()
    play(world)
    pin(TODAY)
    assert follow()
    columns = ("kind", "thing", "unit", "sender", "receiver", "on", "folded")
    followed = set(SearchRow.objects.values_list(*columns))
    SearchRow.objects.all().delete()
    assert build() == len(followed) > 50
    assert set(SearchRow.objects.values_list(*columns)) == followed
    assert {kind for kind, *_ in followed} == {"paper", "task", "entry", "report"}


def test_rows_of_the_log_may_be_followed_twice(indexed: World, finds: Finds, an_records: Record) -> None:
    an_records("Lớp một")
    finds(indexed.an, "lớp")
    reached = IndexReach.objects.get().sequence
    assert reached == Event.objects.filter(sequence__isnull=False).count()
    IndexReach.objects.update(sequence=0)
    assert finds(indexed.an, "lớp").titles == ["Lớp một"]
    assert SearchRow.objects.count() == 1 and IndexReach.objects.get().sequence == reached


def test_while_the_index_is_not_built_the_page_says_so(world: World, an_records: Record, finds: Finds) -> None:
    an_records("Lớp một")
    IndexReach.objects.all().delete()
    page = finds(world.an, "lớp")
    assert page.status == 200 and "Hệ thống đang lập chỉ mục" in page.text
    ticking.follow(at=NOW)
    page = finds(world.an, "lớp")
    assert page.titles == ["Lớp một"] and "chỉ mục" not in page.text
