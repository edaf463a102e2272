"""Pages of the books of papers: list, one paper, taking in, registering, numbering, sending, linking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhdang.accounts.http import SignedInRequest
from binhdang.documents import actions
from binhdang.documents.access import KEEPING, NUMBERING, keeping
from binhdang.documents.forms import (
    AttachForm,
    FilterForm,
    LinkForm,
    NumberForm,
    RegisterForm,
    SendForm,
    UploadForm,
    bytes_of,
)
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.documents.queries import paper_page
from binhdang.files.responses import download
from binhdang.orgs.access import holds_at
from binhdang.ui.refusals import refused
from binhdang.values.refusals import Refusal


def _paper(request: SignedInRequest, public_id: str) -> OfficialPaper:
    papers = OfficialPaper.objects.visible_to(request.user, request.today).select_related(
        "owner", "file", "registered_by"
    )
    return get_object_or_404(papers.prefetch_related("owner__names"), public_id=public_id)


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The books: papers in and out, newest first."""
    form = FilterForm(request.GET)
    visible = OfficialPaper.objects.visible_to(request.user, request.today)
    found = form.narrow(visible).defer("text", "reading").select_related("owner").prefetch_related("owner__names")
    page = Paginator(found, 25).get_page(request.GET.get("trang"))
    keeps = keeping(request.user, request.today).exists()
    return render(request, "documents/papers.html", {"form": form, "page": page, "keeps": keeps})


@require_http_methods(["GET", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a paper in from a file."""
    form = UploadForm(request.POST or None, request.FILES or None, **_own_units(request))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "documents/upload.html", {"form": form}, status=status)
    given = form.cleaned_data
    try:
        paper = actions.take_in(
            owner=given["owner"],
            direction=Direction(given["direction"]),
            data=bytes_of(given["file"]),
            name=given["file"].name,
            number=given["number"],
            symbol=given["symbol"],
            issued_on=given["issued_on"],
            by=request.user,
            at=request.now,
        )
    except Refusal as refusal:
        return refused(request, refusal, "documents/upload.html", {"form": form})
    messages.success(request, "Đã đọc và đưa văn bản vào sổ. Kiểm tra những gì đọc được ở dưới.")
    return redirect("documents:detail", paper.public_id)


@require_http_methods(["GET", "POST"])
def register(request: SignedInRequest) -> HttpResponse:
    """Enter an incoming paper by typing its header."""
    form = RegisterForm(request.POST or None, request.FILES or None, **_own_units(request))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "documents/register.html", {"form": form}, status=status)
    given = dict(form.cleaned_data)
    file = given.pop("file")
    try:
        kept = {"data": bytes_of(file), "name": file.name} if file else {}
        paper = actions.register_incoming(**given, **kept, by=request.user, at=request.now)
    except Refusal as refusal:
        return refused(request, refusal, "documents/register.html", {"form": form})
    messages.success(request, f"Đã vào sổ văn bản đến, số đến {paper.arrival_number}.")
    return redirect("documents:detail", paper.public_id)


def _own_units(request: SignedInRequest) -> dict[str, Any]:
    """The units whose books the person keeps. 404 where there is none."""
    units = keeping(request.user, request.today)
    if not units.exists():
        raise Http404
    return {"units": units, "on": request.today}


@require_GET
def detail(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One paper: header, text with what was read lit up, links."""
    return render(request, "documents/paper.html", _context(request, _paper(request, public_id)))


def _context(request: SignedInRequest, shown: OfficialPaper, **bound: forms.Form) -> dict[str, Any]:
    """What the page of a paper needs; `bound` forms keep what was typed into them."""
    outgoing = shown.direction == Direction.OUTGOING
    keeps = holds_at(request.user, KEEPING, shown.owner, request.today)
    numbers = outgoing and holds_at(request.user, NUMBERING, shown.owner, request.today)
    offered: dict[str, forms.Form] = {}
    if keeps:
        offered["link_form"] = LinkForm(paper=shown)
        if shown.file is None:
            offered["attach_form"] = AttachForm()
    if numbers and not shown.number:
        part = shown.owner.symbol_part
        abbreviation = "".join(word[0] for word in shown.kind.split()).upper()
        offered["number_form"] = NumberForm(
            initial={"symbol": f"{abbreviation}-{part}" if part else abbreviation, "issued_on": request.today}
        )
    elif numbers and shown.sent_at is None:
        read = [line["value"] for line in (shown.reading or {}).get("recipients") or []]
        offered["send_form"] = SendForm(initial={"recipients": "\n".join(read)})
    page = paper_page(shown, request.user, request.today)
    return {"page": page, "paper": shown, "keeps": keeps, **offered, **bound}


@require_GET
def file(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The kept file, as it came."""
    kept = _paper(request, public_id).file
    if kept is None:
        raise Http404
    return download(kept)


@require_POST
def number(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take the next outgoing number."""

    def take(shown: OfficialPaper, form: forms.Form) -> str:
        numbered = actions.give_number(shown, **form.cleaned_data, by=request.user, at=request.now)
        return f"Đã cấp số {numbered.number_symbol}."

    return _act(request, public_id, "number_form", lambda shown: NumberForm(request.POST), take)


@require_POST
def send(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Note that the paper went to its recipients."""

    def note(shown: OfficialPaper, form: forms.Form) -> str:
        actions.mark_sent(shown, **form.cleaned_data, by=request.user, at=request.now)
        return "Đã ghi nhận gửi văn bản."

    return _act(request, public_id, "send_form", lambda shown: SendForm(request.POST), note)


@require_POST
def link(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Note which superior's paper this one carries out."""

    def join(shown: OfficialPaper, form: forms.Form) -> str:
        actions.link_carried_out(shown, form.cleaned_data["superior"], by=request.user, at=request.now)
        return "Đã liên kết với văn bản cấp trên."

    return _act(request, public_id, "link_form", lambda shown: LinkForm(request.POST, paper=shown), join)


@require_POST
def attach(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Put the file with a paper that has none."""

    def put(shown: OfficialPaper, form: forms.Form) -> str:
        given = form.cleaned_data["file"]
        actions.attach(shown, bytes_of(given), given.name, by=request.user, at=request.now)
        return "Đã đính kèm tệp."

    return _act(request, public_id, "attach_form", lambda shown: AttachForm(request.POST, request.FILES), put)


def _act(
    request: SignedInRequest,
    public_id: str,
    name: str,
    bind: Callable[[OfficialPaper], forms.Form],
    act: Callable[[OfficialPaper, forms.Form], str],
) -> HttpResponse:
    """One of the small forms of the paper page: bind it, do its one action, or show the page again as typed."""
    shown = _paper(request, public_id)
    form = bind(shown)
    if not form.is_valid():
        return render(request, "documents/paper.html", _context(request, shown, **{name: form}), status=422)
    try:
        said = act(shown, form)
    except Refusal as refusal:
        return refused(request, refusal, "documents/paper.html", _context(request, shown, **{name: form}))
    messages.success(request, said)
    return redirect("documents:detail", public_id)
