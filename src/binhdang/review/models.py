"""Decisions on submitted versions."""

from django.db import models

from binhdang.accounts.models import User
from binhdang.reports.models import ReportVersion


class Decision(models.Model):
    """One version, one decision, never changed."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "chấp nhận"
        RETURNED = "returned", "trả lại"

    version = models.OneToOneField(ReportVersion, on_delete=models.PROTECT, related_name="decision")
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
