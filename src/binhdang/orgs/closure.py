"""The dated closure: from the edges with validity, every ancestor of every unit with the days it held.

Computed in Python and stored, so that "my subtree on a day" is one indexed join on both databases.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from binhdang.orgs.models import Unit, UnitClosure, UnitParent

Interval = tuple[date, date | None]


def extend_closure(unit: Unit) -> None:
    """Add what a new unit needs: nobody stands below it yet."""
    edges: dict[int, list[tuple[int, Interval]]] = defaultdict(list)
    for below, parent, start, end in UnitParent.objects.values_list("unit", "parent", "valid_from", "valid_to"):
        edges[below].append((parent, (start, end)))
    UnitClosure.objects.bulk_create(
        UnitClosure(ancestor_id=ancestor, descendant=unit, depth=depth, valid_from=days[0], valid_to=days[1])
        for ancestor, depth, days in _ancestors(unit.pk, (unit.valid_from, unit.valid_to), edges)
    )


def _ancestors(
    unit: int, during: Interval, edges: dict[int, list[tuple[int, Interval]]]
) -> list[tuple[int, int, Interval]]:
    """(ancestor, depth, days) of a unit, itself first, walking up edge by edge and cutting the days as it goes."""
    found, level, depth = [(unit, 0, during)], [(unit, during)], 0
    while level and depth < 32:
        depth += 1
        above = [
            (parent, common)
            for below, days in level
            for parent, edge in edges[below]
            if (common := intersection(days, edge)) is not None
        ]
        found += [(parent, depth, days) for parent, days in above]
        level = above
    return found


def intersection(one: Interval, other: Interval) -> Interval | None:
    """The days two half-open intervals share, None where they share none."""
    start = max(one[0], other[0])
    ends = [end for end in (one[1], other[1]) if end is not None]
    end = min(ends) if ends else None
    return None if end is not None and end <= start else (start, end)
