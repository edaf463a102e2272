"""The only place that asks what time it is. Pages and commands ask here; domain functions are told."""

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from binhdang.jobs.models import ClockPin


def pinned_at() -> datetime | None:
    """The instant the clock is pinned to, or None where time runs."""
    return ClockPin.objects.values_list("at", flat=True).first()


def now() -> datetime:
    """The instant that pages and commands work at, in UTC."""
    return pinned_at() or timezone.now()


def pin(at: datetime) -> None:
    """Stop the clock at `at`: for the demo only."""
    ClockPin.objects.all().delete()
    ClockPin.objects.create(at=at)


def day_of(at: datetime) -> date:
    """The Vietnamese day of an instant."""
    return timezone.localtime(at, timezone.get_default_timezone()).date()


def clock_in_templates(request: HttpRequest) -> dict[str, object]:
    """`clock_pinned_at` for the banner and `today` for dates relative to it."""
    at = getattr(request, "now", None) or now()
    return {"clock_pinned_at": getattr(request, "pinned_at", None), "today": day_of(at), "debug_mode": settings.DEBUG}


class ClockMiddleware:
    """Sets `request.now` (an instant) and `request.today` (a Vietnamese day) once for the whole request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        pinned = pinned_at()
        request.pinned_at = pinned  # type: ignore[attr-defined]
        request.now = pinned or timezone.now()  # type: ignore[attr-defined]
        request.today = day_of(request.now)  # type: ignore[attr-defined]
        return self.get_response(request)
