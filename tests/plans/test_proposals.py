"""Proposals: what was read binds nobody until a person decides, each decision with its reason, never over another's."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.documents.actions import claim, take_in
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.plans.actions import confirm, confirm_all, propose, put_in_force, reject
from binhdang.plans.models import Plan, PlanTask, Proposal, ReportingDuty
from binhdang.plans.states import Nature, PlanState, ProposalKind, ProposalState
from binhdang.plans.suggesting import matcher_for, suggest
from binhdang.values.refusals import Conflict, NotAllowed, Refusal

MARCH = datetime(2022, 3, 21, 1, 12, tzinfo=UTC)


def proposal(plan: Plan, label: str) -> Proposal:
    return plan.proposals.get(label=label)


def bodies_of(plan: Plan, label: str) -> dict[str, tuple[str, str]]:
    decision = suggest(proposal(plan, label), matcher_for(plan)).decision
    return {body["unit"]: (body["part"], body["manner"]) for body in decision["bodies"]}


def test_the_reading_becomes_fifteen_tasks_four_standing_duties_and_three_regimes(plan: Plan) -> None:
    labels = {kind: [p.label for p in plan.proposals.filter(kind=kind)] for kind in ProposalKind}
    assert labels[ProposalKind.TASK] == (
        ["1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "4.5", "4.6", "4.7"]
    )
    assert labels[ProposalKind.STANDING] == ["III.1", "III.2", "III.3", "III.4"]
    assert len(labels[ProposalKind.REPORTING]) == 3
    assert (plan.state, plan.title) == (PlanState.PROPOSED, plan.paper.title)
    assert not PlanTask.objects.exists()
    assert not ReportingDuty.objects.exists()


def test_every_proposal_carries_the_words_it_was_read_from(plan: Plan) -> None:
    for one in plan.proposals.all():
        read = "".join(plan.paper.text[a:b] for a, b in one.spans)
        assert read
        if one.label:
            assert "".join(read.split()) == "".join(one.reading["text"].split())


def test_standing_duties_fall_on_the_bodies_they_name_ordered_or_asked(world: World, plan: Plan) -> None:
    assert bodies_of(plan, "III.1") == {world.focal.code: ("lead", "giao")}
    assert bodies_of(plan, "III.2") == {unit.code: ("carry_out", "giao") for unit in world.member_bodies}
    assert bodies_of(plan, "III.3") == {unit.code: ("carry_out", "giao") for unit in world.communes}
    mass = {"618.mttq", "618.ldld", "618.hnd", "618.huyen-doan", "618.lhpn"}
    assert bodies_of(plan, "III.4") == dict.fromkeys(mass, ("support", "de_nghi"))


def test_a_task_that_names_nobody_is_given_to_nobody(plan: Plan) -> None:
    assert bodies_of(plan, "4.3") == {}


def test_the_nature_is_proposed_from_the_words(plan: Plan) -> None:
    matcher = matcher_for(plan)
    natures = {p.label: suggest(p, matcher).decision["nature"] for p in plan.proposals.filter(kind=ProposalKind.TASK)}
    assert natures["1.2"] == natures["1.3"] == Nature.CONDITIONAL
    assert natures["3.4"] == Nature.ONCE
    assert natures["3.1"] == natures["4.3"] == Nature.CONTINUOUS


def test_the_group_of_a_task_is_the_heading_it_stands_under(plan: Plan) -> None:
    decision = suggest(proposal(plan, "4.5"), matcher_for(plan)).decision
    assert decision["group_label"] == "4"
    assert decision["group_title"].startswith("Nâng cao năng lực quản lý")


def test_reporting_is_to_the_district_through_the_focal_body(plan: Plan) -> None:
    matcher = matcher_for(plan)
    found = [suggest(p, matcher).decision for p in plan.proposals.filter(kind=ProposalKind.REPORTING)]
    assert [(d["frequency"], d["before"], d["to"], d["through"]) for d in found] == [
        ("six-monthly", "06-05", "618", "618.phong-ldtbxh"),
        ("yearly", "12-05", "618", "618.phong-ldtbxh"),
        ("ad hoc", "", "618", "618.phong-ldtbxh"),
    ]


def test_chi_confirms_what_was_read_and_it_is_recorded(world: World, plan: Plan) -> None:
    confirm(proposal(plan, "4.3"), revision=0, by=world.chi, at=MARCH)
    decided = proposal(plan, "4.3")
    assert (decided.state, decided.decided_by, decided.revision) == (ProposalState.CONFIRMED, world.chi, 1)
    assert decided.decided is not None
    assert decided.decided["text"] == decided.reading["text"]
    assert Event.objects.get(verb="proposal.confirmed").details["label"] == "4.3"


def test_a_name_that_is_no_unit_is_never_confirmed_silently(world: World, plan: Plan) -> None:
    with pytest.raises(Refusal, match="«Các phòng, ban, ngành, đơn vị»"):
        confirm(proposal(plan, "1.1"), revision=0, by=world.chi, at=MARCH)
    assert proposal(plan, "1.1").state == ProposalState.PENDING


def test_chi_gives_the_vague_name_to_a_unit_and_says_why(world: World, plan: Plan) -> None:
    named = proposal(plan, "1.1").reading["actors"][0]["spans"]
    bodies = [{"unit": "618.phong-tp", "part": "lead", "manner": "giao", "spans": named, "basis": ""}]
    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        confirm(proposal(plan, "1.1"), revision=0, changes={"bodies": bodies}, by=world.chi, at=MARCH)
    decided = confirm(
        proposal(plan, "1.1"),
        revision=0,
        changes={"bodies": bodies},
        reason="Phòng Tư pháp theo dõi thi hành pháp luật",
        by=world.chi,
        at=MARCH,
    )
    assert decided.state == ProposalState.EDITED
    assert decided.reading["actors"][0]["value"] == "Các phòng, ban, ngành, đơn vị"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"bodies": [{"unit": "618.ttyt", "part": "lead", "manner": "giao"}]}, "Cơ quan bổ sung chưa có căn cứ"),
        ({"bodies": [{"unit": "999", "part": "lead", "manner": "giao", "basis": "a"}]}, "không có trong hệ thống"),
        ({"bodies": [{"unit": "618.ttyt", "part": "boss", "manner": "giao", "basis": "a"}]}, "Chưa rõ vai trò"),
        (
            {"bodies": [{"unit": "618.ttyt", "part": "lead", "manner": "giao", "spans": [[1, 5]]}]},
            "Vị trí trong văn bản không nêu",
        ),
        ({"bodies": [{"unit": "618.ttyt", "part": "lead", "manner": "giao", "basis": "a"}] * 2}, "nêu hai lần"),
        ({"text": "  "}, "chưa có nội dung"),
        ({"nature": "mai_mai"}, "tính chất"),
        ({"nature": "conditional"}, "chưa ghi điều kiện"),
        ({"deadlines": [{"kind": "before", "text": "trước ngày 31/2", "month_day": "02-31"}]}, "Ngày không có"),
        ({"deadlines": [{"kind": "conditional", "text": "khi"}]}, "Chưa ghi điều kiện"),
        ({"deadlines": [{"kind": "luc_nao_do", "text": "x"}]}, "loại thời hạn"),
    ],
)
def test_a_decision_that_would_bind_wrongly_is_refused(
    world: World, plan: Plan, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        confirm(proposal(plan, "4.3"), revision=0, changes=changes, reason="thử", by=world.chi, at=MARCH)
    assert proposal(plan, "4.3").decided is None


def test_changes_that_change_nothing_are_a_plain_confirmation(world: World, plan: Plan) -> None:
    same = suggest(proposal(plan, "3.1"), matcher_for(plan)).decision
    assert confirm(proposal(plan, "3.1"), revision=0, changes=same, by=world.chi, at=MARCH).state == (
        ProposalState.CONFIRMED
    )


def test_the_printed_number_of_a_task_is_never_changed(world: World, plan: Plan) -> None:
    changes = {"label": "4.4", "nature": "once"}
    decided = confirm(proposal(plan, "4.5"), revision=0, changes=changes, reason="thử", by=world.chi, at=MARCH)
    assert decided.decided is not None
    assert decided.decided["label"] == "4.5"


def test_lan_who_looked_at_an_older_page_is_shown_what_chi_decided(world: World, plan: Plan) -> None:
    confirm(
        proposal(plan, "3.1"), revision=0, changes={"nature": "periodic"}, reason="hằng quý", by=world.chi, at=MARCH
    )
    with pytest.raises(Conflict, match="Lê Quỳnh Chi đã quyết định") as conflict:
        confirm(proposal(plan, "3.1"), revision=0, by=world.lan, at=MARCH)
    assert conflict.value.theirs["nature"] == "periodic"  # type: ignore[index]
    assert conflict.value.mine["nature"] == "continuous"  # type: ignore[index]
    again = confirm(proposal(plan, "3.1"), revision=conflict.value.revision, by=world.lan, at=MARCH)
    assert (again.state, again.decided_by) == (ProposalState.CONFIRMED, world.lan)


def test_a_rejection_says_why(world: World, plan: Plan) -> None:
    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        reject(proposal(plan, "4.6"), revision=0, reason="  ", by=world.chi, at=MARCH)
    assert reject(proposal(plan, "4.6"), revision=0, reason="đã có kế hoạch riêng", by=world.chi, at=MARCH).state == (
        ProposalState.REJECTED
    )


def test_confirming_all_leaves_what_needs_a_person(world: World, plan: Plan) -> None:
    assert confirm_all(plan, by=world.chi, at=MARCH) == 21
    assert [p.label for p in plan.proposals.filter(state=ProposalState.PENDING)] == ["1.1"]


def test_nobody_decides_while_another_holds_the_paper(world: World, plan: Plan) -> None:
    claim(plan.paper, by=world.chi, at=MARCH)
    with pytest.raises(Refusal, match="Lê Quỳnh Chi đang làm văn bản này từ 08:12"):
        confirm(proposal(plan, "3.1"), revision=0, by=world.lan, at=MARCH)
    claim(plan.paper, by=world.lan, at=MARCH + timedelta(hours=1), take_over=True)
    with pytest.raises(Refusal, match="Trần Ngọc Lan đang làm"):
        reject(proposal(plan, "3.1"), revision=0, reason="bỏ", by=world.chi, at=MARCH)
    assert confirm(proposal(plan, "3.1"), revision=0, by=world.lan, at=MARCH).decided_by == world.lan


def test_only_the_districts_focal_people_decide_on_its_plan(world: World, plan: Plan) -> None:
    for other in (world.an, world.giang, world.minh, world.khanh, world.ha):
        with pytest.raises(NotAllowed):
            confirm(proposal(plan, "3.1"), revision=0, by=other, at=MARCH)
        with pytest.raises(NotAllowed):
            put_in_force(plan, by=other, at=MARCH)
        with pytest.raises(NotAllowed):
            confirm_all(plan, by=other, at=MARCH)


def test_one_paper_makes_one_plan_of_its_own_unit(world: World, plan: Plan) -> None:
    with pytest.raises(Refusal, match="Đã có kế hoạch"):
        propose(plan.paper, unit=world.district, year=2022, by=world.chi, at=MARCH)
    with pytest.raises(Refusal, match="sổ của đơn vị khác"):
        propose(plan.paper, unit=world.commune, year=2022, by=world.an, at=MARCH)


@pytest.mark.parametrize(
    "text",
    [
        "BÁO CÁO\n\nKết quả công tác năm 2021\n\nI. KẾT QUẢ\n\n1. Đã tổ chức 3 lớp tập huấn.\n",
        "KẾ HOẠCH\n\nTham quan học tập kinh nghiệm\n\nUBND huyện dự kiến tổ chức tham quan trong năm.\n",
    ],
)
def test_a_paper_that_is_no_plan_makes_none_and_leaves_nothing_behind(world: World, text: str) -> None:
    paper = take_in(
        owner=world.district,
        direction=Direction.OUTGOING,
        data=text.encode(),
        name="khac.txt",
        by=world.chi,
        at=MARCH,
    )
    with pytest.raises(Refusal, match=r"khac\.txt.*Cách khắc phục"):
        propose(paper, unit=world.district, year=2022, by=world.chi, at=MARCH)
    assert not Plan.objects.exists()
    assert OfficialPaper.objects.count() == 1


SCRIBBLED = """KẾ HOẠCH

Công tác bình đẳng giới năm 2022

I. NHIỆM VỤ

1. Tuyên truyền Luật Bình đẳng giới tại các thôn.

2. Tổ chức tập huấn cho cán bộ thôn.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Phạm Thanh Bình

Ghi tay: giao thêm Đoàn xã dọn vệ sinh trước ngày 08/3.
"""


@pytest.fixture
def scribbled(world: World) -> Plan:
    """The plan of An's commune, with a line under the signature that belongs to no part of it."""
    data = SCRIBBLED.encode()
    paper = take_in(owner=world.commune, direction=Direction.OUTGOING, data=data, name="xa.txt", by=world.an, at=MARCH)
    return propose(paper, unit=world.commune, year=2022, by=world.an, at=MARCH)


def test_what_was_not_understood_is_listed_last_and_holds_the_plan_back(world: World, scribbled: Plan) -> None:
    confirm_all(scribbled, by=world.an, at=MARCH)
    [unread] = scribbled.proposals.filter(state=ProposalState.PENDING)
    assert (unread.kind, unread.reading["text"]) == (
        ProposalKind.UNREAD,
        "Ghi tay: giao thêm Đoàn xã dọn vệ sinh trước ngày 08/3.",
    )
    with pytest.raises(Refusal, match="đoạn chưa hiểu"):
        put_in_force(scribbled, by=world.binh, at=MARCH)
    reject(unread, revision=0, reason="ghi chú riêng", by=world.an, at=MARCH)
    put_in_force(scribbled, by=world.binh, at=MARCH)
    assert [task.label for task in scribbled.tasks.all()] == ["I.1", "I.2"]


def test_an_makes_a_task_of_what_was_not_understood_and_it_keeps_its_place(world: World, scribbled: Plan) -> None:
    unread = scribbled.proposals.get(kind=ProposalKind.UNREAD)
    with pytest.raises(Refusal, match="chưa có số hiệu"):
        confirm(unread, revision=0, by=world.an, at=MARCH)
    for label, said in (("I.2", "Số hiệu này không dùng"), ("", "chưa có số hiệu")):
        with pytest.raises(Refusal, match=said):
            confirm(unread, revision=0, changes={"label": label}, reason="giao thêm", by=world.an, at=MARCH)
    changes = {"label": "BS.1", "text": "Dọn vệ sinh", "nature": "once"}
    confirm(unread, revision=0, changes=changes, reason="giao thêm", by=world.an, at=MARCH)
    confirm_all(scribbled, by=world.an, at=MARCH)
    put_in_force(scribbled, by=world.binh, at=MARCH)
    task = scribbled.tasks.get(label="BS.1")
    assert task.spans == unread.spans
    assert task.basis == "giao thêm"


def test_a_decision_on_a_page_opened_before_the_plan_was_put_in_force_changes_nothing(
    world: World, plan: Plan, decide_all: Any
) -> None:
    decide_all(plan)
    opened = plan.proposals.select_related("plan__paper", "plan__unit").get(label="1.1")
    decided = opened.state
    put_in_force(Plan.objects.get(pk=plan.pk), by=world.lan, at=MARCH)
    with pytest.raises(Refusal):
        reject(opened, revision=opened.revision, reason="không làm nữa", by=world.chi, at=MARCH)
    opened.refresh_from_db()
    assert opened.state == decided != ProposalState.REJECTED


def test_a_day_after_which_the_calendar_ends_is_refused(world: World, plan: Plan) -> None:
    deadline = {"kind": "by", "text": "chậm nhất", "on": "9999-12-31", "month_day": "12-31", "condition": ""}
    with pytest.raises(Refusal, match="Ngày không có trên lịch"):
        confirm(
            proposal(plan, "1.1"), revision=0, changes={"deadlines": [deadline]}, reason="thử", by=world.chi, at=MARCH
        )


def test_asking_for_more_lines_with_a_broken_count_shows_the_form_again(world: World, plan: Plan, client: Any) -> None:
    from binhdang.jobs.clock import pin

    pin(MARCH)
    client.force_login(world.chi)
    address = f"/ke-hoach/de-xuat/{proposal(plan, '1.1').public_id}/sua/"
    assert client.post(address, {"them-dong": "1", "co-quan-TOTAL_FORMS": "nhiều"}).status_code == 200
