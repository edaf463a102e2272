"""Reporting frequencies and days of the year as people read them: `{% load plan_words %}`."""

from django import template

from binhdang.plans.cards import day_and_month
from binhdang.plans.decisions import FREQUENCIES

register = template.Library()
register.filter("day_and_month", day_and_month)


@register.filter
def frequency_name(frequency: str) -> str:
    """ "six-monthly" → "06 tháng"."""
    return FREQUENCIES.get(frequency, frequency)
