"""The district's plan on its way: taken in, proposed, in force."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import resources

import pytest

from binhdang.demo.world import World
from binhdang.documents.actions import take_in
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.plans.actions import confirm, confirm_all, propose, put_in_force
from binhdang.plans.models import Plan
from binhdang.plans.states import ProposalState

MARCH = datetime(2022, 3, 21, 1, 12, tzinfo=UTC)  # 08:12 in Vietnam


def demo_plan() -> bytes:
    return (resources.files("binhdang.demo") / "documents" / "ke-hoach-2022.txt").read_bytes()


@pytest.fixture
def paper(world: World) -> OfficialPaper:
    """The district's plan for 2022, read."""
    return take_in(
        owner=world.district,
        direction=Direction.OUTGOING,
        data=demo_plan(),
        name="ke-hoach-2022.txt",
        by=world.chi,
        at=MARCH,
    )


@pytest.fixture
def plan(world: World, paper: OfficialPaper) -> Plan:
    """The plan as proposed: nothing is decided yet."""
    return propose(paper, unit=world.district, year=2022, by=world.chi, at=MARCH)


@pytest.fixture
def decide_all(world: World) -> Callable[[Plan], None]:
    """Chi confirms what needs no correction and drops the one vague name."""

    def decide(plan: Plan) -> None:
        confirm_all(plan, by=world.chi, at=MARCH)
        for left in plan.proposals.filter(state=ProposalState.PENDING):
            changes = {
                "bodies": [{"unit": world.focal.code, "part": "lead", "manner": "giao", "basis": "Họp giao ban"}]
            }
            confirm(left, revision=0, changes=changes, reason="tên gọi chung", by=world.chi, at=MARCH)

    return decide


@pytest.fixture
def in_force(world: World, plan: Plan, decide_all: Callable[[Plan], None]) -> Plan:
    """The plan in force."""
    decide_all(plan)
    return put_in_force(plan, by=world.lan, at=MARCH)
