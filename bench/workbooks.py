"""Five hundred communes send workbooks of 240 cells: read, checked, stored in drafts, sent, consolidated.

Beside a script of pandas and openpyxl that reads the same files, checks them, stores current values and adds up. Ours
keeps more: who wrote each cell and when, a version a report, the audit trail, and refuses by sheet, cell and rule.
The leader's consent is given to all reports at once and not measured; sending, which no script does, is shown apart.
"""

from __future__ import annotations

import statistics
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from binhdang.audit.models import Event as AuditEvent
from binhdang.consolidation.adding import Sums
from binhdang.consolidation.models import NodeTotal, RoundTotals
from binhdang.consolidation.sources import Basis
from binhdang.consolidation.totals import Ground, refresh, sums_at
from binhdang.reports.actions import sending
from binhdang.reports.models import DraftSave, Report, ReportVersion, StandingChange
from binhdang.reports.states import ReportState
from binhdang.reports.workbooks import Taken, store_many
from comparators.pandas_workbooks import consolidated
from measuring.rounds import once
from measuring.sheets import Sheet
from worlds.filling import NOW, World, found, open_reports
from worlds.trees import CELLS, Scale
from worlds.workbooks import write_workbooks

ROUNDS = 1
Totals = dict[tuple[int, str], tuple[int, int, int]]
"""(district, cell) → number, n, N."""


def measure(scale: Scale, periods: int, database: str) -> None:
    """Write the files, then let ours and both scripts take them by turns."""
    world = found(scale, periods)
    open_reports(world, 0)
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        files = write_workbooks(world, 0, Path(folder))
        seconds: dict[str, list[float]] = defaultdict(list)
        for _ in range(ROUNDS):
            _round(world, files, Path(folder) / "figures.sqlite3", seconds)
    median = {name: statistics.median(each) for name, each in seconds.items()}
    sheet = Sheet("workbooks", f"{len(files)} workbooks of {CELLS} cells", database)
    ours = median["stored"] + median["added up"]
    for engine, demand in (("openpyxl", 5), ("calamine", None)):
        against = f"pandas with {engine}"
        what = "read, checked, stored, totals of every node"
        sheet.milliseconds(what, ours, median[engine], against, demand=demand, at_least=True)
        what = "the same, each report sent as a version too"
        sheet.milliseconds(what, ours + median["sent"], median[engine], against, at_least=True)
    sheet.amounts("of it: read, checked and stored in drafts", median["stored"], "s")
    sheet.amounts("of it: sent", median["sent"], "s")
    sheet.amounts("of it: totals of every node", median["added up"], "s")
    sheet.show()


def _round(world: World, files: Sequence[tuple[Report, Path]], kept: Path, seconds: dict[str, list[float]]) -> None:
    paths, asked = [path for _, path in files], _asked(world)
    answers: list[Totals] = []
    _put_back(world)
    seconds["stored"].append(once(lambda: _store(world, files)))
    _approve(world)
    seconds["sent"].append(once(lambda: _send(world)))
    seconds["added up"].append(once(lambda: answers.append(_add_up(world))))
    seconds["openpyxl"].append(once(lambda: answers.append(_script(paths, *asked, kept, "openpyxl"))))
    seconds["calamine"].append(once(lambda: answers.append(_script(paths, *asked, kept, "calamine"))))
    if any(answer != answers[0] for answer in answers):
        raise SystemExit("the totals of the application and of the scripts disagree")


def _asked(world: World) -> tuple[dict[str, int], dict[str, int]]:
    """Code of a unit → its district; cell → its decimals."""
    scale, round = world.scale, world.rounds[0]
    districts = {f"{unit:05}": world.units[scale.above(unit)[0]] for unit in scale.leaves}
    return districts, dict(zip(round.cell_keys, round.cell_scales, strict=True))


def _store(world: World, files: Sequence[tuple[Report, Path]]) -> None:
    pairs = ((report, path.read_bytes()) for report, path in files)
    for taken in store_many(pairs, by=world.writer, at=NOW):
        if not isinstance(taken, Taken):
            raise SystemExit(f"a workbook was refused: {taken}")


def _approve(world: World) -> None:
    given = {"state": ReportState.APPROVED, "asked_by": world.writer, "approved_by": world.leader}
    Report.objects.filter(round=world.rounds[0]).update(**given)


def _send(world: World) -> None:
    for report in Report.objects.filter(round=world.rounds[0]):
        sending.submit(report, by=world.writer, at=NOW)


def _add_up(world: World) -> Totals:
    round = world.rounds[0]
    refresh(round, at=NOW)
    ground = Ground.of(round)
    districts = sorted({world.units[world.scale.above(unit)[0]] for unit in world.scale.leaves})
    sums = {district: sums_at(ground, district, Basis.SUBMITTED) for district in districts}
    return {key: said for district, each in sums.items() if each for key, said in _said(world, district, each)}


def _said(world: World, district: int, sums: Sums) -> list[tuple[tuple[int, str], tuple[int, int, int]]]:
    columns = zip(world.rounds[0].cell_keys, sums.numbers, sums.counts[0], sums.counts[1], strict=False)
    return [((district, key), (int(number), int(n), int(asked))) for key, number, n, asked in columns]


def _script(paths: list[Path], districts: dict[str, int], decimals: dict[str, int], kept: Path, engine: str) -> Totals:
    table = consolidated(paths, districts, decimals, kept, engine=engine)
    rows = table[["district", "cell", "value", "n", "asked"]].itertuples(index=False)
    return {(int(district), cell): (int(value), int(n), int(asked)) for district, cell, value, n, asked in rows}


def _put_back(world: World) -> None:
    """Every report open, and nothing in it."""
    fields = {"submitted_version": None, "first_submitted_at": None, "asked_by": None, "approved_by": None}
    Report.objects.filter(round=world.rounds[0]).update(state=ReportState.DRAFT, **fields)
    with connection.cursor() as cursor:
        for model in (StandingChange, ReportVersion, DraftSave, AuditEvent, NodeTotal, RoundTotals):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
