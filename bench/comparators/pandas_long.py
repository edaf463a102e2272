"""pandas over the long table of one period, held in memory: merge with the closure, group, sum."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from comparators.answers import Answer, Numbers
from comparators.duckdb_long import answer_of
from worlds.long_table import Column
from worlds.trees import rates

Found = dict[str, dict[str, Numbers]]
COUNTS = ["n", "asked", "estimates"]
SIDES = ("top", "bottom")
MANNERS = ["cumulative", "in_period"]


class Frames:
    """The period's rows and the tree as data frames."""

    def __init__(self, rows: dict[str, Column], closure: Iterable[tuple[int, int]]) -> None:
        self.facts = pd.DataFrame(rows)
        self.closure = pd.DataFrame(list(closure), columns=["node", "unit"])
        sides = [
            (rate, cell, side)
            for rate, each in enumerate(rates())
            for cells, side in ((each.top, "top"), (each.bottom, "bottom"))
            for cell in cells
        ]
        self.rate_cells = pd.DataFrame(sides, columns=["place", "cell", "side"])
        self.nodes = sorted(self.closure["node"].unique().tolist())

    def everything(self) -> Found:
        """The totals of all nodes."""
        facts = self.facts.assign(
            asked=self.facts["state"] != 3,
            lacking=self.facts["state"].isin((0, 4)),
            n=self.facts["state"].isin((1, 2)),
            in_period=(self.facts["state"] == 1) & ~self.facts["cumulative"],
        )
        return {"cells": self._cells(facts), "wholes": self._wholes(facts), "sides": self._sides(facts)}

    def _cells(self, facts: pd.DataFrame) -> dict[str, Numbers]:
        named = facts.rename(columns={"cell": "place", "value": "number", "estimate": "estimates"})
        return self._rolled_up(named, ["number", *COUNTS, *MANNERS])

    def _wholes(self, facts: pd.DataFrame) -> dict[str, Numbers]:
        grouped = facts.groupby(["unit", "indicator"], sort=False)
        whole = grouped.agg(number=("value", "sum"), asked=("asked", "any"), lacking=("lacking", "any"),
                            estimate=("estimate", "any"), cumulative=("cumulative", "any"),
                            in_period=("in_period", "any")).reset_index()  # fmt: skip
        answered = whole["asked"] & ~whole["lacking"]
        whole = whole.rename(columns={"indicator": "place"}).assign(n=answered, estimates=answered & whole["estimate"])
        return self._rolled_up(whole, ["number", *COUNTS, *MANNERS])

    def _sides(self, facts: pd.DataFrame) -> dict[str, Numbers]:
        joined = facts.merge(self.rate_cells, on="cell")
        grouped = joined.groupby(["unit", "place", "side"], sort=False)
        side = grouped.agg(number=("value", "sum"), asked=("asked", "any"), lacking=("lacking", "any"),
                           estimate=("estimate", "any"), cumulative=("cumulative", "any"),
                            in_period=("in_period", "any")).reset_index()  # fmt: skip
        top, bottom = (side[side["side"] == name].drop(columns="side") for name in SIDES)
        both = top.merge(bottom, on=["unit", "place"], suffixes=("_top", "_bottom"))
        asked = both["asked_top"] & both["asked_bottom"]
        answered = asked & ~both["lacking_top"] & ~both["lacking_bottom"]
        both = both.assign(
            asked=asked,
            n=answered,
            top=both["number_top"].where(answered, 0),
            bottom=both["number_bottom"].where(answered, 0),
            estimates=answered & (both["estimate_top"] | both["estimate_bottom"]),
            **{f"{side}_{manner}": answered & both[f"{manner}_{side}"] for side in SIDES for manner in MANNERS},
        )
        return self._rolled_up(both, [*SIDES, *COUNTS, *(f"{side}_{manner}" for side in SIDES for manner in MANNERS)])

    def _rolled_up(self, frame: pd.DataFrame, measures: list[str]) -> dict[str, Numbers]:
        below = frame[["unit", "place", *measures]].merge(self.closure, on="unit")
        summed = below.groupby(["node", "place"], sort=False)[measures].sum().reset_index()
        return {name: summed[name].to_numpy().astype(np.int64) for name in ("node", "place", *measures)}

    def answer(self) -> Answer:
        """The totals of all nodes to compare."""
        return answer_of(self.nodes, self.everything())
