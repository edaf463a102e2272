"""Frozen snapshots, and the totals that are kept while reports still come."""

from django.db import models

from binhdang.accounts.models import User
from binhdang.documents.models import OfficialPaper
from binhdang.orgs.models import Unit
from binhdang.reports.models import Report, Round
from binhdang.ui.fields import PublicIdField


class Snapshot(models.Model):
    """Everything a consolidated report says, recomputed from its sources and frozen. Its content never changes.

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
    restates = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="restated_by")
    """The issued snapshot that this one replaces; what differs stands in `content["restates"]`."""
    issued_as = models.ForeignKey(OfficialPaper, on_delete=models.PROTECT, null=True, related_name="+")
    """The paper that went out; set once, by `publishing`, when it gets its number."""


class RoundTotals(models.Model):
    """How far the kept totals of a round have followed. Whoever lets them follow holds this row meanwhile."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="kept_totals")
    tree_stamp = models.CharField(max_length=64, blank=True)
    """`orgs.queries.tree_stamp` of the tree they were added up on."""
    layout = models.CharField(max_length=64, blank=True)
    """`columns.Columns.digest` they were packed by."""
    complete = models.BooleanField(default=False)
    as_of = models.DateTimeField()


class NodeTotal(models.Model):
    """Every total of one node in one round on one basis, packed (`adding.Sums.pack`). Derived: may be thrown away."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="node_totals", db_index=False)
    node = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    above = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    basis = models.CharField(max_length=10)
    packed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "basis", "node"], name="one_total_per_node")]
        indexes = [models.Index(fields=["round", "basis", "above"])]
