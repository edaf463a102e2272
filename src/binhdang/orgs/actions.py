"""Founding units, giving them names and parents through time, seats on boards, and roles to people."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.jobs.clock import day_of
from binhdang.orgs import contradictions, timelines
from binhdang.orgs.access import require, require_administers, require_reorganises
from binhdang.orgs.closure import extend_closure
from binhdang.orgs.models import BoardSeat, EventKind, Membership, Unit, UnitEvent, UnitKind, UnitParent
from binhdang.orgs.roles import Role
from binhdang.values.refusals import NotAllowed, Refusal
from binhdang.values.texts import nfc


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
    """Found a unit with its first name and parent. Raises Refusal where the code is taken or the parent is not there.

    A person founds units under those they administer; only the system (`by` None) founds one that stands at the top.
    """
    timelines.hold_tree()
    if Unit.objects.filter(code=code).exists():
        raise Refusal(
            "Mã đơn vị đã có.",
            where="mã đơn vị",
            value=code,
            rule="mỗi đơn vị mang một mã, kể cả đơn vị đã giải thể.",
            remedy="dùng đơn vị đã có, hoặc nhập mã khác.",
        )
    if by is not None:
        _require_may_found(by, parent, day_of(at))
    if parent is not None:
        parent.refresh_from_db()
        contradictions.parent_stands_during(parent, (valid_from, None))
    unit = Unit.objects.create(
        code=code, kind=kind, place=nfc(place), symbol_part=nfc(symbol_part), valid_from=valid_from
    )
    timelines.new_name(unit, name, short_name, (valid_from, None), basis).save()
    if parent is not None:
        UnitParent.objects.create(unit=unit, parent=parent, valid_from=valid_from, basis=basis)
    extend_closure(unit, parent)
    UnitEvent.objects.create(
        kind=EventKind.CREATE, unit=unit, on=valid_from, basis=nfc(basis), recorded_by=by, recorded_at=at
    )
    record("unit.created", by=by, at=at, thing=unit, unit=unit, unit_name=nfc(name), label=nfc(name))
    return unit


def _require_may_found(by: User, parent: Unit | None, on: date) -> None:
    if parent is None:
        raise NotAllowed(
            "Đơn vị mới chưa có đơn vị cấp trên.",
            where="đơn vị cấp trên",
            rule="người quản trị lập đơn vị trực thuộc một đơn vị mình quản trị.",
            remedy="chọn đơn vị cấp trên; đơn vị cao nhất do quản trị hệ thống lập.",
        )
    require_reorganises(by, [parent], on)


@transaction.atomic
def seat(board: Unit, member: Unit, *, valid_from: date, basis: str, by: User | None, at: datetime) -> BoardSeat:
    """Give a body a seat on a coordinating board."""
    given = BoardSeat.objects.create(board=board, member=member, valid_from=valid_from, basis=basis)
    record("board.seated", by=by, at=at, thing=given, unit=member, label=f"{member.code} → {board.code}")
    return given


@transaction.atomic
def grant(
    user: User,
    role: Role,
    unit: Unit,
    *,
    valid_from: date,
    by: User | None,
    at: datetime,
    position: str = "",
    valid_to: date | None = None,
) -> Membership:
    """Give a person a role over a unit from a day on; `by` None founds an installation.

    Raises NotAllowed unless the unit is one of the administrator's and the person someone else, Refusal where the role
    is already held then.
    """
    if by is not None:
        _require_may_grant(by, user, unit, day_of(at))
    overlapping = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from))
    if overlapping.filter(user=user, role=role, unit=unit).exists():
        raise Refusal(
            f"{user.full_name} đã giữ vai trò này.",
            where="vai trò",
            value=f"{Role(role).label} – {unit.name_on(valid_from)}",
            rule="một người giữ mỗi vai trò ở một đơn vị một lần.",
            remedy="không cần giao lại; muốn đổi thời gian thì kết thúc vai trò cũ trước.",
        )
    given = Membership.objects.create(
        user=user, role=role, unit=unit, position=nfc(position), valid_from=valid_from, valid_to=valid_to
    )
    details = {"role": role, "valid_from": valid_from.isoformat()}
    _record("role.granted", given, details, by=by, at=at)
    return given


def _require_may_grant(by: User, user: User, unit: Unit, on: date) -> None:
    require(by, [Role.ADMINISTRATOR], unit, on, to="giao vai trò")
    if by == user:
        raise NotAllowed(
            "Không ai được tự giao vai trò cho mình.",
            where="người được giao",
            value=user.full_name,
            rule="người quản trị tài khoản không tự giao cho mình vai trò nào.",
            remedy="nhờ người quản trị tài khoản khác, hoặc quản trị của đơn vị cấp trên.",
        )


@transaction.atomic
def end_role(membership: Membership, *, last_on: date, by: User, at: datetime) -> None:
    """End a role: `last_on` is the first day it is no longer held. Raises NotAllowed, Refusal."""
    require(by, [Role.ADMINISTRATOR], membership.unit, day_of(at), to="thu vai trò")
    if last_on < membership.valid_from:
        raise Refusal(
            "Ngày kết thúc trước ngày bắt đầu.",
            where="ngày kết thúc vai trò",
            value=f"{last_on:%d/%m/%Y}",
            rule=f"vai trò bắt đầu từ {membership.valid_from:%d/%m/%Y}.",
            remedy="chọn ngày bằng hoặc sau ngày bắt đầu.",
        )
    if membership.valid_to is not None and last_on > membership.valid_to:
        raise Refusal(
            "Ngày kết thúc muộn hơn ngày đã thôi giữ vai trò.",
            where="ngày kết thúc vai trò",
            value=f"{last_on:%d/%m/%Y}",
            rule=f"vai trò đã kết thúc từ {membership.valid_to:%d/%m/%Y}; kết thúc không kéo dài vai trò.",
            remedy="muốn người đó giữ tiếp thì giao lại vai trò.",
        )
    membership.valid_to = last_on
    membership.save(update_fields=["valid_to"])
    _record("role.ended", membership, {"role": membership.role, "valid_to": last_on.isoformat()}, by=by, at=at)


def _record(verb: str, held: Membership, details: dict[str, str], *, by: User | None, at: datetime) -> None:
    name = held.unit.name_on(held.valid_from)
    record(verb, by=by, at=at, thing=held, unit=held.unit, unit_name=name, label=held.user.username, details=details)


@transaction.atomic
def hand_over(leaving: User, taking: User, *, on: date, by: User, at: datetime) -> list[Membership]:
    """Staff change: every role of one person ends and goes on with another from `on`. What they wrote stays theirs.

    Raises NotAllowed unless the administrator administers the person who leaves, Refusal where nothing changes hands.
    """
    require_administers(by, leaving, day_of(at), to="bàn giao công việc")
    current = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), user=leaving)
    if leaving == taking or not current:
        raise Refusal(
            "Không có gì để bàn giao.",
            where="người nhận bàn giao",
            value=taking.full_name,
            rule=f"từ {on:%d/%m/%Y} {leaving.full_name} phải còn giữ vai trò, và người nhận phải là người khác.",
            remedy="chọn người nhận khác, hoặc chọn ngày mà người bàn giao còn giữ vai trò.",
        )
    moved = []
    for held in current.select_related("unit", "user"):
        begins, ends = max(on, held.valid_from), held.valid_to
        end_role(held, last_on=begins, by=by, at=at)
        already = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=begins))
        if not already.filter(user=taking, role=held.role, unit=held.unit).exists():
            role = Role(held.role)
            given = grant(
                taking, role, held.unit, valid_from=begins, valid_to=ends, by=by, at=at, position=held.position
            )
            moved.append(given)
    details = {"to": taking.username, "roles": len(moved)}
    record("work.handed_over", by=by, at=at, thing=leaving, label=leaving.username, details=details)
    return moved
