"""The steps of an outgoing report or plan: draft, check, sign, number, send; withdraw while it has no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.consolidation.actions import mark_issued
from binhdang.consolidation.models import Snapshot
from binhdang.documents import actions as documents
from binhdang.documents.models import OfficialPaper
from binhdang.files import actions as files
from binhdang.jobs.clock import day_of
from binhdang.orgs.access import memberships_of
from binhdang.plans import actions as plans
from binhdang.plans.models import Plan
from binhdang.publishing import rules
from binhdang.publishing.access import require_hand, way_of
from binhdang.publishing.composing import COMPOSER_VERSION, compose, symbol_of
from binhdang.publishing.models import Issue, Step
from binhdang.publishing.plan_paper import content_of
from binhdang.publishing.queries import suggested_title
from binhdang.publishing.signatures import signature_of
from binhdang.publishing.states import CHAINS, FOCAL_CHAIN, STEP_NAMES, IssueState
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc


@transaction.atomic
def draft(
    snapshot: Snapshot,
    *,
    addressees: Sequence[str],
    recipients: Sequence[str],
    by: User,
    at: datetime,
    title: str = "",
) -> Issue:
    """Draft the report that issues a snapshot; one that restates an issued snapshot replaces the paper of that one.

    Raises Refusal where its report is already on its way or gone out.
    """
    unit = snapshot.report.unit
    require_hand(by, FOCAL_CHAIN.done_by[IssueState.DRAFTED], unit, day_of(at), to="soạn thảo văn bản")
    _refuse_older(snapshot)
    issue = Issue(
        snapshot=snapshot,
        report=snapshot.report,
        unit=unit,
        addressees=rules.cleaned_lines(addressees, where="Kính gửi", example="Sở Lao động - Thương binh và Xã hội"),
        recipients=rules.cleaned_lines(recipients, where="Nơi nhận", example="Lưu: VT, LĐTBXH"),
        title=" ".join(nfc(title).split())[:500] or suggested_title(snapshot),
        replaces=_replaced(snapshot),
    )
    try:
        with transaction.atomic():
            issue.save()
    except IntegrityError as error:
        raise Refusal(
            "Báo cáo tổng hợp này đã có văn bản đang trình hoặc đã phát hành.",
            where=f"kỳ báo cáo {snapshot.round.period.label}",
            rule="mỗi báo cáo tổng hợp chỉ phát hành một văn bản; sửa đổi về sau là văn bản thay thế.",
            remedy="mở văn bản đó ở trang Phát hành; nếu chưa cấp số thì có thể rút về để soạn lại.",
        ) from error
    _step(issue, IssueState.DRAFTED, by, at)
    return issue


@transaction.atomic
def draft_plan(plan: Plan, *, recipients: Sequence[str], by: User, at: datetime) -> Issue:
    """Freeze a unit's own plan and set it on its way to signature. Raises Refusal for what the plan still lacks."""
    way = way_of(plan.unit, day_of(at))
    require_hand(by, CHAINS[way].done_by[IssueState.DRAFTED], plan.unit, day_of(at), to="trình ký kế hoạch")
    cleaned = rules.cleaned_lines(recipients, where="Nơi nhận", example="Lưu: VT")
    plans.submit(plan, by=by, at=at)
    issue = Issue.objects.create(
        plan=plan,
        frozen=content_of(plan, day_of(at)),
        way=way,
        unit=plan.unit,
        recipients=cleaned,
        title=plan.title,
    )
    _step(issue, IssueState.DRAFTED, by, at)
    return issue


def _replaced(snapshot: Snapshot) -> Issue | None:
    """The paper of the issued snapshot that this one restates."""
    if snapshot.restates_id is None:
        return None
    return Issue.objects.exclude(state=IssueState.WITHDRAWN).filter(snapshot=snapshot.restates_id).first()


def _refuse_older(snapshot: Snapshot) -> None:
    newest = Snapshot.objects.filter(report=snapshot.report_id).order_by("-pk").first()
    if newest is not None and newest.pk != snapshot.pk:
        raise Refusal(
            "Bản chốt này không phải bản mới nhất.",
            where=f"kỳ báo cáo {snapshot.round.period.label}",
            rule="văn bản được soạn từ bản chốt mới nhất của báo cáo tổng hợp.",
            remedy="quay lại trang tổng hợp và soạn văn bản từ bản chốt mới nhất.",
        )


@transaction.atomic
def check(issue: Issue, *, by: User, at: datetime) -> None:
    """The head of the focal body answers for the content."""
    _advance(issue, IssueState.CHECKED, by, at)


@transaction.atomic
def sign(issue: Issue, *, by: User, at: datetime) -> None:
    """The signer signs, in the capacity that the position held on that day gives."""
    roles = issue.chain.done_by[IssueState.SIGNED]
    require_hand(by, roles, issue.unit, day_of(at), to="ký văn bản")
    held = memberships_of(by, day_of(at)).filter(role__in=roles, unit=issue.unit).first()
    if held is None or not held.position:
        raise Refusal(
            f"Tài khoản của {by.full_name} chưa ghi chức vụ ở {issue.unit.name_on(day_of(at))}.",
            where="chức vụ người ký",
            rule="văn bản phải ghi quyền hạn, chức vụ của người ký (Nghị định 30/2020/NĐ-CP, Điều 8).",
            remedy="đề nghị quản trị tài khoản ghi chức vụ cho vai trò ký văn bản.",
        )
    signature = signature_of(issue.unit, position=held.position, name=by.full_name)
    _advance(issue, IssueState.SIGNED, by, at, signer=by, signature=signature)


def number(issue: Issue, *, on: date, by: User, at: datetime) -> OfficialPaper:
    """Give the paper its number and day, compose it with them and keep its bytes.

    Composing stands outside the lock on the number: it is tried before, so that a paper that cannot be composed takes
    no number, and done after. Should the machine stop between the two, `keep_issued` ends the work: composing is pure.
    """
    rules.refuse_day_before_signing(issue, on)
    compose(issue)
    paper = _take_number(issue, on=on, by=by, at=at)
    keep_issued(issue, by=by, at=at)
    return paper


@transaction.atomic
def _take_number(issue: Issue, *, on: date, by: User, at: datetime) -> OfficialPaper:
    _advance(issue, IssueState.NUMBERED, by, at)
    signer = issue.signer.full_name if issue.signer else ""
    paper = documents.new_outgoing(
        owner=issue.unit, kind=issue.kind, title=issue.title, signer_name=signer, by=by, at=at
    )
    documents.give_number(paper, symbol=symbol_of(issue), issued_on=on, by=by, at=at)
    Issue.objects.filter(pk=issue.pk).update(paper=paper)
    issue.paper = paper
    if issue.snapshot is not None:
        mark_issued(issue.snapshot, paper, by=by, at=at)
    return paper


def keep_issued(issue: Issue, *, by: User, at: datetime) -> None:
    """Compose a numbered paper and keep the bytes, once: what is kept is never written again."""
    if issue.file_id is not None or issue.paper is None:
        return
    data = compose(issue)
    with transaction.atomic():
        file = documents.attach(issue.paper, data, file_name(issue), by=by, at=at)
        Issue.objects.filter(pk=issue.pk, file=None).update(file=file, composer_version=COMPOSER_VERSION)
    issue.file, issue.composer_version = file, COMPOSER_VERSION


def file_name(issue: Issue) -> str:
    """Under which name the paper is downloaded."""
    paper = issue.paper
    draft = "du-thao-ke-hoach" if issue.plan_id else "du-thao-bao-cao"
    stem = f"{paper.number}-{paper.symbol}-{paper.issued_on:%Y}" if paper and paper.issued_on else draft
    return f"{stem}.docx"


@transaction.atomic
def send(issue: Issue, *, by: User, at: datetime) -> None:
    """The clerk sends the paper to its addressees and recipients; in the books of papers that may be noted already.

    A plan binds from now on.
    """
    keep_issued(issue, by=by, at=at)
    _advance(issue, IssueState.SENT, by, at)
    if issue.plan is not None and issue.paper is not None:
        plans.put_in_force(issue.plan, paper=issue.paper, by=by, at=at)
    if issue.paper is not None and OfficialPaper.objects.filter(pk=issue.paper.pk, sent_at=None).exists():
        documents.mark_sent(issue.paper, recipients=[*issue.addressees, *issue.recipients], by=by, at=at)


@transaction.atomic
def withdraw(issue: Issue, *, note: str, by: User, at: datetime) -> None:
    """Back to drafting, with a reason: by whoever holds the paper now, or by the focal officer. Not once numbered."""
    rules.refuse_wrong_move(issue, IssueState.WITHDRAWN)
    roles = (*issue.chain.held_by(IssueState(issue.state)), *issue.chain.done_by[IssueState.DRAFTED])
    require_hand(by, roles, issue.unit, day_of(at), to="rút văn bản về soạn lại")
    reason = " ".join(nfc(note).split())
    if not reason:
        raise Refusal(
            "Chưa ghi lý do rút văn bản.",
            where="lý do",
            value="để trống",
            rule="người soạn thảo cần biết phải sửa gì.",
            remedy="ghi ngắn gọn nội dung cần sửa.",
        )
    _move(issue, IssueState.WITHDRAWN, by, at, note=reason[:500])
    if issue.plan is not None:
        plans.reopen(issue.plan, by=by, at=at)


def _advance(issue: Issue, to: IssueState, by: User, at: datetime, **fields: Any) -> None:
    """One step forward by the person whose responsibility it is."""
    rules.refuse_missing_step(issue, to)
    require_hand(by, issue.chain.done_by[to], issue.unit, day_of(at), to=f"{STEP_NAMES[to].lower()} văn bản")
    rules.refuse_wrong_move(issue, to)
    rules.refuse_second_hat(issue, to, by)
    _move(issue, to, by, at, **fields)


def _move(issue: Issue, to: IssueState, by: User, at: datetime, *, note: str = "", **fields: Any) -> None:
    """The guarded change of state: of two people only one takes a step."""
    if Issue.objects.filter(pk=issue.pk, state=issue.state).update(state=to, **fields) != 1:
        issue.refresh_from_db()
        raise rules.moved_on(issue, to)
    for name, value in {"state": to, **fields}.items():
        setattr(issue, name, value)
    _step(issue, to, by, at, note=note)


def _step(issue: Issue, to: IssueState, by: User, at: datetime, *, note: str = "") -> None:
    Step.objects.create(issue=issue, state=to, note=note, by=by, at=at)
    name = issue.unit.name_on(day_of(at))
    about = (
        {"snapshot": issue.snapshot.public_id}
        if issue.snapshot
        else {"plan": issue.plan.public_id if issue.plan else ""}
    )
    details = {**about, **({"note": note} if note else {})}
    record(
        f"issue.{to}", by=by, at=at, thing=issue, unit=issue.unit, unit_name=name, label=issue.title, details=details
    )


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the paper composed anew equals the kept bytes. `same` is None where another composer wrote them."""

    sha256: str
    same: bool | None


def verify(issue: Issue) -> Verification | None:
    """Compose an issued paper anew and compare; None while nothing is kept. Raises Refusal where the store lost it."""
    if issue.file is None:
        return None
    kept, anew = files.read(issue.file), recompose(issue)
    return Verification(issue.file.sha256, None if anew is None else anew == kept)


def recompose(issue: Issue) -> bytes | None:
    """An issued paper composed anew from its snapshot; None where another version of the composer wrote it."""
    return compose(issue) if issue.composer_version == COMPOSER_VERSION else None
