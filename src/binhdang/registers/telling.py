"""What entries say in words: for the sections of a report, as numbers are counted for its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from binhdang.orgs.models import Unit
from binhdang.registers.columns import Column
from binhdang.registers.entries import Register
from binhdang.registers.models import Entry

_ENDS = (".", "!", "?", "…", ":", ";")


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words."""

    entry: str
    """Its public id."""
    text: str
    """Of one column its words, line by line as they were written; of several one paragraph that names each."""
    values: dict[str, str]
    """Column → its words."""


def told(
    register: Register,
    owner: Unit,
    first_day: date,
    last_day: date,
    *,
    columns: Sequence[str],
    where: Mapping[str, str],
) -> list[Told]:
    """The unit's own standing entries of these days, both included, in some of their columns; the oldest first.

    `where`: only entries with this code in a choice column. An entry with nothing in the columns tells nothing.
    """
    entries = register.model.objects.standing().filter(**where, owner=owner, started_on__range=(first_day, last_day))
    wanted = [next(column for column in register.columns if column.name == name) for name in columns]
    return [each for entry in entries.order_by("started_on", "pk") if (each := _told(entry, wanted)).text]


def _told(entry: Entry, columns: Sequence[Column]) -> Told:
    values = {column.name: column.shown(getattr(entry, column.name)).strip() for column in columns}
    if len(columns) == 1:
        (text,) = values.values()
        return Told(entry.public_id, text, values)
    named = [(column.label, " ".join(values[column.name].split())) for column in columns]
    (_, first), *rest = named
    said = [first, *(f"{label}: {words}" for label, words in rest if words)]
    return Told(entry.public_id, " ".join(_ended(words) for words in said if words), values)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(_ENDS) else f"{sentence}."
