"""Which target holds for whom in which year, what it says in words, and when it is met."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from binhdang.demo.world import World
from binhdang.indicators.laws import Better, Comparator, IndicatorKind, Level
from binhdang.indicators.models import Indicator, Target
from binhdang.indicators.targets import target_for, targets_for

DAY = date(2022, 6, 30)


def indicator(code: str = "CL-X", **more: Any) -> Indicator:
    said = {"name": "Thử", "kind": IndicatorKind.RATE, "unit_label": "%", "valid_from": date(2021, 3, 3)}
    return Indicator.objects.create(code=code, **{**said, **more})


def goal(of: Indicator, year: int, value: str, comparator: Comparator = Comparator.AT_LEAST, **more: Any) -> Target:
    given = {"year": year, "value": Decimal(value), "comparator": comparator, "valid_from": date(2021, 3, 3)}
    return Target.objects.create(indicator=of, **{**given, **more})


def of_year(of: Indicator, unit: Any, year: int, on: date = DAY) -> str:
    found = target_for(of, unit, year=year, on=on)
    return str(found) if found else "không có"


def test_a_target_of_a_year_holds_in_that_year_only(world: World) -> None:
    women = indicator()
    goal(women, 2025, "60")
    goal(women, 2030, "75")
    assert of_year(women, world.commune, 2025) == "≥ 60 % (năm 2025)"
    assert of_year(women, world.commune, 2030) == "≥ 75 % (năm 2030)"
    assert of_year(women, world.commune, 2026) == "không có"
    assert of_year(women, None, 2025) == "≥ 60 % (năm 2025)"


def test_a_target_from_a_year_on_holds_until_a_later_one_takes_its_place(world: World) -> None:
    served = indicator()
    goal(served, 2025, "90", onwards=True)
    goal(served, 2028, "100", onwards=True)
    goal(served, 2027, "95")
    said = [of_year(served, world.commune, year) for year in (2024, 2025, 2026, 2027, 2029)]
    lasting, last = "≥ 90 % (từ năm 2025 trở đi)", "≥ 100 % (từ năm 2028 trở đi)"
    assert said == ["không có", lasting, lasting, "≥ 95 % (năm 2027)", last]


def test_the_most_specific_target_wins_and_the_nearest_unit_above_speaks_for_its_own(world: World) -> None:
    women = indicator()
    goal(women, 2025, "60")
    goal(women, 2025, "55", level=Level.COMMUNE)
    goal(women, 2025, "65", unit=world.units["62"])
    assert of_year(women, world.commune, 2025) == "≥ 65 % (năm 2025)"
    goal(women, 2025, "70", unit=world.district, source="Kế hoạch số 45/KH-UBND")
    assert of_year(women, world.commune, 2025) == "≥ 70 % (năm 2025)"
    goal(women, 2025, "80", unit=world.commune)
    assert of_year(women, world.commune, 2025) == "≥ 80 % (năm 2025)"
    assert of_year(women, world.other_commune, 2025) == "≥ 70 % (năm 2025)"
    assert of_year(women, world.units["62"], 2025) == "≥ 65 % (năm 2025)"


def test_a_level_speaks_for_its_units_and_the_bodies_of_these(world: World) -> None:
    women = indicator()
    goal(women, 2025, "60")
    goal(women, 2025, "55", level=Level.COMMUNE)
    goal(women, 2025, "58", level=Level.DISTRICT)
    assert of_year(women, world.commune, 2025) == "≥ 55 % (năm 2025)"
    assert of_year(women, world.district, 2025) == "≥ 58 % (năm 2025)"
    assert of_year(women, world.focal, 2025) == "≥ 58 % (năm 2025)"  # a body of the district
    assert of_year(women, world.units["62"], 2025) == "≥ 60 % (năm 2025)"


def test_a_more_specific_target_of_another_year_leaves_this_year_to_the_wider_one(world: World) -> None:
    women = indicator()
    goal(women, 2025, "60")
    goal(women, 2030, "90", unit=world.commune)
    assert of_year(women, world.commune, 2025) == "≥ 60 % (năm 2025)"


def test_the_tree_of_the_day_says_who_stands_above(world: World) -> None:
    women = indicator()
    goal(women, 2025, "70", unit=world.district, valid_from=date(2010, 1, 1))
    assert of_year(women, world.commune, 2025) == "≥ 70 % (năm 2025)"
    assert of_year(women, world.commune, 2025, on=date(2014, 1, 1)) == "không có"  # the district was founded in 2015


def test_a_programme_that_has_ended_has_no_targets_any_more(world: World) -> None:
    helped = indicator()
    goal(helped, 2025, "100", onwards=True, valid_to=date(2026, 1, 1))
    assert of_year(helped, world.commune, 2025, on=date(2025, 12, 31)) == "≥ 100 % (từ năm 2025 trở đi)"
    assert of_year(helped, world.commune, 2026, on=date(2026, 1, 1)) == "không có"


def test_the_goal_ahead_is_shown_in_the_years_before_it(world: World) -> None:
    women, births = indicator(), indicator("CL-Y")
    goal(women, 2025, "60")
    goal(women, 2030, "75")
    ahead = targets_for([women, births], world.commune, year=2022, on=DAY, ahead=True)
    assert {code: str(target) for code, target in ahead.items()} == {"CL-X": "≥ 60 % (năm 2025)"}
    assert targets_for([women, births], world.commune, year=2022, on=DAY) == {}


def test_a_whole_table_of_targets_costs_two_queries(world: World, django_assert_num_queries: Any) -> None:
    rows = [indicator(f"CL-{place}") for place in range(20)]
    for row in rows:
        goal(row, 2025, "60")
    with django_assert_num_queries(2):
        found = targets_for(rows, world.commune, year=2025, on=DAY)
        assert {target.sentence for target in found.values()} == {"≥ 60 %"}


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        (Comparator.AT_LEAST, False, True, True),
        (Comparator.MORE_THAN, False, False, True),
        (Comparator.AT_MOST, True, True, False),
        (Comparator.LESS_THAN, True, False, False),
        (Comparator.EQUAL, False, True, False),
    ],
)
def test_a_target_is_met_exactly_or_not(comparator: Comparator, below: bool, at: bool, above: bool) -> None:
    target = Target(indicator=Indicator(unit_label="%"), comparator=comparator, value=Decimal(60))
    just = Fraction(1, 10**9)
    assert [target.met(60 + off) for off in (-just, Fraction(0), just)] == [below, at, above]
    assert target.met(Decimal(60)) is at


def test_about_is_within_the_tolerance_or_beyond_it_on_the_better_side() -> None:
    def met(better: str, value: str) -> bool | None:
        target = Target(
            indicator=Indicator(better=better), comparator=Comparator.ABOUT, value=Decimal(60), tolerance=Decimal(1)
        )
        return target.met(Decimal(value))

    assert [met("", value) for value in ("58.9", "59", "61", "61.1")] == [False, True, True, False]
    assert [met(Better.UP, value) for value in ("58.9", "59", "90")] == [False, True, True]
    assert [met(Better.DOWN, value) for value in ("5", "61", "61.1")] == [True, True, False]


def test_nothing_known_or_too_few_counted_is_neither_met_nor_missed() -> None:
    target = Target(indicator=Indicator(), comparator=Comparator.AT_LEAST, value=Decimal(60))
    assert target.met(None) is None
    assert target.met(Fraction(100), small=True) is None
    assert target.met(Fraction(0)) is False  # zero is a number


def test_a_target_reads_as_officials_write_it() -> None:
    def said(value: str, comparator: Comparator, **more: Any) -> str:
        kind, unit_label = more.pop("kind", IndicatorKind.RATE), more.pop("unit_label", "%")
        of = Indicator(kind=kind, unit_label=unit_label)
        return str(Target(indicator=of, value=Decimal(value), comparator=comparator, year=2025, **more))

    assert said("60.0000", Comparator.AT_LEAST) == "≥ 60 % (năm 2025)"
    assert said("1.7000", Comparator.AT_MOST, unit_label="lần") == "≤ 1,7 lần (năm 2025)"
    assert said("85", Comparator.ABOUT, tolerance=Decimal("1.0000")) == "≈ 85 ± 1 % (năm 2025)"
    assert said("100", Comparator.EQUAL, onwards=True) == "= 100 % (từ năm 2025 trở đi)"
    assert said("1", Comparator.EQUAL, kind=IndicatorKind.YES_NO, unit_label="có/không") == "có (năm 2025)"
