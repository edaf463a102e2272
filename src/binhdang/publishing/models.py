"""Outgoing reports and plans on their way to signature and number, and the steps each person took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from binhdang.accounts.models import User
from binhdang.consolidation.models import Snapshot
from binhdang.documents.models import OfficialPaper
from binhdang.files.models import StoredFile
from binhdang.orgs.access import units_answered_for, units_where
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.plans.models import Plan
from binhdang.publishing.plan_paper import KIND as PLAN
from binhdang.publishing.report_paper import KIND as REPORT
from binhdang.publishing.states import CHAINS, Chain, IssueState, Way
from binhdang.reports.models import Report
from binhdang.ui.fields import PublicIdField


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues as people may see them."""

    def visible_to(self, user: User, on: date) -> IssueQuerySet:
        """Papers of the units the person works for in the chain; whoever only reports to them sees none.

        A plan of a unit below is seen once it has gone out; until then it is that unit's own affair.
        """
        over = models.Q(unit__in=units_where(user, RECEIVING, on))
        inside = models.Q(unit__in=units_answered_for(user, (*WRITING, *RECEIVING), on))
        return self.filter(inside | (over & (models.Q(plan=None) | models.Q(state=IssueState.SENT))))


class Issue(models.Model):
    """One outgoing official paper: a report composed from a snapshot, or a unit's own plan; and how far it has come."""

    public_id = PublicIdField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="issues")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="issues")
    """The snapshot's report: it goes out once, however often a draft was withdrawn; then only a replacement does."""
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="issues")
    frozen = models.JSONField(null=True)
    """What a plan said when it went to be signed; a report's content stands in its snapshot."""
    way = models.CharField(max_length=10, choices=Way, default=Way.FOCAL)
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
            models.CheckConstraint(
                condition=models.Q(plan=None, snapshot__isnull=False, report__isnull=False)
                | models.Q(plan__isnull=False, frozen__isnull=False, snapshot=None, report=None),
                name="a_report_or_a_plan",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=~models.Q(state=IssueState.WITHDRAWN),
                name="one_live_issue_per_plan",
            ),
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
        return PLAN if self.plan_id else REPORT

    @property
    def content(self) -> Mapping[str, Any]:
        """What was frozen when it was drafted: all that the paper says apart from its header."""
        content: Mapping[str, Any] | None = self.snapshot.content if self.snapshot else self.frozen
        return content or {}

    @property
    def chain(self) -> Chain:
        """Whose hands it passes."""
        return CHAINS[Way(self.way)]

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # Django's own, said more exactly
        """The state in words; where nobody checks apart from the signer, a draft waits for the signature."""
        if self.state == IssueState.DRAFTED and IssueState.CHECKED not in self.chain.done_by:
            return "đã soạn, chờ ký"
        return str(IssueState(self.state).label)


class Step(models.Model):
    """One responsibility taken: drafted, checked, signed, numbered, sent, or sent back with a note."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=IssueState)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
