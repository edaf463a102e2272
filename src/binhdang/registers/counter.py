"""How registers count indicators: from the owner's entries that were not withdrawn, by the day they started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from binhdang.indicators.counting import Counted
from binhdang.orgs.models import Unit
from binhdang.registers.entries import Register


@dataclass(frozen=True)
class RegisterCounter:
    """Counts the cells of one register. Co-organisers count nothing, so that one event counts once."""

    register: Register

    def counts(self, unit: Unit, first_day: date, last_day: date) -> Mapping[str, Counted]:
        """Cell key → what the unit's entries of these days, both included, add up to; empty without entries."""
        days = (first_day, last_day)
        entries = self.register.model.objects.standing().filter(owner=unit, started_on__range=days)
        columns = sorted({name for name in self.register.cells.values() if name})
        rows = list(entries.order_by("started_on", "pk").values("public_id", *columns))
        if not rows:
            return {}
        ids = tuple(row["public_id"] for row in rows)
        return {
            key: Counted(Decimal(sum(row[name] for row in rows) if name else len(rows)), ids)
            for key, name in self.register.cells.items()
        }
