"""Reading pages: what waits for an answer and what was asked, one questionnaire, its preview, its results."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.files.responses import attachment
from binhdang.questionnaires import workbook
from binhdang.questionnaires.access import may_ask, sees_all, units_asked_for
from binhdang.questionnaires.forms import AnswerForm
from binhdang.questionnaires.models import AnswerSheet, Questionnaire
from binhdang.questionnaires.queries import counted, standings
from binhdang.questionnaires.rules import missing_to_open
from binhdang.questionnaires.states import QuestionnaireState
from binhdang.questionnaires.tabulating import tabulate
from binhdang.questionnaires.views.finding import asked_for, tabulated, visible
from binhdang.ui.refusals import refusals

NEWEST = 100
"""So many of each list a page shows."""


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """What the person's units are asked, and what is asked within the person's reach."""
    own = AnswerSheet.objects.written_by(request.user, request.today).for_pages()
    waiting = own.waiting().order_by("questionnaire__due_before_on", "unit__code")
    rest = own.exclude(pk__in=waiting.order_by().values("pk")).exclude(
        questionnaire__state=QuestionnaireState.WITHDRAWN
    )
    followed = Questionnaire.objects.tabulated_for(request.user, request.today)
    context = {
        "waiting": waiting,
        "answered": rest.order_by("-questionnaire__opened_at", "unit__code")[:NEWEST],
        "asked": counted(followed.select_related("unit").prefetch_related("unit__names")[:NEWEST]),
        "asks": units_asked_for(request.user, request.today).exists(),
    }
    return render(request, "questionnaires/index.html", context)


@require_safe
def detail(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One questionnaire: its head, its questions, and where each unit asked stands."""
    found = visible(request, public_id)
    asks = may_ask(request.user, found.unit, request.today)
    tables = Questionnaire.objects.tabulated_for(request.user, request.today).filter(pk=found.pk).exists()
    context = {
        "questionnaire": found,
        "questions": list(found.questions.all()),
        "standings": standings(found, request.user, request.today),
        "asks": asks,
        "missing": missing_to_open(found, request.today) if asks and found.is_draft() else [],
        "reads_results": tables and found.opened_at is not None,
    }
    return render(request, "questionnaires/detail.html", context)


@require_safe
@refusals
def preview(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The questions as the units asked will see them."""
    found = asked_for(request, public_id, to="xem trước phiếu hỏi")
    context = {"questionnaire": found, "form": AnswerForm(list(found.questions.all()))}
    return render(request, "questionnaires/preview.html", context)


@require_safe
def results(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The tables over all units asked that the person sees."""
    found = tabulated(request, public_id)
    sheets = _sheets(request, found)
    context = {
        "questionnaire": found,
        "tables": tabulate(found.questions.all(), sheets, request.today),
        "sent": sum(sheet.is_sent() for sheet in sheets),
        "seen": len(sheets),
        "partly": not sees_all(request.user, found.unit, request.today),
    }
    return render(request, "questionnaires/results.html", context)


@require_safe
def export(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The same as an Excel file."""
    found = tabulated(request, public_id)
    sheets = _sheets(request, found)
    tables = tabulate(found.questions.all(), sheets, request.today)
    data = workbook.write(found, sheets, tables, request.today)
    return attachment(data, name=f"ket-qua-phieu-hoi-{found.public_id}.xlsx", media_type=workbook.XLSX)


def _sheets(request: SignedInRequest, found: Questionnaire) -> list[AnswerSheet]:
    return list(found.sheets.visible_to(request.user, request.today).for_pages())
