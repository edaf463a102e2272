"""What the entry page's script is told after it has sent some fields."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from binhdang.reports.entry import CellInputs, Posted
from binhdang.reports.entry_page import ReportPage
from binhdang.reports.numbers import figure_text
from binhdang.values.figures import Figure
from binhdang.values.refusals import Conflict, Refusal


def saved_reply(page: ReportPage, posted: Posted, *, at: datetime) -> dict[str, Any]:
    """Which fields stand now at which revision, which were refused and why, and the totals as they have become."""
    cells = {f"cell:{cell.key}": cell for row in page.rows for cell in row.cells}
    sections = {f"section:{section.code}": section for section in page.sections if not section.is_heading}
    answered, asked = page.answered
    bases = {name: cell.inputs.base for name, cell in cells.items()}
    bases |= {name: section.base for name, section in sections.items()}
    return {
        "at": f"{at:%H:%M}",
        "bases": {name: base for name, base in bases.items() if name not in posted.refused},
        "refused": {name: _why(refusal) for name, refusal in posted.refused.items()},
        "totals": {row.indicator.code: row.sum_text for row in page.rows if row.sum_text},
        "answered": f"{answered}/{asked}",
    }


def _why(refusal: Refusal) -> dict[str, Any]:
    told: dict[str, Any] = {"message": refusal.message}
    if isinstance(refusal, Conflict):
        told["revision"] = refusal.revision
        told["theirs"] = _theirs(refusal)
    return told


def _theirs(conflict: Conflict) -> dict[str, Any]:
    """Somebody else's value: in words, and as the fields would show it."""
    if not isinstance(conflict.theirs, Figure):
        return {"words": str(conflict.theirs), "text": str(conflict.theirs)}
    shown = CellInputs.showing(conflict.theirs, conflict.revision)
    fields = {"number": shown.number, "state": shown.state, "estimate": shown.estimate, "reason": shown.reason}
    return {"words": figure_text(conflict.theirs), **fields}
