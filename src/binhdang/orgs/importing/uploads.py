"""A list of units sent in through a page: kept, shown as a difference, taken whole or never."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.files.actions import keep, read
from binhdang.orgs.importing.applying import apply
from binhdang.orgs.importing.difference import Difference, Standing, compare
from binhdang.orgs.importing.reading import corrected, read_corrections, read_transitions, read_units
from binhdang.orgs.models import UnitsUpload

LARGEST = 3 * 1024 * 1024
"""The whole country is a fifth of that."""
Sent = tuple[bytes, str]
"""A file's bytes and name."""
Compared = Callable[[Standing], Difference]


@dataclass(frozen=True)
class Files:
    """The files of one list; transitions and corrections only where units became others."""

    units: Sent
    transitions: Sent | None = None
    corrections: Sent | None = None

    def compared(self, on: date, *, abolish_missing: bool) -> Compared:
        """Read them; what is left is to compare them with a tree. Raises Refusal with every faulty line."""
        rows = read_units(*self.units)
        transitions = read_transitions(*self.transitions) if self.transitions else []
        if self.corrections:
            right = read_corrections(*self.corrections)
            transitions = corrected(transitions, right, self.corrections[1])
        return lambda standing: compare(
            rows,
            transitions,
            standing,
            on,
            file=self.units[1],
            transitions_file=self.transitions[1] if self.transitions else "",
            abolish_missing=abolish_missing,
        )


@transaction.atomic
def send(files: Files, *, on: date, basis: str, abolish_missing: bool, by: User, at: datetime) -> UnitsUpload:
    """Keep the files once they can be read and compared. Raises Refusal with every faulty line."""
    files.compared(on, abolish_missing=abolish_missing)(Standing.on(on))
    kept = [keep(sent[0], name=sent[1], at=at) if sent else None for sent in (files.transitions, files.corrections)]
    upload = UnitsUpload.objects.create(
        units=keep(files.units[0], name=files.units[1], at=at),
        transitions=kept[0],
        corrections=kept[1],
        on=on,
        basis=basis,
        abolish_missing=abolish_missing,
        uploaded_by=by,
        uploaded_at=at,
    )
    record("units.uploaded", by=by, at=at, thing=upload, label=files.units[1], details={"on": on.isoformat()})
    return upload


def compared_of(upload: UnitsUpload) -> Compared:
    """The files of an upload, read again."""
    transitions, corrections = (
        (read(stored), stored.name) if stored else None for stored in (upload.transitions, upload.corrections)
    )
    files = Files((read(upload.units), upload.units.name), transitions, corrections)
    return files.compared(upload.on, abolish_missing=upload.abolish_missing)


@transaction.atomic
def take(upload: UnitsUpload, *, by: User, at: datetime) -> Difference:
    """Write all that the files change. Raises Refusal and NotAllowed as `apply` does."""
    UnitsUpload.objects.select_for_update().get(pk=upload.pk)
    difference = apply(compared_of(upload), on=upload.on, basis=upload.basis, by=by, at=at)
    upload.taken_at = at
    upload.save(update_fields=["taken_at"])
    return difference
