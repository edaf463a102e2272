"""What the units of the demo did in 2022, register by register: data in `documents/entries.json`.

`{unit}` is the unit's short name. Numbers grow with the unit's place (`grows`), so that no two units say the same.
`name` names an entry for later ones: "@name" is the unit's own entry named so, or else the focal body's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from binhdang.accounts.models import User
from binhdang.orgs.models import Unit
from binhdang.plans.models import Plan
from binhdang.plans.states import TaskScope
from binhdang.registers import actions as registers
from binhdang.registers.catalogue import BY_CODE
from binhdang.registers.models import Entry

Deed = Mapping[str, Any]
VIETNAM = ZoneInfo(settings.TIME_ZONE)
DEEDS: Mapping[str, Any] = json.loads((Path(__file__).parent / "documents" / "entries.json").read_text("utf-8"))
_KNOWN_LATER = ("handled_on", "decided_on", "answered_on", "closed_on")


@dataclass(frozen=True)
class Diary:
    """Writes the deeds of units, each by who writes for it."""

    plan: Plan
    writer: Callable[[Unit], User]
    communes: Sequence[Unit]
    focal: Unit
    named: dict[tuple[int, str], Entry] = field(default_factory=dict)

    def of_communes(self) -> None:
        """What each commune did."""
        for place, unit in enumerate(self.communes):
            self._write(unit, DEEDS["communes"], place)

    def of_bodies(self, bodies: Sequence[Unit]) -> None:
        """What each body did, and what only one of them does."""
        for place, unit in enumerate(bodies):
            self._write(unit, [*DEEDS["bodies"], *DEEDS["one"].get(unit.code, [])], place % 5)

    def _write(self, unit: Unit, deeds: Sequence[Deed], place: int) -> None:
        tasks = {task.label: task for task in self.plan.tasks.filter(scope=TaskScope.TASK)}
        for deed in deeds:
            register, values = BY_CODE[deed["register"]], self._values(unit, deed, place)
            entry = registers.record_entry(
                register,
                owner=unit,
                by=self.writer(unit),
                at=_written_at(deed),
                task=tasks.get(deed.get("task", "")),
                co_organisers=self.communes if deed.get("shared_with") == "communes" else [],
                **({} if register.lasting else {"ended_on": deed["on"]}),
                **values,
            )
            if "name" in deed:
                self.named[unit.pk, deed["name"]] = entry

    def _values(self, unit: Unit, deed: Deed, place: int) -> dict[str, Any]:
        values = {"started_on": deed["on"], **{name: self._value(unit, each) for name, each in deed["values"].items()}}
        for name, step in deed.get("grows", {}).items():
            values[name] += step * place
        return values

    def _value(self, unit: Unit, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value.startswith("@"):
            return self.named.get((unit.pk, value[1:])) or self.named[self.focal.pk, value[1:]]
        return value.format(unit=unit.short_name_on(date(2022, 6, 1)))


def _written_at(deed: Deed) -> datetime:
    """The morning after the last thing that the entry tells."""
    days = [deed["on"], *(deed["values"].get(name) or deed["on"] for name in _KNOWN_LATER)]
    after = date.fromisoformat(max(days)) + timedelta(days=1)
    return datetime(after.year, after.month, after.day, 10, tzinfo=VIETNAM)
