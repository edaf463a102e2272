"""The values of a row as a person reads them, in histories and in the differences that a file would make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from binhdang.indicators.dimensions import DIMENSIONS
from binhdang.indicators.laws import Better, Comparator, IndicatorKind, Level, PeriodLaw, PlaceLaw
from binhdang.indicators.models import part_label
from binhdang.indicators.rows import LABELS, NATIONAL, OVERRIDES, Row
from binhdang.ui.templatetags.ui import day

_CHOICES: Mapping[str, Any] = {
    "kind": IndicatorKind,
    "place_law": PlaceLaw,
    "period_law": PeriodLaw,
    "better": Better,
}
NOTHING = "để trống"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a change, in words; `before` is empty where the indicator is new."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}" if self.before else f"{self.field}: {self.after}"


def changes(before: Row | None, after: Row) -> list[Change]:
    """What changed, field by field. Of a new indicator every field it has."""
    return [
        Change(LABELS.get(name, name), value_in_words(name, (before or {}).get(name)) if before else "", said)
        for name, value in after.items()
        if (said := value_in_words(name, value)) != NOTHING or before
    ]


def value_in_words(field: str, value: Any) -> str:
    """One value of a row: "số đếm", "Giới tính", "31/12/2025", "≥ 60 (năm 2025)"."""
    if field in (NATIONAL, OVERRIDES):
        return "; ".join(_target(each) for each in value or []) or NOTHING
    if isinstance(value, bool):
        return "có" if value else "không"
    if field in _CHOICES and value in _CHOICES[field].values:
        return str(_CHOICES[field](value).label)
    if field == "dimensions":
        return ", ".join(DIMENSIONS[code].name if code in DIMENSIONS else code for code in value or []) or NOTHING
    if field in ("numerator_split", "denominator_split"):
        return part_label(value or "") or NOTHING
    if field in ("valid_from", "valid_to"):
        return day(date.fromisoformat(value)) if value else NOTHING
    return ", ".join(value) or NOTHING if isinstance(value, list) else str(value or NOTHING)


def _target(row: Row) -> str:
    """Also as a file shortens it."""
    sign = Comparator(row["comparator"]).label if row["comparator"] in Comparator else row["comparator"]
    year = f"từ năm {row['year']} trở đi" if row.get("onwards") else f"năm {row['year']}"
    whom = row.get("unit") or (Level(row["level"]).label if row.get("level") in Level.values else "")
    said = f"{sign} {row['value'].replace('.', ',')} ({year})"
    return f"{whom}: {said}" if whom else said
