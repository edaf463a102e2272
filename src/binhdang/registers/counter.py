"""How registers count indicators: from the owner's entries that were not withdrawn, each as its `Count` says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from binhdang.indicators.counting import Counted
from binhdang.orgs.models import Unit
from binhdang.registers.choices import SEPARATOR
from binhdang.registers.entries import Count, Register, Span

Row = dict[str, Any]


@dataclass(frozen=True)
class RegisterCounter:
    """Counts the cells of one register. Co-organisers count nothing, so that one event counts once."""

    register: Register

    def counts(self, unit: Unit, first_day: date, last_day: date, keys: Collection[str]) -> Mapping[str, Counted]:
        """Cell key → what the unit's entries add up to; no key where the period sees no entry that says anything."""
        cells = {key: count for key, count in self.register.cells.items() if key in keys}
        seen: dict[tuple[Span, str], list[Row]] = {}
        found: dict[str, Counted] = {}
        for key, count in cells.items():
            which = (count.over, count.day)
            if which not in seen:
                seen[which] = self._rows(unit, _within(count, first_day, last_day))
            if (counted := _counted(count, seen[which])) is not None:
                found[key] = counted
        return found

    def _rows(self, unit: Unit, days: Q) -> list[Row]:
        names = {name for count in self.register.cells.values() for name in (count.adds, *count.where) if name}
        entries = self.register.model.objects.standing().filter(days, owner=unit)
        return list(entries.order_by("started_on", "pk").values("public_id", *sorted(names)))


def _within(count: Count, first_day: date, last_day: date) -> Q:
    if count.over is Span.STANDING:
        return Q(started_on__lte=last_day) & (Q(ended_on=None) | Q(ended_on__gte=last_day))
    if count.over is Span.UNTIL:
        return Q(**{f"{count.day}__lte": last_day})
    first = date(last_day.year, 1, 1) if count.over is Span.YEAR else first_day
    return Q(**{f"{count.day}__range": (first, last_day)})


def _counted(count: Count, rows: list[Row]) -> Counted | None:
    """None where there is nothing to count from: no entry at all, or none that holds the number."""
    if not rows:
        return None
    fitting = [row for row in rows if all(_has(row[name], codes) for name, codes in count.where.items())]
    if not count.adds:
        return Counted(Decimal(len(fitting)), tuple(row["public_id"] for row in fitting))
    known = [row for row in fitting if row[count.adds] is not None]
    if fitting and not known:
        return None
    return Counted(Decimal(sum(row[count.adds] for row in known)), tuple(row["public_id"] for row in known))


def _has(value: str, codes: tuple[str, ...]) -> bool:
    """Whether one of the codes is chosen; a column may hold several."""
    return not set(value.split(SEPARATOR)).isdisjoint(codes)
