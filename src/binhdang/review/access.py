"""Who may decide on a submitted version: nobody on their own report; on the focal body's own, only its head."""

from __future__ import annotations

from datetime import date

from binhdang.accounts.models import User
from binhdang.orgs.access import holds, require, units_where
from binhdang.orgs.roles import Role
from binhdang.reports.models import ReportVersion, ReportVersionQuerySet
from binhdang.values.refusals import NotAllowed

REVIEWING = (Role.FOCAL_OFFICER, Role.FOCAL_HEAD)


def reviewed_by(user: User, on: date) -> ReportVersionQuerySet:
    """Versions sent to a receiver for whom the person reviews."""
    receivers = units_where(user, REVIEWING, on)
    return ReportVersion.objects.filter(report__round__regime__receiver__in=receivers)


def require_deciding(version: ReportVersion, user: User, on: date) -> None:
    """Raise NotAllowed where the person may not accept or send back this version."""
    regime = version.report.round.regime
    require(user, _deciders(version), regime.receiver, on, to="xem xét báo cáo")
    if wrote(version, user):
        raise NotAllowed(
            f"{user.full_name} đã nhập hoặc gửi báo cáo này nên không tự xem xét được.",
            where=f"báo cáo của {version.report.unit.name_on(on)}",
            rule="không ai chấp nhận báo cáo của chính mình.",
            remedy="để người khác ở cơ quan đầu mối, hoặc lãnh đạo cơ quan đầu mối xem xét.",
        )


def may_decide(version: ReportVersion, user: User, on: date) -> bool:
    """The same as a question, for pages."""
    receiver = version.report.round.regime.receiver
    return holds(user, _deciders(version), receiver, on) and not wrote(version, user)


def wrote(version: ReportVersion, user: User) -> bool:
    """Whether any cell or section of the report is of the person's hand, or the sending."""
    report = version.report
    edited = report.saves.filter(by=user).exists() or report.text_edits.filter(by=user).exists()
    return edited or report.versions.filter(submitted_by=user).exists()


def _deciders(version: ReportVersion) -> tuple[Role, ...]:
    own = version.report.unit_id == version.report.round.regime.focal_id
    return (Role.FOCAL_HEAD,) if own else REVIEWING
