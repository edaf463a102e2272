"""Asking pages: drafting, changing the head, choosing the units, closing, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from binhdang.accounts.http import SignedInRequest
from binhdang.questionnaires import actions
from binhdang.questionnaires.access import units_asked_for
from binhdang.questionnaires.forms import HeadForm, UnitsForm
from binhdang.questionnaires.models import Questionnaire
from binhdang.questionnaires.queries import papers_to_name, standings, tasks_to_name, units_to_ask
from binhdang.questionnaires.rules import missing_to_open, require_draft, require_move
from binhdang.questionnaires.states import QuestionnaireState
from binhdang.questionnaires.views.finding import asked_for
from binhdang.ui.refusals import refusals, refused
from binhdang.values.refusals import Conflict, Refusal


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Begin a questionnaire."""
    form = _head_form(request)
    context: dict[str, Any] = {"form": form, "asks": bool(form.units)}
    if request.method == "GET" or not form.units:
        return render(request, "questionnaires/head.html", context)
    if not form.is_valid():
        return render(request, "questionnaires/head.html", context, status=422)
    try:
        made = actions.draft(by=request.user, at=request.now, **form.values)
    except Refusal as refusal:
        return refused(request, refusal, "questionnaires/head.html", context)
    messages.success(request, "Đã lập phiếu. Thêm các câu hỏi, xem trước, rồi gửi đến các đơn vị.")
    return redirect("questionnaires:detail", made.public_id)


@require_http_methods(["GET", "POST"])
@refusals
def change(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Change the head of a draft."""
    found = asked_for(request, public_id, to="sửa phiếu hỏi")
    require_draft(found)
    form = _head_form(request, found)
    context: dict[str, Any] = {"form": form, "asks": True, "questionnaire": found}
    if request.method == "GET":
        return render(request, "questionnaires/head.html", context)
    if not form.is_valid():
        return render(request, "questionnaires/head.html", context, status=422)
    revision = form.cleaned_data["revision"]
    try:
        actions.change(found, revision=revision, by=request.user, at=request.now, **form.values)
    except Refusal as refusal:
        return refused(request, refusal, "questionnaires/head.html", context | seen_both(refusal, form))
    messages.success(request, "Đã lưu.")
    return redirect("questionnaires:detail", found.public_id)


@require_http_methods(["GET", "POST"])
@refusals
def open_to(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Choose the units and ask them."""
    found = asked_for(request, public_id, to="gửi phiếu hỏi")
    require_draft(found)
    units = list(units_to_ask(found.unit, request.today).prefetch_related("names"))
    form = UnitsForm(request.POST if request.method == "POST" else None, units=units, on=request.today)
    missing = missing_to_open(found, request.today)
    context = {"questionnaire": found, "form": form, "missing": missing, "count": found.questions.count()}
    if request.method == "GET":
        return render(request, "questionnaires/open.html", context)
    if not form.is_valid():
        return render(request, "questionnaires/open.html", context, status=422)
    try:
        actions.open_to(found, units=form.chosen, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "questionnaires/open.html", {**context, "missing": []})
    messages.success(
        request, f"Đã gửi phiếu đến {len(form.chosen)} đơn vị; việc hiện ở «Việc của tôi» của từng đơn vị."
    )
    return redirect("questionnaires:detail", found.public_id)


@require_http_methods(["GET", "POST"])
@refusals
def close(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take no more answers."""
    found = asked_for(request, public_id, to="đóng phiếu hỏi")
    require_move(found, QuestionnaireState.CLOSED)
    if request.method == "GET":
        silent = [each for each in standings(found, request.user, request.today) if not each.readable]
        return render(request, "questionnaires/close.html", {"questionnaire": found, "silent": silent})
    actions.close(found, by=request.user, at=request.now)
    messages.success(request, "Đã đóng phiếu. Bảng kết quả không thay đổi nữa.")
    return redirect("questionnaires:results", found.public_id)


@require_http_methods(["GET", "POST"])
@refusals
def withdraw(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take the questionnaire back, with a reason."""
    found = asked_for(request, public_id, to="rút phiếu hỏi")
    require_move(found, QuestionnaireState.WITHDRAWN)
    reason = request.POST.get("ly_do", "")
    context = {"questionnaire": found, "reason": reason}
    if request.method == "GET":
        return render(request, "questionnaires/withdraw.html", context)
    try:
        actions.withdraw(found, reason=reason, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "questionnaires/withdraw.html", context)
    messages.success(request, f"Đã rút phiếu «{found.title}».")
    return redirect("questionnaires:detail", found.public_id)


def seen_both(refusal: Refusal, form: Any) -> dict[str, Any]:
    """For a conflict: both values side by side, and the form made ready to be saved over what was seen now."""
    if not isinstance(refusal, Conflict):
        return {}
    assert isinstance(refusal.mine, dict) and isinstance(refusal.theirs, dict)  # noqa: S101  # as actions make it
    form.data = form.data.copy()
    form.data["revision"] = refusal.revision
    return {"clash": [(label, refusal.theirs[label], mine) for label, mine in refusal.mine.items()]}


def _head_form(request: SignedInRequest, found: Questionnaire | None = None) -> HeadForm:
    units = [found.unit] if found else list(units_asked_for(request.user, request.today).prefetch_related("names"))
    tasks = list(dict.fromkeys(task for unit in units for task in tasks_to_name(unit, request.today)))
    papers = papers_to_name(request.user, request.today)
    if found and found.paper and found.paper not in papers:
        papers.append(found.paper)
    if found and found.task and found.task not in tasks:
        tasks.append(found.task)
    data = request.POST if request.method == "POST" else None
    return HeadForm(data, units=units, papers=papers, tasks=tasks, on=request.today, found=found)
