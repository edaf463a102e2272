"""The way of an outgoing paper (Nghị định 30/2020, Điều 10 to 18): each state is one named responsibility."""

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


MOVES: dict[IssueState, tuple[IssueState, ...]] = {
    IssueState.DRAFTED: (IssueState.CHECKED, IssueState.WITHDRAWN),
    IssueState.CHECKED: (IssueState.SIGNED, IssueState.WITHDRAWN),
    IssueState.SIGNED: (IssueState.NUMBERED, IssueState.WITHDRAWN),
    IssueState.NUMBERED: (IssueState.SENT,),
    IssueState.SENT: (),
    IssueState.WITHDRAWN: (),
}
"""From where to where an outgoing paper may move."""

HELD_BY: dict[IssueState, Role] = {
    IssueState.DRAFTED: Role.FOCAL_HEAD,
    IssueState.CHECKED: Role.SIGNER,
    IssueState.SIGNED: Role.CLERK,
    IssueState.NUMBERED: Role.CLERK,
}
"""Who has the paper on the desk in a state, and so takes the next step."""

DONE_BY: dict[IssueState, Role] = {
    IssueState.DRAFTED: Role.FOCAL_OFFICER,
    IssueState.CHECKED: Role.FOCAL_HEAD,
    IssueState.SIGNED: Role.SIGNER,
    IssueState.NUMBERED: Role.CLERK,
    IssueState.SENT: Role.CLERK,
}
"""Who takes the step that leads to a state."""

STEP_NAMES: dict[IssueState, str] = {
    IssueState.DRAFTED: "Soạn thảo",
    IssueState.CHECKED: "Kiểm tra nội dung",
    IssueState.SIGNED: "Ký",
    IssueState.NUMBERED: "Cấp số",
    IssueState.SENT: "Phát hành",
    IssueState.WITHDRAWN: "Rút về soạn lại",
}
"""What each step is called."""
