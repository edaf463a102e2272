"""Who asks: the focal body of a unit, or those who write for it. Who answers: those who write for the unit asked."""

from __future__ import annotations

from datetime import date

from binhdang.accounts.models import User
from binhdang.orgs.access import answers_for, holds
from binhdang.orgs.models import Membership, Unit, UnitQuerySet, valid_on
from binhdang.orgs.roles import RECEIVING, WRITING, Role
from binhdang.questionnaires.models import AnswerSheet
from binhdang.values.refusals import NotAllowed

ASKING = (Role.FOCAL_OFFICER, Role.FOCAL_HEAD, Role.WRITER, Role.LEADER)
"""Roles that ask on behalf of the unit at which they are held."""


def may_ask(user: User, unit: Unit, on: date) -> bool:
    """Whether the person asks on behalf of the unit, or of one that ended and that theirs follows."""
    return answers_for(user, ASKING, unit, on)


def units_asked_for(user: User, on: date) -> UnitQuerySet:
    """The standing units on whose behalf the person may ask something new."""
    held = Membership.objects.filter(valid_on(on), user=user, user__is_active=True, role__in=ASKING)
    return Unit.objects.filter(pk__in=held.values("unit")).existing_on(on)


def require_asker(user: User, unit: Unit, on: date, *, to: str) -> None:
    """Raise NotAllowed where the person does not ask on behalf of the unit. `to`: what was attempted, a verb."""
    if not may_ask(user, unit, on):
        raise NotAllowed(
            f"Tài khoản của {user.full_name} không được {to} của {unit.name_on(on)}.",
            rule=f"phiếu hỏi của đơn vị do {_named(ASKING)} của chính đơn vị lập và gửi.",
            remedy="nhờ người giữ vai trò đó ở đơn vị thực hiện, hoặc đề nghị quản trị tài khoản giao vai trò.",
        )


def may_answer(user: User, unit: Unit, on: date) -> bool:
    """Whether the person writes the unit's answers."""
    return answers_for(user, WRITING, unit, on)


def require_answers(user: User, unit: Unit, on: date) -> None:
    """Raise NotAllowed where the person does not write the unit's answers."""
    if not may_answer(user, unit, on):
        raise NotAllowed(
            f"Tài khoản của {user.full_name} không được trả lời phiếu hỏi thay {unit.name_on(on)}.",
            rule=f"phiếu của đơn vị do {_named(WRITING)} của chính đơn vị trả lời.",
            remedy="nhờ người giữ vai trò đó ở đơn vị thực hiện, hoặc đề nghị quản trị tài khoản giao vai trò.",
        )


def reads_answers(user: User, sheet: AnswerSheet, on: date) -> bool:
    """Whether the person reads what a sheet says: whoever sees it once it is sent, its writers before that."""
    return sheet.is_sent() or may_answer(user, sheet.unit, on)


def sees_all(user: User, unit: Unit, on: date) -> bool:
    """Whether the person's reach covers the asking unit, and so every unit that it asked."""
    return holds(user, (*WRITING, *RECEIVING), unit, on)


def _named(roles: tuple[Role, ...]) -> str:
    return " hoặc ".join(f"«{role.label}»" for role in roles)
