"""Rolling up: the totals of indicators over units, each by its own law. Exact, and whatever order the units come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from binhdang.consolidation.sources import Source
from binhdang.indicators.formulas import Rate, rate
from binhdang.indicators.models import Indicator, IndicatorKind
from binhdang.reports.models import Round
from binhdang.reports.table import cells_of, whole
from binhdang.values.figures import NOT_REPORTED, CellState, Figure, Total, add_up


@dataclass(frozen=True, slots=True)
class IndicatorTotal:
    """One line of the table of totals."""

    indicator: Indicator
    cells: dict[str, Total]
    """The frozen cell keys of the round; none for a rate."""
    whole: Total
    """The parts together. Its n counts units that answered every part asked of them. No number for a rate."""
    numerator: Total | None = None
    denominator: Total | None = None
    """Of a rate: the totals it is computed from."""
    partial: tuple[Source, ...] = ()
    """Units that answered some parts only: in the number, and not in n of the whole."""
    missing: tuple[Source, ...] = ()
    """Units asked that did not answer: not yet reported, or no data."""
    cumulative: int = 0
    """How many of the figures are lũy kế; beside others trong kỳ they should be looked at before anything is issued."""

    @property
    def rate(self) -> Rate | None:
        """The rate of a total: computed anew from numerator and denominator, never from the rates of the units."""
        return rate(self.indicator, self.numerator, self.denominator) if self.numerator else None

    @property
    def basis(self) -> str:
        """What it rests on, in Vietnamese; twice where numerator and denominator rest on different units."""
        if self.numerator and self.denominator and self.numerator.basis != self.denominator.basis:
            return f"tử số {self.numerator.basis}; mẫu số {self.denominator.basis}"
        return self.whole.basis


def totals_over(round: Round, units: Sequence[Source], indicators: Sequence[Indicator]) -> list[IndicatorTotal]:
    """Every indicator over units of the round that were read once. The order of the units changes nothing."""
    return [
        _rate_total(round, units, indicator)
        if indicator.kind == IndicatorKind.RATE
        else _count_total(counted_units(units, indicator), indicator, cells_of(indicator, round))
        for indicator in indicators
    ]


def part_of(indicator: Indicator, round: Round, split: str) -> list[str]:
    """The cells of one split of an indicator; all its cells for ""."""
    return [key for key in cells_of(indicator, round) if split in ("", key.partition(".")[2])]


def counted_units(units: Sequence[Source], indicator: Indicator) -> list[Source]:
    """The units whose figures stand in the total: all of them, or only those that hold the record."""
    return [unit for unit in units if indicator.counts_from(unit.unit)]


def _count_total(units: Sequence[Source], indicator: Indicator, keys: Sequence[str]) -> IndicatorTotal:
    cells = {key: add_up(unit.figure(key) for unit in units) for key in keys}
    given = [(unit, [unit.figure(key) for key in keys]) for unit in units]
    wholes = [(unit, whole(parts), parts) for unit, parts in given]
    rests_on = add_up(together for _, together, _ in wholes)
    numbers = [total.number for total in cells.values() if total.number is not None]
    return IndicatorTotal(
        indicator,
        cells,
        replace(rests_on, number=sum(numbers, Decimal(0)) if rests_on.answered else None),
        partial=tuple(u for u, together, parts in wholes if not together.counts and any(p.counts for p in parts)),
        missing=tuple(u for u, together, parts in wholes if _silent(together) and not any(p.counts for p in parts)),
        cumulative=sum(any(p.cumulative for p in parts) for _, parts in given),
    )


def _silent(figure: Figure) -> bool:
    return not figure.counts and figure.state is not CellState.NOT_APPLICABLE


def _rate_total(round: Round, units: Sequence[Source], indicator: Indicator) -> IndicatorTotal:
    """A rate over the units that answered both its numerator and its denominator.

    Only where both are asked of the same units: a numerator of three units over a denominator of two says nothing.
    Where each has its own source of record, each stands on its own total.
    """
    top, bottom = indicator.numerator, indicator.denominator
    if top is None or bottom is None:
        return IndicatorTotal(indicator, {}, Total(None, 0, 0))
    over = _answers(counted_units(units, top), part_of(top, round, indicator.numerator_split))
    under = _answers(counted_units(units, bottom), part_of(bottom, round, indicator.denominator_split))
    if [unit for unit, _ in over] == [unit for unit, _ in under]:
        over, under = _answered_both(over, under)
    numerator, denominator = add_up(f for _, f in over), add_up(f for _, f in under)
    fewer = min(numerator, denominator, key=lambda total: total.answered)
    silent = {unit.unit.pk: unit for unit, figure in (*over, *under) if _silent(figure)}
    return IndicatorTotal(
        indicator,
        {},
        replace(fewer, number=None),
        numerator=numerator,
        denominator=denominator,
        missing=tuple(silent.values()),
    )


Answers = list[tuple[Source, Figure]]


def _answers(units: Sequence[Source], keys: Sequence[str]) -> Answers:
    return [(unit, whole([unit.figure(key) for key in keys])) for unit in units]


def _answered_both(over: Answers, under: Answers) -> tuple[Answers, Answers]:
    """Both sides made silent for a unit that lacks one, and not applicable for one to which one does not apply."""
    top: Answers = []
    bottom: Answers = []
    for (unit, one), (_, other) in zip(over, under, strict=True):
        if one.counts and other.counts:
            estimate = one.estimate or other.estimate
            one, other = replace(one, estimate=estimate), replace(other, estimate=estimate)
        else:
            states = (one.state, other.state)
            one = other = Figure(CellState.NOT_APPLICABLE) if CellState.NOT_APPLICABLE in states else NOT_REPORTED
        top.append((unit, one))
        bottom.append((unit, other))
    return top, bottom
