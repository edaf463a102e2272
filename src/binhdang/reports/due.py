"""When a report is due, and whether it came in time. "Trước ngày 05/6" is exclusive: late from 00:00 of 5 June."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from binhdang.jobs.clock import day_of
from binhdang.reports.models import Report, Round
from binhdang.reports.regimes import CUT_OFFS
from binhdang.reports.states import SENT
from binhdang.ui.templatetags.ui import day

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def last_day(round: Round) -> date:
    """The last day on which a report is on time."""
    return round.due_before_on - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueDate:
    """What pages say about when a round's reports are due. Each is "" where there is nothing to say."""

    round: Round

    @property
    def sentence(self) -> str:
        """ "trước ngày 05/6/2022 – hạn cuối 04/6/2022 (thứ Bảy)"."""
        last = last_day(self.round)
        return f"trước ngày {day(self.round.due_before_on)} – hạn cuối {day(last)} ({_WEEKDAYS[last.weekday()]})"

    @property
    def weekend(self) -> str:
        """What the regime says about a last day on a weekend."""
        if self.round.regime.moves_off_weekends:
            return "Chế độ này dời hạn cuối rơi vào thứ Bảy, Chủ nhật sang thứ Hai kế tiếp."
        if last_day(self.round).weekday() >= 5:
            return "Hạn cuối rơi vào ngày nghỉ cuối tuần và chế độ này không dời hạn."
        return ""

    @property
    def cut_off(self) -> str:
        """That the due date comes before the cut-off, so that what is still to happen is an estimate."""
        if last_day(self.round) >= self.round.window_to:
            return ""
        cut_off = day(self.round.window_to)
        return f"Hạn gửi đến trước ngày chốt số liệu {cut_off} ({CUT_OFFS}): phần chưa diễn ra ghi là số ước."


def is_sent(report: Report) -> bool:
    """Whether the report is with its receiver; one that was sent back is in its unit's hands again."""
    return report.state in SENT


def days_late(report: Report, on: date | None = None) -> int:
    """By how many days its first sending missed the due date; 0 where it came in time.

    For one never sent: how many days it is overdue by the day `on`, 0 without one.
    """
    sent_on = day_of(report.first_submitted_at) if report.first_submitted_at else on
    return max(0, (sent_on - last_day(report.round)).days) if sent_on else 0


def timeliness(report: Report, late: int) -> tuple[str, str]:
    """In words, and how urgent they look: ("quá hạn 3 ngày", "bad")."""
    if report.first_submitted_at:
        return (f"gửi muộn {late} ngày", "warn") if late else ("đúng hạn", "good")
    return (f"quá hạn {late} ngày", "bad") if late else ("", "neutral")
