"""Units through time on their pages, and whom a person may see in them."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.orgs.actions import create_unit
from binhdang.orgs.models import Membership, Unit, UnitKind, UnitName
from binhdang.orgs.queries import Node, shortened, tree
from binhdang.values.texts import fold, sort_key

NOON = datetime(2022, 3, 1, 5, tzinfo=UTC)
TODAY = date(2022, 3, 1)


@pytest.fixture(autouse=True)
def first_of_march(world: World) -> None:
    pin(NOON)


def rename(unit: Unit, name: str, on: date) -> None:
    unit.names.update(valid_to=on)
    UnitName.objects.create(
        unit=unit,
        name=name,
        sort_key=sort_key(name),
        search_text=fold(name),
        valid_from=on,
        basis="Nghị quyết 1/NQ-HĐND",
    )


def outline(nodes: list[Node]) -> list[object]:
    return [[node.unit.code, *outline(node.children)] for node in nodes]


def test_the_tree_of_a_day_has_every_unit_in_its_place_and_in_vietnamese_order(world: World) -> None:
    (province,) = tree(Unit.objects.all(), TODAY)
    assert province.unit.code == "62"
    district, department = province.children
    assert (district.unit, department.unit) == (world.district, world.department)
    names = [node.name.removeprefix("Ủy ban nhân dân xã ") for node in district.children[:3]]
    assert names == ["Ia Dom", "Ia Đal", "Ia Tơi"]  # d before đ
    assert len(district.children) == 19


def test_a_unit_founded_later_is_not_in_an_earlier_tree(world: World) -> None:
    later = date(2022, 7, 1)
    create_unit(
        code="23540", kind=UnitKind.COMMUNE_COMMITTEE, name="Ủy ban nhân dân xã Mới", valid_from=later,
        parent=world.district, by=None, at=NOON,
    )  # fmt: skip
    assert "23540" not in str(outline(tree(Unit.objects.all(), TODAY)))
    assert "23540" in str(outline(tree(Unit.objects.all(), later)))


def test_an_abolished_district_leaves_its_communes_at_the_top_until_they_are_moved(world: World) -> None:
    Unit.objects.filter(pk=world.district.pk).update(valid_to=date(2025, 7, 1))
    world.commune.parents.update(valid_to=date(2025, 7, 1))
    roots = [node.unit.code for node in tree(Unit.objects.all(), date(2025, 7, 1))]
    assert world.commune.code in roots
    assert world.district.code not in roots


def test_a_page_stands_on_the_day_that_was_asked_for(world: World, client: Client) -> None:
    rename(world.commune, "Ủy ban nhân dân xã Tên Mới", date(2022, 7, 1))
    client.force_login(world.an)
    page = f"/don-vi/{world.commune.public_id}/"
    assert client.get(page).context["page"].name == "Ủy ban nhân dân xã Ia Tơi"
    assert client.get(page, {"ngay": "01/07/2022"}).context["page"].name == "Ủy ban nhân dân xã Tên Mới"
    whole = client.get(page, {"ngay": "2022-07-01"}).content.decode()
    assert "đến trước 01/7/2022" in whole
    assert "Nghị quyết 1/NQ-HĐND" in whole
    assert "Tên Mới" in client.get("/don-vi/", {"ngay": "01/07/2022"}).content.decode()
    assert "Tên Mới" not in client.get("/don-vi/").content.decode()


def test_a_day_that_is_none_stays_in_its_field_and_is_said(world: World, client: Client) -> None:
    client.force_login(world.an)
    answer = client.get("/don-vi/", {"ngay": "31/02/2022"})
    assert answer.status_code == 422
    assert 'value="31/02/2022"' in answer.content.decode()
    assert "không đọc được" in answer.content.decode()
    assert "Ia Tơi" in answer.content.decode()


def test_a_day_before_everything_says_so(world: World, client: Client) -> None:
    client.force_login(world.an)
    assert "Chưa có đơn vị nào vào ngày này" in client.get("/don-vi/", {"ngay": "01/01/1990"}).content.decode()


def test_an_sees_the_people_of_her_commune_and_of_the_units_above_and_no_others(world: World, client: Client) -> None:
    client.force_login(world.an)
    own = client.get(f"/don-vi/{world.commune.public_id}/").content.decode()
    above = client.get(f"/don-vi/{world.district.public_id}/").content.decode()
    beside = client.get(f"/don-vi/{world.other_commune.public_id}/").content.decode()
    assert "Phạm Thanh Bình" in own
    assert "Lê Quỳnh Chi" in above
    assert "Y Giang" not in beside
    seen = Membership.objects.visible_to(world.an, TODAY)
    assert not seen.filter(unit=world.other_commune).exists()
    assert Membership.objects.visible_to(world.chi, TODAY).filter(unit=world.other_commune).exists()


def test_whoever_holds_no_role_sees_no_unit(world: World, client: Client) -> None:
    Membership.objects.filter(user=world.giang).update(valid_to=TODAY)
    client.force_login(world.giang)
    assert client.get(f"/don-vi/{world.commune.public_id}/").status_code == 404
    assert not Unit.objects.visible_to(world.giang, TODAY).exists()
    assert not Membership.objects.visible_to(world.giang, TODAY).exists()


def test_the_board_shows_its_thirteen_members_with_their_basis(world: World, client: Client) -> None:
    client.force_login(world.chi)
    board = world.units["618.ban-vstbpn"]
    page = client.get(f"/don-vi/{board.public_id}/")
    assert len(page.context["page"].seats) == 13
    assert "99/QĐ-UBND" in page.content.decode()
    member = client.get(f"/don-vi/{world.member_bodies[0].public_id}/").content.decode()
    assert "Tham gia ban" in member


def test_the_tree_asks_the_database_as_often_for_many_units_as_for_few(
    world: World, client: Client, django_assert_max_num_queries
) -> None:
    client.force_login(world.chi)
    client.get("/don-vi/")
    with django_assert_max_num_queries(14):
        client.get("/don-vi/")


def test_a_long_tree_is_shown_down_to_the_level_that_fits_and_counts_the_rest(world: World) -> None:
    (province,) = shortened(tree(Unit.objects.all(), TODAY), most=5)
    district, department = province.children
    assert (district.unit, district.children, district.hidden) == (world.district, [], 19)
    assert (department.hidden, province.hidden, province.size) == (0, 0, 22)
    assert shortened(tree(Unit.objects.all(), TODAY)) == tree(Unit.objects.all(), TODAY)
    assert [node.hidden for node in shortened(tree(Unit.objects.all(), TODAY), most=0)] == [21]
