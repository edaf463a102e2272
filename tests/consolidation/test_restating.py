"""What was issued does not move; what became of its figures is listed and goes out as a replacing report."""

import io
import re
import zipfile

import pytest
from django.test import Client

from binhdang.consolidation.actions import changes_since_issue, fill_cells, freeze
from binhdang.consolidation.models import Snapshot
from binhdang.consolidation.restating import CORRECTED, ESTIMATE_REPLACED, LATE, outdated
from binhdang.demo.world import World
from binhdang.publishing import actions as publishing
from binhdang.publishing.composing import compose
from binhdang.publishing.models import Issue
from binhdang.publishing.states import IssueState
from binhdang.reports.models import Report, Round
from binhdang.reports.states import ReportState
from binhdang.values.figures import NIL, Figure
from binhdang.values.refusals import Refusal
from consolidation.rounds import TREE_ON, at, send
from publishing.papers import RECIPIENTS, SO, brought_to

pytest_plugins = ["publishing.conftest"]


@pytest.fixture
def sent(world: World, frozen: Snapshot) -> Issue:
    """The half-year report of the district went out on 13 June as 01/BC-UBND."""
    issue = brought_to(IssueState.SENT, world, frozen)
    frozen.refresh_from_db()
    return issue


def changes(snapshot: Snapshot) -> dict[str, tuple[object, object, list[tuple[str, str]]]]:
    """Key → what was printed, what would be printed, and whose report is behind it."""
    found = {}
    for change in changes_since_issue(snapshot.report, tree_on=TREE_ON)[1]:
        before, after = (side and side.get("whole", side)["number"] for side in (change["before"], change["after"]))
        found[change["key"]] = (before, after, [(cause["unit"], cause["kind"]) for cause in change["causes"]])
    return found


def replaced(world: World, snapshot: Snapshot, reason: str = "Xã Ia Dom báo cáo số chính thức") -> Snapshot:
    """Chi takes the figures anew and freezes the replacing report on 1 July."""
    fill_cells(snapshot.report, by=world.chi, at=at(1, 7))
    return freeze(snapshot.report, tree_on=TREE_ON, by=world.chi, at=at(1, 7), reason=reason)


def words(docx: bytes) -> str:
    """All words of a .docx."""
    return re.sub(r"<[^>]+>", "", zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode())


def test_while_nothing_changed_there_is_nothing_to_restate(world: World, sent: Issue) -> None:
    assert changes(sent.snapshot) == {}
    assert not outdated(Round.objects.all()).exists()
    with pytest.raises(Refusal, match="không khác bản đã phát hành"):
        replaced(world, sent.snapshot)


def test_an_estimate_that_became_official_changes_exactly_the_figures_it_stood_in(world: World, sent: Issue) -> None:
    send(sent.snapshot.round, world.other_commune, {"TH-01": 3}, by=world.giang, on=at(20))
    assert changes(sent.snapshot) == {"TH-01": ("3", "5", [("23537", ESTIMATE_REPLACED)])}


def test_an_estimate_confirmed_with_the_same_number_is_a_change_too(world: World, sent: Issue) -> None:
    """The paper prints «1 số ước»: once the number is official that is no longer true."""
    send(sent.snapshot.round, world.other_commune, {"TH-01": 1}, by=world.giang, on=at(20))
    assert changes(sent.snapshot) == {"TH-01": ("3", "3", [("23537", ESTIMATE_REPLACED)])}


def test_a_correction_and_a_late_report_are_told_apart(world: World, sent: Issue) -> None:
    send(sent.snapshot.round, world.commune, {"TH-02.nu": 25}, by=world.an, on=at(20))
    late = world.communes[0]
    send(sent.snapshot.round, late, {"TH-01": 1, "TH-02.nam": 4, "TH-02.nu": 6}, by=world.chi, on=at(21))
    found = changes(sent.snapshot)
    assert sorted(found["TH-02.nu"][2]) == [(late.code, LATE), ("23538", CORRECTED)]
    assert found["TH-01"] == ("3", "4", [(late.code, LATE)])
    assert found["TH-02"][:2] == ("51", "62")
    assert "TH-03" in found  # the share of women is computed from them


def test_a_figure_nobody_reported_and_somebody_affirmed_as_nil_changes_from_a_dash_to_zero(
    world: World, sent: Issue
) -> None:
    education = world.units["618.phong-gddt"]
    send(sent.snapshot.round, education, {"CL-5-2A-TS.nam": NIL}, by=world.chi, on=at(20))
    assert changes(sent.snapshot)["CL-5-2A-TS.nam"][:2] == (None, "0")


def test_a_correction_of_a_figure_that_is_not_printed_changes_nothing(world: World, sent: Issue) -> None:
    """Only the accepted version stands: one that was sent and is still being read is no restatement."""
    send(sent.snapshot.round, world.other_commune, {"TH-01": 9}, by=world.giang, state=ReportState.SUBMITTED)
    assert changes(sent.snapshot) == {}


def test_the_replacing_snapshot_needs_a_reason_and_keeps_the_first_one(world: World, sent: Issue) -> None:
    send(sent.snapshot.round, world.other_commune, {"TH-01": 3}, by=world.giang, on=at(20))
    first = Snapshot.objects.get()
    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        replaced(world, sent.snapshot, reason="  ")
    second = replaced(world, sent.snapshot)
    assert second.restates == first
    assert second.content["restates"]["paper"] == "01/BC-UBND"
    assert [change["key"] for change in second.content["restates"]["changes"]] == ["TH-01"]
    first.refresh_from_db()
    assert (first.sha256, first.content) == (sent.snapshot.sha256, sent.snapshot.content)


def test_the_replacing_report_goes_the_whole_way_and_says_what_it_replaces(world: World, sent: Issue) -> None:
    send(sent.snapshot.round, world.other_commune, {"TH-01": 3}, by=world.giang, on=at(20))
    kept = publishing.verify(sent)
    second = replaced(world, sent.snapshot)
    issue = publishing.draft(second, addressees=[SO], recipients=RECIPIENTS, by=world.chi, at=at(1, 7))
    assert issue.replaces == sent
    publishing.check(issue, by=world.lan, at=at(2, 7))
    publishing.sign(issue, by=world.minh, at=at(2, 7))
    publishing.number(issue, on=at(2, 7).date(), by=world.khanh, at=at(2, 7))
    publishing.send(issue, by=world.khanh, at=at(2, 7))
    text = words(compose(Issue.objects.get(pk=issue.pk)))
    assert "Báo cáo này thay thế Báo cáo số 01/BC-UBND ngày 13 tháng 6 năm 2022" in text
    assert "Lý do: Xã Ia Dom báo cáo số chính thức." in text
    assert "Ủy ban nhân dân xã Ia Dom: số chính thức thay số ước" in text
    assert publishing.verify(Issue.objects.get(pk=sent.pk)) == kept
    with pytest.raises(Refusal):  # one replacement at a time
        publishing.draft(second, addressees=[SO], recipients=RECIPIENTS, by=world.chi, at=at(3, 7))


def test_a_replacement_can_itself_be_replaced(world: World, sent: Issue) -> None:
    send(sent.snapshot.round, world.other_commune, {"TH-01": 3}, by=world.giang, on=at(20))
    second = replaced(world, sent.snapshot)
    issue = publishing.draft(second, addressees=[SO], recipients=RECIPIENTS, by=world.chi, at=at(1, 7))
    publishing.check(issue, by=world.lan, at=at(2, 7))
    publishing.sign(issue, by=world.minh, at=at(2, 7))
    publishing.number(issue, on=at(2, 7).date(), by=world.khanh, at=at(2, 7))
    send(sent.snapshot.round, world.commune, {"TH-01": Figure.of(4)}, by=world.an, on=at(5, 7))
    fill_cells(second.report, by=world.chi, at=at(6, 7))
    third = freeze(second.report, tree_on=TREE_ON, by=world.chi, at=at(6, 7), reason="Xã Ia Tơi đính chính")
    assert third.restates == second
    assert third.content["restates"]["paper"] == "02/BC-UBND"


def test_chi_sees_on_the_page_what_changed_and_why(client: Client, world: World, sent: Issue) -> None:
    round = sent.snapshot.round
    send(round, world.other_commune, {"TH-01": 3}, by=world.giang, on=at(20))
    Report.objects.filter(round=round, unit=world.other_commune).update(state_since=at(20))
    assert [snapshot.pk for snapshot in outdated(Round.objects.all())] == [sent.snapshot.pk]
    client.force_login(world.chi)
    shown = client.get(f"/tong-hop/{round.public_id}/chot/").content.decode()
    assert "báo cáo số 01/BC-UBND" in shown
    assert "Ủy ban nhân dân xã Ia Dom: số chính thức thay số ước" in shown
    client.post(f"/tong-hop/{round.public_id}/lay-so/")
    refused = client.post(f"/tong-hop/{round.public_id}/chot/", {"reason": ""})
    assert refused.status_code == 422
    assert "Chưa ghi lý do thay thế" in refused.content.decode()
    assert client.post(f"/tong-hop/{round.public_id}/chot/", {"reason": "Số chính thức"}).status_code == 302
    assert Snapshot.objects.latest("pk").restates_id == sent.snapshot.pk
