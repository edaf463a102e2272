"""One task: who does it, by when, conditions that occur, and the way to what was recorded against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.documents.models import OfficialPaper
from binhdang.orgs.models import Unit
from binhdang.plans import actions
from binhdang.plans.access import may_decide
from binhdang.plans.forms import AssignForm, ConditionForm, RevisionForm, unit_choices
from binhdang.plans.models import PlanTask, TaskBody
from binhdang.plans.states import Nature, PlanState
from binhdang.plans.suggesting import matcher_for
from binhdang.ui.refusals import refused
from binhdang.values.refusals import Refusal


def _task(request: SignedInRequest, public_id: str) -> PlanTask:
    tasks = PlanTask.objects.visible_to(request.user, request.today).select_related("plan__unit", "plan__paper")
    bodies = (
        TaskBody.objects.select_related("unit", "decided_by").prefetch_related("unit__names").order_by("part", "pk")
    )
    return get_object_or_404(tasks.prefetch_related(Prefetch("bodies", bodies), "deadlines"), public_id=public_id)


@require_GET
def detail(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One task."""
    return render(request, "plans/task.html", _context(request, _task(request, public_id)))


def _context(request: SignedInRequest, task: PlanTask, **bound: Any) -> dict[str, Any]:
    decides = may_decide(request.user, task.plan.unit, request.today)
    in_force = task.plan.state == PlanState.IN_FORCE
    spans = [(start, end, "day") for start, end in task.spans]
    context: dict[str, Any] = {
        "task": task,
        "plan": task.plan,
        "decides": decides,
        "in_force": in_force,
        "spans": spans,
    }
    context["conditions"] = [
        (place, deadline, _condition_form(request, task, place) if decides and in_force and _waits(deadline) else None)
        for place, deadline in enumerate(task.deadlines.all(), start=1)
    ]
    waits = any(_waits(deadline) for deadline in task.deadlines.all())
    once = task.nature == Nature.ONCE or (task.nature == Nature.CONDITIONAL and not waits)
    context["can_be_done"] = decides and task.done_at is None and once
    if decides:
        context["assign_form"] = AssignForm(units=unit_choices(matcher_for(task.plan), "Chọn cơ quan"))
    if place := bound.pop("place", None):
        typed = bound.pop("condition_form")
        context["conditions"] = [(n, d, typed if n == place else form) for n, d, form in context["conditions"]]
    return {**context, **bound}


def _waits(deadline: Any) -> bool:
    return bool(deadline.condition) and deadline.occurred_on is None


def _condition_form(request: SignedInRequest, task: PlanTask, place: int, data: Any = None) -> ConditionForm:
    """The form of one condition; its ids are its own, for the page has a form of assignment too."""
    papers = OfficialPaper.objects.visible_to(request.user, request.today).filter(owner=task.plan.unit)
    return ConditionForm(data, papers=list(papers.defer("text", "reading")[:200]), auto_id=f"dieu-kien-{place}-%s")


def _act(
    request: SignedInRequest, public_id: str, form: forms.Form, act: Callable[[], str], shown: dict[str, Any]
) -> HttpResponse:
    """Do the one action of a small form, or show the task again as typed."""
    if not form.is_valid():
        context = _context(request, _task(request, public_id), **shown)
        return render(request, "plans/task.html", context, status=422)
    try:
        said = act()
    except Refusal as refusal:
        return refused(request, refusal, "plans/task.html", _context(request, _task(request, public_id), **shown))
    messages.success(request, said)
    return redirect("plans:task", public_id)


@require_POST
def assign(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Give the task to a body."""
    task = _task(request, public_id)
    form = AssignForm(request.POST, units=unit_choices(matcher_for(task.plan), "Chọn cơ quan"))

    def act() -> str:
        given = dict(form.cleaned_data)
        unit = Unit.objects.get(code=given.pop("unit"))
        actions.assign(task, unit=unit, **given, by=request.user, at=request.now)
        return f"Đã giao nhiệm vụ {task.label} cho {unit.short_name_on(request.today)}."

    return _act(request, public_id, form, act, {"assign_form": form})


@require_POST
def unassign(request: SignedInRequest, public_id: str, code: str) -> HttpResponse:
    """Take a body off the task."""
    task = _task(request, public_id)
    body = get_object_or_404(task.bodies, unit__code=code)
    reason = request.POST.get("reason", "")

    def act() -> str:
        actions.unassign(body, reason=reason, by=request.user, at=request.now)
        return f"Đã thôi giao nhiệm vụ {task.label} cho {body.unit.short_name_on(request.today)}."

    form = RevisionForm({"revision": 0, "reason": reason})
    return _act(request, public_id, form, act, {"unassign_code": code, "unassign_reason": reason})


@require_POST
def condition(request: SignedInRequest, public_id: str, place: int) -> HttpResponse:
    """What the task waited for has happened."""
    task = _task(request, public_id)
    deadlines = list(task.deadlines.all())
    if not 1 <= place <= len(deadlines):
        raise Http404
    form = _condition_form(request, task, place, request.POST)

    def act() -> str:
        actions.condition_occurred(deadlines[place - 1], **form.cleaned_data, by=request.user, at=request.now)
        return "Đã ghi điều kiện đã xảy ra."

    return _act(request, public_id, form, act, {"place": place, "condition_form": form})


@require_POST
def done(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The task is done."""
    task = _task(request, public_id)
    basis = request.POST.get("reason", "")

    def act() -> str:
        actions.mark_done(task, basis=basis, by=request.user, at=request.now)
        return f"Đã đánh dấu hoàn thành nhiệm vụ {task.label}."

    return _act(request, public_id, RevisionForm({"revision": 0, "reason": basis}), act, {"done_reason": basis})
