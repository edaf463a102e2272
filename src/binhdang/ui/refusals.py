"""Showing a refusal: the same page again, everything typed still in its fields, and what to do said above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from binhdang.values.refusals import Conflict, NotAllowed, Refusal

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)


def status_of(refusal: Refusal) -> int:
    """403 for a missing right, 409 for a conflict with someone else's change, 422 for everything else."""
    if isinstance(refusal, NotAllowed):
        return 403
    return 409 if isinstance(refusal, Conflict) else 422


def refused(
    request: HttpRequest, refusal: Refusal, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page again with the refusal above it. Give the bound form in `context`, so that nothing typed is lost."""
    return render(request, template, {**(context or {}), "refusal": refusal}, status=status_of(refusal))


def refusals(view: Callable[Concatenate[R, P], HttpResponse]) -> Callable[Concatenate[R, P], HttpResponse]:
    """For views without a form of their own, such as one button: a refusal becomes a page with the way back."""

    @wraps(view)
    def careful(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return refused(request, refusal, "ui/refused.html", {"back_url": came_from(request)})

    return careful


def came_from(request: HttpRequest) -> str:
    """The page of ours that the person was on, as a path; "/" where that is not known or not ours."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
