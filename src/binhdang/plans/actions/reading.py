"""From a read paper to decided proposals: a person confirms, mends or leaves out each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.documents.models import OfficialPaper
from binhdang.documents.rules import require_free
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Unit
from binhdang.plans import decisions, rules
from binhdang.plans.access import require_decider
from binhdang.plans.actions.recording import decide, proposal_label, record_on_plan
from binhdang.plans.matching import Matcher
from binhdang.plans.models import Plan, Proposal
from binhdang.plans.proposing import propose_all
from binhdang.plans.states import ProposalKind, ProposalState
from binhdang.plans.suggesting import Decision, Suggestion, matcher_for, suggest
from binhdang.values.refusals import Refusal


@transaction.atomic
def propose(
    paper: OfficialPaper, *, unit: Unit, year: int, by: User, at: datetime, derived_from: Plan | None = None
) -> Plan:
    """Make a plan of a read paper: everything read stands there as a proposal and binds nobody yet.

    `derived_from` is the superior's plan in force that this one carries out.
    """
    require_decider(by, unit, day_of(at), to="lập kế hoạch")
    rules.can_become_plan(paper, unit, year)
    if derived_from is not None:
        rules.can_be_derived_from(derived_from, unit, day_of(at))
    title = paper.title or f"Kế hoạch năm {year}"
    plan = Plan.objects.create(unit=unit, paper=paper, year=year, title=title, derived_from=derived_from)
    found = propose_all(plan)
    if not any(proposal.kind == ProposalKind.TASK for proposal in found):
        raise rules.no_tasks(paper)
    record_on_plan("plan.proposed", plan, plan, by, at, {"proposals": len(found), "year": year})
    return plan


@transaction.atomic
def confirm(
    proposal: Proposal,
    *,
    revision: int,
    by: User,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Proposal:
    """Confirm a proposal as read, or with `changes` (keys of the decision) and the reason for them.

    Raises Conflict where someone decided on it since `revision`, Refusal where a name is still unresolved.
    """
    plan = proposal.plan
    _open_for_decision(plan, by, at, to="xác nhận đề xuất")
    matcher = matcher_for(plan)
    suggestion = suggest(proposal, matcher)
    if changes is None:
        rules.all_named(suggestion, proposal.label)
    decision = _checked(proposal, {**suggestion.decision, **(changes or {})}, suggestion, matcher)
    edited = bool(suggestion.unresolved) or decision != _as_read(proposal, suggestion, matcher)
    if edited:
        reason = rules.reason_given(reason, where=f"lý do sửa {proposal_label(proposal)}")
    state = ProposalState.EDITED if edited else ProposalState.CONFIRMED
    return decide(proposal, state, decision, reason, revision=revision, by=by, at=at)


def _checked(proposal: Proposal, decision: Decision, suggestion: Suggestion, matcher: Matcher) -> Decision:
    """The decision as the rules let it stand. A printed label is kept as printed."""
    if proposal.kind == ProposalKind.REPORTING:
        return decisions.reporting(decision, matcher)
    if proposal.label:
        decision = {**decision, "label": proposal.label}
    else:
        rules.label_is_free(proposal.plan, str(decision["label"]).strip())
    named = [match.spans for match in suggestion.matches]
    return decisions.task(decision, year=proposal.plan.year, read_spans=named, matcher=matcher)


def _as_read(proposal: Proposal, suggestion: Suggestion, matcher: Matcher) -> Decision | None:
    """What the suggestion alone would decide; None where it cannot stand without a person's correction."""
    try:
        return _checked(proposal, suggestion.decision, suggestion, matcher)
    except Refusal:
        return None


@transaction.atomic
def reject(proposal: Proposal, *, revision: int, reason: str, by: User, at: datetime) -> Proposal:
    """Leave a proposal out, with the reason. What the paper says there stays readable."""
    _open_for_decision(proposal.plan, by, at, to="bỏ đề xuất")
    reason = rules.reason_given(reason, where=f"lý do bỏ {proposal_label(proposal)}")
    return decide(proposal, ProposalState.REJECTED, None, reason, revision=revision, by=by, at=at)


@transaction.atomic
def confirm_all(plan: Plan, *, by: User, at: datetime) -> int:
    """Confirm every waiting proposal that needs no correction; returns how many. Unread passages stay waiting."""
    _open_for_decision(plan, by, at, to="xác nhận đề xuất")
    matcher, confirmed = matcher_for(plan), 0
    waiting = plan.proposals.filter(state=ProposalState.PENDING).exclude(kind=ProposalKind.UNREAD)
    for proposal in waiting.select_related("plan__paper", "plan__unit"):
        if not suggest(proposal, matcher).unresolved:
            confirm(proposal, revision=proposal.revision, by=by, at=at)
            confirmed += 1
    return confirmed


def _open_for_decision(plan: Plan, by: User, at: datetime, *, to: str) -> None:
    require_decider(by, plan.unit, day_of(at), to=to)
    rules.still_open(Plan.objects.select_for_update().get(pk=plan.pk))  # nobody binds it meanwhile
    require_free(plan.known_paper, by=by)
