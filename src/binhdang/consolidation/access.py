"""Who consolidates. Whoever receives a round's reports may look at its totals (`Round.objects.received_by`)."""

from __future__ import annotations

from datetime import date

from binhdang.accounts.models import User
from binhdang.orgs.access import holds, require
from binhdang.reports.access import CONSOLIDATING
from binhdang.reports.models import Round


def may_consolidate(user: User, round: Round, on: date) -> bool:
    """Whether the person may begin, fill, write and freeze the receiver's report."""
    return holds(user, CONSOLIDATING, round.regime.receiver, on)


def require_consolidating(user: User, round: Round, on: date) -> None:
    """Raise NotAllowed where the person may not."""
    require(user, CONSOLIDATING, round.regime.receiver, on, to="tổng hợp báo cáo")
