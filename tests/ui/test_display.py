"""What stands in a cell, a date, a source text: exactly what was given, as Vietnamese officials write it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags

from binhdang.values.figures import NIL, NOT_REPORTED, CellState, Figure, Total


def shown(template: str, **context: object) -> str:
    return " ".join(strip_tags(Template(template).render(Context(context))).split())


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (12, "12"),
        (1234, "1.234"),
        (Decimal("1234567.50"), "1.234.567,50"),
        (Decimal("0.05"), "0,05"),
        (Decimal("-1234.5"), "−1.234,5"),
        (Decimal("1E+4"), "10.000"),
        (Decimal("123456789012345678901234567890.1"), "123.456.789.012.345.678.901.234.567.890,1"),
        (None, ""),
    ],
)
def test_a_number_is_shown_digit_for_digit_with_dots_and_a_comma(number: object, text: str) -> None:
    assert shown("{{ n|number }}", n=number) == text


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure.of(0), "0"),
        (Figure.of(1234), "1.234"),
        (Figure.of(12, estimate=True), "12 (ước)"),
        (Figure.of(12, estimate=True, cumulative=True), "12 (ước, lũy kế)"),
        (NIL, "không phát sinh"),
        (NOT_REPORTED, "– chưa báo cáo"),
        (None, "– chưa báo cáo"),
        (Figure(CellState.NOT_APPLICABLE), "không áp dụng"),
        (Figure(CellState.NO_DATA, reason="mất sổ"), "không có số liệu (mất sổ)"),
    ],
)
def test_an_empty_cell_never_looks_like_zero(figure: Figure | None, text: str) -> None:
    html = Template("{{ f|figure }}").render(Context({"f": figure}))
    assert " ".join(strip_tags(html.replace("</span><span", "</span> <span")).split()) == text


def test_a_total_shows_what_it_rests_on_and_nothing_reported_is_not_zero() -> None:
    assert shown("{{ t|total }}", t=Total(Decimal(1234), 11, 13, 2)) == "1.234 11/13 đơn vị, 2 số ước"
    assert shown("{{ t|total }}", t=Total(None, 0, 13)).startswith("–")


def test_a_reason_typed_by_a_person_is_text_and_not_markup() -> None:
    figure = Figure(CellState.NO_DATA, reason="<b>x</b>")
    assert "&lt;b&gt;" in Template("{{ f|figure }}").render(Context({"f": figure}))


def test_days_are_written_as_on_official_papers_and_instants_in_vietnams_time() -> None:
    assert shown("{{ d|day }}", d=date(2022, 6, 5)) == "05/6/2022"
    assert shown("{{ d|day }}", d=date(2022, 2, 15)) == "15/02/2022"
    assert shown("{{ d|day }}", d=None) == ""
    evening = datetime(2022, 6, 4, 17, 30, tzinfo=UTC)  # already the fifth in Vietnam
    assert shown("{{ d|day }} {{ d|clock_time }}", d=evening) == "05/6/2022 00:30"
    assert shown("{{ d|instant }}", d=evening) == "00:30 05/6/2022"


def test_spans_light_up_in_the_source_text_and_can_be_linked_to() -> None:
    html = Template("{{ t|highlight:s }}").render(Context({"t": "a & b <c>", "s": [(0, 1, "mot"), (4, 5)]}))
    assert '<mark class="span" id="span-mot" data-keys="mot">a</mark>' in html
    assert '<mark class="span" id="span-2" data-keys="2">b</mark>' in html
    assert "&amp;" in html
    assert "&lt;c&gt;" in html


def test_spans_that_overlap_or_lie_outside_lose_no_letter_and_repeat_no_id() -> None:
    text = "Phòng chủ trì, phối hợp"
    spans = [(0, 13, "a"), (6, 23, "b"), (6, 10, "c"), (20, 99, "d"), (5, 5, "e"), (-4, 2, "f")]
    html = Template("{{ t|highlight:s }}").render(Context({"t": text, "s": spans}))
    assert strip_tags(html) == text
    for key in "abcdf":
        assert html.count(f'id="span-{key}"') == 1
    assert 'data-keys="a b c"' in html
    assert "span-e" not in html
