"""Reporting periods: the span of days a report speaks of (kỳ báo cáo)."""

from __future__ import annotations

import calendar
import enum
from dataclasses import dataclass
from datetime import date


class PeriodKind(enum.StrEnum):
    """How long a period lasts; an ad hoc one is named by its year and a running number."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    AD_HOC = "ad_hoc"


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`Period(PeriodKind.HALF_YEAR, 2022, 1)` is the first six months of 2022 by the calendar.

    Which days the figures really cover (the data window, which may begin on 15 December) is the round's, not the
    period's: the period only names what is spoken of.
    """

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        last = 12 // _MONTHS[self.kind] if self.kind in _MONTHS else 1
        if self.kind is not PeriodKind.AD_HOC and not 1 <= self.number <= last:
            raise ValueError(f"{self.kind.value} {self.number} is not in 1..{last}")

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(self.year, (self.number - 1) * _MONTHS[self.kind] + 1 if self.kind in _MONTHS else 1, 1)

    @property
    def last_day(self) -> date:
        """The last day, inclusive."""
        month = self.number * _MONTHS[self.kind] if self.kind in _MONTHS else 12
        if self.kind is PeriodKind.NINE_MONTHS:
            month = 9
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def label(self) -> str:
        """As officials write it: "6 tháng đầu năm 2022"."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"tháng {self.number} năm {self.year}"
            case PeriodKind.QUARTER:
                return f"quý {('I', 'II', 'III', 'IV')[self.number - 1]} năm {self.year}"
            case PeriodKind.HALF_YEAR:
                return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
            case PeriodKind.NINE_MONTHS:
                return f"9 tháng đầu năm {self.year}"
            case PeriodKind.YEAR:
                return f"năm {self.year}"
            case PeriodKind.AD_HOC:
                return f"đột xuất lần {self.number} năm {self.year}"

    def same_last_year(self) -> Period:
        """The period that "cùng kỳ năm trước" means."""
        return Period(self.kind, self.year - 1, self.number)

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.year}:{self.number}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """The inverse of `str`. Raises ValueError."""
        kind, year, number = text.split(":")
        return cls(PeriodKind(kind), int(year), int(number))
