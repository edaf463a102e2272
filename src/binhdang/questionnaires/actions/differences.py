"""Fields of a draft that two people changed: what differs, in words, and the conflict that shows both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from binhdang.documents.models import OfficialPaper
from binhdang.plans.models import PlanTask
from binhdang.questionnaires.states import QuestionKind
from binhdang.ui.templatetags.ui import day
from binhdang.values.refusals import Conflict


def differing(thing: Any, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the wanted values that the thing does not hold yet."""
    return {name: value for name, value in wanted.items() if getattr(thing, name) != value}


def before_and_after(thing: Any, changed: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Label → what stood there and what will, as the audit log keeps it."""
    return {labels[name]: [in_words(getattr(thing, name)), in_words(value)] for name, value in changed.items()}


def changed_meanwhile(thing: Any, changed: Mapping[str, Any], labels: Mapping[str, str]) -> Conflict:
    """What is said where someone else saved first. `mine`, `theirs`: label → value as shown."""
    return Conflict(
        "Người khác vừa sửa phần này.",
        where=", ".join(labels[name] for name in changed),
        mine={labels[name]: in_words(value) for name, value in changed.items()},
        theirs={labels[name]: in_words(getattr(thing, name)) for name in changed},
        revision=thing.revision,
        remedy="so sánh hai bản dưới đây, sửa lại nếu cần, rồi lưu lần nữa.",
    )


def in_words(value: Any) -> str:
    """A value of a draft as a person reads it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, PlanTask):
        return value.label
    if isinstance(value, OfficialPaper):
        return value.number_symbol or value.title
    return QuestionKind(value).label if value in QuestionKind.values else str(value or "")
