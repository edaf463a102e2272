"""Units through time: what each event changes, what it leaves, and what is refused with what to do instead."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.orgs.actions import create_unit, grant
from binhdang.orgs.mapping import Share, on_map
from binhdang.orgs.models import EventKind, Membership, Succession, Unit, UnitEvent, UnitKind
from binhdang.orgs.queries import parents_on, tree_stamp
from binhdang.orgs.reorganisation import Part, abolish, merge, move, rename, split, transfer_function
from binhdang.orgs.roles import Role
from binhdang.values.refusals import NotAllowed, Refusal

AT = datetime(2025, 6, 20, 2, tzinfo=UTC)
ON = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)
BASIS = "Nghị quyết số 1677/NQ-UBTVQH15 ngày 16/6/2025"
ORDER = {"on": ON, "basis": BASIS, "by": None, "at": AT}
ONE = Fraction(1)


def founded(code: str, parent: Unit | None, name: str = "", on: date = ON) -> Unit:
    return create_unit(
        code=code, kind=UnitKind.COMMUNE_COMMITTEE, name=name or f"Ủy ban nhân dân xã {code}", valid_from=on,
        parent=parent, by=None, at=AT,
    )  # fmt: skip


def parent_of(unit: Unit, on: date) -> int | None:
    return parents_on(on)[unit.pk]


def test_ia_toi_takes_in_ia_dom_and_goes_on_under_its_own_code(world: World) -> None:
    merge([world.other_commune], world.commune, **ORDER)
    world.other_commune.refresh_from_db()
    assert (world.other_commune.valid_to, world.commune.valid_to) == (ON, None)
    assert world.other_commune.pk in parents_on(BEFORE)
    assert world.other_commune.pk not in parents_on(ON)
    gone = set(Succession.objects.values_list("source__code", "target__code", "extent"))
    assert gone == {("23537", "23538", "full"), ("23538", "23538", "full")}
    both = [world.commune.pk, world.other_commune.pk]
    assert on_map(both, since=BEFORE, on=ON) == dict.fromkeys(both, (Share(world.commune.pk, ONE),))
    event = Event.objects.get(verb="unit.merged")
    assert event.unit_code == "23538"
    assert event.details["basis"] == BASIS


def test_a_renamed_unit_has_each_name_on_its_days(world: World) -> None:
    rename(world.commune, name="Ủy ban nhân dân xã Mới", short_name="UBND xã Mới", place="Mới", **ORDER)
    rename(world.commune, name="Ủy ban nhân dân phường Mới", on=date(2026, 1, 1), basis=BASIS, by=None, at=AT)
    unit = Unit.objects.get(code="23538")
    assert [unit.place_on(on) for on in (BEFORE, ON, date(2026, 1, 1))] == ["Ia Tơi", "Mới", "Mới"]
    assert unit.name_on(BEFORE) == "Ủy ban nhân dân xã Ia Tơi"
    assert (unit.name_on(ON), unit.short_name_on(ON)) == ("Ủy ban nhân dân xã Mới", "UBND xã Mới")


def test_a_name_that_was_borne_in_between_can_be_recorded_afterwards(world: World) -> None:
    rename(world.commune, name="Ủy ban nhân dân xã Cuối", **ORDER)
    rename(world.commune, name="Ủy ban nhân dân xã Giữa", on=date(2024, 1, 1), basis=BASIS, by=None, at=AT)
    unit = Unit.objects.get(code="23538")
    borne = [unit.name_on(on).split()[-1] for on in (date(2023, 12, 31), date(2024, 1, 1), BEFORE, ON)]
    assert borne == ["Tơi", "Giữa", "Giữa", "Cuối"]


def test_a_moved_unit_takes_everything_below_it_along(world: World) -> None:
    other = founded("51", None, "Ủy ban nhân dân tỉnh Quảng Ngãi", on=date(1989, 7, 1))
    move(world.district, other, **ORDER)
    assert parent_of(world.district, BEFORE) == world.units["62"].pk
    assert parent_of(world.district, ON) == other.pk
    assert world.commune.pk in parents_on(ON, other)
    assert world.commune.pk not in parents_on(BEFORE, other)
    assert parents_on(ON, other)[other.pk] is None


def test_a_province_that_ends_leaves_its_units_to_the_one_that_takes_it_in(world: World) -> None:
    other = founded("51", None, "Ủy ban nhân dân tỉnh Quảng Ngãi", on=date(1989, 7, 1))
    merge([world.units["62"]], other, **ORDER)
    assert parent_of(world.district, ON) == other.pk
    assert set(parents_on(ON)) == set(parents_on(BEFORE)) - {world.units["62"].pk}
    moved = UnitEvent.objects.filter(kind=EventKind.MOVE).values_list("unit__code", flat=True)
    assert set(moved) == {"618", "62.so-ldtbxh"}


def test_a_split_unit_ends_and_its_parts_have_their_declared_shares(world: World) -> None:
    north, south = founded("90001", world.district), founded("90002", world.district)
    parts = [Part(north, Fraction(1, 3)), Part(south, Fraction(2, 3))]
    split(world.commune, parts, key_name="dân số ngày 01/4/2024", **ORDER)
    assert world.commune.pk not in parents_on(ON)
    (shares,) = on_map([world.commune.pk], since=BEFORE, on=ON).values()
    assert set(shares) == {Share(north.pk, Fraction(1, 3)), Share(south.pk, Fraction(2, 3))}
    assert on_map([world.commune.pk], since=ON - timedelta(days=90), on=BEFORE) == {
        world.commune.pk: (Share(world.commune.pk, ONE),)
    }


def test_a_unit_that_gives_a_part_away_without_a_key_goes_on_with_an_unknown_share(world: World) -> None:
    part = founded("90001", world.district)
    split(world.commune, [Part(world.commune), Part(part)], **ORDER)
    assert world.commune.pk in parents_on(ON)
    (shares,) = on_map([world.commune.pk], since=BEFORE, on=ON).values()
    assert {place.share for place in shares} == {None}


def test_a_district_ends_with_everything_under_it_and_its_figures_lie_with_the_province(world: World) -> None:
    province = world.units["62"]
    for commune in world.communes:
        move(commune, province, **ORDER)
    abolish(world.district, with_below=True, **ORDER)
    assert set(parents_on(ON)) == {province.pk, world.department.pk, *(commune.pk for commune in world.communes)}
    lies = on_map([world.district.pk, world.focal.pk, world.commune.pk], since=BEFORE, on=ON)
    assert lies[world.district.pk] == lies[world.focal.pk] == (Share(province.pk, ONE),)
    assert lies[world.commune.pk] == (Share(world.commune.pk, ONE),)


def test_a_function_goes_over_and_takes_the_figures_only_when_its_giver_ends_or_the_event_says_so(world: World) -> None:
    office = world.units["618.cq-tcnv"]
    first = date(2025, 3, 1)
    given = {"function": "quản lý nhà nước về bình đẳng giới", "basis": BASIS, "by": None, "at": AT}
    transfer_function(world.focal, office, on=first, **given)
    stays = on_map([world.focal.pk], since=date(2024, 12, 31), on=first)
    assert stays[world.focal.pk] == (Share(world.focal.pk, ONE),)
    transfer_function(world.focal, office, on=date(2025, 4, 1), moves_figures=True, **given)
    goes = on_map([world.focal.pk], since=date(2024, 12, 31), on=date(2025, 4, 1))
    assert goes[world.focal.pk] == (Share(office.pk, ONE),)
    transfer_function(world.department, world.units["62"], on=ON, ends=True, **given)
    ends = on_map([world.department.pk], since=BEFORE, on=ON)
    assert ends[world.department.pk] == (Share(world.units["62"].pk, ONE),)


def test_roles_end_with_their_unit_or_are_carried_over_to_the_successor(world: World) -> None:
    merge([world.other_commune], world.commune, carry_roles=True, **ORDER)
    giang = Membership.objects.filter(user=world.giang).order_by("valid_from")
    assert [(held.unit.code, held.valid_to) for held in giang] == [("23537", ON), ("23538", None)]
    granted = Event.objects.get(verb="role.granted", object_label="giang", at=AT)
    assert granted.unit_code == "23538"
    abolish(world.communes[0], **ORDER)
    left = Membership.objects.filter(unit=world.communes[0])
    assert left.exists()
    assert not left.in_force(ON).exists()


def test_a_role_that_was_to_begin_after_the_end_never_does(world: World) -> None:
    later = grant(world.chi, Role.WRITER, world.other_commune, valid_from=date(2025, 9, 1), by=None, at=AT)
    merge([world.other_commune], world.commune, **ORDER)
    later.refresh_from_db()
    assert not Membership.objects.filter(pk=later.pk).in_force(date(2025, 9, 1)).exists()


def test_every_change_of_the_tree_changes_its_stamp(world: World) -> None:
    seen = {tree_stamp()}
    founded("90001", world.district)
    seen.add(tree_stamp())
    move(world.commune, world.units["62"], **ORDER)
    seen.add(tree_stamp())
    abolish(world.other_commune, **ORDER)
    assert len(seen | {tree_stamp()}) == 4


def refusal(call: object, *units: object, **more: object) -> str:
    before = (UnitEvent.objects.count(), Event.objects.count(), tree_stamp())
    with pytest.raises(Refusal) as caught:
        call(*units, **{**ORDER, **more})  # type: ignore[operator]
    assert (UnitEvent.objects.count(), Event.objects.count(), tree_stamp()) == before
    assert caught.value.remedy
    return caught.value.message


def test_what_cannot_be_is_refused_in_words(world: World) -> None:
    commune, dom, district, province = world.commune, world.other_commune, world.district, world.units["62"]
    assert "căn cứ" in refusal(rename, commune, name="X", basis=" ")
    assert "trùng tên" in refusal(rename, commune, name="Ủy ban nhân dân xã Ia Tơi")
    assert "01/07/2015" in refusal(rename, commune, name="X", on=date(2014, 1, 1))
    assert "thuộc" in refusal(move, district, commune)
    assert "thuộc" in refusal(move, district, district)
    assert "đã trực thuộc" in refusal(move, commune, district)
    assert "chính mình" in refusal(merge, [commune], commune)
    assert "hai lần" in refusal(merge, [dom, dom], commune)
    assert "trực thuộc" in refusal(abolish, district)
    assert "trực thuộc" in refusal(split, district, [Part(commune), Part(dom)])
    assert "ít nhất hai" in refusal(split, commune, [Part(dom)])
    assert "Chưa nêu chức năng" in refusal(transfer_function, commune, dom, function="")
    assert "chính mình" in refusal(transfer_function, commune, commune, function="x")
    assert "chưa được thành lập" in refusal(move, commune, founded("90001", province, on=date(2026, 1, 1)))
    shares = [Part(commune, Fraction(1, 2)), Part(dom, Fraction(1, 3))]
    assert "5/6" in refusal(split, commune, shares, key_name="dân số")
    assert "Tỷ lệ" in refusal(split, commune, [Part(commune, Fraction(1, 2)), Part(dom)], key_name="dân số")
    assert "Tỷ lệ" in refusal(split, commune, [Part(commune, ONE / 2), Part(dom, ONE / 2)])


def test_a_unit_ends_once_and_after_all_that_happened_to_it(world: World) -> None:
    dom, commune = world.other_commune, world.commune
    rename(dom, name="Ủy ban nhân dân xã Dom", on=date(2025, 8, 1), basis=BASIS, by=None, at=AT)
    assert "đổi tên" in refusal(merge, [dom], commune)
    later = date(2025, 9, 1)
    merge([dom], commune, on=later, basis=BASIS, by=None, at=AT)
    assert "01/09/2025" in refusal(abolish, dom)
    assert "kết thúc" in refusal(abolish, dom, on=later)
    assert "kết thúc" in refusal(rename, dom, name="X", on=later)
    # Ia Tơi took Ia Dom in on 1 September: it cannot end that day or before.
    assert "sáp nhập" in refusal(abolish, commune, on=later)
    assert "sáp nhập" in refusal(abolish, commune, on=ON)
    abolish(commune, on=later + timedelta(days=1), basis=BASIS, by=None, at=AT)
    # Ia Đal goes on as one of the parts it was split into: it cannot end that same day.
    dal = world.communes[0]
    split(dal, [Part(dal), Part(founded("90001", world.district))], **ORDER)
    assert "chia tách" in refusal(abolish, dal)


def test_a_parent_must_stand_as_long_as_its_units(world: World) -> None:
    abolish(world.focal, on=date(2025, 9, 1), basis=BASIS, by=None, at=AT)
    assert "kết thúc khi đơn vị vẫn còn trực thuộc" in refusal(move, world.commune, world.focal)
    with pytest.raises(Refusal, match="kết thúc"):
        founded("90001", world.focal)
    with pytest.raises(Refusal, match="đã kết thúc"):
        founded("90001", world.focal, on=date(2026, 1, 1))


def test_ha_reorganises_her_district_and_nothing_beyond_it(world: World) -> None:
    merge([world.other_commune], world.commune, on=ON, basis=BASIS, by=world.ha, at=AT)
    with pytest.raises(NotAllowed):
        move(world.commune, world.units["62"], on=ON, basis=BASIS, by=world.ha, at=AT)
    with pytest.raises(NotAllowed):
        rename(world.commune, name="X", on=ON, basis=BASIS, by=world.chi, at=AT)
    to_come = create_unit(
        code="90001", kind=UnitKind.COMMUNE_COMMITTEE, name="Ủy ban nhân dân xã Mới", valid_from=ON,
        parent=world.district, by=world.ha, at=AT,
    )  # fmt: skip
    split(world.commune, [Part(world.commune), Part(to_come)], on=ON, basis=BASIS, by=world.ha, at=AT)
    with pytest.raises(NotAllowed):
        create_unit(
            code="90002", kind=UnitKind.COMMUNE_COMMITTEE, name="Ủy ban nhân dân xã Khác", valid_from=ON,
            by=world.ha, at=AT,
        )  # fmt: skip
