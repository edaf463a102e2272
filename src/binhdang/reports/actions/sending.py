"""From the writer's desk to the receiver: approval asked, given, taken back; submission as a version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhdang.accounts.models import User
from binhdang.audit.actions import record
from binhdang.documents.actions import register_outgoing
from binhdang.documents.models import OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.reports import figures
from binhdang.reports.access import require_approving, require_writing
from binhdang.reports.findings import findings_of_draft
from binhdang.reports.models import Remark, Report, ReportVersion
from binhdang.reports.moving import locked, move, require_editable, require_state
from binhdang.reports.rules import Finding, Severity
from binhdang.reports.standing import mark
from binhdang.reports.states import EDITABLE, ReportState
from binhdang.values.refusals import Refusal
from binhdang.values.texts import nfc


class NotReady(Refusal):
    """The rules found something that stands in the way; `findings` names every place."""

    def __init__(self, what: str, findings: list[Finding], *, remedy: str) -> None:
        self.findings = findings
        first = findings[0]
        super().__init__(what, where=first.where, value=first.value, rule=first.rule, remedy=remedy)


@transaction.atomic
def ask_approval(
    report: Report, *, by: User, at: datetime, reasons: Mapping[str, str] | None = None, reason: str = ""
) -> Report:
    """Put the draft before the unit's leader.

    Raises NotReady while a rule blocks, or while a warning has no reason: `reasons` by target, `reason` for the rest.
    """
    current = locked(report)
    require_writing(current, by, day_of(at), to="trình báo cáo")
    _refuse_consolidated(current)
    found = findings_of_draft(current)
    _refuse_blocked(found)
    explanations = _explained(found, reasons or {}, reason.strip())
    move(current, EDITABLE, ReportState.APPROVING, at=at, asked_by=by, explanations=explanations)
    _record("report.approval_asked", current, by, at, explanations=explanations)
    return _told(report)


def _refuse_consolidated(report: Report) -> None:
    if not report.expected:
        raise Refusal(
            "Báo cáo tổng hợp không trình duyệt ở đây.",
            where="trình duyệt",
            rule="báo cáo tổng hợp được chốt số liệu, kiểm tra, ký và cấp số ở bước phát hành.",
            remedy="mở trang tổng hợp của kỳ này để chốt số liệu.",
        )


def _refuse_blocked(found: list[Finding]) -> None:
    blocking = [finding for finding in found if finding.severity is Severity.BLOCK]
    if blocking:
        raise NotReady(
            f"Chưa trình duyệt được: còn {len(blocking)} chỗ phải sửa.",
            blocking,
            remedy=f"sửa từng chỗ trong danh sách; chỗ đầu tiên: {blocking[0].remedy}",
        )


def _explained(found: list[Finding], reasons: Mapping[str, str], reason: str) -> list[dict[str, str]]:
    warnings = [finding for finding in found if finding.severity is Severity.WARN]
    given = {w.target: nfc(reasons.get(w.target, "").strip() or reason) for w in warnings}
    silent = [warning for warning in warnings if not given[warning.target]]
    if silent:
        raise NotReady(
            f"Chưa trình duyệt được: còn {len(silent)} cảnh báo chưa giải trình.",
            silent,
            remedy="sửa số, hoặc ghi lý do vào ô «Giải trình» rồi trình lại; lý do được lưu cùng báo cáo.",
        )
    return [
        {"target": w.target, "message": f"{w.what} {w.where}: {w.value}", "reason": given[w.target]} for w in warnings
    ]


@transaction.atomic
def approve(report: Report, *, by: User, at: datetime) -> Report:
    """The leader's consent to send; never by the person who asked for it."""
    current = locked(report)
    require_approving(current, by, day_of(at))
    fields = {"approved_by": by, "approved_at": at}
    move(current, [ReportState.APPROVING], ReportState.APPROVED, at=at, **fields)
    _record("report.approved", current, by, at)
    return _told(report)


@transaction.atomic
def take_back(report: Report, *, note: str, by: User, at: datetime) -> Report:
    """Back to the writer's desk before it is sent; the note stays on the entry page as a remark."""
    current = locked(report)
    require_writing(current, by, day_of(at), to="rút lại báo cáo")
    fields: dict[str, Any] = {"approved_by": None, "approved_at": None, "asked_by": None, "explanations": []}
    move(current, [ReportState.APPROVING, ReportState.APPROVED], ReportState.DRAFT, at=at, **fields)
    if note.strip():
        Remark.objects.create(report=current, text=nfc(note.strip()), by=by, at=at)
    _record("report.taken_back", current, by, at, note=nfc(note.strip()))
    return _told(report)


@transaction.atomic
def submit(
    report: Report,
    *,
    by: User,
    at: datetime,
    number: str = "",
    symbol: str = "",
    issued_on: date | None = None,
    signed_copy: tuple[str, bytes] | None = None,
) -> ReportVersion:
    """Send the approved report: one version with all cells and texts, and the unit's own paper with its number.

    `signed_copy` is (file name, bytes). Number, symbol and date stand together or not at all: none is invented.
    """
    current = locked(report)
    require_writing(current, by, day_of(at), to="gửi báo cáo")
    require_state(current, [ReportState.APPROVED], ReportState.SUBMITTED)
    paper = _register(current, number.strip(), symbol.strip(), issued_on, signed_copy, by=by, at=at)
    version = figures.write_version(current, by=by, at=at, approved_by=current.approved_by, paper=paper)
    sent = {"first_submitted_at": current.first_submitted_at or at, "submitted_version": version}
    move(current, [ReportState.APPROVED], ReportState.SUBMITTED, at=at, **sent)
    mark(current, "submitted_version")
    number_symbol = paper.number_symbol if paper else ""
    _record("report.submitted", current, by, at, version=version.number, paper=number_symbol)
    _told(report)
    return version


def _register(
    report: Report,
    number: str,
    symbol: str,
    issued_on: date | None,
    signed_copy: tuple[str, bytes] | None,
    *,
    by: User,
    at: datetime,
) -> OfficialPaper | None:
    if not (number or symbol or issued_on or signed_copy):
        return None
    missing = [name for name, value in (("số", number), ("ký hiệu", symbol), ("ngày ký", issued_on)) if not value]
    if missing:
        raise Refusal(
            "Báo cáo chưa gửi: thông tin văn bản của đơn vị chưa đủ.",
            where=", ".join(missing),
            value="để trống",
            rule="văn bản của đơn vị có đủ số, ký hiệu và ngày ký (Nghị định 30/2020/NĐ-CP, Điều 8).",
            remedy="điền đủ số, ký hiệu, ngày ký; hoặc để trống cả ba và không kèm tệp nếu chưa có văn bản.",
        )
    name, data = signed_copy or ("", None)
    return register_outgoing(
        owner=report.unit,
        kind="Báo cáo",
        title=f"{report.round.period.label.capitalize()} về {report.round.regime.subject}",
        number=number,
        symbol=symbol,
        issued_on=issued_on,
        signer_name=report.approved_by.full_name if report.approved_by else "",
        by=by,
        at=at,
        data=data,
        name=name,
    )


@transaction.atomic
def resolve_remark(remark: Remark, *, by: User, at: datetime) -> Remark:
    """The unit marks a remark as dealt with, while it corrects the report."""
    current = locked(remark.report)
    require_writing(current, by, day_of(at), to="xử lý nhận xét")
    require_editable(current)
    if Remark.objects.filter(pk=remark.pk, resolved_at=None).update(resolved_by=by, resolved_at=at):
        _record("remark.resolved", current, by, at, remark=remark.public_id, target=remark.target)
    remark.refresh_from_db()
    return remark


def _told(given: Report) -> Report:
    """Let the caller's object say what the row says now."""
    given.refresh_from_db()
    return given


def _record(verb: str, report: Report, by: User, at: datetime, **details: Any) -> None:
    name = report.unit.name_on(day_of(at))
    label = report.round.period.label
    record(verb, by=by, at=at, thing=report, unit=report.unit, unit_name=name, label=label, details=details)
