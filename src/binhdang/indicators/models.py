"""Indicators. Data, not code: adding one needs no code file."""

from __future__ import annotations

from django.db import models

from binhdang.indicators.dimensions import DIMENSIONS, combinations, part_label, parts_within
from binhdang.orgs.models import Unit

__all__ = ["Indicator", "IndicatorKind", "PeriodLaw", "PlaceLaw", "Split", "cell_key", "part_label", "parts_of"]


class IndicatorKind(models.TextChoices):
    """What sort of number it is. Attendances and distinct people are different kinds and never added together."""

    COUNT = "count", "số đếm"
    ATTENDANCES = "attendances", "lượt người"
    PEOPLE = "people", "số người (không trùng)"
    MONEY = "money", "số tiền (đồng)"
    RATE = "rate", "tỷ lệ (tử số/mẫu số)"
    """Per 100 a percentage; per 1,000 or 100,000 a rate (tỷ suất); of one part over another a ratio (tỷ số)."""
    MEAN = "mean", "bình quân (tổng/số lượng)"
    """A total over a weight, per 1: computed as a rate is, and as a rate never averaged."""
    YES_NO = "yes_no", "có/không"
    """A cell is 1 or 0; over places the total says how many answer yes, and n of how many."""
    PUBLISHED = "published", "số công bố"
    """A number that exists only as somebody published it: kept with its source, never rolled up."""


class PlaceLaw(models.TextChoices):
    """How it rolls up across places."""

    SUM = "sum", "cộng"
    RATE = "rate", "tính lại từ tử số và mẫu số"
    SOURCE_OF_RECORD = "source_of_record", "chỉ lấy từ đơn vị giữ số liệu gốc"
    NEVER = "never", "không cộng"


class PeriodLaw(models.TextChoices):
    """How it rolls up across periods."""

    SUM = "sum", "cộng các kỳ"
    LAST = "last", "lấy kỳ cuối (số thời điểm)"
    RECOUNT = "recount", "không cộng các kỳ: đếm lại cho cả kỳ"
    """Distinct people: who was met in both halves of a year is still one person."""
    RATE = "rate", "tính lại từ tử số và mẫu số"
    NEVER = "never", "không cộng"


class Split(models.TextChoices):
    """The two parts of the dimension "sex", which tables give columns of their own."""

    MEN = "nam", "nam"
    WOMEN = "nu", "nữ"


def cell_key(code: str, *parts: str) -> str:
    """The key of one cell: "TH-02.nu", "X.nu.dtts", or "TH-01" undivided; parts in the order of the dimensions.

    Neither a code nor a part has a dot, so the key comes apart in one way only.
    """
    return ".".join((code, *parts))


def parts_of(key: str) -> tuple[str, ...]:
    """The parts that make a cell: ("nu", "dtts") of "X.nu.dtts"; none of an undivided one."""
    return tuple(key.split(".")[1:])


class Indicator(models.Model):
    """One indicator (chỉ tiêu, as a definition). A computed one has no cells of its own."""

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
    dimensions = models.JSONField(default=list)
    """What it is divided by, in the order of its keys: ["sex", "ethnicity"]; [] for one undivided cell.

    There is a cell for every combination of parts, and together they are the whole.
    """
    place_law = models.CharField(max_length=20, choices=PlaceLaw, default=PlaceLaw.SUM)
    record_holders = models.JSONField(default=list)
    """Whose figure counts under SOURCE_OF_RECORD, and who is asked what was published.

    `UnitKind` values, or "*.ttyt" for every body whose code ends so.
    A committee in the list speaks for what was consolidated below it, one level further up.
    """
    period_law = models.CharField(max_length=20, choices=PeriodLaw, default=PeriodLaw.SUM)
    numerator = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    numerator_split = models.CharField(max_length=20, blank=True)
    """Which cells of the numerator count: those that have a part ("nu" for a share of women); "" for all."""
    denominator = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    denominator_split = models.CharField(max_length=20, blank=True)
    """Which cells of the denominator count ("nu" for boys per 100 girls); "" for all."""
    per = models.PositiveIntegerField(default=100)
    """A rate is shown per 100, per 1,000 or per 100,000; a mean per 1."""
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
    def computed(self) -> bool:
        """Whether it has no cells, because it is computed from those of two other indicators."""
        return self.kind in (IndicatorKind.RATE, IndicatorKind.MEAN)

    @property
    def rolls_up(self) -> bool:
        """Whether totals make sense at all: what was only published stays with who published it."""
        return self.kind != IndicatorKind.PUBLISHED

    @property
    def is_stock(self) -> bool:
        """Whether it counts what there is on a day (số thời điểm), not what happened in a time."""
        return self.period_law == PeriodLaw.LAST

    @property
    def cell_keys(self) -> list[str]:
        """The indicator's cells in order: "TH-02.nam", "TH-02.nu", or "TH-01" undivided; none for a computed one."""
        return [] if self.computed else self.keys_having("")

    @property
    def numerator_keys(self) -> list[str]:
        """The cells that a rate's numerator adds up; none for what is not computed."""
        return self.numerator.keys_having(self.numerator_split) if self.numerator else []

    @property
    def denominator_keys(self) -> list[str]:
        """The cells that a rate's denominator adds up; none for what is not computed."""
        return self.denominator.keys_having(self.denominator_split) if self.denominator else []

    def keys_having(self, part: str) -> list[str]:
        """Its cells that have a part; all of them for ""."""
        return [cell_key(self.code, *parts) for parts in combinations(self.dimensions) if not part or part in parts]

    def has_part(self, part: str) -> bool:
        """Whether some of its cells have the part."""
        return part in parts_within(self.dimensions)

    def counts_from(self, unit: Unit) -> bool:
        """Whether the unit's figure stands in totals: always, unless a source of record says whose figure counts.

        So that births reported by the health centre are not added to those that the communes report too.
        """
        if not self.record_holders:
            return True
        body = "*." + unit.code.rpartition(".")[2] if "." in unit.code else ""
        return unit.kind in self.record_holders or body in self.record_holders

    @property
    def dimension_labels(self) -> list[str]:
        """What it is divided by, in words with the parts: ["Giới tính (nam, nữ)"]."""
        named = [DIMENSIONS[code] for code in self.dimensions]
        return [f"{each.name} ({', '.join(part.name for part in each.parts)})" for each in named]

    @property
    def numerator_split_label(self) -> str:
        """Which part of the numerator counts, in words; "" for the whole."""
        return part_label(self.numerator_split)

    @property
    def denominator_split_label(self) -> str:
        """Which part of the denominator counts, in words; "" for the whole."""
        return part_label(self.denominator_split)

    @property
    def record_holder_labels(self) -> list[str]:
        """Whose figure counts, in words."""
        kinds = dict(Unit._meta.get_field("kind").flatchoices)
        return [str(kinds.get(holder, f"cơ quan có mã kết thúc bằng «{holder[1:]}»")) for holder in self.record_holders]
