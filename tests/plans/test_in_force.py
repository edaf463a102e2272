"""The plan in force: printed numbers and gaps kept, bodies ordered or asked, additions marked, conditions occurring."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from binhdang.audit.models import Event
from binhdang.demo.papers import PLAN_2022
from binhdang.demo.world import World
from binhdang.documents.actions import register_incoming, take_in
from binhdang.documents.models import Direction
from binhdang.plans.actions import (
    add_task,
    assign,
    condition_occurred,
    confirm,
    confirm_all,
    mark_done,
    propose,
    put_in_force,
    reject,
    unassign,
)
from binhdang.plans.models import Plan, PlanTask, ReportingDuty, TaskDeadline
from binhdang.plans.queries import plan_in_force, task_groups, tasks_of_unit
from binhdang.plans.states import Nature, Origin, PlanState, ProposalState, TaskScope
from binhdang.values.refusals import NotAllowed, Refusal

MARCH = datetime(2022, 3, 21, 1, 12, tzinfo=UTC)
APRIL = datetime(2022, 4, 20, 2, 0, tzinfo=UTC)
TODAY = date(2022, 4, 20)


def task(plan: Plan, label: str) -> PlanTask:
    return plan.tasks.get(label=label)


def codes(of: PlanTask) -> set[str]:
    return {body.unit.code for body in of.bodies.all()}


def test_a_plan_with_an_undecided_proposal_is_not_put_in_force_and_says_which(world: World, plan: Plan) -> None:
    confirm_all(plan, by=world.chi, at=MARCH)
    with pytest.raises(Refusal, match=r"Còn 1 đề xuất chưa quyết định.*1\.1"):
        put_in_force(plan, by=world.lan, at=MARCH)
    assert Plan.objects.get().state == PlanState.PROPOSED
    assert not PlanTask.objects.exists()


def test_the_plan_in_force_has_its_groups_and_the_gap_at_4_4(in_force: Plan) -> None:
    groups = task_groups(in_force, TaskScope.TASK)
    assert [(group.label, [row.task.label for row in group.rows]) for group in groups] == [
        ("1", ["1.1", "1.2", "1.3"]),
        ("2", ["2.1", "2.2"]),
        ("3", ["3.1", "3.2", "3.3", "3.4"]),
        ("4", ["4.1", "4.2", "4.3", "4.5", "4.6", "4.7"]),
    ]
    assert {row.task.label: row.left_out for group in groups for row in group.rows if row.left_out} == {"4.3": ["4.4"]}
    assert ReportingDuty.objects.count() == 3


def test_standing_duties_bind_13_members_by_order_and_five_bodies_by_request(world: World, in_force: Plan) -> None:
    assert codes(task(in_force, "III.2")) == {unit.code for unit in world.member_bodies}
    assert {body.manner for body in task(in_force, "III.2").bodies.all()} == {"giao"}
    assert {body.manner for body in task(in_force, "III.4").bodies.all()} == {"de_nghi"}
    both = codes(task(in_force, "III.2")) & codes(task(in_force, "III.4"))
    assert both == {"618.ldld", "618.hnd", "618.huyen-doan", "618.lhpn"}
    bound = {code for label in ("III.1", "III.2", "III.3") for code in codes(task(in_force, label))}
    assert len(bound) == 17


def test_what_was_rejected_binds_nobody_and_a_plan_of_nothing_is_not_put_in_force(world: World, plan: Plan) -> None:
    for proposal in plan.proposals.exclude(label="4.6"):
        reject(proposal, revision=0, reason="không làm", by=world.chi, at=MARCH)
    last = plan.proposals.get(label="4.6")
    reject(last, revision=0, reason="không làm", by=world.chi, at=MARCH)
    with pytest.raises(Refusal, match="không có nhiệm vụ nào"):
        put_in_force(plan, by=world.lan, at=MARCH)
    confirm(last, revision=1, by=world.chi, at=MARCH)
    put_in_force(plan, by=world.lan, at=MARCH)
    assert [t.label for t in plan.tasks.all()] == ["4.6"]


def test_a_plan_in_force_is_not_put_in_force_again_nor_are_its_proposals_decided(world: World, in_force: Plan) -> None:
    with pytest.raises(Refusal, match="đã có hiệu lực"):
        put_in_force(in_force, by=world.lan, at=MARCH)
    some = in_force.proposals.get(label="3.1")
    with pytest.raises(Refusal, match="đã có hiệu lực"):
        reject(some, revision=some.revision, reason="thôi", by=world.chi, at=MARCH)


def test_what_chi_adds_is_marked_with_its_basis_and_takes_no_printed_number(world: World, in_force: Plan) -> None:
    def add(label: str, basis: str = "Thông báo kết luận họp ngày 15/4/2022") -> PlanTask:
        text = "Rà soát hương ước, quy ước"
        return add_task(
            in_force, label=label, text=text, nature="continuous", basis=basis, group_label="4", by=world.chi, at=APRIL
        )

    for printed in ("4.3", "4.4"):
        with pytest.raises(Refusal, match="số bị bỏ trống"):
            add(printed)
    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        add("BS.1", basis="")
    added = add("BS.1")
    assert (added.origin, added.group_title) == (Origin.ADDED, task(in_force, "4.7").group_title)
    assert [row.task.label for row in task_groups(in_force, TaskScope.TASK)[-1].rows][-2:] == ["4.7", "BS.1"]
    with pytest.raises(Refusal):
        add("BS.1")


def test_lan_gives_a_task_without_a_lead_to_the_focal_body_and_takes_it_back_with_a_reason(
    world: World, in_force: Plan
) -> None:
    training = task(in_force, "4.3")
    with pytest.raises(Refusal, match="căn cứ"):
        assign(training, unit=world.focal, part="lead", manner="giao", basis=" ", by=world.lan, at=APRIL)
    body = assign(training, unit=world.focal, part="lead", manner="giao", basis="Họp Ban", by=world.lan, at=APRIL)
    assert (body.origin, body.decided_by) == (Origin.ADDED, world.lan)
    with pytest.raises(Refusal, match="nêu hai lần"):
        assign(training, unit=world.focal, part="support", manner="giao", basis="Họp Ban", by=world.lan, at=APRIL)
    with pytest.raises(NotAllowed):
        assign(training, unit=world.commune, part="lead", manner="giao", basis="tự nhận", by=world.an, at=APRIL)
    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        unassign(body, reason="", by=world.lan, at=APRIL)
    unassign(body, reason="chuyển cho TT Y tế", by=world.lan, at=APRIL)
    assert codes(training) == set()
    assert Event.objects.get(verb="task.unassigned").details["before"]["unit"] == world.focal.code


def waiting(plan: Plan, label: str) -> TaskDeadline:
    return task(plan, label).deadlines.get()


def test_a_condition_that_occurs_cites_a_document_and_sets_the_deadline(world: World, in_force: Plan) -> None:
    guidance = register_incoming(
        owner=world.district,
        kind="Hướng dẫn",
        number="30",
        symbol="HD-SLĐTBXH",
        issued_on=date(2022, 4, 18),
        issuing_body="Sở LĐ-TB&XH",
        title="Tổng kết 15 năm",
        by=world.khanh,
        at=APRIL,
    )
    deadline = waiting(in_force, "1.3")
    assert (deadline.due_before_on, deadline.occurred_on) == (None, None)
    assert task(in_force, "1.3").nature == Nature.CONDITIONAL

    def occurs(on: date = date(2022, 4, 18), due: date | None = date(2022, 6, 1), basis: str = "HD số 30") -> None:
        condition_occurred(
            waiting(in_force, "1.3"), on=on, due_before_on=due, basis=basis, by=world.chi, at=APRIL, paper=guidance
        )

    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        occurs(basis="")
    with pytest.raises(Refusal, match="sau ngày hôm nay"):
        occurs(on=date(2022, 4, 21))
    with pytest.raises(Refusal, match="không sau ngày xảy ra"):
        occurs(due=date(2022, 4, 18))
    with pytest.raises(Refusal, match="Không đánh dấu hoàn thành"):
        mark_done(task(in_force, "1.3"), by=world.chi, at=APRIL, basis="BC số 9")
    occurs()
    assert (waiting(in_force, "1.3").due_before_on, waiting(in_force, "1.3").occurred_paper) == (
        date(2022, 6, 1),
        guidance,
    )
    with pytest.raises(Refusal, match="đã xảy ra ngày 18/04/2022"):
        occurs()
    assert mark_done(task(in_force, "1.3"), by=world.chi, at=APRIL, basis="BC số 9").done_at == APRIL


def test_a_continuous_task_is_never_done(world: World, in_force: Plan) -> None:
    with pytest.raises(Refusal, match="thường xuyên"):
        mark_done(task(in_force, "3.1"), by=world.chi, at=APRIL, basis="xong")
    assert mark_done(task(in_force, "3.4"), by=world.chi, at=APRIL, basis="BC số 9").done_at == APRIL
    with pytest.raises(Refusal, match="đã hoàn thành"):
        mark_done(task(in_force, "3.4"), by=world.chi, at=APRIL, basis="BC số 9")


def test_a_deadline_with_a_day_is_exclusive_before_and_inclusive_until(world: World, plan: Plan) -> None:
    deadlines = [
        {"kind": "before", "text": "trước ngày 05/6", "month_day": "06-05"},
        {"kind": "by", "text": "chậm nhất ngày 05/6", "month_day": "06-05"},
        {"kind": "on", "text": "ngày 31/12/2022", "on": "2022-12-31"},
    ]
    for proposal in plan.proposals.exclude(label="4.6"):
        reject(proposal, revision=0, reason="gọn", by=world.chi, at=MARCH)
    confirm(
        plan.proposals.get(label="4.6"),
        revision=0,
        changes={"deadlines": deadlines},
        reason="Thông báo số 7",
        by=world.chi,
        at=MARCH,
    )
    put_in_force(plan, by=world.lan, at=MARCH)
    assert [d.due_before_on for d in task(plan, "4.6").deadlines.all()] == [
        date(2022, 6, 5),
        date(2022, 6, 6),
        date(2023, 1, 1),
    ]


def test_a_commune_works_on_what_names_it_and_on_what_is_given_to_nobody(world: World, in_force: Plan) -> None:
    labels = [t.label for t in tasks_of_unit(world.commune, TODAY)]
    assert "III.3" in labels
    assert "4.3" in labels
    assert "III.2" not in labels
    assign(task(in_force, "4.3"), unit=world.focal, part="lead", manner="giao", basis="Họp", by=world.lan, at=APRIL)
    assert "4.3" not in [t.label for t in tasks_of_unit(world.commune, TODAY)]
    assert not tasks_of_unit(world.department, TODAY).exists()
    assert not tasks_of_unit(world.commune, date(2023, 4, 20)).exists()


def test_giang_sees_the_plan_that_binds_her_commune_once_it_is_in_force(
    world: World, plan: Plan, decide_all: Callable[[Plan], None]
) -> None:
    def seen_by(name: str) -> list[Plan]:
        return list(Plan.objects.visible_to(world.people[name], TODAY))

    assert (seen_by("giang"), seen_by("an"), seen_by("chi"), seen_by("ha")) == ([], [], [plan], [])
    decide_all(plan)
    put_in_force(plan, by=world.lan, at=MARCH)
    assert (seen_by("giang"), seen_by("an"), seen_by("minh"), seen_by("ha")) == ([plan], [plan], [plan], [])


def test_ans_commune_makes_its_own_plan_from_the_districts_and_giang_sees_nothing_of_it(
    world: World, in_force: Plan
) -> None:
    text = """ỦY BAN NHÂN DÂN
XÃ IA TƠI

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

KẾ HOẠCH

Công tác bình đẳng giới năm 2022 của xã Ia Tơi

I. NHIỆM VỤ

1. Tuyên truyền Luật Bình đẳng giới tại các thôn.

2. Tổ chức tập huấn cho cán bộ thôn trước ngày 15/10.
"""
    ours = take_in(
        owner=world.commune, direction=Direction.OUTGOING, data=text.encode(), name="xa.txt", by=world.an, at=APRIL
    )
    other = take_in(
        owner=world.other_commune,
        direction=Direction.OUTGOING,
        data=text.replace("Ia Tơi", "Ia Dom").encode(),
        name="xa.txt",
        by=world.giang,
        at=APRIL,
    )
    derived = propose(ours, unit=world.commune, year=2022, by=world.an, at=APRIL, derived_from=in_force)
    with pytest.raises(Refusal, match="cấp trên trực tiếp"):
        propose(other, unit=world.other_commune, year=2022, by=world.giang, at=APRIL, derived_from=derived)
    with pytest.raises(NotAllowed):
        confirm_all(derived, by=world.chi, at=APRIL)
    confirm_all(derived, by=world.an, at=APRIL)
    put_in_force(derived, by=world.binh, at=APRIL)
    assert plan_in_force(world.commune, TODAY) == derived
    assert derived.derived_from == in_force
    assert task(derived, "I.2").deadlines.get().due_before_on == date(2022, 10, 15)
    assert not derived.proposals.filter(state=ProposalState.PENDING).exists()
    assert list(Plan.objects.visible_to(world.giang, TODAY)) == [in_force]
    assert set(Plan.objects.visible_to(world.chi, TODAY)) == {in_force, derived}


def test_the_same_plan_is_not_put_in_force_twice_which_would_open_every_round_again(
    world: World, in_force: Plan, decide_all: Callable[[Plan], None]
) -> None:
    copy = take_in(
        owner=world.district,
        direction=Direction.OUTGOING,
        data=PLAN_2022.encode() + b"\n",
        name="ban-sao.txt",
        by=world.chi,
        at=APRIL,
    )
    twin = propose(copy, unit=world.district, year=in_force.year, by=world.chi, at=APRIL)
    decide_all(twin)
    with pytest.raises(Refusal, match="đang được thực hiện rồi"):
        put_in_force(twin, by=world.lan, at=APRIL)
    twin.refresh_from_db()
    assert twin.state == PlanState.PROPOSED and not twin.tasks.exists()
