"""Pages of the review: what waits, one version, the two decisions, and opening again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.reports.models import ReportVersion
from binhdang.review import actions, queries
from binhdang.ui.refusals import refusals, status_of
from binhdang.values.refusals import Refusal

_REMARK = "remark."


def _version(request: SignedInRequest, public_id: str) -> ReportVersion:
    """A submitted version this person may see; 404 for everybody else."""
    versions = ReportVersion.objects.visible_to(request.user, request.today).select_related(
        "report__unit", "report__round__regime__receiver", "submitted_by", "approved_by", "paper__file"
    )
    return get_object_or_404(versions.prefetch_related("report__unit__names"), public_id=public_id)


@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    """What waits for review, the oldest first."""
    return render(request, "review/queue.html", {"waiting": queries.queue(request.user, request.today)})


@require_GET
def version(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One version: what it says, what changed, what the rules find, and the decision."""
    return _page(request, _version(request, public_id))


def _page(request: SignedInRequest, shown: ReportVersion, refusal: Refusal | None = None) -> HttpResponse:
    page = queries.review_page(shown, request.user, request.today, _typed(request))
    context = {
        "page": page,
        "refusal": refusal,
        "note": request.POST.get("note", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "review/version.html", context, status=status_of(refusal) if refusal else 200)


def _typed(request: SignedInRequest) -> dict[str, str]:
    """Target → remark, as typed."""
    posted = request.POST.items()
    return {name.removeprefix(_REMARK): str(text) for name, text in posted if name.startswith(_REMARK)}


@require_POST
@refusals
def accept(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Accept the version."""
    shown = _version(request, public_id)
    actions.accept(shown, by=request.user, at=request.now)
    messages.success(request, "Đã chấp nhận báo cáo.")
    return redirect("review:version", shown.public_id)


@require_POST
def send_back(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Send the report back with the remarks typed on the page."""
    shown = _version(request, public_id)
    remarks = [(target, text) for target, text in _typed(request).items() if text.strip()]
    try:
        actions.send_back(shown, remarks=remarks, note=request.POST.get("note", ""), by=request.user, at=request.now)
    except Refusal as refusal:
        return _page(request, shown, refusal)
    messages.success(request, "Đã trả lại báo cáo cho đơn vị.")
    return redirect("review:queue")


@require_POST
def reopen(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Open an accepted report again, with the reason typed on the page."""
    shown = _version(request, public_id)
    try:
        actions.reopen(shown, reason=request.POST.get("reason", ""), by=request.user, at=request.now)
    except Refusal as refusal:
        return _page(request, shown, refusal)
    messages.success(request, "Đã mở lại báo cáo để đơn vị đính chính. Số đã chấp nhận vẫn giữ đến khi có bản mới.")
    return redirect("review:version", shown.public_id)
