"""Excel pages: sending a file in, seeing what it would change, taking all of it or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from binhdang.accounts.http import SignedInRequest
from binhdang.registers import imports, sheets
from binhdang.registers.entries import Register
from binhdang.registers.forms import FileForm, posted
from binhdang.registers.models import SheetUpload
from binhdang.registers.queries import units_written_for
from binhdang.ui.refusals import refused
from binhdang.values.refusals import Refusal


@require_http_methods(["GET", "POST"])
def send(request: SignedInRequest, register: Register) -> HttpResponse:
    """Send an Excel file in; what it would change is shown next."""
    form = FileForm(*posted(request), largest=sheets.LARGEST_FILE, endings=".xlsx")
    context = {"register": register, "form": form, "writes": bool(units_written_for(request.user, request.today))}
    if request.method == "GET":
        return render(request, "registers/import.html", context)
    if not form.is_valid():
        return render(request, "registers/import.html", context, status=422)
    data, name = form.content
    try:
        upload = imports.send_sheet(register, data=data, name=name, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "registers/import.html", context)
    return redirect("registers:import_check", register, upload.public_id)


@require_http_methods(["GET", "POST"])
def take(request: SignedInRequest, register: Register, public_id: str) -> HttpResponse:
    """What an uploaded file would change; and taking all of it."""
    mine = SheetUpload.objects.filter(uploaded_by=request.user, register=register.code)
    upload = get_object_or_404(mine, public_id=public_id)
    because = request.POST.get("not_double_because", "")
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            taken = imports.take_sheet(upload, by=request.user, at=request.now, not_double_because=because)
        except Refusal as said:
            refusal = said
        else:
            messages.success(request, f"Đã nhận tệp: thêm {len(taken.new)} mục, sửa {len(taken.changed)} mục.")
            return redirect("registers:list", register)
    context = {"register": register, "upload": upload, "because": because}
    if upload.taken_at is None:
        context["difference"] = imports.difference(upload, on=request.today)
    if refusal is not None:
        return refused(request, refusal, "registers/difference.html", context)
    return render(request, "registers/difference.html", context)
