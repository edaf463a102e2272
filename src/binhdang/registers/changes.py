"""What differs between an entry as it stands and as someone wants it: for the log, for conflicts, for Excel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from binhdang.registers.entries import Draft, Register
from binhdang.registers.models import Entry
from binhdang.registers.rules import changed_meanwhile
from binhdang.values.refusals import Conflict

TASK, HELPERS = "Nhiệm vụ", "Đơn vị phối hợp"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. `before` and `after` as people read them."""

    name: str
    label: str
    before: str
    after: str
    personal: bool = False


def draft_of(register: Register, entry: Entry) -> Draft:
    """An entry as it stands."""
    helpers = tuple(entry.co_organisers.order_by("code").prefetch_related("names"))
    return Draft(entry.owner, register.values_of(entry), entry.task, helpers)


def changes_between(register: Register, before: Draft, after: Draft, on: date) -> list[Change]:
    """The fields that differ, in the order of the columns."""
    found = [
        Change(c.name, c.label, c.shown(before.values[c.name]), c.shown(after.values[c.name]), c.personal)
        for c in register.columns
        if before.values[c.name] != after.values[c.name]
    ]
    if before.task != after.task:
        found.append(Change("task", TASK, _task(before), _task(after)))
    if {u.pk for u in before.co_organisers} != {u.pk for u in after.co_organisers}:
        found.append(Change("co_organisers", HELPERS, _names(before, on), _names(after, on)))
    return found


def conflicting(entry: Entry, changes: list[Change]) -> Conflict:
    """The conflict between what stands now (`before` of the changes) and what someone wanted."""
    mine = {change.label: change.after for change in changes}
    return changed_meanwhile(entry, mine=mine, theirs={change.label: change.before for change in changes})


def plain(draft: Draft, register: Register) -> dict[str, Any]:
    """A draft for the audit log: plain JSON, without what may name people."""
    values = {c.name: _plain(draft.values[c.name]) for c in register.columns if not c.personal}
    return {**values, "task": _task(draft), "co_organisers": sorted(unit.code for unit in draft.co_organisers)}


def _plain(value: Any) -> Any:
    if isinstance(value, Entry):
        return value.public_id
    return value.isoformat() if isinstance(value, date) else value


def _task(draft: Draft) -> str:
    return f"{draft.task.label} ({draft.task.plan.year})" if draft.task else ""


def _names(draft: Draft, on: date) -> str:
    return "; ".join(sorted(unit.short_name_on(on) for unit in draft.co_organisers))
