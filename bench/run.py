"""Runs the benchmark: `run.py` as `make bench` does, `run.py --nation` at national scale, or one program by name.

Each program runs in a process of its own, on a fresh database that it fills itself: `consolidating` (totals read,
recomputed, corrected), `submitting`, `workbooks`, `disk`, `growing`, `listing`, `searching`.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path[1:1] = [str(HERE.parent / "scripts")]


@dataclass(frozen=True)
class Run:
    """A program at a scale on a database."""

    program: str
    scale: str
    database: str
    periods: int

    @property
    def arguments(self) -> list[str]:
        """As `run.py` takes them."""
        return [self.program, "--scale", self.scale, "--database", self.database, "--periods", str(self.periods)]


USUAL = [
    Run("consolidating", "district", "sqlite", 8),
    Run("consolidating", "province", "sqlite", 40),
    Run("consolidating", "province", "postgresql", 40),
    Run("consolidating", "region", "sqlite", 8),
    Run("consolidating", "region", "postgresql", 8),
    Run("submitting", "province", "sqlite", 2),
    Run("submitting", "province", "postgresql", 2),
    Run("workbooks", "communes", "sqlite", 1),
    Run("disk", "province", "sqlite", 4),
    Run("disk", "province", "postgresql", 4),
    Run("growing", "province", "sqlite", 40),
    Run("growing", "province", "postgresql", 40),
    Run("listing", "province", "sqlite", 1),
    Run("listing", "province", "postgresql", 1),
    Run("searching", "province", "sqlite", 40),
    Run("searching", "province", "postgresql", 40),
]
NATION = [
    Run("consolidating", "nation34", "sqlite", 8),
    Run("consolidating", "nation63", "sqlite", 40),
    Run("consolidating", "nation63", "postgresql", 4),
]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program", nargs="?")
    arguments.add_argument("--nation", action="store_true")
    arguments.add_argument("--scale", default="province")
    arguments.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--periods", type=int, default=4)
    given = arguments.parse_args()
    if given.program is None:
        return _each(NATION if given.nation else USUAL)
    return _one(Run(given.program, given.scale, given.database, given.periods))


def _each(runs: list[Run]) -> int:
    start = time.perf_counter()
    failed = [] if runs is NATION else [*_failed([str(HERE / "reading.py")])]
    for run in runs:
        failed += _failed([__file__, *run.arguments])
    print(f"\n{len(runs)} runs in {(time.perf_counter() - start) / 60:.1f} minutes")
    for each in failed:
        print(f"did not end well: {each}")
    return len(failed)


def _failed(command: list[str]) -> list[str]:
    finished = subprocess.run([sys.executable, *command], check=False)
    return [" ".join(command[-7:])] if finished.returncode else []


def _one(run: Run) -> int:
    from measuring.databases import fresh
    from worlds.trees import SCALES

    with fresh(run.database):
        importlib.import_module(run.program).measure(SCALES[run.scale], run.periods, run.database)
    return 0


if __name__ == "__main__":
    sys.exit(main())
