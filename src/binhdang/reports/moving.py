"""Moving a report from one state to the next, under a lock, so that two people cannot both do it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from binhdang.reports.models import Report
from binhdang.reports.states import EDITABLE, MOVES, ReportState
from binhdang.values.refusals import Refusal


def locked(report: Report) -> Report:
    """The report as it stands now, locked until the transaction ends."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("round__regime", "unit")
    return rows.prefetch_related("unit__names").get(pk=report.pk)


def require_editable(report: Report) -> None:
    """Raise Refusal where the report is not in its writers' hands."""
    if report.state not in EDITABLE:
        raise Refusal(
            "Báo cáo không còn ở trạng thái soạn nên chưa ghi được gì.",
            where="trạng thái báo cáo",
            value=f"«{ReportState(report.state).label}»",
            rule="chỉ sửa được báo cáo đang soạn hoặc bị trả lại.",
            remedy=_REMEDIES[ReportState(report.state)],
        )


_REMEDIES = {
    ReportState.APPROVING: "bấm «Rút lại để sửa» rồi nhập lại.",
    ReportState.APPROVED: "bấm «Rút lại để sửa» rồi nhập lại.",
    ReportState.SUBMITTED: "đề nghị cán bộ đầu mối trả lại báo cáo.",
    ReportState.ACCEPTED: "đề nghị cán bộ đầu mối ghi nhận đính chính.",
}


def require_state(report: Report, old: Iterable[ReportState], new: ReportState) -> None:
    """Raise Refusal where the report, as it was locked, may not move from one of `old` to `new`."""
    allowed = [state for state in old if new in MOVES[state]]
    if report.state not in allowed:
        raise _elsewhere(ReportState(report.state), allowed)


def move(report: Report, old: Iterable[ReportState], new: ReportState, *, at: datetime, **fields: Any) -> None:
    """Guarded change of state: only where the report still is in one of `old`. Raises Refusal naming where it is."""
    allowed = [state for state in old if new in MOVES[state]]
    changed = {"state": new, "state_since": at, **fields}
    if Report.objects.filter(pk=report.pk, state__in=allowed).update(**changed) != 1:
        raise _elsewhere(ReportState(Report.objects.values_list("state", flat=True).get(pk=report.pk)), allowed)
    for name, value in changed.items():
        setattr(report, name, value)


def _elsewhere(now: ReportState, allowed: Iterable[ReportState]) -> Refusal:
    return Refusal(
        "Bước này không còn thực hiện được: báo cáo đã sang trạng thái khác.",
        where="trạng thái báo cáo",
        value=f"«{now.label}»",
        rule="cần ở trạng thái " + " hoặc ".join(f"«{state.label}»" for state in allowed) + ".",
        remedy="tải lại trang để xem ai vừa làm gì, rồi làm bước tiếp theo.",
    )
