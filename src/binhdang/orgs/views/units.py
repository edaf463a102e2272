"""The units of a day, and one unit through time."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.orgs import access, queries
from binhdang.orgs.forms import day_field
from binhdang.orgs.histories import history
from binhdang.orgs.models import Unit
from binhdang.orgs.views.events import RECORDINGS


class DayForm(forms.Form):
    """On which day's tree the page stands."""

    is_filter = True
    ngay = day_field("Xem theo cơ cấu ngày", required=False)


@require_safe
def units(request: SignedInRequest) -> HttpResponse:
    """The tree of units on a day."""
    form, on = _asked_day(request)
    nodes = queries.shortened(queries.tree(Unit.objects.visible_to(request.user, request.today), on))
    context = {"form": form, "on": on, "nodes": nodes, "administers": _administers(request)}
    return render(request, "orgs/units.html", context, status=200 if form.is_valid() else 422)


@require_safe
def unit(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One unit: names, parents, seats, the units under it, and who holds which role."""
    form, on = _asked_day(request)
    found = get_object_or_404(Unit.objects.visible_to(request.user, request.today), public_id=public_id)
    page = queries.unit_page(found, request.user, on)
    recorded = access.reorganised_units(request.user, request.today).filter(pk=found.pk).exists()
    context = {
        "form": form,
        "on": on,
        "page": page,
        "history": history(found, on),
        "recordings": RECORDINGS if recorded and found.valid_to is None else {},
    }
    return render(request, "orgs/unit.html", context, status=200 if form.is_valid() else 422)


def _asked_day(request: SignedInRequest) -> tuple[DayForm, date]:
    """The day in the address, else today; a day that cannot be read stays in its field and is said."""
    form = DayForm(request.GET if request.GET.get("ngay") else {"ngay": request.today})
    return form, form.cleaned_data["ngay"] if form.is_valid() else request.today


def _administers(request: SignedInRequest) -> bool:
    return access.administered_units(request.user, request.today).exists()
