"""What the page of a unit's own plan shows: its lines under their headings, what came of each, and the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from binhdang.accounts.models import User
from binhdang.orgs.models import Membership, Unit, UnitClosure, valid_on
from binhdang.plans.access import DECIDING, may_decide
from binhdang.plans.lines import Reach, checks, current, is_localised, proposed_drop
from binhdang.plans.models import Plan, PlanTask, Proposal, TaskBody
from binhdang.plans.numbering import numbered
from binhdang.plans.states import BINDING, PlanState, ProposalState, TaskScope


@dataclass(frozen=True)
class LineView:
    """One line: its number, its words, where they come from, and what a person must still do."""

    line: Proposal
    label: str
    text: str
    original: str
    """The words of the task it came from, where the unit says it otherwise."""
    became: str
    tone: str
    bodies: list[str]
    person: str
    partners: str
    deadlines: list[str]
    budget: int | None
    budget_source: str
    checks: list[str]
    drop: str
    names_us: bool
    """Whether the superior's plan gives the task to this very unit."""

    @property
    def waits(self) -> bool:
        """Whether nobody decided yet."""
        return self.line.state == ProposalState.PENDING


@dataclass(frozen=True)
class GroupView:
    """A heading with its lines."""

    label: str
    title: str
    lines: list[LineView]


@dataclass(frozen=True)
class OwnPage:
    """All that the page of a unit's own plan shows."""

    plan: Plan
    groups: list[GroupView]
    dropped: list[Proposal]
    waiting: int
    ready: int
    kept: int
    localised: int
    added: int
    budget: int
    funded: int
    standing: int
    superior: Plan | None
    new_above: int
    may_write: bool

    @property
    def total(self) -> int:
        """How many lines there are, dropped ones too."""
        return self.standing + len(self.dropped)


def own_page(plan: Plan, user: User, on: date) -> OwnPage:
    """The page of a unit's own plan for a person."""
    found = plan.proposals.select_related("taken_from__plan", "decided_by").prefetch_related("taken_from__bodies")
    lines, reach = list(found), Reach(plan.unit, on)
    groups = [
        GroupView(group.label, group.title, [_view(line, label, reach) for label, line in group.lines])
        for group in numbered(lines)
    ]
    views = [view for group in groups for view in group.lines]
    decided = [view for view in views if view.line.state in BINDING]
    money = [view.budget for view in views if view.budget is not None]
    return OwnPage(
        plan=plan,
        groups=groups,
        dropped=[line for line in lines if line.state == ProposalState.REJECTED],
        waiting=sum(view.waits for view in views),
        ready=sum(view.waits and not view.checks and not view.drop for view in views),
        kept=sum(view.line.taken_from is not None and not view.original for view in decided),
        localised=sum(bool(view.original) for view in decided),
        added=sum(view.line.taken_from is None for view in decided),
        budget=sum(money),
        funded=len(money),
        standing=len(views),
        superior=Plan.objects.visible_to(user, on).filter(derived=plan).first(),
        new_above=new_tasks(plan).count() if plan.state == PlanState.DRAFTING else 0,
        may_write=plan.state == PlanState.DRAFTING and may_decide(user, plan.unit, on),
    )


def _view(line: Proposal, label: str, reach: Reach) -> LineView:
    said, task = current(line), line.taken_from
    names = {unit.code: unit.short_name_on(reach.on) for unit in reach.units}
    people = {person.public_id: person.full_name for person in reach.people}
    became, tone = _became(line)
    waits = line.state == ProposalState.PENDING
    return LineView(
        line=line,
        label=label,
        text=str(said["text"]),
        original=task.text if task and is_localised(line) else "",
        became=became,
        tone=tone,
        bodies=[f"{names.get(r['unit'], r['unit'])} ({TaskBody.Part(r['part']).label})" for r in said["bodies"]],
        person=people.get(said["person"], ""),
        partners=said["partners"],
        deadlines=[row["text"] for row in said["deadlines"]],
        budget=said["budget"],
        budget_source=said["budget_source"],
        checks=checks(line) if waits else [],
        drop=proposed_drop(line) if waits else "",
        names_us=task is not None and any(body.unit_id == reach.unit.pk for body in task.bodies.all()),
    )


def _became(line: Proposal) -> tuple[str, str]:
    if line.state == ProposalState.PENDING:
        return ("cần kiểm tra", "warn") if checks(line) or proposed_drop(line) else ("chưa quyết định", "waiting")
    if line.taken_from is None:
        return "bổ sung", "good"
    return ("đã cụ thể hóa", "good") if is_localised(line) else ("đã nhận nguyên văn", "good")


def new_tasks(plan: Plan) -> QuerySet[PlanTask]:
    """The superior's tasks that are not yet lines of the draft: added there since it was begun."""
    have = plan.proposals.exclude(taken_from=None).values("taken_from")
    return PlanTask.objects.filter(plan=plan.derived_from, scope=TaskScope.TASK).exclude(pk__in=have)


def units_to_plan_for(superior: Plan, user: User, on: date) -> list[Unit]:
    """The person's units below the superior's that have no plan carrying it out."""
    below = UnitClosure.objects.filter(valid_on(on), ancestor=superior.unit, depth__gt=0, inherited=False)
    mine = Membership.objects.filter(valid_on(on), user=user, role__in=DECIDING)
    units = Unit.objects.filter(pk__in=below.values("descendant")).filter(pk__in=mine.values("unit"))
    return list(units.exclude(plans__derived_from=superior).prefetch_related("names").order_by("code"))


def superiors_of(plan: Plan, user: User, on: date) -> list[Plan]:
    """Plans in force for the same year of units above, which a draft begun from last year may carry out."""
    above = UnitClosure.objects.filter(valid_on(on), descendant=plan.unit, depth__gt=0, inherited=False)
    seen = Plan.objects.visible_to(user, on).filter(unit__in=above.values("ancestor"), year=plan.year)
    return list(seen.filter(state=PlanState.IN_FORCE).select_related("unit").prefetch_related("unit__names"))
