"""How large a world is: who reports, and who stands above them. Units are numbered depth first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

INDICATORS, RATES = 120, 40
PARTS = ("nam", "nu")
CELLS = INDICATORS * len(PARTS)


@dataclass(frozen=True)
class Scale:
    """A tree by the number of inner nodes on each level below the top, and of units that report."""

    name: str
    levels: tuple[int, ...]
    reporting: int

    @cached_property
    def parents(self) -> list[int | None]:
        """The parent of each unit, depth first; reporting units stand at the bottom."""
        widths = [1, *self.levels, self.reporting]
        parents: list[int | None] = []

        def grow(level: int, first: int, last: int, parent: int | None) -> None:
            for place in range(first, last):
                parents.append(parent)
                if level + 1 < len(widths):
                    own, below = len(parents) - 1, widths[level + 1]
                    grow(level + 1, place * below // widths[level], (place + 1) * below // widths[level], own)

        grow(0, 0, 1, None)
        return parents

    @cached_property
    def leaves(self) -> list[int]:
        """The units that report."""
        inner = set(self.parents)
        return [unit for unit in range(len(self.parents)) if unit not in inner]

    @cached_property
    def inner(self) -> list[int]:
        """The units that have totals."""
        return sorted(parent for parent in set(self.parents) if parent is not None)

    def above(self, unit: int) -> list[int]:
        """Every unit above, the nearest first."""
        chain = []
        parent = self.parents[unit]
        while parent is not None:
            chain.append(parent)
            parent = self.parents[parent]
        return chain


SCALES = {
    scale.name: scale
    for scale in (
        Scale("district", (1, 1), 20),
        Scale("province", (9,), 104),
        Scale("communes", (20,), 500),
        Scale("region", (8, 80), 1_040),
        Scale("nation34", (34,), 3_332),
        Scale("nation63", (63, 693), 10_395),
    )
}


@dataclass(frozen=True)
class RateCells:
    """The cells of a rate's two sides."""

    top_indicator: int
    bottom_indicator: int
    top: tuple[int, ...]
    bottom: tuple[int, ...]


def rates() -> list[RateCells]:
    """Half are shares of women in a count, half the women of one count over all of another."""
    made = []
    for place in range(RATES):
        top = 3 * place
        bottom = top if place % 2 else top + 1
        made.append(RateCells(top, bottom, (2 * top + 1,), (2 * bottom, 2 * bottom + 1)))
    return made
