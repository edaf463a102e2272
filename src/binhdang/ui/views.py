"""Error pages and the health check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: what was typed is still in the browser, so say how to send it again."""
    return render(request, "ui/csrf_failure.html", status=403)
