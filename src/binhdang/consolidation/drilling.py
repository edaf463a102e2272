"""What the pages below the board show: the table of one node, and one indicator through the periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby

from binhdang.consolidation.models import RoundTotals
from binhdang.consolidation.periods import PeriodsTotal, over_periods
from binhdang.consolidation.rollup import IndicatorTotal, lines_of
from binhdang.consolidation.series import Point, lines_at, rounds_like, same_period_last_year, series
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground, refresh, sums_at
from binhdang.indicators.models import Indicator, IndicatorKind, Target
from binhdang.indicators.targets import targets_for
from binhdang.orgs.models import Unit
from binhdang.orgs.queries import in_order
from binhdang.reports.models import Round


@dataclass(frozen=True)
class Compared:
    """One indicator at a node beside the same period of last year and the target of its year."""

    line: IndicatorTotal
    last_year: IndicatorTotal | None
    target: Target | None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one, or while too little is known to say."""
        if self.target is None:
            return None
        small = self.line.rate is not None and self.line.rate.small
        return self.target.met(value_of(self.line), small=small)


@dataclass(frozen=True)
class NodePage:
    """The table of one node of a round."""

    round: Round
    node: Unit
    name: str
    basis: Basis
    groups: list[tuple[str, list[Compared]]]
    above: Unit | None
    below: list[tuple[Unit, str]]
    """Nodes right below, with their names on the day of the tree."""
    pending: int
    """Changes that the totals have not followed yet."""
    as_of: datetime | None
    before: Round | None
    """The round of the same period last year."""
    has_targets: bool

    @property
    def width(self) -> int:
        """How many columns its table has."""
        return 3 + bool(self.before) + self.has_targets


def node_page(round: Round, node: Unit, *, basis: Basis, at: datetime) -> NodePage | None:
    """The page of a node; None where the round has no reports below it."""
    ground = Ground.of(round)
    pending = refresh(round, at=at, ground=ground)
    sums = sums_at(ground, node.pk, basis)
    if sums is None:
        return None
    before = same_period_last_year(round)
    lines_before = lines_at(before, node, basis, at=at) if before else None
    last_year = {line.indicator.code: line for line in lines_before or []}
    lines = lines_of(ground.columns, sums, ground.indicators)
    year, on = round.period.year, ground.tree_on
    targets = targets_for(ground.indicators, node, year=year, on=on, ahead=True)
    compared = [Compared(line, last_year.get(code := line.indicator.code), targets.get(code)) for line in lines]
    forest = ground.forest
    units = _units([each for each, up in forest.parent.items() if up == node.pk])
    above = forest.parent.get(node.pk) or forest.hangs_at.get(node.pk)
    return NodePage(
        round=round,
        node=node,
        name=node.name_on(on),
        basis=basis,
        groups=[(group, list(rows)) for group, rows in groupby(compared, key=lambda row: row.line.indicator.group)],
        above=Unit.objects.prefetch_related("names").get(pk=above) if above and above != node.pk else None,
        below=[(unit, unit.short_name_on(on)) for unit in in_order(units, on)],
        pending=pending,
        as_of=RoundTotals.objects.filter(round=round).values_list("as_of", flat=True).first(),
        before=before,
        has_targets=bool(targets),
    )


def _units(pks: Iterable[int]) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=list(pks)).prefetch_related("names"))


@dataclass(frozen=True)
class Shown:
    """One period of the series as its page prints it."""

    point: Point
    reported: Fraction | None
    mapped: Fraction | None
    incomparable: list[str]
    apportioned: list[str]


@dataclass(frozen=True)
class SeriesPage:
    """One indicator at one node through the periods, on two maps."""

    round: Round
    indicator: Indicator
    node: Unit
    name: str
    basis: Basis
    map_on: date
    points: list[Shown]
    together: PeriodsTotal
    """The periods of the round's year taken together by the indicator's law for periods."""
    differs: bool
    """Whether the two maps say different things anywhere."""

    @property
    def chart(self) -> list[Drawn]:
        """The two lines, as reported and on the map; nothing to draw while there are fewer than two periods."""
        if len(self.points) < 2:
            return []
        return _chart([[shown.reported for shown in self.points], [shown.mapped for shown in self.points]])


@dataclass(frozen=True)
class Drawn:
    """One line of the chart, in a box of 600 × 160."""

    name: str
    points: list[tuple[int, int]]

    @property
    def line(self) -> str:
        """As an SVG polyline takes it."""
        return " ".join(f"{x},{y}" for x, y in self.points)


def series_page(
    round: Round, indicator: Indicator, node: Unit, *, basis: Basis, map_on: date, at: datetime
) -> SeriesPage:
    """The page of a series at a node."""
    rounds = rounds_like(round, until=max(map_on, round.window_to))
    points = series(rounds, indicator, node, basis=basis, map_on=map_on, at=at)
    named = {pk for point in points for pk in (*point.incomparable, *point.apportioned_units)}
    names = {unit.pk: unit for unit in _units(named)}
    shown = [_shown(point, names) for point in points]
    year = [p.as_reported for p in points if p.as_reported and p.round.period.year == round.period.year]
    return SeriesPage(
        round=round,
        indicator=indicator,
        node=node,
        name=node.name_on(max(map_on, node.valid_from)),
        basis=basis,
        map_on=map_on,
        points=shown,
        together=over_periods(year),
        differs=any(each.reported != each.mapped or each.incomparable for each in shown),
    )


def _shown(point: Point, names: dict[int, Unit]) -> Shown:
    on = point.round.window_to

    def named(units: Iterable[int]) -> list[str]:
        return sorted(names[pk].name_on(on) for pk in units)

    mapped = value_of(point.on_map)
    if point.apportioned_units:
        mapped = (mapped or Fraction(0)) + point.apportioned
    return Shown(point, value_of(point.as_reported), mapped, named(point.incomparable), named(point.apportioned_units))


def value_of(line: IndicatorTotal | None) -> Fraction | None:
    """The one number of a line: its rate, the share of those who say yes, or its whole."""
    if line is None:
        return None
    if line.rate is not None:
        return line.rate.exact
    if line.whole.number is None:
        return None
    divided = line.whole.answered if line.indicator.kind == IndicatorKind.YES_NO else 1
    return Fraction(line.whole.number) / divided


def _chart(lines: Sequence[Sequence[Fraction | None]]) -> list[Drawn]:
    known = [value for line in lines for value in line if value is not None]
    top, bottom = max([*known, Fraction(0)]), min([*known, Fraction(0)])
    span, steps = top - bottom or Fraction(1), max(len(lines[0]) - 1, 1)

    def at(place: int, value: Fraction) -> tuple[int, int]:
        return 20 + 560 * place // steps, 150 - int(140 * (value - bottom) / span)

    names = ("theo đơn vị của từng kỳ", "trên bản đồ đã chọn")
    drawn = [[at(place, value) for place, value in enumerate(line) if value is not None] for line in lines]
    return [Drawn(name, points) for name, points in zip(names, drawn, strict=True)]
