"""Regimes, rounds, reports; draft edits that are only ever added; versions with all cells in one row.

The storage contract of figures: a round freezes its ordered cell keys; a draft is a list of cell edits, each with the
revision it was based on, its author and its time, kept save by save; a submission writes one compact version.
`reports.figures` is the only door to all of it.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from binhdang.accounts.models import User
from binhdang.documents.models import OfficialPaper
from binhdang.orgs.access import units_answered_for, units_where
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import RECEIVING, WRITING
from binhdang.plans.models import Plan, PlanTask, ReportingDuty
from binhdang.reports.outline import subject
from binhdang.reports.states import ReportState
from binhdang.ui.fields import PublicIdField
from binhdang.values.periods import Period

AD_HOC = "ad hoc"
"""The frequency of a regime that opens no round by itself."""


def own_units(user: User, on: date) -> models.QuerySet[Unit]:
    """The units whose own reports the person works on: where a writing role is held, not what stands below.

    With the units that ended and left their reports to one of those.
    """
    return units_answered_for(user, WRITING, on)


class Regime(models.Model):
    """A reporting regime (chế độ báo cáo): who reports what to whom, how often and before which day.

    Changing a regime never rewrites a round that is open or past: rounds freeze what they need.
    """

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="regimes")
    duty = models.OneToOneField(ReportingDuty, on_delete=models.PROTECT, null=True, related_name="regime")
    name = models.CharField(max_length=300)
    subject = models.CharField(max_length=300, default=subject)
    """What its reports speak of: "công tác bình đẳng giới …"."""
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    """To whom the reports go: UBND huyện."""
    focal = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    """Through whom: the body that collects, checks and consolidates."""
    frequency = models.CharField(max_length=20)
    before = models.CharField(max_length=5, blank=True)
    """Month and day, exclusive: "06-05"."""
    moves_off_weekends = models.BooleanField(default=False)
    """Whether a last day that falls on a Saturday or Sunday moves to the next Monday. The page always says which."""
    opens_days_ahead = models.PositiveSmallIntegerField(default=45)
    """How many days before the due date a round opens by itself."""
    outline = models.JSONField(default=list)
    """Sections in order: [{"code": "II.1", "title": "…", "task_labels": ["1.1", …]}, …], as `outline` tells."""
    indicator_codes = models.JSONField(default=list)
    legal_basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    @property
    def asked_once(self) -> bool:
        """Whether a person opened it for what a superior asked, with an outline of its own, and no duty of a plan."""
        return self.frequency == AD_HOC and self.duty_id is None


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds as people may see them."""

    def visible_to(self, user: User, on: date) -> RoundQuerySet:
        """Rounds that the person receives, and rounds in which the person's own unit is asked."""
        asked = Report.objects.filter(unit__in=own_units(user, on))
        received = Q(regime__receiver__in=units_where(user, RECEIVING, on))
        return self.filter(received | Q(pk__in=asked.values("round")))

    def received_by(self, user: User, on: date) -> RoundQuerySet:
        """Rounds whose receiver the person works for."""
        return self.filter(regime__receiver__in=units_where(user, RECEIVING, on))


class Round(models.Model):
    """One period of a regime. What is asked, and of whom, is frozen when it opens."""

    public_id = PublicIdField()
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="rounds")
    period_text = models.CharField(max_length=30)
    """`str(Period)`."""
    window_from = models.DateField()
    window_to = models.DateField()
    """The data window, last day inclusive; its end is the cut-off (chốt số liệu)."""
    opened_at = models.DateTimeField()
    due_before_on = models.DateField()
    """Exclusive: late from 00:00 of this day."""
    cell_keys = models.JSONField(default=list)
    cell_scales = models.JSONField(default=list)
    indicator_codes = models.JSONField(default=list)
    """With rates, in the order of the table; `cell_keys` has the cells only."""
    outline = models.JSONField(default=list)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-due_before_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["regime", "period_text"], name="one_round_per_period")]

    @property
    def period(self) -> Period:
        """The period the round asks about."""
        return Period.parse(self.period_text)


class ReportQuerySet(models.QuerySet["Report"]):
    """Drafts as people may see them. Whoever receives reports sees what was submitted: `ReportVersion`."""

    def visible_to(self, user: User, on: date) -> ReportQuerySet:
        """Reports of the person's own unit; the consolidated one for those who receive what it is made of."""
        own = Q(expected=True, unit__in=own_units(user, on))
        return self.filter(own | Q(expected=False, unit__in=units_where(user, RECEIVING, on)))


class Report(models.Model):
    """What one unit says in one round. `expected` reports stand in N; the superior's consolidated one does not."""

    public_id = PublicIdField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports", db_index=False)
    expected = models.BooleanField(default=True)
    state = models.CharField(max_length=20, choices=ReportState, default=ReportState.DRAFT)
    state_since = models.DateTimeField()
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    """Who asked the leader for approval: somebody else approves."""
    explanations = models.JSONField(default=list)
    """Warnings that the unit goes on with, [{"target", "message", "reason"}]; they travel with the version."""
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    submitted_version = models.ForeignKey(
        "ReportVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """What stands in totals over everything that was sent; moved by `standing` alone."""
    accepted_version = models.ForeignKey(
        "ReportVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """What stands in totals over what was accepted: the last accepted one, also while a newer one is being written."""

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="one_report_per_unit_and_round")]
        indexes = [models.Index(fields=["unit", "state"])]


class DraftSave(models.Model):
    """The cells of a draft that one person saved at one moment, packed. Only ever added; `reports.edits` reads it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="saves")
    number = models.PositiveIntegerField()
    """1, 2, 3 … within the report."""
    cells = models.BinaryField()
    reasons = models.JSONField(default=dict)
    """Place of an edit in the save → why there is no data, or why a register is overruled."""
    traces = models.JSONField(default=dict)
    """Place of an edit in the save → what it was counted from."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_save_per_number")]


class TextEdit(models.Model):
    """One edit of one section's text. Only ever added, like a cell edit."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="text_edits")
    section = models.CharField(max_length=20)
    revision = models.PositiveIntegerField()
    base_revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    sources = models.JSONField(default=list)
    """For a consolidated text, one list per paragraph: public ids of the units whose words it rests on."""
    entries = models.JSONField(default=list)
    """What the unit's registers held for the section when it was last filled, as `recorded` tells; a person's words
    on top of it keep it."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "section", "revision"], name="one_text_per_revision")]


class ReportVersionQuerySet(models.QuerySet["ReportVersion"]):
    """Submitted versions as people may see them."""

    def visible_to(self, user: User, on: date) -> ReportVersionQuerySet:
        """Versions of the person's own unit, and those sent to a receiver that the person works for."""
        own = Q(report__unit__in=own_units(user, on))
        return self.filter(own | Q(report__round__regime__receiver__in=units_where(user, RECEIVING, on)))


class ReportVersion(models.Model):
    """What was submitted: all cells packed in the round's frozen order, all texts, and the unit's own signed paper."""

    public_id = PublicIdField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    cells = models.BinaryField()
    reasons = models.JSONField(default=dict)
    """Position of a cell → why it has no data, or why it overrules a register."""
    saves = models.BinaryField(default=bytes)
    """For each cell the number of the `DraftSave` it came with (`edits.pack_saves`): author, time and source."""
    texts = models.JSONField(default=dict)
    """Section code → text."""
    text_sources = models.JSONField(default=dict)
    text_entries = models.JSONField(default=dict)
    """Section code → what the unit's registers held for it."""
    explanations = models.JSONField(default=list)
    paper = models.ForeignKey(OfficialPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_version_per_number")]


class StandingChange(models.Model):
    """A mark: another version of a report stands now. Only ever added, in the transaction that moved the report.

    Reports do not know who adds up; whoever does takes the marks away once its totals have followed.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="standing_changes")
    field = models.CharField(max_length=20)
    """Which pointer of the report moved."""


class Remark(models.Model):
    """A remark on a cell, a section, or the whole report ("" as target)."""

    public_id = PublicIdField()
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="remarks")
    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks")
    target = models.CharField(max_length=80, blank=True)
    """"cell:TH-01.nu", "section:II.3" or ""."""
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]


class AdHocRequest(models.Model):
    """An ad hoc round and the paper that asked for it (đột xuất, khi có yêu cầu)."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="request")
    reason = models.CharField(max_length=500)
    task = models.ForeignKey(PlanTask, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    beside = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, related_name="years")
    """The round whose figures this one asks for one year; None for a round that is asked for by itself."""
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
