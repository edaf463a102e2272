"""The entry page as a dataclass: each cell and section with all that stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from binhdang.accounts.models import User
from binhdang.indicators.counting import Counted, counts
from binhdang.indicators.formulas import Rate
from binhdang.indicators.models import Indicator
from binhdang.plans.models import PlanTask, TaskBody
from binhdang.reports import access, figures, narrative, recorded
from binhdang.reports.due import DueDate, days_late, timeliness
from binhdang.reports.edits import CellEdit, newest_edits
from binhdang.reports.entry import CellInputs, Posted
from binhdang.reports.models import Remark, Report, ReportVersion, Round, TextEdit
from binhdang.reports.numbers import figure_text, number_text
from binhdang.reports.outline import leaves
from binhdang.reports.queries import holders, unit_name
from binhdang.reports.states import EDITABLE, CellSource
from binhdang.reports.table import asked_of, cell_labels, cells_of, indicators_of, rate_of, split_label, whole
from binhdang.values.figures import NOT_REPORTED, Figure
from binhdang.values.refusals import Conflict, Refusal


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the table with all that stands around it."""

    key: str
    part: str
    """Which part of its indicator it is: "nữ"."""
    label: str
    figure: Figure
    inputs: CellInputs
    edit: CellEdit | None
    previous: Figure | None
    counted: Counted | None
    remarks: list[Remark]
    refusal: Refusal | None = None

    @property
    def differs_from_register(self) -> bool:
        """Whether the register counts something else than the cell says."""
        return self.counted is not None and self.figure.amount != self.counted.number

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether its value was not typed, so that overruling it needs a reason."""
        return self.edit is not None and self.edit.source != CellSource.TYPED and self.figure != NOT_REPORTED

    @property
    def conflict(self) -> Conflict | None:
        """What somebody else wrote meanwhile."""
        return self.refusal if isinstance(self.refusal, Conflict) else None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator: its cells and their total, or its rate."""

    indicator: Indicator
    cells: list[Cell]
    total: Figure | None
    rate: Rate | None

    @property
    def height(self) -> int:
        """How many lines of the table it takes."""
        return len(self.cells) + bool(self.sum_text)

    @property
    def sum_text(self) -> str:
        """The total of the parts, or the rate with its counts: "57,1 (24/42)"; "" for an undivided indicator."""
        if self.rate is None:
            return figure_text(self.total) if self.total else ""
        if self.rate.numerator is None or self.rate.denominator is None:
            return "chưa tính được"
        counts = f"{number_text(self.rate.numerator)}/{number_text(self.rate.denominator)}"
        return f"{number_text(self.rate.shown) or '–'} ({counts})"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the outline; a heading has no text of its own."""

    code: str
    title: str
    guidance: str
    is_heading: bool
    text: str
    base: int
    by: str
    at: datetime | None
    tasks: list[PlanTask] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    refusal: Refusal | None = None
    entries: list[dict[str, Any]] = field(default_factory=list)
    """What the unit's registers held for it when it was last filled."""
    follows: bool = False
    """Whether its words are still those of the entries."""

    @property
    def heading(self) -> str:
        """The heading element of its title: "II.1" stands below the heading of "II"."""
        return "h4" if "." in self.code else "h3"

    @property
    def conflict(self) -> Conflict | None:
        """What somebody else wrote meanwhile."""
        return self.refusal if isinstance(self.refusal, Conflict) else None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The entry page."""

    report: Report
    unit_name: str
    rows: list[Row]
    sections: list[Section]
    remarks: list[Remark]
    """On the whole report."""
    previous_period: str
    holders: list[str]
    late: int
    may_write: bool
    may_approve: bool
    versions: list[ReportVersion]

    @property
    def due(self) -> DueDate:
        """When it is due."""
        return DueDate(self.report.round)

    @property
    def unresolved(self) -> list[Remark]:
        """Remarks that nobody has marked as dealt with, wherever they stand."""
        cells = [remark for row in self.rows for cell in row.cells for remark in cell.remarks]
        sections = [remark for section in self.sections for remark in section.remarks]
        return [remark for remark in (*self.remarks, *cells, *sections) if not remark.resolved_at]

    @property
    def timeliness(self) -> tuple[str, str]:
        """In words, and the tone of it."""
        return timeliness(self.report, self.late)

    @property
    def editable(self) -> bool:
        """Whether the fields are open for this person now."""
        return self.may_write and self.report.state in EDITABLE

    @property
    def from_registers(self) -> bool:
        """Whether registers may tell something of it: a figure, or a section of the outline."""
        return bool(self.rows) or any("from" in section for section in self.report.round.outline)

    @property
    def unsaved(self) -> list[tuple[str, str, str, Refusal]]:
        """(anchor, label, what was typed, why it was not saved) of every field that was refused."""
        cells = [cell for row in self.rows for cell in row.cells if cell.refusal]
        found = [(f"cell-{c.key}", c.label, c.inputs.as_typed, c.refusal) for c in cells if c.refusal]
        for section in self.sections:
            if section.refusal:
                label = f"mục {section.code} {section.title}"
                found.append((f"section-{section.code}", label, section.text, section.refusal))
        return found

    @property
    def answered(self) -> tuple[int, int]:
        """(cells that say something, cells asked)."""
        cells = [cell for row in self.rows for cell in row.cells]
        return sum(cell.figure != NOT_REPORTED for cell in cells), len(cells)


def report_page(report: Report, user: User, on: date, posted: Posted | None = None) -> ReportPage:
    """All of the entry page; `posted` puts back what was typed and refused."""
    posted, round = posted or Posted(), report.round
    indicators = indicators_of(round)
    previous = _previous_version(report)
    remarks = _remarks_by_target(report)
    cells = _cells(report, indicators, previous, remarks, posted)
    return ReportPage(
        report=report,
        unit_name=unit_name(report.unit, round),
        rows=[_row(indicator, round, cells) for indicator in asked_of(report, indicators)],
        sections=_sections(report, remarks, posted),
        remarks=remarks.get("", []),
        previous_period=previous.report.round.period.label if previous else "",
        holders=holders(report, on),
        late=days_late(report, on),
        may_write=access.writes(report, user, on),
        may_approve=access.approves(report, user, on),
        versions=list(report.versions.select_related("submitted_by", "paper")),
    )


def _cells(
    report: Report,
    indicators: list[Indicator],
    previous: ReportVersion | None,
    remarks: Mapping[str, list[Remark]],
    posted: Posted,
) -> dict[str, Cell]:
    round, edits = report.round, newest_edits(report)
    scale_of = figures.scales(round)
    before = figures.read_version(previous) if previous else {}
    counted = counts(report.unit, round.window_from, round.window_to, round.cell_keys)
    cells = {}
    for key, label in cell_labels(round, indicators).items():
        edit, target = edits.get(key), f"cell:{key}"
        figure = edit.figure(scale_of[key]) if edit else NOT_REPORTED
        refusal = posted.refused.get(target)
        shown = CellInputs.showing(figure, edit.revision if edit else 0)
        cells[key] = Cell(
            key=key,
            part=split_label(key),
            label=label,
            figure=figure,
            inputs=posted.cells[key] if refusal and key in posted.cells else shown,
            edit=edit,
            previous=before.get(key),
            counted=counted.get(key),
            remarks=remarks.get(target, []),
            refusal=refusal,
        )
    return cells


def _row(indicator: Indicator, round: Round, cells: Mapping[str, Cell]) -> Row:
    own = [cells[key] for key in cells_of(indicator, round)]
    if indicator.computed:
        return Row(indicator, [], None, rate_of(indicator, {key: cell.figure for key, cell in cells.items()}))
    return Row(indicator, own, whole([cell.figure for cell in own]) if len(own) > 1 else None, None)


def _sections(report: Report, remarks: Mapping[str, list[Remark]], posted: Posted) -> list[Section]:
    edits = narrative.newest_edits(report)
    bodies = TaskBody.objects.filter(unit=report.unit)
    tasks = report.round.regime.plan.tasks.prefetch_related(Prefetch("bodies", bodies, to_attr="own_bodies"))
    by_label = {task.label: task for task in tasks}
    writable = {str(section["code"]) for section in leaves(report.round.outline)}
    return [
        _section(section, str(section["code"]) not in writable, edits, by_label, remarks, posted)
        for section in report.round.outline
    ]


def _section(
    section: Mapping[str, Any],
    is_heading: bool,
    edits: Mapping[str, TextEdit],
    tasks: Mapping[str, PlanTask],
    remarks: Mapping[str, list[Remark]],
    posted: Posted,
) -> Section:
    code = str(section["code"])
    edit, refusal = edits.get(code), posted.refused.get(f"section:{code}")
    held = edit.text if edit else ""
    return Section(
        code=code,
        title=str(section["title"]),
        guidance=str(section.get("guidance", "")),
        is_heading=is_heading,
        text=posted.texts.get(code, held) if refusal else held,
        base=edit.revision if edit else 0,
        by=edit.by.full_name if edit else "",
        at=edit.at if edit else None,
        tasks=[tasks[label] for label in section.get("task_labels", []) if label in tasks],
        remarks=remarks.get(f"section:{code}", []),
        refusal=refusal,
        entries=edit.entries if edit else [],
        follows=recorded.follows(edit),
    )


def _remarks_by_target(report: Report) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in report.remarks.select_related("by", "resolved_by", "version"):
        found.setdefault(remark.target, []).append(remark)
    return found


def _previous_version(report: Report) -> ReportVersion | None:
    """What the unit sent for the period before: on the same subject to the same receiver, due earlier, latest first."""
    earlier = ReportVersion.objects.filter(
        report__unit=report.unit,
        report__round__regime__subject=report.round.regime.subject,
        report__round__regime__receiver=report.round.regime.receiver_id,
        report__round__due_before_on__lt=report.round.due_before_on,
    )
    return earlier.select_related("report__round").order_by("-report__round__due_before_on", "-number").first()
