"""Rates and splits, exactly: a rate is computed from its numerator and denominator, never from other rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from binhdang.indicators.models import Indicator, IndicatorKind
from binhdang.values.figures import Total
from binhdang.values.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its two counts, so that whoever is above can compute it anew.

    `per`: per 100, per 1,000 … `places`: decimal places shown. `small_below`: the smallest denominator that says much.
    """

    numerator: Decimal | None
    denominator: Decimal | None
    per: int = 100
    places: int = 1
    small_below: int = 0

    @property
    def exact(self) -> Fraction | None:
        """The rate itself; None where a count is unknown or the denominator is 0."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator) * self.per / Fraction(self.denominator)

    @property
    def shown(self) -> Decimal | None:
        """The rate as it is printed: rounded half up to `places`."""
        return None if self.exact is None else round_half_up(self.exact, self.places)

    @property
    def small(self) -> bool:
        """Whether the denominator is so small that the counts must be shown, with a warning, beside the rate."""
        return self.denominator is not None and self.denominator < self.small_below


def rate(indicator: Indicator, numerator: Total | Decimal | None, denominator: Total | Decimal | None) -> Rate:
    """The rate that an indicator defines, over two totals or two numbers. Raises ValueError for what is no rate."""
    if indicator.kind != IndicatorKind.RATE:
        raise ValueError(f"{indicator.code} is no rate")
    top, bottom = (part.number if isinstance(part, Total) else part for part in (numerator, denominator))
    return Rate(top, bottom, indicator.per, indicator.scale, indicator.small_below)


def round_half_up(value: Fraction, places: int) -> Decimal:
    """To the nearest number of `places` decimals, halves away from zero, as officials round."""
    shifted = abs(value) * 10**places
    whole = (2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-places)


def check_parts(indicator: Indicator, parts: Mapping[str, Decimal], whole: Decimal) -> None:
    """Raise Refusal where the parts of a split do not add up to the whole. `parts`: cell key → number, every part."""
    missing = [key for key in indicator.cell_keys if key not in parts]
    if missing:
        raise ValueError(f"{indicator.code}: no number for {missing}")
    together = sum((parts[key] for key in indicator.cell_keys), Decimal(0))
    if together != whole:
        names = " + ".join(indicator.split_labels)
        raise Refusal(
            "Các phần không bằng tổng.",
            where=f"chỉ tiêu {indicator.code} – {indicator.name}",
            value=f"{names} = {together:f}, tổng = {whole:f}",
            rule=f"tổng phải bằng {names}.",
            remedy="kiểm tra lại từng phần và số tổng, rồi sửa số sai.",
        )
