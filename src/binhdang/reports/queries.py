"""Where reports and rounds stand: the list of one's own, the rounds one receives, the page of a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from binhdang.accounts.models import User
from binhdang.jobs.clock import day_of
from binhdang.orgs.access import units_where
from binhdang.orgs.models import Membership, Unit, valid_on
from binhdang.orgs.roles import RECEIVING, Role
from binhdang.reports.due import DueDate, days_late, is_sent, timeliness
from binhdang.reports.models import AdHocRequest, Report, ReportVersion, Round
from binhdang.reports.states import SENT, ReportState

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


def beside(round: Round, user: User, on: date) -> list[Round]:
    """The rounds asked together with this one that the person may see: the words and the figures of each year."""
    request = AdHocRequest.objects.filter(round=round).first()
    if request is None:
        return []
    main = request.beside_id or round.pk
    together = Round.objects.visible_to(user, on).filter(Q(pk=main) | Q(request__beside=main)).exclude(pk=round.pk)
    return sorted(together.distinct(), key=lambda each: (each.pk != main, each.period_text))


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
