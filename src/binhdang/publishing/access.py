"""Who may do what with an outgoing report; pages show a step only to those who may take it."""

from __future__ import annotations

from datetime import date

from binhdang.accounts.models import User
from binhdang.consolidation.models import Snapshot
from binhdang.orgs.access import holds
from binhdang.publishing.models import Issue, Step
from binhdang.publishing.rules import SEPARATE
from binhdang.publishing.states import DONE_BY, HELD_BY, MOVES, IssueState


def may_draft(user: User, snapshot: Snapshot, on: date) -> bool:
    """Whether the person may draft the report of a snapshot."""
    return holds(user, [DONE_BY[IssueState.DRAFTED]], snapshot.report.unit, on)


def next_step(issue: Issue, user: User, on: date) -> IssueState | None:
    """The step forward that the person may take now; None where it is somebody else's turn."""
    to = next((each for each in MOVES[IssueState(issue.state)] if each is not IssueState.WITHDRAWN), None)
    if to is None or not holds(user, [DONE_BY[to]], issue.unit, on):
        return None
    took = Step.objects.filter(issue=issue, by=user, state__in=SEPARATE).exclude(state=to)
    return None if to in SEPARATE and took.exists() else to


def may_withdraw(issue: Issue, user: User, on: date) -> bool:
    """Whether the person may take the paper back to drafting."""
    state = IssueState(issue.state)
    roles = [HELD_BY[state], DONE_BY[IssueState.DRAFTED]] if state in HELD_BY else []
    return IssueState.WITHDRAWN in MOVES[state] and holds(user, roles, issue.unit, on)
