"""The plan the project was created from, when it is beside the project: the same facts as in the demo's own text."""

from datetime import UTC, datetime
from pathlib import Path

from binhdang.demo.world import World
from binhdang.documents.actions import take_in
from binhdang.documents.models import Direction
from binhdang.plans.actions import confirm, confirm_all, propose, put_in_force
from binhdang.plans.models import Plan
from binhdang.plans.queries import task_groups
from binhdang.plans.states import ProposalState, TaskScope

MARCH = datetime(2022, 3, 21, 1, 12, tzinfo=UTC)


def test_the_seed_plan_comes_in_and_goes_in_force(world: World, shared_dir: Path) -> None:
    [seed] = (shared_dir / "seed").glob("*.txt")
    paper = take_in(
        owner=world.district,
        direction=Direction.OUTGOING,
        data=seed.read_bytes(),
        name=seed.name,
        by=world.chi,
        at=MARCH,
    )
    assert (paper.kind, paper.number, paper.issued_on) == ("Kế hoạch", "", None)
    plan = propose(paper, unit=world.district, year=2022, by=world.chi, at=MARCH)
    confirm_all(plan, by=world.chi, at=MARCH)
    [vague] = plan.proposals.filter(state=ProposalState.PENDING)
    assert vague.label == "1.1"
    confirm(vague, revision=0, changes={"bodies": []}, reason="tên gọi chung", by=world.chi, at=MARCH)
    put_in_force(plan, by=world.lan, at=MARCH)

    groups = task_groups(plan, TaskScope.TASK)
    assert [len(group.rows) for group in groups] == [3, 2, 4, 6]
    assert [row.left_out for group in groups for row in group.rows if row.left_out] == [["4.4"]]
    assert bodies(plan, "III.1") == {(world.focal.code, "giao")}
    assert bodies(plan, "III.2") == {(unit.code, "giao") for unit in world.member_bodies}
    assert bodies(plan, "III.3") == {(unit.code, "giao") for unit in world.communes}
    front = ("618.mttq", "618.ldld", "618.hnd", "618.huyen-doan", "618.lhpn")
    assert bodies(plan, "III.4") == {(code, "de_nghi") for code in front}
    assert [(duty.frequency, duty.before) for duty in plan.reporting_duties.order_by("pk")] == [
        ("six-monthly", "06-05"),
        ("yearly", "12-05"),
        ("ad hoc", ""),
    ]
    conditions = [t.label for t in plan.tasks.all() if t.deadlines.exclude(condition="").exists()]
    assert conditions == ["1.2", "1.3", "3.4"]


def bodies(plan: Plan, label: str) -> set[tuple[str, str]]:
    return {(body.unit.code, body.manner) for body in plan.tasks.get(label=label).bodies.all()}
