"""The shipped dictionary: read from `data/`, checked as a whole, and put in the table; repeatable at any time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from binhdang.audit.actions import record
from binhdang.indicators.dimensions import DIMENSIONS, parts_within
from binhdang.indicators.models import Indicator, IndicatorKind, PeriodLaw, PlaceLaw
from binhdang.orgs.models import UnitKind

DATA = Path(__file__).parent / "data"
CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")
HOLDER = re.compile(r"\*\.[a-z0-9-]+")
_LINKS = ("numerator", "denominator")
_COMPUTED = (IndicatorKind.RATE, IndicatorKind.MEAN)
_WHOLE = (IndicatorKind.ATTENDANCES, IndicatorKind.PEOPLE, IndicatorKind.MONEY, IndicatorKind.YES_NO)
_PER = {IndicatorKind.RATE: (100, 1_000, 10_000, 100_000), IndicatorKind.MEAN: (1,)}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did, in codes."""

    added: tuple[str, ...]
    changed: tuple[str, ...]


@transaction.atomic
def load(*, at: datetime | None = None, folder: Path = DATA) -> Loaded:
    """Put the shipped dictionary in the table: new codes are added, changed ones follow, none is taken away.

    With `at` the change stands in the audit log. Raises ValueError where the data contradict themselves.
    """
    shipped = read(folder)
    check(shipped)
    known = Indicator.objects.in_bulk(field_name="code")
    added: list[str] = []
    changed: list[str] = []
    for row in sorted(shipped, key=lambda row: row["kind"] in _COMPUTED):  # what a rate points to comes first
        links = {name: known[row[name]] if row.get(name) else None for name in _LINKS}
        fresh, before = Indicator(**{**row, **links}), known.get(row["code"])
        if before is None or _plain(before) != _plain(fresh):
            (changed if before else added).append(fresh.code)
            fresh.pk = before.pk if before else None
            fresh.save()
            known[fresh.code] = fresh
    if at and (added or changed):
        details = {"added": added, "changed": changed}
        record("dictionary.loaded", by=None, at=at, thing=known[shipped[0]["code"]], details=details)
    return Loaded(tuple(added), tuple(changed))


def read(folder: Path = DATA) -> list[dict[str, Any]]:
    """The rows of all data files in order, each with its group; days as dates, links as codes."""
    rows: list[dict[str, Any]] = []
    for path in sorted(set(folder.glob("*.json")) - {folder / "dimensions.json"}):
        for group in json.loads(path.read_text(encoding="utf-8"))["groups"]:
            rows += [{**row, "group": group["title"]} for row in group["indicators"]]
    for order, row in enumerate(rows, start=1):
        days = {name: date.fromisoformat(row[name]) for name in ("valid_from", "valid_to") if row.get(name)}
        row.update(days, order=order * 10)
    return rows


def check(rows: list[dict[str, Any]]) -> None:
    """Raise ValueError, naming the code, where the dictionary contradicts itself."""
    by_code = {row["code"]: row for row in rows}
    if len(by_code) != len(rows):
        raise ValueError("a code stands twice in the dictionary")
    for row in rows:
        faults = _faults(row) + (_computed_faults(row, by_code) if row["kind"] in _COMPUTED else [])
        if faults:
            raise ValueError(f"{row['code']}: {'; '.join(faults)}")


def _faults(row: dict[str, Any]) -> list[str]:
    kind, dimensions = row["kind"], row.get("dimensions", [])
    place, period = row.get("place_law", PlaceLaw.SUM), row.get("period_law", PeriodLaw.SUM)
    holders = row.get("record_holders", [])
    checks = {
        "a code is capital letters, digits and hyphens": CODE.fullmatch(row["code"]),
        "an unknown kind": kind in IndicatorKind,
        "an unknown dimension": all(code in DIMENSIONS for code in dimensions),
        "a dimension stands twice": len(set(dimensions)) == len(dimensions),
        "an unknown law": place in PlaceLaw and period in PeriodLaw,
        "computed ones roll up by the law of rates, and nothing else does": (kind in _COMPUTED)
        == (place == PlaceLaw.RATE)
        == (period == PeriodLaw.RATE),
        "what was published never rolls up, and nothing else is kept from it": (kind == IndicatorKind.PUBLISHED)
        == (place == PlaceLaw.NEVER)
        == (period == PeriodLaw.NEVER),
        "only a computed one has numerator and denominator": kind in _COMPUTED or not any(map(row.get, _LINKS)),
        "a source of record names its holders, and nothing that adds up besides does": bool(holders)
        == (place == PlaceLaw.SOURCE_OF_RECORD)
        or kind == IndicatorKind.PUBLISHED,
        "an unknown holder": all(holder in UnitKind or HOLDER.fullmatch(holder) for holder in holders),
        "distinct people do not add up over periods": kind != IndicatorKind.PEOPLE
        or period in (PeriodLaw.LAST, PeriodLaw.RECOUNT),
        "yes or no is one cell, and of several periods the last says it": kind != IndicatorKind.YES_NO
        or (not dimensions and period == PeriodLaw.LAST),
        "people, attendances, money, yes and no are whole numbers": kind not in _WHOLE or not row.get("scale"),
    }
    return [fault for fault, holds in checks.items() if not holds]


def _computed_faults(row: dict[str, Any], by_code: dict[str, dict[str, Any]]) -> list[str]:
    faults = [] if not row.get("dimensions") else ["what is computed has no cells, hence no dimension"]
    if row.get("per", 100) not in _PER[row["kind"]]:
        faults.append(f"it cannot be per {row.get('per', 100)}")
    for name in _LINKS:
        side, part = by_code.get(row.get(name, "")), row.get(f"{name}_split", "")
        if side is None or side["kind"] in (*_COMPUTED, IndicatorKind.PUBLISHED):
            faults.append(f"its {name} is no counted indicator")
        elif part and part not in parts_within(side.get("dimensions", [])):
            faults.append(f"its {name} has no part «{part}»")
    return faults


def _plain(indicator: Indicator) -> dict[str, Any]:
    return {f.attname: getattr(indicator, f.attname) for f in Indicator._meta.concrete_fields if not f.primary_key}
