"""What waits for a person, by when; and who holds what the person waits for. Read from every stage, written nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import Truncator

from binhdang.accounts.models import User
from binhdang.consolidation.models import Snapshot
from binhdang.consolidation.restating import outdated
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.jobs.clock import day_of
from binhdang.orgs.access import memberships_of, units_answered_for, units_where
from binhdang.orgs.roles import Role
from binhdang.plans.models import Plan, TaskDeadline
from binhdang.plans.states import PlanState, ProposalState
from binhdang.publishing.models import Issue
from binhdang.publishing.queries import waiting_for
from binhdang.publishing.states import IssueState
from binhdang.questionnaires.models import AnswerSheet
from binhdang.questionnaires.queries import asked_by
from binhdang.reports.models import Report, Round
from binhdang.reports.states import SENT, ReportState
from binhdang.review.access import may_decide, reviewed_by

AHEAD = timedelta(days=60)
"""How far ahead a task's deadline shows."""


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that waits for the person. `before` is the day from which it is late; None where none is set."""

    kind: str
    title: str
    detail: str
    url: str
    before: date | None = None

    def is_late(self, on: date) -> bool:
        """Whether the day has come."""
        return self.before is not None and on >= self.before

    @property
    def last_day(self) -> date | None:
        """The last day on time."""
        return self.before - timedelta(days=1) if self.before else None


@dataclass(frozen=True, slots=True)
class Held:
    """Something the person waits for, and who holds it since when."""

    title: str
    holder: str
    since: date | None
    url: str


def my_work(user: User, on: date) -> list[Work]:
    """Everything that waits for the person: what is due first, first; what has no day, last."""
    found = [
        *_reports_to_write(user, on),
        *_reports_to_approve(user, on),
        *_versions_to_review(user, on),
        *_plans_to_confirm(user, on),
        *_rounds_to_consolidate(user, on),
        *_questionnaires_to_answer(user, on),
        *_questionnaires_to_close(user, on),
        *_papers_to_advance(user, on),
        *_papers_to_number(user, on),
        *_tasks_due(user, on),
    ]
    return sorted(found, key=lambda work: (work.before or date.max, work.kind, work.title))


def _reports_to_write(user: User, on: date) -> Iterator[Work]:
    todo = {
        ReportState.DRAFT: ("Viết báo cáo", "đang soạn"),
        ReportState.RETURNED: ("Sửa báo cáo bị trả lại", "cơ quan nhận đã ghi ý kiến"),
        ReportState.APPROVED: ("Gửi báo cáo đã duyệt", "lãnh đạo đã duyệt, chờ gửi"),
    }
    own = Report.objects.filter(unit__in=units_where(user, [Role.WRITER], on), expected=True, state__in=todo)
    for report in own.select_related("unit", "round__regime").prefetch_related("unit__names"):
        kind, detail = todo[ReportState(report.state)]
        yield _about(report, kind, detail, on)


def _reports_to_approve(user: User, on: date) -> Iterator[Work]:
    waiting = Report.objects.filter(unit__in=units_where(user, [Role.LEADER], on), state=ReportState.APPROVING)
    for report in waiting.select_related("unit", "round__regime").prefetch_related("unit__names"):
        yield _about(report, "Duyệt báo cáo", "người nhập liệu đã trình", on)


def _about(report: Report, kind: str, detail: str, on: date) -> Work:
    title = f"{report.unit.short_name_on(on)}: báo cáo {report.round.period.label}"
    return Work(kind, title, detail, reverse("reports:entry", args=[report.public_id]), report.round.due_before_on)


def _versions_to_review(user: User, on: date) -> Iterator[Work]:
    waiting = reviewed_by(user, on).filter(report__state=ReportState.SUBMITTED, decision__isnull=True)
    related = waiting.select_related(
        "report__unit", "report__round__regime__receiver", "submitted_by"
    ).prefetch_related("report__unit__names")
    for version in related:
        if may_decide(version, user, on):
            report = version.report
            title = f"{report.unit.short_name_on(on)}: báo cáo {report.round.period.label}"
            detail = f"bản {version.number}, người gửi {version.submitted_by.full_name}"
            yield Work("Xem xét báo cáo", title, detail, reverse("review:version", args=[version.public_id]))


def _plans_to_confirm(user: User, on: date) -> Iterator[Work]:
    mine = memberships_of(user, on).filter(role__in=[Role.FOCAL_OFFICER, Role.WRITER]).values("unit")
    for plan in Plan.objects.filter(unit__in=mine, state=PlanState.PROPOSED):
        pending = plan.proposals.filter(state=ProposalState.PENDING).count()
        detail = f"còn {pending} đề xuất chờ xác nhận" if pending else "đã xác nhận hết, chờ đưa vào thực hiện"
        yield Work("Xác nhận kế hoạch", plan.title, detail, reverse("plans:proposals", args=[plan.public_id]))
    for plan in Plan.objects.filter(unit__in=mine, state=PlanState.DRAFTING):
        pending = plan.proposals.filter(state=ProposalState.PENDING).count()
        detail = f"còn {pending} nhiệm vụ chưa quyết định" if pending else "đã quyết định hết, chờ trình ký"
        yield Work("Soạn kế hoạch", plan.title, detail, reverse("plans:own", args=[plan.public_id]))


def _rounds_to_consolidate(user: User, on: date) -> Iterator[Work]:
    receivers = units_where(user, [Role.FOCAL_OFFICER], on)
    for round_ in Round.objects.filter(regime__receiver__in=receivers, snapshots__isnull=True):
        expected = round_.reports.filter(expected=True)
        asked, accepted = expected.count(), expected.filter(state=ReportState.ACCEPTED).count()
        if accepted == asked or on >= round_.due_before_on:
            title = f"Tổng hợp báo cáo {round_.period.label}"
            detail = f"đã chấp nhận {accepted}/{asked} báo cáo"
            yield Work("Tổng hợp", title, detail, reverse("consolidation:round", args=[round_.public_id]))
    for snapshot in outdated(Round.objects.filter(regime__receiver__in=receivers)):
        title = f"Báo cáo {snapshot.round.period.label} đã phát hành: có báo cáo được xem xét lại"
        detail = "xem những số đã phát hành nay khác đi, rồi chốt bản thay thế nếu cần"
        yield Work(
            "Đính chính số liệu", title, detail, reverse("consolidation:freeze", args=[snapshot.round.public_id])
        )
    live = Issue.objects.exclude(state=IssueState.WITHDRAWN)
    frozen = Snapshot.objects.filter(round__regime__receiver__in=receivers)
    for snapshot in frozen.exclude(issues__in=live).select_related("round"):
        title = f"Soạn báo cáo {snapshot.round.period.label} từ bản chốt"
        detail = "số liệu đã chốt, chưa soạn văn bản"
        yield Work("Phát hành", title, detail, reverse("publishing:draft", args=[snapshot.public_id]))


def _questionnaires_to_answer(user: User, on: date) -> Iterator[Work]:
    for sheet in AnswerSheet.objects.written_by(user, on).waiting().for_pages():
        asked = sheet.questionnaire
        detail = f"{asked.unit.short_name_on(on)} hỏi; {sheet.get_state_display()}"
        kind = "Sửa câu trả lời phiếu hỏi" if sheet.reopened_at else "Trả lời phiếu hỏi"
        title = f"{sheet.unit.short_name_on(on)}: {asked.title}"
        url = reverse("questionnaires:sheet", args=[sheet.public_id])
        yield Work(kind, title, detail, url, asked.due_before_on)


def _questionnaires_to_close(user: User, on: date) -> Iterator[Work]:
    for asked in asked_by(user, on):
        found = asked.questionnaire
        if asked.sent == asked.asked or (found.due_before_on and on >= found.due_before_on):
            url = reverse("questionnaires:detail", args=[found.public_id])
            yield Work("Đóng phiếu hỏi", found.title, f"đã gửi {asked.sent}/{asked.asked} đơn vị", url)


_STEPS = {
    IssueState.CHECKED: "Kiểm tra nội dung",
    IssueState.SIGNED: "Ký văn bản",
    IssueState.NUMBERED: "Cấp số văn bản",
    IssueState.SENT: "Phát hành văn bản",
}
"""What the step to a state is called among the work that waits."""


def _papers_to_advance(user: User, on: date) -> Iterator[Work]:
    for issue in waiting_for(user, on):
        to = issue.chain.after(IssueState(issue.state))
        url = reverse("publishing:issue", args=[issue.public_id])
        yield Work(_STEPS[to] if to else "", issue.title, issue.get_state_display(), url)


def _papers_to_number(user: User, on: date) -> Iterator[Work]:
    waiting = OfficialPaper.objects.filter(
        owner__in=units_where(user, [Role.CLERK], on),
        direction=Direction.OUTGOING,
        number="",
        plan__state=PlanState.IN_FORCE,
    )
    for paper in waiting:
        title = f"{paper.kind} {paper.title}"
        yield Work(
            "Cấp số văn bản", title, "kế hoạch đã có hiệu lực", reverse("documents:detail", args=[paper.public_id])
        )


def _tasks_due(user: User, on: date) -> Iterator[Work]:
    mine = units_where(user, [Role.WRITER, Role.FOCAL_OFFICER], on)
    due = TaskDeadline.objects.filter(
        task__bodies__unit__in=mine,
        task__plan__state=PlanState.IN_FORCE,
        task__done_at__isnull=True,
        due_before_on__lte=on + AHEAD,
    )
    for deadline in due.select_related("task").distinct():
        task = deadline.task
        title = f"Nhiệm vụ {task.label}: {Truncator(task.text).chars(120)}"
        url = reverse("registers:task", args=[task.public_id])
        yield Work("Nhiệm vụ có hạn", title, deadline.text, url, deadline.due_before_on)


def waited_for(user: User, on: date) -> list[Held]:
    """What the person sent on and who holds it now; what the person collects and who has not sent it."""
    return [
        *_reports_on_their_way(user, on),
        *_rounds_being_collected(user, on),
        *_questionnaires_being_answered(user, on),
        *_papers_on_their_way(user, on),
    ]


def _reports_on_their_way(user: User, on: date) -> Iterator[Held]:
    own = units_where(user, [Role.WRITER, Role.LEADER], on)
    moving = Report.objects.filter(unit__in=own, expected=True).filter(
        state__in=(ReportState.APPROVING, ReportState.SUBMITTED)
    )
    related = moving.select_related("unit", "round__regime__focal", "round__regime").prefetch_related(
        "unit__names", "round__regime__focal__names"
    )
    for report in related:
        approving = report.state == ReportState.APPROVING
        holder = "lãnh đạo đơn vị" if approving else report.round.regime.focal.short_name_on(on)
        title = f"{report.unit.short_name_on(on)}: báo cáo {report.round.period.label}"
        yield Held(title, holder, report.state_since.date(), reverse("reports:entry", args=[report.public_id]))


def _rounds_being_collected(user: User, on: date) -> Iterator[Held]:
    receivers = units_where(user, [Role.FOCAL_OFFICER, Role.FOCAL_HEAD], on)
    open_rounds = Round.objects.filter(regime__receiver__in=receivers, snapshots__isnull=True).distinct()
    for round_ in open_rounds.order_by("due_before_on"):
        missing = round_.reports.filter(expected=True).exclude(state__in=SENT)
        names = [r.unit.short_name_on(on) for r in missing.select_related("unit").prefetch_related("unit__names")]
        if names:
            title = f"Báo cáo {round_.period.label}: {len(names)} đơn vị chưa gửi"
            yield Held(title, _first_of(names), None, reverse("reports:round", args=[round_.public_id]))


def _questionnaires_being_answered(user: User, on: date) -> Iterator[Held]:
    for asked in asked_by(user, on):
        found = asked.questionnaire
        silent = AnswerSheet.objects.waiting().filter(questionnaire=found).for_pages()
        if names := [sheet.unit.short_name_on(on) for sheet in silent]:
            title = f"Phiếu hỏi «{found.title}»: {len(names)} đơn vị chưa gửi"
            since = day_of(found.opened_at) if found.opened_at else None
            url = reverse("questionnaires:detail", args=[found.public_id])
            yield Held(title, _first_of(names), since, url)


def _first_of(names: list[str]) -> str:
    """The first few names, and how many more there are."""
    return ", ".join(sorted(names)[:4]) + (f" và {len(names) - 4} đơn vị khác" if len(names) > 4 else "")


def _papers_on_their_way(user: User, on: date) -> Iterator[Held]:
    mine = units_answered_for(user, [Role.FOCAL_OFFICER, Role.FOCAL_HEAD, Role.SIGNER, Role.WRITER], on)
    moving = Issue.objects.filter(unit__in=mine).exclude(state__in=[IssueState.SENT, IssueState.WITHDRAWN])
    for issue in moving.prefetch_related("steps"):
        roles = issue.chain.held_by(IssueState(issue.state))
        since = max((step.at.date() for step in issue.steps.all()), default=None)
        holder = " hoặc ".join(str(role.label) for role in roles)
        yield Held(issue.title, holder, since, reverse("publishing:issue", args=[issue.public_id]))
