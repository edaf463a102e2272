"""Indicators. Data, not code: adding one needs no code file."""

from __future__ import annotations

from django.db import models


class IndicatorKind(models.TextChoices):
    """What sort of number it is. Attendances and distinct people are different kinds and never added together."""

    COUNT = "count", "số đếm"
    ATTENDANCES = "attendances", "lượt người"
    PEOPLE = "people", "số người (không trùng)"
    MONEY = "money", "số tiền (đồng)"
    RATE = "rate", "tỷ lệ (tử số/mẫu số)"


class PlaceLaw(models.TextChoices):
    """How it rolls up across places."""

    SUM = "sum", "cộng"
    RATE = "rate", "tính lại từ tử số và mẫu số"
    SOURCE_OF_RECORD = "source_of_record", "chỉ lấy từ đơn vị giữ số liệu gốc"


class PeriodLaw(models.TextChoices):
    """How it rolls up across periods."""

    SUM = "sum", "cộng các kỳ"
    LAST = "last", "lấy kỳ cuối (số thời điểm)"
    RATE = "rate", "tính lại từ tử số và mẫu số"


class Indicator(models.Model):
    """One indicator (chỉ tiêu, as a definition). A rate has no cells: it is computed from two other indicators."""

    code = models.CharField(max_length=30, unique=True)
    """ASCII letters, digits and hyphens: it stands in cell keys."""
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    unit_label = models.CharField(max_length=40)
    """Đơn vị tính."""
    kind = models.CharField(max_length=20, choices=IndicatorKind)
    scale = models.PositiveSmallIntegerField(default=0)
    """Decimal places of a stored value."""
    splits = models.JSONField(default=list)
    """Codes of the disaggregation, ["nam", "nu"]; [] for one undivided cell. The parts add up to the whole."""
    place_law = models.CharField(max_length=20, choices=PlaceLaw, default=PlaceLaw.SUM)
    period_law = models.CharField(max_length=20, choices=PeriodLaw, default=PeriodLaw.SUM)
    numerator = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    numerator_split = models.CharField(max_length=20, blank=True)
    """Which part of the numerator counts ("nu" for a share of women); "" for the whole."""
    denominator = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    per = models.PositiveIntegerField(default=100)
    """A rate is shown per 100, per 1,000 or per 100,000."""
    register = models.CharField(max_length=40, blank=True)
    """Code of the register whose entries count it; "" where people type it."""
    source = models.CharField(max_length=300, blank=True)
    """The document that defines it."""
    unverified = models.CharField(max_length=300, blank=True)
    """What about it was not verified; travels with every export."""
    order = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def cell_keys(self) -> list[str]:
        """The indicator's cells in order: "TH-02.nam", "TH-02.nu", or "TH-01" undivided; none for a rate."""
        if self.kind == IndicatorKind.RATE:
            return []
        return [f"{self.code}.{split}" for split in self.splits] or [self.code]
