"""Across periods: what several rounds say together, by each indicator's own law for time.

The law for places and the law for periods are two: trainings add up over both, the number of models at the end of a
period is added over places and taken from the last period, people reached are in no way added over periods.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from binhdang.consolidation.rollup import IndicatorTotal
from binhdang.indicators.formulas import Rate, rate
from binhdang.indicators.models import Indicator, PeriodLaw
from binhdang.values.figures import Total


@dataclass(frozen=True, slots=True)
class PeriodsTotal:
    """One indicator over several periods. Without a number `why_not` says which law or which gap stands against it."""

    number: Decimal | None = None
    rate: Rate | None = None
    answered: int = 0
    asked: int = 0
    why_not: str = ""

    @property
    def basis(self) -> str:
        """What it rests on: reports of units in periods."""
        return f"{self.answered}/{self.asked} báo cáo"


_REASONS = {
    PeriodLaw.RECOUNT: "chỉ tiêu này không cộng qua các kỳ: một người gặp ở hai kỳ vẫn là một người, phải đếm lại.",
    PeriodLaw.NEVER: "số công bố không cộng qua các kỳ.",
}
_MIXED = "có kỳ ghi số lũy kế, có kỳ ghi số trong kỳ: cộng lại sẽ tính hai lần."


def over_periods(lines: Sequence[IndicatorTotal]) -> PeriodsTotal:
    """The same indicator in consecutive periods, oldest first, taken together."""
    if not lines:
        return PeriodsTotal(why_not="chưa có kỳ nào.")
    indicator = lines[0].indicator
    if indicator.computed:
        return _rate_over(indicator, lines)
    return _counted_over(PeriodLaw(indicator.period_law), lines, lambda line: line.whole)


def _rate_over(indicator: Indicator, lines: Sequence[IndicatorTotal]) -> PeriodsTotal:
    """Each side by its own law, then the rate anew: births of both halves over the population at the end."""
    top, bottom = indicator.numerator, indicator.denominator
    if top is None or bottom is None:
        return PeriodsTotal(why_not="tỷ lệ chưa khai tử số hoặc mẫu số.")
    over = _counted_over(PeriodLaw(top.period_law), lines, lambda line: line.numerator)
    under = _counted_over(PeriodLaw(bottom.period_law), lines, lambda line: line.denominator)
    fewer = min(over, under, key=lambda each: each.answered)
    return PeriodsTotal(
        rate=rate(indicator, over.number, under.number),
        answered=fewer.answered,
        asked=fewer.asked,
        why_not=over.why_not or under.why_not,
    )


def _counted_over(
    law: PeriodLaw, lines: Sequence[IndicatorTotal], of: Callable[[IndicatorTotal], Total | None]
) -> PeriodsTotal:
    totals = [total for line in lines if (total := of(line)) is not None]
    answered = [total for total in totals if total.number is not None]
    if law in _REASONS:
        return PeriodsTotal(why_not=_REASONS[law])
    if not answered:
        return PeriodsTotal(asked=sum(total.asked for total in totals), why_not="chưa kỳ nào có số.")
    last, cumulative = answered[-1], [total.cumulative > 0 for total in answered]
    only_cumulative = all(cumulative) and not any(total.in_period for total in answered)
    if law == PeriodLaw.LAST or len(totals) == 1 or only_cumulative:  # lũy kế already holds what came before
        return PeriodsTotal(last.number, None, last.answered, last.asked)
    if any(cumulative):
        return PeriodsTotal(why_not=_MIXED)
    number = sum((total.number for total in answered if total.number is not None), Decimal(0))
    return PeriodsTotal(number, None, sum(t.answered for t in totals), sum(t.asked for t in totals))
