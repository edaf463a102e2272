"""The pages of questionnaires in a browser: Chi asks, An answers, Chi reads the tables; nothing typed is ever lost."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from binhdang.demo.world import World
from binhdang.questionnaires import actions
from binhdang.questionnaires.models import AnswerSheet, Questionnaire
from questionnaires.conftest import FULL, question

Page = Callable[[Any], Client]
Says = Callable[..., actions.Saved]


def address(name: str, thing: Any = None, *more: str) -> str:
    return reverse(f"questionnaires:{name}", args=[*([thing.public_id] if thing else []), *more])


def inputs(sheet: AnswerSheet, **answers: Any) -> dict[str, Any]:
    """The fields of the form of answers, by the kind of their questions."""
    found: dict[str, Any] = {}
    for kind, answer in answers.items():
        name = f"cau_{question(sheet.questionnaire, kind).public_id}"
        found |= {f"{name}_{sex}": n for sex, n in answer.items()} if kind == "men_women" else {name: answer}
    return found


TYPED = {**FULL, "several": ["1", "3"], "whole": "1.200", "text": "Sửa điều 5"}


def test_chi_drafts_a_questionnaire_and_sends_it_to_the_communes(world: World, as_: Page) -> None:
    chi = as_(world.chi)
    assert "Chưa hỏi phiếu nào." in chi.get(address("index")).content.decode()
    head = {
        "unit": world.district.public_id,
        "title": "Tổng kết 15 năm",
        "due_before_on": "26/4/2022",
        "basis": "Công văn của Sở",
        "introduction": "Mười phút thôi.",
        "paper": "",
        "task": "",
    }
    answer = chi.post(address("new"), head)
    made = Questionnaire.objects.get()
    assert answer["Location"] == address("detail", made)
    assert "Phiếu chưa có câu hỏi nào." in chi.get(address("detail", made)).content.decode()
    asked = {"text": "Bao nhiêu người?", "kind": "men_women", "options": "", "help": "", "required": "on"}
    assert chi.post(address("add_question", made), asked)["Location"] == f"{address('detail', made)}#cau-1"
    choice = {"text": "Có hay không?", "kind": "one", "options": "Có\r\n\r\nKhông", "them-nua": ""}
    assert chi.post(address("add_question", made), choice)["Location"] == address("add_question", made)
    last = made.questions.get(order=2)
    assert (last.options, last.required) == (["Có", "Không"], False)
    chi.post(address("move_question", made, last.public_id), {"cho": "1"})
    page = chi.get(address("preview", made)).content.decode()
    assert page.index("1. Có hay không?") < page.index("2. Bao nhiêu người?") and "Bản xem trước" in page
    units = chi.get(address("open", made)).content.decode()
    assert "trước ngày 26/4/2022" in units and "Ủy ban Mặt trận Tổ quốc Việt Nam huyện (chưa có người trả lời)" in units
    sent = chi.post(address("open", made), {"units": [unit.public_id for unit in world.communes]})
    assert sent["Location"] == address("detail", made)
    page = chi.get(address("detail", made)).content.decode()
    assert "đang hỏi" in page and "hạn cuối 25/4/2022" in page and page.count("chưa bắt đầu") == 3
    assert "0/3 đơn vị" in chi.get(address("index")).content.decode()


def test_an_answers_and_chi_reads_it_only_once_it_is_sent(world: World, sheet: AnswerSheet, as_: Page) -> None:
    an, chi = as_(world.an), as_(world.chi)
    assert sheet.questionnaire.title in an.get("/").content.decode()
    url = address("sheet", sheet)
    saved = an.post(url, {"revision": "0", "luu": "", **inputs(sheet, **TYPED)}, follow=True).content.decode()
    assert "Đã lưu, chưa gửi." in saved and 'value="1.200"' in saved and "Sửa điều 5</textarea>" in saved
    unseen = chi.get(url).content.decode()
    assert "Đơn vị chưa gửi câu trả lời." in unseen and "Sửa điều 5" not in unseen
    done = an.post(url, {"revision": "1", "gui": "", **inputs(sheet, **TYPED)}, follow=True).content.decode()
    assert "Đã gửi câu trả lời." in done
    page = chi.get(url).content.decode()
    for words in ("nam 4, nữ 8", "Kinh phí; Số liệu", "1.200", "Sửa điều 5", "Rơ Châm An", "Mở lại cho đơn vị sửa"):
        assert words in page


def test_what_an_typed_stays_when_a_number_is_wrong(world: World, sheet: AnswerSheet, as_: Page) -> None:
    wrong = inputs(sheet, **{**TYPED, "whole": "chừng 20", "men_women": {"men": "4", "women": ""}})
    page = as_(world.an).post(address("sheet", sheet), {"revision": "0", "luu": "", **wrong})
    html = page.content.decode()
    assert page.status_code == 422 and "Chưa lưu: 1 ô cần sửa" in html
    assert "Không phải số nguyên. Giá trị nhận được: chừng 20." in html
    assert 'value="chừng 20"' in html and "Sửa điều 5</textarea>" in html and 'value="4"' in html
    assert html.count(" checked") == 3
    sheet.refresh_from_db()
    assert sheet.answers == {}


def test_sending_too_early_keeps_the_answers_and_names_the_questions(
    world: World, sheet: AnswerSheet, as_: Page
) -> None:
    page = as_(world.an).post(address("sheet", sheet), {"revision": "0", "gui": "", **inputs(sheet, whole="7")})
    html = page.content.decode()
    assert page.status_code == 422 and "Còn câu bắt buộc chưa trả lời." in html and "câu 1, câu 2" in html
    assert 'value="7"' in html
    sheet.refresh_from_db()
    assert sheet.state == "drafting" and 'name="revision" value="1"' in html


def test_two_people_at_one_sheet_see_both_answers(world: World, sheet: AnswerSheet, an_says: Says, as_: Page) -> None:
    an_says(whole="3", **FULL)
    given = {"revision": "0", "luu": "", **inputs(sheet, whole="5", text="Của anh Bình")}
    page = as_(world.binh).post(address("sheet", sheet), given)
    html = page.content.decode()
    assert page.status_code == 409
    assert "Câu 4</th><td>3</td><td>5</td>" in html
    assert 'value="5"' in html and "Của anh Bình</textarea>" in html
    assert 'name="revision" value="1"' in html and 'value="8"' in html  # An's number of women is there, too
    again = {"revision": "1", "luu": "", **inputs(sheet, **FULL, whole="5", text="Của anh Bình")}
    assert as_(world.binh).post(address("sheet", sheet), again).status_code == 302


def test_an_does_not_send_what_binh_saved_beside_her(
    world: World, sheet: AnswerSheet, an_says: Says, as_: Page
) -> None:
    an_says(by=world.binh, whole="7")
    page = as_(world.an).post(address("sheet", sheet), {"revision": "0", "gui": "", **inputs(sheet, **FULL)})
    assert page.status_code == 409 and "Chưa gửi: người khác của đơn vị vừa lưu thêm" in page.content.decode()
    assert 'value="7"' in page.content.decode()


def test_the_tables_count_choices_sum_numbers_and_say_n_of_big_n(
    world: World, asked: Questionnaire, sent: AnswerSheet, as_: Page, now: datetime
) -> None:
    dom = asked.sheets.get(unit=world.other_commune)
    given = {**FULL, "men_women": {"men": "1000", "women": "2"}, "several": ["2"], "text": "Thêm kinh phí"}
    answers = {question(asked, kind).public_id: answer for kind, answer in given.items()}
    saved = actions.save_answers(dom, answers, revision=0, by=world.giang, at=now)
    actions.send_answers(saved.sheet, revision=1, by=world.giang, at=now)
    html = as_(world.chi).get(address("results", asked)).content.decode()
    assert "2/4 đơn vị</strong> đã gửi" in html
    assert 'Tổng 2/4 đơn vị</th><td class="number">1.004</td><td class="number">10</td>' in html
    assert '>Có</th><td class="number">2</td>' in html and '>Chưa</th><td class="number">0</td>' in html
    assert "Câu 3: 1/4 đơn vị trả lời" in html and "Tổng 0/4 đơn vị" in html and "chưa có" in html
    assert html.count("chưa gửi") >= 2 and "chưa trả lời" in html and "Thêm kinh phí" in html


def test_only_sent_answers_count_and_reopened_ones_leave_the_table(
    world: World, asked: Questionnaire, sent: AnswerSheet, as_: Page
) -> None:
    chi, an = as_(world.chi), as_(world.an)
    assert "Tổng 1/4 đơn vị" in chi.get(address("results", asked)).content.decode()
    refused = chi.post(address("reopen", sent), {"ly_do": " "})
    assert refused.status_code == 422 and "Chưa nêu lý do." in refused.content.decode()
    assert chi.post(address("reopen", sent), {"ly_do": "Câu 1 ghi nhầm."}).status_code == 302
    assert "Tổng 0/4 đơn vị" in chi.get(address("results", asked)).content.decode()
    page = an.get(address("sheet", sent)).content.decode()
    assert "Câu 1 ghi nhầm." in page and 'value="8"' in page


def test_who_is_only_asked_sees_the_questions_and_not_the_others(
    world: World, asked: Questionnaire, sent: AnswerSheet, as_: Page
) -> None:
    giang = as_(world.giang)
    page = giang.get(address("detail", asked)).content.decode()
    assert "Số người làm việc" in page and "UBND xã Ia Dom" in page and "UBND xã Ia Tơi" not in page
    for name, thing in (("sheet", sent), ("reopen", sent), ("results", asked), ("export", asked)):
        assert giang.get(address(name, thing)).status_code == 404
    for name in ("change", "preview", "open", "close", "withdraw", "add_question"):
        assert giang.get(address(name, asked)).status_code == 403


def test_a_draft_is_nobody_else_s_and_its_tables_do_not_exist(world: World, draft: Questionnaire, as_: Page) -> None:
    assert as_(world.an).get(address("detail", draft)).status_code == 404
    assert as_(world.ha).get(address("detail", draft)).status_code == 404
    assert as_(world.chi).get(address("results", draft)).status_code == 404
    assert as_(world.minh).get(address("detail", draft)).status_code == 200
    assert as_(world.minh).get(address("change", draft)).status_code == 403


def test_the_excel_file_holds_numbers_as_numbers_and_text_never_as_a_formula(
    world: World, asked: Questionnaire, sheet: AnswerSheet, an_says: Says, as_: Page, now: datetime
) -> None:
    an_says(**FULL, text='=HYPERLINK("http://x")', whole="0")
    sheet.refresh_from_db()
    actions.send_answers(sheet, revision=1, by=world.an, at=now)
    file = as_(world.chi).get(address("export", asked))
    assert file["Content-Disposition"].startswith("attachment")
    book = load_workbook(io.BytesIO(file.content))
    lines = {row[0].value: row for row in book["Theo đơn vị"].iter_rows(min_row=2)}
    assert set(lines) == {"23535", "23537", "23538", "618.lhpn"}
    mine = lines["23538"]
    assert [cell.value for cell in mine[2:9]] == ["đã gửi", "11/4/2022", 4, 8, "Có", None, 0]
    assert mine[9].value == '=HYPERLINK("http://x")' and mine[9].data_type == "s"
    assert [cell.value for cell in lines["23535"][2:]] == ["chưa gửi", *[None] * 7]
    sums = [[cell.value for cell in row] for row in book["Tổng hợp"].iter_rows(min_row=2)]
    assert [1, "Số người làm việc", "Cộng", 12, "1/4 đơn vị"] in sums
    assert [4, "Số thôn đã nghe phổ biến", "Số", 0, "1/4 đơn vị"] in sums


def test_chi_closes_with_some_silent_and_is_told_who(
    world: World, asked: Questionnaire, sent: AnswerSheet, as_: Page
) -> None:
    chi = as_(world.chi)
    page = chi.get(address("close", asked)).content.decode()
    assert "3 đơn vị chưa gửi: UBND xã Ia Đal, UBND xã Ia Dom, Hội LHPN huyện" in page
    assert chi.post(address("close", asked))["Location"] == address("results", asked)
    assert "không gửi" in chi.get(address("detail", asked)).content.decode()
    giang = as_(world.giang)
    sheet = asked.sheets.get(unit=world.other_commune)
    assert "bản này chưa gửi" in giang.get(address("sheet", sheet)).content.decode()
    late = giang.post(address("sheet", sheet), {"revision": "0", "luu": "", **inputs(sheet, whole="7")})
    assert late.status_code == 422 and "không còn nhận trả lời" in late.content.decode()
    assert 'value="7"' in late.content.decode()
    assert chi.get(address("close", asked)).status_code == 422


def test_withdrawing_asks_for_a_reason_that_the_units_read(
    world: World, asked: Questionnaire, sheet: AnswerSheet, as_: Page
) -> None:
    chi = as_(world.chi)
    assert chi.post(address("withdraw", asked), {"ly_do": ""}).status_code == 422
    chi.post(address("withdraw", asked), {"ly_do": "Hỏi nhầm năm."})
    page = as_(world.an).get(address("sheet", sheet)).content.decode()
    assert "Hỏi nhầm năm." in page and "không cần trả lời nữa" in page
    assert sheet.questionnaire.title not in as_(world.an).get("/").content.decode()


def test_what_two_officers_wrote_into_one_head_is_shown_side_by_side(
    world: World, draft: Questionnaire, as_: Page
) -> None:
    head = {"title": "Tên của chị Lan", "basis": "Công văn của Sở", "due_before_on": "26/4/2022", "revision": "0"}
    assert as_(world.chi).post(address("change", draft), {**head, "title": "Tên của chị Chi"}).status_code == 302
    page = as_(world.lan).post(address("change", draft), head)
    html = page.content.decode()
    assert page.status_code == 409 and "<td>Tên của chị Chi</td><td>Tên của chị Lan</td>" in html
    assert 'name="revision" value="1"' in html and 'value="Tên của chị Lan"' in html
    assert as_(world.lan).post(address("change", draft), {**head, "revision": "1"}).status_code == 302


def test_a_wrong_day_or_a_long_title_comes_back_with_everything_typed(world: World, as_: Page) -> None:
    head = {"unit": world.district.public_id, "title": "T" * 201, "due_before_on": "26/4/2022", "basis": "Vì Sở hỏi"}
    page = as_(world.chi).post(address("new"), head)
    assert page.status_code == 422 and "Nội dung quá dài." in page.content.decode()
    assert "Vì Sở hỏi</textarea>" in page.content.decode()
    page = as_(world.chi).post(address("new"), {**head, "title": "Ngắn", "due_before_on": "31/4/2022"})
    assert "Không phải một ngày có trong lịch." in page.content.decode()
    assert 'value="31/4/2022"' in page.content.decode()


def test_who_asks_for_nobody_is_told_who_does(world: World, as_: Page) -> None:
    page = as_(world.khanh).get(address("new"))
    assert page.status_code == 200 and "không hỏi thay đơn vị nào" in page.content.decode()
    assert as_(world.khanh).post(address("new"), {"title": "Hỏi"}).status_code == 200
    assert not Questionnaire.objects.exists()


@pytest.mark.parametrize("name", ["detail", "results"])
def test_more_units_asked_cost_no_more_questions_to_the_database(
    world: World, draft: Questionnaire, as_: Page, now: datetime, name: str
) -> None:
    chi, counts = as_(world.chi), []
    for number in (3, 16):
        copy = actions.draft(unit=world.district, title=f"Phiếu {number}", basis="Vì", by=world.chi, at=now)
        actions.add_question(copy, text="Bao nhiêu?", kind="whole", by=world.chi, at=now)
        actions.change(copy, revision=0, due_before_on=draft.due_before_on, by=world.chi, at=now)
        units = [*world.communes, *world.member_bodies][:number]
        actions.open_to(copy, units=units, by=world.chi, at=now)
        with CaptureQueriesContext(connection) as asked:
            chi.get(address(name, copy))
        counts.append(len(asked))
    assert counts[0] == counts[1]
