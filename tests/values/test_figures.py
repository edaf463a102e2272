"""Empty is not zero, nothing is rounded, and a packed report comes back as it went in."""

import struct
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhdang.values.figures import (
    LARGEST,
    NIL,
    NOT_REPORTED,
    CellState,
    Figure,
    add_up,
    pack,
    scaled,
    unpack,
    unpack_one,
    unscaled,
)

SCALES = st.integers(0, 4)


@st.composite
def figures_of(draw: st.DrawFn, scale: int) -> Figure:
    state = draw(st.sampled_from(CellState))
    number = unscaled(draw(st.integers(-LARGEST, LARGEST)), scale) if state is CellState.GIVEN else None
    reason = "mất sổ" if state is CellState.NO_DATA else ""
    return Figure(state, number, draw(st.booleans()), draw(st.booleans()), reason)


@st.composite
def reports(draw: st.DrawFn) -> tuple[list[Figure], list[int]]:
    scales = draw(st.lists(SCALES, max_size=40))
    return [draw(figures_of(scale)) for scale in scales], scales


@given(reports())
def test_a_packed_report_comes_back_as_it_went_in(report: tuple[list[Figure], list[int]]) -> None:
    figures, scales = report
    reasons = {i: f.reason for i, f in enumerate(figures) if f.reason}
    packed = pack(figures, scales)
    assert len(packed) == 9 * len(figures)
    assert unpack(packed, scales, reasons) == figures
    one_by_one = [unpack_one(packed, place, scale, reasons.get(place, "")) for place, scale in enumerate(scales)]
    assert one_by_one == figures


@given(reports())
def test_a_packed_cell_without_a_number_holds_zero_so_that_rows_add_up_unread(
    report: tuple[list[Figure], list[int]],
) -> None:
    figures, scales = report
    values = struct.unpack(f"<{len(figures)}q", pack(figures, scales)[: 8 * len(figures)])
    assert all(value == 0 for value, figure in zip(values, figures, strict=True) if figure.state is not CellState.GIVEN)


@given(st.integers(-LARGEST, LARGEST), SCALES, st.integers(1, 9))
def test_a_number_is_stored_exactly_whatever_precision_its_caller_works_with(
    value: int, scale: int, precision: int
) -> None:
    with localcontext() as context:
        context.prec = precision
        number = unscaled(value, scale)
        assert scaled(number, scale) == value
    assert number * 10**scale == value


@pytest.mark.parametrize("number", ["1E+999999", "-1E+999999", str(LARGEST + 1), "1E+19"])
def test_a_number_too_large_to_be_stored_is_refused_at_once(number: str) -> None:
    with pytest.raises(ValueError, match="too large"):
        scaled(Decimal(number), 2)


def test_a_truncated_row_is_refused() -> None:
    with pytest.raises(ValueError, match="do not hold"):
        unpack(pack([Figure.of(1)], [0])[:-1], [0])


def test_zero_is_a_number_and_silence_is_not() -> None:
    assert add_up([Figure.of(0)]).number == 0
    assert add_up([NOT_REPORTED]).number is None


def test_nil_adds_nothing_and_stands_in_n() -> None:
    total = add_up([Figure.of(5), NIL, NOT_REPORTED, Figure(CellState.NO_DATA, reason="mất sổ")])
    assert (total.number, total.answered, total.asked) == (5, 2, 4)
    assert total.basis == "2/4 đơn vị"


def test_who_is_not_concerned_is_not_asked() -> None:
    assert add_up([Figure.of(5), Figure(CellState.NOT_APPLICABLE)]).basis == "1/1 đơn vị"


def test_estimates_are_counted_and_told() -> None:
    assert add_up([Figure.of(5, estimate=True), Figure.of(7)]).basis == "2/2 đơn vị, 1 số ước"


@given(st.lists(st.integers(-LARGEST, LARGEST)), st.integers(0, 4))
def test_totals_are_exact(values: list[int], scale: int) -> None:
    total = add_up([Figure.of(unscaled(v, scale)) for v in values])
    assert total.number == (None if not values else unscaled(sum(values), scale))


def test_more_decimals_than_declared_are_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match="decimal places"):
        scaled(Decimal("1." + "0" * 70 + "1"), 2)
    with pytest.raises(ValueError, match="decimal places"):
        scaled(Decimal("1.25"), 1)


@pytest.mark.parametrize("bad", [Decimal("NaN"), Decimal("Infinity")])
def test_a_figure_is_a_finite_number(bad: Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        Figure.of(bad)


def test_a_cell_without_data_says_why() -> None:
    with pytest.raises(ValueError, match="reason"):
        Figure(CellState.NO_DATA)
