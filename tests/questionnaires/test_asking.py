"""Asking: who may ask whom, what a draft needs before it goes out, and that what went out stays as it is."""

from datetime import date, datetime
from typing import Any

import pytest

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.questionnaires import actions
from binhdang.questionnaires.models import AnswerSheet, Questionnaire
from binhdang.values.refusals import Conflict, NotAllowed, Refusal


def texts(questionnaire: Questionnaire) -> list[str]:
    return [f"{each.order}. {each.text}" for each in questionnaire.questions.all()]


def test_chi_asks_the_units_of_the_district_and_each_gets_a_sheet_of_its_own(
    world: World, asked: Questionnaire
) -> None:
    assert asked.get_state_display() == "đang hỏi"
    assert {sheet.unit.code for sheet in asked.sheets.all()} == {"23535", "23537", "23538", "618.lhpn"}
    assert {(sheet.state, sheet.revision) for sheet in asked.sheets.all()} == {("not_begun", 0)}
    done = Event.objects.get(verb="questionnaire.opened")
    assert done.actor_name == "Lê Quỳnh Chi" and len(done.details["units"]) == 4


def test_an_asks_for_her_commune_and_not_for_the_district(world: World, now: datetime) -> None:
    assert actions.draft(unit=world.commune, title="Hỏi các thôn", by=world.an, at=now).unit == world.commune
    with pytest.raises(NotAllowed, match="không được lập phiếu hỏi của Ủy ban nhân dân huyện"):
        actions.draft(unit=world.district, title="Hỏi huyện", by=world.an, at=now)
    for person in (world.ha, world.minh, world.khanh):
        with pytest.raises(NotAllowed):
            actions.draft(unit=world.district, title="Hỏi", by=person, at=now)


def test_a_commune_does_not_ask_its_neighbour_nor_its_superior(world: World, now: datetime) -> None:
    made = actions.draft(
        unit=world.commune, title="Hỏi", basis="Tự hỏi", due_before_on=date(2022, 5, 1), by=world.an, at=now
    )
    actions.add_question(made, text="Vì sao?", kind="text", by=world.an, at=now)
    for unit in (world.other_commune, world.district):
        with pytest.raises(Refusal, match="Có đơn vị không hỏi được"):
            actions.open_to(made, units=[world.commune, unit], by=world.an, at=now)
    assert not AnswerSheet.objects.exists()
    assert actions.open_to(made, units=[world.commune, world.commune], by=world.an, at=now).sheets.count() == 1


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"basis": ""}, "Chưa nêu căn cứ của việc hỏi"),
        ({"due_before_on": None}, "Chưa có hạn trả lời"),
        ({"due_before_on": date(2022, 4, 11)}, "Hạn trả lời không dùng được"),
        ({"due_before_on": date(2032, 4, 26)}, "Hạn trả lời không dùng được"),
    ],
)
def test_a_draft_without_basis_or_due_day_is_not_sent(
    world: World, draft: Questionnaire, now: datetime, lacking: dict[str, Any], said: str
) -> None:
    actions.change(draft, revision=0, by=world.chi, at=now, **lacking)
    with pytest.raises(Refusal, match=said):
        actions.open_to(draft, units=world.communes, by=world.chi, at=now)


def test_a_draft_without_questions_or_without_anybody_to_ask_is_not_sent(
    world: World, draft: Questionnaire, now: datetime
) -> None:
    with pytest.raises(Refusal, match="Chưa chọn đơn vị"):
        actions.open_to(draft, units=[], by=world.chi, at=now)
    for question in draft.questions.all():
        actions.remove_question(question, by=world.chi, at=now)
    with pytest.raises(Refusal, match="Phiếu chưa có câu hỏi"):
        actions.open_to(draft, units=world.communes, by=world.chi, at=now)


def test_questions_move_and_close_up_when_one_is_removed(world: World, draft: Questionnaire, now: datetime) -> None:
    last = draft.questions.last()
    assert last is not None
    actions.move_question(last, to=2, by=world.chi, at=now)
    assert texts(draft)[:3] == ["1. Số người làm việc", "2. Đề nghị sửa Luật", "3. Đã tự đánh giá chưa?"]
    actions.move_question(last, to=-5, by=world.chi, at=now)
    assert texts(draft)[0] == "1. Đề nghị sửa Luật"
    actions.remove_question(last, by=world.chi, at=now)
    assert texts(draft) == [
        *("1. Số người làm việc", "2. Đã tự đánh giá chưa?", "3. Khó khăn", "4. Số thôn đã nghe phổ biến"),
    ]
    with pytest.raises(Refusal, match="vừa được người khác bỏ"):
        actions.move_question(last, to=1, by=world.chi, at=now)


def test_once_sent_nothing_that_was_asked_changes(world: World, asked: Questionnaire, now: datetime) -> None:
    question = asked.questions.all()[0]
    tries = (
        lambda: actions.change(asked, revision=0, title="Khác", by=world.chi, at=now),
        lambda: actions.add_question(asked, text="Thêm", kind="text", by=world.chi, at=now),
        lambda: actions.change_question(question, revision=0, text="Khác", kind="text", by=world.chi, at=now),
        lambda: actions.move_question(question, to=3, by=world.chi, at=now),
        lambda: actions.remove_question(question, by=world.chi, at=now),
        lambda: actions.open_to(asked, units=world.communes, by=world.chi, at=now),
    )
    for attempt in tries:
        with pytest.raises(Refusal, match="Phiếu không còn ở bước soạn"):
            attempt()
    assert texts(asked)[0] == "1. Số người làm việc"


def test_two_officers_at_one_draft_both_see_what_the_other_wrote(
    world: World, draft: Questionnaire, now: datetime
) -> None:
    actions.change(draft, revision=0, title="Tên của chị Chi", by=world.chi, at=now)
    with pytest.raises(Conflict) as clash:
        actions.change(draft, revision=0, title="Tên của chị Lan", by=world.lan, at=now)
    assert clash.value.mine == {"Tên phiếu": "Tên của chị Lan"}
    assert clash.value.theirs == {"Tên phiếu": "Tên của chị Chi"}
    question = draft.questions.get(kind="one")
    words = {"kind": "one", "options": ["Có", "Chưa"]}
    actions.change_question(question, revision=0, text="Câu của chị Chi", by=world.chi, at=now, **words)
    with pytest.raises(Conflict, match="Người khác vừa sửa"):
        actions.change_question(question, revision=0, text="Câu của chị Lan", by=world.lan, at=now, **words)
    question.refresh_from_db()
    assert question.text == "Câu của chị Chi"


def test_what_is_closed_or_withdrawn_takes_no_more_answers(
    world: World, asked: Questionnaire, sheet: AnswerSheet, now: datetime, an_says: Any
) -> None:
    with pytest.raises(Refusal, match="Chưa nêu lý do"):
        actions.withdraw(asked, reason="  ", by=world.chi, at=now)
    actions.close(asked, by=world.chi, at=now)
    assert Event.objects.get(verb="questionnaire.closed").details == {"sent": 0, "asked": 4}
    with pytest.raises(Refusal, match="không còn nhận trả lời"):
        an_says(whole="3")
    with pytest.raises(Refusal, match="Phiếu không ở bước này"):
        actions.withdraw(asked, reason="Nhầm.", by=world.chi, at=now)


def test_only_who_asks_closes_and_withdraws(world: World, asked: Questionnaire, now: datetime) -> None:
    for person in (world.an, world.giang, world.khanh, world.ha):
        with pytest.raises(NotAllowed):
            actions.close(asked, by=person, at=now)
        with pytest.raises(NotAllowed):
            actions.withdraw(asked, reason="Thôi.", by=person, at=now)
    done = actions.withdraw(asked, reason="Hỏi nhầm năm.", by=world.lan, at=now)
    assert (done.get_state_display(), done.withdrawn_reason) == ("đã rút", "Hỏi nhầm năm.")
