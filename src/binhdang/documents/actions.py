"""Taking papers in, registering them, numbering and sending them, and linking them to what they carry out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.documents import rules
from binhdang.documents.access import KEEPING, NUMBERING, require_at
from binhdang.documents.extraction import day, extract, scalar
from binhdang.documents.models import Claim, Direction, NumberSeries, OfficialPaper
from binhdang.files.actions import keep
from binhdang.files.models import StoredFile
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Unit
from binhdang.orgs.queries import unit_on_letterhead
from binhdang.values.refusals import Refusal
from binhdang.values.texts import fold, nfc


def take_in(
    *,
    owner: Unit,
    direction: Direction,
    data: bytes,
    name: str,
    by: User,
    at: datetime,
    number: str = "",
    symbol: str = "",
    issued_on: date | None = None,
) -> OfficialPaper:
    """Keep a file, read it, and enter it in the books with what was read. Raises Refusal for what cannot be read.

    `number`, `symbol` and `issued_on` are for a paper that carries none. Reading happens before the transaction:
    it may take seconds, and SQLite has one writer.
    """
    require_at(by, KEEPING, owner, day_of(at), to="đưa văn bản vào sổ")
    found = extract(data, name=name)
    rules.not_taken_in_before(owner, hashlib.sha256(data).hexdigest())
    read = found.reading
    body = _issuer(scalar(read, "issuing_body"), owner if direction == Direction.OUTGOING else None, day_of(at))
    typed_on = issued_on.isoformat() if issued_on else ""
    same_day = rules.same_or_empty("ngày ban hành", read=scalar(read, "issued_on"), typed=typed_on)
    return _register(
        OfficialPaper(
            owner=owner,
            direction=direction,
            kind=scalar(read, "kind")[:60],
            number=rules.same_or_empty("số văn bản", read=scalar(read, "number"), typed=nfc(number.strip())),
            symbol=rules.same_or_empty("ký hiệu", read=scalar(read, "symbol"), typed=nfc(symbol.strip())),
            issued_on=date.fromisoformat(same_day) if same_day else day(read, "issued_on"),
            issuing_body=body[:200],
            title=scalar(read, "title")[:500],
            signer_name=scalar(read, "name", "signature")[:100],
            text=found.text,
            reading=read,
        ),
        verb="paper.taken_in",
        upload=(data, name),
        by=by,
        at=at,
    )


def _issuer(printed: str, owner: Unit | None, on: date) -> str:
    """Who issued it: the unit of ours that the letterhead names, as that unit is written; else as printed."""
    ours = unit_on_letterhead(printed, on) if printed else owner
    return ours.name_on(on) if ours else printed


def register_incoming(
    *,
    owner: Unit,
    kind: str,
    number: str,
    symbol: str,
    issued_on: date | None,
    issuing_body: str,
    title: str,
    by: User,
    at: datetime,
    data: bytes | None = None,
    name: str = "",
) -> OfficialPaper:
    """Enter an incoming paper whose header a person typed; a file with it is kept and not read."""
    require_at(by, KEEPING, owner, day_of(at), to="đăng ký văn bản đến")
    if not issuing_body.strip():
        raise Refusal(
            "Chưa có cơ quan ban hành.",
            where="cơ quan ban hành",
            value="để trống",
            remedy="nhập tên cơ quan ban hành như ghi ở góc trên bên trái văn bản.",
        )
    paper = OfficialPaper(owner=owner, direction=Direction.INCOMING, issuing_body=nfc(issuing_body.strip()))
    _fill_header(paper, kind=kind, number=number, symbol=symbol, issued_on=issued_on, title=title, at=at)
    return _register(paper, verb="paper.registered", upload=(data, name) if data is not None else None, by=by, at=at)


def register_outgoing(
    *,
    owner: Unit,
    kind: str,
    title: str,
    number: str,
    symbol: str,
    issued_on: date | None,
    signer_name: str,
    by: User,
    at: datetime,
    data: bytes | None = None,
    name: str = "",
) -> OfficialPaper:
    """Enter a paper that the unit numbered and signed itself, such as its own report."""
    require_at(by, KEEPING, owner, day_of(at), to="đăng ký văn bản đi")
    paper = OfficialPaper(owner=owner, direction=Direction.OUTGOING, issuing_body=owner.name_on(day_of(at)))
    paper.signer_name = nfc(signer_name.strip())
    _fill_header(paper, kind=kind, number=number, symbol=symbol, issued_on=issued_on, title=title, at=at)
    return _register(paper, verb="paper.registered", upload=(data, name) if data is not None else None, by=by, at=at)


def new_outgoing(*, owner: Unit, kind: str, title: str, by: User, at: datetime, signer_name: str = "") -> OfficialPaper:
    """Enter a paper being drafted here: no number, no date, no file yet."""
    require_at(by, KEEPING, owner, day_of(at), to="lập văn bản đi")
    paper = OfficialPaper(owner=owner, direction=Direction.OUTGOING, issuing_body=owner.name_on(day_of(at)))
    paper.signer_name = nfc(signer_name.strip())
    _fill_header(paper, kind=kind, number="", symbol="", issued_on=None, title=title, at=at)
    return _register(paper, verb="paper.drafted", upload=None, by=by, at=at)


def _fill_header(
    paper: OfficialPaper, *, kind: str, number: str, symbol: str, issued_on: date | None, title: str, at: datetime
) -> None:
    paper.kind, paper.title = nfc(kind.strip()), nfc(title.strip())
    paper.number, paper.symbol, paper.issued_on = nfc(number.strip()), nfc(symbol.strip()), issued_on
    rules.typed_header(
        kind=paper.kind,
        number=paper.number,
        symbol=paper.symbol,
        issued_on=issued_on,
        title=paper.title,
        today=day_of(at),
    )


@transaction.atomic
def _register(
    paper: OfficialPaper, *, verb: str, upload: tuple[bytes, str] | None, by: User, at: datetime
) -> OfficialPaper:
    today, direction = day_of(at), Direction(paper.direction)
    rules.number_and_symbol(paper.number, paper.symbol)
    rules.not_ahead(paper.issued_on, today)
    numbered_on = paper.issued_on if direction == Direction.OUTGOING else None
    series = _locked_series(paper.owner, numbered_on or today, direction)
    rules.not_registered_before(
        paper.owner,
        direction,
        number=paper.number,
        symbol=paper.symbol,
        issued_on=paper.issued_on,
        issuing_body=paper.issuing_body,
    )
    if direction == Direction.INCOMING:
        paper.arrival_number = _next(series)
    elif paper.number:
        _remember(series, paper.number)
    if upload is not None:
        paper.file = keep(upload[0], name=upload[1], at=at)
    paper.registered_at, paper.registered_by, paper.search_text = at, by, _search_text(paper)
    paper.save()
    _record(verb, paper, by, at, {"direction": paper.direction, "file": paper.file.sha256 if paper.file else None})
    return paper


@transaction.atomic
def give_number(paper: OfficialPaper, *, symbol: str, issued_on: date, by: User, at: datetime) -> OfficialPaper:
    """Give an outgoing paper the next number of its year, "05" below ten. Raises Refusal where it has one."""
    require_at(by, NUMBERING, paper.owner, day_of(at), to="cấp số văn bản đi")
    symbol = nfc(symbol.strip())
    rules.number_and_symbol("1", symbol)
    rules.not_ahead(issued_on, day_of(at))
    series = _locked_series(paper.owner, issued_on, Direction.OUTGOING)
    number = f"{_next(series):02d}"
    unnumbered = OfficialPaper.objects.filter(pk=paper.pk, number="", direction=Direction.OUTGOING)
    if unnumbered.update(number=number, symbol=symbol, issued_on=issued_on) != 1:
        raise Refusal(
            "Văn bản không nhận số mới.",
            where="số văn bản",
            value=paper.number_symbol or paper.get_direction_display(),
            rule="chỉ văn bản đi chưa có số mới được cấp số, và chỉ một lần.",
            remedy="mở lại văn bản để xem số đã cấp.",
        )
    paper.refresh_from_db()
    paper.search_text = _search_text(paper)
    paper.save(update_fields=["search_text"])
    _record("paper.numbered", paper, by, at, {"number": paper.number_symbol, "issued_on": f"{issued_on}"})
    return paper


@transaction.atomic
def attach(paper: OfficialPaper, data: bytes, name: str, *, by: User, at: datetime) -> StoredFile:
    """Put a file with a paper that has none. What a paper once holds is kept byte for byte."""
    require_at(by, KEEPING, paper.owner, day_of(at), to="đính kèm tệp vào văn bản")
    file = keep(data, name=name, at=at)
    if OfficialPaper.objects.filter(pk=paper.pk, file=None).update(file=file) != 1:
        raise Refusal(
            "Văn bản đã có tệp.",
            where=_label(paper),
            value=name,
            rule="tệp của văn bản đã vào sổ được giữ nguyên từng byte.",
            remedy="nếu cần sửa, ban hành văn bản đính chính hoặc thay thế.",
        )
    paper.file = file
    _record("paper.attached", paper, by, at, {"file": file.sha256, "name": file.name})
    return file


@transaction.atomic
def mark_sent(paper: OfficialPaper, *, recipients: Sequence[str], by: User, at: datetime) -> OfficialPaper:
    """Note that a numbered outgoing paper went to its recipients, once."""
    require_at(by, NUMBERING, paper.owner, day_of(at), to="gửi văn bản đi")
    ready = OfficialPaper.objects.filter(pk=paper.pk, direction=Direction.OUTGOING, sent_at=None).exclude(number="")
    if not recipients or ready.update(sent_at=at, recipients=list(recipients)) != 1:
        raise Refusal(
            "Chưa gửi được văn bản.",
            where=_label(paper),
            value=f"{len(recipients)} nơi nhận",
            rule="chỉ gửi văn bản đi đã có số, có ít nhất một nơi nhận, và chỉ gửi một lần.",
            remedy="cấp số và ghi nơi nhận trước khi gửi; nếu đã gửi rồi thì không cần gửi lại.",
        )
    paper.refresh_from_db()
    _record("paper.sent", paper, by, at, {"recipients": list(recipients)})
    return paper


@transaction.atomic
def link_carried_out(paper: OfficialPaper, superior: OfficialPaper, *, by: User, at: datetime) -> None:
    """Note that a paper carries out a superior's paper from the same unit's books. Again is no error."""
    require_at(by, KEEPING, paper.owner, day_of(at), to="liên kết văn bản")
    if superior.owner_id != paper.owner_id or superior.pk == paper.pk or paper in _carried_out_below(superior):
        raise Refusal(
            "Không liên kết được hai văn bản này.",
            where=_label(paper),
            value=_label(superior),
            rule="văn bản thực hiện một văn bản khác trong sổ của cùng đơn vị, không vòng lại chính nó.",
            remedy="đăng ký văn bản của cấp trên vào sổ văn bản đến của đơn vị rồi liên kết.",
        )
    if not paper.carries_out.filter(pk=superior.pk).exists():
        paper.carries_out.add(superior)
        _record("paper.linked", paper, by, at, {"carries_out": _label(superior)})


@transaction.atomic
def claim(paper: OfficialPaper, *, by: User, at: datetime, take_over: bool = False) -> Claim:
    """Begin to work on a paper. Raises Refusal naming whoever holds it, unless they are knowingly replaced."""
    require_at(by, KEEPING, paper.owner, day_of(at), to="xử lý văn bản")
    OfficialPaper.objects.select_for_update().get(pk=paper.pk)
    held = Claim.objects.filter(paper=paper).select_related("user").first()
    if held is not None and held.user_id == by.pk:
        return held
    if held is not None and not take_over:
        raise rules.held_by_other(held)
    taken, _ = Claim.objects.update_or_create(paper=paper, defaults={"user": by, "since": at})
    before = {"from": held.user.username} if held else {}
    _record("claim.taken_over" if held else "paper.claimed", paper, by, at, before)
    return taken


@transaction.atomic
def release(paper: OfficialPaper, *, by: User, at: datetime) -> None:
    """Stop working on a paper; nothing happens where the person does not hold it."""
    if Claim.objects.filter(paper=paper, user=by).delete()[0]:
        _record("paper.released", paper, by, at, {})


def _carried_out_below(paper: OfficialPaper) -> list[OfficialPaper]:
    """Everything a paper carries out, directly or through others."""
    found, waiting = [], [paper]
    while waiting:
        level = list(waiting.pop().carries_out.all())
        waiting += [other for other in level if other not in found]
        found += level
    return found


def _locked_series(owner: Unit, on: date, direction: Direction) -> NumberSeries:
    """The numbers of a unit's year, locked until the transaction ends: two papers never take one number."""
    NumberSeries.objects.get_or_create(owner=owner, year=on.year, direction=direction)
    return NumberSeries.objects.select_for_update().get(owner=owner, year=on.year, direction=direction)


def _next(series: NumberSeries) -> int:
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series.last_number


def _remember(series: NumberSeries, number: str) -> None:
    """A number the unit gave outside the system counts: the next one comes after it."""
    given = int("".join(c for c in number if c.isdecimal()))
    if given > series.last_number:
        series.last_number = given
        series.save(update_fields=["last_number"])


def _search_text(paper: OfficialPaper) -> str:
    return fold(f"{paper.number_symbol} {paper.kind} {paper.title} {paper.issuing_body}")


def _label(paper: OfficialPaper) -> str:
    return " ".join(part for part in (paper.kind, paper.number_symbol, paper.title) if part)[:300]


def _record(verb: str, paper: OfficialPaper, by: User, at: datetime, details: dict[str, Any]) -> None:
    owner = paper.owner
    name = owner.name_on(day_of(at))
    record(verb, by=by, at=at, thing=paper, unit=owner, unit_name=name, label=_label(paper), details=details)
