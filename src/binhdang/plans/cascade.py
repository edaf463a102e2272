"""How far a plan has come down: which units below issued their own, and which of its tasks nobody took over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from binhdang.accounts.models import User
from binhdang.orgs.access import holds
from binhdang.orgs.models import Unit, UnitClosure, UnitKind, valid_on
from binhdang.orgs.queries import in_order
from binhdang.orgs.roles import RECEIVING
from binhdang.plans.models import Plan, PlanTask, Proposal
from binhdang.plans.states import PlanState, ProposalState, TaskScope

COMMITTEES = (UnitKind.DISTRICT_COMMITTEE, UnitKind.COMMUNE_COMMITTEE)
ISSUED = (PlanState.IN_FORCE, PlanState.ENDED)

NOT_BEGUN, DRAFTING, SUBMITTED, DONE = "chua-bat-dau", "dang-soan", "dang-trinh", "da-ban-hanh"
STAGES = {
    NOT_BEGUN: ("chưa bắt đầu", "neutral"),
    DRAFTING: ("đang soạn", "waiting"),
    SUBMITTED: ("đang trình ký", "waiting"),
    DONE: ("đã ban hành", "good"),
}
"""How far a unit may be, in words and in tone."""
_STAGE_OF = {
    PlanState.PROPOSED: DRAFTING,
    PlanState.DRAFTING: DRAFTING,
    PlanState.SUBMITTED: SUBMITTED,
    PlanState.IN_FORCE: DONE,
    PlanState.ENDED: DONE,
}


@dataclass(frozen=True)
class UnitRow:
    """One unit below. `plan` only once it is issued: before, its words are its own affair."""

    unit: Unit
    stage: str
    plan: Plan | None

    @property
    def said(self) -> str:
        """The stage in words."""
        return STAGES[self.stage][0]

    @property
    def tone(self) -> str:
        """The tone of its pill."""
        return STAGES[self.stage][1]


@dataclass(frozen=True)
class TaskRow:
    """One task of the superior's plan: by how many issued plans it was taken over, by how many left out."""

    task: PlanTask
    taken: int
    dropped: int


@dataclass(frozen=True)
class Cascade:
    """All units and all tasks, and how many plans can be compared task by task."""

    units: list[UnitRow]
    tasks: list[TaskRow]
    linked: int
    """Issued plans written here; one that came as a file does not say which task it carries out."""

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Stage, words, and how many units stand there."""
        return [(s, words, sum(row.stage == s for row in self.units)) for s, (words, _) in STAGES.items()]

    @property
    def orphans(self) -> list[TaskRow]:
        """Tasks that no issued plan took over."""
        return [row for row in self.tasks if not row.taken] if self.linked else []


def may_follow(user: User, plan: Plan, on: date) -> bool:
    """Whether the person receives for the unit whose plan it is what the units below do."""
    return plan.state in ISSUED and holds(user, RECEIVING, plan.unit, on)


def cascade(plan: Plan, on: date) -> Cascade:
    """How far a plan has come down on a day, in a number of queries that does not grow with the units."""
    derived = {own.unit_id: own for own in Plan.objects.filter(derived_from=plan).select_related("paper")}
    direct = UnitClosure.objects.filter(valid_on(on), ancestor=plan.unit, depth=1, inherited=False)
    asked = Q(pk__in=direct.values("descendant"), kind__in=COMMITTEES)
    units = Unit.objects.filter(asked | Q(pk__in=derived)).prefetch_related("names")
    linked = Plan.objects.filter(derived_from=plan, wording__isnull=False, state__in=ISSUED).count()
    return Cascade([_row(unit, derived.get(unit.pk)) for unit in in_order(units, on)], _tasks(plan), linked)


def _row(unit: Unit, own: Plan | None) -> UnitRow:
    stage = _STAGE_OF[PlanState(own.state)] if own else NOT_BEGUN
    return UnitRow(unit, stage, own if stage == DONE else None)


def _tasks(plan: Plan) -> list[TaskRow]:
    taken = Counter(taken_over(plan).values_list("taken_from", flat=True))
    dropped = Counter(left_out(plan).values_list("taken_from", flat=True))
    tasks = plan.tasks.filter(scope=TaskScope.TASK)
    return [TaskRow(task, taken[task.pk], dropped[task.pk]) for task in tasks]


def taken_over(plan: Plan) -> QuerySet[PlanTask]:
    """The tasks of issued plans below that carry out tasks of this one."""
    return PlanTask.objects.filter(taken_from__plan=plan, plan__derived_from=plan, plan__state__in=ISSUED)


def left_out(plan: Plan) -> QuerySet[Proposal]:
    """What issued plans below left out of this one, with their reasons."""
    dropped = Proposal.objects.filter(taken_from__plan=plan, state=ProposalState.REJECTED)
    return dropped.filter(plan__derived_from=plan, plan__state__in=ISSUED)
