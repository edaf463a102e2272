"""An export as CSV: the long table under the name that was asked for, each list in a file beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from binhdang.exchange.tables import FIGURES, Row, Table

_OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def beside(path: Path, table: Table) -> Path:
    """Where a table stands: `so-lieu.csv` for the figures, `so-lieu.units.csv` for the units."""
    return path if table == FIGURES else path.with_suffix(f".{table.name}{path.suffix}")


class FilesBeside:
    """Files that are written under other names first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written: dict[Path, Path] = {}

    def unfinished(self, table: Table) -> Path:
        """Where a table is being written."""
        target = beside(self.path, table)
        self.written[target] = target.with_name(target.name + ".part")
        return self.written[target]

    def finish(self) -> None:
        """Everything was written."""
        for target, part in self.written.items():
            part.replace(target)

    def give_up(self) -> None:
        """Leave nothing behind."""
        for part in self.written.values():
            with suppress(OSError):
                part.unlink()


class CsvWriter(FilesBeside):
    """UTF-8, a comma between, a dot in numbers, 1 and 0 for yes and no."""

    def write(self, table: Table, rows: Iterable[Row]) -> int:
        """Write a whole table; how many rows it has."""
        with self.unfinished(table).open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.names)
            return sum(1 for row in rows if writer.writerow([_text(value) for value in row]))


def _text(value: Any) -> Any:
    """As it stands in the file. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    formula = isinstance(value, str) and value.startswith(_OPENS_A_FORMULA) and not _number(value)
    return f"'{value}" if formula else value


def _number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()
