"""Reading the log: the newest first, a page at a time, and everything that happened to one thing.

Whose rows a person may read depends on roles, which this app does not know: `orgs` asks with the codes it allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from binhdang.audit.models import Event

PAGE = 50


@dataclass(frozen=True)
class Filter:
    """What to look for; an empty value looks for everything. `begin` ≤ at < `end`. `people`: user names."""

    unit_code: str = ""
    actor_ids: Sequence[int] | None = None
    verbs: Sequence[str] = field(default_factory=tuple)
    label: str = ""
    begin: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Page:
    """Some rows, newest first, and where the next older page begins (None at the end)."""

    events: list[Event]
    older: int | None


def readable(unit_codes: Iterable[str], account_ids: Iterable[str]) -> QuerySet[Event]:
    """The rows about these units, and those about these accounts that name no unit (issued, reset, signed in)."""
    accounts = Q(unit_code="", object_kind="User", object_id__in=account_ids)
    return Event.objects.filter(Q(unit_code__in=unit_codes) | accounts)


def matching(events: QuerySet[Event], wanted: Filter) -> QuerySet[Event]:
    """The rows that fit the filter."""
    conditions = {
        "unit_code": wanted.unit_code or None,
        "actor_id__in": wanted.actor_ids,
        "verb__in": wanted.verbs or None,
        "object_label__icontains": wanted.label or None,
        "at__gte": wanted.begin,
        "at__lt": wanted.end,
    }
    return events.filter(**{name: value for name, value in conditions.items() if value is not None})


def page(events: QuerySet[Event], *, before: int | None) -> Page:
    """The newest rows, or those older than the row `before`: reading on costs the same on the thousandth page."""
    older = events if before is None else events.filter(pk__lt=before)
    rows = list(older.order_by("-pk")[: PAGE + 1])
    return Page(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def trail(events: QuerySet[Event], kind: str, object_id: str) -> list[Event]:
    """Everything that happened to one thing, oldest first."""
    return list(events.filter(object_kind=kind, object_id=object_id).order_by("pk"))
