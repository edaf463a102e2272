"""Answering: a unit asked saves and sends its answers; the unit that asked may open them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.jobs.clock import day_of
from binhdang.questionnaires import kinds, rules
from binhdang.questionnaires.access import require_answers, require_asker
from binhdang.questionnaires.models import AnswerSave, AnswerSheet, Question
from binhdang.questionnaires.queries import answers_at
from binhdang.questionnaires.states import SheetState
from binhdang.values.refusals import Conflict, Refusal


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saving came to. `beside`: how often someone else has saved other questions since the page was opened."""

    sheet: AnswerSheet
    changed: int
    beside: int


@transaction.atomic
def save_answers(sheet: AnswerSheet, answers: Mapping[str, Any], *, revision: int, by: User, at: datetime) -> Saved:
    """Keep the answers given, by public id of the question; None takes one back. What is not named stays.

    `revision` is the one the person saw. Someone else's answers to other questions stay beside; where both changed
    the same question differently, Conflict is raised with both, and nothing is saved.
    """
    sheet = _taken(sheet)
    require_answers(by, sheet.unit, day_of(at))
    rules.require_asked_now(sheet)
    rules.require_unsent(sheet, day_of(at))
    given = _read(sheet, answers)
    seen = sheet.answers if revision == sheet.revision else answers_at(sheet, revision)
    changed = {key: answer for key, answer in given.items() if answer != seen.get(key)}
    _refuse_overwriting(sheet, seen, changed)
    new = {key: answer for key, answer in changed.items() if answer != sheet.answers.get(key)}
    beside = sheet.revision - revision
    if new:
        _keep(sheet, new, by, at)
        _write_down("answers.saved", sheet, by=by, at=at, revision=sheet.revision, questions=_places(sheet, new))
    return Saved(sheet, len(new), beside)


@transaction.atomic
def send_answers(sheet: AnswerSheet, *, revision: int, by: User, at: datetime) -> AnswerSheet:
    """Send the answers as they stand at `revision`, the one the person saw. Only sent answers are seen and counted."""
    sheet = _taken(sheet)
    require_answers(by, sheet.unit, day_of(at))
    rules.require_asked_now(sheet)
    rules.require_unsent(sheet, day_of(at))
    if revision != sheet.revision:
        raise _unseen(sheet)
    rules.require_complete(sheet.questionnaire.questions.all(), sheet.answers)
    sheet.state, sheet.sent_by, sheet.sent_at = SheetState.SENT, by, at
    sheet.first_sent_at = sheet.first_sent_at or at
    sheet.save()
    _write_down("answers.sent", sheet, by=by, at=at, revision=sheet.revision)
    return sheet


@transaction.atomic
def reopen(sheet: AnswerSheet, *, reason: str, by: User, at: datetime) -> AnswerSheet:
    """Give sent answers back to their unit, with a reason that it reads. They count again once they are sent again."""
    sheet = _taken(sheet)
    require_asker(by, sheet.questionnaire.unit, day_of(at), to="mở lại câu trả lời cho phiếu hỏi")
    rules.require_asked_now(sheet)
    rules.require_sent(sheet)
    sheet.reopened_reason = rules.reason(reason, "mở lại câu trả lời", "Câu 3 ghi nhầm số nam và số nữ.")
    sheet.state, sheet.reopened_by, sheet.reopened_at = SheetState.DRAFTING, by, at
    sheet.save()
    _write_down("answers.reopened", sheet, by=by, at=at, reason=sheet.reopened_reason)
    return sheet


def _taken(sheet: AnswerSheet) -> AnswerSheet:
    """The sheet as it stands, held until the transaction ends."""
    held = AnswerSheet.objects.select_for_update(of=("self",)).select_related("unit", "questionnaire__unit")
    return held.get(pk=sheet.pk)


def _read(sheet: AnswerSheet, answers: Mapping[str, Any]) -> dict[str, Any]:
    questions = {question.public_id: question for question in sheet.questionnaire.questions.all()}
    for key in answers:
        if key not in questions:
            raise _no_such_question(key)
    return {key: kinds.parse(questions[key], raw) for key, raw in answers.items()}


def _refuse_overwriting(sheet: AnswerSheet, seen: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Raise Conflict where someone else has answered one of these questions since, and differently."""
    now = sheet.answers
    clash = {key for key, mine in changed.items() if now.get(key) not in (seen.get(key), mine)}
    if clash:
        named = sheet.questionnaire.questions.filter(public_id__in=clash)
        raise Conflict(
            "Người khác của đơn vị vừa lưu câu trả lời khác.",
            where=", ".join(kinds.where(question) for question in named),
            mine=dict(changed),
            theirs={key: now.get(key) for key in clash},
            revision=sheet.revision,
            remedy="so sánh hai bản dưới đây, sửa lại nếu cần, rồi lưu lần nữa.",
        )


def _keep(sheet: AnswerSheet, new: Mapping[str, Any], by: User, at: datetime) -> None:
    kept = {**sheet.answers, **new}
    sheet.answers = {key: answer for key, answer in kept.items() if answer is not None}
    sheet.revision += 1
    sheet.state = SheetState.DRAFTING
    sheet.save()
    AnswerSave.objects.create(sheet=sheet, revision=sheet.revision, changed=dict(new), saved_by=by, saved_at=at)


def _unseen(sheet: AnswerSheet) -> Conflict:
    return Conflict(
        "Chưa gửi: người khác của đơn vị vừa lưu thêm câu trả lời.",
        where=sheet.questionnaire.title,
        mine={},
        theirs={},
        revision=sheet.revision,
        remedy="xem lại các câu trả lời dưới đây, rồi bấm gửi lần nữa.",
    )


def _no_such_question(key: object) -> Refusal:
    return Refusal(
        "Câu hỏi này không có trong phiếu.",
        where="câu hỏi",
        value=str(key)[:100],
        rule="chỉ trả lời những câu có trong phiếu.",
        remedy="tải lại trang rồi trả lời.",
    )


def _places(sheet: AnswerSheet, new: Mapping[str, Any]) -> list[int]:
    questions: list[Question] = list(sheet.questionnaire.questions.filter(public_id__in=new))
    return [question.order for question in questions]


def _write_down(verb: str, sheet: AnswerSheet, *, by: User, at: datetime, **details: Any) -> None:
    name, label = sheet.unit.name_on(day_of(at)), sheet.questionnaire.title
    record(verb, by=by, at=at, thing=sheet, unit=sheet.unit, unit_name=name, label=label, details=details)
