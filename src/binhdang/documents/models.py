"""Official papers, the number series they take numbers from, and who is working on one now."""

from __future__ import annotations

from datetime import date

from django.db import models

from binhdang.accounts.models import User
from binhdang.files.models import StoredFile
from binhdang.orgs.access import units_where
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.ui.fields import PublicIdField


class Direction(models.TextChoices):
    """Văn bản đến or văn bản đi, seen from the owner."""

    INCOMING = "incoming", "văn bản đến"
    OUTGOING = "outgoing", "văn bản đi"


class OfficialPaperQuerySet(models.QuerySet["OfficialPaper"]):
    """Papers as people may see them."""

    def visible_to(self, user: User, on: date) -> OfficialPaperQuerySet:
        """Papers of the units that the person works in or receives from; who only administers accounts sees none."""
        return self.filter(owner__in=units_where(user, (*WRITING, *RECEIVING), on))


class OfficialPaper(models.Model):
    """One paper in the hands of one unit. What the paper lacks (number, date) stays empty until the clerk gives it."""

    public_id = PublicIdField()
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="papers")
    direction = models.CharField(max_length=10, choices=Direction)
    kind = models.CharField(max_length=60, blank=True)
    """Tên loại: "Kế hoạch", "Báo cáo", "Công văn"; "" where it could not be read."""
    number = models.CharField(max_length=11, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuing_body = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    """The NFC text that was read; the spans of `reading` index into it."""
    reading = models.JSONField(null=True, blank=True)
    """What `vanban` read, in the format "vanban/1"; None for a paper that was not read."""
    carries_out = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="carried_out_by")
    """Papers of a superior that this one carries out."""
    arrival_number = models.PositiveIntegerField(null=True, blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    recipients = models.JSONField(default=list)
    signer_name = models.CharField(max_length=100, blank=True)
    search_text = models.TextField(blank=True)
    """Number, kind, issuing body and title, folded: what the search field of the register looks in."""

    objects = OfficialPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-registered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "direction", "issuing_body", "number", "symbol", "issued_on"],
                condition=~models.Q(number="") & models.Q(issued_on__isnull=False),
                name="one_paper_per_number",
            )
        ]
        indexes = [models.Index(fields=["owner", "direction", "registered_at"])]

    @property
    def number_symbol(self) -> str:
        """As printed: "05/BC-UBND"; "" while the paper has no number."""
        return f"{self.number}/{self.symbol}" if self.number else ""


class NumberSeries(models.Model):
    """The running numbers of one body's outgoing papers in one year (Nghị định 30/2020, Điều 15): no gaps, no doubles.

    The row is locked while a number is taken.
    """

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="number_series")
    year = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=10, choices=Direction)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "year", "direction"], name="one_series_per_year_and_direction")
        ]


class Claim(models.Model):
    """Who is working on a paper now. Others may look, and take it over knowingly."""

    paper = models.OneToOneField(OfficialPaper, on_delete=models.CASCADE, related_name="claim")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
