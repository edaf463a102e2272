"""What a duty consists of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vanban.document import Spans

Scope = Literal["task", "standing"]
Role = Literal["lead", "support"]
Manner = Literal["giao", "đề nghị"]
DeadlineKind = Literal["before", "by", "on", "within", "recurring", "cadence", "conditional"]
"""before: "trước ngày", that day itself is late; by: "chậm nhất ngày", that day is on time; on: that day; within: in a
month, quarter, year or from day to day; recurring: a day of every year; cadence: again and again without a day of the
year; conditional: when something has happened."""
Frequency = Literal["weekly", "monthly", "quarterly", "six-monthly", "nine-monthly", "yearly", "ad hoc"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A body named for a duty, as printed. `role` is None where the words say neither lead nor support."""

    value: str
    role: Role | None
    manner: Manner
    spans: Spans = field(compare=False)
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    """Other readings of the name; empty until a directory of bodies is given."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when. `month_day` ("06-05") where day and month are printed, `on` where the year is too."""

    kind: DeadlineKind
    text: str
    spans: Spans = field(compare=False)
    month_day: str | None = None
    on: date | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do. `label` is the path of printed numbers: "1.1", "III.1", "Điều 2.a"."""

    label: str
    text: str
    scope: Scope
    actors: tuple[Actor, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    spans: Spans = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """A regime of reports. `before`: "06-05" for "trước ngày 05/6", "18" for "trước ngày 18" of each period."""

    frequency: Frequency
    before: str | None
    to: str | None
    through: str | None
    spans: Spans = field(default=(), compare=False)
