"""What became of the district on 1 July 2025, played onto the demo's year 2022: `binhdang demo --year 2025`.

Two levels remain: huyện Ia H'Drai ended with its bodies, xã Ia Dom went into xã Ia Tơi, xã Ia Đal stayed, and tỉnh
Kon Tum went into tỉnh Quảng Ngãi. Gender equality went from the labour line to home affairs: at the province to
Sở Nội vụ, at the communes to Phòng Văn hóa - Xã hội. What was reported in 2022 stays where it was reported, and whoever
answers for it now still sees it. Units, codes, days and documents are real and public; the people are the cast.
"""

from __future__ import annotations

from datetime import date, datetime

from binhdang.audit.sealing import seal
from binhdang.demo.questions import close_the_last
from binhdang.demo.world import BEGAN_ON, FOCAL, World
from binhdang.demo.year import VIETNAM
from binhdang.orgs import actions as orgs
from binhdang.orgs import reorganisation
from binhdang.orgs.models import Unit, UnitKind
from binhdang.orgs.roles import Role

IN_2025 = datetime(2025, 7, 21, 8, 0, tzinfo=VIETNAM)
"""The instant the demo's clock is pinned to after it."""

TWO_LEVELS = "Luật số 72/2025/QH15; Nghị quyết số 202/2025/QH15"
COMMUNES_OF_QUANG_NGAI = "Nghị quyết số 1677/NQ-UBTVQH15 ngày 16/6/2025"
HOME_AFFAIRS = "Nghị định số 25/2025/NĐ-CP ngày 21/02/2025"
COMMUNE_OFFICES = "Nghị định số 150/2025/NĐ-CP ngày 12/6/2025; Thông tư số 10/2025/TT-BNV ngày 19/6/2025"
GENDER_EQUALITY = "quản lý nhà nước về bình đẳng giới"
SPRING, SUMMER = date(2025, 3, 1), date(2025, 7, 1)


def play(world: World) -> None:
    """The two days on which the tree changed, and who works where afterwards."""
    close_the_last(world)
    found_the_successors(world)
    gender_equality_moves_at_the_province(world)
    the_district_ends(world)
    people_take_their_places(world)
    seal()


def _at(month: int, number: int) -> datetime:
    return datetime(2025, month, number, 8, 0, tzinfo=VIETNAM)


def found_the_successors(world: World) -> None:
    """Bodies that take over, each from the day it began."""
    committee, department = UnitKind.PROVINCE_COMMITTEE, UnitKind.DEPARTMENT
    _found(
        world,
        "51",
        committee,
        "Ủy ban nhân dân tỉnh Quảng Ngãi",
        "UBND tỉnh Quảng Ngãi",
        "UBND",
        None,
        BEGAN_ON,
    )
    name = "Sở Nội vụ tỉnh Quảng Ngãi"
    _found(world, "51.so-noi-vu", department, name, "Sở Nội vụ", "SNV", "51", BEGAN_ON)
    _found(world, "62.so-noi-vu", department, "Sở Nội vụ tỉnh Kon Tum", "Sở Nội vụ", "SNV", "62", BEGAN_ON)
    for code in ("23538", "23535"):
        place = world.units[code].place
        name = f"Phòng Văn hóa - Xã hội xã {place}"
        _found(world, f"{code}.phong-vhxh", department, name, f"Phòng VH-XH xã {place}", "PVHXH", code, SUMMER)


def _found(
    world: World, code: str, kind: UnitKind, name: str, short: str, symbol: str, parent: str | None, since: date
) -> None:
    world.units[code] = orgs.create_unit(
        code=code,
        kind=kind,
        name=name,
        short_name=short,
        symbol_part=symbol,
        parent=world.units[parent] if parent else None,
        valid_from=since,
        basis=COMMUNE_OFFICES if since == SUMMER else "",
        by=None,
        at=_at(2, 24),
    )


def gender_equality_moves_at_the_province(world: World) -> None:
    """1 March: the labour departments end, home affairs takes gender equality over."""
    reorganisation.transfer_function(
        world.department,
        world.units["62.so-noi-vu"],
        function=GENDER_EQUALITY,
        on=SPRING,
        basis=HOME_AFFAIRS,
        by=None,
        at=_at(2, 24),
        ends=True,
    )


def the_district_ends(world: World) -> None:
    """1 July: the communes come under the province, the district and its bodies end, two provinces become one."""
    on, at = SUMMER, _at(6, 27)
    reorganisation.merge(
        [world.other_commune],
        world.commune,
        on=on,
        basis=COMMUNES_OF_QUANG_NGAI,
        by=None,
        at=at,
        carry_roles=True,
    )
    for code in ("23538", "23535"):
        reorganisation.move(world.units[code], world.units["51"], on=on, basis=TWO_LEVELS, by=None, at=at)
    _give(world, FOCAL[0], "23538.phong-vhxh")
    _give(world, FOCAL[0], "23535.phong-vhxh")
    reorganisation.abolish(world.district, on=on, basis=TWO_LEVELS, by=None, at=at, with_below=True)
    reorganisation.merge(
        [world.units["62.so-noi-vu"]], world.units["51.so-noi-vu"], on=on, basis=TWO_LEVELS, by=None, at=at
    )
    reorganisation.merge([world.units["62"]], world.units["51"], on=on, basis=TWO_LEVELS, by=None, at=at)


def _give(world: World, source: str, target: str) -> None:
    reorganisation.transfer_function(
        world.units[source],
        world.units[target],
        function=GENDER_EQUALITY,
        on=SUMMER,
        basis=COMMUNE_OFFICES,
        by=None,
        at=_at(6, 27),
    )


def people_take_their_places(world: World) -> None:
    """Chi and Lan collect for the province now; An writes for the larger commune as before."""
    places: tuple[tuple[str, Role, str, str], ...] = (
        ("chi", Role.FOCAL_OFFICER, "51", "Chuyên viên Sở Nội vụ"),
        ("lan", Role.FOCAL_HEAD, "51", "Phó Giám đốc Sở Nội vụ"),
        ("minh", Role.SIGNER, "51", "Phó Chủ tịch"),
        ("khanh", Role.CLERK, "51", "Văn thư"),
        ("ha", Role.ADMINISTRATOR, "51", "Quản trị hệ thống"),
    )
    for name, role, code, position in places:
        unit: Unit = world.units[code]
        orgs.grant(world.people[name], role, unit, valid_from=SUMMER, by=None, at=_at(6, 30), position=position)
