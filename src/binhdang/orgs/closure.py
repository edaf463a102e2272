"""The dated closure: from the edges with validity, every ancestor of every unit with the days it held.

Computed in Python and stored, so that "my subtree on a day" is one indexed join on both databases. After a unit has
ended, rows marked `inherited` name whoever answers for what it left: its successors and its last superior, whoever
follows those when they end too, and whatever stands above any of them. A unit that still stands is reached through the
tree alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from binhdang.orgs.models import EventKind, Succession, Unit, UnitClosure, UnitParent

Interval = tuple[date, date | None]
Row = tuple[int, int, int, date, date | None]
"""Ancestor, descendant, depth, first day, first day after."""

DEEPEST = 32
BATCH = 2000


@dataclass
class Land:
    """All units with their days, their parents, and who follows those that ended."""

    lives: dict[int, Interval]
    edges: dict[int, list[tuple[int, Interval]]]
    heirs: dict[int, list[int]]
    _above: dict[int, list[tuple[int, int, Interval]]] = field(default_factory=dict)
    _answering: dict[int, list[tuple[int, Interval]]] = field(default_factory=dict)

    def above(self, unit: int) -> list[tuple[int, int, Interval]]:
        """(ancestor, depth, days) of a unit, itself first, walking up edge by edge and cutting the days as it goes."""
        if unit not in self._above:
            self._above[unit] = list(self._climb(unit))
        return self._above[unit]

    def _climb(self, unit: int) -> Iterator[tuple[int, int, Interval]]:
        yield unit, 0, self.lives[unit]
        level, depth = [(unit, self.lives[unit])], 0
        while level and depth < DEEPEST:
            depth += 1
            level = [
                (parent, common)
                for below, days in level
                for parent, edge in self.edges.get(below, ())
                if (common := _shared(days, edge, self.lives[parent])) is not None
            ]
            yield from ((parent, depth, days) for parent, days in level)

    def below(self, units: Iterable[int]) -> set[int]:
        """The units and whatever stood below them on any day."""
        children: dict[int, list[int]] = defaultdict(list)
        for unit, parents in self.edges.items():
            for parent, _ in parents:
                children[parent].append(unit)
        found, waiting = set[int](), list(units)
        while waiting:
            unit = waiting.pop()
            if unit not in found:
                found.add(unit)
                waiting += children[unit]
        return found

    def answering(self, unit: int) -> list[tuple[int, Interval]]:
        """The units that stand for an ended one, with the days on which they do."""
        if unit not in self._answering:
            self._answering[unit] = []  # whoever comes back here has gone in a circle and learns nothing new
            self._answering[unit] = list(self._follow(unit))
        return self._answering[unit]

    def _follow(self, unit: int) -> Iterator[tuple[int, Interval]]:
        ended = self.lives[unit][1]
        if ended is None:
            return
        for heir in self.heirs.get(unit, ()):
            for one, days in [(heir, self.lives[heir]), *self.answering(heir)]:
                common = intersection(days, (ended, None))
                if common is not None:
                    yield one, common

    def tree_rows(self, units: Iterable[int]) -> set[Row]:
        """The rows of the tree for some units."""
        return {(above, unit, depth, *days) for unit in units for above, depth, days in self.above(unit)}

    def inherited_rows(self) -> set[Row]:
        """The rows of all units that ended."""
        return {row for unit, life in self.lives.items() if life[1] is not None for row in self._inherited(unit)}

    def _inherited(self, unit: int) -> Iterator[Row]:
        days_of: dict[int, list[Interval]] = defaultdict(list)
        depth_of: dict[int, int] = {}
        for one, answers in self.answering(unit):
            for above, depth, stands in self.above(one):
                common = intersection(answers, stands)
                if common is not None:
                    days_of[above].append(common)
                    depth_of[above] = min(depth + 1, depth_of.get(above, DEEPEST))
        for above, days in days_of.items():
            yield from ((above, unit, depth_of[above], *united) for united in union(days))


def survey() -> Land:
    """All of it as it stands in the database, in four queries."""
    lives: dict[int, Interval] = {pk: (a, z) for pk, a, z in Unit.objects.values_list("pk", "valid_from", "valid_to")}
    edges: dict[int, list[tuple[int, Interval]]] = defaultdict(list)
    days = UnitParent.objects.order_by("valid_from").values_list("unit", "parent", "valid_from", "valid_to")
    for unit, parent, start, end in days:
        edges[unit].append((parent, (start, end)))
    heirs: dict[int, list[int]] = defaultdict(list)
    left = Succession.objects.order_by("pk").values_list("source", "target", "event__on", "event__kind")
    for source, target, on, kind in left:
        ended = lives[source][1]
        if source != target and ended is not None and (on == ended or (kind == EventKind.TRANSFER and on < ended)):
            heirs[source].append(target)
    for unit, (_, ended) in lives.items():
        if ended is not None:
            heirs[unit] += [parent for parent, (start, _) in edges[unit] if start < ended][-1:]
    return Land(lives, edges, heirs)


def extend_closure(unit: Unit, parent: Unit | None) -> None:
    """Add what a new unit needs: nobody stands below it yet, and above it stands what stands above its parent."""
    life = (unit.valid_from, unit.valid_to)
    rows: set[Row] = {(unit.pk, unit.pk, 0, *life)}
    if parent is not None:
        above = UnitClosure.objects.filter(descendant=parent, inherited=False)
        for ancestor, depth, start, end in above.values_list("ancestor", "depth", "valid_from", "valid_to"):
            common = intersection(life, (start, end))
            if common is not None:
                rows.add((ancestor, unit.pk, depth + 1, *common))
    _add(rows, inherited=False)


def rebuild(changed: Iterable[int] | None = None) -> None:
    """Make the closure right again after the units named changed; None: after anything. Writes only what differs."""
    land = survey()
    units = set(land.lives) if changed is None else land.below(changed)
    whole = changed is None or len(units) > BATCH
    units = set(land.lives) if whole else units
    stored = UnitClosure.objects.filter(inherited=False)
    _replace(stored if whole else stored.filter(descendant__in=units), land.tree_rows(units), inherited=False)
    _replace(UnitClosure.objects.filter(inherited=True), land.inherited_rows(), inherited=True)


def _replace(stored: models.QuerySet[UnitClosure], wanted: set[Row], *, inherited: bool) -> None:
    held: dict[Row, int] = {}
    surplus = []
    for pk, *row in stored.values_list("pk", "ancestor", "descendant", "depth", "valid_from", "valid_to"):
        key = (row[0], row[1], row[2], row[3], row[4])
        if key in wanted and key not in held:
            held[key] = pk
        else:
            surplus.append(pk)
    for start in range(0, len(surplus), BATCH):
        UnitClosure.objects.filter(pk__in=surplus[start : start + BATCH]).delete()
    _add(wanted - held.keys(), inherited=inherited)


def _add(rows: Iterable[Row], *, inherited: bool) -> None:
    UnitClosure.objects.bulk_create(
        (
            UnitClosure(
                ancestor_id=above, descendant_id=below, depth=depth, valid_from=a, valid_to=z, inherited=inherited
            )
            for above, below, depth, a, z in sorted(rows, key=lambda row: row[:4])
        ),
        batch_size=BATCH,
    )


def intersection(one: Interval, other: Interval) -> Interval | None:
    """The days two half-open intervals share, None where they share none."""
    start = max(one[0], other[0])
    ends = [end for end in (one[1], other[1]) if end is not None]
    end = min(ends) if ends else None
    return None if end is not None and end <= start else (start, end)


def _shared(one: Interval, other: Interval, third: Interval) -> Interval | None:
    both = intersection(one, other)
    return None if both is None else intersection(both, third)


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """The same days in as few intervals as they fill."""
    found: list[Interval] = []
    for start, end in sorted(intervals, key=lambda days: days[0]):
        if found and (found[-1][1] is None or start <= found[-1][1]):
            last = found.pop()
            longest = None if last[1] is None or end is None else max(last[1], end)
            found.append((last[0], longest))
        else:
            found.append((start, end))
    return found
