"""An export as one SQLite file, for whoever asks in SQL. Numbers are exact text, and scaled whole numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from binhdang.exchange.tables import Kind, Row, Table, batches

AT_ONCE = 5_000
_INDEXES = (
    "CREATE INDEX figures_by_cell ON figures (indicator, parts, period)",
    "CREATE INDEX figures_by_unit ON figures (unit, period)",
)


class SqliteWriter:
    """All tables in one file."""

    def __init__(self, path: Path) -> None:
        self.path, self.part = path, path.with_name(path.name + ".part")
        with self.part.open("x"):
            """A file of that name, should there be one, is not ours to write into."""
        self.database = sqlite3.connect(self.part)
        self.database.execute("PRAGMA journal_mode = OFF")
        self.database.execute("PRAGMA synchronous = OFF")

    def write(self, table: Table, rows: Iterable[Row]) -> int:
        """Write a whole table; how many rows it has."""
        columns = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in table.columns)
        self.database.execute(f'CREATE TABLE "{table.name}" ({columns})')
        places = ", ".join("?" for _ in table.columns)
        statement, count = f'INSERT INTO "{table.name}" VALUES ({places})', 0  # noqa: S608  # our own names
        for batch in batches(rows, AT_ONCE):
            self.database.executemany(statement, [tuple(map(_stored, row)) for row in batch])
            count += len(batch)
        return count

    def finish(self) -> None:
        """Everything was written: index it, and let it stand under its name."""
        for index in _INDEXES:
            self.database.execute(index)
        self.database.commit()
        self.database.close()
        self.part.replace(self.path)

    def give_up(self) -> None:
        """Leave nothing behind."""
        self.database.close()
        with suppress(OSError):
            self.part.unlink()


_TYPES = {
    Kind.TEXT: "TEXT",
    Kind.WHOLE: "INTEGER",
    Kind.YES_NO: "INTEGER",
    Kind.DAY: "TEXT",
    Kind.INSTANT: "TEXT",
    Kind.DECIMAL: "TEXT",
}


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
