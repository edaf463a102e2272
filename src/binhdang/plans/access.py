"""Who decides on a unit's plan: its focal officer and focal head; in a commune or a body, its writer and leader."""

from __future__ import annotations

from datetime import date

from binhdang.accounts.models import User
from binhdang.documents.access import require_at
from binhdang.orgs.access import holds_at
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import Role

DECIDING = (Role.FOCAL_OFFICER, Role.FOCAL_HEAD, Role.WRITER, Role.LEADER)


def may_decide(user: User, unit: Unit, on: date) -> bool:
    """Whether the person decides on plans of this very unit."""
    return holds_at(user, DECIDING, unit, on)


def require_decider(user: User, unit: Unit, on: date, *, to: str) -> None:
    """Raise NotAllowed where the person does not decide on plans of this very unit. `to`: what was attempted."""
    require_at(user, DECIDING, unit, on, to=to)
