"""Founding units, giving them names and parents through time, seats on boards, and roles to people."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.orgs.closure import rebuild_closure
from binhdang.orgs.models import BoardSeat, Membership, Unit, UnitKind, UnitName, UnitParent
from binhdang.orgs.roles import Role
from binhdang.values.refusals import Refusal
from binhdang.values.texts import fold, nfc, sort_key


@transaction.atomic
def create_unit(
    *,
    code: str,
    kind: UnitKind,
    name: str,
    valid_from: date,
    by: User | None,
    at: datetime,
    parent: Unit | None = None,
    short_name: str = "",
    place: str = "",
    symbol_part: str = "",
    basis: str = "",
) -> Unit:
    """Found a unit with its first name and parent. Raises Refusal where the code is taken."""
    if Unit.objects.filter(code=code).exists():
        raise Refusal(
            "Mã đơn vị đã có.",
            where="mã đơn vị",
            value=code,
            rule="mỗi đơn vị mang một mã, kể cả đơn vị đã giải thể.",
            remedy="dùng đơn vị đã có, hoặc nhập mã khác.",
        )
    unit = Unit.objects.create(
        code=code, kind=kind, place=nfc(place), symbol_part=nfc(symbol_part), valid_from=valid_from
    )
    _name(unit, name, short_name, valid_from, basis)
    if parent is not None:
        UnitParent.objects.create(unit=unit, parent=parent, valid_from=valid_from, basis=basis)
    rebuild_closure()
    record("unit.created", by=by, at=at, thing=unit, unit=unit, unit_name=nfc(name), label=nfc(name))
    return unit


def _name(unit: Unit, name: str, short_name: str, valid_from: date, basis: str) -> UnitName:
    name = nfc(name)
    return UnitName.objects.create(
        unit=unit,
        name=name,
        short_name=nfc(short_name),
        sort_key=sort_key(name),
        search_text=fold(f"{name} {short_name}")[:300],
        valid_from=valid_from,
        basis=basis,
    )


@transaction.atomic
def seat(board: Unit, member: Unit, *, valid_from: date, basis: str, by: User | None, at: datetime) -> BoardSeat:
    """Give a body a seat on a coordinating board."""
    given = BoardSeat.objects.create(board=board, member=member, valid_from=valid_from, basis=basis)
    record("board.seated", by=by, at=at, thing=given, unit=member, label=f"{member.code} → {board.code}")
    return given


@transaction.atomic
def grant(
    user: User, role: Role, unit: Unit, *, valid_from: date, by: User | None, at: datetime, position: str = ""
) -> Membership:
    """Give a person a role over a unit from a day on. Raises Refusal where it is already held then."""
    overlapping = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
    if overlapping.filter(user=user, role=role, unit=unit).exists():
        raise Refusal(
            f"{user.full_name} đã giữ vai trò này.",
            where="vai trò",
            value=f"{Role(role).label} – {unit.name_on(valid_from)}",
            remedy="không cần giao lại; muốn đổi thời gian thì kết thúc vai trò cũ trước.",
        )
    given = Membership.objects.create(user=user, role=role, unit=unit, position=nfc(position), valid_from=valid_from)
    details = {"role": role, "valid_from": valid_from.isoformat()}
    record("role.granted", by=by, at=at, thing=given, unit=unit, label=user.full_name, details=details)
    return given


@transaction.atomic
def end_role(membership: Membership, *, last_on: date, by: User, at: datetime) -> None:
    """End a role: `last_on` is the first day it is no longer held."""
    if last_on < membership.valid_from:
        raise Refusal(
            "Ngày kết thúc trước ngày bắt đầu.",
            where="ngày kết thúc vai trò",
            value=f"{last_on:%d/%m/%Y}",
            rule=f"vai trò bắt đầu từ {membership.valid_from:%d/%m/%Y}.",
            remedy="chọn ngày bằng hoặc sau ngày bắt đầu.",
        )
    membership.valid_to = last_on
    membership.save(update_fields=["valid_to"])
    details = {"role": membership.role, "valid_to": last_on.isoformat()}
    record("role.ended", by=by, at=at, thing=membership, unit=membership.unit, details=details)


@transaction.atomic
def hand_over(leaving: User, taking: User, *, on: date, by: User, at: datetime) -> list[Membership]:
    """Staff change: every role of one person ends and goes on with another from `on`. What they wrote stays theirs."""
    current = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), user=leaving)
    moved = []
    for held in current.select_related("unit"):
        end_role(held, last_on=max(on, held.valid_from), by=by, at=at)
        already = Membership.objects.filter(user=taking, role=held.role, unit=held.unit, valid_to__isnull=True)
        if not already.exists():
            role = Role(held.role)
            moved.append(grant(taking, role, held.unit, valid_from=on, by=by, at=at, position=held.position))
    details = {"to": taking.username, "roles": len(moved)}
    record("work.handed_over", by=by, at=at, thing=leaving, label=leaving.full_name, details=details)
    return moved
