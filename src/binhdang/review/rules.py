"""What must be right before a decision stands."""

from __future__ import annotations

from collections.abc import Sequence

from binhdang.reports.models import ReportVersion
from binhdang.reports.outline import leaves
from binhdang.reports.states import ReportState
from binhdang.review.models import Decision
from binhdang.values.refusals import Refusal


def refuse_decided(version: ReportVersion) -> None:
    """One version, one decision: whoever comes second is told who decided what."""
    decision = Decision.objects.filter(version=version).select_related("by").first()
    if decision is not None:
        verdict = Decision.Verdict(decision.verdict).label
        raise Refusal(
            f"{decision.by.full_name} đã {verdict} bản này rồi.",
            where=f"bản gửi lần {version.number}",
            rule="mỗi bản gửi chỉ có một quyết định.",
            remedy="tải lại trang để xem quyết định đó; muốn thay đổi thì trao đổi với người đã quyết định.",
        )


def refuse_outdated(version: ReportVersion) -> None:
    """Only the newest version is decided on."""
    newest = version.report.versions.last()
    if newest is not None and newest.pk != version.pk:
        raise Refusal(
            "Đơn vị đã gửi bản mới hơn.",
            where=f"bản gửi lần {version.number}",
            value=f"bản mới nhất là lần {newest.number}",
            rule="chỉ quyết định trên bản mới nhất.",
            remedy="mở bản mới nhất để xem xét.",
        )


def require_note(note: str) -> None:
    """Whoever sends a report back says why."""
    if not note.strip():
        raise Refusal(
            "Chưa ghi lý do trả lại.",
            where="lý do trả lại",
            value="để trống",
            rule="trả lại báo cáo phải nói rõ đơn vị cần làm gì.",
            remedy="ghi ngắn gọn điều cần sửa, rồi bấm «Trả lại».",
        )


def require_reason(reason: str) -> None:
    """Whoever opens an accepted report again says why: figures that were issued may change by it."""
    if not reason.strip():
        raise Refusal(
            "Chưa ghi lý do mở lại báo cáo.",
            where="lý do mở lại",
            value="để trống",
            rule="mở lại báo cáo đã chấp nhận phải nói rõ vì sao.",
            remedy="ghi ngắn gọn, ví dụ «đơn vị báo cáo số chính thức thay số ước».",
        )


def refuse_unaccepted(version: ReportVersion) -> None:
    """Only what is accepted now is opened again."""
    report = version.report
    if report.state != ReportState.ACCEPTED or report.accepted_version_id != version.pk:
        raise Refusal(
            "Bản này không phải bản đang được chấp nhận nên không mở lại được.",
            where=f"bản gửi lần {version.number}",
            value=f"báo cáo {ReportState(report.state).label}",
            rule="chỉ mở lại bản đang được chấp nhận.",
            remedy="tải lại trang để xem báo cáo đang ở bước nào.",
        )


def require_known_targets(version: ReportVersion, targets: Sequence[str]) -> None:
    """A remark stands on a cell or a section that the round asks, or on the whole report."""
    round = version.report.round
    known = {"", *(f"cell:{key}" for key in round.cell_keys)}
    known |= {f"section:{section['code']}" for section in leaves(round.outline)}
    unknown = [target for target in targets if target not in known]
    if unknown:
        raise Refusal(
            "Nhận xét chỉ vào chỗ không có trong báo cáo.",
            where="nhận xét",
            value=", ".join(unknown),
            remedy="tải lại trang và ghi nhận xét vào ô hoặc mục có trên trang.",
        )
