"""PostgreSQL with one row a cell and aggregates kept beside it, rebuilt a period at a time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import psycopg

from worlds.long_table import Column

TABLES = """
CREATE TABLE bench_facts (period smallint, unit integer, cell smallint, value bigint, state smallint,
  estimate boolean, PRIMARY KEY (period, unit, cell));
CREATE TABLE bench_closure (node integer, unit integer, PRIMARY KEY (unit, node));
CREATE TABLE bench_aggregates (period smallint, node integer, cell smallint, number numeric, n integer, asked integer,
  estimates integer, PRIMARY KEY (period, node, cell));
"""
DELETE = "DELETE FROM bench_aggregates WHERE period = %(period)s"
INSERT = """
INSERT INTO bench_aggregates
SELECT f.period, c.node, f.cell, sum(f.value), count(*) FILTER (WHERE state IN (1, 2)),
       count(*) FILTER (WHERE state <> 3), count(*) FILTER (WHERE estimate)
FROM bench_facts f JOIN bench_closure c USING (unit) WHERE f.period = %(period)s GROUP BY 1, 2, 3
"""
READ = "SELECT cell, number, n, asked, estimates FROM bench_aggregates WHERE period = %(period)s AND node = %(node)s"


class RowPerCell:
    """The tables, in the database that the URL names."""

    def __init__(self, url: str, closure: Iterable[tuple[int, int]]) -> None:
        self.connection = psycopg.connect(url)
        with self.connection.cursor() as cursor:
            cursor.execute(TABLES)
            with cursor.copy("COPY bench_closure FROM STDIN") as copy:
                for pair in closure:
                    copy.write_row(pair)
        self.connection.commit()

    def add(self, rows: dict[str, Column]) -> None:
        """Add the rows of one period."""
        names = ("period", "unit", "cell", "value", "state", "estimate")
        columns = [np.asarray(rows[name]).tolist() for name in names]
        with self.connection.cursor() as cursor, cursor.copy("COPY bench_facts FROM STDIN") as copy:
            for row in zip(*columns, strict=True):
                copy.write_row(row)
        self.connection.commit()

    def settle(self) -> None:
        """Let the planner know the tables."""
        with self.connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.connection.commit()

    def rebuild(self, period: int) -> None:
        """The aggregates of the period anew, in one transaction."""
        with self.connection.cursor() as cursor:
            cursor.execute(DELETE, {"period": period})
            cursor.execute(INSERT, {"period": period})
        self.connection.commit()

    def read(self, period: int, node: int) -> dict[int, tuple[int, int, int, int]]:
        """Cell → sum, n, N, estimates."""
        with self.connection.cursor() as cursor:
            cursor.execute(READ, {"period": period, "node": node})
            found = {cell: (int(number), n, asked, estimates) for cell, number, n, asked, estimates in cursor}
        self.connection.commit()
        return found

    def correct(self, period: int, unit: int, cell: int, value: int) -> None:
        """Overwrite one figure."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE bench_facts SET value = %s, state = 1 WHERE period = %s AND unit = %s AND cell = %s",
                (value, period, unit, cell),
            )
        self.connection.commit()

    def close(self) -> None:
        """Let go of the server."""
        self.connection.close()
