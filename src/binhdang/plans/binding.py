"""Writing what was decided as tasks, bodies, deadlines and reporting duties: nothing that no person confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from binhdang.accounts.models import User
from binhdang.orgs.models import Unit
from binhdang.plans.decisions import last_day
from binhdang.plans.models import Plan, PlanTask, Proposal, ReportingDuty, TaskBody, TaskDeadline
from binhdang.plans.states import BINDING, Origin, ProposalKind, TaskScope

STEP = 100
"""Orders leave room for tasks that a person adds between two of the paper."""


def bind(plan: Plan, candidates: Iterable[Unit], *, by: User, at: datetime) -> None:
    """Make every confirmed or edited proposal of a plan binding. `candidates`: the units it may name."""
    units = {unit.code: unit for unit in candidates}
    decided = plan.proposals.filter(state__in=BINDING)
    for proposal in decided:
        if proposal.kind == ProposalKind.REPORTING:
            _bind_reporting(proposal, units)
        else:
            _bind_task(proposal, units, proposal.decided_by or by, proposal.decided_at or at)


def _bind_task(proposal: Proposal, units: dict[str, Unit], by: User, at: datetime) -> None:
    decision: dict[str, Any] = proposal.decided or {}
    standing = proposal.kind == ProposalKind.STANDING
    task = PlanTask.objects.create(
        plan=proposal.plan,
        proposal=proposal,
        scope=TaskScope.STANDING if standing else TaskScope.TASK,
        origin=Origin.READ,
        basis=proposal.reason,
        spans=proposal.spans,
        order=proposal.order * STEP,
        taken_from=proposal.taken_from,
        **_means(decision),
        **{name: decision[name] for name in ("label", "text", "nature", "group_label", "group_title")},
    )
    TaskBody.objects.bulk_create(
        TaskBody(
            task=task,
            unit=units[row["unit"]],
            part=row["part"],
            manner=row["manner"],
            origin=Origin.READ if row["spans"] or proposal.plan.is_written_here else Origin.ADDED,
            basis=row["basis"],
            spans=row["spans"],
            decided_by=by,
            decided_at=at,
        )
        for row in decision["bodies"]
    )
    TaskDeadline.objects.bulk_create(
        TaskDeadline(
            task=task,
            due_before_on=last_day(row, proposal.plan.year),
            **{name: row[name] for name in ("kind", "text", "month_day", "condition", "spans")},
        )
        for row in decision["deadlines"]
    )


def _means(decision: dict[str, Any]) -> dict[str, Any]:
    """Money and people, of which only a plan written here speaks."""
    person = decision.get("person")
    return {
        "budget": decision.get("budget"),
        "budget_source": decision.get("budget_source", ""),
        "partners": decision.get("partners", ""),
        "person": User.objects.filter(public_id=person).first() if person else None,
    }


def _bind_reporting(proposal: Proposal, units: dict[str, Unit]) -> None:
    decision: dict[str, Any] = proposal.decided or {}
    ReportingDuty.objects.create(
        plan=proposal.plan,
        proposal=proposal,
        frequency=decision["frequency"],
        before=decision["before"],
        to=units[decision["to"]],
        through=units.get(decision["through"]),
        text=decision["text"],
        spans=proposal.spans,
    )
