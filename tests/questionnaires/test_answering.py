"""Answering: a unit's own people write, empty is not zero, nobody overwrites unseen, what is sent stays sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from binhdang.audit.models import Event
from binhdang.demo.world import World
from binhdang.home.queries import my_work, waited_for
from binhdang.jobs.clock import day_of
from binhdang.orgs.models import Membership
from binhdang.questionnaires import actions
from binhdang.questionnaires.models import AnswerSheet, Questionnaire
from binhdang.questionnaires.queries import answers_at, days_late
from binhdang.values.refusals import Conflict, NotAllowed, Refusal
from questionnaires.conftest import FULL, question

Says = Callable[..., actions.Saved]


def said(sheet: AnswerSheet, kind: str) -> Any:
    sheet.refresh_from_db()
    return sheet.answers.get(question(sheet.questionnaire, kind).public_id)


def test_an_saves_goes_on_later_and_sends(world: World, sheet: AnswerSheet, an_says: Says, now: datetime) -> None:
    an_says(whole="1.200", text=" Sửa điều 5 \r\n và điều 6 ")
    assert (said(sheet, "whole"), said(sheet, "text")) == (1200, "Sửa điều 5\nvà điều 6")
    assert sheet.get_state_display() == "đang soạn"
    with pytest.raises(Refusal, match="Còn câu bắt buộc chưa trả lời.*câu 1, câu 2"):
        actions.send_answers(sheet, revision=1, by=world.an, at=now)
    an_says(**FULL)
    done = actions.send_answers(sheet, revision=2, by=world.an, at=now)
    assert (done.get_state_display(), done.sent_by) == ("đã gửi", world.an)
    with pytest.raises(Refusal, match="Câu trả lời đã gửi.*đề nghị UBND huyện Ia H'Drai mở lại"):
        an_says(whole="3")


def test_zero_is_an_answer_and_empty_is_none(world: World, sheet: AnswerSheet, an_says: Says, now: datetime) -> None:
    an_says(**FULL | {"men_women": {"men": "0", "women": ""}})
    with pytest.raises(Refusal, match="mới trả lời một nửa.*câu 1.*không có ai thì ghi 0"):
        actions.send_answers(sheet, revision=1, by=world.an, at=now)
    an_says(men_women={"men": "0", "women": "0"}, whole="0")
    assert (said(sheet, "men_women"), said(sheet, "whole")) == ({"men": 0, "women": 0}, 0)
    an_says(whole="", several=[])
    assert said(sheet, "whole") is None and said(sheet, "several") is None
    assert actions.send_answers(sheet, revision=3, by=world.an, at=now).is_sent()


def test_what_is_saved_again_unchanged_writes_nothing(sheet: AnswerSheet, an_says: Says) -> None:
    an_says(whole="3")
    again = an_says(whole="3")
    assert (again.changed, again.sheet.revision) == (0, 1)
    assert Event.objects.filter(verb="answers.saved").count() == 1


def test_an_and_binh_answer_different_questions_and_both_stay(world: World, sheet: AnswerSheet, an_says: Says) -> None:
    an_says(whole="3")
    saved = an_says(by=world.binh, revision=0, text="Sửa điều 5", whole=None)  # Bình saw the page before An saved
    assert saved.beside == 1
    assert (said(sheet, "whole"), said(sheet, "text")) == (3, "Sửa điều 5")


def test_an_and_binh_answer_one_question_and_nothing_is_overwritten(
    world: World, sheet: AnswerSheet, an_says: Says
) -> None:
    an_says(whole="3")
    with pytest.raises(Conflict, match="câu 4") as clash:
        an_says(by=world.binh, revision=0, whole="5", text="Sửa điều 5")
    key = question(sheet.questionnaire, "whole").public_id
    assert (clash.value.theirs, clash.value.revision) == ({key: 3}, 1)
    assert isinstance(clash.value.mine, dict) and clash.value.mine[key] == 5
    assert (said(sheet, "whole"), said(sheet, "text")) == (3, None)
    an_says(by=world.binh, revision=1, whole="5")
    assert said(sheet, "whole") == 5
    assert answers_at(sheet, 1) == {key: 3} and answers_at(sheet, 2) == {key: 5}


def test_taking_an_answer_back_is_a_change_like_any_other(world: World, sheet: AnswerSheet, an_says: Says) -> None:
    an_says(whole="3")
    an_says(whole="")
    with pytest.raises(Conflict):
        an_says(by=world.binh, revision=1, whole="5")
    assert said(sheet, "whole") is None


def test_nobody_sends_what_they_have_not_seen(world: World, sheet: AnswerSheet, an_says: Says, now: datetime) -> None:
    an_says(**FULL)
    an_says(by=world.binh, whole="7")
    with pytest.raises(Conflict, match="người khác của đơn vị vừa lưu thêm"):
        actions.send_answers(sheet, revision=1, by=world.an, at=now)


def test_only_the_unit_s_own_people_answer(world: World, sheet: AnswerSheet, an_says: Says, now: datetime) -> None:
    for person in (world.giang, world.chi, world.lan, world.ha):
        with pytest.raises(NotAllowed, match="không được trả lời phiếu hỏi thay"):
            an_says(by=person, whole="3")
        with pytest.raises(NotAllowed):
            actions.send_answers(sheet, revision=0, by=person, at=now)
    Membership.objects.filter(user=world.an).update(valid_to=day_of(now))
    with pytest.raises(NotAllowed):
        an_says(whole="3")


def test_giang_sees_nothing_of_an_s_answers_and_superiors_see_the_sheet(
    world: World, sheet: AnswerSheet, now: datetime
) -> None:
    def sees(person: Any) -> bool:
        return AnswerSheet.objects.visible_to(person, day_of(now)).filter(pk=sheet.pk).exists()

    assert [sees(person) for person in (world.an, world.binh, world.chi, world.lan, world.minh)] == [True] * 5
    assert not sees(world.giang) and not sees(world.ha)
    assert set(AnswerSheet.objects.visible_to(world.giang, day_of(now)).values_list("unit__code", flat=True)) == {
        "23537"
    }


def test_chi_opens_one_unit_s_answers_again_with_a_reason(
    world: World, sent: AnswerSheet, an_says: Says, now: datetime
) -> None:
    with pytest.raises(Refusal, match="Chưa nêu lý do"):
        actions.reopen(sent, reason="", by=world.chi, at=now)
    with pytest.raises(NotAllowed):
        actions.reopen(sent, reason="Tự mở.", by=world.an, at=now)
    again = actions.reopen(sent, reason="Câu 1 ghi nhầm.", by=world.chi, at=now)
    assert (again.is_sent(), again.reopened_reason) == (False, "Câu 1 ghi nhầm.")
    with pytest.raises(Refusal, match="Đơn vị chưa gửi"):
        actions.reopen(again, reason="Lần nữa.", by=world.chi, at=now)
    an_says(men_women={"men": "5", "women": "8"})
    late = now + timedelta(days=30)
    resent = actions.send_answers(again, revision=2, by=world.an, at=late)
    assert days_late(resent, day_of(late)) == 0  # the first sending counts
    assert resent.sent_at == late


def test_the_due_day_itself_is_late(world: World, sheet: AnswerSheet, an_says: Says, now: datetime) -> None:
    an_says(**FULL)
    on_the_day = now.replace(day=26, hour=0)
    sent = actions.send_answers(sheet, revision=1, by=world.an, at=on_the_day)
    assert days_late(sent, day_of(on_the_day)) == 1
    assert days_late(sheet, day_of(on_the_day - timedelta(minutes=1))) == 0


def test_it_waits_on_an_s_first_page_until_it_is_sent(
    world: World, asked: Questionnaire, sent: AnswerSheet, now: datetime
) -> None:
    on = day_of(now)

    def waits_for(person: Any) -> list[str]:
        return [f"{work.kind}: {work.title}" for work in my_work(person, on) if "phiếu hỏi" in work.kind]

    assert waits_for(world.an) == []
    assert waits_for(world.giang) == ["Trả lời phiếu hỏi: UBND xã Ia Dom: Tổng kết 15 năm"]
    assert waits_for(world.chi) == []
    actions.reopen(sent, reason="Câu 1 ghi nhầm.", by=world.chi, at=now)
    assert waits_for(world.an) == ["Sửa câu trả lời phiếu hỏi: UBND xã Ia Tơi: Tổng kết 15 năm"]
    held = [each.title for each in waited_for(world.chi, on)]
    assert "Phiếu hỏi «Tổng kết 15 năm»: 4 đơn vị chưa gửi" in held
    due = [work.kind for work in my_work(world.chi, day_of(now + timedelta(days=20)))]
    assert "Đóng phiếu hỏi" in due


def test_what_was_answered_stands_in_no_audit_row(sheet: AnswerSheet, an_says: Says) -> None:
    """A free text may name people; who said what is kept with the sheet alone."""
    an_says(text="Chị Y Hoa ở thôn 3 cần giúp")
    done = Event.objects.get(verb="answers.saved")
    assert done.details == {"revision": 1, "questions": [5]} and "Hoa" not in str(done.details)
    assert sheet.saves.get().saved_by.full_name == "Rơ Châm An"
