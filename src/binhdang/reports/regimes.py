"""Regimes that plans give rise to, and for each the period, the data window and the due date of its rounds."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from binhdang.indicators.models import Indicator
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import valid_on
from binhdang.plans.models import ReportingDuty
from binhdang.reports.models import Regime
from binhdang.reports.outline import outline_of, subject
from binhdang.values.periods import Period, PeriodKind

_NAMES = {
    "six-monthly": "Báo cáo định kỳ 6 tháng về {}",
    "yearly": "Báo cáo năm về {}",
    "ad hoc": "Báo cáo đột xuất về {}",
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
