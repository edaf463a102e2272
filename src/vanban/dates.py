"""Dates as Vietnamese official prose writes them, day first.

"ngày 09 tháng 6 năm 2021", "ngày 11/3/2022", "05.6.2022", and without a year "05/6", "ngày 05 tháng 6".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_YEAR = r"(?:\d{2}\s?\d{2})"  # "20 21": a wrap inside the year
DATE = (
    r"(?:ngày\s*)?"
    r"(?:(?P<day>\d{1,2})\s*(?P<mark>[/.\-–])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*"
    rf"(?P<year>{_YEAR}|\d{{1,3}})(?![\d/])"
    r"|(?<=ngày)\s*(?P<day2>\d{1,2})\s*tháng\s*(?P<month2>\d{1,2})\s*,?\s*năm\s*"
    rf"(?P<year2>{_YEAR}|\d{{1,3}})(?!\d))"
)
MONTH_DAY = (
    r"(?:ngày\s*)?(?<![\d/.,])(?P<day3>\d{1,2})\s?/\s?(?P<month3>\d{1,2})(?![\d/]|\s?/\s?\d|[.,]\d|\s?%)"
    r"|ngày\s*(?P<day4>\d{1,2})\s*tháng\s*(?P<month4>\d{1,2})(?!\s*năm\s*\d)"
)
_FULL = re.compile(DATE, re.IGNORECASE)
_ANY = re.compile(f"{DATE}|{MONTH_DAY}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text, from `start` to `end`. `on` is None where the year is missing or no such day exists."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    @property
    def on(self) -> date | None:
        return day_of(self.year, self.month, self.day) if self.year is not None else None

    @property
    def month_day(self) -> str | None:
        """ "06-05" for 5 June; None where no year has that day."""
        return f"{self.month:02}-{self.day:02}" if day_of(2000, self.month, self.day) else None


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none or the year cannot be that of a document."""
    try:
        return date(year, month, day) if 1900 <= year <= 2199 else None
    except ValueError:
        return None


def _found(match: re.Match[str]) -> FoundDate:
    parts = match.groupdict()
    day = next(int(parts[key]) for key in ("day", "day2", "day3", "day4") if parts.get(key))
    month = next(int(parts[key]) for key in ("month", "month2", "month3", "month4") if parts.get(key))
    year = parts.get("year") or parts.get("year2")
    return FoundDate(match.start(), match.end(), day, month, int("".join(year.split())) if year else None)


def full_date_at(text: str, position: int) -> FoundDate | None:
    """The date with a year that begins exactly at `position`."""
    match = _FULL.match(text, position)
    return _found(match) if match else None


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDate]:
    """Every date in the text, with a year or without."""
    for match in _ANY.finditer(text, start, len(text) if end is None else end):
        yield _found(match)
