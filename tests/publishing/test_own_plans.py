"""The commune's plan goes out: An drafts, Bình signs, An numbers and sends; it binds from then on, as printed."""

import io
import re
import zipfile
from datetime import date

import pytest

from binhdang.demo.papers import PLAN_2022
from binhdang.demo.world import World
from binhdang.documents.actions import take_in
from binhdang.documents.extraction import extract
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.files.actions import read
from binhdang.orgs.actions import grant
from binhdang.orgs.models import UnitName
from binhdang.orgs.roles import Role
from binhdang.plans import actions as plans
from binhdang.plans.models import Plan
from binhdang.plans.states import PlanState, ProposalState
from binhdang.publishing import actions
from binhdang.publishing.composing import compose
from binhdang.publishing.models import Issue
from binhdang.publishing.states import IssueState
from binhdang.values.refusals import NotAllowed, Refusal
from plans.own import APRIL, SIGNED_ON, at, begun, drafted, gone_through, issued, line, numbered

TODAY = date(2022, 4, 13)


@pytest.fixture
def superior(world: World) -> Plan:
    """The district's plan in force with its number, the vague name given to the focal body."""
    given = {"owner": world.district, "direction": Direction.OUTGOING, "by": world.chi, "at": at(1, 8)}
    paper = take_in(data=PLAN_2022.encode(), name="ke-hoach-2022.txt", **given)
    plan = plans.propose(paper, unit=world.district, year=2022, by=world.chi, at=at(1, 8))
    plans.confirm_all(plan, by=world.chi, at=at(1, 8))
    bodies = [{"unit": world.focal.code, "part": "lead", "manner": "giao", "basis": "Họp giao ban"}]
    for left in plan.proposals.filter(state=ProposalState.PENDING):
        changes = {"bodies": bodies}
        plans.confirm(left, revision=0, changes=changes, reason="tên gọi chung", by=world.chi, at=at(1, 8))
    return numbered(world, plans.put_in_force(plan, by=world.lan, at=at(1, 8)))


@pytest.fixture
def ours(world: World, superior: Plan) -> Plan:
    """An's plan, every task decided and the words written."""
    return gone_through(begun(world, superior), by=world.an)


def words(docx: bytes) -> str:
    """All words of a .docx, paragraphs on lines of their own."""
    xml = zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", xml.replace("</w:p>", "\n"))


def test_the_draft_prints_its_basis_and_leaves_number_day_and_name_blank(world: World, ours: Plan) -> None:
    said = words(compose(drafted(ours, by=world.an)))
    assert "Căn cứ Kế hoạch số 01/KH-UBND ngày 21 tháng 3 năm 2022 của Ủy ban nhân dân huyện Ia H'Drai" in said
    assert re.search(r"Số:\s+/KH-UBND", said)
    assert re.search(r"Ia Tơi, ngày\s+tháng\s+năm", said)
    assert "Phạm Thanh Bình" not in said
    assert "Kinh phí dự kiến 16.500.000 đồng cho 2/15 nhiệm vụ" in said
    assert "Xây dựng Báo cáo tổng kết" not in said


def test_it_goes_from_an_to_binh_and_back_and_binds_when_it_is_sent(world: World, ours: Plan) -> None:
    issue = drafted(ours, by=world.an)
    assert (issue.get_state_display(), OfficialPaper.objects.filter(owner=world.commune).count()) == (
        "đã soạn, chờ ký",
        0,
    )
    actions.sign(issue, by=world.binh, at=at(12))
    paper = actions.number(issue, on=SIGNED_ON, by=world.an, at=at(12, 10))
    ours.refresh_from_db()
    assert (ours.state, ours.tasks.count(), paper.number_symbol) == (PlanState.SUBMITTED, 0, "01/KH-UBND")
    actions.send(issue, by=world.an, at=at(12, 11))
    ours.refresh_from_db()
    assert (ours.state, ours.paper, ours.tasks.count()) == (PlanState.IN_FORCE, paper, 15)
    assert (ours.in_force_by, ours.in_force_at) == (world.an, at(12, 11))
    said = words(read(Issue.objects.get().file))  # type: ignore[arg-type]
    assert "Số: 01/KH-UBND" in said and "ngày 12 tháng 4 năm 2022" in said
    assert re.search(r"TM. ỦY BAN NHÂN DÂN\s+CHỦ TỊCH\s+Phạm Thanh Bình", said)


def test_what_was_issued_is_read_back_as_the_tasks_that_are_in_force(world: World, superior: Plan) -> None:
    plan = issued(world, superior)
    found = extract(read(Issue.objects.get().file), name="ke-hoach.docx").reading  # type: ignore[arg-type]
    duties = [(d["label"], d["text"]) for d in found["duties"] if re.fullmatch(r"\d+\.\d+", d["label"])]
    assert duties == list(plan.tasks.values_list("label", "text"))
    annex = {d["label"]: [x["text"] for x in d["deadlines"]] for d in found["duties"] if d.get("deadlines")}
    assert annex["Phụ lục.4.3"] == ["trước ngày 30/9"]
    header = found["document"]
    assert "01/KH-UBND" in str(header) and "Kế hoạch" in str(header)


def test_the_issued_bytes_stay_when_names_and_lines_change(world: World, superior: Plan) -> None:
    plan = issued(world, superior)
    UnitName.objects.all().update(name="Tên khác")
    plan.proposals.update(decided={"text": "khác"})
    plan.wording.purpose = "Khác"
    plan.wording.save()
    found = actions.verify(Issue.objects.get())
    assert found is not None and found.same is True


def test_a_plan_that_lacks_something_is_not_sent_to_be_signed_and_is_told_all_at_once(
    world: World, superior: Plan
) -> None:
    plan = begun(world, superior)
    with pytest.raises(Refusal) as met:
        drafted(plan, by=world.an)
    for lack in ("15 nhiệm vụ chưa quyết định", "chưa có nhiệm vụ nào", "chưa có mục đích", "tổ chức thực hiện"):
        assert lack in met.value.value
    plan.refresh_from_db()
    assert (plan.state, Issue.objects.count()) == (PlanState.DRAFTING, 0)


def test_a_plan_whose_superiors_has_no_number_waits_for_it(world: World, superior: Plan, ours: Plan) -> None:
    OfficialPaper.objects.filter(pk=superior.known_paper.pk).update(number="", symbol="", issued_on=None)
    with pytest.raises(Refusal, match="Kế hoạch cấp trên chưa có số"):
        drafted(Plan.objects.get(pk=ours.pk), by=world.an)


def test_while_it_is_being_signed_nobody_writes_and_binh_sends_it_back_with_a_reason(world: World, ours: Plan) -> None:
    issue = drafted(ours, by=world.an)
    one = line(ours, "4.3")
    with pytest.raises(Refusal, match="không còn ở bước soạn thảo"):
        plans.take_over(one, revision=one.revision, by=world.an, at=at(11))
    with pytest.raises(Refusal, match="không còn ở bước soạn thảo"):
        drafted(ours, by=world.an)
    actions.withdraw(issue, note="Ghi rõ nguồn kinh phí.", by=world.binh, at=at(12))
    one = line(ours, "4.3")
    plans.write_line(one, revision=one.revision, changes={"budget_source": "Ngân sách huyện"}, by=world.an, at=at(12))
    again = drafted(Plan.objects.get(pk=ours.pk), by=world.an, when=at(12))
    assert again.pk != issue.pk
    assert "Ngân sách huyện" in words(compose(again))
    assert "Ngân sách huyện" not in words(compose(Issue.objects.get(pk=issue.pk)))


@pytest.mark.parametrize("name", ["an", "giang", "chi", "lan", "minh", "khanh", "ha"])
def test_only_binh_signs_for_his_commune(world: World, ours: Plan, name: str) -> None:
    """Minh signs for the district, and not for a commune below it; An drafted."""
    issue = drafted(ours, by=world.an)
    with pytest.raises(NotAllowed):
        actions.sign(issue, by=world.people[name], at=at(12))
    issue.refresh_from_db()
    assert issue.state == IssueState.DRAFTED


def test_an_may_not_sign_what_she_drafted_even_as_a_leader(world: World, ours: Plan) -> None:
    grant(world.an, Role.LEADER, world.commune, valid_from=date(2022, 4, 1), by=world.ha, at=APRIL, position="Phó")
    issue = drafted(ours, by=world.an)
    with pytest.raises(NotAllowed, match="hai người khác nhau"):
        actions.sign(issue, by=world.an, at=at(12))


def test_nobody_checks_apart_where_a_commune_has_no_focal_body(world: World, ours: Plan) -> None:
    issue = drafted(ours, by=world.an)
    with pytest.raises(Refusal, match="soạn thảo, ký, cấp số, phát hành"):
        actions.check(issue, by=world.lan, at=at(12))


def test_the_district_sees_the_paper_once_it_has_gone_out_and_giang_never(world: World, ours: Plan) -> None:
    issue = drafted(ours, by=world.an)

    def seen_by(name: str) -> bool:
        return Issue.objects.visible_to(world.people[name], TODAY).filter(pk=issue.pk).exists()

    assert [seen_by(name) for name in ("an", "binh", "chi", "minh", "giang")] == [True, True, False, False, False]
    actions.sign(issue, by=world.binh, at=at(12))
    actions.number(issue, on=SIGNED_ON, by=world.an, at=at(12, 10))
    assert not seen_by("chi")
    actions.send(issue, by=world.an, at=at(12, 11))
    assert [seen_by(name) for name in ("an", "binh", "chi", "minh", "giang")] == [True, True, True, True, False]


def test_the_focal_bodys_own_plan_passes_four_people(world: World, superior: Plan) -> None:
    """Next year's plan of the district itself: Chi drafts, Lan checks, Minh signs, Khánh numbers and sends."""
    plan = plans.plan_next_year(superior, by=world.chi, at=at(5, month=12))
    for one in plan.proposals.select_related("plan__unit", "taken_from"):
        plans.take_over(one, revision=0, by=world.chi, at=at(5, month=12))
    said = {"purpose": "Một", "requirements": "Hai", "carrying_out": "Ba"}
    plans.write_words(plan, title="Năm 2023", words=said, revision=0, by=world.chi, at=at(5, month=12))
    issue = drafted(Plan.objects.get(pk=plan.pk), by=world.chi, when=at(6, month=12))
    with pytest.raises(NotAllowed):
        actions.check(issue, by=world.chi, at=at(6, month=12))
    actions.check(issue, by=world.lan, at=at(6, month=12))
    actions.sign(issue, by=world.minh, at=at(7, month=12))
    actions.number(issue, on=date(2022, 12, 7), by=world.khanh, at=at(7, 10, month=12))
    actions.send(issue, by=world.khanh, at=at(7, 11, month=12))
    plan.refresh_from_db()
    assert (plan.state, plan.tasks.count(), plan.known_paper.number_symbol) == (PlanState.IN_FORCE, 15, "02/KH-UBND")


def test_a_department_prints_its_superior_and_its_head_signs_in_his_own_right(world: World, superior: Plan) -> None:
    unit = world.units["618.phong-gddt"]
    writer, leader = world.people["nhap_phong_gddt"], world.people["duyet_phong_gddt"]
    plan = gone_through(begun(world, superior, unit=unit, by=writer), by=writer)
    issue = drafted(plan, by=writer)
    actions.sign(issue, by=leader, at=at(12))
    actions.number(issue, on=SIGNED_ON, by=writer, at=at(12, 10))
    said = words(compose(Issue.objects.get()))
    assert said.index("HUYỆN IA H'DRAI") < said.index("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO") < said.index("Số: 01/KH-PGDĐT")
    assert "TM." not in said and "LÃNH ĐẠO" in said
