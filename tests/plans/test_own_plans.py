"""An writes her commune's plan from the district's: taken over, localised, added, left out; nothing lost, nothing bound
before it is issued."""

from datetime import date

import pytest

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.plans import actions
from binhdang.plans.lines import checks, current, proposed_drop
from binhdang.plans.models import Plan, PlanTask, Proposal
from binhdang.plans.numbering import numbered as numbering
from binhdang.plans.own_page import own_page
from binhdang.plans.states import PlanState, ProposalState
from binhdang.values.refusals import Conflict, NotAllowed, Refusal
from plans.own import APRIL, WORDS, at, begun, gone_through, issued, line, localise, numbered, own_task

TODAY = date(2022, 4, 8)


@pytest.fixture
def superior(world: World, in_force: Plan) -> Plan:
    """The district's plan in force, with its number."""
    return numbered(world, in_force)


@pytest.fixture
def ours(world: World, superior: Plan) -> Plan:
    """An's draft: every task of the district's waits."""
    return begun(world, superior)


def printed(plan: Plan) -> list[tuple[str, str]]:
    """Labels of the plan beside those of the district's."""
    lines = plan.proposals.select_related("taken_from")
    return [(label, one.taken_from.label if one.taken_from else "") for g in numbering(lines) for label, one in g.lines]


def test_the_draft_begins_with_every_task_of_the_district_and_binds_nobody(world: World, ours: Plan) -> None:
    assert [above for _, above in printed(ours)] == [
        *("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "4.5", "4.6", "4.7")
    ]
    assert {one.state for one in ours.proposals.all()} == {ProposalState.PENDING}
    assert (ours.paper, ours.state, ours.tasks.count()) == (None, PlanState.DRAFTING, 0)
    assert Event.objects.get(verb="plan.derived").actor_id == world.an.pk


def test_a_task_taken_over_keeps_its_words_and_one_localised_shows_both(world: World, ours: Plan) -> None:
    kept = actions.take_over(line(ours, "3.1"), revision=0, by=world.an, at=APRIL)
    said = localise(line(ours, "4.3"), "Mở 02 lớp cho cán bộ thôn.", by=world.an)
    assert (kept.state, kept.decided["text"]) == (ProposalState.CONFIRMED, kept.taken_from.text)
    assert said.state == ProposalState.EDITED
    views = {view.line.pk: view for group in own_page(ours, world.an, TODAY).groups for view in group.lines}
    assert (views[kept.pk].became, views[kept.pk].original) == ("đã nhận nguyên văn", "")
    assert views[said.pk].text == "Mở 02 lớp cho cán bộ thôn."
    assert views[said.pk].original.startswith("Tổ chức và cử người tham gia tập huấn")


def test_the_plan_numbers_its_own_tasks_without_the_districts_gap(world: World, ours: Plan) -> None:
    gone_through(ours, by=world.an)
    labels = {above: label for label, above in printed(ours)}
    assert (labels["4.3"], labels["4.5"], labels[""]) == ("4.3", "4.4", "5.1")
    assert "1.3" not in labels


def test_tasks_change_places_within_their_group_and_stay_at_its_ends(world: World, ours: Plan) -> None:
    actions.move_line(line(ours, "1.2"), up=True, by=world.an, at=APRIL)
    assert printed(ours)[:3] == [("1.1", "1.2"), ("1.2", "1.1"), ("1.3", "1.3")]
    before = printed(ours)
    actions.move_line(line(ours, "1.2"), up=True, by=world.an, at=APRIL)
    actions.move_line(line(ours, "1.3"), up=False, by=world.an, at=APRIL)
    assert printed(ours) == before


def test_money_is_added_up_exactly_and_silence_is_not_zero(world: World, ours: Plan) -> None:
    localise(line(ours, "3.2"), "Phát tờ rơi đến từng thôn.", by=world.an, budget=9_999_999_999, budget_source="Xã")
    localise(line(ours, "3.3"), "Nói chuyện ở thôn.", by=world.an, budget=0)
    page = own_page(ours, world.an, TODAY)
    assert (page.budget, page.funded, page.standing) == (9_999_999_999, 2, 15)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "  "}, "chưa có nội dung"),
        ({"group_title": ""}, "chưa thuộc nhóm nào"),
        ({"nature": "conditional", "deadlines": []}, "chưa ghi điều kiện"),
        ({"budget": -1}, "Kinh phí không hợp lệ"),
        ({"budget": None, "budget_source": "Ngân sách xã"}, "chưa ghi số tiền"),
        ({"bodies": [{"unit": "23537", "part": "lead"}]}, "Không giao được cho đơn vị này"),
        ({"bodies": [{"unit": "23538", "part": "lead"}, {"unit": "23538", "part": "support"}]}, "nêu hai lần"),
        ({"deadlines": [{"kind": "before", "text": "", "month_day": "02-30"}]}, "Ngày không có trên lịch"),
    ],
)
def test_what_cannot_stand_is_refused_with_the_remedy_and_the_line_stays_as_it_was(
    world: World, ours: Plan, changes: dict[str, object], said: str
) -> None:
    one = line(ours, "4.3")
    with pytest.raises(Refusal, match=said):
        actions.write_line(one, revision=0, changes=changes, by=world.an, at=APRIL)
    assert (line(ours, "4.3").state, line(ours, "4.3").revision) == (ProposalState.PENDING, 0)


def test_a_day_typed_without_words_is_printed_as_that_day(world: World, ours: Plan) -> None:
    rows = [{"kind": "before", "month_day": "09-30"}, {"kind": "by", "on": "2022-10-05"}]
    done = localise(line(ours, "4.3"), "Mở lớp.", by=world.an, deadlines=rows)
    assert [row["text"] for row in current(done)["deadlines"]] == ["trước ngày 30/9", "chậm nhất ngày 05/10/2022"]


def test_somebody_of_another_unit_does_not_answer_for_a_task(world: World, ours: Plan) -> None:
    with pytest.raises(Refusal, match="không thuộc đơn vị"):
        localise(line(ours, "4.3"), "Mở lớp.", by=world.an, person=world.giang.public_id)
    done = localise(line(ours, "4.3"), "Mở lớp.", by=world.an, person=world.binh.public_id)
    assert current(done)["person"] == world.binh.public_id


def test_binh_and_an_write_one_line_at_once_and_nothing_is_overwritten(world: World, ours: Plan) -> None:
    seen = line(ours, "4.3")
    localise(line(ours, "4.3"), "Lời của Bình.", by=world.binh)
    with pytest.raises(Conflict) as met:
        localise(seen, "Lời của An.", by=world.an)
    assert (met.value.mine["text"], met.value.theirs["text"]) == ("Lời của An.", "Lời của Bình.")  # type: ignore[index]
    assert current(line(ours, "4.3"))["text"] == "Lời của Bình."
    localise(line(ours, "4.3"), "Lời của An.", by=world.an)
    assert Event.objects.filter(verb="proposal.edited", actor_id__in=[world.an.pk, world.binh.pk]).count() == 2


def test_two_people_write_the_words_around_the_tasks_and_the_second_is_told(world: World, ours: Plan) -> None:
    actions.write_words(ours, title="Của Bình", words=WORDS, revision=0, by=world.binh, at=APRIL)
    with pytest.raises(Conflict, match="Phạm Thanh Bình đã sửa lời văn"):
        actions.write_words(ours, title="Của An", words={}, revision=0, by=world.an, at=APRIL)
    ours.refresh_from_db()
    assert (ours.title, ours.wording.purpose) == ("Của Bình", WORDS["purpose"])


def test_a_task_is_left_out_only_with_a_reason_and_can_come_back(world: World, ours: Plan) -> None:
    one = line(ours, "1.3")
    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        actions.drop_line(one, revision=0, reason=" ", by=world.an, at=APRIL)
    actions.drop_line(one, revision=0, reason="Phòng LĐ-TB&XH làm.", by=world.an, at=APRIL)
    assert "1.3" not in [above for _, above in printed(ours)]
    actions.take_over(line(ours, "1.3"), revision=1, by=world.an, at=APRIL)
    assert "1.3" in [above for _, above in printed(ours)]


@pytest.mark.parametrize("name", ["giang", "chi", "lan", "minh", "khanh", "ha"])
def test_nobody_outside_the_commune_writes_or_sees_its_draft(world: World, ours: Plan, name: str) -> None:
    person = world.people[name]
    with pytest.raises(NotAllowed):
        actions.take_over(line(ours, "3.1"), revision=0, by=person, at=APRIL)
    with pytest.raises(NotAllowed):
        actions.add_line(ours, changes=own_task(world.commune, "Việc"), by=person, at=APRIL)
    assert ours not in Plan.objects.visible_to(person, TODAY)


def test_a_unit_begins_once_and_only_from_a_plan_of_a_unit_above_it(world: World, superior: Plan, ours: Plan) -> None:
    with pytest.raises(Refusal, match="đã có kế hoạch thực hiện kế hoạch này"):
        begun(world, superior)
    with pytest.raises(NotAllowed):
        actions.derive(superior, unit=world.other_commune, by=world.an, at=APRIL)
    with pytest.raises(Refusal, match="cấp trên trực tiếp"):
        actions.derive(ours, unit=world.other_commune, by=world.giang, at=APRIL)


def test_a_task_the_district_adds_later_is_brought_into_the_draft_once(
    world: World, superior: Plan, ours: Plan
) -> None:
    actions.add_task(
        superior, label="BS.1", text="Việc mới", nature="once", basis="TB 12", by=world.chi, at=at(9), group_label="4"
    )
    assert own_page(ours, world.an, TODAY).new_above == 1
    assert actions.carry_out(ours, superior, by=world.an, at=at(9)) == 1
    assert actions.carry_out(ours, superior, by=world.an, at=at(9)) == 0
    assert line(ours, "BS.1").state == ProposalState.PENDING


def test_an_issued_plan_binds_with_lineage_days_people_and_money(world: World, superior: Plan) -> None:
    plan = issued(world, superior)
    training = plan.tasks.get(label="4.3")
    assert (training.taken_from, training.budget) == (superior.tasks.get(label="4.3", scope="task"), 12_500_000)
    assert training.deadlines.get().due_before_on == date(2022, 9, 30)
    assert [(b.unit, b.origin) for b in training.bodies.all()] == [(world.commune, "read")]
    assert plan.tasks.get(label="5.1").taken_from is None
    assert plan.tasks.count() == 15
    assert not PlanTask.objects.filter(plan=plan, taken_from__label="1.3").exists()
    with pytest.raises(Refusal, match="không còn ở bước soạn thảo"):
        actions.take_over(Proposal.objects.filter(plan=plan).first(), revision=9, by=world.an, at=at(13))


def test_next_years_plan_moves_days_and_waits_for_a_person_to_look(world: World, superior: Plan) -> None:
    """Done once is proposed to be left out; a moved day, last year's money and last year's number are to be checked."""
    last = issued(world, superior)
    added = last.tasks.get(label="5.1")
    actions.mark_done(added, by=world.an, at=at(20, month=6), basis="Quyết định số 9 của xã")
    plan = actions.plan_next_year(last, by=world.an, at=at(5, month=12))
    assert (plan.year, plan.continues, plan.derived_from) == (2023, last, None)
    assert {one.state for one in plan.proposals.all()} == {ProposalState.PENDING}
    training = plan.proposals.get(taken_from__label="4.3")
    assert current(training)["deadlines"][0]["month_day"] == "09-30"
    assert any("dời sang năm 2023" in said for said in checks(training))
    assert any("12.500.000 đồng" in said for said in checks(training))
    assert current(training)["budget"] is None
    month = plan.proposals.get(taken_from__label="3.4")
    assert "nội dung còn nêu năm 2022" in checks(month)
    done = plan.proposals.get(taken_from=added)
    assert "Đã hoàn thành ngày 20/6/2022: Quyết định số 9 của xã" in proposed_drop(done)
    ready = actions.take_over_all(plan, by=world.an, at=at(6, month=12))
    waiting = set(plan.proposals.filter(state=ProposalState.PENDING).values_list("taken_from__label", flat=True))
    assert {"4.3", "3.4", "5.1"} <= waiting and ready == 15 - len(waiting)
    with pytest.raises(Refusal, match="chưa quyết định"):
        actions.submit(plan, by=world.an, at=at(6, month=12))
    actions.drop_line(done, revision=0, reason="", by=world.an, at=at(6, month=12))
    assert plan.proposals.get(pk=done.pk).reason == proposed_drop(done)


def test_a_named_day_moves_by_a_year_and_the_29th_of_february_to_the_28th(world: World, superior: Plan) -> None:
    last = issued(world, superior)
    deadline = last.tasks.get(label="4.3").deadlines.get()
    deadline.month_day, deadline.due_before_on, deadline.text = "", date(2024, 2, 29), "trước ngày 29/02/2024"
    deadline.save()
    Plan.objects.filter(pk=last.pk).update(year=2024)
    last.refresh_from_db()
    plan = actions.plan_next_year(last, by=world.an, at=at(5, month=12))
    moved = current(plan.proposals.get(taken_from__label="4.3"))["deadlines"][0]
    assert moved["on"] == "2025-02-28"
    with pytest.raises(Refusal, match="Đã lập kế hoạch năm sau"):
        actions.plan_next_year(last, by=world.binh, at=at(6, month=12))
