"""A POST survives an expired session: what was typed waits on the server until the person has signed in again.

It stays in the anonymous session, for an hour and up to a size, and is sent again only when the person says so on a
page that names the target. Files are not kept: the browser still has them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

KEY = "kept_post"
LARGEST_BYTES = 512 * 1024
KEPT_FOR = timedelta(hours=1)
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105


@dataclass(frozen=True)
class KeptPost:
    """What was posted: where to, the fields in order, and the instant (ISO) it came."""

    path: str
    fields: list[list[str]]
    kept_at: str


def keep(request: HttpRequest, *, at: datetime) -> bool:
    """Keep a signed-out person's POST. False where it has files, passwords or too much, or did not come from a page."""
    if request.FILES or _came_from_elsewhere(request):
        return False
    fields = [[name, value] for name, values in request.POST.lists() for value in values if name != _TOKEN]
    size = sum(len(name.encode()) + len(value.encode()) for name, value in fields)
    if not fields or size > LARGEST_BYTES or any("password" in name for name, _ in fields):
        return False
    request.session[KEY] = asdict(KeptPost(request.get_full_path(), fields, at.isoformat()))
    return True


def _came_from_elsewhere(request: HttpRequest) -> bool:
    """Whether Django's own check finds the form forged: another site must not lay words into somebody's mouth."""

    def checked(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    return CsrfViewMiddleware(checked).process_view(request, checked, (), {}) is not None


def kept(request: HttpRequest, *, at: datetime) -> KeptPost | None:
    """What waits in this session; None where nothing does or its hour has passed."""
    raw = request.session.get(KEY)
    if raw is None:
        return None
    post = KeptPost(**raw)
    if at - datetime.fromisoformat(post.kept_at) > KEPT_FOR:
        forget(request)
        return None
    return post


def forget(request: HttpRequest) -> None:
    """It was sent again, or is not wanted any more."""
    request.session.pop(KEY, None)
