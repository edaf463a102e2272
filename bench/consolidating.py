"""Totals: read from what is kept, recomputed from the reports, corrected late, followed through ten years.

Beside DuckDB and pandas over the same cells as a long table, PostgreSQL with a row per cell and aggregates rebuilt a
period at a time, and numpy adding up the same bytes as the floor. All must agree before anything is measured.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from itertools import cycle
from pathlib import Path
from random import Random

import numpy as np
from django.db import transaction

from binhdang.consolidation.adding import Sums
from binhdang.consolidation.models import NodeTotal
from binhdang.consolidation.rollup import IndicatorTotal, lines_of
from binhdang.consolidation.series import lines_at
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground, at_once, refresh, sums_at, sums_over
from binhdang.orgs.models import Unit
from binhdang.reports.models import Report, ReportVersion, Round
from binhdang.reports.standing import stand
from comparators.answers import Answer
from comparators.duckdb_long import LongTable
from comparators.pandas_long import Frames
from comparators.postgres_rows import RowPerCell
from measuring.rounds import ROUNDS, medians, once
from measuring.sheets import Sheet
from worlds.cells import SEED, reports
from worlds.filling import NOW, World, fill
from worlds.long_table import rows
from worlds.trees import CELLS, Scale

BASIS = Basis.SUBMITTED
TABLES = 20
"""So many single tables are opened in a round."""
NATIONAL_ROUNDS = 3
"""Rounds at national scale, where the others take seconds each time."""
DEMANDS = {"district": 0.3, "province": 0.3}
"""The most a recomputation may take of DuckDB's time; 1 above a province."""


def measure(scale: Scale, periods: int, database: str) -> None:
    """Fill, compare all answers, then measure one demand after the other."""
    sheet = Sheet("consolidating", f"{scale.name}, {periods} periods", database)
    world: list[World] = []
    sheet.amounts("filling, reports alone", once(lambda: world.append(fill(scale, periods))), "s")
    ours = world[0]
    sheet.amounts("keeping the totals of all periods", once(lambda: _keep(ours)), "s")
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        duck = LongTable(Path(folder) / "long.duckdb", ours.closure)
        sheet.amounts("filling DuckDB", once(lambda: _add_all(ours, duck)), "s")
        period = periods - 1
        frames = Frames(rows(scale, period, ours.reporting), ours.closure)
        _agree(ours, period, duck, frames)
        _tables(sheet, ours, period, duck)
        _recomputing(sheet, ours, period, duck, frames)
        _series(sheet, ours, duck)
        if database == "postgresql":
            _correcting(sheet, ours, period)
    sheet.show()


def _rounds(world: World) -> int:
    return NATIONAL_ROUNDS if world.scale.name.startswith("nation") else ROUNDS


def _keep(world: World) -> None:
    for round in world.rounds:
        refresh(round, at=NOW)


def _add_all(world: World, table: LongTable | RowPerCell) -> None:
    for period in range(len(world.rounds)):
        table.add(rows(world.scale, period, world.reporting))


def _agree(world: World, period: int, duck: LongTable, frames: Frames) -> None:
    """Stop with the first difference between any two engines."""
    round = world.rounds[period]
    found = {
        "recomputed": _answer(at_once(Ground.of(round), BASIS)),
        "kept": _answer(_kept(round)),
        "pandas": frames.answer(),
    }
    expected = duck.answer(period)
    for name, answer in found.items():
        difference = answer.difference(expected)
        if difference:
            raise SystemExit(f"{name} and DuckDB disagree in {difference}")


def _answer(totals: dict[int, Sums]) -> Answer:
    answer = Answer.empty(sorted(totals))
    for place, node in enumerate(answer.nodes):
        answer.table[place, :, 0] = totals[node].numbers
        answer.table[place, :, 1:] = totals[node].counts.T
    return answer


def _kept(round: Round) -> dict[int, Sums]:
    """The kept totals of every node of a round."""
    width = len(Ground.of(round).columns.names)
    kept = NodeTotal.objects.filter(round=round, basis=BASIS).values_list("node", "packed")
    return {node: Sums.unpack(bytes(packed), width) for node, packed in kept}


def _tables(sheet: Sheet, world: World, period: int, duck: LongTable) -> None:
    """P1: any table of any node, as a page asks for it; and all nodes of one period at once."""
    round, values = world.rounds[period], reports(world.scale, period).values
    sample = [1, *Random(SEED).sample(duck.nodes[1:], min(TABLES, len(duck.nodes) - 1))]
    units = [Unit.objects.get(pk=node) for node in sample]
    seconds = medians(
        {
            "page": lambda: [lines_at(round, unit, BASIS, at=NOW) for unit in units],
            "kept": lambda: [sums_at(ground, node, BASIS) for ground in [Ground.of(round)] for node in sample],
            "duckdb": lambda: [duck.everything(period, node) for node in sample],
            "numpy": lambda: values.sum(axis=0),
            "bytes": lambda: values.sum(),
            "all kept": lambda: _kept(round),
            "all duckdb": lambda: duck.everything(period),
        },
        _rounds(world),
    )
    count = len(sample)
    page, kept, duckdb = (seconds[name].each(count) for name in ("page", "kept", "duckdb"))
    sheet.milliseconds("one table of one node, as arrays", kept, duckdb, "DuckDB", demand=0.1)
    allowed = max(2 * seconds["numpy"], 0.005)
    sheet.milliseconds("one table of one node, as lines", page, allowed, "allowed (2 × numpy or 5 ms)", demand=1)
    sheet.milliseconds("one table of one node, as lines", page, duckdb, "DuckDB, as arrays")
    sheet.milliseconds("all nodes of a period", seconds["all kept"], seconds["all duckdb"], "DuckDB", demand=0.1)
    sheet.milliseconds("all nodes of a period", seconds["all kept"], seconds["numpy"], "numpy, by cell")
    sheet.milliseconds("all nodes of a period", seconds["all kept"], seconds["bytes"], "numpy, one sum")


def _recomputing(sheet: Sheet, world: World, period: int, duck: LongTable, frames: Frames) -> None:
    """P2: every node from the reports, exact, with n of N, estimates, wholes and both sides of rates."""
    round = world.rounds[period]
    seconds = medians(
        {
            "ours": lambda: at_once(Ground.of(round), BASIS),
            "duckdb": lambda: duck.everything(period),
            "pandas": frames.everything,
        },
        _rounds(world),
    )
    demand = DEMANDS.get(world.scale.name, 1.0)
    sheet.milliseconds("all nodes anew from the reports", seconds["ours"], seconds["duckdb"], "DuckDB", demand=demand)
    sheet.milliseconds("all nodes anew from the reports", seconds["ours"], seconds["pandas"], "pandas in memory")


def _series(sheet: Sheet, world: World, duck: LongTable) -> None:
    """P4: all cells of one node through all periods."""
    node = world.units[world.scale.inner[1]]
    width = len(Ground.of(world.rounds[0]).columns.names)

    def kept() -> list[Sums]:
        rows = NodeTotal.objects.filter(node=node, basis=BASIS, round__in=world.rounds).order_by("round_id")
        return [Sums.unpack(bytes(packed), width) for packed in rows.values_list("packed", flat=True)]

    def lines() -> list[list[IndicatorTotal]]:
        grounds = Ground.of_each(world.rounds)
        found = zip(grounds, sums_over(grounds, node, BASIS, at=NOW), strict=True)
        return [lines_of(ground.columns, sums, ground.indicators) for ground, sums in found if sums]

    numbers = np.stack([sums.numbers[:CELLS] for sums in kept()])
    theirs = np.zeros_like(numbers)
    found = list(duck.series(node).values())
    theirs[found[0], found[1]] = found[2]
    if not np.array_equal(numbers, theirs):
        raise SystemExit("the series of the kept totals and DuckDB's disagree")
    seconds = medians(
        {
            "kept": kept,
            "followed": lambda: sums_over(Ground.of_each(world.rounds), node, BASIS, at=NOW),
            "lines": lines,
            "duckdb": lambda: duck.series(node),
        },
        _rounds(world),
    )
    what = f"{len(world.rounds)} periods of one node"
    sheet.milliseconds(f"{what}, as arrays", seconds["kept"], seconds["duckdb"], "DuckDB")
    sheet.milliseconds(f"{what}, as arrays, following", seconds["followed"], seconds["duckdb"], "DuckDB", demand=0.1)
    sheet.milliseconds(f"{what}, as lines", seconds["lines"], seconds["duckdb"], "DuckDB")


def _correcting(sheet: Sheet, world: World, period: int) -> None:
    """P3: one late correction, from its being sent until every node above shows it."""
    round, scale = world.rounds[period], world.scale
    with closing(RowPerCell(os.environ["DATABASE_URL"], world.closure)) as table:
        sheet.amounts("filling PostgreSQL, a row per cell", once(lambda: _add_all(world, table)), "s")
        table.settle()
        table.rebuild(period)
        said = reports(scale, period)
        place = next(row for row in range(len(said.sent)) if said.sent[row] and said.flags[row, 0] & 7 == 1)
        unit, above = world.reporting[place], [world.units[node] for node in scale.above(scale.leaves[place])]
        ground, numbers = Ground.of(round), cycle((70_001, 90_002))
        send = _sending(round, unit)

        def ours(number: int) -> list[Sums | None]:
            send(number)
            return follow()

        def follow() -> list[Sums | None]:
            refresh(round, at=NOW, ground=ground)
            return [sums_at(ground, node, BASIS) for node in above]

        def theirs(number: int) -> list[dict[int, tuple[int, int, int, int]]]:
            table.correct(period, unit, 0, number)
            return rebuild()

        def rebuild() -> list[dict[int, tuple[int, int, int, int]]]:
            table.rebuild(period)
            return [table.read(period, node) for node in above]

        for number in (50_000, 60_000):
            for mine, other in zip(ours(number), theirs(number), strict=True):
                if mine is None or [int(n) for n in mine.numbers[:CELLS]] != [other[cell][0] for cell in range(CELLS)]:
                    raise SystemExit("after a correction the kept totals and PostgreSQL's aggregates disagree")
        seconds = medians(
            {
                "send": lambda: send(next(numbers)),
                "follow": follow,
                "rebuild": rebuild,
                "ours": lambda: ours(next(numbers)),
                "theirs": lambda: theirs(next(numbers)),
            },
            _rounds(world),
        )
    what = "one late correction at every node above"
    against = "PostgreSQL, period's aggregates anew"
    least = 50 if scale.name not in ("district", "province") else None
    sheet.milliseconds(what, seconds["follow"], seconds["rebuild"], against, demand=least, at_least=True)
    sheet.milliseconds(f"{what}, with sending it", seconds["ours"], seconds["theirs"], against, at_least=True)


def _sending(round: Round, unit: int) -> Callable[[int], None]:
    """A function that files another version of the unit's report, the first cell changed, and lets it stand."""
    report = Report.objects.get(round=round, unit=unit)
    last = ReportVersion.objects.filter(report=report).order_by("-number").first()
    if last is None:
        raise SystemExit("the unit sent nothing, so there is nothing to correct")

    def send(number: int) -> None:
        cells = number.to_bytes(8, "little") + bytes(last.cells)[8:]
        with transaction.atomic():
            last.pk, last.public_id, last.number = None, f"{number:09}{last.number + 1:07}", last.number + 1
            last.cells = cells
            last.save(force_insert=True)
            stand(report, "submitted_version", last)

    return send
