"""Every page needs a signed-in person, except signing in itself; a POST that met an expired session is not lost."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from binhdang.accounts import keeping

OPEN_TO_ALL = {"accounts:sign_in", "ui:healthz", "ui:readyz"}
OPEN_BEFORE_CHANGE = OPEN_TO_ALL | {"accounts:sign_out", "accounts:change_password"}


class SignInMiddleware:
    """Sends whoever is not signed in to the sign-in page, and a first-time user to the change of password."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            name = resolve(request.path_info).view_name
        except Resolver404:
            return self.get_response(request)  # which answers 404 to everybody alike
        if name in OPEN_TO_ALL:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return _to_sign_in(request, name)
        if request.user.must_change_password and name not in OPEN_BEFORE_CHANGE:
            return _to("accounts:change_password", request)
        _forget_what_is_sent_again(request)
        return self.get_response(request)


def _to_sign_in(request: HttpRequest, name: str) -> HttpResponse:
    if request.method == "POST" and not name.startswith("accounts:"):
        keeping.keep(request, at=timezone.now())
    return _to("accounts:sign_in", request)


def _to(name: str, request: HttpRequest) -> HttpResponse:
    """Redirect with the way back; htmx is told to load the page instead of putting it into the current one."""
    url = f"{reverse(name)}?{urlencode({'next': _way_back(request)})}"
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)  # type: ignore[attr-defined]


def _way_back(request: HttpRequest) -> str:
    """The page the person was on: after a POST the page that held the form, not the address it went to."""
    try:
        return _page_before(request)
    except ValueError:  # a header that is no address
        return "/"


def _page_before(request: HttpRequest) -> str:
    if request.htmx:  # type: ignore[attr-defined]
        return request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    return (before.path + (f"?{before.query}" if before.query else "")) if before.netloc == request.get_host() else "/"


def _forget_what_is_sent_again(request: HttpRequest) -> None:
    if request.method == "POST":
        waiting = request.session.get(keeping.KEY)
        if waiting and waiting["path"] == request.get_full_path():
            keeping.forget(request)
