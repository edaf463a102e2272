"""Pages of the dictionary. Whoever is signed in may read them: they hold definitions, no figures."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.indicators.models import Indicator


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All indicators under their headings."""
    indicators = Indicator.objects.all()
    groups = [(title, list(rows)) for title, rows in groupby(indicators, key=lambda indicator: indicator.group)]
    return render(request, "indicators/index.html", {"groups": groups})


@require_safe
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """One indicator: what it means, how it adds up, where it comes from, and what about it was not verified."""
    indicators = Indicator.objects.select_related("numerator", "denominator")
    indicator = get_object_or_404(indicators, code=code)
    used_by = [rate for rate in indicators if indicator in (rate.numerator, rate.denominator)]
    return render(request, "indicators/detail.html", {"indicator": indicator, "used_by": used_by})
