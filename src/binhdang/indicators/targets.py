"""Which target holds for a unit in a year: the most specific one wins.

The unit's own, else that of the nearest unit above it on the day's tree, else that of its level, else everybody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from binhdang.indicators.laws import Level
from binhdang.indicators.models import Indicator, Target
from binhdang.orgs.models import Unit, UnitClosure, UnitKind, valid_on

_LEVEL_OF = {
    UnitKind.PROVINCE_COMMITTEE: Level.PROVINCE,
    UnitKind.DISTRICT_COMMITTEE: Level.DISTRICT,
    UnitKind.COMMUNE_COMMITTEE: Level.COMMUNE,
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a unit stands on a day: itself and the units above it, nearest first; and its level."""

    nearest: Mapping[int, int]
    level: str

    @classmethod
    def of(cls, unit: Unit | None, on: date) -> _Place:
        if unit is None:
            return cls({}, "")
        above = UnitClosure.objects.filter(valid_on(on), descendant=unit, depth__gt=0).order_by("depth")
        chain = [(unit.pk, unit.kind), *above.values_list("ancestor", "ancestor__kind")]
        level = next((_LEVEL_OF[UnitKind(kind)] for _, kind in chain if kind in _LEVEL_OF), "")
        return cls({pk: depth for depth, (pk, _) in enumerate(chain)}, level)

    def distance(self, target: Target) -> int | None:
        """The smaller the more specific; None for what is not for this unit."""
        if target.unit_id is not None:
            return self.nearest.get(target.unit_id)
        if target.level:
            return len(self.nearest) if target.level == self.level else None
        return len(self.nearest) + 1


def target_for(indicator: Indicator, unit: Unit | None, *, year: int, on: date) -> Target | None:
    """The target that holds for the unit in a year, as it is in force on a day; everybody's where `unit` is None."""
    return targets_for([indicator], unit, year=year, on=on).get(indicator.code)


def targets_for(
    indicators: Iterable[Indicator], unit: Unit | None, *, year: int, on: date, ahead: bool = False
) -> dict[str, Target]:
    """Indicator code → the target that holds for the unit in a year; read at once for a whole table.

    With `ahead`, where none holds yet the next one to come: what the work of this year is to lead to.
    """
    wanted = {indicator.pk: indicator for indicator in indicators}
    place = _Place.of(unit, on)
    theirs = Q(unit=None) | Q(unit__in=list(place.nearest))
    held: dict[int, dict[int, list[Target]]] = defaultdict(lambda: defaultdict(list))
    for target in Target.objects.filter(valid_on(on), theirs, indicator__in=wanted):
        distance = place.distance(target)
        if distance is not None:
            target.indicator = wanted[target.indicator_id]
            held[target.indicator_id][distance].append(target)
    found = {wanted[pk].code: _nearest(at, year, ahead=ahead) for pk, at in held.items()}
    return {code: target for code, target in found.items() if target is not None}


def _nearest(held: Mapping[int, list[Target]], year: int, *, ahead: bool) -> Target | None:
    chosen = (_in_year(held[distance], year, ahead=ahead) for distance in sorted(held))
    return next((target for target in chosen if target is not None), None)


def _in_year(targets: Iterable[Target], year: int, *, ahead: bool) -> Target | None:
    """That of the year itself, else the latest that goes on, else the next to come."""
    by_year = sorted(targets, key=lambda target: target.year)
    past = [target for target in by_year if target.year == year or (target.onwards and target.year < year)]
    coming = [target for target in by_year if target.year > year] if ahead else []
    return past[-1] if past else next(iter(coming), None)
