"""The index follows what is done: it reads the sealed audit rows it does not know yet and folds anew what they name.

Folding a thing anew is the same however often it happens, so a row may be followed twice; and since every action writes
its row in its own transaction, none is missed. The worker follows each second, and so does whoever opens the search.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from binhdang.audit.models import Event
from binhdang.audit.sealing import seal
from binhdang.search.models import IndexReach, SearchRow
from binhdang.search.sources import SOURCES, Source, Touched, each_touched
from binhdang.search.words import folded

LAYOUT = 1
"""To be raised with every change of what is folded, so that existing indexes are built anew."""
_FOLLOWING = ["unit", "sender", "receiver", "on", "folded"]
BATCH = 200
"""Things, or audit rows, in one transaction."""


def follow() -> bool:
    """Take in what was done since. False where the index is not built yet, so that much may be missing."""
    if Event.objects.filter(sequence__isnull=True).exists():
        seal()
    reach = IndexReach.objects.filter(layout=LAYOUT).first()
    while reach is not None and _sealed_after(reach.sequence).exists() and _follow_some():
        reach.refresh_from_db()
    return reach is not None


def follow_or_build() -> None:
    """The same; builds the index first where it is not built. For the worker: building takes its time."""
    if not follow():
        build()


def build() -> int:
    """Fold everything, batch by batch, so that others may write in between; how many rows the index holds then.

    What is done meanwhile comes after the audit row noted first, and is followed afterwards.
    """
    known = Event.objects.aggregate(last=Max("sequence"))["last"] or 0
    IndexReach.objects.get_or_create(pk=1)
    IndexReach.objects.update(layout=0)
    for source in SOURCES.values():
        keys = list(source.standing().order_by("pk").values_list("pk", flat=True))
        for some in _batches(keys):
            with transaction.atomic():
                IndexReach.objects.select_for_update().get(pk=1)  # one at a time
                _fold(source, some)
    IndexReach.objects.update(layout=LAYOUT, sequence=known)
    follow()
    return SearchRow.objects.count()


def _sealed_after(sequence: int) -> Any:
    return Event.objects.filter(sequence__gt=sequence).order_by("sequence")


@transaction.atomic
def _follow_some() -> bool:
    """Follow the next audit rows; False where somebody else is at it."""
    reach = IndexReach.objects.filter(layout=LAYOUT).select_for_update(skip_locked=True).first()
    if reach is None:
        return False
    events = list(_sealed_after(reach.sequence).values_list("sequence", "object_kind", "object_id")[:BATCH])
    named: dict[str, list[str]] = defaultdict(list)
    for _, kind, thing in events:
        named[kind].append(thing)
    _fold_touched(named)
    IndexReach.objects.update(sequence=max(sequence or 0 for sequence, *_ in events) if events else reach.sequence)
    return True


def _fold_touched(named: Touched) -> None:
    for source, keys in each_touched(named):
        for some in _batches(keys):
            _fold(source, some)


def _fold(source: Source[Any], keys: Sequence[int]) -> None:
    """Bring the rows of some things up to date; what does not stand has none."""
    rows = []
    for thing in source.standing().filter(pk__in=keys):
        told = source.told(thing)
        words = folded(f"{told.title} {told.besides} {told.body}")
        row = SearchRow(kind=source.kind, thing=thing.pk, on=told.on, folded=words)
        if told.receiver:
            row.sender, row.receiver = told.unit, told.receiver
        else:
            row.unit = told.unit
        rows.append(row)
    gone = set(keys) - {row.thing for row in rows}
    SearchRow.objects.filter(kind=source.kind, thing__in=gone).delete()
    SearchRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["kind", "thing"], update_fields=_FOLLOWING
    )


def _batches(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
