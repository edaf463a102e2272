"""What the pages of reports show, as dataclasses: the entry page, the list of one's reports, the page of a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q

from binhdang.accounts.models import User
from binhdang.indicators.counting import Counted, counts
from binhdang.indicators.formulas import Rate
from binhdang.indicators.models import Indicator, IndicatorKind
from binhdang.jobs.clock import day_of
from binhdang.orgs.access import units_where
from binhdang.orgs.models import Membership, Unit, valid_on
from binhdang.orgs.roles import RECEIVING, Role
from binhdang.plans.models import PlanTask, TaskBody
from binhdang.reports import access, figures, narrative
from binhdang.reports.due import DueDate, days_late, is_sent, timeliness
from binhdang.reports.entry import CellInputs, Posted
from binhdang.reports.models import CellEdit, Remark, Report, ReportVersion, Round
from binhdang.reports.numbers import figure_text, number_text
from binhdang.reports.outline import leaves
from binhdang.reports.states import EDITABLE, SENT, CellSource, ReportState
from binhdang.reports.table import asked_of, cell_labels, cells_of, indicators_of, rate_of, split_label, whole
from binhdang.values.figures import NOT_REPORTED, Figure
from binhdang.values.refusals import Conflict, Refusal

__all__ = ["days_late", "holders", "my_reports", "report_page", "round_page", "rounds_received", "unit_name"]


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
    remarks = _open_remarks(report)
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
    round, edits = report.round, figures.newest_edits(report)
    scale_of = figures.scales(round)
    before = figures.read_version(previous) if previous else {}
    counted = counts(report.unit, round.window_from, round.window_to)
    cells = {}
    for key, label in cell_labels(round, indicators).items():
        edit, target = edits.get(key), f"cell:{key}"
        figure = figures.figure_of(edit, scale_of[key]) if edit else NOT_REPORTED
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
    if indicator.kind == IndicatorKind.RATE:
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
    edits: Mapping[str, Any],
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
    )


def _open_remarks(report: Report) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in report.remarks.select_related("by", "resolved_by", "version"):
        found.setdefault(remark.target, []).append(remark)
    return found


def _previous_version(report: Report) -> ReportVersion | None:
    """What the unit sent for the period before: of the same receiver, due earlier, latest first."""
    earlier = ReportVersion.objects.filter(
        report__unit=report.unit,
        report__round__regime__receiver=report.round.regime.receiver_id,
        report__round__due_before_on__lt=report.round.due_before_on,
    )
    return earlier.select_related("report__round").order_by("-report__round__due_before_on", "-number").first()


_HELD_BY = {
    ReportState.DRAFT: Role.WRITER,
    ReportState.RETURNED: Role.WRITER,
    ReportState.APPROVING: Role.LEADER,
    ReportState.APPROVED: Role.WRITER,
    ReportState.SUBMITTED: Role.FOCAL_OFFICER,
}


def holders(report: Report, on: date) -> list[str]:
    """Who holds the report now, by name; nobody once it is accepted. The focal body's own waits for its head."""
    role = _HELD_BY.get(ReportState(report.state))
    if role is None:
        return []
    unit: Unit = report.unit
    if role == Role.FOCAL_OFFICER:
        unit = report.round.regime.receiver
        role = Role.FOCAL_HEAD if report.unit_id == report.round.regime.focal_id else role
    held = Membership.objects.filter(valid_on(on), unit=unit, role=role, user__is_active=True)
    names = held.select_related("user").order_by("user__full_name")
    return [f"{membership.user.full_name} ({Role(role).label.lower()})" for membership in names]


def unit_name(unit: Unit, round: Round) -> str:
    """The unit's name on the day the round opened."""
    return unit.name_on(day_of(round.opened_at))


@dataclass(frozen=True, slots=True)
class Standing:
    """One report in a list."""

    report: Report
    unit_name: str
    late: int
    is_sent: bool
    version: ReportVersion | None
    """The newest one sent."""

    @property
    def due(self) -> DueDate:
        """When it is due."""
        return DueDate(self.report.round)

    @property
    def timeliness(self) -> tuple[str, str]:
        """In words, and the tone of it."""
        return timeliness(self.report, self.late)


def _standing(report: Report, on: date) -> Standing:
    versions = list(report.versions.all())
    name = unit_name(report.unit, report.round)
    newest = versions[-1] if versions else None
    return Standing(report, name, days_late(report, on), is_sent(report), newest)


def my_reports(user: User, on: date) -> list[Standing]:
    """The reports of the person's own unit and the consolidated ones, the most urgent due date first."""
    reports = Report.objects.visible_to(user, on).select_related("round__regime__receiver", "unit")
    reports = reports.prefetch_related("unit__names", "versions").order_by("-round__due_before_on", "unit__code")
    return [_standing(report, on) for report in reports]


def rounds_received(user: User, on: date) -> list[Round]:
    """Rounds whose reports come to the person; each with `expected_count` (N) and `sent_count` (n)."""
    expected = Count("reports", filter=Q(reports__expected=True))
    sent = Count("reports", filter=Q(reports__expected=True, reports__state__in=SENT))
    rounds = Round.objects.received_by(user, on).select_related("regime__receiver", "regime__plan")
    return list(rounds.annotate(expected_count=expected, sent_count=sent))


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round: who is expected and where each stands; a unit that only reports sees its own line."""

    round: Round
    rows: list[Standing]
    received: bool
    """Whether the person sees all of them."""
    reason: str
    """Why an ad hoc round was asked for."""

    @property
    def due(self) -> DueDate:
        """When its reports are due."""
        return DueDate(self.round)

    @property
    def expected(self) -> int:
        """N."""
        return len(self.rows)

    @property
    def sent(self) -> int:
        """n: with the receiver now."""
        return sum(row.is_sent for row in self.rows)

    @property
    def accepted(self) -> int:
        """How many of them are accepted."""
        return sum(row.report.state == ReportState.ACCEPTED for row in self.rows)

    @property
    def in_time(self) -> int:
        """How many came before the due date."""
        return sum(row.report.first_submitted_at is not None and row.late == 0 for row in self.rows)


def round_page(round: Round, user: User, on: date) -> RoundPage:
    """The page of a round as this person may see it."""
    received = units_where(user, RECEIVING, on).filter(pk=round.regime.receiver_id).exists()
    reports = (
        round.reports.filter(expected=True) if received else Report.objects.visible_to(user, on).filter(round=round)
    )
    rows = reports.select_related("unit", "round__regime").prefetch_related("unit__names", "versions")
    request = getattr(round, "request", None)
    standings = [_standing(report, on) for report in rows.order_by("unit__code")]
    return RoundPage(round, standings, received, request.reason if request else "")
