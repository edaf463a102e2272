"""Accounts as an administrator keeps them: the check of who may do this to whom, then the action of `accounts`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhdang.accounts import actions as accounts
from binhdang.accounts.models import User
from binhdang.jobs.clock import day_of
from binhdang.orgs.access import require, require_administers
from binhdang.orgs.actions import grant
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import Role


@dataclass(frozen=True)
class Slip:
    """An account with the one-time password that is shown once and printed; the system itself forgets it at once."""

    user: User
    password: str


@transaction.atomic
def issue(
    *,
    username: str,
    full_name: str,
    phone: str,
    role: Role,
    unit: Unit,
    position: str,
    valid_from: date,
    by: User,
    at: datetime,
) -> Slip:
    """Open an account with its first role. Raises NotAllowed outside the administrator's units, Refusal."""
    require(by, [Role.ADMINISTRATOR], unit, day_of(at), to="cấp tài khoản")
    user, password = accounts.issue_account(username=username, full_name=full_name, phone=phone, by=by, at=at)
    grant(user, role, unit, valid_from=valid_from, position=position, by=by, at=at)
    return Slip(user, password)


@transaction.atomic
def reset_password(person: User, *, by: User, at: datetime) -> Slip:
    """A new one-time password for somebody who lost theirs. Raises NotAllowed."""
    require_administers(by, person, day_of(at), to="cấp lại mật khẩu")
    return Slip(person, accounts.reset_password(person, by=by, at=at))


@transaction.atomic
def set_active(person: User, active: bool, *, by: User, at: datetime) -> None:
    """Lock an account or open it again. Raises NotAllowed."""
    require_administers(by, person, day_of(at), to="mở lại tài khoản" if active else "khóa tài khoản")
    accounts.set_active(person, active, by=by, at=at)
