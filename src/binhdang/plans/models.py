"""Plans, proposals, tasks, assigned bodies and deadlines. Spans index into the text of the plan's paper."""

from __future__ import annotations

from datetime import date

from django.db import models

from binhdang.accounts.models import User
from binhdang.documents.models import OfficialPaper
from binhdang.orgs.access import units_answered_for, units_where
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.plans.states import ON_ITS_WAY, Nature, Origin, PlanState, ProposalKind, ProposalState, TaskScope
from binhdang.ui.fields import PublicIdField


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans as people may see them."""

    def visible_to(self, user: User, on: date) -> PlanQuerySet:
        """Plans of the units the person works in or receives from, and plans in force that give one of them a duty.

        What a unit is still drafting is seen at that unit alone: a superior learns that it is under way, not its words.
        """
        roles = (*WRITING, *RECEIVING)
        units = units_where(user, roles, on)
        with_duty = TaskBody.objects.filter(unit__in=units).values("task__plan")
        binding = models.Q(state__in=[PlanState.IN_FORCE, PlanState.ENDED], pk__in=with_duty)
        drafts = models.Q(state__in=ON_ITS_WAY)
        at_home = models.Q(unit__in=units_answered_for(user, roles, on))
        return self.filter((models.Q(unit__in=units) & ~drafts) | (at_home & drafts) | binding)


class Plan(models.Model):
    """One plan of one unit for one year. A unit's own plan is `derived_from` its superior's.

    One that was read has its paper from the beginning; one that is written here gets it when it is issued, with the
    number and the day that the clerk gave: a draft stands in no book and has nothing to fill in beforehand.
    """

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    paper = models.OneToOneField(OfficialPaper, on_delete=models.PROTECT, null=True, related_name="plan")
    derived_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="derived")
    continues = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by")
    """The unit's own plan of the year before, from which this one was begun."""
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    state = models.CharField(max_length=20, choices=PlanState, default=PlanState.PROPOSED)
    in_force_at = models.DateTimeField(null=True, blank=True)
    in_force_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paper__isnull=False) | models.Q(state__in=ON_ITS_WAY), name="a_plan_has_its_paper"
            ),
            models.UniqueConstraint(
                fields=["unit", "year"], condition=models.Q(state__in=ON_ITS_WAY), name="one_plan_drafted_at_a_time"
            ),
        ]

    @property
    def known_paper(self) -> OfficialPaper:
        """The paper of a plan that has one: of every plan that was read or is in force."""
        if self.paper is None:
            raise ValueError(f"{self.title} has no paper yet")
        return self.paper

    @property
    def is_on_its_way(self) -> bool:
        """Whether it is written here and not yet issued."""
        return self.state in ON_ITS_WAY

    @property
    def is_written_here(self) -> bool:
        """Whether it was composed here, and not read from a paper."""
        return hasattr(self, "wording")


class PlanWording(models.Model):
    """What a unit's own plan says beside its tasks. One revision for all of it: two people never write it unseen."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="wording")
    purpose = models.TextField(blank=True)
    requirements = models.TextField(blank=True)
    carrying_out = models.TextField(blank=True)
    """Tổ chức thực hiện."""
    revision = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)


class Proposal(models.Model):
    """Something that binds nobody until a person confirms it: read from the paper, or a line of a unit's own plan.

    `reading` is the item as `vanban` gave it (for a task: an item of "duties"; for reporting: an item of "reporting";
    for an unread passage: its text) and never changes; `decided` is what the person made of it. In a unit's own plan
    `reading` is the decision that the task it was taken from suggests (`plans.lines`); {} for a task of its own.
    """

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=20, choices=ProposalKind)
    label = models.CharField(max_length=60, blank=True)
    order = models.PositiveIntegerField()
    spans = models.JSONField(default=list)
    reading = models.JSONField()
    decided = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.PENDING)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)
    taken_from = models.ForeignKey("PlanTask", on_delete=models.PROTECT, null=True, related_name="proposed_as")
    """The superior's task that this line takes over, or the unit's own of last year."""

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "taken_from"], name="a_task_is_taken_over_once")]


class PlanTaskQuerySet(models.QuerySet["PlanTask"]):
    """Tasks as people may see them."""

    def visible_to(self, user: User, on: date) -> PlanTaskQuerySet:
        """The tasks of every plan the person may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user, on))


class PlanTask(models.Model):
    """A task or standing duty in force, with the printed label kept, gaps too."""

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="task")
    scope = models.CharField(max_length=10, choices=TaskScope)
    group_label = models.CharField(max_length=60, blank=True)
    group_title = models.CharField(max_length=500, blank=True)
    label = models.CharField(max_length=60)
    text = models.TextField()
    nature = models.CharField(max_length=20, choices=Nature)
    origin = models.CharField(max_length=10, choices=Origin)
    basis = models.CharField(max_length=500, blank=True)
    """Why a person added or changed it."""
    spans = models.JSONField(default=list)
    order = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)
    """Only a task done once can be done; a continuous one is only ever active."""
    done_basis = models.CharField(max_length=500, blank=True)
    taken_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="taken_over_by")
    """The superior's task that this one carries out, or the unit's own of last year."""
    budget = models.BigIntegerField(null=True)
    """In đồng; None where the plan says nothing about money, which is not 0."""
    budget_source = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Who answers for it inside the unit."""
    partners = models.CharField(max_length=500, blank=True)
    """Who helps, as the plan prints it: bodies that have no account here."""

    objects = PlanTaskQuerySet.as_manager()

    class Meta:
        ordering = ["order"]


class TaskBody(models.Model):
    """A body that leads, supports or simply carries out a task.

    Giao or đề nghị belongs to this pair, not to the task nor to the body.
    """

    class Part(models.TextChoices):
        LEAD = "lead", "chủ trì"
        SUPPORT = "support", "phối hợp"
        CARRY_OUT = "carry_out", "thực hiện"

    class Manner(models.TextChoices):
        ASSIGNED = "giao", "giao"
        REQUESTED = "de_nghi", "đề nghị"

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="bodies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plan_duties")
    part = models.CharField(max_length=10, choices=Part)
    manner = models.CharField(max_length=10, choices=Manner)
    origin = models.CharField(max_length=10, choices=Origin)
    basis = models.CharField(max_length=500, blank=True)
    spans = models.JSONField(default=list)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="one_part_per_body_and_task")]


class TaskDeadline(models.Model):
    """When a task is due. `due_before_on` is exclusive; a condition has no day until it occurs."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=20)
    """As read: "before", "on", "recurring", "cadence", "conditional"."""
    text = models.CharField(max_length=500)
    month_day = models.CharField(max_length=5, blank=True)
    """"06-05" for "trước ngày 05/6" of every year."""
    due_before_on = models.DateField(null=True, blank=True)
    condition = models.CharField(max_length=500, blank=True)
    occurred_on = models.DateField(null=True, blank=True)
    occurred_paper = models.ForeignKey(OfficialPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    occurred_basis = models.CharField(max_length=500, blank=True)
    spans = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]


class ReportingDuty(models.Model):
    """What the plan says about reporting: how often, before which day, to whom, through whom."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reporting_duties")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="reporting_duty")
    frequency = models.CharField(max_length=20)
    """As `vanban` names it: "six-monthly", "yearly", "ad hoc"."""
    before = models.CharField(max_length=5, blank=True)
    """"06-05": reports are late from 00:00 of that day."""
    to = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    through = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=500, blank=True)
    spans = models.JSONField(default=list)
