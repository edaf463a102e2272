"""The superior's view: which units below issued their own plan, and who took over each task."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from binhdang.accounts.http import SignedInRequest
from binhdang.plans import cascade
from binhdang.plans.models import Plan, PlanTask
from binhdang.plans.states import TaskScope
from binhdang.plans.views.plans import visible_plan

PER_PAGE = 50


def _followed(request: SignedInRequest, public_id: str) -> Plan:
    """A plan whose way down the person follows; else 404."""
    plan = visible_plan(request, public_id)
    if not cascade.may_follow(request.user, plan, request.today):
        raise Http404
    return plan


@require_GET
def index(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Units by stage, tasks by how many took them over."""
    plan = _followed(request, public_id)
    found, stage = cascade.cascade(plan, request.today), request.GET.get("giai-doan", "")
    units = [row for row in found.units if row.stage == stage] if stage in cascade.STAGES else found.units
    page = Paginator(units, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"plan": plan, "cascade": found, "page": page, "stage": stage}
    return render(request, "plans/cascade.html", context)


@require_GET
def task(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One task: how each unit says it, and why others left it out."""
    tasks = PlanTask.objects.visible_to(request.user, request.today).filter(scope=TaskScope.TASK)
    found = get_object_or_404(tasks.select_related("plan"), public_id=public_id)
    plan = _followed(request, found.plan.public_id)
    taken = cascade.taken_over(plan).filter(taken_from=found).select_related("plan__unit", "person")
    dropped = cascade.left_out(plan).filter(taken_from=found).select_related("plan__unit")
    rows = taken.prefetch_related("plan__unit__names", "deadlines").order_by("plan__unit__code")
    context = {
        "plan": plan,
        "task": found,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("trang")),
        "dropped": dropped.prefetch_related("plan__unit__names").order_by("plan__unit__code"),
    }
    return render(request, "plans/cascade_task.html", context)
