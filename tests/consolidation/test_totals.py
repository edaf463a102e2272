"""Chi reads the district's totals: each by its law, each saying what it rests on."""

from decimal import Decimal
from fractions import Fraction

from binhdang.consolidation.queries import Basis, totals
from binhdang.consolidation.rollup import IndicatorTotal
from binhdang.demo.world import World
from binhdang.reports.models import Round
from binhdang.reports.states import ReportState
from binhdang.values.figures import NIL, CellState, Figure
from consolidation.rounds import TREE_ON, send

NOT_APPLICABLE = Figure(CellState.NOT_APPLICABLE)
NO_DATA = Figure(CellState.NO_DATA, reason="mất sổ")


def line(round: Round, code: str, basis: Basis = Basis.ACCEPTED) -> IndicatorTotal:
    """One line of the table."""
    return next(t for t in totals(round, basis=basis, tree_on=TREE_ON) if t.indicator.code == code)


def test_counts_add_up_and_say_how_many_of_the_units_they_rest_on(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-01": 2}, by=world.an)
    send(half_year, world.other_commune, {"TH-01": Figure.of(3, estimate=True)}, by=world.giang)
    trainings = line(half_year, "TH-01")
    assert trainings.whole.number == 5
    assert trainings.basis == "2/17 đơn vị, 1 số ước"


def test_while_nobody_answered_there_is_no_number_and_no_zero(half_year: Round) -> None:
    trainings = line(half_year, "TH-01")
    assert trainings.whole.number is None
    assert trainings.basis == "0/17 đơn vị"
    assert len(trainings.missing) == 17


def test_nil_adds_nothing_and_counts_as_an_answer(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-01": NIL}, by=world.an)
    send(half_year, world.other_commune, {"TH-01": 0}, by=world.giang)
    assert (line(half_year, "TH-01").whole.number, line(half_year, "TH-01").whole.answered) == (0, 2)


def test_a_unit_without_data_stays_in_n_capital_and_one_to_which_it_does_not_apply_leaves_it(
    world: World, half_year: Round
) -> None:
    send(half_year, world.commune, {"TH-01": NO_DATA}, by=world.an)
    send(half_year, world.other_commune, {"TH-01": NOT_APPLICABLE}, by=world.giang)
    whole = line(half_year, "TH-01").whole
    assert (whole.number, whole.answered, whole.asked) == (None, 0, 16)


def test_a_report_that_was_sent_and_not_accepted_stands_in_one_basis_only(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-01": 2}, by=world.an, state=ReportState.SUBMITTED)
    assert line(half_year, "TH-01", Basis.SUBMITTED).whole.number == 2
    assert line(half_year, "TH-01", Basis.ACCEPTED).whole.number is None


def test_a_report_sent_back_stands_in_no_total_until_it_comes_again(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-01": 2}, by=world.an, state=ReportState.RETURNED)
    assert line(half_year, "TH-01", Basis.SUBMITTED).whole.number is None


def test_the_newest_version_replaces_the_one_before(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-01": 2}, by=world.an, state=ReportState.RETURNED)
    send(half_year, world.commune, {"TH-01": 7}, by=world.an)
    assert line(half_year, "TH-01").whole.number == 7


def test_women_and_men_add_up_to_the_whole(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-02.nam": 18, "TH-02.nu": 24}, by=world.an)
    send(half_year, world.other_commune, {"TH-02.nam": 5, "TH-02.nu": 9}, by=world.giang)
    attendances = line(half_year, "TH-02")
    assert attendances.cells["TH-02.nam"].number == 23
    assert attendances.whole.number == 56
    assert attendances.whole.answered == 2


def test_a_unit_that_gave_women_only_is_in_the_number_and_not_in_n_of_the_whole(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-02.nam": 18, "TH-02.nu": 24}, by=world.an)
    send(half_year, world.other_commune, {"TH-02.nu": 9}, by=world.giang)
    attendances = line(half_year, "TH-02")
    assert attendances.whole.number == 51
    assert attendances.whole.answered == 1
    assert [unit.unit for unit in attendances.partial] == [world.other_commune]


def test_a_rate_is_computed_from_the_totals_and_never_averaged(world: World, half_year: Round) -> None:
    """1 of 2 and 90 of 100: together 91 of 102, and not the mean of 50 % and 90 %."""
    send(half_year, world.commune, {"TH-02.nam": 1, "TH-02.nu": 1}, by=world.an)
    send(half_year, world.other_commune, {"TH-02.nam": 10, "TH-02.nu": 90}, by=world.giang)
    rate = line(half_year, "TH-03").rate
    assert rate is not None
    assert rate.exact == Fraction(91 * 100, 102)
    assert rate.shown == Decimal("89.2")


def test_a_denominator_of_zero_gives_counts_and_no_rate(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"QL-03": 0, "QL-04": 0}, by=world.an)
    rate = line(half_year, "QL-05").rate
    assert rate is not None
    assert (rate.exact, rate.numerator, rate.denominator) == (None, 0, 0)


def test_a_numerator_without_its_denominator_is_left_out_of_the_rate(world: World, half_year: Round) -> None:
    """An inspected 4 and has done 3; Giang reports 5 done out of nobody knows how many: the rate is 3 of 4."""
    send(half_year, world.commune, {"QL-03": 4, "QL-04": 3}, by=world.an)
    send(half_year, world.other_commune, {"QL-04": 5}, by=world.giang)
    share = line(half_year, "QL-05")
    assert share.rate is not None
    assert share.rate.exact == 75
    assert share.basis == "1/17 đơn vị"
    assert world.other_commune in [unit.unit for unit in share.missing]


def test_births_and_schooling_count_only_from_the_body_that_holds_the_record(world: World, half_year: Round) -> None:
    education = world.units["618.phong-gddt"]
    send(half_year, education, {"CL-5-2A-MS.nam": 40, "CL-5-2A-MS.nu": 38}, by=world.chi)
    send(half_year, world.commune, {"CL-5-2A-MS.nam": 20, "CL-5-2A-MS.nu": 19}, by=world.an)
    pupils = line(half_year, "CL-5-2A-MS")
    assert pupils.whole.number == 78
    assert pupils.basis == "1/1 đơn vị"


def test_money_keeps_every_dong(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"QL-06": 4_611_686_018_427_387_000}, by=world.an)
    send(half_year, world.other_commune, {"QL-06": 4_611_686_018_427_387_001}, by=world.giang)
    assert line(half_year, "QL-06").whole.number == 9_223_372_036_854_774_001


def test_figures_that_are_cumulative_are_counted_so_that_chi_sees_them(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-01": Figure.of(2, cumulative=True)}, by=world.an)
    send(half_year, world.other_commune, {"TH-01": 3}, by=world.giang)
    assert line(half_year, "TH-01").cumulative == 1
