"""The protocol by which registers count indicators: what people wrote once is never typed again.

A register offers a counter under its code (from its AppConfig.ready); whoever fills a report asks `counts`. Which
indicators a register may count is for the dictionary to say (`Indicator.register`), not for the register.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Counted:
    """One cell counted from a register: its number, and the public ids of the entries behind it."""

    number: Decimal
    entries: tuple[str, ...]


class Counter(Protocol):
    """What a register offers."""

    def counts(self, unit: Unit, first_day: date, last_day: date) -> Mapping[str, Counted]:
        """Cell key → what the unit's own entries from `first_day` to `last_day`, both included, add up to.

        No entries, no keys: nothing recorded is not zero, and only a person can affirm that nothing happened.
        """
        ...


_counters: dict[str, Counter] = {}


def offer(register_code: str, counter: Counter) -> None:
    """Let a register count the indicators that the dictionary gives it."""
    _counters[register_code] = counter


def register_codes() -> frozenset[str]:
    """The registers that count."""
    return frozenset(_counters)


def counts(unit: Unit, first_day: date, last_day: date) -> dict[str, Counted]:
    """Every cell that any register counts for the unit in these days, both included."""
    found: dict[str, Counted] = {}
    for code, counter in _counters.items():
        own = {key for indicator in Indicator.objects.filter(register=code) for key in indicator.cell_keys}
        found |= {key: counted for key, counted in counter.counts(unit, first_day, last_day).items() if key in own}
    return found
