"""Wording: the questions of a draft are added, changed, moved and removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.questionnaires import rules, typed
from binhdang.questionnaires.actions.asking import taken_draft, write_down
from binhdang.questionnaires.actions.differences import before_and_after, changed_meanwhile, differing
from binhdang.questionnaires.models import Question, Questionnaire
from binhdang.values.refusals import Refusal

LABELS = {
    "text": "Câu hỏi",
    "help": "Giải thích thêm",
    "kind": "Cách trả lời",
    "options": "Các lựa chọn",
    "required": "Bắt buộc trả lời",
}


@transaction.atomic
def add_question(
    questionnaire: Questionnaire,
    *,
    text: str,
    kind: str,
    by: User,
    at: datetime,
    help: str = "",
    options: Sequence[str] = (),
    required: bool = True,
) -> Question:
    """Add a question at the end of a draft."""
    found = taken_draft(questionnaire, by=by, at=at, to="thêm câu hỏi vào phiếu")
    count = found.questions.count()
    if count >= rules.MOST_QUESTIONS:
        raise _enough(count)
    values = _checked(text=text, help=help, kind=kind, options=options, required=required)
    question = Question.objects.create(questionnaire=found, order=count + 1, **values)
    write_down("question.added", found, by=by, at=at, order=question.order, text=question.text)
    return question


@transaction.atomic
def change_question(
    question: Question,
    *,
    revision: int,
    text: str,
    kind: str,
    by: User,
    at: datetime,
    help: str = "",
    options: Sequence[str] = (),
    required: bool = True,
) -> Question:
    """Change a question of a draft. Raises Conflict where someone else changed it since `revision`."""
    found = taken_draft(question.questionnaire, by=by, at=at, to="sửa câu hỏi của phiếu")
    question = _standing(question)
    values = _checked(text=text, help=help, kind=kind, options=options, required=required)
    changed = differing(question, values)
    if not changed:
        return question
    if question.revision != revision:
        raise changed_meanwhile(question, changed, LABELS)
    details = {"order": question.order, "changed": before_and_after(question, changed, LABELS)}
    for name, value in changed.items():
        setattr(question, name, value)
    question.revision += 1
    question.save()
    write_down("question.changed", found, by=by, at=at, **details)
    return question


@transaction.atomic
def move_question(question: Question, *, to: int, by: User, at: datetime) -> Question:
    """Put a question at another place of a draft: before the first and after the last are those themselves."""
    found = taken_draft(question.questionnaire, by=by, at=at, to="xếp lại câu hỏi của phiếu")
    question = _standing(question)
    others = [each for each in found.questions.all() if each != question]
    place = min(max(to, 1), len(others) + 1)
    if place == question.order:
        return question
    others.insert(place - 1, question)
    _number(others)
    write_down("question.moved", found, by=by, at=at, text=question.text, places=[question.order, place])
    return _standing(question)


@transaction.atomic
def remove_question(question: Question, *, by: User, at: datetime) -> None:
    """Remove a question from a draft; the later ones close up."""
    found = taken_draft(question.questionnaire, by=by, at=at, to="bỏ câu hỏi khỏi phiếu")
    question = _standing(question)
    details = {"order": question.order, "text": question.text}
    question.delete()
    _number(list(found.questions.all()))
    write_down("question.removed", found, by=by, at=at, **details)


def _number(questions: Sequence[Question]) -> None:
    """Count the questions 1, 2, 3 … in the order given."""
    for place, question in enumerate(questions, start=1):
        Question.objects.filter(pk=question.pk).exclude(order=place).update(order=place)


def _standing(question: Question) -> Question:
    """The question as it stands. Raises Refusal where someone else removed it."""
    found = Question.objects.filter(pk=question.pk).first()
    if found is None:
        raise Refusal(
            "Câu hỏi này vừa được người khác bỏ.",
            where=f"câu {question.order}",
            value=question.text,
            remedy="tải lại trang phiếu; vẫn cần thì thêm lại.",
        )
    return found


def _checked(*, text: Any, help: Any, kind: Any, options: Any, required: bool) -> dict[str, Any]:
    known = rules.known_kind(kind)
    return {
        "text": rules.filled(typed.line(text, LABELS["text"], 500), LABELS["text"]),
        "help": typed.line(help, LABELS["help"], 500),
        "kind": known,
        "options": rules.options_for(known, options),
        "required": bool(required),
    }


def _enough(count: int) -> Refusal:
    return Refusal(
        "Phiếu đã có quá nhiều câu hỏi.",
        where="Các câu hỏi",
        value=f"{count} câu",
        rule=f"mỗi phiếu tối đa {rules.MOST_QUESTIONS} câu.",
        remedy="bỏ bớt câu, hoặc lập thêm một phiếu.",
    )
