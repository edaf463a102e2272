"""Issuing, resetting, deactivating accounts; changing one's own password. No e-mail anywhere.

Who may do this to whom depends on roles over units, which this app does not know: pages and commands go through
`orgs.administration`, which checks that and then calls these.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from binhdang.accounts import throttle
from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.values.refusals import Refusal
from binhdang.values.texts import fold, nfc

_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that is read as another on a printed slip

_WEAK = {  # Django's own sentences are only partly translated
    "password_too_short": "mật khẩu có ít nhất 14 ký tự",
    "password_too_common": "mật khẩu không nằm trong danh sách hay bị đoán",
    "password_too_similar": "mật khẩu không giống tên đăng nhập hoặc họ tên",
}


def new_password() -> str:
    """A one-time password to hand over on paper: four groups of five readable characters, about 98 random bits."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(5)) for _ in range(4))


@transaction.atomic
def issue_account(
    *, username: str, full_name: str, by: User | None, at: datetime, phone: str = "", password: str = ""
) -> tuple[User, str]:
    """Open an account. Returns it with its one-time password, which is shown once and must be changed at first use."""
    username = username.strip().casefold()
    if User.objects.filter(username=username).exists():
        raise Refusal(
            "Tên đăng nhập đã có người dùng.",
            where="tên đăng nhập",
            value=username,
            rule="mỗi người một tài khoản, kể cả tài khoản đã khóa.",
            remedy="chọn tên khác, ví dụ thêm tên đơn vị.",
        )
    name = nfc(" ".join(full_name.split()))
    user = User(username=username, full_name=name, phone=phone.strip(), created_at=at)
    user.search_text = fold(f"{name} {username}")
    secret = password or new_password()
    user.set_password(secret)
    user.save()
    record("account.issued", by=by, at=at, thing=user, label=username, personal={"full_name": user.full_name})
    return user, secret


@transaction.atomic
def reset_password(user: User, *, by: User, at: datetime) -> str:
    """Give a new one-time password, shown once; the old one and every open session end."""
    secret = new_password()
    user.set_password(secret)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    throttle.forget(user.username)
    record("account.reset", by=by, at=at, thing=user, label=user.username)
    return secret


@transaction.atomic
def change_password(user: User, *, new: str, at: datetime) -> None:
    """Change one's own password. Raises Refusal where it is too weak."""
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise Refusal(
            "Mật khẩu mới chưa đủ mạnh.",
            where="mật khẩu mới",
            rule="; ".join(_WEAK.get(fault.code or "", "".join(fault.messages)) for fault in error.error_list) + ".",
            remedy="đặt mật khẩu dài từ 14 ký tự, ví dụ ghép ba bốn từ không liên quan.",
        ) from error
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("password.changed", by=user, at=at, thing=user, label=user.username)


@transaction.atomic
def set_active(user: User, active: bool, *, by: User, at: datetime) -> None:
    """Deactivate an account or open it again. It is never deleted: its name stands under what it did."""
    user.is_active = active
    user.save(update_fields=["is_active"])
    record("account.opened" if active else "account.deactivated", by=by, at=at, thing=user, label=user.username)


@transaction.atomic
def open_session(user: User, *, at: datetime) -> None:
    """Note that the person signed in."""
    record("session.opened", by=user, at=at, thing=user, label=user.username)


@transaction.atomic
def close_session(user: User, *, at: datetime) -> None:
    """Note that the person signed out."""
    record("session.closed", by=user, at=at, thing=user, label=user.username)
