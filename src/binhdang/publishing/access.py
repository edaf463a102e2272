"""Who may do what with an outgoing paper; pages show a step only to those who may take it.

A step is taken by somebody of the very unit whose paper it is, or of the one that followed it: a superior signs nothing
for a unit below.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from binhdang.accounts.models import User
from binhdang.consolidation.models import Snapshot
from binhdang.orgs.access import answers_for
from binhdang.orgs.models import Membership, Unit, valid_on
from binhdang.orgs.roles import Role
from binhdang.plans.models import Plan
from binhdang.publishing.models import Issue, Step
from binhdang.publishing.rules import SEPARATE
from binhdang.publishing.states import CHAINS, FOCAL_CHAIN, IssueState, Way
from binhdang.values.refusals import NotAllowed


def may_draft(user: User, snapshot: Snapshot, on: date) -> bool:
    """Whether the person may draft the report of a snapshot."""
    return answers_for(user, FOCAL_CHAIN.done_by[IssueState.DRAFTED], snapshot.report.unit, on)


def may_submit(user: User, plan: Plan, on: date) -> bool:
    """Whether the person may set a unit's own plan on its way to signature."""
    return answers_for(user, CHAINS[way_of(plan.unit, on)].done_by[IssueState.DRAFTED], plan.unit, on)


def way_of(unit: Unit, on: date) -> Way:
    """Through the focal body where the unit has one: somebody signs there who is not its only leader."""
    signs = Membership.objects.filter(valid_on(on), unit=unit, role=Role.SIGNER, user__is_active=True)
    return Way.FOCAL if signs.exists() else Way.SMALL


def require_hand(user: User, roles: Iterable[Role], unit: Unit, on: date, *, to: str) -> None:
    """Raise NotAllowed where the person holds none of the roles at the unit. `to`: what was attempted, a verb."""
    wanted = list(dict.fromkeys(roles))
    if not answers_for(user, wanted, unit, on):
        names = " hoặc ".join(f"«{role.label}»" for role in wanted)
        raise NotAllowed(
            f"Tài khoản của {user.full_name} không được {to} cho {unit.name_on(on)}.",
            rule=f"việc này dành cho vai trò {names} của đơn vị.",
            remedy="nhờ người giữ vai trò đó thực hiện, hoặc đề nghị quản trị tài khoản giao vai trò.",
        )


def next_step(issue: Issue, user: User, on: date) -> IssueState | None:
    """The step forward that the person may take now; None where it is somebody else's turn."""
    to = issue.chain.after(IssueState(issue.state))
    if to is None or not answers_for(user, issue.chain.done_by[to], issue.unit, on):
        return None
    took = Step.objects.filter(issue=issue, by=user, state__in=SEPARATE).exclude(state=to)
    return None if to in SEPARATE and took.exists() else to


def may_withdraw(issue: Issue, user: User, on: date) -> bool:
    """Whether the person may take the paper back to drafting."""
    chain, state = issue.chain, IssueState(issue.state)
    roles = (*chain.held_by(state), *chain.done_by[IssueState.DRAFTED])
    return IssueState.WITHDRAWN in chain.moves(state) and answers_for(user, roles, issue.unit, on)
