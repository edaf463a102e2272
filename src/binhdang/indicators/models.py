"""Indicators. Data, not code: adding one needs no code file."""

from __future__ import annotations

from django.db import models

from binhdang.orgs.models import Unit


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
    RECOUNT = "recount", "không cộng các kỳ: đếm lại cho cả kỳ"
    """Distinct people: who was met in both halves of a year is still one person."""
    RATE = "rate", "tính lại từ tử số và mẫu số"


class Split(models.TextChoices):
    """The parts an indicator can be divided into (phân tổ). The code stands in cell keys."""

    MEN = "nam", "nam"
    WOMEN = "nu", "nữ"


def cell_key(code: str, split: str = "") -> str:
    """The key of one cell: "TH-02.nu", or "TH-01" undivided. A code has no dot, so the key splits one way only."""
    return f"{code}.{split}" if split else code


class Indicator(models.Model):
    """One indicator (chỉ tiêu, as a definition). A rate has no cells: it is computed from two other indicators."""

    code = models.CharField(max_length=30, unique=True)
    """Capital ASCII letters, digits and hyphens: it stands in cell keys."""
    group = models.CharField(max_length=120)
    """The heading it stands under in the list and in the annex of a report."""
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    definition = models.TextField()
    """Khái niệm, phương pháp tính."""
    unit_label = models.CharField(max_length=40)
    """Đơn vị tính."""
    kind = models.CharField(max_length=20, choices=IndicatorKind)
    scale = models.PositiveSmallIntegerField(default=0)
    """Decimal places of a stored value; for a rate, of the value shown."""
    splits = models.JSONField(default=list)
    """Codes of the disaggregation, ["nam", "nu"]; [] for one undivided cell. The parts add up to the whole."""
    place_law = models.CharField(max_length=20, choices=PlaceLaw, default=PlaceLaw.SUM)
    record_holders = models.JSONField(default=list)
    """Whose figure counts under SOURCE_OF_RECORD: `UnitKind` values, or "*.ttyt" for every body whose code ends so.

    A committee in the list speaks for what was consolidated below it, one level further up.
    """
    period_law = models.CharField(max_length=20, choices=PeriodLaw, default=PeriodLaw.SUM)
    numerator = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    numerator_split = models.CharField(max_length=20, blank=True)
    """Which part of the numerator counts ("nu" for a share of women); "" for the whole."""
    denominator = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    denominator_split = models.CharField(max_length=20, blank=True)
    """Which part of the denominator counts ("nu" for boys per 100 girls); "" for the whole."""
    per = models.PositiveIntegerField(default=100)
    """A rate is shown per 100, per 1,000 or per 100,000."""
    small_below = models.PositiveIntegerField(default=0)
    """A rate over a smaller denominator says little: it is shown with its counts and a warning."""
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
        return [] if self.kind == IndicatorKind.RATE else self._keys("")

    @property
    def numerator_keys(self) -> list[str]:
        """The cells that a rate's numerator adds up; none for what is no rate."""
        return self.numerator._keys(self.numerator_split) if self.numerator else []

    @property
    def denominator_keys(self) -> list[str]:
        """The cells that a rate's denominator adds up; none for what is no rate."""
        return self.denominator._keys(self.denominator_split) if self.denominator else []

    def _keys(self, split: str) -> list[str]:
        return [cell_key(self.code, part) for part in ([split] if split else self.splits or [""])]

    def counts_from(self, unit: Unit) -> bool:
        """Whether the unit's figure stands in totals: always, unless a source of record says whose figure counts.

        So that births reported by the health centre are not added to those that the communes report too.
        """
        if self.place_law != PlaceLaw.SOURCE_OF_RECORD:
            return True
        body = "*." + unit.code.rpartition(".")[2] if "." in unit.code else ""
        return unit.kind in self.record_holders or body in self.record_holders

    @property
    def split_labels(self) -> list[str]:
        """The parts in words: ["nam", "nữ"]."""
        return [Split(split).label for split in self.splits]

    @property
    def numerator_split_label(self) -> str:
        """Which part of the numerator counts, in words; "" for the whole."""
        return str(Split(self.numerator_split).label) if self.numerator_split else ""

    @property
    def denominator_split_label(self) -> str:
        """Which part of the denominator counts, in words; "" for the whole."""
        return str(Split(self.denominator_split).label) if self.denominator_split else ""

    @property
    def record_holder_labels(self) -> list[str]:
        """Whose figure counts, in words."""
        kinds = dict(Unit._meta.get_field("kind").flatchoices)
        return [str(kinds.get(holder, f"cơ quan có mã kết thúc bằng «{holder[1:]}»")) for holder in self.record_holders]
