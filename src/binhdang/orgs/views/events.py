"""Recording what happens to a unit, for whoever administers it; for everybody else these pages do not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from binhdang.accounts.http import SignedInRequest
from binhdang.orgs import actions, reorganisation
from binhdang.orgs.access import reorganised_units
from binhdang.orgs.event_forms import (
    AbolishForm,
    CreateForm,
    EventForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
    TransferForm,
)
from binhdang.orgs.models import Unit, UnitKind
from binhdang.ui.refusals import refused
from binhdang.values.refusals import Refusal


@dataclass(frozen=True)
class Recording:
    """One kind of event: what its page says, its form and its action."""

    title: str
    lead: str
    form: type[EventForm]
    action: Callable[..., object]
    done: str


def _found(unit: Unit, *, on: Any, kind: str, **typed: Any) -> Unit:
    return actions.create_unit(parent=unit, kind=UnitKind(kind), valid_from=on, **typed)


def _merge(unit: Unit, *, sources: list[Unit], **typed: Any) -> object:
    return reorganisation.merge(sources, unit, **typed)


RECORDINGS = {
    "lap": Recording(
        "Lập đơn vị trực thuộc",
        "Đơn vị mới đứng dưới đơn vị này từ ngày thành lập.",
        CreateForm,
        _found,
        "Đã lập đơn vị mới.",
    ),
    "doi-ten": Recording(
        "Đổi tên",
        "Mã giữ nguyên; tên cũ vẫn đứng ở những ngày trước.",
        RenameForm,
        reorganisation.rename,
        "Đã ghi đổi tên.",
    ),
    "chuyen": Recording(
        "Chuyển trực thuộc",
        "Đơn vị đi cùng mọi đơn vị trực thuộc; những gì đã báo cáo vẫn ở cây cũ của ngày đó.",
        MoveForm,
        reorganisation.move,
        "Đã ghi chuyển trực thuộc.",
    ),
    "sap-nhap": Recording(
        "Nhập đơn vị khác vào",
        "Các đơn vị được chọn kết thúc; đơn vị trực thuộc của chúng chuyển về đây. Đơn vị này giữ mã.",
        MergeForm,
        _merge,
        "Đã ghi sáp nhập.",
    ),
    "chia-tach": Recording(
        "Chia tách",
        "Đơn vị này thành hai đơn vị trở lên, có thể gồm chính nó. Đơn vị trực thuộc phải chuyển đi trước.",
        SplitForm,
        reorganisation.split,
        "Đã ghi chia tách.",
    ),
    "giai-the": Recording(
        "Giải thể",
        "Đơn vị kết thúc mà không có đơn vị kế tục.",
        AbolishForm,
        reorganisation.abolish,
        "Đã ghi giải thể.",
    ),
    "chuyen-chuc-nang": Recording(
        "Chuyển chức năng",
        "Một chức năng của đơn vị này chuyển sang đơn vị khác.",
        TransferForm,
        reorganisation.transfer_function,
        "Đã ghi chuyển chức năng.",
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedInRequest, public_id: str, kind: str) -> HttpResponse:
    """The form of one kind of event; what is refused is said above it, with all that was typed."""
    recording = RECORDINGS.get(kind)
    if recording is None:
        raise Http404
    units = reorganised_units(request.user, request.today)
    unit = get_object_or_404(units, public_id=public_id)
    form = recording.form(request.POST if request.method == "POST" else None, unit=unit, units=units, on=request.today)
    context = {
        "unit": unit,
        "name": unit.name_on(max(request.today, unit.valid_from)),
        "recording": recording,
        "form": form,
    }
    if not form.is_valid():
        return render(request, "orgs/event.html", context, status=422 if form.is_bound else 200)
    try:
        recording.action(unit, **form.cleaned_data, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "orgs/event.html", context)
    messages.success(request, recording.done)
    return redirect("orgs:unit", public_id)
