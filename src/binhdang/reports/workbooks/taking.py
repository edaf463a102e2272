"""Taking a workbook in: whole or not at all, through the same door as the entry page."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.files.actions import keep
from binhdang.files.models import StoredFile
from binhdang.jobs.clock import day_of
from binhdang.reports import actions
from binhdang.reports.access import require_writing
from binhdang.reports.edits import CellEdit, edits_of_many
from binhdang.reports.figures import Change
from binhdang.reports.models import Report
from binhdang.reports.moving import require_editable
from binhdang.reports.workbooks.comparing import Difference, Line, compare, refusal_of, refuse_foreign
from binhdang.reports.workbooks.form import FORM, Form
from binhdang.reports.workbooks.reading import Sheet, read, read_many
from binhdang.values.refusals import NotAllowed, Refusal

AT_ONCE = 25
"""Workbooks stored in one transaction: so few that nobody waits long behind it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A workbook that was stored in its report's draft."""

    report: Report
    written: int
    """Cells that changed."""
    untouched: int
    """Cells in which the file said nothing new."""


class WorkbookRefused(Refusal):
    """A workbook of which nothing was stored. `all` says everything that stands in the way; it is the first of them."""

    def __init__(self, all: Sequence[Refusal]) -> None:
        self.all = list(all)
        first = self.all[0]
        super().__init__(first.what, where=first.where, value=first.value, rule=first.rule, remedy=first.remedy)


def send(report: Report, data: bytes, *, name: str, by: User, at: datetime) -> StoredFile:
    """Keep a workbook that a person sent in, before anything of it is taken.

    Raises Refusal for what is no form of this report, and where the report is not open for this person.
    """
    require_writing(report, by, day_of(at), to="nạp biểu")
    require_editable(report)
    refuse_foreign(report, read(data, name=name))
    with transaction.atomic():  # begun only now: nobody waits while the file is read
        file = keep(data, name=name, at=at)
        _record("report.workbook_sent", report, file, by=by, at=at)
    return file


@transaction.atomic
def take(
    report: Report, changes: Sequence[Change], *, by: User, at: datetime, file: StoredFile | None = None
) -> list[CellEdit]:
    """Write what a workbook changes, all or none. Raises Conflict where a cell was changed since it was compared."""
    edits = actions.write_cells(report, changes, by=by, at=at)
    if file is not None:
        _record("report.workbook_taken", report, file, by=by, at=at)
    return edits


def _record(verb: str, report: Report, file: StoredFile, *, by: User, at: datetime) -> None:
    unit, label = report.unit, f"{report.round.period.label}: {file.name}"
    named, told = unit.name_on(day_of(at)), {"sha256": file.sha256}
    record(verb, by=by, at=at, thing=report, unit=unit, unit_name=named, label=label, details=told)


def difference(
    report: Report, sheet: Sheet, *, by: User, at: datetime, chosen: Mapping[str, str] | None = None
) -> Difference:
    """What the workbook would change if this person took it now, with everything that would be refused.

    Raises Refusal for a workbook of another report, and where the report is not open for this person.
    """
    found = compare(report, sheet, chosen=chosen)
    if not found.refused:
        found.refused += _rehearsed(report, found.lines, sheet, by=by, at=at)
    return found


def _rehearsed(report: Report, lines: Sequence[Line], sheet: Sheet, *, by: User, at: datetime) -> list[Refusal]:
    """What saving would refuse, asked by saving and undoing it: so the rules are those of the entry page."""
    with transaction.atomic():
        saved = actions.save(report, [line.change for line in lines], [], by=by, at=at)
        transaction.set_rollback(True)
    placed = {f"cell:{line.asked.key}": line for line in lines}
    return [_placed(refusal, placed[target], sheet) for target, refusal in saved.refused.items()]


def _placed(refusal: Refusal, line: Line, sheet: Sheet) -> Refusal:
    where = f"tệp «{sheet.file}», sheet «{FORM}», ô {line.place} ({line.asked.label})"
    return Refusal(refusal.what, where=where, value=refusal.value, rule=refusal.rule, remedy=refusal.remedy)


def store_many(pairs: Iterable[tuple[Report, bytes]], *, by: User, at: datetime) -> list[Taken | Refusal]:
    """Read, check and store the workbooks of many reports: each whole or not at all, `AT_ONCE` in one transaction."""
    given: list[Report] = []
    forms: dict[int, Form] = {}
    stored: list[Taken | Refusal] = []
    waiting: list[tuple[Report, Sheet | Refusal]] = []
    with _no_search_for_circles():
        for place, sheet in enumerate(read_many(_files(pairs, given))):
            report = given[place]
            if len(waiting) == AT_ONCE or report in (before for before, _ in waiting):
                stored += _stored(waiting, forms, by=by, at=at)
                waiting = []
            waiting.append((report, sheet))
        return stored + _stored(waiting, forms, by=by, at=at)


@contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """Cells hold none, and to look for them among so many again and again would take a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _files(pairs: Iterable[tuple[Report, bytes]], given: list[Report]) -> Iterator[tuple[str, bytes]]:
    for report, data in pairs:
        given.append(report)
        yield f"{report.unit.code}.xlsx", data


def _stored(
    pairs: Sequence[tuple[Report, Sheet | Refusal]], forms: dict[int, Form], *, by: User, at: datetime
) -> list[Taken | Refusal]:
    """The same for workbooks of different reports, in one transaction."""
    drafts = edits_of_many([report for report, _ in pairs])
    found: list[Difference | Refusal] = []
    for report, sheet in pairs:
        if report.round_id not in forms:
            forms[report.round_id] = Form(report.round)
        found.append(_found(report, sheet, forms[report.round_id], drafts[report.pk]))
    wanted = [(r, told.changes) for (r, _), told in zip(pairs, found, strict=True) if isinstance(told, Difference)]
    written = iter(actions.write_cells_of_many(wanted, by=by, at=at))
    return [
        told if isinstance(told, Refusal) else _told(report, sheet, told, next(written), by=by, at=at)
        for (report, sheet), told in zip(pairs, found, strict=True)
    ]


def _found(report: Report, sheet: Sheet | Refusal, form: Form, draft: Sequence[CellEdit]) -> Difference | Refusal:
    if isinstance(sheet, Refusal):
        return sheet
    try:
        found = compare(report, sheet, form=form, draft=draft)
    except Refusal as refusal:
        return refusal
    refused = found.refused + [refusal_of(clash, sheet) for clash in found.clashes]
    return WorkbookRefused(refused) if refused else found


def _told(
    report: Report,
    sheet: Sheet | Refusal,
    found: Difference,
    written: list[CellEdit] | Refusal,
    *,
    by: User,
    at: datetime,
) -> Taken | Refusal:
    """What became of a workbook; where it was refused, with everything that is wrong in it."""
    if not isinstance(written, Refusal):
        return Taken(report, len(written), found.untouched)
    if isinstance(sheet, Refusal) or isinstance(written, NotAllowed):
        return written
    try:
        return WorkbookRefused(_rehearsed(report, found.lines, sheet, by=by, at=at) or [written])
    except Refusal as refusal:
        return refusal
