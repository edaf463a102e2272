"""Register entries. An entry has one owner, who led; co-organisers link to it, so that one event counts once.

What all registers share stands in `Entry`, a table of its own: evidence, co-organisers, tasks and doubles are the same
for each. What is special to a register stands in its own table beside it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from binhdang.accounts.models import User
from binhdang.files.models import StoredFile
from binhdang.orgs.access import units_where
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.plans.models import PlanTask
from binhdang.ui.fields import PublicIdField
from binhdang.values.texts import fold

E = TypeVar("E", bound="Entry")


class EntryQuerySet(models.QuerySet[E]):
    """Entries as pages ask for them."""

    def visible_to(self, user: User, on: date) -> EntryQuerySet[E]:
        """Entries that a unit within the person's reach owns or helped with."""
        units = units_where(user, (*WRITING, *RECEIVING), on).values("pk")
        helped = Entry.co_organisers.through.objects.filter(unit__in=units).values("entry")
        return self.filter(Q(owner__in=units) | Q(pk__in=helped))

    def standing(self) -> EntryQuerySet[E]:
        """Entries that were not withdrawn: only these count."""
        return self.filter(withdrawn_at__isnull=True)

    def for_pages(self) -> EntryQuerySet[E]:
        """With what every line of a list shows; the entries that it names too."""
        fields = [field for field in self.model._meta.concrete_fields if field.related_model is Entry]
        named = [field.name for field in fields if not getattr(field.remote_field, "parent_link", False)]
        return self.select_related("owner", "task", *named).prefetch_related("owner__names", "co_organisers__names")


class Entry(models.Model):
    """One event in one register, written once by the unit that led it. Never deleted, only withdrawn."""

    public_id = PublicIdField()
    register = models.CharField(max_length=40)
    """Code of the register, which names the table of the rest."""
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries")
    co_organisers = models.ManyToManyField(Unit, blank=True, related_name="entries_supported")
    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    subject = models.CharField(max_length=300)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    """None for what goes on still."""
    place = models.CharField(max_length=200, blank=True)
    place_folded = models.CharField(max_length=400, blank=True)
    search_text = models.CharField(max_length=1000)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-id"]
        indexes = [
            models.Index(fields=["register", "-started_on", "-id"]),
            # Holds all that rights and counts ask of an entry, so that a list is added up from the index alone.
            models.Index(fields=["owner", "register", "started_on", "withdrawn_at"]),
        ]

    def __str__(self) -> str:
        return self.subject

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded columns in step with what they are folded from."""
        self.place_folded = fold(self.place)[:400]
        self.search_text = fold(f"{self.subject} {self.place}")[:1000]
        super().save(*args, **kwargs)


class Evidence(models.Model):
    """A file that shows the event took place (minh chứng)."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class SheetUpload(models.Model):
    """An Excel file sent in: first shown as a difference, then taken whole, or never."""

    public_id = PublicIdField()
    register = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
