"""What consolidation adds up: for each unit asked in a round, its report and the version that stands on a basis."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import Literal

from binhdang.orgs.models import Unit, UnitClosure, valid_on
from binhdang.reports import figures
from binhdang.reports.models import Report, ReportVersion, Round
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
    def pointer(self) -> Literal["submitted_version", "accepted_version"]:
        """The field of a report that points to the version standing on this basis."""
        return "submitted_version" if self is Basis.SUBMITTED else "accepted_version"


@dataclass(frozen=True)
class Source:
    """One unit asked in the round. `version` is None while nothing of it stands on the basis."""

    unit: Unit
    name: str
    """The unit's name on the day of the tree."""
    report: Report
    version: ReportVersion | None = None

    @property
    def packed(self) -> bytes | None:
        """The cells that stand, as they were stored; None where nothing stands."""
        return None if self.version is None else bytes(self.version.cells)

    def figure(self, key: str) -> Figure:
        """The unit's cell; not reported where no version stands, or where the round has no such cell."""
        return NOT_REPORTED if self.version is None else figures.read_one(self.version, key)


def sources(round: Round, *, basis: Basis, tree_on: date) -> list[Source]:
    """Every unit asked in the round that stands below the receiver on `tree_on`, in the order they were asked.

    Without a version where its report is not on the basis: it still stands in N.
    """
    below = UnitClosure.objects.filter(valid_on(tree_on), ancestor=round.regime.receiver_id, inherited=False)
    pointer = basis.pointer
    asked = (
        Report.objects.filter(round=round, expected=True, unit__in=below.values("descendant"))
        .select_related("unit", pointer, f"{pointer}__paper", f"{pointer}__submitted_by")
        .prefetch_related("unit__names")
        .order_by("pk")
    )
    return [_source(report, getattr(report, pointer), round, tree_on) for report in asked]


def _source(report: Report, version: ReportVersion | None, round: Round, tree_on: date) -> Source:
    report.round = round
    if version is not None:
        version.report = report
    return Source(report.unit, report.unit.name_on(tree_on), report, version)
