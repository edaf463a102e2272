"""The tick: what happens by itself. Everything in it is idempotent, so ticking twice does nothing twice."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.conf import settings

from binhdang.audit.sealing import seal
from binhdang.consolidation.totals import refresh_all
from binhdang.reports.actions import follow_plans, open_due_rounds
from binhdang.search.following import follow_or_build


def follow(*, at: datetime) -> int:
    """Let the kept totals follow the reports that moved, and the search what was done; how many rounds.

    The worker asks this every second.
    """
    rounds = refresh_all(at=at)
    follow_or_build()
    return rounds


def tick(*, at: datetime) -> dict[str, int]:
    """Found the regimes of plans in force, open the rounds that fall due, seal the audit rows. Returns the counts.

    Whatever fails, the audit rows are sealed: a broken regime must not leave the log open.
    """
    done = {"regimes": 0, "rounds": 0, "sealed": 0}
    try:
        done["regimes"] = len(follow_plans(at=at))
        done["rounds"] = len(open_due_rounds(at=at))
    finally:
        done["sealed"] = seal()
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return done
