"""Where tests of reports begin: the district's plan in force, its half-year round open, An's report before her."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from binhdang.accounts.models import User
from binhdang.demo.world import World
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.indicators.dictionary import load
from binhdang.orgs.models import Unit
from binhdang.plans.models import Plan, PlanTask, ReportingDuty, TaskBody
from binhdang.plans.states import Nature, Origin, PlanState, TaskScope
from binhdang.reports import actions, figures
from binhdang.reports.models import Report, ReportVersion, Round
from binhdang.values.figures import Figure
from binhdang.values.periods import Period, PeriodKind

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WOMEN, MEN = "TT-02.nu", "TT-02.nam"
ACTIVITIES, MONEY = "TT-01", "QL-06"


def at(day: int, month: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """An instant of 2022, Vietnam's time."""
    return datetime(2022, month, day, hour, minute, second, tzinfo=VIETNAM)


@dataclass
class Scene:
    """The world with a round in it."""

    world: World
    plan: Plan
    round: Round

    def report_of(self, unit: Unit) -> Report:
        """A unit's report in the round."""
        return self.round.reports.get(unit=unit)

    @property
    def an_report(self) -> Report:
        """An's commune's report."""
        return self.report_of(self.world.commune)


def put_plan_in_force(world: World, *, months: tuple[str, str] = ("06-05", "12-05")) -> Plan:
    """The plan of the district with the duties that make seventeen bodies report."""
    paper = OfficialPaper.objects.create(
        owner=world.district,
        direction=Direction.OUTGOING,
        kind="Kế hoạch",
        title="Thực hiện các mục tiêu bình đẳng giới năm 2022",
        registered_at=at(22, 3),
        registered_by=world.chi,
    )
    plan = Plan.objects.create(
        unit=world.district,
        paper=paper,
        year=2022,
        title=paper.title,
        state=PlanState.IN_FORCE,
        in_force_at=at(31, 3),
        in_force_by=world.lan,
    )
    _tasks(plan)
    ordered, asked = TaskBody.Manner.ASSIGNED, TaskBody.Manner.REQUESTED
    front = [world.units[code] for code in ("618.mttq", "618.ldld", "618.hnd", "618.huyen-doan", "618.lhpn")]
    standing = (
        ("III.1", [world.focal], ordered),
        ("III.2", world.member_bodies, ordered),
        ("III.3", world.communes, ordered),
        ("III.4", front, asked),
    )
    for order, (label, units, manner) in enumerate(standing, start=100):
        task = PlanTask.objects.create(
            plan=plan,
            scope=TaskScope.STANDING,
            label=label,
            text=f"Nhiệm vụ thường xuyên {label}",
            nature=Nature.CONTINUOUS,
            origin=Origin.READ,
            order=order,
        )
        for unit in units:
            _body(task, unit, manner, world.chi)
    for frequency, before in (("six-monthly", months[0]), ("yearly", months[1]), ("ad hoc", "")):
        ReportingDuty.objects.create(
            plan=plan, frequency=frequency, before=before, to=world.district, through=world.focal
        )
    return plan


def _tasks(plan: Plan) -> None:
    texts = (
        ("2.2", "Chương trình", "Rà soát, đánh giá các mô hình phòng ngừa bạo lực trên cơ sở giới"),
        ("3.3", "Truyền thông", "Đa dạng hóa hoạt động truyền thông, giới thiệu các mô hình"),
        ("4.2", "Năng lực", "Lồng ghép vấn đề bình đẳng giới trong xây dựng văn bản"),
        ("4.3", "Năng lực", "Tổ chức tập huấn kiến thức về giới cho cán bộ"),
        ("4.5", "Năng lực", "Tăng cường kiểm tra, xử lý vi phạm về bình đẳng giới"),
    )
    for order, (label, group, text) in enumerate(texts):
        PlanTask.objects.create(
            plan=plan,
            scope=TaskScope.TASK,
            group_title=group,
            label=label,
            text=text,
            nature=Nature.CONTINUOUS,
            origin=Origin.READ,
            order=order,
        )


def _body(task: PlanTask, unit: Unit, manner: str, by: User) -> None:
    TaskBody.objects.create(
        task=task,
        unit=unit,
        part=TaskBody.Part.SUPPORT,
        manner=manner,
        origin=Origin.READ,
        decided_by=by,
        decided_at=at(23, 3),
    )


def half_year_opened(world: World) -> Scene:
    """The dictionary loaded, the plan in force, the half-year round opened on 21 April."""
    load()
    plan = put_plan_in_force(world)
    actions.follow_plans(at=at(1, 4))
    (round,) = actions.open_due_rounds(at=at(21, 4))
    assert round.period == Period(PeriodKind.HALF_YEAR, 2022, 1)
    return Scene(world, plan, round)


def write(report: Report, key: str, number: int | Decimal, by: User, when: datetime) -> None:
    """Type one number into one cell, with the newest page open."""
    base = figures.revisions(report)[key]
    actions.write_cell(report, key, Figure.of(number), base_revision=base, by=by, at=when)


def send_in(report: Report, *, writer: User, leader: User, when: datetime, number: str = "17") -> ReportVersion:
    """Every empty cell affirmed as nil, approved by the leader, sent by the writer."""
    actions.affirm_nil(report, by=writer, at=when)
    actions.ask_approval(report, by=writer, at=when)
    actions.approve(report, by=leader, at=when)
    return actions.submit(
        report, by=writer, at=when, number=number, symbol="BC-UBND", issued_on=when.astimezone(VIETNAM).date()
    )
