"""Words to begin a plan's text with, from what is known: nothing of it stands before a person has saved it."""

from __future__ import annotations

from datetime import date
from typing import Any

from binhdang.plans.cards import day_and_month
from binhdang.plans.decisions import FREQUENCIES
from binhdang.plans.models import Plan, ReportingDuty


def suggested_words(plan: Plan, on: date) -> dict[str, Any]:
    """What the form begins with: what was written, else what the superior's plan lets say."""
    words = plan.wording
    written = {name: getattr(words, name) for name in ("purpose", "requirements", "carrying_out")}
    if not words.revision:
        written["carrying_out"] = "\n".join(_reporting(plan, on))
    return {**written, "title": plan.title, "revision": words.revision}


def _reporting(plan: Plan, on: date) -> list[str]:
    """To whom and by when the superior's plan asks for reports."""
    duties = plan.derived_from.reporting_duties.select_related("to", "through") if plan.derived_from else []
    return [f"- {_said(duty, on)}." for duty in duties if duty.before]


def _said(duty: ReportingDuty, on: date) -> str:
    through = f" qua {duty.through.name_on(on)}" if duty.through else ""
    how_often = FREQUENCIES.get(duty.frequency, duty.frequency)
    return f"Báo cáo {how_often} về {duty.to.name_on(on)}{through} trước ngày {day_and_month(duty.before)}"
