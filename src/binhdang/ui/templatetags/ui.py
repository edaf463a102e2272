"""Template tags and filters that every page uses; loaded for all templates by the settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, NumberInput, RadioSelect, Select
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from binhdang.ui.marking import marked
from binhdang.ui.tones import tone_of
from binhdang.values.figures import CellState, Figure, Total

register = template.Library()
MINUS = "\u2212"
_NUMBER_ONLY = {"min", "max", "step"}


@register.filter
def number(value: Decimal | int | None) -> str:
    """An exact number as Vietnamese write it: 1.234,5. Empty for None, because nothing is not zero."""
    if value is None or value == "":
        return ""
    sign, digits, exponent = Decimal(value).as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a finite number")
    text = "".join(map(str, digits)) + "0" * max(exponent, 0)
    places = max(-exponent, 0)
    text = text.rjust(places + 1, "0")
    whole, decimals = (text[:-places], text[-places:]) if places else (text, "")
    grouped = f"{int(whole):,}".replace(",", ".")
    return (MINUS if sign else "") + grouped + (f",{decimals}" if decimals else "")


@register.filter
def fraction(value: Fraction | None) -> str:
    """An exact fraction as a number of at most two decimals: 12,5. Rounding is for the eye only."""
    if value is None:
        return ""
    hundredths = Decimal(round(value * 100))
    places = 0 if hundredths % 100 == 0 else 1 if hundredths % 10 == 0 else 2
    return number(hundredths.scaleb(-2).quantize(Decimal(1).scaleb(-places)))


@register.filter
def figure(value: Figure | None) -> SafeString:
    """A cell: its number, or which kind of emptiness it holds. Estimates and cumulative numbers say so."""
    if value is None or value.state is CellState.NOT_REPORTED:
        return format_html(
            '<span class="figure-none" title="{0}"><span aria-hidden="true">–</span>'
            '<span class="visually-hidden">{0}</span></span>',
            CellState.NOT_REPORTED.label,
        )
    if value.state is CellState.GIVEN:
        notes = [word for word, said in (("ước", value.estimate), ("lũy kế", value.cumulative)) if said]
        return format_html("{}{}", number(value.number), _aside(", ".join(notes)))
    if value.state is CellState.NO_DATA:
        return format_html('<span class="figure-none">{}</span>{}', value.state.label, _aside(value.reason))
    return format_html('<span class="figure-none">{}</span>', value.state.label)


@register.filter
def total(value: Total) -> SafeString:
    """A total with what it rests on: 1.234 (11/13 đơn vị, 2 số ước)."""
    shown = figure(None) if value.number is None else number(value.number)
    return format_html('{} <span class="figure-basis">{}</span>', shown, value.basis)


def _aside(text: str) -> SafeString:
    return format_html(' <span class="figure-aside">({})</span>', text) if text else SafeString("")


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as official papers write it (Nghị định 30/2020): days below 10 and months 1, 2 with a zero: 05/6/2022."""
    if not value:
        return ""
    on = _local(value)
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"{on.day:02}/{month}/{on.year}"


@register.filter
def clock_time(value: datetime | None) -> str:
    """Hour and minute in Vietnam: 08:00."""
    return f"{_local(value):%H:%M}" if value else ""


@register.filter
def instant(value: datetime | None) -> SafeString:
    """Hour and day in Vietnam, with the exact instant for machines: 08:00 05/12/2022."""
    if value is None:
        return SafeString("")
    return format_html('<time datetime="{}">{} {}</time>', value.isoformat(), clock_time(value), day(value))


@register.filter
def date_typed(value: date | str | None) -> str:
    """A day as it stands in an input: 05/12/2022, or whatever a person typed that is no day."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value or ""


@register.simple_tag
def unit_name(unit: Any, on: date) -> str:
    """The short name of a unit on a day."""
    return str(unit.short_name_on(on))


def _local(value: Any) -> Any:
    aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.localtime(value, timezone.get_default_timezone()) if aware else value


@register.filter
def state_pill(thing: Any) -> SafeString:
    """The state of a thing that has `state` and `get_state_display`, as a pill."""
    return pill(thing.get_state_display(), tone_of(thing.state))


@register.simple_tag
def pill(label: str, tone: str = "neutral") -> SafeString:
    """A pill. Tones: neutral, waiting, good, warn, bad. The word carries the meaning, the tone only helps."""
    return format_html('<span class="pill pill-{}">{}</span>', tone, label)


@register.simple_block_tag
def table(content: str, caption: str, kind: str = "") -> SafeString:
    """A table with its caption, in a region of its own that scrolls sideways and that the keyboard reaches."""
    return format_html(
        '<div class="table-region" role="region" tabindex="0" aria-label="{0}">'
        '<table class="table {1}"><caption>{0}</caption>{2}</table></div>',
        caption,
        kind,
        content,
    )


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(*parts: str) -> dict[str, Any]:
    """Where the page stands: label and address of each page above it in turn, and at the end its own name."""
    return {"trail": list(zip(parts[:-1:2], parts[1::2], strict=True)), "here": parts[-1]}


@register.filter
def highlight(text: str, spans: Iterable[Sequence[Any]] | None) -> SafeString:
    """`text` with its spans lit up. A span is (start, end) or (start, end, key); `#span-<key>` leads to it."""
    return marked(text, spans or ())


@register.filter
def control(field: BoundField) -> SafeString:
    """The input of a form field with the classes of its kind; ids of help and error are Django's own."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return _choices(field)
    if isinstance(widget, NumberInput):
        # The browser's own number input throws away what is no number, and reads 1.234 by its own language.
        widget.input_type = "text"
        widget.attrs = {"inputmode": "decimal", **{k: v for k, v in widget.attrs.items() if k not in _NUMBER_ONLY}}
    kind = "form-control"
    if isinstance(widget, CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, Select):
        kind = "form-select"
    classes = [kind, str(widget.attrs.get("class", "")), "is-invalid" if field.errors else ""]
    return mark_safe(str(field.as_widget(attrs={"class": " ".join(filter(None, classes))})))  # noqa: S308  # Django's own escaped widget


def _choices(field: BoundField) -> SafeString:
    field.field.widget.attrs["class"] = "form-check-input"
    rows = ((sub.tag(), sub.id_for_label, sub.choice_label) for sub in field.subwidgets)
    return format_html_join(
        "", '<div class="form-check">{}<label class="form-check-label" for="{}">{}</label></div>', rows
    )


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the label stands after the box."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Whether the field is a group of radio buttons or check boxes, which needs a fieldset and a legend."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)
