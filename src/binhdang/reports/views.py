"""Pages of reports: find what the person may see, read what was posted, one action, then show or lead on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import get_default_timezone, localtime
from django.views.decorators.http import require_GET, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.orgs.access import holds, units_where
from binhdang.plans.models import Plan
from binhdang.plans.states import PlanState
from binhdang.reports import access, actions, queries
from binhdang.reports.comparing import difference
from binhdang.reports.due import days_late
from binhdang.reports.entry import CHOICES, Posted, read_post
from binhdang.reports.entry_page import report_page
from binhdang.reports.findings import findings_of_draft
from binhdang.reports.forms import AdHocForm, SendForm, SpecialRegimeForm, TakeBackForm
from binhdang.reports.models import Regime, Remark, Report, ReportVersion, Round
from binhdang.reports.outline import leaves
from binhdang.reports.regimes import fitting_indicators
from binhdang.reports.replies import saved_reply
from binhdang.reports.rules import Severity
from binhdang.reports.table import asked_of, cell_labels, indicators_of
from binhdang.ui.refusals import refusals, refused, status_of
from binhdang.values.refusals import Refusal


def _report(request: SignedInRequest, public_id: str) -> Report:
    """A report whose draft this person may see; 404 for everybody else."""
    visible = Report.objects.visible_to(request.user, request.today)
    reports = visible.select_related(
        "unit", "round__regime__plan", "round__regime__receiver", "approved_by", "asked_by"
    )
    return get_object_or_404(reports.prefetch_related("unit__names"), public_id=public_id)


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The reports of my unit, and the rounds whose reports come to me."""
    context = {
        "standings": queries.my_reports(request.user, request.today),
        "rounds": queries.rounds_received(request.user, request.today),
        "regimes": _regimes_to_ask(request),
    }
    return render(request, "reports/index.html", context)


def _regimes_to_ask(request: SignedInRequest) -> list[Regime]:
    receivers = units_where(request.user, access.REQUESTING, request.today)
    return list(Regime.objects.filter(receiver__in=receivers, before="").select_related("plan"))


@require_GET
def round_detail(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Who is expected in a round, and where each stands."""
    rounds = Round.objects.visible_to(request.user, request.today).select_related("regime__receiver", "regime__plan")
    round = get_object_or_404(rounds.select_related("request"), public_id=public_id)
    context = {
        "page": queries.round_page(round, request.user, request.today),
        "may_outline": not round.regime.asked_once
        and holds(request.user, access.REQUESTING, round.regime.receiver, request.today),
        "beside": queries.beside(round, request.user, request.today),
    }
    return render(request, "reports/round.html", context)


@require_GET
def entry(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One report: its fields where the person may write now, its contents where not."""
    return _entry_page(request, _report(request, public_id))


def _entry_page(request: SignedInRequest, report: Report, posted: Posted | None = None) -> HttpResponse:
    page = report_page(report, request.user, request.today, posted)
    status = max((status_of(refusal) for *_, refusal in page.unsaved), default=200)
    return render(request, "reports/entry.html", {"page": page, "choices": CHOICES}, status=status)


def _saved(request: SignedInRequest, report: Report) -> Posted:
    """Save what came with the post, field by field; what could not be saved stands in `refused`."""
    round = report.round
    indicators = asked_of(report, indicators_of(round))
    codes = {indicator.code for indicator in indicators}
    labels = {k: v for k, v in cell_labels(round, indicators).items() if k.partition(".")[0] in codes}
    posted = read_post(report, request.POST, labels, [str(s["code"]) for s in leaves(round.outline)])
    if posted.changes or posted.words:
        try:
            saved = actions.save(report, posted.changes, posted.words, by=request.user, at=request.now)
            posted.refused |= saved.refused
        except Refusal as refusal:  # the report as a whole is not open for writing
            posted.refused |= {f"cell:{change.key}": refusal for change in posted.changes}
            posted.refused |= {f"section:{words.section}": refusal for words in posted.words}
    return posted


@require_POST
def save(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Save the whole page, or (with the header X-Autosave) the fields that a script sends."""
    report = _report(request, public_id)
    posted = _saved(request, report)
    if request.headers.get("X-Autosave"):
        page = report_page(report, request.user, request.today, posted)
        return JsonResponse(saved_reply(page, posted, at=localtime(request.now, get_default_timezone())))
    if posted.refused:
        return _entry_page(request, report, posted)
    if request.POST.get("then") == "ask":
        return redirect("reports:ask", report.public_id)
    messages.success(request, "Đã lưu báo cáo.")
    return redirect("reports:entry", report.public_id)


@require_POST
@refusals
def fill(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take the figures from the registers, after saving what was typed."""
    report = _report(request, public_id)
    posted = _saved(request, report)
    if posted.refused:
        return _entry_page(request, report, posted)
    filled = actions.fill_from_registers(report, by=request.user, at=request.now)
    what = "số, mục lời văn" if any("from" in section for section in report.round.outline) else "số"
    messages.success(
        request, f"Đã lấy {filled} {what} từ sổ theo dõi." if filled else f"Sổ theo dõi không có {what} mới."
    )
    return redirect("reports:entry", report.public_id)


@require_POST
@refusals
def affirm_nil(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Affirm "không phát sinh" for every cell still empty, after saving what was typed."""
    report = _report(request, public_id)
    posted = _saved(request, report)
    if posted.refused:
        return _entry_page(request, report, posted)
    affirmed = actions.affirm_nil(report, by=request.user, at=request.now)
    messages.success(request, f"Đã xác nhận «không phát sinh» cho {affirmed} ô còn trống.")
    return redirect("reports:entry", report.public_id)


def ask(request: SignedInRequest, public_id: str) -> HttpResponse:
    """What the rules find, and the button that puts the report before the leader."""
    report = _report(request, public_id)
    found = findings_of_draft(report)
    context = {
        "report": report,
        "unit_name": queries.unit_name(report.unit, report.round),
        "findings": [(f, request.POST.get(f"reason.{f.target}", "")) for f in found],
        "blocked": any(finding.severity is Severity.BLOCK for finding in found),
    }
    if request.method != "POST":
        return render(request, "reports/ask.html", context)
    reasons = {f.target: request.POST.get(f"reason.{f.target}", "") for f in found}
    try:
        actions.ask_approval(report, by=request.user, at=request.now, reasons=reasons)
    except Refusal as refusal:
        return refused(request, refusal, "reports/ask.html", context)
    messages.success(request, "Đã trình lãnh đạo đơn vị duyệt.")
    return redirect("reports:entry", report.public_id)


@require_POST
@refusals
def approve(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The leader approves."""
    report = _report(request, public_id)
    actions.approve(report, by=request.user, at=request.now)
    messages.success(request, "Đã duyệt. Báo cáo sẵn sàng để gửi.")
    return redirect("reports:entry", report.public_id)


def take_back(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Back to the desk, with a note."""
    report = _report(request, public_id)
    form = TakeBackForm(request.POST or None)
    context = {"report": report, "form": form, "unit_name": queries.unit_name(report.unit, report.round)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/take_back.html", context, status=422 if form.errors else 200)
    try:
        actions.take_back(report, note=form.cleaned_data["note"], by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "reports/take_back.html", context)
    messages.success(request, "Đã rút lại. Có thể sửa báo cáo.")
    return redirect("reports:entry", report.public_id)


def send(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The unit's own number and signed copy, and the sending."""
    report = _report(request, public_id)
    initial = {"symbol": f"BC-{report.unit.symbol_part}" if report.unit.symbol_part else ""}
    form = SendForm(request.POST or None, request.FILES or None, initial=initial)
    context = {
        "report": report,
        "form": form,
        "unit_name": queries.unit_name(report.unit, report.round),
        "late": days_late(report, request.today),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/send.html", context, status=422 if form.errors else 200)
    typed = form.cleaned_data
    upload = typed["signed_copy"]
    try:
        actions.submit(
            report,
            by=request.user,
            at=request.now,
            number=typed["number"],
            symbol=typed["symbol"] if typed["number"] or typed["issued_on"] or upload else "",
            issued_on=typed["issued_on"],
            signed_copy=(upload.name, upload.read()) if upload else None,
        )
    except Refusal as refusal:
        return refused(request, refusal, "reports/send.html", context)
    messages.success(request, "Đã gửi báo cáo.")
    return redirect("reports:entry", report.public_id)


@require_GET
def history(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Every version that was sent, and what differs between any two; for the unit and for its receiver."""
    versions = ReportVersion.objects.visible_to(request.user, request.today).filter(report__public_id=public_id)
    found = list(
        versions.select_related("report__round__regime", "report__unit", "submitted_by", "approved_by", "paper")
    )
    report = found[0].report if found else _report(request, public_id)
    by_number = {str(version.number): version for version in found}
    before = by_number.get(request.GET.get("tu", ""), found[-2] if len(found) > 1 else None)
    after = by_number.get(request.GET.get("den", ""), found[-1] if len(found) > 1 else None)
    context = {
        "report": report,
        "unit_name": queries.unit_name(report.unit, report.round),
        "versions": found,
        "before": before,
        "after": after,
        "difference": difference(before, after) if before and after else None,
        "may_open": Report.objects.visible_to(request.user, request.today).filter(pk=report.pk).exists(),
    }
    return render(request, "reports/history.html", context)


@require_POST
@refusals
def resolve(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Mark a remark as dealt with."""
    reports = Report.objects.visible_to(request.user, request.today)
    remark = get_object_or_404(Remark.objects.select_related("report").filter(report__in=reports), public_id=public_id)
    actions.resolve_remark(remark, by=request.user, at=request.now)
    messages.success(request, "Đã đánh dấu nhận xét là đã xử lý.")
    return redirect("reports:entry", remark.report.public_id)


def _regime(request: SignedInRequest, public_id: str) -> Regime:
    receivers = units_where(request.user, access.REQUESTING, request.today)
    regimes = Regime.objects.filter(receiver__in=receivers).select_related("plan", "receiver")
    return get_object_or_404(regimes, public_id=public_id)


def ask_ad_hoc(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Ask for a report outside the calendar."""
    regime = _regime(request, public_id)
    units = actions.expected_units(regime, request.today)
    form = AdHocForm(regime, [(unit, unit.name_on(request.today)) for unit in units], request.POST or None)
    context = {"form": form, "regime": regime}
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/ad_hoc.html", context, status=422 if form.errors else 200)
    typed = dict(form.cleaned_data)
    chosen = set(typed.pop("units"))
    asked = [unit for unit in units if unit.public_id in chosen]
    try:
        round = actions.open_ad_hoc(regime, **typed, units=asked, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "reports/ad_hoc.html", context)
    messages.success(request, f"Đã mở kỳ báo cáo {round.period.label}.")
    return redirect("reports:round", round.public_id)


def open_regime(request: SignedInRequest) -> HttpResponse:
    """Open a regime for what is asked once; then its round is asked for."""
    receivers = units_where(request.user, access.REQUESTING, request.today)
    plans = list(Plan.objects.filter(state=PlanState.IN_FORCE, unit__in=receivers).order_by("-year", "pk"))
    if not plans:
        raise Http404
    form = SpecialRegimeForm(plans, fitting_indicators(request.today), request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/open_regime.html", {"form": form}, status=422 if form.errors else 200)
    typed = dict(form.cleaned_data)
    plan = next(plan for plan in plans if plan.public_id == typed.pop("plan"))
    try:
        regime = actions.open_regime(plan, typed.pop("outline"), **typed, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "reports/open_regime.html", {"form": form})
    messages.success(request, "Đã mở chế độ báo cáo. Bước tiếp theo: hạn gửi, khoảng thời gian và đơn vị phải báo cáo.")
    return redirect("reports:ask_ad_hoc", regime.public_id)


def outline(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Which section of the outline speaks of which tasks of the plan; later rounds follow it."""
    regime = _regime(request, public_id)
    sections = [] if regime.asked_once else leaves(regime.outline)
    typed = {str(s["code"]): request.POST.get(f"labels.{s['code']}", ", ".join(s["task_labels"])) for s in sections}
    context = {"regime": regime, "rows": [(section, typed[str(section["code"])]) for section in sections]}
    if request.method != "POST":
        return render(request, "reports/outline.html", context)
    placed = {code: [label.strip() for label in text.split(",") if label.strip()] for code, text in typed.items()}
    try:
        actions.change_outline(regime, placed, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "reports/outline.html", context)
    messages.success(request, "Đã lưu đề cương. Các kỳ mở sau sẽ theo đề cương này.")
    return redirect("reports:index")
