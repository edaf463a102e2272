"""Totals that are kept: one packed row per round, node and basis, following what is sent within about a second.

Whoever sends a report only adds a mark to it (`reports.standing`); nobody waits for a row that others write too. Who
reads, or the worker each second, takes the marks of a round and adds up anew the nodes above the reports they name, or
the whole round where most of it changed. Marks and totals change in one transaction: whatever dies in between, they
agree. Kept totals stand on the tree of the round's last day; for another day `at_once` adds up from the reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from binhdang.consolidation.adding import Block, Sums
from binhdang.consolidation.columns import Columns, columns_of
from binhdang.consolidation.forest import Forest, grow, roll_up
from binhdang.consolidation.models import NodeTotal, RoundTotals
from binhdang.consolidation.sources import Basis
from binhdang.indicators.models import Indicator
from binhdang.indicators.queries import dictionary_stamp
from binhdang.orgs.models import Unit, UnitParent
from binhdang.orgs.queries import parents_on, tree_stamp
from binhdang.reports import standing
from binhdang.reports.models import Report, Round
from binhdang.reports.table import indicators_of

MANY = 8
"""Where more than one in so many reports changed, adding up the whole round is cheaper than node by node."""

Kinds = dict[int, tuple[bool, ...]]


@dataclass(frozen=True)
class Ground:
    """What adding up a round stands on: its layout and the tree of a day."""

    round: Round
    indicators: Sequence[Indicator]
    columns: Columns
    layout: str
    """What stands for the columns that kept totals were packed by."""
    stamp: str
    tree_on: date

    @classmethod
    def of(cls, round: Round, tree_on: date | None = None) -> Ground:
        """The ground of a round, on the tree of its last day unless another day is given."""
        return cls._of(round, dictionary_stamp(), tree_stamp(), tree_on or round.window_to)

    @classmethod
    def of_each(cls, rounds: Iterable[Round]) -> list[Ground]:
        """The grounds of several rounds."""
        stamps = dictionary_stamp(), tree_stamp()
        return [cls._of(round, *stamps, round.window_to) for round in rounds]

    @classmethod
    def _of(cls, round: Round, dictionary: str, tree: str, tree_on: date) -> Ground:
        laid_out = _laid_out(round.pk, dictionary) if dictionary else _lay_out(round)
        return cls(round, *laid_out, tree, tree_on)

    @property
    def forest(self) -> Forest:
        """The tree of the day; read once for a tree that does not change."""
        return _forest(self.round.pk, self.round.regime.receiver_id, self.tree_on, self.stamp)

    @property
    def kinds(self) -> Kinds | None:
        """Whose figures count, by unit; None where no indicator of the round has a source of record."""
        return self.kinds_of(Unit.objects.filter(reports__round=self.round, reports__expected=True))

    def kinds_of(self, units: QuerySet[Unit]) -> Kinds | None:
        """The same of some units."""
        if not self.columns.recorded():
            return None
        found = list(units.only("code", "kind"))
        return dict(zip((unit.pk for unit in found), self.columns.record_kinds(found), strict=True))


LaidOut = tuple[Sequence[Indicator], Columns, str]


@lru_cache(maxsize=256)
def _laid_out(round: int, stamp: str) -> LaidOut:
    """`stamp` changes with every change of the dictionary; what a round asks is frozen."""
    return _lay_out(Round.objects.get(pk=round))


def _lay_out(round: Round) -> LaidOut:
    indicators = indicators_of(round)
    columns = columns_of(round, indicators)
    return indicators, columns, columns.digest


@lru_cache(maxsize=256)
def _forest(round: int, receiver: int, tree_on: date, stamp: str) -> Forest:
    """`stamp` changes with every change of the tree, so what is cached under it stays true."""
    asked = list(Report.objects.filter(round=round, expected=True).values_list("unit", flat=True))
    parents = parents_on(tree_on, Unit.objects.get(pk=receiver))
    ended = [unit for unit in asked if unit not in parents]
    return grow(receiver, {**parents, **_last_places(ended, tree_on, set(parents))}, asked)


def _last_places(ended: Sequence[int], tree_on: date, standing_units: set[int]) -> dict[int, int]:
    """A unit asked that ended before the day hangs where it hung last, or where that unit did when it ended too.

    So what it reported is not lost, whatever ended with it.
    """
    last: dict[int, int] = {}
    level = set(ended)
    while level:
        rows = UnitParent.objects.filter(unit__in=level, unit__valid_to__lte=tree_on).order_by("valid_from")
        found = dict(rows.values_list("unit", "parent"))
        last.update(found)
        level = set(found.values()) - standing_units - set(last)
    return {unit: place for unit in ended if (place := _standing_above(unit, last, standing_units)) is not None}


def _standing_above(unit: int, last: Mapping[int, int], standing_units: set[int]) -> int | None:
    above: int | None = last.get(unit)
    while above is not None and above not in standing_units:
        above = last.get(above)
    return above


def at_once(ground: Ground, basis: Basis) -> dict[int, Sums]:
    """The totals of every node, added up from the reports themselves."""
    rows = standing.standing_cells(ground.round, basis.pointer)
    return roll_up(ground.columns, ground.forest, {unit: cells for _, unit, cells in rows}, ground.kinds)


def refresh(round: Round, *, at: datetime, ground: Ground | None = None) -> int:
    """Let the kept totals follow what changed; how many changes are still waiting because somebody else follows now."""
    ground = ground or Ground.of(round)
    kept = RoundTotals.objects.filter(round=round).annotate(behind=standing.changed("round")).first()
    return 0 if kept and not kept.behind and _fits(kept, ground) else follow(ground, at=at, begun=kept is not None)


def follow(ground: Ground, *, at: datetime, begun: bool = True) -> int:
    """The same where something is known to wait. `begun`: the round had totals before."""
    rounds = RoundTotals.objects.filter(round=ground.round)
    with transaction.atomic():
        if not begun:
            RoundTotals.objects.get_or_create(round=ground.round, defaults={"as_of": at})
        kept = rounds.select_for_update(skip_locked=True).first()
        if kept is None:
            return standing.pending_count(ground.round)
        _follow(kept, ground)
        rounds.update(tree_stamp=ground.stamp, layout=ground.layout, as_of=at, complete=True)
    return 0


def _fits(kept: RoundTotals | _Kept, ground: Ground) -> bool:
    return kept.complete and kept.tree_stamp == ground.stamp and kept.layout == ground.layout


def _follow(kept: RoundTotals, ground: Ground) -> None:
    marks = standing.pending(ground.round)
    changed = {basis: {unit for _, unit, field in marks if field == basis.pointer} for basis in Basis}
    if not _fits(kept, ground) or max(map(len, changed.values())) * MANY > len(ground.forest.hangs_at):
        _rebuild(ground)
    else:
        for basis, units in changed.items():
            _climb(ground, basis, units)
    standing.followed(mark for mark, _, _ in marks)


def _rebuild(ground: Ground) -> None:
    """Every node of the round anew."""
    NodeTotal.objects.filter(round=ground.round).delete()
    for basis in Basis:
        _keep(ground, basis, at_once(ground, basis))


def _keep(ground: Ground, basis: Basis, totals: Mapping[int, Sums]) -> None:
    """Write the totals of nodes, in one statement: over a slow line each costs as much as adding up."""
    parent = ground.forest.parent
    NodeTotal.objects.bulk_create(
        [
            NodeTotal(round=ground.round, basis=basis, node_id=node, above_id=parent[node], packed=sums.pack())
            for node, sums in totals.items()
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["round", "basis", "node"],
        update_fields=["packed"],
    )


def _climb(ground: Ground, basis: Basis, changed: set[int]) -> None:
    """The nodes above the changed reports anew, level by level, each from what hangs below it."""
    if not changed:
        return
    forest, round, width = ground.forest, ground.round, len(ground.columns.names)
    touched = {node for unit in changed if unit in forest.hangs_at for node in forest.above(forest.hangs_at[unit])}
    hanging = _hanging(forest, touched)
    own = _own_sums(ground, basis, hanging)
    fresh: dict[int, Sums] = {}
    siblings = NodeTotal.objects.filter(round=round, basis=basis, above__in=touched).exclude(node__in=touched)
    below: dict[int, list[Sums]] = defaultdict(list)
    for above, packed in siblings.values_list("above", "packed"):
        below[above].append(Sums.unpack(bytes(packed), width))
    for node in sorted(touched, key=lambda each: -forest.depth[each]):
        fresh[node] = Sums.together([*own.get(node, []), *below[node]], width)
        above_node = forest.parent[node]
        if above_node is not None:
            below[above_node].append(fresh[node])
    _keep(ground, basis, fresh)


def _hanging(forest: Forest, nodes: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for unit, node in forest.hangs_at.items():
        if node in nodes:
            found[node].append(unit)
    return found


def _own_sums(ground: Ground, basis: Basis, hanging: dict[int, list[int]]) -> dict[int, list[Sums]]:
    """For each node what the reports that hang at it add up to."""
    units = [unit for under in hanging.values() for unit in under]
    if not units:
        return {}
    rows = {unit: cells for _, unit, cells in standing.standing_cells(ground.round, basis.pointer, units=units)}
    kinds = ground.kinds_of(Unit.objects.filter(pk__in=units))
    starts, begin = [], 0
    for under in hanging.values():
        starts.append(begin)
        begin += len(under)
    block = Block.of(
        ground.columns, [rows.get(unit) for unit in units], [kinds[unit] for unit in units] if kinds else None
    )
    return {node: [sums] for node, sums in zip(hanging, block.add_up(starts), strict=True)}


def sums_at(ground: Ground, node: int, basis: Basis) -> Sums | None:
    """The kept totals of a node; of a unit below which nobody reports, its own report. None where it has neither."""
    packed = NodeTotal.objects.filter(round=ground.round, node=node, basis=basis).values_list("packed", flat=True)
    found = packed.first()
    return _own(ground, node, basis) if found is None else Sums.unpack(bytes(found), len(ground.columns.names))


def _own(ground: Ground, node: int, basis: Basis) -> Sums | None:
    own = _own_sums(ground, basis, {node: [node]}) if node in ground.forest.hangs_at else {}
    return own[node][0] if own else None


def sums_over(grounds: Sequence[Ground], node: int, basis: Basis, *, at: datetime) -> list[Sums | None]:
    """The totals of one node in each of several rounds, following what changed; one question where nothing did."""
    found = {kept.round: kept for kept in _kept_at(grounds, node, basis)}
    return [_following(ground, found.get(ground.round.pk), node, basis, at) for ground in grounds]


class _Kept(NamedTuple):
    """How far the totals of a round are, and the row of one node."""

    round: int
    tree_stamp: str
    layout: str
    complete: bool
    behind: bool
    packed: bytes | None


def _kept_at(grounds: Sequence[Ground], node: int, basis: Basis) -> list[_Kept]:
    row = NodeTotal.objects.filter(round=OuterRef("round"), node=node, basis=basis)
    behind, packed = standing.changed("round"), Subquery(row.values("packed"))
    rounds = RoundTotals.objects.filter(round__in=[ground.round.pk for ground in grounds])
    rows = rounds.values_list("round", "tree_stamp", "layout", "complete", behind, packed)
    return [_Kept(*row) for row in rows]


def _following(ground: Ground, kept: _Kept | None, node: int, basis: Basis, at: datetime) -> Sums | None:
    if kept is None or kept.behind or not _fits(kept, ground):
        follow(ground, at=at, begun=kept is not None)
        return sums_at(ground, node, basis)
    if kept.packed is None:
        return _own(ground, node, basis)
    return Sums.unpack(bytes(kept.packed), len(ground.columns.names))


def refresh_all(*, at: datetime) -> int:
    """Let the totals of every round with changes follow; how many rounds. The worker asks this each second."""
    rounds = standing.rounds_with_changes()
    for round in rounds:
        refresh(round, at=at)
    return len(rounds)
