"""Who may keep the books of a unit's papers. Held at the unit itself: a superior reads them and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from binhdang.accounts.models import User
from binhdang.orgs.access import holds_at
from binhdang.orgs.models import Membership, Unit, valid_on
from binhdang.orgs.roles import Role
from binhdang.values.refusals import NotAllowed

KEEPING = (Role.CLERK, Role.FOCAL_OFFICER, Role.FOCAL_HEAD, Role.WRITER, Role.LEADER)
"""Roles that take papers in, register them and work on them."""
NUMBERING = (Role.CLERK, Role.WRITER, Role.LEADER)
"""Roles that give outgoing papers their numbers and send them; small bodies have no clerk of their own."""


def require_at(user: User, roles: Iterable[Role], owner: Unit, on: date, *, to: str) -> None:
    """Raise NotAllowed where the person holds none of the roles at this very unit. `to`: what was attempted."""
    wanted = list(roles)
    if not holds_at(user, wanted, owner, on):
        names = ", ".join(f"«{role.label}»" for role in wanted)
        raise NotAllowed(
            f"Tài khoản của {user.full_name} không được {to} của {owner.name_on(on)}.",
            rule=f"việc này dành cho người của chính đơn vị đó, với một trong các vai trò {names}.",
            remedy="nhờ người giữ vai trò đó ở đơn vị thực hiện, hoặc đề nghị quản trị tài khoản giao vai trò.",
        )


def keeping(user: User, on: date, roles: Iterable[Role] = KEEPING) -> QuerySet[Unit]:
    """The units whose papers the person may register (or, with NUMBERING, number and send)."""
    held = Membership.objects.filter(valid_on(on), user=user, user__is_active=True, role__in=list(roles))
    return Unit.objects.filter(pk__in=held.values("unit"))
