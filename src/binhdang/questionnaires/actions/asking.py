"""Asking: a questionnaire is drafted, changed, opened to units, closed, or withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.documents.models import OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.questionnaires import rules, typed
from binhdang.questionnaires.access import require_asker
from binhdang.questionnaires.actions.differences import before_and_after, changed_meanwhile, differing
from binhdang.questionnaires.models import AnswerSheet, Questionnaire
from binhdang.questionnaires.queries import counted, tasks_to_name
from binhdang.questionnaires.states import QuestionnaireState
from binhdang.values.refusals import Refusal

LABELS = {
    "title": "Tên phiếu",
    "introduction": "Lời giới thiệu",
    "basis": "Căn cứ",
    "paper": "Văn bản yêu cầu",
    "task": "Nhiệm vụ trong kế hoạch",
    "due_before_on": "Trả lời trước ngày",
}


@transaction.atomic
def draft(
    *,
    unit: Unit,
    title: str,
    by: User,
    at: datetime,
    introduction: str = "",
    basis: str = "",
    paper: OfficialPaper | None = None,
    task: PlanTask | None = None,
    due_before_on: date | None = None,
) -> Questionnaire:
    """Begin a questionnaire of the unit. What is missing yet (basis, due day, questions) is asked for at opening."""
    require_asker(by, unit, day_of(at), to="lập phiếu hỏi")
    wanted = {"title": title, "introduction": introduction, "basis": basis, "due_before_on": due_before_on}
    values = _checked({**wanted, "paper": paper, "task": task}, unit, by, day_of(at))
    made = Questionnaire.objects.create(unit=unit, created_by=by, created_at=at, **values)
    write_down("questionnaire.drafted", made, by=by, at=at)
    return made


@transaction.atomic
def change(questionnaire: Questionnaire, *, revision: int, by: User, at: datetime, **wanted: Any) -> Questionnaire:
    """Change the head of a draft. `revision` is the one the person saw; raises Conflict where it is another now."""
    found = taken_draft(questionnaire, by=by, at=at, to="sửa phiếu hỏi")
    changed = differing(found, _checked(wanted, found.unit, by, day_of(at)))
    if not changed:
        return found
    if found.revision != revision:
        raise changed_meanwhile(found, changed, LABELS)
    details = {"changed": before_and_after(found, changed, LABELS)}
    for name, value in changed.items():
        setattr(found, name, value)
    found.revision += 1
    found.save()
    write_down("questionnaire.changed", found, by=by, at=at, **details)
    return found


@transaction.atomic
def open_to(questionnaire: Questionnaire, *, units: Sequence[Unit], by: User, at: datetime) -> Questionnaire:
    """Ask the units: each gets a sheet of its own. From now on the questions stay as they are."""
    found, on = taken_draft(questionnaire, by=by, at=at, to="gửi phiếu hỏi"), day_of(at)
    for refusal in rules.missing_to_open(found, on):
        raise refusal
    asked = list(dict.fromkeys(units))
    rules.require_units(asked, found, on)
    AnswerSheet.objects.bulk_create(AnswerSheet(questionnaire=found, unit=unit) for unit in asked)
    found.state, found.opened_at = QuestionnaireState.OPEN, at
    found.save()
    write_down("questionnaire.opened", found, by=by, at=at, units=sorted(unit.code for unit in asked))
    return found


@transaction.atomic
def close(questionnaire: Questionnaire, *, by: User, at: datetime) -> Questionnaire:
    """Take no more answers. Whoever has not sent by now stays «chưa gửi»."""
    found = taken(questionnaire, by=by, at=at, to="đóng phiếu hỏi")
    rules.require_move(found, QuestionnaireState.CLOSED)
    found.state, found.closed_at = QuestionnaireState.CLOSED, at
    found.save()
    [count] = counted([found])
    write_down("questionnaire.closed", found, by=by, at=at, sent=count.sent, asked=count.asked)
    return found


@transaction.atomic
def withdraw(questionnaire: Questionnaire, *, reason: str, by: User, at: datetime) -> Questionnaire:
    """Take a questionnaire back, with a reason. What units answered stays readable with it."""
    found = taken(questionnaire, by=by, at=at, to="rút phiếu hỏi")
    rules.require_move(found, QuestionnaireState.WITHDRAWN)
    found.withdrawn_reason = rules.reason(reason, "rút phiếu", "Hỏi nhầm năm; sẽ gửi phiếu khác.")
    found.state, found.withdrawn_by, found.withdrawn_at = QuestionnaireState.WITHDRAWN, by, at
    found.save()
    write_down("questionnaire.withdrawn", found, by=by, at=at, reason=found.withdrawn_reason)
    return found


def taken(questionnaire: Questionnaire, *, by: User, at: datetime, to: str) -> Questionnaire:
    """The questionnaire as it stands, held until the transaction ends, for whoever may do this to it."""
    held = Questionnaire.objects.select_for_update(of=("self",)).select_related("unit", "paper", "task")
    found = held.get(pk=questionnaire.pk)
    require_asker(by, found.unit, day_of(at), to=to)
    return found


def taken_draft(questionnaire: Questionnaire, *, by: User, at: datetime, to: str) -> Questionnaire:
    """The same, while it is a draft."""
    found = taken(questionnaire, by=by, at=at, to=to)
    rules.require_draft(found)
    return found


def write_down(verb: str, questionnaire: Questionnaire, *, by: User, at: datetime, **details: Any) -> None:
    """Write the audit row of something done to a questionnaire."""
    unit = questionnaire.unit
    name = unit.name_on(day_of(at))
    label = questionnaire.title
    record(verb, by=by, at=at, thing=questionnaire, unit=unit, unit_name=name, label=label, details=details)


def _checked(wanted: dict[str, Any], unit: Unit, by: User, on: date) -> dict[str, Any]:
    """The values of the head, each read and checked. Unknown names raise TypeError."""
    readers: dict[str, Callable[[Any], Any]] = {
        "title": lambda raw: rules.filled(typed.line(raw, LABELS["title"], 200), LABELS["title"]),
        "introduction": lambda raw: typed.paragraph(raw, LABELS["introduction"], 2000),
        "basis": lambda raw: typed.line(raw, LABELS["basis"], 500),
        "due_before_on": rules.day_of_our_time,
        "paper": lambda paper: _seen_paper(paper, by, on),
        "task": lambda task: _open_task(task, unit, on),
    }
    if unknown := set(wanted) - set(readers):
        raise TypeError(f"a questionnaire has no {', '.join(sorted(unknown))}")
    return {name: readers[name](raw) for name, raw in wanted.items()}


def _seen_paper(paper: OfficialPaper | None, by: User, on: date) -> OfficialPaper | None:
    if paper is None or OfficialPaper.objects.visible_to(by, on).filter(pk=paper.pk).exists():
        return paper
    raise Refusal(
        "Văn bản này không thuộc phạm vi xem của bạn.",
        where=LABELS["paper"],
        value=paper.number_symbol,
        rule="chỉ dẫn văn bản mà người lập phiếu xem được.",
        remedy="chọn văn bản khác, hoặc viết một câu ở ô «Căn cứ».",
    )


def _open_task(task: PlanTask | None, unit: Unit, on: date) -> PlanTask | None:
    if task is None or task in tasks_to_name(unit, on):
        return task
    raise Refusal(
        "Nhiệm vụ này không nối được với phiếu.",
        where=LABELS["task"],
        value=f"{task.label}, kế hoạch năm {task.plan.year}",
        rule="chỉ nối với nhiệm vụ đang thực hiện, thuộc kế hoạch của đơn vị hoặc của cấp trên.",
        remedy="chọn nhiệm vụ khác, hoặc để trống.",
    )
