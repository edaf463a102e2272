"""Rounds open by themselves from the plan, freeze who is expected, and are due exclusively."""

from datetime import date

import pytest

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.indicators.dictionary import load
from binhdang.indicators.models import Indicator
from binhdang.plans.models import TaskBody
from binhdang.plans.states import PlanState
from binhdang.reports import actions
from binhdang.reports.due import DueDate, days_late
from binhdang.reports.models import Regime, Round
from binhdang.reports.regimes import data_window
from binhdang.values.periods import Period, PeriodKind
from binhdang.values.refusals import NotAllowed, Refusal
from reports.scene import Scene, at, put_plan_in_force, send_in


def test_a_plan_in_force_gives_one_regime_per_reporting_duty_and_asking_again_gives_none(world: World) -> None:
    load()
    put_plan_in_force(world)
    assert [r.frequency for r in actions.follow_plans(at=at(1, 4))] == ["six-monthly", "yearly", "ad hoc"]
    assert actions.follow_plans(at=at(2, 4)) == []
    regime = Regime.objects.get(frequency="six-monthly")
    assert (regime.receiver, regime.focal) == (world.district, world.focal)


def test_a_plan_that_nobody_put_in_force_gives_no_regime(world: World) -> None:
    plan = put_plan_in_force(world)
    plan.state = PlanState.PROPOSED
    plan.save()
    assert actions.follow_plans(at=at(1, 4)) == []


def test_the_round_opens_45_days_before_it_is_due_and_only_once(world: World) -> None:
    load()
    put_plan_in_force(world)
    actions.follow_plans(at=at(1, 4))
    assert actions.open_due_rounds(at=at(20, 4, 23, 59)) == []
    (opened,) = actions.open_due_rounds(at=at(21, 4, 0, 0))
    assert actions.open_due_rounds(at=at(21, 4)) == [] and actions.open_due_rounds(at=at(1, 7)) == []
    assert opened.due_before_on == date(2022, 6, 5)
    assert (opened.window_from, opened.window_to) == (date(2021, 12, 15), date(2022, 6, 14))
    (yearly,) = actions.open_due_rounds(at=at(25, 10))
    assert (yearly.period, yearly.due_before_on) == (Period(PeriodKind.YEAR, 2022), date(2022, 12, 5))


def test_a_duty_with_a_day_of_every_month_stops_nothing(scene: Scene) -> None:
    Regime.objects.filter(frequency="six-monthly").update(frequency="monthly", before="18")
    (yearly,) = actions.open_due_rounds(at=at(25, 10))
    assert yearly.period.kind is PeriodKind.YEAR


def test_seventeen_bodies_are_expected_those_only_asked_kindly_are_not(scene: Scene) -> None:
    codes = set(scene.round.reports.values_list("unit__code", flat=True))
    assert len(codes) == 17
    assert "618.mttq" not in codes and {"618.lhpn", "618.phong-ldtbxh", "23538"} <= codes


def test_who_is_expected_and_what_is_asked_no_longer_change_once_the_round_is_open(scene: Scene) -> None:
    keys = list(scene.round.cell_keys)
    TaskBody.objects.filter(unit=scene.world.commune).delete()
    Indicator.objects.filter(code="TT-01").update(scale=3, dimensions=["sex"])
    scene.round.regime.indicator_codes = []
    scene.round.regime.save()
    actions.open_due_rounds(at=at(1, 5))
    round = Round.objects.get(pk=scene.round.pk)
    assert round.reports.count() == 17 and round.cell_keys == keys


def test_opening_stands_in_the_audit_log_with_who_is_expected(scene: Scene) -> None:
    event = Event.objects.get(verb="round.opened")
    assert event.actor_name == "hệ thống" and len(event.details["expected"]) == 17


@pytest.mark.parametrize(
    ("month", "period", "due"),
    [
        ("06-05", Period(PeriodKind.HALF_YEAR, 2022, 1), date(2022, 6, 5)),
        ("07-10", Period(PeriodKind.HALF_YEAR, 2022, 1), date(2022, 7, 10)),
        ("12-20", Period(PeriodKind.HALF_YEAR, 2022, 2), date(2022, 12, 20)),
        ("01-10", Period(PeriodKind.HALF_YEAR, 2022, 2), date(2023, 1, 10)),
    ],
)
def test_the_month_it_is_due_says_which_half_of_the_year_is_meant(
    world: World, month: str, period: Period, due: date
) -> None:
    load()
    put_plan_in_force(world, months=(month, "12-05"))
    actions.follow_plans(at=at(1, 4))
    actions.open_due_rounds(at=at(31, 12))
    round = Round.objects.get(regime__frequency="six-monthly")
    assert (round.period, round.due_before_on) == (period, due)


def test_a_round_whose_due_date_had_passed_before_the_plan_came_into_force_is_not_opened(world: World) -> None:
    load()
    plan = put_plan_in_force(world)
    plan.in_force_at = at(20, 6)
    plan.save()
    actions.follow_plans(at=at(20, 6))
    assert actions.open_due_rounds(at=at(20, 6)) == []


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(PeriodKind.MONTH, 2022, 3), date(2022, 2, 15), date(2022, 3, 14)),
        (Period(PeriodKind.QUARTER, 2022, 1), date(2021, 12, 15), date(2022, 3, 14)),
        (Period(PeriodKind.HALF_YEAR, 2022, 1), date(2021, 12, 15), date(2022, 6, 14)),
        (Period(PeriodKind.HALF_YEAR, 2022, 2), date(2022, 6, 15), date(2022, 12, 14)),
        (Period(PeriodKind.NINE_MONTHS, 2022), date(2021, 12, 15), date(2022, 9, 14)),
        (Period(PeriodKind.YEAR, 2022), date(2021, 12, 15), date(2022, 12, 14)),
    ],
)
def test_data_windows_are_those_of_the_decree(period: Period, first: date, last: date) -> None:
    assert data_window(period) == (first, last)


def test_a_report_sent_on_4_june_at_2359_is_on_time_and_one_sent_a_minute_later_is_not(scene: Scene) -> None:
    world = scene.world
    in_time, late = scene.an_report, scene.report_of(world.other_commune)
    send_in(in_time, writer=world.an, leader=world.binh, when=at(4, 6, 23, 59, 59))
    send_in(late, writer=world.giang, leader=world.people["duyet_23537"], when=at(5, 6, 0, 0))
    assert days_late(in_time) == 0
    assert days_late(late) == 1


def test_one_never_sent_is_overdue_from_5_june(scene: Scene) -> None:
    assert days_late(scene.an_report) == 0
    assert days_late(scene.an_report, date(2022, 6, 4)) == 0
    assert days_late(scene.an_report, date(2022, 6, 5)) == 1
    assert days_late(scene.an_report, date(2022, 6, 14)) == 10


def test_the_page_says_the_last_day_is_a_saturday_and_that_figures_run_beyond_the_due_date(scene: Scene) -> None:
    due = DueDate(scene.round)
    assert due.sentence == "trước ngày 05/6/2022 – hạn cuối 04/6/2022 (thứ Bảy)"
    assert "không dời" in due.weekend
    assert "14/6/2022" in due.cut_off and "số ước" in due.cut_off


def test_a_regime_that_moves_off_weekends_gives_until_monday_and_says_so(world: World) -> None:
    load()
    put_plan_in_force(world)
    actions.follow_plans(at=at(1, 4))
    Regime.objects.update(moves_off_weekends=True)
    (round,) = actions.open_due_rounds(at=at(24, 4))
    assert round.due_before_on == date(2022, 6, 7)  # Saturday 4 June → Monday 6 June
    assert "dời" in DueDate(round).weekend


def test_chi_asks_for_an_ad_hoc_report_of_two_communes_and_an_may_not_ask(scene: Scene) -> None:
    world = scene.world
    regime = Regime.objects.get(frequency="ad hoc")
    wanted = {
        "reason": "Công văn của Sở về vụ việc tại xã",
        "due_before_on": date(2022, 5, 20),
        "window_from": date(2022, 5, 1),
        "window_to": date(2022, 5, 15),
        "at": at(16, 5),
    }
    with pytest.raises(NotAllowed):
        actions.open_ad_hoc(regime, **wanted, by=world.an)
    with pytest.raises(Refusal, match="Hạn gửi đã qua"):
        actions.open_ad_hoc(regime, **{**wanted, "due_before_on": date(2022, 5, 16)}, by=world.chi)
    first = actions.open_ad_hoc(regime, **wanted, by=world.chi, units=[world.commune, world.other_commune])
    second = actions.open_ad_hoc(regime, **wanted, by=world.chi)
    assert [r.period.label for r in (first, second)] == ["đột xuất lần 1 năm 2022", "đột xuất lần 2 năm 2022"]
    assert (first.reports.count(), second.reports.count()) == (2, 17)
    with pytest.raises(Refusal, match="Chưa chọn đơn vị"):
        actions.open_ad_hoc(regime, **wanted, by=world.chi, units=[world.units["618.mttq"]])
    assert Round.objects.filter(regime=regime).count() == 2
