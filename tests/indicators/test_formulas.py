"""Rates are exact, rounded as officials round, and honest where they say little."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhdang.indicators.formulas import Rate, check_parts, rate, refuse_unfit, round_half_up
from binhdang.indicators.models import Indicator, IndicatorKind
from binhdang.values.figures import NIL, CellState, Figure, Total
from binhdang.values.refusals import Refusal

SHARE = Indicator(code="TH-03", kind=IndicatorKind.RATE, scale=1, per=100, small_below=30)
MEAN = Indicator(code="MH-01", kind=IndicatorKind.MEAN, scale=2, per=1)
CHILDREN = Indicator(
    code="CL-X", name="Trẻ em", kind=IndicatorKind.PEOPLE, dimensions=["sex", "ethnicity"], scale=0
)  # fmt: skip
ATTENDANCES = Indicator(code="TH-02", name="Lượt người dự", kind=IndicatorKind.ATTENDANCES, dimensions=["sex"])


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


def test_a_mean_is_a_total_over_its_weight() -> None:
    assert rate(MEAN, Decimal(155), Decimal(10)).shown == Decimal("15.50")


def test_sex_and_ethnicity_make_four_cells_and_girls_are_two_of_them() -> None:
    assert CHILDREN.cell_keys == ["CL-X.nam.kinh", "CL-X.nam.dtts", "CL-X.nu.kinh", "CL-X.nu.dtts"]
    assert CHILDREN.keys_having("nu") == ["CL-X.nu.kinh", "CL-X.nu.dtts"]
    assert CHILDREN.keys_having("dtts") == ["CL-X.nam.dtts", "CL-X.nu.dtts"]
    assert not CHILDREN.keys_having("tu60")


def test_the_parts_of_each_dimension_must_make_the_whole() -> None:
    cells = {key: Decimal(number) for key, number in zip(CHILDREN.cell_keys, (1, 2, 3, 4), strict=True)}
    check_parts(CHILDREN, cells, Decimal(10))
    check_parts(CHILDREN, cells | {"CL-X.nu": Decimal(7), "CL-X.dtts": Decimal(6)}, Decimal(10))
    with pytest.raises(Refusal, match="nam, người Kinh .* = 10, tổng = 11"):
        check_parts(CHILDREN, cells, Decimal(11))
    with pytest.raises(Refusal, match="nữ, người Kinh \\+ nữ, người dân tộc thiểu số = 7, «nữ» = 8"):
        check_parts(CHILDREN, cells | {"CL-X.nu": Decimal(8)}, Decimal(10))
    with pytest.raises(ValueError, match="no such parts"):
        check_parts(CHILDREN, cells | {"CL-X.tu60": Decimal(8)}, Decimal(10))


def kind(kind: IndicatorKind, scale: int = 0) -> Indicator:
    return Indicator(code="X-01", name="Thử", kind=kind, scale=scale)


@pytest.mark.parametrize(
    ("indicator", "number", "said"),
    [
        (kind(IndicatorKind.COUNT), "-1", "Số âm. Vị trí: ô X-01. Giá trị nhận được: -1."),
        (kind(IndicatorKind.MONEY), "-1", "số tiền không âm"),
        (
            kind(IndicatorKind.PEOPLE),
            "1.5",
            "số người (không trùng) chỉ nhận số nguyên. Cách khắc phục: nhập số nguyên.",
        ),
        (kind(IndicatorKind.ATTENDANCES), "0.1", "Giá trị nhận được: 0,1."),
        (kind(IndicatorKind.MONEY), "12.5", "số tiền ghi tròn đến đồng"),
        (kind(IndicatorKind.YES_NO), "2", "có ghi 1, không ghi 0. Cách khắc phục: nhập 1 hoặc 0."),
        (kind(IndicatorKind.PUBLISHED, scale=1), "25.55", "tối đa 1 chữ số thập phân"),
        (kind(IndicatorKind.PUBLISHED, scale=1), "25.5", "Số công bố chưa có nguồn."),
    ],
)
def test_a_number_that_its_kind_cannot_be_is_refused_with_rule_and_remedy(
    indicator: Indicator, number: str, said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_unfit(indicator, Figure.of(Decimal(number)), "ô X-01")
    assert said in refused.value.message and refused.value.rule and refused.value.remedy


def test_fitting_numbers_and_every_emptiness_pass() -> None:
    for each in IndicatorKind:
        refuse_unfit(kind(each), Figure(), "ô")
        refuse_unfit(kind(each), NIL, "ô")
        refuse_unfit(kind(each), Figure(CellState.NO_DATA, reason="mất sổ"), "ô")
        refuse_unfit(kind(each), Figure(CellState.GIVEN, Decimal(1), reason="Niên giám 2024, tr. 12"), "ô")
    refuse_unfit(kind(IndicatorKind.COUNT, scale=1), Figure.of(Decimal("15.5")), "ô")
    refuse_unfit(kind(IndicatorKind.YES_NO), Figure.of(3), "ô", of_many=True)  # three communes say yes
