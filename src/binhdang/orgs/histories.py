"""What became of a unit: its events with their legal documents, whom it came from and where it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from binhdang.orgs.mapping import on_map
from binhdang.orgs.models import EventKind, Extent, Succession, Unit, UnitEvent, UnitParent


@dataclass(frozen=True)
class Kin:
    """A unit on the other side of a succession, and how much of what went over."""

    unit: Unit
    name: str
    on: date
    extent: str
    share: Fraction | None
    key_name: str
    by_transfer: bool


@dataclass(frozen=True)
class Happened:
    """One event as the page tells it."""

    event: UnitEvent
    sources: list[Unit]
    targets: list[Unit]
    before: date
    """The day before, on which the sources still had their old names."""
    old: str
    new: str
    """The names, or the superior units, before and after a renaming or a move."""


@dataclass(frozen=True)
class Place:
    """Where the unit's earlier figures lie on a day's map."""

    unit: Unit
    share: Fraction | None


@dataclass(frozen=True)
class History:
    """Events newest first, kin on both sides, and where the figures lie; empty `lies` where they are its own."""

    events: list[Happened]
    came_from: list[Kin]
    went_to: list[Kin]
    lies: list[Place]


def history(unit: Unit, on: date) -> History:
    """All that is recorded of a unit, told on a day."""
    with_units = ("unit__names", "successions__source__names", "successions__target__names")
    events = UnitEvent.objects.concerning(unit).select_related("unit", "recorded_by").prefetch_related(*with_units)
    parents = list(unit.parents.select_related("parent").prefetch_related("parent__names"))
    rows = Succession.objects.select_related("event").order_by("event__on", "pk")
    came = rows.filter(target=unit).exclude(source=unit).select_related("source").prefetch_related("source__names")
    went = rows.filter(source=unit).exclude(target=unit, extent=Extent.FULL)
    went = went.select_related("target").prefetch_related("target__names")
    return History(
        events=[_told(event, unit, parents) for event in events.order_by("-on", "-pk")],
        came_from=[_kin(row, row.source, row.event.on - timedelta(days=1)) for row in came],
        went_to=[_kin(row, row.target, row.event.on) for row in went],
        lies=_lies(unit, on),
    )


def _kin(row: Succession, other: Unit, on: date) -> Kin:
    transfer = row.event.kind == EventKind.TRANSFER
    label = f"chức năng «{row.event.function}»" if transfer else Extent(row.extent).label
    declared = row.share if row.share_numerator is not None else None
    return Kin(other, other.name_on(on), row.event.on, label, declared, row.key_name, transfer)


def _told(event: UnitEvent, unit: Unit, parents: list[UnitParent]) -> Happened:
    before = event.on - timedelta(days=1)
    rows = list(event.successions.all())
    sources = list(dict.fromkeys(row.source for row in rows))
    targets = list(dict.fromkeys(row.target for row in rows))
    old = new = ""
    if event.kind == EventKind.RENAME:
        old, new = event.unit.name_on(before), event.unit.name_on(event.on)
    elif event.kind in (EventKind.MOVE, EventKind.CREATE) and event.unit == unit:
        old, new = _parent(parents, before), _parent(parents, event.on)
    return Happened(event, sources, targets, before, old, new)


def _parent(parents: list[UnitParent], on: date) -> str:
    return next((row.parent.name_on(on) for row in parents if row.holds_on(on)), "")


def _lies(unit: Unit, on: date) -> list[Place]:
    since = min(unit.valid_from, on)
    shares = on_map([unit.pk], since=since, on=on)[unit.pk]
    if [share.unit for share in shares] == [unit.pk]:
        return []
    units = Unit.objects.prefetch_related("names").in_bulk([share.unit for share in shares])
    return [Place(units[share.unit], share.share) for share in shares]
