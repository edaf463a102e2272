"""What happens to units: renamed, moved, merged, split, abolished, a function transferred.

Each action asks whether it may, writes the event with its successions, changes names, parents and validity, and brings
the closure up to date, in one transaction. What units reported never moves: `mapping` says where it lies on another
day's map. `by` None is the system itself, when an installation is founded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.jobs.clock import day_of
from binhdang.orgs import contradictions, timelines
from binhdang.orgs.access import require_reorganises
from binhdang.orgs.closure import rebuild
from binhdang.orgs.models import EventKind, Extent, Membership, Succession, Unit, UnitEvent
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc


@dataclass(frozen=True)
class Part:
    """One of the units that a unit is split into, and its share by the declared key, None where none is declared."""

    unit: Unit
    share: Fraction | None = None


@dataclass(frozen=True)
class Order:
    """What every event has: from which day, by which legal document, a note, by whom recorded and when."""

    on: date
    basis: str
    note: str
    by: User | None
    at: datetime

    def begin(self, units: Iterable[Unit]) -> None:
        """Hold the tree, see the units as they are now, and ask whether the person may change them."""
        contradictions.has_basis(self.basis)
        timelines.hold_tree()
        units = list(units)
        for unit in units:
            unit.refresh_from_db()
        if self.by is not None:
            require_reorganises(self.by, units, day_of(self.at))

    def write(self, kind: EventKind, unit: Unit, **more: Any) -> UnitEvent:
        """The event itself."""
        return UnitEvent.objects.create(
            kind=kind,
            unit=unit,
            on=self.on,
            basis=nfc(self.basis.strip()),
            note=nfc(self.note.strip()),
            recorded_by=self.by,
            recorded_at=self.at,
            **more,
        )

    def finish(self, event: UnitEvent, verb: str, *, changed: Iterable[Unit], details: dict[str, Any]) -> UnitEvent:
        """Bring the closure up to date and leave the audit row."""
        rebuild(unit.pk for unit in changed)
        name = event.unit.name_on(self.on)
        told = {"on": self.on.isoformat(), "basis": event.basis, **details}
        record(verb, by=self.by, at=self.at, thing=event, unit=event.unit, unit_name=name, label=name, details=told)
        return event


@transaction.atomic
def rename(
    unit: Unit,
    *,
    name: str,
    on: date,
    basis: str,
    by: User | None,
    at: datetime,
    short_name: str = "",
    place: str = "",
    note: str = "",
) -> UnitEvent:
    """Call a unit by another name from a day on, with another địa danh where one is given. Its code stays."""
    order = Order(on, basis, note, by, at)
    order.begin([unit])
    contradictions.stood_before(unit, on, where="ngày đổi tên")
    held, _ = timelines.segment(list(unit.names.all()), on, unit.valid_to)
    if not name.strip() or (held is not None and (held.name == nfc(name.strip()) or held.valid_from == on)):
        raise Refusal(
            "Tên mới để trống, trùng tên đang mang hoặc đơn vị đã đổi tên đúng ngày này.",
            where="tên mới",
            value=name,
            rule="mỗi ngày một đơn vị mang một tên; đổi tên là mang tên khác.",
            remedy="nhập tên khác, hoặc chọn ngày khác.",
        )
    before = unit.name_on(on)
    timelines.name_from(unit, name.strip(), short_name.strip(), on, basis, place.strip())
    event = order.write(EventKind.RENAME, unit)
    return order.finish(event, "unit.renamed", changed=[], details={"from": before, "to": nfc(name.strip())})


@transaction.atomic
def move(unit: Unit, parent: Unit, *, on: date, basis: str, by: User | None, at: datetime, note: str = "") -> UnitEvent:
    """Put a unit, with everything below it, under another one from a day on."""
    order = Order(on, basis, note, by, at)
    order.begin([unit, parent])
    before = _move(order, unit, parent)
    event = order.write(EventKind.MOVE, unit)
    return order.finish(event, "unit.moved", changed=[unit], details={"from": before, "to": parent.code})


def _move(order: Order, unit: Unit, parent: Unit) -> str:
    """Change the place; the code of the former parent."""
    contradictions.stood_before(unit, order.on, where="ngày chuyển")
    contradictions.may_stand_under(unit, parent, order.on)
    held, _ = timelines.segment(list(unit.parents.select_related("parent")), order.on, None)
    timelines.stand_under(unit, parent, order.on, order.basis)
    return held.parent.code if held else ""


@transaction.atomic
def merge(
    sources: Sequence[Unit],
    target: Unit,
    *,
    on: date,
    basis: str,
    by: User | None,
    at: datetime,
    note: str = "",
    carry_roles: bool = False,
) -> UnitEvent:
    """Several units become one. The sources end; whatever stands under them follows to the target.

    The target stands already, as one of the merged or an older unit that takes the others in, or was founded for this
    day. With `carry_roles` whoever holds a role at a source holds it at the target from that day.
    """
    order = Order(on, basis, note, by, at)
    order.begin([*sources, target])
    contradictions.others_than_itself(sources, target, what="sáp nhập")
    contradictions.stands(target, on, where="đơn vị sau sáp nhập")
    ending = [unit for unit in sources if unit != target]
    for unit in ending:
        contradictions.goes_once(unit, on)
        contradictions.may_end(unit, on)
    followers = [_follow(order, unit, target, ending) for unit in ending]
    roles = [_end(unit, order, to=target if carry_roles else None) for unit in ending]
    event = order.write(EventKind.MERGE, target)
    kept = [target] if target.valid_from < on and not _goes_on(target, on) else []
    _succeed(event, [(unit, target, Extent.FULL, None) for unit in [*ending, *kept]])
    moved = [unit for units in followers for unit in units]
    told = {"sources": [unit.code for unit in ending], "moved": len(moved), "roles": sum(roles)}
    return order.finish(event, "unit.merged", changed=[*ending, target, *moved], details=told)


def _follow(order: Order, unit: Unit, target: Unit, leaving: Sequence[Unit]) -> list[Unit]:
    """Move what stands under a unit that ends to its one successor."""
    moved = []
    for row in contradictions.standing_below(unit, order.on):
        if row.unit in leaving:
            continue
        if row.valid_from >= order.on:
            contradictions.nothing_below(unit, order.on, leaving=leaving)
        _move(order, row.unit, target)
        order.write(EventKind.MOVE, row.unit)
        moved.append(row.unit)
    return moved


def _goes_on(unit: Unit, on: date) -> bool:
    """Whether it is said already, for this day, what becomes of what a unit reported."""
    return Succession.objects.filter(source=unit, event__on=on).exists()


@transaction.atomic
def split(
    source: Unit,
    parts: Sequence[Part],
    *,
    on: date,
    basis: str,
    by: User | None,
    at: datetime,
    key_name: str = "",
    note: str = "",
) -> UnitEvent:
    """One unit becomes several. It ends unless it is one of the parts.

    Every part stands already or was founded for this day. Shares are declared for all parts, by a named key, or for
    none: then what the source reported cannot be told apart on a later map.
    """
    order = Order(on, basis, note, by, at)
    targets = [part.unit for part in parts]
    order.begin([source, *targets])
    contradictions.others_than_itself(targets, source, what="chia tách")
    contradictions.goes_once(source, on)
    contradictions.shares_add_up([part.share for part in parts], key_name)
    if len(parts) < 2:
        raise Refusal(
            "Chia tách cần ít nhất hai đơn vị.",
            where="các đơn vị sau chia tách",
            rule="một đơn vị được chia thành hai đơn vị trở lên, có thể gồm chính nó.",
            remedy="chọn thêm đơn vị; nếu toàn bộ nhập vào một đơn vị thì ghi là sáp nhập.",
        )
    for unit in targets:
        contradictions.stands(unit, on, where="đơn vị sau chia tách")
    if source in targets:
        contradictions.stood_before(source, on, where="đơn vị chia tách")
        roles = 0
    else:
        contradictions.may_end(source, on)
        contradictions.nothing_below(source, on)
        roles = _end(source, order, to=None)
    event = order.write(EventKind.SPLIT, source)
    _succeed(event, [(source, part.unit, Extent.PARTIAL, part.share) for part in parts], key_name)
    told = {"parts": [unit.code for unit in targets], "key": nfc(key_name), "roles": roles}
    return order.finish(event, "unit.split", changed=[source], details=told)


@transaction.atomic
def abolish(
    unit: Unit,
    *,
    on: date,
    basis: str,
    by: User | None,
    at: datetime,
    with_below: bool = False,
    note: str = "",
) -> UnitEvent:
    """End a unit without a successor; its last superior answers for what it left. `with_below` ends all under it."""
    order = Order(on, basis, note, by, at)
    order.begin([unit])
    ending = _with_below(unit, on) if with_below else [unit]
    for one in ending:
        contradictions.may_end(one, on)
        contradictions.nothing_below(one, on, leaving=ending)
    roles = sum(_end(one, order, to=None) for one in ending)
    for one in ending[1:]:
        order.write(EventKind.ABOLISH, one)
    event = order.write(EventKind.ABOLISH, unit)
    told = {"below": [one.code for one in ending[1:]], "roles": roles}
    return order.finish(event, "unit.abolished", changed=ending, details=told)


def _with_below(unit: Unit, on: date) -> list[Unit]:
    found = [unit]
    for one in found:
        found += [row.unit for row in contradictions.standing_below(one, on)]
    return found


@transaction.atomic
def transfer_function(
    source: Unit,
    target: Unit,
    *,
    function: str,
    on: date,
    basis: str,
    by: User | None,
    at: datetime,
    moves_figures: bool = False,
    ends: bool = False,
    carry_roles: bool = False,
    note: str = "",
) -> UnitEvent:
    """A body gives a function to another. `ends`: the giver ends that day and the receiver succeeds it.

    Where the giver stands on, its earlier figures stay with it unless `moves_figures` says that they go along.
    """
    order = Order(on, basis, note, by, at)
    order.begin([source, target])
    contradictions.others_than_itself([target], source, what="chuyển chức năng")
    contradictions.stood_before(source, on, where="đơn vị chuyển giao")
    contradictions.stands(target, on, where="đơn vị tiếp nhận")
    if not function.strip():
        raise Refusal(
            "Chưa nêu chức năng được chuyển.",
            where="chức năng",
            rule="chuyển chức năng phải nêu tên chức năng.",
            remedy="nhập tên chức năng, ví dụ: quản lý nhà nước về bình đẳng giới.",
        )
    roles = 0
    if ends:
        contradictions.may_end(source, on)
        contradictions.nothing_below(source, on)
        roles = _end(source, order, to=target if carry_roles else None)
    elif carry_roles:
        roles = _carry(timelines.roles_at_the_end(source, on), order, target)
    more = {"function": nfc(function.strip()), "moves_figures": moves_figures}
    event = order.write(EventKind.TRANSFER, source, **more)
    _succeed(event, [(source, target, Extent.FULL if ends or moves_figures else Extent.PARTIAL, None)])
    told = {"to": target.code, "function": event.function, "ended": ends, "roles": roles}
    return order.finish(event, "unit.function_transferred", changed=[source], details=told)


Went = tuple[Unit, Unit, Extent, Fraction | None]


def _succeed(event: UnitEvent, rows: Iterable[Went], key_name: str = "") -> None:
    Succession.objects.bulk_create(
        Succession(
            event=event,
            source=source,
            target=target,
            extent=extent,
            share_numerator=None if share is None else share.numerator,
            share_denominator=None if share is None else share.denominator,
            key_name=nfc(key_name.strip()),
        )
        for source, target, extent, share in rows
    )


def _end(unit: Unit, order: Order, *, to: Unit | None) -> int:
    """End a unit with the roles held at it, carried over to a successor where there is one; how many roles."""
    held = timelines.roles_at_the_end(unit, order.on)
    if to is None:
        timelines.end_roles(held, order.on)
    else:
        _carry(held, order, to)
    timelines.end(unit, order.on)
    return len(held)


def _carry(held: list[Membership], order: Order, target: Unit) -> int:
    """End roles and grant the same ones at the target, for as long as they would have lasted."""
    for old in held:
        begins, ends = max(order.on, old.valid_from), old.valid_to
        _record_role("role.ended", old, order)
        if timelines.already_held(old.user, old.role, target, begins):
            continue
        new = Membership.objects.create(
            user=old.user, role=old.role, unit=target, position=old.position, valid_from=begins, valid_to=ends
        )
        _record_role("role.granted", new, order)
    timelines.end_roles(held, order.on)
    return len(held)


def _record_role(verb: str, held: Membership, order: Order) -> None:
    name, details = held.unit.name_on(order.on), {"role": held.role, "on": order.on.isoformat()}
    record(
        verb, by=order.by, at=order.at, thing=held, unit=held.unit, unit_name=name, label=held.user.username,
        details=details,
    )  # fmt: skip
