"""Rates, parts and fitting numbers, exactly.

A rate is computed from its numerator and denominator, never from other rates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from binhdang.indicators.dimensions import DIMENSIONS
from binhdang.indicators.models import Indicator, IndicatorKind, cell_key, part_label, parts_of
from binhdang.values.figures import Figure, Total
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
    """The rate or mean that an indicator defines, over two totals or numbers. Raises ValueError for another kind."""
    if not indicator.computed:
        raise ValueError(f"{indicator.code} is not computed")
    top, bottom = (part.number if isinstance(part, Total) else part for part in (numerator, denominator))
    return Rate(top, bottom, indicator.per, indicator.scale, indicator.small_below)


def round_half_up(value: Fraction, places: int) -> Decimal:
    """To the nearest number of `places` decimals, halves away from zero, as officials round."""
    shifted = abs(value) * 10**places
    whole = (2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-places)


def check_parts(indicator: Indicator, parts: Mapping[str, Decimal], whole: Decimal) -> None:
    """Raise Refusal where the parts of an indicator do not add up to the whole, for each of its dimensions.

    `parts`: cell key → number, every cell; and besides, where they are known, the totals of single parts of one
    dimension ("X.nu" of an indicator by sex and ethnicity), which must be what their cells add up to.
    """
    missing = [key for key in indicator.cell_keys if key not in parts]
    if missing:
        raise ValueError(f"{indicator.code}: no number for {missing}")
    unknown = [key for key in parts if key not in indicator.cell_keys and key not in _margins(indicator)]
    if unknown:
        raise ValueError(f"{indicator.code}: no such parts {unknown}")
    _refuse_unequal(indicator, parts, indicator.cell_keys, whole, "tổng")
    for key, part in _margins(indicator).items():
        if key in parts and key not in indicator.cell_keys:
            _refuse_unequal(indicator, parts, indicator.keys_having(part), parts[key], f"«{part_label(part)}»")


def _margins(indicator: Indicator) -> dict[str, str]:
    """The keys that name one part of one dimension, each with its part."""
    parts = [part for code in indicator.dimensions for part in DIMENSIONS[code].part_codes]
    return {cell_key(indicator.code, part): part for part in parts}


def _refuse_unequal(
    indicator: Indicator, numbers: Mapping[str, Decimal], keys: Sequence[str], whole: Decimal, name: str
) -> None:
    together = sum((numbers[key] for key in keys), Decimal(0))
    if together == whole:
        return
    names = " + ".join(", ".join(part_label(part) for part in parts_of(key)) or indicator.code for key in keys)
    raise Refusal(
        "Các phần không bằng tổng.",
        where=f"chỉ tiêu {indicator.code} – {indicator.name}",
        value=f"{names} = {together:f}, {name} = {whole:f}",
        rule=f"{name} phải bằng {names}.",
        remedy="kiểm tra lại từng phần và số tổng, rồi sửa số sai.",
    )


def refuse_unfit(indicator: Indicator, figure: Figure, where: str, *, of_many: bool = False) -> None:
    """Raise Refusal where a number is none that a cell of this kind can hold. `where` names the cell for a person.

    `of_many`: the cell of a consolidated report, in which a question says how many answer yes. A cell without a number
    is never unfit: emptiness is judged by whoever asks for it.
    """
    number = figure.number
    if number is None:
        return
    if number < 0 and indicator.rolls_up:
        _refuse("Số âm.", where, number, _unsigned(indicator), "nhập số từ 0 trở lên.")
    if indicator.kind == IndicatorKind.YES_NO and number not in (0, 1) and not of_many:
        _refuse("Câu trả lời không phải là có hoặc không.", where, number, "có ghi 1, không ghi 0.", "nhập 1 hoặc 0.")
    if not _fits(number, indicator.scale):
        rule, remedy = _digits(indicator)
        _refuse("Số có quá nhiều chữ số thập phân.", where, number, rule, remedy)
    if indicator.kind == IndicatorKind.PUBLISHED and not figure.reason.strip():
        rule = "số công bố luôn đi cùng nguồn: văn bản, niên giám hoặc trang đã công bố."
        _refuse("Số công bố chưa có nguồn.", where, number, rule, "ghi nguồn đã công bố số này vào ô lý do, nguồn.")


def _unsigned(indicator: Indicator) -> str:
    return "số tiền không âm." if indicator.kind == IndicatorKind.MONEY else "số đếm, số người không âm."


def _digits(indicator: Indicator) -> tuple[str, str]:
    if indicator.kind == IndicatorKind.MONEY:
        return "số tiền ghi tròn đến đồng.", "ghi đủ số đồng, không ghi nghìn đồng hay triệu đồng có phần lẻ."
    if indicator.scale == 0:
        return f"{indicator.get_kind_display()} chỉ nhận số nguyên.", "nhập số nguyên."
    digits = f"tối đa {indicator.scale} chữ số thập phân"
    return f"chỉ tiêu này nhận {digits}.", f"làm tròn đến {indicator.scale} chữ số thập phân rồi nhập lại."


def _fits(number: Decimal, scale: int) -> bool:
    """Whether its decimal places are no more than the cell keeps; how large it may be is for the storage to say."""
    exponent = number.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= scale


def _refuse(what: str, where: str, number: Decimal, rule: str, remedy: str) -> NoReturn:
    raise Refusal(what, where=where, value=f"{number:f}".replace(".", ","), rule=rule, remedy=remedy)
