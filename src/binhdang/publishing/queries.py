"""What the pages of publishing show: the papers with those that wait for the person first, and one paper's chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from binhdang.accounts.models import User
from binhdang.consolidation.models import Snapshot
from binhdang.orgs.access import units_answered_for
from binhdang.orgs.models import Membership, valid_on
from binhdang.orgs.roles import RECEIVING, WRITING, Role
from binhdang.plans.models import Plan
from binhdang.publishing.access import may_withdraw, next_step
from binhdang.publishing.models import Issue, Step
from binhdang.publishing.report_paper import replaced_paper
from binhdang.publishing.states import STEP_NAMES, IssueState


@dataclass(frozen=True, slots=True)
class Link:
    """One responsibility in the chain: taken by whom and when, or waiting for whom."""

    state: IssueState
    name: str
    role: str
    step: Step | None
    waiting_for: list[str]
    """Names of those who hold the role, where this step comes next."""

    @property
    def is_next(self) -> bool:
        """Whether the paper waits for this step."""
        return bool(self.waiting_for)


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper in the list."""

    issue: Issue
    waits_for_me: bool
    holders: list[str]


def papers(user: User, on: date) -> list[Listed]:
    """Reports the person may see and plans of the person's own units: what waits first, then the newest.

    Plans of the units below stand on the page of the plan that they carry out.
    """
    inside = Q(plan=None) | Q(unit__in=units_answered_for(user, (*WRITING, *RECEIVING), on))
    related = ("paper", "unit", "plan", "snapshot__round")
    issues = Issue.objects.visible_to(user, on).filter(inside).select_related(*related).order_by("-pk")
    listed = [Listed(issue, next_step(issue, user, on) is not None, holders(issue, on)) for issue in issues]
    return sorted(listed, key=lambda row: not row.waits_for_me)


def holders(issue: Issue, on: date) -> list[str]:
    """Who has the paper on the desk now, by name; nobody once it was sent or withdrawn."""
    roles = issue.chain.held_by(IssueState(issue.state))
    held = Membership.objects.filter(valid_on(on), role__in=roles, unit=issue.unit, user__is_active=True)
    return list(dict.fromkeys(held.order_by("pk").values_list("user__full_name", flat=True)))


def chain(issue: Issue, on: date) -> list[Link]:
    """The responsibilities in order."""
    taken = {step.state: step for step in issue.steps.select_related("by")}
    waiting = holders(issue, on)
    ahead = issue.chain.after(IssueState(issue.state))
    return [
        Link(step, STEP_NAMES[step], _named(roles), taken.get(step), (waiting or ["–"]) if step == ahead else [])
        for step, roles in issue.chain.done_by.items()
    ]


def _named(roles: Sequence[Role]) -> str:
    return " hoặc ".join(role.label for role in roles)


@dataclass(frozen=True, slots=True)
class IssuePage:
    """One paper: its chain, and what the person may do now."""

    issue: Issue
    chain: list[Link]
    withdrawn: Step | None
    next: IssueState | None
    may_withdraw: bool

    @property
    def next_name(self) -> str:
        """The next step in words."""
        return STEP_NAMES[self.next] if self.next else ""


def issue_page(issue: Issue, user: User, on: date) -> IssuePage:
    """One paper as a person sees it."""
    withdrawn = issue.steps.filter(state=IssueState.WITHDRAWN).select_related("by").last()
    return IssuePage(issue, chain(issue, on), withdrawn, next_step(issue, user, on), may_withdraw(issue, user, on))


def live_issue(snapshot: Snapshot) -> Issue | None:
    """The paper of a snapshot's report that is on its way or out; of a restating snapshot, the replacement's."""
    alive = Issue.objects.filter(report=snapshot.report).exclude(state=IssueState.WITHDRAWN)
    return alive.filter(replaces__snapshot=snapshot.restates_id).first()


def live_plan_issue(plan: Plan) -> Issue | None:
    """The paper of a plan that is on its way or out."""
    return Issue.objects.filter(plan=plan).exclude(state=IssueState.WITHDRAWN).first()


def last_withdrawal(plan: Plan) -> Step | None:
    """Who sent the plan's paper back last, and why."""
    taken = Step.objects.filter(issue__plan=plan, state=IssueState.WITHDRAWN)
    return taken.select_related("by").last()


def waiting_for(user: User, on: date) -> list[Issue]:
    """Papers of which the next step is the person's, oldest first."""
    moving = Issue.objects.visible_to(user, on).exclude(state__in=[IssueState.SENT, IssueState.WITHDRAWN])
    return [issue for issue in moving.select_related("unit").order_by("pk") if next_step(issue, user, on) is not None]


def recipients_of_plan(plan: Plan, on: date) -> list[str]:
    """Nơi nhận to begin with: whoever's plan it carries out, the unit's leaders, and the file."""
    superior = [f"{plan.derived_from.unit.name_on(on)} (b/c)"] if plan.derived_from else []
    return [*superior, f"Lãnh đạo {plan.unit.short_name_on(on)}", "Các cơ quan, tổ chức được giao nhiệm vụ", "Lưu: VT"]


def suggested_title(snapshot: Snapshot) -> str:
    """What the report is about, and which paper it replaces."""
    said = snapshot.content.get("restates")
    replaced = f" (thay thế {replaced_paper(said)})" if said else ""
    return f"{snapshot.content['title']}{replaced}"


def suggested_addressees(snapshot: Snapshot) -> Sequence[str]:
    """To whom the report goes as far as is known: whoever issued the plans that ours carries out."""
    ours = snapshot.round.regime.plan.known_paper
    superiors = ours.carries_out.exclude(issuing_body="").order_by("issued_on", "pk")
    return list(dict.fromkeys(superiors.values_list("issuing_body", flat=True)))


def suggested_recipients(snapshot: Snapshot) -> Sequence[str]:
    """Nơi nhận to begin with: the addressees, those who reported, the focal body, and the file."""
    focal = snapshot.content["focal"]
    return ["Như trên", "Các đơn vị gửi báo cáo", focal["short_name"], "Lưu: VT"]
