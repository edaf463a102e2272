"""Accepting a submitted version, or sending it back with remarks."""

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


def _opened(version: ReportVersion, *, by: User, at: datetime) -> ReportVersion:
    """The version with its report locked, after every check that is the same for both verdicts."""
    report = locked(version.report)
    current = ReportVersion.objects.select_related("submitted_by").get(pk=version.pk)
    current.report = report
    require_deciding(current, by, day_of(at))
    rules.refuse_decided(current)
    rules.refuse_outdated(current)
    return current
