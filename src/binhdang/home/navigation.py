"""The navigation bar: the rooms a person may enter, by the roles held today."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from binhdang.orgs.access import LOG_READERS, memberships_of
from binhdang.orgs.roles import Role

_WORKING = frozenset(Role) - {Role.ADMINISTRATOR}
_COLLECTING = frozenset({Role.FOCAL_OFFICER, Role.FOCAL_HEAD})
_ISSUING = _COLLECTING | {Role.SIGNER, Role.CLERK}

_ROOMS = (
    ("Việc của tôi", "home:my_work", frozenset(Role)),
    ("Văn bản", "documents:index", _WORKING),
    ("Kế hoạch", "plans:index", _WORKING),
    ("Sổ theo dõi", "registers:index", _WORKING),
    ("Phiếu hỏi", "questionnaires:index", _WORKING),
    ("Báo cáo", "reports:index", _WORKING),
    ("Xem xét", "review:queue", _COLLECTING),
    ("Tổng hợp", "consolidation:index", _COLLECTING | {Role.SIGNER}),
    ("Phát hành", "publishing:index", _ISSUING),
    ("Chỉ tiêu", "indicators:index", _WORKING),
    ("Đơn vị", "orgs:units", frozenset(Role)),
    ("Tài khoản", "orgs:accounts", frozenset({Role.ADMINISTRATOR})),
    ("Nhật ký", "orgs:log", frozenset(LOG_READERS)),
)


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the bar."""

    label: str
    url: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """`navigation`, the entries of the bar, and `roles_held`, what the user menu says about the person."""
    user, today = getattr(request, "user", None), getattr(request, "today", None)
    if user is None or not user.is_authenticated or today is None:
        return {"navigation": []}
    held = list(memberships_of(user, today).prefetch_related("unit__names"))
    roles = {Role(membership.role) for membership in held}
    said = [f"{Role(m.role).label} – {m.unit.short_name_on(today)}" for m in held]
    return {"navigation": list(_rooms(roles, request.path)), "roles_held": said}


def _rooms(roles: set[Role], path: str) -> list[Room]:
    rooms = [(label, reverse(name)) for label, name, allowed in _ROOMS if roles & allowed]
    above = (url for _, url in rooms if path == url or (url != "/" and path.startswith(url)))
    deepest = max(above, key=len, default="")
    return [Room(label, url, url == deepest) for label, url in rooms]
