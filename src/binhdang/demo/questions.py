"""Two questionnaires of 2022: one for the review of 15 years of the law (task 1.2), closed with one unit silent; and
one about the trainings of 2023, to which units are just answering."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from binhdang.accounts.models import User
from binhdang.demo.world import World
from binhdang.orgs.models import Unit
from binhdang.plans.models import Plan
from binhdang.plans.states import TaskScope
from binhdang.questionnaires import actions
from binhdang.questionnaires.models import AnswerSheet, Question, Questionnaire
from binhdang.questionnaires.states import QuestionKind, QuestionnaireState

Script = Mapping[str, Any]
VIETNAM = ZoneInfo(settings.TIME_ZONE)
SCRIPTS: Mapping[str, Script] = json.loads((Path(__file__).parent / "documents" / "questions.json").read_text("utf-8"))
SILENT = "618.ldld"
"""Who never answered about the 15 years."""


def ask_the_units(world: World, plan: Plan, writer: Callable[[Unit], User]) -> None:
    """Both questionnaires."""
    ask_for_the_review(world, plan, writer)
    ask_about_trainings(world, plan, writer)


def ask_for_the_review(world: World, plan: Plan, writer: Callable[[Unit], User]) -> Questionnaire:
    """Chi asks the communes and bodies in April; all but one answer; she closes it in May."""
    asked = ask(world, SCRIPTS["review"], plan)
    for place, sheet in enumerate(
        asked.sheets.exclude(unit__code=SILENT).select_related("unit").order_by("unit__code")
    ):
        at = asked_at(SCRIPTS["review"]) + timedelta(days=2 + place % 9, hours=place % 5)
        answer(sheet, SCRIPTS["review"], place, by=writer(sheet.unit), at=at)
    return actions.close(asked, by=world.chi, at=datetime(2022, 5, 4, 9, tzinfo=VIETNAM))


def ask_about_trainings(world: World, plan: Plan, writer: Callable[[Unit], User]) -> Questionnaire:
    """In November Chi asks what trainings are needed next year: three have answered, An has begun."""
    script = SCRIPTS["trainings"]
    asked = ask(world, script, plan)
    for place, code in enumerate(("618.lhpn", "618.phong-tp", "23535")):
        unit = world.units[code]
        answer(
            asked.sheets.get(unit=unit), script, place, by=writer(unit), at=asked_at(script) + timedelta(days=1 + place)
        )
    begun = asked.sheets.get(unit=world.commune)
    answer(begun, script, 3, by=world.an, at=asked_at(script) + timedelta(days=3), send=False)
    return asked


def close_the_last(world: World) -> None:
    """In December 2022 the second one is over, whoever answered."""
    for asked in Questionnaire.objects.filter(state=QuestionnaireState.OPEN):
        actions.close(asked, by=world.chi, at=datetime(2022, 12, 5, 9, tzinfo=VIETNAM))


def ask(world: World, script: Script, plan: Plan) -> Questionnaire:
    """Drafted, worded and opened by Chi."""
    at = asked_at(script)
    head = {name: script[name] for name in ("title", "introduction", "basis")}
    task = plan.tasks.get(scope=TaskScope.TASK, label=script["task"])
    due = date.fromisoformat(script["due_before_on"])
    drafted = actions.draft(unit=world.district, task=task, due_before_on=due, by=world.chi, at=at, **head)
    for question in script["questions"]:
        given = {name: value for name, value in question.items() if name != "said"}
        actions.add_question(drafted, by=world.chi, at=at + timedelta(minutes=20), **given)
    units = [world.focal, *world.member_bodies, *world.communes]
    return actions.open_to(drafted, units=units, by=world.chi, at=at + timedelta(hours=1))


def answer(sheet: AnswerSheet, script: Script, place: int, *, by: User, at: datetime, send: bool = True) -> None:
    """What a unit says, taken in turn from the script; sent, or left as begun after two questions."""
    questions = list(sheet.questionnaire.questions.all())[: None if send else 2]
    said = {
        q.public_id: _said(q, asked["said"], place) for q, asked in zip(questions, script["questions"], strict=False)
    }
    saved = actions.save_answers(sheet, said, revision=0, by=by, at=at)
    if send:
        actions.send_answers(saved.sheet, revision=saved.sheet.revision, by=by, at=at + timedelta(minutes=15))


def asked_at(script: Script) -> datetime:
    """When Chi sat down to ask."""
    return datetime.combine(date.fromisoformat(script["on"]), datetime.min.time(), VIETNAM) + timedelta(hours=8)


def _said(question: Question, variants: Sequence[Any], place: int) -> Any:
    """The variant that is the unit's turn; numbers grow a little from round to round."""
    found, turn = variants[place % len(variants)], place // len(variants)
    if question.kind == QuestionKind.WHOLE and found is not None:
        return found + turn
    return {sex: number + turn for sex, number in found.items()} if question.kind == QuestionKind.MEN_WOMEN else found
