"""Who may write in a register: those who write or lead at the very unit. Who may read is in `EntryQuerySet`."""

from __future__ import annotations

from datetime import date

from binhdang.accounts.models import User
from binhdang.orgs.access import holds_at
from binhdang.orgs.models import Unit
from binhdang.orgs.roles import WRITING
from binhdang.registers.entries import Register
from binhdang.values.refusals import NotAllowed


def may_write(user: User, owner: Unit, on: date) -> bool:
    """Whether the person keeps the unit's registers."""
    return holds_at(user, WRITING, owner, on)


def require_writer(user: User, owner: Unit, register: Register, on: date) -> None:
    """Raise NotAllowed where the person does not keep the unit's registers."""
    if not may_write(user, owner, on):
        names = " hoặc ".join(f"«{role.label}»" for role in WRITING)
        raise NotAllowed(
            f"Tài khoản của {user.full_name} không được ghi {register.title.lower()} của {owner.name_on(on)}.",
            rule=f"sổ của đơn vị do người của chính đơn vị ghi, với vai trò {names}.",
            remedy="nhờ người giữ vai trò đó ở đơn vị thực hiện, hoặc đề nghị quản trị tài khoản giao vai trò.",
        )
