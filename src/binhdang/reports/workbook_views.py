"""Excel pages of a report: its form out, a filled one in, what it would change, taking all of it or nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.files.actions import read
from binhdang.files.models import StoredFile
from binhdang.files.responses import attachment
from binhdang.registers.forms import FileForm, posted
from binhdang.reports import access, queries, workbooks
from binhdang.reports.models import Report
from binhdang.reports.states import EDITABLE
from binhdang.ui.refusals import refused
from binhdang.values.refusals import Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _signer() -> Signer:
    return Signer(salt="binhdang.reports.workbook_views")


def _report(request: SignedInRequest, public_id: str) -> Report:
    """A report whose draft this person may see; 404 for everybody else."""
    visible = Report.objects.visible_to(request.user, request.today)
    reports = visible.select_related("unit", "round__regime").prefetch_related("unit__names")
    return get_object_or_404(reports, public_id=public_id)


@require_safe
def download(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The form of a report, prefilled with its draft."""
    report = _report(request, public_id)
    name = f"bieu-{report.unit.code}-{report.round.period_text.replace(':', '-')}.xlsx"
    return attachment(workbooks.write(report), name=name, media_type=XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Send a filled form in; what it would change is shown next."""
    report = _report(request, public_id)
    form = FileForm(*posted(request), largest=workbooks.LARGEST_FILE, endings=".xlsx")
    context = {**_about(request, report), "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/workbook_send.html", context, status=422 if form.errors else 200)
    data, name = form.content
    try:
        file = workbooks.send(report, data, name=name, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "reports/workbook_send.html", context)
    token = _signer().sign_object([file.public_id, report.public_id, request.user.pk])
    return redirect("reports:workbook_check", report.public_id, token)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedInRequest, public_id: str, token: str) -> HttpResponse:
    """What a form that was sent in would change; and taking all of it."""
    report = _report(request, public_id)
    file = _sent(request, report, token)
    context = {**_about(request, report), "file": file}
    chosen = {key.removeprefix("pick."): str(value) for key, value in request.POST.items() if key.startswith("pick.")}
    try:
        sheet = workbooks.read(read(file), name=file.name)
        found = workbooks.difference(report, sheet, by=request.user, at=request.now, chosen=chosen)
        if request.method == "POST" and found.may_be_taken:
            workbooks.take(report, found.changes, by=request.user, at=request.now, file=file)
            messages.success(request, f"Đã nhận {len(found.lines)} ô từ «{file.name}».")
            return redirect("reports:entry", report.public_id)
    except Refusal as refusal:
        return refused(request, refusal, "reports/workbook_difference.html", context)
    status = 422 if found.refused else 409 if found.clashes else 200
    context |= {"found": found, "mine": workbooks.MINE, "theirs": workbooks.THEIRS}
    return render(request, "reports/workbook_difference.html", context, status=status)


def _about(request: SignedInRequest, report: Report) -> dict[str, Any]:
    writes = access.writes(report, request.user, request.today)
    return {
        "report": report,
        "unit_name": queries.unit_name(report.unit, report.round),
        "open": writes and report.state in EDITABLE,
    }


def _sent(request: SignedInRequest, report: Report, token: str) -> StoredFile:
    """The file that this person sent in for this report; 404 for everybody else."""
    try:
        file_id, report_id, by = _signer().unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    if (report_id, by) != (report.public_id, request.user.pk):
        raise Http404
    return get_object_or_404(StoredFile, public_id=file_id)
