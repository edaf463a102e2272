"""Accounts and roles, for administrators of units; everybody else finds nothing here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.accounts.models import User
from binhdang.orgs import access, actions, administration, queries
from binhdang.orgs.forms import AccountFilterForm, EndRoleForm, HandOverForm, IssueForm, RoleForm
from binhdang.orgs.models import Membership, Unit
from binhdang.ui.refusals import refused
from binhdang.values.refusals import Refusal


def _units(request: SignedInRequest) -> QuerySet[Unit]:
    """The standing units the person administers. 404 where there is none: the pages do not exist for others."""
    units = access.administered_units(request.user, request.today).existing_on(request.today)
    if not units.exists():
        raise Http404
    return units


def _person(request: SignedInRequest, public_id: str) -> User:
    accounts = access.administered_accounts(request.user, request.today)
    return get_object_or_404(accounts, public_id=public_id)


@require_safe
def accounts(request: SignedInRequest) -> HttpResponse:
    """The accounts of the administrator's units."""
    form = AccountFilterForm(request.GET, units=_units(request), on=request.today)
    typed = form.cleaned_data if form.is_valid() else {}
    wanted = queries.AccountFilter(typed.get("q", ""), typed.get("don_vi"), typed.get("trang_thai", ""))
    found = queries.accounts(request.user, request.today, wanted)
    page = Paginator(found, 50).get_page(request.GET.get("trang"))
    return render(request, "orgs/accounts.html", {"form": form, "page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: SignedInRequest) -> HttpResponse:
    """Issue an account. Its one-time password is in the answer itself and nowhere else, hence no redirect."""
    form = IssueForm(request.POST or None, units=_units(request), on=request.today)
    if request.method != "POST" or not form.is_valid():
        return render(request, "orgs/issue.html", {"form": form}, status=422 if request.method == "POST" else 200)
    try:
        slip = administration.issue(**form.cleaned_data, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "orgs/issue.html", {"form": form})
    return render(request, "orgs/slip.html", {"slip": slip})


@require_safe
def account(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One account: its roles through time, and what an administrator may do with it."""
    return render(request, "orgs/account.html", _account_page(request, _person(request, public_id)))


def _account_page(request: SignedInRequest, person: User, **bound: Any) -> dict[str, Any]:
    others = access.administered_accounts(request.user, request.today).filter(is_active=True).exclude(pk=person.pk)
    return {
        "person": person,
        "roles": queries.roles_through_time(person),
        "own": person == request.user,
        "role_form": RoleForm(units=_units(request), on=request.today, prefix="vai-tro"),
        "hand_over_form": HandOverForm(people=others.order_by("search_text"), on=request.today, prefix="ban-giao"),
        **bound,
    }


@never_cache
@require_POST
def reset(request: SignedInRequest, public_id: str) -> HttpResponse:
    """A new one-time password, shown once."""
    person = _person(request, public_id)
    try:
        slip = administration.reset_password(person, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "orgs/account.html", _account_page(request, person))
    return render(request, "orgs/slip.html", {"slip": slip})


@require_POST
def set_active(request: SignedInRequest, public_id: str, *, active: bool) -> HttpResponse:
    """Lock an account, or open it again."""
    person = _person(request, public_id)
    try:
        administration.set_active(person, active, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "orgs/account.html", _account_page(request, person))
    done = "Đã mở lại" if active else "Đã khóa"
    messages.success(request, f"{done} tài khoản {person.username}.")
    return redirect("orgs:account", public_id)


@require_POST
def grant(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Give a role."""
    person = _person(request, public_id)
    form = RoleForm(request.POST, units=_units(request), on=request.today, prefix="vai-tro")
    context = _account_page(request, person, role_form=form)
    if not form.is_valid():
        return render(request, "orgs/account.html", context, status=422)
    try:
        actions.grant(person, **form.cleaned_data, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "orgs/account.html", context)
    messages.success(request, f"Đã giao vai trò cho {person.full_name}.")
    return redirect("orgs:account", public_id)


@require_POST
def end_role(request: SignedInRequest, public_id: str) -> HttpResponse:
    """End a role from a day on."""
    held = get_object_or_404(Membership.objects.select_related("unit", "user"), public_id=public_id)
    person = _person(request, held.user.public_id)
    form = EndRoleForm(request.POST)
    context = _account_page(request, person, end_form=form, ending=held)
    if not form.is_valid():
        return render(request, "orgs/account.html", context, status=422)
    try:
        actions.end_role(held, **form.cleaned_data, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "orgs/account.html", context)
    messages.success(request, f"Đã thu vai trò của {person.full_name}.")
    return redirect("orgs:account", person.public_id)


@require_POST
def hand_over(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Pass every role of a person who leaves to the person who comes."""
    person = _person(request, public_id)
    others = access.administered_accounts(request.user, request.today).filter(is_active=True).exclude(pk=person.pk)
    form = HandOverForm(request.POST, people=others.order_by("search_text"), on=request.today, prefix="ban-giao")
    context = _account_page(request, person, hand_over_form=form)
    if not form.is_valid():
        return render(request, "orgs/account.html", context, status=422)
    taking = form.cleaned_data["taking"]
    try:
        moved = actions.hand_over(person, taking, on=form.cleaned_data["on"], by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "orgs/account.html", context)
    messages.success(request, f"Đã bàn giao {len(moved)} vai trò của {person.full_name} cho {taking.full_name}.")
    return redirect("orgs:account", public_id)
