"""What the packed cells of a round are added up into: one column for each cell, each whole, and each side of a rate.

A whole (men and women together) and a rate cannot be computed from the totals of their cells: a unit that answered one
part only stands in no n of the whole, and a rate rests on the units that answered both its sides. So each of them is a
column of its own, computed report by report and then added up like any other; that keeps totals additive up the tree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Unit
from binhdang.reports.models import Round
from binhdang.reports.table import cells_of


@dataclass(frozen=True, slots=True)
class Whole:
    """Cells taken together for one unit: answered where all that apply are. `place` is its column."""

    place: int
    cells: tuple[int, ...]
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class Sides:
    """Numerator and denominator of a rate. `paired`: both are asked of the same units and count together or not."""

    numerator: Whole
    denominator: Whole
    paired: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The layout of a round's totals. The first `cells` columns are its frozen cells, in frozen order."""

    names: tuple[str, ...]
    """"TH-02.nu" for a cell, "TH-02" for a whole of several cells, "TH-03/tử" and "TH-03/mẫu" for the sides."""
    scales: tuple[int, ...]
    cells: int
    wholes: tuple[Whole, ...]
    sides: tuple[Sides, ...]
    of_cell: tuple[Indicator | None, ...]
    """The indicator of each cell; None for one that the dictionary no longer has."""
    cells_of: dict[str, tuple[int, ...]]
    """Indicator code → its cells."""
    place_of: dict[str, int]
    """Indicator code → the column of its whole; for an undivided indicator that is its one cell."""
    sides_of: dict[str, Sides]

    @property
    def digest(self) -> str:
        """Changes with everything that totals kept under this layout depend on."""
        sides = [whole for pair in self.sides for whole in (pair.numerator, pair.denominator)]
        under = [whole.cells for whole in (*self.wholes, *sides)]
        laws = [(i.code, i.place_law, i.record_holders, i.rolls_up) for i in self.laws]
        return hashlib.sha256(repr((self.names, self.scales, under, laws)).encode()).hexdigest()

    @property
    def laws(self) -> list[Indicator]:
        """The counted indicators, each once."""
        return list({i.pk: i for i in self.of_cell if i is not None}.values())

    def recorded(self) -> list[Indicator]:
        """The indicators whose figure counts only from whoever holds the record."""
        return [indicator for indicator in self.laws if indicator.record_holders]

    def record_kind(self, unit: Unit) -> tuple[bool, ...]:
        """For each of `recorded()` whether the unit's figure counts. Units alike in this are added up alike."""
        return self.record_kinds([unit])[0]

    def record_kinds(self, units: Iterable[Unit]) -> list[tuple[bool, ...]]:
        """The same of many units, in their order."""
        recorded = self.recorded()
        return [tuple(indicator.counts_from(unit) for indicator in recorded) for unit in units]


def columns_of(round: Round, indicators: Sequence[Indicator]) -> Columns:
    """The layout of a round. `indicators`: those the round asks, computed ones among them, in its order."""
    return _Layout(round, indicators).columns()


class _Layout:
    """Laying out column after column: the cells, then the wholes, then the sides of rates."""

    def __init__(self, round: Round, indicators: Sequence[Indicator]) -> None:
        self.keys, self.indicators = list(round.cell_keys), indicators
        self.names, self.scales = list(round.cell_keys), list(round.cell_scales)
        self.cells_of: dict[str, tuple[int, ...]] = {}
        for place, key in enumerate(self.keys):
            code = key.partition(".")[0]
            self.cells_of[code] = (*self.cells_of.get(code, ()), place)

    def columns(self) -> Columns:
        counted = [indicator for indicator in self.indicators if not indicator.computed]
        place_of = {i.code: cells[0] for i in counted if len(cells := self.cells_of.get(i.code, ())) == 1}
        wholes = [self._add(i.code, self.cells_of.get(i.code, ()), i) for i in counted if i.code not in place_of]
        sides_of = {i.code: pair for i in self.indicators if i.computed and (pair := self._sides(i)) is not None}
        by_code = {indicator.code: indicator for indicator in counted}
        return Columns(
            names=tuple(self.names),
            scales=tuple(self.scales),
            cells=len(self.keys),
            wholes=tuple(wholes),
            sides=tuple(sides_of.values()),
            of_cell=tuple(by_code.get(key.partition(".")[0]) for key in self.keys),
            cells_of=self.cells_of,
            place_of={**place_of, **{whole.indicator.code: whole.place for whole in wholes}},
            sides_of=sides_of,
        )

    def _sides(self, indicator: Indicator) -> Sides | None:
        top, bottom = indicator.numerator, indicator.denominator
        if top is None or bottom is None:
            return None
        over = self._add(f"{indicator.code}/tử", self._having(top, indicator.numerator_split), top)
        under = self._add(f"{indicator.code}/mẫu", self._having(bottom, indicator.denominator_split), bottom)
        return Sides(over, under, _same_law(top, bottom))

    def _having(self, indicator: Indicator, part: str) -> tuple[int, ...]:
        cells = self.cells_of.get(indicator.code, ())
        return tuple(place for place in cells if has_part(self.keys[place], part))

    def _add(self, name: str, cells: tuple[int, ...], indicator: Indicator) -> Whole:
        self.names.append(name)
        self.scales.append(self.scales[cells[0]] if cells else 0)
        return Whole(len(self.names) - 1, cells, indicator)


def _same_law(one: Indicator, other: Indicator) -> bool:
    return (one.place_law, sorted(one.record_holders)) == (other.place_law, sorted(other.record_holders))


def part_of(indicator: Indicator, round: Round, part: str) -> list[str]:
    """The cells of an indicator that have a part ("nu"); all its cells for ""."""
    return [key for key in cells_of(indicator, round) if has_part(key, part)]


def has_part(key: str, part: str) -> bool:
    """Whether a cell is one of a part: "TH-02.nu.dtts" is one of "nu", of "dtts" and of ""."""
    return not part or part in key.split(".")[1:]
