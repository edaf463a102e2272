"""Register entries. An entry has one owner, who led; co-organisers link to it, so that one event counts once."""

from __future__ import annotations

from django.db import models

from binhdang.accounts.models import User
from binhdang.files.models import StoredFile
from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.ui.fields import PublicIdField


class Training(models.Model):
    """A training (lớp tập huấn) held. Participants are attendances: the same woman may sit in two of them."""

    public_id = PublicIdField()
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="trainings")
    co_organisers = models.ManyToManyField(Unit, blank=True, related_name="trainings_supported")
    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, null=True, blank=True, related_name="trainings")
    subject = models.CharField(max_length=300)
    started_on = models.DateField()
    ended_on = models.DateField()
    place = models.CharField(max_length=200)
    trainers = models.CharField(max_length=300, blank=True)
    men = models.PositiveIntegerField()
    women = models.PositiveIntegerField()
    men_officials = models.PositiveIntegerField(default=0)
    """Of the men, officials in charge of gender equality and members of the board."""
    women_officials = models.PositiveIntegerField(default=0)
    budget = models.PositiveBigIntegerField(null=True, blank=True)
    """In đồng; None where not known."""
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started_on", "-id"]


class TrainingEvidence(models.Model):
    """A file that shows the training took place."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
