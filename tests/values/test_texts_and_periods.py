"""Vietnamese is compared, searched and sorted as its readers do; periods are named as officials name them."""

from datetime import date

import pytest

from binhdang.values.periods import Period, PeriodKind
from binhdang.values.texts import fold, same_spelling, sort_key


@pytest.mark.parametrize("spelling", ["Ia H’Drai", "Ia Hʼ Drai", "IA H'DRAI", "Ia  H' Drai"])
def test_every_printed_apostrophe_is_the_same_district(spelling: str) -> None:
    assert same_spelling(spelling) == same_spelling("Ia H'Drai")


def test_search_needs_no_diacritics_and_knows_d_with_stroke() -> None:
    assert fold("Đà Nẵng") == "da nang"


def test_the_alphabet_is_vietnamese() -> None:
    shuffled = ["y", "xạ", "xá", "xã", "xà", "xa", "đá", "đa", "da", "ân", "ăn", "an"]
    alphabetic = ["an", "ăn", "ân", "da", "đa", "đá", "xa", "xà", "xã", "xá", "xạ", "y"]
    assert sorted(shuffled, key=sort_key) == alphabetic


def test_names_sort_by_letters_before_tones() -> None:
    assert sorted(["xã Ia Tơi", "xã Ia Đal", "xã Ia Dom"], key=sort_key) == ["xã Ia Dom", "xã Ia Đal", "xã Ia Tơi"]


def test_half_years_and_their_names() -> None:
    first = Period(PeriodKind.HALF_YEAR, 2022, 1)
    assert (first.first_day, first.last_day) == (date(2022, 1, 1), date(2022, 6, 30))
    assert first.label == "6 tháng đầu năm 2022"
    assert first.same_last_year().label == "6 tháng đầu năm 2021"
    assert Period.parse(str(first)) == first


def test_quarters_end_on_their_last_day() -> None:
    assert [Period(PeriodKind.QUARTER, 2024, q).last_day for q in (1, 2, 3, 4)] == [
        date(2024, 3, 31),
        date(2024, 6, 30),
        date(2024, 9, 30),
        date(2024, 12, 31),
    ]
    assert Period(PeriodKind.QUARTER, 2022, 4).label == "quý IV năm 2022"


def test_there_is_no_third_half_year() -> None:
    with pytest.raises(ValueError, match=r"1\.\.2"):
        Period(PeriodKind.HALF_YEAR, 2022, 3)
