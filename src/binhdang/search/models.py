"""The index of the search: derived from what it speaks of, and may be thrown away at any time."""

from __future__ import annotations

from django.db import models

from binhdang.orgs.models import Unit


class Kind(models.TextChoices):
    """What can be found."""

    PAPER = "paper", "Văn bản"
    TASK = "task", "Nhiệm vụ"
    ENTRY = "entry", "Sổ theo dõi"
    REPORT = "report", "Báo cáo đã gửi"


class SearchRow(models.Model):
    """The folded words of one thing, and the units by which `sources` asks whether a person may see it today."""

    kind = models.CharField(max_length=10, choices=Kind)
    thing = models.BigIntegerField()
    """The key of the paper, the task, the entry or the report's version."""
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    """Whose it is; None of what was sent."""
    sender = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    receiver = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    """Who sent it to whom: of reports, which those above the sender do not see unless it was sent to them."""
    on = models.DateField()
    """The day that places it among the others: issued, in force, held, sent."""
    folded = models.TextField()
    """`words.folded` of all that is looked in."""

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "thing"], name="one_search_row_per_thing")]
        indexes = [models.Index(fields=["-on", "-id"], name="search_rows_newest_first")]


class IndexReach(models.Model):
    """How far the index follows what is done. One row."""

    layout = models.PositiveSmallIntegerField(default=0)
    """`following.LAYOUT` of the program that built it; where it differs, the index is built anew."""
    sequence = models.BigIntegerField(default=0)
    """The last sealed audit row that the index knows."""
