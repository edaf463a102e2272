"""The tree of one day as adding up needs it: where each report hangs, and which node stands under which.

A report hangs at its unit's parent; where reports of others hang below the unit itself, at the unit. Nodes are those at
which reports hang and everything above them, up to the receiver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from binhdang.consolidation.adding import Block, Sums
from binhdang.consolidation.columns import Columns


@dataclass(frozen=True, slots=True)
class Forest:
    """Units by primary key. Asked units that stand elsewhere on the day hang nowhere and are in `outside`."""

    root: int
    hangs_at: dict[int, int]
    """Asked unit → the node its report counts at first."""
    parent: dict[int, int | None]
    """Node → the node above it; None for the root."""
    upwards: tuple[int, ...]
    """All nodes, every one before the node above it."""
    depth: dict[int, int]
    outside: tuple[int, ...]

    def above(self, node: int | None) -> list[int]:
        """The node itself and every node above it, up to the root."""
        chain = []
        while node is not None:
            chain.append(node)
            node = self.parent[node]
        return chain


def grow(root: int, parents: Mapping[int, int | None], asked: Iterable[int]) -> Forest:
    """The forest under `root`. `parents`: unit → parent on the day, for every unit under the root."""
    inside: list[int] = []
    outside: list[int] = []
    for unit in asked:
        (inside if unit == root or unit in parents else outside).append(unit)
    parent: dict[int, int | None] = {root: None}
    for unit in inside:
        node = parents.get(unit) if unit != root else None
        while node is not None and node not in parent:
            parent[node] = parents.get(node) if node != root else None
            node = parent[node]
    hangs_at = {unit: unit if unit in parent else _parent_of(unit, parents) for unit in inside}
    depth = depths(parent)
    upwards = tuple(sorted(parent, key=lambda node: -depth[node]))
    return Forest(root, hangs_at, parent, upwards, depth, tuple(outside))


def _parent_of(unit: int, parents: Mapping[int, int | None]) -> int:
    found = parents[unit]
    if found is None:
        raise ValueError(f"unit {unit} stands under nobody")
    return found


def depths(parent: Mapping[int, int | None]) -> dict[int, int]:
    """How far each node stands below the top."""
    depth: dict[int, int] = {}
    for start in parent:
        chain, node = [], start
        while node not in depth:
            chain.append(node)
            above = parent[node]
            if above is None:
                depth[node] = 0
                break
            node = above
        for below in reversed(chain):
            above = parent[below]
            depth[below] = 0 if above is None else depth[above] + 1
    return depth


def roll_up(
    columns: Columns,
    forest: Forest,
    reports: Mapping[int, bytes | None],
    kinds: Mapping[int, tuple[bool, ...]] | None = None,
) -> dict[int, Sums]:
    """The totals of every node. `reports`: every asked unit with its packed cells, None where nothing stands.

    `kinds`: `columns.record_kind` by unit, where an indicator counts only from whoever holds its record.
    """
    hanging = sorted(forest.hangs_at, key=lambda unit: forest.hangs_at[unit])
    starts, nodes = _groups([forest.hangs_at[unit] for unit in hanging])
    packed = [reports.get(unit) for unit in hanging]
    block = Block.of(columns, packed, [kinds[unit] for unit in hanging] if kinds is not None else None)
    parts: dict[int, list[Sums]] = defaultdict(list)
    for node, sums in zip(nodes, block.add_up(starts) if starts else [], strict=True):
        parts[node].append(sums)
    width, totals = len(columns.names), {}
    for node in forest.upwards:
        totals[node] = parts[node][0] if len(parts[node]) == 1 else Sums.together(parts[node], width)
        above = forest.parent[node]
        if above is not None:
            parts[above].append(totals[node])
    return totals


def _groups(values: Sequence[int]) -> tuple[list[int], list[int]]:
    """Where each run of equal values begins, and the values."""
    starts = [place for place, value in enumerate(values) if place == 0 or values[place - 1] != value]
    return starts, [values[start] for start in starts]
