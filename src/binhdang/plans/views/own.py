"""A unit's own plan being written: begun, its lines taken over, localised, added or left out, its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.plans import actions
from binhdang.plans.access import may_decide
from binhdang.plans.lines import Reach
from binhdang.plans.models import Plan, Proposal
from binhdang.plans.own_forms import DropForm, LineEditor, UnitOfMineForm, WordsForm
from binhdang.plans.own_page import own_page, superiors_of, units_to_plan_for
from binhdang.plans.states import PlanState
from binhdang.plans.suggested_words import suggested_words
from binhdang.plans.views.plans import visible_plan
from binhdang.ui.refusals import refusals, refused
from binhdang.values.refusals import Conflict, Refusal


def _own(request: SignedInRequest, public_id: str) -> Plan:
    """A plan that is written here, if the person may see it; else 404."""
    plan = visible_plan(request, public_id)
    if not plan.is_written_here:
        raise Http404
    return plan


def _drafted(request: SignedInRequest, public_id: str) -> Plan:
    """The same, if this person may write it now; else 404."""
    plan = _own(request, public_id)
    if plan.state != PlanState.DRAFTING or not may_decide(request.user, plan.unit, request.today):
        raise Http404
    return plan


def _line(request: SignedInRequest, public_id: str) -> Proposal:
    """A line of a plan that the person may see."""
    plans = Plan.objects.visible_to(request.user, request.today).filter(wording__isnull=False)
    found = Proposal.objects.filter(plan__in=plans).select_related("plan__unit", "taken_from", "decided_by")
    return get_object_or_404(found, public_id=public_id)


def _back(line: Proposal) -> HttpResponse:
    """To the plan, where this line stands."""
    return redirect(f"{reverse('plans:own', args=[line.plan.public_id])}#dong-{line.public_id}")


@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Begin the plan of one's unit from this superior's plan."""
    superior = visible_plan(request, public_id)
    units = units_to_plan_for(superior, request.user, request.today)
    if superior.state != PlanState.IN_FORCE or not units:
        raise Http404
    initial = {"unit": units[0].public_id}
    form = UnitOfMineForm(request.POST or None, units=units, on=request.today, initial=initial)
    context = {"form": form, "superior": superior}
    if not form.is_valid():
        return render(request, "plans/begin.html", context, status=422 if form.is_bound else 200)
    try:
        plan = actions.derive(superior, unit=form.cleaned_data["unit"], by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "plans/begin.html", context)
    messages.success(request, "Đã lập danh sách nhiệm vụ từ kế hoạch cấp trên. Nhận, cụ thể hóa hoặc bỏ từng nhiệm vụ.")
    return redirect("plans:own", plan.public_id)


@require_POST
@refusals
def next_year(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Begin next year's plan from this one."""
    plan = actions.plan_next_year(visible_plan(request, public_id), by=request.user, at=request.now)
    messages.success(request, f"Đã lập dự thảo kế hoạch năm {plan.year}. Kiểm tra từng nhiệm vụ trước khi đưa vào.")
    return redirect("plans:own", plan.public_id)


@require_GET
def own(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The plan with what became of each task, and the money."""
    plan = _own(request, public_id)
    page = own_page(plan, request.user, request.today)
    joinable = page.may_write and plan.derived_from_id is None
    superiors = superiors_of(plan, request.user, request.today) if joinable else []
    return render(request, "plans/own.html", {"plan": plan, "page": page, "superiors": superiors})


@require_POST
@refusals
def carry_out(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Bring in the tasks of a superior's plan, or those added to it since."""
    plan = _own(request, public_id)
    chosen = request.POST.get("superior", "")
    superior = visible_plan(request, chosen) if chosen else plan.derived_from
    if superior is None:
        raise Http404
    brought = actions.carry_out(plan, superior, by=request.user, at=request.now)
    messages.success(request, f"Đã đưa thêm {brought} nhiệm vụ của cấp trên vào danh sách.")
    return redirect("plans:own", plan.public_id)


@require_POST
@refusals
def take_all(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take over every line that needs no look of its own."""
    count = actions.take_over_all(_own(request, public_id), by=request.user, at=request.now)
    messages.success(request, f"Đã nhận nguyên văn {count} nhiệm vụ.")
    return redirect("plans:own", public_id)


@require_POST
def take(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take one line over as it stands."""
    line, form = _line(request, public_id), DropForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = {"revision": form.cleaned_data["revision"], "by": request.user, "at": request.now}
    return _decided(request, line, lambda: actions.take_over(line, **given), "")


@require_POST
def drop(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Leave one line out, with the reason."""
    line, form = _line(request, public_id), DropForm(request.POST)
    if not form.is_valid():
        raise Http404
    reason = form.cleaned_data["reason"]
    given = {"revision": form.cleaned_data["revision"], "by": request.user, "at": request.now}
    return _decided(request, line, lambda: actions.drop_line(line, reason=reason, **given), reason)


def _decided(request: SignedInRequest, line: Proposal, act: Callable[[], Proposal], reason: str) -> HttpResponse:
    """Back to the plan; where it was refused or another was faster, the line again with what was typed."""
    try:
        act()
    except Refusal as refusal:
        now = Proposal.objects.select_related("plan__unit", "taken_from", "decided_by").get(pk=line.pk)
        form = DropForm(initial={"revision": now.revision, "reason": reason})
        context = {"line": now, "plan": now.plan, "form": form, "theirs": isinstance(refusal, Conflict)}
        return refused(request, refusal, "plans/own_undecided.html", context)
    return _back(line)


@require_POST
@refusals
def move(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One place up or down in its group."""
    line = _line(request, public_id)
    actions.move_line(line, up=request.POST.get("len") == "1", by=request.user, at=request.now)
    return _back(line)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Write one line: words, bodies, days, money."""
    line = _line(request, public_id)
    plan = _drafted(request, line.plan.public_id)
    editor = _editor(request, plan, line)
    context: dict[str, Any] = {"plan": plan, "line": line, "editor": editor}
    if request.method == "GET" or not editor.is_valid():
        return render(request, "plans/own_line.html", context, status=200 if request.method == "GET" else 422)
    try:
        given: dict[str, Any] = {"revision": editor.revision, "by": request.user, "at": request.now}
        actions.write_line(line, changes=editor.changes(), **given)
    except Conflict as conflict:
        editor.go_on_from(conflict.revision)
        return refused(request, conflict, "plans/own_line.html", {**context, "theirs": conflict.theirs, "met": True})
    except Refusal as refusal:
        return refused(request, refusal, "plans/own_line.html", context)
    messages.success(request, "Đã lưu nhiệm vụ.")
    return _back(line)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Add a task of the unit's own."""
    plan = _drafted(request, public_id)
    editor = _editor(request, plan, None)
    context = {"plan": plan, "line": None, "editor": editor}
    if request.method == "GET" or not editor.is_valid():
        return render(request, "plans/own_line.html", context, status=200 if request.method == "GET" else 422)
    try:
        line = actions.add_line(plan, changes=editor.changes(), by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "plans/own_line.html", context)
    messages.success(request, "Đã bổ sung nhiệm vụ của đơn vị.")
    return _back(line)


def _editor(request: SignedInRequest, plan: Plan, line: Proposal | None) -> LineEditor:
    data = request.POST.dict() if request.method == "POST" else None
    return LineEditor(plan, line, Reach(plan.unit, request.today), data)


@require_http_methods(["GET", "POST"])
def words(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Title, aims, requirements, how it is carried out."""
    plan = _drafted(request, public_id)
    form = WordsForm(request.POST.dict() or None, initial=suggested_words(plan, request.today))
    context: dict[str, Any] = {"plan": plan, "form": form}
    if not form.is_valid():
        return render(request, "plans/own_words.html", context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        given = {"revision": said["revision"], "by": request.user, "at": request.now}
        actions.write_words(plan, title=said["title"], words=form.words, **given)
    except Conflict as conflict:
        form.data = {**form.data, "revision": str(conflict.revision)}
        return refused(request, conflict, "plans/own_words.html", {**context, "theirs": conflict.theirs})
    except Refusal as refusal:
        return refused(request, refusal, "plans/own_words.html", context)
    messages.success(request, "Đã lưu lời văn của kế hoạch.")
    return redirect("plans:own", plan.public_id)
