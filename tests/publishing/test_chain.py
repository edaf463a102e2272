"""The way of the district's report: Chi drafts, Lan checks, Minh signs, Khánh numbers and sends; nobody twice."""

from datetime import date

import pytest

from binhdang.audit.models import Event
from binhdang.consolidation.actions import freeze
from binhdang.consolidation.models import Snapshot
from binhdang.demo.world import World
from binhdang.documents import actions as documents
from binhdang.documents.models import NumberSeries, OfficialPaper
from binhdang.files.actions import read
from binhdang.orgs.actions import grant
from binhdang.orgs.roles import Role
from binhdang.publishing import actions, composing
from binhdang.publishing.models import Issue
from binhdang.publishing.states import IssueState
from binhdang.values.refusals import NotAllowed, Refusal
from consolidation.rounds import TREE_ON, at
from publishing.papers import RECIPIENTS, SIGNED_ON, SO, brought_to, drafted

TODAY = date(2022, 6, 14)


def test_each_step_is_one_persons_responsibility(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.SENT, world, frozen)
    assert [(step.state, step.by) for step in issue.steps.all()] == [
        (IssueState.DRAFTED, world.chi),
        (IssueState.CHECKED, world.lan),
        (IssueState.SIGNED, world.minh),
        (IssueState.NUMBERED, world.khanh),
        (IssueState.SENT, world.khanh),
    ]
    verbs = Event.objects.filter(verb__startswith="issue.").order_by("pk").values_list("verb", "actor_id")
    assert list(verbs) == [(f"issue.{step.state}", step.by_id) for step in issue.steps.all()]


def test_the_paper_takes_the_next_number_and_goes_to_those_it_names(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.SENT, world, frozen)
    paper = OfficialPaper.objects.get(pk=issue.paper_id)
    assert (paper.number_symbol, paper.issued_on) == ("01/BC-UBND", SIGNED_ON)
    assert paper.recipients == [SO, *RECIPIENTS]
    assert paper.signer_name == "Hoàng Minh"
    assert paper.sent_at == at(13, hour=16)
    assert paper.file_id == issue.file_id is not None


def test_a_deputy_signs_for_the_chair_on_behalf_of_the_committee(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.SIGNED, world, frozen)
    assert issue.signer == world.minh
    assert issue.signature == {
        "authority": "TM. ỦY BAN NHÂN DÂN",
        "capacity": "KT. CHỦ TỊCH",
        "position": "PHÓ CHỦ TỊCH",
        "name": "Hoàng Minh",
    }


@pytest.mark.parametrize(
    ("state", "attempt", "allowed"),
    [
        (IssueState.DRAFTED, "check", {"lan"}),
        (IssueState.CHECKED, "sign", {"minh"}),
        (IssueState.SIGNED, "number", {"khanh"}),
        (IssueState.NUMBERED, "send", {"khanh"}),
    ],
)
def test_nobody_else_takes_a_step(
    world: World, frozen: Snapshot, state: IssueState, attempt: str, allowed: set[str]
) -> None:
    issue = brought_to(state, world, frozen)
    more = {"on": SIGNED_ON} if attempt == "number" else {}
    for name in {"an", "binh", "giang", "ha", "chi", "lan", "minh", "khanh"} - allowed:
        with pytest.raises(NotAllowed):
            getattr(actions, attempt)(issue, by=world.people[name], at=at(14), **more)
    issue.refresh_from_db()
    assert issue.state == state


@pytest.mark.parametrize("name", ["an", "binh", "giang", "ha", "lan", "minh", "khanh"])
def test_only_the_focal_officer_drafts(world: World, frozen: Snapshot, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.draft(frozen, addressees=[SO], recipients=RECIPIENTS, by=world.people[name], at=at(10))


def test_chi_may_not_check_or_sign_what_she_drafted_even_with_the_roles(world: World, frozen: Snapshot) -> None:
    for role in (Role.FOCAL_HEAD, Role.SIGNER):
        grant(world.chi, role, world.district, valid_from=TREE_ON, by=world.ha, at=at(5), position="Phó Chủ tịch")
    issue = drafted(world, frozen)
    with pytest.raises(NotAllowed, match="đã soạn thảo văn bản này"):
        actions.check(issue, by=world.chi, at=at(13))
    actions.check(issue, by=world.lan, at=at(13))
    with pytest.raises(NotAllowed, match="ba người khác nhau"):
        actions.sign(issue, by=world.chi, at=at(13))


@pytest.mark.parametrize("name", ["an", "binh", "giang", "ha"])
def test_those_outside_the_chain_do_not_see_that_the_paper_exists(world: World, frozen: Snapshot, name: str) -> None:
    drafted(world, frozen)
    assert not Issue.objects.visible_to(world.people[name], TODAY).exists()


@pytest.mark.parametrize("name", ["chi", "lan", "minh", "khanh"])
def test_those_in_the_chain_see_it(world: World, frozen: Snapshot, name: str) -> None:
    issue = drafted(world, frozen)
    assert list(Issue.objects.visible_to(world.people[name], TODAY)) == [issue]


def test_no_step_is_skipped_or_taken_twice(world: World, frozen: Snapshot) -> None:
    issue = drafted(world, frozen)
    with pytest.raises(Refusal, match="chờ kiểm tra nội dung"):
        actions.sign(issue, by=world.minh, at=at(13))
    actions.check(issue, by=world.lan, at=at(13))
    with pytest.raises(Refusal, match="Không thực hiện được bước"):
        actions.check(issue, by=world.lan, at=at(13))


def test_of_two_clerks_at_one_time_only_one_gives_the_number(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.SIGNED, world, frozen)
    seen_before = Issue.objects.get(pk=issue.pk)
    actions.number(issue, on=SIGNED_ON, by=world.khanh, at=at(13, hour=15))
    with pytest.raises(Refusal, match="chờ phát hành"):
        actions.number(seen_before, on=SIGNED_ON, by=world.khanh, at=at(13, hour=15))
    assert NumberSeries.objects.get(owner=world.district, year=2022).last_number == 1


def test_numbers_have_no_gaps_where_an_attempt_fails(
    world: World, frozen: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = brought_to(IssueState.SIGNED, world, frozen)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(documents, "give_number", broken)
    with pytest.raises(RuntimeError):
        actions.number(issue, on=SIGNED_ON, by=world.khanh, at=at(13, hour=15))
    monkeypatch.undo()
    issue = Issue.objects.get()
    assert issue.state == IssueState.SIGNED
    assert actions.number(issue, on=SIGNED_ON, by=world.khanh, at=at(13, hour=15)).number == "01"
    other = documents.new_outgoing(owner=world.district, kind="Công văn", title="Đôn đốc", by=world.khanh, at=at(14))
    assert documents.give_number(other, symbol="UBND-VX", issued_on=TODAY, by=world.khanh, at=at(14)).number == "02"


def test_a_machine_that_stopped_after_the_number_loses_nothing(
    world: World, frozen: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number is taken and the bytes are not yet kept: sending composes them, the same as they would have been."""
    issue = brought_to(IssueState.SIGNED, world, frozen)
    monkeypatch.setattr(actions, "keep_issued", lambda *_, **__: None)
    actions.number(issue, on=SIGNED_ON, by=world.khanh, at=at(13, hour=15))
    monkeypatch.undo()
    issue = Issue.objects.get()
    assert (issue.state, issue.file) == (IssueState.NUMBERED, None)
    actions.send(issue, by=world.khanh, at=at(13, hour=16))
    issue = Issue.objects.get()
    assert issue.file is not None
    assert read(issue.file) == composing.compose(issue)


def test_a_number_is_not_dated_before_the_signature_nor_ahead_of_today(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.SIGNED, world, frozen)
    with pytest.raises(Refusal, match="Ngày ban hành trước ngày ký"):
        actions.number(issue, on=date(2022, 6, 12), by=world.khanh, at=at(14))
    with pytest.raises(Refusal, match="ở sau ngày hôm nay"):
        actions.number(issue, on=date(2022, 6, 20), by=world.khanh, at=at(14))
    issue.refresh_from_db()
    assert (issue.state, issue.paper) == (IssueState.SIGNED, None)


def test_a_paper_sent_back_says_why_and_is_drafted_anew(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.CHECKED, world, frozen)
    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        actions.withdraw(issue, note="  ", by=world.minh, at=at(13))
    actions.withdraw(issue, note="Bổ sung nơi nhận.", by=world.minh, at=at(13))
    assert issue.steps.last().note == "Bổ sung nơi nhận."  # type: ignore[union-attr]
    again = drafted(world, frozen, at(14))
    assert again.state == IssueState.DRAFTED


def test_a_numbered_paper_is_not_withdrawn(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.NUMBERED, world, frozen)
    with pytest.raises(Refusal, match="Rút về soạn lại"):
        actions.withdraw(issue, note="Sai.", by=world.chi, at=at(14))


def test_a_report_goes_out_once(world: World, frozen: Snapshot) -> None:
    drafted(world, frozen)
    with pytest.raises(Refusal, match="đã có văn bản đang trình hoặc đã phát hành"):
        drafted(world, frozen)


def test_only_the_newest_snapshot_is_drafted(world: World, frozen: Snapshot) -> None:
    newer = freeze(frozen.report, tree_on=TREE_ON, by=world.chi, at=at(11))
    with pytest.raises(Refusal, match="không phải bản mới nhất"):
        drafted(world, frozen)
    assert drafted(world, newer).snapshot == newer


def test_a_paper_to_nobody_is_not_drafted(world: World, frozen: Snapshot) -> None:
    with pytest.raises(Refusal, match="Kính gửi"):
        actions.draft(frozen, addressees=["  "], recipients=RECIPIENTS, by=world.chi, at=at(10))
    with pytest.raises(Refusal, match="Nơi nhận"):
        actions.draft(frozen, addressees=[SO], recipients=[], by=world.chi, at=at(10))
    assert not Issue.objects.exists()


def test_a_signer_without_a_position_cannot_sign(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.CHECKED, world, frozen)
    world.minh.memberships.update(position="")
    with pytest.raises(Refusal, match="chưa ghi chức vụ"):
        actions.sign(issue, by=world.minh, at=at(13))


def test_a_paper_noted_as_sent_in_the_books_can_still_be_sent_on_its_way(world: World, frozen: Snapshot) -> None:
    issue = brought_to(IssueState.NUMBERED, world, frozen)
    assert issue.paper is not None
    documents.mark_sent(issue.paper, recipients=[SO], by=world.khanh, at=at(13, hour=16))
    actions.send(issue, by=world.khanh, at=at(13, hour=17))
    assert Issue.objects.get(pk=issue.pk).state == IssueState.SENT
    paper = OfficialPaper.objects.get(pk=issue.paper.pk)
    assert (paper.sent_at, paper.recipients) == (at(13, hour=16), [SO])
    assert Event.objects.filter(verb="paper.sent").count() == 1
