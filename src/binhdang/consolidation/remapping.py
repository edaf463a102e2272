"""Yesterday's reports on another day's map: each unit's figures stand at what became of it, whole or not at all.

A unit that was merged stands in its successor. One that was split stands, undivided, at the lowest node that holds all
its parts, so that nothing is lost and nothing counted twice above; below that node it is apportioned only by a key that
was declared with the split, and otherwise named as not comparable. Nothing is ever guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from binhdang.consolidation.adding import Block, Sums
from binhdang.consolidation.columns import Columns
from binhdang.consolidation.forest import Forest, depths, roll_up
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground
from binhdang.orgs.mapping import Share, on_map
from binhdang.orgs.queries import parents_on
from binhdang.reports import standing

TOP = 0
"""Stands above every unit that has no parent on the day."""


@dataclass(frozen=True, slots=True)
class Hung:
    """Where the reports of one day's units hang on another day's map."""

    forest: Forest
    apportioned: dict[int, dict[int, Fraction]]
    """Node → unit → the share of its figures that the declared key gives the node."""
    incomparable: dict[int, list[int]]
    """Node → units of which an unknown part lies in it: it has no total of its own for what they reported."""


def hang(parents: Mapping[int, int | None], shares: Mapping[int, Sequence[Share]]) -> Hung:
    """Hang units on a map. `parents`: unit → parent on that day; `shares`: what became of each unit that reported."""
    parent: dict[int, int | None] = {
        TOP: None,
        **{unit: TOP if above is None else above for unit, above in parents.items()},
    }
    depth = depths(parent)
    hangs_at: dict[int, int] = {}
    apportioned: dict[int, dict[int, Fraction]] = defaultdict(dict)
    incomparable: dict[int, list[int]] = defaultdict(list)
    for unit, lies in shares.items():
        parts = [part if part.unit in parent else Share(TOP, part.share) for part in lies]  # ended, and nobody's since
        hangs_at[unit] = _lowest_common([part.unit for part in parts], parent, depth)
        if len(parts) > 1:
            for node, share in _below(hangs_at[unit], parts, parent).items():
                if share is None:
                    incomparable[node].append(unit)
                else:
                    apportioned[node][unit] = share
    upwards = tuple(sorted(parent, key=lambda node: -depth[node]))
    return Hung(Forest(TOP, hangs_at, parent, upwards, depth, ()), dict(apportioned), dict(incomparable))


def _lowest_common(units: Sequence[int], parent: Mapping[int, int | None], depth: Mapping[int, int]) -> int:
    meeting = units[0]
    for other in units[1:]:
        while meeting != other:
            if depth[meeting] >= depth[other]:
                meeting = _above(meeting, parent)
            else:
                other = _above(other, parent)
    return meeting


def _above(unit: int, parent: Mapping[int, int | None]) -> int:
    above = parent[unit]
    return TOP if above is None else above


def _below(top: int, parts: Sequence[Share], parent: Mapping[int, int | None]) -> dict[int, Fraction | None]:
    """Every node strictly below `top` that holds a part, with the share in it; None where a share is not known."""
    found: dict[int, Fraction | None] = {}
    for part in parts:
        node = part.unit
        while node != top:
            so_far = found.get(node, Fraction(0))
            found[node] = None if so_far is None or part.share is None else so_far + part.share
            node = _above(node, parent)
    return found


@dataclass(frozen=True)
class MapTotals:
    """A round's totals on another day's map."""

    columns: Columns
    hung: Hung
    whole: dict[int, Sums]
    """Node → what was reported by units that lie in it whole."""
    parts: dict[int, Block] = field(default_factory=dict)
    """Unit that was split → its own report, for apportioning."""

    def sums(self, node: int) -> Sums:
        """The totals of a node over the units that lie in it whole."""
        return self.whole.get(node) or Sums.nothing(len(self.columns.names))

    def apportioned(self, node: int) -> list[Fraction]:
        """Column by column what the declared keys add to the node."""
        added = [Fraction(0)] * len(self.columns.names)
        for unit, share in self.hung.apportioned.get(node, {}).items():
            numbers = self.parts[unit].add_up([0])[0].numbers.tolist()
            added = [so_far + share * number for so_far, number in zip(added, numbers, strict=True)]
        return added


def on_another_map(ground: Ground, basis: Basis, *, on: date) -> MapTotals:
    """The totals of a round on the map of `on`: every node of that day, by primary key; `TOP` for all together."""
    reports = {unit: cells for _, unit, cells in standing.standing_cells(ground.round, basis.pointer)}
    shares = on_map(reports, since=ground.tree_on, on=on)
    hung = hang(parents_on(on), shares)
    kinds = ground.kinds
    split = {unit for units in hung.apportioned.values() for unit in units}
    parts = {
        unit: Block.of(ground.columns, [reports[unit]], [kinds[unit]] if kinds is not None else None) for unit in split
    }
    return MapTotals(ground.columns, hung, roll_up(ground.columns, hung.forest, reports, kinds), parts)
