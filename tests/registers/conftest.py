"""The world these tests play in: the cast, and a plan of the district in force with the task of trainings."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from binhdang.demo.world import World
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.indicators.dictionary import load
from binhdang.orgs.models import Unit
from binhdang.plans.models import Plan, PlanTask, TaskBody
from binhdang.plans.states import Nature, Origin, PlanState, TaskScope
from binhdang.registers import actions
from binhdang.registers.models import Training

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2022, 5, 10, 9, tzinfo=VIETNAM)


@pytest.fixture
def now() -> datetime:
    """The morning of 10 May 2022."""
    return NOW


@pytest.fixture
def dictionary(db: None) -> None:
    """The shipped indicators."""
    load()


@pytest.fixture
def task(world: World) -> PlanTask:
    """Task 4.3 of the district's plan in force, given to the focal body and the communes by name."""
    found = a_task(world, world.district, world.chi)
    for unit in (world.focal, *world.communes):
        part = TaskBody.Part.LEAD if unit == world.focal else TaskBody.Part.SUPPORT
        given = {"part": part, "manner": TaskBody.Manner.ASSIGNED, "origin": Origin.ADDED}
        TaskBody.objects.create(task=found, unit=unit, decided_by=world.lan, decided_at=NOW, **given)
    return found


def a_task(world: World, unit: Unit, by: Any, *, state: str = PlanState.IN_FORCE, label: str = "4.3") -> PlanTask:
    """A task of a plan of the unit. Plans have actions of their own, with tests of their own."""
    fields = {
        "owner": unit,
        "direction": Direction.OUTGOING,
        "kind": "Kế hoạch",
        "title": "Kế hoạch bình đẳng giới năm 2022",
        "registered_by": by,
        "registered_at": NOW,
    }
    known = {field.name for field in OfficialPaper._meta.get_fields()}
    paper = OfficialPaper.objects.create(**{name: value for name, value in fields.items() if name in known})
    plan = Plan.objects.create(unit=unit, paper=paper, year=2022, title="Kế hoạch năm 2022", state=state)
    return PlanTask.objects.create(
        plan=plan,
        scope=TaskScope.TASK,
        group_label="4",
        group_title="Nâng cao năng lực quản lý nhà nước",
        label=label,
        text="Tham gia, tổ chức tập huấn kiến thức về giới, bình đẳng giới.",
        nature=Nature.CONTINUOUS,
        origin=Origin.READ,
        order=1,
    )


VILLAGE_TRAINING: dict[str, Any] = {
    "subject": "Kiến thức về giới cho cán bộ thôn",
    "started_on": date(2022, 4, 27),
    "ended_on": date(2022, 4, 28),
    "place": "Hội trường UBND xã",
    "trainers": "Báo cáo viên của huyện",
    "men": 18,
    "women": 24,
    "men_officials": 3,
    "women_officials": 5,
}


@pytest.fixture
def an_records(world: World) -> Callable[..., Training]:
    """`an_records(men=20)`: An writes a training of her commune, the usual one but for what is given."""

    def record(**changed: Any) -> Training:
        given = {"owner": world.commune, "by": world.an, "at": NOW, **VILLAGE_TRAINING, **changed}
        return actions.record_training(**given)

    return record
