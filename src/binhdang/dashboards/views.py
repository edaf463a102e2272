"""Pages of progress."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.dashboards.progress import progress
from binhdang.plans.models import Plan, PlanTask
from binhdang.plans.states import PlanState

STARTED = (PlanState.IN_FORCE, PlanState.ENDED)


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The plans whose progress the person may see."""
    plans = Plan.objects.visible_to(request.user, request.today).filter(state__in=STARTED)
    found = plans.select_related("unit").prefetch_related("unit__names").order_by("-year", "unit__code")
    return render(request, "dashboards/index.html", {"plans": found})


@require_safe
def plan(request: SignedInRequest, public_id: str) -> HttpResponse:
    """How far the tasks of a plan are."""
    visible = Plan.objects.visible_to(request.user, request.today).filter(state__in=STARTED)
    found = get_object_or_404(visible, public_id=public_id)
    tasks = progress(found, request.user, request.today)
    silent = [task for task in tasks if task.without_trace]
    return render(request, "dashboards/plan.html", {"plan": found, "tasks": tasks, "silent": silent})


@require_safe
def task(request: SignedInRequest, public_id: str) -> HttpResponse:
    """How far each unit is with a task, and what shows it."""
    visible = PlanTask.objects.visible_to(request.user, request.today).select_related("plan")
    found = get_object_or_404(visible.filter(plan__state__in=STARTED), public_id=public_id)
    shown = progress(found.plan, request.user, request.today, only=found)
    return render(request, "dashboards/task.html", {"task": found, "progress": shown[0] if shown else None})
