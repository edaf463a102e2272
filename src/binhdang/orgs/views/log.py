"""The audit log: who did what, for those who answer for a unit or keep its accounts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.accounts.models import User
from binhdang.audit import queries as audit
from binhdang.audit.models import Event
from binhdang.audit.wording import DONE, kind_in_words
from binhdang.orgs import access
from binhdang.orgs.forms import LogFilterForm
from binhdang.values.texts import fold, whole_number


def _readable(request: SignedInRequest) -> QuerySet[Event]:
    """The rows the person may read; 404 where there can be none."""
    units = access.logged_units(request.user, request.today)
    if not units.exists():
        raise Http404
    accounts = access.administered_accounts(request.user, request.today)
    return audit.readable(units.values_list("code", flat=True), accounts.values_list("public_id", flat=True))


@require_safe
def log(request: SignedInRequest) -> HttpResponse:
    """The newest rows, filtered."""
    events = _readable(request)
    units = access.logged_units(request.user, request.today)
    verbs = sorted(DONE.items(), key=lambda item: item[1])
    form = LogFilterForm(request.GET, units=units, on=request.today, verbs=verbs)
    valid = form.is_valid()
    before = whole_number(request.GET.get("truoc", ""))
    wanted = _wanted(form.cleaned_data if valid else {})
    page = audit.page(audit.matching(events, wanted), before=before or None)
    return render(request, "orgs/log.html", {"form": form, "page": page}, status=200 if valid else 422)


def _wanted(typed: dict[str, Any]) -> audit.Filter:
    name, unit = typed.get("nguoi"), typed.get("don_vi")
    people = User.objects.filter(search_text__contains=fold(name)) if name else None
    last = typed.get("den_ngay")
    return audit.Filter(
        unit_code=unit.code if unit else "",
        actor_ids=list(people.values_list("pk", flat=True)) if people is not None else None,
        verbs=[typed["viec"]] if typed.get("viec") else [],
        label=typed.get("doi_tuong", ""),
        begin=_midnight(typed.get("tu_ngay")),
        end=_midnight(last + timedelta(days=1)) if last else None,
    )


def _midnight(day: date | None) -> datetime | None:
    """The instant a Vietnamese day begins."""
    return datetime.combine(day, time(), timezone.get_default_timezone()) if day else None


@require_safe
def trail(request: SignedInRequest, kind: str, object_id: str) -> HttpResponse:
    """Everything that happened to one thing, oldest first."""
    events = audit.trail(_readable(request), kind, object_id)
    if not events:
        raise Http404
    label = next((event.object_label for event in reversed(events) if event.object_label), "")
    context = {"events": events, "kind": kind_in_words(kind), "label": label}
    return render(request, "orgs/trail.html", context)
