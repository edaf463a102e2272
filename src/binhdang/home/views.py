"""The first page."""

from django.http import HttpResponse
from django.shortcuts import render

from binhdang.accounts.http import SignedInRequest
from binhdang.home.queries import my_work, waited_for


def my_work_page(request: SignedInRequest) -> HttpResponse:
    """What waits for me, by when, and who holds what I wait for."""
    work = my_work(request.user, request.today)
    late = [one for one in work if one.is_late(request.today)]
    context = {
        "late": late,
        "work": [w for w in work if w not in late],
        "held": waited_for(request.user, request.today),
    }
    return render(request, "home/my_work.html", context)
