"""The protocol by which registers count indicators: what people wrote once is never typed again.

A register offers a counter under its code (from its AppConfig.ready); whoever fills a report asks `counts`. Which
indicators a register may count is for the dictionary to say (`Indicator.register`), not for the register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
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

    def counts(self, unit: Unit, first_day: date, last_day: date, keys: Collection[str]) -> Mapping[str, Counted]:
        """Cell key → what the unit's own entries from `first_day` to `last_day`, both included, add up to.

        Only of the cells in `keys`. No entries, no keys: nothing recorded is not zero, and only a person can affirm
        that nothing happened.
        """
        ...


_counters: dict[str, Counter] = {}


def offer(register_code: str, counter: Counter) -> None:
    """Let a register count the indicators that the dictionary gives it."""
    _counters[register_code] = counter


def register_codes() -> frozenset[str]:
    """The registers that count."""
    return frozenset(_counters)


def counts(unit: Unit, first_day: date, last_day: date, keys: Iterable[str]) -> dict[str, Counted]:
    """Those of some cells that a register counts for the unit in these days, both included."""
    found: dict[str, Counted] = {}
    for register, own in _keys_by_register(keys).items():
        if register in _counters:
            found |= _counters[register].counts(unit, first_day, last_day, own)
    return found


def _keys_by_register(keys: Iterable[str]) -> dict[str, set[str]]:
    """The cells that the dictionary gives to registers."""
    asked = set(keys)
    given = Indicator.objects.exclude(register="").filter(code__in={key.partition(".")[0] for key in asked})
    found: dict[str, set[str]] = defaultdict(set)
    for indicator in given:
        found[indicator.register] |= asked.intersection(indicator.cell_keys)
    return found
