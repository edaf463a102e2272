"""Questionnaires, their questions, and one sheet of answers for every unit asked."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from binhdang.accounts.models import User
from binhdang.documents.models import OfficialPaper
from binhdang.orgs.access import units_answered_for, units_where
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.plans.models import PlanTask
from binhdang.questionnaires.states import QuestionKind, QuestionnaireState, SheetState
from binhdang.ui.fields import PublicIdField


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    """Questionnaires as people may see them."""

    def visible_to(self, user: User, on: date) -> QuestionnaireQuerySet:
        """Those of units within the person's reach, and those that went out to one of these units."""
        units = units_where(user, (*WRITING, *RECEIVING), on).values("pk")
        asked = AnswerSheet.objects.filter(unit__in=units).values("questionnaire")
        return self.filter(Q(unit__in=units) | Q(pk__in=asked))

    def tabulated_for(self, user: User, on: date) -> QuestionnaireQuerySet:
        """Those whose tables the person reads: who works where it is asked, and who receives from units asked."""
        asking = units_where(user, (*WRITING, *RECEIVING), on).values("pk")
        received = units_where(user, RECEIVING, on).values("pk")
        asked = AnswerSheet.objects.filter(unit__in=received).values("questionnaire")
        return self.filter(Q(unit__in=asking) | Q(pk__in=asked))


class Questionnaire(models.Model):
    """Some questions of one unit to itself and the units below it. Never deleted, only withdrawn."""

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="questionnaires")
    """Who asks."""
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    basis = models.CharField(max_length=500, blank=True)
    """The sentence that asks for it, where no paper does or the paper asks for more than this."""
    paper = models.ForeignKey(
        OfficialPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="questionnaires"
    )
    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, null=True, blank=True, related_name="questionnaires")
    due_before_on = models.DateField(null=True, blank=True)
    """Exclusive: answers are late from 00:00 of this day."""
    state = models.CharField(max_length=20, choices=QuestionnaireState, default=QuestionnaireState.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date | None:
        """The last day on which answers are on time."""
        return self.due_before_on - timedelta(days=1) if self.due_before_on else None

    def is_open(self) -> bool:
        """Whether units may answer."""
        return self.state == QuestionnaireState.OPEN

    def is_draft(self) -> bool:
        """Whether its questions may still change."""
        return self.state == QuestionnaireState.DRAFT


class Question(models.Model):
    """One question. It changes only while the questionnaire is a draft, so an answer always fits what was asked."""

    public_id = PublicIdField()
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveIntegerField()
    """1, 2, 3 … without gaps: the number that people see."""
    text = models.CharField(max_length=500)
    help = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=20, choices=QuestionKind)
    options = models.JSONField(default=list)
    """What a choice offers, in order; an answer holds the place of an option, counted from 1."""
    required = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"Câu {self.order}"


class AnswerSheetQuerySet(models.QuerySet["AnswerSheet"]):
    """Sheets as people may see them."""

    def visible_to(self, user: User, on: date) -> AnswerSheetQuerySet:
        """Sheets of units within the person's reach, and those that a unit within reach has asked for."""
        units = units_where(user, (*WRITING, *RECEIVING), on).values("pk")
        return self.filter(Q(unit__in=units) | Q(questionnaire__unit__in=units))

    def written_by(self, user: User, on: date) -> AnswerSheetQuerySet:
        """Sheets of the units for which the person writes."""
        return self.filter(unit__in=units_answered_for(user, WRITING, on).values("pk"))

    def waiting(self) -> AnswerSheetQuerySet:
        """Sheets that are asked for now and have not been sent."""
        return self.filter(questionnaire__state=QuestionnaireState.OPEN).exclude(state=SheetState.SENT)

    def for_pages(self) -> AnswerSheetQuerySet:
        """With what every line of a list shows."""
        return self.select_related("unit", "questionnaire__unit", "sent_by").prefetch_related(
            "unit__names", "questionnaire__unit__names"
        )


class AnswerSheet(models.Model):
    """What one unit answers. A question that does not stand in `answers` is unanswered, which is not zero."""

    public_id = PublicIdField()
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="answer_sheets")
    state = models.CharField(max_length=20, choices=SheetState, default=SheetState.NOT_BEGUN)
    answers = models.JSONField(default=dict)
    """Public id of a question → its answer, as the question's kind keeps it."""
    revision = models.PositiveIntegerField(default=0)
    """Number of the newest save."""
    first_sent_at = models.DateTimeField(null=True, blank=True)
    """What came in time stays in time, also when it is opened again."""
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_reason = models.CharField(max_length=300, blank=True)

    objects = AnswerSheetQuerySet.as_manager()

    class Meta:
        ordering = ["unit__code"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "unit"], name="one_sheet_per_unit_asked")]

    def is_sent(self) -> bool:
        """Whether others may read the answers, and tables count them."""
        return self.state == SheetState.SENT


class AnswerSave(models.Model):
    """One saving of a sheet: append-only, so that every answer has its author and nobody overwrites unseen."""

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.PROTECT, related_name="saves")
    revision = models.PositiveIntegerField()
    changed = models.JSONField()
    """Public id of a question → the answer that was given; None where it was taken back."""
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["revision"]
        constraints = [models.UniqueConstraint(fields=["sheet", "revision"], name="one_save_per_revision_of_a_sheet")]
