"""Two countries before and after 1 July 2025, read as plain data: the real one, and a small one made up here.

In the small one each thing that happens to a unit happens once: communes merge, one keeps its code and takes another
in, one is renamed, one moves with its province, one is split in two new ones, one keeps a part, and one is split across
the new border of two provinces.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TOP = "bo"
"""Stands above all provinces and receives the reports."""
SMALL = Path(__file__).parent / "small_country"
CORRECTIONS = Path(__file__).parents[2] / "src/binhdang/orgs/data/transitions_2025-07-01.corrections.csv"


@dataclass(frozen=True)
class Country:
    """The files of a country."""

    before_file: Path
    after_file: Path
    transitions_file: Path
    corrections_file: Path | None = None

    @cached_property
    def before(self) -> dict[str, str]:
        """Code → code of the unit above, until June 2025."""
        return _units(self.before_file)

    @cached_property
    def after(self) -> dict[str, str]:
        """The same from July 2025 on."""
        return _units(self.after_file)

    @cached_property
    def went(self) -> dict[str, list[str]]:
        """Old code → the codes of what it went to, a part or all of it."""
        wrong = {} if self.corrections_file is None else _corrections(self.corrections_file)
        found: dict[str, list[str]] = defaultdict(list)
        for row in _rows(self.transitions_file):
            pair = row["old_code"], row["new_code"]
            found[row["old_code"]].append(wrong.get(pair, row["new_code"]))
        return dict(found)

    @property
    def split(self) -> list[str]:
        """The old units that went to several new ones."""
        return sorted(code for code, targets in self.went.items() if len(targets) > 1)

    def above_today(self, code: str) -> list[str]:
        """A unit of today, with its province and the top."""
        return [code, self.after[code], TOP] if self.after[code] != TOP else [code, TOP]

    def holding_whole(self, old: str) -> list[str]:
        """The units of today in which all of an old one lies."""
        chains = [self.above_today(target) for target in self.went[old]]
        return [unit for unit in chains[0] if all(unit in chain for chain in chains)]

    def holding_a_part(self, old: str) -> set[str]:
        """The units of today in which a part of an old one lies, and not all of it."""
        return {unit for target in self.went[old] for unit in self.above_today(target)} - {*self.holding_whole(old)}


def small() -> Country:
    """Three provinces and twelve communes, made up."""
    return Country(SMALL / "units_before.csv", SMALL / "units_after.csv", SMALL / "transitions.csv")


def whole(shared_dir: Path) -> Country:
    """The real one: 63 provinces and 10,047 communes became 34 and 3,321; 460 communes were split."""
    files = shared_dir / "units"
    return Country(
        files / "units_before_2025-07-01.csv",
        files / "units_2026-07.csv",
        files / "transitions_2025-07-01.csv",
        CORRECTIONS,
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def _units(file: Path) -> dict[str, str]:
    return {row["code"]: row["parent_code"] or TOP for row in _rows(file)}


def _corrections(file: Path) -> dict[tuple[str, str], str]:
    return {(row["old_code"], row["new_code"]): row["corrected_code"] for row in _rows(file)}
