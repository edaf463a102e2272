"""From An's desk to the receiver: approved by somebody else, sent as a numbered paper, kept in versions."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from binhdang.audit.models import Event
from binhdang.documents.models import OfficialPaper
from binhdang.files.actions import read as read_file
from binhdang.indicators import counting
from binhdang.indicators.counting import Counted
from binhdang.reports import actions, figures
from binhdang.reports.actions import NotReady
from binhdang.reports.comparing import difference, word_runs
from binhdang.reports.models import Remark, Report
from binhdang.reports.states import MOVES, ReportState
from binhdang.values.figures import CellState, Figure
from binhdang.values.refusals import NotAllowed, Refusal
from reports.scene import ACTIVITIES, MEN, WOMEN, Scene, at, send_in, write


def test_a_report_with_unanswered_cells_is_not_put_before_the_leader_and_each_cell_is_named(scene: Scene) -> None:
    write(scene.an_report, WOMEN, 3, scene.world.an, at(20, 5))
    with pytest.raises(NotReady, match="chỗ phải sửa") as refused:
        actions.ask_approval(scene.an_report, by=scene.world.an, at=at(20, 5))
    targets = {finding.target for finding in refused.value.findings}
    assert f"cell:{MEN}" in targets and f"cell:{WOMEN}" not in targets
    assert scene.an_report.state == ReportState.DRAFT


def test_more_trained_documents_than_documents_is_refused(scene: Scene) -> None:
    write(scene.an_report, "QL-03", 2, scene.world.an, at(20, 5))
    write(scene.an_report, "QL-04", 3, scene.world.an, at(20, 5))
    actions.affirm_nil(scene.an_report, by=scene.world.an, at=at(20, 5))
    with pytest.raises(NotReady, match="Tử số lớn hơn|phải sửa") as refused:
        actions.ask_approval(scene.an_report, by=scene.world.an, at=at(20, 5))
    assert refused.value.findings[0].value == "tử số 3, mẫu số 2"


def test_a_figure_that_differs_from_the_register_goes_on_only_with_a_reason_that_is_kept(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, report = scene.world, scene.an_report
    actions.affirm_nil(report, by=world.an, at=at(19, 5))

    class Book:
        def counts(self, *_: object) -> dict[str, Counted]:
            return {"TH-01": Counted(Decimal(1), ("a1",))}

    monkeypatch.setattr(counting, "_counters", {"trainings": Book()})
    with pytest.raises(NotReady, match="chưa giải trình"):
        actions.ask_approval(report, by=world.an, at=at(20, 5))
    reasons = {"cell:TH-01": "Lớp do huyện mở, huyện báo cáo"}
    actions.ask_approval(report, by=world.an, at=at(20, 5), reasons=reasons)
    client = Client()
    client.force_login(world.binh)
    before_approving = client.get(reverse("reports:entry", args=[report.public_id])).content.decode()
    assert "Lớp do huyện mở, huyện báo cáo" in before_approving
    actions.approve(report, by=world.binh, at=at(20, 5))
    version = actions.submit(report, by=world.an, at=at(20, 5))
    assert [item["reason"] for item in version.explanations] == ["Lớp do huyện mở, huyện báo cáo"]


def test_an_asks_and_binh_approves_nobody_approves_what_they_asked_for(scene: Scene) -> None:
    world, report = scene.world, scene.an_report
    actions.affirm_nil(report, by=world.an, at=at(20, 5))
    with pytest.raises(Refusal, match="trạng thái"):
        actions.approve(report, by=world.binh, at=at(20, 5))
    actions.ask_approval(report, by=world.binh, at=at(20, 5))
    with pytest.raises(NotAllowed, match="không tự duyệt"):
        actions.approve(report, by=world.binh, at=at(20, 5))
    actions.take_back(report, note="", by=world.binh, at=at(20, 5))
    actions.ask_approval(report, by=world.an, at=at(20, 5))
    for person in (world.an, world.giang, world.lan, world.people["duyet_23537"]):
        with pytest.raises(NotAllowed):
            actions.approve(report, by=person, at=at(20, 5))
    actions.approve(report, by=world.binh, at=at(20, 5, 10))
    assert (report.state, report.approved_by) == (ReportState.APPROVED, world.binh)


def test_a_report_before_its_leader_is_not_edited_until_it_is_taken_back(scene: Scene) -> None:
    world, report = scene.world, scene.an_report
    actions.affirm_nil(report, by=world.an, at=at(20, 5))
    actions.ask_approval(report, by=world.an, at=at(20, 5))
    with pytest.raises(Refusal, match="Rút lại"):
        write(report, WOMEN, 1, world.an, at(20, 5))
    actions.take_back(report, note="Thiếu số của thôn 3", by=world.binh, at=at(20, 5))
    write(report, WOMEN, 1, world.an, at(20, 5))
    assert Remark.objects.get(report=report).text == "Thiếu số của thôn 3"


def test_sending_registers_the_unit_own_paper_with_its_signed_copy(scene: Scene) -> None:
    world, report = scene.world, scene.an_report
    actions.affirm_nil(report, by=world.an, at=at(20, 5))
    actions.ask_approval(report, by=world.an, at=at(20, 5))
    actions.approve(report, by=world.binh, at=at(20, 5))
    copy = ("Báo cáo 17.pdf", b"%PDF-1.4\n%%EOF\n")
    sent_on = date(2022, 5, 25)
    with pytest.raises(Refusal, match="chưa đủ"):
        actions.submit(report, by=world.an, at=at(25, 5), number="17", symbol="BC-UBND")
    assert Report.objects.get(pk=report.pk).state == ReportState.APPROVED
    version = actions.submit(
        report, by=world.an, at=at(25, 5), number="17", symbol="BC-UBND", issued_on=sent_on, signed_copy=copy
    )
    paper = OfficialPaper.objects.get(pk=version.paper_id)
    assert (paper.number_symbol, paper.owner, paper.signer_name) == ("17/BC-UBND", world.commune, "Phạm Thanh Bình")
    assert paper.file is not None and read_file(paper.file) == copy[1]
    assert (report.state, report.first_submitted_at) == (ReportState.SUBMITTED, at(25, 5))


def test_two_people_cannot_both_send_it(scene: Scene) -> None:
    send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(25, 5))
    with pytest.raises(Refusal, match="«đã gửi»"):
        actions.submit(scene.an_report, by=scene.world.binh, at=at(25, 5))
    assert scene.an_report.versions.count() == 1


def test_a_corrected_report_keeps_its_first_sending_time_and_both_versions(scene: Scene) -> None:
    world, report = scene.world, scene.an_report
    write(report, WOMEN, 12, world.an, at(20, 5))
    actions.write_text(report, "II.4", "Đã mở 01 lớp tại xã.", base_revision=0, by=world.an, at=at(20, 5))
    first = send_in(report, writer=world.an, leader=world.binh, when=at(3, 6))
    actions.return_version(first, remarks=[(f"cell:{WOMEN}", "Kiểm tra lại")], note="Sai số", by=world.chi, at=at(6, 6))
    remark = Remark.objects.get(target=f"cell:{WOMEN}")
    write(report, WOMEN, 14, world.an, at(7, 6))
    actions.write_text(report, "II.4", "Đã mở 02 lớp tại xã.", base_revision=1, by=world.an, at=at(7, 6))
    actions.resolve_remark(remark, by=world.an, at=at(7, 6))
    second = send_in(report, writer=world.an, leader=world.binh, when=at(7, 6), number="18")
    report.refresh_from_db()
    assert report.first_submitted_at == at(3, 6)
    found = difference(first, second)
    assert [(c.key, c.before, c.after) for c in found.cells] == [(WOMEN, Figure.of(12), Figure.of(14))]
    assert ("gone", "01") in found.texts[0].runs and ("new", "02") in found.texts[0].runs
    assert remark.resolved_by == world.an


def test_the_runs_of_a_difference_give_back_both_texts() -> None:
    before, after = "Xã mở một lớp cho\n42 người.", "Xã mở hai lớp cho 42 lượt người."
    runs = word_runs(before, after)
    assert "".join(text for kind, text in runs if kind != "new") == before
    assert "".join(text for kind, text in runs if kind != "gone") == after


def test_each_step_stands_in_the_audit_log_under_the_unit(scene: Scene) -> None:
    send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(25, 5))
    events = Event.objects.filter(object_kind="Report", object_id=scene.an_report.public_id).order_by("id")
    verbs = list(events.values_list("verb", "actor_name", "unit_code"))
    assert verbs == [
        ("report.nil_affirmed", "Rơ Châm An", "23538"),
        ("report.approval_asked", "Rơ Châm An", "23538"),
        ("report.approved", "Phạm Thanh Bình", "23538"),
        ("report.submitted", "Rơ Châm An", "23538"),
    ]


def test_the_consolidated_report_is_chi_desk_and_does_not_stand_in_n(scene: Scene) -> None:
    world = scene.world
    with pytest.raises(NotAllowed):
        actions.begin_consolidated(scene.round, by=world.an, at=at(9, 6))
    report = actions.begin_consolidated(scene.round, by=world.chi, at=at(9, 6))
    assert actions.begin_consolidated(scene.round, by=world.lan, at=at(9, 6)) == report
    assert not report.expected and scene.round.reports.filter(expected=True).count() == 17
    write(report, WOMEN, 100, world.chi, at(9, 6))
    with pytest.raises(Refusal, match="bước phát hành"):
        actions.ask_approval(report, by=world.chi, at=at(9, 6))
    with pytest.raises(NotAllowed):
        write(report, WOMEN, 1, world.an, at(9, 6))
    assert not Report.objects.visible_to(world.an, date(2022, 6, 9)).filter(pk=report.pk).exists()


STEPS = st.sampled_from(["ask", "approve", "take_back", "submit", "accept", "return", "write"])


@pytest.mark.django_db
def test_whatever_people_press_a_report_moves_only_along_its_table(scene: Scene) -> None:
    world, report = scene.world, scene.an_report
    actions.affirm_nil(report, by=world.an, at=at(20, 5))

    class Pressing(RuleBasedStateMachine):
        """Everybody presses any button at any time."""

        @initialize()
        def start(self) -> None:
            Report.objects.filter(pk=report.pk).update(state=ReportState.DRAFT, asked_by=None)
            self.state = ReportState.DRAFT
            self.versions = report.versions.count()

        @rule(step=STEPS, name=st.sampled_from(["an", "binh"]), value=st.integers(0, 9))
        def press(self, step: str, name: str, value: int) -> None:
            by, when = world.people[name], at(21, 5)
            newest = report.versions.last()
            try:
                match step:
                    case "ask":
                        actions.ask_approval(report, by=by, at=when)
                    case "approve":
                        actions.approve(report, by=by, at=when)
                    case "take_back":
                        actions.take_back(report, note="", by=by, at=when)
                    case "submit":
                        actions.submit(report, by=by, at=when)
                    case "accept" if newest:
                        actions.accept_version(newest, by=world.chi, at=when)
                    case "return" if newest:
                        actions.return_version(newest, remarks=[], note="Sửa", by=world.chi, at=when)
                    case "write":
                        write(report, ACTIVITIES, value, by, when)
            except Refusal:
                now = Report.objects.get(pk=report.pk)
                assert now.state == self.state  # a refused step changes nothing

        @invariant()
        def moves_along_the_table(self) -> None:
            now = Report.objects.get(pk=report.pk)
            assert now.state == self.state or ReportState(now.state) in MOVES[self.state]
            self.state = ReportState(now.state)

        @invariant()
        def nothing_leaves_unapproved(self) -> None:
            now = Report.objects.get(pk=report.pk)
            if now.state in (ReportState.APPROVED, ReportState.SUBMITTED):
                assert now.approved_by == world.binh and now.asked_by == world.an

        @precondition(lambda self: self.state in (ReportState.SUBMITTED, ReportState.ACCEPTED))
        @invariant()
        def what_was_sent_is_the_draft(self) -> None:
            newest = report.versions.last()
            assert newest is not None and figures.read_version(newest) == figures.read(report)

    run_state_machine_as_test(Pressing, settings=settings(max_examples=10, stateful_step_count=15, deadline=None))


def test_a_cell_without_data_needs_its_reason_to_be_sent(scene: Scene) -> None:
    gone = Figure(CellState.NO_DATA, reason="Chưa thống kê được")
    actions.write_cell(scene.an_report, MEN, gone, base_revision=0, by=scene.world.an, at=at(20, 5))
    version = send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(20, 5))
    said = figures.read_version(version)[MEN]
    assert said == gone and not said.counts
