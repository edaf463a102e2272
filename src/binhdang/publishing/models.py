"""Outgoing reports on their way to signature and number, and the steps each person took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from binhdang.accounts.models import User
from binhdang.consolidation.models import Snapshot
from binhdang.documents.models import OfficialPaper
from binhdang.files.models import StoredFile
from binhdang.orgs.access import units_where
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import RECEIVING
from binhdang.publishing.report_paper import KIND as REPORT
from binhdang.publishing.states import FOCAL_CHAIN, Chain, IssueState
from binhdang.reports.models import Report
from binhdang.ui.fields import PublicIdField


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues as people may see them."""

    def visible_to(self, user: User, on: date) -> IssueQuerySet:
        """Issues of the units the person works for in the chain; whoever only reports to them sees none."""
        return self.filter(unit__in=units_where(user, RECEIVING, on))


class Issue(models.Model):
    """One outgoing official report: what it is composed from, and how far it has come."""

    public_id = PublicIdField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="issues")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="issues")
    """The snapshot's report: it goes out once, however often a draft was withdrawn; then only a replacement does."""
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="issues")
    addressees = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    title = models.CharField(max_length=500)
    state = models.CharField(max_length=20, choices=IssueState, default=IssueState.DRAFTED)
    signer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signature = models.JSONField(default=dict)
    """authority, capacity, position, name as printed."""
    composer_version = models.CharField(max_length=20, blank=True)
    paper = models.OneToOneField(OfficialPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="issue")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The issued bytes."""
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    """The issued paper that this one replaces, because figures in it changed."""

    objects = IssueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=models.Q(replaces=None) & ~models.Q(state=IssueState.WITHDRAWN),
                name="one_live_issue_per_report",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~models.Q(state=IssueState.WITHDRAWN),
                name="one_live_replacement_per_issue",
            ),
        ]

    @property
    def kind(self) -> str:
        """Tên loại as printed."""
        return REPORT

    @property
    def content(self) -> Mapping[str, Any]:
        """What was frozen when it was drafted: all that the paper says apart from its header."""
        content: Mapping[str, Any] = self.snapshot.content
        return content

    @property
    def chain(self) -> Chain:
        """Whose hands it passes."""
        return FOCAL_CHAIN


class Step(models.Model):
    """One responsibility taken: drafted, checked, signed, numbered, sent, or sent back with a note."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=IssueState)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
