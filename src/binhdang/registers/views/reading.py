"""Reading pages: the index, a list with filters and totals, on paper, as Excel, one entry, the work on a task."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.files import responses
from binhdang.files.responses import attachment, download
from binhdang.orgs.models import Unit
from binhdang.plans.models import PlanTask
from binhdang.registers import sheets
from binhdang.registers.catalogue import GROUPS, register_of
from binhdang.registers.entries import Register
from binhdang.registers.forms import WITHDRAWN, FilterForm
from binhdang.registers.models import Entry, EntryQuerySet
from binhdang.registers.queries import (
    Lines,
    counted_by_register,
    task_work,
    tasks_open_to,
    totals,
    units_on,
    units_written_for,
)
from binhdang.registers.views.showing import about, visible_entry
from binhdang.values.texts import fold

A_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The registers, with how much each holds of this year."""
    year = request.today.year
    counted = counted_by_register(Entry.objects.visible_to(request.user, request.today), year)
    groups = [(title, [(each, counted[each.code]) for each in registers]) for title, registers in GROUPS]
    chosen = PlanTask.objects.visible_to(request.user, request.today).filter(public_id=request.GET.get("nhiem_vu", ""))
    context = {"groups": groups, "year": year, "task": chosen.first()}
    context["writes"] = bool(units_written_for(request.user, request.today))
    return render(request, "registers/index.html", context)


@require_safe
def task(request: SignedInRequest, public_id: str) -> HttpResponse:
    """What units recorded against a task, and the way to record more."""
    visible = PlanTask.objects.visible_to(request.user, request.today).select_related("plan")
    found = get_object_or_404(visible, public_id=public_id)
    writes = any(found in tasks_open_to(unit, request.today) for unit in units_written_for(request.user, request.today))
    work = task_work(found, request.user, request.today)
    lines = [(register_of(entry), entry) for entry in work.entries]
    context = {"task": found, "work": work, "lines": lines, "writes": writes}
    return render(request, "registers/task.html", context)


@require_safe
def entry(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The page of an entry, whichever register it stands in: reports know entries by their id alone."""
    found = get_object_or_404(Entry.objects.visible_to(request.user, request.today), public_id=public_id)
    return redirect("registers:detail", register_of(found), found.public_id)


@require_safe
def entries(request: SignedInRequest, register: Register) -> HttpResponse:
    """The list of a register, filtered, with totals over all its pages."""
    filters, found = _filtered(request, register)
    summed = totals(register, found)
    lines = Lines(register, found, summed.entries)
    pages: Paginator[Entry] = Paginator(lines, A_PAGE)  # type: ignore[arg-type]  # sliced only, never one by one
    page = pages.get_page(request.GET.get("trang"))
    writes = units_written_for(request.user, request.today)
    context = {"filters": filters, "page": page, "totals": summed, "writes": bool(writes)}
    return render(request, "registers/list.html", {**context, "register": register})


@require_safe
def printed(request: SignedInRequest, register: Register) -> HttpResponse:
    """The list as an annex on paper."""
    filters, found = _filtered(request, register)
    lines = Lines(register, found, sheets.LAST_ROW)[: sheets.LAST_ROW]
    owners = {entry.owner for entry in lines}
    unit = next(iter(owners)) if len(owners) == 1 else None
    context = {"filters": filters, "lines": lines, "unit": unit, "totals": totals(register, found)}
    return render(request, "registers/print.html", {**context, "register": register, "year": filters.value("nam")})


@require_safe
def export(request: SignedInRequest, register: Register) -> HttpResponse:
    """The list as an Excel file that can be sent back."""
    filters, found = _filtered(request, register)
    if found.count() >= sheets.LAST_ROW:
        messages.error(
            request, f"Danh sách quá dài: mỗi tệp Excel tối đa {sheets.LAST_ROW} dòng. Lọc theo năm rồi tải lại."
        )
        return redirect("registers:list", register)
    writes = units_written_for(request.user, request.today)
    tasks = list(dict.fromkeys(task for unit in writes for task in tasks_open_to(unit, request.today)))
    lines = Lines(register, found.order_by("started_on", "pk"), sheets.LAST_ROW)[: sheets.LAST_ROW]
    data = sheets.write_sheet(register, lines, units=units_on(request.today), tasks=tasks, on=request.today)
    return attachment(data, name=f"{register.path}-{filters.value('nam') or 'tat-ca'}.xlsx", media_type=XLSX)


@require_safe
def detail(request: SignedInRequest, register: Register, public_id: str) -> HttpResponse:
    """One entry with its evidence and its history."""
    return render(
        request, "registers/detail.html", about(request, register, visible_entry(request, register, public_id))
    )


@require_safe
def evidence(request: SignedInRequest, register: Register, public_id: str, file_id: str) -> HttpResponse:
    """A file of an entry, as a download."""
    found = visible_entry(request, register, public_id)
    return download(get_object_or_404(found.evidence.select_related("file"), file__public_id=file_id).file)


@require_safe
def thumbnail(request: SignedInRequest, register: Register, public_id: str, file_id: str) -> HttpResponseBase:
    """The small picture of a picture of an entry."""
    found = visible_entry(request, register, public_id)
    evidence = get_object_or_404(found.evidence.select_related("file"), file__public_id=file_id)
    return responses.thumbnail(request, evidence.file)


def _filtered(request: SignedInRequest, register: Register) -> tuple[FilterForm, EntryQuerySet[Entry]]:
    """The filters as given, and the entries they leave: as entries, of which a page then reads its own lines whole."""
    seen = Entry.objects.visible_to(request.user, request.today).filter(register=register.code)
    first, last = seen.order_by("started_on", "pk").first(), seen.first()
    years = range(first.started_on.year, last.started_on.year + 1) if first and last else ()
    owners = Unit.objects.filter(Exists(seen.filter(owner=OuterRef("pk")))).prefetch_related("names").order_by("code")
    tasks = (
        PlanTask.objects.filter(Exists(seen.filter(task=OuterRef("pk"))))
        .select_related("plan")
        .order_by("plan", "order")
    )
    filters = FilterForm(
        request.GET,
        years=list(years),
        owners=list(owners),
        tasks=list(tasks),
        choices=register.choices,
        lasting=register.lasting,
        on=request.today,
    )
    found = seen.filter(filters.narrowed(register), withdrawn_at__isnull=filters.value("xem") != WITHDRAWN)
    if year := filters.value("nam"):
        found = found.filter(started_on__year=int(year))
    if code := filters.value("don_vi"):
        found = found.filter(owner__code=code)
    if chosen := filters.value("nhiem_vu"):
        found = found.filter(task__public_id=chosen)
    for word in fold(filters.value("q")).split():
        found = found.filter(search_text__contains=word)
    return filters, found
