"""Chi accepts or sends back; nobody decides on their own report; two reviewers cannot both decide."""

from datetime import date

import pytest

from binhdang.reports import actions as reports
from binhdang.reports.models import Remark, ReportVersion
from binhdang.reports.states import ReportState
from binhdang.review import actions
from binhdang.review.models import Decision
from binhdang.review.queries import queue, review_page
from binhdang.values.refusals import NotAllowed, Refusal
from reports.scene import WOMEN, Scene, at, send_in, write

ON = date(2022, 5, 26)


@pytest.fixture
def sent(scene: Scene) -> ReportVersion:
    """An's report, sent on 25 May."""
    write(scene.an_report, WOMEN, 12, scene.world.an, at(20, 5))
    return send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(25, 5))


def test_chi_accepts_and_the_decision_is_kept(scene: Scene, sent: ReportVersion) -> None:
    actions.accept(sent, by=scene.world.chi, at=at(26, 5))
    decision = Decision.objects.get(version=sent)
    assert (decision.verdict, decision.by, decision.at) == ("accepted", scene.world.chi, at(26, 5))
    assert scene.an_report.state == ReportState.ACCEPTED


def test_chi_sends_back_with_remarks_that_the_unit_sees_on_its_cells(scene: Scene, sent: ReportVersion) -> None:
    remarks = [(f"cell:{WOMEN}", "Sổ có 14 người."), ("section:II.4", "Ghi rõ đối tượng.")]
    actions.send_back(sent, remarks=remarks, note="Rà soát lại", by=scene.world.chi, at=at(26, 5))
    assert scene.an_report.state == ReportState.RETURNED
    kept = set(Remark.objects.filter(version=sent).values_list("target", "text"))
    assert kept == {("", "Rà soát lại"), *remarks}
    write(scene.an_report, WOMEN, 14, scene.world.an, at(27, 5))


def test_sending_back_without_saying_why_is_refused_and_changes_nothing(scene: Scene, sent: ReportVersion) -> None:
    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        actions.send_back(sent, remarks=[], note="  ", by=scene.world.chi, at=at(26, 5))
    with pytest.raises(Refusal, match="không có trong báo cáo"):
        actions.send_back(sent, remarks=[("cell:XX", "?")], note="Sửa", by=scene.world.chi, at=at(26, 5))
    assert scene.an_report.state == ReportState.SUBMITTED and not Remark.objects.exists()


def test_the_unit_and_strangers_may_not_decide(scene: Scene, sent: ReportVersion) -> None:
    world = scene.world
    for person in (world.an, world.binh, world.giang, world.ha, world.minh, world.khanh):
        with pytest.raises(NotAllowed):
            actions.accept(sent, by=person, at=at(26, 5))
    assert not Decision.objects.exists()


def test_the_focal_body_own_report_is_accepted_by_its_head_alone(scene: Scene) -> None:
    world = scene.world
    own = send_in(scene.report_of(world.focal), writer=world.chi, leader=world.lan, when=at(25, 5))
    with pytest.raises(NotAllowed):
        actions.accept(own, by=world.chi, at=at(26, 5))
    actions.accept(own, by=world.lan, at=at(26, 5))


def test_lan_may_not_accept_the_focal_body_report_where_she_wrote_a_cell_herself(scene: Scene) -> None:
    world = scene.world
    write(scene.report_of(world.focal), WOMEN, 1, world.lan, at(20, 5))
    own = send_in(scene.report_of(world.focal), writer=world.chi, leader=world.lan, when=at(25, 5))
    with pytest.raises(NotAllowed, match="chính mình"):
        actions.accept(own, by=world.lan, at=at(26, 5))


def test_the_second_reviewer_is_told_who_decided(scene: Scene, sent: ReportVersion) -> None:
    actions.accept(sent, by=scene.world.chi, at=at(26, 5))
    with pytest.raises(Refusal, match="Lê Quỳnh Chi đã chấp nhận"):
        actions.send_back(sent, remarks=[], note="Sửa", by=scene.world.lan, at=at(26, 5))
    assert Decision.objects.count() == 1


def test_an_old_version_is_not_decided_on(scene: Scene, sent: ReportVersion) -> None:
    world = scene.world
    actions.send_back(sent, remarks=[], note="Sửa", by=world.chi, at=at(26, 5))
    write(scene.an_report, WOMEN, 14, world.an, at(27, 5))
    second = send_in(scene.an_report, writer=world.an, leader=world.binh, when=at(27, 5), number="18")
    with pytest.raises(Refusal):
        actions.accept(sent, by=world.chi, at=at(28, 5))
    actions.accept(second, by=world.chi, at=at(28, 5))


def test_the_queue_shows_the_oldest_first_and_only_to_those_who_review(scene: Scene, sent: ReportVersion) -> None:
    world = scene.world
    other = scene.report_of(world.other_commune)
    send_in(other, writer=world.giang, leader=world.people["duyet_23537"], when=at(6, 6))
    own = send_in(scene.report_of(world.focal), writer=world.chi, leader=world.lan, when=at(7, 6))
    waiting = queue(world.chi, date(2022, 6, 8))
    assert [w.version.report.unit.code for w in waiting] == ["23538", "23537", "618.phong-ldtbxh"]
    assert [w.late for w in waiting] == [0, 2, 3]
    assert [w.mine for w in waiting] == [True, True, False]
    assert [w.mine for w in queue(world.lan, date(2022, 6, 8)) if w.version == own] == [True]
    assert queue(world.an, date(2022, 6, 8)) == [] and queue(world.ha, date(2022, 6, 8)) == []


def test_the_page_of_a_version_shows_what_changed_since_the_one_before(scene: Scene, sent: ReportVersion) -> None:
    world = scene.world
    actions.send_back(sent, remarks=[(f"cell:{WOMEN}", "Sổ có 14.")], note="Sửa", by=world.chi, at=at(26, 5))
    write(scene.an_report, WOMEN, 14, world.an, at(27, 5))
    reports.write_text(scene.an_report, "IV", "Mở thêm lớp.", base_revision=0, by=world.an, at=at(27, 5))
    second = send_in(scene.an_report, writer=world.an, leader=world.binh, when=at(27, 5), number="18")
    page = review_page(second, world.chi, ON, {})
    assert page.changed == 2 and page.may_decide
    changed = {c.key: (c.before, c.figure) for row in page.rows for c in row.cells if c.before is not None}
    assert {key: (a.number, b.number) for key, (a, b) in changed.items() if a} == {WOMEN: (12, 14)}
    assert [(place, remark.text) for place, remark in page.remarks][-1][1] == "Sổ có 14."
    first_page = review_page(sent, world.chi, ON, {})
    assert first_page.changed == 0 and not first_page.may_decide and first_page.decision is not None
