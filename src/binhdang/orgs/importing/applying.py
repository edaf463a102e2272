"""Writing a difference: every event, name, place and end in one transaction, in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Q

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.jobs.clock import day_of
from binhdang.orgs import contradictions, timelines
from binhdang.orgs.access import administered_units
from binhdang.orgs.closure import BATCH, rebuild
from binhdang.orgs.importing.difference import Difference, Standing
from binhdang.orgs.importing.reading import KIND_OF, ListedUnit
from binhdang.orgs.models import (
    BoardSeat,
    EventKind,
    Extent,
    Membership,
    Succession,
    TreeStamp,
    Unit,
    UnitEvent,
    UnitName,
    UnitParent,
    valid_on,
)
from binhdang.values.refusals import NotAllowed
from binhdang.values.texts import nfc

Item = TypeVar("Item")


@transaction.atomic
def apply(
    compared: Callable[[Standing], Difference], *, on: date, basis: str, by: User | None, at: datetime
) -> Difference:
    """Compare once more while nobody else can change the tree, and write what differs; one audit row with the counts.

    Raises Refusal as comparing does, NotAllowed where a person does not administer a unit concerned.
    """
    timelines.hold_tree()
    standing = Standing.on(on)
    difference = compared(standing)
    if difference.needs_basis:
        contradictions.has_basis(basis)
    if by is not None:
        _require_administers(by, difference, standing, day_of(at))
    writing = _Writing(on, nfc(basis.strip()), by, at, dict(standing.units))
    writing.found(difference.created)
    writing.rename([rename.row for rename in difference.renamed])
    writing.move([(move.code, move.parent_code) for move in difference.moved])
    writing.succeed(difference)
    writing.end([*difference.ended, *difference.abolished])
    writing.events_of(EventKind.ABOLISH, difference.abolished)
    rebuild()
    stamp = TreeStamp.objects.get(pk=1)
    record("units.imported", by=by, at=at, thing=stamp, label=nfc(basis.strip()), details=_counts(difference))
    return difference


def _counts(difference: Difference) -> dict[str, object]:
    return {
        "on": difference.on.isoformat(),
        "created": len(difference.created),
        "renamed": len(difference.renamed),
        "moved": len(difference.moved),
        "merged": len(difference.merged),
        "split": len(difference.split),
        "ended": len(difference.ended),
        "abolished": len(difference.abolished),
        "unchanged": difference.unchanged,
    }


def _require_administers(by: User, difference: Difference, standing: Standing, today: date) -> None:
    """Everything concerned stands already under units that the person administers."""
    reached = set(administered_units(by, today).values_list("code", flat=True))
    new = {row.code for row in difference.created}
    concerned = {row.parent_code for row in difference.created} | {rename.row.code for rename in difference.renamed}
    for move in difference.moved:
        concerned |= {move.code, move.parent_code}
    concerned |= {*difference.merged, *difference.split, *difference.ended, *difference.abolished}
    for codes in (*difference.merged.values(), *difference.split.values()):
        concerned |= set(codes)
    outside = sorted(concerned - new - reached)
    if outside:
        raise NotAllowed(
            f"Tài khoản của {by.full_name} không quản trị mọi đơn vị trong danh sách.",
            where="mã đơn vị",
            value=", ".join(code or "(đơn vị cao nhất)" for code in outside[:10]),
            rule="danh sách chỉ được thay đổi các đơn vị mình quản trị.",
            remedy="bỏ các đơn vị đó khỏi tệp, hoặc nhờ quản trị của cấp trên chung nhập.",
        )


@dataclass
class _Writing:
    on: date
    basis: str
    by: User | None
    at: datetime
    units: dict[str, Unit]
    """By code: those that stand, and the new ones as soon as they are founded."""

    def found(self, rows: Sequence[ListedUnit]) -> None:
        """New units with their names and places."""
        made = Unit.objects.bulk_create(
            (Unit(code=row.code, kind=KIND_OF[row.level], place=row.place, symbol_part="UBND", valid_from=self.on)
             for row in rows),
            batch_size=BATCH,
        )  # fmt: skip
        self.units |= {unit.code: unit for unit in made}
        self._name(rows)
        self._place([(row.code, row.parent_code) for row in rows if row.parent_code])
        self.events_of(EventKind.CREATE, [row.code for row in rows])

    def rename(self, rows: Sequence[ListedUnit]) -> None:
        """Other names from the day on."""
        self._cut(UnitName.objects.filter(valid_on(self.on)), [row.code for row in rows])
        self._name(rows)
        self.events_of(EventKind.RENAME, [row.code for row in rows])

    def move(self, places: Sequence[tuple[str, str]]) -> None:
        """Other parents from the day on."""
        self._cut(UnitParent.objects.filter(valid_on(self.on)), [code for code, _ in places])
        self._place(places)
        self.events_of(EventKind.MOVE, [code for code, _ in places])

    def succeed(self, difference: Difference) -> None:
        """Merges and splits with their successions. A target that goes on as itself succeeds itself."""
        gone = {source for sources in difference.merged.values() for source in sources} | difference.split.keys()
        merges = self.events_of(EventKind.MERGE, difference.merged)
        splits = self.events_of(EventKind.SPLIT, difference.split)
        rows = []
        for event, (target, sources) in zip(merges, difference.merged.items(), strict=True):
            kept = [target] if target not in gone and self.units[target].valid_from < self.on else []
            rows += [self._succession(event, source, target, Extent.FULL) for source in [*sources, *kept]]
        for event, (source, targets) in zip(splits, difference.split.items(), strict=True):
            rows += [self._succession(event, source, target, Extent.PARTIAL) for target in targets]
        Succession.objects.bulk_create(rows, batch_size=BATCH)

    def _succession(self, event: UnitEvent, source: str, target: str, extent: Extent) -> Succession:
        return Succession(event=event, source=self.units[source], target=self.units[target], extent=extent)

    def end(self, codes: Sequence[str]) -> None:
        """End units with their names, places, seats and roles."""
        self._cut(UnitName.objects.filter(valid_on(self.on)), codes)
        self._cut(UnitParent.objects.filter(valid_on(self.on)), codes)
        for some in _chunks(self._keys(codes)):
            Unit.objects.filter(pk__in=some).update(valid_to=self.on)
            seats = BoardSeat.objects.filter(Q(board__in=some) | Q(member__in=some), valid_on(self.on))
            seats.update(valid_to=self.on)
            for membership in Membership.objects.filter(unit__in=some).exclude(valid_to__lte=self.on):
                timelines.end_roles([membership], self.on)

    def events_of(self, kind: EventKind, codes: Iterable[str]) -> list[UnitEvent]:
        """One event for each unit."""
        return UnitEvent.objects.bulk_create(
            (
                UnitEvent(
                    kind=kind,
                    unit=self.units[code],
                    on=self.on,
                    basis=self.basis,
                    recorded_by=self.by,
                    recorded_at=self.at,
                )
                for code in codes
            ),
            batch_size=BATCH,
        )

    def _name(self, rows: Iterable[ListedUnit]) -> None:
        UnitName.objects.bulk_create(
            (
                timelines.new_name(
                    self.units[row.code], row.full_name, row.short_name, (self.on, None), self.basis, row.place
                )
                for row in rows
            ),
            batch_size=BATCH,
        )

    def _place(self, places: Iterable[tuple[str, str]]) -> None:
        UnitParent.objects.bulk_create(
            (
                UnitParent(
                    unit=self.units[code], parent=self.units[parent], valid_from=self.on, basis=self.basis
                )
                for code, parent in places
            ),
            batch_size=BATCH,
        )  # fmt: skip

    def _cut(self, rows: models.QuerySet[UnitName] | models.QuerySet[UnitParent], codes: Sequence[str]) -> None:
        for some in _chunks(self._keys(codes)):
            rows.filter(unit__in=some).update(valid_to=self.on)

    def _keys(self, codes: Iterable[str]) -> list[int]:
        return [self.units[code].pk for code in codes]


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """A few thousand at a time: databases take only so many values in one question."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
