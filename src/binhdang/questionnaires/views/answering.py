"""Answering pages: a unit's sheet, written by the unit and read by others once it is sent; opening it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from binhdang.accounts.http import SignedInRequest
from binhdang.questionnaires import actions, kinds
from binhdang.questionnaires.access import may_answer, may_ask, reads_answers, require_answers, require_asker
from binhdang.questionnaires.forms import AnswerForm
from binhdang.questionnaires.models import AnswerSheet
from binhdang.questionnaires.queries import days_late, said
from binhdang.questionnaires.rules import require_asked_now, require_sent
from binhdang.questionnaires.views.finding import visible_sheet
from binhdang.ui.refusals import refusals, refused
from binhdang.values.refusals import Conflict, Refusal
from binhdang.values.texts import whole_number

SEND = "gui"
"""The button that saves and sends."""


@require_http_methods(["GET", "POST"])
@refusals
def sheet(request: SignedInRequest, public_id: str) -> HttpResponse:
    """A unit's sheet: a form for its writers while it is asked for, else what it says."""
    found = visible_sheet(request, public_id)
    if request.method == "POST":
        require_answers(request.user, found.unit, request.today)
        return _save(request, found)
    writes = may_answer(request.user, found.unit, request.today)
    if writes and found.questionnaire.is_open() and not found.is_sent():
        return render(request, "questionnaires/answer.html", _about(found, request))
    return render(request, "questionnaires/sheet.html", _read(found, request))


@require_http_methods(["GET", "POST"])
@refusals
def reopen(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Give sent answers back to their unit, with a reason."""
    found = visible_sheet(request, public_id)
    require_asker(request.user, found.questionnaire.unit, request.today, to="mở lại câu trả lời cho phiếu hỏi")
    require_asked_now(found)
    require_sent(found)
    reason = request.POST.get("ly_do", "")
    context = {"sheet": found, "questionnaire": found.questionnaire, "reason": reason}
    if request.method == "GET":
        return render(request, "questionnaires/reopen.html", context)
    try:
        actions.reopen(found, reason=reason, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "questionnaires/reopen.html", context)
    messages.success(request, "Đã mở lại. Đơn vị thấy lý do ở đầu phiếu và ở «Việc của tôi».")
    return redirect("questionnaires:detail", found.questionnaire.public_id)


def _save(request: SignedInRequest, found: AnswerSheet) -> HttpResponse:
    form = AnswerForm(list(found.questionnaire.questions.all()), request.POST)
    revision = whole_number(request.POST.get("revision", ""))
    context = {**_about(found, request, form), "revision": revision}
    if not form.is_valid():
        return render(request, "questionnaires/answer.html", context, status=422)
    try:
        saved = actions.save_answers(found, form.answers, revision=revision, by=request.user, at=request.now)
    except Refusal as refusal:
        again = _both(refusal, found, request) if isinstance(refusal, Conflict) else context
        return refused(request, refusal, "questionnaires/answer.html", again)
    return _send(request, saved) if SEND in request.POST else _kept(request, saved)


def _kept(request: SignedInRequest, saved: actions.Saved) -> HttpResponse:
    beside = " Người khác của đơn vị cũng vừa lưu câu khác; trang này có cả hai." if saved.beside else ""
    messages.success(request, f"Đã lưu, chưa gửi.{beside}" if saved.changed else f"Không có gì mới để lưu.{beside}")
    return redirect("questionnaires:sheet", saved.sheet.public_id)


def _send(request: SignedInRequest, saved: actions.Saved) -> HttpResponse:
    """What was saved is sent only as the person saw it: not with what someone else has just saved beside."""
    seen = saved.sheet.revision - saved.beside
    try:
        actions.send_answers(saved.sheet, revision=seen, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "questionnaires/answer.html", _about(saved.sheet, request))
    messages.success(request, "Đã gửi câu trả lời. Cảm ơn đơn vị.")
    return redirect("questionnaires:sheet", saved.sheet.public_id)


def _about(found: AnswerSheet, request: SignedInRequest, form: AnswerForm | None = None) -> dict[str, Any]:
    """Everything the form page shows."""
    questions = list(found.questionnaire.questions.all())
    return {
        "sheet": found,
        "questionnaire": found.questionnaire,
        "form": form or AnswerForm(questions, answers=found.answers),
        "revision": found.revision,
        "late": days_late(found, request.today),
    }


def _read(found: AnswerSheet, request: SignedInRequest) -> dict[str, Any]:
    """Everything the reading page shows; what is not sent is the unit's own affair."""
    asks = may_ask(request.user, found.questionnaire.unit, request.today)
    return {
        "sheet": found,
        "questionnaire": found.questionnaire,
        "said": said(found) if reads_answers(request.user, found, request.today) else None,
        "late": days_late(found, request.today),
        "reopens": asks and found.is_sent() and found.questionnaire.is_open(),
    }


def _both(conflict: Conflict, found: AnswerSheet, request: SignedInRequest) -> dict[str, Any]:
    """The newest answers with the person's own changes over them, and what clashes side by side."""
    found.refresh_from_db()
    assert isinstance(conflict.mine, dict) and isinstance(conflict.theirs, dict)  # noqa: S101  # as the action makes it
    questions = list(found.questionnaire.questions.all())
    clash = [
        (question, kinds.shown(question, conflict.theirs[key]), kinds.shown(question, conflict.mine[key]))
        for question in questions
        if (key := question.public_id) in conflict.theirs
    ]
    form = AnswerForm(questions, answers={**found.answers, **conflict.mine})
    return {**_about(found, request, form), "clash": clash}
