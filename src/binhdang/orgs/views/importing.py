"""A list of units from files: sending it in, seeing what it would change, taking all of it or nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from binhdang.accounts.http import SignedInRequest
from binhdang.orgs import access
from binhdang.orgs.forms import day_field
from binhdang.orgs.importing import uploads
from binhdang.orgs.importing.difference import Standing
from binhdang.orgs.importing.telling import told
from binhdang.orgs.models import UnitsUpload
from binhdang.ui.refusals import refused
from binhdang.values.refusals import Refusal

SHOWN = 100
"""How many lines of one kind of change the page lists."""


def _file_field(label: str, *, required: bool = False, help_text: str = "") -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"required": "Chưa chọn tệp danh sách đơn vị.", "empty": "Tệp rỗng. Chọn lại đúng tệp."},
    )


class UnitsForm(forms.Form):
    """The files, and from which day by which document."""

    units = _file_field(
        "Danh sách đơn vị (.csv)", required=True, help_text="Cột level, code, name, parent_code; CSV mã hóa UTF-8."
    )
    transitions = _file_field(
        "Chuyển tiếp (.csv)", help_text="Cột level, old_code, new_code, extent: đơn vị cũ nào vào đơn vị mới nào."
    )
    corrections = _file_field(
        "Mã cần sửa (.csv)", help_text="Cột level, old_code, new_code, corrected_code, reason; đi cùng tệp chuyển tiếp."
    )
    on = day_field("Có hiệu lực từ ngày")
    basis = forms.CharField(
        label="Căn cứ", max_length=300, required=False, help_text="Bắt buộc, trừ khi chỉ lập đơn vị mới."
    )
    abolish_missing = forms.BooleanField(label="Giải thể đơn vị không có trong danh sách", required=False)

    def clean(self) -> dict[str, Any]:
        """The files as bytes with their names."""
        typed = super().clean() or {}
        files: dict[str, uploads.Sent | None] = {}
        for name in ("units", "transitions", "corrections"):
            sent = typed.pop(name, None)
            if sent is not None and sent.size > uploads.LARGEST:
                self.add_error(
                    name, "Tệp lớn hơn 3 MB. Danh sách cả nước chưa tới một phần năm chừng đó; kiểm tra lại."
                )
            files[name] = (sent.read(), sent.name) if sent is not None and name not in self.errors else None
        if files["corrections"] and not files["transitions"]:
            self.add_error("corrections", "Tệp mã cần sửa đi cùng tệp chuyển tiếp.")
        if files["units"] and not self.errors:
            typed["files"] = uploads.Files(files["units"], files["transitions"], files["corrections"])
        return typed


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest) -> HttpResponse:
    """Send files in; what they would change is shown next."""
    _require_administrator(request)
    if request.method == "POST":
        form = UnitsForm(request.POST, request.FILES)
    else:
        form = UnitsForm(initial={"on": request.today})
    if not form.is_valid():
        return render(request, "orgs/units_import.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        upload = uploads.send(**form.cleaned_data, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "orgs/units_import.html", {"form": form})
    return redirect("orgs:import_check", upload.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: SignedInRequest, public_id: str) -> HttpResponse:
    """What the files would change; and taking all of it."""
    _require_administrator(request)
    upload = get_object_or_404(UnitsUpload.objects.filter(uploaded_by=request.user), public_id=public_id)
    context: dict[str, Any] = {"upload": upload, "most": SHOWN}
    if upload.taken_at is not None:
        return render(request, "orgs/units_difference.html", context)
    try:
        if request.method == "POST":
            taken = uploads.take(upload, by=request.user, at=request.now)
            messages.success(request, f"Đã ghi {taken.changes} sự kiện.")
            return redirect("orgs:units")
        standing = Standing.on(upload.on)
        difference = uploads.compared_of(upload)(standing)
    except Refusal as refusal:
        return refused(request, refusal, "orgs/units_difference.html", context)
    context |= {"difference": difference, "parts": told(difference, standing.names)}
    return render(request, "orgs/units_difference.html", context)


def _require_administrator(request: SignedInRequest) -> None:
    if not access.administered_units(request.user, request.today).exists():
        raise Http404
