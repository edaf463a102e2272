"""Health checks, error pages and the gallery of components."""

from __future__ import annotations

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from binhdang.ui import gallery as samples


def healthz(request: HttpRequest) -> HttpResponse:
    """The program answers. Says nothing of the database, so that a watchdog does not restart what only waits."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether requests can be served: the database answers and no migration is missing. 503 with the reason if not."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        return _not_ready(f"cơ sở dữ liệu không trả lời ({type(error).__name__})")
    if missing:
        return _not_ready(f"còn {len(missing)} bước nâng cấp cơ sở dữ liệu chưa chạy: binhdang migrate")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def _not_ready(reason: str) -> HttpResponse:
    return HttpResponse(f"chưa sẵn sàng: {reason}\n", status=503, content_type="text/plain; charset=utf-8")


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, for whoever builds a page."""
    return render(request, "ui/gallery.html", samples.context())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: what was typed is still in the browser, so say how to send it again."""
    return render(request, "ui/csrf_failure.html", status=403)
