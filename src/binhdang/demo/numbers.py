"""What the demo's units count: small, steady numbers that fit a district of some twelve thousand people.

Invented, and the same at every run: they depend only on the unit, the cell and the period.
"""

from __future__ import annotations

from collections.abc import Mapping

from binhdang.orgs.models import Unit, UnitKind
from binhdang.values.figures import NIL, CellState, Figure
from binhdang.values.periods import PeriodKind

_EVERYBODY = {
    "TT-01": 2,
    "TT-02.nam": 34,
    "TT-02.nu": 41,
    "QL-01.nam": 6,
    "QL-01.nu": 5,
    "QL-03": 4,
    "QL-04": 3,
    "QL-06": 4_500_000,
}
_COMMUNES = {
    **_EVERYBODY,
    "TT-01": 6,
    "TT-02.nam": 140,
    "TT-02.nu": 176,
    "CL-6-3": 9,
    "CL-3-2A-MS.nam": 0,
    "CL-3-2A-MS.nu": 2,
    "CL-3-2A-TS.nam": 0,
    "CL-3-2A-TS.nu": 1,
    "CL-3-2B-MS.nam": 2,
    "CL-3-2B-MS.nu": 0,
    "CL-3-2B-TS.nam": 1,
    "CL-3-2B-TS.nu": 0,
    "QL-01.nam": 13,
    "QL-01.nu": 9,
    "QL-06": 12_000_000,
    "QL-07": 2_500_000,
}
_HOLDERS: Mapping[str, Mapping[str, int]] = {
    "618.cq-tcnv": {
        "CL-1-1-TS": 5,
        "CL-1-1-MS": 8,
        "TKG-01.nam.caphuyen": 22,
        "TKG-01.nu.caphuyen": 7,
        "TKG-01.nam.capxa": 31,
        "TKG-01.nu.capxa": 12,
        "TKG-03.nam.caphuyen": 20,
        "TKG-03.nu.caphuyen": 10,
        "TKG-03.nam.capxa": 49,
        "TKG-03.nu.capxa": 22,
    },
    "618.phong-tckh": {"CL-2-3-SL.nam": 27, "CL-2-3-SL.nu": 9},
    "618.ttyt": {"CL-4-1-SL.nam": 71, "CL-4-1-SL.nu": 66},
    "618.phong-gddt": {
        "CL-5-2A-MS.nam": 84,
        "CL-5-2A-MS.nu": 79,
        "CL-5-2A-TS.nam": 80,
        "CL-5-2A-TS.nu": 77,
    },
}
_MONEY = ("QL-06", "QL-07")


def figure_for(key: str, unit: Unit, place: int, period: PeriodKind) -> Figure:
    """What the unit reports in a cell that no register counts. `place` is the unit's place in the list."""
    base = {**(_COMMUNES if unit.kind == UnitKind.COMMUNE_COMMITTEE else _EVERYBODY), **_HOLDERS.get(unit.code, {})}
    if key not in base:
        return NIL if key == "QL-07" else Figure(CellState.NOT_APPLICABLE)
    number = base[key] if base[key] < 3 or key in _HOLDERS.get(unit.code, {}) else base[key] + _step(key) * (place % 5)
    if period is PeriodKind.YEAR and key.startswith(("TT-", "CL-6", "QL-03", "QL-04", "QL-06")):
        number *= 2
    # The due day of 4 June comes before the half-year is over, so the larger bodies give some cells as estimates.
    return Figure.of(number, estimate=key.startswith("TT-02") and place % 4 == 1)


def _step(key: str) -> int:
    return 500_000 if key in _MONEY else 1 if key.startswith(("TT-01", "QL-03", "QL-04", "CL-6")) else 3
