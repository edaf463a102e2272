"""What must hold on an outgoing paper's way, each rule with its clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from binhdang.accounts.models import User
from binhdang.jobs.clock import day_of
from binhdang.publishing.models import Issue, Step
from binhdang.publishing.states import STEP_NAMES, IssueState
from binhdang.ui.templatetags.ui import day
from binhdang.values.refusals import NotAllowed, Refusal
from binhdang.values.texts import nfc

SEPARATE = (IssueState.DRAFTED, IssueState.CHECKED, IssueState.SIGNED)
"""Responsibilities of different people (Nghị định 30/2020/NĐ-CP, Điều 10 to 13)."""
_IN_WORDS = {2: "hai", 3: "ba"}


def refuse_second_hat(issue: Issue, to: IssueState, by: User) -> None:
    """Raise NotAllowed where the person already took another of draft, check and sign on this paper."""
    taken = Step.objects.filter(issue=issue, by=by, state__in=SEPARATE).exclude(state=to).first()
    if to in SEPARATE and taken is not None:
        done = STEP_NAMES[IssueState(taken.state)].lower()
        apart = [STEP_NAMES[step].lower() for step in issue.chain.steps if step in SEPARATE]
        each = f"việc của {_IN_WORDS[len(apart)]} người khác nhau"
        roles = " hoặc ".join(f"«{role.label}»" for role in issue.chain.done_by[to])
        raise NotAllowed(
            f"{by.full_name} đã {done} văn bản này nên không {STEP_NAMES[to].lower()} được nữa.",
            rule=f"{', '.join(apart[:-1])} và {apart[-1]} một văn bản là {each}.",
            remedy=f"nhờ người khác giữ vai trò {roles} của đơn vị.",
        )


def refuse_missing_step(issue: Issue, to: IssueState) -> None:
    """Raise Refusal where the paper's way has no such step at all."""
    if to not in issue.chain.done_by:
        raise moved_on(issue, to)


def refuse_wrong_move(issue: Issue, to: IssueState) -> None:
    """Raise Refusal where the paper is not at the step before."""
    if to not in issue.chain.moves(IssueState(issue.state)):
        raise moved_on(issue, to)


def moved_on(issue: Issue, to: IssueState) -> Refusal:
    """What is told when a step was already taken, or is not yet to be taken."""
    return Refusal(
        f"Không thực hiện được bước «{STEP_NAMES[to]}».",
        where="văn bản đi",
        value=IssueState(issue.state).label,
        rule=f"văn bản đi lần lượt qua {', '.join(STEP_NAMES[step].lower() for step in issue.chain.steps)}; "
        "mỗi bước một lần.",
        remedy="tải lại trang để xem văn bản đang ở bước nào và ai đang giữ.",
    )


def cleaned_lines(lines: Sequence[str], *, where: str, example: str) -> list[str]:
    """Non-empty lines without spaces at their ends. Raises Refusal where none is left."""
    kept = [" ".join(nfc(line).split()) for line in lines]
    kept = [line for line in kept if line]
    if not kept:
        raise Refusal(
            "Thiếu thông tin bắt buộc của văn bản.",
            where=where,
            value="để trống",
            rule="báo cáo gửi cấp trên phải có nơi kính gửi và nơi nhận (Nghị định 30/2020/NĐ-CP, Phụ lục I).",
            remedy=f"nhập mỗi dòng một nơi, ví dụ «{example}».",
        )
    return kept


def refuse_day_before_signing(issue: Issue, on: date) -> None:
    """A number is given on the day of the signature or after it (Nghị định 30/2020/NĐ-CP, Điều 15 and 18)."""
    signed = Step.objects.filter(issue=issue, state=IssueState.SIGNED).last()
    if signed is not None and on < day_of(signed.at):
        raise Refusal(
            "Ngày ban hành trước ngày ký.",
            where="ngày ban hành",
            value=day(on),
            rule=f"văn bản được ký ngày {day(signed.at)}.",
            remedy="chọn ngày bằng hoặc sau ngày ký.",
        )
