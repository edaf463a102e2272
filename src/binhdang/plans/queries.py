"""What later stages ask of plans, and what the plan page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from binhdang.accounts.models import User
from binhdang.orgs.models import Unit
from binhdang.plans.models import Plan, PlanTask, Proposal, ReportingDuty, TaskBody
from binhdang.plans.rules import gaps
from binhdang.plans.states import Origin, PlanState, ProposalKind, ProposalState, TaskScope


def plan_in_force(unit: Unit, on: date) -> Plan | None:
    """The unit's own plan for the year of a day, the newest where there are several."""
    return Plan.objects.filter(unit=unit, year=on.year, state=PlanState.IN_FORCE).first()


def tasks_of_unit(unit: Unit, on: date) -> QuerySet[PlanTask]:
    """The tasks that a unit works on in the year of a day, standing duties included.

    Those of plans in force that name the unit; and of the plans that give it a standing duty, which bids it carry out
    the plan's contents, also the tasks that are given to nobody in particular.
    """
    bound = TaskBody.objects.filter(unit=unit, task__plan__state=PlanState.IN_FORCE, task__plan__year=on.year)
    taking_part = bound.filter(task__scope=TaskScope.STANDING).values("task__plan")
    for_everyone = Q(plan__in=taking_part, scope=TaskScope.TASK, bodies=None)
    return PlanTask.objects.filter(Q(pk__in=bound.values("task")) | for_everyone).order_by("plan", "order")


@dataclass(frozen=True)
class TaskRow:
    """A task on the plan page, and the printed numbers that the paper leaves out after it."""

    task: PlanTask
    left_out: list[str]


@dataclass(frozen=True)
class TaskGroup:
    """Tasks under one printed heading."""

    label: str
    title: str
    rows: list[TaskRow]


def task_groups(plan: Plan, scope: TaskScope) -> list[TaskGroup]:
    """The tasks of a plan under their headings, in the order of the paper, with the gaps of its numbering."""
    tasks = plan.tasks.filter(scope=scope).select_related("proposal")
    kind = ProposalKind.STANDING if scope == TaskScope.STANDING else ProposalKind.TASK
    after = gaps(plan.proposals.filter(kind=kind).values_list("label", flat=True))
    groups: dict[tuple[str, str], TaskGroup] = {}
    for task in tasks.prefetch_related("bodies__unit__names", "deadlines"):
        key = (task.group_label, task.group_title)
        row = TaskRow(task, after.get(task.label, []) if task.origin == Origin.READ else [])
        groups.setdefault(key, TaskGroup(*key, rows=[])).rows.append(row)
    return list(groups.values())


@dataclass(frozen=True)
class PlanPage:
    """All that the page of one plan shows."""

    groups: list[TaskGroup]
    standing: list[TaskGroup]
    reporting: list[ReportingDuty]
    rejected: list[Proposal]
    waiting: int
    derived: list[Plan]
    superior: Plan | None


def plan_page(plan: Plan, user: User, on: date) -> PlanPage:
    """The page of a plan for a person, who sees only the related plans that they may see."""
    visible = Plan.objects.visible_to(user, on).select_related("unit").prefetch_related("unit__names")
    duties = plan.reporting_duties.select_related("to", "through", "proposal")
    return PlanPage(
        groups=task_groups(plan, TaskScope.TASK),
        standing=task_groups(plan, TaskScope.STANDING),
        reporting=list(duties.prefetch_related("to__names", "through__names").order_by("pk")),
        rejected=list(plan.proposals.filter(state=ProposalState.REJECTED)),
        waiting=plan.proposals.filter(state=ProposalState.PENDING).count(),
        derived=list(visible.filter(derived_from=plan)),
        superior=visible.filter(derived=plan).first(),
    )


def source_spans(plan: Plan) -> list[tuple[int, int, str]]:
    """Everything that was read from the plan's text, each place under the order of its proposal."""
    found = plan.proposals.values_list("order", "spans")
    return [(start, end, str(order)) for order, spans in found for start, end in spans]
