"""Finding what an address speaks of, as far as the person may see it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from binhdang.accounts.http import SignedInRequest
from binhdang.questionnaires.access import require_asker
from binhdang.questionnaires.models import AnswerSheet, Question, Questionnaire


def visible(request: SignedInRequest, public_id: str) -> Questionnaire:
    """The questionnaire, or 404 where the person may not see it."""
    seen = Questionnaire.objects.visible_to(request.user, request.today)
    related = seen.select_related("unit", "paper", "task__plan", "created_by", "withdrawn_by")
    return get_object_or_404(related.prefetch_related("unit__names"), public_id=public_id)


def asked_for(request: SignedInRequest, public_id: str, *, to: str) -> Questionnaire:
    """The questionnaire, for whoever asks on behalf of its unit; NotAllowed for others who see it."""
    found = visible(request, public_id)
    require_asker(request.user, found.unit, request.today, to=to)
    return found


def tabulated(request: SignedInRequest, public_id: str) -> Questionnaire:
    """The questionnaire, or 404 where the person does not read its tables or it has asked nobody yet."""
    seen = Questionnaire.objects.tabulated_for(request.user, request.today).filter(opened_at__isnull=False)
    return get_object_or_404(seen.select_related("unit").prefetch_related("unit__names"), public_id=public_id)


def question_of(questionnaire: Questionnaire, question_id: str) -> Question:
    """One of its questions."""
    return get_object_or_404(questionnaire.questions.select_related("questionnaire"), public_id=question_id)


def visible_sheet(request: SignedInRequest, public_id: str) -> AnswerSheet:
    """The sheet, or 404 where the person may not see it."""
    seen = AnswerSheet.objects.visible_to(request.user, request.today).for_pages().select_related("reopened_by")
    return get_object_or_404(seen, public_id=public_id)
