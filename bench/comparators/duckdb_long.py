"""DuckDB over the long table, with the closure of the tree joined in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from comparators.answers import SIDES, WHOLES, Answer, Numbers
from worlds.long_table import Column
from worlds.trees import rates

CELLS = """
SELECT c.node, f.cell AS place, sum(value)::BIGINT AS number, count(*) FILTER (state IN (1, 2)) AS n,
       count(*) FILTER (state <> 3) AS asked, count(*) FILTER (estimate) AS estimates,
       count(*) FILTER (cumulative) AS cumulative, count(*) FILTER (state = 1 AND NOT cumulative) AS in_period
FROM facts f JOIN closure c ON c.unit = f.unit WHERE f.period = $period {node} GROUP BY ALL
"""
WHOLE_OF_INDICATOR = """
WITH w AS (
  SELECT unit, indicator, sum(value) AS number, bool_or(state <> 3) AS asked, bool_or(state IN (0, 4)) AS lacking,
         bool_or(estimate) AS estimate, bool_or(cumulative) AS cumulative,
         bool_or(state = 1 AND NOT cumulative) AS in_period
  FROM facts WHERE period = $period GROUP BY ALL)
SELECT c.node, w.indicator AS place, sum(number)::BIGINT AS number, count(*) FILTER (asked AND NOT lacking) AS n,
       count(*) FILTER (asked) AS asked, count(*) FILTER (asked AND NOT lacking AND estimate) AS estimates,
       count(*) FILTER (cumulative) AS cumulative, count(*) FILTER (in_period) AS in_period
FROM w JOIN closure c ON c.unit = w.unit WHERE true {node} GROUP BY ALL
"""
SIDES_OF_RATE = """
WITH s AS (
  SELECT f.unit, r.rate,
         sum(value) FILTER (r.top) AS top, sum(value) FILTER (NOT r.top) AS bottom,
         bool_or(state <> 3) FILTER (r.top) AND bool_or(state <> 3) FILTER (NOT r.top) AS asked,
         bool_or(state IN (0, 4)) AS lacking, bool_or(estimate) AS estimate,
         bool_or(cumulative) FILTER (r.top) AS top_cumulative,
         bool_or(cumulative) FILTER (NOT r.top) AS bottom_cumulative,
         bool_or(state = 1 AND NOT cumulative) FILTER (r.top) AS top_in_period,
         bool_or(state = 1 AND NOT cumulative) FILTER (NOT r.top) AS bottom_in_period
  FROM facts f JOIN rate_cells r ON r.cell = f.cell WHERE f.period = $period GROUP BY ALL)
SELECT c.node, s.rate AS place, coalesce(sum(top) FILTER (asked AND NOT lacking), 0)::BIGINT AS top,
       coalesce(sum(bottom) FILTER (asked AND NOT lacking), 0)::BIGINT AS bottom,
       count(*) FILTER (asked AND NOT lacking) AS n, count(*) FILTER (asked) AS asked,
       count(*) FILTER (asked AND NOT lacking AND estimate) AS estimates,
       count(*) FILTER (asked AND NOT lacking AND top_cumulative) AS top_cumulative,
       count(*) FILTER (asked AND NOT lacking AND bottom_cumulative) AS bottom_cumulative,
       count(*) FILTER (asked AND NOT lacking AND top_in_period) AS top_in_period,
       count(*) FILTER (asked AND NOT lacking AND bottom_in_period) AS bottom_in_period
FROM s JOIN closure c ON c.unit = s.unit WHERE true {node} GROUP BY ALL
"""
SERIES = """
SELECT f.period, f.cell, sum(value)::BIGINT, count(*) FILTER (state IN (1, 2)), count(*) FILTER (state <> 3),
       count(*) FILTER (estimate)
FROM facts f JOIN closure c ON c.unit = f.unit WHERE c.node = $node GROUP BY ALL
"""


class LongTable:
    """A database file with the table and the tree."""

    def __init__(self, path: Path, closure: Iterable[tuple[int, int]]) -> None:
        self.connection = duckdb.connect(str(path))
        self.connection.execute(
            "CREATE TABLE facts (period SMALLINT, unit INTEGER, cell SMALLINT, indicator SMALLINT, value BIGINT,"
            " state UTINYINT, estimate BOOLEAN, cumulative BOOLEAN)"
        )
        self.connection.execute("CREATE TABLE closure (node INTEGER, unit INTEGER)")
        self.connection.execute("CREATE TABLE rate_cells (rate SMALLINT, cell SMALLINT, top BOOLEAN)")
        pairs = np.array(list(closure), np.int32)
        self._insert("closure", {"node": pairs[:, 0], "unit": pairs[:, 1]})
        sides = [
            (rate, cell, is_top)
            for rate, each in enumerate(rates())
            for cells, is_top in ((each.top, True), (each.bottom, False))
            for cell in cells
        ]
        self.connection.executemany("INSERT INTO rate_cells VALUES (?, ?, ?)", sides)
        self.nodes = sorted(set(pairs[:, 0].tolist()))

    def add(self, rows: dict[str, Column]) -> None:
        """Add the rows of one period."""
        self._insert("facts", rows)

    def _insert(self, table: str, columns: dict[str, Column]) -> None:
        self.connection.register("batch", pa.table(columns))
        self.connection.execute(f"INSERT INTO {table} SELECT * FROM batch")
        self.connection.unregister("batch")

    def everything(self, period: int, node: int | None = None) -> dict[str, dict[str, Numbers]]:
        """The totals of all nodes, or of one, as columns of numpy."""
        where = "" if node is None else "AND c.node = $node"
        given = {"period": period} if node is None else {"period": period, "node": node}
        queries = {"cells": CELLS, "wholes": WHOLE_OF_INDICATOR, "sides": SIDES_OF_RATE}
        return {
            name: self.connection.execute(query.format(node=where), given).fetchnumpy()
            for name, query in queries.items()
        }

    def series(self, node: int) -> dict[str, Numbers]:
        """All cells of a node through all periods."""
        return self.connection.execute(SERIES, {"node": node}).fetchnumpy()

    def answer(self, period: int) -> Answer:
        """The totals of all nodes to compare."""
        return answer_of(self.nodes, self.everything(period))


def answer_of(nodes: list[int], found: dict[str, dict[str, Numbers]]) -> Answer:
    """The columns of an engine as an answer."""
    answer = Answer.empty(nodes)
    for name, first in (("cells", 0), ("wholes", WHOLES)):
        part = found[name]
        measures = (part[each] for each in ("number", "n", "asked", "estimates", "cumulative", "in_period"))
        answer.put(part["node"], part["place"].astype(np.int64) + first, *measures)
    sides = found["sides"]
    counts = [sides[each] for each in ("n", "asked", "estimates")]
    for offset, side in enumerate(("top", "bottom")):
        own = [*counts, sides[f"{side}_cumulative"], sides[f"{side}_in_period"]]
        answer.put(sides["node"], 2 * sides["place"].astype(np.int64) + SIDES + offset, sides[side], *own)
    return answer
