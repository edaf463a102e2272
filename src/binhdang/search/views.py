"""The page of the search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from binhdang.accounts.http import SignedInRequest
from binhdang.search.following import follow
from binhdang.search.models import Kind
from binhdang.search.queries import Results, search
from binhdang.search.words import LONGEST, words_of
from binhdang.ui.refusals import refused
from binhdang.values.refusals import Refusal
from binhdang.values.texts import whole_number

PATHS = {
    "van-ban": Kind.PAPER,
    "nhiem-vu": Kind.TASK,
    "so-theo-doi": Kind.ENTRY,
    "bao-cao": Kind.REPORT,
}
"""Each kind in the address."""


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """What was found for the words of the address, narrowed to a kind where one is given."""
    question, kind = request.GET.get("q", ""), PATHS.get(request.GET.get("loai", ""))
    context = {"search_question": question[:LONGEST], "complete": follow()}
    if not question.strip():
        return render(request, "search/index.html", context)
    try:
        words = words_of(question)
    except Refusal as refusal:
        return refused(request, refusal, "search/index.html", context)
    page = whole_number(request.GET.get("trang", "")) or 1
    results = search(words, request.user, request.today, kind=kind, page=page)
    found = {"results": results, "page": results.page, "kind": kind, "tabs": _tabs(results, kind)}
    return render(request, "search/index.html", {**context, **found})


def _tabs(results: Results, kind: Kind | None) -> list[tuple[str, str, int | None, bool]]:
    """Path, label, how many where that is known, and whether it is shown now: everything first, then each kind."""
    each = [(path, one.label, results.counts.get(one), one == kind) for path, one in PATHS.items()]
    everything = results.total if kind is None and not results.more else None
    return [("", "Tất cả", everything, kind is None), *each]
