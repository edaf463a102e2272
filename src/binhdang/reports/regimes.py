"""Regimes that plans give rise to, and for each the period, the data window and the due date of its rounds."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from binhdang.indicators.models import Indicator, Split
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import valid_on
from binhdang.plans.models import Plan, ReportingDuty
from binhdang.reports.models import AD_HOC, Regime
from binhdang.reports.outline import outline_of, subject
from binhdang.values.periods import Period, PeriodKind

_NAMES = {
    "six-monthly": "Báo cáo định kỳ 6 tháng về {}",
    "yearly": "Báo cáo năm về {}",
    AD_HOC: "Báo cáo đột xuất về {}",
}
CUT_OFFS = "Nghị định 09/2019/NĐ-CP"
"""The decree whose cut-offs the data windows follow."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A round that a regime asks for: what is spoken of, which days are counted, before which day it is due."""

    period: Period
    window_from: date
    window_to: date
    due_before_on: date
    opens_on: date


def found_regime(duty: ReportingDuty, *, at: datetime) -> Regime:
    """The regime of a reporting duty, valid from the day its plan came into force to the end of the plan's year."""
    plan = duty.plan
    starts = day_of(plan.in_force_at or at)
    indicators = Indicator.objects.filter(valid_on(starts), asked=True).values_list("code", flat=True)
    return Regime.objects.create(
        plan=plan,
        duty=duty,
        name=_NAMES.get(duty.frequency, "Báo cáo về {}").format(subject()),
        receiver=duty.to,
        focal=duty.through or duty.to,
        frequency=duty.frequency,
        before=duty.before,
        outline=outline_of(plan),
        indicator_codes=list(indicators),
        legal_basis=f"{plan.known_paper.kind} {plan.known_paper.number_symbol}".strip(),
        valid_from=starts,
        valid_to=date(plan.year + 1, 1, 1),
    )


def special_regime(
    plan: Plan,
    outline: Mapping[str, Any],
    *,
    indicator_codes: Sequence[str],
    legal_basis: str,
    like: Regime,
    at: datetime,
) -> Regime:
    """A regime under a plan with an outline of its own, to the same receiver through the same body as another one."""
    return Regime.objects.create(
        plan=plan,
        name=outline["name"],
        subject=outline["subject"],
        receiver=like.receiver,
        focal=like.focal,
        frequency=AD_HOC,
        outline=[{"guidance": "", "task_labels": [], **section} for section in outline["sections"]],
        indicator_codes=list(indicator_codes),
        legal_basis=legal_basis,
        valid_from=day_of(at),
        valid_to=date(plan.year + 1, 1, 1),
    )


def fitting_indicators(on: date) -> list[Indicator]:
    """What a person may choose for such a regime: the day's indicators that are divided by sex, and their rates."""
    valid = Indicator.objects.filter(valid_on(on)).select_related("numerator", "denominator")
    return [each for each in valid if _by_sex(each) or any(_by_sex(side) for side in _sides(each))]


def with_sides(indicators: Iterable[Indicator]) -> list[str]:
    """Their codes in the order of the dictionary, with the counts that rates among them are computed from."""
    wanted = {each.pk: each for one in indicators for each in (*_sides(one), one)}
    return [each.code for each in sorted(wanted.values(), key=lambda each: (each.order, each.code))]


def _sides(indicator: Indicator) -> list[Indicator]:
    return [side for side in (indicator.numerator, indicator.denominator) if side is not None]


def _by_sex(indicator: Indicator) -> bool:
    return indicator.has_part(Split.WOMEN)


def openings(regime: Regime, on: date) -> Iterator[Opening]:
    """The rounds of a regime that should be open by a day. None for one that is only ad hoc.

    A due date that had passed when the regime began is left out: nobody could have met it.
    """
    if "-" not in regime.before:  # none, or a day of every month: such a regime opens no round by itself
        return
    for year in range(regime.valid_from.year, on.year + 1):
        opening = _opening(regime, year)
        if opening is None or (regime.valid_to and opening.period.first_day >= regime.valid_to):
            return
        if opening.due_before_on > regime.valid_from and opening.opens_on <= on:
            yield opening


def _opening(regime: Regime, year: int) -> Opening | None:
    month, day = map(int, regime.before.split("-"))
    period = _period(regime.frequency, month, year)
    if period is None:
        return None
    due_year = year + 1 if period.last_day.month - month >= 6 else year
    due = date(due_year, month, min(day, monthrange(due_year, month)[1]))
    window_from, window_to = data_window(period)
    due = moved_off_weekend(due) if regime.moves_off_weekends else due
    return Opening(period, window_from, window_to, due, due - timedelta(days=regime.opens_days_ahead))


def _period(frequency: str, month: int, year: int) -> Period | None:
    """What a report due in a month speaks of: from October to March of the last six months, else of the first."""
    if frequency == "six-monthly":
        return Period(PeriodKind.HALF_YEAR, year, 1 if 4 <= month <= 9 else 2)
    return Period(PeriodKind.YEAR, year) if frequency == "yearly" else None


def data_window(period: Period) -> tuple[date, date]:
    """The days a period's figures cover, both inclusive: from the 15th to the 14th (Nghị định 09/2019/NĐ-CP).

    A due date may come before the last of them: then what is still to happen is an estimate. Ad hoc: the calendar.
    """
    if period.kind is PeriodKind.AD_HOC:
        return period.first_day, period.last_day
    month_before = period.first_day - timedelta(days=1)
    return month_before.replace(day=15), period.last_day.replace(day=14)


def moved_off_weekend(due_before_on: date) -> date:
    """The exclusive due date after a last day on a Saturday or Sunday has moved to Monday."""
    last_day = due_before_on - timedelta(days=1)
    days = {5: 2, 6: 1}.get(last_day.weekday(), 0)
    return due_before_on + timedelta(days=days)
