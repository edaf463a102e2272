"""Bytes on the disk for each cell that stands, beside Django's default: a model with one row a cell.

Ours holds more in them: every version that was ever sent, the text of reasons, which edit each cell came from, and
totals of every node on two bases. The drafts, one row for each edit of a cell, are counted in apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db import connection, models

from binhdang.consolidation.models import NodeTotal, RoundTotals
from binhdang.consolidation.totals import refresh
from binhdang.indicators.models import Indicator
from binhdang.reports.models import DraftSave, Report, ReportVersion, StandingChange
from measuring.sheets import Sheet
from worlds.cells import GIVEN, reports
from worlds.filling import NOW, World, fill
from worlds.trees import CELLS, PARTS, Scale

DEMAND = 0.3


class CellRow(models.Model):
    """What a developer writes first: one row a cell, with the indexes that Django makes by itself."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    state = models.PositiveSmallIntegerField()
    estimate = models.BooleanField(default=False)
    cumulative = models.BooleanField(default=False)

    class Meta:
        app_label = "bench"
        constraints = [models.UniqueConstraint(fields=["report", "indicator", "part"], name="one_row_per_cell")]


def measure(scale: Scale, periods: int, database: str) -> None:
    """Fill both, then weigh their tables."""
    world = fill(scale, periods, drafts=True)
    for round in world.rounds:
        refresh(round, at=NOW)
    with connection.schema_editor() as editor:
        editor.create_model(CellRow)
    CellRow._default_manager.bulk_create(_rows(world), batch_size=2_000)
    _settle()
    cells = CellRow._default_manager.count()
    sheet = Sheet("disk", f"{scale.name}, {periods} periods, {cells:,} cells", database)
    default = _size(CellRow) / cells
    parts: dict[str, list[type[models.Model]]] = {
        "versions sent": [ReportVersion],
        "reports, their states": [Report, StandingChange],
        "totals kept": [NodeTotal, RoundTotals],
        "edits of drafts": [DraftSave],
    }
    sizes = {name: sum(_size(model) for model in held) / cells for name, held in parts.items()}
    for name, size in sizes.items():
        sheet.amounts(name, size, "bytes a cell", default, "Django's default row per cell")
    stored = sum(size for name, size in sizes.items() if name != "edits of drafts")
    against = "Django's default row per cell"
    sheet.amounts("reports and totals with indexes", stored, "bytes a cell", default, against, demand=DEMAND)
    sheet.amounts("the same and the drafts", sum(sizes.values()), "bytes a cell", default, against)
    sheet.show()


def _rows(world: World) -> Iterator[CellRow]:
    indicators = list(Indicator.objects.order_by("order").values_list("pk", flat=True))
    for number, round in enumerate(world.rounds):
        said = reports(world.scale, number)
        keys = dict(Report.objects.filter(round=round).values_list("unit", "pk"))
        for row, unit in enumerate(world.reporting):
            if not said.sent[row]:
                continue
            flags, values = said.flags[row].tolist(), said.values[row].tolist()
            for place in range(CELLS):
                state, scale = flags[place] & 7, round.cell_scales[place]
                yield CellRow(
                    report_id=keys[unit],
                    indicator_id=indicators[place // len(PARTS)],
                    part=PARTS[place % len(PARTS)],
                    value=Decimal(values[place]).scaleb(-scale) if state == GIVEN else None,
                    state=state,
                    estimate=bool(flags[place] & 8),
                    cumulative=bool(flags[place] & 16),
                )


def _settle() -> None:
    """Both as they lie after some time: nothing half empty."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")


def _size(model: type[models.Model]) -> int:
    """Bytes of a table with its indexes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = %s)",
                [table],
            )
        found = cursor.fetchone()
    return int(found[0]) if found and found[0] else 0
