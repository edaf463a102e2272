"""One year of a district, told from the plan's arrival to the issued report. Read it aloud: it is the product.

The people are the cast: Chi the focal officer, Lan who heads the focal body, Minh who signs, Khánh the clerk, An who
writes for her commune, Bình who leads it, Giang from another commune, Hà who administers accounts.
"""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from binhdang.audit.models import Event
from binhdang.audit.sealing import first_break, seal
from binhdang.config.ticking import tick
from binhdang.consolidation import actions as consolidation
from binhdang.consolidation.queries import Basis, coverage, paragraphs, proof, totals
from binhdang.demo import year
from binhdang.demo.papers import PLAN_2022, SUPERIOR_PLAN
from binhdang.demo.world import World
from binhdang.documents import actions as documents
from binhdang.documents.models import Direction, OfficialPaper
from binhdang.files.actions import read as read_file
from binhdang.indicators.dictionary import load as load_dictionary
from binhdang.plans import actions as plans
from binhdang.plans.models import Plan, PlanTask, Proposal
from binhdang.plans.states import Nature, Origin, PlanState, ProposalKind, ProposalState
from binhdang.publishing import actions as publishing
from binhdang.publishing.states import IssueState
from binhdang.registers import actions as registers
from binhdang.reports import actions as reports
from binhdang.reports import figures
from binhdang.reports.due import days_late
from binhdang.reports.models import Report, Round
from binhdang.reports.states import ReportState
from binhdang.review import actions as review
from binhdang.values.figures import CellState, Figure
from binhdang.values.periods import Period, PeriodKind
from binhdang.values.refusals import Conflict, NotAllowed, Refusal

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def at(day: int, month: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of 2022, Vietnam's time."""
    return datetime(2022, month, day, hour, minute, tzinfo=VIETNAM)


def test_one_year(world: World) -> None:
    load_dictionary()

    # 1. Document in. The superior's plan arrives; the district's own plan carries it out. Neither number nor date is
    #    invented: the plan's text has none, so the paper has none.
    superior = documents.take_in(
        owner=world.district,
        direction=Direction.INCOMING,
        data=SUPERIOR_PLAN.encode(),
        name="ke-hoach-25.txt",
        by=world.khanh,
        at=at(14, 3),
    )
    assert (superior.number_symbol, superior.issued_on) == ("25/KH-SLĐTBXH", date(2022, 3, 11))
    assert superior.arrival_number == 1
    paper = documents.take_in(
        owner=world.district,
        direction=Direction.OUTGOING,
        data=PLAN_2022.encode(),
        name="ke-hoach-2022.txt",
        by=world.chi,
        at=at(22, 3),
    )
    assert (paper.kind, paper.number, paper.issued_on) == ("Kế hoạch", "", None)
    documents.link_carried_out(paper, superior, by=world.chi, at=at(22, 3))

    # 2. Proposals. The reading binds nobody; Chi goes through it, Lan cannot change it unknowingly meanwhile.
    plan = plans.propose(paper, unit=world.district, year=2022, by=world.chi, at=at(22, 3))
    documents.claim(paper, by=world.chi, at=at(22, 3))
    tasks_read = plan.proposals.filter(kind=ProposalKind.TASK)
    assert [p.label for p in tasks_read] == year.TASK_LABELS
    assert not PlanTask.objects.exists()
    with pytest.raises(Refusal, match="Lê Quỳnh Chi"):
        documents.claim(paper, by=world.lan, at=at(22, 3, 10))
    with pytest.raises(Refusal, match="chờ xác nhận|chưa"):
        plans.put_in_force(plan, by=world.chi, at=at(22, 3))
    year.decide_every_proposal(plan, by=world.chi, at=at(23, 3))
    assert not plan.proposals.filter(state=ProposalState.PENDING).exists()

    # 3. Plan in force: fifteen numbered tasks with the gap kept, standing duties per body, giao or đề nghị per pair.
    plans.put_in_force(plan, by=world.lan, at=at(31, 3))
    plan.refresh_from_db()
    assert plan.state == PlanState.IN_FORCE
    labels = list(plan.tasks.filter(scope="task").values_list("label", flat=True))
    assert len(labels) == 15
    assert "4.3" in labels and "4.4" not in labels and "4.5" in labels
    manners = dict(plan.tasks.get(label="III.4").bodies.values_list("unit__code", "manner"))
    assert set(manners) == {"618.mttq", "618.ldld", "618.hnd", "618.huyen-doan", "618.lhpn"}
    assert set(manners.values()) == {"de_nghi"}
    members = dict(plan.tasks.get(label="III.2").bodies.values_list("unit__code", "manner"))
    assert len(members) == 13 and set(members.values()) == {"giao"}
    lead = plans.assign(
        plan.tasks.get(label="4.3"),
        unit=world.focal,
        part="lead",
        manner="giao",
        basis="Theo chức năng, nhiệm vụ của Phòng; thống nhất tại cuộc họp giao ban ngày 30/3/2022.",
        by=world.lan,
        at=at(31, 3),
    )
    assert lead.origin == Origin.ADDED
    review_report = plan.tasks.get(label="1.3")
    assert review_report.nature == Nature.CONDITIONAL
    with pytest.raises(Refusal):
        plans.mark_done(
            plan.tasks.get(label="3.1"), by=world.chi, at=at(1, 4), basis="Đã xong"
        )  # never done, only active
    waiting = review_report.deadlines.get(kind="conditional")
    plans.condition_occurred(
        waiting,
        on=date(2022, 4, 20),
        due_before_on=date(2022, 6, 20),
        basis="Công văn hướng dẫn tổng kết của Sở Lao động - Thương binh và Xã hội ngày 20/4/2022",
        by=world.chi,
        at=at(21, 4),
    )
    waiting.refresh_from_db()
    assert waiting.due_before_on == date(2022, 6, 20)
    paper = documents.give_number(
        paper, symbol="KH-UBND", issued_on=date(2022, 3, 31), by=world.khanh, at=at(31, 3, 15)
    )
    assert paper.number_symbol == "01/KH-UBND"

    # 4. Work. An records what her commune did, with evidence; the focal body holds a training together with it.
    training = registers.record_training(
        owner=world.commune,
        task=plan.tasks.get(label="4.3"),
        subject="Kiến thức về giới và bình đẳng giới cho cán bộ thôn",
        started_on=date(2022, 4, 27),
        ended_on=date(2022, 4, 28),
        place="Hội trường UBND xã",
        trainers="Báo cáo viên của huyện",
        men=18,
        women=24,
        men_officials=3,
        women_officials=5,
        by=world.an,
        at=at(29, 4),
    )
    registers.add_evidence(
        training,
        data=b"%PDF-1.4\n% danh sach ky nhan\n%%EOF\n",
        name="Danh sách ký nhận.pdf",
        by=world.an,
        at=at(29, 4),
    )
    assert training.evidence.count() == 1
    with pytest.raises(NotAllowed):
        registers.add_evidence(training, data=b"%PDF-1.4\n", name="a.pdf", by=world.giang, at=at(29, 4))

    # 5. Report. Rounds open by themselves; seventeen bodies are expected, and that list no longer changes.
    tick(at=at(20, 4))
    tick(at=at(21, 4))
    half_year = Round.objects.get(period_text=str(Period(PeriodKind.HALF_YEAR, 2022, 1)))
    expected = half_year.reports.filter(expected=True)
    assert expected.count() == 13 + 3 + 1
    assert half_year.due_before_on == date(2022, 6, 5)
    tick(at=at(22, 4))
    assert half_year.reports.count() == 17  # ticking again opens nothing twice

    an_report = expected.get(unit=world.commune)
    assert Report.objects.visible_to(world.an, date(2022, 5, 20)).filter(pk=an_report.pk).exists()
    assert not Report.objects.visible_to(world.giang, date(2022, 5, 20)).filter(pk=an_report.pk).exists()

    assert reports.fill_from_registers(an_report, by=world.an, at=at(20, 5)) > 0
    counted = figures.read(an_report)
    assert counted[f"{year.ATTENDANCES}.nu"].number == 24
    assert counted[f"{year.ATTENDANCES}.nam"].number == 18
    typed = f"{year.VICTIMS_FOUND}.nu"
    assert counted[typed].state is CellState.NOT_REPORTED  # empty is not zero
    reports.write_cell(an_report, typed, Figure.of(1), base_revision=0, by=world.an, at=at(20, 5))
    with pytest.raises(Conflict) as clash:  # Bình still has the page from before open
        reports.write_cell(an_report, typed, Figure.of(2), base_revision=0, by=world.binh, at=at(20, 5, 10))
    assert clash.value.theirs == Figure.of(1)
    year.fill_in(an_report, by=world.an, at=at(23, 5))
    reports.ask_approval(an_report, by=world.an, at=at(24, 5))
    with pytest.raises(NotAllowed):
        reports.approve(an_report, by=world.an, at=at(24, 5))
    reports.approve(an_report, by=world.binh, at=at(24, 5, 14))
    first_version = reports.submit(
        an_report,
        by=world.an,
        at=at(25, 5),
        number="17",
        symbol="BC-UBND",
        issued_on=date(2022, 5, 25),
        signed_copy=("bao-cao-17.pdf", b"%PDF-1.4\n% ban ky\n%%EOF\n"),
    )
    assert OfficialPaper.objects.get(pk=first_version.paper_id).number_symbol == "17/BC-UBND"

    # 6. Review. Chi sends it back with a remark on a cell; An corrects; both versions are kept and can be compared.
    with pytest.raises(NotAllowed):
        review.accept(first_version, by=world.an, at=at(26, 5))
    review.send_back(
        first_version,
        remarks=[(f"cell:{typed}", "Công an xã có báo 01 vụ trong tháng 3, đề nghị kiểm tra lại.")],
        note="Đề nghị rà soát lại số liệu bạo lực gia đình.",
        by=world.chi,
        at=at(26, 5),
    )
    an_report.refresh_from_db()
    assert an_report.state == ReportState.RETURNED
    reports.write_cell(
        an_report, typed, Figure.of(2), base_revision=figures.revisions(an_report)[typed], by=world.an, at=at(27, 5)
    )
    second_version = year.send_in(an_report, writer=world.an, leader=world.binh, at=at(27, 5), number="18")
    assert figures.read_version(first_version)[typed].number == 1
    assert figures.read_version(second_version)[typed].number == 2
    review.accept(second_version, by=world.chi, at=at(30, 5))
    with pytest.raises(Refusal):
        review.accept(second_version, by=world.lan, at=at(30, 5))  # decided already

    # The others: most in time, two late. Chi wrote the focal body's own report, and on that one only its head decides.
    year.everyone_else_reports(world, half_year, late={"618.phong-ktht", "23537"})
    late = {r.unit.code for r in expected.select_related("unit") if days_late(r) > 0}
    assert late == {"618.phong-ktht", "23537"}
    own = expected.get(unit=world.focal).versions.get()
    with pytest.raises(NotAllowed):
        review.accept(own, by=world.chi, at=at(9, 6))
    review.accept(own, by=world.lan, at=at(9, 6))

    # 7. Consolidation. Each figure by its law, each total with what it rests on, each cell provable.
    district_report = consolidation.begin(half_year, by=world.chi, at=at(9, 6))
    consolidation.fill_cells(district_report, by=world.chi, at=at(9, 6))
    women = {
        key: total
        for row in totals(half_year, basis=Basis.ACCEPTED, tree_on=date(2022, 6, 9))
        for key, total in row.cells.items()
    }[f"{year.ATTENDANCES}.nu"]
    cells = proof(half_year, f"{year.ATTENDANCES}.nu", basis=Basis.ACCEPTED)
    assert women.number == sum((c.figure.amount or Decimal(0) for c in cells), Decimal(0))
    assert women.number is not None and women.number >= 24
    assert women.asked <= 17 and "đơn vị" in women.basis
    assert any(c.unit == world.commune and c.author == world.an for c in cells)
    for section in year.sections_with_text(half_year):
        written = paragraphs(half_year, section, basis=Basis.ACCEPTED)
        assert coverage(half_year, section, basis=Basis.ACCEPTED).asked == 17
        year.write_consolidated(district_report, section, written, by=world.chi, at=at(10, 6))
    snapshot = consolidation.freeze(district_report, tree_on=date(2022, 6, 10), by=world.chi, at=at(10, 6))

    # 8. Document out: drafted, checked, signed, numbered and sent, each by another person; the bytes never change.
    issue = publishing.draft(
        snapshot,
        addressees=["Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum"],
        recipients=["Như trên", "CT, các PCT UBND huyện", "Lưu: VT, LĐTBXH"],
        by=world.chi,
        at=at(10, 6),
    )
    with pytest.raises(NotAllowed):
        publishing.sign(issue, by=world.chi, at=at(10, 6))
    publishing.check(issue, by=world.lan, at=at(13, 6))
    publishing.sign(issue, by=world.minh, at=at(13, 6, 14))
    issued = publishing.number(issue, on=date(2022, 6, 13), by=world.khanh, at=at(13, 6, 15))
    publishing.send(issue, by=world.khanh, at=at(13, 6, 16))
    issue.refresh_from_db()
    assert issue.state == IssueState.SENT
    assert issued.number_symbol == "02/BC-UBND"
    assert issue.file is not None and read_file(issue.file) == publishing.recompose(issue)

    # 9. Who sees what, and who did what: the audit log is whole.
    with pytest.raises(NotAllowed):
        reports.write_cell(an_report, typed, Figure.of(9), base_revision=2, by=world.ha, at=at(14, 6))
    assert not Plan.objects.visible_to(world.ha, date(2022, 6, 14)).filter(proposals__isnull=True).exists()
    assert Proposal.objects.filter(decided_by=world.chi).exists()
    seal()
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"report.submitted", "report.returned", "report.accepted", "issue.signed", "plan.put_in_force"} <= verbs
    assert first_break(Event.objects.order_by("sequence")) is None

    # And the year goes on: the yearly round opens by itself, late from 5 December 00:00.
    tick(at=at(25, 10))
    assert Round.objects.get(period_text=str(Period(PeriodKind.YEAR, 2022))).due_before_on == date(2022, 12, 5)
