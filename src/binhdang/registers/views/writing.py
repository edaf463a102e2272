"""Writing pages: recording, changing, withdrawing, adding evidence. What was typed is never lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.orgs.models import Unit
from binhdang.registers import actions
from binhdang.registers.access import require_writer
from binhdang.registers.entries import Register
from binhdang.registers.evidence import removed_from
from binhdang.registers.forms import EntryForm
from binhdang.registers.models import Entry
from binhdang.registers.queries import tasks_open_to, units_on, units_written_for
from binhdang.registers.rules import ProbableDouble
from binhdang.registers.views.showing import about, evidence_form, visible_entry
from binhdang.ui.refusals import refusals, refused
from binhdang.values.refusals import Conflict, Refusal


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, register: Register) -> HttpResponse:
    """Write an entry."""
    owners = units_written_for(request.user, request.today)
    form = _form(request, register, owners, task=request.GET.get("nhiem_vu", ""))
    context = {"register": register, "form": form, "owners": owners}
    if request.method == "GET" or not owners:
        return render(request, "registers/form.html", context)
    if not form.is_valid():
        return render(request, "registers/form.html", context, status=422)
    try:
        kept = actions.record_entry(register, by=request.user, at=request.now, **form.values)
    except Refusal as refusal:
        return _again(request, refusal, form, context)
    messages.success(request, f"Đã ghi «{kept.subject}». Thêm minh chứng ở cuối trang này.")
    return redirect("registers:detail", register, kept.public_id)


@require_http_methods(["GET", "POST"])
@refusals
def change(request: SignedInRequest, register: Register, public_id: str) -> HttpResponse:
    """Change an entry."""
    found = visible_entry(request, register, public_id)
    require_writer(request.user, found.owner, register, request.today)
    form = _form(request, register, [found.owner], entry=found)
    context = {"register": register, "form": form, "entry": found, "owners": [found.owner]}
    if request.method == "GET":
        return render(request, "registers/form.html", context)
    if not form.is_valid():
        return render(request, "registers/form.html", context, status=422)
    revision = form.cleaned_data["revision"]
    try:
        actions.change_entry(found, revision=revision, by=request.user, at=request.now, **form.values)
    except Refusal as refusal:
        return _again(request, refusal, form, context)
    messages.success(request, "Đã lưu.")
    return redirect("registers:detail", register, found.public_id)


@require_http_methods(["GET", "POST"])
@refusals
def withdraw(request: SignedInRequest, register: Register, public_id: str) -> HttpResponse:
    """Take an entry out of the register, with a reason."""
    found = visible_entry(request, register, public_id)
    require_writer(request.user, found.owner, register, request.today)
    context = {"register": register, "entry": found, "reason": request.POST.get("ly_do", "")}
    if request.method == "GET":
        return render(request, "registers/withdraw.html", context)
    try:
        actions.withdraw_entry(found, reason=request.POST.get("ly_do", ""), by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "registers/withdraw.html", context)
    messages.success(request, f"Đã rút «{found.subject}» khỏi sổ.")
    return redirect("registers:detail", register, found.public_id)


@require_http_methods(["GET", "POST"])
@refusals
def redact(request: SignedInRequest, register: Register, public_id: str) -> HttpResponse:
    """Take what may name people out of an entry, with a reason."""
    found = visible_entry(request, register, public_id)
    require_writer(request.user, found.owner, register, request.today)
    personal = [(column, getattr(found, column.name)) for column in register.columns if column.personal]
    reason, named = request.POST.get("ly_do", ""), [each for each in personal if each[1]]
    context = {"register": register, "entry": found, "personal": named, "reason": reason}
    if request.method == "GET":
        return render(request, "registers/redact.html", context)
    try:
        actions.redact_entry(found, reason=reason, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "registers/redact.html", context)
    messages.success(request, "Đã xóa tên người khỏi mục này và khỏi lịch sử của nó.")
    return redirect("registers:detail", register, found.public_id)


@require_POST
@refusals
def add_evidence(request: SignedInRequest, register: Register, public_id: str) -> HttpResponse:
    """Keep a file with an entry."""
    found = visible_entry(request, register, public_id)
    form = evidence_form(request)
    if not form.is_valid():
        return render(request, "registers/detail.html", about(request, register, found, form), status=422)
    data, name = form.content
    try:
        added = actions.add_evidence(found, data=data, name=name, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "registers/detail.html", about(request, register, found, form))
    messages.success(request, f"Đã thêm minh chứng «{name}». {removed_from(added.file)}".strip())
    return redirect("registers:detail", register, found.public_id)


def _form(
    request: SignedInRequest,
    register: Register,
    owners: list[Unit],
    *,
    entry: Entry | None = None,
    task: str = "",
    data: QueryDict | None = None,
) -> EntryForm:
    tasks = list(dict.fromkeys(each for unit in owners for each in tasks_open_to(unit, request.today)))
    if entry is not None and entry.task is not None and entry.task not in tasks:
        tasks.append(entry.task)
    units = [unit for unit in units_on(request.today) if entry is None or unit != entry.owner]
    posted = data or (request.POST if request.method == "POST" else None)
    form = EntryForm(
        register, owners=owners, tasks=tasks, units=units, on=request.today, data=posted, entry=entry, task=task
    )
    if posted is not None and "not_double_because" in posted:
        form.ask_about_doubles()
    return form


def _again(request: SignedInRequest, refusal: Refusal, form: EntryForm, context: dict[str, Any]) -> HttpResponse:
    """The form with everything typed still in it, the refusal above, and what the refusal asks for."""
    register, entry = context["register"], context.get("entry")
    if isinstance(refusal, ProbableDouble):
        form.ask_about_doubles()
        seen = Entry.objects.visible_to(request.user, request.today).filter(pk__in=[e.pk for e in refusal.entries])
        visible = set(seen.values_list("pk", flat=True))
        context["doubles"] = [(each, each.pk in visible) for each in refusal.entries]
    elif isinstance(refusal, Conflict) and entry is not None:
        now = register.model.objects.for_pages().select_related("task__plan").get(pk=entry.pk)
        context["form"] = _form(request, register, [now.owner], entry=now, data=form.merged_with(now, register))
        assert isinstance(refusal.mine, dict) and isinstance(refusal.theirs, dict)  # noqa: S101  # as rules make it
        context["clash"] = [(label, refusal.theirs[label], refusal.mine[label]) for label in refusal.theirs]
    return refused(request, refusal, "registers/form.html", context)
