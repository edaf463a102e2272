"""Writing what holds from a day on: a name, a parent, an end. Rows of one unit never overlap.

Whether it may be written is asked before, in `contradictions`; `reorganisation` does both and keeps the closure right.
"""

from __future__ import annotations

from datetime import date
from secrets import token_hex
from typing import TypeVar

from django.db.models import Q

from binhdang.accounts.models import User
from binhdang.orgs.closure import Interval
from binhdang.orgs.models import BoardSeat, Dated, Membership, TreeStamp, Unit, UnitName, UnitParent, valid_on
from binhdang.values.texts import fold, nfc, sort_key

Row = TypeVar("Row", bound=Dated)


def hold_tree() -> None:
    """Let nobody else change the tree until this transaction ends, and give the tree a new stamp."""
    TreeStamp.objects.get_or_create(pk=1)
    stamp = TreeStamp.objects.select_for_update().get(pk=1)
    stamp.token = token_hex(8)
    stamp.save(update_fields=["token"])


def segment(rows: list[Row], on: date, until: date | None) -> tuple[Row | None, date | None]:
    """The row in force on a day, and the day before which the next begins; `until` where none follows."""
    held = next((row for row in rows if row.holds_on(on)), None)
    later = [row.valid_from for row in rows if row.valid_from > on]
    ends = [day for day in (min(later, default=None), until, held.valid_to if held else None) if day is not None]
    return held, min(ends, default=None)


def new_name(unit: Unit, name: str, short_name: str, days: Interval, basis: str, place: str = "") -> UnitName:
    """A name as it is stored, not saved yet. `place` where the name brings another địa danh."""
    name, short_name = nfc(name), nfc(short_name)
    return UnitName(
        unit=unit,
        name=name,
        short_name=short_name,
        place=nfc(place),
        sort_key=sort_key(name)[:900],
        search_text=fold(f"{name} {short_name}")[:300],
        valid_from=days[0],
        valid_to=days[1],
        basis=basis,
    )


def name_from(unit: Unit, name: str, short_name: str, on: date, basis: str, place: str) -> None:
    """Call a unit so from a day until its next name, if one is known already."""
    place = place or unit.place_on(on)
    held, until = segment(list(unit.names.all()), on, unit.valid_to)
    _cut(held, on)
    new_name(unit, name, short_name, (on, until), basis, place).save()


def stand_under(unit: Unit, parent: Unit, on: date, basis: str) -> None:
    """Put a unit under another from a day until its next move, if one is known already."""
    held, until = segment(list(unit.parents.all()), on, unit.valid_to)
    _cut(held, on)
    UnitParent.objects.create(unit=unit, parent=parent, valid_from=on, valid_to=until, basis=basis)


def _cut(held: Dated | None, on: date) -> None:
    if held is None:
        return
    if held.valid_from >= on:
        held.delete()
    else:
        held.valid_to = on
        held.save(update_fields=["valid_to"])


def end(unit: Unit, on: date) -> None:
    """End a unit with its name, its place in the tree and its seats. What it reported stays as it is."""
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    for row in (*unit.names.filter(valid_on(on)), *unit.parents.filter(valid_on(on))):
        _cut(row, on)
    for seat in BoardSeat.objects.filter(Q(board=unit) | Q(member=unit), _lasts(on)):
        _cut(seat, on)


def roles_at_the_end(unit: Unit, on: date) -> list[Membership]:
    """The roles at a unit that would go on after the day."""
    return list(Membership.objects.filter(_lasts(on), unit=unit).select_related("user", "unit").order_by("pk"))


def end_roles(held: list[Membership], on: date) -> None:
    """End roles on a day; one that would have begun later never does."""
    for membership in held:
        membership.valid_to = max(on, membership.valid_from)
        membership.save(update_fields=["valid_to"])


def already_held(user: User, role: str, unit: Unit, since: date) -> bool:
    """Whether the person holds the role at the unit then or later."""
    return Membership.objects.filter(_lasts(since), user=user, role=role, unit=unit).exists()


def _lasts(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)
