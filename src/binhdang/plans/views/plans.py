"""Plans: the list, one plan, its source text, making one of a paper, putting it in force, adding a task."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.documents.models import OfficialPaper
from binhdang.files.responses import download
from binhdang.orgs.models import UnitClosure, valid_on
from binhdang.plans import actions
from binhdang.plans.access import may_decide, require_decider
from binhdang.plans.cascade import may_follow
from binhdang.plans.forms import AddTaskForm, FromPaperForm
from binhdang.plans.models import Plan
from binhdang.plans.own_page import units_to_plan_for
from binhdang.plans.queries import plan_page, source_spans, task_groups
from binhdang.plans.states import PlanState, TaskScope
from binhdang.ui.refusals import refusals, refused
from binhdang.values.refusals import Refusal


def visible_plan(request: SignedInRequest, public_id: str) -> Plan:
    """The plan, if the person may see it; else 404."""
    plans = Plan.objects.visible_to(request.user, request.today).select_related("paper__file", "unit", "in_force_by")
    return get_object_or_404(plans.prefetch_related("unit__names"), public_id=public_id)


def read_plan(request: SignedInRequest, public_id: str) -> Plan:
    """The same, if it has a paper; else 404."""
    plan = visible_plan(request, public_id)
    if plan.paper is None:
        raise Http404
    return plan


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The plans a person may see, newest year first."""
    plans = Plan.objects.visible_to(request.user, request.today).select_related("unit", "paper")
    page = Paginator(plans.defer("paper__text", "paper__reading").prefetch_related("unit__names"), 25)
    return render(request, "plans/index.html", {"page": page.get_page(request.GET.get("trang"))})


@require_http_methods(["GET", "POST"])
def from_paper(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Make a plan of a read paper, or go to the plan that was made of it."""
    papers = OfficialPaper.objects.visible_to(request.user, request.today).select_related("owner")
    paper = get_object_or_404(papers, public_id=public_id)
    made = Plan.objects.filter(paper=paper).first()
    if made is not None:
        return redirect("plans:detail", made.public_id)
    tree = UnitClosure.objects.filter(valid_on(request.today), inherited=False)
    above = tree.filter(descendant=paper.owner, depth__gt=0).values("ancestor")
    seen = Plan.objects.visible_to(request.user, request.today)
    superiors = seen.filter(unit__in=above, state=PlanState.IN_FORCE).select_related("unit")
    initial = {"year": (paper.issued_on or request.today).year}
    form = FromPaperForm(
        request.POST or None, superiors=superiors.prefetch_related("unit__names"), on=request.today, initial=initial
    )
    context: dict[str, Any] = {"form": form, "paper": paper}
    if not form.is_valid():
        return render(request, "plans/from_paper.html", context, status=422 if form.is_bound else 200)
    try:
        plan = actions.propose(paper, unit=paper.owner, **form.cleaned_data, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "plans/from_paper.html", context)
    messages.success(request, "Đã lập các đề xuất từ văn bản. Xác nhận, sửa hoặc bỏ từng đề xuất.")
    return redirect("plans:proposals", plan.public_id)


@require_GET
def detail(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One plan: tasks under their headings with the gaps, standing duties, reporting."""
    plan = visible_plan(request, public_id)
    if plan.is_on_its_way:
        return redirect("plans:own", plan.public_id)
    in_force = plan.state == PlanState.IN_FORCE
    context = {
        "plan": plan,
        "page": plan_page(plan, request.user, request.today),
        "decides": may_decide(request.user, plan.unit, request.today),
        "may_begin": in_force and bool(units_to_plan_for(plan, request.user, request.today)),
        "follows": may_follow(request.user, plan, request.today),
        "continued": Plan.objects.filter(continues=plan).exists(),
    }
    return render(request, "plans/detail.html", context)


@require_GET
def source(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The text of the plan with everything that was read from it lit up."""
    plan = read_plan(request, public_id)
    return render(request, "plans/source.html", {"plan": plan, "spans": source_spans(plan)})


@require_GET
def file(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The file of the plan's paper, for everybody whom the plan binds."""
    kept = read_plan(request, public_id).known_paper.file
    if kept is None:
        raise Http404
    return download(kept)


@require_POST
@refusals
def put_in_force(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Make the plan binding."""
    actions.put_in_force(read_plan(request, public_id), by=request.user, at=request.now)
    messages.success(request, "Kế hoạch đã có hiệu lực; các nhiệm vụ đã giao cho từng cơ quan.")
    return redirect("plans:detail", public_id)


@require_http_methods(["GET", "POST"])
@refusals
def add_task(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Add a task that the paper does not have."""
    plan = read_plan(request, public_id)
    require_decider(request.user, plan.unit, request.today, to="bổ sung nhiệm vụ")
    groups = [(group.label, f"{group.label}. {group.title}"[:120]) for group in task_groups(plan, TaskScope.TASK)]
    form = AddTaskForm(request.POST or None, groups=[pair for pair in groups if pair[0]])
    context = {"form": form, "plan": plan}
    if not form.is_valid():
        return render(request, "plans/add_task.html", context, status=422 if form.is_bound else 200)
    try:
        task = actions.add_task(plan, **form.cleaned_data, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "plans/add_task.html", context)
    messages.success(request, f"Đã bổ sung nhiệm vụ {task.label}.")
    return redirect("plans:task", task.public_id)
