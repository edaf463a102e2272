"""The dictionary as pages and tables show it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet

from binhdang.indicators.models import DictionaryStamp, Indicator, IndicatorChange, Target
from binhdang.indicators.rows import LABELS, LINKS, NATIONAL, OVERRIDES, Row, rows_of_table
from binhdang.indicators.wording import Change, changes, value_in_words
from binhdang.values.texts import fold

_OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def dictionary_stamp() -> str:
    """What stands for the dictionary as it is now: it changes with every change of it, and only then."""
    return DictionaryStamp.objects.values_list("token", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the list, with everybody's targets."""

    indicator: Indicator
    targets: list[Target]
    ended: bool

    @property
    def unverified(self) -> bool:
        """Whether one of the targets was not verified."""
        return any(target.unverified for target in self.targets)


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of an indicator: when, by whom, from where, and what it changed, in words."""

    at: datetime
    who: str
    source: str
    is_new: bool
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of one indicator."""

    indicator: Indicator
    targets: list[Target]
    used_by: list[Indicator]
    history: list[Turn]
    seen: int
    """The newest change that the page shows; an action on an older page is a conflict."""
    ended: bool


def groups() -> list[str]:
    """The headings of the dictionary in its order."""
    return list(dict.fromkeys(Indicator.objects.values_list("group", flat=True)))


def listed(on: date, *, words: str = "", group: str = "") -> list[tuple[str, list[Line]]]:
    """The indicators under their headings: those whose code or name has the words, accents or not."""
    found = Indicator.objects.prefetch_related("targets")
    if group:
        found = found.filter(group=group)
    wanted = fold(words)
    lines = [_line(indicator, on) for indicator in found if wanted in fold(f"{indicator.code} {indicator.name}")]
    return [(title, list(members)) for title, members in groupby(lines, key=lambda line: line.indicator.group)]


def _line(indicator: Indicator, on: date) -> Line:
    everybodys = [target for target in indicator.targets.all() if target.unit_id is None and not target.level]
    for target in everybodys:
        target.indicator = indicator
    return Line(indicator, everybodys, _ended(indicator, on))


def _ended(indicator: Indicator, on: date) -> bool:
    return indicator.valid_to is not None and indicator.valid_to <= on


def sheet(indicator: Indicator, on: date) -> Sheet:
    """One indicator with its targets, what is computed from it, and its history."""
    turns = list(indicator.changes.select_related("by"))
    targets = list(indicator.targets.select_related("unit").prefetch_related("unit__names"))
    for target in targets:
        target.indicator = indicator
    return Sheet(
        indicator=indicator,
        targets=targets,
        used_by=list(_computed_from(indicator)),
        history=[_turn(each) for each in turns],
        seen=turns[0].pk if turns else 0,
        ended=_ended(indicator, on),
    )


def _computed_from(indicator: Indicator) -> QuerySet[Indicator]:
    return Indicator.objects.filter(numerator=indicator) | Indicator.objects.filter(denominator=indicator)


def _turn(change: IndicatorChange) -> Turn:
    who = change.by.full_name if change.by else "hệ thống"
    said = changes(change.before, change.after)
    return Turn(change.at, who, change.get_source_display(), change.before is None, said)


def counted() -> list[Indicator]:
    """What rates can be computed from."""
    return [indicator for indicator in Indicator.objects.all() if not indicator.computed and indicator.rolls_up]


def as_csv() -> str:
    """The whole dictionary as a table for people, in words; every mark of what was not verified goes with it."""
    text = io.StringIO()
    text.write("\ufeff")  # so that Excel reads it as UTF-8
    writer = csv.writer(text)
    fields = [*(field for field in LABELS if field not in (*LINKS, NATIONAL, OVERRIDES)), *LINKS, NATIONAL, OVERRIDES]
    writer.writerow(LABELS[field] for field in fields)
    for row in sorted(rows_of_table().values(), key=lambda row: (row["order"], row["code"])):
        writer.writerow(_cells(row, fields))
    return text.getvalue()


def _cells(row: Row, fields: Iterable[str]) -> list[str]:
    said = ["" if not row[field] and row[field] is not False else value_in_words(field, row[field]) for field in fields]
    return [f"'{text}" if text.startswith(_OPENS_A_FORMULA) else text for text in said]
