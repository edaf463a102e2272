"""A draft opened for writing: locked, in its writer's hands, with what stands in it and what its cells are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.indicators.formulas import refuse_unfit
from binhdang.jobs.clock import day_of
from binhdang.orgs.access import units_answered_for
from binhdang.orgs.roles import WRITING
from binhdang.reports import figures, narrative
from binhdang.reports.access import require_writing
from binhdang.reports.edits import CellEdit, edits_of_many, keep
from binhdang.reports.figures import Change
from binhdang.reports.models import Report, Round, TextEdit
from binhdang.reports.moving import locked, require_editable
from binhdang.reports.outline import section_label
from binhdang.reports.states import CellSource
from binhdang.reports.table import asked_keys, cell_labels, indicators_of, refuse_unknown
from binhdang.values.figures import NOT_REPORTED, Figure
from binhdang.values.refusals import Refusal

_ATTEMPT = "nhập báo cáo"


@dataclass(frozen=True, slots=True)
class Words:
    """One section as its author left it, and the revision the author saw meanwhile."""

    section: str
    text: str
    base_revision: int
    sources: Sequence[Sequence[str]] = ()
    entries: Sequence[Mapping[str, Any]] | None = None
    """What registers hold for the section; None where nobody looked."""


class Asked:
    """What a round asks, read once for all drafts that are open together; or only the indicators of some cells."""

    def __init__(self, round: Round, keys: Iterable[str] | None = None) -> None:
        codes = None if keys is None else {key.partition(".")[0] for key in keys}
        self.round, self.indicators = round, indicators_of(round, only=codes)
        self.by_code = {indicator.code: indicator for indicator in self.indicators}
        self.labels = cell_labels(round, self.indicators)
        self.scales = figures.scales(round)


class Desk:
    """One draft, one writer, one moment. `edits`: all that stands in the draft, oldest first."""

    def __init__(self, report: Report, asked: Asked, edits: Sequence[CellEdit], *, by: User, at: datetime) -> None:
        self.report, self.asked, self.by, self.at = report, asked, by, at
        self.saves = max((edit.save for edit in edits), default=0)
        self.newest = {edit.key: edit for edit in edits}
        self.written: list[CellEdit] = []

    @classmethod
    def opened(cls, report: Report, *, by: User, at: datetime, keys: Iterable[str] | None = None) -> Self:
        """Lock the draft. Raises NotAllowed and Refusal where it is not open for this person.

        `keys`: the cells that will be written; None where that is not known yet.
        """
        mine = locked(report)
        require_writing(mine, by, day_of(at), to=_ATTEMPT)
        require_editable(mine)
        return cls(mine, Asked(mine.round, keys), edits_of_many([mine])[mine.pk], by=by, at=at)

    def put(self, change: Change) -> CellEdit | None:
        """Write one cell, to be kept by `close`; None where it already holds the same."""
        key = change.key
        if key not in self.asked.labels:
            refuse_unknown(self.report.round, [key])
        if change.figure.reason:
            change = replace(change, figure=_composed(change.figure))
        label, newest, scale = self.asked.labels[key], self.newest.get(key), self.asked.scales[key]
        if indicator := self.asked.by_code.get(key.partition(".")[0]):
            refuse_unfit(indicator, change.figure, label, of_many=not self.report.expected)
        if newest is not None:
            _refuse_silent_overruling(change, newest, label, scale)
        edit = figures.edit_of(self.report, change, label=label, by=self.by, at=self.at, newest=newest, scale=scale)
        if edit is not None:
            self.newest[key] = edit
            self.written.append(edit)
        return edit

    def close(self) -> list[CellEdit]:
        """Keep what was written, as one save."""
        keep(self.report, self.written, by=self.by, at=self.at, number=self.saves + 1)
        return self.written

    def empty_cells(self) -> list[str]:
        """Cells the unit is asked and that say nothing yet."""
        silent = {key for key, edit in self.newest.items() if edit.state == NOT_REPORTED.state}
        asked = asked_keys(self.report, self.asked.indicators)
        return [key for key in asked if key not in self.newest or key in silent]

    def put_words(self, words: Words, newest: TextEdit | None) -> TextEdit | None:
        """Write one section; None where it already says the same."""
        return narrative.append(
            self.report,
            words.section,
            words.text,
            base_revision=words.base_revision,
            sources=words.sources,
            newest=newest,
            label=section_label(self.report.round.outline, words.section),
            by=self.by,
            at=self.at,
            entries=words.entries,
        )

    def record(self, verb: str, **details: Any) -> None:
        """The audit row of what was done at this desk."""
        unit = self.report.unit
        record(
            verb,
            by=self.by,
            at=self.at,
            thing=self.report,
            unit=unit,
            unit_name=unit.name_on(day_of(self.at)),
            label=self.report.round.period.label,
            details=details,
        )


def opened_many(reports: Sequence[Report], *, by: User, at: datetime) -> list[Desk | Refusal]:
    """Lock the drafts of several reports, with as many questions to the database as for one of them.

    In the place of each that is not open for this person stands why.
    """
    asked, on = {pk: Asked(round) for pk, round in {each.round_id: each.round for each in reports}.items()}, day_of(at)
    rows = Report.objects.select_for_update(of=("self",)).select_related("unit").prefetch_related("unit__names")
    mine = {row.pk: row for row in rows.filter(pk__in=[report.pk for report in reports]).order_by("pk")}
    for row in mine.values():
        row.round = asked[row.round_id].round
    units = units_answered_for(by, WRITING, on).filter(pk__in={row.unit_id for row in mine.values()})
    writes = set(units.values_list("pk", flat=True))
    edits = edits_of_many(list(mine.values()))
    desks: dict[int, Desk | Refusal] = {}
    for row in mine.values():
        try:
            if not row.expected or row.unit_id not in writes:
                require_writing(row, by, on, to=_ATTEMPT)
            require_editable(row)
            desks[row.pk] = Desk(row, asked[row.round_id], edits[row.pk], by=by, at=at)
        except Refusal as refusal:
            desks[row.pk] = refusal
    return [desks[report.pk] for report in reports]


def _refuse_silent_overruling(change: Change, newest: CellEdit, label: str, scale: int) -> None:
    """A value that came from a register or from below is overruled only with a reason."""
    typed = change.source == CellSource.TYPED
    if not typed or newest.source == CellSource.TYPED or newest.state == NOT_REPORTED.state:
        return
    if newest.figure(scale) != change.figure and not change.figure.reason and change.base_revision == newest.revision:
        raise Refusal(
            f"Ô này đang giữ số lấy {CellSource(newest.source).label}, muốn ghi số khác phải nêu lý do.",
            where=label,
            rule="mỗi con số phải trả lời được «lấy từ đâu».",
            remedy="ghi lý do vào ô «Lý do», hoặc sửa ngay ở nơi số đó được lấy rồi lấy lại.",
        )


def _composed(figure: Figure) -> Figure:
    return replace(figure, reason=narrative.clean(figure.reason)[:300]) if figure.reason else figure
