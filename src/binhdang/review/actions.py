"""Accepting a submitted version, sending it back with remarks, or opening an accepted one again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.jobs.clock import day_of
from binhdang.reports import actions as reports
from binhdang.reports.models import ReportVersion
from binhdang.reports.moving import locked
from binhdang.review import rules
from binhdang.review.access import require_deciding
from binhdang.review.models import Decision
from binhdang.values.texts import nfc


@transaction.atomic
def accept(version: ReportVersion, *, by: User, at: datetime) -> Decision:
    """Accept a report as this version says it. Raises Refusal where somebody else decided first."""
    current = _opened(version, by=by, at=at)
    decision = Decision.objects.create(version=current, verdict=Decision.Verdict.ACCEPTED, by=by, at=at)
    reports.accept_version(current, by=by, at=at)
    return decision


@transaction.atomic
def send_back(
    version: ReportVersion, *, remarks: Sequence[tuple[str, str]], note: str, by: User, at: datetime
) -> Decision:
    """Send a report back: a note for all of it, and remarks on cells and sections ("cell:…", "section:…")."""
    current = _opened(version, by=by, at=at)
    rules.require_note(note)
    rules.require_known_targets(current, [target for target, _ in remarks])
    verdict = Decision.Verdict.RETURNED
    decision = Decision.objects.create(version=current, verdict=verdict, note=nfc(note.strip()), by=by, at=at)
    reports.return_version(current, remarks=remarks, note=note, by=by, at=at)
    return decision


@transaction.atomic
def reopen(version: ReportVersion, *, reason: str, by: User, at: datetime) -> None:
    """Give an accepted report back to its unit for a correction, for a reason that is kept.

    What was accepted stands in every total until another version is accepted; where it was issued already, the change
    is listed as a restatement. Raises Refusal where there is no reason or the version is not the accepted one.
    """
    current = ReportVersion.objects.get(pk=version.pk)
    current.report = locked(version.report)
    require_deciding(current, by, day_of(at))
    rules.require_reason(reason)
    rules.refuse_unaccepted(current)
    reports.reopen_version(current, reason=reason, by=by, at=at)


def _opened(version: ReportVersion, *, by: User, at: datetime) -> ReportVersion:
    """The version with its report locked, after every check that is the same for both verdicts."""
    report = locked(version.report)
    current = ReportVersion.objects.select_related("submitted_by").get(pk=version.pk)
    current.report = report
    require_deciding(current, by, day_of(at))
    rules.refuse_decided(current)
    rules.refuse_outdated(current)
    return current
