"""The way of an outgoing paper (Nghị định 30/2020, Điều 10 to 18): each state is one named responsibility."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from binhdang.orgs.roles import Role


class IssueState(models.TextChoices):
    """Drafted by the focal officer, checked by the head of the focal body, signed, numbered and sent by the clerk."""

    DRAFTED = "drafted", "đã soạn, chờ kiểm tra nội dung"
    CHECKED = "checked", "đã kiểm tra, chờ ký"
    SIGNED = "signed", "đã ký, chờ cấp số"
    NUMBERED = "numbered", "đã cấp số, chờ phát hành"
    SENT = "sent", "đã phát hành"
    WITHDRAWN = "withdrawn", "đã rút về soạn lại"


STEP_NAMES: dict[IssueState, str] = {
    IssueState.DRAFTED: "Soạn thảo",
    IssueState.CHECKED: "Kiểm tra nội dung",
    IssueState.SIGNED: "Ký",
    IssueState.NUMBERED: "Cấp số",
    IssueState.SENT: "Phát hành",
    IssueState.WITHDRAWN: "Rút về soạn lại",
}
"""What each step is called."""


LOCKED = (IssueState.NUMBERED, IssueState.SENT)
"""What has a number is never withdrawn."""


@dataclass(frozen=True)
class Chain:
    """Who takes each step of a paper's way, in the order of the steps."""

    done_by: Mapping[IssueState, tuple[Role, ...]]

    @property
    def steps(self) -> tuple[IssueState, ...]:
        """The states a paper passes, in order."""
        return tuple(self.done_by)

    def after(self, state: IssueState) -> IssueState | None:
        """The next step forward; None at the end, and for a paper that was withdrawn."""
        steps = self.steps
        place = steps.index(state) + 1 if state in steps else len(steps)
        return steps[place] if place < len(steps) else None

    def moves(self, state: IssueState) -> tuple[IssueState, ...]:
        """Where a paper may go from a state: one step forward, or back to drafting while it has no number."""
        forward = self.after(state)
        if forward is None:
            return ()
        return (forward,) if state in LOCKED else (forward, IssueState.WITHDRAWN)

    def held_by(self, state: IssueState) -> tuple[Role, ...]:
        """Who has the paper on the desk in a state, and so takes the next step."""
        forward = self.after(state)
        return self.done_by[forward] if forward else ()


FOCAL_CHAIN = Chain(
    {
        IssueState.DRAFTED: (Role.FOCAL_OFFICER,),
        IssueState.CHECKED: (Role.FOCAL_HEAD,),
        IssueState.SIGNED: (Role.SIGNER,),
        IssueState.NUMBERED: (Role.CLERK,),
        IssueState.SENT: (Role.CLERK,),
    }
)
"""Through the focal body: its officer drafts, its head checks the content, a leader signs, the clerk numbers, sends."""

_BOOKS = (Role.CLERK, Role.WRITER, Role.LEADER)
SMALL_CHAIN = Chain(
    {
        IssueState.DRAFTED: (Role.WRITER,),
        IssueState.SIGNED: (Role.LEADER,),
        IssueState.NUMBERED: _BOOKS,
        IssueState.SENT: _BOOKS,
    }
)
"""In a unit without a focal body: its writer drafts, its leader reads and signs, whoever keeps its books numbers."""


class Way(models.TextChoices):
    """Which chain a paper passes."""

    FOCAL = "focal", "qua cơ quan đầu mối"
    SMALL = "small", "trong đơn vị"


CHAINS = {Way.FOCAL: FOCAL_CHAIN, Way.SMALL: SMALL_CHAIN}
