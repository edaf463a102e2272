"""The year 2022 of huyện Ia H'Drai, played through the same actions that people use.

Each function is one scene. `play` runs them in order and leaves the world as it stands on 21 November 2022: the
half-year report issued, the yearly round open with a few reports already in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from binhdang.accounts.models import User
from binhdang.audit.sealing import seal
from binhdang.consolidation import actions as consolidation
from binhdang.consolidation.queries import Basis, UnitText, paragraphs
from binhdang.demo.entries import Diary
from binhdang.demo.law_review import review_the_law
from binhdang.demo.numbers import figure_for
from binhdang.demo.own_plans import write_own_plans
from binhdang.demo.papers import PLAN_2022, SUPERIOR_PLAN
from binhdang.demo.questions import ask_the_units
from binhdang.demo.sentences import VARIANTS
from binhdang.demo.world import FOCAL, MEMBER_BODIES, World
from binhdang.documents import actions as documents
from binhdang.documents.models import Direction
from binhdang.indicators.counting import register_codes
from binhdang.indicators.models import Indicator
from binhdang.orgs.models import Membership, Unit, valid_on
from binhdang.orgs.roles import Role
from binhdang.plans import actions as plans
from binhdang.plans.models import Plan
from binhdang.plans.states import ProposalKind, ProposalState, TaskScope
from binhdang.plans.suggesting import matcher_for, suggest
from binhdang.publishing import actions as publishing
from binhdang.registers import actions as registers
from binhdang.reports import actions as reports
from binhdang.reports import figures
from binhdang.reports.actions import Words
from binhdang.reports.figures import Change
from binhdang.reports.models import Report, ReportVersion, Round
from binhdang.reports.narrative import newest_edits
from binhdang.reports.outline import leaves
from binhdang.review import actions as review
from binhdang.values.figures import CellState, Figure
from binhdang.values.periods import Period, PeriodKind

VIETNAM = ZoneInfo(settings.TIME_ZONE)
TODAY = datetime(2022, 11, 21, 8, 0, tzinfo=VIETNAM)
"""The instant the demo's clock is pinned to."""

TASK_LABELS = [
    *("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "3.3", "3.4"),
    "4.1",
    "4.2",
    "4.3",
    "4.5",
    "4.6",
    "4.7",
]
ATTENDANCES, VICTIMS_FOUND = "TH-02", "CL-3-2A-MS"
LATE = {"618.phong-ktht": 2, "23537": 4}
"""Who sent the half-year report late, and on which day after the last day on time."""

_TOPICS = {
    "I": "steering",
    "II.1": "targets",
    "II.2": "violence",
    "II.3": "communication",
    "II.4": "training",
    "II.5": "mainstreaming",
    "II.6": "inspection",
    "II.7": "models",
    "II.8": "funding",
    "III.1": "advantages",
    "III.2": "difficulties",
    "III.3": "causes",
    "IV": "next",
    "V": "proposals",
}


def day(month: int, number: int, hour: int = 9) -> datetime:
    """An instant of 2022 in Vietnam."""
    return datetime(2022, month, number, hour, 0, tzinfo=VIETNAM)


def play(world: World) -> None:
    """The whole year."""
    plan = receive_and_confirm(world)
    assign_leads(world, plan)
    write_own_plans(world, plan, day)
    hold_trainings(world, plan)
    write_registers(world, plan)
    ask_the_units(world, plan, lambda unit: _writer(world, unit.code))
    conditions_come_true(world, plan)
    half_year = half_year_round(world)
    issue_the_report(world, half_year)
    review_the_law(world, plan, day, _holder)
    _open(world, day(10, 22))
    yearly = Round.objects.get(period_text=str(Period(PeriodKind.YEAR, 2022)))
    begin_the_yearly_round(world, yearly)
    seal()


def receive_and_confirm(world: World) -> Plan:
    """The superior's plan comes in; the district's own is read, gone through, put in force, numbered and sent."""
    superior = documents.take_in(
        owner=world.district,
        direction=Direction.INCOMING,
        data=SUPERIOR_PLAN.encode(),
        name="ke-hoach-25-so.txt",
        by=world.khanh,
        at=day(3, 14),
    )
    paper = documents.take_in(
        owner=world.district,
        direction=Direction.OUTGOING,
        data=PLAN_2022.encode(),
        name="ke-hoach-2022.txt",
        by=world.chi,
        at=day(3, 22),
    )
    documents.link_carried_out(paper, superior, by=world.chi, at=day(3, 22))
    plan = plans.propose(paper, unit=world.district, year=2022, by=world.chi, at=day(3, 22))
    documents.claim(paper, by=world.chi, at=day(3, 23))
    decide_every_proposal(plan, by=world.chi, at=day(3, 23))
    documents.release(paper, by=world.chi, at=day(3, 23, 16))
    plans.put_in_force(plan, by=world.lan, at=day(3, 31))
    documents.give_number(paper, symbol="KH-UBND", issued_on=date(2022, 3, 31), by=world.khanh, at=day(3, 31, 15))
    recipients = ["Sở Lao động - Thương binh và Xã hội", "Các cơ quan thành viên Ban VSTBPN huyện", "UBND các xã"]
    documents.mark_sent(paper, recipients=recipients, by=world.khanh, at=day(3, 31, 16))
    return plan


def decide_every_proposal(plan: Plan, *, by: User, at: datetime) -> None:
    """Confirm what was read as it was read; name the bodies that the paper only calls "các phòng, ban, ngành, đơn vị";
    put aside, with a reason, what is no duty."""
    matcher = matcher_for(plan)
    for proposal in plan.proposals.filter(state=ProposalState.PENDING):
        if proposal.kind == ProposalKind.UNREAD:
            reason = "Phần mở đầu, mục đích và yêu cầu; không phải nhiệm vụ."
            plans.reject(proposal, revision=proposal.revision, reason=reason, by=by, at=at)
        elif (suggestion := suggest(proposal, matcher)).unresolved:
            bodies = _with_every_office(plan, suggestion.decision["bodies"])
            reason = "Văn bản gọi chung; ghi rõ cơ quan thành viên Ban VSTBPN và cơ quan đầu mối."
            plans.confirm(proposal, revision=proposal.revision, changes={"bodies": bodies}, reason=reason, by=by, at=at)
        else:
            plans.confirm(proposal, revision=proposal.revision, by=by, at=at)


def _with_every_office(plan: Plan, named: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The bodies already named, and every office that sits on the board or is the focal body."""
    basis = "Theo danh sách thành viên Ban VSTBPN huyện (Quyết định số 99/QĐ-UBND ngày 29/6/2021)."
    codes = [FOCAL[0], *(body[0] for body in MEMBER_BODIES)]
    have = {body["unit"] for body in named}
    added = [
        {"unit": code, "part": "carry_out", "manner": "giao", "spans": [], "basis": basis}
        for code in codes
        if code not in have
    ]
    return [*named, *added]


def assign_leads(world: World, plan: Plan) -> None:
    """Most tasks name no lead in the paper: giving one is a decision of its own, with its basis."""
    basis = "Phân công tại cuộc họp Ban Vì sự tiến bộ của phụ nữ huyện ngày 30/3/2022, theo chức năng của cơ quan."
    leads = {
        "1.3": world.focal,
        "2.2": world.units["618.lhpn"],
        "3.1": world.units["618.tt-vhtt"],
        "3.4": world.focal,
        "4.2": world.units["618.phong-tp"],
        "4.3": world.focal,
    }
    for label, unit in leads.items():
        task = plan.tasks.get(scope=TaskScope.TASK, label=label)
        if not task.bodies.filter(unit=unit).exists():
            plans.assign(task, unit=unit, part="lead", manner="giao", basis=basis, by=world.lan, at=day(3, 31, 10))


def conditions_come_true(world: World, plan: Plan) -> None:
    """What the plan ties to an event gets its day when the event is there, citing the paper that says so."""
    came_true = (
        ("1.3", date(2022, 4, 20), date(2022, 6, 20), "Công văn của Sở hướng dẫn tổng kết 15 năm, ngày 20/4/2022"),
        ("3.4", date(2022, 11, 8), date(2022, 12, 16), "Công văn của Sở về chủ đề Tháng hành động, ngày 08/11/2022"),
    )
    for label, on, before, basis in came_true:
        deadline = plan.tasks.get(scope=TaskScope.TASK, label=label).deadlines.get(kind="conditional")
        at = day(on.month, on.day + 1)
        plans.condition_occurred(deadline, on=on, due_before_on=before, basis=basis, by=world.chi, at=at)
    review_of_the_law = plan.tasks.get(scope=TaskScope.TASK, label="1.3")
    basis = "Báo cáo tổng kết đã gửi Sở ngày 15/6/2022"
    plans.mark_done(review_of_the_law, by=world.chi, at=day(6, 16), basis=basis)


def hold_trainings(world: World, plan: Plan) -> None:
    """What was done is written down once, by who led it, with its evidence."""
    task = plan.tasks.get(scope=TaskScope.TASK, label="4.3")
    held: tuple[tuple[Unit, User, str, date, int, int, int, int], ...] = (
        (world.commune, world.an, "Kiến thức giới cho cán bộ thôn", date(2022, 4, 27), 18, 24, 3, 5),
        (world.focal, world.chi, "Nghiệp vụ công tác bình đẳng giới cấp huyện, xã", date(2022, 5, 12), 21, 29, 14, 18),
        (world.units["618.lhpn"], _writer(world, "618.lhpn"), "Kỹ năng tư vấn phòng ngừa bạo lực gia đình",
         date(2022, 5, 19), 4, 32, 1, 9),
        (world.units["23535"], _writer(world, "23535"), "Kiến thức giới cho trưởng thôn", date(2022, 4, 21), 12,
         11, 2, 2),
        (world.units["23537"], _writer(world, "23537"), "Kiến thức giới cho tổ hòa giải", date(2022, 5, 6), 15,
         13, 3, 2),
        (world.units["23535"], _writer(world, "23535"), "Lồng ghép giới trong kế hoạch của xã", date(2022, 9, 14), 16,
         15, 4, 6),
    )  # fmt: skip
    for owner, by, subject, held_on, men, women, men_officials, women_officials in held:
        at = datetime.combine(held_on + timedelta(days=1), datetime.min.time(), VIETNAM) + timedelta(hours=9)
        training = registers.record_training(
            owner=owner,
            task=task,
            subject=subject,
            started_on=held_on,
            ended_on=held_on,
            place=f"Hội trường {owner.short_name_on(held_on)}",
            trainers="Báo cáo viên cấp huyện",
            men=men,
            women=women,
            men_officials=men_officials,
            women_officials=women_officials,
            co_organisers=[world.commune] if owner == world.focal else [],
            by=by,
            at=at,
        )
        name = f"Danh sách ký nhận {held_on:%d-%m-%Y}.pdf"
        registers.add_evidence(training, data=_signed_list(subject), name=name, by=by, at=at)


def write_registers(world: World, plan: Plan) -> None:
    """What every unit did, in the register that is for it."""
    diary = Diary(plan, lambda unit: _writer(world, unit.code), world.communes, world.focal)
    diary.of_bodies([world.focal, *world.member_bodies])
    diary.of_communes()


def half_year_round(world: World) -> Round:
    """Opened by the tick; most send in time, two late; An's report comes back once and is corrected."""
    _open(world, day(4, 21))
    half_year = Round.objects.get(period_text=str(Period(PeriodKind.HALF_YEAR, 2022, 1)))
    report = half_year.reports.get(unit=world.commune)
    fill_in(report, by=world.an, at=day(5, 23))
    first = send_in(report, writer=world.an, leader=world.binh, at=day(5, 25), number="17")
    cell = f"{VICTIMS_FOUND}.nu"
    review.send_back(
        first,
        remarks=[(f"cell:{cell}", "Công an xã có báo thêm 01 vụ trong tháng 3; đề nghị đối chiếu lại.")],
        note="Đề nghị rà soát số người bị bạo lực được phát hiện.",
        by=world.chi,
        at=day(5, 26),
    )
    seen = figures.revisions(report)[cell]
    reports.write_cell(report, cell, Figure.of(3), base_revision=seen, by=world.an, at=day(5, 27))
    second = send_in(report, writer=world.an, leader=world.binh, at=day(5, 27), number="18")
    review.accept(second, by=world.chi, at=day(5, 30))
    everyone_else_reports(world, half_year, late=set(LATE))
    own = ReportVersion.objects.get(report__round=half_year, report__unit=world.focal)
    review.accept(own, by=world.lan, at=day(6, 9))
    return half_year


def everyone_else_reports(world: World, round_: Round, *, late: set[str]) -> None:
    """Every expected unit but An's commune writes, approves and sends; Chi accepts all but the focal body's own."""
    due = datetime.combine(round_.due_before_on, datetime.min.time(), VIETNAM)
    expected = round_.reports.filter(expected=True).exclude(unit=world.commune).select_related("unit")
    for place, report in enumerate(expected.order_by("unit__code")):
        days = LATE.get(report.unit.code, 2) if report.unit.code in late else -3 - place % 5
        at = due + timedelta(days=days, hours=9)
        fill_in(report, by=_writer(world, report.unit.code), at=at)
        version = send_in(
            report,
            writer=_writer(world, report.unit.code),
            leader=_leader(world, report.unit.code),
            at=at + timedelta(hours=5),
            number=str(20 + place),
        )
        if report.unit != world.focal:
            review.accept(version, by=world.chi, at=at + timedelta(days=1))


def fill_in(report: Report, *, by: User, at: datetime) -> None:
    """Write every cell and section of a draft: what the registers count first, the rest typed."""
    reports.fill_from_registers(report, by=by, at=at)
    place = _place(report.unit)
    counted = {key for i in Indicator.objects.filter(register__in=register_codes()) for key in i.cell_keys}
    held, seen = figures.read(report), figures.revisions(report)
    changes = [
        Change(key, _figure(key, key in counted, report, place), seen.get(key, 0))
        for key in report.round.cell_keys
        if held[key].state is CellState.NOT_REPORTED
    ]
    written = newest_edits(report)
    said = {str(s["code"]): _words(str(s["code"]), report.unit, place, at.date()) for s in leaves(report.round.outline)}
    words = [Words(code, text, 0) for code, text in said.items() if text and code not in written]
    saved = reports.save(report, changes, words, by=by, at=at)
    for refusal in saved.refused.values():
        raise refusal


def _figure(key: str, counted: bool, report: Report, place: int) -> Figure:
    """What a register counts and found nothing of did not happen; the rest is the unit's own number."""
    return Figure(CellState.NIL) if counted else figure_for(key, report.unit, place, report.round.period.kind)


def send_in(report: Report, *, writer: User, leader: User, at: datetime, number: str) -> ReportVersion:
    """Asked for, approved by the unit's leader, sent as the unit's own numbered paper."""
    reports.ask_approval(report, by=writer, at=at)
    reports.approve(report, by=leader, at=at + timedelta(minutes=40))
    symbol = f"BC-{report.unit.symbol_part}" if report.unit.symbol_part else "BC"
    return reports.submit(
        report, number=number, symbol=symbol, issued_on=at.date(), by=writer, at=at + timedelta(minutes=55)
    )


def sections_with_text(round_: Round) -> list[str]:
    """The sections in which at least one accepted report says something."""
    codes = [str(section["code"]) for section in leaves(round_.outline)]
    return [code for code in codes if paragraphs(round_, code, basis=Basis.ACCEPTED)]


def write_consolidated(report: Report, section: str, written: Sequence[UnitText], *, by: User, at: datetime) -> None:
    """Chi makes one text of many: what several units say alike stands once, with all of them as its source."""
    merged: dict[str, list[Unit]] = {}
    for one in written:
        said = one.text.replace(one.unit.short_name_on(at.date()), "các cơ quan, đơn vị")
        merged.setdefault(said[:1].upper() + said[1:], []).append(one.unit)
    consolidation.write_section(report, section, list(merged.items()), base_revision=0, by=by, at=at)


def issue_the_report(world: World, half_year: Round) -> None:
    """Consolidated, frozen, drafted, checked, signed, numbered, sent: each by the person whose work it is."""
    report = consolidation.begin(half_year, by=world.chi, at=day(6, 9))
    consolidation.fill_cells(report, by=world.chi, at=day(6, 10))
    for section in sections_with_text(half_year):
        written = paragraphs(half_year, section, basis=Basis.ACCEPTED)
        write_consolidated(report, section, written, by=world.chi, at=day(6, 10))
    snapshot = consolidation.freeze(report, tree_on=date(2022, 6, 10), by=world.chi, at=day(6, 10, 16))
    issue = publishing.draft(
        snapshot,
        addressees=["Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum"],
        recipients=["Như trên", "CT, các PCT UBND huyện", "Các cơ quan thành viên Ban VSTBPN huyện", "Lưu: VT, LĐTBXH"],
        by=world.chi,
        at=day(6, 10, 17),
    )
    publishing.check(issue, by=world.lan, at=day(6, 13))
    publishing.sign(issue, by=world.minh, at=day(6, 13, 14))
    publishing.number(issue, on=date(2022, 6, 13), by=world.khanh, at=day(6, 13, 15))
    publishing.send(issue, by=world.khanh, at=day(6, 13, 16))


def begin_the_yearly_round(world: World, yearly: Round) -> None:
    """Some have sent, An is still writing, one waits for its leader, most have not begun."""
    expected = {r.unit.code: r for r in yearly.reports.filter(expected=True).select_related("unit")}
    for place, code in enumerate(("618.lhpn", "618.ttyt", "23535")):
        at = day(11, 14 + place)
        fill_in(expected[code], by=_writer(world, code), at=at)
        version = send_in(
            expected[code], writer=_writer(world, code), leader=_leader(world, code), at=at, number=str(60 + place)
        )
        if code != "618.ttyt":
            review.accept(version, by=world.chi, at=at + timedelta(days=1))
    reports.fill_from_registers(expected[world.commune.code], by=world.an, at=day(11, 17))
    started = expected["618.phong-tp"]
    fill_in(started, by=_writer(world, "618.phong-tp"), at=day(11, 18))
    reports.ask_approval(started, by=_writer(world, "618.phong-tp"), at=day(11, 18, 15))


def _open(world: World, at: datetime) -> None:
    """What the tick does on a day."""
    reports.follow_plans(at=at)
    reports.open_due_rounds(at=at)


def _writer(world: World, code: str) -> User:
    return _holder(world.units[code], Role.WRITER)


def _leader(world: World, code: str) -> User:
    return _holder(world.units[code], Role.LEADER)


def _holder(unit: Unit, role: Role) -> User:
    return Membership.objects.filter(valid_on(date(2022, 6, 1)), unit=unit, role=role).select_related("user")[0].user


def _place(unit: Unit) -> int:
    return Unit.objects.filter(code__lt=unit.code).count()


def _words(code: str, unit: Unit, place: int, on: date) -> str:
    variants = VARIANTS[_TOPICS[code]] if code in _TOPICS else ("",)
    name = unit.short_name_on(on)
    return variants[place % len(variants)].format(unit=name[:1].upper() + name[1:])


def _signed_list(subject: str) -> bytes:
    """A one-page PDF that says what it is: the demo's evidence is a real file."""
    text = f"BT /F1 14 Tf 60 780 Td ({len(subject)} - danh sach ky nhan) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + end % (table, len(body))
