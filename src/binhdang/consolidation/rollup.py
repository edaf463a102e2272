"""The lines of a table of totals: each indicator by its own law, each knowing what it rests on.

The adding up itself is `adding`; here its columns become totals that pages and papers can print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from binhdang.consolidation.adding import ANSWERED, LACKING, Bits, Block, Sums
from binhdang.consolidation.columns import Columns, columns_of, part_of
from binhdang.consolidation.sources import Source
from binhdang.indicators.formulas import Rate, rate
from binhdang.indicators.models import Indicator
from binhdang.reports.models import Round
from binhdang.values.figures import Total, unscaled

__all__ = ["IndicatorTotal", "counted_units", "lines_of", "part_of", "totals_over"]


@dataclass(frozen=True, slots=True)
class IndicatorTotal:
    """One line of the table of totals."""

    indicator: Indicator
    cells: dict[str, Total]
    """The frozen cell keys of the round; none for a computed indicator."""
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
    """Every indicator over units of the round that were read once, with the names of those that lack.

    The order of the units changes nothing.
    """
    columns = columns_of(round, indicators)
    kinds = columns.record_kinds(unit.unit for unit in units) if columns.recorded() else None
    block = Block.of(columns, [unit.packed for unit in units], kinds)
    sums = block.add_up([0])[0]
    bits = block.bits
    return [
        replace(
            line,
            partial=_partial(line.indicator, columns, bits, units),
            missing=_missing(line.indicator, columns, bits, units),
        )
        for line in lines_of(columns, sums, indicators)
    ]


def lines_of(columns: Columns, sums: Sums, indicators: Sequence[Indicator]) -> list[IndicatorTotal]:
    """The table of totals that added columns make."""
    totals = _Totals(columns, sums)
    return [_rate_line(each, totals) if each.computed else _counted_line(each, totals) for each in indicators]


class _Totals:
    """The total of any column."""

    def __init__(self, columns: Columns, sums: Sums) -> None:
        self.columns, self.scales = columns, columns.scales
        self.numbers, self.counts = sums.numbers.tolist(), sums.counts.T.tolist()

    def of(self, at: int) -> Total:
        """Of a column that adds up."""
        answered, asked, estimates, cumulative, in_period = self.counts[at]
        number = unscaled(self.numbers[at], self.scales[at]) if answered else None
        return Total(number, answered, asked, estimates, cumulative, in_period)

    def basis_of(self, at: int) -> Total:
        """Of one that does not: what was answered and asked, and no number."""
        return Total(None, *self.counts[at])


def _counted_line(indicator: Indicator, totals: _Totals) -> IndicatorTotal:
    columns, total = totals.columns, totals.of if indicator.rolls_up else totals.basis_of
    cells = {columns.names[cell]: total(cell) for cell in columns.cells_of.get(indicator.code, ())}
    whole = total(columns.place_of[indicator.code])
    return IndicatorTotal(indicator, cells, whole, cumulative=whole.cumulative)


def _rate_line(indicator: Indicator, totals: _Totals) -> IndicatorTotal:
    pair = totals.columns.sides_of.get(indicator.code)
    if pair is None:
        return IndicatorTotal(indicator, {}, Total(None, 0, 0))
    numerator, denominator = totals.of(pair.numerator.place), totals.of(pair.denominator.place)
    fewer = min(numerator, denominator, key=lambda each: each.answered)
    return IndicatorTotal(indicator, {}, fewer._replace(number=None), numerator=numerator, denominator=denominator)


def counted_units(units: Sequence[Source], indicator: Indicator) -> list[Source]:
    """The units whose figures stand in the total: all of them, or only those that hold the record."""
    return [unit for unit in units if indicator.counts_from(unit.unit)]


def _missing(indicator: Indicator, columns: Columns, bits: Bits, units: Sequence[Source]) -> tuple[Source, ...]:
    if indicator.computed:
        pair = columns.sides_of.get(indicator.code)
        places = [pair.numerator.place, pair.denominator.place] if pair else []
        return tuple(unit for unit, row in zip(units, bits, strict=True) if any(row[at] & LACKING for at in places))
    at, cells = columns.place_of[indicator.code], columns.cells_of.get(indicator.code, ())
    silent = (row[at] & LACKING and not any(row[cell] & ANSWERED for cell in cells) for row in bits)
    return tuple(unit for unit, is_silent in zip(units, silent, strict=True) if is_silent)


def _partial(indicator: Indicator, columns: Columns, bits: Bits, units: Sequence[Source]) -> tuple[Source, ...]:
    if indicator.computed:
        return ()
    at, cells = columns.place_of[indicator.code], columns.cells_of.get(indicator.code, ())
    some = (row[at] & LACKING and any(row[cell] & ANSWERED for cell in cells) for row in bits)
    return tuple(unit for unit, is_partial in zip(units, some, strict=True) if is_partial)
