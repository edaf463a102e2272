"""Pages of a draft's questions: adding, changing, moving, removing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.questionnaires import actions
from binhdang.questionnaires.forms import QuestionForm
from binhdang.questionnaires.rules import require_draft
from binhdang.questionnaires.views.asking import seen_both
from binhdang.questionnaires.views.finding import asked_for, question_of
from binhdang.ui.refusals import refusals, refused
from binhdang.values.refusals import Refusal
from binhdang.values.texts import whole_number

MORE = "them-nua"
"""The button that saves a question and opens an empty one."""


@require_http_methods(["GET", "POST"])
@refusals
def add(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Add a question at the end."""
    found = asked_for(request, public_id, to="thêm câu hỏi vào phiếu")
    require_draft(found)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"questionnaire": found, "form": form, "place": found.questions.count() + 1}
    if request.method == "GET":
        return render(request, "questionnaires/question.html", context)
    if not form.is_valid():
        return render(request, "questionnaires/question.html", context, status=422)
    try:
        question = actions.add_question(found, by=request.user, at=request.now, **form.values)
    except Refusal as refusal:
        return refused(request, refusal, "questionnaires/question.html", context)
    messages.success(request, f"Đã thêm câu {question.order}.")
    if MORE in request.POST:
        return redirect("questionnaires:add_question", found.public_id)
    return redirect(_at(found.public_id, question.order))


@require_http_methods(["GET", "POST"])
@refusals
def change(request: SignedInRequest, public_id: str, question_id: str) -> HttpResponse:
    """Change a question."""
    found = asked_for(request, public_id, to="sửa câu hỏi của phiếu")
    require_draft(found)
    question = question_of(found, question_id)
    form = QuestionForm(request.POST if request.method == "POST" else None, question=question)
    context: dict[str, Any] = {"questionnaire": found, "question": question, "form": form, "place": question.order}
    if request.method == "GET":
        return render(request, "questionnaires/question.html", context)
    if not form.is_valid():
        return render(request, "questionnaires/question.html", context, status=422)
    revision = form.cleaned_data["revision"] or 0
    try:
        actions.change_question(question, revision=revision, by=request.user, at=request.now, **form.values)
    except Refusal as refusal:
        return refused(request, refusal, "questionnaires/question.html", context | seen_both(refusal, form))
    messages.success(request, f"Đã lưu câu {question.order}.")
    return redirect(_at(found.public_id, question.order))


@require_POST
@refusals
def move(request: SignedInRequest, public_id: str, question_id: str) -> HttpResponse:
    """Put a question at another place."""
    found = asked_for(request, public_id, to="xếp lại câu hỏi của phiếu")
    to = whole_number(request.POST.get("cho", ""))
    question = actions.move_question(question_of(found, question_id), to=to, by=request.user, at=request.now)
    return redirect(_at(found.public_id, question.order))


@require_POST
@refusals
def remove(request: SignedInRequest, public_id: str, question_id: str) -> HttpResponse:
    """Remove a question."""
    found = asked_for(request, public_id, to="bỏ câu hỏi khỏi phiếu")
    question = question_of(found, question_id)
    actions.remove_question(question, by=request.user, at=request.now)
    messages.success(request, f"Đã bỏ câu «{question.text}».")
    return redirect("questionnaires:detail", found.public_id)


def _at(public_id: str, order: int) -> str:
    return f"{reverse('questionnaires:detail', args=[public_id])}#cau-{order}"
