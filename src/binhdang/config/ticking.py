"""The tick: what happens by itself. Everything in it is idempotent, so ticking twice does nothing twice."""

from __future__ import annotations

from datetime import datetime

from binhdang.audit.sealing import seal
from binhdang.reports.actions import follow_plans, open_due_rounds


def tick(*, at: datetime) -> dict[str, int]:
    """Found the regimes of plans in force, open the rounds that fall due, seal the audit rows. Returns the counts."""
    return {
        "regimes": len(follow_plans(at=at)),
        "rounds": len(open_due_rounds(at=at)),
        "sealed": seal(),
    }
