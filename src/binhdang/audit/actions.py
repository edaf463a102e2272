"""Writing audit rows: every action of every app calls `record` inside its own transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from binhdang.audit.models import Event, PersonalSalt


class Person(Protocol):
    """Whoever acts; `None` in its place means the system itself, on a tick."""

    pk: Any
    full_name: Any


class Body(Protocol):
    """The unit an action is done for."""

    code: Any


class Thing(Protocol):
    """What an action is done to."""

    pk: Any


def record(
    verb: str,
    *,
    by: Person | None,
    at: datetime,
    thing: Thing,
    unit: Body | None = None,
    unit_name: str = "",
    label: str = "",
    details: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
) -> Event:
    """Write one audit row.

    `details` holds what changed, as plain JSON; `personal` values stand in it only as salted digests.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb}: an audit row belongs in the transaction of its action")
    salts = {name: secrets.token_hex(16) for name in personal or {}}
    digests = {name: personal_digest(value, salts[name]) for name, value in (personal or {}).items()}
    event = Event.objects.create(
        at=at,
        verb=verb,
        actor_id=by.pk if by else None,
        actor_name=by.full_name if by else "hệ thống",
        unit_code=unit.code if unit else "",
        unit_name=unit_name,
        object_kind=type(thing).__name__,
        object_id=str(getattr(thing, "public_id", None) or thing.pk),
        object_label=label[:300],
        details={**(details or {}), **({"personal": digests} if digests else {})},
    )
    PersonalSalt.objects.bulk_create(PersonalSalt(event=event, name=n, salt=s) for n, s in salts.items())
    return event


def forget_personal(thing: Thing) -> int:
    """Throw away the salts of what was said of a thing: no personal value can be proved from the log any more."""
    events = Event.objects.filter(
        object_kind=type(thing).__name__, object_id=str(getattr(thing, "public_id", thing.pk))
    )
    return PersonalSalt.objects.filter(event__in=events).delete()[0]


def personal_digest(value: str, salt: str) -> str:
    """The digest that stands for a personal value; without the salt it says nothing."""
    return hashlib.sha256(f"{salt}:{value}".encode()).hexdigest()
