"""Sealing: committed rows get a gap-free sequence and a hash chain that anyone can verify offline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from binhdang.audit.models import Event

_LOCK = 0x62696E68  # any number that no other advisory lock of this database uses


def seal() -> int:
    """Give every committed, unsealed row its place in the chain. Returns how many were sealed.

    Only one sealer works at a time: SQLite takes the write lock at the start of the transaction, PostgreSQL an
    advisory lock. A row that commits later, with a lower id, simply comes later in the chain.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = Event.objects.filter(sequence__isnull=False).order_by("-sequence").first()
        sequence, chain = (last.sequence or 0, last.chain_hash) if last else (0, "")
        fresh = list(Event.objects.filter(sequence__isnull=True).order_by("id"))
        for event in fresh:
            sequence += 1
            event.sequence = sequence
            event.chain_hash = chain = link(chain, row_of(event))
        Event.objects.bulk_update(fresh, ["sequence", "chain_hash"], batch_size=500)
    return len(fresh)


def row_of(event: Event) -> dict[str, Any]:
    """What a row's hash covers, in this order; the export writes the same and the hash after it."""
    return {
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "verb": event.verb,
        "actor_id": event.actor_id,
        "actor_name": event.actor_name,
        "unit_code": event.unit_code,
        "unit_name": event.unit_name,
        "object_kind": event.object_kind,
        "object_id": event.object_id,
        "object_label": event.object_label,
        "details": event.details,
    }


def link(previous: str, row: dict[str, Any]) -> str:
    """The hash that ties a row to the one before it."""
    body = json.dumps(list(row.values()), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def sealed_rows() -> Iterator[Event]:
    """The sealed rows in the order of the chain, read piece by piece."""
    return Event.objects.filter(sequence__isnull=False).order_by("sequence").iterator(chunk_size=1000)


def first_break(events: Iterable[Event]) -> int | None:
    """The sequence number at which the chain does not hold, over sealed rows in order; None where it holds."""
    chain = ""
    for expected, event in enumerate(events, start=1):
        if event.sequence != expected or link(chain, row_of(event)) != event.chain_hash:
            return expected
        chain = event.chain_hash
    return None


def export_lines() -> Iterator[str]:
    """The sealed rows as JSON lines: what the hash covers, then `chain_hash`."""
    for event in sealed_rows():
        yield json.dumps({**row_of(event), "chain_hash": event.chain_hash}, ensure_ascii=False)
