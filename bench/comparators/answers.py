"""The totals of every node of one period, in a form in which every engine's can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from worlds.trees import CELLS, INDICATORS, RATES

WIDTH = CELLS + INDICATORS + 2 * RATES
"""Cells, wholes of indicators, and the two sides of each rate."""
WHOLES, SIDES = CELLS, CELLS + INDICATORS
Numbers = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Answer:
    """Per node and column: the sum, n, N, estimates, lũy kế, of the period. `table[:, :, 0]` are the sums."""

    nodes: list[int]
    table: npt.NDArray[np.int64]

    @classmethod
    def empty(cls, nodes: list[int]) -> Answer:
        """To be filled in."""
        return cls(nodes, np.zeros((len(nodes), WIDTH, 6), np.int64))

    def put(self, node: Numbers, column: Numbers, *measures: Numbers) -> None:
        """Fill in what an engine found: parallel arrays of node keys, columns, and the six measures."""
        places = np.searchsorted(np.array(self.nodes), node)
        for which, measure in enumerate(measures):
            self.table[places, column, which] = measure

    def difference(self, other: Answer) -> str:
        """Where the two first differ; "" where they agree everywhere."""
        if self.nodes != other.nodes:
            return "other nodes"
        unequal = np.argwhere(self.table != other.table)
        if not len(unequal):
            return ""
        node, column, measure = unequal[0].tolist()
        mine, theirs = self.table[node, column, measure], other.table[node, column, measure]
        first = f"node {self.nodes[node]}, column {column}, measure {measure}"
        return f"{len(unequal)} places; first {first}: {mine} and {theirs}"
