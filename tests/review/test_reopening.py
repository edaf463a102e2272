"""An accepted report is opened again with a reason; what was accepted stands until something newer is."""

from datetime import date

import pytest

from binhdang.audit.models import Event
from binhdang.consolidation.queries import Basis, totals
from binhdang.reports.models import Remark, ReportVersion
from binhdang.reports.states import ReportState
from binhdang.review import actions
from binhdang.values.refusals import NotAllowed, Refusal
from reports.scene import WOMEN, Scene, at, send_in, write


@pytest.fixture
def accepted(scene: Scene) -> ReportVersion:
    """An's report with 12 women, accepted on 26 May."""
    write(scene.an_report, WOMEN, 12, scene.world.an, at(20, 5))
    version = send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(25, 5))
    actions.accept(version, by=scene.world.chi, at=at(26, 5))
    return version


def women(scene: Scene, basis: Basis) -> object:
    """The total of women."""
    lines = totals(scene.round, basis=basis, tree_on=date(2022, 6, 4))
    return next(line.cells[WOMEN].number for line in lines if WOMEN in line.cells)


def test_chi_opens_it_again_and_an_corrects_while_the_accepted_figure_stands(
    scene: Scene, accepted: ReportVersion
) -> None:
    actions.reopen(accepted, reason="Sổ có 14 người", by=scene.world.chi, at=at(1, 6))
    assert scene.an_report.state == ReportState.RETURNED
    write(scene.an_report, WOMEN, 14, scene.world.an, at(2, 6))
    assert women(scene, Basis.ACCEPTED) == women(scene, Basis.SUBMITTED) == 12
    second = send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(3, 6), number="18")
    assert (women(scene, Basis.ACCEPTED), women(scene, Basis.SUBMITTED)) == (12, 14)
    actions.accept(second, by=scene.world.chi, at=at(4, 6))
    assert women(scene, Basis.ACCEPTED) == 14


def test_the_correction_sent_back_leaves_the_accepted_figure_on_both_bases(
    scene: Scene, accepted: ReportVersion
) -> None:
    actions.reopen(accepted, reason="Sổ có 14 người", by=scene.world.chi, at=at(1, 6))
    write(scene.an_report, WOMEN, 41, scene.world.an, at(2, 6))
    second = send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(3, 6), number="18")
    actions.send_back(second, remarks=[], note="Gõ ngược số", by=scene.world.chi, at=at(4, 6))
    assert women(scene, Basis.ACCEPTED) == women(scene, Basis.SUBMITTED) == 12


def test_the_reason_is_kept_where_the_unit_reads_it_and_in_the_log(scene: Scene, accepted: ReportVersion) -> None:
    actions.reopen(accepted, reason="Sổ có 14 người", by=scene.world.chi, at=at(1, 6))
    assert Remark.objects.get(report=scene.an_report).text == "Sổ có 14 người"
    row = Event.objects.get(verb="report.reopened")
    assert (row.actor_id, row.details["note"]) == (scene.world.chi.pk, "Sổ có 14 người")


def test_without_a_reason_or_twice_or_by_a_stranger_nothing_opens(scene: Scene, accepted: ReportVersion) -> None:
    with pytest.raises(Refusal, match="Chưa ghi lý do mở lại"):
        actions.reopen(accepted, reason=" ", by=scene.world.chi, at=at(1, 6))
    for person in (scene.world.an, scene.world.binh, scene.world.giang, scene.world.ha):
        with pytest.raises(NotAllowed):
            actions.reopen(accepted, reason="x", by=person, at=at(1, 6))
    assert scene.an_report.state == ReportState.ACCEPTED
    actions.reopen(accepted, reason="x", by=scene.world.chi, at=at(1, 6))
    with pytest.raises(Refusal, match="không phải bản đang được chấp nhận"):
        actions.reopen(accepted, reason="x", by=scene.world.chi, at=at(1, 6))


def test_a_version_that_a_newer_one_replaced_is_not_opened(scene: Scene, accepted: ReportVersion) -> None:
    actions.reopen(accepted, reason="x", by=scene.world.chi, at=at(1, 6))
    write(scene.an_report, WOMEN, 14, scene.world.an, at(2, 6))
    second = send_in(scene.an_report, writer=scene.world.an, leader=scene.world.binh, when=at(3, 6), number="18")
    actions.accept(second, by=scene.world.chi, at=at(4, 6))
    with pytest.raises(Refusal, match="không phải bản đang được chấp nhận"):
        actions.reopen(accepted, reason="x", by=scene.world.chi, at=at(5, 6))
