"""Rates are exact, rounded as officials round, and honest where they say little."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhdang.indicators.formulas import Rate, check_parts, rate, round_half_up
from binhdang.indicators.models import Indicator, IndicatorKind
from binhdang.values.figures import Total
from binhdang.values.refusals import Refusal

SHARE = Indicator(code="TH-03", kind=IndicatorKind.RATE, scale=1, per=100, small_below=30)
ATTENDANCES = Indicator(code="TH-02", name="Lượt người dự", kind=IndicatorKind.ATTENDANCES, splits=["nam", "nu"])


def test_24_women_of_42_people_are_57_point_1_percent() -> None:
    women = rate(SHARE, Decimal(24), Decimal(42))
    assert women.shown == Decimal("57.1")
    assert women.exact == Fraction(2400, 42)
    assert not women.small


def test_a_rate_over_totals_takes_their_numbers() -> None:
    assert rate(SHARE, Total(Decimal(30), 3, 3), Total(Decimal(60), 3, 3)).shown == Decimal("50.0")


def test_nothing_over_nothing_is_no_rate_and_not_zero() -> None:
    assert rate(SHARE, Decimal(0), Decimal(0)).shown is None
    assert rate(SHARE, None, Decimal(5)).shown is None
    assert rate(SHARE, Decimal(5), Total(None, 0, 13)).shown is None
    assert rate(SHARE, Decimal(0), Decimal(40)).shown == Decimal("0.0")


def test_a_rate_over_few_people_says_that_it_says_little() -> None:
    assert rate(SHARE, Decimal(2), Decimal(3)).small
    assert not rate(SHARE, Decimal(2), Decimal(30)).small


def test_a_half_is_rounded_up_and_never_to_the_even_digit() -> None:
    assert Rate(Decimal(1), Decimal(2000), per=100, places=1).shown == Decimal("0.1")  # 0,05
    assert Rate(Decimal(25), Decimal(1000), per=100, places=0).shown == Decimal(3)  # 2,5
    assert round_half_up(Fraction(-5, 2), 0) == Decimal(-3)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 2))
def test_rounding_agrees_with_decimals_at_great_precision(top: int, bottom: int, places: int) -> None:
    value = Fraction(top * 100, bottom)
    # 2 × value + 1 unit, floored and halved: the same number reached through whole numbers only.
    naive = Decimal((value * 10**places + Fraction(1, 2)).__floor__()).scaleb(-places)
    assert round_half_up(value, places) == naive
    if bottom in (1, 2, 4, 5, 8, 10):
        exact = Decimal(top) * 100 / Decimal(bottom)
        assert round_half_up(value, places) == exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def test_a_count_is_no_rate() -> None:
    with pytest.raises(ValueError, match="TH-02"):
        rate(ATTENDANCES, Decimal(1), Decimal(1))


def test_men_and_women_must_make_the_whole() -> None:
    check_parts(ATTENDANCES, {"TH-02.nam": Decimal(18), "TH-02.nu": Decimal(24)}, Decimal(42))
    with pytest.raises(Refusal, match="nam \\+ nữ = 42, tổng = 43"):
        check_parts(ATTENDANCES, {"TH-02.nam": Decimal(18), "TH-02.nu": Decimal(24)}, Decimal(43))
