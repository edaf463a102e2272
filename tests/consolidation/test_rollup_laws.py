"""The laws of rolling up, against a naive recomputation with fractions that knows nothing of the application's code."""

from dataclasses import dataclass
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


@dataclass
class Naive:
    """A total computed the slow way."""

    number: Fraction | None
    n: int
    big_n: int
    estimates: int


def answer(said: Said, keys: list[str]) -> tuple[str, Fraction, bool]:
    """("answered" | "silent" | "not asked", what it adds, whether it is an estimate) of one unit over some cells."""
    if said[1] is None:
        return "silent", Fraction(0), False
    held = [said[1][key] for key in keys if said[1][key].state.name != "NOT_APPLICABLE"]
    if not held:
        return "not asked", Fraction(0), False
    if any(figure.state.name not in ("GIVEN", "NIL") for figure in held):
        return "silent", Fraction(0), False
    return "answered", sum((Fraction(f.number or 0) for f in held), Fraction(0)), any(f.estimate for f in held)


def naive(said: list[Said], keys: list[str]) -> Naive:
    """The total of cells over the units."""
    given = [answer(each, keys) for each in said]
    answered = [(amount, estimate) for what, amount, estimate in given if what == "answered"]
    number = sum((amount for amount, _ in answered), Fraction(0)) if answered else None
    asked = sum(what != "not asked" for what, _, _ in given)
    return Naive(number, len(answered), asked, sum(estimate for _, estimate in answered))


def seen(total: object) -> tuple[Fraction | None, int, int, int]:
    """A total of either side in a form that compares."""
    if isinstance(total, Naive):
        return total.number, total.n, total.big_n, total.estimates
    number = total.number  # type: ignore[attr-defined]
    exact = None if number is None else Fraction(number)
    return exact, total.answered, total.asked, total.estimates  # type: ignore[attr-defined]


@given(units)
def test_every_cell_is_what_the_naive_sum_gives(said: list[Said]) -> None:
    totals = rolled(said)
    holders = [each for each in said if each[0] == UnitKind.POLICE]
    assert seen(totals["B"].whole) == seen(naive(said, ["B"]))
    assert seen(totals["C"].whole) == seen(naive(holders, ["C"]))
    for key in ("A.nam", "A.nu"):
        assert seen(totals["A"].cells[key]) == seen(naive(said, [key]))


@given(units)
def test_the_whole_is_the_sum_of_its_parts_and_its_n_counts_complete_answers(said: list[Said]) -> None:
    line = rolled(said)["A"]
    complete = naive(said, ["A.nam", "A.nu"])
    assert (line.whole.answered, line.whole.asked) == (complete.n, complete.big_n)
    if line.whole.answered:
        parts = [cell.number for cell in line.cells.values() if cell.number is not None]
        assert line.whole.number == sum(parts)
    else:
        assert line.whole.number is None
    assert 0 <= line.whole.answered <= line.whole.asked <= len(said)


@given(units)
def test_a_rate_is_that_of_the_units_that_answered_both_sides(said: list[Said]) -> None:
    totals = rolled(said)
    for code, top, bottom, per in (("R", ["A.nu"], ["A.nam", "A.nu"], 100), ("S", ["B"], ["A.nam", "A.nu"], 1000)):
        both = [e for e in said if answer(e, top)[0] == "answered" and answer(e, bottom)[0] == "answered"]
        above, below = naive(both, top).number, naive(both, bottom).number
        rate = totals[code].rate
        assert rate is not None
        assert rate.exact == (above * per / below if below and above is not None else None)
        assert totals[code].whole.answered == len(both)


@given(units, st.integers())
def test_the_order_of_the_units_changes_nothing(said: list[Said], seed: int) -> None:
    mixed = list(said)
    Random(seed).shuffle(mixed)
    one, other = rolled(said), rolled(mixed)
    for code, line in one.items():
        assert seen(line.whole) == seen(other[code].whole)
        assert line.rate == other[code].rate


@given(units, st.integers(0, 9))
def test_two_halves_of_the_units_add_up_to_all_of_them(said: list[Said], cut: int) -> None:
    """A total over districts is the total of the districts' totals."""
    left, right, together = rolled(said[:cut]), rolled(said[cut:]), rolled(said)
    for key, line in (("B", "B"), ("C", "C"), ("A.nam", "A"), ("A.nu", "A")):
        first, second, all_of_them = (side[line].cells[key] for side in (left, right, together))
        numbers = [Fraction(total.number) for total in (first, second) if total.number is not None]
        assert all_of_them.number == (sum(numbers) if numbers else None)
        assert all_of_them.answered == first.answered + second.answered
        assert all_of_them.asked == first.asked + second.asked


@given(units)
def test_every_unit_asked_is_either_in_n_or_named_as_missing_or_partial(said: list[Said]) -> None:
    for code in ("A", "B", "C"):
        line = rolled(said)[code]
        assert line.whole.answered + len(line.missing) + len(line.partial) == line.whole.asked


def test_the_oracle_is_not_asleep() -> None:
    """A mutant of the law is told apart: an average of rates is not the rate of the totals."""
    said: list[Said] = [
        (UnitKind.DEPARTMENT, {"A.nam": Figure.of(1), "A.nu": Figure.of(1), "B": Figure(), "C": Figure()}),
        (UnitKind.DEPARTMENT, {"A.nam": Figure.of(10), "A.nu": Figure.of(90), "B": Figure(), "C": Figure()}),
    ]
    rate = rolled(said)["R"].rate
    assert rate is not None and rate.exact is not None
    assert rate.exact == Fraction(9100, 102) != Fraction(50 + 90, 2)


@pytest.mark.parametrize("state", [CellState.NOT_REPORTED, CellState.NO_DATA])
def test_what_is_empty_is_never_a_zero(state: CellState) -> None:
    empty = Figure(state, reason="mất sổ" if state is CellState.NO_DATA else "")
    said: list[Said] = [(UnitKind.POLICE, dict.fromkeys(ROUND.cell_keys, empty))]
    for code in ("A", "B", "C"):
        whole = rolled(said)[code].whole
        assert (whole.number, whole.answered, whole.asked) == (None, 0, 1)
