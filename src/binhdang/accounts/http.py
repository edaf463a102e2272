"""The request as views see it."""

from datetime import date, datetime

from django.http import HttpRequest

from binhdang.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of a signed-in person, with the clock's instant and the Vietnamese day already set."""

    user: User
    now: datetime
    today: date
    pinned_at: datetime | None
