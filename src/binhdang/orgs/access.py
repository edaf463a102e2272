"""Rights are role × unit subtree × time. Every query of every app starts here; what is hidden is a 404."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from binhdang.accounts.models import User
from binhdang.orgs.models import Membership, Unit, UnitClosure, valid_on
from binhdang.orgs.roles import Role
from binhdang.values.refusals import NotAllowed


def units_where(user: User, roles: Iterable[Role], on: date) -> QuerySet[Unit]:
    """The units over which the person holds one of the roles on a day: where it is held, and everything below."""
    held = Membership.objects.filter(valid_on(on), user=user, user__is_active=True, role__in=list(roles))
    below = UnitClosure.objects.filter(valid_on(on), ancestor__in=held.values("unit"))
    return Unit.objects.filter(pk__in=below.values("descendant"))


def holds(user: User, roles: Iterable[Role], unit: Unit, on: date) -> bool:
    """Whether the person holds one of the roles over the unit on a day."""
    return units_where(user, roles, on).filter(pk=unit.pk).exists()


def holds_at(user: User, roles: Iterable[Role], unit: Unit, on: date) -> bool:
    """Whether the person holds one of the roles at this very unit, not above it."""
    return Membership.objects.filter(
        valid_on(on), user=user, user__is_active=True, role__in=list(roles), unit=unit
    ).exists()


def require(user: User, roles: Iterable[Role], unit: Unit, on: date, *, to: str) -> None:
    """Raise NotAllowed where the person holds none of the roles over the unit. `to`: what was attempted, a verb."""
    wanted = list(roles)
    if not holds(user, wanted, unit, on):
        names = " hoặc ".join(f"«{role.label}»" for role in wanted)
        raise NotAllowed(
            f"Tài khoản của {user.full_name} không được {to} cho {unit.name_on(on)}.",
            rule=f"việc này dành cho vai trò {names} của đơn vị.",
            remedy="nhờ người giữ vai trò đó thực hiện, hoặc đề nghị quản trị tài khoản giao vai trò.",
        )


def memberships_of(user: User, on: date) -> QuerySet[Membership]:
    """The roles a person holds on a day."""
    return Membership.objects.filter(valid_on(on), user=user).select_related("unit").order_by("unit__code", "role")
