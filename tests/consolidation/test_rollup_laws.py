"""Whom a table of totals names: who is missing, who answered in part. Its numbers are tested in tests/oracle."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import count
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhdang.consolidation.rollup import IndicatorTotal, totals_over
from binhdang.consolidation.sources import Source
from binhdang.indicators.models import Indicator, IndicatorKind, PlaceLaw
from binhdang.orgs.models import Unit, UnitKind
from binhdang.reports.models import Report, ReportVersion, Round
from binhdang.values.figures import CellState, Figure, pack

SPLIT = Indicator(pk=1, code="A", kind=IndicatorKind.COUNT, dimensions=["sex"])
PLAIN = Indicator(pk=2, code="B", kind=IndicatorKind.COUNT)
RECORD = Indicator(
    pk=3, code="C", kind=IndicatorKind.COUNT, place_law=PlaceLaw.SOURCE_OF_RECORD, record_holders=[UnitKind.POLICE]
)
SHARE = Indicator(
    pk=4, code="R", kind=IndicatorKind.RATE, place_law=PlaceLaw.RATE, per=100, scale=1,
    numerator=SPLIT, numerator_split="nu", denominator=SPLIT,
)  # fmt: skip
RATIO = Indicator(
    pk=5,
    code="S",
    kind=IndicatorKind.RATE,
    place_law=PlaceLaw.RATE,
    per=1000,
    scale=2,
    numerator=PLAIN,
    denominator=SPLIT,
)
INDICATORS = [SPLIT, PLAIN, RECORD, SHARE, RATIO]
ROUND = Round(cell_keys=["A.nam", "A.nu", "B", "C"], cell_scales=[2, 2, 2, 2])

numbers = st.one_of(
    st.integers(-5, 5), st.integers(-(2**62 // 100), 2**62 // 100), st.decimals(-10_000, 10_000, places=2)
)
figures = st.one_of(
    st.builds(Figure.of, numbers, estimate=st.booleans()),
    st.sampled_from([CellState.NOT_REPORTED, CellState.NIL, CellState.NOT_APPLICABLE]).map(Figure),
    st.just(Figure(CellState.NO_DATA, reason="mất sổ")),
)
cells = st.fixed_dictionaries(dict.fromkeys(ROUND.cell_keys, figures))
units = st.lists(st.tuples(st.sampled_from([UnitKind.POLICE, UnitKind.DEPARTMENT]), st.none() | cells), max_size=9)
Said = tuple[UnitKind, dict[str, Figure] | None]
pks = count(1)


def source(said: Said) -> Source:
    """A unit with what it said; None for one whose report has not come."""
    kind, figures_given = said
    pk = next(pks)
    unit = Unit(pk=pk, code=f"u{pk}", kind=kind)
    report = Report(round=ROUND, unit=unit, state_since=datetime(2022, 6, 1, tzinfo=UTC))
    if figures_given is None:
        return Source(unit, unit.code, report)
    packed = pack([figures_given[key] for key in ROUND.cell_keys], ROUND.cell_scales)
    return Source(unit, unit.code, report, ReportVersion(report=report, cells=packed))


def rolled(said: list[Said]) -> dict[str, IndicatorTotal]:
    """What the application says."""
    return {line.indicator.code: line for line in totals_over(ROUND, [source(each) for each in said], INDICATORS)}


@given(units)
def test_every_unit_asked_is_either_in_n_or_named_as_missing_or_partial(said: list[Said]) -> None:
    for code in ("A", "B", "C"):
        line = rolled(said)[code]
        assert line.whole.answered + len(line.missing) + len(line.partial) == line.whole.asked


def test_a_total_of_a_rate_is_not_the_average_of_the_units_rates() -> None:
    said: list[Said] = [
        (UnitKind.DEPARTMENT, {"A.nam": Figure.of(1), "A.nu": Figure.of(1), "B": Figure(), "C": Figure()}),
        (UnitKind.DEPARTMENT, {"A.nam": Figure.of(10), "A.nu": Figure.of(90), "B": Figure(), "C": Figure()}),
    ]
    rate = rolled(said)["R"].rate
    assert rate is not None and rate.exact is not None
    assert rate.exact == Fraction(9100, 102) != Fraction(50 + 90, 2)


@given(units, st.integers())
def test_the_order_of_the_units_changes_nobody_who_is_named(said: list[Said], seed: int) -> None:
    sources = [source(each) for each in said]
    mixed = Random(seed).sample(sources, len(sources))
    for line, other in zip(totals_over(ROUND, sources, INDICATORS), totals_over(ROUND, mixed, INDICATORS), strict=True):
        assert {unit.name for unit in line.missing} == {unit.name for unit in other.missing}
        assert {unit.name for unit in line.partial} == {unit.name for unit in other.partial}


@pytest.mark.parametrize("state", [CellState.NOT_REPORTED, CellState.NO_DATA])
def test_what_is_empty_is_never_a_zero(state: CellState) -> None:
    empty = Figure(state, reason="mất sổ" if state is CellState.NO_DATA else "")
    said: list[Said] = [(UnitKind.POLICE, dict.fromkeys(ROUND.cell_keys, empty))]
    for code in ("A", "B", "C"):
        whole = rolled(said)[code].whole
        assert (whole.number, whole.answered, whole.asked) == (None, 0, 1)
