"""What every verb of plans ends in: one guarded decision on a proposal, and a row in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.jobs.clock import day_of
from binhdang.plans.models import Plan, PlanTask, Proposal
from binhdang.plans.states import ProposalKind, ProposalState
from binhdang.plans.suggesting import Decision
from binhdang.values.refusals import Conflict


def decide(
    proposal: Proposal,
    state: ProposalState,
    decided: Decision | None,
    reason: str,
    *,
    revision: int,
    by: User,
    at: datetime,
) -> Proposal:
    """Write a decision made on `revision`. Raises Conflict where somebody decided since."""
    seen = Proposal.objects.filter(pk=proposal.pk, revision=revision)
    new = {"state": state, "decided": decided, "reason": reason, "decided_by": by, "decided_at": at}
    if seen.update(revision=revision + 1, **new) != 1:
        proposal.refresh_from_db()
        raise _decided_meanwhile(proposal, decided)
    before = {"state": proposal.state, "decided": proposal.decided}
    proposal.refresh_from_db()
    after = {"state": state, "decided": decided}
    details = {"label": proposal.label, "before": before, "after": after, "reason": reason}
    record_on_plan(f"proposal.{state}", proposal, proposal.plan, by, at, details)
    return proposal


def _decided_meanwhile(proposal: Proposal, mine: Decision | None) -> Conflict:
    who = proposal.decided_by.full_name if proposal.decided_by else "Người khác"
    return Conflict(
        f"{who} đã quyết định đề xuất này trong lúc bạn đang xem.",
        where=proposal_label(proposal),
        mine=mine,
        theirs=proposal.decided,
        revision=proposal.revision,
        remedy="so sánh hai quyết định dưới đây; muốn thay thì gửi lại, hệ thống ghi cả hai.",
    )


def proposal_label(proposal: Proposal) -> str:
    """What a proposal is called in a refusal: its kind and its printed label."""
    return " ".join(part for part in (ProposalKind(proposal.kind).label, proposal.label) if part)


def record_on_plan(verb: str, thing: Any, plan: Plan, by: User, at: datetime, details: Mapping[str, Any]) -> None:
    """The audit row of something done to a plan or one of its parts."""
    label = f"{thing.label} {plan.title}" if isinstance(thing, PlanTask | Proposal) else plan.title
    name = plan.unit.name_on(day_of(at))
    record(verb, by=by, at=at, thing=thing, unit=plan.unit, unit_name=name, label=label, details=details)
