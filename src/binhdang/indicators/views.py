"""Pages of the dictionary. Whoever is signed in may read them: they hold definitions, no figures.

Those that change it exist for its keepers only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.indicators import actions, queries
from binhdang.indicators.access import may_keep
from binhdang.indicators.dictionary import exported
from binhdang.indicators.forms import FilterForm, IndicatorForm, SuccessorForm, TargetForm, typed_of
from binhdang.indicators.models import Indicator, Target
from binhdang.indicators.rows import row_of
from binhdang.ui.refusals import refused
from binhdang.values.refusals import Conflict, Refusal
from binhdang.values.texts import whole_number

_FORMATS: dict[str, tuple[str, Callable[[], str]]] = {
    "json": ("application/json; charset=utf-8", exported),
    "csv": ("text/csv; charset=utf-8", queries.as_csv),
}


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All indicators under their headings."""
    form = FilterForm(request.GET, groups=queries.groups())
    typed = form.cleaned_data if form.is_valid() else {}
    found = queries.listed(request.today, words=typed.get("q", ""), group=typed.get("nhom", ""))
    keeps = may_keep(request.user, request.today)
    return render(request, "indicators/index.html", {"groups": found, "form": form, "keeps": keeps})


@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """The dictionary as a file: JSON to edit and load again, CSV to look at."""
    if form not in _FORMATS:
        raise Http404
    content_type, write = _FORMATS[form]
    answer = HttpResponse(write(), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="chi-tieu.{form}"'
    return answer


@require_safe
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """One indicator: what it means, how it adds up, what it should reach, where it comes from, how it changed."""
    return render(request, "indicators/detail.html", _sheet(request, _found(code)))


def _found(code: str) -> Indicator:
    return get_object_or_404(Indicator.objects.select_related("numerator", "denominator"), code=code)


def _sheet(request: SignedInRequest, indicator: Indicator) -> dict[str, Any]:
    keeps = may_keep(request.user, request.today)
    return {"sheet": queries.sheet(indicator, request.today), "indicator": indicator, "keeps": keeps}


def _to_keep(request: SignedInRequest, code: str) -> Indicator:
    """The indicator, for a keeper; for everybody else the page does not exist."""
    if not may_keep(request.user, request.today):
        raise Http404
    return _found(code)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Add an indicator."""
    if not may_keep(request.user, request.today):
        raise Http404
    start = {"valid_from": request.today, "scale": 0, "per": 100, "kind": "count", "asked": False}
    form = IndicatorForm(request.POST or None, counted=queries.counted(), known=False, initial=start)

    def act() -> Indicator:
        return actions.add(form.row(), by=request.user, at=request.now)

    return _asked(request, form, act, "indicators/change.html", {}, "Đã thêm chỉ tiêu {}.")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, code: str) -> HttpResponse:
    """Change an indicator."""
    indicator = _to_keep(request, code)
    start = typed_of(row_of(indicator))
    form = IndicatorForm(request.POST or None, counted=queries.counted(), known=True, initial=start)

    def act() -> Indicator:
        return actions.change(indicator, form.row(), seen=_seen(request), by=request.user, at=request.now)

    return _asked(request, form, act, "indicators/change.html", _sheet(request, indicator), "Đã sửa chỉ tiêu {}.")


@require_http_methods(["GET", "HEAD", "POST"])
def succeed(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin a new validity under another code."""
    indicator = _to_keep(request, code)
    form = SuccessorForm(request.POST or None, initial={"on": date(request.today.year + 1, 1, 1)})

    def act() -> Indicator:
        typed = form.cleaned_data
        return actions.succeed(indicator, **typed, seen=_seen(request), by=request.user, at=request.now)

    return _asked(request, form, act, "indicators/succeed.html", _sheet(request, indicator), "Đã lập hiệu lực mới {}.")


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: SignedInRequest, code: str) -> HttpResponse:
    """Set a target."""
    indicator = _to_keep(request, code)
    start = {"valid_from": indicator.valid_from, "comparator": "ge"}
    form = TargetForm(request.POST or None, initial=start)

    def act() -> Indicator:
        return actions.set_target(indicator, form.row(), seen=_seen(request), by=request.user, at=request.now)

    return _asked(request, form, act, "indicators/target.html", _sheet(request, indicator), "Đã đặt mục tiêu cho {}.")


@require_POST
def drop_target(request: SignedInRequest, code: str) -> HttpResponse:
    """Take a target away."""
    indicator = _to_keep(request, code)
    held = get_object_or_404(Target, indicator=indicator, pk=whole_number(request.POST.get("target", "")))
    try:
        actions.drop_target(held, seen=_seen(request), by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "indicators/detail.html", _sheet(request, indicator))
    messages.success(request, f"Đã bỏ mục tiêu {held}.")
    return redirect("indicators:detail", code)


def _seen(request: SignedInRequest) -> int:
    return whole_number(request.POST.get("seen", ""))


def _asked(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], Indicator],
    template: str,
    context: dict[str, Any],
    done: str,
) -> HttpResponse:
    """The page of a form: shown, or shown again with what is wrong, or done and on to the indicator."""
    sheet = context.get("sheet")
    page = {**context, "form": form, "seen": request.POST.get("seen", sheet.seen if sheet else 0)}
    if request.method != "POST":
        return render(request, template, page)
    if not form.is_valid():
        return render(request, template, page, status=422)
    try:
        indicator = act()
    except Conflict as conflict:
        return refused(request, conflict, template, {**page, "seen": conflict.revision})
    except Refusal as refusal:
        return refused(request, refusal, template, page)
    messages.success(request, done.format(indicator.code))
    return redirect("indicators:detail", indicator.code)
