"""The workbooks that communes send back filled in: files written by the application itself, every cell as drawn."""

from __future__ import annotations

from pathlib import Path

from binhdang.reports.models import DraftSave, Report
from binhdang.reports.workbooks import Form, write
from worlds.filling import World, write_drafts_of

FORM, KEY, NUMBER, STATE, REASON = "Biểu số liệu", "Mã ô", "Số liệu kỳ này", "Nếu không có số", "Lý do"
"""The names that somebody who reads the files without the application finds in them."""


def write_workbooks(world: World, number: int, folder: Path) -> list[tuple[Report, Path]]:
    """One file for each unit's report of a period, of which nothing is stored yet.

    A workbook is prefilled with the draft; here the draft's edits say they are none, so that what the file holds reads
    as typed by the commune.
    """
    round = world.rounds[number]
    write_drafts_of(world, number, revision=0)
    form, files = Form(round), []
    for report in Report.objects.filter(round=round).select_related("round__regime", "unit").order_by("unit"):
        path = folder / f"{report.unit.code}.xlsx"
        path.write_bytes(write(report, form))
        files.append((report, path))
    DraftSave.objects.filter(report__round=round).delete()
    return files
