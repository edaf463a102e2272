"""What pages and rules ask of questionnaires: units and tasks to choose from, answers of an earlier save."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from binhdang.accounts.models import User
from binhdang.documents.models import OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.orgs.access import units_answered_for
from binhdang.orgs.models import Membership, Unit, UnitClosure, UnitQuerySet, valid_on
from binhdang.orgs.roles import WRITING
from binhdang.plans.models import PlanTask
from binhdang.plans.states import PlanState
from binhdang.questionnaires.access import ASKING
from binhdang.questionnaires.kinds import shown
from binhdang.questionnaires.models import AnswerSave, AnswerSheet, Question, Questionnaire
from binhdang.questionnaires.states import QuestionnaireState, SheetState

MOST_PAPERS = 200
"""So many papers a draft offers to be named; the newest."""


def units_to_ask(unit: Unit, on: date) -> UnitQuerySet:
    """The unit itself and every standing one below it, with `has_writer`: whether anybody there could answer now."""
    below = UnitClosure.objects.filter(valid_on(on), ancestor=unit, inherited=False).values("descendant")
    writers = Membership.objects.filter(valid_on(on), unit=OuterRef("pk"), user__is_active=True, role__in=WRITING)
    return Unit.objects.filter(pk__in=below).existing_on(on).annotate(has_writer=Exists(writers)).order_by("code")


def tasks_to_name(unit: Unit, on: date) -> list[PlanTask]:
    """Tasks in force that a questionnaire of the unit may serve: of its own plan, of one above it, or naming it."""
    above = UnitClosure.objects.filter(valid_on(on), descendant=unit, inherited=False).values("ancestor")
    named = Q(bodies__unit=unit) | Q(plan__unit__in=above)
    tasks = PlanTask.objects.filter(named, plan__state=PlanState.IN_FORCE).distinct()
    return list(tasks.select_related("plan").order_by("-plan__year", "plan", "order"))


def papers_to_name(user: User, on: date) -> list[OfficialPaper]:
    """Papers that the person sees, newest first."""
    return list(OfficialPaper.objects.visible_to(user, on)[:MOST_PAPERS])


def answers_at(sheet: AnswerSheet, revision: int) -> dict[str, Any]:
    """What a sheet said at an earlier save, read from the saves alone."""
    answers: dict[str, Any] = {}
    for save in sheet.saves.filter(revision__lte=revision):
        answers.update(save.changed)
    return {question: answer for question, answer in answers.items() if answer is not None}


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit that was asked, as the page of the questionnaire lists it."""

    sheet: AnswerSheet
    name: str
    late: int
    """By how many days its first sending missed the due date, or it is overdue today; 0 where it did not."""
    readable: bool

    @property
    def never(self) -> bool:
        """Whether it had not sent when the asking ended."""
        return not self.readable and not self.sheet.questionnaire.is_open()


def standings(questionnaire: Questionnaire, user: User, on: date) -> list[Standing]:
    """The units asked that the person sees, those that have not sent first."""
    seen = questionnaire.sheets.visible_to(user, on).for_pages()
    found = [Standing(s, s.unit.short_name_on(on), days_late(s, on), s.is_sent()) for s in seen]
    return sorted(found, key=lambda each: (each.readable, each.sheet.unit.code))


def days_late(sheet: AnswerSheet, on: date) -> int:
    """By how many days the first sending missed the due date; while none was made, by how many it is overdue."""
    last = sheet.questionnaire.last_day
    if last is None:
        return 0
    sent_on = day_of(sheet.first_sent_at) if sheet.first_sent_at else on
    return max(0, (sent_on - last).days)


@dataclass(frozen=True, slots=True)
class Said:
    """One question with what a unit answered, and the save it came with."""

    question: Question
    text: str
    save: AnswerSave | None


def said(sheet: AnswerSheet) -> list[Said]:
    """Every question of the sheet's questionnaire with its answer, its author and its time."""
    newest = {key: save for save in sheet.saves.select_related("saved_by") for key in save.changed}
    return [
        Said(question, shown(question, answer), newest.get(question.public_id) if answer is not None else None)
        for question in sheet.questionnaire.questions.all()
        for answer in [sheet.answers.get(question.public_id)]
    ]


@dataclass(frozen=True, slots=True)
class Counted:
    """A questionnaire with how many units it went to and how many of them have sent their answers."""

    questionnaire: Questionnaire
    sent: int
    asked: int


def counted(questionnaires: Iterable[Questionnaire]) -> list[Counted]:
    """The questionnaires with their counts, read in one question more."""
    found = list(questionnaires)
    rows = AnswerSheet.objects.filter(questionnaire__in=found).order_by().values_list("questionnaire", "state")
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for questionnaire, state, count in rows.annotate(count=Count("pk")):
        states[questionnaire][state] = count
    return [Counted(each, states[each.pk][SheetState.SENT], states[each.pk].total()) for each in found]


def asked_by(user: User, on: date) -> list[Counted]:
    """What the person's units ask now; what is due first, first."""
    units = units_answered_for(user, ASKING, on).values("pk")
    running = Questionnaire.objects.visible_to(user, on).filter(unit__in=units, state=QuestionnaireState.OPEN)
    return counted(running.order_by("due_before_on", "pk"))
