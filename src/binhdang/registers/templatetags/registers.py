"""Values of entries by their columns, and names of units on a day."""

from __future__ import annotations

from datetime import date

from django import template

from binhdang.orgs.models import Unit
from binhdang.registers.columns import Column
from binhdang.registers.entries import Draft
from binhdang.registers.models import Entry
from binhdang.registers.queries import Totals

register = template.Library()


@register.filter
def column_text(entry: Entry, column: Column) -> str:
    """An entry's value in a column, as a person reads it."""
    return column.shown(getattr(entry, column.name))


@register.filter
def sum_of(totals: Totals, column: Column) -> str:
    """The total of a column."""
    return column.shown(totals.sums[column.name])


@register.filter
def short_name(unit: Unit, on: date) -> str:
    """The unit's short name on a day."""
    return unit.short_name_on(on)


@register.filter
def full_name(unit: Unit, on: date) -> str:
    """The unit's full name on a day."""
    return unit.name_on(on)


@register.filter
def draft_text(draft: Draft, column: Column) -> str:
    """A draft's value in a column, as a person reads it."""
    return column.shown(draft.values[column.name])
