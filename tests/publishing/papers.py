"""An outgoing report, brought as far along its chain as a test needs it."""

from datetime import date, datetime

from binhdang.consolidation.models import Snapshot
from binhdang.demo.world import World
from binhdang.publishing import actions
from binhdang.publishing.models import Issue
from binhdang.publishing.states import IssueState
from consolidation.rounds import at

SO = "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum"
RECIPIENTS = ["Như trên", "Chủ tịch, các Phó Chủ tịch UBND huyện", "Lưu: VT, LĐTBXH"]
SIGNED_ON = date(2022, 6, 13)


def drafted(world: World, snapshot: Snapshot, when: datetime | None = None) -> Issue:
    """Chi drafts."""
    return actions.draft(snapshot, addressees=[SO], recipients=RECIPIENTS, by=world.chi, at=when or at(10))


def brought_to(state: IssueState, world: World, snapshot: Snapshot) -> Issue:
    """Chi drafts, Lan checks, Minh signs, Khánh numbers and sends, up to the state asked."""
    issue = drafted(world, snapshot)
    steps = (
        (IssueState.CHECKED, lambda: actions.check(issue, by=world.lan, at=at(13))),
        (IssueState.SIGNED, lambda: actions.sign(issue, by=world.minh, at=at(13, hour=14))),
        (IssueState.NUMBERED, lambda: actions.number(issue, on=SIGNED_ON, by=world.khanh, at=at(13, hour=15))),
        (IssueState.SENT, lambda: actions.send(issue, by=world.khanh, at=at(13, hour=16))),
    )
    for reached, step in steps:
        if issue.state == state:
            break
        step()
        assert issue.state == reached
    return issue
