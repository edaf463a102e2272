"""What reviewers see: the queue of what waits, and one version beside the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from binhdang.accounts.models import User
from binhdang.indicators.models import Indicator
from binhdang.reports import figures
from binhdang.reports.comparing import word_runs
from binhdang.reports.due import days_late
from binhdang.reports.entry_page import Row
from binhdang.reports.findings import findings_of_version
from binhdang.reports.models import Remark, ReportVersion
from binhdang.reports.numbers import figure_text
from binhdang.reports.outline import leaves
from binhdang.reports.queries import unit_name
from binhdang.reports.rules import Finding
from binhdang.reports.states import ReportState
from binhdang.reports.table import asked_of, cell_labels, cells_of, indicators_of, rate_of, split_label, whole
from binhdang.review.access import may_decide, reviewed_by
from binhdang.review.models import Decision
from binhdang.values.figures import Figure


@dataclass(frozen=True, slots=True)
class Waiting:
    """One version in the queue."""

    version: ReportVersion
    unit_name: str
    late: int
    mine: bool
    """Whether this person may decide on it; the focal body's own waits for its head."""


def queue(user: User, on: date) -> list[Waiting]:
    """Versions that wait for a decision, the oldest first."""
    waiting = reviewed_by(user, on).filter(report__state=ReportState.SUBMITTED, decision__isnull=True)
    versions = waiting.select_related("report__unit", "report__round__regime__receiver", "submitted_by")
    versions = versions.prefetch_related("report__unit__names").order_by("submitted_at", "pk")
    return [
        Waiting(v, unit_name(v.report.unit, v.report.round), days_late(v.report), may_decide(v, user, on))
        for v in versions
    ]


@dataclass(frozen=True, slots=True)
class ReviewedCell:
    """One cell of a version beside the version before."""

    key: str
    part: str
    label: str
    figure: Figure
    before: Figure | None
    """What the version before said, where it said something else."""
    where_from: figures.Provenance | None
    remark: str
    """What the reviewer is typing."""


@dataclass(frozen=True, slots=True)
class ReviewedSection:
    """One section of a version; with the words that changed since the version before."""

    code: str
    title: str
    text: str
    runs: list[tuple[str, str]]
    remark: str


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One indicator of a version."""

    indicator: Indicator
    cells: list[ReviewedCell]
    sum_text: str

    @property
    def height(self) -> int:
        """How many lines of the table it takes."""
        return len(self.cells) + bool(self.sum_text)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One submitted version as its reviewer sees it."""

    version: ReportVersion
    before: ReportVersion | None
    unit_name: str
    late: int
    rows: list[ReviewedRow]
    sections: list[ReviewedSection]
    findings: list[Finding]
    remarks: list[tuple[str, Remark]]
    """Remarks made on the report so far, each with the name of its place."""
    decision: Decision | None
    is_newest: bool
    may_decide: bool
    may_reopen: bool
    """Whether this is the accepted version and the person may give it back for a correction."""

    @property
    def changed(self) -> int:
        """How many cells and sections differ from the version before."""
        cells = sum(cell.before is not None for row in self.rows for cell in row.cells)
        return cells + sum(bool(section.runs) for section in self.sections)


def review_page(version: ReportVersion, user: User, on: date, typed: Mapping[str, str]) -> ReviewPage:
    """The page of one version. `typed`: what stands in the remark fields, by target."""
    report, round = version.report, version.report.round
    versions = list(report.versions.all())
    before = next((v for v in reversed(versions) if v.number < version.number), None)
    if before is not None:
        before.report = report
    indicators = indicators_of(round)
    labels = cell_labels(round, indicators)
    decision = Decision.objects.filter(version=version).select_related("by").first()
    is_newest = versions[-1].pk == version.pk
    open_now = is_newest and decision is None and report.state == ReportState.SUBMITTED
    return ReviewPage(
        version=version,
        before=before,
        unit_name=unit_name(report.unit, round),
        late=days_late(report),
        rows=_rows(version, before, asked_of(report, indicators), labels, typed),
        sections=_sections(version, before, typed),
        findings=findings_of_version(version),
        remarks=[(_place(r.target, labels), r) for r in report.remarks.select_related("by", "resolved_by", "version")],
        decision=decision,
        is_newest=is_newest,
        may_decide=open_now and may_decide(version, user, on),
        may_reopen=_is_accepted(version) and may_decide(version, user, on),
    )


def _is_accepted(version: ReportVersion) -> bool:
    report = version.report
    return report.state == ReportState.ACCEPTED and report.accepted_version_id == version.pk


def _rows(
    version: ReportVersion,
    before: ReportVersion | None,
    indicators: list[Indicator],
    labels: Mapping[str, str],
    typed: Mapping[str, str],
) -> list[ReviewedRow]:
    now = figures.read_version(version)
    old = figures.read_version(before) if before else now
    where_from = figures.provenances(version)
    rows = []
    for indicator in indicators:
        keys = cells_of(indicator, version.report.round)
        cells = [
            ReviewedCell(
                key=key,
                part=split_label(key),
                label=labels[key],
                figure=now[key],
                before=old[key] if old[key] != now[key] else None,
                where_from=where_from.get(key),
                remark=typed.get(f"cell:{key}", ""),
            )
            for key in keys
        ]
        rows.append(ReviewedRow(indicator, cells, _sum_text(indicator, keys, now)))
    return rows


def _sum_text(indicator: Indicator, keys: list[str], now: Mapping[str, Figure]) -> str:
    if indicator.computed:
        return Row(indicator, [], None, rate_of(indicator, now)).sum_text
    return figure_text(whole([now[key] for key in keys])) if len(keys) > 1 else ""


def _sections(version: ReportVersion, before: ReportVersion | None, typed: Mapping[str, str]) -> list[ReviewedSection]:
    sections = []
    for section in leaves(version.report.round.outline):
        code = str(section["code"])
        text = str(version.texts.get(code, ""))
        old = str(before.texts.get(code, "")) if before else text
        runs = word_runs(old, text) if old != text else []
        sections.append(ReviewedSection(code, str(section["title"]), text, runs, typed.get(f"section:{code}", "")))
    return sections


def _place(target: str, labels: Mapping[str, str]) -> str:
    kind, _, name = target.partition(":")
    if kind == "cell":
        return labels.get(name, name)
    return f"mục {name}" if kind == "section" else "cả báo cáo"
