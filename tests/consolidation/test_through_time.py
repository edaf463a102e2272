"""One indicator through the periods: as it was reported, and on another day's map."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from binhdang.consolidation.drilling import node_page
from binhdang.consolidation.periods import over_periods
from binhdang.consolidation.remapping import TOP, on_another_map
from binhdang.consolidation.rollup import IndicatorTotal
from binhdang.consolidation.series import lines_at, rounds_like, same_period_last_year, series
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground
from binhdang.demo.world import World
from binhdang.indicators.models import Indicator, Target
from binhdang.orgs import reorganisation
from binhdang.orgs.actions import create_unit
from binhdang.orgs.models import Unit, UnitKind
from binhdang.reports.models import Report, Round
from binhdang.values.figures import Figure, Total
from binhdang.values.periods import Period, PeriodKind
from consolidation.rounds import at, send

NQ = "Nghị quyết số 1677/NQ-UBTVQH15 ngày 16/6/2025"
IN_2025 = datetime(2025, 6, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def two_years(world: World, half_year: Round) -> tuple[Round, Round]:
    """The first half of 2022 and of 2023: Ia Tơi 2 then 3 trainings, Ia Dom 1 then 4, Ia Đal 5 then 6."""
    later = Round.objects.create(
        regime=half_year.regime,
        period_text=str(Period(PeriodKind.HALF_YEAR, 2023, 1)),
        window_from=date(2022, 12, 15),
        window_to=date(2023, 6, 4),
        opened_at=at(21, 4),
        due_before_on=date(2023, 6, 5),
        indicator_codes=half_year.indicator_codes,
        cell_keys=half_year.cell_keys,
        cell_scales=half_year.cell_scales,
        outline=half_year.outline,
    )
    for unit in world.communes:
        Report.objects.create(round=later, unit=unit, state_since=at(21, 4))
    numbers = {"23538": (2, 3), "23537": (1, 4), "23535": (5, 6)}
    for place, round in enumerate((half_year, later)):
        for unit in world.communes:
            send(round, unit, {"TH-01": numbers[unit.code][place]}, by=world.an)
    return half_year, later


def merged(world: World, on: date = date(2025, 7, 1)) -> None:
    """Ia Dom goes into Ia Tơi, which keeps its code."""
    reorganisation.merge([world.other_commune], world.commune, on=on, basis=NQ, by=None, at=IN_2025)


def numbers(rounds: tuple[Round, Round], node: Unit, map_on: date) -> list[tuple[object, object]]:
    """As reported and on the map, period by period."""
    trainings = Indicator.objects.get(code="TH-01")
    points = series(list(rounds), trainings, node, basis=Basis.ACCEPTED, map_on=map_on, at=IN_2025)
    return [(p.as_reported and p.as_reported.whole.number, p.on_map and p.on_map.whole.number) for p in points]


def test_the_district_says_the_same_on_both_maps(world: World, two_years: tuple[Round, Round]) -> None:
    merged(world)
    assert numbers(two_years, world.district, date(2025, 8, 1)) == [(8, 8), (13, 13)]


def test_a_merged_commune_has_its_predecessors_figures_on_todays_map(
    world: World, two_years: tuple[Round, Round]
) -> None:
    merged(world)
    assert numbers(two_years, world.commune, date(2025, 8, 1)) == [(2, 3), (3, 7)]
    assert numbers(two_years, world.commune, date(2025, 6, 30)) == [(2, 2), (3, 3)]


def split_dom(world: World, shares: tuple[Fraction | None, Fraction | None] = (None, None)) -> Unit:
    """Ia Dom is divided between Ia Tơi and a new commune."""
    new = new_commune(world)
    parts = [reorganisation.Part(unit, share) for unit, share in zip((world.commune, new), shares, strict=True)]
    reorganisation.split(
        world.other_commune,
        parts,
        on=date(2025, 7, 1),
        basis=NQ,
        by=None,
        at=IN_2025,
        key_name="dân số 2024" if shares[0] else "",
    )
    return new


def new_commune(world: World) -> Unit:
    """A commune founded that day."""
    return create_unit(
        code="23999",
        kind=UnitKind.COMMUNE_COMMITTEE,
        name="Ủy ban nhân dân xã Sa Thầy Mới",
        valid_from=date(2025, 7, 1),
        parent=world.district,
        by=None,
        at=IN_2025,
    )


def test_a_split_without_a_key_is_named_and_never_guessed(world: World, two_years: tuple[Round, Round]) -> None:
    split_dom(world)
    mapped = on_another_map(Ground.of(two_years[0]), Basis.ACCEPTED, on=date(2025, 8, 1))
    assert mapped.hung.incomparable[world.commune.pk] == [world.other_commune.pk]
    place = mapped.columns.place_of["TH-01"]
    assert mapped.sums(world.commune.pk).numbers[place] == 2
    assert mapped.sums(world.district.pk).numbers[place] == mapped.sums(TOP).numbers[place] == 8


def test_a_declared_key_divides_exactly_and_nothing_is_lost(world: World, two_years: tuple[Round, Round]) -> None:
    new = split_dom(world, (Fraction(1, 3), Fraction(2, 3)))
    mapped = on_another_map(Ground.of(two_years[1]), Basis.ACCEPTED, on=date(2025, 8, 1))
    place = mapped.columns.place_of["TH-01"]
    parts = [mapped.apportioned(unit.pk)[place] for unit in (world.commune, new)]
    assert sum(parts) == 4
    assert parts[0] * 3 == 4
    assert not mapped.hung.incomparable


def test_last_years_round_is_found_and_stands_beside(
    client: Client, world: World, two_years: tuple[Round, Round]
) -> None:
    before, later = two_years
    assert same_period_last_year(later) == before
    assert same_period_last_year(before) is None
    assert rounds_like(later) == [before, later]
    client.force_login(world.chi)
    shown = client.get(f"/tong-hop/{later.public_id}/don-vi/{world.district.public_id}/").content.decode()
    assert "Cùng kỳ năm trước" in shown
    words = re.sub(r"<[^>]+>|\s+", " ", shown)
    assert re.search(r"TH-01 .{0,200} 13 +3/3 đơn vị +8 +3/17 đơn vị", re.sub(" +", " ", words))


def test_a_node_shows_what_was_sent_at_once(world: World, half_year: Round) -> None:
    send(half_year, world.commune, {"TH-01": 2}, by=world.an)
    lines = {line.indicator.code: line for line in lines_at(half_year, world.district, Basis.ACCEPTED, at=at(5)) or []}
    assert lines["TH-01"].whole.number == 2
    send(half_year, world.other_commune, {"TH-01": 5}, by=world.giang)
    lines = {line.indicator.code: line for line in lines_at(half_year, world.district, Basis.ACCEPTED, at=at(6)) or []}
    assert lines["TH-01"].whole.number == 7
    assert lines_at(half_year, world.department, Basis.ACCEPTED, at=at(6)) is None


def test_the_page_of_a_series_shows_both_maps_and_survives_odd_questions(
    client: Client, world: World, two_years: tuple[Round, Round]
) -> None:
    split_dom(world)
    client.force_login(world.chi)
    url = f"/tong-hop/{two_years[1].public_id}/so/TH-01/qua-cac-ky/"
    shown = client.get(url, {"don-vi": world.commune.public_id, "ngay": "01/8/2025"}).content.decode()
    assert "không so sánh được" in shown and "Ủy ban nhân dân xã Ia Dom" in shown
    for odd in ({"ngay": "32/13/2025"}, {"ngay": ""}, {"ngay": "01/01/1900"}, {"theo": "x"}):
        assert client.get(url, odd).status_code == 200
    assert client.get(url, {"don-vi": "khong-co"}).status_code == 404


def line(code: str, number: int | None, *, cumulative: int = 0) -> IndicatorTotal:
    """A line of one period."""
    total = Total(None if number is None else Decimal(number), 2, 3, 0, cumulative, 2 - cumulative)
    return IndicatorTotal(Indicator.objects.get(code=code), {}, total, cumulative=cumulative)


def test_each_indicator_adds_up_over_periods_by_its_own_law(half_year: Round) -> None:
    Indicator.objects.filter(code="QL-03").update(period_law="last")
    Indicator.objects.filter(code="QL-04").update(period_law="recount")
    assert over_periods([line("TH-01", 2), line("TH-01", 3)]).number == 5
    assert over_periods([line("QL-03", 2), line("QL-03", 3)]).number == 3
    counted_again = over_periods([line("QL-04", 2), line("QL-04", 3)])
    assert counted_again.number is None
    assert "đếm lại" in counted_again.why_not


def test_cumulative_figures_are_not_added_twice(half_year: Round) -> None:
    assert over_periods([line("TH-01", 2, cumulative=2), line("TH-01", 5, cumulative=2)]).number == 5
    mixed = over_periods([line("TH-01", 2), line("TH-01", 5, cumulative=1)])
    assert mixed.number is None
    assert "tính hai lần" in mixed.why_not


def test_nothing_reported_in_any_period_is_no_zero(half_year: Round) -> None:
    assert over_periods([line("TH-01", None)]).number is None
    assert over_periods([]).why_not


def test_a_rate_over_periods_is_that_of_its_sides(half_year: Round) -> None:
    share = Indicator.objects.get(code="TH-03")

    def half(top: int, bottom: int) -> IndicatorTotal:
        sides = [Total(Decimal(number), 2, 3) for number in (top, bottom)]
        return IndicatorTotal(share, {}, Total(None, 2, 3), numerator=sides[0], denominator=sides[1])

    together = over_periods([half(1, 10), half(9, 10)])
    assert together.rate is not None
    assert together.rate.exact == 50


def test_a_published_percentage_is_kept_and_never_added(world: World, half_year: Round) -> None:
    Indicator.objects.filter(code="TH-01").update(kind="published", place_law="never", period_law="never")
    send(half_year, world.commune, {"TH-01": Figure.of(2)}, by=world.an)
    found = {e.indicator.code: e for e in lines_at(half_year, world.district, Basis.ACCEPTED, at=at(5)) or []}["TH-01"]
    assert (found.whole.number, found.whole.answered) == (None, 1)


def test_a_node_stands_beside_its_target(client: Client, world: World, half_year: Round) -> None:
    """TH-03, the share of women: 24 of 42 is 57,1; the district asks 50 this year, and its own target comes first."""
    share = Indicator.objects.get(code="TH-03")
    given = {"comparator": "ge", "source": "Kế hoạch của huyện", "valid_from": date(2022, 1, 1)}
    Target.objects.create(indicator=share, year=2022, value=Decimal(60), onwards=True, **given)
    Target.objects.create(indicator=share, year=2022, value=Decimal(50), unit=world.district, **given)
    send(half_year, world.commune, {"TH-02.nam": 18, "TH-02.nu": 24}, by=world.an)
    page = node_page(half_year, world.district, basis=Basis.ACCEPTED, at=at(5))
    assert page is not None
    rows = {row.line.indicator.code: row for _, group in page.groups for row in group}
    assert rows["TH-03"].met is True
    assert rows["TH-03"].target is not None and rows["TH-03"].target.value == 50
    assert rows["TH-01"].met is None
    Target.objects.filter(unit=world.district).update(value=Decimal("57.2"))
    client.force_login(world.chi)
    shown = client.get(f"/tong-hop/{half_year.public_id}/don-vi/{world.district.public_id}/").content.decode()
    assert "≥ 57,2 %" in shown and "chưa đạt" in shown
