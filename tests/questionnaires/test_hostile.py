"""What nobody should type, and somebody does: it is refused in words, or kept as plain text."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from binhdang.demo.world import World
from binhdang.questionnaires import actions
from binhdang.questionnaires.models import AnswerSheet, Questionnaire
from binhdang.values.refusals import Refusal

Says = Callable[..., actions.Saved]


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ({"options": [f"Lựa chọn {n}" for n in range(10_000)]}, "Quá nhiều lựa chọn.*10.000 lựa chọn"),
        ({"options": [f"Lựa chọn {n}" for n in range(31)]}, "Quá nhiều lựa chọn.*31 lựa chọn"),
        ({"options": ["Có"]}, "Chưa đủ lựa chọn"),
        ({"options": ["Có", "  CÓ "]}, "Hai lựa chọn giống nhau"),
        ({"options": ["Có", "x" * 201]}, "Nội dung quá dài.*201 ký tự"),
        ({"options": "Có"}, "Danh sách lựa chọn không đọc được"),
        ({"options": [1, 2]}, "Không phải lời văn"),
        ({"kind": "whole", "options": ["Có", "Không"]}, "Câu hỏi này không có lựa chọn"),
        ({"kind": "ảnh"}, "Chưa chọn cách trả lời"),
        ({"kind": None}, "Chưa chọn cách trả lời"),
        ({"text": ""}, "Chưa nhập"),
        ({"text": "\x00\x01 "}, "Chưa nhập"),
        ({"text": "x" * 100_000}, "Nội dung quá dài.*100.000 ký tự"),
        ({"text": 5}, "Không phải lời văn"),
        ({"help": "x" * 501}, "Nội dung quá dài"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    world: World, draft: Questionnaire, now: datetime, wrong: dict[str, Any], what: str
) -> None:
    given = {"text": "Có hay không?", "kind": "one", "options": ["Có", "Không"], **wrong}
    with pytest.raises(Refusal, match=what):
        actions.add_question(draft, by=world.chi, at=now, **given)
    assert draft.questions.count() == 5


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"title": "x" * 201}, {"introduction": "x" * 2001}, {"basis": "x" * 501}]
)
def test_a_head_that_is_empty_or_too_long_is_refused(
    world: World, draft: Questionnaire, now: datetime, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refusal):
        actions.change(draft, revision=0, by=world.chi, at=now, **wrong)


@pytest.mark.parametrize("year", [1, 1022, 9999])
def test_a_year_of_another_century_is_a_slip_of_the_hand(world: World, now: datetime, year: int) -> None:
    with pytest.raises(Refusal, match="Năm bất thường"):
        actions.draft(unit=world.district, title="Hỏi", due_before_on=date(year, 1, 1), by=world.chi, at=now)


def test_a_questionnaire_does_not_grow_without_end(world: World, draft: Questionnaire, now: datetime) -> None:
    for number in range(55):
        actions.add_question(draft, text=f"Câu {number}", kind="text", by=world.chi, at=now)
    with pytest.raises(Refusal, match="quá nhiều câu hỏi.*60 câu"):
        actions.add_question(draft, text="Một câu nữa", kind="text", by=world.chi, at=now)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ({"whole": "mười"}, "Không phải số nguyên.*câu 4.*mười"),
        ({"whole": "-1"}, "Không phải số nguyên"),
        ({"whole": "1,5"}, "Không phải số nguyên"),
        ({"whole": "1e5"}, "Không phải số nguyên"),
        ({"whole": "٣"}, "Không phải số nguyên"),
        ({"whole": 2.5}, "Không phải số nguyên"),
        ({"whole": True}, "Không phải số nguyên"),
        ({"whole": "9" * 5000}, "Không phải số nguyên"),
        ({"whole": "1.000.000.001"}, "Số lớn bất thường"),
        ({"whole": ["3"]}, "Không phải số nguyên"),
        ({"one": "3"}, "Lựa chọn không có trong câu hỏi"),
        ({"one": "0"}, "Lựa chọn không có"),
        ({"one": "²"}, "Lựa chọn không có"),
        ({"one": ["1"]}, "Lựa chọn không có"),
        ({"several": ["1", "9"]}, "Lựa chọn không có"),
        ({"several": ["1"] * 10_000}, "Lựa chọn không có"),
        ({"several": "12"}, "Lựa chọn không có"),
        ({"men_women": "12"}, "Câu này cần hai số"),
        ({"men_women": {"men": "4", "women": "tám"}}, "Không phải số nguyên.*câu 1, nữ"),
        ({"text": "x" * 4001}, "Nội dung quá dài.*4.001 ký tự"),
        ({"text": {"a": 1}}, "Không phải lời văn"),
    ],
)
def test_an_answer_that_is_none_is_refused_and_nothing_is_kept(
    sheet: AnswerSheet, an_says: Says, answer: dict[str, Any], what: str
) -> None:
    with pytest.raises(Refusal, match=what):
        an_says(**answer)
    sheet.refresh_from_db()
    assert (sheet.answers, sheet.revision) == ({}, 0)


def test_a_question_of_another_questionnaire_is_not_answered(world: World, sheet: AnswerSheet, now: datetime) -> None:
    with pytest.raises(Refusal, match="Câu hỏi này không có trong phiếu"):
        actions.save_answers(sheet, {"0123456789abcdef": "3"}, revision=0, by=world.an, at=now)


def test_html_is_shown_as_it_was_typed(world: World, sheet: AnswerSheet, an_says: Says, as_: Any) -> None:
    an_says(text="<script>alert(1)</script>")
    html = as_(world.an).get(reverse("questionnaires:sheet", args=[sheet.public_id])).content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"revision": "x"},
        {"revision": "-1"},
        {"revision": "9" * 400},
        {"revision": "7", "gui": ""},
        {"revision": "0", "cau_x": "3", "unit": "23537", "state": "sent"},
    ],
)
def test_a_form_that_was_tampered_with_breaks_nothing(
    world: World, sheet: AnswerSheet, as_: Callable[[Any], Client], posted: dict[str, str]
) -> None:
    answer = as_(world.an).post(reverse("questionnaires:sheet", args=[sheet.public_id]), posted)
    assert answer.status_code in (302, 409, 422)
    sheet.refresh_from_db()
    assert (sheet.answers, sheet.state, sheet.unit) == ({}, "not_begun", world.commune)


def test_ten_thousand_options_in_the_form_come_back_with_what_to_do(
    world: World, draft: Questionnaire, as_: Callable[[Any], Client]
) -> None:
    url = reverse("questionnaires:add_question", args=[draft.public_id])
    typed = {"text": "Câu dài", "kind": "one", "options": "\n".join(f"Dòng {n}" for n in range(10_000))}
    page = as_(world.chi).post(url, typed)
    html = page.content.decode()
    assert page.status_code == 422 and "10.000 lựa chọn" in html and "Dòng 9999" in html
