"""Indicators. Data, not code: adding one needs no code file."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.db import models

from binhdang.accounts.models import User
from binhdang.indicators.dimensions import DIMENSIONS, combinations, part_label, parts_within
from binhdang.indicators.laws import (
    Better,
    ChangeSource,
    Comparator,
    IndicatorKind,
    Level,
    PeriodLaw,
    PlaceLaw,
    Split,
)
from binhdang.orgs.models import Unit
from binhdang.ui.templatetags.ui import day
from binhdang.ui.templatetags.ui import number as number_text

__all__ = [
    "Indicator",
    "IndicatorChange",
    "IndicatorKind",
    "PeriodLaw",
    "PlaceLaw",
    "Split",
    "Target",
    "cell_key",
    "part_label",
    "parts_of",
]


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
    better = models.CharField(max_length=10, choices=Better, blank=True)
    """Which way it should go; blank where neither way is better."""
    register = models.CharField(max_length=40, blank=True)
    """Code of the register whose entries count it; "" where people type it."""
    programme = models.CharField(max_length=200, blank=True)
    """The strategy or programme whose progress it measures, for how long: "Chiến lược … 2021-2030"."""
    measure = models.CharField(max_length=20, blank=True)
    """Its number there: "3.2a" is the first measure of target 3.2. Two indicators may be one measure (boys, girls)."""
    asked = models.BooleanField(default=True)
    """Whether regimes that plans give rise to ask it by themselves; otherwise a person chooses it."""
    source = models.CharField(max_length=300, blank=True)
    """The document that defines it."""
    unverified = models.CharField(max_length=300, blank=True)
    """What about it was not verified; travels with every export."""
    order = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    locked_since = models.DateField(null=True, blank=True)
    """The day since which figures stand under its meaning, which can therefore not change any more."""

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
    def dimension_names(self) -> list[str]:
        """What it is divided by, in words: ["Giới tính"]."""
        return [DIMENSIONS[code].name for code in self.dimensions]

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


class Target(models.Model):
    """What an indicator should reach by a year (chỉ tiêu, as a value): of the nation, or of a level or a unit instead.

    A target of a plan names the plan in `source` and the plan's unit: plans are a later stage than the dictionary.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    onwards = models.BooleanField(default=False)
    """Từ năm … trở đi, duy trì: it holds in every later year too, until a target of a later year takes its place."""
    comparator = models.CharField(max_length=10, choices=Comparator)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    tolerance = models.DecimalField(max_digits=18, decimal_places=4, default=Decimal(0))
    """How far from `value` is still about it."""
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """For this unit and those below it that have none of their own."""
    level = models.CharField(max_length=20, choices=Level, blank=True)
    """For the units of this level; like `unit` blank for everybody."""
    source = models.CharField(max_length=300, blank=True)
    unverified = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["year", "unit_id", "level", "valid_from"]

    def __str__(self) -> str:
        return f"{self.sentence} ({self.when})"

    @property
    def sentence(self) -> str:
        """What is asked, with the unit it is counted in: "≥ 60 %"."""
        is_question = self.indicator.kind == IndicatorKind.YES_NO
        return self.asked if is_question else f"{self.asked} {self.indicator.unit_label}".strip()

    @property
    def asked(self) -> str:
        """What is asked: "≥ 60", or "có" of a question."""
        if self.indicator.kind == IndicatorKind.YES_NO and self.value in (0, 1):
            return "có" if self.value else "không"
        tolerance = f" ± {number_text(_short(self.tolerance))}" if self.tolerance else ""
        return f"{Comparator(self.comparator).label} {number_text(_short(self.value))}{tolerance}"

    @property
    def when(self) -> str:
        """By when: "năm 2025", "từ năm 2025 trở đi"."""
        return f"từ năm {self.year} trở đi" if self.onwards else f"năm {self.year}"

    def met(self, value: Fraction | Decimal | None, *, small: bool = False) -> bool | None:
        """Whether an exact value meets it. None where nothing is known, or too few are counted to say so (`small`).

        Of a question the value is the share of those who say yes.
        """
        if value is None or small:
            return None
        seen, goal, off = Fraction(value), Fraction(self.value), Fraction(self.tolerance)
        better = self.indicator.better
        return {
            Comparator.AT_LEAST: seen >= goal,
            Comparator.MORE_THAN: seen > goal,
            Comparator.AT_MOST: seen <= goal,
            Comparator.LESS_THAN: seen < goal,
            Comparator.ABOUT: (seen >= goal - off or better == Better.DOWN)
            and (seen <= goal + off or better == Better.UP),
            Comparator.EQUAL: seen == goal,
        }[Comparator(self.comparator)]


def _short(value: Decimal) -> Decimal:
    """Without the zeros that only the column adds."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


class IndicatorChange(models.Model):
    """One change of an indicator or of its targets. Only ever added: together they are the indicator's history."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """None: the system itself, or whoever ran the command."""
    source = models.CharField(max_length=10, choices=ChangeSource)
    before = models.JSONField(null=True)
    """The changed fields as they were; None where the indicator is new."""
    after = models.JSONField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.indicator.code} {day(self.at)}"


class DictionaryStamp(models.Model):
    """One row whose token changes whenever the dictionary does, so that what was worked out from it can be kept."""

    token = models.CharField(max_length=16)
