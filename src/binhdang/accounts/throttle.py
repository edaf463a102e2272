"""Wrong passwords are counted per user name, on the server: after five, nobody signs in by that name for a while."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.core.cache import cache

from binhdang.values.texts import nfc

TRIES = 5
PAUSE = timedelta(minutes=15)


def _key(username: str) -> str:
    return "sign-in-" + hashlib.sha256(nfc(username).encode()).hexdigest()


def blocked_until(username: str, *, at: datetime) -> datetime | None:
    """When the name may be tried again, None where it may be tried now."""
    wrong: list[datetime] = cache.get(_key(username), [])
    recent = [tried for tried in wrong if tried > at - PAUSE]
    return recent[-1] + PAUSE if len(recent) >= TRIES else None


def count_wrong(username: str, *, at: datetime) -> None:
    """Note one wrong password. A name that no account has is counted the same: the answer must not tell them apart."""
    wrong: list[datetime] = cache.get(_key(username), [])
    kept = [*(tried for tried in wrong if tried > at - PAUSE), at][-TRIES:]
    cache.set(_key(username), kept, timeout=PAUSE.total_seconds())


def forget(username: str) -> None:
    """A right password, or a new one from the administrator, starts the count anew."""
    cache.delete(_key(username))
