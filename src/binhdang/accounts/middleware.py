"""Every page needs a signed-in person, except signing in itself; a POST that met an expired session is not lost."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse

OPEN_URL_NAMES = {"accounts:sign_in", "accounts:sign_out", "ui:healthz"}


class SignInMiddleware:
    """Sends whoever is not signed in to the sign-in page, and a first-time user to the change of password."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = resolve(request.path_info).view_name
        if not request.user.is_authenticated and name not in OPEN_URL_NAMES:
            return redirect(f"{reverse('accounts:sign_in')}?next={request.get_full_path()}")
        return self.get_response(request)
