"""What a decision of the receiver does to a report. `review` decides who may decide and keeps the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.jobs.clock import day_of
from binhdang.reports.models import Remark, Report, ReportVersion
from binhdang.reports.moving import move
from binhdang.reports.standing import stand
from binhdang.reports.states import ReportState
from binhdang.values.texts import nfc

_UNDECIDED: dict[str, Any] = {"approved_by": None, "approved_at": None, "asked_by": None, "explanations": []}
"""What the unit does anew once a report is in its hands again."""


@transaction.atomic
def accept_version(version: ReportVersion, *, by: User, at: datetime) -> Report:
    """The report is accepted as this version says it."""
    move(version.report, [ReportState.SUBMITTED], ReportState.ACCEPTED, at=at)
    stand(version.report, "accepted_version", version)
    return _recorded("report.accepted", version, by, at, "")


@transaction.atomic
def return_version(
    version: ReportVersion, *, remarks: Sequence[tuple[str, str]], note: str, by: User, at: datetime
) -> Report:
    """The report goes back to its unit with remarks: ("cell:TH-02.nu" | "section:II.4" | "", what to do)."""
    move(version.report, [ReportState.SUBMITTED], ReportState.RETURNED, at=at, **_UNDECIDED)
    stand(version.report, "submitted_version", version.report.accepted_version)
    said = [(target, nfc(text.strip())) for target, text in [("", note), *remarks] if text.strip()]
    Remark.objects.bulk_create(
        Remark(report=version.report, version=version, target=target, text=text, by=by, at=at) for target, text in said
    )
    return _recorded("report.returned", version, by, at, note, remarks=[target for target, _ in said])


@transaction.atomic
def reopen_version(version: ReportVersion, *, reason: str, by: User, at: datetime) -> Report:
    """An accepted report goes back to its unit to be corrected; what was accepted stands in totals meanwhile."""
    move(version.report, [ReportState.ACCEPTED], ReportState.RETURNED, at=at, **_UNDECIDED)
    text = nfc(reason.strip())
    Remark.objects.create(report=version.report, version=version, text=text, by=by, at=at)
    return _recorded("report.reopened", version, by, at, text)


def _recorded(verb: str, version: ReportVersion, by: User, at: datetime, note: str, **details: object) -> Report:
    report = version.report
    record(
        verb,
        by=by,
        at=at,
        thing=report,
        unit=report.unit,
        unit_name=report.unit.name_on(day_of(at)),
        label=report.round.period.label,
        details={"version": version.number, "note": note, **details},
    )
    return report
