"""Putting a plan in force, and what comes after: tasks added, bodies assigned, conditions that occur, tasks done."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.documents.access import NUMBERING, require_at
from binhdang.documents.actions import release
from binhdang.documents.models import OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Unit
from binhdang.plans import decisions, own_rules, rules
from binhdang.plans.access import require_decider
from binhdang.plans.actions.recording import record_on_plan
from binhdang.plans.binding import bind
from binhdang.plans.lines import Reach
from binhdang.plans.models import Plan, PlanTask, TaskBody, TaskDeadline
from binhdang.plans.states import Origin, PlanState, TaskScope
from binhdang.plans.suggesting import matcher_for
from binhdang.values.texts import nfc


@transaction.atomic
def put_in_force(plan: Plan, *, by: User, at: datetime, paper: OfficialPaper | None = None) -> Plan:
    """Make the decided proposals binding, once. Raises Refusal listing what is still undecided.

    A plan that was written here binds when it is issued: `publishing` gives the numbered `paper` that is its own.
    """
    if paper is not None:
        return _put_issued_in_force(plan, paper, by=by, at=at)
    require_decider(by, plan.unit, day_of(at), to="đưa kế hoạch vào thực hiện")
    Plan.objects.select_for_update().get(pk=plan.pk)
    rules.all_decided(plan)
    rules.not_in_force_already(plan)
    waiting = Plan.objects.filter(pk=plan.pk, state=PlanState.PROPOSED)
    if waiting.update(state=PlanState.IN_FORCE, in_force_at=at, in_force_by=by) != 1:
        rules.still_open(Plan.objects.get(pk=plan.pk))
    plan.refresh_from_db()
    bind(plan, matcher_for(plan).candidates, by=by, at=at)
    release(plan.known_paper, by=by, at=at)
    record_on_plan("plan.put_in_force", plan, plan, by, at, {"tasks": plan.tasks.count()})
    return plan


def _put_issued_in_force(plan: Plan, paper: OfficialPaper, *, by: User, at: datetime) -> Plan:
    require_at(by, NUMBERING, plan.unit, day_of(at), to="phát hành kế hoạch")
    own_rules.can_be_issued(plan, paper)
    now = {"state": PlanState.IN_FORCE, "paper": paper, "in_force_at": at, "in_force_by": by}
    if Plan.objects.filter(pk=plan.pk, state=PlanState.SUBMITTED).update(**now) != 1:
        own_rules.can_be_issued(Plan.objects.get(pk=plan.pk), paper)
    plan.refresh_from_db()
    bind(plan, Reach(plan.unit, day_of(at)).units, by=by, at=at)
    details = {"tasks": plan.tasks.count(), "paper": paper.number_symbol}
    record_on_plan("plan.put_in_force", plan, plan, by, at, details)
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
    record_on_plan("task.added", task, plan, by, at, {"label": label, "basis": task.basis})
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
    record_on_plan(
        "task.assigned", task, task.plan, by, at, {key: row[key] for key in ("unit", "part", "manner", "basis")}
    )
    return body


@transaction.atomic
def unassign(body: TaskBody, *, reason: str, by: User, at: datetime) -> None:
    """Take a body off a task, with the reason; the record keeps what it was."""
    task = body.task
    require_decider(by, task.plan.unit, day_of(at), to="thôi giao nhiệm vụ")
    reason = rules.reason_given(reason, where="lý do thôi giao")
    before = {"unit": body.unit.code, "part": body.part, "manner": body.manner, "origin": body.origin}
    body.delete()
    record_on_plan("task.unassigned", task, task.plan, by, at, {"before": before, "reason": reason})


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
    record_on_plan("deadline.condition_occurred", task, task.plan, by, at, details)
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
    record_on_plan("task.done", task, task.plan, by, at, {"basis": basis})
    return task
