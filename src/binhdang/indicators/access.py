"""Who keeps the dictionary: the focal body of the highest unit of the installation that has one. Everybody reads it."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from binhdang.accounts.models import User
from binhdang.orgs.models import Membership, UnitClosure, valid_on
from binhdang.orgs.roles import Role
from binhdang.values.refusals import NotAllowed

KEEPING = (Role.FOCAL_HEAD, Role.FOCAL_OFFICER)


def may_keep(user: User, on: date) -> bool:
    """Whether the person works in a focal body above which there is no other on the day.

    Units above it without a focal body of their own are there only to be reported to.
    """
    focal = Membership.objects.filter(valid_on(on), user__is_active=True, role__in=KEEPING)
    above = UnitClosure.objects.filter(
        valid_on(on), descendant=OuterRef("unit"), depth__gt=0, ancestor__in=focal.values("unit")
    )
    return focal.filter(~Exists(above), user=user).exists()


def require_keeps(user: User, on: date, *, to: str) -> None:
    """Raise NotAllowed for whoever does not keep the dictionary. `to`: what was attempted, a verb."""
    if not may_keep(user, on):
        raise NotAllowed(
            f"Tài khoản của {user.full_name} không được {to}.",
            where="bộ chỉ tiêu",
            rule="bộ chỉ tiêu do cơ quan đầu mối của đơn vị cao nhất trong hệ thống giữ, để mọi nơi hiểu như nhau.",
            remedy="đề nghị cán bộ hoặc lãnh đạo cơ quan đầu mối đó sửa.",
        )
