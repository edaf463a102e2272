"""The states of a report, and who holds it in each."""

from django.db import models


class ReportState(models.TextChoices):
    """Draft → approving → approved → submitted → accepted, or returned and written again; accepted may be reopened."""

    DRAFT = "draft", "đang soạn"
    APPROVING = "approving", "chờ lãnh đạo duyệt"
    APPROVED = "approved", "đã duyệt, chờ gửi"
    SUBMITTED = "submitted", "đã gửi"
    RETURNED = "returned", "bị trả lại"
    ACCEPTED = "accepted", "đã được chấp nhận"


EDITABLE = (ReportState.DRAFT, ReportState.RETURNED)
"""States in which the unit may write."""
SENT = (ReportState.SUBMITTED, ReportState.ACCEPTED)
"""States in which the report counts as sent."""

MOVES: dict[ReportState, tuple[ReportState, ...]] = {
    ReportState.DRAFT: (ReportState.APPROVING,),
    ReportState.APPROVING: (ReportState.APPROVED, ReportState.DRAFT),
    ReportState.APPROVED: (ReportState.SUBMITTED, ReportState.DRAFT),
    ReportState.SUBMITTED: (ReportState.ACCEPTED, ReportState.RETURNED),
    ReportState.RETURNED: (ReportState.APPROVING,),
    ReportState.ACCEPTED: (ReportState.RETURNED,),  # a recorded correction; what was accepted stands meanwhile
}
"""From where to where a report may move."""


class CellSource(models.TextChoices):
    """Where a cell's value came from."""

    TYPED = "typed", "nhập tay"
    REGISTER = "register", "từ sổ theo dõi"
    CONSOLIDATED = "consolidated", "tổng hợp từ cấp dưới"
