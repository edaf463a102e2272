"""Signing in and changing one's own password."""

from __future__ import annotations

from typing import Any

from django import forms

from binhdang.accounts.models import User


def _password(label: str, *, autocomplete: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    required = {"required": f"Chưa nhập {label.lower()}."}
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text, error_messages=required)


class SignInForm(forms.Form):
    """User name and password. A wrong password never goes back into the page."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Chưa nhập tên đăng nhập."},
    )
    password = _password("Mật khẩu", autocomplete="current-password")

    def clean_username(self) -> str:
        """User names are kept in lower case: a phone that capitalises the first letter locks nobody out."""
        return str(self.cleaned_data["username"]).strip().casefold()


class ChangePasswordForm(forms.Form):
    """The old password and twice the new one. Whether it is strong enough is for `actions.change_password` to say."""

    old = _password("Mật khẩu hiện tại", autocomplete="current-password")
    new = _password(
        "Mật khẩu mới",
        autocomplete="new-password",
        help_text="Từ 14 ký tự. Ghép ba bốn từ không liên quan thì dễ nhớ mà khó đoán.",
    )
    again = _password("Nhập lại mật khẩu mới", autocomplete="new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self) -> str:
        """The person at the keyboard is the person of the account."""
        old = str(self.cleaned_data["old"])
        if not self.user.check_password(old):
            raise forms.ValidationError(
                "Mật khẩu hiện tại không đúng. Gõ lại; lần đăng nhập đầu tiên thì đó là mật khẩu in trên phiếu."
            )
        return old

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same, and not the old one."""
        typed = super().clean() or {}
        new, again = typed.get("new"), typed.get("again")
        if new and again and new != again:
            self.add_error("again", "Hai lần nhập mật khẩu mới không giống nhau. Gõ lại cả hai ô.")
        elif new and new == typed.get("old"):
            self.add_error("new", "Mật khẩu mới trùng mật khẩu hiện tại. Chọn mật khẩu khác.")
        return typed
