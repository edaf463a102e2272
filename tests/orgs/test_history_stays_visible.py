"""After a reorganisation the reports of units that ended stay with whoever answers for them, and with nobody else."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from binhdang.accounts.actions import issue_account
from binhdang.accounts.models import User
from binhdang.demo.world import World
from binhdang.demo.year import play
from binhdang.indicators.dictionary import load
from binhdang.jobs.clock import pin
from binhdang.orgs.access import answers_for, holds, units_where
from binhdang.orgs.actions import create_unit, grant
from binhdang.orgs.models import Membership, Unit, UnitKind
from binhdang.orgs.queries import Node, parents_on, tree
from binhdang.orgs.reorganisation import abolish, merge, move, transfer_function
from binhdang.orgs.roles import RECEIVING, WRITING, Role
from binhdang.reports.models import Report, ReportVersion, Round

AT = datetime(2025, 6, 20, 2, tzinfo=UTC)
ON, BEFORE = date(2025, 7, 1), date(2025, 6, 30)
ORDER = {"on": ON, "basis": "Nghị quyết số 202/2025/QH15", "by": None, "at": AT}


def person(username: str, role: Role, unit: Unit) -> User:
    made, _ = issue_account(username=username, full_name=f"Người {username}", by=None, at=AT)
    User.objects.filter(pk=made.pk).update(must_change_password=False)
    grant(made, role, unit, valid_from=unit.valid_from, by=None, at=AT)
    return made


def reorganise(world: World) -> None:
    """The summer of 2025: Kon Tum into Quảng Ngãi, Ia Dom into Ia Tơi, the district gone with its bodies."""

    def found(code: str, kind: UnitKind, name: str, on: date, parent: str | None = None) -> None:
        above = world.units[parent] if parent else None
        world.units[code] = create_unit(
            code=code, kind=kind, name=name, valid_from=on, parent=above, by=None, at=AT
        )  # fmt: skip

    committee, department = UnitKind.PROVINCE_COMMITTEE, UnitKind.DEPARTMENT
    found("51", committee, "Ủy ban nhân dân tỉnh Quảng Ngãi", date(1989, 7, 1))
    found("52", committee, "Ủy ban nhân dân tỉnh Gia Lai", date(1991, 8, 12))
    found("51.so-nv", department, "Sở Nội vụ tỉnh Quảng Ngãi", date(1989, 7, 1), "51")
    found("23538.phong-vhxh", department, "Phòng Văn hóa - Xã hội", ON, "23538")
    merge([world.other_commune], world.commune, carry_roles=True, **ORDER)
    for commune in (world.communes[0], world.commune):
        move(commune, world.units["51"], **ORDER)
    function = "quản lý nhà nước về bình đẳng giới"
    transfer_function(world.focal, world.units["23538.phong-vhxh"], function=function, ends=True, **ORDER)
    transfer_function(world.department, world.units["51.so-nv"], function=function, ends=True, **ORDER)
    abolish(world.district, with_below=True, **ORDER)
    merge([world.units["62"]], world.units["51"], **ORDER)


def codes(units: object) -> set[str]:
    return {unit.code for unit in units}  # type: ignore[attr-defined]


def test_who_answers_for_the_old_district_sees_what_stood_below_it(world: World) -> None:
    old = codes(world.units.values())
    reorganise(world)
    officer = person("ngoai", Role.FOCAL_OFFICER, world.units["51"])
    stranger = person("la", Role.FOCAL_OFFICER, world.units["52"])
    assert not codes(units_where(officer, RECEIVING, BEFORE)) & old
    assert codes(units_where(officer, RECEIVING, ON)) >= old
    assert codes(units_where(stranger, RECEIVING, ON)) == {"52"}
    assert not holds(stranger, RECEIVING, world.district, ON)


def test_the_tree_of_a_day_has_only_what_stands_that_day(world: World) -> None:
    reorganise(world)

    def flat(nodes: list[Node]) -> set[str]:
        return {code for node in nodes for code in ({node.unit.code} | flat(node.children))}

    today = {"51", "51.so-nv", "23538", "23535", "23538.phong-vhxh"}
    assert flat(tree(Unit.objects.all(), ON, top=world.units["51"])) | {"51"} == today
    assert codes(Unit.objects.filter(pk__in=parents_on(ON, world.units["51"]))) == today
    assert flat(tree(Unit.objects.all(), BEFORE, top=world.units["51"])) == {"51.so-nv"}
    assert "618" in flat(tree(Unit.objects.all(), BEFORE))


def test_the_commune_that_took_another_in_works_on_what_it_left(world: World) -> None:
    reorganise(world)
    assert answers_for(world.an, WRITING, world.other_commune, ON)
    assert not answers_for(world.an, WRITING, world.other_commune, BEFORE)
    assert not answers_for(world.an, WRITING, world.communes[0], ON)
    giang = Membership.objects.in_force(ON).get(user=world.giang)
    assert giang.unit == world.commune


@pytest.fixture
def played(world: World) -> World:
    load()
    play(world)
    return world


def test_reports_of_2022_are_read_in_2025_by_those_who_answer_for_them(played: World, client: Client) -> None:
    sent = ReportVersion.objects.filter(report__round__regime__receiver=played.district)
    assert sent.exists()
    reorganise(played)
    officer = person("ngoai", Role.FOCAL_OFFICER, played.units["51"])
    stranger = person("la", Role.FOCAL_OFFICER, played.units["52"])
    assert set(ReportVersion.objects.visible_to(officer, ON)) >= set(sent)
    assert not ReportVersion.objects.visible_to(officer, BEFORE).exists()
    assert not ReportVersion.objects.visible_to(stranger, ON).exists()
    assert not Round.objects.visible_to(stranger, ON).exists()
    of_dom = Report.objects.filter(unit=played.other_commune)
    assert of_dom.exists()
    assert set(of_dom) <= set(Report.objects.visible_to(played.an, ON))
    assert not Report.objects.visible_to(played.an, BEFORE).filter(unit=played.other_commune).exists()

    pin(datetime(2025, 7, 2, 1, tzinfo=UTC))
    client.force_login(officer)
    for round in Round.objects.filter(regime__receiver=played.district):
        page = client.get(f"/tong-hop/{round.public_id}/")
        assert page.status_code == 200
        assert "Ủy ban nhân dân xã Ia Dom" in client.get(f"/bao-cao/ky/{round.public_id}/").content.decode()
    client.force_login(stranger)
    assert client.get(f"/tong-hop/{round.public_id}/").status_code == 404
