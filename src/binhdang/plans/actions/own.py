"""A unit's own plan: derived from its superior's, or begun from its plan of last year; written line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from binhdang.accounts.models import User
from binhdang.documents.access import require_at
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.plans import lines, own_rules, rules
from binhdang.plans.access import require_decider
from binhdang.plans.actions.recording import decide, record_on_plan
from binhdang.plans.binding import STEP
from binhdang.plans.lines import Reach
from binhdang.plans.models import Plan, PlanTask, PlanWording, Proposal
from binhdang.plans.numbering import labels, numbered
from binhdang.plans.states import BINDING, PlanState, ProposalKind, ProposalState, TaskScope
from binhdang.plans.suggesting import Decision
from binhdang.values.refusals import Conflict
from binhdang.values.texts import nfc

WORDS = ("purpose", "requirements", "carrying_out")


@transaction.atomic
def derive(superior: Plan, *, unit: Unit, by: User, at: datetime) -> Plan:
    """Begin a unit's own plan from a superior's in force: each of its tasks waits to be taken over or dropped."""
    on = day_of(at)
    require_decider(by, unit, on, to="lập kế hoạch")
    rules.can_be_derived_from(superior, unit, on)
    own_rules.not_carried_out_yet(superior, unit)
    title = f"Triển khai Kế hoạch năm {superior.year} của {superior.unit.name_on(on)}"[:500]
    plan = _begin(unit, superior.year, title, derived_from=superior)
    brought = _bring_in(plan, superior)
    record_on_plan("plan.derived", plan, plan, by, at, {"from": superior.public_id, "tasks": brought})
    return plan


@transaction.atomic
def plan_next_year(last: Plan, *, by: User, at: datetime) -> Plan:
    """Begin next year's plan from the unit's own of this year; nothing of it stands before a person looked at it."""
    on = day_of(at)
    require_decider(by, last.unit, on, to="lập kế hoạch")
    own_rules.can_be_continued(last)
    year = last.year + 1
    title = last.title.replace(str(last.year), str(year))
    plan = _begin(last.unit, year, title, continues=last)
    reach, tasks = Reach(last.unit, on), _tasks_of(last).select_related("plan", "person")
    _propose(plan, ((task, lines.from_last_year(task, year, reach)) for task in tasks))
    details = {"from": last.public_id, "year": year, "tasks": plan.proposals.count()}
    record_on_plan("plan.continued", plan, plan, by, at, details)
    return plan


def _begin(unit: Unit, year: int, title: str, **origin: Plan) -> Plan:
    own_rules.none_drafted(unit, year)
    try:
        with transaction.atomic():
            plan = Plan.objects.create(unit=unit, year=year, title=title, state=PlanState.DRAFTING, **origin)
    except IntegrityError as error:  # two people at one time
        raise own_rules.begun_already(None) from error
    PlanWording.objects.create(plan=plan)
    return plan


@transaction.atomic
def carry_out(plan: Plan, superior: Plan, *, by: User, at: datetime) -> int:
    """Bring a superior's tasks into a draft: of a plan that came after the draft was begun, or added to it since.

    Returns how many came.
    """
    _open(plan, by, at)
    rules.can_be_derived_from(superior, plan.unit, day_of(at))
    own_rules.same_year(superior, plan.year)
    if plan.derived_from_id not in (None, superior.pk):
        raise rules.refused("Kế hoạch đang thực hiện kế hoạch khác.", plan.title, "", "giữ kế hoạch cấp trên đã chọn")
    if plan.derived_from_id is None:
        own_rules.not_carried_out_yet(superior, plan.unit)
        Plan.objects.filter(pk=plan.pk).update(derived_from=superior)
        plan.derived_from = superior
    brought = _bring_in(plan, superior)
    record_on_plan("plan.tasks_brought", plan, plan, by, at, {"from": superior.public_id, "tasks": brought})
    return brought


def _bring_in(plan: Plan, superior: Plan) -> int:
    have = plan.proposals.exclude(taken_from=None).values("taken_from")
    new = list(_tasks_of(superior).exclude(pk__in=have))
    return _propose(plan, ((task, lines.from_superior(task, plan.unit)) for task in new))


def _tasks_of(plan: Plan) -> Any:
    return plan.tasks.filter(scope=TaskScope.TASK).prefetch_related("bodies__unit", "deadlines")


def _propose(plan: Plan, suggested: Iterable[tuple[PlanTask, Decision]]) -> int:
    last = plan.proposals.last()
    first = last.order + STEP if last else STEP
    found = [
        Proposal(plan=plan, kind=ProposalKind.TASK, order=first + STEP * place, reading=reading, taken_from=task)
        for place, (task, reading) in enumerate(suggested)
    ]
    return len(Proposal.objects.bulk_create(found))


@transaction.atomic
def take_over(line: Proposal, *, revision: int, by: User, at: datetime) -> Proposal:
    """Take a line over as it is suggested: the words kept, the lineage to the task it came from."""
    return _write(line, {}, revision=revision, by=by, at=at)


@transaction.atomic
def take_over_all(plan: Plan, *, by: User, at: datetime) -> int:
    """Take over every waiting line that asks for no look of its own; returns how many."""
    _open(plan, by, at)
    waiting = plan.proposals.filter(state=ProposalState.PENDING).select_related("plan__unit", "taken_from")
    plain = [line for line in waiting if not lines.checks(line) and not lines.proposed_drop(line)]
    for line in plain:
        _write(line, {}, revision=line.revision, by=by, at=at)
    return len(plain)


@transaction.atomic
def write_line(line: Proposal, *, revision: int, changes: Mapping[str, Any], by: User, at: datetime) -> Proposal:
    """Write a line in the unit's own words, with its bodies, days and money. `changes`: keys of the decision.

    Raises Conflict where somebody wrote it since `revision`, Refusal naming what to mend; nothing is saved then.
    """
    return _write(line, changes, revision=revision, by=by, at=at)


def _write(line: Proposal, changes: Mapping[str, Any], *, revision: int, by: User, at: datetime) -> Proposal:
    plan = line.plan
    _open(plan, by, at)
    reach = Reach(plan.unit, day_of(at))
    decision = lines.checked({**lines.current(line), **changes}, reach=reach, year=plan.year)
    kept = line.taken_from is not None and decision["text"] == line.taken_from.text
    state = ProposalState.CONFIRMED if kept else ProposalState.EDITED
    return decide(line, state, decision, "", revision=revision, by=by, at=at)


@transaction.atomic
def drop_line(line: Proposal, *, revision: int, reason: str, by: User, at: datetime) -> Proposal:
    """Leave a line out of the plan, with the reason that the superior will read."""
    _open(line.plan, by, at)
    reason = rules.reason_given(reason or lines.proposed_drop(line), where="lý do không đưa vào kế hoạch")
    kept = None if line.taken_from_id else line.decided  # the words of its own stand nowhere else
    return decide(line, ProposalState.REJECTED, kept, reason, revision=revision, by=by, at=at)


@transaction.atomic
def add_line(plan: Plan, *, changes: Mapping[str, Any], by: User, at: datetime) -> Proposal:
    """Add a task of the unit's own, at the end of its group."""
    _open(plan, by, at)
    decision = lines.checked(dict(changes), reach=Reach(plan.unit, day_of(at)), year=plan.year)
    last = plan.proposals.last()
    line = Proposal.objects.create(
        plan=plan,
        kind=ProposalKind.TASK,
        order=last.order + STEP if last else STEP,
        reading={},
        decided=decision,
        state=ProposalState.EDITED,
        decided_by=by,
        decided_at=at,
    )
    record_on_plan("proposal.added", line, plan, by, at, {"after": decision})
    return line


@transaction.atomic
def move_line(line: Proposal, *, up: bool, by: User, at: datetime) -> None:
    """Change places with the line before or after it in its group; at the group's end nothing happens."""
    plan = line.plan
    _open(plan, by, at)
    group = next((g for g in numbered(plan.proposals.all()) if line in [one for _, one in g.lines]), None)
    beside = [one for _, one in group.lines] if group else []
    place = (beside.index(line) if line in beside else 0) + (-1 if up else 1)
    if not 0 <= place < len(beside):
        return
    other, mine = beside[place], beside[place - (-1 if up else 1)]
    for one, order in ((mine, other.order), (other, mine.order)):
        Proposal.objects.filter(pk=one.pk).update(order=order)
    record_on_plan("proposal.moved", line, plan, by, at, {"up": up})


@transaction.atomic
def write_words(
    plan: Plan, *, title: str, words: Mapping[str, str], revision: int, by: User, at: datetime
) -> PlanWording:
    """Write the title and what the plan says beside its tasks. Raises Conflict where somebody wrote it since."""
    _open(plan, by, at)
    cleaned = {name: _lines(words.get(name, "")) for name in WORDS}
    title = " ".join(nfc(title).split())
    if not title or len(title) > 500:
        raise rules.refused("Trích yếu chưa hợp lệ.", "trích yếu", title[:60] or "để trống", "ghi từ 1 đến 500 ký tự")
    seen = PlanWording.objects.filter(plan=plan, revision=revision)
    if seen.update(**cleaned, revision=revision + 1, written_by=by, written_at=at) != 1:
        raise _written_meanwhile(PlanWording.objects.select_related("written_by", "plan").get(plan=plan), cleaned)
    Plan.objects.filter(pk=plan.pk).update(title=title)
    plan.refresh_from_db()
    record_on_plan("plan.worded", plan, plan, by, at, {"title": title, **cleaned})
    return PlanWording.objects.get(plan=plan)


def _lines(text: str) -> str:
    """Paragraphs, each on a line, without empty ones."""
    kept = (" ".join(line.split()) for line in nfc(text).splitlines())
    return "\n".join(line for line in kept if line)


def _written_meanwhile(theirs: PlanWording, mine: Mapping[str, str]) -> Conflict:
    who = theirs.written_by.full_name if theirs.written_by else "Người khác"
    return Conflict(
        f"{who} đã sửa lời văn của kế hoạch trong lúc bạn đang viết.",
        where="lời văn của kế hoạch",
        mine=mine,
        theirs={"title": theirs.plan.title, **{name: getattr(theirs, name) for name in WORDS}},
        revision=theirs.revision,
        remedy="so sánh hai bản dưới đây; muốn dùng bản của mình thì gửi lại, hệ thống ghi cả hai.",
    )


@transaction.atomic
def submit(plan: Plan, *, by: User, at: datetime) -> Plan:
    """Close the draft for signature: from now on its numbering and its words stand still. `publishing` calls this."""
    _open(plan, by, at)
    own_rules.can_be_submitted(plan)
    own_rules.superior_is_numbered(plan)
    rules.not_in_force_already(plan)
    for label, group, line in labels(plan.proposals.filter(state__in=BINDING)):
        printed = {"label": label, "group_label": group.label, "group_title": group.title}
        Proposal.objects.filter(pk=line.pk).update(label=label, decided={**lines.current(line), **printed})
    _move(plan, PlanState.DRAFTING, PlanState.SUBMITTED)
    record_on_plan("plan.submitted", plan, plan, by, at, {"tasks": plan.proposals.filter(state__in=BINDING).count()})
    return plan


@transaction.atomic
def reopen(plan: Plan, *, by: User, at: datetime) -> Plan:
    """Back to drafting after its paper was withdrawn. `publishing` calls this, and says whose turn it is."""
    require_at(by, (*WRITING, *RECEIVING), plan.unit, day_of(at), to="rút kế hoạch về soạn lại")
    _move(plan, PlanState.SUBMITTED, PlanState.DRAFTING)
    plan.proposals.update(label="")
    record_on_plan("plan.reopened", plan, plan, by, at, {})
    return plan


def _open(plan: Plan, by: User, at: datetime) -> None:
    """Raise where the person may not write the plan or it is no longer written; nobody submits it meanwhile."""
    require_decider(by, plan.unit, day_of(at), to="soạn kế hoạch")
    own_rules.still_drafted(Plan.objects.select_for_update().get(pk=plan.pk))


def _move(plan: Plan, before: PlanState, after: PlanState) -> None:
    if Plan.objects.filter(pk=plan.pk, state=before).update(state=after) != 1:
        plan.refresh_from_db()
        own_rules.still_drafted(plan)
    plan.state = after
