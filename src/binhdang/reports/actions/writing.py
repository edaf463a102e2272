"""Writing a draft: cells and texts, by hand, from registers, or as a nil return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.indicators.counting import counts
from binhdang.indicators.formulas import refuse_unfit
from binhdang.indicators.models import Indicator
from binhdang.jobs.clock import day_of
from binhdang.reports import figures, narrative
from binhdang.reports.access import require_writing
from binhdang.reports.edits import CellEdit, keep, newest_edits
from binhdang.reports.figures import Change
from binhdang.reports.models import Report, TextEdit
from binhdang.reports.moving import locked, require_editable
from binhdang.reports.outline import section_label
from binhdang.reports.states import CellSource
from binhdang.reports.table import asked_keys, cell_labels, indicators_of, refuse_unknown
from binhdang.values.figures import NIL, NOT_REPORTED, Figure
from binhdang.values.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Words:
    """One section as its author left it, and the revision the author saw meanwhile."""

    section: str
    text: str
    base_revision: int
    sources: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a page full of fields: each is saved or refused by itself, like one that saves itself."""

    cells: list[CellEdit] = field(default_factory=list)
    texts: list[TextEdit] = field(default_factory=list)
    refused: dict[str, Refusal] = field(default_factory=dict)
    """"cell:TH-02.nu" or "section:II.4" → why it was not saved."""


class _Desk:
    """A draft opened for writing: locked, in its writer's hands, with what stands in it and its cells' names."""

    def __init__(self, report: Report, *, by: User, at: datetime) -> None:
        self.given, self.by, self.at = report, by, at
        self.report = locked(report)
        require_writing(self.report, by, day_of(at), to="nhập báo cáo")
        require_editable(self.report)
        self.indicators: list[Indicator] = indicators_of(self.report.round)
        self.by_code = {indicator.code: indicator for indicator in self.indicators}
        self.labels = cell_labels(self.report.round, self.indicators)
        self.newest = newest_edits(self.report)
        self.written: list[CellEdit] = []

    def put(self, change: Change) -> CellEdit | None:
        """Write one cell, to be kept by `close`; None where it already holds the same."""
        refuse_unknown(self.report.round, [change.key])
        change = replace(change, figure=_composed(change.figure))
        label, newest = self.labels[change.key], self.newest.get(change.key)
        if indicator := self.by_code.get(change.key.partition(".")[0]):
            refuse_unfit(indicator, change.figure, label, of_many=not self.report.expected)
        self._refuse_silent_overruling(change, newest, label)
        edit = figures.edit_of(self.report, change, label=label, by=self.by, at=self.at, newest=newest)
        if edit is not None:
            self.newest[change.key] = edit
            self.written.append(edit)
        return edit

    def close(self) -> list[CellEdit]:
        """Keep what was written, as one save."""
        keep(self.report, self.written, by=self.by, at=self.at)
        return self.written

    def _refuse_silent_overruling(self, change: Change, newest: CellEdit | None, label: str) -> None:
        """A value that came from a register or from below is overruled only with a reason."""
        typed = change.source == CellSource.TYPED
        if not typed or newest is None or newest.source == CellSource.TYPED or newest.state == NOT_REPORTED.state:
            return
        held = newest.figure(figures.scales(self.report.round)[change.key])
        if held != change.figure and not change.figure.reason and change.base_revision == newest.revision:
            raise Refusal(
                f"Ô này đang giữ số lấy {CellSource(newest.source).label}, muốn ghi số khác phải nêu lý do.",
                where=label,
                rule="mỗi con số phải trả lời được «lấy từ đâu».",
                remedy="ghi lý do vào ô «Lý do», hoặc sửa ngay ở nơi số đó được lấy rồi lấy lại.",
            )

    def empty_cells(self) -> list[str]:
        """Cells the unit is asked and that say nothing yet."""
        silent = {key for key, edit in self.newest.items() if edit.state == NOT_REPORTED.state}
        asked = asked_keys(self.report, self.indicators)
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


def _composed(figure: Figure) -> Figure:
    return replace(figure, reason=narrative.clean(figure.reason)[:300]) if figure.reason else figure


@transaction.atomic
def write_cell(
    report: Report,
    key: str,
    figure: Figure,
    *,
    base_revision: int,
    by: User,
    at: datetime,
    source: CellSource = CellSource.TYPED,
    trace: Sequence[Any] = (),
) -> CellEdit | None:
    """Write one cell of a draft. None where it already holds the same.

    Raises Conflict where someone wrote after `base_revision`, Refusal where the figure breaks a rule of its cell.
    """
    change = Change(key, figure, base_revision, source, tuple(trace))
    return next(iter(write_cells(report, [change], by=by, at=at)), None)


@transaction.atomic
def write_cells(report: Report, changes: Sequence[Change], *, by: User, at: datetime) -> list[CellEdit]:
    """Write several cells, all or none. Returns the edits that were new."""
    desk = _Desk(report, by=by, at=at)
    for change in changes:
        desk.put(change)
    edits = desk.close()
    if edits:
        desk.record("report.cells_written", cells=[f"{edit.key}#{edit.revision}" for edit in edits])
    return edits


@transaction.atomic
def write_text(
    report: Report,
    section: str,
    text: str,
    *,
    base_revision: int,
    by: User,
    at: datetime,
    sources: Sequence[Sequence[str]] = (),
) -> TextEdit | None:
    """Write one section of a draft. None where it already says the same.

    `sources`: for a consolidated text, one list of unit ids per paragraph. Raises Conflict like `write_cell`.
    """
    desk = _Desk(report, by=by, at=at)
    newest = narrative.newest_edits(desk.report).get(section)
    edit = desk.put_words(Words(section, text, base_revision, sources), newest)
    if edit is not None:
        desk.record("report.text_written", section=f"{section}#{edit.revision}")
    return edit


@transaction.atomic
def save(report: Report, changes: Sequence[Change], texts: Sequence[Words], *, by: User, at: datetime) -> Saved:
    """Save the fields of a page, each by itself: what can be saved is, and each refusal names its field."""
    desk, saved = _Desk(report, by=by, at=at), Saved()
    for change in changes:
        try:
            desk.put(change)
        except Refusal as refusal:
            saved.refused[f"cell:{change.key}"] = refusal
    saved.cells.extend(desk.close())
    newest = narrative.newest_edits(desk.report)
    for words in texts:
        try:
            text = desk.put_words(words, newest.get(words.section))
        except Refusal as refusal:
            saved.refused[f"section:{words.section}"] = refusal
        else:
            saved.texts.extend([text] if text else [])
    if saved.cells or saved.texts:
        cells = [f"{edit.key}#{edit.revision}" for edit in saved.cells]
        desk.record("report.saved", cells=cells, sections=[f"{t.section}#{t.revision}" for t in saved.texts])
    return saved


@transaction.atomic
def fill_from_registers(report: Report, *, by: User, at: datetime) -> int:
    """Count what the unit recorded in the round's window into its cells. Returns how many cells changed.

    A cell that a person typed stays as it is; one filled earlier follows its register, and is emptied again where
    the entries behind it are gone. No entries are no zero: that nothing happened is for a person to say.
    """
    desk = _Desk(report, by=by, at=at)
    round = desk.report.round
    counted = counts(desk.report.unit, round.window_from, round.window_to)
    for key in asked_keys(desk.report, desk.indicators):
        newest = desk.newest.get(key)
        if newest and newest.source != CellSource.REGISTER and newest.state != NOT_REPORTED.state:
            continue
        found = counted.get(key)
        figure = Figure.of(found.number) if found else NOT_REPORTED
        trace = tuple(found.entries) if found else ()
        base = newest.revision if newest else 0
        desk.put(Change(key, figure, base, CellSource.REGISTER, trace))
    changed = [f"{edit.key}#{edit.revision}" for edit in desk.close()]
    if changed:
        desk.record("report.filled_from_registers", cells=changed)
    return len(changed)


@transaction.atomic
def affirm_nil(report: Report, *, by: User, at: datetime) -> int:
    """Affirm that nothing happened in every cell still empty: "không phát sinh". Returns how many cells.

    Raises Refusal where the unit's own registers say that something did happen.
    """
    desk = _Desk(report, by=by, at=at)
    empty = desk.empty_cells()
    counted = counts(desk.report.unit, desk.report.round.window_from, desk.report.round.window_to)
    contradicted = [key for key in empty if key in counted and counted[key].number]
    if contradicted:
        raise Refusal(
            "Chưa xác nhận «không phát sinh» được: sổ theo dõi của đơn vị có ghi việc trong kỳ.",
            where="; ".join(desk.labels[key] for key in contradicted),
            value=f"{counted[contradicted[0]].number} (ô đầu tiên)",
            remedy="bấm «Lấy số từ sổ theo dõi» trước, rồi xác nhận các ô còn trống.",
        )
    for key in empty:
        base = desk.newest[key].revision if key in desk.newest else 0
        desk.put(Change(key, NIL, base))
    desk.close()
    if empty:
        desk.record("report.nil_affirmed", cells=empty)
    return len(empty)
