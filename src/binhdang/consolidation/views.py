"""Pages of consolidation: the totals of a round, the proof of one, the writing of a section, the freezing."""

from __future__ import annotations

import json

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.consolidation import actions
from binhdang.consolidation.board import WritingPage, board, proof_page, report_of, writing_page
from binhdang.consolidation.drilling import node_page, series_page
from binhdang.consolidation.forms import MapForm, Typed, changed_by_button, lines_of, read_paragraphs
from binhdang.consolidation.proving import as_file, prove
from binhdang.consolidation.queries import Basis
from binhdang.consolidation.restating import describe
from binhdang.files.responses import attachment
from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Unit
from binhdang.reports.models import Report, Round
from binhdang.reports.states import SENT, ReportState
from binhdang.reports.table import indicators_of
from binhdang.ui.refusals import refusals, refused
from binhdang.ui.templatetags.ui import day
from binhdang.values.refusals import Conflict, Refusal
from binhdang.values.texts import whole_number


def _round(request: SignedInRequest, public_id: str) -> Round:
    """A round whose receiver the person works for; 404 for everybody else."""
    rounds = Round.objects.received_by(request.user, request.today)
    rounds = rounds.select_related("regime__receiver", "regime__focal", "regime__plan__paper")
    return get_object_or_404(rounds, public_id=public_id)


def _basis(request: SignedInRequest) -> Basis:
    return Basis.SUBMITTED if request.GET.get("theo") == "da-gui" else Basis.ACCEPTED


def _begun(round: Round) -> Report:
    report = report_of(round)
    if report is None:
        raise Refusal(
            "Kỳ này chưa bắt đầu tổng hợp.",
            where=f"kỳ báo cáo {round.period.label}",
            remedy="mở trang tổng hợp của kỳ và bấm «Bắt đầu tổng hợp».",
        )
    return report


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The rounds whose reports come to me."""
    asked = Q(reports__expected=True)
    rounds = Round.objects.received_by(request.user, request.today).annotate(
        asked=Count("reports", filter=asked, distinct=True),
        sent=Count("reports", filter=asked & Q(reports__state__in=SENT), distinct=True),
        accepted=Count("reports", filter=asked & Q(reports__state=ReportState.ACCEPTED), distinct=True),
        frozen=Count("snapshots", distinct=True),
    )
    return render(request, "consolidation/index.html", {"rounds": rounds.select_related("regime")})


@require_GET
def detail(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The totals of a round, with what each rests on."""
    page = board(_round(request, public_id), basis=_basis(request), by=request.user, on=request.today)
    return render(request, "consolidation/board.html", {"page": page, "bases": Basis})


@require_GET
def figure(request: SignedInRequest, public_id: str, key: str) -> HttpResponse:
    """From where a total comes: its cells, one unit each."""
    page = proof_page(_round(request, public_id), key, basis=_basis(request))
    if page is None:
        raise Http404
    return render(request, "consolidation/proof.html", {"page": page})


@require_GET
def proof_file(request: SignedInRequest, public_id: str, code: str) -> HttpResponse:
    """The proof of an indicator's totals as a file that somebody else can add up again."""
    round = _round(request, public_id)
    proof = prove(round, _indicator(round, code), basis=_basis(request))
    data = json.dumps(as_file(proof), ensure_ascii=False, indent=1).encode()
    return attachment(data, name=f"chung-minh-{code}-{round.public_id}.json", media_type="application/json")


@require_GET
def node(request: SignedInRequest, public_id: str, node: str) -> HttpResponse:
    """The totals of one node of the tree, beside those of last year."""
    found = get_object_or_404(Unit.objects.prefetch_related("names"), public_id=node)
    page = node_page(_round(request, public_id), found, basis=_basis(request), at=request.now)
    if page is None:
        raise Http404
    return render(request, "consolidation/node.html", {"page": page, "bases": Basis})


@require_GET
def series(request: SignedInRequest, public_id: str, code: str) -> HttpResponse:
    """One indicator through the periods: as reported, and on the map of another day."""
    round = _round(request, public_id)
    indicator = _indicator(round, code)
    wanted = request.GET.get("don-vi") or round.regime.receiver.public_id
    units = Unit.objects.filter(above__ancestor=round.regime.receiver_id).distinct()
    found = get_object_or_404(units.prefetch_related("names"), public_id=wanted)
    form = MapForm(request.GET if "ngay" in request.GET else None, initial={"ngay": day(request.today)})
    map_on = form.day(request.today)
    page = series_page(round, indicator, found, basis=_basis(request), map_on=map_on, at=request.now)
    return render(request, "consolidation/series.html", {"page": page, "form": form, "bases": Basis})


def _indicator(round: Round, code: str) -> Indicator:
    found = next((each for each in indicators_of(round) if each.code == code), None)
    if found is None:
        raise Http404
    return found


@require_POST
@refusals
def begin(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Begin the receiver's report and fill its figures."""
    round = _round(request, public_id)
    report = actions.begin(round, by=request.user, at=request.now)
    actions.fill_cells(report, by=request.user, at=request.now)
    messages.success(request, "Đã bắt đầu báo cáo tổng hợp và lấy số liệu từ các báo cáo đã chấp nhận.")
    return redirect("consolidation:round", round.public_id)


@require_POST
@refusals
def fill(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take the totals of the accepted reports anew."""
    round = _round(request, public_id)
    changed = actions.fill_cells(_begun(round), by=request.user, at=request.now)
    said = f"Đã cập nhật {changed} ô số liệu." if changed else "Số liệu tổng hợp không có gì thay đổi."
    messages.success(request, said)
    return redirect("consolidation:round", round.public_id)


@require_POST
@refusals
def gather(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Bring the units' words into the sections that are still empty."""
    round = _round(request, public_id)
    written = actions.gather_texts(_begun(round), by=request.user, at=request.now)
    said = f"Đã lấy bài của các đơn vị vào {written} mục." if written else "Không còn mục trống nào mà đơn vị đã viết."
    messages.success(request, said)
    return redirect("consolidation:round", round.public_id)


def section(request: SignedInRequest, public_id: str, code: str) -> HttpResponse:
    """Write one section from the units' own words."""
    round = _round(request, public_id)
    if request.method != "POST":
        return render(request, "consolidation/section.html", {"page": _page(request, round, code)})
    typed = read_paragraphs(request.POST)
    page = _page(request, round, code, typed)
    base = request.POST.get("base_revision", "0")
    changed = changed_by_button(typed, request.POST, page)
    if changed is not None:
        context = {"page": _page(request, round, code, changed), "base_revision": base, "unsaved": True}
        return render(request, "consolidation/section.html", context)
    try:
        _save(request, round, code, lines_of(typed), whole_number(base))
    except Refusal as refusal:
        conflict = refusal if isinstance(refusal, Conflict) else None
        context = {"page": page, "base_revision": conflict.revision if conflict else base, "conflict": conflict}
        return refused(request, refusal, "consolidation/section.html", context)
    messages.success(request, f"Đã lưu mục {code}.")
    return redirect("consolidation:section", round.public_id, code)


def _page(request: SignedInRequest, round: Round, code: str, typed: Typed | None = None) -> WritingPage:
    page = writing_page(round, code, by=request.user, on=request.today, typed=typed)
    if page is None:
        raise Http404
    return page


def _save(request: SignedInRequest, round: Round, code: str, typed: Typed, base_revision: int) -> None:
    named = {unit for _, units in typed for unit in units}
    units = {unit.public_id: unit for unit in Unit.objects.filter(public_id__in=named).prefetch_related("names")}
    paragraphs = [(text, [units[unit] for unit in named if unit in units]) for text, named in typed]
    report = _begun(round)
    actions.write_section(report, code, paragraphs, base_revision=base_revision, by=request.user, at=request.now)


def freeze(request: SignedInRequest, public_id: str) -> HttpResponse:
    """What is still missing; and where nothing is, the button that freezes."""
    round = _round(request, public_id)
    page = board(round, basis=Basis.ACCEPTED, by=request.user, on=request.today)
    issued, changes = actions.changes_since_issue(page.report, tree_on=page.tree_on) if page.report else (None, [])
    context = {
        "page": page,
        "lacks": actions.lacks_before_freezing(page.report, tree_on=page.tree_on) if page.report else [],
        "issued": issued,
        "changes": [describe(change) for change in changes],
        "reason": request.POST.get("reason", ""),
    }
    if request.method != "POST":
        return render(request, "consolidation/freeze.html", context)
    try:
        reason = str(context["reason"])
        actions.freeze(_begun(round), tree_on=page.tree_on, by=request.user, at=request.now, reason=reason)
    except Refusal as refusal:
        return refused(request, refusal, "consolidation/freeze.html", context)
    messages.success(request, "Đã chốt báo cáo tổng hợp. Bước tiếp theo: soạn văn bản gửi cấp trên.")
    return redirect("consolidation:freeze", round.public_id)
