"""Numbers are typed the Vietnamese way; what can be read in two ways is asked back, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhdang.reports.numbers import number_text, parse_number
from binhdang.values.refusals import Refusal


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("12", "12"),
        ("1.234", "1234"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567", "1234567"),
        ("12.345.678", "12345678"),
        ("1,5", "1.5"),
        ("0,125", "0.125"),
        ("1.234,56", "1234.56"),
        ("1234567", "1234567"),
        (" 7 ", "7"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("007", "7"),
    ],
)
def test_what_officers_type_is_read(typed: str, number: str) -> None:
    assert parse_number(typed, label="ô") == Decimal(number)


@pytest.mark.parametrize("typed", ["1,234", "12,345,678", "1.5", "0.25", "1.2345", "12.34"])
def test_a_number_with_two_readings_is_refused_with_both(typed: str) -> None:
    with pytest.raises(Refusal, match="hai cách") as refused:
        parse_number(typed, label="TT-01")
    assert typed in refused.value.value and "nếu là" in refused.value.remedy and refused.value.where == "TT-01"


@pytest.mark.parametrize(
    "typed", ["năm", "5 người", "1e5", "1..2", "1.23.456", "12 34", "1,2,3", "--1", "٣", "NaN", "+"]
)
def test_what_is_no_number_is_refused_with_the_value_seen(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(typed, label="ô")
    assert typed in refused.value.value


def test_an_endless_number_is_refused() -> None:
    with pytest.raises(Refusal, match="quá dài"):
        parse_number("9" * 5000, label="ô")


@given(st.integers(-(10**15), 10**15), st.sampled_from([0, 1, 2]))
def test_what_a_page_shows_is_read_back_as_the_same_number(value: int, scale: int) -> None:
    number = Decimal(value).scaleb(-scale)
    assert parse_number(number_text(number), label="ô") == number


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_refusal(typed: str) -> None:
    try:
        number = parse_number(typed, label="ô")
    except Refusal as refusal:
        assert refusal.remedy
    else:
        assert number.is_finite()
