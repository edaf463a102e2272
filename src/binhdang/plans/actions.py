"""From a read paper to a plan in force: proposing, deciding, putting in force, and what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.documents.actions import release
from binhdang.documents.models import OfficialPaper
from binhdang.documents.rules import require_free
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Unit
from binhdang.plans import decisions, rules
from binhdang.plans.access import require_decider
from binhdang.plans.binding import bind
from binhdang.plans.matching import Matcher
from binhdang.plans.models import Plan, PlanTask, Proposal, TaskBody, TaskDeadline
from binhdang.plans.proposing import propose_all
from binhdang.plans.states import Origin, PlanState, ProposalKind, ProposalState, TaskScope
from binhdang.plans.suggesting import Decision, Suggestion, matcher_for, suggest
from binhdang.values.refusals import Conflict, Refusal
from binhdang.values.texts import nfc


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
    _record("plan.proposed", plan, plan, by, at, {"proposals": len(found), "year": year})
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
        reason = rules.reason_given(reason, where=f"lý do sửa {_label(proposal)}")
    state = ProposalState.EDITED if edited else ProposalState.CONFIRMED
    return _decide(proposal, state, decision, reason, revision=revision, by=by, at=at)


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
    reason = rules.reason_given(reason, where=f"lý do bỏ {_label(proposal)}")
    return _decide(proposal, ProposalState.REJECTED, None, reason, revision=revision, by=by, at=at)


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
    require_free(plan.paper, by=by)


def _decide(
    proposal: Proposal,
    state: ProposalState,
    decided: Decision | None,
    reason: str,
    *,
    revision: int,
    by: User,
    at: datetime,
) -> Proposal:
    seen = Proposal.objects.filter(pk=proposal.pk, revision=revision)
    new = {"state": state, "decided": decided, "reason": reason, "decided_by": by, "decided_at": at}
    if seen.update(revision=revision + 1, **new) != 1:
        proposal.refresh_from_db()
        raise _decided_meanwhile(proposal, decided)
    before = {"state": proposal.state, "decided": proposal.decided}
    proposal.refresh_from_db()
    after = {"state": state, "decided": decided}
    details = {"label": proposal.label, "before": before, "after": after, "reason": reason}
    _record(f"proposal.{state}", proposal, proposal.plan, by, at, details)
    return proposal


def _decided_meanwhile(proposal: Proposal, mine: Decision | None) -> Conflict:
    who = proposal.decided_by.full_name if proposal.decided_by else "Người khác"
    return Conflict(
        f"{who} đã quyết định đề xuất này trong lúc bạn đang xem.",
        where=_label(proposal),
        mine=mine,
        theirs=proposal.decided,
        revision=proposal.revision,
        remedy="so sánh hai quyết định dưới đây; muốn thay thì gửi lại, hệ thống ghi cả hai.",
    )


@transaction.atomic
def put_in_force(plan: Plan, *, by: User, at: datetime) -> Plan:
    """Make the decided proposals binding, once. Raises Refusal listing what is still undecided."""
    require_decider(by, plan.unit, day_of(at), to="đưa kế hoạch vào thực hiện")
    Plan.objects.select_for_update().get(pk=plan.pk)
    rules.all_decided(plan)
    rules.not_in_force_already(plan)
    waiting = Plan.objects.filter(pk=plan.pk, state=PlanState.PROPOSED)
    if waiting.update(state=PlanState.IN_FORCE, in_force_at=at, in_force_by=by) != 1:
        rules.still_open(Plan.objects.get(pk=plan.pk))
    plan.refresh_from_db()
    bind(plan, matcher_for(plan), by=by, at=at)
    release(plan.paper, by=by, at=at)
    _record("plan.put_in_force", plan, plan, by, at, {"tasks": plan.tasks.count()})
    return plan


@transaction.atomic
def add_task(
    plan: Plan,
    *,
    label: str,
    text: str,
    nature: str,
    basis: str,
    by: User,
    at: datetime,
    group_label: str = "",
) -> PlanTask:
    """Add a task that the paper does not have. It is marked "bổ sung" and carries its basis."""
    require_decider(by, plan.unit, day_of(at), to="bổ sung nhiệm vụ")
    label = nfc(label.strip())
    rules.label_is_free(plan, label)
    group = plan.tasks.filter(group_label=group_label, scope=TaskScope.TASK)
    last = group.last() or plan.tasks.filter(scope=TaskScope.TASK).last()
    decision = {"label": label, "text": text, "nature": nature, "bodies": [], "deadlines": []}
    checked = decisions.task(decision, year=plan.year, read_spans=[], matcher=matcher_for(plan))
    task = PlanTask.objects.create(
        plan=plan,
        scope=TaskScope.TASK,
        group_label=group_label,
        group_title=last.group_title if last and last.group_label == group_label else "",
        label=label,
        text=checked["text"],
        nature=checked["nature"],
        origin=Origin.ADDED,
        basis=rules.reason_given(basis, where="căn cứ bổ sung"),
        order=last.order + 1 if last else 1,
    )
    _record("task.added", task, plan, by, at, {"label": label, "basis": task.basis})
    return task


@transaction.atomic
def assign(task: PlanTask, *, unit: Unit, part: str, manner: str, basis: str, by: User, at: datetime) -> TaskBody:
    """Give a task to a body that the paper does not name there: a recorded decision with its basis."""
    require_decider(by, task.plan.unit, day_of(at), to="giao nhiệm vụ")
    row = {"unit": unit.code, "part": part, "manner": manner, "spans": [], "basis": basis}
    others = [{**row, "unit": other.unit.code, "basis": "-"} for other in task.bodies.select_related("unit")]
    where = f"nhiệm vụ {task.label}"
    [*_, checked] = decisions.bodies([*others, row], [], matcher_for(task.plan), where)
    body = TaskBody.objects.create(
        task=task,
        unit=unit,
        part=checked["part"],
        manner=checked["manner"],
        origin=Origin.ADDED,
        basis=rules.reason_given(basis, where="căn cứ giao nhiệm vụ"),
        decided_by=by,
        decided_at=at,
    )
    _record("task.assigned", task, task.plan, by, at, {key: row[key] for key in ("unit", "part", "manner", "basis")})
    return body


@transaction.atomic
def unassign(body: TaskBody, *, reason: str, by: User, at: datetime) -> None:
    """Take a body off a task, with the reason; the record keeps what it was."""
    task = body.task
    require_decider(by, task.plan.unit, day_of(at), to="thôi giao nhiệm vụ")
    reason = rules.reason_given(reason, where="lý do thôi giao")
    before = {"unit": body.unit.code, "part": body.part, "manner": body.manner, "origin": body.origin}
    body.delete()
    _record("task.unassigned", task, task.plan, by, at, {"before": before, "reason": reason})


@transaction.atomic
def condition_occurred(
    deadline: TaskDeadline,
    *,
    on: date,
    due_before_on: date | None,
    basis: str,
    by: User,
    at: datetime,
    paper: OfficialPaper | None = None,
) -> TaskDeadline:
    """What the task waited for has happened, says a document (`basis`); from now on it may have a due day."""
    task = deadline.task
    require_decider(by, task.plan.unit, day_of(at), to="ghi điều kiện đã xảy ra")
    basis = rules.reason_given(basis, where="căn cứ (số, ngày văn bản)")
    rules.condition_can_occur(deadline, on, due_before_on, day_of(at))
    if paper is not None and not OfficialPaper.objects.visible_to(by, day_of(at)).filter(pk=paper.pk).exists():
        raise rules.refused("Không có văn bản này trong sổ bạn được xem.", "văn bản trong sổ", "", "chọn lại văn bản")
    waiting = TaskDeadline.objects.filter(pk=deadline.pk, occurred_on=None)
    if waiting.update(occurred_on=on, due_before_on=due_before_on, occurred_basis=basis, occurred_paper=paper) != 1:
        deadline.refresh_from_db()
        rules.condition_can_occur(deadline, on, due_before_on, day_of(at))
    deadline.refresh_from_db()
    details = {"condition": deadline.condition, "on": f"{on}", "due_before_on": f"{due_before_on}", "basis": basis}
    _record("deadline.condition_occurred", task, task.plan, by, at, details)
    return deadline


@transaction.atomic
def mark_done(task: PlanTask, *, by: User, at: datetime, basis: str) -> PlanTask:
    """A task that is done once is done. Raises Refusal for a continuous or periodic one."""
    require_decider(by, task.plan.unit, day_of(at), to="đánh dấu hoàn thành")
    rules.can_be_done(task)
    basis = rules.reason_given(basis, where="căn cứ hoàn thành")
    if PlanTask.objects.filter(pk=task.pk, done_at=None).update(done_at=at, done_basis=basis) != 1:
        rules.can_be_done(PlanTask.objects.get(pk=task.pk))
    task.refresh_from_db()
    _record("task.done", task, task.plan, by, at, {"basis": basis})
    return task


def _label(proposal: Proposal) -> str:
    return " ".join(part for part in (ProposalKind(proposal.kind).label, proposal.label) if part)


def _record(verb: str, thing: Any, plan: Plan, by: User, at: datetime, details: Mapping[str, Any]) -> None:
    label = f"{thing.label} {plan.title}" if isinstance(thing, PlanTask | Proposal) else plan.title
    name = plan.unit.name_on(day_of(at))
    record(verb, by=by, at=at, thing=thing, unit=plan.unit, unit_name=name, label=label, details=details)
