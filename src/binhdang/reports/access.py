"""Who may write, approve and send a report, and who may open an ad hoc round. Seeing is `visible_to` of the models."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from binhdang.accounts.models import User
from binhdang.orgs.access import answers_for, holds, require
from binhdang.orgs.roles import WRITING, Role
from binhdang.reports.models import Regime, Report
from binhdang.values.refusals import NotAllowed

CONSOLIDATING = (Role.FOCAL_OFFICER, Role.FOCAL_HEAD)
"""Who writes the consolidated report of a superior unit."""
REQUESTING = CONSOLIDATING
"""Who may ask for an ad hoc report on behalf of the receiver."""


def require_writing(report: Report, user: User, on: date, *, to: str) -> None:
    """Raise NotAllowed for whoever does not write this report: people of the unit itself, not those above it."""
    if not writes(report, user, on):
        raise _not_of_the_unit(report, WRITING if report.expected else CONSOLIDATING, user, on, to=to)


def require_approving(report: Report, user: User, on: date) -> None:
    """Raise NotAllowed for whoever does not lead the unit, and for whoever asked for the approval."""
    if not answers_for(user, (Role.LEADER,), report.unit, on):
        raise _not_of_the_unit(report, (Role.LEADER,), user, on, to="duyệt báo cáo")
    if report.asked_by_id == user.pk:
        raise NotAllowed(
            f"{user.full_name} đã trình báo cáo này nên không tự duyệt được.",
            where=f"báo cáo của {report.unit.name_on(on)}",
            rule="người trình và người duyệt là hai người khác nhau.",
            remedy="nhờ lãnh đạo khác của đơn vị duyệt, hoặc rút lại để người nhập liệu trình.",
        )


def require_requesting(regime: Regime, user: User, on: date) -> None:
    """Raise NotAllowed for whoever may not ask for an ad hoc report."""
    require(user, REQUESTING, regime.receiver, on, to="yêu cầu báo cáo đột xuất")


def writes(report: Report, user: User, on: date) -> bool:
    """Whether the person writes this report: pages show buttons only to those who may press them."""
    if report.expected:
        return answers_for(user, WRITING, report.unit, on)
    return holds(user, CONSOLIDATING, report.unit, on)


def approves(report: Report, user: User, on: date) -> bool:
    """Whether the person may approve this report, had it been asked for."""
    return report.expected and report.asked_by_id != user.pk and answers_for(user, (Role.LEADER,), report.unit, on)


def _not_of_the_unit(report: Report, roles: Sequence[Role], user: User, on: date, *, to: str) -> NotAllowed:
    names = " hoặc ".join(f"«{role.label}»" for role in roles)
    return NotAllowed(
        f"Tài khoản của {user.full_name} không được {to} của {report.unit.name_on(on)}.",
        rule=f"việc này dành cho vai trò {names} ở chính đơn vị lập báo cáo.",
        remedy="nhờ người giữ vai trò đó ở đơn vị thực hiện, hoặc đề nghị quản trị tài khoản giao vai trò.",
    )
