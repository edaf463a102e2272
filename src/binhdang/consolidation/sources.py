"""What consolidation adds up: for each unit asked in a round, its report and the version that stands on a basis."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from binhdang.orgs.models import Unit, UnitClosure, valid_on
from binhdang.reports import figures
from binhdang.reports.models import Report, ReportVersion, Round
from binhdang.reports.states import SENT, ReportState
from binhdang.values.figures import NOT_REPORTED, Figure


class Basis(enum.StrEnum):
    """Which versions stand in a total. What is issued rests on ACCEPTED."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """In Vietnamese, for the switch above the totals."""
        return "đã gửi" if self is Basis.SUBMITTED else "đã được chấp nhận"

    @property
    def states(self) -> tuple[ReportState, ...]:
        """States of a report whose newest version stands in totals. A returned report is in its unit's hands again."""
        return SENT if self is Basis.SUBMITTED else (ReportState.ACCEPTED,)


@dataclass(frozen=True, slots=True)
class Source:
    """One unit asked in the round. `version` is None while nothing of it stands on the basis."""

    unit: Unit
    name: str
    """The unit's name on the day of the tree."""
    report: Report
    version: ReportVersion | None = None
    cells: Mapping[str, Figure] = field(default_factory=dict)

    def figure(self, key: str) -> Figure:
        """The unit's cell; not reported where no version stands."""
        return self.cells.get(key, NOT_REPORTED)


def sources(round: Round, *, basis: Basis, tree_on: date) -> list[Source]:
    """Every unit asked in the round that stands below the receiver on `tree_on`, in the order they were asked.

    Without a version where its report is not on the basis: it still stands in N.
    """
    versions = _newest_versions(round, basis)
    below = UnitClosure.objects.filter(valid_on(tree_on), ancestor=round.regime.receiver_id)
    asked = (
        Report.objects.filter(round=round, expected=True, unit__in=below.values("descendant"))
        .select_related("unit")
        .prefetch_related("unit__names")
        .order_by("pk")
    )
    return [_source(report, versions.get(report.pk), round, tree_on) for report in asked]


def _source(report: Report, version: ReportVersion | None, round: Round, tree_on: date) -> Source:
    name = report.unit.name_on(tree_on)
    report.round = round
    if version is None:
        return Source(report.unit, name, report)
    version.report = report
    return Source(report.unit, name, report, version, figures.read_version(version))


def _newest_versions(round: Round, basis: Basis) -> dict[int, ReportVersion]:
    """Report → its newest version, for reports that stand on the basis."""
    rows = ReportVersion.objects.filter(
        report__round=round, report__expected=True, report__state__in=basis.states
    ).select_related("paper", "submitted_by")
    return {version.report_id: version for version in rows.order_by("number")}
