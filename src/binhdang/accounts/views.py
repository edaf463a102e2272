"""Signing in and out, changing one's own password, sending again what an expired session held up."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhdang.accounts import actions, keeping, throttle
from binhdang.accounts.forms import ChangePasswordForm, SignInForm
from binhdang.accounts.http import SignedInRequest
from binhdang.accounts.models import User
from binhdang.ui.refusals import refused
from binhdang.ui.templatetags.ui import clock_time
from binhdang.values.refusals import Refusal

# Throttling and keeping go by the real clock: a pinned one would never let anybody in again.


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, then on to where the person was going."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    context = {"form": form, "next": _next(request), "kept": keeping.kept(request, at=timezone.now())}
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/sign_in.html", context, status=422 if request.method == "POST" else 200)
    try:
        user = _identified(form.cleaned_data["username"], form.cleaned_data["password"], at=timezone.now())
    except Refusal as refusal:
        return refused(request, refusal, "accounts/sign_in.html", context)
    login(request, user)
    actions.open_session(user, at=request.now)  # type: ignore[attr-defined]
    return redirect("accounts:resend") if keeping.kept(request, at=timezone.now()) else redirect(_next(request))


def _identified(username: str, password: str, *, at: datetime) -> User:
    """The person who knows the password. Raises Refusal, also while the name is paused after too many wrong ones."""
    if until := throttle.blocked_until(username, at=at):
        raise Refusal(
            "Tên đăng nhập này đang tạm khóa vì nhập sai mật khẩu nhiều lần.",
            where="ô mật khẩu",
            rule=f"sau {throttle.TRIES} lần sai phải chờ {throttle.PAUSE.seconds // 60} phút.",
            remedy=f"đăng nhập lại sau {clock_time(until)}, hoặc đề nghị quản trị tài khoản cấp lại mật khẩu.",
        )
    user = authenticate(username=username, password=password)
    if not isinstance(user, User):
        throttle.count_wrong(username, at=at)
        raise Refusal(
            "Chưa đăng nhập được.",
            where="tên đăng nhập hoặc mật khẩu",
            rule="hai ô phải khớp với một tài khoản đang mở.",
            remedy="kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi nhập lại; "
            "quên mật khẩu thì đề nghị quản trị tài khoản cấp lại.",
        )
    throttle.forget(username)
    return user


def _next(request: HttpRequest) -> str:
    """Where the person was going, if that is the path of a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else "/"


@require_POST
def sign_out(request: SignedInRequest) -> HttpResponse:
    """End the session."""
    actions.close_session(request.user, at=request.now)
    logout(request)
    messages.success(request, "Đã đăng xuất.")
    return redirect("accounts:sign_in")


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: SignedInRequest) -> HttpResponse:
    """Change one's own password; at the first sign-in the person has to."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    context = {"form": form, "next": _next(request)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "accounts/change_password.html", context, status=status)
    try:
        actions.change_password(request.user, new=form.cleaned_data["new"], at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "accounts/change_password.html", context)
    update_session_auth_hash(request, request.user)
    messages.success(request, "Đã đổi mật khẩu. Các phiên đăng nhập khác của tài khoản này đã kết thúc.")
    return redirect("accounts:resend") if keeping.kept(request, at=timezone.now()) else redirect(_next(request))


@require_safe
def resend(request: SignedInRequest) -> HttpResponse:
    """What was typed before the session ended, and whether to send it again: nothing is sent without being asked."""
    post = keeping.kept(request, at=timezone.now())
    if post is None:
        messages.info(request, "Không có nội dung nào đang chờ gửi lại.")
        return redirect("/")
    return render(request, "accounts/resend.html", {"post": post, "kept_at": datetime.fromisoformat(post.kept_at)})


@require_POST
def discard(request: SignedInRequest) -> HttpResponse:
    """Throw away what waits."""
    keeping.forget(request)
    messages.info(request, "Đã bỏ nội dung chưa gửi.")
    return redirect("/")
