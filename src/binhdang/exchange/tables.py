"""The tables of an export and their columns. Other tools read them by these names: they are kept, and only added to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol


class Kind(Enum):
    """What a column holds. A DECIMAL comes as exact text, with a dot."""

    TEXT = "text"
    WHOLE = "whole"
    YES_NO = "yes or no"
    DAY = "day"
    INSTANT = "instant"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """One table. A row has a value or None for each column, in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns]


def _columns(names: str, kind: Kind = Kind.TEXT) -> list[Column]:
    return [Column(name, kind) for name in names.split()]


FIGURES = Table(
    "figures",
    (
        *_columns("round period"),
        *_columns("window_from window_to", Kind.DAY),
        *_columns("receiver unit unit_name parent indicator parts state"),
        Column("value", Kind.DECIMAL),
        *_columns("scaled scale", Kind.WHOLE),
        *_columns("estimate cumulative counted", Kind.YES_NO),
        Column("reason"),
        Column("version", Kind.WHOLE),
        Column("submitted_at", Kind.INSTANT),
        Column("author"),
        Column("written_at", Kind.INSTANT),
    ),
)
"""One row a cell."""
UNITS = Table("units", (*_columns("code kind name"), *_columns("valid_from valid_to", Kind.DAY)))
UNIT_NAMES = Table("unit_names", (*_columns("unit name short_name"), *_columns("valid_from valid_to", Kind.DAY)))
UNIT_PARENTS = Table("unit_parents", (*_columns("unit parent"), *_columns("valid_from valid_to", Kind.DAY)))
INDICATORS = Table(
    "indicators",
    (
        *_columns("code name name_en unit_label kind"),
        Column("scale", Kind.WHOLE),
        *_columns("dimensions place_law period_law numerator numerator_part denominator denominator_part"),
        Column("per", Kind.WHOLE),
        *_columns("source unverified"),
    ),
)
ROUNDS = Table(
    "rounds",
    (
        *_columns("round period period_name"),
        *_columns("window_from window_to", Kind.DAY),
        Column("opened_at", Kind.INSTANT),
        Column("due_before_on", Kind.DAY),
        *_columns("receiver focal regime"),
    ),
)
REPORTS = Table(
    "reports",
    (
        *_columns("round unit state"),
        *_columns("submitted_version accepted_version", Kind.WHOLE),
        Column("first_submitted_at", Kind.INSTANT),
    ),
)

Row = tuple[Any, ...]


class Writer(Protocol):
    """Writes an export. Nothing stands under the name that was asked for before `finish`."""

    def write(self, table: Table, rows: Iterable[Row]) -> int:
        """Write a whole table; how many rows it has."""

    def finish(self) -> None:
        """Everything was written: let it stand under its name."""

    def give_up(self) -> None:
        """Something went wrong: leave nothing behind."""


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of at most `size`."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
