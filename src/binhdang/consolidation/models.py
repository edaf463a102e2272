"""Frozen snapshots."""

from django.db import models

from binhdang.accounts.models import User
from binhdang.reports.models import Report, Round
from binhdang.ui.fields import PublicIdField


class Snapshot(models.Model):
    """Everything a consolidated report says, recomputed from its sources and frozen. Never changed.

    `content` holds the totals with n/N, the rates with numerator and denominator, the texts with their source units,
    and the report versions all of it came from; `sha256` is the hash of its canonical JSON.
    """

    public_id = PublicIdField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="snapshots")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    """The superior unit's own report that consolidation filled."""
    tree_on = models.DateField()
    """The day whose tree the totals stand on."""
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
