"""Proposals beside the source text: each confirmed, mended or left out by the one person who holds the paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.documents import actions as documents
from binhdang.plans import actions
from binhdang.plans.access import may_decide
from binhdang.plans.cards import cards, excerpt, told
from binhdang.plans.editing import Editor
from binhdang.plans.forms import RevisionForm
from binhdang.plans.models import Plan, Proposal
from binhdang.plans.states import PlanState
from binhdang.plans.suggesting import matcher_for
from binhdang.plans.views.plans import read_plan
from binhdang.ui.refusals import refusals, refused
from binhdang.values.refusals import Conflict, Refusal


def _proposal(request: SignedInRequest, public_id: str) -> Proposal:
    plans = Plan.objects.visible_to(request.user, request.today)
    found = Proposal.objects.filter(plan__in=plans).select_related("plan__paper", "plan__unit", "decided_by")
    return get_object_or_404(found, public_id=public_id)


def _back(proposal: Proposal) -> HttpResponse:
    """To the proposals page, where this one stands."""
    return redirect(f"{reverse('plans:proposals', args=[proposal.plan.public_id])}#de-xuat-{proposal.order}")


@require_safe
def index(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The source text beside the proposals. Whoever may decide claims the paper by opening the page."""
    plan = read_plan(request, public_id)
    if plan.state != PlanState.PROPOSED:
        return redirect("plans:detail", public_id)
    decides = may_decide(request.user, plan.unit, request.today)
    held: Refusal | None = None
    if decides:
        try:
            documents.claim(plan.known_paper, by=request.user, at=request.now)
        except Refusal as refusal:
            held = refusal
    shown = cards(plan)
    spans = [(start, end, str(card.proposal.order)) for card in shown for start, end in card.proposal.spans]
    context = {
        "plan": plan,
        "cards": shown,
        "spans": spans,
        "held": held,
        "may_act": decides and held is None,
        "waiting": sum(card.waits for card in shown),
        "ready": sum(card.ready for card in shown),
    }
    return render(request, "plans/proposals.html", context)


@require_POST
@refusals
def take_over(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Go on with a paper that another person holds, knowingly."""
    documents.claim(read_plan(request, public_id).known_paper, by=request.user, at=request.now, take_over=True)
    messages.info(request, "Bạn đã nhận làm tiếp văn bản này.")
    return redirect("plans:proposals", public_id)


@require_POST
@refusals
def let_go(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Leave the paper to others."""
    documents.release(read_plan(request, public_id).known_paper, by=request.user, at=request.now)
    messages.info(request, "Bạn đã thôi làm văn bản này; người khác có thể làm tiếp.")
    return redirect("plans:detail", public_id)


@require_POST
@refusals
def confirm_all(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Confirm every waiting proposal that needs no correction."""
    count = actions.confirm_all(read_plan(request, public_id), by=request.user, at=request.now)
    messages.success(request, f"Đã xác nhận {count} đề xuất.")
    return redirect("plans:proposals", public_id)


@require_POST
def confirm(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Confirm one proposal as it was read."""
    return _decide(request, public_id, "confirm")


@require_POST
def reject(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Leave one proposal out, with the reason."""
    return _decide(request, public_id, "reject")


def _decide(request: SignedInRequest, public_id: str, what: str) -> HttpResponse:
    proposal = _proposal(request, public_id)
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise Http404
    given: dict[str, Any] = {"revision": form.cleaned_data["revision"], "by": request.user, "at": request.now}
    try:
        if what == "reject":
            actions.reject(proposal, reason=form.cleaned_data["reason"], **given)
        else:
            actions.confirm(proposal, **given)
    except Conflict as conflict:
        return _conflict(request, proposal, conflict, what, form.cleaned_data["reason"])
    except Refusal as refusal:
        back = reverse("plans:proposals", args=[proposal.plan.public_id])
        return refused(request, refusal, "plans/undecided.html", {"proposal": proposal, "back_url": back, "form": form})
    return _back(proposal)


def _conflict(request: SignedInRequest, proposal: Proposal, conflict: Conflict, what: str, reason: str) -> HttpResponse:
    """Both decisions side by side, and the choice between them."""
    matcher = matcher_for(proposal.plan)
    context = {
        "proposal": proposal,
        "what": what,
        "reason": reason,
        "mine": told(conflict.mine, matcher),
        "theirs": told(conflict.theirs, matcher),
        "revision": conflict.revision,
    }
    return refused(request, conflict, "plans/conflict.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Mend one proposal and confirm it."""
    proposal = _proposal(request, public_id)
    if proposal.plan.state != PlanState.PROPOSED or not may_decide(request.user, proposal.plan.unit, request.today):
        raise Http404
    editor = Editor(proposal, matcher_for(proposal.plan), request.POST.dict() if request.method == "POST" else None)
    context = {"proposal": proposal, "plan": proposal.plan, "editor": editor, "excerpt": excerpt(proposal)}
    if request.method == "GET" or editor.wants_lines:
        return render(request, "plans/edit.html", context)
    if not editor.is_valid():
        return render(request, "plans/edit.html", context, status=422)
    try:
        actions.confirm(
            proposal,
            revision=editor.revision,
            changes=editor.changes(),
            reason=editor.reason,
            by=request.user,
            at=request.now,
        )
    except Conflict as conflict:
        editor.go_on_from(conflict.revision)
        theirs = told(conflict.theirs, editor.matcher)
        return refused(request, conflict, "plans/edit.html", {**context, "theirs": theirs})
    except Refusal as refusal:
        return refused(request, refusal, "plans/edit.html", context)
    messages.success(request, "Đã sửa và xác nhận đề xuất.")
    return _back(proposal)
