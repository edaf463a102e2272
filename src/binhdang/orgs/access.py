"""Rights are role × unit subtree × time. Every query of every app starts here; what is hidden is a 404."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from binhdang.accounts.models import User
from binhdang.orgs.models import Membership, Unit, UnitClosure, UnitQuerySet, valid_on
from binhdang.orgs.roles import Role
from binhdang.values.refusals import NotAllowed


def units_where(user: User, roles: Iterable[Role], on: date) -> UnitQuerySet:
    """The units over which the person holds one of the roles on a day: where it is held, and everything below.

    Ended units are among them for whoever answers for what they left (`closure`); a list of units to choose from for
    something new narrows them with `existing_on`.
    """
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


def units_answered_for(user: User, roles: Iterable[Role], on: date) -> UnitQuerySet:
    """The units at which the person holds one of the roles, and the ended ones that those answer for directly."""
    held = Membership.objects.filter(valid_on(on), user=user, user__is_active=True, role__in=list(roles))
    itself_or_heir = Q(inherited=False, depth=0) | Q(inherited=True, depth=1)
    rows = UnitClosure.objects.filter(itself_or_heir, valid_on(on), ancestor__in=held.values("unit"))
    return Unit.objects.filter(pk__in=rows.values("descendant"))


def answers_for(user: User, roles: Iterable[Role], unit: Unit, on: date) -> bool:
    """Whether the person holds one of the roles at this very unit or, once it has ended, at one that followed it."""
    return units_answered_for(user, roles, on).filter(pk=unit.pk).exists()


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


def reorganised_units(user: User, today: date) -> UnitQuerySet:
    """The units whose events the person records: those they administer, and those that will first stand there."""
    held = Membership.objects.filter(valid_on(today), user=user, user__is_active=True, role=Role.ADMINISTRATOR)
    to_come = Q(descendant__valid_from__gt=today, valid_from=F("descendant__valid_from"))
    reached = UnitClosure.objects.filter(valid_on(today) | to_come, ancestor__in=held.values("unit"))
    return Unit.objects.filter(pk__in=reached.values("descendant"))


def require_reorganises(user: User, units: Iterable[Unit], today: date) -> None:
    """Raise NotAllowed where the person does not record the events of one of the units."""
    reached = reorganised_units(user, today)
    for unit in units:
        if not reached.filter(pk=unit.pk).exists():
            raise NotAllowed(
                f"Tài khoản của {user.full_name} không được thay đổi {unit.name_on(max(today, unit.valid_from))}.",
                where=f"đơn vị mã {unit.code}",
                rule=f"việc này dành cho «{Role.ADMINISTRATOR.label}» của mọi đơn vị liên quan hoặc cấp trên chung.",
                remedy="nhờ người quản trị của đơn vị cấp trên chung ghi sự kiện này.",
            )


def administered_units(user: User, on: date) -> UnitQuerySet:
    """The units whose accounts the person administers."""
    return units_where(user, [Role.ADMINISTRATOR], on)


def administered_accounts(user: User, on: date) -> QuerySet[User]:
    """The accounts an administrator sees: whoever holds, held or will hold a role over one of the units."""
    inside = Membership.objects.filter(unit__in=administered_units(user, on), user=OuterRef("pk"))
    return User.objects.filter(Exists(inside))


def require_administers(by: User, person: User, on: date, *, to: str) -> None:
    """Raise NotAllowed unless the account is another person's and reaches nowhere beyond the administrator's units."""
    if by == person:
        raise NotAllowed(
            f"Không ai được tự {to} cho tài khoản của chính mình.",
            where=f"tài khoản «{person.username}»",
            rule="quyền của người quản trị do người quản trị khác giao và thu.",
            remedy="nhờ người quản trị tài khoản khác, hoặc quản trị của đơn vị cấp trên.",
        )
    units = administered_units(by, on)
    held = Membership.objects.filter(user=person)
    lasting = held.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    if not held.filter(unit__in=units).exists() or lasting.exclude(unit__in=units).exists():
        raise NotAllowed(
            f"Tài khoản của {by.full_name} không được {to} cho {person.full_name}.",
            where=f"tài khoản «{person.username}»",
            rule="người quản trị chỉ quản trị những ai không giữ vai trò nào ngoài các đơn vị mình quản trị.",
            remedy="nhờ người quản trị tài khoản của đơn vị cấp trên.",
        )


LOG_READERS = (Role.ADMINISTRATOR, Role.FOCAL_HEAD, Role.SIGNER, Role.LEADER)
"""Roles that may read the audit log of their units: those who answer for a unit, and who keeps its accounts."""


def logged_units(user: User, on: date) -> UnitQuerySet:
    """The units whose audit log the person may read."""
    return units_where(user, LOG_READERS, on)
