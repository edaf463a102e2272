"""What a program prints: a table for people, one JSON line for machines."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from measuring.rounds import Seconds

PACKAGES = ("django", "numpy", "duckdb", "pandas", "psycopg", "openpyxl", "python-calamine")


@dataclass(frozen=True)
class Row:
    """One comparison: `ratio` is ours to theirs, and `demand` the most of it, or with `at_least` the least, allowed."""

    what: str
    ours: float
    theirs: float | None = None
    against: str = ""
    unit: str = "ms"
    ratio: float | None = None
    demand: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the demand holds; "" where none is made."""
        if self.ratio is None or self.demand is None:
            return ""
        holds = self.ratio >= self.demand if self.at_least else self.ratio <= self.demand
        return f"{'≥' if self.at_least else '≤'} {self.demand:g}: {'holds' if holds else 'FALLS SHORT'}"


@dataclass
class Sheet:
    """The rows of one program at one scale on one database."""

    name: str
    scale: str
    database: str
    rows: list[Row] = field(default_factory=list)

    def milliseconds(
        self, what: str, ours: float, theirs: float | None = None, against: str = "", *, demand: float | None = None,
        at_least: bool = False, note: str = "",
    ) -> None:  # fmt: skip
        """A comparison of two times in seconds. With `at_least` the ratio says how often ours fits into theirs."""
        ratio = None if theirs is None else (theirs / ours if at_least else ours / theirs)
        shown = None if theirs is None else theirs * 1000
        note = note or self._processors(ours, theirs)
        self.rows.append(Row(what, ours * 1000, shown, against, "ms", ratio, demand, at_least, note))

    def _processors(self, ours: float, theirs: float | None) -> str:
        """What both cost the processors, where nothing of it was spent by a server."""
        if self.database != "sqlite" or not isinstance(ours, Seconds):
            return ""
        other = f" to {theirs.cpu * 1000:.2f}" if isinstance(theirs, Seconds) else ""
        return f"CPU {ours.cpu * 1000:.2f}{other} ms"

    def amounts(
        self, what: str, ours: float, unit: str, theirs: float | None = None, against: str = "", *,
        demand: float | None = None, at_least: bool = False, note: str = "",
    ) -> None:  # fmt: skip
        """A comparison of two amounts: ours divided by theirs."""
        ratio = None if theirs is None else ours / theirs
        self.rows.append(Row(what, ours, theirs, against, unit, ratio, demand, at_least, note))

    def show(self) -> None:
        """Print the table and the JSON line; keep the line where BENCH_LINES names a file."""
        print(f"\n{self.name}, {self.scale}, {self.database}")
        for row in self.rows:
            ratio = f"{row.ratio:.3f}×" if row.ratio is not None else ""
            beside = f"{row.theirs:>11,.3f} {row.against}" if row.theirs is not None else ""
            columns = f"  {row.what:<58} {row.ours:>11,.3f} {row.unit:<13} {ratio:>10} {row.verdict:<22} {beside}"
            print(f"{columns}  {row.note}".rstrip())
        line = json.dumps({**asdict(self), "machine": machine()}, ensure_ascii=False)
        print(line, flush=True)
        kept = os.environ.get("BENCH_LINES")
        if kept:
            with Path(kept).open("a", encoding="utf-8") as lines:
                lines.write(line + "\n")


def machine() -> dict[str, str]:
    """The machine and the versions of everything that was measured."""
    cpu = next(
        (row.partition(":")[2].strip() for row in _lines("/proc/cpuinfo") if row.startswith("model name")),
        platform.processor(),
    )
    memory = next((row.split()[1] for row in _lines("/proc/meminfo") if row.startswith("MemTotal")), "0")
    found = {
        "cpu": f"{os.cpu_count()} × {cpu}",
        "memory": f"{int(memory) // 1024**2} GB",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []
