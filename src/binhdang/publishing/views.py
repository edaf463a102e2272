"""Pages of outgoing reports and plans: the list, the draft, one paper with its chain, its downloads, and the steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.consolidation.models import Snapshot
from binhdang.files.actions import read
from binhdang.files.responses import attachment
from binhdang.plans.models import Plan
from binhdang.publishing import actions, queries
from binhdang.publishing.access import may_draft, may_submit
from binhdang.publishing.composing import compose, document_of, preview
from binhdang.publishing.forms import DraftForm, NumberForm, PlanDraftForm, WithdrawForm
from binhdang.publishing.models import Issue
from binhdang.reports.models import Round
from binhdang.ui.refusals import refusals, refused
from binhdang.ui.templatetags.ui import day
from binhdang.values.refusals import Refusal
from vanban.writing import WritingError, to_pdf

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_SECONDS = 60


def _issue(request: SignedInRequest, public_id: str) -> Issue:
    """A paper that this person may see; 404 for everybody else."""
    issues = Issue.objects.visible_to(request.user, request.today)
    related = ("unit", "paper", "file", "signer", "plan", "snapshot__round__regime", "snapshot__report__unit")
    return get_object_or_404(issues.select_related(*related).prefetch_related("unit__names"), public_id=public_id)


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Outgoing reports, what waits for me first."""
    return render(request, "publishing/index.html", {"rows": queries.papers(request.user, request.today)})


def draft(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Draft the report that issues a snapshot; leads to the one that is already on its way."""
    received = Round.objects.received_by(request.user, request.today)
    snapshots = Snapshot.objects.filter(round__in=received).select_related("report__unit", "round__regime__plan__paper")
    snapshot = get_object_or_404(snapshots, public_id=public_id)
    live = queries.live_issue(snapshot)
    if live is not None and request.method != "POST":
        return redirect("publishing:issue", live.public_id)
    initial = {
        "title": queries.suggested_title(snapshot),
        "addressees": "\n".join(queries.suggested_addressees(snapshot)),
        "recipients": "\n".join(queries.suggested_recipients(snapshot)),
    }
    form = DraftForm(request.POST or None, initial=initial)
    context = {"form": form, "snapshot": snapshot, "may_draft": may_draft(request.user, snapshot, request.today)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "publishing/draft.html", context, status=422 if form.errors else 200)
    try:
        issue = actions.draft(
            snapshot,
            addressees=form.lines("addressees"),
            recipients=form.lines("recipients"),
            title=form.cleaned_data["title"],
            by=request.user,
            at=request.now,
        )
    except Refusal as refusal:
        return refused(request, refusal, "publishing/draft.html", context)
    messages.success(request, "Đã soạn văn bản và trình kiểm tra nội dung.")
    return redirect("publishing:issue", issue.public_id)


@require_http_methods(["GET", "POST"])
def of_plan(request: SignedInRequest, public_id: str) -> HttpResponse:
    """A unit's own plan as it would be printed, and its way to signature; leads to the paper that is on its way."""
    plans = Plan.objects.visible_to(request.user, request.today).filter(wording__isnull=False)
    plan = get_object_or_404(
        plans.select_related("unit", "derived_from__unit", "derived_from__paper"), public_id=public_id
    )
    live = queries.live_plan_issue(plan)
    if live is not None and request.method != "POST":
        return redirect("publishing:issue", live.public_id)
    initial = {"recipients": "\n".join(queries.recipients_of_plan(plan, request.today))}
    form = PlanDraftForm(request.POST or None, initial=initial)
    context = {
        "form": form,
        "plan": plan,
        "document": preview(plan, request.today),
        "may_draft": may_submit(request.user, plan, request.today),
        "withdrawn": queries.last_withdrawal(plan),
    }
    if not form.is_valid():
        return render(request, "publishing/draft_plan.html", context, status=422 if form.is_bound else 200)
    try:
        issue = actions.draft_plan(plan, recipients=form.lines("recipients"), by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "publishing/draft_plan.html", context)
    messages.success(request, "Đã trình ký. Kế hoạch giữ nguyên nội dung cho đến khi ký hoặc rút về.")
    return redirect("publishing:issue", issue.public_id)


@require_GET
@refusals
def issue(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One paper: who did what, who holds it now, its text, and the step that is mine."""
    return render(request, "publishing/issue.html", _context(request, _issue(request, public_id)))


def _context(request: SignedInRequest, found: Issue) -> dict[str, object]:
    return {
        "page": queries.issue_page(found, request.user, request.today),
        "document": document_of(found),
        "verification": actions.verify(found),
        "number_form": NumberForm(initial={"issued_on": day(request.today)}),
        "withdraw_form": WithdrawForm(),
    }


@require_POST
@refusals
def check(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The content is right."""
    found = _issue(request, public_id)
    actions.check(found, by=request.user, at=request.now)
    messages.success(request, "Đã xác nhận nội dung. Văn bản chuyển sang trình ký.")
    return redirect("publishing:issue", found.public_id)


@require_POST
@refusals
def sign(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Sign."""
    found = _issue(request, public_id)
    actions.sign(found, by=request.user, at=request.now)
    messages.success(request, "Đã ký. Văn bản chuyển văn thư cấp số.")
    return redirect("publishing:issue", found.public_id)


@require_POST
def number(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Give the number and the day, and keep the bytes."""
    found = _issue(request, public_id)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return render(request, "publishing/issue.html", _context(request, found) | {"number_form": form}, status=422)
    try:
        paper = actions.number(found, on=form.cleaned_data["issued_on"], by=request.user, at=request.now)
    except Refusal as refusal:
        again = _context(request, _issue(request, public_id)) | {"number_form": form}
        return refused(request, refusal, "publishing/issue.html", again)
    messages.success(request, f"Đã cấp số {paper.number_symbol}.")
    return redirect("publishing:issue", found.public_id)


@require_POST
@refusals
def send(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Send to the addressees and recipients."""
    found = _issue(request, public_id)
    actions.send(found, by=request.user, at=request.now)
    messages.success(request, "Đã phát hành văn bản.")
    return redirect("publishing:issue", found.public_id)


@require_POST
def withdraw(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Back to drafting, with a reason."""
    found = _issue(request, public_id)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return render(request, "publishing/issue.html", _context(request, found) | {"withdraw_form": form}, status=422)
    try:
        actions.withdraw(found, note=form.cleaned_data["note"], by=request.user, at=request.now)
    except Refusal as refusal:
        again = _context(request, _issue(request, public_id)) | {"withdraw_form": form}
        return refused(request, refusal, "publishing/issue.html", again)
    messages.success(request, "Đã rút văn bản về soạn lại.")
    return redirect("publishing:issue", found.public_id)


def _bytes(found: Issue) -> bytes:
    """The kept bytes; a draft is composed anew each time."""
    return read(found.file) if found.file is not None else compose(found)


@require_GET
@refusals
def docx(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The paper as .docx."""
    found = _issue(request, public_id)
    return attachment(_bytes(found), name=actions.file_name(found), media_type=DOCX)


@require_GET
@refusals
def pdf(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The paper as PDF, laid out by LibreOffice in a process of its own."""
    found = _issue(request, public_id)
    try:
        data = to_pdf(_bytes(found), timeout=PDF_SECONDS)
    except WritingError as error:
        raise Refusal(str(error), where="bản PDF", remedy="tải bản .docx.") from error
    return attachment(data, name=actions.file_name(found).removesuffix("docx") + "pdf", media_type="application/pdf")
