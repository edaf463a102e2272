"""The units and the people of the demo: huyện Ia H'Drai in 2022, and the cast.

The units are real and public; the people are invented. Codes of the district (618), of its communes and of the
province (62) are those of the national list of administrative units; bodies without a code get `<unit code>.<body>`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from binhdang.accounts.actions import issue_account
from binhdang.accounts.models import User
from binhdang.orgs import actions as orgs
from binhdang.orgs.models import Unit, UnitKind
from binhdang.orgs.roles import Role

PASSWORD = "binh-dang-gioi-2022"  # noqa: S105  # printed on the demo's own start page
BEGAN_ON = date(2015, 7, 1)

_DISTRICT = "618"
_DEPARTMENT, _SERVICE, _FRONT = UnitKind.DEPARTMENT, UnitKind.PUBLIC_SERVICE, UnitKind.FRONT

FOCAL = ("618.phong-ldtbxh", _DEPARTMENT, "Phòng Lao động - Thương binh và Xã hội", "Phòng LĐ-TB&XH", "PLĐTBXH")

MEMBER_BODIES = (
    ("618.phong-tckh", _DEPARTMENT, "Phòng Tài chính - Kế hoạch", "Phòng TC-KH", "PTCKH"),
    ("618.cq-tcnv", UnitKind.MERGED_OFFICE, "Cơ quan Tổ chức - Nội vụ", "CQ Tổ chức - Nội vụ", "TCNV"),
    ("618.phong-gddt", _DEPARTMENT, "Phòng Giáo dục và Đào tạo", "Phòng GD&ĐT", "PGDĐT"),
    ("618.phong-tp", _DEPARTMENT, "Phòng Tư pháp", "Phòng Tư pháp", "PTP"),
    ("618.phong-ktht", _DEPARTMENT, "Phòng Kinh tế - Hạ tầng", "Phòng KT-HT", "PKTHT"),
    ("618.cong-an", UnitKind.POLICE, "Công an huyện", "Công an huyện", "CAH"),
    (
        "618.van-phong",
        UnitKind.MERGED_OFFICE,
        "Văn phòng Huyện ủy - Hội đồng nhân dân và Ủy ban nhân dân huyện",
        "VP HU-HĐND-UBND",
        "VP",
    ),
    ("618.tt-vhtt", _SERVICE, "Trung tâm Văn hóa - Thể thao và Truyền thông", "TT VH-TT&TT", "TTVHTTTT"),
    ("618.ldld", _FRONT, "Liên đoàn Lao động huyện", "LĐLĐ huyện", "LĐLĐ"),
    ("618.hnd", _FRONT, "Hội Nông dân huyện", "Hội Nông dân huyện", "HNDH"),
    ("618.huyen-doan", _FRONT, "Huyện đoàn", "Huyện đoàn", "ĐTN"),
    ("618.lhpn", _FRONT, "Hội Liên hiệp Phụ nữ huyện", "Hội LHPN huyện", "BTV"),
    ("618.ttyt", _SERVICE, "Trung tâm Y tế huyện", "TT Y tế huyện", "TTYT"),
)

COMMUNES = (("23535", "Ia Đal"), ("23537", "Ia Dom"), ("23538", "Ia Tơi"))


@dataclass
class World:
    """The units by code, and the cast by first name."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    @property
    def district(self) -> Unit:
        """Ủy ban nhân dân huyện Ia H'Drai."""
        return self.units[_DISTRICT]

    @property
    def department(self) -> Unit:
        """Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum, to whom the district reports."""
        return self.units["62.so-ldtbxh"]

    @property
    def focal(self) -> Unit:
        """Phòng Lao động - Thương binh và Xã hội, the focal body."""
        return self.units[FOCAL[0]]

    @property
    def commune(self) -> Unit:
        """Ủy ban nhân dân xã Ia Tơi, An's commune."""
        return self.units["23538"]

    @property
    def other_commune(self) -> Unit:
        """Ủy ban nhân dân xã Ia Dom, Giang's commune."""
        return self.units["23537"]

    @property
    def communes(self) -> list[Unit]:
        """The three communes."""
        return [self.units[code] for code, _ in COMMUNES]

    @property
    def member_bodies(self) -> list[Unit]:
        """The 13 member bodies of the board."""
        return [self.units[body[0]] for body in MEMBER_BODIES]

    def __getattr__(self, name: str) -> User:
        people = self.__dict__.get("people", {})
        if name in people:
            person: User = people[name]
            return person
        raise AttributeError(name)


@transaction.atomic
def found(*, at: datetime) -> World:
    """Found the units and issue the accounts of the cast, and one writer and one leader for every other body."""
    world = World()
    _found_units(world, at)
    _issue_accounts(world, at)
    return world


def _found_units(world: World, at: datetime) -> None:
    def add(
        code: str, kind: UnitKind, name: str, short: str, symbol: str, parent: str | None, place: str = "Ia H'Drai"
    ) -> None:
        world.units[code] = orgs.create_unit(
            code=code,
            kind=kind,
            name=name,
            short_name=short,
            symbol_part=symbol,
            place=place,
            parent=world.units[parent] if parent else None,
            valid_from=BEGAN_ON,
            by=None,
            at=at,
        )

    add("62", UnitKind.PROVINCE_COMMITTEE, "Ủy ban nhân dân tỉnh Kon Tum", "UBND tỉnh Kon Tum", "UBND", None, "Kon Tum")
    name = "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum"
    add("62.so-ldtbxh", _DEPARTMENT, name, "Sở LĐ-TB&XH", "SLĐTBXH", "62", "Kon Tum")
    add(_DISTRICT, UnitKind.DISTRICT_COMMITTEE, "Ủy ban nhân dân huyện Ia H'Drai", "UBND huyện Ia H'Drai", "UBND", "62")
    for code, kind, name, short, symbol in (FOCAL, *MEMBER_BODIES):
        add(code, kind, name, short, symbol, _DISTRICT)
    front = "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"
    add("618.mttq", _FRONT, front, "UBMTTQVN huyện", "MTTQ-BTT", _DISTRICT)
    for code, name in COMMUNES:
        kind = UnitKind.COMMUNE_COMMITTEE
        add(code, kind, f"Ủy ban nhân dân xã {name}", f"UBND xã {name}", "UBND", _DISTRICT, name)
    board = "Ban Vì sự tiến bộ của phụ nữ huyện Ia H'Drai"
    add("618.ban-vstbpn", UnitKind.BOARD, board, "Ban VSTBPN huyện", "BVSTBPN", _DISTRICT)
    for code, *_ in MEMBER_BODIES:
        orgs.seat(
            world.units["618.ban-vstbpn"],
            world.units[code],
            valid_from=date(2021, 6, 29),
            basis="Quyết định số 99/QĐ-UBND ngày 29/6/2021 của Ủy ban nhân dân huyện",
            by=None,
            at=at,
        )


_CAST = (
    ("an", "Rơ Châm An", Role.WRITER, "23538", "Công chức Văn hóa - Xã hội"),
    ("binh", "Phạm Thanh Bình", Role.LEADER, "23538", "Chủ tịch"),
    ("giang", "Y Giang", Role.WRITER, "23537", "Công chức Văn hóa - Xã hội"),
    ("chi", "Lê Quỳnh Chi", Role.FOCAL_OFFICER, _DISTRICT, "Chuyên viên"),
    ("lan", "Trần Ngọc Lan", Role.FOCAL_HEAD, _DISTRICT, "Trưởng phòng"),
    ("minh", "Hoàng Minh", Role.SIGNER, _DISTRICT, "Phó Chủ tịch"),
    ("khanh", "Đỗ Khánh", Role.CLERK, _DISTRICT, "Văn thư"),
    ("ha", "Vũ Hà", Role.ADMINISTRATOR, _DISTRICT, "Quản trị hệ thống"),
)
_SECOND_ROLES = (("chi", Role.WRITER, FOCAL[0], "Chuyên viên"), ("lan", Role.LEADER, FOCAL[0], "Trưởng phòng"))


def _issue_accounts(world: World, at: datetime) -> None:
    since = date(2021, 7, 1)

    def person(username: str, full_name: str) -> User:
        user, _ = issue_account(username=username, full_name=full_name, password=PASSWORD, by=None, at=at)
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
        world.people[username.replace("-", "_")] = user
        return user

    for username, full_name, role, code, position in _CAST:
        user = person(username, full_name)
        orgs.grant(user, role, world.units[code], valid_from=since, by=None, at=at, position=position)
    for username, role, code, position in _SECOND_ROLES:
        user = world.people[username]
        orgs.grant(user, role, world.units[code], valid_from=since, by=None, at=at, position=position)
    _grant_the_others(world, person, since, at)


def _grant_the_others(world: World, person: Callable[[str, str], User], since: date, at: datetime) -> None:
    """A writer and a leader for each body outside the cast, named by their work and not like anybody alive."""
    written = {"23538", FOCAL[0]}
    for code, unit in world.units.items():
        if code in written or code not in {c for c, _ in COMMUNES} | {b[0] for b in MEMBER_BODIES}:
            continue
        short = unit.short_name_on(since)
        slug = code.split(".")[-1]
        if code != "23537":
            writer = person(f"nhap-{slug}", f"Người nhập liệu {short}")
            orgs.grant(writer, Role.WRITER, unit, valid_from=since, by=None, at=at, position="Chuyên viên")
        leader = person(f"duyet-{slug}", f"Lãnh đạo {short}")
        position = "Chủ tịch" if unit.kind == UnitKind.COMMUNE_COMMITTEE else "Lãnh đạo"
        orgs.grant(leader, Role.LEADER, unit, valid_from=since, by=None, at=at, position=position)
