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
from binhdang.indicators.models import Indicator, IndicatorKind, PeriodLaw, PlaceLaw, Split
from binhdang.orgs.models import UnitKind

DATA = Path(__file__).parent / "data"
CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")
HOLDER = re.compile(r"\*\.[a-z0-9-]+")
_LINKS = ("numerator", "denominator")


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
    for row in sorted(shipped, key=lambda row: row["kind"] == IndicatorKind.RATE):  # what a rate points to comes first
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
    for path in sorted(folder.glob("*.json")):
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
        faults = _faults(row) + (_rate_faults(row, by_code) if row["kind"] == IndicatorKind.RATE else [])
        if faults:
            raise ValueError(f"{row['code']}: {'; '.join(faults)}")


def _faults(row: dict[str, Any]) -> list[str]:
    is_rate, place = row["kind"] == IndicatorKind.RATE, row.get("place_law", PlaceLaw.SUM)
    holders = row.get("record_holders", [])
    checks = {
        "a code is capital letters, digits and hyphens": CODE.fullmatch(row["code"]),
        "an unknown kind": row["kind"] in IndicatorKind,
        "an unknown split": all(split in Split for split in row.get("splits", [])),
        "an unknown law": place in PlaceLaw and row.get("period_law", PeriodLaw.SUM) in PeriodLaw,
        "rates roll up by the law of rates, and nothing else does": is_rate
        == (place == PlaceLaw.RATE)
        == (row.get("period_law") == PeriodLaw.RATE),
        "only a rate has numerator and denominator": is_rate or not any(row.get(name) for name in _LINKS),
        "a source of record names its holders, and nothing else does": bool(holders)
        == (place == PlaceLaw.SOURCE_OF_RECORD),
        "an unknown holder": all(holder in UnitKind or HOLDER.fullmatch(holder) for holder in holders),
        "distinct people do not add up over periods": row["kind"] != IndicatorKind.PEOPLE
        or row.get("period_law") in (PeriodLaw.LAST, PeriodLaw.RECOUNT),
    }
    return [fault for fault, holds in checks.items() if not holds]


def _rate_faults(row: dict[str, Any], by_code: dict[str, dict[str, Any]]) -> list[str]:
    faults = [] if not row.get("splits") else ["a rate has no cells, hence no split"]
    for name in _LINKS:
        part, split = by_code.get(row.get(name, "")), row.get(f"{name}_split", "")
        if part is None or part["kind"] == IndicatorKind.RATE:
            faults.append(f"its {name} is no counted indicator")
        elif split and split not in part.get("splits", []):
            faults.append(f"its {name} has no part «{split}»")
    return faults


def _plain(indicator: Indicator) -> dict[str, Any]:
    return {f.attname: getattr(indicator, f.attname) for f in Indicator._meta.concrete_fields if not f.primary_key}
