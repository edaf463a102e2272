"""The world these tests play in: Chi asks the units of the district, An answers for her commune."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from binhdang.demo.world import World
from binhdang.jobs.clock import pin
from binhdang.questionnaires import actions
from binhdang.questionnaires.models import AnswerSheet, Question, Questionnaire

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2022, 4, 11, 9, tzinfo=VIETNAM)
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"text": "Số người làm việc", "kind": "men_women"},
    {"text": "Đã tự đánh giá chưa?", "kind": "one", "options": ["Có", "Chưa"]},
    {"text": "Khó khăn", "kind": "several", "options": ["Kinh phí", "Con người", "Số liệu"], "required": False},
    {"text": "Số thôn đã nghe phổ biến", "kind": "whole", "required": False},
    {"text": "Đề nghị sửa Luật", "kind": "text", "required": False},
)


@pytest.fixture
def now() -> datetime:
    """The morning of 11 April 2022."""
    return NOW


@pytest.fixture
def draft(world: World) -> Questionnaire:
    """Chi's draft with one question of each kind."""
    made = actions.draft(
        unit=world.district,
        title="Tổng kết 15 năm",
        basis="Công văn của Sở",
        due_before_on=date(2022, 4, 26),
        by=world.chi,
        at=NOW,
    )
    for question in QUESTIONS:
        actions.add_question(made, by=world.chi, at=NOW, **question)
    return made


@pytest.fixture
def asked(world: World, draft: Questionnaire) -> Questionnaire:
    """The same, sent to the three communes and to the women's union."""
    return actions.open_to(draft, units=[*world.communes, world.units["618.lhpn"]], by=world.chi, at=NOW)


@pytest.fixture
def sheet(world: World, asked: Questionnaire) -> AnswerSheet:
    """What An's commune is to answer."""
    return asked.sheets.get(unit=world.commune)


def question(questionnaire: Questionnaire, kind: str) -> Question:
    """The question of a kind."""
    return questionnaire.questions.get(kind=kind)


@pytest.fixture
def an_says(world: World, sheet: AnswerSheet) -> Callable[..., actions.Saved]:
    """`an_says(whole="3")`: An saves answers to the questions of these kinds, as she sees them now."""

    def save(*, by: Any = None, revision: int | None = None, **answers: Any) -> actions.Saved:
        sheet.refresh_from_db()
        given = {question(sheet.questionnaire, kind).public_id: answer for kind, answer in answers.items()}
        seen = sheet.revision if revision is None else revision
        return actions.save_answers(sheet, given, revision=seen, by=by or world.an, at=NOW)

    return save


FULL: dict[str, Any] = {"men_women": {"men": "4", "women": "8"}, "one": "1"}
"""Answers to what must be answered."""


@pytest.fixture
def sent(world: World, sheet: AnswerSheet, an_says: Callable[..., actions.Saved]) -> AnswerSheet:
    """An's sheet, sent with the answers that must be there."""
    saved = an_says(**FULL)
    return actions.send_answers(saved.sheet, revision=saved.sheet.revision, by=world.an, at=NOW)


@pytest.fixture
def as_(world: World) -> Callable[[Any], Client]:
    """`as_(world.an)`: a browser in which the person is signed in, on the morning of 11 April 2022."""
    pin(NOW)

    def sign_in(person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
