"""The same indicator through time, on two maps: as it was reported, and on the map of another day.

The two differ where units were merged or split between: a change in results can then be told from a change in borders.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from binhdang.consolidation.adding import Sums
from binhdang.consolidation.remapping import on_another_map
from binhdang.consolidation.rollup import IndicatorTotal, lines_of
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground, sums_over
from binhdang.indicators.models import Indicator
from binhdang.orgs.mapping import on_map
from binhdang.orgs.models import Unit
from binhdang.orgs.queries import days_the_map_changed
from binhdang.reports.models import Round
from binhdang.values.figures import unscaled


@dataclass(frozen=True)
class Point:
    """One period of a series. `as_reported` is None where nothing was asked at or below the unit in that period."""

    round: Round
    as_reported: IndicatorTotal | None
    on_map: IndicatorTotal | None
    """Over what lies in the unit whole on the other map; None where nothing reported then lies there."""
    apportioned: Fraction = Fraction(0)
    """What declared keys add to it on that map."""
    apportioned_units: tuple[int, ...] = ()
    incomparable: tuple[int, ...] = ()
    """Units of which an unknown part lies in the unit on that map: the point does not hold them."""


def rounds_like(round: Round, *, until: date | None = None) -> list[Round]:
    """The rounds of the same kind of period whose reports went to the same receiver, or to what became it.

    Oldest first; one a period, the round itself before any other.
    """
    kind = round.period.kind.value
    rows = Round.objects.filter(period_text__startswith=f"{kind}:").select_related("regime__receiver")
    receiver, day = round.regime.receiver_id, until or round.window_to
    found: dict[str, Round] = {}
    for each in rows.order_by("window_to", "pk"):
        if each.pk == round.pk or (each.period_text not in found and _went_to(each, receiver, day)):
            found[each.period_text] = each
    return sorted(found.values(), key=lambda each: (each.window_to, each.pk))


def _went_to(round: Round, receiver: int, day: date) -> bool:
    own = round.regime.receiver_id
    if own == receiver:
        return True
    first, last = sorted((round.window_to, day))
    older, newer = (own, receiver) if first == round.window_to else (receiver, own)
    return any(share.unit == newer for share in on_map([older], since=first, on=last)[older])


def same_period_last_year(round: Round) -> Round | None:
    """The round that «cùng kỳ năm trước» means; None where there was none."""
    before = str(round.period.same_last_year())
    rows = Round.objects.filter(period_text=before).select_related("regime__receiver").order_by("pk")
    return next((each for each in rows if _went_to(each, round.regime.receiver_id, round.window_to)), None)


def lines_at(round: Round, node: Unit, basis: Basis, *, at: datetime) -> list[IndicatorTotal] | None:
    """The kept table of a node, following what was sent; None where nothing is asked at or below it."""
    ground = Ground.of(round)
    sums = sums_over([ground], node.pk, basis, at=at)[0]
    return None if sums is None else lines_of(ground.columns, sums, ground.indicators)


def series(
    rounds: list[Round], indicator: Indicator, node: Unit, *, basis: Basis, map_on: date, at: datetime
) -> list[Point]:
    """An indicator at a node through rounds that ask it, oldest first; `map_on` is the day of the other map."""
    grounds = Ground.of_each(round for round in rounds if indicator.code in round.indicator_codes)
    kept = sums_over(grounds, node.pk, basis, at=at)
    changed = days_the_map_changed(map_on)
    return [
        _point(ground, sums, indicator, node, basis, map_on)
        if any(ground.tree_on < day for day in changed)
        else _same_on_both(ground, sums, indicator)
        for ground, sums in zip(grounds, kept, strict=True)
    ]


def _same_on_both(ground: Ground, sums: Sums | None, indicator: Indicator) -> Point:
    line = _line(ground, sums, indicator) if sums else None
    return Point(ground.round, line, line)


def _point(ground: Ground, kept: Sums | None, indicator: Indicator, node: Unit, basis: Basis, map_on: date) -> Point:
    mapped = on_another_map(ground, basis, on=map_on)
    whole = mapped.sums(node.pk)
    shares = mapped.hung.apportioned.get(node.pk, {})
    place = ground.columns.place_of.get(indicator.code)
    extra = Fraction(0)
    if shares and place is not None:
        extra = mapped.apportioned(node.pk)[place] * Fraction(unscaled(1, ground.columns.scales[place]))
    return Point(
        ground.round,
        _line(ground, kept, indicator) if kept else None,
        _line(ground, whole, indicator) if whole.counts[1].any() else None,
        extra,
        tuple(shares),
        tuple(mapped.hung.incomparable.get(node.pk, ())),
    )


def _line(ground: Ground, sums: Sums, indicator: Indicator) -> IndicatorTotal:
    own = [each for each in ground.indicators if each.pk == indicator.pk]
    return lines_of(ground.columns, sums, own)[0]
